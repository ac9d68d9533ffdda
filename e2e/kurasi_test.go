package e2e

import (
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/date"
)

// callForm is a call that takes entries for so long from now on.
func callForm(title string, long time.Duration) url.Values {
	at := func(by time.Duration) string { return time.Now().Add(by).In(date.WITA).Format("2006-01-02T15:04:05") }
	return url.Values{"jenis": {"product"}, "judul": {title}, "tahun": {"2026"}, "tujuan": {"Dipakai kota sebagai cenderamata dan dipajang di bandara."}, "peserta": {"Pemilik usaha yang produknya tampil kepada umum."},
		"buka": {at(-time.Hour)}, "tutup": {at(long)}, "kriteria1": {"Mutu"}, "ket1": {"Rapi, tahan lama, aman dipakai"}, "bobot1": {"50"}, "kriteria2": {"Keunikan"}, "bobot2": {"30"}, "kriteria3": {"Kesiapan pasar"}, "bobot3": {"20"},
		"kuota": {"1"}, "ambang": {"60"}, "kurator": {"3"}, "nama": {"1"}}
}

// calls makes a call with three curators and opens it; it gives its public address.
func (s *demoHouse) calls(t testing.TB, title string, long time.Duration) string {
	t.Helper()
	v := s.be(t, planner)
	desk := strings.SplitN(v.going("/petugas/kurasi/baru", callForm(title, long)), "?", 2)[0]
	for _, name := range []string{inspector, admin, privacy} {
		v.done(desk+"/kurator", url.Values{"kurator": {name}})
	}
	v.done(desk, url.Values{"langkah": {"buka"}})
	return strings.TrimPrefix(desk, "/petugas")
}

// closes waits until a call takes no more entries.
func (s *demoHouse) closes(t testing.TB, public string) {
	t.Helper()
	for late := time.Now().Add(5 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		if strings.Contains(s.stranger(t).page(public), "Ditutup, menunggu penilaian") {
			return
		}
		if time.Now().After(late) {
			t.Fatalf("%s does not close", public)
		}
	}
}

// shows is a published business of the maker with a product; it gives what the form of an
// entry sends.
func (s *demoHouse) shows(t testing.TB, business, product string) string {
	t.Helper()
	code := s.handsIn(t, business)
	s.be(t, counter).done("/petugas/usaha/"+code+"/langkah/publish", url.Values{})
	to := s.be(t, maker).going("/usaha-saya/"+code+"/produk/baru", url.Values{"nama": {product}, "harga": {"75.000"}, "stok": {"ada"}, "tampil": {"1"}})
	return code + "-" + strings.SplitN(to[strings.LastIndex(to, "/")+1:], "?", 2)[0]
}

// A call from its first day to its result, on phones: a maker enters, three curators
// declare and score, the planner decides and publishes, everybody reads who was chosen.
func TestACallFromEntryToResult(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	for name, open := range map[string]func(*testing.T, string) *tab{"plain": s.plainTab, "with scripts": s.phoneTab} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			thing := "Ulap doyo " + name
			chosen := s.shows(t, "Sanggar Doyo "+name, thing)
			other := s.shows(t, "Dapur Amplang "+name, "Amplang "+name)
			public := s.calls(t, "Produk ikon "+name, time.Minute)
			s.be(t, maker).done(public+"/ikut", url.Values{"produk": {other}, "pernyataan": {"Digoreng dua kali, renyah lama."}, "izin": {"1"}})
			b := open(t, maker)
			b.entersA(public, chosen, thing)
			desk := "/petugas" + public
			s.closes(t, public)
			s.be(t, planner).done(desk, url.Values{"langkah": {"nilai"}})
			for _, who := range []string{inspector, admin, privacy} {
				open(t, who).judgesA(public, thing, "Amplang "+name)
			}
			p := open(t, planner)
			p.open(desk)
			p.says("3 dari 3")
			p.narrow("a call before the decision", phone)
			p.click(p.named("button", "Tetapkan hasil"))
			p.says("Ditetapkan", "BA-KURASI", "Terpilih")
			p.narrow("a decided call", phone)
			p.click(p.named("button", "Umumkan hasil"))
			p.says("Diumumkan")
			b.open(public)
			b.says("1 produk terpilih", thing, "Nilai 86,00")
			if strings.Contains(b.text(), "Amplang") {
				b.Error("who was not chosen is named")
			}
			b.narrow("a result", phone)
			b.open("/kurasi-saya")
			b.says("Terpilih", "Tidak terpilih", "Kemasannya perlu label")
			b.narrow("my curations", phone)
		})
	}
}

func (b *tab) entersA(public, chosen, name string) {
	b.Helper()
	b.open(public)
	b.click(b.named("link", "Usulkan produk Anda"))
	b.click(b.named("button", "Kirim usulan"))
	b.says("Tulis paling sedikit 20 huruf")
	b.watch.forgive("422")
	b.set("produk", chosen)
	b.set("pernyataan", "Ditenun tangan oleh lima perajin di kampung.")
	b.click(b.see("checkbox", "for consent", func(x thing) bool { return strings.HasPrefix(x.name, "Hasilnya boleh") }))
	b.narrow("entering", phone)
	b.click(b.named("button", "Kirim usulan"))
	b.says("Usulan diterima.", name)
}

// judgesA declares and scores both entries of a call.
func (b *tab) judgesA(public, good, other string) {
	b.Helper()
	for name, points := range map[string]string{good: "86", other: "65"} {
		b.open("/kurasi-saya")
		b.click(b.see("link", "to judge "+name, func(x thing) bool { return strings.Contains(x.to, public+"/nilai/") && strings.HasPrefix(x.name, name) }))
		b.says("Apa hubungan Anda dengan usaha ini?")
		b.click(b.named("radio", "Tidak ada hubungan"))
		b.narrow("a declaration", phone)
		b.click(b.named("button", "Nyatakan"))
		b.says("Pernyataan disimpan.", "Nilai Anda")
		for _, n := range []string{"1", "2", "3"} {
			b.set("nilai"+n, points)
		}
		b.set("catatan", "Kemasannya perlu label.")
		b.narrow("a sheet", phone)
		b.click(b.named("button", "Simpan nilai"))
		b.says("Nilai disimpan.")
	}
}

// curatedOne is a call that takes entries with one of the maker's, one that is judged,
// and a draft.
var curatedOne struct {
	once                sync.Once
	open, judged, draft string
	entry               string
}

func curated(which func() string) func(*tab) string {
	return func(b *tab) string {
		b.Helper()
		s := visitDemo(b.T)
		curatedOne.once.Do(func() {
			thing := s.shows(b.T, "Sanggar Ulap Ibu Rahma", "Ulap doyo tenun")
			enters := func(at string) string {
				s.be(b.T, maker).done(at+"/ikut", url.Values{"produk": {thing}, "pernyataan": {"Ditenun tangan oleh lima perajin di kampung."}, "izin": {"1"}})
				return at
			}
			curatedOne.judged = enters(s.calls(b.T, "Oleh-oleh pilihan", 30*time.Second))
			curatedOne.open = enters(s.calls(b.T, "Produk ikon kota", 1000*time.Hour))
			curatedOne.draft = strings.SplitN(s.be(b.T, planner).going("/petugas/kurasi/baru", callForm("Kemasan terbaik", 2000*time.Hour)), "?", 2)[0]
			s.closes(b.T, curatedOne.judged)
			s.be(b.T, planner).done("/petugas"+curatedOne.judged, url.Values{"langkah": {"nilai"}})
			m := regexp.MustCompile(`href="(` + curatedOne.judged + `/nilai/[0-9a-z]{13})"`).FindStringSubmatch(s.be(b.T, inspector).page("/kurasi-saya"))
			if m == nil {
				b.Fatal("the curator has nothing to judge")
			}
			curatedOne.entry = m[1]
			s.be(b.T, inspector).done(m[1], url.Values{"langkah": {"nyatakan"}, "kepentingan": {"none"}})
		})
		return which()
	}
}

// kurasiKinds are the pages of calls.
var kurasiKinds = []kind{
	{"calls: all", "/kurasi", busy("", curated(func() string { return "/kurasi" }))},
	{"calls: one", "/kurasi/{code}", busy("", curated(func() string { return curatedOne.open }))},
	{"calls: entering", "/kurasi/{code}/ikut", busy(maker, curated(func() string { return curatedOne.open + "/ikut" }))},
	{"calls: mine", "/kurasi-saya", busy(maker, curated(func() string { return "/kurasi-saya" }))},
	{"calls: an entry before its curator", "/kurasi/{code}/nilai/{entry}", busy(inspector, curated(func() string { return curatedOne.entry }))},
	{"calls: the officers' list", "/petugas/kurasi", busy(planner, curated(func() string { return "/petugas/kurasi" }))},
	{"calls: a new one", "/petugas/kurasi/baru", busy(planner, curated(func() string { return "/petugas/kurasi/baru" }))},
	{"calls: one for officers", "/petugas/kurasi/{code}", busy(planner, curated(func() string { return "/petugas" + curatedOne.judged }))},
	{"calls: a draft", "/petugas/kurasi/{code}/ubah", busy(planner, curated(func() string { return curatedOne.draft + "/ubah" }))},
}
