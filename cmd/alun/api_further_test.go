package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"

	"alun/ground/api"
	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/registry/asosiasi"
	"alun/record/registry/kbli"
	"alun/record/registry/kurasi"
	"alun/record/registry/product"
	"alun/record/registry/size"
)

// furtherCall is a change that a program makes for somebody of the cast: op is its address
// in the document, at the one that is sent. A planner's program is one that decides.
type furtherCall struct{ op, at, who, body string }

const (
	curationEntry = "/curation/entries/{id}"
	curationCall  = "/curation/calls/{code}"
	groupAt       = "/associations/{code}"
	ownAt         = "/businesses/{code}/record"
	apiCall       = `"year":2026,"title":"Produk ikon 2026","purpose":"Dipakai kota sebagai cenderamata.","entrants":"Pemilik usaha di kota.","opens_at":"2026-12-01T08:00:00+08:00","closes_at":"2099-12-20T16:00:00+08:00","quota":3,"curators_each":3,"criteria":[{"title":"Mutu","weight":100}]}`
	apiGroup      = `{"name":"Himpunan {n}","about":"Himpunan penjahit kota.","mail":"a@contoh.id"}`
	apiYes        = `"consent_text":1,"consent_lang":"id"}`
)

// furtherActs are what programs do beside the life of a business: each with calls, an
// association or a business of its own.
func (w *twoFaces) furtherActs() map[string]act {
	out := w.ruleActs()
	for _, some := range []struct {
		make  func(ctx context.Context) (map[string]string, error)
		calls []furtherCall
	}{{w.someCalls, curationCalls}, {w.someGroup, groupCalls}, {w.someShop, shopCalls}} {
		for _, c := range some.calls {
			out[methodOf(c)+" "+api.Prefix+c.op] = func(ctx context.Context, n int) error {
				names, err := some.make(ctx)
				if err != nil {
					return err
				}
				names["{n}"] = fmt.Sprint(n, " ", names["{own}"])
				return w.furthers(ctx, c, names)
			}
		}
	}
	return out
}

// methodOf is PATCH of the two that say a thing anew.
func methodOf(c furtherCall) string {
	if strings.HasSuffix(c.op, "/board") || strings.HasSuffix(c.op, "/kept") {
		return "PATCH"
	}
	return "POST"
}

var curationCalls = []furtherCall{
	{"/curation/calls", "/curation/calls", "planner", `{"kind":"product",` + apiCall},
	{curationCall + "/board", "/curation/calls/{draft}/board", "planner", `{` + apiCall},
	{curationCall + "/open", "/curation/calls/{draft}/open", "planner", `{"version":1}`},
	{curationCall + "/judge", "/curation/calls/{closed}/judge", "planner", `{"version":2}`},
	{curationCall + "/decide", "/curation/calls/{scored}/decide", "planner", `{"version":3}`},
	{curationCall + "/publish", "/curation/calls/{decided}/publish", "planner", `{"version":4}`},
	{curationCall + "/cancel", "/curation/calls/{open}/cancel", "planner", `{"version":2,"reason":"Tidak jadi tahun ini."}`},
	{curationCall + "/curators", "/curation/calls/{draft}/curators", "planner", `{"login":"` + makerPhone + `"}`},
	{curationCall + "/curators/{id}/release", "/curation/calls/{open}/curators/{curator}/release", "planner", `{}`},
	{curationCall + "/entries", "/curation/calls/{open}/entries", "maker", `{"business":"{business}","subject":"{product}","statement":"Ditenun tangan oleh lima perajin.","consent":true}`},
	{curationEntry + "/withdraw", "/curation/entries/{in}/withdraw", "maker", `{}`},
	{curationEntry + "/consent", "/curation/entries/{in}/consent", "maker", `{"consent":false}`},
	{curationEntry + "/interest", "/curation/entries/{judging}/interest", "inspector", `{"interest":"supplier"}`},
	{curationEntry + "/score", "/curation/entries/{declared}/score", "inspector", `{"version":0,"points":[80],"feedback":"Kemasannya perlu label."}`},
}

var groupCalls = []furtherCall{
	{"/associations", "/associations", "planner", apiGroup},
	{groupAt + "/kept", "/associations/{new}/kept", "planner", apiGroup},
	{groupAt + "/kept/recognise", "/associations/{new}/kept/recognise", "planner", `{"version":1}`},
	{groupAt + "/kept/end", "/associations/{group}/kept/end", "planner", `{"version":2}`},
	{groupAt + "/kept/managers", "/associations/{group}/kept/managers", "planner", `{"login":"` + makerPhone + `"}`},
	{groupAt + "/kept/managers/{id}/end", "/associations/{group}/kept/managers/{row}/end", "planner", `{}`},
	{groupAt + "/step-down", "/associations/{group}/step-down", "operator", `{}`},
	{groupAt + "/memberships", "/associations/{group}/memberships", "operator", `{"business":"{free}"}`},
	{groupAt + "/memberships/{id}/confirm", "/associations/{group}/memberships/{wish}/confirm", "operator", `{"version":1}`},
	{groupAt + "/memberships/{id}/end", "/associations/{group}/memberships/{member}/end", "operator", `{}`},
	{groupAt + "/memberships/{id}/nominate", "/associations/{group}/memberships/{member}/nominate", "operator", `{"for":"pelatihan","sentence":"Rajin dan rapi bekerja."}`},
	{groupAt + "/nominations/{id}/withdraw", "/associations/{group}/nominations/{says}/withdraw", "operator", `{}`},
	{ownAt + "/associations", "/businesses/{free}/record/associations", "maker", `{"association":"{group}",` + apiYes},
	{ownAt + "/associations/{id}/agree", "/businesses/{asked}/record/associations/{bid}/agree", "maker", `{"version":1,` + apiYes},
	{ownAt + "/associations/{id}/leave", "/businesses/{own}/record/associations/{member}/leave", "maker", `{}`},
	{ownAt + "/associations/{id}/show", "/businesses/{own}/record/associations/{member}/show", "maker", `{"shown":true}`},
	{ownAt + "/nominations/{id}/reply", "/businesses/{own}/record/nominations/{says}/reply", "maker", `{"agree":false}`},
	{ownAt + "/nominations/{id}/retract", "/businesses/{own}/record/nominations/{says}/retract", "maker", `{}`},
}

var shopCalls = []furtherCall{
	{ownAt + "/invitations", "/businesses/{own}/record/invitations", "maker", `{"login":"` + makerPhone + `"}`},
	{ownAt + "/invitations/{id}/withdraw", "/businesses/{own}/record/invitations/{invited}/withdraw", "maker", `{}`},
	{ownAt + "/products/{id}/order", "/businesses/{own}/record/products/{product}/order", "maker", `{"up":false}`},
	{ownAt + "/product-history/{id}/take-back", "/businesses/{own}/record/product-history/{change}/take-back", "maker", `{}`},
	{ownAt + "/photos/{id}/describe", "/businesses/{own}/record/photos/{photo}/describe", "maker", `{"alt":"Soto ayam"}`},
	{ownAt + "/photos/{id}/first", "/businesses/{own}/record/photos/{photo}/first", "maker", `{}`},
	{ownAt + "/photos/{id}/return", "/businesses/{own}/record/photos/{off}/return", "maker", `{}`},
	{ownAt + "/photos/{id}/erase", "/businesses/{own}/record/photos/{off}/erase", "maker", `{}`},
	{ownAt + "/readiness/{axis}", "/businesses/{own}/record/readiness/legalitas", "maker", `{"answers":[{"question":"halal","value":"proses","seen":0}]}`},
	{"/businesses/{code}/work", "/businesses/{own}/work", "operator", `{"works":true}`},
}

// ruling is a key by which a program decides for the cast's planner.
func (w *twoFaces) ruling(ctx context.Context) (register, error) {
	r, session := register{w, api.Secret()}, web.SessionHash(web.NewKey())
	return r, w.house.db.Write(ctx, func(tx *db.Tx) error {
		if err := letsDecide(tx, w.people["planner"].Session, session); err != nil {
			return err
		}
		_, err := keysThatDecide.Make(tx, byCommand, r.secret, api.Key{Name: "planner", Scopes: keysThatDecide.Scopes, For: session})
		return err
	})
}

// furthers sends a call as whom it is for.
func (w *twoFaces) furthers(ctx context.Context, c furtherCall, names map[string]string) error {
	who := w.as
	if c.who == "planner" {
		who = func(ctx context.Context, _ string) (register, error) { return w.ruling(ctx) }
	}
	r, err := who(ctx, c.who)
	if err != nil {
		return err
	}
	put := func(text string) string {
		for from, to := range names {
			text = strings.ReplaceAll(text, from, to)
		}
		return text
	}
	if methodOf(c) == "PATCH" {
		return r.patches(ctx, put(c.at), put(c.body))
	}
	want := 200
	for _, made := range []string{"/calls", "/entries", "/memberships", "/nominate", "/record/associations", "/associations", "/invitations"} {
		if strings.HasSuffix(c.op, made) {
			want = 201
		}
	}
	_, _, err = r.send(ctx, "POST", put(c.at), []byte(put(c.body)), want)
	return err
}

// someCalls are calls in all states, with what the maker entered.
func (w *twoFaces) someCalls(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	return out, w.house.db.Write(ctx, func(tx *db.Tx) error {
		o, err := w.curated(tx)
		if err != nil {
			return err
		}
		closed, _, err := w.calls(tx, onlyClosed, o)
		if err != nil {
			return err
		}
		scored, entry, err := w.calls(tx, onlyScored, o)
		if err != nil {
			return err
		}
		again, declared, err := w.calls(tx, 3, o)
		if err == nil {
			err = w.house.kurasiDesk().Declare(tx, w.people["inspector"].Session, declared, kurasi.NoInterest)
		}
		for name, id := range map[string]db.ID{"draft": o.draft, "open": o.open, "closed": closed, "scored": scored, "decided": o.decided, "in": o.in, "judging": o.judging, "declared": declared, "business": o.business,
			"product": o.product, "curator": w.people["inspector"].Person, "again": again, "entry": entry} {
			out["{"+name+"}"] = w.code(id)
		}
		return err
	})
}

// someGroup is an association, with a member, one that is asked, and one that asks.
func (w *twoFaces) someGroup(ctx context.Context) (map[string]string, error) {
	book, err := w.house.register(ctx)
	if err != nil {
		return nil, err
	}
	desk, planner, maker, head := w.house.asosiasiDesk(), w.people["planner"].Session, w.people["maker"].Session, w.people["operator"].Session
	yes, ids := asosiasi.Consent{Text: asosiasi.Text, Lang: lang.ID}, map[string]db.ID{}
	err = w.house.db.Write(ctx, func(tx *db.Tx) (err error) {
		steps := []struct {
			name string
			make func() (db.ID, error)
		}{
			{"group", func() (db.ID, error) { return w.group(tx, "Perkumpulan "+w.code(tx.NewID()), "operator", "head") }},
			{"new", func() (db.ID, error) { return w.group(tx, "Perkumpulan "+w.code(tx.NewID()), "operator") }},
			{"row", func() (db.ID, error) { return w.headRow(tx, ids["group"], "operator") }},
			{"", func() (db.ID, error) { return 0, desk.Recognise(tx, planner, ids["group"], 1) }},
			{"own", func() (db.ID, error) { return w.groupStall(tx, book) }},
			{"asked", func() (db.ID, error) { return w.groupStall(tx, book) }},
			{"asks", func() (db.ID, error) { return w.groupStall(tx, book) }},
			{"free", func() (db.ID, error) { return w.groupStall(tx, book) }},
			{"member", func() (db.ID, error) { return desk.Invite(tx, head, ids["group"], ids["own"]) }},
			{"", func() (db.ID, error) {
				return 0, desk.Agree(tx, maker, asosiasi.On{Membership: ids["member"], Version: 1}, yes)
			}},
			{"bid", func() (db.ID, error) { return desk.Invite(tx, head, ids["group"], ids["asked"]) }},
			{"wish", func() (db.ID, error) { return desk.Ask(tx, maker, ids["asks"], ids["group"], yes) }},
			{"says", func() (db.ID, error) {
				return desk.Nominate(tx, head, asosiasi.Nominating{Membership: ids["member"], For: "ikon", Sentence: "Nasi kuningnya dicari orang."})
			}},
		}
		for _, s := range steps {
			if ids[s.name], err = s.make(); err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
		}
		return nil
	})
	return w.coded(ids), err
}

// coded are ids by their names in an address.
func (w *twoFaces) coded(ids map[string]db.ID) map[string]string {
	out := map[string]string{}
	for name, id := range ids {
		if name != "" { // what has no name made nothing
			out["{"+name+"}"] = w.code(id)
		}
	}
	return out
}

// someShop is a published business with two products, a photo, and one that was taken off.
func (w *twoFaces) someShop(ctx context.Context) (map[string]string, error) {
	book, err := w.house.register(ctx)
	if err != nil {
		return nil, err
	}
	files, err := w.house.files.Pictures(ctx, blob.Sent{Name: "a.jpg", Content: bytes.NewReader(aPicture())}, product.Photographs, product.Edges...)
	if err != nil {
		return nil, err
	}
	invites := w.otherMaker()
	ids, maker, desk := map[string]db.ID{}, w.people["maker"].Session, product.Desk{Book: book}
	err = w.house.db.Write(ctx, func(tx *db.Tx) (err error) {
		if ids["own"], err = w.groupStall(tx, book); err == nil {
			ids["product"], err = desk.Add(tx, maker, ids["own"], product.Typed{Name: "Soto", Shown: true})
		}
		if err == nil {
			_, err = desk.Add(tx, maker, ids["own"], product.Typed{Name: "Es teh", Shown: true})
		}
		if err != nil {
			return err
		}
		all, err := desk.History(tx, maker, ids["own"], 0, 1)
		if err == nil {
			ids["invited"], err = book.Invite(tx, maker, ids["own"], invites.Person)
		}
		if err == nil {
			ids["change"] = all[0].ID
			ids["photo"], err = desk.AddPhoto(tx, maker, product.AddingPhoto{Business: ids["own"], Sizes: files})
		}
		if err == nil {
			ids["off"], err = desk.AddPhoto(tx, maker, product.AddingPhoto{Business: ids["own"], Sizes: files})
		}
		if err == nil {
			err = desk.TakeOff(tx, maker, ids["off"])
		}
		return err
	})
	return w.coded(ids), err
}

// ruleActs are what a planner's program decides by rules, one after the other, and the
// answer to an invitation, which needs somebody else.
func (w *twoFaces) ruleActs() map[string]act {
	const at = "POST " + api.Prefix
	other := sync.OnceValue(func() account.Who { return w.otherMaker() })
	key := kbli.Key{Version: "2020", Code: "56102"}
	maps := func(name string) act {
		return w.alone(func(ctx context.Context, _ int) error {
			slug := "kuliner"
			err := w.house.db.Write(ctx, func(tx *db.Tx) error {
				m, found, err := kbli.MappingOf(tx, key)
				switch {
				case err != nil || !found && name == "map":
				case !found:
					err = kbli.Map(tx, w.people["planner"].Session, slug, key, "Sesuai uraian resmi kode ini.")
				case name == "unmap":
					slug = m.Slug
				case m.Slug == slug:
					slug = "kriya"
				}
				return err
			})
			if err != nil {
				return err
			}
			return w.furthers(ctx, furtherCall{at: "/subsectors/" + slug + "/codes/" + name, who: "planner", body: `{"version":"2020","code":"56102","why":"Sesuai uraian resmi kode ini."}`}, nil)
		})
	}
	return map[string]act{
		at + "/subsectors/{slug}/codes/map":   maps("map"),
		at + "/subsectors/{slug}/codes/unmap": maps("unmap"),
		at + "/invitations/{id}/answer": func(ctx context.Context, _ int) error {
			var id db.ID
			asks := other() // a write of its own
			err := w.house.db.Write(ctx, func(tx *db.Tx) (err error) { id, err = w.asked(tx, asks); return err })
			if err != nil {
				return err
			}
			return w.furthers(ctx, furtherCall{at: "/invitations/" + w.code(id) + "/answer", who: "maker", body: `{"agree":false}`}, nil)
		},
		at + "/size/steps": w.alone(func(ctx context.Context, n int) error { _, err := w.cutsSteps(ctx, n); return err }),
		at + "/size/steps/{id}/withdraw": w.alone(func(ctx context.Context, n int) error {
			id, err := w.cutsSteps(ctx, n)
			if err != nil {
				return err
			}
			return w.furthers(ctx, furtherCall{at: "/size/steps/" + id + "/withdraw", who: "planner", body: `{}`}, nil)
		}),
	}
}

// cutsSteps cuts the city's steps from a day on that no other act takes, and gives the
// version.
func (w *twoFaces) cutsSteps(ctx context.Context, n int) (version string, err error) {
	r, err := w.ruling(ctx)
	if err != nil {
		return "", err
	}
	now, _, err := r.send(ctx, "GET", "/size/steps", nil, 200)
	if err != nil {
		return "", err
	}
	from := date.Day{Year: 2060, Month: 1, Date: 1}.Next(n)
	_, _, err = r.send(ctx, "POST", "/size/steps", fmt.Appendf(nil, `{"seen":%q,"ends":[%d,300000000,1000000000],"valid_from":%q,"decree":"Keputusan Uji","why":"Batas pertama dinaikkan."}`, now["seen"], 61_000_000+n%200*1_000_000, from.String()), 201)
	if err != nil {
		return "", err
	}
	return w.code(w.newestSteps(ctx)), nil
}

// newestSteps is the version of the city's steps that was written down last.
func (w *twoFaces) newestSteps(ctx context.Context) (id db.ID) {
	_ = w.house.db.Read(ctx, func(tx *db.Tx) error { // what is not read is found nowhere
		rules, err := size.Read(tx)
		if err == nil {
			id = rules.Newest(size.Steps).ID
		}
		return err
	})
	return id
}
