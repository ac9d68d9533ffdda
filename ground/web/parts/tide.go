package parts

import (
	"slices"
	"strings"

	"alun/ground/lang"
)

// Tide is the tide house: one column of water for each programme. Width is
// budget, height is the share spent, the deck on top is 100 %.
type Tide struct {
	ID     string // unique in the page
	Result string // what it shows, one sentence for screen readers
	Groups []TideGroup
	Guide  TideGuide
	Show   func(int64) string // writes an amount in the reader's language
	Brief  func(int64) string // the same without its unit, over the columns; nil: Show
	More   Link               // the whole table, under the phone's list
}

// TideGroup is one department: its columns stand beside each other under one
// name, with an ink line at their mean.
type TideGroup struct {
	Label   string
	Short   string // where the label does not fit; may be empty
	Href    string
	Columns []TideColumn
	Known   Known  // Implausible: the whole group is hatched
	Printed string // what was printed, when implausible: "5.258%"
	Why     string // one sentence for the board on the hatching; may be empty
}

// TideColumn is one programme. Amounts in any one unit.
type TideColumn struct {
	Budget int64
	Spent  int64
	Known  Known // of Spent; Budget is always given
}

// TideGuide is the dashed line that asks a question; Permille 0 draws none.
type TideGuide struct {
	Permille int // height of the line: 500 is half
	Label    string
}

func (g TideGroup) budget() int64 {
	var sum int64
	for _, c := range g.Columns {
		sum += c.Budget
	}
	return sum
}

// spent sums what is known; Missing when a column is not.
func (g TideGroup) spent() (int64, Known) {
	if g.Known == Implausible {
		return 0, Implausible
	}
	var sum int64
	for _, c := range g.Columns {
		if c.Known != Given {
			return 0, Missing
		}
		sum += c.Spent
	}
	return sum, Given
}

// say is the group in words.
func (g TideGroup) say(l lang.Lang, show func(int64) string) string {
	spent, known := g.spent()
	head := g.Label + ": " + show(g.budget()) + " · "
	switch known {
	case Implausible:
		return strings.TrimSpace(head + l.T("parts.printed", g.Printed) + ". " + g.Why)
	case Missing:
		return head + l.T("parts.spent_unknown")
	}
	return head + l.T("parts.spent_share", percent(l, spent, g.budget()))
}

// The drawing's field.
const (
	tideLeft  = 44.0
	tideRight = 1178.0
	tideTop   = 66.0
	tideBase  = 364.0
	tideGap   = 2.0 // between groups
)

// tidePlot is the drawing, computed.
type tidePlot struct {
	groups []tideBox
	words  []tideWord
	rest   *tideRest
}

type tideBox struct {
	TideGroup
	say           string
	ground, water string // paths: all columns, what is spent of them
	hatched       string // path of columns whose spending cannot be drawn
	posts         string // path: the lines between columns
	mean          string // path of the ink line; "" unknown
	board         []string
	x, wide       float64
}

// tideWord names a group above its columns.
type tideWord struct {
	x     float64
	lines []string
	small string
}

// tideRest brackets the groups that are too narrow for names.
type tideRest struct {
	path, text, small string
	x                 float64
}

func (t Tide) plot(l lang.Lang) tidePlot {
	var sum int64
	for _, g := range t.Groups {
		sum += g.budget()
	}
	var p tidePlot
	if sum == 0 {
		return p
	}
	field := tideRight - tideLeft - tideGap*float64(len(t.Groups)-1)
	x := tideLeft
	for _, g := range t.Groups {
		b := tideBox{TideGroup: g, say: g.say(l, t.Show), x: x, wide: float64(g.budget()) / float64(sum) * field}
		b.draw(float64(sum) / field)
		if g.Known == Implausible {
			b.explain(l)
		}
		p.groups = append(p.groups, b)
		x += b.wide + tideGap
	}
	p.name(l, t)
	return p
}

// draw lays the columns of a group out; unit is how much one px is worth.
func (b *tideBox) draw(unit float64) {
	x := b.x
	b.ground = tideRect(b.x, tideTop, b.wide, tideBase-tideTop)
	if b.Known == Implausible {
		b.hatched = b.ground
		return
	}
	for i, c := range b.Columns {
		wide := float64(c.Budget) / unit
		switch {
		case c.Known == Implausible || c.Known == Given && c.Spent > c.Budget:
			b.hatched += tideRect(x, tideTop, wide, tideBase-tideTop)
		case c.Known == Given && c.Spent > 0:
			b.water += tideRect(x, tideY(c.Spent, c.Budget), wide, tideBase-tideY(c.Spent, c.Budget))
		}
		if i > 0 && wide > 3 {
			b.posts += "M" + px(x) + " " + px(tideTop) + "V" + px(tideBase)
		}
		x += wide
	}
	if spent, known := b.spent(); known == Given && b.budget() > 0 && spent <= b.budget() {
		b.mean = "M" + px(b.x) + " " + px(tideY(spent, b.budget())) + "h" + px(b.wide)
	}
}

func tideRect(x, y, wide, high float64) string {
	return "M" + px(x) + " " + px(y) + "h" + px(wide) + "v" + px(high) + "h" + px(-wide) + "z"
}

func tideY(part, whole int64) float64 {
	return tideBase - float64(part)/float64(whole)*(tideBase-tideTop)
}

// explain puts a board with words on a hatched group, if it is wide enough.
func (b *tideBox) explain(l lang.Lang) {
	lines, ok := wrap(l.T("parts.printed", b.Printed), 13, b.wide-28, 2)
	if !ok {
		return
	}
	if b.Why != "" {
		if why, ok := wrap(b.Why, 12, b.wide-28, 6); ok {
			lines = append(lines, why...)
		}
	}
	b.board = lines
}

// name writes the groups' names as long as they fit; the rest is bracketed.
func (p *tidePlot) name(l lang.Lang, t Tide) {
	for i, b := range p.groups {
		lines, ok := wrap(b.Label, 12, b.wide-4, 2)
		if !ok && b.Short != "" {
			lines, ok = wrap(b.Short, 12, b.wide-4, 2)
		}
		small := t.brief(b.budget())
		if !ok || textWide(small, 12) > max(b.wide-4, 0) && len(p.groups)-i > 1 {
			p.bracket(l, t, i)
			return
		}
		p.words = append(p.words, tideWord{b.x + 2, lines, small})
	}
}

func (t Tide) brief(v int64) string {
	if t.Brief == nil {
		return t.Show(v)
	}
	return t.Brief(v)
}

func (p *tidePlot) bracket(l lang.Lang, t Tide, from int) {
	var sum int64
	for _, b := range p.groups[from:] {
		sum += b.budget()
	}
	x := p.groups[from].x
	p.rest = &tideRest{
		path: "M" + px(x) + " 58v-8H" + px(tideRight) + "v8", x: x + 2,
		text: l.T("parts.others", len(p.groups)-from), small: l.T("parts.together", t.Show(sum)),
	}
	if end := textWide(p.rest.small, 12); p.rest.x+end > tideRight {
		p.rest.x = tideRight - end
	}
}

// list is the phone's version: the largest six, the others in one line.
func (t Tide) list(l lang.Lang) Bars {
	b := Bars{ID: t.ID + "-daftar", Label: t.Result, Tone: Money}
	for _, g := range t.Groups {
		spent, known := g.spent()
		bar := Bar{Label: g.Label, Href: g.Href, Whole: g.budget(), Part: spent, Known: known, Text: t.Show(g.budget())}
		switch known {
		case Implausible:
			bar.Note = l.T("parts.printed", g.Printed) + ", " + l.T("parts.not_drawn")
		case Missing:
			bar.Note = l.T("parts.spent_unknown")
		default:
			bar.Note = l.T("parts.spent_share", percent(l, spent, g.budget()))
		}
		b.Items = append(b.Items, bar)
	}
	return b.fold(l, 6, t.Show)
}

// key explains the drawing.
func (t Tide) key(l lang.Lang) []Sign {
	out := []Sign{{"madu", l.T("parts.spent")}, {"bidang", l.T("parts.unspent")}, {"garis", l.T("parts.mean")}}
	if t.hatched() {
		out = append(out, Sign{"arsir", l.T("parts.implausible")})
	}
	return out
}

// hatched tells whether anything is drawn as implausible.
func (t Tide) hatched() bool {
	return slices.ContainsFunc(t.Groups, func(g TideGroup) bool {
		return g.Known == Implausible || slices.ContainsFunc(g.Columns, func(c TideColumn) bool {
			return c.Known == Implausible || c.Known == Given && c.Spent > c.Budget
		})
	})
}

func (g TideGuide) y() float64 { return tideY(int64(g.Permille), 1000) }
