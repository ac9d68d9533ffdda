package kurasi

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/lang"
	"alun/ground/letter"
)

// Paper draws the minutes (Berita Acara). What stands on paper is Indonesian.
type Paper struct {
	City  string // "Kota Balikpapan"
	Short string // "Balikpapan", for the line of place and day
	Words *lang.Catalogue
}

// Write draws the minutes of a decided call. The same board gives the same bytes.
func (p Paper) Write(w io.Writer, b Board) error {
	l := p.Words.In(lang.ID)
	day := date.DayOf(b.Decided)
	d := letter.New(letter.Setup{Paper: letter.F4, Margins: letter.LetterMargins, Title: l.T("kurasi.paper_title") + " " + b.Number, Author: p.City, Made: b.Decided,
		Foot: func(n, of int) (string, string) { return b.Number, l.T("kurasi.paper_page", n, of) }})
	d.Head(letter.Letterhead{Over: []string{l.T("kurasi.paper_city", strings.ToUpper(p.City))}, Name: l.T("kurasi.paper_title")})
	d.Lines(l.T("kurasi.paper_number", b.Number), 11, true, letter.Center)
	d.Lines(b.Title, 11, true, letter.Center)
	d.Space(4)
	d.Lines(l.T("kurasi.paper_opening", day.Long(lang.ID), b.Title, strconv.Itoa(b.Year)), 11, false, letter.Left)
	d.Space(2)
	for _, text := range p.rules(l, b) {
		d.Lines(text, 11, false, letter.Left)
		d.Space(1)
	}
	d.Space(2)
	p.criteria(d, l, b)
	d.Space(4)
	p.places(d, l, b)
	d.Space(4)
	d.Lines(l.T("kurasi.paper_curators", len(b.Curators)), 11, false, letter.Left)
	for i, c := range b.Curators {
		d.Lines(l.T("kurasi.paper_curator", i+1, c.Name, c.Sheets, c.Interests), 11, false, letter.Left)
	}
	d.Space(4)
	d.Lines(l.T("kurasi.paper_end"), 11, false, letter.Left)
	d.Space(6)
	p.signatures(d, l, b)
	return d.Write(w)
}

// rules are the rules by which it was decided, as sentences.
func (p Paper) rules(l lang.Lang, b Board) []string {
	out := []string{l.T("kurasi.paper_purpose", b.Purpose), l.T("kurasi.paper_entries", len(b.Outcomes), span(l, b.Call)), l.T("kurasi.paper_mean"), l.T("kurasi.paper_ties")}
	return append(out, RuleWords(l, b.Rules)...)
}

// RuleWords says by which rule some are chosen.
func RuleWords(l lang.Lang, r Rules) (out []string) {
	if r.Quota > 0 {
		out = append(out, l.T("kurasi.rule_quota", r.Quota))
	}
	if r.Threshold > 0 {
		out = append(out, l.T("kurasi.rule_threshold", r.Threshold))
	}
	return out
}

// span is from when until when entries came in: the last instant is no longer in.
func span(l lang.Lang, c Call) string {
	return l.T("kurasi.span", date.DayOf(c.Opens).In(l.Tag()), date.Clock(c.Opens, l.Tag()), date.DayOf(c.Closes).In(l.Tag()), date.Clock(c.Closes, l.Tag()))
}

// Span is the same for a page.
func (c Call) Span(l lang.Lang) string { return span(l, c) }

func (p Paper) criteria(d *letter.Doc, l lang.Lang, b Board) {
	var rows []letter.Row
	for _, c := range b.Criteria {
		rows = append(rows, letter.Row{Cells: []letter.Cell{{Text: strconv.Itoa(c.N)}, {Text: c.Title}, {Text: strconv.Itoa(c.Weight)}}})
	}
	d.Table(letter.Table{Columns: []letter.Column{{Wide: 12, Align: letter.Center}, {Share: 1}, {Wide: 25, Align: letter.Right}}, Size: 10, Rows: slices.Values(rows),
		Head: [][]letter.HeadCell{{{Text: l.T("kurasi.paper_no")}, {Text: l.T("kurasi.paper_criterion")}, {Text: l.T("kurasi.paper_weight")}}}})
}

func (p Paper) places(d *letter.Doc, l lang.Lang, b Board) {
	var rows []letter.Row
	for _, o := range b.Outcomes {
		chosen := l.T("kurasi.paper_not_chosen")
		if o.Chosen {
			chosen = l.T("kurasi.paper_chosen")
		}
		name := known(l, o.Name)
		if o.Subject != o.Business { // else it is the business itself
			name += "\n" + known(l, o.Holder)
		}
		rows = append(rows, letter.Row{Bold: o.Chosen, Cells: []letter.Cell{{Text: strconv.Itoa(o.Place)}, {Text: name}, {Text: Points(l.Tag(), o.Points)},
			{Text: Points(l.Tag(), o.Low) + "–" + Points(l.Tag(), o.High)}, {Text: strconv.Itoa(o.Sheets)}, {Text: chosen}}})
	}
	columns := []letter.Column{{Wide: 16, Align: letter.Center}, {Share: 1}, {Wide: 18, Align: letter.Right}, {Wide: 28, Align: letter.Center}, {Wide: 18, Align: letter.Center}, {Wide: 24, Align: letter.Center}}
	head := []letter.HeadCell{}
	for _, key := range []string{"place", "entry_" + b.Kind, "points", "spread", "sheets", "outcome"} {
		head = append(head, letter.HeadCell{Text: l.T("kurasi.paper_col_" + key)})
	}
	d.Table(letter.Table{Columns: columns, Size: 10, Rows: slices.Values(rows), Head: [][]letter.HeadCell{head}})
}

// known is a text, or a dash where it was forgotten.
func known(l lang.Lang, text string) string {
	if text == "" {
		return l.T("kurasi.forgotten")
	}
	return text
}

// signatures are of the curators and of who decided, two abreast.
func (p Paper) signatures(d *letter.Doc, l lang.Lang, b Board) {
	var all []letter.Signature
	for i, c := range b.Curators {
		all = append(all, letter.Signature{Post: []string{l.T("kurasi.paper_curator_sign", i+1)}, Name: c.Name})
	}
	all = append(all, letter.Signature{Day: l.T("kurasi.paper_day", p.Short, date.DayOf(b.Decided).In(lang.ID)), Post: []string{l.T("kurasi.paper_decider")}})
	for pair := range slices.Chunk(all, 2) {
		d.Signatures(11, pair...)
		d.Space(4)
	}
}

// Points writes hundredths of a point: 87,25 · 87.25.
func Points(tag lang.Tag, hundredths int) string {
	rest := strconv.Itoa(hundredths % 100)
	if len(rest) < 2 {
		rest = "0" + rest
	}
	return strconv.Itoa(hundredths/100) + string(lang.Point(tag)) + rest
}
