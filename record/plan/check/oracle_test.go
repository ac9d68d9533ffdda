package check

import (
	"math/big"
	"strconv"
	"strings"
	"testing"
)

// caseOf names a case of the referee file.
type caseOf struct{ year, quarter, opd, code, rule string }

// TestTheRefereesCasesAndNoOther holds the flags of the referee's rules against
// programme_anomalies.csv: 262 cases, no more, no fewer, with its very figures.
func TestTheRefereesCasesAndNoOther(t *testing.T) {
	rows := reports(t)
	want := map[caseOf]map[string]string{}
	for _, line := range records(t, "programme_anomalies.csv") {
		key := caseOf{line["year"], line["quarter"], line["department"], line["code"], line["rule"]}
		if want[key] != nil {
			t.Fatalf("the referee lists %v twice", key)
		}
		want[key] = line
	}
	if len(want) != 262 {
		t.Fatalf("the referee has %d cases", len(want))
	}
	for _, f := range Run(Default(), rows) {
		if !f.Oracle {
			continue
		}
		r := rows[f.Row]
		key := caseOf{strconv.Itoa(r.Year), strconv.Itoa(r.Quarter), r.OPD, r.Code, f.Rule}
		line, ok := want[key]
		if !ok {
			t.Errorf("one too many: %v", key)
			continue
		}
		delete(want, key)
		if f.Published != line["published"] || f.Expected != line["expected"] {
			t.Errorf("%v: published %s, expected %s; the referee has %s, %s", key, f.Published, f.Expected, line["published"], line["expected"])
		}
		if !equal(f.Published, line["published"]) || !equal(f.Expected, line["expected"]) {
			t.Errorf("%v differs in value", key)
		}
		if r.Level.String() != line["level"] {
			t.Errorf("%v is a %s, the referee says %s", key, r.Level, line["level"])
		}
	}
	for key := range want {
		t.Errorf("not found: %v", key)
	}
}

// equal compares two figures as numbers; both may be empty.
func equal(a, b string) bool {
	x, ok := new(big.Rat).SetString(a)
	y, ok2 := new(big.Rat).SetString(b)
	if !ok || !ok2 {
		return a == "" && b == ""
	}
	return x.Cmp(y) == 0
}

func TestOnlyTheRefereesRulesAreMarkedSo(t *testing.T) {
	listed := map[string]bool{spendingNoQuarters: true} // no case in these reports
	for _, line := range records(t, "programme_anomalies.csv") {
		listed[line["rule"]] = true
	}
	for _, r := range Default().All() {
		if r.Oracle != listed[r.ID] {
			t.Errorf("%s: oracle = %v", r.ID, r.Oracle)
		}
	}
	only := Default().Only(func(r Rule) bool { return r.Oracle })
	if n := len(only.All()); n != 8 {
		t.Errorf("%d rules of the referee", n)
	}
	if n := len(Run(only, reports(t))); n != 262 {
		t.Errorf("%d flags of the referee's rules", n)
	}
}

// TestCounts are all flags of the shipped reports, rule by rule: doc/checks.md
// says the same. A rule that changes its count must be judged anew.
func TestCounts(t *testing.T) {
	rows := reports(t)
	got := map[string][2]int{}
	for _, f := range Run(Default(), rows) {
		n := got[f.Rule]
		n[rows[f.Row].Year-2023]++
		got[f.Rule] = n
	}
	for _, r := range Default().All() {
		if got[r.ID] != counts[r.ID] {
			t.Errorf("%s: %v in 2023 and 2024, documented %v", r.ID, got[r.ID], counts[r.ID])
		}
	}
}

// counts are flags in the reports of 2023 and 2024.
var counts = map[string][2]int{
	parentBudget:                           {0, 4},
	parentSpending:                         {0, 5},
	overCity:                               {0, 4},
	overBudget:                             {0, 56},
	spendingNoQuarters:                     {0, 0},
	wrongPercent:                           {127, 4},
	outputOverShare:                        {11, 44},
	planOverShare:                          {0, 7},
	moneyNoOutput:                          {62, 287},
	outputNoMoney:                          {28, 118},
	quartersMakeNoSum:                      {0, 3},
	decimalsCut:                            {22, 137},
	quarterFactor:                          {0, 3},
	oneChild:                               {0, 0},
	"plan_output_not_previous_plus_year":   {0, 2},
	"plan_spending_not_previous_plus_year": {0, 0},
	"plan_achievement_not_reached_over_target": {5, 1},
	"money_percent_not_its_share":              {0, 0},
	percentNoTarget:                            {27, 1},
	"plan_money_below_children":                {1, 0},
	"plan_spending_fell":                       {0, 6},
	"amount_cannot_be_held":                    {0, 2},
	"quarter_after_report":                     {0, 0},
	twoFigures:                                 {0, 2},
	"decimal_point_lost":                       {0, 3},
	"fraction_of_a_count":                      {4, 3},
	"output_and_money_exchanged":               {0, 0},
	"percents_added":                           {2, 1},
	sharesAddedOver:                            {18, 124},
	"score_above_100":                          {1, 3},
	"unit_contradicts_indicator":               {11, 29},
	"unit_changed_between_years":               {0, 17},
	"target_changed_manyfold":                  {0, 22},
	"plan_target_changed":                      {0, 6},
	"plan_money_changed_manyfold":              {0, 7},
	otherYearFactor:                            {0, 4},
	"far_from_siblings":                        {3, 7},
	"year_target_above_plan_target":            {4, 37},
	"plan_target_already_passed":               {5, 25},
	budgetOverPlan:                             {5, 19},
	spendingOverPlan:                           {0, 138},
	"spending_above_budget":                    {1, 1},
	"spending_without_budget":                  {2, 5},
	noTarget:                                   {100, 6},
	"money_gone_output_small":                  {1, 2},
	"same_spending_twice":                      {0, 1},
	emptyRow:                                   {0, 2},
	"name_twice":                               {1, 8},
}

// TestTheDocumentTellsEveryRule: doc/checks.md names each rule with the counts
// of this test.
func TestTheDocumentTellsEveryRule(t *testing.T) {
	doc := document(t)
	for _, r := range Default().All() {
		n := counts[r.ID]
		head := "### " + r.ID + "\n"
		_, part, ok := strings.Cut(doc, head)
		if !ok {
			t.Errorf("no part on %s", r.ID)
			continue
		}
		part, _, _ = strings.Cut(part, "\n### ")
		if want := strconv.Itoa(n[0]) + " in 2023, " + strconv.Itoa(n[1]) + " in 2024"; !strings.Contains(part, want) {
			t.Errorf("%s: the document does not say %q", r.ID, want)
		}
		if !strings.Contains(part, string(r.Kind)) {
			t.Errorf("%s: the document does not say %q", r.ID, r.Kind)
		}
	}
}
