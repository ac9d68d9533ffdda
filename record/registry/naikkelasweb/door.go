package naikkelasweb

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/naikkelas"
)

// Door is the pages.
type Door struct {
	Desk *naikkelas.Desk
	Code func(db.ID) string
	ID   func(string) (db.ID, bool)
}

// Routes lists the addresses.
func (d Door) Routes() []web.Route {
	return []web.Route{
		web.Show("/naik-kelas", explainPage),
		web.Show("/izin", permitsPage),
		web.Show("/izin/{kind}", permitPage),
		web.Show("/usaha-saya/{code}/naik-kelas", d.wheelPage, "ya", "pada"),
		web.Show("/usaha-saya/{code}/naik-kelas/{axis}", d.axisPage),
		web.Do("/usaha-saya/{code}/naik-kelas/{axis}", d.answer()),
	}
}

// find finds the business of an address, once somebody is signed in.
func (d Door) find(tx *db.Tx, session, code string) (db.ID, error) {
	if _, err := account.See(tx, session); err != nil {
		return 0, err
	}
	id, ok := d.ID(code)
	if !ok {
		return 0, fault.New(fault.NotFound, "registry.no_business")
	}
	return id, nil
}

// own is what the pages of one business have.
type own struct {
	lang.Lang
	r     *web.Request
	code  string
	stand naikkelas.Standing
}

func (p own) href(end string) string { return p.r.Href("/usaha-saya/" + p.code + end) }

func (p own) name() string { return p.stand.View.Facts[registry.Name] }

// of100 shows a share of 1000 as a whole number of 100.
func of100(n int64) int64 { return n / 10 }

// gradeStamp says how well a rule is proven.
func gradeStamp(l lang.Lang, b naikkelas.Basis) parts.Stamp {
	if b.Proposed() {
		return parts.Stamp{Kind: parts.Waiting, Label: l.T("naikkelasweb.proposed")}
	}
	return parts.Stamp{Label: l.T("naikkelasweb.grade", b.Grade)}
}

// read says where a rule was read, and when.
func read(l lang.Lang, b naikkelas.Basis) string {
	switch {
	case b.Proposed():
		return l.T("naikkelasweb.source_proposed")
	case b.Day.IsZero():
		return l.T("naikkelasweb.source", b.Source)
	}
	return l.T("naikkelasweb.source_day", b.Source, b.Day)
}

// span says from when until when a version holds.
func span(l lang.Lang, from, until date.Day) string {
	if until.IsZero() {
		return l.T("naikkelasweb.since", from)
	}
	return l.T("naikkelasweb.until", from, until)
}

// lkey is a key within a sentence.
func lkey(key string) lang.Key { return lang.Key(key) }
