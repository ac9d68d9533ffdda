package find

import "math/bits"

// bitmap is a set of documents of one segment, one bit each.
type bitmap []uint64

// span is how many words a bitmap of n documents has.
func span(n int) int { return (n + 63) >> 6 }

func (b bitmap) has(doc uint32) bool { return b[doc>>6]>>(doc&63)&1 != 0 }
func (b bitmap) add(doc uint32)      { b[doc>>6] |= 1 << (doc & 63) }

// all makes it the set of the first n documents.
func (b bitmap) all(n int) {
	for i := range b {
		b[i] = ^uint64(0)
	}
	if rest := n & 63; rest != 0 {
		b[len(b)-1] = 1<<rest - 1
	}
}

func (b bitmap) and(o bitmap) {
	o = o[:len(b)]
	for i := range b {
		b[i] &= o[i]
	}
}

func (b bitmap) or(o bitmap) {
	o = o[:len(b)]
	for i := range b {
		b[i] |= o[i]
	}
}

func (b bitmap) without(o bitmap) {
	o = o[:len(b)]
	for i := range b {
		b[i] &^= o[i]
	}
}

func (b bitmap) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// common is how many documents stand in both.
func (b bitmap) common(o bitmap) int {
	o = o[:len(b)]
	n := 0
	for i, w := range b {
		n += bits.OnesCount64(w & o[i])
	}
	return n
}

// each calls do for every document, in order, until do says false.
func (b bitmap) each(do func(doc uint32) bool) {
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			if !do(uint32(i<<6 + bits.TrailingZeros64(w))) {
				return
			}
		}
	}
}
