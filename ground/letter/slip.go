package letter

// Slip is the sheet on which a letter that came in is passed on (lembar
// disposisi): what it is, to whom it goes, what they are asked to do.
type Slip struct {
	Title string
	Facts []Pair // two beside each other, from the left
	Lists []List // beside each other
	Note  string // heading of the space for a hand
	Sign  Signature
}

// List is a list with a box before each item.
type List struct {
	Title string
	Items []Item
}

// Item is one of a list; On says that it is chosen.
type Item struct {
	Text string
	On   bool
}

// noteHigh is the room for what somebody writes by hand, in millimetres.
const noteHigh = 40

// Slip writes the sheet.
func (d *Doc) Slip(p Slip) {
	if d.err != nil {
		return
	}
	d.Lines(p.Title, 13, true, Center)
	d.Space(2)
	d.slipFacts(p.Facts)
	d.slipLists(p.Lists)
	d.room(noteHigh)
	top := d.y
	d.y += 1.5
	d.line(d.left()+2, d.wide(), d.faces[1].clean(p.Note), style{true, 10}, Left)
	d.y = top + noteHigh
	d.box(top)
	d.Space(4)
	d.Signatures(10.5, p.Sign)
}

// box draws a frame from a height to the current one.
func (d *Doc) box(top float64) { d.pdf.Rect(d.left(), top, d.wide(), d.y-top, "D") }

func (d *Doc) slipFacts(all []Pair) {
	half := d.wide() / 2
	for len(all) > 0 {
		n, wide := min(2, len(all)), half
		if n == 1 {
			wide = d.wide() // the last one alone has the whole line
		}
		top, end := d.y, 0.0
		for i, p := range all[:n] {
			d.y = top + 1
			d.pairsAt(d.left()+2+float64(i)*half, []Pair{p}, 10, 27, wide-4)
			end = max(end, d.y+1)
		}
		d.y = end
		d.box(top)
		if n == 2 {
			d.pdf.Line(d.left()+half, top, d.left()+half, d.y)
		}
		all = all[n:]
	}
}

func (d *Doc) slipLists(all []List) {
	if len(all) == 0 {
		return
	}
	top, end := d.y, d.y
	wide := d.wide() / float64(len(all))
	s, bold := style{false, 10}, style{true, 10}
	for i, l := range all {
		x := d.left() + float64(i)*wide
		d.y = top + 1.5
		d.line(x+2, wide-4, d.faces[1].clean(l.Title), bold, Left)
		d.y += bold.high() + 1
		for _, item := range l.Items {
			d.tick(x+2, item.On)
			for _, line := range d.wrap(item.Text, wide-11, s) {
				d.line(x+8, wide-11, line, s, Left)
				d.y += s.high()
			}
			d.y += 1
		}
		end = max(end, d.y+1)
	}
	d.y = end
	d.box(top)
	for i := 1; i < len(all); i++ {
		d.pdf.Line(d.left()+float64(i)*wide, top, d.left()+float64(i)*wide, d.y)
	}
}

// tick draws a box, with a cross in it when it is chosen.
func (d *Doc) tick(x float64, on bool) {
	const side = 3.4
	y := d.y + 0.4
	d.pdf.Rect(x, y, side, side, "D")
	if on {
		d.pdf.SetLineWidth(0.4)
		d.pdf.Line(x+0.6, y+0.6, x+side-0.6, y+side-0.6)
		d.pdf.Line(x+0.6, y+side-0.6, x+side-0.6, y+0.6)
		d.pdf.SetLineWidth(thin)
	}
}
