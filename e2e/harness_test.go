package e2e

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// These tests plant faults in small pages of their own and see the harness
// find them: a harness that cannot fail would prove nothing about Alun.

const sound = `<!doctype html><html lang="id"><head><title>Contoh</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/gaya.css"></head><body><main><h1>Halaman contoh</h1>
<form action="/cari"><label for="q">Cari</label> <input id="q" name="q" type="search"> <button>Cari</button></form>
<p><a href="/dua">Halaman dua</a></p></main></body></html>`

const css = `body{background:#fff;color:#111}:focus-visible{outline:3px solid #036}a{color:#036}` +
	`@media (prefers-color-scheme:dark){body{background:#111;color:#eee}a{color:#9cf}}`

// pages serves small documents under a strict policy, as the house does.
func pages(t *testing.T, at map[string]string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src *; form-action 'self'")
		body, known := at[r.URL.Path]
		w.Header().Set("Content-Type", cmp.Or(mime.TypeByExtension(path.Ext(r.URL.Path)), "text/html; charset=utf-8"))
		switch {
		case r.URL.Path == "/gaya.css":
			body = css
		case r.URL.Path == "/favicon.ico": // the browser asks for it by itself
		case !known:
			w.WriteHeader(http.StatusNotFound)
		}
		if _, err := w.Write([]byte(body)); err != nil {
			t.Logf("write: %v", err)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestASoundPagePasses(t *testing.T) {
	t.Parallel()
	b := newTab(t, pages(t, map[string]string{"/": sound}))
	b.open("/")
	for _, width := range []int64{phone, desk} {
		for _, scheme := range []string{"light", "dark"} {
			b.width(width)
			b.colours(scheme)
			b.noViolations(scheme)
			if n := b.overflow(); n != 0 {
				t.Errorf("at %d the page is %d px too wide", width, n)
			}
		}
	}
	if b.language() != "id" || !strings.Contains(b.text(), "Halaman contoh") {
		t.Errorf("language %q, text %q", b.language(), b.text())
	}
}

func TestTheHarnessFindsPlantedFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, from, to string
		axe            string // rule that must fire
		complaint      string // piece that the watch must say
		wide           bool   // wider than a phone
	}{
		{name: "low contrast", from: `<h1>`, to: `<link rel="stylesheet" href="/pudar.css"><h1 class="pudar">`, axe: "color-contrast"},
		{name: "field without a name", from: `<label for="q">Cari</label>`, axe: "label"},
		{name: "page without a language", from: ` lang="id"`, axe: "html-has-lang"},
		{name: "picture without words", from: `<p>`, to: `<p><img src="/titik.svg">`, axe: "image-alt"},
		{name: "inline style", from: `<h1>`, to: `<h1 style="color:red">`, complaint: "inline style"},
		{name: "inline script", from: `<h1>`, to: `<script>document.title="x"</script><h1>`, complaint: "inline script"},
		{name: "another host", from: `<h1>`, to: `<img alt="" src="http://127.0.0.2:9/x.png"><h1>`, complaint: "another host"},
		{name: "missing file", from: `gaya.css`, to: `hilang.css`, complaint: "404"},
		{name: "script error", from: `<h1>`, to: `<script src="/galat.js"></script><h1>`, complaint: "a script threw"},
		{name: "wider than the phone", from: `<p>`, to: `<p><svg width="900" height="9"></svg>`, wide: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := strings.Replace(sound, c.from, c.to, 1)
			if page == sound {
				t.Fatal("the fault was not planted")
			}
			b := watchedTab(t, pages(t, map[string]string{
				"/": page, "/pudar.css": `.pudar{color:#bbb}`, "/galat.js": `throw new Error("galat")`,
				"/titik.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`}))
			b.width(phone)
			b.open("/")
			judge(t, b, c.axe, c.complaint, c.wide)
		})
	}
}

func judge(t *testing.T, b *tab, axe, complaint string, wide bool) {
	t.Helper()
	var rules []string
	for _, v := range b.axe(allRules) {
		rules = append(rules, v.Rule)
	}
	if got := strings.Join(rules, " "); (axe == "") != (got == "") || !strings.Contains(got, axe) {
		t.Errorf("axe found %q, planted %q", got, axe)
	}
	if got := strings.Join(b.watch.complaints(), "\n"); (complaint == "") != (got == "") || !strings.Contains(got, complaint) {
		t.Errorf("the watch said %q, planted %q", got, complaint)
	}
	if n := b.overflow(); (n > 0) != wide {
		t.Errorf("%d px too wide", n)
	}
}

func TestThingsAreFoundAndUsedAsAPersonWould(t *testing.T) {
	t.Parallel()
	home := pages(t, map[string]string{"/": sound, "/cari": sound, "/dua": strings.Replace(sound, "Halaman contoh", "Yang kedua", 1)})
	for _, scripts := range []bool{true, false} {
		b := newTab(t, home)
		if !scripts {
			b.noScripts()
		}
		b.open("/")
		b.click(b.named("searchbox", "Cari"))
		b.press("sertifikasi" + kb.Enter)
		b.at("of the search", func(p string) bool { return p == "/cari?q=sertifikasi" })
		link := b.linkTo("page two", func(p string) bool { return p == "/dua" })
		if link.name != "Halaman dua" {
			t.Errorf("the link is named %q", link.name)
		}
		b.click(link)
		b.says("Yang kedua")
	}
}

func TestTheKeyboardReachesThings(t *testing.T) {
	t.Parallel()
	b := newTab(t, pages(t, map[string]string{"/": sound, "/dua": sound}))
	b.open("/")
	b.tabTo("search field", func(x thing) bool { return x.role == "searchbox" })
	b.tabTo("link", func(x thing) bool { return x.role == "link" && x.name == "Halaman dua" })
	b.press(kb.Enter)
	b.at("of page two", func(p string) bool { return p == "/dua" })
}

func TestAHiddenFocusIsFound(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]struct{ css, want string }{
		"unmarked": {`a:focus-visible,a{outline:none}`, "nothing marks it"},
		"covered":  {`.tutup{position:fixed;inset:0;background:#fff}`, "covers it"},
	} {
		t.Run(name, func(t *testing.T) {
			page := strings.Replace(sound, "</head>", `<link rel="stylesheet" href="/tutup.css"></head>`, 1)
			page = strings.Replace(page, `<main>`, `<main><div class="tutup"></div><a href="/dua">Dua</a>`, 1)
			b := watchedTab(t, pages(t, map[string]string{"/": page, "/tutup.css": fault.css}))
			b.open("/")
			b.press(kb.Tab)
			if why := b.focusFault(); !strings.Contains(why, fault.want) {
				t.Errorf("found %q", why)
			}
		})
	}
}

func TestWeightIsWhatWentOverTheWire(t *testing.T) {
	t.Parallel()
	page := strings.Replace(sound, "<p>", "<p>"+strings.Repeat("a", 50_000), 1)
	b := newTab(t, pages(t, map[string]string{"/": page}))
	b.coldCache()
	b.arrive("/")
	if n := b.watch.received(); n < 50_000 || n > 53_000 {
		t.Errorf("received %.0f bytes", n)
	}
	if !b.watch.quiet() {
		t.Error("something is still on the way")
	}
}

// The file that judges every page must be the one its makers sent out.
func TestAxeIsTheFileWeKnow(t *testing.T) {
	sum := sha256.Sum256([]byte(axeSource))
	sources, err := os.ReadFile("testdata/SOURCES.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(sources), hex.EncodeToString(sum[:])) {
		t.Errorf("testdata/SOURCES.md does not know sha256 %x", sum)
	}
}
