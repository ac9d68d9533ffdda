package find

import "sort"

// table is many strings in one: the collector sees two pointers, however many
// strings there are. What leaves the package is cloned, or it would hold the
// whole slab.
type table struct {
	text string
	end  []uint32 // where each one ends
}

func (t *table) len() int { return len(t.end) }

func (t *table) at(i uint32) string {
	from := uint32(0)
	if i > 0 {
		from = t.end[i-1]
	}
	return t.text[from:t.end[i]]
}

// find looks a string up in a table that is sorted.
func (t *table) find(s string) (uint32, bool) {
	i, ok := sort.Find(t.len(), func(i int) int { return compare(s, t.at(uint32(i))) })
	return uint32(i), ok
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// tabler makes a table.
type tabler struct {
	buf []byte
	end []uint32
}

func (m *tabler) add(s string) {
	m.buf = append(m.buf, s...)
	m.end = append(m.end, uint32(len(m.buf)))
}

// table ends the making. The slab is copied once, to its exact size.
func (m *tabler) table() table {
	end := make([]uint32, len(m.end))
	copy(end, m.end)
	return table{text: string(m.buf), end: end}
}
