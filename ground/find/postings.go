package find

import "sort"

// postings say for each term in which documents it stands, and how much.
//
// The documents of a term come in blocks of at most 128 that share the upper 16
// bits of their numbers: a block has its first document and its greatest worth, a
// posting the lower 16 bits and its grade. Nothing needs decoding: a document
// is found in a block by halving, and a block is skipped by one comparison.
type postings struct {
	start  []uint32 // of each term, and the end: its first posting
	block  []uint32 // of each term, and the end: its first block
	first  []uint32 // of each block: its first document
	from   []uint32 // of each block, and the end: its first posting
	most   []uint16 // of each block: its greatest worth when it was made, in mostUnit
	low    []uint16 // of each posting: the lower bits of its document
	grade  []uint16 // of each posting
	common []uint32 // terms that stand in so many documents that they have a bitmap
	wide   bitmap   // the bitmaps, one after the other
}

const (
	blockLen = 128
	// wideShare: a term in more than one of so many documents has a bitmap.
	wideShare = 16
	mostUnit  = fullWorth >> 16
)

// df is in how many documents a term stands, removed ones counted.
func (p *postings) df(term uint32) int { return int(p.start[term+1] - p.start[term]) }

// bitmap is that of a common term, else nil.
func (p *postings) bitmap(term uint32, docs int) bitmap {
	i, ok := sort.Find(len(p.common), func(i int) int { return int(int64(term) - int64(p.common[i])) })
	if !ok {
		return nil
	}
	return p.wide[i*span(docs) : (i+1)*span(docs)]
}

// addTo adds the documents of a term to a set.
func (p *postings) addTo(set bitmap, term uint32) {
	if wide := p.bitmap(term, len(set)*64); wide != nil {
		set.or(wide)
		return
	}
	for b := p.block[term]; b < p.block[term+1]; b++ {
		set := set[p.first[b]>>16<<10:]
		for _, low := range p.low[p.from[b]:p.from[b+1]] {
			set[low>>6] |= 1 << (low & 63)
		}
	}
}

// within is how many documents of a term stand in a set.
func (p *postings) within(set bitmap, term uint32) int {
	if wide := p.bitmap(term, len(set)*64); wide != nil {
		return set.common(wide)
	}
	n := 0
	for b := p.block[term]; b < p.block[term+1]; b++ {
		set := set[p.first[b]>>16<<10:]
		for _, low := range p.low[p.from[b]:p.from[b+1]] {
			n += int(set[low>>6] >> (low & 63) & 1)
		}
	}
	return n
}

// seek is the posting of a document among the blocks from..end of a term, and
// the block in which it is or would be.
func (p *postings) seek(from, end, doc uint32) (posting, block uint32, ok bool) {
	lo, hi := from, end // first[lo] ≤ doc < first[hi]
	for step := uint32(1); lo+step < end; step *= 2 {
		if p.first[lo+step] > doc {
			hi = lo + step
			break
		}
		lo += step
	}
	for lo+1 < hi {
		if mid := (lo + hi) / 2; p.first[mid] <= doc {
			lo = mid
		} else {
			hi = mid
		}
	}
	if lo >= end || p.first[lo]>>16 != doc>>16 {
		return 0, lo, false
	}
	low := uint16(doc)
	at, last := p.from[lo], p.from[lo+1]
	for at < last {
		if mid := (at + last) / 2; p.low[mid] < low {
			at = mid + 1
		} else {
			last = mid
		}
	}
	return at, lo, at < p.from[lo+1] && p.low[at] == low
}

// gradeOf is the grade of a term in a document, if it stands there.
func (p *postings) gradeOf(term, doc uint32) (uint16, bool) {
	at, _, ok := p.seek(p.block[term], p.block[term+1], doc)
	if !ok {
		return 0, false
	}
	return p.grade[at], true
}
