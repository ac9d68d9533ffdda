package opendata

import (
	"context"
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/geo"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
)

// Field is a column of the open data. What it means is said by the pages.
type Field struct {
	Name   string
	Form   string // of its values: text, code, list, day, degree, truth, address
	Source string // register, owner, kbli, area, program
}

// Fields are the columns of the open data, in their order. There is no contact among them,
// and no website: one is often a number to write to.
var Fields = []Field{{"code", "code", "program"}, {"name", "text", "owner"}, {"other_names", "list", "owner"}, {"kind", "code", "owner"}, {"legal_form", "code", "owner"},
	{"description", "text", "owner"}, {"kecamatan", "text", "area"}, {"kelurahan", "text", "area"}, {"kelurahan_code", "code", "area"}, {"address", "text", "owner"},
	{"lat", "degree", "owner"}, {"lng", "degree", "owner"}, {"kbli", "list", "kbli"}, {"subsectors", "list", "kbli"}, {"hours", "text", "owner"}, {"started", "day", "owner"},
	{"holds", "list", "register"}, {"level", "code", "register"}, {"as_of", "day", "register"}, {"fictional", "truth", "program"}, {"page", "address", "program"}}

// Row is a published business, by the names of Fields.
type Row map[string]string

// Release gives the published businesses away.
type Release struct {
	DB   *db.DB
	Book *registry.Book
	Code func(db.ID) string
	Page func(db.ID) string // its address, whole
}

// pieceRows is how many businesses are read at a time.
const pieceRows = 500

// Rows reads all published businesses piece by piece, each in a transaction of its own, and
// hands each on: memory holds one piece. What changes meanwhile is given as it is when it is read;
// the heads of the diary before and after say whether anything did.
func (r Release) Rows(ctx context.Context, each func(Row) error) error {
	names, after := map[string][2]string{}, db.ID(0)
	for {
		var all []registry.Business
		var held map[db.ID][]registry.Permit
		var today date.Day
		err := r.DB.Read(ctx, func(tx *db.Tx) (err error) {
			today = date.DayOf(tx.Now())
			if len(names) == 0 {
				if err = areaNames(tx, names); err != nil {
					return err
				}
			}
			if all, err = r.Book.ListedAfter(tx, after, pieceRows); err != nil {
				return err
			}
			ids := make([]db.ID, len(all))
			for i, b := range all {
				ids[i] = b.ID
			}
			held, err = registry.PermitsOf(tx, ids)
			return err
		})
		if err != nil {
			return err
		}
		for _, b := range all {
			if err := each(r.row(b, names[b.Facts[registry.Kelurahan]], held[b.ID], today)); err != nil {
				return err
			}
		}
		if len(all) < pieceRows {
			return nil
		}
		after = all[len(all)-1].ID
	}
}

func (r Release) row(b registry.Business, area [2]string, held []registry.Permit, today date.Day) Row {
	f := b.Facts
	out := Row{"code": r.Code(b.ID), "name": f[registry.Name], "other_names": strings.Join(b.OtherNames(), "; "), "kind": f[registry.Kind], "legal_form": f[registry.LegalForm],
		"description": f[registry.AboutID], "kecamatan": area[0], "kelurahan": area[1], "kelurahan_code": f[registry.Kelurahan], "address": f[registry.Address],
		"kbli": f[registry.KBLI], "subsectors": f[registry.Subsectors], "hours": f[registry.Opens], "started": f[registry.Started], "fictional": registry.No, "page": r.Page(b.ID)}
	if at, there := b.Point(); there {
		out["lat"], out["lng"] = geo.Degrees(at.Lat), geo.Degrees(at.Lng)
	}
	if b.Demo {
		out["fictional"] = registry.Yes
	}
	var kinds []string
	for _, x := range held {
		if x.HeldOn(today) && !slices.Contains(kinds, x.Kind) {
			kinds = append(kinds, x.Kind)
		}
	}
	out["holds"] = strings.Join(kinds, " ")
	best := registry.Proof{}
	for _, name := range []registry.Fact{registry.Name, registry.Kelurahan} {
		if x := b.Proofs[name]; x.Level > best.Level {
			best = x
		}
	}
	if out["level"] = best.Level.Code(); best.Level > 0 {
		out["as_of"] = date.DayOf(best.At).String()
	}
	return out
}

// areaNames are the names of each kelurahan and its kecamatan.
func areaNames(tx *db.Tx, out map[string][2]string) error {
	above, err := place.OfLevel(tx, place.Kecamatan)
	if err != nil {
		return err
	}
	called := map[string]string{}
	for _, a := range above {
		called[a.Code] = a.Called()
	}
	all, err := place.OfLevel(tx, place.Kelurahan)
	for _, a := range all {
		out[a.Code] = [2]string{called[a.Parent], a.Called()}
	}
	return err
}

// Head is the newest seal of the diary: a mark of the state of the register that anybody can
// hold against the heads that are published.
func (r Release) Head(ctx context.Context) (h diary.Head, err error) {
	err = r.DB.Read(ctx, func(tx *db.Tx) error {
		h, _, err = diary.Newest(tx)
		return err
	})
	return h, err
}
