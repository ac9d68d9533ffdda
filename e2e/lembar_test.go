package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
)

// lembarArea is a kelurahan of the counter of the demonstration.
const lembarArea = "64.71.02.1004"

// sheetLink leads to the PDF of a sheet that is out.
var sheetLink = regexp.MustCompile(`/petugas/lembar/([0-9a-z]{13})/cetak`)

// lembarOf gives the sheet of an RT on which so many businesses stand. Each test has an
// RT of its own, which the made-up city does not use.
func (s *demoHouse) lembarOf(t testing.TB, rt, most int) (code string) {
	t.Helper()
	v := s.be(t, counter)
	for i := range most {
		at := v.going("/usaha/daftar", url.Values{"kind": {"usaha"}, "name": {fmt.Sprintf("Warung %d-%02d", rt, i+1)}, "about_id": {"jual pecel"}, "legal_form": {"perorangan"}, "kelurahan": {lembarArea}})
		v.done(strings.TrimSuffix(at, "kode")+"tempat", url.Values{"kelurahan": {lembarArea}, "rt": {fmt.Sprint(rt)}, "di": {"rumah"}, "address": {"Jalan Kenanga 3"}})
	}
	v.done("/petugas/lembar", url.Values{"kel": {lembarArea}, "rt": {fmt.Sprint(rt)}})
	_, after, _ := strings.Cut(v.page("/petugas/lembar?kel="+lembarArea), fmt.Sprintf(`id="rt-%d"`, rt))
	m := sheetLink.FindStringSubmatch(after)
	if m == nil {
		t.Fatalf("no sheet of RT %d", rt)
	}
	return m[1]
}

// filled matches a box of the preview that is ticked.
var filledBox = regexp.MustCompile(`petak isi-petak`)

// onDisk counts the ticks that another reader sees.
func (s *demoHouse) onDisk(t testing.TB, code string) int {
	return len(filledBox.FindAllString(s.be(t, counter).page("/petugas/lembar/"+code+"/pratinjau"), -1))
}

// Twenty rows by number keys: one key a row, and each is on disk. How long it takes is
// told, not held.
func TestASheetIsEnteredByNumberKeys(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	code := s.lembarOf(t, 291, 20)
	b := s.tabOf(t, counter)
	b.width(desk)
	b.open("/petugas/lembar/" + code)
	b.until("the script", func() bool { return script[bool](b, `document.querySelector("form[data-siap]") !== null`) })
	began, keys := time.Now(), 0
	for i := range 20 {
		b.press(fmt.Sprint(1 + i%4))
		keys++
	}
	b.says("20 dari 20 baris terisi", "Semua tersimpan")
	took := time.Since(began)
	if n := s.onDisk(t, code); n != 20 || keys != 20 {
		t.Errorf("%d ticks are on disk after %d keys", n, keys)
	}
	t.Logf("20 rows with %d keys, all saved after %v", keys, took.Round(time.Millisecond))

	// Behind the last row is the button that ends the sheet; back from there, and clear.
	b.press(kb.Backspace + "0")
	b.says("19 dari 20 baris terisi", "Semua tersimpan")
	if n := s.onDisk(t, code); n != 19 {
		t.Errorf("%d ticks are on disk", n)
	}
	b.noViolations("a sheet that is entered")
}

// The house goes away while somebody types: nothing is called saved that is not, and it
// is saved when the house is back.
func TestASheetWithoutTheNetwork(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	code := s.lembarOf(t, 292, 4)
	b := s.tabOf(t, counter)
	b.width(phone)
	b.open("/petugas/lembar/" + code)
	b.until("the script", func() bool { return script[bool](b, `document.querySelector("form[data-siap]") !== null`) })
	b.press("1")
	b.says("1 dari 4 baris terisi", "Semua tersimpan")
	b.offline(true)
	b.press("23")
	b.says("Belum tersimpan: sambungan terputus")
	if n := s.onDisk(t, code); n != 1 {
		t.Errorf("%d ticks are on disk", n)
	}
	b.offline(false)
	b.says("3 dari 4 baris terisi", "Semua tersimpan")
	b.watch.forgive("ERR_INTERNET_DISCONNECTED")
	if n := s.onDisk(t, code); n != 3 {
		t.Errorf("%d ticks are on disk", n)
	}
	// Somebody else ticks the last row first: both sides are told, and who looks decides.
	s.be(t, counter).send("/petugas/lembar/"+code+"/centang", url.Values{"baris": {"[[4,0,3]]"}}, http.StatusOK)
	b.press("1")
	b.says("mengisi “Tutup”", "Ada baris yang belum tersimpan")
	b.click(b.named("button", "Selesai dan hitung"))
	b.says("mengisi “Tutup”")
	b.press("1")
	b.says("4 dari 4 baris terisi", "Semua tersimpan")
	b.click(b.named("button", "Selesai dan hitung"))
	b.says("Lembar RT 292 selesai", "2 masih usaha, 1 pindah, 1 tutup")
}

// The same on a phone without scripts: radio buttons, a row written by hand, the end,
// and what waits.
func TestASheetWithoutScripts(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	code := s.lembarOf(t, 293, 3)
	b := s.plainTab(t, counter)
	b.open("/petugas/lembar?kode=" + code[:4] + "%20" + code[4:])
	b.at("of the sheet", func(p string) bool { return p == "/petugas/lembar/"+code })
	for i, v := range []string{"1", "3", "2"} {
		script[bool](b, fmt.Sprintf(`(() => { document.querySelector('input[name=t%d][value="%s"]').checked = true; return true })()`, i+1, v))
	}
	b.click(b.named("button", "Simpan"))
	b.says("Semua isian di halaman ini sudah tersimpan", "3 dari 3 baris terisi")
	b.types("Nama usaha", "Warung Mbok Yem")
	b.set("what", "pecel")
	b.click(b.named("button", "Simpan usaha baru"))
	b.says("Usaha baru tersimpan sebagai draf", "Warung Mbok Yem")
	b.click(b.named("button", "Selesai dan hitung"))
	b.says("Lembar RT 293 selesai", "1 masih usaha, 1 pindah, 1 tutup, 0 tidak kenal, 0 kosong, 1 usaha baru")
	if n := s.onDisk(t, code); n != 3 {
		t.Errorf("%d ticks are on disk", n)
	}
	b.narrow("a sheet that is finished", phone)
	b.open("/petugas/lembar/menunggu")
	b.says("Warung 293-02", "Kata RT: Tutup")
	b.click(b.see("link", "to close it", func(x thing) bool {
		return strings.HasSuffix(x.name, "Warung 293-02") && strings.Contains(x.to, "putus=")
	}))
	b.says("Mengapa usaha ini ditutup?")
	b.click(b.named("button", "Tutup usaha"))
	b.says("Usaha ditutup. Pemiliknya diberi tahu.")
}

// shownSheet is the sheet that the pictures show, made once.
var shownSheet struct {
	once sync.Once
	code string
}

func lembarPage(end string) func(*tab) string {
	return func(b *tab) string {
		b.Helper()
		shownSheet.once.Do(func() { shownSheet.code = visitDemo(b.T).lembarOf(b.T, 294, 12) })
		return "/petugas/lembar/" + shownSheet.code + end
	}
}

// lembarKinds are the pages of lembar RT.
var lembarKinds = []kind{
	{"RT sheets: an area", "/petugas/lembar", busy(counter, fixed("/petugas/lembar"))},
	{"RT sheets: a kelurahan", "", busy(counter, func(b *tab) string { lembarPage("")(b); return "/petugas/lembar?kel=" + lembarArea })},
	{"RT sheets: what waits", "/petugas/lembar/menunggu", busy(counter, fixed("/petugas/lembar/menunggu"))},
	{"RT sheets: enter", "/petugas/lembar/{code}", busy(counter, lembarPage(""))},
	{"RT sheets: preview", "/petugas/lembar/{code}/pratinjau", busy(counter, lembarPage("/pratinjau"))},
}
