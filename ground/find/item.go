package find

import (
	"math"
	"slices"
	"strings"

	"alun/ground/find/word"
)

// item is one word of a question with all that it may stand for. To the reader
// these are one word, so they have one idf, from the documents with any of them,
// and a document counts the best of them, not their sum.
type item struct {
	typed  string
	alts   []word.Alt
	prefix bool
	scored bool
	how    word.How
	as     []string
	n      int // documents with it
	idf    float64
	parts  []itemPart
}

// itemPart is an item in one part of the index.
type itemPart struct {
	terms []itemTerm
	set   bitmap // of all terms together, if there is more than one; removed documents too
	n     int    // documents with it, removed ones too
}

// itemTerm is a term of an item in one part.
type itemTerm struct {
	term   uint32
	weight float64
	points uint64 // idf × weight in unitIdf, to be multiplied by worths
	at     uint32 // the block where the last document was looked for
	typed  string // the term itself, for explanations
}

// Scores are added as whole numbers: the sum is the same in whatever order the
// words come, so skipping cannot change a rank by rounding.
const (
	unitIdf   = 1 << 24
	unitScore = unitIdf * fullWorth
)

// The kinds of items.
const (
	plainWord = iota // with its other spellings and meanings
	exactWord        // in phrases, and after a minus
	beginning        // the beginning of words
)

// clause is a wish whose words are items.
type clause struct {
	items  []int
	phrase bool
	gaps   []int // as those of its wish
}

// plan makes the items of a question.
func (s *search) plan(q question) {
	known := map[string]int{}
	for _, wishes := range q.need {
		var any []clause
		for _, w := range wishes {
			any = append(any, s.clause(w, known, true))
		}
		s.need = append(s.need, any)
	}
	for _, w := range q.without {
		s.without = append(s.without, s.clause(w, known, false))
	}
	s.scoreOnce()
}

func (s *search) clause(w wish, known map[string]int, scored bool) clause {
	c := clause{phrase: w.phrase, gaps: w.gaps}
	for i, typed := range w.words {
		kind := plainWord
		switch {
		case w.prefix && i == len(w.words)-1, !w.phrase && word.Ideograph(typed):
			kind = beginning // an ideograph is found in all pairs that it begins, and as the end of a run
		case w.phrase || !scored:
			kind = exactWord
		}
		key := string(rune('0'+kind)) + typed
		k, ok := known[key]
		if !ok {
			k = len(s.items)
			known[key] = k
			s.items = append(s.items, s.newItem(typed, kind))
		}
		s.items[k].scored = s.items[k].scored || scored
		c.items = append(c.items, k)
	}
	return c
}

// spelling is what another spelling of a word counts at least; words that only mean the
// same count less, but for the nearest.
const spelling = 0.8

func (s *search) newItem(typed string, kind int) item {
	it := item{typed: typed, prefix: kind == beginning, parts: make([]itemPart, len(s.parts))}
	if it.prefix {
		return it
	}
	words := s.config.Words
	if words.Tables.Stop[typed] {
		it.alts = []word.Alt{{Term: stopMark + typed, Weight: 1}}
		return it
	}
	if it.alts = words.Query(typed); kind == exactWord && len(it.alts) > 1 {
		it.alts = it.alts[:1]
	}
	if s.query.Plain {
		it.alts = slices.DeleteFunc(slices.Clone(it.alts), func(a word.Alt) bool { return a.How == word.Same && a.Weight < spelling })
	}
	return it
}

// scoreOnce sees to it that a term that was typed twice, as a word and in a
// phrase or in two forms, counts once.
func (s *search) scoreOnce() {
	for i := range s.items {
		it := &s.items[i]
		if !it.scored || it.prefix || len(it.alts) == 0 {
			continue
		}
		for k := range s.items {
			o := &s.items[k]
			twin := k != i && o.scored && !o.prefix && len(o.alts) > 0 && o.alts[0].Term == it.alts[0].Term
			if twin && (len(o.alts) > len(it.alts) || len(o.alts) == len(it.alts) && k < i) {
				it.scored = false
				break
			}
		}
	}
}

// resolve finds the terms of an item and how rare it is.
func (s *search) resolve(it *item) {
	if it.prefix {
		s.expand(it)
	} else {
		for _, a := range it.alts {
			s.look(it, a)
		}
	}
	it.n = s.having(it)
	if s.query.Typos && it.scored && !it.prefix && it.n < fewDocs {
		if s.correct(it) {
			it.n = s.having(it)
		}
	}
	if it.n == 0 {
		it.how, it.as = Nothing, nil
	}
	it.idf = math.Log(1 + (float64(s.docs)-float64(it.n)+0.5)/(float64(it.n)+0.5))
	for i := range it.parts {
		for k := range it.parts[i].terms {
			t := &it.parts[i].terms[k]
			t.points = uint64(math.Round(it.idf * t.weight * unitIdf))
		}
	}
}

// look finds a term in every part.
func (s *search) look(it *item, a word.Alt) {
	stands := false
	for i := range s.parts {
		if term, ok := s.parts[i].term(a.Term); ok && it.parts[i].add(term, float64(a.Weight), a.Term) {
			stands = true
		}
	}
	if stands {
		if len(it.as) == 0 {
			it.how = a.How
		}
		it.as = append(it.as, strings.Clone(strings.TrimPrefix(a.Term, stopMark)))
	}
}

// add takes a term unless it is there.
func (p *itemPart) add(term uint32, weight float64, typed string) bool {
	for _, t := range p.terms {
		if t.term == term {
			return false
		}
	}
	p.terms = append(p.terms, itemTerm{term: term, weight: weight, typed: typed})
	return true
}

// having counts the live documents with an item and makes the sets that this
// takes.
func (s *search) having(it *item) int {
	n := 0
	for i := range it.parts {
		p, part := &it.parts[i], &s.parts[i]
		if len(p.terms) == 0 {
			continue
		}
		if len(p.terms) == 1 {
			term := p.terms[0].term
			p.n = part.posts.df(term)
			if n += p.n; part.gone != nil {
				n -= part.posts.within(part.gone, term)
			}
			continue
		}
		if p.set == nil {
			p.set = s.scratch.take(part.len())
		}
		for _, t := range p.terms {
			part.posts.addTo(p.set, t.term)
		}
		p.n = p.set.count()
		if n += p.n; part.gone != nil {
			n -= p.set.common(part.gone)
		}
	}
	return n
}

// addTo adds the documents of an item to a set.
func (p *itemPart) addTo(set bitmap, posts *postings) {
	if p.set != nil {
		set.or(p.set)
		return
	}
	for _, t := range p.terms {
		posts.addTo(set, t.term)
	}
}

// has looks a document up; documents must come in order, after rewind.
func (p *itemPart) has(doc uint32, posts *postings) bool {
	if p.set != nil {
		return p.set.has(doc)
	}
	for i := range p.terms {
		t := &p.terms[i]
		_, block, ok := posts.seek(t.at, posts.block[t.term+1], doc)
		if t.at = block; ok {
			return true
		}
	}
	return false
}

func (p *itemPart) rewind(posts *postings) {
	for i := range p.terms {
		p.terms[i].at = posts.block[p.terms[i].term]
	}
}
