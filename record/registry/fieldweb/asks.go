package fieldweb

import (
	"cmp"
	"strings"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/registry"
	"alun/record/registry/field"
	"alun/record/registry/kbli"
)

// asks are the answers that are offered for a business which nobody had written down: what a
// browser takes along of the lists of the register.
type asks struct {
	Kinds   [][3]string `json:"jenis"`
	Forms   [][2]string `json:"bentuk"`
	Subs    [][2]string `json:"subsektor"`
	Sales   [][2]string `json:"omzet"`
	Capital [][2]string `json:"modal"`
	Codes   [][3]string `json:"kode"` // "2020:56102", how it is called every day, its official title
}

// mostCodes is how many codes go along: those that most businesses bear. For all others the
// house finds the code from the description, once it was sent.
const mostCodes = 120

func (d Desk) asks(tx *db.Tx, l lang.Lang) (out asks, err error) {
	for _, kind := range []string{registry.Usaha, registry.Perorangan} {
		out.Kinds = append(out.Kinds, [3]string{kind, l.T("registry.kind_" + kind), l.T("registryweb.kind_note_" + kind)})
	}
	for _, f := range registry.LegalForms {
		out.Forms = append(out.Forms, [2]string{f.Code, f.Word})
	}
	for _, b := range registry.SalesBands {
		out.Sales = append(out.Sales, [2]string{b.Code, l.T(b.Word())})
	}
	for _, b := range registry.CapitalBands {
		out.Capital = append(out.Capital, [2]string{b.Code, l.T(b.Word())})
	}
	subs, err := kbli.Subsectors(tx)
	if err != nil {
		return out, err
	}
	for _, s := range subs {
		out.Subs = append(out.Subs, [2]string{s.Slug, s.Name.In(l.Tag())})
	}
	book, err := d.Shelf.Book(tx)
	if err != nil || len(book.Versions) == 0 {
		return out, err
	}
	usual, err := field.UsualCodes(tx, book.InForce().Version, mostCodes)
	for _, code := range usual {
		c, there := book.Code(kbli.Key{Version: book.InForce().Version, Code: code})
		if there {
			words := strings.Join(c.Phrases(), ", ")
			out.Codes = append(out.Codes, [3]string{c.Version + ":" + c.Code, cmp.Or(words, c.Shown, c.Code), cmp.Or(c.Shown, c.Code)})
		}
	}
	return out, err
}
