package find

// match is the set of documents of a part that are found, and how many. It is
// exact, and counts facets on the way. Ranking comes after it and only has to
// look at the best.
func (s *search) match(i int) (bitmap, int) {
	p := &s.parts[i]
	if p.live == 0 || s.hopeless(i) {
		return nil, 0
	}
	set := s.scratch.take(p.len())
	set.all(p.len())
	if p.gone != nil {
		set.without(p.gone)
	}
	if s.query.Allow != nil {
		s.allow(p, set)
	}
	for _, f := range s.where {
		if !f.counted {
			set.and(s.holding(p, f))
		}
	}
	s.words(i, set)
	if s.query.Near != nil && s.query.Within > 0 {
		s.around(p, set)
	}
	if s.query.In != nil {
		s.inside(p, set)
	}
	return s.counted(p, set)
}

// hopeless says that a word that must stand in each document stands in none.
func (s *search) hopeless(i int) bool {
	for _, any := range s.need {
		if s.most(any, i) == 0 {
			return true
		}
	}
	return false
}

// most is in how many documents one of some clauses can be at most.
func (s *search) most(any []clause, i int) int {
	sum := 0
	for _, c := range any {
		least := s.parts[i].len()
		for _, it := range c.items {
			least = min(least, s.items[it].parts[i].n)
		}
		sum += least
	}
	return sum
}

// holding is the set of documents with one of the values of a filter.
func (s *search) holding(p *part, f filter) bitmap {
	set := s.scratch.take(p.len())
	for _, v := range f.values {
		if value, ok := p.facets[f.facet].values.find(v); ok {
			p.values[f.facet].addTo(set, value)
		}
	}
	return set
}

// allow keeps what is in Query.Allow, walking both lists of ids at once.
func (s *search) allow(p *part, set bitmap) {
	allowed := s.scratch.take(p.len())
	ids, at := s.query.Allow.ids, 0
	for _, id := range ids {
		at += leap(len(p.byID)-at, func(i int) bool { return p.ids[p.byID[at+i]] >= id })
		if at == len(p.byID) {
			break
		}
		if doc := p.byID[at]; p.ids[doc] == id {
			allowed.add(doc)
		}
	}
	set.and(allowed)
}

// leap is the first of n places at which it is true, found in steps that double:
// cheap when it is near.
func leap(n int, is func(int) bool) int {
	lo, hi := 0, n // false before lo, true from hi on
	for step := 0; lo+step < n; step = 2*step + 1 {
		if is(lo + step) {
			hi = lo + step
			break
		}
		lo += step + 1
	}
	for lo < hi {
		if mid := (lo + hi) / 2; is(mid) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// probeShare: the documents that are left are looked up one by one in the
// postings of a word if these are so many times more.
const probeShare = 16

// words keeps the documents with all the words. The rarest comes first; of the
// frequent ones after it only the places where something is left are read.
func (s *search) words(i int, set bitmap) {
	p := &s.parts[i]
	left := p.live
	done := make([]bool, len(s.need))
	for range s.need {
		next, most := -1, 0
		for g, any := range s.need {
			if n := s.most(any, i); !done[g] && (next < 0 || n < most) {
				next, most = g, n
			}
		}
		done[next] = true
		if any := s.need[next]; left < most/probeShare {
			s.probe(i, any, set)
		} else {
			one := s.scratch.take(p.len())
			for _, c := range any {
				s.clauseTo(i, c, set, one)
			}
			set.and(one)
		}
		if left = set.count(); left == 0 {
			return
		}
	}
	for _, c := range s.without {
		one := s.scratch.take(p.len())
		s.clauseTo(i, c, set, one)
		set.without(one)
	}
}

// clauseTo adds the documents with all words of a clause to a set. Only what is
// also among the others matters.
func (s *search) clauseTo(i int, c clause, among, to bitmap) {
	p := &s.parts[i]
	if len(c.items) == 1 {
		s.items[c.items[0]].parts[i].addTo(to, &p.posts)
		return
	}
	all := s.scratch.take(p.len())
	copy(all, among)
	for _, it := range c.items {
		one := s.scratch.take(p.len())
		s.items[it].parts[i].addTo(one, &p.posts)
		all.and(one)
	}
	if c.phrase {
		s.phrase(i, c, all)
	}
	to.or(all)
}

// probe keeps the documents that have one of the clauses, looking up each.
func (s *search) probe(i int, any []clause, set bitmap) {
	posts := &s.parts[i].posts
	to := s.scratch.take(s.parts[i].len())
	for _, c := range any {
		all := s.scratch.take(s.parts[i].len())
		for _, it := range c.items {
			s.items[it].parts[i].rewind(posts)
		}
		set.each(func(doc uint32) bool {
			for _, it := range c.items {
				if !s.items[it].parts[i].has(doc, posts) {
					return true
				}
			}
			all.add(doc)
			return true
		})
		if c.phrase {
			s.phrase(i, c, all)
		}
		to.or(all)
	}
	copy(set, to)
}

// counted applies the filters whose facets are counted, and counts: each facet
// over what would be found without its own filter.
func (s *search) counted(p *part, set bitmap) (bitmap, int) {
	var own []bitmap
	for _, f := range s.where {
		if f.counted {
			own = append(own, s.holding(p, f))
		} else {
			own = append(own, nil)
		}
	}
	found := s.scratch.take(p.len())
	copy(found, set)
	for _, b := range own {
		if b != nil {
			found.and(b)
		}
	}
	n := found.count()
	for _, c := range s.count {
		over, docs := found, n
		for k, f := range s.where {
			if f.facet == c.facet {
				over = s.scratch.take(p.len())
				copy(over, set)
				for other, b := range own {
					if other != k && b != nil {
						over.and(b)
					}
				}
				docs = over.count()
			}
		}
		c.add(p.segment, over, docs)
	}
	return found, n
}

// add counts one part.
func (c *counting) add(s *segment, set bitmap, docs int) {
	if docs == 0 {
		return
	}
	n := make([]int, s.facets[c.facet].values.len())
	s.count(c.facet, set, docs, n)
	for v, docs := range n {
		if docs > 0 {
			c.n[s.facets[c.facet].values.at(uint32(v))] += docs
		}
	}
}
