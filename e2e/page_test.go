package e2e

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// kind is one kind of page: the route it is the page of, as the code names it,
// and an example. The address may be found on another page, where the house
// chooses part of it.
type kind struct {
	name  string
	route string
	path  func(b *tab) string
}

// gone are addresses that answer 404, as they should.
var gone = []string{"/tidak-ada", "/tidak-berlaku"}

func fixed(path string) func(*tab) string { return func(*tab) string { return path } }

// first opens a page and takes the first link that is as wanted.
func first(from string, right func(string) bool) func(*tab) string {
	return func(b *tab) string {
		b.open(from)
		return b.linkTo("an example", right).to
	}
}

// kinds lists every kind of page. A new route gets its line here:
// TestEveryRouteIsLookedAt says so.
var kinds = []kind{
	{"front", "/", fixed("/")},
	{"about", "/tentang", fixed("/tentang")},
	{"search", "/cari", fixed("/cari?q=sertifikasi")},
	{"search with filters", "/cari", fixed("/cari?q=pelatihan&tingkat=subkegiatan")},
	{"search for nothing", "/cari", fixed("/cari?q=zzqqxx")},
	{"reports", "/renja", fixed("/renja")},
	{"year", "/renja/{year}", fixed("/renja/2024")},
	{"revision", "/renja/{year}/revisi/{number}", fixed("/renja/2024/revisi/1")},
	{"office", "/renja/{year}/{opd}", func(b *tab) string { return upTo(b.nodePath()) }},
	{"row", "/renja/{year}/{opd}/{code}", (*tab).nodePath},
	{"doubtful row", "/renja/{year}/{opd}/{code}", func(b *tab) string { return first(first("/catatan", isCase)(b), isRow)(b) }},
	{"correction", "/renja/{year}/{opd}/{code}/koreksi", func(b *tab) string { return b.nodePath() + "/koreksi" }},
	{"notes", "/catatan", fixed("/catatan")},
	{"rules", "/catatan/aturan", fixed("/catatan/aturan")},
	{"case", "/catatan/{case}", first("/catatan", isCase)},
	{"promises", "/janji", fixed("/janji")},
	{"promise", "/janji/{id}", first("/janji", isPromise)},
	{"business codes", "/kbli", fixed("/kbli")},
	{"business codes found", "/kbli", fixed("/kbli?q=jual+nasi+kuning")},
	{"business codes not found", "/kbli", fixed("/kbli?q=zzqqxx")},
	{"business code", "/kbli/{version}/{code}", fixed("/kbli/2020/56102")},
	{"business code, other version", "/kbli/{version}/{code}", fixed("/kbli/2025/I")},
	{"subsectors", "/kbli/ekraf", fixed("/kbli/ekraf")},
	{"subsector", "/kbli/ekraf/{slug}", fixed("/kbli/ekraf/kriya")},
	{"size classes", "/kelas-usaha", fixed("/kelas-usaha")},
	{"naik kelas", "/naik-kelas", fixed("/naik-kelas")},
	{"permits", "/izin", fixed("/izin")},
	{"permit", "/izin/{kind}", fixed("/izin/halal")},
	{"areas", "/wilayah", fixed("/wilayah")},
	{"area", "/wilayah/{code}", fixed("/wilayah/64.71.05")},
	{"where am I", "/wilayah/di", fixed("/wilayah/di")},
	{"map", "/peta", fixed("/peta")},
	{"diary", "/buku", fixed("/buku")},
	{"api", "/api", fixed("/api")},
	{"follow", "/ikuti", fixed("/ikuti?apa=office:dpu")},
	{"follow asked", "/ikuti/periksa", fixed("/ikuti/periksa?lewat=mail")},
	{"follow yes", "/ikuti/setuju/{token}", fixed("/ikuti/setuju/tidak-berlaku")},
	{"follow begun", "/ikuti/terima", fixed("/ikuti/terima")},
	{"follow no more", "/ikuti/berhenti/{token}", fixed("/ikuti/berhenti/tidak-berlaku")},
	{"follow ended", "/ikuti/selesai", fixed("/ikuti/selesai")},
	{"sign in", "/masuk", fixed("/masuk")},
	{"forgotten", "/masuk/lupa", fixed("/masuk/lupa")},
	{"code", "/masuk/kode", fixed("/masuk/kode")},
	{"set up", "/atur/{token}", fixed("/atur/tidak-berlaku")},
	{"invitation", "/undangan/{token}", fixed("/undangan/tidak-berlaku")},
	{"new password", "/sandi/{token}", fixed("/sandi/tidak-berlaku")},
	{"privacy", "/privasi", fixed("/privasi")},
	{"gallery", "/rupa", fixed("/rupa")},
	{"missing page", "", fixed("/tidak-ada")},
}

// deskKinds are the kinds of page on the administrator's desk.
var deskKinds = []kind{
	{"desk", "", fixed("/")},
	{"desk: jobs", "/pekerjaan", fixed("/pekerjaan")},
	{"desk: messages", "/wa", fixed("/wa")},
	{"desk: mail", "/surat", fixed("/surat")},
	{"desk: backups", "", fixed("/cadangan")},
}

// eachKind looks at every kind of page, in the house, on its desk and in the
// demonstration, several at a time: a browser mostly waits.
func eachKind(t *testing.T, look func(t *testing.T, home string, k kind)) {
	for _, of := range []struct {
		home  func(*testing.T) string
		kinds []kind
	}{{visitHouse, kinds}, {visitDesk, deskKinds}, {func(t *testing.T) string { return visitDemo(t).home }, slices.Concat(staffKinds, stateKinds, makerKinds, shopKinds, openDataKinds, lembarKinds, officerKinds, rulesKinds, productKinds, ownerKinds, asosiasiKinds, kurasiKinds, pasporKinds, fieldKinds)}} {
		for _, k := range of.kinds {
			home := of.home(t)
			t.Run(k.name, func(t *testing.T) {
				t.Parallel()
				look(t, home, k)
			})
		}
	}
}

// A route is a page that nobody has looked at until it has a kind.
func TestEveryRouteIsLookedAt(t *testing.T) {
	looked, named := map[string]bool{}, map[string]bool{}
	for _, route := range noPages {
		looked[route] = true
	}
	for _, k := range slices.Concat(kinds, deskKinds, staffKinds, stateKinds, makerKinds, shopKinds, openDataKinds, lembarKinds, officerKinds, rulesKinds, productKinds, ownerKinds, asosiasiKinds, kurasiKinds, pasporKinds, fieldKinds) {
		looked[k.route], named[k.name] = true, true
	}
	for name := range worded {
		if !named[name] {
			t.Errorf("worded names %q, which is no kind of page", name)
		}
	}
	routes := 0
	for _, floor := range []string{"record", "programme", "outlook", "cmd"} {
		for route, file := range routesIn(t, "../"+floor) {
			if routes++; !looked[route] {
				t.Errorf("%s shows %s, and no kind of page has it as its route", file, route)
			}
		}
	}
	if routes < 10 {
		t.Errorf("found %d routes: the search for them is broken", routes)
	}
}

// noPages are routes that answer with a file or figures, or with the page of
// another route.
var noPages = []string{
	"/renja/{year}/e81", "/renja/{year}/e81/{opd}", "/putaran/{year}/{quarter}/{opd}/e81", "/putaran/{year}/{quarter}/{opd}/isi",
	"/putaran/{year}/{quarter}/{opd}/dukung/{row}/berkas/{evidence}/{hash}",
	"/kartu/{code}/gambar", "/data/usaha/terbitan.csv", "/data/usaha/terbitan.json", "/usaha-saya/{code}/foto/{photo}/{size}", "/gambar-contoh/{kind}/{seed}",
	"/petugas/lembar/{code}/cetak", "/petugas/kurasi/{code}/berita-acara", "/petugas/lapangan/bawa", "/petugas/lapangan/periksa/{check}/foto",
	"/tugas/catatan/{note}/jawab", "/tugas/catatan/{note}/terima", "/tugas/catatan/{note}/kembalikan",
}

func routesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(at string, d fs.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil // no room on this floor yet
		}
		if err != nil || d.IsDir() || filepath.Ext(at) != ".go" || strings.HasSuffix(at, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), at, nil, parser.SkipObjectResolution)
		if err == nil {
			for _, route := range shownIn(file) {
				found[route] = at
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// shownIn is every address that a file shows, also one put together from the
// names of its parts.
func shownIn(file *ast.File) (routes []string) {
	named := map[string]ast.Expr{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			for i := range n.Values {
				named[n.Names[i].Name] = n.Values[i]
			}
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Show" && len(n.Args) > 1 {
				if x, ok := f.X.(*ast.Ident); ok && x.Name == "web" {
					routes = append(routes, spelled(n.Args[0], named))
				}
			}
		}
		return true
	})
	return routes
}

func spelled(e ast.Expr, named map[string]ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		return strings.Trim(e.Value, "`\"")
	case *ast.BinaryExpr:
		return spelled(e.X, named) + spelled(e.Y, named)
	case *ast.Ident:
		if is := named[e.Name]; is != nil {
			return spelled(is, named)
		}
	}
	return "?" // no kind has it: the test says so
}

func upTo(path string) string { return path[:strings.LastIndexByte(path, '/')] }

// Each kind of page in each language, on both screens and in both colours: no
// rule of axe broken, nothing wider than the screen, no sentence missing. A
// language changes no colour. Pages of the demonstration share their parts: they
// are checked dark on a phone and light on a desk, and in the other languages for
// their words and on a phone, those with the most text by axe too. The weight of each
// is taken on the way, as that of a first visit.
func TestEveryKindOfPageIsSound(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, home string, k kind) {
		b := newTab(t, home)
		path := k.path(b)
		of := home == demo.home
		for _, prefix := range []string{"", "/en", "/ja"} {
			in := prefix + path
			if prefix == "" {
				b.light(k, path)
			} else {
				b.visit(strings.TrimSuffix(in, "/"))
			}
			b.watch.forgive(gone...)
			if b.missingWords() {
				b.Errorf("%s: a sentence is missing", in)
			}
			switch {
			case prefix == "":
				b.sound(path, !of)
			case wholly(prefix):
				b.sound(in, false)
			case !of:
				b.fits(in)
			default:
				b.width(phone)
				b.narrow(in, phone)
				if worded[k.name] {
					b.noneOf(noColours, in)
				}
			}
		}
	})
}

// languages are those in which every page is looked at by all rules of axe, on both screens.
// In the others a usual run looks at what a language can change.
var languages = flag.String("languages", "id", "languages in which every kind of page is checked whole: id,en,ja")

func wholly(prefix string) bool {
	return slices.Contains(strings.Split(*languages, ","), strings.TrimPrefix(prefix, "/"))
}

// worded are the pages of the demonstration on which most stands in words of the house's
// own: where a language may leave out a label, or say one name twice.
var worded = map[string]bool{
	"account": true, "account: data": true, "tasks of the planner": true, "round": true, "round: sheet": true, "round: review": true, "person": true,
	"register: what": true, "register: place": true, "register: check": true, "my business": true, "my business: its numbers": true, "my business: permits": true,
	"my business: its point": true, "my business: its people": true, "naik kelas: the wheel": true, "naik kelas: an axis": true, "products: one": true,
	"directory: found": true, "directory: near": true, "shop": true, "numbers": true, "open data": true, "associations": true, "association: the desk": true,
	"calls: one": true, "calls: entering": true, "calls: one for officers": true, "my business: its passport": true, "a passport by link": true,
	"office: the queue": true, "office: a business": true, "office: two sides": true, "RT sheets: a kelurahan": true, "RT sheets: enter": true,
	"field: the day": true, "field: a business": true, "field: the city": true, "rules of size: a trial": true,
}

// sound looks at a page on both screens; in one colour on each of them, or every.
func (b *tab) sound(where string, every bool) {
	b.Helper()
	schemes := map[int64][]string{phone: {"dark", "light"}, desk: {"light", "dark"}}
	for _, width := range []int64{phone, desk} {
		b.width(width)
		b.narrow(where, width)
		b.nothingHiddenShows(where)
		b.colours(schemes[width][0])
		b.noneOf(allRules, fmt.Sprintf("%s, %d px, %s", where, width, schemes[width][0]))
		if every {
			b.colours(schemes[width][1])
			b.noneOf(theColours, fmt.Sprintf("%s, %d px, %s", where, width, schemes[width][1]))
		}
	}
	b.colours("light")
}

// fits looks at a page in another language, whose words are longer or shorter.
func (b *tab) fits(where string) {
	b.Helper()
	for _, width := range []int64{phone, desk} {
		b.width(width)
		b.narrow(where, width)
	}
	b.noneOf(noColours, where)
}

// nothingHiddenShows fails for each thing that the page calls hidden and shows: a style of
// ours is stronger than the browser's own.
func (b *tab) nothingHiddenShows(where string) {
	b.Helper()
	for _, shown := range script[[]string](b, `[...document.querySelectorAll("[hidden]")].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 160))`) {
		b.Errorf("%s shows what is hidden: %s", where, shown)
	}
}

func (b *tab) narrow(where string, width int64) {
	b.Helper()
	if n := b.overflow(); n > 0 {
		b.Errorf("%s at %d: %d px too wide", where, width, n)
	}
}

// light arrives at a page with an empty cache and weighs what came. The map fetches
// its library on demand and is not counted; the gallery is for developers.
func (b *tab) light(k kind, path string) {
	const goal, limit = 60_000, 100_000
	b.Helper()
	before := b.watch.received()
	b.width(phone)
	b.coldCache()
	b.arrive(path)
	b.watch.forgive(gone...)
	n := b.watch.received() - before
	b.Logf("%s: %.1f KB", k.name, n/1000)
	switch {
	case k.name == "map", k.name == "gallery":
	case n > limit:
		b.Errorf("%.0f bytes, the limit is %d", n, limit)
	case n > goal:
		b.Logf("%s: above the goal of %d KB", k.name, goal/1000)
	case n < 1000:
		b.Errorf("%.0f bytes cannot be a page", n)
	}
}
