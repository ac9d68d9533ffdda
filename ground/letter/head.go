package letter

import (
	"bytes"

	"codeberg.org/go-pdf/fpdf"
)

// Letterhead is the kop of an office: its arms, who it is, where it is.
type Letterhead struct {
	Arms    []byte   // a PNG or JPEG; nil: none
	Over    []string // "PEMERINTAH KOTA …": above the name
	Name    string   // of the office, in large letters
	Address []string
}

// armsHigh is how high the coat of arms stands, in millimetres.
const armsHigh = 24

// Head writes a letterhead with its double rule.
func (d *Doc) Head(h Letterhead) {
	if d.err != nil {
		return
	}
	top, x, wide := d.y, d.left(), d.wide()
	if w := d.arms(h.Arms); w > 0 {
		x, wide = x+w+4, wide-2*(w+4) // the lines stay in the middle of the page
	}
	write := func(text string, s style) {
		for _, line := range d.wrap(text, wide, s) {
			d.line(x, wide, line, s, Center)
			d.y += s.high()
		}
	}
	for _, line := range h.Over {
		write(line, style{false, 14})
	}
	write(h.Name, d.fitting(h.Name, wide))
	for _, line := range h.Address {
		write(line, style{false, 9.5})
	}
	if h.Arms != nil {
		d.y = max(d.y, top+armsHigh)
	}
	d.y += 2
	d.pdf.SetLineWidth(thick)
	d.pdf.Line(d.left(), d.y, d.right(), d.y)
	d.pdf.SetLineWidth(thin * 2)
	d.pdf.Line(d.left(), d.y+1, d.right(), d.y+1)
	d.pdf.SetLineWidth(thin)
	d.y += 5
}

// fitting is the largest letter, of 16 to 13 points, in which a name stands on
// one line. A longer one takes two.
func (d *Doc) fitting(name string, wide float64) style {
	for size := 16.0; size > 13; size -= 0.5 {
		if s := (style{true, size}); d.width(d.faces[1].clean(name), s) <= wide {
			return s
		}
	}
	return style{true, 13}
}

// arms draws the picture at the left, and tells how wide it is.
func (d *Doc) arms(raw []byte) float64 {
	if raw == nil {
		return 0
	}
	kind := "png"
	if bytes.HasPrefix(raw, []byte{0xff, 0xd8}) {
		kind = "jpg"
	}
	info := d.pdf.RegisterImageOptionsReader("arms", fpdf.ImageOptions{ImageType: kind}, bytes.NewReader(raw))
	if info == nil || d.pdf.Err() || info.Height() <= 0 {
		return 0 // Write says why
	}
	wide := info.Width() * armsHigh / info.Height()
	d.pdf.ImageOptions("arms", d.left(), d.y, wide, armsHigh, false, fpdf.ImageOptions{ImageType: kind}, 0, "")
	return wide
}
