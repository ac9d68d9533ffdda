package find

import (
	"cmp"
	"context"
	"slices"
)

// source is documents for a new segment: a draft, or a segment and what was
// removed from it.
type source struct {
	*columns
	gone bitmap // nil if nothing is
}

// place is where a document of a new segment comes from.
type place struct {
	id          int64
	group       uint32 // in the new segment
	source, doc uint32
}

// assembly makes the columns of a new segment.
type assembly struct {
	from   []source
	places []place
	to     columns
}

// assemble makes one segment of all documents of the sources that are not gone.
// Each id must be in them once. Mean lengths are those of the whole index.
func assemble(ctx context.Context, c *Config, means means, from ...source) (*segment, error) {
	a := &assembly{from: from}
	for _, step := range []func(){a.arrange, a.rows, func() { a.facets(len(c.Facets)) }, func() { a.text(len(c.Fields)) }} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		step()
	}
	return newSegment(ctx, c, means, a.to)
}

// arrange sorts the documents by group and id.
func (a *assembly) arrange() {
	var names []string
	for _, s := range a.from {
		for g := range s.groups.len() {
			names = append(names, s.groups.at(uint32(g)))
		}
	}
	groups, numbers := union(names)
	a.to.groups = groups
	for i, s := range a.from {
		of := make([]uint32, s.groups.len())
		for g := range of {
			of[g] = numbers[s.groups.at(uint32(g))]
		}
		for doc, id := range s.ids {
			if s.gone == nil || !s.gone.has(uint32(doc)) {
				a.places = append(a.places, place{id, of[s.group[doc]], uint32(i), uint32(doc)})
			}
		}
	}
	slices.SortFunc(a.places, func(x, y place) int { return cmp.Or(cmp.Compare(x.group, y.group), cmp.Compare(x.id, y.id)) })
}

// union sorts strings, each once, and numbers them.
func union(names []string) (table, map[string]uint32) {
	slices.Sort(names)
	numbers := make(map[string]uint32, len(names))
	var t tabler
	for _, name := range names {
		if _, known := numbers[name]; !known {
			numbers[name] = uint32(len(numbers))
			t.add(name)
		}
	}
	return t.table(), numbers
}

// rows copies what each document has once.
func (a *assembly) rows() {
	n := len(a.places)
	to := &a.to
	to.ids, to.group = make([]int64, n), make([]uint32, n)
	to.at, to.placed = make([]Point, n), make(bitmap, span(n))
	var names tabler
	for i, p := range a.places {
		s := a.from[p.source]
		to.ids[i], to.group[i], to.at[i] = p.id, p.group, s.at[p.doc]
		if s.placed.has(p.doc) {
			to.placed.add(uint32(i))
		}
		names.add(s.names.at(p.doc))
	}
	to.names = names.table()
}

func (a *assembly) facets(n int) {
	a.to.facets = make([]facet, n)
	for i := range a.to.facets {
		a.facet(i)
	}
}

// facet copies one column of values. A column in which each document has one
// value needs no beginnings.
func (a *assembly) facet(i int) {
	to := &a.to.facets[i]
	var names []string
	for _, s := range a.from {
		for v := range s.facets[i].values.len() {
			names = append(names, s.facets[i].values.at(uint32(v)))
		}
	}
	values, numbers := union(names)
	to.values = values
	of := make([][]uint32, len(a.from))
	total := 0
	for k, s := range a.from {
		f := &s.facets[i]
		of[k] = make([]uint32, f.values.len())
		for v := range of[k] {
			of[k][v] = numbers[f.values.at(uint32(v))]
		}
		total += len(f.value)
	}
	to.value, to.from = make([]uint32, 0, total), make([]uint32, 1, len(a.places)+1)
	single := true
	for _, p := range a.places {
		has := a.from[p.source].facets[i].of(p.doc)
		for _, v := range has {
			to.value = append(to.value, of[p.source][v])
		}
		to.from = append(to.from, uint32(len(to.value)))
		single = single && len(has) == 1
	}
	if single {
		to.from = nil
	}
}

// text copies the words, numbered anew by how often they stand.
func (a *assembly) text(fields int) {
	as := a.lexicon(fields)
	to := &a.to
	size := 0
	for _, s := range a.from {
		size += len(s.text)
	}
	to.text, to.textAt = make([]byte, 0, size), make([]uint32, 1, len(a.places)+1)
	for _, p := range a.places {
		s := a.from[p.source]
		words := as[p.source]
		at := int(s.textAt[p.doc])
		for range fields {
			var n, w uint32
			n, at = number(s.text, at)
			to.text = appendNumber(to.text, n)
			for range n {
				w, at = number(s.text, at)
				to.text = appendNumber(to.text, words[w])
			}
		}
		to.textAt = append(to.textAt, uint32(len(to.text)))
	}
	to.text = slices.Clip(to.text)
}
