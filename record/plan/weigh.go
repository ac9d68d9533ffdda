package plan

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/plan/check"
	"alun/record/plan/e81"
)

// Finding is a note that the rules make on a line before it is sent.
type Finding struct {
	Key  string // names the row, the rule and the figures: another figure is another finding
	Line db.ID
	Code string
	Seq  int
	check.Flag
	Explained *Explanation // nil: nobody has
}

// NameKey and WhyKey are the keys of the rule's short name and its reason.
func (f Finding) NameKey() string { return "check.rule." + f.Rule + ".name" }

// WhyKey is the key of the rule's reason.
func (f Finding) WhyKey() string { return "check.rule." + f.Rule + ".why" }

// CellGap is a cell that must be filled in before sending.
type CellGap struct {
	Line  db.ID
	Code  string
	Seq   int
	Field string
}

// CellOdd is a cell that holds something which cannot be read.
type CellOdd struct {
	CellGap
	CellRemark
}

// LineOdd is a line that has no place in the plan.
type LineOdd struct {
	Line db.ID
	Code string
	Seq  int
	Key  string // sentence
	Args []any
}

// Checked is what stands between a submission and its sending.
type Checked struct {
	Findings  []Finding // as printed, by rule
	Missing   []CellGap
	Unread    []CellOdd
	Misplaced []LineOdd
	Lines     int // that stand
	Wanted    int // cells that must be filled in
}

// Open lists the findings of a kind that nobody has explained.
func (c Checked) Open(kind check.Kind) (out []Finding) {
	for _, f := range c.Findings {
		if f.Kind == kind && f.Explained == nil {
			out = append(out, f)
		}
	}
	return out
}

// explained counts the findings that have an answer.
func (c Checked) explained() (n int) {
	for _, f := range c.Findings {
		if f.Explained != nil {
			n++
		}
	}
	return n
}

// Ready tells whether a submission can be sent: every fault is mended or
// explained, nothing that must be there is missing, and every cell can be read.
func (c Checked) Ready() bool {
	return c.Lines > 0 && len(c.Open(check.Fault)) == 0 && len(c.Missing) == 0 && len(c.Unread) == 0 && len(c.Misplaced) == 0
}

// checkSubmission holds a submission against the rules, together with the office's
// rows in the reports that are published: for acts, which remember nothing.
func checkSubmission(tx *db.Tx, rules check.Rules, s Submission, r Round) (Checked, error) {
	office, err := officeIn(tx, r.Quarter.Year, s.Office)
	if err != nil {
		return Checked{}, err
	}
	sheet := Sheet{Round: r, Office: office, Submission: s}
	if err := sheet.read(tx); err != nil {
		return Checked{}, err
	}
	return sheet.Check(tx, rules)
}

// officeIn finds an office with its name of one year.
func officeIn(tx *db.Tx, year int, id db.ID) (OPD, error) {
	o, found, err := db.One(tx, scanOPD, `select `+opdColumns+` from `+opdIn+` where o.id = $2`, year, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.office_not_in_year")
	}
	return o, err
}

// Check holds a sheet that was read already against the rules.
func (s Sheet) Check(tx *db.Tx, rules check.Rules) (Checked, error) {
	before, err := rowsBefore(tx, s.Round, s.Office)
	if err != nil {
		return Checked{}, err
	}
	return s.against(rules, before), nil
}

// rowsBefore reads what the rules compare an office's rows with: the latest
// published report of an earlier year that has rows of the office.
func rowsBefore(tx *db.Tx, r Round, office OPD) ([]e81.Row, error) {
	all, err := Reports(tx) // the newest first
	if err != nil {
		return nil, err
	}
	for _, rep := range all {
		if rep.Quarter.Year >= r.Quarter.Year {
			continue
		}
		lines, err := OfficeFigures(tx, View{rep, rep.Revision}, office.ID)
		if err != nil {
			return nil, err
		}
		var out []e81.Row
		for _, f := range lines {
			if f.OPD == office.Name { // the rules know an office by its printed name
				out = append(out, f.Row)
			}
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	return nil, nil
}

// against applies the rules to the sheet's lines beside the rows of before.
func (s Sheet) against(rules check.Rules, before []e81.Row) Checked {
	rows := slices.Clone(before)
	for _, l := range s.Lines {
		if !l.Removed {
			rows = append(rows, l.Row)
		}
	}
	return s.told(check.Run(rules, rows), len(before))
}

// told says what stands between a sheet and its sending; flags are what the rules
// say of its lines behind so many rows of before.
func (s Sheet) told(flags []check.Flag, before int) Checked {
	var out Checked
	var lines []SheetLine
	for _, l := range s.Lines {
		if l.Removed {
			continue
		}
		lines = append(lines, l)
		out.need(s.Round, l)
	}
	out.Lines = len(lines)
	out.Misplaced = misplaced(lines)
	explained := map[string]*Explanation{}
	for i := range s.Explanations {
		explained[s.Explanations[i].Finding] = &s.Explanations[i]
	}
	for _, f := range flags {
		if f.Row < before {
			continue
		}
		l := lines[f.Row-before]
		key := findingKey(l.DraftLine, f)
		out.Findings = append(out.Findings, Finding{key, l.ID, l.Code, l.Seq, f, explained[key]})
	}
	return out
}

// findingKey names a finding by the row, the rule and the figures. A row keeps
// its name when it gets another code.
func findingKey(l DraftLine, f check.Flag) string {
	raw, _ := json.Marshal([]any{int64(l.ID), f.Rule, f.Field, f.Published, f.Expected, f.Values}) // plain data always encodes
	sum := sha256.Sum256(raw)
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

// need notes what a line lacks and what cannot be read in it.
func (c *Checked) need(r Round, l SheetLine) {
	for _, field := range wanted(r, l.DraftLine) {
		c.Wanted++
		if l.Cell(field) == "" {
			c.Missing = append(c.Missing, CellGap{l.ID, l.Code, l.Seq, field})
		}
	}
	for _, m := range l.Remarks {
		c.Unread = append(c.Unread, CellOdd{CellGap{l.ID, l.Code, l.Seq, m.Field}, m})
	}
}

// wanted lists the cells of a line that must be filled in; "-" says that there is
// no figure. The form gives no money to a sasaran and to further indicators.
func wanted(r Round, l DraftLine) []string {
	var out []string
	if l.Seq == 0 {
		out = append(out, "name")
	}
	if l.Seq > 0 || l.Level > e81.Sasaran || l.Cell("indicator") != "" {
		out = append(out, "indicator", "unit", "target_k", quantityColumn(2+r.Quarter.N), "real_k")
	}
	if l.Seq == 0 && l.Level > e81.Sasaran {
		out = append(out, "budget_rp", moneyColumn(2+r.Quarter.N), "real_rp")
	}
	return out
}

// misplaced finds lines whose parent, or main indicator, is not there.
func misplaced(lines []SheetLine) []LineOdd {
	mains := map[string]bool{}
	for _, l := range lines {
		if l.Seq == 0 {
			mains[l.Code] = true
		}
	}
	var out []LineOdd
	for _, l := range lines {
		parent := e81.Parent(l.Code)
		switch {
		case l.Seq > 0 && !mains[l.Code]:
			out = append(out, LineOdd{l.ID, l.Code, l.Seq, "plan.row_no_main", []any{l.Code}})
		case l.Seq == 0 && parent != "" && !mains[parent]:
			out = append(out, LineOdd{l.ID, l.Code, l.Seq, "plan.row_no_parent", []any{parent}})
		}
	}
	return out
}
