package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/kurasi"
	"alun/record/registry/product"
)

// Words that stand for calls of the cast's planner, and what the maker entered.
const (
	callDraft   = "KURASISATU"
	callSecond  = "KURASIDUA"  // another draft
	callOpen    = "KURASITIGA" // takes entries
	callJudged  = "KURASIEMPAT"
	callDecided = "KURASILIMA"
	callTold    = "KURASIENAM"
	entersThis  = "IKUTBARU" // business and product, as the form sends them
	entersOne   = "IKUTSATU" // is in
	entersTwo   = "IKUTDUA"  // is judged
)

const (
	callForm   = "jenis=product&judul=Produk+ikon+2026&tahun=2026&tujuan=Dipakai+kota+sebagai+cenderamata.&peserta=Pemilik+usaha+di+kota.&buka=2026-12-01T08%3A00&tutup=2099-12-20T16%3A00&kriteria1=Mutu&bobot1=100&kuota=3&kurator=3&nama=1"
	statement  = "&pernyataan=Ditenun+tangan+oleh+lima+perajin.&izin=1"
	judgesThis = "/kurasi/" + callJudged + "/nilai/" + entersTwo
	sheetForm  = "langkah=nilai&nilai1=80&catatan=Kemasannya+perlu+label."
)

var (
	callers      = []string{"planner"}
	callWatchers = []string{"planner", "planner without second factor", "inspector"}
	judges       = []string{"inspector", "counter", "administrator"}
)

// kurasiDoors are those of calls, entries and curators.
var kurasiDoors = []door{
	{method: "GET", route: "/kurasi", examples: []string{"/kurasi"}, refused: []refusal{{"/kurasi?x=%00", 422}}},
	{method: "GET", route: "/kurasi/{code}", examples: []string{"/kurasi/" + callOpen, "/kurasi/" + callJudged, "/kurasi/" + callTold, "/kurasi/" + callTold + "?sesudah=abc"},
		refused: []refusal{{"/kurasi/abc", 404}, {"/kurasi/%00", 404}, {"/kurasi/" + callDraft, 404}, {"/kurasi/" + long, 404}, {"/kurasi/" + callTold + "?sesudah=%ff", 422}}},
	{method: "GET", route: "/kurasi/{code}/ikut", as: "maker", may: makers, examples: []string{"/kurasi/" + callOpen + "/ikut", "/kurasi/" + callJudged + "/ikut"},
		refused: []refusal{{"/kurasi/abc/ikut", 404}, {"/kurasi/" + callDraft + "/ikut", 404}}},
	{method: "POST", route: "/kurasi/{code}/ikut", as: "maker", may: []string{"maker"}, forms: []sent{
		{"/kurasi/" + callOpen + "/ikut", "produk=" + entersThis + statement, 303, 0},
		{"/kurasi/" + callOpen + "/ikut", "produk=" + entersThis + statement, 409, 0},
		{"/kurasi/" + callOpen + "/ikut", "produk=" + entersThis + "&pernyataan=pendek", 422, 0},
		{"/kurasi/" + callOpen + "/ikut", "produk=%ff-%00&pernyataan=" + long, 422, 0},
		{"/kurasi/" + callJudged + "/ikut", "produk=" + entersThis + statement, 409, 0},
		{"/kurasi/" + callDraft + "/ikut", "produk=" + entersThis + statement, 404, 0},
		{"/kurasi/abc/ikut", "produk=" + entersThis + statement, 404, 0}}},
	{method: "GET", route: "/kurasi-saya", as: "planner", may: everyone(), examples: []string{"/kurasi-saya", "/kurasi-saya?ya=ikut", "/kurasi-saya?sesudah=" + entersTwo}, refused: []refusal{{"/kurasi-saya?ya=%ff", 422}}},
	{method: "POST", route: "/kurasi-saya/{entry}", as: "maker", may: []string{"maker"}, forms: []sent{
		{"/kurasi-saya/" + entersOne, "langkah=cabut", 303, 0},
		{"/kurasi-saya/" + entersOne, "langkah=beri", 303, 0},
		{"/kurasi-saya/" + entersOne, "langkah=tarik", 303, 0},
		{"/kurasi-saya/" + entersTwo, "langkah=tarik", 409, 0},
		{"/kurasi-saya/abc", "langkah=tarik", 404, 0}}},
	{method: "GET", route: "/kurasi/{code}/nilai/{entry}", as: "inspector", may: judges, examples: []string{judgesThis, judgesThis + "?ya=nyata"},
		refused: []refusal{{"/kurasi/" + callJudged + "/nilai/abc", 404}, {"/kurasi/abc/nilai/" + entersTwo, 404}, {"/kurasi/" + callOpen + "/nilai/" + entersTwo, 404}, {judgesThis + "?ya=%ff", 422}}},
	{method: "POST", route: "/kurasi/{code}/nilai/{entry}", as: "inspector", may: judges, forms: []sent{
		{judgesThis, "langkah=nyatakan&kepentingan=none", 303, 0},
		{judgesThis, "langkah=nyatakan&kepentingan=lupa", 422, 0},
		{judgesThis, sheetForm, 303, 0},
		{judgesThis, sheetForm, 409, 0},
		{judgesThis, "langkah=nilai&nilai1=101&catatan=x", 422, 0},
		{judgesThis, "langkah=nilai&nilai1=%ff&catatan=%00", 422, 0},
		{"/kurasi/abc/nilai/" + entersTwo, sheetForm, 404, 0},
		{"/kurasi/" + callJudged + "/nilai/abc", sheetForm, 404, 0}}},
	{method: "GET", route: "/petugas/kurasi", as: "planner", may: callWatchers, examples: []string{"/petugas/kurasi"}, refused: []refusal{{"/petugas/kurasi?x=%00", 422}}},
	{method: "GET", route: "/petugas/kurasi/baru", as: "planner", may: callers, examples: []string{"/petugas/kurasi/baru"}},
	{method: "POST", route: "/petugas/kurasi/baru", as: "planner", may: callers, forms: []sent{
		{"/petugas/kurasi/baru", callForm, 303, 0},
		{"/petugas/kurasi/baru", "", 422, 0},
		{"/petugas/kurasi/baru", "judul=%ff&buka=besok&kriteria1=" + long, 422, 0}}},
	{method: "GET", route: "/petugas/kurasi/{code}", as: "planner", may: callWatchers,
		examples: []string{"/petugas/kurasi/" + callDraft, "/petugas/kurasi/" + callOpen + "?ya=langkah", "/petugas/kurasi/" + callJudged, "/petugas/kurasi/" + callDecided, "/petugas/kurasi/" + callTold, "/petugas/kurasi/" + callTold + "?sesudah=abc"},
		refused:  []refusal{{"/petugas/kurasi/abc", 404}, {"/petugas/kurasi/%00", 404}, {"/petugas/kurasi/" + callOpen + "?ya=%ff", 422}, {"/petugas/kurasi/" + callTold + "?sesudah=%ff", 422}}},
	{method: "POST", route: "/petugas/kurasi/{code}", as: "planner", may: callers, forms: []sent{
		{"/petugas/kurasi/" + callSecond, "langkah=buka", 303, 0},
		{"/petugas/kurasi/" + callSecond, "langkah=buka", 409, 0},
		{"/petugas/kurasi/" + callSecond, "langkah=nilai", 409, 0},
		{"/petugas/kurasi/" + callSecond, "langkah=batal&alasan=x", 422, 0},
		{"/petugas/kurasi/" + callSecond, "langkah=lupa", 422, 0},
		{"/petugas/kurasi/" + callSecond, "langkah=batal&alasan=Tidak+jadi+tahun+ini.", 303, 0},
		{"/petugas/kurasi/" + callDraft, "langkah=terbit", 409, 0},
		{"/petugas/kurasi/abc", "langkah=buka", 404, 0}}},
	{method: "GET", route: "/petugas/kurasi/{code}/ubah", as: "planner", may: callers, examples: []string{"/petugas/kurasi/" + callDraft + "/ubah"},
		refused: []refusal{{"/petugas/kurasi/abc/ubah", 404}, {"/petugas/kurasi/" + callOpen + "/ubah", 409}}},
	{method: "POST", route: "/petugas/kurasi/{code}/ubah", as: "planner", may: callers, forms: []sent{
		{"/petugas/kurasi/" + callDraft + "/ubah", callForm, 303, 0},
		{"/petugas/kurasi/" + callDraft + "/ubah", callForm + "&versi=1", 409, 0},
		{"/petugas/kurasi/" + callDraft + "/ubah", "judul=x", 422, 0},
		{"/petugas/kurasi/abc/ubah", callForm, 404, 0}}},
	{method: "POST", route: "/petugas/kurasi/{code}/kurator", as: "planner", may: callers, forms: []sent{
		{"/petugas/kurasi/" + callDraft + "/kurator", "kurator=" + makerPhone, 303, 0},
		{"/petugas/kurasi/" + callDraft + "/kurator", "kurator=" + makerPhone, 409, 0},
		{"/petugas/kurasi/" + callDraft + "/kurator", "kurator=siapa%40contoh.id", 422, 0},
		{"/petugas/kurasi/" + callDraft + "/kurator", "kurator=%ff", 422, 0},
		{"/petugas/kurasi/" + callDraft + "/kurator", "langkah=lepas&orang=abc", 404, 0},
		{"/petugas/kurasi/abc/kurator", "kurator=" + makerPhone, 404, 0}}},
	{method: "GET", route: "/petugas/kurasi/{code}/berita-acara", as: "planner", may: callWatchers, examples: []string{"/petugas/kurasi/" + callDecided + "/berita-acara", "/petugas/kurasi/" + callTold + "/berita-acara"},
		refused: []refusal{{"/petugas/kurasi/abc/berita-acara", 404}, {"/petugas/kurasi/" + callOpen + "/berita-acara", 409}}},
}

// curated is calls in all states, with a business of the maker and what it entered.
type curated struct {
	draft, second, open, judged, decided, told db.ID
	business, product, in, judging             db.ID
}

// whenCalled is an instant at which the calls of the past took entries.
var whenCalled = time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC)

func (v *visit) curated(tx *db.Tx) (o curated, err error) {
	book, maker := v.house.book(), v.people["maker"].Session
	if o.business, err = book.Register(tx, maker, registry.Registering{Set: wholeStall()}); err != nil {
		return o, err
	}
	if err = v.openUp(tx, book, o.business); err != nil {
		return o, err
	}
	if o.product, err = (product.Desk{Book: book}).Add(tx, maker, o.business, product.Typed{Name: "Ulap doyo", Shown: true}); err != nil {
		return o, err
	}
	for i, call := range []*db.ID{&o.draft, &o.second, &o.open, &o.judged, &o.decided, &o.told} {
		var entry db.ID
		if *call, entry, err = v.calls(tx, i, o); err != nil {
			return o, fmt.Errorf("call %d: %w", i, err)
		}
		switch i {
		case 2:
			o.in = entry
		case 3:
			o.judging = entry
		}
	}
	return o, err
}

// Stages of a call that no page is about: its entries come in no longer, and all its sheets
// are in.
const (
	onlyClosed = 6
	onlyScored = 7
)

// calls makes a call and moves it on: 0 and 1 are drafts, 2 is open, 3 judged, 4 decided,
// 5 published, 6 closed and 7 scored. What is past by now cannot be entered any more, so its rows are put in.
func (v *visit) calls(tx *db.Tx, stage int, o curated) (call, entry db.ID, err error) {
	desk, planner := v.house.kurasiDesk(), v.people["planner"].Session
	desk.Find = func(_ *db.Tx, name string) (db.ID, error) { return v.people[name].Person, nil }
	t := kurasi.Typed{Year: "2026", Title: "Produk ikon 2026", Purpose: "Dipakai kota sebagai cenderamata.", Entrants: "Pemilik usaha di kota.", Opens: "2026-01-01", Closes: "2099-12-20", Quota: "3", Curators: "3", NamesPublic: true,
		Criteria: []kurasi.TypedCriterion{{Title: "Mutu", Weight: "100"}}}
	if stage > 2 {
		t.Closes = "2026-02-01"
	}
	if call, err = desk.Make(tx, planner, kurasi.Product, t); err != nil || stage < 2 {
		return call, 0, err
	}
	for _, name := range judges {
		if err = desk.Name(tx, planner, kurasi.Step{Call: call}, name); err != nil {
			return call, 0, err
		}
	}
	entry, at := tx.NewID(), tx.Now()
	if stage > 2 {
		at = whenCalled
	}
	for _, do := range []struct {
		statement string
		args      []any
	}{{`update registry_kurasi set state = 'open', version = version + 1, opened_at = $2 where id = $1`, []any{call, tx.Now()}},
		{`insert into registry_kurasi_entry (id, call, subject, business, name, holder, statement, consent, entered_at, entered_by) values ($1, $2, $1, $3, 'Amplang', 'Warung', 'Digoreng dua kali.', $4, $5, 'person:1')`, []any{entry, call, o.business, true, at}}} {
		if _, err = tx.Exec(do.statement, do.args...); err != nil {
			return call, entry, err
		}
	}
	if stage == 2 || stage == onlyClosed {
		return call, entry, nil
	}
	return call, entry, v.judge(tx, desk, call, entry, stage)
}

func (v *visit) judge(tx *db.Tx, desk kurasi.Desk, call, entry db.ID, stage int) error {
	planner, step := v.people["planner"].Session, kurasi.Step{Call: call}
	if err := desk.Judge(tx, planner, step); err != nil || stage == 3 {
		return err
	}
	for _, name := range judges {
		s := v.people[name].Session
		if err := desk.Declare(tx, s, entry, kurasi.NoInterest); err != nil {
			return err
		}
		if err := desk.Score(tx, s, kurasi.Scoring{Entry: entry, Points: []string{"80"}, Feedback: "Kemasannya perlu label."}); err != nil {
			return err
		}
	}
	if stage == onlyScored {
		return nil
	}
	err := desk.Decide(tx, planner, step)
	if err == nil && stage > 4 {
		err = desk.Publish(tx, planner, step)
	}
	return err
}

func (v *visit) words(o curated) map[string]string {
	code := func(id db.ID) string { return v.house.keys.Codec().Encode(int64(id)) }
	return map[string]string{callDraft: code(o.draft), callSecond: code(o.second), callOpen: code(o.open), callJudged: code(o.judged), callDecided: code(o.decided), callTold: code(o.told),
		entersThis: code(o.business) + "-" + code(o.product), entersOne: code(o.in), entersTwo: code(o.judging)}
}

// curate gives the cast such calls.
func (v *visit) curate() {
	v.Helper()
	var o curated
	err := v.house.db.Write(v.Context(), func(tx *db.Tx) (err error) { o, err = v.curated(tx); return err })
	if err != nil {
		v.Fatal(err)
	}
	for word, code := range v.words(o) {
		v.codes[word] = code
	}
}

// kurasiActs are what can be done once: each has calls of its own.
func (w *twoFaces) kurasiActs() map[string]act {
	out := map[string]act{}
	for _, d := range kurasiDoors {
		if d.method != http.MethodPost || !strings.Contains(d.route, "{") {
			continue
		}
		first := d.forms[0]
		out[d.method+" "+d.route] = func(ctx context.Context, _ int) error {
			var o curated
			if err := w.house.db.Write(ctx, func(tx *db.Tx) (err error) { o, err = w.curated(tx); return err }); err != nil {
				return err
			}
			path, body := first.path, first.body
			for word, code := range w.words(o) {
				path, body = strings.ReplaceAll(path, word, code), strings.ReplaceAll(body, word, code)
			}
			return w.formAs(ctx, d.as, w.site.Handler(), path, body, first.status)
		}
	}
	return out
}
