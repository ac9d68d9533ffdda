package find

import "sort"

// holders are the documents of each value of a facet: of a frequent value a
// bitmap, of another a list.
type holders struct {
	n      []uint32 // of each value: how many documents have it
	from   []uint32 // of each value, and the end: where its list begins in docs
	docs   []uint32
	common []uint32 // the values with a bitmap
	wide   bitmap   // the bitmaps, one after the other
}

// A list takes 32 bits a document, a bitmap one bit for every document.
const holdShare = 32

// hold makes the holders of all facets.
func (s *segment) hold() {
	n := s.len()
	s.values = make([]holders, len(s.facets))
	for i := range s.facets {
		f, h := &s.facets[i], &s.values[i]
		h.n = make([]uint32, f.values.len())
		for _, v := range f.value {
			h.n[v]++
		}
		h.from = make([]uint32, len(h.n)+1)
		for v, docs := range h.n {
			if int(docs) > n/holdShare {
				h.common = append(h.common, uint32(v))
			} else {
				h.from[v] = docs
			}
		}
		h.docs = make([]uint32, sum(h.from))
		h.wide = make(bitmap, len(h.common)*span(n))
		next := append([]uint32(nil), h.from...)
		for doc := range uint32(n) {
			for _, v := range f.of(doc) {
				if wide := h.bitmap(v, n); wide != nil {
					wide.add(doc)
					continue
				}
				h.docs[next[v]] = doc
				next[v]++
			}
		}
	}
}

// bitmap is that of a frequent value, else nil.
func (h *holders) bitmap(value uint32, docs int) bitmap {
	i, ok := sort.Find(len(h.common), func(i int) int { return int(int64(value) - int64(h.common[i])) })
	if !ok {
		return nil
	}
	return h.wide[i*span(docs) : (i+1)*span(docs)]
}

func (h *holders) list(value uint32) []uint32 { return h.docs[h.from[value]:h.from[value+1]] }

// addTo adds the documents of a value to a set.
func (h *holders) addTo(set bitmap, value uint32) {
	if wide := h.bitmap(value, len(set)*64); wide != nil {
		set.or(wide)
		return
	}
	for _, doc := range h.list(value) {
		set.add(doc)
	}
}

// count adds to n how many documents of a set have each value. Of a small set
// the documents are read, of a large one the values.
func (s *segment) count(facet int, set bitmap, docs int, n []int) {
	f, h := &s.facets[facet], &s.values[facet]
	if docs < s.len()/8 {
		set.each(func(doc uint32) bool {
			for _, v := range f.of(doc) {
				n[v]++
			}
			return true
		})
		return
	}
	for i, v := range h.common {
		n[v] += set.common(h.wide[i*span(s.len()) : (i+1)*span(s.len())])
	}
	for v := range h.n {
		for _, doc := range h.list(uint32(v)) {
			n[v] += int(set[doc>>6] >> (doc & 63) & 1)
		}
	}
}
