package main

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account/accountweb"
	"alun/record/place"
	"alun/record/plan"
)

// peopleDoor is the door of the room of people: what roles can be for, it asks
// the rooms that know offices and areas.
func (h *house) peopleDoor(cfg *Config, c cityFile, code func(db.ID) string, id func(string) (db.ID, bool)) accountweb.Door {
	return accountweb.Door{DB: h.db, People: h.people, Keys: keysForPeople, Decide: keysThatDecide, House: "Alun " + c.Short,
		City: map[lang.Tag]string{lang.ID: c.Name, lang.EN: c.NameEN, lang.JA: c.NameJA}, Base: cfg.publicURL(), Code: code, ID: id, Offices: officesFor, Areas: areasFor, Data: "/akun/data", Loading: h.showing.far}
}

// officesFor lists the offices of today.
func officesFor(tx *db.Tx, tag lang.Tag) ([]accountweb.Place, error) {
	all, err := plan.OPDs(tx, date.DayOf(tx.Now()).Year)
	out := make([]accountweb.Place, len(all))
	for i, o := range all {
		out[i] = accountweb.Place{ID: o.ID, Code: o.Slug, Name: o.In(tag)}
	}
	return out, err
}

// areasFor lists every kecamatan with its kelurahan behind it.
func areasFor(tx *db.Tx, _ lang.Tag) ([]accountweb.Place, error) {
	var out []accountweb.Place
	all, err := place.OfLevel(tx, place.Kecamatan)
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		out = append(out, accountweb.Place{Code: a.Code, Name: a.Called()})
		within, err := place.Children(tx, a.Code)
		if err != nil {
			return nil, err
		}
		for _, k := range within {
			out = append(out, accountweb.Place{Code: k.Code, Name: k.Called()})
		}
	}
	return out, nil
}

// greet finds who is signed in, for the head of a page, and notes that the session
// is in use. A cookie that somebody made up is nobody's, and is not noted: it would
// take the place of one that is somebody's.
func (h *house) greet(tx *db.Tx, r *web.Request) (any, error) {
	g, err := h.people.Greet(tx, r.Session())
	if err == nil && g.Person != 0 {
		h.used.tell(r.Session())
	}
	return g, err
}
