package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/plan/planweb"
	"alun/record/registry"
	"alun/record/registry/ganda"
	"alun/record/registry/lembar"
	"alun/record/registry/product"
)

// bare is an open house of the city without anybody in it.
func bare(t *testing.T, at string) (*house, *Config) {
	t.Helper()
	words, err := sentences()
	if err != nil {
		t.Fatal(err)
	}
	cfg := lone(t, at)
	h, err := open(t.Context(), cfg, &desk{words.In(lang.ID), words, streams{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.db.Close() })
	return h, cfg
}

// TestNothingWaitsInAnEmptyHouse, and everybody is told so.
func TestNothingWaitsInAnEmptyHouse(t *testing.T) {
	for engine, fresh := range withRooms() {
		t.Run(engine, func(t *testing.T) {
			h, cfg := bare(t, fresh(t))
			site, err := h.site(t.Context(), cfg)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range []accounttest.Role{{Role: account.Counter, Area: "64.71.02"}, {Role: account.Planner}, {Role: account.Maker, Weak: true}, {Role: account.Privacy}, {Role: account.Inspector}} {
				_, token := accounttest.Sign(t, h.db, h.keys, r)
				page := tasksOf(site, token)
				if !strings.Contains(page, "Semua sudah beres") || strings.Contains(page, `<ul class="tumpuk s1 atas4">`) || strings.Contains(page, "Sedang di tangan lain") {
					t.Errorf("%s: %s", r.Role, page)
				}
			}
		})
	}
}

// tasksOf is the page of tasks, for who holds a token.
func tasksOf(site *web.Site, token string) string {
	r := httptest.NewRequest(http.MethodGet, "/tugas", nil)
	r.AddCookie(&http.Cookie{Name: "alun", Value: token})
	w := httptest.NewRecorder()
	site.Handler().ServeHTTP(w, r)
	return w.Body.String()
}

// eachVisit fills a house on each engine, each at a time: it is the same in both.
func eachVisit(t *testing.T, run func(v *visit)) {
	for engine, fresh := range withRooms() {
		t.Run(engine, func(t *testing.T) {
			h, cfg := bare(t, fresh(t))
			run(visitIn(t, h, cfg))
		})
	}
}

// listed are the lists that wait for a counter, each as long as its page has it.
func (v *visit) listed() (want []planweb.Wait) {
	v.Helper()
	book, counter := v.house.book(), v.people["counter"].Session
	v.act(func(tx *db.Tx) error {
		const area, many = "64.71.02", 500
		seek := registry.Seek{Filter: registry.Filter{Area: area, State: registry.Submitted}}
		handed, err := book.Queue(tx, counter, seek, many)
		if err != nil {
			return err
		}
		seek.State, seek.Asked = "", true
		asked, err := book.Queue(tx, counter, seek, many)
		if err != nil {
			return err
		}
		seek.State, seek.Asked, seek.Mended = "", false, true
		mended, err := book.Queue(tx, counter, seek, many)
		if err != nil {
			return err
		}
		pairs, err := (&ganda.Desk{Book: book}).List(tx, counter, ganda.Filter{Area: area}, many)
		if err != nil {
			return err
		}
		texts, err := book.Marked(tx, counter, area, 0, many)
		if err != nil {
			return err
		}
		products, err := product.Desk{Book: book}.Marked(tx, counter, area, 0, many)
		if err != nil {
			return err
		}
		ticks, err := lembar.Desk{Book: book}.Waits(tx, counter, area, many)
		if err != nil {
			return err
		}
		outdoors, err := v.house.fieldDesk(book)
		if err != nil {
			return err
		}
		checks, err := outdoors.Waits(tx, counter, many)
		if err != nil {
			return err
		}
		calls, err := account.Waiting(tx, area)
		want = []planweb.Wait{{What: "businesses", N: int64(len(handed)), At: "/petugas/usaha"}, {What: "twins", N: int64(len(pairs)), At: "/petugas/usaha/ganda"},
			{What: "asked", N: int64(len(asked)), At: "/petugas/usaha?usul=1"}, {What: "mended", N: int64(len(mended)), At: "/petugas/usaha?perbaikan=1"}, {What: "texts", N: int64(len(texts)), At: "/petugas/tanda"},
			{What: "products", N: int64(len(products)), At: "/petugas/tanda"}, {What: "ticks", N: int64(len(ticks)), At: "/petugas/lembar/menunggu"},
			{What: "checks", N: int64(len(checks)), At: "/petugas/lapangan"}, {What: "recoveries", N: int64(len(calls)), At: "/loket"}}
		return err
	})
	return want
}

// TestWhatWaitsForACounterStandsOnThePageOfTasks: each number is that of the list behind
// its link, in the counter's area alone.
func TestWhatWaitsForACounterStandsOnThePageOfTasks(t *testing.T) {
	eachVisit(t, func(v *visit) {
		v.doubtSome()
		v.mendOne()
		want := v.listed()
		page := v.askAs("counter", "GET", "/tugas", "").Body.String()
		v.tellsOf(page, want)
		if strings.Contains(page, "Semua sudah beres") {
			v.Error("and all is done")
		}
		if far := v.askAs("other counter", "GET", "/tugas", "").Body.String(); strings.Contains(far, v.waitLine(want[0])) {
			v.Error("the counter of another kecamatan is told of this one's")
		}
		if list := v.askAs("counter", "GET", "/petugas/usaha?usul=1", ""); list.Code != 200 || !strings.Contains(list.Body.String(), "/petugas/usaha/"+v.codes[deskAsked]) {
			v.Errorf("the list of proposals: %d", list.Code)
		}
	})
}

// TestWhatWaitsElsewhereStandsOnThePageOfThePlanner, as something that others do.
func TestWhatWaitsElsewhereStandsOnThePageOfThePlanner(t *testing.T) {
	eachVisit(t, func(v *visit) {
		v.doubtSome()
		var handed, pairs int64
		v.act(func(tx *db.Tx) error {
			if err := db.Each(tx, func(r *db.Row) error { handed = r.Int64(); return nil }, `select count(*) from registry_business where state = 'submitted'`); err != nil {
				return err
			}
			all, err := (&ganda.Desk{Book: v.house.book()}).List(tx, v.people["planner"].Session, ganda.Filter{}, 500)
			pairs = int64(len(all))
			return err
		})
		page := v.askAs("planner", "GET", "/tugas", "").Body.String()
		_, others, found := strings.Cut(page, "Sedang di tangan lain")
		if !found || strings.Contains(page, "Semua sudah beres") {
			v.Error("the planner is told that all is done")
		}
		v.tellsOf(others, []planweb.Wait{{What: "businesses", N: handed, At: "/petugas/usaha"}, {What: "twins", N: pairs, At: "/petugas/usaha/ganda"}})
	})
}

// TestWhatWaitsForOthersOfTheCast: owners, who look after personal data, and curators.
func TestWhatWaitsForOthersOfTheCast(t *testing.T) {
	v := visitHouse(t)
	for who, all := range map[string][]string{"privacy": {"requests", "cards", "incidents"}, "inspector": {"judge"}, "maker": {"own"}} {
		page := v.askAs(who, "GET", "/tugas", "").Body.String()
		for _, what := range all {
			before, _, _ := strings.Cut(v.house.words.In(lang.ID).T("plan.wait_"+what, 7), "7")
			_, after, _ := strings.Cut(v.house.words.In(lang.ID).T("plan.wait_"+what, 7), "7")
			if !strings.Contains(page, before) || !strings.Contains(page, after) {
				v.Errorf("%s is not told of %s", who, what)
			}
		}
	}
	// What waits in one business leads to the page where it is answered, and its maker finds
	// the tasks on every page.
	code := v.house.keys.Codec().Encode(7)
	one, two := placed{1, []db.ID{7}}, placed{3, []db.ID{7, 8}}
	for _, w := range []planweb.Wait{v.house.wait("own", one, "/usulan"), v.house.wait("joining", two, "/asosiasi"), v.house.wait("returned", one, "")} {
		want := map[string]string{"own": "/usaha-saya/" + code + "/usulan", "joining": "/usaha-saya", "returned": "/usaha-saya/" + code}[w.What]
		if w.At != want || !hasAddress(&v.site)(want) || hasAddress(&v.site)("/tiada"+want) {
			v.Errorf("%s leads to %s, want %s", w.What, w.At, want)
		}
	}
	if page := v.askAs("maker", "GET", "/usaha-saya", "").Body.String(); !strings.Contains(page, `href="/tugas"`) || !strings.Contains(page, `/usulan"`) {
		v.Error("a maker finds neither the tasks nor what is proposed")
	}
}

// waitLine is how the page says what waits.
func (v *visit) waitLine(w planweb.Wait) string {
	return v.house.words.In(lang.ID).T("plan.wait_"+w.What, w.N)
}

// tellsOf wants a line and a link of each of what waits, of which there must be some.
func (v *visit) tellsOf(page string, all []planweb.Wait) {
	v.Helper()
	for _, w := range all {
		if w.N == 0 {
			v.Errorf("nothing of %s waits in this house: it shows nothing", w.What)
		}
		if !strings.Contains(page, v.waitLine(w)) || !strings.Contains(page, fmt.Sprintf(`href=%q`, w.At)) {
			v.Errorf("no %q with %s", v.waitLine(w), w.At)
		}
	}
}

// mendOne has a business of the counter's area suspended, and its owner mend it.
func (v *visit) mendOne() {
	v.Helper()
	book, maker, counter := v.house.book(), v.people["maker"].Session, v.people["counter"].Session
	id, _ := v.house.keys.Codec().Decode(v.codes[deskBack])
	step := registry.Step{Business: db.ID(id), Reason: "data_diragukan", Sentence: "Mohon perbaiki keterangannya."}
	v.act(func(tx *db.Tx) error {
		err := book.Publish(tx, counter, step)
		if err == nil {
			err = book.Suspend(tx, counter, step)
		}
		if err == nil {
			_, err = book.Change(tx, maker, registry.Changing{Business: db.ID(id), Set: registry.Values{registry.AboutID: "Kue basah untuk pesanan."}})
		}
		return err
	})
}

// doubtSome gives a business and a product of the counter's area texts to look at, and
// looks for what stands there twice.
func (v *visit) doubtSome() {
	v.Helper()
	book, maker := v.house.book(), v.people["maker"].Session
	id, _ := v.house.keys.Codec().Decode(v.codes[deskAsked])
	v.act(func(tx *db.Tx) error {
		_, err := book.Change(tx, maker, registry.Changing{Business: db.ID(id), Set: registry.Values{registry.AboutID: "Bisa untuk bayar pinjol."}})
		if err == nil {
			_, err = product.Desk{Book: book}.Add(tx, maker, db.ID(id), product.Typed{Name: "Nasi Kuning", About: "Bisa untuk bayar pinjol.", Shown: true})
		}
		return err
	})
	if _, err := (&ganda.Desk{Book: book}).Find(v.Context(), v.house.db, nil, func(int, int) {}); err != nil {
		v.Fatal(err)
	}
}
