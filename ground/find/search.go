package find

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// search is one question on its way through one state of the index.
type search struct {
	config  *Config
	parts   []part
	docs    int // live ones
	query   *Query
	items   []item
	need    [][]clause
	without []clause
	where   []filter
	count   []counting
	total   int
	top     top
	scratch scratch
	sheet   *sheet
}

// filter is a facet of Query.Where.
type filter struct {
	facet   int
	values  []string
	counted bool // the facet is also counted: then without this filter
}

// counting is a facet of Query.Count.
type counting struct {
	facet int
	n     map[string]int
}

// Search answers a question. It sees the index as it was when it began, and
// waits for nobody. An error means that the program asked for a facet that is
// not there, never that somebody typed something odd.
func (x *Index) Search(q Query) (Result, error) {
	s, _ := x.scratch.Get().(*search)
	if s == nil {
		s = &search{}
	}
	defer x.release(s)
	s.config, s.query, s.parts = &x.config, &q, x.now.Load().parts
	s.docs = (&state{s.parts}).docs()
	if err := s.prepare(); err != nil {
		return Result{}, err
	}
	for i := range s.parts {
		set, n := s.match(i)
		if n == 0 {
			continue
		}
		s.total += n
		s.rank(i, set, n)
	}
	return s.result(), nil
}

// release keeps what is large for the next search.
func (x *Index) release(s *search) {
	s.scratch.back()
	*s = search{scratch: s.scratch, sheet: s.sheet}
	x.scratch.Put(s)
}

// prepare reads the question.
func (s *search) prepare() error {
	q := s.query
	for name, values := range q.Where {
		f := s.config.facet(name)
		if f < 0 {
			return fmt.Errorf("find: no facet %q", name)
		}
		if len(values) > 0 {
			s.where = append(s.where, filter{f, values, slices.Contains(q.Count, name)})
		}
	}
	for _, name := range q.Count {
		f := s.config.facet(name)
		if f < 0 {
			return fmt.Errorf("find: no facet %q", name)
		}
		s.count = append(s.count, counting{f, map[string]int{}})
	}
	s.plan(ask(q.Text, q.Any, s.config.Words.Tables.Stop))
	for i := range s.items {
		s.resolve(&s.items[i])
	}
	s.top.begin(q, s.docs)
	return nil
}

// result is the answer.
func (s *search) result() Result {
	r := Result{Total: s.total, Hits: []Hit{}}
	for _, name := range s.query.Count {
		if r.Facets == nil {
			r.Facets = make(map[string][]Count, len(s.count))
		}
		r.Facets[name] = nil
	}
	for _, c := range s.count {
		all := make([]Count, 0, len(c.n))
		for value, n := range c.n {
			all = append(all, Count{strings.Clone(value), n})
		}
		slices.SortFunc(all, func(a, b Count) int { return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(a.Value, b.Value)) })
		r.Facets[s.config.Facets[c.facet]] = all
	}
	for i := range s.items {
		if it := &s.items[i]; it.scored {
			r.Words = append(r.Words, Used{Typed: it.typed, As: it.as, How: it.how})
		}
	}
	for _, h := range s.top.page(s.query.Skip) {
		p := &s.parts[h.part]
		if s.query.Sort != ByRelevance {
			h.score = s.relevance(h)
		}
		r.Hits = append(r.Hits, Hit{ID: h.id, Score: h.score, Metres: s.metres(p, h.doc)})
		if s.query.Explain {
			r.Explained = append(r.Explained, s.explain(h))
		}
	}
	return r
}

// metres is how far a document is, for its hit.
func (s *search) metres(p *part, doc uint32) int32 {
	if s.query.Near == nil || !p.placed.has(doc) {
		return -1
	}
	return metres(*s.query.Near, p.at[doc])
}
