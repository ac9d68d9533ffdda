package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/lang"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
)

// Words that stand for associations, for which two operators of the cast speak, and for
// what the businesses of the cast's maker have there.
const (
	groupOne   = "PERKUMPULANSATU"  // recognised
	groupNew   = "PERKUMPULANBARU"  // proposed
	groupGone  = "PERKUMPULANLEWAT" // ended
	groupOwner = "WARGASATU"        // a business that is a member
	groupFree  = "WARGAEMPAT"       // one that is in none
	groupFresh = "WARGALIMA"        // and another
	groupIn    = "TERDAFTARSATU"    // the membership of the first
	groupBid   = "TERDAFTARDUA"     // one that is invited, of the second
	groupBidOf = "WARGADUA"
	groupWish  = "TERDAFTARTIGA" // one that asked, of the third
	groupSays  = "CALONSATU"     // a nomination that waits
	groupSays2 = "CALONDUA"      // and another
	groupRow   = "URUSANSATU"    // the row of a manager of the recognised one
)

// Who speaks for the association, and who keeps the list.
var (
	groupHeads = []string{"operator", "other operator", "head", "inspector"}
	groupKeeps = []string{"planner"}
)

const (
	groupDesk = "/asosiasi-saya/" + groupOne
	groupOwn  = "/usaha-saya/" + groupOwner + "/asosiasi"
	groupKept = "/petugas/asosiasi/" + groupOne
	agreed    = "&setuju=1&naskah=1"
	agreedTwo = "&setuju=1&naskah=2" // to being put forward
)

// asosiasiDoors are those of associations, their managers, and owners.
var asosiasiDoors = []door{
	{method: "GET", route: "/asosiasi", examples: []string{"/asosiasi"}, refused: []refusal{{"/asosiasi?x=%00", 422}}},
	{method: "GET", route: "/asosiasi/{code}", examples: []string{"/asosiasi/" + groupOne, "/asosiasi/" + groupOne + "?sesudah=abc"},
		refused: []refusal{{"/asosiasi/abc", 404}, {"/asosiasi/%00", 404}, {"/asosiasi/" + groupNew, 404}, {"/asosiasi/" + groupGone, 410}, {"/asosiasi/" + groupOne + "?sesudah=%ff", 422}}},
	{method: "GET", route: "/asosiasi-saya", as: "operator", may: everyone(), examples: []string{"/asosiasi-saya"}, refused: []refusal{{"/asosiasi-saya?x=%00", 422}}},
	{method: "GET", route: "/asosiasi-saya/{code}", as: "operator", may: groupHeads, examples: []string{groupDesk, groupDesk + "?ya=undang", groupDesk + "?sebelum=abc"},
		refused: []refusal{{"/asosiasi-saya/abc", 404}, {"/asosiasi-saya/%00", 404}, {"/asosiasi-saya/" + groupNew, 409}, {"/asosiasi-saya/" + groupGone, 409}, {groupDesk + "?ya=%ff", 422}}},
	{method: "POST", route: "/asosiasi-saya/{code}/undang", as: "operator", may: groupHeads, forms: []sent{
		{groupDesk + "/undang", "usaha=" + groupFree, 303, 0},
		{groupDesk + "/undang", "usaha=%2Fusaha%2F" + groupFree, 303, 0}, // again
		{groupDesk + "/undang", "usaha=" + groupOwner, 409, 0},
		{groupDesk + "/undang", "usaha=abc", 422, 0},
		{groupDesk + "/undang", "", 422, 0},
		{groupDesk + "/undang", "usaha=%ff", 422, 0},
		{"/asosiasi-saya/abc/undang", "usaha=" + groupFree, 404, 0}}},
	{method: "GET", route: "/asosiasi-saya/{code}/anggota/{member}", as: "operator", may: groupHeads, examples: []string{groupDesk + "/anggota/" + groupIn, groupDesk + "/anggota/" + groupBid},
		refused: []refusal{{groupDesk + "/anggota/abc", 404}, {"/asosiasi-saya/abc/anggota/" + groupIn, 404}, {groupDesk + "/anggota/" + groupIn + "?ya=%00", 422}}},
	{method: "POST", route: "/asosiasi-saya/{code}/anggota/{member}", as: "operator", may: groupHeads, forms: []sent{
		{groupDesk + "/anggota/" + groupWish, "langkah=benarkan&versi=1", 303, 0},
		{groupDesk + "/anggota/" + groupBid, "langkah=benarkan&versi=1", 409, 0},
		{groupDesk + "/anggota/" + groupIn, "langkah=nanti", 422, 0},
		{groupDesk + "/anggota/abc", "langkah=benarkan", 404, 0},
		{"/asosiasi-saya/abc/anggota/" + groupIn, "langkah=akhiri", 404, 0}}},
	{method: "POST", route: "/asosiasi-saya/{code}/anggota/{member}/nominasi", as: "operator", may: groupHeads, forms: []sent{
		{groupDesk + "/anggota/" + groupIn + "/nominasi", "untuk=pelatihan&kalimat=Rajin+dan+rapi+bekerja.", 303, 0},
		{groupDesk + "/anggota/" + groupIn + "/nominasi", "untuk=pajak&kalimat=x&produk=abc", 422, 0},
		{groupDesk + "/anggota/" + groupIn + "/nominasi", "untuk=ikon&kalimat=%ff", 422, 0},
		{groupDesk + "/anggota/" + groupBid + "/nominasi", "untuk=ikon&kalimat=Rajin+dan+rapi+bekerja.", 409, 0},
		{groupDesk + "/anggota/abc/nominasi", "untuk=ikon", 404, 0}}},
	{method: "POST", route: "/asosiasi-saya/{code}/nominasi/{nomination}", as: "operator", may: groupHeads, forms: []sent{
		{groupDesk + "/nominasi/" + groupSays2, "", 303, 0},
		{groupDesk + "/nominasi/" + groupSays2, "", 303, 0}, // again
		{groupDesk + "/nominasi/abc", "", 404, 0},
		{"/asosiasi-saya/abc/nominasi/" + groupSays2, "", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/asosiasi", as: "maker", may: []string{"maker"}, examples: []string{groupOwn, groupOwn + "?ya=minta", "/usaha-saya/" + draftTwo + "/asosiasi", "/usaha-saya/" + groupBidOf + "/asosiasi"},
		refused: []refusal{{"/usaha-saya/abc/asosiasi", 404}, {"/usaha-saya/%00/asosiasi", 404}, {groupOwn + "?ya=%ff", 422}}},
	{method: "POST", route: "/usaha-saya/{code}/asosiasi", as: "maker", may: []string{"maker"}, forms: []sent{
		{"/usaha-saya/" + groupFresh + "/asosiasi", "asosiasi=" + groupOne + agreed, 303, 0},
		{"/usaha-saya/" + groupFresh + "/asosiasi", "asosiasi=" + groupOne + agreed, 303, 0}, // again
		{"/usaha-saya/" + groupFresh + "/asosiasi", "asosiasi=" + groupOne, 422, 0},
		{"/usaha-saya/" + groupFresh + "/asosiasi", "asosiasi=" + groupGone + agreed, 422, 0},
		{groupOwn, "asosiasi=" + groupOne + agreed, 409, 0},
		{"/usaha-saya/" + draftTwo + "/asosiasi", "asosiasi=" + groupOne + agreed, 409, 0},
		{groupOwn, "asosiasi=%ff", 422, 0},
		{"/usaha-saya/abc/asosiasi", "asosiasi=" + groupOne + agreed, 404, 0}}},
	{method: "POST", route: "/usaha-saya/{code}/asosiasi/{member}", as: "maker", may: []string{"maker"}, forms: []sent{
		{"/usaha-saya/" + groupBidOf + "/asosiasi/" + groupBid, "langkah=setuju&versi=1" + agreed, 303, 0},
		{groupOwn + "/" + groupIn, "langkah=setuju", 422, 0},
		{groupOwn + "/" + groupIn, "langkah=sembunyi", 303, 0},
		{groupOwn + "/" + groupIn, "langkah=tampil", 303, 0},
		{groupOwn + "/" + groupIn, "langkah=nanti", 422, 0},
		{groupOwn + "/" + groupBid, "langkah=tampil", 404, 0},
		{groupOwn + "/abc", "langkah=tampil", 404, 0},
		{"/usaha-saya/abc/asosiasi/" + groupIn, "langkah=tampil", 404, 0}}},
	{method: "POST", route: "/usaha-saya/{code}/asosiasi/nominasi/{nomination}", as: "maker", may: []string{"maker"}, forms: []sent{
		{groupOwn + "/nominasi/" + groupSays, "langkah=setuju" + agreedTwo, 303, 0},
		{groupOwn + "/nominasi/" + groupSays, "langkah=tolak", 409, 0},
		{groupOwn + "/nominasi/" + groupSays, "langkah=nanti", 422, 0},
		{groupOwn + "/nominasi/abc", "langkah=tolak", 404, 0},
		{"/usaha-saya/abc/asosiasi/nominasi/" + groupSays, "langkah=tolak", 404, 0}}},
	{method: "GET", route: "/petugas/asosiasi", as: "planner", may: groupKeeps, examples: []string{"/petugas/asosiasi"}, refused: []refusal{{"/petugas/asosiasi?ya=%ff", 422}}},
	{method: "POST", route: "/petugas/asosiasi", as: "planner", may: groupKeeps, forms: []sent{
		{"/petugas/asosiasi", "name=Himpunan+Penjahit&about_id=Penjahit+kota.&mail=jahit%40contoh.id&subsectors=fesyen&started=2010", 303, 0},
		{"/petugas/asosiasi", "name=himpunan+penjahit&about_id=Penjahit+kota.&mail=jahit%40contoh.id", 409, 0},
		{"/petugas/asosiasi", "", 422, 0},
		{"/petugas/asosiasi", "name=%21&short=" + long + "&phone=x&mail=x&web=x&started=x&legal=" + long + "&subsectors=lain", 422, 0},
		{"/petugas/asosiasi", "name=%ff%00", 422, 0}}},
	{method: "GET", route: "/petugas/asosiasi/{code}", as: "planner", may: groupKeeps, examples: []string{groupKept, groupKept + "?ya=ubah", "/petugas/asosiasi/" + groupNew, "/petugas/asosiasi/" + groupGone},
		refused: []refusal{{"/petugas/asosiasi/abc", 404}, {groupKept + "?ya=%00", 422}}},
	{method: "POST", route: "/petugas/asosiasi/{code}", as: "planner", may: groupKeeps, forms: []sent{
		{groupKept, "langkah=ubah&name=Paguyuban+Nasi+Kuning&short=PNK&about_id=Penjual+nasi+kuning+dan+lauk.&mail=pnk%40contoh.id", 303, 0},
		{groupKept, "langkah=ubah&versi=99&name=Lain&about_id=Lain.&mail=pnk%40contoh.id", 409, 0},
		{groupKept, "langkah=ubah&name=", 422, 0},
		{"/petugas/asosiasi/abc", "name=Lain&about_id=Lain.&mail=pnk%40contoh.id", 404, 0}}},
	{method: "POST", route: "/petugas/asosiasi/{code}/keadaan", as: "planner", may: groupKeeps, forms: []sent{
		{"/petugas/asosiasi/" + groupNew + "/keadaan", "langkah=akui", 303, 0},
		{groupKept + "/keadaan", "langkah=nanti", 422, 0},
		{groupKept + "/keadaan", "langkah=akhiri&versi=99", 409, 0},
		{"/petugas/asosiasi/" + groupGone + "/keadaan", "langkah=akui", 409, 0},
		{"/petugas/asosiasi/abc/keadaan", "langkah=akui", 404, 0}}},
	{method: "POST", route: "/petugas/asosiasi/{code}/pengurus", as: "planner", may: groupKeeps, forms: []sent{
		{groupKept + "/pengurus", "login=" + makerPhone + "&last=" + soon, 303, 0},
		{groupKept + "/pengurus", "login=" + makerPhone, 409, 0},
		{groupKept + "/pengurus", "login=" + makerPhone + "&last=besok", 422, 0},
		{groupKept + "/pengurus", "login=0812-0000-0000", 422, 0},
		{groupKept + "/pengurus", "login=%ff", 422, 0},
		{"/petugas/asosiasi/abc/pengurus", "login=" + makerPhone, 404, 0}}},
	{method: "POST", route: "/petugas/asosiasi/{code}/pengurus/{row}", as: "planner", may: groupKeeps, forms: []sent{
		{groupKept + "/pengurus/" + groupRow, "", 303, 0},
		{groupKept + "/pengurus/" + groupRow, "", 404, 0},
		{groupKept + "/pengurus/abc", "", 404, 0},
		{"/petugas/asosiasi/abc/pengurus/" + groupRow, "", 404, 0}}},
	{method: "POST", route: "/asosiasi-saya/{code}/berhenti", as: "head", may: groupHeads, forms: []sent{
		{groupDesk + "/berhenti", "", 303, 0},
		{groupDesk + "/berhenti", "", 403, 0},
		{"/asosiasi-saya/abc/berhenti", "", 404, 0}}},
}

// group makes a recognised association for which some of the cast speak.
func (v *visit) group(tx *db.Tx, name string, heads ...string) (id db.ID, err error) {
	desk, planner := v.house.asosiasiDesk(), v.people["planner"].Session
	id, err = desk.Register(tx, planner, asosiasi.Entry{Name: name, Short: "PNK", About: "Penjual nasi kuning.", Mail: "pnk@contoh.id"})
	for _, head := range heads {
		if err == nil {
			_, err = desk.Name(tx, planner, asosiasi.Naming{Asosiasi: id, Person: v.people[head].Person, Last: date.DayOf(tx.Now()).Next(300)})
		}
	}
	return id, err
}

// groupStall is a business of the maker that everybody sees.
func (v *visit) groupStall(tx *db.Tx, book *registry.Book) (db.ID, error) {
	id, err := book.Register(tx, v.people["maker"].Session, registry.Registering{Set: wholeStall()})
	if err == nil {
		err = v.openUp(tx, book, id)
	}
	return id, err
}

// associate makes three associations, and what one of them has with businesses.
func (v *visit) associate() {
	v.Helper()
	book, err := v.house.register(v.Context())
	if err != nil {
		v.Fatal(err)
	}
	desk, planner, maker, head := v.house.asosiasiDesk(), v.people["planner"].Session, v.people["maker"].Session, v.people["operator"].Session
	yes := asosiasi.Consent{Text: asosiasi.Text, Lang: lang.ID}
	ids := map[string]db.ID{}
	put := func(word string, make func(tx *db.Tx) (db.ID, error)) {
		v.Helper()
		err := v.house.db.Write(v.Context(), func(tx *db.Tx) error {
			id, err := make(tx)
			ids[word] = id
			return err
		})
		if err != nil {
			v.Fatal(fmt.Errorf("%s: %w", word, err))
		}
	}
	for word, name := range map[string]string{groupOne: "Paguyuban Nasi Kuning", groupNew: "Paguyuban Baru", groupGone: "Paguyuban Lewat"} {
		put(word, func(tx *db.Tx) (db.ID, error) {
			id, err := v.group(tx, name, groupHeads...)
			if err == nil && word != groupNew {
				err = desk.Recognise(tx, planner, id, 1)
			}
			if err == nil && word == groupGone {
				err = desk.End(tx, planner, id, 2)
			}
			return id, err
		})
	}
	for _, word := range []string{groupOwner, groupBidOf, "WARGATIGA", groupFree, groupFresh} {
		put(word, func(tx *db.Tx) (db.ID, error) { return v.groupStall(tx, book) })
	}
	put(groupIn, func(tx *db.Tx) (db.ID, error) {
		id, err := desk.Invite(tx, head, ids[groupOne], ids[groupOwner])
		if err == nil {
			err = desk.Agree(tx, maker, asosiasi.On{Membership: id, Version: 1}, yes)
		}
		if err == nil {
			err = desk.Show(tx, maker, id, true)
		}
		return id, err
	})
	put(groupBid, func(tx *db.Tx) (db.ID, error) { return desk.Invite(tx, head, ids[groupOne], ids[groupBidOf]) })
	put(groupWish, func(tx *db.Tx) (db.ID, error) { return desk.Ask(tx, maker, ids["WARGATIGA"], ids[groupOne], yes) })
	for word, what := range map[string]string{groupSays: "ikon", groupSays2: "pameran"} {
		put(word, func(tx *db.Tx) (db.ID, error) {
			return desk.Nominate(tx, head, asosiasi.Nominating{Membership: ids[groupIn], For: what, Sentence: "Nasi kuningnya dicari orang."})
		})
	}
	put(groupRow, func(tx *db.Tx) (db.ID, error) { return v.headRow(tx, ids[groupOne], "inspector") })
	for word, id := range ids {
		v.codes[word] = v.house.keys.Codec().Encode(int64(id))
	}
}

// headRow is the row with which somebody of the cast speaks for an association.
func (v *visit) headRow(tx *db.Tx, group db.ID, who string) (row db.ID, err error) {
	all, err := v.house.asosiasiDesk().Managers(tx, v.people["planner"].Session, group)
	for _, m := range all {
		if m.Person == v.people[who].Person {
			row = m.ID
		}
	}
	return row, err
}

// asosiasiActs are what can be done once: each has an association of its own.
func (w *twoFaces) asosiasiActs() map[string]act {
	press := func(as, path, body string, recognised bool) act {
		return func(ctx context.Context, n int) error {
			var id, row db.ID
			err := w.house.db.Write(ctx, func(tx *db.Tx) (err error) {
				id, err = w.group(tx, "Perkumpulan "+dbtest.Spelt(tx.NewID()), "operator", "other operator")
				if err == nil {
					row, err = w.headRow(tx, id, "operator")
				}
				if err == nil && recognised {
					err = w.house.asosiasiDesk().Recognise(tx, w.people["planner"].Session, id, 1)
				}
				return err
			})
			if err != nil {
				return err
			}
			to := strings.NewReplacer("{code}", w.code(id), "{row}", w.code(row)).Replace(path)
			return w.formAs(ctx, as, w.site.Handler(), to, strings.ReplaceAll(body, "{n}", dbtest.Spelt(id)), http.StatusSeeOther)
		}
	}
	return map[string]act{
		"POST /petugas/asosiasi":                       press("planner", "/petugas/asosiasi", "name=Himpunan+{n}&about_id=Himpunan.&mail=a%40contoh.id", false),
		"POST /petugas/asosiasi/{code}/keadaan":        press("planner", "/petugas/asosiasi/{code}/keadaan", "langkah=akui", false),
		"POST /petugas/asosiasi/{code}/pengurus":       press("planner", "/petugas/asosiasi/{code}/pengurus", "login="+makerPhone, true),
		"POST /petugas/asosiasi/{code}/pengurus/{row}": press("planner", "/petugas/asosiasi/{code}/pengurus/{row}", "", true),
		"POST /asosiasi-saya/{code}/berhenti":          press("operator", "/asosiasi-saya/{code}/berhenti", "", true),
	}
}
