package find

// bag is the terms of one document, each once, with how often each stands in
// each field.
type bag struct {
	terms  []uint32
	often  [][mostFields]uint32 // beside terms
	slot   []uint32             // of each term: 1 + its place in terms, 0 if it is not there
	length lengths              // of the fields, stop words apart
	marks  []mark
}

func (b *bag) empty() {
	for _, t := range b.terms {
		b.slot[t] = 0
	}
	b.terms, b.often = b.terms[:0], b.often[:0]
}

// fill reads a document.
func (s *segment) fill(b *bag, fields, doc int) {
	b.empty()
	at := int(s.textAt[doc])
	for f := range fields {
		var n, w uint32
		n, at = number(s.text, at)
		count := uint64(0)
		for range n {
			w, at = number(s.text, at)
			if !s.lex.stop.has(w) {
				count++
			}
			term := s.lex.termOf[w]
			i := b.slot[term]
			if i == 0 {
				b.terms, b.often = append(b.terms, term), append(b.often, [mostFields]uint32{})
				i = uint32(len(b.terms))
				b.slot[term] = i
			}
			b.often[i-1][f]++
		}
		b.length[f] = count
	}
}

// grade is the grade of the i-th term of a bag.
func (b *bag) grade(g *grader, c *Config, m *means, i int) (uint16, bool) {
	b.marks = b.marks[:0]
	for f, n := range b.often[i][:len(c.Fields)] {
		if n > 0 {
			b.marks = append(b.marks, newMark(f, g.coarse(n), g.coarse(uint32(b.length[f]))))
		}
	}
	if g.keep == 0 {
		const step = fullWorth / (mostGrades - 1)
		worth := (c.worth(b.marks, m) + step/2) / step * step
		b.marks = append(b.marks[:0], newMark(fixedField, worth, 0))
	}
	return g.of(b.marks)
}

// invert makes the postings, in two passes over the text: the first counts, the
// second fills, so that nothing has to grow or move.
func (s *segment) invert(c *Config) {
	terms := s.lex.terms.len()
	p := &s.posts
	p.start, p.block = make([]uint32, terms+1), make([]uint32, terms+1)
	b := &bag{slot: make([]uint32, terms)}
	last := make([]tail, terms)
	for doc := range s.ids {
		s.fill(b, len(c.Fields), doc)
		for f, n := range b.length {
			s.length[f] += n
		}
		for _, t := range b.terms {
			p.start[t]++
			if last[t].opens(uint32(doc)) {
				p.block[t]++
			}
		}
	}
	postings, blocks := sum(p.start), sum(p.block)
	p.first, p.most, p.from = make([]uint32, blocks), make([]uint16, blocks), make([]uint32, blocks+1)
	p.low, p.grade = make([]uint16, postings), make([]uint16, postings)
	p.from[blocks] = postings
	// Counts and lengths are told apart exactly if their grades can be numbered,
	// else by fewer digits; at last only their worth is kept, which ages.
	for _, keep := range []int{32, 6, 5, 4, 0} {
		if s.pour(c, b, last, newGrader(keep)) {
			break
		}
	}
	s.bound(c)
	s.widen()
}

// tail is the last block of a term while it is made.
type tail struct {
	upper uint16
	n     uint8 // documents in it, 0 before the first
}

// opens takes a document and says whether it begins a block.
func (t *tail) opens(doc uint32) bool {
	if upper := uint16(doc >> 16); t.n == 0 || t.n == blockLen || t.upper != upper {
		t.upper, t.n = upper, 1
		return true
	}
	t.n++
	return false
}

// sum turns counts into beginnings and gives the end, which is in the last place.
func sum(counts []uint32) uint32 {
	at := uint32(0)
	for i, n := range counts {
		counts[i] = at
		at += n
	}
	return at
}

// pour writes each posting to its place; false if there are too many grades. next
// and block go through the places of each term.
func (s *segment) pour(c *Config, b *bag, last []tail, g *grader) bool {
	p := &s.posts
	clear(last)
	next, block := append([]uint32(nil), p.start...), append([]uint32(nil), p.block...)
	for doc := range s.ids {
		s.fill(b, len(c.Fields), doc)
		for i, t := range b.terms {
			if last[t].opens(uint32(doc)) {
				p.first[block[t]], p.from[block[t]] = uint32(doc), next[t]
				block[t]++
			}
			grade, ok := b.grade(g, c, &s.means, i)
			if !ok {
				return false
			}
			p.low[next[t]], p.grade[next[t]] = uint16(doc), grade
			next[t]++
		}
	}
	s.grades = g.grades
	return true
}

// bound notes the greatest worth in each block, rounded up.
func (s *segment) bound(c *Config) {
	s.worth = s.grades.worths(c, &s.means)
	p := &s.posts
	for b := range p.most {
		most := uint32(0)
		for _, grade := range p.grade[p.from[b]:p.from[b+1]] {
			most = max(most, s.worth[grade])
		}
		p.most[b] = uint16(min(most/mostUnit+1, 1<<16-1))
	}
}

// widen makes the bitmaps of common terms.
func (s *segment) widen() {
	p, n := &s.posts, s.len()
	var common []uint32
	for t := range uint32(s.lex.terms.len()) {
		if p.df(t) > n/wideShare && n > blockLen {
			common = append(common, t)
		}
	}
	wide := make(bitmap, len(common)*span(n))
	for i, t := range common {
		p.addTo(wide[i*span(n):(i+1)*span(n)], t)
	}
	p.common, p.wide = common, wide
}
