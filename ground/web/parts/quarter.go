package parts

import (
	"strings"

	"alun/ground/lang"
)

// Quarters is money or output in the four quarters of a year, each for itself
// (not added up).
type Quarters struct {
	ID      string // unique in the page
	Result  string // what it shows, one sentence for screen readers
	Measure string // what is counted: "Belanja", "Orang"; heads the table
	Tone    Tone   // Money or Output
	Figures [4]QuarterFigure
	Axis    func(int64) string // writes a value on the axis; nil: no axis on desks
	Total   string             // the year's sum as it is read; may be empty
	Beside  bool               // two charts abreast with one table below them: narrow, without a table of its own
}

// QuarterFigure is one quarter. Value is in any one unit, Text as it is read.
type QuarterFigure struct {
	Known Known
	Value int64
	Text  string
}

// quarterWords name the quarters.
var quarterWords = [4]string{"parts.q1", "parts.q2", "parts.q3", "parts.q4"}

// wide is the width of the drawing on desks.
func (q Quarters) wide() float64 {
	if q.Beside {
		return quarterPhone
	}
	return quarterDesk
}

// The drawing's field: one for desks, one for phones, the same height.
const (
	quarterDesk  = 640.0
	quarterPhone = 328.0
	quarterTop   = 46.0
	quarterBase  = 196.0
)

// quarterPlot is the drawing, computed.
type quarterPlot struct {
	box   string
	wide  float64
	left  float64 // where the field begins, right of the axis words
	grid  []gridLine
	bars  [4]quarterBar
	hatch string
}

type gridLine struct {
	y    float64
	text string
}

type quarterBar struct {
	x, y, wide, high float64
	mid              float64
	lines            []string // the words above, or inside a missing bar
	known            Known
	name             string
}

// plot lays the drawing out for one width.
func (q Quarters) plot(l lang.Lang, wide float64, axis bool) quarterPlot {
	top := q.most()
	if axis && q.Axis != nil {
		top = niceTop(top)
	}
	p := quarterPlot{box: "0 0 " + px(wide) + " 226", wide: wide, hatch: q.ID + "-arsir"}
	if axis {
		p.hatch += "-lebar"
	}
	if axis && q.Axis != nil && top > 0 {
		for _, v := range []int64{top, top / 2, 0} {
			p.grid = append(p.grid, gridLine{quarterY(v, top), q.Axis(v)})
			p.left = max(p.left, textWide(q.Axis(v), 12)+10)
		}
	}
	slot := (wide - p.left) / 4
	for i, f := range q.Figures {
		p.bars[i] = f.bar(l, p.left+slot*float64(i), slot, top)
		p.bars[i].name = l.T(quarterWords[i])
	}
	return p
}

func (f QuarterFigure) bar(l lang.Lang, x, slot float64, top int64) quarterBar {
	b := quarterBar{x: x + slot*.18, wide: slot * .64, mid: x + slot/2, known: f.Known}
	text := f.Text
	switch f.Known {
	case Missing:
		b.y, text = quarterTop+40, l.T("parts.not_reported")
	case Implausible:
		b.y = quarterTop
	default:
		b.y = quarterY(max(0, f.Value), top)
	}
	b.high = quarterBase - b.y
	size := slot
	if f.Known == Missing {
		size = b.wide - 4
	}
	lines, fits := wrap(text, 13, size, 2)
	if !fits {
		lines = strings.Fields(text)
	}
	b.lines = lines
	return b
}

// lineY is where the i-th word line of a bar stands: above a figure, inside an
// empty frame.
func (b quarterBar) lineY(i int) float64 {
	n := float64(len(b.lines))
	if b.known == Missing {
		return b.y + b.high/2 + 5 + (float64(i)-(n-1)/2)*15
	}
	return b.y - 8 - (n-1-float64(i))*15
}

func (q Quarters) most() int64 {
	var most int64
	for _, f := range q.Figures {
		if f.Known == Given {
			most = max(most, f.Value)
		}
	}
	return most
}

func quarterY(v, top int64) float64 {
	if top <= 0 {
		return quarterBase
	}
	return quarterBase - float64(v)/float64(top)*(quarterBase-quarterTop)
}

// niceTop is the next round number whose half is round too: 1, 2, 4, 6, 8 times
// a power of ten.
func niceTop(v int64) int64 {
	if v <= 0 {
		return 0
	}
	ten := int64(1)
	for v/ten >= 10 {
		ten *= 10
	}
	for _, n := range []int64{1, 2, 4, 6, 8, 10} {
		if n*ten >= v {
			return n * ten
		}
	}
	return v
}

// table is the same in figures.
func (q Quarters) table(l lang.Lang) Table {
	t := Table{
		Caption: q.Result, Dense: true,
		Columns: []Column{{Label: l.T("parts.quarter")}, {Label: q.Measure, Number: true}},
	}
	for i, f := range q.Figures {
		text := f.Text
		if f.Known == Missing {
			text = l.T("parts.not_reported")
		}
		t.Rows = append(t.Rows, Row{Cells: Cells(l.T(quarterWords[i]), text)})
	}
	if q.Total != "" {
		t.Foot = Cells(l.T("parts.total"), q.Total)
	}
	return t
}
