package productweb

import (
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/product"
)

// workForm marks the form of a work, in an address and in what is sent.
const workForm = "karya"

// readWork reads the fields of a work; nil where the form is of a product.
func readWork(v *web.Values) *product.TypedWork {
	if v.Line("isi", 10) != workForm {
		return nil
	}
	return &product.TypedWork{Kind: v.Line(product.FieldWorkKind, 20), Year: v.Line(product.FieldYear, 10), Link: v.Line(product.FieldLink, 500), HKI: v.Line(product.FieldHKI, 20),
		HKIKind: v.Line(product.FieldHKIKind, 20), HKINumber: v.Line(product.FieldHKINum, 200), HKIDay: v.Line(product.FieldHKIDay, 20)}
}

// confirm is an officer who says that they saw the paper of a work's HKI.
func (d Desk) confirm() web.Form[said, did] {
	return d.press(false, toList, func(tx *db.Tx, in said) (did, error) {
		return did{"hki"}, d.ConfirmHKI(tx, in.session, in.product, in.version)
	}, d.drawOne)
}

// person reports a creative worker, who shows works.
func (p page) person() bool { return p.view.Facts[registry.Kind] == registry.Perorangan }

// confirms reports an officer before a work whose HKI nobody has seen.
func (p onePage) confirms() bool {
	w := p.Work
	return p.view.As == registry.Officer && w != nil && w.HKI != product.NoHKI && w.Level < registry.Document && p.changes
}

// WorkLine is what a work is, in words: its kind and year.
func WorkLine(l lang.Lang, w product.Work) string {
	return l.T("productweb.work_line", l.T("product.work_"+w.Kind), strconv.Itoa(w.Year))
}

// HKILine is how a work stands with its intellectual property, in words; "" where it has
// none.
func HKILine(l lang.Lang, w product.Work) string {
	if w.HKI == product.NoHKI {
		return ""
	}
	out := l.T("productweb.hki_line_"+w.HKI, lang.Key("product.hki_"+w.HKIKind))
	if w.HKINumber != "" {
		out = l.T("productweb.hki_number", out, w.HKINumber)
	}
	if day, err := date.ParseDay(w.HKIDay); err == nil {
		out = l.T("productweb.hki_day", out, day)
	}
	return out
}

// work is a work as its history tells it.
func (p historyPage) work(w *product.Work) string {
	if w == nil {
		return ""
	}
	return strings.Trim(strings.Join([]string{WorkLine(p.Lang, *w), w.Link, HKILine(p.Lang, *w)}, " · "), " ·")
}

// line is what stands below the name of a product or a work in a list.
func (p page) line(e product.Entry) string {
	if e.Work != nil {
		return WorkLine(p.Lang, *e.Work)
	}
	return p.price(e)
}

// second is what stands beside its stamp.
func (p page) second(e product.Entry) string {
	switch {
	case e.Work == nil:
		return p.stock(e)
	case e.Work.HKI == product.NoHKI:
		return p.T("product.hki_none")
	}
	return HKILine(p.Lang, *e.Work) + " · " + face.Evidence(p.Lang, e.Work.Level).Label
}

// Fields of the form of a work.

func (p onePage) workKinds() parts.Choice {
	f := p.field(product.FieldWorkKind, "work_kind", p.typed.Work.Kind)
	c := parts.Choice{Field: f, Blank: p.T("productweb.work_kind_blank")}
	for _, k := range product.WorkKinds {
		c.Options = append(c.Options, parts.Option{Value: k, Label: p.T("product.work_" + k)})
	}
	return c
}

func (p onePage) year() parts.Field {
	f := p.field(product.FieldYear, "year", p.typed.Work.Year)
	f.Mode, f.Size, f.Max = "numeric", parts.Short, 4
	return f
}

func (p onePage) link() parts.Field {
	f := p.optional(product.FieldLink, "link", p.typed.Work.Link)
	f.Mode, f.Max = "url", product.MostLink
	return f
}

func (p onePage) hkis() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: product.FieldHKI, Label: p.T("productweb.field_hki"), Value: p.typed.Work.HKI, Fault: p.bad}}
	for _, s := range product.HKIs {
		c.Options = append(c.Options, parts.Option{Value: s, Label: p.T("product.hki_" + s), Note: p.T("productweb.hki_note_" + s)})
	}
	return c
}

func (p onePage) hkiKinds() parts.Choice {
	c := parts.Choice{Field: p.optional(product.FieldHKIKind, "hki_kind", p.typed.Work.HKIKind), Blank: p.T("productweb.hki_kind_blank")}
	for _, k := range product.HKIKinds {
		c.Options = append(c.Options, parts.Option{Value: k, Label: p.T("product.hki_" + k)})
	}
	return c
}

func (p onePage) hkiNumber() parts.Field {
	f := p.optional(product.FieldHKINum, "hki_number", p.typed.Work.HKINumber)
	f.Max, f.Size = product.MostNumber, parts.Mid
	return f
}

func (p onePage) hkiDay() parts.Field {
	f := p.optional(product.FieldHKIDay, "hki_day", p.typed.Work.HKIDay)
	f.Type, f.Size = "date", parts.Mid
	return f
}
