package check

import (
	"maps"
	"slices"
)

// definition is a rule as the code knows it.
type definition struct {
	id     string
	kind   Kind
	oracle bool
	limits map[string]int64
	words  map[string][]string
	test   func(*probe)
}

func (d definition) rule() Rule {
	return Rule{d.id, d.kind, d.oracle, maps.Clone(d.limits), maps.Clone(d.words)}
}

func find(id string) (definition, bool) {
	for _, d := range catalogue {
		if d.id == id {
			return d, true
		}
	}
	return definition{}, false
}

// Ids that the causes speak of, too.
const (
	parentBudget       = "parent_budget_not_sum_of_children"
	parentSpending     = "parent_spending_not_sum_of_children"
	overCity           = "budget_larger_than_whole_city_budget"
	overBudget         = "half_year_spending_above_120pct_of_annual_budget"
	wrongPercent       = "achievement_percent_not_realised_over_target"
	quarterFactor      = "spending_is_quarter_times_factor"
	otherYearFactor    = "budget_factor_of_other_year"
	budgetOverPlan     = "budget_above_plan_money"
	spendingOverPlan   = "plan_spending_above_plan_money"
	percentNoTarget    = "achievement_without_target"
	decimalsCut        = "output_decimals_cut"
	twoFigures         = "two_figures_in_one_cell"
	emptyRow           = "row_without_figures"
	sharesAddedOver    = "share_added_over_years"
	noTarget           = "budget_without_target"
	oneChild           = "one_child_breaks_the_sum"
	wrongPlanPercent   = "plan_achievement_not_reached_over_target"
	outputOverShare    = "output_achievement_above_200pct"
	planOverShare      = "plan_achievement_above_500pct"
	moneyNoOutput      = "money_without_output"
	outputNoMoney      = "output_without_money"
	quartersMakeNoSum  = "quarters_do_not_make_output"
	spendingNoQuarters = "spending_not_sum_of_quarters"
)

// limits is short for the thresholds of a definition.
type limits = map[string]int64

// catalogue lists every rule that the house knows, the referee's first. A new
// rule needs its sentences, a planted fault in the tests and its precision in
// doc/checks.md.
var catalogue = slices.Concat(referee, watches, faults, questions)
