package e2e

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// What the city's own report says of the row that the walks look for: page 72
// of realisasi2024.pdf.
const (
	office    = "Dinas Pemuda, Olah Raga dan Pariwisata"
	nodeName  = "Fasilitasi Sertifikasi Kompetensi bagi Tenaga Kerja Bidang Pariwisata"
	nodeNote  = "Terlaksana 120 Orang Kegiatan Sertifikasi Barista, Hotel, Waiter"
	nodeCode  = "5.2.1.1"
	nodeStart = "/renja/2024/"
)

// isNode knows the address of the row in any language.
func isNode(path string) bool {
	return strings.Contains(path, nodeStart) && strings.HasSuffix(path, "/"+nodeCode)
}

func TestACitizenFindsTheCertificates(t *testing.T) {
	home := visitHouse(t)
	for _, screen := range screens {
		t.Run(screen.name, func(t *testing.T) {
			b := newTab(t, home)
			screen.set(b)
			b.open("/")
			b.click(b.see("searchbox", "on the front page", anything))
			b.press("sertifikasi" + kb.Enter)
			b.at("of the search", func(p string) bool { return strings.HasPrefix(p, "/cari?") && strings.Contains(p, "sertifikasi") })
			b.click(b.linkTo("the row of 2024", isNode))
			b.at("of the row", isNode)
			b.standsAsPrinted()
		})
	}
}

// standsAsPrinted looks for everything the report says about the row.
func (b *tab) standsAsPrinted() {
	b.Helper()
	b.see("heading", "with the name of the row", func(x thing) bool { return strings.Contains(x.name, nodeName) })
	b.says("120", "150", "Rp122,5 juta", "Rp300 juta", nodeNote)
	source := regexp.MustCompile(`realisasi2024\.pdf.{0,60}\b72\b|\b72\b.{0,60}realisasi2024\.pdf`)
	b.until("page 72 of the report", func() bool { return source.MatchString(b.text()) })
	b.inPath(office, "Meningkatnya kapasitas pelaku ekonomi kreatif",
		"PROGRAM PENGEMBANGAN SUMBER DAYA PARIWISATA DAN EKONOMI KREATIF",
		"Pelaksanaan Peningkatan Kapasitas Sumber Daya Manusia Pariwisata dan Ekonomi Kreatif Tingkat Dasar")
	for _, quarter := range []string{"I", "II", "III", "IV"} {
		b.says("Triwulan " + quarter)
	}
}

// inPath wants a link to each step above the row, by its name in any case:
// the report prints some names in capitals, a page need not.
func (b *tab) inPath(steps ...string) {
	b.Helper()
	for _, step := range steps {
		b.see("link", "up to "+step, func(x thing) bool {
			return strings.Contains(strings.ToLower(x.name), strings.ToLower(step))
		})
	}
}

func TestACaseLeadsToItsRowsAndBack(t *testing.T) {
	home := visitHouse(t)
	for _, screen := range screens {
		t.Run(screen.name, func(t *testing.T) {
			b := newTab(t, home)
			screen.set(b)
			b.open("/catatan")
			b.see("heading", "of the notes", func(x thing) bool { return x.name != "" })
			// A case is spoken of fairly: not answered yet, not wrong.
			b.says("belum diklarifikasi")
			if strings.Contains(strings.ToLower(b.text()), "temuan") {
				t.Error("a note is called temuan, an auditor's word")
			}
			b.click(b.linkTo("a case", under("/catatan/")))
			b.at("of a case", under("/catatan/"))
			at := b.path()
			b.click(b.linkTo("a row of the case", isRow))
			b.at("of a row", isRow)
			b.linkTo("the case again", func(p string) bool { return p == at })
		})
	}
}

func TestAPromiseLeadsToThePlan(t *testing.T) {
	home := visitHouse(t)
	for _, screen := range screens {
		t.Run(screen.name, func(t *testing.T) {
			b := newTab(t, home)
			screen.set(b)
			b.open("/janji")
			b.see("link", "to a promise", func(x thing) bool { return under("/janji/")(x.to) })
			promises := map[string]bool{}
			for _, x := range b.all("link", func(x thing) bool { return under("/janji/")(x.to) }) {
				promises[x.to] = true
			}
			if len(promises) != 27 {
				t.Errorf("%d promises, the city made 27", len(promises))
			}
			b.openCarriedPromise(promises)
			b.click(b.linkTo("a row of the plan", isRow))
			b.at("of a row", isRow)
		})
	}
}

// openCarriedPromise opens promises until one is carried by a row of the plan.
func (b *tab) openCarriedPromise(promises map[string]bool) {
	b.Helper()
	for path := range promises {
		b.open(path)
		b.says("Sumber")
		if len(b.all("link", func(x thing) bool { return isRow(x.to) })) > 0 {
			return
		}
	}
	b.Fatal("no promise has a row of the plan")
}

func TestTheLanguageChangesAndThePageStays(t *testing.T) {
	b := newTab(t, visitHouse(t))
	here := b.nodePath()
	b.open(here)
	for _, step := range []struct{ button, prefix, tag, money string }{
		{"English", "/en", "en", "IDR 122.5 million"},
		{"日本語", "/ja", "ja", "億ルピア"},
		{"Indonesia", "", "id", "Rp122,5 juta"},
	} {
		want := step.prefix + here
		b.click(b.see("link", "to "+step.button, func(x thing) bool { return x.to == want }))
		b.at("in "+step.button, func(p string) bool { return p == want })
		b.until("the language "+step.tag, func() bool { return b.language() == step.tag })
		b.says("120", "150", nodeName, nodeNote)
		if b.missingWords() {
			t.Errorf("%s: a sentence is missing", want)
		}
	}
}

// missingWords looks for the mark that stands where a sentence is missing.
func (b *tab) missingWords() bool { return strings.ContainsAny(b.text(), "⟦⟧") }

func TestTheKeyboardAloneIsEnough(t *testing.T) {
	b := newTab(t, visitHouse(t))
	b.open("/")
	b.press(kb.Tab)
	if first, ok := b.focus(); !ok || first.role != "link" {
		t.Errorf("the first stop is %+v, not a link past the menu", first)
	}
	b.open("/")
	b.tabTo("search field", func(x thing) bool { return x.role == "searchbox" })
	b.press("sertifikasi" + kb.Enter)
	b.at("of the search", func(p string) bool { return strings.HasPrefix(p, "/cari?") })
	b.tabTo("row of 2024", func(x thing) bool { return x.role == "link" && isNode(x.to) })
	b.press(kb.Enter)
	b.at("of the row", isNode)
	b.says(nodeNote)
}

func anything(thing) bool { return true }

// under knows addresses below a folder, in Indonesian.
func under(folder string) func(string) bool {
	return func(path string) bool { return strings.HasPrefix(path, folder) && len(path) > len(folder) }
}

// isRow knows the address of a row of the plan: /renja/year/office/code.
func isRow(path string) bool {
	return strings.HasPrefix(path, "/renja/") && strings.Count(path, "/") == 4
}

// nodePath finds the row through the search, since the office's part of the
// address is the house's own choice.
func (b *tab) nodePath() string {
	b.Helper()
	b.open("/cari?q=sertifikasi")
	return b.linkTo("the row of 2024", isNode).to
}

// A screen is one way to look at the house.
type screen struct {
	name string
	set  func(b *tab)
}

var screens = []screen{
	{fmt.Sprint(phone), func(b *tab) { b.width(phone) }},
	{fmt.Sprint(desk), func(b *tab) { b.width(desk) }},
	{"without scripts", func(b *tab) { b.width(phone); b.noScripts() }},
}
