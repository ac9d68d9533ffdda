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
	t.Parallel()
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
	source := regexp.MustCompile(`realisasi2024\.pdf.{0,60}\b72\b`)
	b.until("page 72 of the report", func() bool { return source.MatchString(b.text()) })
	// The quarters: nothing in the first, all in the second, then no report yet.
	b.says("Rp0", "Rp122.514.000", "belum lapor")
	b.inPath()
}

// inPath wants every step above the row: its name, and a link to it. The
// report prints some names in capitals; a page need not.
func (b *tab) inPath() {
	b.Helper()
	text := strings.ToLower(b.text())
	for _, name := range []string{office, "Meningkatnya kapasitas pelaku ekonomi kreatif",
		"PROGRAM PENGEMBANGAN SUMBER DAYA PARIWISATA DAN EKONOMI KREATIF",
		"Pelaksanaan Peningkatan Kapasitas Sumber Daya Manusia Pariwisata dan Ekonomi Kreatif Tingkat Dasar"} {
		if !strings.Contains(text, strings.ToLower(name)) {
			b.Errorf("the path does not name %s", name)
		}
	}
	above := upTo(b.path())
	for _, step := range []string{"", "/5", "/5.2", "/5.2.1"} {
		b.linkTo(above+step, func(p string) bool { return p == above+step })
	}
}

func TestACaseLeadsToItsRowsAndBack(t *testing.T) {
	t.Parallel()
	home := visitHouse(t)
	for _, screen := range screens {
		t.Run(screen.name, func(t *testing.T) {
			b := newTab(t, home)
			screen.set(b)
			b.open("/catatan")
			b.see("heading", "of the notes", func(x thing) bool { return x.name != "" })
			b.click(b.linkTo("a case", isCase))
			b.at("of a case", isCase)
			b.speaksFairly()
			at := b.path()
			b.click(b.linkTo("a row of the case", isRow))
			b.at("of a row", isRow)
			b.linkTo("the case again", func(p string) bool { return p == at })
		})
	}
}

// speaksFairly: a note is a question to an office, not a verdict. In the
// history that ships, no office has been asked yet.
func (b *tab) speaksFairly() {
	b.Helper()
	b.until("the words belum diklarifikasi", func() bool {
		return strings.Contains(strings.ToLower(b.text()), "belum diklarifikasi")
	})
	if strings.Contains(strings.ToLower(b.text()), "temuan") {
		b.Error("a note is called temuan, an auditor's word")
	}
}

func TestAPromiseLeadsToThePlan(t *testing.T) {
	t.Parallel()
	home := visitHouse(t)
	for _, screen := range screens {
		t.Run(screen.name, func(t *testing.T) {
			b := newTab(t, home)
			screen.set(b)
			b.open("/janji")
			b.see("link", "to a promise", func(x thing) bool { return isPromise(x.to) })
			promises := map[string]bool{}
			for _, x := range b.all("link", func(x thing) bool { return isPromise(x.to) }) {
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
	t.Parallel()
	home := visitHouse(t)
	for _, screen := range screens {
		t.Run(screen.name, func(t *testing.T) {
			b := newTab(t, home)
			screen.set(b)
			here := b.nodePath()
			b.open(here)
			for _, step := range []struct{ prefix, tag, money string }{
				{"/en", "en", "IDR 122.5 million"},
				{"/ja", "ja", "億ルピア"},
				{"", "id", "Rp122,5 juta"},
			} {
				if screen.menu {
					b.click(b.see("DisclosureTriangle", "of the menu", anything))
				}
				want := step.prefix + here
				b.click(b.linkTo(want, func(p string) bool { return p == want }))
				b.at(want, func(p string) bool { return p == want })
				b.until("the language "+step.tag, func() bool { return b.language() == step.tag })
				b.says("120", "150", step.money, nodeName, nodeNote)
				if b.missingWords() {
					t.Errorf("%s: a sentence is missing", want)
				}
			}
		})
	}
}

// missingWords looks for the mark that stands where a sentence is missing.
func (b *tab) missingWords() bool { return strings.ContainsAny(b.text(), "⟦⟧") }

func TestTheKeyboardAloneIsEnough(t *testing.T) {
	t.Parallel()
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

var caseAddress = regexp.MustCompile(`^/catatan/[0-9a-z]{13}$`)

func isCase(path string) bool { return caseAddress.MatchString(path) }

func isPromise(path string) bool { return strings.HasPrefix(path, "/janji/") }

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
	menu bool // the languages are in the menu, which opens by a press

	scripts bool // axe is a script itself
}

var screens = []screen{
	{fmt.Sprint(phone), func(b *tab) { b.width(phone) }, true, true},
	{fmt.Sprint(desk), func(b *tab) { b.width(desk) }, false, true},
	{"without scripts", func(b *tab) { b.width(phone); b.noScripts() }, true, false},
}
