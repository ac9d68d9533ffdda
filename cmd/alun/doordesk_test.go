package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/registry"
)

// Words that stand for businesses on the desk of the cast's counter.
const (
	deskWaits  = "MEJATUNGGU"    // was handed in
	deskBack   = "MEJAKEMBALI"   // was handed in, and goes back
	deskAsked  = "MEJAUSUL"      // has a proposal
	deskAsks   = "USULSATU"      // that proposal
	deskNobody = "MEJABEBAS"     // has no owner with an account
	deskChange = "MEJAUBAH"      // a change of the one with a proposal
	deskRead   = "MEJABACA"      // a reading of its private facts
	deskTwinA  = "MEJAKEMBARA"   // two that may be one
	deskTwinB  = "MEJAKEMBARB"   //
	deskFar    = "MEJAJAUH"      // stands in another kecamatan
	farArea    = "64.71.01.1001" // there
)

// Who looks at the desk, and who decides there.
var (
	deskReaders = []string{"planner", "planner without second factor", "inspector", "counter"}
	deskDoers   = []string{"counter"}
)

const sentence = "&sentence=Mohon+lengkapi+alamatnya."

// notAtDesk are addresses that no business of the area has.
func notAtDesk(end string) []refusal {
	return []refusal{{"/petugas/usaha/abc" + end, 404}, {"/petugas/usaha/%00" + end, 404}, {"/petugas/usaha/" + long + end, 404}, {"/petugas/usaha/" + deskFar + end, 404}}
}

// deskDoors are those of officers who look after the register.
var deskDoors = []door{
	{method: "GET", route: "/petugas/usaha", as: "counter", may: also(deskReaders, counters),
		examples: []string{"/petugas/usaha", "/petugas/usaha?keadaan=published", "/petugas/usaha?q=sari", "/petugas/usaha?q=zzqqxx", "/petugas/usaha?wilayah=" + draftArea + "&rt=12", "/petugas/usaha?rt=x", "/petugas/usaha?usul=1", "/petugas/usaha?perbaikan=1", "/petugas/usaha?sesudah=1.abc"},
		refused:  []refusal{{"/petugas/usaha?wilayah=64.71.01", 403}, {"/petugas/usaha?keadaan=lupa", 422}, {"/petugas/usaha?q=%ff", 422}, {"/petugas/usaha?format=exe", 422}}},
	{method: "GET", route: "/petugas/usaha/{code}", as: "counter", may: deskReaders,
		examples: []string{"/petugas/usaha/" + deskWaits, "/petugas/usaha/" + deskAsked + "?ya=terima", "/petugas/usaha/" + deskNobody, "/petugas/usaha/" + deskTwinA},
		refused:  append(notAtDesk(""), refusal{"/petugas/usaha/" + deskWaits + "?ya=%ff", 422})},
	{method: "GET", route: "/petugas/usaha/{code}/langkah/{move}", as: "counter", may: deskDoers,
		examples: []string{"/petugas/usaha/" + deskWaits + "/langkah/publish", "/petugas/usaha/" + deskBack + "/langkah/return", "/petugas/usaha/" + deskWaits + "/langkah/suspend", "/petugas/usaha/" + deskWaits + "/langkah/close", "/petugas/usaha/" + deskWaits + "/langkah/resume"},
		refused:  append(notAtDesk("/langkah/publish"), refusal{"/petugas/usaha/" + deskWaits + "/langkah/lupa", 404})},
	{method: "POST", route: "/petugas/usaha/{code}/langkah/{move}", as: "counter", may: deskDoers, forms: []sent{
		{"/petugas/usaha/" + deskWaits + "/langkah/publish", "", 303, 0},
		{"/petugas/usaha/" + deskWaits + "/langkah/publish", "versi=1", 409, 0},
		{"/petugas/usaha/" + deskBack + "/langkah/return", "sentence=x", 422, 0},
		{"/petugas/usaha/" + deskBack + "/langkah/return", "versi=0" + sentence, 303, 0},
		{"/petugas/usaha/" + deskWaits + "/langkah/suspend", "reason=pajak" + sentence, 422, 0},
		{"/petugas/usaha/" + deskWaits + "/langkah/suspend", "reason=aduan" + sentence, 303, 0},
		{"/petugas/usaha/" + deskWaits + "/langkah/resume", "versi=0" + sentence, 303, 0},
		{"/petugas/usaha/" + deskWaits + "/langkah/lupa", "", 404, 0},
		{"/petugas/usaha/" + deskFar + "/langkah/publish", "", 404, 0},
		{"/petugas/usaha/abc/langkah/publish", "", 404, 0}}},
	{method: "POST", route: "/petugas/usaha/{code}/usul/{proposal}", as: "counter", may: deskDoers, forms: []sent{
		{"/petugas/usaha/" + deskAsked + "/usul/" + deskAsks, "putusan=tolak", 303, 0},
		{"/petugas/usaha/" + deskAsked + "/usul/" + deskAsks, "putusan=terima", 409, 0},
		{"/petugas/usaha/" + deskAsked + "/usul/abc", "putusan=terima", 409, 0},
		{"/petugas/usaha/abc/usul/" + deskAsks, "putusan=terima", 404, 0}}},
	{method: "POST", route: "/petugas/usaha/{code}/periksa", as: "counter", may: deskDoers, forms: []sent{
		{"/petugas/usaha/" + deskAsked + "/periksa", "fakta=kelurahan&fakta=rt&dasar=seen", 303, 0},
		{"/petugas/usaha/" + deskAsked + "/periksa", "fakta=kelurahan&dasar=register", 422, 0},
		{"/petugas/usaha/" + deskAsked + "/periksa", "", 422, 0},
		{"/petugas/usaha/abc/periksa", "fakta=rt&dasar=seen", 404, 0}}},
	{method: "POST", route: "/petugas/usaha/{code}/pribadi", as: "counter", may: deskDoers, forms: []sent{
		{"/petugas/usaha/" + deskAsked + "/pribadi", "keperluan=layanan", 303, 0},
		{"/petugas/usaha/" + deskAsked + "/pribadi", "keperluan=pajak", 422, 0},
		{"/petugas/usaha/abc/pribadi", "keperluan=layanan", 404, 0}}},
	{method: "GET", route: "/petugas/usaha/{code}/pribadi/{read}", as: "counter", may: deskDoers, examples: []string{"/petugas/usaha/" + deskAsked + "/pribadi/" + deskRead},
		refused: []refusal{{"/petugas/usaha/" + deskAsked + "/pribadi/abc", 404}, {"/petugas/usaha/" + deskWaits + "/pribadi/" + deskRead, 404}}},
	{method: "POST", route: "/petugas/usaha/{code}/pemilik", as: "counter", may: deskDoers, forms: []sent{
		{"/petugas/usaha/" + deskNobody + "/pemilik", "login=" + makerPhone + "&document=ktp", 303, 0},
		{"/petugas/usaha/" + deskNobody + "/pemilik", "login=" + makerPhone + "&document=ktp", 409, 0},
		{"/petugas/usaha/" + deskNobody + "/pemilik", "login=bukan&document=ktp", 422, 0},
		{"/petugas/usaha/" + deskNobody + "/pemilik", "login=" + makerPhone, 422, 0},
		{"/petugas/usaha/abc/pemilik", "login=" + makerPhone + "&document=ktp", 404, 0}}},
	{method: "GET", route: "/petugas/usaha/{code}/riwayat", as: "counter", may: deskReaders, examples: []string{"/petugas/usaha/" + deskAsked + "/riwayat", "/petugas/usaha/" + deskWaits + "/riwayat"}, refused: notAtDesk("/riwayat")},
	{method: "POST", route: "/petugas/usaha/{code}/riwayat/{change}", as: "counter", may: deskDoers, forms: []sent{
		{"/petugas/usaha/" + deskAsked + "/riwayat/" + deskChange, "", 303, 0},
		{"/petugas/usaha/" + deskAsked + "/riwayat/" + deskChange, "", 409, 0},
		{"/petugas/usaha/" + deskAsked + "/riwayat/abc", "", 404, 0},
		{"/petugas/usaha/abc/riwayat/" + deskChange, "", 404, 0}}},
	{method: "GET", route: "/petugas/usaha/ganda", as: "counter", may: also(deskReaders, counters), examples: []string{"/petugas/usaha/ganda", "/petugas/usaha/ganda?keadaan=merged", "/petugas/usaha/ganda?sesudah=bukan"},
		refused: []refusal{{"/petugas/usaha/ganda?wilayah=64.71.01", 403}, {"/petugas/usaha/ganda?keadaan=lupa", 422}}},
	{method: "GET", route: "/petugas/usaha/ganda/{a}/dengan/{b}", as: "counter", may: deskReaders,
		examples: []string{"/petugas/usaha/ganda/" + deskTwinA + "/dengan/" + deskTwinB, "/petugas/usaha/ganda/" + deskTwinA + "/dengan/" + deskFar},
		refused:  []refusal{{"/petugas/usaha/ganda/abc/dengan/" + deskTwinA, 404}, {"/petugas/usaha/ganda/" + deskTwinA + "/dengan/" + deskTwinA, 404}}},
	{method: "POST", route: "/petugas/usaha/ganda/{a}/dengan/{b}", as: "counter", may: deskDoers, forms: []sent{
		{"/petugas/usaha/ganda/" + deskTwinA + "/dengan/" + deskTwinB, "putusan=gabung&simpan=" + deskTwinA, 303, 0},
		{"/petugas/usaha/ganda/" + deskTwinA + "/dengan/" + deskTwinB, "putusan=gabung&simpan=" + deskTwinA, 409, 0},
		{"/petugas/usaha/ganda/" + deskTwinA + "/dengan/" + deskTwinB, "putusan=pisah", 303, 0},
		{"/petugas/usaha/ganda/" + deskTwinA + "/dengan/" + deskTwinB, "putusan=ulang", 303, 0},
		{"/petugas/usaha/ganda/" + deskTwinA + "/dengan/" + deskTwinB, "putusan=gabung", 422, 0},
		{"/petugas/usaha/ganda/" + deskTwinA + "/dengan/" + deskTwinB, "putusan=lupa", 422, 0},
		{"/petugas/usaha/ganda/" + deskTwinA + "/dengan/" + deskFar, "putusan=bukan", 404, 0},
		{"/petugas/usaha/ganda/abc/dengan/" + deskTwinB, "putusan=bukan", 404, 0}}},
}

// deskStall is a business of the maker that was handed in.
func (v *visit) deskStall(tx *db.Tx, book *registry.Book, name string) (db.ID, error) {
	set := wholeStall()
	set[registry.Name] = name
	maker := v.people["maker"].Session
	id, err := book.Register(tx, maker, registry.Registering{Set: set})
	if err == nil {
		err = book.Submit(tx, maker, registry.Step{Business: id})
	}
	return id, err
}

// markedStall is one whose description an officer should look at.
func markedStall() registry.Values {
	set := wholeStall()
	set[registry.AboutID] = "Jasa surat, bisa untuk bayar pinjol."
	return set
}

// deskProposal makes a fact of a business better known, and lets the helper say
// otherwise.
func (v *visit) deskProposal(tx *db.Tx, book *registry.Book, id db.ID) (proposal db.ID, err error) {
	officer, helper := v.people["counter"].Session, v.people["helper"].Session
	if _, err := book.Change(tx, officer, registry.Changing{Business: id, Confirm: []registry.Fact{registry.Name}, Level: registry.Document}); err != nil {
		return 0, err
	}
	if _, err := book.Change(tx, helper, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Nasi Kuning Bu Siti"}}); err != nil {
		return 0, err
	}
	all, err := book.Proposals(tx, officer, id)
	if err == nil && len(all) != 1 {
		err = fmt.Errorf("%d proposals", len(all))
	}
	if err != nil {
		return 0, err
	}
	return all[0].ID, nil
}

// deskChanged is a change that the counter made.
func (v *visit) deskChanged(tx *db.Tx, book *registry.Book, id db.ID) (change db.ID, err error) {
	officer := v.people["counter"].Session
	if _, err := book.Change(tx, officer, registry.Changing{Business: id, Set: registry.Values{registry.AboutEN: fmt.Sprint("Rice number ", tx.NewID())}}); err != nil {
		return 0, err
	}
	all, err := book.History(tx, officer, id, 0, 1)
	if err != nil {
		return 0, err
	}
	return all[0].ID, nil
}

// sitAtDesk gives the cast's counter something to decide.
func (v *visit) sitAtDesk() {
	v.Helper()
	book, err := v.house.register(v.Context())
	if err != nil {
		v.Fatal(err)
	}
	far, _ := accounttest.Sign(v.T, v.house.db, v.house.keys, accounttest.Role{Role: account.Counter, Area: "64.71.01"})
	ids := map[string]db.ID{}
	v.act(func(tx *db.Tx) (err error) {
		for word, name := range map[string]string{deskWaits: "Soto Banjar Bu Aminah", deskBack: "Kue Basah Aulia", deskAsked: "Nasi Kuning Bu Sari", deskTwinA: "Depot Sarinten Embunpagi", deskTwinB: "Dpt Sarinten Embunpagi"} {
			if ids[word], err = v.deskStall(tx, book, name); err != nil {
				return err
			}
		}
		if ids[deskNobody], err = book.Register(tx, v.people["counter"].Session, registry.Registering{Set: markedStall()}); err != nil {
			return err
		}
		if ids[deskFar], err = book.Register(tx, far.Session, registry.Registering{Set: registry.Values{registry.Kind: registry.Usaha, registry.Name: "Depot Sarinten Embunpagi", registry.Kelurahan: farArea}}); err != nil {
			return err
		}
		if ids[deskAsks], err = v.deskProposal(tx, book, ids[deskAsked]); err != nil {
			return err
		}
		if ids[deskChange], err = v.deskChanged(tx, book, ids[deskAsked]); err != nil {
			return err
		}
		// A reading is shown for two minutes: this one until the tests are over.
		who := v.people["counter"]
		ids[deskRead] = tx.NewID()
		_, err = tx.Exec(`insert into registry_read (id, business, reader, held, facts, purpose, at) values ($1, $2, $3, $4, 'wa address', 'layanan', $5)`,
			ids[deskRead], ids[deskAsked], who.Person, who.Grant.ID, tx.Now().Add(24*time.Hour))
		return err
	})
	for word, id := range ids {
		v.codes[word] = v.house.keys.Codec().Encode(int64(id))
	}
}

// deskActs are what can be done once: each has a business of its own.
func (w *twoFaces) deskActs() map[string]act {
	code := func(id db.ID) string { return w.house.keys.Codec().Encode(int64(id)) }
	press := func(ready func(tx *db.Tx, book *registry.Book) (path, body string, err error)) act {
		return func(ctx context.Context, _ int) error {
			book, err := w.house.register(ctx)
			if err != nil {
				return err
			}
			var path, body string
			if err := w.house.db.Write(ctx, func(tx *db.Tx) (err error) { path, body, err = ready(tx, book); return err }); err != nil {
				return err
			}
			return w.formAs(ctx, "counter", w.site.Handler(), "/petugas/usaha/"+path, body, http.StatusSeeOther)
		}
	}
	return map[string]act{
		"POST /petugas/usaha/{code}/langkah/{move}": press(func(tx *db.Tx, book *registry.Book) (string, string, error) {
			id, err := w.deskStall(tx, book, "Soto Lamongan")
			return code(id) + "/langkah/publish", "", err
		}),
		"POST /petugas/usaha/{code}/usul/{proposal}": press(func(tx *db.Tx, book *registry.Book) (string, string, error) {
			id, err := w.deskStall(tx, book, "Soto Kudus")
			if err != nil {
				return "", "", err
			}
			proposal, err := w.deskProposal(tx, book, id)
			return code(id) + "/usul/" + code(proposal), "putusan=terima", err
		}),
		"POST /petugas/usaha/{code}/pemilik": press(func(tx *db.Tx, book *registry.Book) (string, string, error) {
			id, err := book.Register(tx, w.people["counter"].Session, registry.Registering{Set: wholeStall()})
			return code(id) + "/pemilik", "login=" + makerPhone + "&document=ktp", err
		}),
		"POST /petugas/usaha/{code}/riwayat/{change}": press(func(tx *db.Tx, book *registry.Book) (string, string, error) {
			id, err := w.deskStall(tx, book, "Soto Betawi")
			if err != nil {
				return "", "", err
			}
			change, err := w.deskChanged(tx, book, id)
			return code(id) + "/riwayat/" + code(change), "", err
		}),
		"POST /petugas/usaha/ganda/{a}/dengan/{b}": press(func(tx *db.Tx, book *registry.Book) (string, string, error) {
			a, err := w.deskStall(tx, book, "Soto Madura")
			if err != nil {
				return "", "", err
			}
			b, err := w.deskStall(tx, book, "Soto Madura")
			return "ganda/" + code(a) + "/dengan/" + code(b), "putusan=gabung&simpan=" + code(a), err
		}),
		"work twins":      w.looksForTwins,
		"work owner news": w.hears("owner news", "owner"),
	}
}

func (w *twoFaces) looksForTwins(ctx context.Context, _ int) error {
	if err := w.given(ctx, `delete from registry_ganda_run`); err != nil {
		return err
	}
	return w.runs(ctx, "twins", func(ctx context.Context) (done bool, err error) {
		err = w.house.db.Read(ctx, func(tx *db.Tx) error {
			_, done, err = db.One(tx, (*db.Row).Int64, `select id from registry_ganda_run`)
			return err
		})
		return done, err
	})
}
