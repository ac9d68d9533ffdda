package check

import (
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// outputCell and moneyCell are cells of a row with the names of their columns.
type outputCell struct {
	column   string
	quantity quantity.Quantity
}

type moneyCell struct {
	column string
	amount money.Printed
}

// quarterNames are the columns of the quarters: output, money.
var quarterNames = [4][2]string{{"q1_k", "q1_rp"}, {"q2_k", "q2_rp"}, {"q3_k", "q3_rp"}, {"q4_k", "q4_rp"}}

// outputCells are the outputs of a row: year, quarters, reached, plan.
func outputCells(r *e81.Row) [9]outputCell {
	out := [9]outputCell{0: {"target_k", r.Target.K}, 5: {"real_k", r.Real.K}, 6: {"renstra_target_k", r.PlanTarget.K},
		7: {"renstra_prev_k", r.PlanBefore.K}, 8: {"renstra_cum_k", r.PlanSoFar.K}}
	for q := range r.Quarters {
		out[q+1] = outputCell{quarterNames[q][0], r.Quarters[q].K}
	}
	return out
}

// moneyCells are the amounts of a row in the same order.
func moneyCells(r *e81.Row) [9]moneyCell {
	out := [9]moneyCell{0: {"budget_rp", r.Target.Rp}, 5: {"real_rp", r.Real.Rp}, 6: {"renstra_target_rp", r.PlanTarget.Rp},
		7: {"renstra_prev_rp", r.PlanBefore.Rp}, 8: {"renstra_cum_rp", r.PlanSoFar.Rp}}
	for q := range r.Quarters {
		out[q+1] = moneyCell{quarterNames[q][1], r.Quarters[q].Rp}
	}
	return out
}

// quartersSoFar are the outputs of the quarters that the report can know.
func quartersSoFar(r *e81.Row) []quantity.Quantity {
	out := make([]quantity.Quantity, 0, len(r.Quarters))
	for q := range min(max(r.Quarter, 0), len(r.Quarters)) {
		out = append(out, r.Quarters[q].K)
	}
	return out
}
