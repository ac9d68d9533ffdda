package e2e

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// signal is the network between an officer's phone and the house: it can be gone, and
// it can lose one answer on its way back.
type signal struct {
	gone, swallow atomic.Bool
	lost          atomic.Int32
	*httptest.Server
}

func withSignal(t *testing.T, home string) *signal {
	t.Helper()
	at, err := url.Parse(home)
	if err != nil {
		t.Fatal(err)
	}
	s, behind := &signal{}, httputil.NewSingleHostReverseProxy(at)
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case s.gone.Load():
			panic(http.ErrAbortHandler)
		case strings.HasSuffix(r.URL.Path, "/kirim") && s.swallow.CompareAndSwap(true, false):
			behind.ServeHTTP(httptest.NewRecorder(), r)
			s.lost.Add(1)
			panic(http.ErrAbortHandler)
		}
		behind.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

const fieldArea = "64.71.02.1001"

// fieldStop is a business on the officer's way, as the page's script reads it.
type fieldStop struct {
	Kode, Nama string
	Fakta      map[string]string
}

// outdoors is held by who needs the officer's day as it is: there is one for all tests.
// What is in taken belongs to a test: no other is given that stop.
var (
	outdoors sync.Mutex
	taken    = map[string]bool{}
)

// holdsTheDay keeps the officer's day as it is until the test lets go of it, or ends.
func holdsTheDay(t testing.TB) (letGo func()) {
	outdoors.Lock()
	letGo = sync.OnceFunc(outdoors.Unlock)
	t.Cleanup(letGo)
	return letGo
}

// noHours says that nobody has told the hours of a stop.
func noHours(x fieldStop) bool { return x.Fakta["hours"] == "" }

// hasHours leaves the others, of which a day has few, to who needs them.
func hasHours(x fieldStop) bool { return !noHours(x) }

// goesOut chooses a day for the officer and gives n of its stops to a test: of those that
// are as wanted and of which no other has the name. They are there when all businesses
// were weighed.
func (s *demoHouse) goesOut(t testing.TB, n int, wanted func(fieldStop) bool) []fieldStop {
	t.Helper()
	v := s.be(t, counter)
	for late := time.After(time.Minute); ; {
		v.done("/petugas/lapangan", url.Values{"waktu": {"480"}, "cara": {"kaki"}, "mulai": {fieldArea}})
		var list struct{ Stops []fieldStop }
		if err := json.Unmarshal([]byte(v.page("/petugas/lapangan/bawa")), &list); err != nil {
			t.Fatal(err)
		}
		named := map[string]int{}
		for _, x := range list.Stops {
			named[x.Nama]++
		}
		free := slices.DeleteFunc(list.Stops, func(x fieldStop) bool { return named[x.Nama] > 1 || taken[x.Kode] || !wanted(x) })
		if len(free) >= n {
			for _, x := range free[:n] {
				taken[x.Kode] = true
			}
			return free[:n]
		}
		select {
		case <-late:
			t.Fatalf("of the %d kinds of name on the way %d are free and as wanted", len(named), len(free))
		case <-time.After(500 * time.Millisecond):
		}
	}
}

// away are the browser's complaints of a network that is gone on purpose.
var away = []string{"a request failed", "ERR_", "Failed to fetch", "401"}

// An officer takes the day along, loses the signal, checks and writes down what is new,
// loads the page again, and comes back: all of it arrives once, also where an answer was
// lost; what somebody else changed meanwhile is shown with both sides.
func TestAnOfficerWorksWithoutSignal(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	letGo := holdsTheDay(t)
	stops := s.goesOut(t, 2, noHours)
	first, second := stops[0], stops[1]
	net := withSignal(t, s.home)
	b := newTab(t, net.URL)
	b.as(s.be(t, counter).token())
	b.width(phone)
	b.open("/petugas/lapangan")
	b.click(b.named("link", "Bawa daftar ini"))
	b.says("Siap dibawa tanpa sinyal", first.Nama)
	letGo()
	b.keepsNothingPrivate(first.Nama)

	net.gone.Store(true)
	b.open("/petugas/lapangan/jalan")
	b.says("Tidak ada sinyal", first.Nama+" contoh")
	b.checks(first.Nama, "Buka, usahanya berjalan", "")
	b.says("1 menunggu dikirim", "Tidak ada sinyal", "Tersimpan di perangkat ini")
	b.checks(second.Nama, "Buka, usahanya berjalan", "Sen–Sab 08.00–15.00")
	b.says("2 menunggu dikirim")
	b.writesDown("Kios Pulsa Lapangan")
	b.says("3 menunggu dikirim")
	b.narrow("the page without signal", phone)
	b.noViolations("without signal")
	b.open("/petugas/lapangan/jalan") // the phone was put away
	b.says("3 menunggu dikirim", "Tidak ada sinyal")

	s.be(t, counter).done("/petugas/lapangan/usaha/"+second.Kode, url.Values{"kunci": {"pemeriksaan-orang-lain"}, "found": {"buka"}, "hours": {"Sen-Sab 7-12"}})
	net.swallow.Store(true)
	net.gone.Store(false)
	b.click(b.named("button", "Kirim sekarang"))
	b.says("data diubah orang lain sementara itu", "Sen–Sab 08.00–15.00", "Sen–Sab 07.00–12.00")
	b.until("the first two to be sent", func() bool { return b.waitsHere() == 1 })
	b.noViolations("a conflict")
	b.narrow("a conflict", phone)
	b.click(b.see("radio", "of the book", func(x thing) bool { return strings.HasPrefix(x.name, "Sen–Sab 07.00–12.00") }))
	b.click(b.named("button", "Kirim pilihan saya"))
	b.says("Semua sudah terkirim")
	if n := b.waitsHere(); n != 0 {
		t.Errorf("%d things still wait", n)
	}
	if net.lost.Load() != 1 {
		t.Errorf("%d answers were lost", net.lost.Load())
	}
	for i, want := range []string{first.Nama, "Sen–Sab 07.00–12.00"} { // of the second there is also that of somebody else
		page := s.be(t, counter).page("/petugas/lapangan/usaha/" + stops[i].Kode)
		if n := strings.Count(page, "<b>Buka, usahanya berjalan</b>"); n != 1+i || !strings.Contains(html.UnescapeString(page), want) {
			t.Errorf("%s was checked %d times", want, n)
		}
	}
	b.watch.forgive(away...)
}

// Signed out meanwhile, nothing is lost; signing out by the button takes all away.
func TestWhatWaitsOutlivesASignIn(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	letGo := holdsTheDay(t)
	stop := s.goesOut(t, 1, hasHours)[0]
	b := newTab(t, s.home)
	b.width(phone)
	b.as(s.be(t, counter).token())
	b.open("/petugas/lapangan/jalan")
	b.says("Siap dibawa tanpa sinyal")
	letGo()
	b.as("")
	b.checks(stop.Nama, "Tidak ditemukan", "")
	b.says("1 menunggu dikirim", "Anda sudah keluar", "Tidak ada yang hilang")
	b.noViolations("signed out")
	b.as(s.be(t, counter).token())
	script[bool](b, `dispatchEvent(new Event("focus"))`)
	b.says("Semua sudah terkirim")
	script[bool](b, `(document.querySelector("form[action$='/keluar']").requestSubmit(), true)`)
	b.at("of the house", func(p string) bool { return !strings.Contains(p, "/jalan") })
	if n := script[int](b, inBox("daftar")); n != 0 {
		t.Error("the list stays after signing out")
	}
	b.watch.forgive(away...)
}

// Without script the same work is done page by page.
func TestAnOfficerChecksWithoutScripts(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	letGo := holdsTheDay(t)
	stop := s.goesOut(t, 1, hasHours)[0]
	b := s.plainTab(t, counter)
	b.open("/petugas/lapangan")
	b.says("menurut urutan jalan", stop.Nama)
	letGo()
	b.open("/petugas/lapangan/usaha/" + stop.Kode)
	b.says("Status keaktifan usaha", "Perkiraan untuk petugas saja")
	b.click(b.named("button", "Simpan pemeriksaan")) // too early
	b.says("Pilih apa yang Anda temukan")
	b.watch.forgive("422")
	b.click(b.see("radio", "found closed", func(x thing) bool { return strings.HasPrefix(x.name, "Sudah tutup") }))
	b.click(b.named("button", "Simpan pemeriksaan"))
	b.says("perlu bukti") // nothing shows it
	b.watch.forgive("422")
	b.click(b.see("textbox", "the note", func(x thing) bool { return strings.HasPrefix(x.name, "Catatan") }))
	b.press("Menurut tetangga tutup sejak Juni.")
	b.click(b.named("button", "Simpan pemeriksaan"))
	b.says("Pemeriksaan tersimpan", "menunggu keputusan", stop.Nama)
	b.open("/petugas/lapangan/usaha/" + stop.Kode)
	b.says("Perlu keputusan", "Terbit") // it is not closed
	b.click(b.named("button", "Biarkan tetap terbit"))
	b.says("Keputusan tersimpan", "dibiarkan terbit")
}

// checks fills in and keeps a check of a stop.
func (b *tab) checks(name, found, hours string) {
	b.Helper()
	b.click(b.named("button", "Periksa: "+name))
	b.click(b.see("radio", found, func(x thing) bool { return strings.HasPrefix(x.name, found) }))
	if hours != "" {
		b.click(b.named("DisclosureTriangle", "Betulkan data bila keliru"))
		b.set("hours", hours)
	}
	b.click(b.named("button", "Simpan"))
}

// writesDown writes down a business that was met on the way.
func (b *tab) writesDown(name string) {
	b.Helper()
	b.click(b.named("button", "Catat usaha baru"))
	b.types("Nama usaha", name)
	b.set("kelurahan", fieldArea)
	b.click(b.named("button", "Simpan"))
}

// inBox counts what a store of the browser's box holds.
func inBox(store string) string {
	return fmt.Sprintf(`new Promise((yes) => { const r = indexedDB.open("alun-lapangan", 1); r.onsuccess = () => { const q = r.result.transaction(%q).objectStore(%q).count(); q.onsuccess = () => { r.result.close(); yes(q.result) } } })`, store, store)
}

func (b *tab) waitsHere() int { b.Helper(); return script[int](b, inBox("antre")) }

// keepsNothingPrivate looks through all that the browser keeps.
func (b *tab) keepsNothingPrivate(name string) {
	b.Helper()
	kept := script[string](b, `(async () => { const r = indexedDB.open("alun-lapangan", 1); const db = await new Promise((yes) => (r.onsuccess = () => yes(r.result)));
		const q = db.transaction("daftar").objectStore("daftar").getAll(); const all = await new Promise((yes) => (q.onsuccess = () => yes(q.result))); db.close();
		const texts = [JSON.stringify(all)]; for (const n of await caches.keys()) for (const k of await (await caches.open(n)).keys()) texts.push(k.url, await (await caches.match(k)).text()); return texts.join("\n") })()`)
	for _, private := range []string{"+62", "\"wa\":\"6", "\"phone\":", "keaktifan", "odds", "\"sales\":"} {
		if strings.Contains(kept, private) {
			b.Errorf("the browser keeps %q", private)
		}
	}
	if !strings.Contains(kept, name) {
		b.Errorf("the browser keeps no list: %d bytes, %.300s", len(kept), kept)
	}
	for _, part := range []string{"unsur", "laci", "keluar", "lapangan/jalan", "lapangan/antre", "lapangan/isian", "lapangan/kotak", "lapangan/unsur"} {
		if !regexp.MustCompile(`/static/` + part + `\.[0-9a-f]{8}\.js`).MatchString(kept) { // as modules name each other
			b.Errorf("the browser keeps no %s", part)
		}
	}
}

// fieldKinds are the pages of officers outdoors.
var fieldKinds = []kind{
	{"field: the day", "/petugas/lapangan", busy(counter, dayWith(""))},
	{"field: a business", "/petugas/lapangan/usaha/{code}", busy(counter, dayWith("/usaha/"))},
	{"field: without signal", "/petugas/lapangan/jalan", busy(counter, dayWith("/jalan"))},
	{"field: the city", "/petugas/lapangan/kota", busy(planner, fixed("/petugas/lapangan/kota"))},
}

// dayWith is a page of a day that has stops.
func dayWith(end string) func(*tab) string {
	return func(b *tab) string {
		b.Helper()
		letGo := holdsTheDay(b.T)
		stop := visitDemo(b.T).goesOut(b.T, 1, hasHours)[0]
		delete(taken, stop.Kode) // who only looks leaves it to others
		letGo()
		if end == "/usaha/" {
			return "/petugas/lapangan/usaha/" + stop.Kode
		}
		return "/petugas/lapangan" + end
	}
}
