package check

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"alun/ground/money"
)

// twoFigures: two indicators in one row of cells. The flags on that row go with
// it, and so do parent sums whose gap is one half of a glued amount.
func (s *sorter) twoFigures() {
	keys, by := group(s.free(func(f Flag) bool { return f.Rule == twoFigures }), s.formOf)
	for _, k := range keys {
		glued := map[int]bool{}
		for _, n := range by[k] {
			glued[s.flags[n].Row] = true
		}
		members := s.free(func(f Flag) bool {
			if formOf(&s.rows[f.Row]) != k {
				return false
			}
			return glued[f.Row] || (f.Rule == parentBudget || f.Rule == parentSpending) && s.explainedBy(f, glued)
		})
		s.take("two_figures_in_one_cell", office(k), by[k][0], members, nil, count(len(by[k])), count(len(members)), words(k.opd))
	}
}

func (s *sorter) formOf(n int) form { return formOf(&s.rows[s.flags[n].Row]) }

// explainedBy tells whether the gap of a parent sum stands in a glued cell of
// the same branch: 289992000 holds 28999200 and 0.
func (s *sorter) explainedBy(f Flag, glued map[int]bool) bool {
	own := s.rows[f.Row].Code
	gap := gapOf(f).Text(10)
	for i := range glued {
		code := s.rows[i].Code
		if code != own && !strings.HasPrefix(code, own+".") {
			continue
		}
		cell := whole(s.cell(f.Field, i).Rupiah)
		for cut := 1; cut < len(cell); cut++ {
			if cell[:cut] == gap || cell[cut:] == gap {
				return true
			}
		}
	}
	return false
}

func (s *sorter) cell(column string, i int) money.Printed {
	if column == budget.column {
		return budget.of(&s.rows[i])
	}
	return spending.of(&s.rows[i])
}

// gapOf is how far a parent's figure is from its children, without sign.
func gapOf(f Flag) *big.Int {
	gap := difference(f)
	return gap.Abs(gap)
}

func difference(f Flag) *big.Int {
	a, _ := new(big.Int).SetString(f.Published, 10)
	b, _ := new(big.Int).SetString(f.Expected, 10)
	return a.Sub(a, b)
}

// lostDecimals: the decimals ",00" of one office's spending were read as
// digits, so all of it is 100 times too large.
func (s *sorter) lostDecimals() {
	spent := s.spendingSlips(s.flags)
	over := s.free(func(f Flag) bool { return f.Rule == overBudget && s.factor(f.Row, spending, spent) > 0 })
	keys, by := group(over, s.formOf)
	for _, k := range keys {
		if len(by[k]) < lostAtLeast {
			continue
		}
		members := s.free(func(f Flag) bool {
			return formOf(&s.rows[f.Row]) == k && s.factor(f.Row, spending, spent) > 0 &&
				slices.Contains([]string{overBudget, quarterFactor, spendingOverPlan, "same_spending_twice"}, f.Rule)
		})
		root := s.largestLeaf(by[k], spending)
		also := s.without(members, k, spending, spent)
		s.take("lost_decimals", office(k), root, members, also, count(len(by[k])),
			count(int(s.factor(s.flags[root].Row, spending, spent))), words(k.opd), count(len(also)))
	}
}

// largestLeaf is the flag on the lowest row with the largest amount.
func (s *sorter) largestLeaf(members []int, a amount) int {
	best := members[0]
	for _, n := range members {
		leaf, bestLeaf := len(s.kids(s.flags[n].Row)) == 0, len(s.kids(s.flags[best].Row)) == 0
		larger := a.of(&s.rows[s.flags[n].Row]).Rupiah > a.of(&s.rows[s.flags[best].Row]).Rupiah
		if leaf && !bestLeaf || leaf == bestLeaf && larger {
			best = n
		}
	}
	return best
}

// without lists the rows of a form that share a slip but have no flag of it.
func (s *sorter) without(members []int, at form, a amount, sl slips) []int {
	flagged := map[int]bool{}
	for _, n := range members {
		flagged[s.flags[n].Row] = true
	}
	var out []int
	for _, i := range s.of[at] {
		if !flagged[i] && s.factor(i, a, sl) > 0 {
			out = append(out, i)
		}
	}
	return out
}

// budgetFactor: a sub-activity's budget has zeros too many, and every row above
// it adds them up.
func (s *sorter) budgetFactor() {
	planned := s.budgetSlips(s.flags)
	members := s.free(func(f Flag) bool {
		return s.factor(f.Row, budget, planned) > 0 &&
			slices.Contains([]string{overCity, otherYearFactor, budgetOverPlan}, f.Rule)
	})
	keys, by := group(members, s.formOf)
	for _, k := range keys {
		root := s.largestLeaf(by[k], budget)
		f := s.factor(s.flags[root].Row, budget, planned)
		s.take("budget_factor", office(k), root, by[k], s.without(by[k], k, budget, planned),
			words(s.rows[s.flags[root].Row].Code), count(int(f)), words(k.opd), count(s.rowsOf(by[k])))
	}
}

func (s *sorter) rowsOf(members []int) int {
	keys, _ := group(members, func(n int) int { return s.flags[n].Row })
	return len(keys)
}

// zerosAtLeast is how many zeros make a column that was never computed.
const zerosAtLeast = 20

// printedZero: the achievement column of a report was printed as 0 % where
// output and target give another figure. Further wrong percentages of that
// report's column go with it; the sentence tells how many are zero.
func (s *sorter) printedZero() {
	keys, by := group(s.free(func(f Flag) bool { return f.Rule == wrongPercent }), s.reportOf)
	for _, k := range keys {
		var zeros []int
		for _, n := range by[k] {
			if s.rows[s.flags[n].Row].Ach.K.Micro == 0 {
				zeros = append(zeros, n)
			}
		}
		if len(zeros) >= zerosAtLeast {
			s.take("column_printed_zero", "", zeros[0], by[k], nil,
				count(len(by[k])), count(len(zeros)), words(fmt.Sprint(k.year)), count(s.offices(by[k])))
		}
	}
}

// childWithoutFigures: a parent is larger than its children, and one of them is
// printed without figures.
func (s *sorter) childWithoutFigures() {
	for _, n := range s.free(func(f Flag) bool { return f.Rule == emptyRow }) {
		child := s.flags[n].Row
		parent := s.up(child)[0]
		members := s.free(func(f Flag) bool {
			return f.Row == parent && (f.Rule == parentBudget || f.Rule == parentSpending)
		})
		s.take("child_without_figures", s.nodeKey(n), n, append(members, n), nil,
			words(s.rows[child].Code), words(s.rows[parent].Code), rupiahOf(s.gap(members, parentBudget)), rupiahOf(s.gap(members, parentSpending)))
	}
}

// gap is the gap of the one flag of a rule among some, or 0.
func (s *sorter) gap(members []int, rule string) *big.Int {
	for _, n := range members {
		if s.flags[n].Rule == rule {
			return gapOf(s.flags[n])
		}
	}
	return new(big.Int)
}

// parentSum: budget and spending of one node that do not fit its children, and
// the row above when its own gap is the same with the other sign: it was added
// up from the right figures.
func (s *sorter) parentSum() {
	isSum := func(f Flag) bool { return f.Rule == parentBudget || f.Rule == parentSpending || f.Rule == oneChild }
	for {
		open := s.free(isSum)
		if len(open) == 0 {
			return
		}
		// The deepest row first: its parents may owe their gap to it.
		root := slices.MaxFunc(open, func(a, b int) int {
			return int(s.rows[s.flags[a].Row].Level) - int(s.rows[s.flags[b].Row].Level)
		})
		members := s.branch(root, open)
		r := &s.rows[s.flags[root].Row]
		s.take("parent_sum", s.nodeKey(root), root, members, nil, words(r.Code), count(len(members)), words(r.OPD))
	}
}

// branch collects the sum flags that belong to the row of root: on it, on the
// parent whose sum one of its children breaks, and on rows above with the
// opposite gap in the same column.
func (s *sorter) branch(root int, open []int) []int {
	at := s.flags[root].Row
	up := s.up(at)
	var out []int
	for _, n := range open {
		f := s.flags[n]
		switch {
		case f.Row == at:
			out = append(out, n)
		case !slices.Contains(up, f.Row):
		case s.flags[root].Rule == oneChild && f.Row == up[0]:
			out = append(out, n)
		case slices.ContainsFunc(open, func(m int) bool { return s.flags[m].Row == at && s.opposite(n, m) }):
			out = append(out, n)
		}
	}
	return out
}

// opposite tells whether two flags of one rule have the same gap with other signs.
func (s *sorter) opposite(a, b int) bool {
	return s.flags[a].Rule == s.flags[b].Rule && new(big.Int).Add(difference(s.flags[a]), difference(s.flags[b])).Sign() == 0
}
