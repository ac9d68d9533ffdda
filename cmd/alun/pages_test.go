package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/ground/api"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/ground/web"

	"golang.org/x/net/html"
)

// Every page has an example, and a test draws every example in every language.
// The examples are in doors (doors_test.go).

func TestEveryRouteHasAnExample(t *testing.T) {
	v := visitHouse(t)
	for _, wrong := range withoutExample(v.site.Addresses(), doors) {
		t.Error(wrong)
	}
	planted := []web.Address{{Method: "GET", Pattern: "/baru"}}
	if len(withoutExample(planted, doors)) != 1+len(doors) {
		t.Error("a new route, or a line without its route, would not be seen")
	}
}

// withoutExample finds routes that no line tries, and lines whose route is gone.
func withoutExample(routes []web.Address, doors []door) []string {
	var wrong []string
	for _, a := range routes {
		if strings.HasPrefix(a.Pattern, api.Prefix) {
			continue // an operation without an example is refused when the house opens
		}
		if !slices.ContainsFunc(doors, func(d door) bool {
			return d.method == a.Method && d.route == a.Pattern && len(d.examples)+len(d.forms) > 0
		}) {
			wrong = append(wrong, fmt.Sprintf("%s %s has no example in doors", a.Method, a.Pattern))
		}
	}
	for _, d := range doors {
		if !slices.Contains(routes, web.Address{Method: d.method, Pattern: d.route}) {
			wrong = append(wrong, fmt.Sprintf("doors tries %s %s, which is no route", d.method, d.route))
		}
	}
	return wrong
}

// gallery shows every part with sample links that lead nowhere, and several
// heads of pages in one page.
const gallery = "/rupa"

// inLanguage is the address of a page in a language.
func inLanguage(tag lang.Tag, path string) string {
	switch {
	case tag == lang.ID:
		return path
	case path == "/" || strings.HasPrefix(path, "/?"):
		return "/" + string(tag) + path[1:]
	}
	return "/" + string(tag) + path
}

// inIndonesian is a link of a page without its language: an address is the same
// in all of them, so that it need be followed only once. Files have no language.
func inIndonesian(tag lang.Tag, to string) (string, bool) {
	rest, ok := strings.CutPrefix(to, "/"+string(tag))
	switch {
	case tag == lang.ID || strings.HasPrefix(to, "/static/") || strings.HasPrefix(to, "/berkas/") || strings.HasSuffix(to, ".geojson"):
		return to, true
	case !ok || rest != "" && !strings.HasPrefix(rest, "/") && !strings.HasPrefix(rest, "?"):
		return to, false
	case strings.HasPrefix(rest, "/"):
		return rest, true
	}
	return "/" + rest, true
}

func TestALinkOutOfItsLanguageIsSeen(t *testing.T) {
	for to, want := range map[string]string{"/en": "/", "/en?q=x": "/?q=x", "/en/cari": "/cari", "/static/a.css": "/static/a.css",
		"/cari": "", "/ja/cari": "", "/england": ""} {
		if here, ok := inIndonesian(lang.EN, to); ok != (want != "") || ok && here != want {
			t.Errorf("%s: %s, %v", to, here, ok)
		}
	}
}

func TestEveryExampleInEveryLanguage(t *testing.T) {
	t.Parallel()
	v := visitHouse(t)
	links := map[link]string{} // → the page that leads there
	for _, d := range doors {
		for _, path := range d.examples {
			for _, tag := range lang.All {
				at := inLanguage(tag, v.path(path))
				w := v.askAs(d.as, http.MethodGet, at, "")
				if w.Code != http.StatusOK {
					t.Errorf("%s: status %d", at, w.Code)
				}
				if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
					continue // a file: TestEveryDownloadHoldsSomething, or the map's own test
				}
				page := read(w.Body.String())
				for _, wrong := range page.faults(tag) {
					if d.route != gallery || !strings.HasPrefix(wrong, "outline: ") {
						t.Errorf("%s: %s", at, wrong)
					}
				}
				for _, to := range page.links {
					here, ok := inIndonesian(tag, to)
					if !ok {
						t.Errorf("%s leads to %s, out of its language", at, to)
					}
					links[link{here, d.as}] = at
				}
			}
		}
	}
	if len(links) < 500 {
		t.Errorf("only %d links: the pages are not read", len(links))
	}
	t.Logf("%d links", len(links))
	v.follow(links)
}

// link is an address as a page shows it to somebody of the cast.
type link struct{ to, who string }

// follow opens each link once: something must be there, also what the part
// behind # names.
func (v *visit) follow(links map[link]string) {
	v.Helper()
	seen := map[link]*page{}
	for l, from := range links {
		path, spot, _ := strings.Cut(l.to, "#")
		at := link{path, l.who}
		if seen[at] == nil {
			w := v.askAs(l.who, http.MethodGet, path, "")
			if w.Code >= 400 && w.Code != http.StatusMethodNotAllowed { // the address of a form is no page
				v.Errorf("%s leads to %s: status %d", from, path, w.Code)
			}
			seen[at] = &page{}
			if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
				seen[at] = read(w.Body.String())
			}
		}
		byScript := strings.HasSuffix(path, "/peta") // the moving map reads the area behind #
		if p := seen[at]; spot != "" && p.text != "" && !p.ids[spot] && !byScript {
			v.Errorf("%s leads to %s, which has no %q", from, path, spot)
		}
	}
}

// A hostile address gets a page with a sentence, in the reader's language.
func TestEveryRefusalIsASentence(t *testing.T) {
	v := visitHouse(t)
	for _, d := range doors {
		for _, x := range d.refused {
			for _, tag := range lang.All {
				at := inLanguage(tag, v.path(x.path))
				w := v.askAs(d.as, http.MethodGet, at, "")
				page := read(w.Body.String())
				if w.Code != x.status || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
					t.Errorf("%.80s: status %d, want %d", at, w.Code, x.status)
				}
				for _, wrong := range page.faults(tag) {
					t.Errorf("%.80s: %s", at, wrong)
				}
				if said := page.main(); len(said) < 40 && tag != lang.JA || len(said) < 20 {
					t.Errorf("%.80s: the page only says %q", at, said)
				}
			}
		}
	}
}

func TestEveryDownloadHoldsSomething(t *testing.T) {
	v := visitHouse(t)
	files := map[link]bool{}
	for _, d := range doors {
		for _, path := range d.examples {
			w := v.askAs(d.as, http.MethodGet, v.path(path), "")
			for _, to := range read(w.Body.String()).links {
				if u, err := url.Parse(to); err == nil && u.Query().Get("format") != "" {
					files[link{to, d.as}] = true
				}
			}
		}
	}
	if len(files) < 60 {
		t.Errorf("only %d downloads were found", len(files))
	}
	for l := range files {
		u, _ := url.Parse(l.to)
		rows, err := rowsOf(u.Query().Get("format"), v.askAs(l.who, http.MethodGet, l.to, "").Body.Bytes())
		// A promise without rows and a state that no office is in have an empty list;
		// every other file has rows. What is kept of a person is no list.
		if u.Path == "/akun/data/salinan" {
			continue
		}
		if err != nil || rows == 0 && u.Path != "/janji/2" && u.Query().Get("keadaan") == "" {
			t.Errorf("%s: %d rows, %v", l.to, rows, err)
		}
	}
}

// rowsOf reads a file as its format says and counts the rows below the head.
func rowsOf(format string, body []byte) (int, error) {
	switch format {
	case "json":
		var rows []map[string]any
		err := json.Unmarshal(body, &rows)
		return len(rows), err
	case "csv":
		lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff")))).ReadAll()
		return len(lines) - 1, err
	case "pdf":
		if !bytes.HasPrefix(body, []byte("%PDF-")) {
			return 0, errors.New("no PDF")
		}
		return bytes.Count(body, []byte("/Type /Page\n")), nil
	}
	book, err := sheet.Open("unduhan.xlsx", bytes.NewReader(body), int64(len(body)), sheet.Default)
	if err != nil {
		return 0, err
	}
	defer book.Close()
	n := -1
	for _, err := range book.Rows(book.Sheets()[0]) {
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// page is one HTML document, read.
type page struct {
	text  string
	root  *html.Node
	lang  string
	ids   map[string]bool
	links []string // internal addresses; those of this page in another language left out
	wrong []string
}

func read(text string) *page {
	root, err := html.Parse(strings.NewReader(text))
	p := &page{text: text, root: root, ids: map[string]bool{}}
	if err != nil {
		p.wrong = append(p.wrong, err.Error())
		return p
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			p.element(n)
		}
	}
	return p
}

func (p *page) element(n *html.Node) {
	if n.Data == "style" || n.Data == "script" && n.FirstChild != nil && !has(n, "type", "application/ld+json") { // data: no browser runs it
		p.wrong = append(p.wrong, "<"+n.Data+"> inside the page")
	}
	if n.Data == "form" && has(n, "method", "post") && !hasKey(n) && !keyless(n) {
		p.wrong = append(p.wrong, "a form without a key: pressing twice would be two acts")
	}
	otherTongue := slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hreflang" })
	for _, a := range n.Attr {
		switch {
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			p.wrong = append(p.wrong, fmt.Sprintf("<%s %s=…>", n.Data, a.Key))
		case a.Key == "id" && (p.ids[a.Val] || a.Val == ""):
			p.wrong = append(p.wrong, fmt.Sprintf("id %q twice or empty", a.Val))
		case a.Key == "lang" && n.Data == "html":
			p.lang = a.Val
		case (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.HasPrefix(a.Val, "/") && !otherTongue:
			p.links = append(p.links, a.Val)
		}
		if a.Key == "id" {
			p.ids[a.Val] = true
		}
	}
}

// has reports whether an element says so of itself.
func has(n *html.Node, name, value string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name && strings.EqualFold(a.Val, value) })
}

// again are forms whose every sending is an act of its own: a session begins or
// ends, a link is taken once by itself, somebody is looked for; or a question of
// which nothing is kept, or a fact that is said: saying it again changes nothing; or
// they bear a key of the device.
var again = regexp.MustCompile(`^(/en|/ja)?/(kelas-usaha|usaha/daftar(/[^/]+/(apa|kode|tempat|kontak))?|usaha-saya/[^/]+/(alamat|titik|ubah/[^/]+|naik-kelas/[^/]+)|petugas/lembar(/[0-9a-z]{13}(/belum)?)?|petugas/lapangan(/usaha/[0-9a-z]{13})?|masuk|masuk/kode|peragaan|keluar|orang/cari|(atur|undangan|sandi|paspor)/[^/]+)$`)

func keyless(form *html.Node) bool {
	return slices.ContainsFunc(form.Attr, func(a html.Attribute) bool { return a.Key == "action" && again.MatchString(a.Val) })
}

func hasKey(form *html.Node) bool {
	for n := range form.Descendants() {
		if n.Data == "input" && has(n, "name", web.KeyField) {
			return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "value" && web.GoodKey(a.Val) })
		}
	}
	return false
}

// internal is text of the program that no reader should see.
var internal = regexp.MustCompile(`goroutine \d|runtime error|panic:|SQL logic|sql: |web: |db: |%!\w?\(|<nil>|&lt;nil&gt;|\bNaN\b`)

// faults lists what is wrong with the page in a language.
func (p *page) faults(tag lang.Tag) []string {
	wrong := slices.Clone(p.wrong)
	if p.lang != string(tag) {
		wrong = append(wrong, fmt.Sprintf("the page says lang=%q", p.lang))
	}
	if strings.ContainsAny(p.text, "⟦⟧") {
		wrong = append(wrong, "a sentence is missing: "+around(p.text, strings.IndexAny(p.text, "⟦⟧")))
	}
	if at := internal.FindStringIndex(p.text); at != nil {
		wrong = append(wrong, "internal text: "+around(p.text, at[0]))
	}
	for _, m := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(p.text, -1) {
		if !p.ids[m[1]] {
			wrong = append(wrong, fmt.Sprintf("outline: a link to #%s, which is not here", m[1]))
		}
	}
	if n := strings.Count(p.text, "<h1"); n != 1 {
		wrong = append(wrong, fmt.Sprintf("outline: %d headings of the first level", n))
	}
	return wrong
}

func around(text string, at int) string {
	return strings.ToValidUTF8(text[max(0, at-30):min(len(text), at+60)], "")
}

// main is what the page says inside <main>.
func (p *page) main() string {
	var b strings.Builder
	for n := range p.root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "main" {
			continue
		}
		for t := range n.Descendants() {
			if t.Type == html.TextNode {
				b.WriteString(strings.TrimSpace(t.Data) + " ")
			}
		}
	}
	return strings.TrimSpace(b.String())
}

// Each rule that a page is held against must be able to fail.
func TestFaultsOfAPageAreSeen(t *testing.T) {
	const sound = `<!doctype html><html lang="id"><body><main id="isi"><h1>Judul</h1><a href="#isi">x</a></main></body></html>`
	if wrong := read(sound).faults(lang.ID); len(wrong) > 0 {
		t.Errorf("a sound page: %v", wrong)
	}
	for planted, want := range map[string][2]string{
		"language":        {`lang="id"`, `lang="en"`},
		"missing words":   {"Judul", "⟦plan.title⟧"},
		"inline style":    {"<h1", `<h1 style="color:red"`},
		"handler":         {"<h1", `<h1 onclick="x()"`},
		"style sheet":     {"<h1", "<style>h1{}</style><h1"},
		"inline script":   {"<h1", "<script>x()</script><h1"},
		"id twice":        {"<h1", `<h1 id="isi"`},
		"broken anchor":   {"#isi", "#tiada"},
		"second heading":  {"<a", "<h1>Lagi</h1><a"},
		"error text":      {"Judul", "plan: read the report: SQL logic error"},
		"unprinted value": {"Judul", "%!d(string=x)"},
		"form, no key":    {"<a", `<form method="POST"><input name="_key"></form><a`},
	} {
		if page := strings.Replace(sound, want[0], want[1], 1); page == sound || len(read(page).faults(lang.ID)) == 0 {
			t.Errorf("%s is not seen", planted)
		}
	}
}
