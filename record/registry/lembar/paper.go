package lembar

import (
	"image/color"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/boombuler/barcode/qr"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/letter"
	"alun/record/place"
)

// Paper draws sheets as PDF. What stands on paper is Indonesian.
type Paper struct {
	City  string // "Kota Balikpapan"
	Short string // "Balikpapan", for the line of place and day
	Words *lang.Catalogue
	Link  string             // the address of this house, before the path; it stands in the QR code
	Code  func(db.ID) string // the sheet's code
}

// Place is where a sheet belongs, as it is called.
type Place struct{ Kelurahan, Kecamatan string }

// PlaceOf finds how a kelurahan and its kecamatan are called.
func PlaceOf(tx *db.Tx, kelurahan string) (Place, error) {
	a, _, err := place.ByCode(tx, kelurahan)
	if err != nil {
		return Place{}, err
	}
	k, _, err := place.ByCode(tx, a.Parent)
	return Place{a.Called(), k.Called()}, err
}

// Address is where a sheet is entered: what its QR code says.
func (p Paper) Address(sheet db.ID) string { return p.Link + "/petugas/lembar/" + p.Code(sheet) }

// Write draws sheets of one kelurahan, each from a page of its own.
func (p Paper) Write(w io.Writer, paper letter.Paper, at Place, sheets []Whole) error {
	l := p.Words.In(lang.ID)
	made := time.Time{}
	for _, s := range sheets {
		if s.Made.After(made) {
			made = s.Made
		}
	}
	d := letter.New(letter.Setup{Paper: paper, Margins: letter.Margins{Left: 9, Top: 9, Right: 9, Bottom: 11}, Title: l.T("lembar.paper_title") + " · " + at.Kelurahan, Author: p.City, Made: made})
	for _, s := range sheets {
		d.Checklist(p.checklist(l, at, s))
	}
	return d.Write(w)
}

// RowID is where a row stands on the page on which its sheet is entered: the QR code of a
// further page leads there, and so do the sentences about a row that was refused.
func RowID(row string) string { return "f-t" + row }

// checklist is one sheet as it is laid out.
func (p Paper) checklist(l lang.Lang, at Place, s Whole) letter.Checklist {
	rt := strconv.Itoa(s.RT)
	c := letter.Checklist{
		Over:  []string{l.T("lembar.paper_city", strings.ToUpper(p.City)), l.T("lembar.paper_kecamatan", strings.ToUpper(at.Kecamatan)), l.T("lembar.paper_kelurahan", strings.ToUpper(at.Kelurahan))},
		Title: l.T("lembar.paper_of", rt),
		About: []string{l.T("lembar.paper_what"), l.T("lembar.paper_number", s.Number, date.DayOf(s.Made).In(lang.ID)), l.T("lembar.paper_count", len(s.Rows))},
		Code:  grouped(p.Code(s.ID)),
		Mark:  func(row string) ([][]bool, error) { return modules(p.Address(s.ID) + anchor(row)) },
		Page: func(n, of int, first, last string) string {
			if first == "" {
				return l.T("lembar.paper_page", rt, s.Number, n, of)
			}
			return l.T("lembar.paper_rows", rt, s.Number, first, last, n, of)
		},
		Ask: l.T("lembar.paper_ask"), Note: l.T("lembar.paper_note"), Number: l.T("lembar.paper_no"), Thing: l.T("lembar.paper_thing"), None: l.T("lembar.paper_none"),
		Blank: letter.BlankRows{Title: l.T("lembar.paper_hand"), Columns: []letter.BlankColumn{{Label: l.T("lembar.paper_hand_name"), Share: 4}, {Label: l.T("lembar.paper_hand_what"), Share: 3}, {Label: l.T("lembar.paper_hand_where"), Share: 3}}},
		Sign:  letter.Signature{Day: l.T("lembar.paper_day", p.Short), Post: []string{l.T("lembar.paper_head", rt)}},
	}
	for i := range HandLines {
		c.Blank.Numbers = append(c.Blank.Numbers, HandName(i+1))
	}
	for _, t := range Ticks {
		c.Boxes = append(c.Boxes, strconv.Itoa(int(t))+"\n"+l.T(t.Word()))
	}
	for _, r := range s.Rows {
		row := letter.CheckRow{Number: strconv.Itoa(r.N), Name: r.Name}
		if r.Name == "" { // forgotten since
			row.Name = "—"
		}
		for _, text := range []string{r.Trade, r.Street} {
			if text != "" {
				row.Lines = append(row.Lines, text)
			}
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// anchor is the end of an address that leads to a row; "" leads to the sheet.
func anchor(row string) string {
	if row == "" {
		return ""
	}
	return "#" + RowID(row)
}

// HandName is how an empty row is numbered on paper: B1.
func HandName(line int) string { return "B" + strconv.Itoa(line) }

// grouped is a code in groups, so that it can be read out and typed.
func grouped(code string) string {
	var out []string
	for len(code) > 5 {
		out = append(out, code[:4])
		code = code[4:]
	}
	return strings.Join(append(out, code), " ")
}

// modules is a QR code as black and white.
func modules(text string) ([][]bool, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, err
	}
	side := code.Bounds().Dx()
	out := make([][]bool, side)
	for y := range out {
		out[y] = make([]bool, side)
		for x := range out[y] {
			out[y][x] = code.At(x, y) == color.Black
		}
	}
	return out, nil
}
