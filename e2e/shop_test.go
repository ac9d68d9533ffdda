package e2e

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
)

var businessPath = regexp.MustCompile(`^/usaha/[0-9a-z]{13}$`)

// isBusiness knows the page of a business.
func isBusiness(path string) bool { return businessPath.MatchString(path) }

// cardOfOne is the card of the first business of the directory.
func cardOfOne(b *tab) string {
	return strings.Replace(first("/usaha", isBusiness)(b), "/usaha/", "/kartu/", 1)
}

// shopKinds are the public pages of the register.
var shopKinds = []kind{
	{"directory", "/usaha", fixed("/usaha")},
	{"directory: found", "/usaha", fixed("/usaha?q=nasi&kecamatan=64.71.03&kecamatan=64.71.05")},
	{"directory: closer", "/usaha", fixed("/usaha?kotak=-1.28,116.8,-1.22,116.87")},
	{"directory: near", "/usaha", fixed("/usaha?dekat=-1.24,116.85&jarak=3000&urut=jarak&buka=kini")},
	{"directory: nothing", "/usaha", fixed("/usaha?q=zzqqxx&kecamatan=64.71.03")},
	{"suggestions", "/usaha/saran", fixed("/usaha/saran?q=nasi")},
	{"shop", "/usaha/{code}", first("/usaha", isBusiness)},
	{"shop-window card", "/kartu/{code}", cardOfOne},
}

// directoryReady waits until the index of businesses is made: a new house says so until
// then.
func (s *demoHouse) directoryReady(t *testing.T) {
	t.Helper()
	v := s.stranger(t)
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		res, err := v.Get(s.home + "/usaha")
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return
		}
	}
	t.Fatal("the directory is not ready after a minute")
}

// A citizen on a phone finds a shop by everyday words, with scripts and without.
func TestACitizenFindsAShop(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	for name, plain := range map[string]bool{"plain": true, "with scripts": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newTab(t, s.home)
			if plain {
				b.noScripts()
			}
			b.width(phone)
			b.open("/")
			b.click(b.see("link", "to the directory", func(x thing) bool { return strings.HasPrefix(x.name, "Saya mencari usaha") }))
			b.at("of the directory", func(p string) bool { return p == "/usaha" })
			b.says("usaha tampil untuk umum")
			b.click(b.named("searchbox", "Cari usaha"))
			b.press("warung nasi" + kb.Enter)
			b.at("of what was found", func(p string) bool { return p == "/usaha?q=warung+nasi" })
			b.says("untuk “warung nasi”")
			b.narrow("what was found", phone)
			b.click(b.named("link", "Nama")) // another order
			b.at("by name", func(p string) bool { return strings.Contains(p, "urut=nama") })
			b.click(b.linkTo("a business", isBusiness))
			b.at("of the business", isBusiness)
			b.says("Yang diketahui, dan dari mana", "Usaha Anda?", "Usaha rekaan")
			b.narrow("a business", phone)
			b.click(b.named("link", "Kartu etalase"))
			b.at("of the card", func(p string) bool { return strings.HasPrefix(p, "/kartu/") })
			b.says("Tercatat di Alun")
		})
	}
}

// On a phone, on a desk and without scripts: filters by their counts, the map by its cells,
// another language.
func TestABuyerNarrowsTheDirectory(t *testing.T) {
	t.Parallel()
	home := visitDemo(t).home
	for _, screen := range screens {
		t.Run(screen.name, func(t *testing.T) {
			t.Parallel()
			b := newTab(t, home)
			screen.set(b)
			b.open("/usaha")
			b.unfold(screen, "Saring")
			b.click(b.see("link", "for a kecamatan", func(x thing) bool { return strings.HasPrefix(x.name, "Balikpapan Utara") }))
			b.at("of the kecamatan", func(p string) bool { return p == "/usaha?kecamatan=64.71.03" })
			b.click(b.see("link", "to leave it out", func(x thing) bool {
				return strings.HasPrefix(x.name, "Balikpapan Utara") && strings.Contains(x.name, "hapus")
			}))
			b.at("of all", func(p string) bool { return p == "/usaha" })
			b.unfold(screen, "Lihat di peta")
			b.click(b.see("link", "for a cell", func(x thing) bool { return strings.Contains(x.name, "usaha di sekitar sini") }))
			b.at("of a part of the map", func(p string) bool { return strings.Contains(p, "kotak=") })
			b.says("Bagian peta ini", "Seluruh kota")
			b.click(b.named("link", "Seluruh kota"))
			b.at("of the whole city", func(p string) bool { return p == "/usaha" })
			b.unfold(screen, "Menu")
			b.click(b.named("link", "日本語"))
			b.at("in Japanese", func(p string) bool { return p == "/ja/usaha" })
			b.says("バリクパパンの事業者", "営業中")
		})
	}
}

// unfold opens what is folded on a narrow screen.
func (b *tab) unfold(on screen, what string) {
	b.Helper()
	if on.menu {
		b.click(b.see("DisclosureTriangle", "to unfold "+what, func(x thing) bool { return strings.HasPrefix(x.name, what) }))
	}
}

// As somebody types, the box says how the word may go on; the keyboard goes there, and the
// filter in use goes along.
func TestTheBoxSuggests(t *testing.T) {
	t.Parallel()
	b := newTab(t, visitDemo(t).home)
	b.width(phone)
	b.open("/usaha?kecamatan=64.71.05")
	b.click(b.named("searchbox", "Cari usaha"))
	b.press("war")
	b.linkTo("a suggestion", func(p string) bool { return strings.HasPrefix(p, "/usaha?kecamatan=64.71.05&q=war") })
	b.noViolations("with suggestions")
	b.press(kb.ArrowDown + kb.Enter)
	b.at("of the suggestion", func(p string) bool { return strings.HasPrefix(p, "/usaha?kecamatan=64.71.05&q=war") })
	b.says("untuk “war")
}
