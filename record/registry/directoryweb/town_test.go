package directoryweb

import (
	"context"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/ground/lang"
	"alun/ground/letter"
	"alun/ground/seal"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/directory"
	"alun/record/registry/kbli"
	"alun/record/registry/madeup"

	"github.com/a-h/templ"
)

var (
	balikpapan = os.DirFS("../../../city/balikpapan")
	rooms      = []fs.FS{web.Files, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files}
)

// town is the real city's areas and codes with businesses of the tests, and its pages.
type town struct {
	testing.TB
	d     *db.DB
	ring  *keys.Ring
	clock *dbtest.Clock
	book  *registry.Book
	desk  *Desk
	s     *httptest.Server
	keys  int

	owner, officer account.Who
}

// noon is a Wednesday in Balikpapan.
var noon = time.Date(2026, 11, 25, 4, 0, 0, 0, time.UTC)

func eachTown(t *testing.T, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aTown(t, at(t))) })
	}
}

func aTown(t testing.TB, at string) *town {
	t.Helper()
	w := &town{TB: t, clock: dbtest.NewClock(noon)}
	w.d = dbtest.Open(t, at, db.Options{Now: w.clock.Now}, rooms...)
	var err error
	if w.ring, err = keys.Open(filepath.Join(t.TempDir(), "keys")); err != nil {
		t.Fatal(err)
	}
	w.book = &registry.Book{Box: diary.NewBox(w.ring), Ring: w.ring}
	areas, err := place.ReadProfile(balikpapan)
	if err == nil {
		_, err = place.Load(t.Context(), w.d, areas)
	}
	if err != nil {
		t.Fatal(err)
	}
	codes, err := kbli.ReadProfile(balikpapan)
	if err == nil {
		_, err = kbli.Load(t.Context(), w.d, codes)
	}
	if err != nil {
		t.Fatal(err)
	}
	w.owner, _ = accounttest.Sign(t, w.d, w.ring, accounttest.Role{Role: account.Maker, Weak: true})
	w.officer, _ = accounttest.Sign(t, w.d, w.ring, accounttest.Role{Role: account.Counter, Area: "64.71.05"})
	w.clock.MoveOn(time.Second)
	w.open()
	return w
}

// open opens the pages, with an index that is kept up.
func (w *town) open() { w.opens(true) }

// openIdle opens them with an index that nobody makes.
func (w *town) openIdle() { w.opens(false) }

func (w *town) opens(run bool) {
	w.Helper()
	shelf := kbli.NewShelf()
	dir, err := directory.New(directory.Config{DB: w.d, Book: w.book, Shelf: shelf})
	if err != nil {
		w.Fatal(err)
	}
	codec := w.ring.Codec()
	w.desk = &Desk{Directory: dir, Book: w.book, Shelf: shelf, DB: w.d, Public: "https://alun.example", Code: func(id db.ID) string { return codec.Encode(int64(id)) },
		ID: func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok }}
	if run {
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan struct{})
		go func() { dir.Run(ctx); close(ended) }()
		w.Cleanup(func() { cancel(); <-ended })
	}
	words, err := lang.Load(parts.Files, web.Files, letter.Files, account.Files, sheet.Files, registry.Files, directory.Files, Files)
	if err != nil {
		w.Fatal(err)
	}
	w.desk.Words = words
	files, err := Static()
	if err != nil {
		w.Fatal(err)
	}
	layout := func(r *web.Request, p web.Page) templ.Component {
		f := parts.Frame{Site: "Alun", City: "Kota Balikpapan", Home: r.Href("/"), Title: p.Title, Description: p.Description, Body: p.Body, Head: p.Head, Styles: []string{web.Asset("alun.css")}}
		for _, s := range p.Scripts {
			f.Scripts = append(f.Scripts, web.Asset(s))
		}
		for _, tag := range lang.All {
			f.Tongues = append(f.Tongues, parts.Tongue{Tag: tag, Href: r.Here(tag)})
		}
		return parts.Layout(r.Lang, f)
	}
	refused := func(r *web.Request, f *fault.Fault, _ int) web.Page {
		if f == nil {
			return web.Page{Title: "x", Body: parts.Gagal(r.Lang, parts.Failure{Title: "x"})}
		}
		return web.Page{Title: "x", Body: parts.Galat(r.Lang, f)}
	}
	site, err := web.New(web.Config{DB: w.d, Words: words, Routes: w.desk.Routes(), Layout: layout, Fault: refused, Static: []fs.FS{files}, SignIn: "/masuk", Cache: 8 << 20,
		Log: slog.New(slog.NewTextHandler(w.Output(), nil))})
	if err != nil {
		w.Fatal(err)
	}
	w.s = httptest.NewServer(site.Handler())
	w.Cleanup(w.s.Close)
}

func (w *town) must(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Write(context.Background(), act); err != nil {
		w.Fatal(err)
	}
}

// caught waits until all that happened is found.
func (w *town) caught() {
	w.Helper()
	if _, err := diary.Seal(context.Background(), w.d, seal.NewSigner(w.ring, diary.SealPurpose)); err != nil {
		w.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := w.desk.Directory.Caught(ctx); err != nil {
		w.Fatal(err)
	}
}

// put lists published businesses; demo marks them as made up, and lets owners' flags in.
func (w *town) put(demo bool, rows ...registry.Values) (ids []db.ID) {
	w.Helper()
	for piece := range slices.Chunk(rows, 50) {
		in := make([]registry.Incoming, len(piece))
		for i, set := range piece {
			w.keys++
			in[i] = registry.Incoming{Key: strconv.Itoa(w.keys), Set: set, Sure: true}
		}
		w.must(func(tx *db.Tx) error {
			done, err := w.book.PutAs(tx, "command", registry.List{Source: "uji", Level: registry.Document, Publish: true, Demo: demo}, in)
			for _, one := range done {
				if one.Why != nil {
					return one.Why
				}
				ids = append(ids, one.Business)
			}
			return err
		})
	}
	w.clock.MoveOn(time.Second)
	return ids
}

// crowd lists made-up businesses.
func (w *town) crowd(n int64) []db.ID {
	w.Helper()
	city, err := madeup.Open(balikpapan, 1)
	if err != nil {
		w.Fatal(err)
	}
	var rows []registry.Values
	seen := map[string]bool{}
	for e := range city.Entries(n) {
		if nib := e.Facts[registry.NIB]; nib != "" && seen[nib] { // the same one, entered twice
			continue
		} else {
			seen[nib] = true
		}
		rows = append(rows, e.Facts)
	}
	return w.put(true, rows...)
}

func (w *town) href(id db.ID) string { return "/usaha/" + w.desk.Code(id) }

// ask gets an address and follows nothing.
func (w *town) ask(path string, headers ...string) (*http.Response, string) {
	w.Helper()
	req, err := http.NewRequest(http.MethodGet, w.s.URL+path, nil)
	if err != nil {
		w.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Timeout: time.Minute}
	res, err := client.Do(req)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	return res, string(body)
}

// get is a page that must be there.
func (w *town) get(path string) string {
	w.Helper()
	res, body := w.ask(path)
	if res.StatusCode != http.StatusOK {
		w.Fatalf("%s: status %d", path, res.StatusCode)
	}
	return body
}

// stall is a shop with a public place, open by day on all days but Sunday.
func stall(name string, more registry.Values) registry.Values {
	v := registry.Values{registry.Kind: "usaha", registry.Name: name, registry.LegalForm: "perorangan", registry.Kelurahan: "64.71.05.1002", registry.Address: "Jl. Contoh 1", registry.AtHome: "tidak",
		registry.StreetVendor: "tidak", registry.Point: "-1.270000, 116.835000 gps", registry.AboutID: "Menjual barang contoh.", registry.KBLI: "2020:56102", registry.Opens: "Sen-Sab 07.00-17.00",
		registry.Phone: "0812-3456-7890", registry.WA: "0812-3456-7890", registry.Mail: "toko@contoh.example"}
	for f, text := range more {
		v[f] = text
	}
	return v
}
