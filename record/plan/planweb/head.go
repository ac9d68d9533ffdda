package planweb

import (
	"strconv"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// HeadFigures are the three figures that a citizen asks for: how much there is,
// how much is spent, what came of it. leftOut is the number of offices whose
// spending cannot be read and is not counted.
func HeadFigures(l lang.Lang, q date.Quarter, t plan.Sum, offices, leftOut int) []parts.Figure {
	budget, budgetWord := money.Short{Rupiah: t.Budget, Decimals: 2}.Parts(l.Tag())
	spent, spentWord := money.Short{Rupiah: t.Spent, Decimals: 1}.Parts(l.Tag())
	out := []parts.Figure{
		{Value: budget, Word: budgetWord, Caption: l.T("plan.head_budget"), Tone: parts.Money, Note: l.T("plan.head_budget_plain", offices)},
		{Value: spent, Word: spentWord, Caption: l.T("plan.head_spent", percent(l, t.Share())), Tone: parts.Money, Note: l.T("plan.head_spent_plain", q)},
		{Value: lang.Whole(l.Tag(), int64(t.Reached)), Word: l.T("plan.of_n", t.Subs), Caption: l.T("plan.head_reached"), Tone: parts.Output,
			Note: l.T("plan.head_reached_note", t.AtZero)},
	}
	if t.PrintedBudget > 2*t.Budget {
		out[0].Note = l.T("plan.head_budget_odd", money.Short{Rupiah: t.PrintedBudget, Decimals: 1})
	}
	if leftOut > 0 {
		out[1].Caption = l.T("plan.head_spent_counted", percent(l, t.Share()), money.Short{Rupiah: t.Base, Decimals: 1})
		out[1].Note = l.T("plan.head_spent_odd", leftOut, money.Short{Rupiah: t.PrintedSpent, Decimals: 1})
	}
	return out
}

// MoneyFinding is the heading of a year's money: a sentence, not a title.
func MoneyFinding(l lang.Lang, q date.Quarter, t plan.Sum) string {
	return l.T("plan.tide_head", l.T("plan.elapsed_"+strconv.Itoa(q.N)), quantity.Percent{Quantity: t.Share().Round(0)})
}

// LeftOut counts the offices whose spending is not in the sum.
func LeftOut(sums map[db.ID]plan.Sum) int {
	n := 0
	for _, s := range sums {
		if s.Base < s.Budget {
			n++
		}
	}
	return n
}

// DoubtedSpending says of an office what its report prints as spending, when
// that cannot be read; "" when it can.
func DoubtedSpending(l lang.Lang, s plan.Sum) string {
	if s.Base >= s.Budget {
		return ""
	}
	return l.T("plan.spending_doubted", printedShare(s))
}

func printedShare(s plan.Sum) quantity.Percent {
	return quantity.Percent{Quantity: quantity.RatioOf(int64(s.PrintedSpent), int64(s.PrintedBudget)).Round(0)}
}
