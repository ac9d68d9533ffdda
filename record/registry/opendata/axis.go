package opendata

import (
	"cmp"
	"slices"
)

// Group is a line or a column of a table: one value, or several of which none is told by
// itself.
type Group struct {
	Codes []string // where there are several the largest first, or in their order: see join
	Under string   // of a kelurahan: its kecamatan, where that stands by itself; else ""
}

// Merged reports values that are told together only.
func (g Group) Merged() bool { return len(g.Codes) > 1 }

// sum is what a part of the register adds up to.
type sum struct {
	all   int64 // of the measure
	count int64 // businesses
}

func (s *sum) add(n int64) {
	s.all += n
	s.count++
}

func (s sum) with(o sum) sum { return sum{s.all + o.all, s.count + o.count} }

// layer is one number that a table must not tell: what the measure shows, and what can be
// worked out from it with what everybody knows.
type layer struct {
	in func(u *unit) (n int64, counts bool)
}

// small reports a number that is not told: of too few.
func (l layer) small(s sum) bool { return s.count > 0 && s.count < K }

// sums are those of one value by layer.
type sums []sum

func (s sums) with(o sums) sums {
	out := slices.Clone(s)
	for i := range out {
		out[i] = out[i].with(o[i])
	}
	return out
}

func (s sums) empty() bool {
	return !slices.ContainsFunc(s, func(x sum) bool { return x.count > 0 })
}

func small(layers []layer, s sums) bool {
	for i, l := range layers {
		if l.small(s[i]) {
			return true
		}
	}
	return false
}

// gather puts values together until what is told of each group is not small: first all the
// small ones, then the smallest of the others. Values of nobody are left out. A group says
// nothing of how it is divided: its businesses could change places, and every table would
// stay as it is. So all sums of tables can be told.
func gather(layers []layer, codes []string, of map[string]sums) (out []Group, total []sums) {
	var few, rest []string
	for _, code := range codes {
		switch s := of[code]; {
		case s == nil || s.empty():
		case small(layers, s):
			few = append(few, code)
		default:
			rest = append(rest, code)
		}
	}
	bySize := func(a, b string) int {
		return cmp.Or(cmp.Compare(of[a][0].count, of[b][0].count), cmp.Compare(a, b))
	}
	if len(few) > 0 {
		order := slices.Clone(rest)
		slices.SortFunc(order, bySize)
		for (len(few) < 2 || small(layers, merged(few, of))) && len(order) > 0 {
			few, order = append(few, order[0]), order[1:]
		}
		rest = slices.DeleteFunc(rest, func(code string) bool { return slices.Contains(few, code) })
		slices.SortFunc(few, func(a, b string) int { return bySize(b, a) })
	}
	for _, code := range rest {
		out, total = append(out, Group{Codes: []string{code}}), append(total, of[code])
	}
	if len(few) > 0 && !small(layers, merged(few, of)) {
		out, total = append(out, Group{Codes: few}), append(total, merged(few, of))
	}
	return out, total
}

func merged(codes []string, of map[string]sums) sums {
	out := of[codes[0]]
	for _, code := range codes[1:] {
		out = out.with(of[code])
	}
	return out
}

// axis is a dimension as a table has it.
type axis struct {
	dim    Dim
	groups []Group
	sums   []sums
	at     map[string]int // group by code
	left   []string       // of a dimension of several values: what is not told at all
	above  []Group        // of areas: the kecamatan
	aboveS []sums
	upper  []int // of each group, where in above
}

func (a *axis) index() {
	a.at = map[string]int{}
	for i, g := range a.groups {
		for _, code := range g.Codes {
			a.at[code] = i
		}
	}
}

// areas makes the axis of the ground: kecamatan, and in each that stands by itself its
// kelurahan.
func areas(layers []layer, tree []branch, of map[string]sums) axis {
	a := axis{dim: Kelurahan}
	var codes []string
	upper, within := map[string]sums{}, map[string][]string{}
	for _, b := range tree {
		codes, within[b.code] = append(codes, b.code), b.leaves
		for _, leaf := range b.leaves {
			switch s := of[leaf]; {
			case s == nil:
			case upper[b.code] == nil:
				upper[b.code] = s
			default:
				upper[b.code] = upper[b.code].with(s)
			}
		}
	}
	a.above, a.aboveS = gather(layers, codes, upper)
	for i, g := range a.above {
		if g.Merged() {
			var all []string
			for _, code := range g.Codes {
				all = append(all, filled(within[code], of)...)
			}
			a.groups, a.sums, a.upper = append(a.groups, Group{Codes: all}), append(a.sums, a.aboveS[i]), append(a.upper, i)
			continue
		}
		groups, sums := gather(layers, within[g.Codes[0]], of)
		for k := range groups {
			groups[k].Under = g.Codes[0]
			a.groups, a.sums, a.upper = append(a.groups, groups[k]), append(a.sums, sums[k]), append(a.upper, i)
		}
	}
	a.index()
	return a
}

// filled are the values that somebody has.
func filled(codes []string, of map[string]sums) (out []string) {
	for _, code := range codes {
		if s := of[code]; s != nil && !s.empty() {
			out = append(out, code)
		}
	}
	return out
}

// several makes the axis of a dimension of which a business may have several values: each
// is a table of its own, of those that have it and those that have it not, and is told
// where neither is small.
func several(dim Dim, layers []layer, codes []string, of map[string]sums, total sums) axis {
	a := axis{dim: dim}
	for _, code := range codes {
		s := of[code]
		if s == nil || s.empty() {
			continue
		}
		if small(layers, s) || small(layers, without(total, s)) {
			a.left = append(a.left, code)
			continue
		}
		a.groups, a.sums = append(a.groups, Group{Codes: []string{code}}), append(a.sums, s)
	}
	a.index()
	return a
}

// without is the rest.
func without(total, s sums) sums {
	out := slices.Clone(total)
	for i := range out {
		out[i] = less(out[i], s[i])
	}
	return out
}
