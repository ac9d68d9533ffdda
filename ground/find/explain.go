package find

import "strings"

// explain takes the score of a hit apart.
func (s *search) explain(h hit) Explanation {
	e := Explanation{ID: h.id}
	s.parted(h, func(it *item, t *itemTerm, worth uint32) {
		e.Parts = append(e.Parts, Part{
			Typed: it.typed, Term: strings.Clone(strings.TrimPrefix(t.typed, stopMark)), Idf: it.idf, Weight: t.weight,
			Impact: float64(worth) / fullWorth, Score: float64(t.points*uint64(worth)) / unitScore,
		})
	})
	return e
}

// parted gives for each word that stands in a document the term that counts.
func (s *search) parted(h hit, give func(it *item, t *itemTerm, worth uint32)) {
	p := &s.parts[h.part]
	for i := range s.items {
		it := &s.items[i]
		if !it.scored {
			continue
		}
		terms := it.parts[h.part].terms
		var best *itemTerm
		most, points := uint32(0), uint64(0)
		for k := range terms[:min(len(terms), mostScored)] {
			t := &terms[k]
			grade, ok := p.posts.gradeOf(t.term, h.doc)
			if !ok {
				continue
			}
			if sum := t.points * uint64(p.now[grade]); best == nil || sum > points {
				best, most, points = t, p.now[grade], sum
			}
		}
		if best != nil {
			give(it, best, most)
		}
	}
}

// relevance is the score of a hit that was found in another order.
func (s *search) relevance(h hit) float32 {
	sum := uint64(0)
	s.parted(h, func(_ *item, t *itemTerm, worth uint32) { sum += t.points * uint64(worth) })
	return float32(float64(sum) / unitScore)
}
