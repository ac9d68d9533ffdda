package find

import (
	"cmp"
	"slices"
	"strings"
)

// entry is a word of a new lexicon.
type entry struct {
	surface, term string
	count         uint32
	stop          bool
	as            uint32 // its number at last
}

// lexicon numbers the words of all sources anew, the most frequent first, and
// says for each source what its words are now. Words of removed documents alone
// are dropped.
func (a *assembly) lexicon(fields int) [][]uint32 {
	counts := a.counts(fields)
	entries, entryOf := a.entries(counts)
	order := make([]uint32, len(entries))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(x, y uint32) int {
		return cmp.Or(cmp.Compare(entries[y].count, entries[x].count), strings.Compare(entries[x].surface, entries[y].surface))
	})
	lex := &a.to.lex
	lex.termOf, lex.count = make([]uint32, len(entries)), make([]uint32, len(entries))
	lex.stop = make(bitmap, span(len(entries)))
	terms := newNaming()
	var surfaces tabler
	for i, k := range order {
		e := &entries[k]
		e.as = uint32(i)
		surfaces.add(e.surface)
		lex.termOf[i], lex.count[i] = terms.of(e.term), e.count
		if e.stop {
			lex.stop.add(uint32(i))
		}
	}
	lex.surfaces, lex.terms = surfaces.table(), terms.table.table()
	for _, of := range entryOf {
		for w, k := range of {
			if k != none {
				of[w] = entries[k].as
			}
		}
	}
	return entryOf
}

// none is the number of no word, term or value.
const none = ^uint32(0)

// counts counts each word of each source in the documents that are taken.
func (a *assembly) counts(fields int) [][]uint32 {
	counts := make([][]uint32, len(a.from))
	for i, s := range a.from {
		counts[i] = make([]uint32, s.lex.surfaces.len())
		for doc := range s.ids {
			if s.gone != nil && s.gone.has(uint32(doc)) {
				continue
			}
			at := int(s.textAt[doc])
			for range fields {
				var n, w uint32
				n, at = number(s.text, at)
				for range n {
					w, at = number(s.text, at)
					counts[i][w]++
				}
			}
		}
	}
	return counts
}

// entries joins the words of the sources. A surface has the same term in all of
// them, as the configuration is the same.
func (a *assembly) entries(counts [][]uint32) ([]entry, [][]uint32) {
	size := 0
	for _, s := range a.from {
		size = max(size, s.lex.surfaces.len())
	}
	var entries []entry
	known := make(map[string]uint32, size)
	of := make([][]uint32, len(a.from))
	for i, s := range a.from {
		of[i] = make([]uint32, len(counts[i]))
		for w, n := range counts[i] {
			if of[i][w] = none; n == 0 {
				continue
			}
			surface := s.lex.surfaces.at(uint32(w))
			k, ok := known[surface]
			if !ok {
				k = uint32(len(entries))
				known[surface] = k
				term := s.lex.terms.at(s.lex.termOf[w])
				entries = append(entries, entry{surface: surface, term: term, stop: s.lex.stop.has(uint32(w))})
			}
			entries[k].count += n
			of[i][w] = k
		}
	}
	return entries, of
}
