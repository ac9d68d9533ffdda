package main

import (
	"context"
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/kurasi"
	"alun/record/registry/naikkelas"
	"alun/record/registry/naikkelasweb"
)

// loadNaikKelas brings the rules of the readiness wheel and the steps to permits in.
func (h *house) loadNaikKelas(ctx context.Context) error {
	rules, err := naikkelas.ReadProfile(h.profile)
	if err == nil {
		_, err = naikkelas.Load(ctx, h.db, rules)
	}
	return err
}

// naikKelasRoutes are the pages of naik kelas and of the steps to permits.
func naikKelasRoutes(book *registry.Book, code func(db.ID) string, id func(string) (db.ID, bool)) []web.Route {
	return naikkelasweb.Door{Desk: &naikkelas.Desk{Book: book, Offers: offersOf(code)}, Code: code, ID: id}.Routes()
}

// judgedAxes are the axes of the wheel with whose steps a kurasi of products helps: its
// curators tell each owner what they saw of the product. Ours, grade D: no rule says so.
var judgedAxes = []string{"mutu", "kemasan", "pemasaran"}

// offersOf finds what is open now for a step: calls of kurasi that take entries. No room
// has programmes yet.
func offersOf(code func(db.ID) string) func(*db.Tx, db.ID, naikkelas.Question) ([]naikkelas.Offer, error) {
	return func(tx *db.Tx, business db.ID, step naikkelas.Question) (out []naikkelas.Offer, err error) {
		if !slices.Contains(judgedAxes, step.Axis) {
			return nil, nil
		}
		all, err := kurasi.Calls(tx, mostCalls)
		for _, c := range all {
			if err != nil {
				return nil, err
			}
			if c.Kind != kurasi.Product || !c.Takes(tx.Now()) {
				continue
			}
			o := naikkelas.Offer{Title: c.Title, Path: "/kurasi/" + code(c.ID) + "/ikut", Until: date.DayOf(c.Closes.Add(-time.Microsecond))}
			if c, err = kurasi.ByID(tx, c.ID); err == nil {
				for _, x := range c.Criteria {
					o.Judged = append(o.Judged, x.Title)
				}
				out = append(out, o)
			}
		}
		if err != nil || len(out) == 0 {
			return out, err
		}
		shown, err := shownThings(tx, business)
		for i := range out {
			if out[i].Lacks = len(shown) == 0; out[i].Lacks {
				out[i].Path = "/usaha-saya/" + code(business) + "/produk"
			}
		}
		return out, err
	}
}
