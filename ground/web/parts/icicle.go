package parts

import (
	"alun/ground/lang"
)

// Icicle is a tree by size: each level a column, each thing as high as its
// budget, filled as far as it is spent.
type Icicle struct {
	ID     string   // unique in the page
	Result string   // what it shows, one sentence for screen readers
	Levels []string // heads of the columns, outermost first: two to four
	Nodes  []IcicleNode
	Show   func(int64) string // writes an amount in the reader's language
}

// IcicleNode is one thing of the tree. What its children leave of its value
// stays blank.
type IcicleNode struct {
	Label   string
	Code    string // shown where the label does not fit; may be empty
	Href    string
	Value   int64 // size, in any one unit; not used when implausible
	Spent   int64
	Known   Known  // of Value and Spent: missing means that Spent is unknown
	Printed string // what was printed, when implausible
	Doubt   string // Spent is printed but implausible, though Value is not: the words that say so
	Nodes   []IcicleNode
}

// The drawing's field. Whatever would be lower than icicleLeast is folded into
// "… others", so that every cell can hold a line of words and the drawing stays
// small; an implausible thing has a fixed height.
const (
	icicleWide  = 1180.0
	icicleHigh  = 620.0
	icicleHead  = 30.0
	icicleLeast = 15.0
	icicleOdd   = 44.0
	icicleDoubt = 64.0 // width of the hatching where only the spending is in doubt
)

// icicleCell is one rectangle.
type icicleCell struct {
	x, y, wide, high float64
	fill             float64 // how far it is filled, in px; negative: unknown
	odd              bool    // not to scale
	doubt            bool    // to scale, but its spending is not
	href, say        string
	lines            []string // words inside
	small            string   // quiet line below them; may be empty
}

// icicleLay is the drawing, under work.
type icicleLay struct {
	l     lang.Lang
	ic    Icicle
	scale float64 // px for one unit
	cells []icicleCell
}

// cells lays the tree out.
func (ic Icicle) cells(l lang.Lang) []icicleCell {
	var sum int64
	for _, n := range ic.Nodes {
		sum += n.size()
	}
	if sum == 0 {
		return nil
	}
	lay := &icicleLay{l: l, ic: ic}
	lay.scale = (icicleHigh - icicleOdd*float64(len(odd(ic.Nodes)))) / float64(sum)
	lay.column(ic.Nodes, 0, icicleHead)
	return lay.cells
}

func (n IcicleNode) size() int64 {
	if n.Known == Implausible {
		return 0
	}
	return max(0, n.Value)
}

// high is how high a node stands: its own size and the implausible ones in it.
func (lay *icicleLay) high(n IcicleNode) float64 {
	if n.Known == Implausible {
		return icicleOdd
	}
	return float64(n.size())*lay.scale + icicleOdd*float64(len(odd(n.Nodes)))
}

// column draws siblings from y down; the small ones together at the end.
func (lay *icicleLay) column(nodes []IcicleNode, depth int, y float64) {
	var rest []IcicleNode
	for _, n := range nodes {
		h := lay.high(n)
		if h < icicleLeast {
			rest = append(rest, n)
			continue
		}
		lay.cell(n, depth, y, h)
		if depth+1 < len(lay.ic.Levels) && n.Known != Implausible {
			lay.column(n.Nodes, depth+1, y)
		}
		y += h
	}
	if len(rest) == 1 && lay.high(rest[0]) >= 2 {
		lay.cell(rest[0], depth, y, lay.high(rest[0]))
	} else if len(rest) > 1 {
		lay.fold(rest, depth, y)
	}
}

// wide is the width of one column.
func (lay *icicleLay) wide() float64 { return icicleWide / float64(len(lay.ic.Levels)) }

func (lay *icicleLay) cell(n IcicleNode, depth int, y, h float64) {
	c := icicleCell{x: lay.wide() * float64(depth), y: y, wide: lay.wide(), high: h, fill: -1, href: n.Href}
	amount := lay.amount(n)
	c.say = n.name() + ": " + amount
	switch {
	case n.Known == Implausible:
		c.odd = true
		c.wide = icicleWide - c.x
	case n.Doubt != "":
		c.doubt = true
	case n.Known == Given && n.Value > 0:
		c.fill = c.wide * min(1, max(0, float64(n.Spent)/float64(n.Value)))
	}
	c.words(n, amount)
	lay.cells = append(lay.cells, c)
}

// name is the label behind its code.
func (n IcicleNode) name() string {
	if n.Code == "" {
		return n.Label
	}
	return n.Code + " " + n.Label
}

// amount says how much, and how much of it is spent.
func (lay *icicleLay) amount(n IcicleNode) string {
	switch {
	case n.Known == Implausible:
		return lay.l.T("parts.printed", n.Printed) + ", " + lay.l.T("parts.not_drawn")
	case n.Doubt != "":
		return lay.ic.Show(n.Value) + " · " + n.Doubt
	case n.Known == Given && n.Value > 0:
		return lay.ic.Show(n.Value) + " · " + lay.l.T("parts.spent_share", percent(lay.l, n.Spent, n.Value))
	}
	return lay.ic.Show(n.Value)
}

// words puts into a cell what fits: name and amount, the name, the code, or
// nothing. Nothing is ever cut off; the title holds it all.
func (c *icicleCell) words(n IcicleNode, amount string) {
	room := c.wide - 20
	if c.doubt {
		room -= icicleDoubt // the words stand beside the hatching, not on it
	}
	rows := int((c.high - 4) / 16)
	if rows < 1 {
		if c.high < 13 {
			return
		}
		rows = 1
	}
	name := n.name()
	fits := textWide(amount, 12) <= room
	if lines, ok := wrap(name, 13, room, max(1, rows-1)); ok && fits && rows > len(lines) {
		c.lines, c.small = lines, amount
	} else if lines, ok := wrap(name, 13, room, rows); ok {
		c.lines = lines
	} else if n.Code != "" && textWide(n.Code, 13) <= room {
		c.lines = []string{n.Code}
	}
}

// fold draws what is too small for a cell of its own as one.
func (lay *icicleLay) fold(rest []IcicleNode, depth int, y float64) {
	all := IcicleNode{Label: lay.l.T("parts.others", len(rest)), Known: Given}
	for _, n := range rest {
		all.Value += n.size()
		all.Spent += n.Spent
		if n.Known != Given || n.Doubt != "" {
			all.Known = Missing
		}
	}
	if h := float64(all.Value) * lay.scale; h >= 1 {
		lay.cell(all, depth, y, h)
	}
}

// list is the phone's version: the outermost level as bars, and every
// implausible thing wherever it hangs.
func (ic Icicle) list(l lang.Lang) Bars {
	lay := &icicleLay{l: l, ic: ic}
	b := Bars{ID: ic.ID + "-daftar", Label: ic.Result, Tone: Money}
	for _, n := range ic.Nodes {
		if n.Known != Implausible {
			b.Items = append(b.Items, lay.bar(n))
		}
	}
	b = b.fold(l, phoneBars, ic.Show)
	longest := b.longest()
	for _, n := range odd(ic.Nodes) {
		b.Items = append(b.Items, Bar{Label: n.Label, Href: n.Href, Whole: longest, Known: Implausible, Note: lay.amount(n)})
	}
	return b
}

func (lay *icicleLay) bar(n IcicleNode) Bar {
	b := Bar{Label: n.Label, Href: n.Href, Whole: n.Value, Part: n.Spent, Known: n.Known, Text: lay.ic.Show(n.Value)}
	switch {
	case n.Doubt != "":
		b.Known, b.Note = Implausible, n.Doubt
	case n.Known == Missing:
		b.Note = lay.l.T("parts.spent_unknown")
	default:
		b.Note = lay.l.T("parts.spent_share", percent(lay.l, n.Spent, n.Value))
	}
	return b
}

// odd finds the implausible things of a tree; what hangs below one is not
// looked at.
func odd(nodes []IcicleNode) []IcicleNode {
	var out []IcicleNode
	for _, n := range nodes {
		if n.Known == Implausible {
			out = append(out, n)
		} else {
			out = append(out, odd(n.Nodes)...)
		}
	}
	return out
}

// within is a length inside a cell: a cell of a hair's breadth has none.
func within(high, less float64) string { return px(max(0, high-less)) }

// plate is the width of the board under the words of a hatched cell.
func (c icicleCell) plate() float64 {
	wide := textWide(c.small, 12)
	for _, line := range c.lines {
		wide = max(wide, textWide(line, 13))
	}
	return min(c.wide-18, wide+12)
}

func (c icicleCell) textX() float64 {
	if c.odd {
		return c.x + 14
	}
	return c.x + 9
}

// lineY is where the i-th line of words stands: from the top in high cells, in
// the middle of low ones.
func (c icicleCell) lineY(i int) float64 {
	if c.high < 26 {
		return c.y + c.high/2 + 4
	}
	return c.y + 18 + float64(i)*16
}
