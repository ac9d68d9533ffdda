package letter

// Checklist is a sheet that is ticked with a pen: rows with boxes behind them, empty
// rows to be filled in by hand, and the place of who signs. Each of its pages bears
// the mark and the code by which the sheet is known when it comes back.
type Checklist struct {
	Head   Letterhead
	Title  string
	About  []string // lines below the title
	Mark   [][]bool // a QR code, without its white edge
	Code   string   // what the mark says to people, below it
	Page   func(page, pages int) string
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
	Columns []string
	Numbers []string // one a row
}

// The measures of a checklist, in millimetres: a box is for a pen in an old hand.
const (
	boxSide   = 6.0
	boxWide   = 19.0
	numberCol = 11.0
	rowLeast  = 10.5
	blankHigh = 11.0
	markSide  = 27.0
	checkGap  = 3.0
)

var (
	checkName = style{true, 12.5}
	checkLine = style{false, 10}
	checkHead = style{true, 9.5}
	checkBold = style{true, 12}
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
	s := &checks{Doc: d, Checklist: c, first: d.pdf.PageNo()}
	d.Head(c.Head)
	s.top()
	s.opening()
	s.rows()
	s.blank()
	if d.y+s.signHigh() > d.bottom() {
		s.over()
	}
	d.Signatures(12, c.Sign)
	s.count()
}

// checks is a checklist while it is drawn.
type checks struct {
	*Doc
	Checklist
	first int // its first page
}

// over goes on on a further page, which says of which sheet it is.
func (s *checks) over() {
	s.NewPage()
	if s.err == nil {
		s.top()
	}
}

// top writes what each page bears: title, mark and code. The count of pages follows
// when it is known.
func (s *checks) top() {
	top, wide := s.y, s.wide()-markSide-4
	for _, line := range s.wrap(s.Title, wide, style{true, 16}) {
		s.line(s.left(), wide, line, style{true, 16}, Left)
		s.y += style{true, 16}.high()
	}
	s.y++
	for _, text := range s.About {
		for _, line := range s.wrap(text, wide, style{false, 11}) {
			s.line(s.left(), wide, line, style{false, 11}, Left)
			s.y += style{false, 11}.high()
		}
	}
	x := s.right() - markSide
	s.mark(x, top, markSide)
	s.lineAt(x-4, top+markSide+0.8, markSide+8, s.faces[1].clean(s.Code), style{true, 9}, Center)
	s.y = max(s.y, top+markSide+5.5)
}

// mark draws the modules of a QR code as squares.
func (s *checks) mark(x, y, side float64) {
	if s.err != nil || len(s.Mark) == 0 {
		return
	}
	one := side / float64(len(s.Mark))
	s.pdf.SetFillColor(0, 0, 0)
	for j, line := range s.Mark {
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

// opening says what to do, and what it is for.
func (s *checks) opening() {
	s.Lines(s.Ask, 12.5, true, Left)
	s.Space(1)
	s.Lines(s.Note, 10.5, false, Left)
	s.Space(checkGap)
}

// count writes on each page which of how many it is.
func (s *checks) count() {
	if s.err != nil || s.Page == nil {
		return
	}
	last := s.pdf.PageNo()
	for n := s.first; n <= last; n++ {
		s.pdf.SetPage(n)
		s.style = style{}
		text := s.faces[0].clean(s.Page(n-s.first+1, last-s.first+1))
		s.lineAt(s.left(), s.set.Paper.High-s.set.Margins.Bottom+2, s.wide(), text, style{false, 9}, Right)
	}
	s.style = style{}
}

// signHigh is the room that the signature needs.
func (s *checks) signHigh() float64 {
	return float64(len(s.Sign.Post)+6)*style{false, 12}.high() + signHigh
}
