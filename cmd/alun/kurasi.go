package main

import (
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/lang"
	letters "alun/ground/letter"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/directoryweb"
	"alun/record/registry/kurasi"
	"alun/record/registry/kurasiweb"
	"alun/record/registry/product"
)

// kurasiDesk judges what the doors open to it: products, and businesses themselves.
func (h *house) kurasiDesk() kurasi.Desk {
	return kurasi.Desk{Book: h.book(), NameOf: h.nameOf, Find: h.personOf, Nominees: h.nominees,
		Shown: map[string]func(tx *db.Tx, business db.ID) ([]kurasi.Thing, error){kurasi.Product: shownThings, kurasi.Business: h.shownBusiness}}
}

// kurasiRoutes are the pages of calls and those who judge them.
func (h *house) kurasiRoutes(c cityFile, code func(db.ID) string, id func(string) (db.ID, bool)) []web.Route {
	return kurasiweb.Desk{Desk: h.kurasiDesk(), Code: code, ID: id, Press: letters.NewPress(formsAtOnce, formsWaiting, formWait),
		Paper: kurasi.Paper{City: c.Name, Short: c.Short, Words: h.words}}.Routes()
}

// shownThings are the products that a business shows in public.
func shownThings(tx *db.Tx, business db.ID) (out []kurasi.Thing, err error) {
	all, err := product.PublicOf(tx, []db.ID{business})
	for _, p := range all[business] {
		out = append(out, kurasi.Thing{ID: p.ID, Name: p.Name})
	}
	return out, err
}

// shownBusiness is a business itself, where it is public.
func (h *house) shownBusiness(tx *db.Tx, business db.ID) ([]kurasi.Thing, error) {
	b, public, err := h.book().Shown(tx, business)
	if err != nil || !public {
		return nil, err
	}
	return []kurasi.Thing{{ID: business, Name: b.Facts[registry.Name]}}, nil
}

// personOf finds the account of a login as somebody types it. In a house that is shown
// around, made-up people have no login and go by their name.
func (h *house) personOf(tx *db.Tx, typed string) (db.ID, error) {
	if h.people.Demo {
		all, err := h.people.DemoPeople(tx)
		i := slices.IndexFunc(all, func(p account.DemoPerson) bool { return p.Name == typed })
		if err != nil {
			return 0, err
		}
		if i >= 0 {
			return all[i].ID, nil
		}
	}
	l, err := account.ReadLogin(typed)
	if err != nil {
		return 0, err
	}
	return h.people.Person(tx, l)
}

// curatedBadges tell what of a business was chosen in a curation.
func curatedBadges(short string, code func(db.ID) string) badgesOf {
	return func(tx *db.Tx, l lang.Lang, business db.ID) (out []directoryweb.Badge, err error) {
		all, err := kurasi.BadgesOf(tx, business)
		for _, b := range all {
			out = append(out, directoryweb.Badge{Text: l.T("kurasi.badge_"+b.Kind, short, strconv.Itoa(b.Year), b.Name), Rest: l.T("kurasi.badge_rest"), Path: "/kurasi/" + code(b.Call)})
		}
		return out, err
	}
}

// badgesOf tells what others say of a business.
type badgesOf = func(tx *db.Tx, l lang.Lang, business db.ID) ([]directoryweb.Badge, error)

// joinedBadges are those of several rooms, one behind the other.
func joinedBadges(all ...badgesOf) badgesOf {
	return func(tx *db.Tx, l lang.Lang, business db.ID) (out []directoryweb.Badge, err error) {
		for _, badges := range all {
			if err == nil {
				var more []directoryweb.Badge
				more, err = badges(tx, l, business)
				out = append(out, more...)
			}
		}
		return out, err
	}
}
