package letter

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"alun/ground/fault"
)

// MaxPages is the longest document.
const MaxPages = 2000

// Setup is what holds for a whole document.
type Setup struct {
	Paper   Paper
	Margins Margins
	Title   string // for the list of open windows and for screen readers
	Author  string
	Made    time.Time // the instant in the file: the same input, the same bytes
	Draft   string    // written across each page; "": it is no draft
	// Foot is what stands below each page, at its left and right.
	Foot func(page, pages int) (left, right string)
}

// Doc is a document while it is laid out, from the top of the first page to the
// end of the last. The first thing that fails is what Write answers with.
type Doc struct {
	set   Setup
	pdf   *fpdf.Fpdf
	faces [2]face
	y     float64 // where the next thing goes, from the top
	style style   // what the page's stream has set
	err   error
}

// style is a font as it is set in the stream of a page.
type style struct {
	bold bool
	size float64
}

// family is the name of the fonts within the PDF.
const family = "naskah"

// The distance of two lines in sizes of the font: within a table, and where people
// read along.
const (
	lineHeight = 1.17
	openHeight = 1.3
)

// New begins a document with its first page.
func New(s Setup) *Doc {
	d := &Doc{set: s}
	if d.faces, d.err = faces(); d.err != nil {
		return d
	}
	p := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "mm", Size: fpdf.SizeType{Wd: s.Paper.Wide, Ht: s.Paper.High}})
	d.pdf = p
	p.AddUTF8FontFromBytes(family, "", regularFile)
	p.AddUTF8FontFromBytes(family, "B", boldFile)
	p.SetAutoPageBreak(false, 0)
	p.SetMargins(s.Margins.Left, s.Margins.Top, s.Margins.Right)
	p.SetCatalogSort(true)
	p.SetCreationDate(s.Made.UTC())
	p.SetModificationDate(s.Made.UTC())
	p.SetTitle(s.Title, true)
	p.SetAuthor(s.Author, true)
	p.SetProducer("Alun", true)
	p.SetLang("id")
	p.SetLineWidth(thin)
	d.NewPage()
	return d
}

// The widths of rules, in millimetres.
const (
	thin  = 0.12
	thick = 0.7
)

// NewPage goes on at the top of the next page.
func (d *Doc) NewPage() {
	if d.err != nil {
		return
	}
	if d.pdf.PageCount() >= MaxPages {
		d.err = fault.New(fault.TooLarge, "letter.too_many_pages", MaxPages)
		return
	}
	d.pdf.AddPage()
	d.style = style{}
	d.y = d.set.Margins.Top
	d.pdf.SetLineWidth(thin)
	d.pdf.SetDrawColor(0, 0, 0)
}

// text writes one line with its baseline at y.
func (d *Doc) text(x, y float64, line string, s style) {
	if d.err != nil || line == "" {
		return
	}
	if d.style != s {
		name := ""
		if s.bold {
			name = "B"
		}
		d.pdf.SetFont(family, name, s.size)
		d.style = s
	}
	d.pdf.Text(x, y, line)
}

func (d *Doc) width(line string, s style) float64 {
	return float64(d.faces[weight(s.bold)].width(line)) * s.size * millimetres / 1000
}

// wrap cuts a text for a width in millimetres.
func (d *Doc) wrap(text string, wide float64, s style) []string {
	return d.faces[weight(s.bold)].wrap(text, int(wide*1000/(s.size*millimetres)))
}

func (s style) high() float64 { return s.size * millimetres * lineHeight }
func (s style) open() float64 { return s.size * millimetres * openHeight }

// left, right and wide are the edges of what may be written on.
func (d *Doc) left() float64   { return d.set.Margins.Left }
func (d *Doc) right() float64  { return d.set.Paper.Wide - d.set.Margins.Right }
func (d *Doc) wide() float64   { return d.right() - d.left() }
func (d *Doc) bottom() float64 { return d.set.Paper.High - d.set.Margins.Bottom }

// room goes to a new page unless so much is left on this one.
func (d *Doc) room(high float64) {
	if d.y+high > d.bottom() && d.y > d.set.Margins.Top {
		d.NewPage()
	}
}

// Space leaves so many millimetres free.
func (d *Doc) Space(high float64) { d.y += high }

// Write ends the document and writes it.
func (d *Doc) Write(w io.Writer) error {
	if d.err != nil {
		return d.err
	}
	d.finish()
	if err := d.pdf.Output(&nameless{w}); err != nil {
		return fmt.Errorf("letter: write: %w", err)
	}
	return nil
}

// filesList is the list of attached files that the library writes even when there
// is none. A reader that looks for what may be hidden in a document, as
// ground/blob does, stumbles over its name.
const filesList = "/Names <<\n/EmbeddedFiles << /Names [\n  \n] >>\n>>"

// nameless blanks that list. The library writes the whole document at once, and
// blanks of the same length leave every other thing where it is.
type nameless struct{ w io.Writer }

func (n *nameless) Write(whole []byte) (int, error) {
	at := bytes.LastIndex(whole, []byte(filesList))
	if at < 0 {
		return 0, errors.New("letter: the list of files is not where it was")
	}
	for _, part := range [][]byte{whole[:at], bytes.Repeat([]byte(" "), len(filesList)), whole[at+len(filesList):]} {
		if _, err := n.w.Write(part); err != nil {
			return 0, err
		}
	}
	return len(whole), nil
}

// finish goes over all pages once more: only now is it known how many there are,
// and the word of a draft must stand over the grounds of tables.
func (d *Doc) finish() {
	pages := d.pdf.PageCount()
	for n := 1; n <= pages; n++ { // to the last, which must stay the current one
		d.pdf.SetPage(n)
		d.style = style{}
		d.watermark()
		d.foot(n, pages)
	}
}

// foot writes below a page which of how many it is.
func (d *Doc) foot(n, pages int) {
	if d.set.Foot == nil {
		return
	}
	s, f := style{false, 7}, d.faces[0]
	y := d.set.Paper.High - max(5, d.set.Margins.Bottom/2)
	left, right := d.set.Foot(n, pages)
	left, right = f.clean(left), f.clean(right)
	d.text(d.left(), y, left, s)
	d.text(d.right()-d.width(right, s), y, right, s)
}

// watermark writes the word of a draft across the page.
func (d *Doc) watermark() {
	if d.set.Draft == "" {
		return
	}
	p := d.set.Paper
	s := style{true, min(p.Wide, p.High) * 0.6}
	d.pdf.SetAlpha(0.1, "Normal")
	d.pdf.TransformBegin()
	d.pdf.TransformRotate(35, p.Wide/2, p.High/2)
	d.text(p.Wide/2-d.width(d.set.Draft, s)/2, p.High/2+s.size*millimetres*0.35, d.set.Draft, s)
	d.pdf.TransformEnd()
	d.pdf.SetAlpha(1, "Normal")
	d.style = style{} // the end of a transformation takes the font back
}
