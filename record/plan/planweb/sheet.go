package planweb

import (
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/plan/check"
)

// sheetAt is an office's desk in a round, as one reader may see it.
type sheetAt struct {
	lang.Lang
	r       *web.Request
	desk    Desk
	who     account.Viewer
	sheet   plan.Sheet
	checked plan.Checked
}

// quarterAt reads the quarter that an address names.
func quarterAt(r *web.Request) (date.Quarter, error) {
	year, ok := whole(r.PathValue("year"))
	n, fine := whole(r.PathValue("quarter"))
	if !ok || !fine || n < 1 || n > 4 {
		return date.Quarter{}, fault.New(fault.NotFound, "plan.no_round")
	}
	return date.Quarter{Year: year, N: n}, nil
}

// sheetOf finds the desk that an address names.
func (d Desk) sheetOf(tx *db.Tx, r *web.Request) (sheetAt, error) {
	s := sheetAt{Lang: r.Lang, r: r, desk: d}
	var err error
	if s.who, err = account.See(tx, r.Session()); err != nil {
		return s, err
	}
	q, err := quarterAt(r)
	if err != nil {
		return s, err
	}
	office, err := roundOffice(tx, r, q)
	if err == nil {
		s.sheet, err = d.Weigher.Sheet(tx, r.Session(), q, office)
	}
	return s, err
}

// judged is the desk with what the rules say of it.
func (d Desk) judged(tx *db.Tx, r *web.Request) (sheetAt, error) {
	s, err := d.sheetOf(tx, r)
	if err != nil {
		return s, err
	}
	s.checked, err = d.Weigher.Check(tx, s.sheet)
	return s, err
}

func (s sheetAt) quarter() date.Quarter { return s.sheet.Round.Quarter }

// href is an address of this desk.
func (s sheetAt) href(below string) string {
	return s.r.Href(roundPath(s.quarter(), s.sheet.Office.Slug) + below)
}

// codeOf is a line's name outside.
func (s sheetAt) codeOf(id db.ID) string { return s.desk.Code(id) }

// sheetColumn is one column of the desk.
type sheetColumn struct {
	Key   string  `json:"key"`
	Label string  `json:"label"`
	Full  string  `json:"full"`
	Group string  `json:"group"`
	Kind  string  `json:"kind"`
	Edit  bool    `json:"edit,omitempty"`
	Now   bool    `json:"now,omitempty"` // what this round asks for
	Width float64 `json:"width"`         // rem
}

// columns are the desk's columns in the order of the form, so that what is copied
// from one falls where it belongs. The first two stay in sight.
func (s sheetAt) columns() []sheetColumn {
	out := []sheetColumn{{Key: "code", Label: s.T("planweb.code"), Full: s.T("check.column.code"), Group: s.T("planweb.group_row"), Kind: "text", Width: 5.5}}
	for _, field := range plan.Fields {
		out = append(out, s.column(field))
	}
	out[1].Label, out[1].Group = s.T("planweb.name_and_indicator"), out[0].Group
	return out
}

// wordWidths are the widths of the columns of words.
var wordWidths = map[string]float64{"name": 14, "indicator": 16, "unit": 8, "note": 18}

func (s sheetAt) column(field string) sheetColumn {
	now := s.quarter().N
	of, isQuarter := sheetQuarter(field)
	c := sheetColumn{Key: field, Label: s.T("planweb.k"), Full: s.T("check.column." + field), Group: s.group(field), Kind: "k", Width: 7,
		Edit: of <= now, Now: isQuarter && of == now || field == "real_k" || field == "real_rp"}
	switch {
	case plan.TextField(field):
		c.Kind, c.Width, c.Label = "text", wordWidths[field], c.Full
	case plan.PercentField(field):
		c.Kind, c.Width = "pct", 5.5
	case plan.MoneyField(field):
		c.Kind, c.Width = "rp", 10.5
	}
	if strings.Contains(field, "_rp") {
		c.Label = s.T("planweb.rp")
	}
	if !c.Edit { // a quarter that is still to come
		c.Width = 3
	}
	return c
}

// sheetQuarter tells which quarter's figures a column holds.
func sheetQuarter(field string) (n int, ok bool) {
	if len(field) > 3 && field[0] == 'q' && field[2] == '_' {
		return int(field[1] - '0'), true
	}
	return 0, false
}

// group heads the columns that belong together.
func (s sheetAt) group(field string) string {
	q := s.quarter()
	if n, ok := sheetQuarter(field); ok {
		return date.Quarter{Year: q.Year, N: n}.In(s.Tag())
	}
	switch field {
	case "name", "indicator", "unit", "note":
		return s.T("planweb.group_words")
	case "target_k", "budget_rp":
		return s.T("planweb.group_target", strconv.Itoa(q.Year))
	case "real_k", "real_rp":
		return s.T("planweb.group_real", q.Roman())
	case "ach_k_pct", "ach_rp_pct":
		return s.T("planweb.group_ach")
	}
	return s.T("planweb.group_" + field[:len(field)-len(tail(field))])
}

// tail is what tells output from money at the end of a column's name.
func tail(field string) string {
	for _, t := range []string{"_k_pct", "_rp_pct", "_k", "_rp"} {
		if len(field) > len(t) && field[len(field)-len(t):] == t {
			return t
		}
	}
	return ""
}

// returned is what was asked of a line when it came back, while nobody has
// touched it since.
func returned(l plan.SheetLine) string {
	for _, b := range l.Returned {
		if !b.Touched {
			return b.Sentence
		}
	}
	return ""
}

// open counts what must be mended, what must be filled in and what is asked.
func (s sheetAt) open() (faults, gaps, questions int) {
	c := s.checked
	return len(c.Open(check.Fault)) + len(c.Unread) + len(c.Misplaced), len(c.Missing), len(c.Open(check.Question))
}

// levelName is a line's level as people say it; further indicators say so.
func (s sheetAt) levelName(l plan.SheetLine) string {
	if l.Seq > 0 {
		return s.T("planweb.further_indicator", levelWord(s.Lang, l.Level))
	}
	return levelWord(s.Lang, l.Level)
}
