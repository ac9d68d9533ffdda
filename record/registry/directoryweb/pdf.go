package directoryweb

import (
	"fmt"
	"io"
	"strings"

	"alun/ground/letter"

	"codeberg.org/go-pdf/fpdf"
)

// sheetOf is the card as a page that is being written.
type sheetOf struct {
	*fpdf.Fpdf
	wide, high float64
	k          float64 // how much larger than A6
	y          float64
}

// line writes a text in the middle, in at most so many lines.
func (s *sheetOf) line(text string, size float64, bold bool, most int, shade int) {
	style := ""
	if bold {
		style = "B"
	}
	s.SetTextColor(shade, shade, shade)
	s.SetFont("naskah", style, size*s.k)
	all := s.SplitText(drawable(text, bold), s.wide-16*s.k)
	for _, part := range all[:min(most, len(all))] {
		s.SetXY(8*s.k, s.y)
		s.CellFormat(s.wide-16*s.k, size*s.k*.42, part, "", 0, "C", false, 0, "")
		s.y += size * s.k * .44
	}
}

// Shades of the card's letters.
const (
	inky = 14
	grey = 80
)

// pdf writes the card as a page of its size; a box stands for what the fonts do not have.
func (p windowPage) pdf(w io.Writer) error {
	s := &sheetOf{wide: 105, high: 148, k: 1}
	if p.size == a5 {
		s.wide, s.high, s.k = 148, 210, 148.0/105
	}
	s.Fpdf = fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "mm", Size: fpdf.SizeType{Wd: s.wide, Ht: s.high}})
	s.AddUTF8FontFromBytes("naskah", "", letter.Font(false))
	s.AddUTF8FontFromBytes("naskah", "B", letter.Font(true))
	s.SetTitle(p.T("directoryweb.card_title", p.name()), true)
	s.SetCreationDate(p.b.Made) // not now: the same card is the same file
	s.SetModificationDate(p.b.Made)
	s.SetCatalogSort(true)
	s.SetAutoPageBreak(false, 0)
	s.SetMargins(8*s.k, 8*s.k, 8*s.k)
	s.AddPage()
	p.pdfLines(s)
	if err := s.Output(w); err != nil {
		return fmt.Errorf("directoryweb: card: %w", err)
	}
	return nil
}

func (p windowPage) pdfLines(s *sheetOf) {
	k := s.k
	s.SetFillColor(0x0a, 0x36, 0x40)
	s.Rect(0, 0, s.wide, 5*k, "F")
	s.y = 12 * k
	s.line(drawnName(p.b), 20, true, 3, inky)
	s.y += 1.5 * k
	s.line(clip(p.trade().Text, 70), 9.5, false, 2, grey)
	s.y += 3 * k
	p.pdfSquare(s.Fpdf, (s.wide-58*k)/2, s.y, 58*k)
	s.y += 60 * k
	s.line(p.short(), 9.5, true, 2, inky)
	if p.nowhere != "" {
		s.line(p.T("directoryweb.card_mark"), 9.5, true, 2, inky)
	}
	s.y += 2 * k
	s.line(p.place(), 9.5, false, 3, inky)
	for _, h := range p.hours() {
		times := p.T("directoryweb.closed")
		if len(h.Times) > 0 {
			times = strings.Join(h.Times, ", ")
		}
		if s.y < s.high-20*k {
			s.line(h.Days+" "+times, 9, false, 1, grey)
		}
	}
	s.y = s.high - 11*k
	foot := p.T("directoryweb.card_foot", p.atlas.City.Called())
	if p.b.Demo {
		foot += " · " + p.T("directoryweb.picture_demo")
	}
	s.line(foot, 8, false, 1, grey)
}

// pdfSquare draws the QR code in a square of so many millimetres, white edge included.
func (p windowPage) pdfSquare(doc *fpdf.Fpdf, left, top, side float64) {
	module := side / float64(p.qr.side+2*quiet)
	doc.SetFillColor(0, 0, 0)
	p.qr.runs(func(x, y, n int) {
		doc.Rect(left+float64(x+quiet)*module, top+float64(y+quiet)*module, float64(n)*module, module, "F")
	})
}
