package find

// Checksums tell what went wrong on the way; a list that is whole may still not
// fit the others. Whatever is used as an index is checked here once, so that
// nothing that is read later can lead outside.

// sound says whether the lists of a segment fit each other.
func (s *segment) sound(c *Config) bool {
	n, words, terms := s.len(), s.lex.surfaces.len(), s.lex.terms.len()
	ok := n <= mostDocs &&
		len(s.group) == n && below(s.group, s.groups.len()) && s.groups.sound() &&
		s.names.len() == n && s.names.sound() &&
		len(s.at) == n && s.placed.fits(n) &&
		s.lex.surfaces.sound() && s.lex.terms.sound() &&
		len(s.lex.termOf) == words && below(s.lex.termOf, terms) && len(s.lex.count) == words && s.lex.stop.fits(words) &&
		len(s.textAt) == n+1 && rises(s.textAt, len(s.text)) &&
		len(s.alpha) == words && below(s.alpha, words) && len(s.terms) == terms && below(s.terms, terms) &&
		len(s.byID) == n && below(s.byID, n) && len(s.byName) == n && below(s.byName, n) &&
		len(s.byLat) == s.placed.count() && below(s.byLat, n)
	if !ok {
		return false
	}
	for i := 1; i < n; i++ {
		if s.ids[s.byID[i-1]] >= s.ids[s.byID[i]] {
			return false
		}
	}
	for i := range s.facets {
		if !s.facets[i].sound(n) {
			return false
		}
	}
	for f := range s.means {
		if !(s.means[f] >= 0) {
			return false
		}
	}
	texts := make(chan bool, 1)
	go func() { texts <- s.textSound(len(c.Fields)) }() // half of the work, beside the other half
	ok = s.posts.sound(n, terms, len(s.grades.from)-1) && s.grades.sound()
	return <-texts && ok
}

// below says whether all numbers are less than n.
func below(all []uint32, n int) bool {
	most := uint32(0)
	for _, v := range all {
		most = max(most, v)
	}
	return len(all) == 0 || int(most) < n
}

// rises says whether numbers begin with 0, never fall and end with the last.
func rises(all []uint32, last int) bool {
	if len(all) == 0 || all[0] != 0 || int(all[len(all)-1]) != last {
		return false
	}
	before := uint32(0)
	for _, v := range all {
		if v < before {
			return false
		}
		before = v
	}
	return true
}

func (t *table) sound() bool {
	before := uint32(0)
	for _, end := range t.end {
		if end < before {
			return false
		}
		before = end
	}
	return int(before) == len(t.text)
}

// fits says whether a bitmap is one of n documents.
func (b bitmap) fits(n int) bool {
	return len(b) == span(n) && (n&63 == 0 || b[len(b)-1]>>(n&63) == 0)
}

func (f *facet) sound(n int) bool {
	if !f.values.sound() || !below(f.value, f.values.len()) {
		return false
	}
	if f.from == nil {
		return len(f.value) == n
	}
	return len(f.from) == n+1 && rises(f.from, len(f.value))
}

// textSound reads all texts.
func (s *segment) textSound(fields int) bool {
	words := uint32(s.lex.surfaces.len())
	for doc := range s.ids {
		at, end := int(s.textAt[doc]), int(s.textAt[doc+1])
		text := s.text[:end]
		if at == end || text[end-1] >= 0x80 { // a number that would go on in the next document
			return false
		}
		for range fields {
			var n, w uint32
			n, at = number(text, at)
			if int(n) > end-at {
				return false
			}
			for range n {
				if w, at = number(text, at); w >= words {
					return false
				}
			}
		}
		if at != end {
			return false
		}
	}
	return true
}

func (g *grades) sound() bool {
	if len(g.from) < 1 || len(g.from) > mostGrades+1 || !rises(g.from, len(g.marks)) {
		return false
	}
	for _, m := range g.marks {
		if m.field() > fixedField || m.field() == fixedField && m.often() > fullWorth {
			return false
		}
	}
	return true
}

func (p *postings) sound(docs, terms, grades int) bool {
	blocks := len(p.first)
	if len(p.start) != terms+1 || len(p.block) != terms+1 || len(p.from) != blocks+1 || len(p.most) != blocks ||
		len(p.grade) != len(p.low) || !rises(p.start, len(p.low)) || !rises(p.block, blocks) || !rises(p.from, len(p.low)) {
		return false
	}
	for t := range terms {
		if p.from[p.block[t]] != p.start[t] {
			return false
		}
		for b := p.block[t]; b < p.block[t+1]; b++ {
			if b > p.block[t] && p.first[b-1] >= p.first[b] || !p.blockSound(b, docs) {
				return false
			}
		}
	}
	most := uint16(0)
	for _, g := range p.grade {
		most = max(most, g)
	}
	return len(p.grade) == 0 || int(most) < grades
}

// blockSound says whether the documents of a block rise and exist.
func (p *postings) blockSound(b uint32, docs int) bool {
	low := p.low[p.from[b]:p.from[b+1]]
	if len(low) == 0 || len(low) > blockLen || low[0] != uint16(p.first[b]) {
		return false
	}
	for i := 1; i < len(low); i++ {
		if low[i-1] >= low[i] {
			return false
		}
	}
	return int(p.first[b]&^0xffff|uint32(low[len(low)-1])) < docs
}
