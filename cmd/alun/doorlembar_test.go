package main

import (
	"context"
	"net/http"
	"strconv"
	"sync/atomic"

	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/lembar"
)

// Words that stand for sheets of the cast's counter.
const (
	paperOut   = "KERTASSATU" // is out, with two businesses
	paperIn    = "KERTASDUA"  // was entered; two of its rows wait for a decision
	paperVoid  = "KERTASTIGA" // another took its place
	paperEmpty = "KERTASEMPAT"
)

// Who looks at sheets, and who prints and enters them.
var (
	sheetReaders = []string{"planner", "planner without second factor", "inspector", "counter"}
	sheetWriters = []string{"counter"}
)

// notSheets are addresses that no sheet has.
func notSheets(end string) []refusal {
	return []refusal{{"/petugas/lembar/abc" + end, 404}, {"/petugas/lembar/%00" + end, 404}, {"/petugas/lembar/" + long + end, 404}}
}

// lembarDoors are those of lembar RT.
var lembarDoors = []door{
	{method: "GET", route: "/petugas/lembar", as: "counter", may: also(sheetReaders, counters),
		examples: []string{"/petugas/lembar", "/petugas/lembar?kel=" + draftArea, "/petugas/lembar?kel=" + draftArea + "&ya=siap", "/petugas/lembar?kel=" + draftArea + "&unduh=f4", "/petugas/lembar?kel=" + draftArea + "&unduh=a4"},
		refused: []refusal{{"/petugas/lembar?kode=bukan", 404}, {"/petugas/lembar?kel=64.71.03.1001", 403},
			{"/petugas/lembar?kel=bukan", 404}, {"/petugas/lembar?unduh=exe", 422}, {"/petugas/lembar?kode=%ff", 422}, {"/petugas/lembar?ya=lupa", 422}}},
	{method: "POST", route: "/petugas/lembar", as: "counter", may: sheetWriters, forms: []sent{
		{"/petugas/lembar", "kel=" + draftArea + "&rt=7", 303, 0},
		{"/petugas/lembar", "kel=" + draftArea, 303, 0},
		{"/petugas/lembar", "kel=" + draftArea + "&rt=20&ganti=" + paperEmpty, 303, 0},
		{"/petugas/lembar", "kel=" + draftArea + "&rt=nol", 404, 0},
		{"/petugas/lembar", "kel=64.71.03.1001&rt=1", 403, 0},
		{"/petugas/lembar", "kel=%ff", 422, 0}}},
	{method: "GET", route: "/petugas/lembar/menunggu", as: "counter", may: also(sheetReaders, counters), examples: []string{"/petugas/lembar/menunggu", "/petugas/lembar/menunggu?ya=ada", "/petugas/lembar/menunggu?putus=" + paperIn + "-1"},
		refused: []refusal{{"/petugas/lembar/menunggu?ya=lupa", 422}, {"/petugas/lembar/menunggu?putus=%ff", 422}}},
	{method: "POST", route: "/petugas/lembar/menunggu", as: "counter", may: sheetWriters, forms: []sent{
		{"/petugas/lembar/menunggu", "lembar=" + paperIn + "&baris=1&langkah=ada", 303, 0},
		{"/petugas/lembar/menunggu", "lembar=" + paperIn + "&baris=1&langkah=ada", 409, 0},
		{"/petugas/lembar/menunggu", "lembar=" + paperIn + "&baris=2&langkah=tutup&reason=pajak&sentence=Menurut+RT+sudah+tutup.", 422, 0},
		{"/petugas/lembar/menunggu", "lembar=" + paperIn + "&baris=2&langkah=tutup&reason=tutup&sentence=x", 422, 0},
		{"/petugas/lembar/menunggu", "lembar=abc&baris=1&langkah=ada", 404, 0}}},
	{method: "GET", route: "/petugas/lembar/{code}", as: "counter", may: sheetReaders,
		examples: []string{"/petugas/lembar/" + paperOut, "/petugas/lembar/" + paperIn + "?ya=selesai", "/petugas/lembar/" + paperVoid, "/petugas/lembar/" + paperOut + "?ya=simpan", "/petugas/lembar/" + paperOut + "?ya=belum"},
		refused:  append(notSheets(""), refusal{"/petugas/lembar/" + paperOut + "?ya=lupa", 422})},
	{method: "POST", route: "/petugas/lembar/{code}/centang", as: "counter", may: sheetWriters, forms: []sent{
		{"/petugas/lembar/" + paperOut + "/centang", "baris=%5B%5B1%2C0%2C1%5D%5D", 200, 0},
		{"/petugas/lembar/" + paperOut + "/centang", "baris=%5B%5B1%2C0%2C1%5D%5D", 200, 0}, // again
		{"/petugas/lembar/" + paperOut + "/centang", "baris=%5B%5B1%2C0%2C4%5D%5D", 200, 0}, // another saw an empty row: both sides
		{"/petugas/lembar/" + paperOut + "/centang", "baris=%5B%5B99%2C0%2C1%5D%5D", 422, 0},
		{"/petugas/lembar/" + paperOut + "/centang", "baris=%5B%5B1%2C1%2C9%5D%5D", 422, 0},
		{"/petugas/lembar/" + paperOut + "/centang", "baris=bukan", 422, 0},
		{"/petugas/lembar/" + paperVoid + "/centang", "baris=%5B%5B1%2C0%2C1%5D%5D", 409, 0},
		{"/petugas/lembar/abc/centang", "baris=%5B%5B1%2C0%2C1%5D%5D", 404, 0}}},
	{method: "POST", route: "/petugas/lembar/{code}/belum", as: "counter", may: sheetWriters, forms: []sent{
		{"/petugas/lembar/" + paperOut + "/belum", "baris=1&name=Mbok+Yem&what=pecel&where=dekat+pos+ronda", 303, 0},
		{"/petugas/lembar/" + paperOut + "/belum", "baris=1&name=Mbok+Yem&what=pecel&where=dekat+pos+ronda", 303, 0},
		{"/petugas/lembar/" + paperOut + "/belum", "baris=1&name=Bengkel+Udin", 409, 0},
		{"/petugas/lembar/" + paperOut + "/belum", "baris=2&name=", 422, 0},
		{"/petugas/lembar/" + paperOut + "/belum", "baris=nol&name=Ana", 422, 0},
		{"/petugas/lembar/" + paperVoid + "/belum", "baris=1&name=Ana", 409, 0},
		{"/petugas/lembar/abc/belum", "baris=1&name=Ana", 404, 0}}},
	{method: "GET", route: "/petugas/lembar/{code}/cetak", as: "counter", may: sheetReaders, examples: []string{"/petugas/lembar/" + paperOut + "/cetak", "/petugas/lembar/" + paperIn + "/cetak?kertas=a4"},
		refused: append(notSheets("/cetak"), refusal{"/petugas/lembar/" + paperVoid + "/cetak", 409}, refusal{"/petugas/lembar/" + paperOut + "/cetak?kertas=a3", 422})},
	{method: "GET", route: "/petugas/lembar/{code}/pratinjau", as: "counter", may: sheetReaders, examples: []string{"/petugas/lembar/" + paperOut + "/pratinjau", "/petugas/lembar/" + paperVoid + "/pratinjau"}, refused: notSheets("/pratinjau")},
	{method: "POST", route: "/petugas/lembar/{code}", as: "counter", may: sheetWriters, forms: []sent{
		{"/petugas/lembar/" + paperOut, "l1=1&t1=1&l2=0&t2=2&langkah=simpan", 303, 0},
		{"/petugas/lembar/" + paperOut, "l1=1&t1=1&l2=0&t2=3&langkah=simpan", 409, 0},
		{"/petugas/lembar/" + paperOut, "l1=0&t1=x", 422, 0},
		{"/petugas/lembar/" + paperVoid, "l1=0&t1=1&langkah=selesai", 409, 0},
		{"/petugas/lembar/" + paperOut, "l1=1&t1=1&langkah=selesai", 303, 0},
		{"/petugas/lembar/abc", "l1=0&t1=1", 404, 0}}},
}

// sheetRT counts the RTs that acts take, each one of its own.
var sheetRT atomic.Int32

// stallsOf writes businesses of an RT down, by the counter.
func (v *visit) stallsOf(tx *db.Tx, book *registry.Book, rt int, names ...string) error {
	for _, name := range names {
		if _, err := book.Register(tx, v.people["counter"].Session, registry.Registering{Set: registry.Values{registry.Kind: registry.Usaha, registry.Name: name,
			registry.Kelurahan: draftArea, registry.RT: strconv.Itoa(rt)}}); err != nil {
			return err
		}
	}
	return nil
}

// sheetOf is the sheet of an RT with its businesses, entered with a tick on each row.
func (v *visit) sheetOf(ctx context.Context, rt int, tick lembar.Tick, names ...string) (lembar.Sheet, error) {
	book, err := v.house.register(ctx)
	if err != nil {
		return lembar.Sheet{}, err
	}
	desk, session := lembar.Desk{Book: book}, v.people["counter"].Session
	var s lembar.Sheet
	err = v.house.db.Write(ctx, func(tx *db.Tx) error {
		if err := v.stallsOf(tx, book, rt, names...); err != nil {
			return err
		}
		var err error
		if s, err = desk.Make(tx, session, lembar.Making{Kelurahan: draftArea, RT: rt}); err != nil || tick == lembar.None {
			return err
		}
		var all []lembar.Said
		for i := range names {
			all = append(all, lembar.Said{N: i + 1, Tick: tick})
		}
		_, err = desk.Tick(tx, session, s.ID, all)
		return err
	})
	if err == nil && tick != lembar.None {
		err = desk.Finish(ctx, v.house.db, session, s.ID)
	}
	return s, err
}

// printSheets gives the cast sheets in all states.
func (v *visit) printSheets() {
	v.Helper()
	code := func(id db.ID) string { return v.house.keys.Codec().Encode(int64(id)) }
	for word, of := range map[string]struct {
		rt   int
		tick lembar.Tick
	}{paperOut: {17, lembar.None}, paperIn: {18, lembar.Shut}, paperVoid: {19, lembar.None}, paperEmpty: {20, lembar.None}} {
		s, err := v.sheetOf(v.Context(), of.rt, of.tick, "Bakso Joko", "Cuci Motor")
		if err != nil {
			v.Fatal(err)
		}
		v.codes[word] = code(s.ID)
		if word != paperVoid {
			continue
		}
		err = v.house.db.Write(v.Context(), func(tx *db.Tx) error {
			book, err := v.house.register(v.Context())
			if err == nil {
				_, err = lembar.Desk{Book: book}.Make(tx, v.people["counter"].Session, lembar.Making{Kelurahan: draftArea, RT: of.rt, Instead: s.ID})
			}
			return err
		})
		if err != nil {
			v.Fatal(err)
		}
	}
}

// lembarActs are what can be done once: each has a sheet of its own.
func (w *twoFaces) lembarActs() map[string]act {
	return map[string]act{
		"POST /petugas/lembar/menunggu": func(ctx context.Context, _ int) error {
			s, err := w.sheetOf(ctx, 100+int(sheetRT.Add(1))%190, lembar.Moved, "Depot Ana")
			if err != nil {
				return err
			}
			return w.formAs(ctx, "counter", w.site.Handler(), "/petugas/lembar/menunggu", "lembar="+w.house.keys.Codec().Encode(int64(s.ID))+"&baris=1&langkah=ada", http.StatusSeeOther)
		},
	}
}
