package find

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// segment is a part of the index that never changes: its documents sorted by
// group and id, and what is worked out from them.
type segment struct {
	columns
	posts  postings
	grades grades
	values []holders // documents of each value, by facet
	means  means     // those of the index when it was made
	worth  []uint32  // of each grade, with these means
	length lengths   // words of all its documents, by field

	byID   []uint32 // documents by id
	byName []uint32 // documents by name, then id
	byLat  []uint32 // documents with a point, by latitude
	alpha  []uint32 // words by surface
	terms  []uint32 // terms by their letters
	mask   []uint32 // of each word: which letters it has
	size   []uint8  // of each word: how many letters it has
}

type (
	// means are the mean lengths of the fields over the index.
	means [mostFields]float64
	// lengths are sums of lengths.
	lengths [mostFields]uint64
)

func (l *lengths) means(docs int) means {
	var m means
	for f, n := range l {
		if docs > 0 {
			m[f] = float64(n) / float64(docs)
		}
	}
	return m
}

// newSegment works out everything that searching needs.
func newSegment(ctx context.Context, c *Config, m means, cols columns) (*segment, error) {
	s := &segment{columns: cols, means: m}
	steps := []func(){
		func() { s.invert(c) },
		s.hold,
		s.sortDocs,
		func() { s.alpha, s.terms = sorted(&s.lex.surfaces), sorted(&s.lex.terms) },
		s.shape,
	}
	for _, step := range steps {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		step()
	}
	return s, nil
}

// sortDocs keeps the orders in which documents may be asked for.
func (s *segment) sortDocs() {
	n := s.len()
	s.byID, s.byName = make([]uint32, n), make([]uint32, n)
	for i := range s.byID {
		s.byID[i] = uint32(i)
	}
	slices.SortFunc(s.byID, func(a, b uint32) int { return cmp.Compare(s.ids[a], s.ids[b]) })
	type named struct {
		begin uint64 // the first letters: most names differ there
		doc   uint32
	}
	names := make([]named, n)
	for i := range names {
		names[i] = named{begin(s.names.at(uint32(i))), uint32(i)}
	}
	slices.SortFunc(names, func(a, b named) int {
		if a.begin != b.begin {
			return cmp.Compare(a.begin, b.begin)
		}
		return cmp.Or(strings.Compare(s.names.at(a.doc), s.names.at(b.doc)), cmp.Compare(s.ids[a.doc], s.ids[b.doc]))
	})
	for i, d := range names {
		s.byName[i] = d.doc
	}
	s.byLat = make([]uint32, 0, s.placed.count())
	s.placed.each(func(doc uint32) bool { s.byLat = append(s.byLat, doc); return true })
	slices.SortFunc(s.byLat, func(a, b uint32) int { return cmp.Compare(s.at[a].Lat, s.at[b].Lat) })
}

// begin is the first eight bytes of a string as a number that sorts like it.
func begin(s string) uint64 {
	n := uint64(0)
	for i := range 8 {
		n <<= 8
		if i < len(s) {
			n |= uint64(s[i])
		}
	}
	return n
}

// shape notes what makes most words too unlike for a typing error.
func (s *segment) shape() {
	n := s.lex.surfaces.len()
	s.mask, s.size = make([]uint32, n), make([]uint8, n)
	for w := range n {
		surface := s.lex.surfaces.at(uint32(w))
		s.mask[w], s.size[w] = letters(surface), uint8(min(utf8.RuneCountInString(surface), 255))
	}
}

// sorted is the numbers of the strings of a table in their order.
func sorted(t *table) []uint32 {
	order := make([]uint32, t.len())
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(t.at(a), t.at(b)) })
	return order
}

// doc is the document of an id.
func (s *segment) doc(id int64) (uint32, bool) {
	if n := len(s.byID); n == 0 || id < s.ids[s.byID[0]] || id > s.ids[s.byID[n-1]] {
		return 0, false
	}
	i, ok := sort.Find(len(s.byID), func(i int) int { return cmp.Compare(id, s.ids[s.byID[i]]) })
	if !ok {
		return 0, false
	}
	return s.byID[i], true
}

// term is the number of a term.
func (s *segment) term(term string) (uint32, bool) {
	i, ok := sort.Find(len(s.terms), func(i int) int { return strings.Compare(term, s.lex.terms.at(s.terms[i])) })
	if !ok {
		return 0, false
	}
	return s.terms[i], true
}

// beginning gives the words that begin so, in their order.
func (s *segment) beginning(prefix string) []uint32 {
	at := func(i int) string { return s.lex.surfaces.at(s.alpha[i]) }
	from := sort.Search(len(s.alpha), func(i int) bool { return at(i) >= prefix })
	n := sort.Search(len(s.alpha)-from, func(i int) bool { return !strings.HasPrefix(at(from+i), prefix) })
	return s.alpha[from : from+n]
}
