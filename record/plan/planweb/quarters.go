package planweb

import (
	"fmt"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/lang"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// nth is the number of a quarter, 0 to 3, as a language counts them: the forms
// write I to IV.
func nth(l lang.Lang, i int) string {
	if q := (date.Quarter{N: i + 1}); l.Tag() == lang.ID {
		return q.Roman()
	}
	return strconv.Itoa(i + 1)
}

// moneyQuarters is the chart of spending by quarter. A quarter after the
// report's own is not reported yet, whatever the form prints there.
func (p nodePage) moneyQuarters() parts.Quarters {
	q := parts.Quarters{ID: "grafik-uang", Measure: p.T("plan.spending"), Tone: parts.Money, Beside: true,
		Axis: func(n int64) string { return brief(p.Lang, money.Rupiah(n)) }}
	for i, x := range p.node.Main().Quarters {
		if i >= p.view.Quarter.N || !x.Rp.Known {
			continue
		}
		q.Figures[i] = parts.QuarterFigure{Known: parts.Given, Value: int64(x.Rp.Rupiah), Text: brief(p.Lang, x.Rp.Rupiah)}
		if p.oddity().Spending && x.Rp.Rupiah > 0 || p.slipped(fmt.Sprintf("q%d_rp", i+1)) {
			q.Figures[i].Known = parts.Implausible
		}
	}
	q.Result = p.sayQuarters(q)
	return q
}

// outputQuarters is the chart of the main indicator by quarter, each for itself.
func (p nodePage) outputQuarters() parts.Quarters {
	f := p.node.Main()
	q := parts.Quarters{ID: "grafik-hasil", Measure: p.T("plan.output"), Tone: parts.Output, Beside: true,
		Axis: func(n int64) string { number, _ := split(p.Lang, quantity.Of(n), f.Unit); return number }}
	for i, x := range f.Quarters {
		if i >= p.view.Quarter.N || !x.K.Known {
			continue
		}
		number, _ := split(p.Lang, x.K, f.Unit)
		q.Figures[i] = parts.QuarterFigure{Known: parts.Given, Value: x.K.Micro, Text: number}
		if p.slipped(fmt.Sprintf("q%d_k", i+1)) {
			q.Figures[i].Known = parts.Implausible
		}
	}
	q.Result = p.sayQuarters(q)
	return q
}

// slipped tells whether a slip is suspected in a column of the main indicator.
func (p nodePage) slipped(column string) bool {
	for _, n := range p.notes {
		if n.Seq == 0 && n.Suspect != nil && n.Suspect.Column == column {
			return true
		}
	}
	return false
}

// sayQuarters is a chart in one sentence.
func (p nodePage) sayQuarters(q parts.Quarters) string {
	said := []string{}
	for i, f := range q.Figures {
		text := f.Text
		if f.Known == parts.Missing {
			text = p.T("plan.not_reported_yet")
		}
		said = append(said, p.T("plan.in_quarter", text, nth(p.Lang, i)))
	}
	return q.Measure + ": " + strings.Join(said, ", ")
}

// drawable tells whether a chart has anything to draw.
func drawable(q parts.Quarters) bool {
	for _, f := range q.Figures {
		if f.Known != parts.Missing && f.Value > 0 {
			return true
		}
	}
	return false
}

// charts are the drawings that have something to show, output first.
func (p nodePage) charts() []parts.Quarters {
	var out []parts.Quarters
	for _, q := range []parts.Quarters{p.outputQuarters(), p.moneyQuarters()} {
		if drawable(q) {
			out = append(out, q)
		}
	}
	return out
}

// quarterTable is output and money of every quarter, as printed. Further
// indicators have no money of their own.
func (p nodePage) quarterTable(i int, f plan.Figure) parts.Table {
	t := parts.Table{Caption: p.T("plan.quarters_caption"), Dense: true, Cards: true, Columns: []parts.Column{{Label: p.T("plan.quarter")},
		{Label: p.T("plan.output"), Number: true}}}
	if len(p.node.Figures) > 1 {
		t.Caption, t.Shown = f.Indicator, true
	}
	money := i == 0 && p.hasMoney()
	if money {
		t.Columns = append(t.Columns, parts.Column{Label: p.T("plan.spending"), Number: true})
	}
	for n, x := range f.Quarters {
		row := parts.Row{ID: fmt.Sprintf("tw-%d", n+1), Cells: parts.Cells(nth(p.Lang, n), p.printedK(n, x.K, f.Unit))}
		if i > 0 {
			row.ID = fmt.Sprintf("tw-%d-%d", n+1, i+1)
		}
		if money {
			row.Cells = append(row.Cells, parts.Cell{Text: p.printedRp(n, x.Rp)})
		}
		t.Rows = append(t.Rows, row)
	}
	t.Foot = parts.Cells(p.T("plan.year_total"), amount(p.Lang, f.Real.K, f.Unit))
	if money {
		t.Foot = append(t.Foot, parts.Cell{Text: rupiah(p.Lang, f.Real.Rp)})
	}
	return t
}

func (p nodePage) printedK(i int, q quantity.Quantity, unit string) string {
	if i >= p.view.Quarter.N && (!q.Known || q.Micro == 0) {
		return p.T("plan.not_reported_yet")
	}
	return amount(p.Lang, q, unit)
}

func (p nodePage) printedRp(i int, m money.Printed) string {
	if i >= p.view.Quarter.N && (!m.Known || m.Rupiah == 0) {
		return p.T("plan.not_reported_yet")
	}
	return rupiah(p.Lang, m)
}
