package letter

import "strings"

// Checklist is a sheet that is ticked with a pen: rows with boxes behind them, empty
// rows to be filled in by hand, and the place of who signs. What fits on one page in
// large letters stands so; what does not stands in two columns of small ones, on as
// many pages as it needs. Each page bears the mark, the code and the numbers of its
// rows, so that it can be entered alone when it comes back.
type Checklist struct {
	Over  []string // whose sheet it is, above the title
	Title string
	About []string // what it is, below the title
	// Mark is a QR code without its white edge: of the whole sheet for "", and of a further
	// page for the number of its first row.
	Mark func(row string) ([][]bool, error)
	Code string // what the mark says to people, below it
	// Page says which page this is, and which rows are on it; those are "" where there is none.
	Page   func(page, pages int, first, last string) string
	Ask    string // what to do, in one sentence
	Note   string // what it is for, and what not
	Number string // heads the numbers of rows
	Thing  string // heads the rows
	Boxes  []string
	Rows   []CheckRow
	None   string // in place of rows where there are none
	Blank  BlankRows
	Sign   Signature
}

// CheckRow is one thing that is ticked.
type CheckRow struct {
	Number string
	Name   string
	Lines  []string // small, below the name
}

// BlankRows are rows to be filled in by hand.
type BlankRows struct {
	Title   string
	Columns []BlankColumn
	Numbers []string // one a row
}

// BlankColumn is what is written in a part of an empty row.
type BlankColumn struct {
	Label string
	Share float64 // of the width, beside the others
}

// checkForm is how large things are on a checklist: letters in points, all else in
// millimetres.
type checkForm struct {
	columns                             int
	over, title, about, ask, note       style
	name, small, head, bold             style
	leading                             float64 // from line to line in a row, in sizes of the font
	nameLines, moreLines                int     // at most; 0: as many as there are
	side, boxWide, number, least, blank float64
	mark, sign                          float64
}

// The two forms. A box is for a pen in an old hand; no row is lower than 6 mm and no
// letter smaller than 7.5 points.
var (
	roomy = checkForm{1, style{false, 10.5}, style{true, 17}, style{false, 10.5}, style{true, 12}, style{false, 10},
		style{true, 12.5}, style{false, 10}, style{true, 9.5}, style{true, 12}, lineHeight, 0, 0, 6, 19, 11, 10.5, 11, 27, 18}
	dense = checkForm{2, style{false, 8}, style{true, 13}, style{false, 8.5}, style{true, 9}, style{false, 7.5},
		style{true, 8}, style{false, 7.5}, style{false, 7.5}, style{true, 8.5}, 1.03, 2, 1, 5, 9.2, 6.5, 6.05, 7.5, 21, 9}
)

// checkGap is between the parts of a checklist, columnGap between its columns.
const (
	checkGap  = 3.0
	columnGap = 4.0
)

// Checklist writes the sheet. It begins a page of its own, and its pages count for
// themselves.
func (d *Doc) Checklist(c Checklist) {
	if d.err != nil {
		return
	}
	if d.y > d.set.Margins.Top {
		d.NewPage()
	}
	s := &checks{Doc: d, Checklist: c, checkForm: roomy}
	if s.lay(); s.last().page > 0 {
		s.checkForm = dense
		s.lay()
	}
	s.draw()
}

// checks is a checklist while it is drawn.
type checks struct {
	*Doc
	Checklist
	checkForm
	high  float64 // of what each page begins with
	parts []checkPart
}

// checkPart is a row, the empty rows, or the place to sign, with where it stands.
type checkPart struct {
	high   float64
	number string // of a row; its column has a head above the first
	heads  bool   // the head stands above it
	draw   func(x, y float64)

	page, column int
	y            float64
}

func (s *checks) last() checkPart { return s.parts[len(s.parts)-1] }

// columnWide is how wide one column is.
func (s *checks) columnWide() float64 {
	return (s.wide() - columnGap*float64(s.columns-1)) / float64(s.columns)
}

// lay finds where everything stands: columns are filled from the left, then pages.
func (s *checks) lay() {
	s.high = s.topHigh()
	s.parts = append(s.rowParts(), s.blankPart(), s.signPart())
	top := s.set.Margins.Top + s.high
	page, column, y, headed := 0, 0, top, false
	for i := range s.parts {
		p := &s.parts[i]
		if y+p.high+s.headsOver(p, headed) > s.bottom() && y > top {
			if column++; column == s.columns {
				page, column = page+1, 0
			}
			y, headed = top, false
		}
		over := s.headsOver(p, headed)
		p.heads, headed = over > 0, headed || over > 0
		p.page, p.column, p.y = page, column, y+over
		y = p.y + p.high
	}
}

// headsOver is the room of the head above a part, where it needs one.
func (s *checks) headsOver(p *checkPart, headed bool) float64 {
	if p.number == "" || headed {
		return 0
	}
	return s.headsHigh()
}

// draw draws what was laid out.
func (s *checks) draw() {
	for i, p := range s.parts {
		if i == 0 || p.page != s.parts[i-1].page {
			if i > 0 {
				s.NewPage()
			}
			s.top(p.page)
		}
		if s.err != nil {
			return
		}
		x := s.left() + float64(p.column)*(s.columnWide()+columnGap)
		if p.heads {
			s.heads(x, p.y-s.headsHigh())
		}
		p.draw(x, p.y)
	}
	s.y = s.bottom() // what follows begins a page
}

// rowsOn is the numbers of the first and last row on a page.
func (s *checks) rowsOn(page int) (first, last string) {
	for _, p := range s.parts {
		if p.page == page && p.number != "" {
			if last = p.number; first == "" {
				first = p.number
			}
		}
	}
	return first, last
}

// checkText is one text at the head of a page.
type checkText struct {
	text string
	style
}

// texts are what each page begins with, beside the mark.
func (s *checks) texts() []checkText {
	all := []checkText{{strings.Join(s.Over, " · "), s.over}, {s.Title, s.title}, {strings.Join(s.About, " · "), s.about}, {s.Ask, s.ask}, {s.Note, s.note}}
	var out []checkText
	for _, t := range all {
		for _, line := range s.wrap(t.text, s.wide()-s.mark-6, t.style) {
			out = append(out, checkText{line, t.style})
		}
	}
	return out
}

// topHigh is the room of what each page begins with.
func (s *checks) topHigh() float64 {
	high := 0.0
	for _, t := range s.texts() {
		high += t.high()
	}
	return max(high, s.mark+4.5) + checkGap
}

// top writes what each page bears: whose sheet it is, what to do, mark and code; and at
// its foot which page this is.
func (s *checks) top(page int) {
	if s.err != nil {
		return
	}
	y := s.set.Margins.Top
	for _, t := range s.texts() {
		s.lineAt(s.left(), y, s.wide(), t.text, t.style, Left)
		y += t.high()
	}
	first, last := s.rowsOn(page)
	if s.Mark != nil {
		of := first
		if page == 0 {
			of = ""
		}
		modules, err := s.Mark(of)
		if err != nil {
			s.err = err
			return
		}
		s.modules(s.right()-s.mark, s.set.Margins.Top, s.mark, modules)
	}
	s.lineAt(s.right()-s.mark-4, s.set.Margins.Top+s.mark+0.8, s.mark+8, s.faces[1].clean(s.Code), style{true, 8}, Center)
	if s.Page != nil {
		of := style{s.last().page > 0, 9} // bold, where there is another page to look for
		text := s.faces[weight(of.bold)].clean(s.Page(page+1, s.last().page+1, first, last))
		s.lineAt(s.left(), s.set.Paper.High-s.set.Margins.Bottom+2, s.wide(), text, of, Right)
	}
}

// modules draws a QR code as squares.
func (s *checks) modules(x, y, side float64, all [][]bool) {
	if len(all) == 0 {
		return
	}
	one := side / float64(len(all))
	s.pdf.SetFillColor(0, 0, 0)
	for j, line := range all {
		for i := 0; i < len(line); {
			n := 0
			for i+n < len(line) && line[i+n] {
				n++
			}
			if n > 0 {
				s.pdf.Rect(x+float64(i)*one, y+float64(j)*one, float64(n)*one, one, "F")
			}
			i += max(n, 1)
		}
	}
}
