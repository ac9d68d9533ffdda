package find

// aStop stands in a phrase for any one stop word: where one was typed, one must stand.
const aStop = ^uint32(0)

// pattern is a phrase as a part reads it: its terms, and aStop in each place where a stop
// word was typed and left out. A phrase that was read with its stop words as words has none,
// and then stop words are read as what they are (stops). There is none (false) if a word of it
// stands nowhere in the part.
func (s *search) pattern(i int, c clause) (terms []uint32, stops, some bool) {
	for k, it := range c.items {
		item := &s.items[it]
		own := item.parts[i].terms
		if len(own) == 0 {
			return nil, false, false
		}
		for range c.gaps[k] {
			terms = append(terms, aStop)
		}
		terms = append(terms, own[0].term)
		stops = stops || s.config.Words.Tables.Stop[item.typed]
	}
	return terms, stops, true
}

// phrase takes out of a set the documents in which the words of a clause do not
// stand one after the other in one field. A stop word keeps its place: between two words
// of a phrase one may stand only where one was typed, and there any may.
func (s *search) phrase(i int, c clause, set bitmap) {
	p := &s.parts[i]
	terms, stops, some := s.pattern(i, c)
	if !some {
		clear(set)
		return
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
				if !stops && p.lex.stop.has(w) {
					term = aStop
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
