package find

// scratch lends bitmaps to one search, so that a search of a million documents
// leaves no garbage of that size.
type scratch struct {
	free []bitmap
	lent []bitmap
}

// take lends an empty bitmap for n documents.
func (s *scratch) take(n int) bitmap {
	size := span(n)
	for i, b := range s.free {
		if cap(b) >= size {
			last := len(s.free) - 1
			s.free[i] = s.free[last]
			s.free = s.free[:last]
			b = b[:size]
			clear(b)
			s.lent = append(s.lent, b)
			return b
		}
	}
	b := make(bitmap, size)
	s.lent = append(s.lent, b)
	return b
}

// back ends all loans.
func (s *scratch) back() {
	s.free = append(s.free, s.lent...)
	s.lent = s.lent[:0]
	const keep = 64
	if len(s.free) > keep {
		clear(s.free[keep:])
		s.free = s.free[:keep]
	}
}
