package check

import (
	"math/big"
	"slices"

	"alun/record/plan/e81"
)

// rowWithoutFigures: a sub-activity is printed without any figure, and the
// money of the row above is larger than its children together: what is missing
// stands on this row. A bare row under a parent that fits is merely not funded,
// and of two bare rows nobody can say which.
func rowWithoutFigures(p *probe) {
	p.eachLeaf(func(i int, r *e81.Row) {
		above, there := p.main[nodeOf(r).parent()]
		if !there || !bare(r) || p.bares(above) > 1 {
			return
		}
		for _, a := range []amount{budget, spending} {
			printed := big64(a.of(&p.rows[above]).Or0())
			missing := new(big.Int).Sub(printed, p.childSum(above, a))
			if missing.Cmp(big.NewInt(p.rule.Limit("rupiah"))) > 0 {
				p.flag(i, a.column, "", missing.String(), rupiahOf(missing), words(p.rows[above].Code), column(a.column)).
					Others = []int{above}
				return
			}
		}
	})
}

// bares counts the children without any figure, no further than the second: a
// program may have hundreds of rows that nobody has filled in.
func (b *book) bares(parent int) int {
	n := 0
	for _, k := range b.kids(parent) {
		if bare(&b.rows[k]) {
			n++
		}
		if n > 1 {
			break
		}
	}
	return n
}

func bare(r *e81.Row) bool {
	for _, c := range outputCells(r) {
		if c.quantity.Known {
			return false
		}
	}
	for _, c := range moneyCells(r) {
		if c.amount.Known || c.amount.Text != "" {
			return false
		}
	}
	return true
}

// nameTwice: two nodes under one parent have the same name. The later one gets
// the flag.
func nameTwice(p *probe) {
	type place struct {
		node
		name string
	}
	first := map[place]int{}
	p.each(func(i int, r *e81.Row) {
		if r.Extra || p.folded[i] == "" || r.Level == e81.Sasaran {
			return
		}
		key := place{nodeOf(r).parent(), p.folded[i]}
		if j, seen := first[key]; seen {
			p.flag(i, "name", r.Name, "", words(r.Name), words(p.rows[j].Code)).Others = []int{j}
			return
		}
		first[key] = i
	})
}

// farFromSiblings: the same sub-activity in other offices has a typical target
// or budget (the middle one of all), and this one is so many times larger or
// smaller: something else is counted, or a figure slipped.
func farFromSiblings(p *probe) {
	type kin struct {
		year, quarter int
		name, unit    string
	}
	groups := map[kin][]int{}
	var keys []kin
	p.eachLeaf(func(i int, r *e81.Row) {
		if p.folded[i] == "" || r.Target.K.Micro <= 0 || r.Target.Rp.Or0() <= 0 {
			return
		}
		key := kin{r.Year, r.Quarter, p.folded[i], fold(r.Unit)}
		if groups[key] == nil {
			keys = append(keys, key)
		}
		groups[key] = append(groups[key], i)
	})
	for _, key := range keys {
		if int64(len(groups[key])) >= p.rule.Limit("rows") {
			p.far(groups[key])
		}
	}
}

// far compares each of the rows with the middle one of them.
func (p *probe) far(rows []int) {
	n := p.rule.Limit("times")
	apart := func(a, middle int64) bool { return !above(a, n, middle, 1) || !above(middle, n, a, 1) }
	target := p.middle(rows, func(r *e81.Row) int64 { return r.Target.K.Micro })
	amount := p.middle(rows, func(r *e81.Row) int64 { return int64(r.Target.Rp.Rupiah) })
	for _, i := range rows {
		r := &p.rows[i]
		if typical := p.rows[target].Target.K; apart(r.Target.K.Micro, typical.Micro) {
			p.flag(i, "target_k", plain(r.Target.K.Micro), plain(typical.Micro),
				number(r.Target.K), number(typical), column("target_k"), count(len(rows)-1))
		}
		if typical := p.rows[amount].Target.Rp; apart(int64(r.Target.Rp.Rupiah), int64(typical.Rupiah)) {
			p.flag(i, "budget_rp", whole(r.Target.Rp.Rupiah), whole(typical.Rupiah),
				rupiah(r.Target.Rp.Rupiah), rupiah(typical.Rupiah), column("budget_rp"), count(len(rows)-1))
		}
	}
}

// middle is the row whose value stands in the middle, the lower of two.
func (p *probe) middle(rows []int, of func(*e81.Row) int64) int {
	sorted := slices.Clone(rows)
	slices.SortStableFunc(sorted, func(a, b int) int {
		x, y := of(&p.rows[a]), of(&p.rows[b])
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return p.rank[a] - p.rank[b]
	})
	return sorted[(len(sorted)-1)/2]
}
