package find

import (
	"cmp"
	"math/bits"
	"slices"
)

// line is the postings of one term on their way through a part.
type line struct {
	points uint64
	block  uint32 // the first block that reaches into the window
	stop   uint32 // the first block behind the window
	end    uint32 // the end of the term's blocks
}

// row is the lines of one item.
type row struct {
	lines []line
	has   bitmap // the documents with it
	here  bitmap // of them those in the window
	best  uint64 // what it can give at most in the window
	cost  int    // postings in the window
}

// window is how many documents are scored together: their sums fit into the
// nearest cache.
const (
	windowLog = 12
	window    = 1 << windowLog
)

// score finds the best documents of a set. It goes through windows of documents;
// one in which the greatest worths of all words together cannot reach the worst
// of the best so far is passed over. In the others the words that can make the
// difference are added up, the rest is looked up where it still matters (MaxScore
// over block maxima).
func (s *search) score(i int, set bitmap) {
	p := &s.parts[i]
	rows := s.rows(p, i)
	if len(rows) == 1 && len(rows[0].lines) == 1 {
		s.scoreOne(i, set, &rows[0].lines[0])
		return
	}
	if s.sheet == nil {
		s.sheet = &sheet{}
	}
	for w := 0; w < len(set); w += window / 64 {
		part := set[w:min(w+window/64, len(set))]
		if part.count() == 0 {
			continue
		}
		bound, lo := uint64(0), uint32(w)*64
		for r := range rows {
			rows[r].enter(p, lo)
			bound += rows[r].best
		}
		if need := s.top.need(); bound >= need {
			s.window(i, rows, part, lo, need)
		}
	}
}

// rows begins the lines of all words that are scored.
func (s *search) rows(p *part, i int) []row {
	var rows []row
	for k := range s.items {
		it := &s.items[k]
		if !it.scored || len(it.parts[i].terms) == 0 {
			continue
		}
		terms := it.parts[i].terms
		if len(terms) > mostScored { // of a prefix: they are sorted, frequent ones first
			terms = terms[:mostScored]
		}
		r := row{lines: make([]line, len(terms)), has: s.presence(&it.parts[i], p)}
		for l, t := range terms {
			r.lines[l] = line{points: t.points, block: p.posts.block[t.term], end: p.posts.block[t.term+1]}
		}
		rows = append(rows, r)
	}
	return rows
}

// presence is the set of documents with an item.
func (s *search) presence(it *itemPart, p *part) bitmap {
	if it.set != nil {
		return it.set
	}
	if wide := p.posts.bitmap(it.terms[0].term, p.len()); wide != nil {
		return wide
	}
	set := s.scratch.take(p.len())
	it.addTo(set, &p.posts)
	return set
}

// enter moves to the window that begins at a document.
func (r *row) enter(part *part, lo uint32) {
	p := &part.posts
	r.best, r.cost = 0, 0
	r.here = r.has[lo/64 : min(lo/64+window/64, uint32(len(r.has)))]
	for i := range r.lines {
		l := &r.lines[i]
		for l.block+1 < l.end && p.first[l.block+1] <= lo {
			l.block++
		}
		most := uint16(0)
		for l.stop = l.block; l.stop < l.end && p.first[l.stop] < lo+window; l.stop++ {
			most = max(most, p.most[l.stop])
		}
		r.cost += int(p.from[l.stop] - p.from[l.block])
		r.best = max(r.best, l.points*part.bound(most))
	}
}

// sheet is where the scores of a window are added up.
type sheet struct {
	sums [window]uint64
	best [window]uint64 // of the lines of one row
	left [window]uint16 // the first n: documents that can still come in
	n    int
}

// lookupCost is how many postings can be added up in the time of one lookup.
const lookupCost = 32

// dear says whether looking up so many documents would take longer than adding up
// the whole row.
func (r *row) dear(n int) bool { return n*lookupCost*len(r.lines) >= r.cost }

// window scores the documents of a set that stand in a window: of those that have
// enough of the words, each word in turn, the one that can give most first.
func (s *search) window(i int, rows []row, set bitmap, lo uint32, need uint64) {
	p, sh := &s.parts[i], s.sheet
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(b.best, a.best) })
	essential, rest := len(rows), uint64(0)
	for essential > 0 && rest+rows[essential-1].best < need {
		essential--
		rest += rows[essential].best
	}
	sh.gather(set, rows, essential, need)
	for _, row := range rows[:essential] {
		rest += row.best
	}
	for r := range rows {
		if sh.n == 0 {
			break
		}
		row := &rows[r]
		rest -= row.best
		if row.dear(sh.n) {
			sh.sweep(row, p, lo)
		} else {
			sh.lookup(row, p, lo)
		}
		sh.keep(need, rest)
	}
	for _, off := range sh.left[:sh.n] {
		if sum := sh.sums[off]; sum >= need && s.offerScore(i, lo+uint32(off), float32(float64(sum)/unitScore)) {
			need = s.top.need()
		}
	}
	clear(sh.sums[:])
}

// gather notes the documents of a set that have one of the essential words and,
// if all their words gave what they can, would reach what is needed. It writes
// each and moves on only after those that do: a branch would be guessed wrong too
// often.
func (sh *sheet) gather(set bitmap, rows []row, essential int, need uint64) {
	n := 0
	for w, word := range set {
		if need > 0 {
			some := uint64(0)
			for r := range rows[:essential] {
				some |= rows[r].here[w]
			}
			word &= some
		}
		for ; word != 0; word &= word - 1 {
			b := bits.TrailingZeros64(word)
			most := uint64(0)
			for r := range rows {
				most += rows[r].best & -(rows[r].here[w] >> b & 1)
			}
			sh.left[n&(window-1)] = uint16(w*64 + b)
			n += reaches(most, need)
		}
	}
	sh.n = n
}

// keep leaves out the documents that cannot reach what is needed any more.
func (sh *sheet) keep(need, rest uint64) {
	need -= min(need, rest)
	n := 0
	for _, off := range sh.left[:sh.n] {
		sh.left[n] = off
		n += reaches(sh.sums[off&(window-1)], need)
	}
	sh.n = n
}

// reaches is 1 if a sum is at least what is needed, else 0, for numbers below
// 1<<63.
func reaches(sum, need uint64) int { return int(^(sum - need) >> 63) }

// sweep adds what a row gives to all documents of the window. Of several lines
// the best counts: the first is added, of the others what they are above it.
func (sh *sheet) sweep(r *row, p *part, lo uint32) {
	if len(r.lines) == 1 {
		r.lines[0].sweep(p, lo, &sh.sums)
		return
	}
	for i := range r.lines {
		r.lines[i].sweepBest(p, lo, &sh.sums, &sh.best)
	}
	clear(sh.best[:])
}

func (l *line) sweep(part *part, lo uint32, sums *[window]uint64) {
	p, now := &part.posts, part.now
	for b := l.block; b < l.stop; b++ {
		from, to := p.from[b], p.from[b+1]
		low, grade := p.low[from:to], p.grade[from:to]
		base := p.first[b]&^0xffff - lo // below 0 it wraps, and so does off: out of the window
		for i, d := range low {
			if off := base + uint32(d); off < window {
				sums[off] += l.points * uint64(now[grade[i]])
			}
		}
	}
}

// sweepBest adds what a line is above the lines of its row before it.
func (l *line) sweepBest(part *part, lo uint32, sums, best *[window]uint64) {
	p, now := &part.posts, part.now
	for b := l.block; b < l.stop; b++ {
		from, to := p.from[b], p.from[b+1]
		low, grade := p.low[from:to], p.grade[from:to]
		base := p.first[b]&^0xffff - lo
		for i, d := range low {
			if off := base + uint32(d); off < window {
				if v := l.points * uint64(now[grade[i]]); v > best[off] {
					sums[off] += v - best[off]
					best[off] = v
				}
			}
		}
	}
}

// lookup adds what a row gives to the documents that are left.
func (sh *sheet) lookup(r *row, p *part, lo uint32) {
	if len(r.lines) == 1 {
		l := &r.lines[0]
		block := l.block
		for _, off := range sh.left[:sh.n] {
			if !r.here.has(uint32(off)) {
				continue
			}
			at, next, ok := p.posts.seek(block, l.stop, lo+uint32(off))
			if block = next; ok {
				sh.sums[off] += l.points * uint64(p.now[p.posts.grade[at]])
			}
		}
		return
	}
	for _, off := range sh.left[:sh.n] {
		if !r.here.has(uint32(off)) {
			continue
		}
		best := uint64(0)
		for i := range r.lines {
			l := &r.lines[i]
			if at, _, ok := p.posts.seek(l.block, l.stop, lo+uint32(off)); ok {
				best = max(best, l.points*uint64(p.now[p.posts.grade[at]]))
			}
		}
		sh.sums[off] += best
	}
}

// scoreOne is score for a single word: only postings that are worth enough are
// looked at.
func (s *search) scoreOne(i int, set bitmap, l *line) {
	part := &s.parts[i]
	p, now := &part.posts, part.now
	enough := func() (need uint64, worth uint32) {
		if need = s.top.need(); l.points > 0 {
			worth = uint32(min((need+l.points-1)/l.points, fullWorth))
		}
		return need, worth
	}
	need, worth := enough()
	for b := l.block; b < l.end; b++ {
		if l.points*part.bound(p.most[b]) < need {
			continue
		}
		from, to := p.from[b], p.from[b+1]
		low := p.low[from:to]
		base := p.first[b] &^ 0xffff
		for k, grade := range p.grade[from:to] {
			if now[grade] < worth {
				continue
			}
			if doc := base | uint32(low[k]); set.has(doc) {
				if s.offerScore(i, doc, float32(float64(l.points*uint64(now[grade]))/unitScore)) {
					need, worth = enough()
				}
			}
		}
	}
}
