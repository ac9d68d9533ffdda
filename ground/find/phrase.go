package find

// phrase takes out of a set the documents in which the words of a clause do not
// stand one after the other in one field. Stop words between them do not part
// them, unless the phrase is made of nothing else.
func (s *search) phrase(i int, c clause, set bitmap) {
	p := &s.parts[i]
	terms := make([]uint32, len(c.items))
	stops := false
	for k, it := range c.items {
		item := &s.items[it]
		own := item.parts[i].terms
		if len(own) == 0 {
			clear(set)
			return
		}
		terms[k] = own[0].term
		stops = stops || s.config.Words.Tables.Stop[item.typed]
	}
	back := restart(terms)
	first := uint64(0) // which words may be the first term, by their last six bits
	for w, term := range p.lex.termOf {
		if term == terms[0] {
			first |= 1 << (w & 63)
		}
	}
	set.each(func(doc uint32) bool {
		at := int(p.textAt[doc])
		for range s.config.Fields {
			var n, w uint32
			n, at = number(p.text, at)
			done := 0 // how many of the terms end here
			for range n {
				if w, at = number(p.text, at); done == 0 && first>>(w&63)&1 == 0 {
					continue
				}
				term := p.lex.termOf[w]
				if term != terms[done] && !stops && p.lex.stop.has(w) {
					continue
				}
				for done > 0 && term != terms[done] {
					done = back[done-1]
				}
				if term == terms[done] {
					done++
				}
				if done == len(terms) {
					return true
				}
			}
		}
		set[doc>>6] &^= 1 << (doc & 63)
		return true
	})
}

// restart says for each place in a phrase how much of it may have begun again
// when the next word is another (Knuth, Morris and Pratt).
func restart(terms []uint32) []int {
	back := make([]int, len(terms))
	for i, k := 1, 0; i < len(terms); i++ {
		for k > 0 && terms[i] != terms[k] {
			k = back[k-1]
		}
		if terms[i] == terms[k] {
			k++
		}
		back[i] = k
	}
	return back
}
