package e81

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"alun/ground/money"
	"alun/ground/quantity"
)

// Problem is one thing about one cell that a person should know.
type Problem struct {
	Column string // as in Header
	Key    string // sentence in words/
	Args   []any  // values for the sentence
}

// maxText is the longest text of a cell in bytes: the longest printed note has
// 1,100, and a cell of a megabyte is an accident.
const maxText = 8000

// Parse turns one record into a row. get gives the text of a column by its name
// in Header, "" when the file lacks it; line is the record's line in the file.
//
// Problems mean that the row must be refused: what was sent is not what the
// form can hold. Remarks go with a row that is accepted: the figure is kept as
// printed, and somebody should look. Nothing is guessed: an empty cell stays
// unknown, and a cell with a problem stays empty in the row.
func Parse(get func(column string) string, line int) (row Row, problems, remarks []Problem) {
	p := parser{get: get}
	row = Row{
		Line: line, Year: p.whole("year", 1945, 2200), Quarter: p.whole("quarter", 1, 4),
		OPD: p.required("department"), Form: p.text("form"), Code: p.code("code"),
		Extra: p.flag("extra_indicator"), Name: p.text("name"),
		Indicator: p.text("indicator"), Unit: p.text("unit"),
		PlanTarget: p.pair("renstra_target"), PlanBefore: p.pair("renstra_prev"),
		Target: Pair{p.number("target_k"), p.rupiah("budget_rp")},
		Real:   p.pair("real"), PlanSoFar: p.pair("renstra_cum"),
		Ach:     Percents{p.number("ach_k_pct"), p.number("ach_rp_pct")},
		PlanAch: Percents{p.number("renstra_ach_k_pct"), p.number("renstra_ach_rp_pct")},
		Note:    p.text("note"), Source: p.text("source_file"), Page: p.page("page"),
	}
	for i := range row.Quarters {
		row.Quarters[i] = p.pair("q" + strconv.Itoa(i+1))
	}
	row.Level = p.level("level", row.Code)
	return row, p.problems, p.remarks
}

// parser reads the cells of one record and keeps what it finds on the way.
type parser struct {
	get               func(string) string
	problems, remarks []Problem
}

func (p *parser) problem(column, key string, args ...any) {
	p.problems = append(p.problems, Problem{column, key, args})
}

func (p *parser) remark(column, key string, args ...any) {
	p.remarks = append(p.remarks, Problem{column, key, args})
}

// text is a cell of words: trimmed, in composed Unicode, so that two spellings
// of one name are one name.
func (p *parser) text(column string) string {
	s := p.get(column)
	switch {
	case !utf8.ValidString(s) || strings.ContainsRune(s, 0):
		p.problem(column, "e81.broken_text")
		return ""
	case len(s) > maxText:
		p.problem(column, "e81.long_text", len(s), maxText)
		return ""
	}
	return norm.NFC.String(strings.TrimSpace(s))
}

func (p *parser) required(column string) string {
	before := len(p.problems)
	s := p.text(column)
	if s == "" && len(p.problems) == before {
		p.problem(column, "e81.empty")
	}
	return s
}

func (p *parser) whole(column string, low, high int) int {
	s := p.required(column)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < low || n > high || strings.HasPrefix(s, "+") {
		p.problem(column, "e81.not_whole", short(s), strconv.Itoa(low), strconv.Itoa(high))
		return 0
	}
	return n
}

// page may be empty: a report that was never printed has no pages.
func (p *parser) page(column string) int {
	if strings.TrimSpace(p.get(column)) == "" {
		return 0
	}
	return p.whole(column, 1, 99999)
}

func (p *parser) flag(column string) bool {
	s := p.text(column)
	if s != "" && s != "0" && s != "1" {
		p.problem(column, "e81.not_zero_or_one", short(s))
	}
	return s == "1"
}

// code accepts one to four whole numbers with dots between, the form's own
// numbering. Other numberings, such as the national one, are other columns.
func (p *parser) code(column string) string {
	s := p.required(column)
	if s == "" {
		return ""
	}
	if !Code(s) {
		p.problem(column, "e81.not_a_code", short(s))
		return ""
	}
	return s
}

// Code tells the form's own numbering: one to four whole numbers of at most four
// digits with dots between.
func Code(s string) bool {
	parts := strings.Split(s, ".")
	good := len(parts) <= len(levels)
	for _, part := range parts {
		good = good && part != "" && len(part) <= 4 && strings.Trim(part, "0123456789") == ""
	}
	return good
}

// level must say the same as the dots of the code: where they differ, one of
// the two is wrong, and the row would hang on the wrong branch of the plan.
func (p *parser) level(column, code string) Level {
	s := p.required(column)
	if s == "" {
		return Sasaran
	}
	l, ok := ParseLevel(s)
	if !ok {
		p.problem(column, "e81.unknown_level", short(s))
		return Sasaran
	}
	if code != "" && LevelOf(code) != l {
		p.problem(column, "e81.level_differs", code, LevelOf(code).String(), s)
	}
	return l
}

func (p *parser) pair(prefix string) Pair {
	return Pair{p.number(prefix + "_k"), p.rupiah(prefix + "_rp")}
}

func (p *parser) number(column string) quantity.Quantity {
	s := p.text(column)
	q, err := quantity.Parse(s)
	switch {
	case err == quantity.ErrRange:
		p.problem(column, "e81.number_out_of_range", short(s))
		return quantity.Quantity{}
	case err != nil:
		p.problem(column, "e81.not_a_number", short(s))
		return quantity.Quantity{}
	}
	p.leadingZero(column, s)
	return q
}

// rupiah keeps an amount that no 64-bit number holds as its text, with a
// remark: the report did print it, and refusing the row would hide it.
func (p *parser) rupiah(column string) money.Printed {
	s := p.text(column)
	amount, ok := money.Parse(s)
	switch {
	case !ok || strings.HasPrefix(s, "+"):
		p.problem(column, "e81.not_money", short(s))
		return money.Printed{}
	case amount.Text != "":
		p.remark(column, "e81.amount_too_large", amount.Text)
	}
	p.leadingZero(column, s)
	return amount
}

// leadingZero remarks on "0058": a decimal point may have been lost, or two
// figures may stand in one cell.
func (p *parser) leadingZero(column, s string) {
	s = strings.TrimPrefix(s, "-")
	if len(s) > 1 && s[0] == '0' && s[1] != '.' {
		p.remark(column, "e81.leading_zero", short(s))
	}
}

// short keeps what is shown of a cell to a length that a sentence can carry.
func short(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
