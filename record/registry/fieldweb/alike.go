package fieldweb

import (
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/registry"
	teller "alun/record/registry/face"
	"alun/record/registry/field"
	"alun/record/registry/ganda"
)

// alike lays what was typed beside each entry that it may be. Of what is sealed there it
// tells only that it is there.
func (d Desk) alike(tx *db.Tx, r *web.Request, in sentIn, all []ganda.Likely) (answer, error) {
	a := answer{State: "serupa"}
	say, err := teller.NewTeller(tx, d.Shelf, r.Lang)
	if err != nil {
		return a, err
	}
	set, err := registry.Read(in.set)
	if err != nil {
		return a, err // it was read before: see ganda.Near
	}
	for _, l := range all {
		v, err := d.Field.Book.See(tx, r.Session(), l.Business)
		if err != nil {
			return a, err
		}
		a.Alike = append(a.Alike, answerAlike{Code: d.Code(l.Business), Version: v.Version, Name: v.Facts[registry.Name], State: r.Lang.T(v.State.Word()), Why: whyAlike(r, l),
			Page: r.Href("/petugas/usaha/" + d.Code(l.Business)), Rows: beside(r, say, set, v)})
	}
	return a, nil
}

// beside are the facts of which both sides, or one of them, say something.
func beside(r *web.Request, say teller.Teller, set registry.Values, v registry.View) []answerClash {
	rows := []answerClash{}
	for _, f := range field.Asks {
		if f == registry.Point || f == registry.StreetVendor && set[f] != registry.Yes && v.Facts[f] != registry.Yes {
			continue
		}
		yours, there := say.Fact(f, set[f]), say.Fact(f, v.Facts[f])
		if f == registry.Opens {
			yours, there = hours(set[f]), hours(v.Facts[f])
		}
		if _, known := v.Proofs[f]; known && there == "" && hidden(f) {
			there = r.Lang.T("fieldweb.away_sealed")
		}
		if yours != "" || there != "" {
			rows = append(rows, answerClash{string(f), r.Lang.T(f.Label()), yours, there, r.Lang.T("fieldweb.away_alike_theirs")})
		}
	}
	return rows
}

// whyAlike says by what an entry is like another one.
func whyAlike(r *web.Request, l ganda.Likely) (out []string) {
	for _, x := range []struct {
		says bool
		key  string
	}{{l.NIB, "nib"}, {l.Contact, "contact"}, {l.RT, "rt"}} {
		if x.says {
			out = append(out, r.Lang.T("fieldweb.alike_"+x.key))
		}
	}
	if l.Name > 0 {
		out = append(out, r.Lang.T("fieldweb.alike_name", l.Name))
	}
	if l.Metres >= 0 {
		out = append(out, r.Lang.T("fieldweb.alike_metres", l.Metres))
	}
	return out
}
