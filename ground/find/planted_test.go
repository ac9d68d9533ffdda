package find

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"alun/ground/find/findtest"
	"alun/ground/find/word"
)

// life is an index of a few thousand made-up shops, some replaced and some
// removed, with the model of the same.
func life(t *testing.T) (*Index, *model) {
	t.Helper()
	c := townConfig()
	c.K1 = 1.2
	c.Words = &word.Analyzer{Tables: word.Default(), Stem: true}
	x, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	m, made := newModel(c), findtest.NewTown(3)
	put := func(docs ...Doc) {
		for _, d := range docs {
			m.docs[d.ID] = d
		}
		if err := x.Put(docs...); err != nil {
			t.Fatal(err)
		}
	}
	var docs []Doc
	for id := range int64(3000) {
		docs = append(docs, townDoc(made, id))
	}
	put(docs...)
	for id := int64(0); id < 3000; id += 50 {
		d := townDoc(made, id+10_000)
		d.ID = id
		put(d)
		x.Remove(id + 7)
		delete(m.docs, id+7)
	}
	return x, m
}

// asks are questions in which each kind of fault must show.
func asks() []wanted {
	one := func(words ...string) []thing { return []thing{{words: words}} }
	var all []wanted
	for _, need := range [][][]thing{nil, {one("jual")}, {one("kerajinan")}, {one("nasi"), one("ayam"), one("murah")}, {one("nasi", "goreng")}, {one("nasi", "dan", "goreng")}, {one("jual"), one("antar"), one("segar"), one("warung")}} {
		for _, any := range []bool{false, true} {
			all = append(all, wanted{need: need, any: any, count: []string{"area", "badge"}, limit: 10, where: map[string][]string{}})
			all = append(all, wanted{need: need, any: any, count: []string{"area"}, limit: 5, where: map[string][]string{"area": findtest.Areas[:2]}})
		}
	}
	return all
}

func disagree(x *Index, m *model) error {
	for _, w := range asks() {
		if err := m.check(x, w); err != nil {
			return err
		}
	}
	return nil
}

// faults are what may break in a part.
func faults(c *Config) map[string]func(*part) {
	return map[string]func(*part){
		"a block says too little of itself": func(p *part) {
			p.posts.most = make([]uint16, len(p.posts.most))
		},
		"a removal is lost": func(p *part) { p.gone = nil },
		"a document has another's value": func(p *part) {
			f := &p.facets[0]
			f.value = slices.Clone(f.value)
			f.value[0], f.value[1500] = f.value[1500], f.value[0]
			p.hold()
		},
		"a list of a value is short": func(p *part) {
			p.values[0].wide = make(bitmap, len(p.values[0].wide))
		},
		"grades are worth what they were": func(p *part) {
			m := p.segment.means
			m[2] *= 1.01
			p.now = p.grades.worths(c, &m)
		},
		"a text is another's": func(p *part) {
			p.textAt = slices.Clone(p.textAt)
			for i := range p.len() - 1 {
				p.textAt[i] = p.textAt[i+1]
			}
		},
	}
}

// TestAPlantedFaultShows breaks the index in one place at a time and sees the
// model notice.
func TestAPlantedFaultShows(t *testing.T) {
	x, m := life(t)
	if err := disagree(x, m); err != nil {
		t.Fatal(err)
	}
	sound := x.now.Load().parts
	for name, plant := range faults(&x.config) {
		t.Run(name, func(t *testing.T) {
			parts := slices.Clone(sound)
			p := &parts[0]
			broken := *p.segment
			broken.facets, broken.values = slices.Clone(p.facets), slices.Clone(p.values)
			p.segment = &broken
			plant(p)
			x.now.Store(&state{parts})
			defer x.now.Store(&state{sound})
			err := func() (err error) {
				defer func() {
					if r := recover(); r != nil {
						err = fmt.Errorf("%v", r)
					}
				}()
				return disagree(x, m)
			}()
			if err == nil {
				t.Error("nobody noticed")
			}
		})
	}
	if err := disagree(x, m); err != nil {
		t.Fatal(err)
	}
	if err := x.Merge(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := disagree(x, m); err != nil {
		t.Fatal(err)
	}
}
