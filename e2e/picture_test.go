package e2e

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

var pictures = flag.String("pictures", "", "folder to write pictures of the pages to")

// shots are the pages that the papers show, with the file that each goes into.
var shots = []struct {
	name   string
	kind   string
	prefix string
	width  int64
	scheme string
}{
	{"front-1280", "front", "", desk, "light"},
	{"front-360", "front", "", phone, "light"},
	{"front-1280-dark", "front", "", desk, "dark"},
	{"row-1280", "row", "", desk, "light"},
	{"row-360-dark", "row", "", phone, "dark"},
	{"row-1280-ja", "row", "/ja", desk, "light"},
	{"case-1280", "case", "", desk, "light"},
	{"promises-360-en", "promises", "/en", phone, "light"},
	{"map-1280", "map", "", desk, "light"},
	{"sign-in-360", "sign in", "", phone, "light"},
	{"round-1280", "round", "", desk, "light"},
	{"round-360", "round", "", phone, "light"},
	{"sheet-1280", "round: sheet", "", desk, "light"},
	{"sheet-360", "round: sheet", "", phone, "light"},
	{"review-1280", "round: review", "", desk, "light"},
	{"form-e81-1280", "round: words of the form", "", desk, "light"},
	{"tasks-1280", "tasks of the planner", "", desk, "light"},
	{"tasks-360", "tasks of an operator", "", phone, "light"},
	{"people-1280", "people", "", desk, "light"},
	{"data-360", "account: data", "", phone, "light"},
	{"kbli-1280", "business codes found", "", desk, "light"},
	{"kbli-360", "business codes found", "", phone, "light"},
	{"size-360", "size classes", "", phone, "light"},
	{"register-360", "register: code", "", phone, "light"},
	{"business-360", "my business", "", phone, "light"},
	{"directory-1280", "directory: found", "", desk, "light"},
	{"directory-360", "directory: found", "", phone, "light"},
	{"shop-360", "shop", "", phone, "light"},
	{"officer-1280", "office: the queue", "", desk, "light"},
	{"product-360", "products: one", "", phone, "light"},
	{"products-360", "products: the list", "", phone, "light"},
	{"lembar-1280", "RT sheets: enter", "", desk, "light"},
	{"lembar-360", "RT sheets: enter", "", phone, "light"},
	{"lembar-rt-1280", "RT sheets: a kelurahan", "", desk, "light"},
	{"field-1280", "field: the day", "", desk, "light"},
	{"field-360", "field: the day", "", phone, "light"},
	{"field-one-360", "field: a business", "", phone, "light"},
	{"passport-1280", "my business: its passport", "", desk, "light"},
	{"passport-360", "a passport by link", "", phone, "light"},
	{"kurasi-1280", "calls: one for officers", "", desk, "light"},
	{"kurasi-360", "calls: one", "", phone, "light"},
	{"wheel-360", "naik kelas: the wheel", "", phone, "light"},
}

// TestPictures is make pictures: the pages that the papers show.
func TestPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("asked for with -pictures FOLDER")
	}
	if err := os.MkdirAll(*pictures, 0o755); err != nil {
		t.Fatal(err)
	}
	home := visitHouse(t)
	for _, p := range shots {
		t.Run(p.name, func(t *testing.T) {
			b := newTab(t, homeOf(t, home, p.kind))
			path := pathOf(b, p.kind)
			b.width(p.width)
			b.colours(p.scheme)
			b.arrive(p.prefix + path)
			b.shoot(filepath.Join(*pictures, p.name+".png"))
		})
	}
}

// homeOf is the house that a kind of page is in.
func homeOf(t *testing.T, home, name string) string {
	t.Helper()
	if slices.ContainsFunc(slices.Concat(staffKinds, makerKinds, shopKinds, openDataKinds, lembarKinds, officerKinds, rulesKinds, productKinds, ownerKinds, asosiasiKinds, kurasiKinds, pasporKinds, fieldKinds), func(k kind) bool { return k.name == name }) {
		return visitDemo(t).home
	}
	return home
}

func pathOf(b *tab, name string) string {
	b.Helper()
	for _, k := range slices.Concat(kinds, staffKinds, makerKinds, shopKinds, openDataKinds, lembarKinds, officerKinds, rulesKinds, productKinds, ownerKinds, asosiasiKinds, kurasiKinds, pasporKinds, fieldKinds) {
		if k.name == name {
			return k.path(b)
		}
	}
	b.Fatalf("no kind of page is called %s", name)
	return ""
}

// shoot writes what the screen shows: the top of the page, as a reader meets it.
func (b *tab) shoot(file string) {
	b.Helper()
	shot, err := chromedp.Call(b.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: page.CaptureScreenshotFormatPng})
	b.must(err, "take a picture")
	if err := os.WriteFile(file, shot.Data, 0o644); err != nil {
		b.Fatal(err)
	}
	b.Logf("wrote %s, %d KB", file, len(shot.Data)/1000)
}

func TestAPictureShowsThePage(t *testing.T) {
	t.Parallel()
	b := newTab(t, pages(t, map[string]string{"/": sound}))
	b.open("/")
	file := filepath.Join(t.TempDir(), "sound.png")
	b.shoot(file)
	if n, err := os.Stat(file); err != nil || n.Size() < 2000 {
		t.Errorf("the picture is %v, %v", n, err)
	}
}
