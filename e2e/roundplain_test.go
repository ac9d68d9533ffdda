package e2e

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"alun/ground/date"
)

const (
	plainPath = "/putaran/2025/2/disdukcapil"
	plainRow  = "1.1.1.1"
	plainAsk  = "Angka triwulan ini belum sama dengan berita acara."
	plainNote = "Sesuai berita acara bulan Juni."
)

// The same way on a phone without scripts: every step is a form.
func TestARoundWithoutScripts(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	s.quarters(t)
	writer, head, boss := s.plainTab(t, operatorOf("Disdukcapil")), s.plainTab(t, headOf("Disdukcapil")), s.plainTab(t, planner)
	writer.open(plainPath)
	writer.click(writer.named("button", "Mulai mengisi"))
	writer.says("Simpan halaman ini")
	s.be(t, operatorOf("Disdukcapil")).fill(plainPath, 2, "q2_k")
	writer.savesEveryPage(s.be(t, operatorOf("Disdukcapil")).sheet(plainPath))
	head.plainly("/kirim", "Setujui dan kirim", "Isian Triwulan II 2025 sudah dikirim")

	boss.open(plainPath + "/periksa")
	boss.givesBack(plainRow, plainAsk)
	boss.says("Isian dikembalikan")

	writer.open(plainPath)
	writer.savesOne(plainNote)
	head.open(plainPath + "/kirim")
	head.says("Yang diminta Bappeda", plainAsk)
	head.plainly("/kirim", "Setujui dan kirim", "Isian Triwulan II 2025 sudah dikirim")
	boss.plainly("/periksa", "Verifikasi", "Isian diverifikasi")
	boss.plainly("/kunci", "Kunci isian", "Isian dikunci")

	reader := newTab(t, s.home)
	reader.width(phone)
	reader.noScripts()
	reader.open("/renja/2025/disdukcapil/" + plainRow + "?tw=2")
	reader.says(plainNote, "Rp10.000.000")
}

// plainTab is a phone without scripts on which somebody is signed in.
func (s *demoHouse) plainTab(t *testing.T, name string) *tab {
	t.Helper()
	b := s.tabOf(t, name)
	b.width(phone)
	b.noScripts()
	return b
}

// savesEveryPage fills the quarter's outputs, ten rows at a time.
func (b *tab) savesEveryPage(s sheetLines) {
	b.Helper()
	for from := 0; from < len(s.Lines); from += 10 {
		b.open(fmt.Sprintf("%s?dari=%d", plainPath, from))
		n := script[int](b, `(() => { const all = [...document.querySelectorAll('main input[name^="t."][name$=".q2_k"]:not([readonly])')]; all.forEach((e) => { e.value = "10" }); return all.length })()`)
		if want := min(10, len(s.Lines)-from); n != want {
			b.Fatalf("the page from row %d asks for %d outputs, want %d", from, n, want)
		}
		b.click(b.named("button", "Simpan halaman ini"))
		b.says(fmt.Sprintf("%d sel tersimpan", n))
		if n := b.overflow(); n > 0 {
			b.Errorf("the form is %d px too wide", n)
		}
	}
}

// savesOne writes the remark of the row that came back.
func (b *tab) savesOne(text string) {
	b.Helper()
	b.click(b.see("link", "to the row", func(x thing) bool { return x.name == "Semua sel baris "+plainRow }))
	b.says("Target akhir Renstra", "Dikembalikan Bappeda", plainAsk)
	b.click(b.see("textbox", "for the remark", func(x thing) bool { return strings.HasPrefix(x.name, "Keterangan") }))
	b.press(kb.End + text)
	b.click(b.named("button", "Simpan halaman ini"))
	b.says("1 sel tersimpan")
}

// plainly takes a step by the one button that leads on.
func (b *tab) plainly(below, button, then string) {
	b.Helper()
	b.open(plainPath + below)
	if n := b.overflow(); n > 0 {
		b.Errorf("%s is %d px too wide", below, n)
	}
	b.click(b.see("button", button, func(x thing) bool { return strings.HasPrefix(x.name, button) }))
	b.says(then)
}

// quarters opens, once, the rounds of the tests that do not open one themselves.
func (s *demoHouse) quarters(t *testing.T) {
	t.Helper()
	demo.rounds.Do(func() {
		soon := date.DayOf(time.Now().Add(12 * 24 * time.Hour)).String()
		for _, q := range []string{"2025-1", "2025-2"} {
			s.be(t, planner).done("/putaran", url.Values{"quarter": {q}, "deadline": {soon}, "budget_version": {"murni"}})
		}
	})
}
