package letter

// Align is where text stands within its place.
type Align int

// The alignments. ByColumn is what the column of a table says, and else Left.
const (
	ByColumn Align = iota
	Left
	Center
	Right
)

// Lines writes a text over the whole width, wrapped, on as many pages as it
// needs. Size is in points.
func (d *Doc) Lines(text string, size float64, bold bool, align Align) {
	if d.err != nil {
		return
	}
	s := style{bold, size}
	for _, line := range d.wrap(text, d.wide(), s) {
		d.room(s.open())
		d.line(d.left(), d.wide(), line, s, align)
		d.y += s.open()
	}
}

// line writes one line at the current height within a width.
func (d *Doc) line(x, wide float64, line string, s style, align Align) {
	d.lineAt(x, d.y, wide, line, s, align)
}

// lineAt writes one line whose upper edge is at y.
func (d *Doc) lineAt(x, y, wide float64, line string, s style, align Align) {
	switch align {
	case Center:
		x += (wide - d.width(line, s)) / 2
	case Right:
		x += wide - d.width(line, s)
	}
	d.text(x, y+s.size*millimetres*0.93, line, s)
}

// Pair is a name with what it stands for: "Nomor" and "000.8/12/Bappeda".
type Pair struct{ Name, Text string }

// Pairs writes names with their texts behind a colon, in two columns.
func (d *Doc) Pairs(all []Pair, size, names, wide float64) {
	d.pairsAt(d.left(), all, size, names, wide)
}

func (d *Doc) pairsAt(x float64, all []Pair, size, names, wide float64) {
	if d.err != nil {
		return
	}
	s := style{false, size}
	colon := d.width(": ", s)
	for _, p := range all {
		lines := d.wrap(p.Text, wide-names-colon, s)
		for i, line := range lines {
			d.room(s.open())
			if i == 0 {
				d.line(x, names, d.faces[0].clean(p.Name), s, Left)
				d.line(x+names, colon, ":", s, Left)
			}
			d.line(x+names+colon, wide-names-colon, line, s, Left)
			d.y += s.open()
		}
	}
}

// Opening is the block below a letterhead: number and matter at the left, place
// and day and whom it is for at the right.
type Opening struct {
	Left  []Pair // Nomor, Sifat, Lampiran, Hal
	Day   string // "Balikpapan, 22 November 2026"
	To    []string
	Names float64 // width of the names, in millimetres
}

// Open writes the opening of a letter.
func (d *Doc) Open(o Opening) {
	if d.err != nil {
		return
	}
	s := style{false, 11}
	half := d.wide() * 0.58
	top := d.y
	d.pairsAt(d.left(), o.Left, s.size, o.Names, half-6)
	end := d.y
	d.y = top
	x, wide := d.left()+half, d.wide()-half
	for _, line := range d.wrap(o.Day, wide, s) {
		d.line(x, wide, line, s, Left)
		d.y += s.open()
	}
	d.y += s.open()
	for _, to := range o.To {
		for _, line := range d.wrap(to, wide, s) {
			d.line(x, wide, line, s, Left)
			d.y += s.open()
		}
	}
	d.y = max(d.y, end) + s.open()
}
