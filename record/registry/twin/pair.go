package twin

import (
	"cmp"
	"slices"
	"sort"

	"alun/ground/lang"
)

// Pair is two entries that may be one business.
type Pair struct {
	A, B  int64 // the smaller number first
	Odds  Milli
	Parts []Part // they add up to Odds
	Sure  bool   // else a person looks at it
}

// Part is one addend of the log-odds: what it says.
type Part struct {
	Say   lang.Key
	Args  []any
	Milli Milli
}

// mostShare is how many entries may share something for it to tell anything: a word
// or a place that more have is too common. A phone that more have is a switchboard's.
const mostShare = 60

// All finds all pairs of the index, the surest first.
func (x *Index) All() []Pair { return x.pairs(1 << 23) }

// pairs holds at most about so many candidates at once, a bound for the memory. Two that
// share several things may come up again among later ones: they are judged again, alike,
// and told once.
func (x *Index) pairs(atOnce int) (out []Pair) {
	x.fold()
	var codes []uint64
	for from := 0; from < len(x.base); {
		to := from + 1
		for to < len(x.base) && x.base[to].hash() == x.base[from].hash() {
			to++
		}
		if to-from <= mostShare {
			codes = among(codes, x.base[from:to])
		}
		if from = to; len(codes) >= atOnce || from == len(x.base) {
			out, codes = x.judged(out, codes), codes[:0]
		}
	}
	slices.SortFunc(out, surest)
	return slices.CompactFunc(out, func(a, b Pair) bool { return a.A == b.A && a.B == b.B })
}

// among adds each two of those that share something, as one number.
func among(codes []uint64, sharing []post) []uint64 {
	for i, b := range sharing {
		for _, a := range sharing[:i] {
			if a.at() != b.at() {
				codes = append(codes, uint64(min(a.at(), b.at()))<<32|uint64(max(a.at(), b.at())))
			}
		}
	}
	return codes
}

// judged adds the pairs that the candidates hold.
func (x *Index) judged(out []Pair, codes []uint64) []Pair {
	slices.Sort(codes)
	for _, c := range slices.Compact(codes) {
		if p, found := x.judge(&x.all[c>>32], &x.all[c&(1<<32-1)]); found {
			out = append(out, p)
		}
	}
	return out
}

func surest(a, b Pair) int {
	return cmp.Or(cmp.Compare(b.Odds, a.Odds), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
}

// Against finds the entries that a business may be the twin of, the surest first. It
// may be in the index itself.
func (x *Index) Against(s Side) []Pair {
	e := x.entry(&s, false)
	for len(x.marks) < len(x.all) {
		x.marks = append(x.marks, 0)
	}
	x.round++
	var out []Pair
	x.hashes(&e, func(h uint32) {
		from := sort.Search(len(x.base), func(i int) bool { return x.base[i].hash() >= h })
		to := from
		for to < len(x.base) && x.base[to].hash() == h && to-from <= mostShare {
			to++
		}
		if fresh := x.fresh[h]; to-from+len(fresh) <= mostShare {
			for _, p := range x.base[from:to] {
				out = x.meet(&e, p.at(), out)
			}
			for _, at := range fresh {
				out = x.meet(&e, at, out)
			}
		}
	})
	slices.SortFunc(out, surest)
	return out
}

// meet compares with an entry that was not met in this round yet.
func (x *Index) meet(e *entry, at int32, out []Pair) []Pair {
	if x.marks[at] == x.round || x.all[at].ID == e.ID {
		return out
	}
	x.marks[at] = x.round
	if p, found := x.judge(e, &x.all[at]); found {
		out = append(out, p)
	}
	return out
}

// judge weighs a pair; found is false where nothing is to be done.
func (x *Index) judge(a, b *entry) (p Pair, found bool) {
	if a.ID > b.ID {
		a, b = b, a
	}
	l, odds := around(a, b), x.rules.prior
	for i := byName + 1; i < respects; i++ {
		odds += x.rules.weights[i][l.codes[i]]
	}
	if odds+x.rules.bestName < x.rules.look {
		return Pair{}, false // whatever they are called
	}
	x.named(&l, a, b)
	if odds += x.rules.weights[byName][l.codes[byName]]; odds < x.rules.look {
		return Pair{}, false
	}
	p = Pair{A: a.ID, B: b.ID, Odds: odds, Sure: odds >= x.rules.sure, Parts: []Part{{"twin.usual", nil, x.rules.prior}}}
	for i, level := range l.codes {
		if w := x.rules.weights[i][level]; w != 0 {
			p.Parts = append(p.Parts, l.part(respect(i), level, w))
		}
	}
	return p, true
}
