package find

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"alun/ground/find/word"
)

const (
	// mostShown is how many of the words that begin so are named in a Result.
	mostShown = 10
	// mostScored is how many of them are scored, the most frequent ones: a
	// document with none but rarer ones is found, without relevance.
	mostScored = 64
)

// expand finds the terms of the words that begin so. A term that is found by one
// of its words is found in all its forms, in every part.
func (s *search) expand(it *item) {
	shown := map[string]uint32{}
	terms := map[string]int{} // the first part that has it
	of := make([][]uint32, len(s.parts))
	for i := range s.parts {
		part := &s.parts[i]
		words := part.beginning(it.typed)
		for _, w := range words {
			if part.lex.stop.has(w) || part.left(w) == 0 {
				continue
			}
			term := part.lex.termOf[w]
			of[i] = append(of[i], term)
			if name := part.lex.terms.at(term); len(s.parts) > 1 {
				if _, known := terms[name]; !known {
					terms[name] = i
				}
			}
		}
		part.frequent(words, mostShown, shown)
	}
	for i := range s.parts {
		part := &s.parts[i]
		all := append(of[i], part.among(terms, i)...)
		slices.Sort(all)
		for _, term := range slices.Compact(all) {
			it.parts[i].terms = append(it.parts[i].terms, itemTerm{term: term, weight: 1, typed: strings.TrimSuffix(part.lex.terms.at(term), word.End)})
		}
	}
	it.how = Prefix
	it.as = best(shown, mostShown)
}

// among gives the terms of a part that others found.
func (p *part) among(terms map[string]int, own int) []uint32 {
	var all []uint32
	if len(p.terms) < len(terms) {
		for _, term := range p.terms {
			if _, ok := terms[p.lex.terms.at(term)]; ok {
				all = append(all, term)
			}
		}
		return all
	}
	for name, first := range terms {
		if first != own {
			if term, ok := p.term(name); ok {
				all = append(all, term)
			}
		}
	}
	return all
}

// frequent adds to counts the most frequent of some words; enough of them that
// the first n over all parts are as good as exact.
func (p *part) frequent(words []uint32, n int, counts map[string]uint32) {
	words = slices.Clone(words)
	slices.Sort(words) // lower numbers stand more often
	left := 8 * n
	for _, w := range words {
		if left == 0 {
			return
		}
		if n := p.left(w); n > 0 && !p.lex.stop.has(w) {
			counts[strings.TrimSuffix(p.lex.surfaces.at(w), word.End)] += n
			left--
		}
	}
}

// best is the n words that stand most often.
func best(counts map[string]uint32, n int) []string {
	all := make([]string, 0, len(counts))
	for w := range counts {
		all = append(all, w)
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(a, b)) })
	all = slices.Clip(all[:min(n, len(all))])
	for i := range all {
		all[i] = strings.Clone(all[i])
	}
	return all
}

// fewDocs: a word in fewer documents is taken for a slip.
const fewDocs = 3

const (
	mostCorrections = 4
	perEdit         = 0.6 // a corrected word counts so much for each edit
)

// correct looks for words one or two letters away.
func (s *search) correct(it *item) bool {
	limit := edits(it.typed)
	if limit == 0 {
		return false
	}
	var found [3]map[string]uint32 // by edits
	mask, typed := letters(it.typed), []rune(it.typed)
	for i := range s.parts {
		part := &s.parts[i]
		for w, m := range part.mask {
			if apart(mask, m) > 2*limit || far(len(typed), int(part.size[w]), limit) || part.lex.stop.has(uint32(w)) {
				continue
			}
			surface := part.lex.surfaces.at(uint32(w))
			first, _ := utf8.DecodeRuneInString(surface)
			n := distance(typed, surface, limit)
			if n == 0 || n > limit || n > 1 && first != typed[0] || part.left(uint32(w)) == 0 {
				continue
			}
			if found[n] == nil {
				found[n] = map[string]uint32{}
			}
			found[n][surface] += part.left(uint32(w))
		}
	}
	weight := 1.0
	for _, words := range found[1:] {
		if weight *= perEdit; len(words) > 0 {
			s.take(it, best(words, mostCorrections), weight)
			return true
		}
	}
	return false
}

// take adds corrected words to an item.
func (s *search) take(it *item, words []string, weight float64) {
	if len(it.as) == 0 {
		it.how = Corrected
	}
	for _, w := range words {
		term := s.config.Words.Term(w)
		for i := range s.parts {
			if t, ok := s.parts[i].term(term); ok {
				it.parts[i].add(t, weight, term)
			}
		}
		it.as = append(it.as, w)
	}
}

func far(a, b, limit int) bool { return a-b > limit || b-a > limit }
