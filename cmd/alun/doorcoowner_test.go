package main

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/registry"
)

// Words that stand for invitations to own a business.
const (
	asksMaker = "AJAKPELAKU" // that the cast's maker has of another one
	asksOther = "AJAKKEDUA"  // of the cast's maker, to another one
)

const asksPath = "/usaha-saya/ajakan"

// coownerDoors are those of invitations to own a business too.
var coownerDoors = []door{
	{method: "GET", route: asksPath, as: "maker", may: everyone(), examples: []string{asksPath, asksPath + "?ya=bukan"}, refused: []refusal{{asksPath + "?ya=%ff", 422}}},
	{method: "POST", route: asksPath, as: "maker", may: []string{"maker"}, forms: []sent{
		{asksPath, "langkah=ya&ajakan=" + asksMaker, 303, 0},
		{asksPath, "langkah=ya&ajakan=" + asksMaker, 404, 0},
		{asksPath, "langkah=nanti&ajakan=" + asksMaker, 422, 0},
		{asksPath, "langkah=ya&ajakan=" + asksOther, 404, 0},
		{asksPath, "langkah=%ff&ajakan=%00", 422, 0}}},
	{method: "POST", route: "/usaha-saya/{code}/pemilik", as: "maker", may: []string{"maker"}, forms: []sent{
		{sharesPath0 + "/pemilik", "login=" + makerPhone, 303, 0},
		{sharesPath0 + "/pemilik", "login=" + makerPhone, 422, 0},
		{sharesPath0 + "/pemilik", "login=0812-0000-0000", 422, 0},
		{sharesPath0 + "/pemilik", "", 422, 0},
		{"/usaha-saya/" + ownsShut + "/pemilik", "login=" + makerPhone, 409, 0},
		{"/usaha-saya/abc/pemilik", "login=" + makerPhone, 404, 0}}},
	{method: "POST", route: "/usaha-saya/{code}/pemilik/{row}", as: "maker", may: []string{"maker"}, forms: []sent{
		{ownsPath + "/pemilik/" + asksOther, "", 303, 0},
		{ownsPath + "/pemilik/" + asksOther, "", 404, 0},
		{ownsPath + "/pemilik/abc", "", 404, 0},
		{"/usaha-saya/abc/pemilik/" + asksOther, "", 404, 0}}},
}

const sharesPath0 = "/usaha-saya/" + sharesOne

// asked has another maker ask that of the cast to own a business too.
func (v *visit) asked(tx *db.Tx, other account.Who) (invitation db.ID, err error) {
	book := v.house.book()
	business, err := book.Register(tx, other.Session, registry.Registering{Set: wholeStall()})
	if err != nil {
		return 0, err
	}
	return book.Invite(tx, other.Session, business, v.people["maker"].Person)
}

// askOwners makes one invitation of each side.
func (v *visit) askOwners() {
	v.Helper()
	other := v.otherMaker()
	id, _ := v.house.keys.Codec().Decode(v.codes[ownsOne])
	err := v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		one, err := v.asked(tx, other)
		if err != nil {
			return err
		}
		two, err := v.house.book().Invite(tx, v.people["maker"].Session, db.ID(id), other.Person)
		v.codes[asksMaker], v.codes[asksOther] = v.house.keys.Codec().Encode(int64(one)), v.house.keys.Codec().Encode(int64(two))
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
}

func (v *visit) otherMaker() account.Who {
	who, _ := accounttest.Sign(v.T, v.house.db, v.house.keys, accounttest.Role{Role: account.Maker})
	return who
}

// coownerActs are what can be done with invitations: each act has a business of its own.
func (w *twoFaces) coownerActs() map[string]act {
	other := sync.OnceValue(func() account.Who { return w.otherMaker() })
	own := func(ctx context.Context, path string, n int) (o owned, err error) {
		err = w.house.db.Write(ctx, func(tx *db.Tx) (err error) { o, err = w.owned(tx, w.house.book(), path+strconv.Itoa(n)); return err })
		return o, err
	}
	const at = "/usaha-saya/{code}/pemilik"
	return map[string]act{
		"POST " + asksPath: func(ctx context.Context, _ int) error {
			var id db.ID
			asks := other() // a write of its own
			err := w.house.db.Write(ctx, func(tx *db.Tx) (err error) { id, err = w.asked(tx, asks); return err })
			if err != nil {
				return err
			}
			return w.formAs(ctx, "maker", w.site.Handler(), asksPath, "langkah=tidak&ajakan="+w.code(id), http.StatusSeeOther)
		},
		"POST " + at: func(ctx context.Context, n int) error {
			o, err := own(ctx, at, n)
			if err != nil {
				return err
			}
			return w.formAs(ctx, "maker", w.site.Handler(), strings.ReplaceAll(at, "{code}", w.code(o.business)), "login="+makerPhone, http.StatusSeeOther, http.StatusTooManyRequests)
		},
		"POST " + at + "/{row}": func(ctx context.Context, n int) error {
			o, err := own(ctx, at+"/{row}", n)
			if err != nil {
				return err
			}
			var id db.ID
			asked := other()
			err = w.house.db.Write(ctx, func(tx *db.Tx) (err error) {
				id, err = w.house.book().Invite(tx, w.people["maker"].Session, o.business, asked.Person)
				return err
			})
			if err != nil {
				return err
			}
			return w.formAs(ctx, "maker", w.site.Handler(), strings.ReplaceAll(at, "{code}", w.code(o.business))+"/"+w.code(id), "", http.StatusSeeOther)
		},
	}
}
