package check

import (
	"strings"

	"alun/record/plan/e81"
)

// Flag is one note on one cell of a row.
type Flag struct {
	Row       int // index into the rows that Run was given
	Rule      string
	Kind      Kind
	Oracle    bool
	Field     string  // column of the form concerned, as in e81.Header
	Published string  // the figure as printed, plain digits with a point
	Expected  string  // what would fit; "" when nothing in the report says
	Values    []Value // of the sentence check.rule.<rule>.say
	Others    []int   // rows that the figure contradicts, if other than its own
	Suspect   *Suspicion
}

// Say gives the sentence of the flag and its values for ground/lang.
func (f Flag) Say() (key string, args []any) {
	return "check.rule." + f.Rule + ".say", Args(f.Values)
}

// Suspicion is what a figure would be if a suspected slip were undone. It is
// shown beside the printed figure and used for nothing else.
type Suspicion struct {
	Column    string `json:"column"` // whose figure is suspected; mostly the flag's field
	Factor    int    `json:"factor"` // 10, 100 or 1,000 times too large; 0 for another slip
	Published string `json:"published"`
	WouldBe   string `json:"would_be"` // whole rupiah, or a decimal with a point
}

// WouldBe gives the sentence that shows what the figure would be if the slip
// were undone; ok is false when nothing is suspected.
func (f Flag) WouldBe() (key string, args []any, ok bool) {
	if f.Suspect == nil {
		return "", nil, false
	}
	value := Value{"number", f.Suspect.WouldBe}
	if strings.HasSuffix(f.Suspect.Column, "_rp") {
		value.Kind = "rupiah"
	}
	if f.Suspect.Factor == 0 {
		return "check.suspect.slip", []any{Value{"column", f.Suspect.Column}.Arg(), value.Arg()}, true
	}
	return "check.suspect.factor", []any{Value{"column", f.Suspect.Column}.Arg(), value.Arg(), f.Suspect.Factor}, true
}

// Run applies the rules to the rows of one or several reports. Rows of several
// years let the rules compare years; each flag lies on one row. Flags come in
// the order of year, quarter, office, code and rule, whatever the order of rows.
func Run(rules Rules, rows []e81.Row) []Flag { return Judge(rules, rows).Flags() }

// probe is one rule at work.
type probe struct {
	*book
	rule  Rule
	seen  []int // rows to visit, in order
	flags []Flag
}

// each visits the rows in the order of the reports.
func (p *probe) each(visit func(i int, r *e81.Row)) {
	for _, i := range p.seen {
		visit(i, &p.rows[i])
	}
}

// eachLeaf visits the main rows of sub-activities.
func (p *probe) eachLeaf(visit func(i int, r *e81.Row)) {
	p.each(func(i int, r *e81.Row) {
		if r.Level == e81.Subkegiatan && !r.Extra {
			visit(i, r)
		}
	})
}

// flag notes something on a row. The caller may add Others and Suspect.
func (p *probe) flag(row int, field, published, expected string, values ...Value) *Flag {
	p.flags = append(p.flags, Flag{Row: row, Rule: p.rule.ID, Kind: p.rule.Kind, Oracle: p.rule.Oracle,
		Field: field, Published: published, Expected: expected, Values: values})
	return &p.flags[len(p.flags)-1]
}
