package parts

import (
	"alun/ground/lang"
	"github.com/a-h/templ"
)

// Years sets two years beside each other, thing by thing.
type Years struct {
	ID      string // unique in the page
	Caption string // what is compared
	Name    string // head of the first column: "Program"
	A, B    string // the two years: "2023", "2024"
	Tone    Tone
	Items   []YearPair
}

// YearPair is one thing in both years.
type YearPair struct {
	Label string
	Lang  string // language of the label when it is not the page's: "id"
	Href  string
	A, B  YearFigure
	Note  string // why they must not be compared; then no bars are drawn
}

// YearFigure is one year's figure: Value in any one unit, Text as it is read; a
// missing one without Text has not been reported.
type YearFigure struct {
	Known Known
	Value int64
	Text  string
}

func (y Years) most() int64 {
	var most int64
	for _, p := range y.Items {
		for _, f := range [2]YearFigure{p.A, p.B} {
			if f.Known == Given && p.Note == "" {
				most = max(most, f.Value)
			}
		}
	}
	return most
}

// table is the whole: bars stand in its cells, so that drawing and figures are
// one thing.
func (y Years) table(l lang.Lang) Table {
	t := Table{
		ID: y.ID, Caption: y.Caption, Cards: true, Halves: true,
		Columns: []Column{{Label: y.Name}, {Label: y.A}, {Label: y.B}},
	}
	most := y.most()
	for _, p := range y.Items {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: p.Label, Lang: p.Lang, Href: p.Href, Note: p.Note}, y.cell(l, p, p.A, most, false), y.cell(l, p, p.B, most, true),
		}})
	}
	return t
}

func (y Years) cell(l lang.Lang, p YearPair, f YearFigure, most int64, now bool) Cell {
	if f.Known == Missing {
		if f.Text == "" {
			f.Text = l.T("parts.not_reported")
		}
		return Cell{Text: f.Text}
	}
	if f.Known == Implausible {
		return Cell{Text: f.Text, Part: Cap(l, Stamp{Flagged, l.T("parts.implausible")})}
	}
	if p.Note != "" {
		return Cell{Text: f.Text}
	}
	return Cell{Text: f.Text, Part: yearBar(y, f, most, now)}
}

// bars is the class of a year's bar: the year before is paler.
func (y Years) bars(now bool) templ.CSSClasses {
	return templ.Classes(y.Tone.or(Money), templ.KV("lalu", !now))
}
