package opendataweb

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
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/ground/lang"
	"alun/ground/seal"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/directory"
	"alun/record/registry/kbli"
	"alun/record/registry/madeup"
	"alun/record/registry/opendata"
	"alun/record/registry/size"

	"github.com/a-h/templ"
)

var balikpapan = os.DirFS("../../../city/balikpapan")

// town is the real city's areas and codes with businesses of the tests, and its pages.
type town struct {
	*testing.T
	d     *db.DB
	ring  *keys.Ring
	clock *dbtest.Clock
	book  *registry.Book
	dir   *directory.Directory
	door  Door
	s     *httptest.Server
	keys  int
}

// noon is a Wednesday in Balikpapan.
var noon = time.Date(2026, 11, 25, 4, 0, 0, 0, time.UTC)

func eachTown(t *testing.T, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aTown(t, at(t))) })
	}
}

func aTown(t *testing.T, at string) *town {
	t.Helper()
	w := &town{T: t, clock: dbtest.NewClock(noon)}
	w.d = dbtest.Open(t, at, db.Options{Now: w.clock.Now}, web.Files, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files)
	var err error
	if w.ring, err = keys.Open(filepath.Join(t.TempDir(), "keys")); err != nil {
		t.Fatal(err)
	}
	w.book = &registry.Book{Box: diary.NewBox(w.ring), Ring: w.ring}
	w.load()
	shelf := kbli.NewShelf()
	if w.dir, err = directory.New(directory.Config{DB: w.d, Book: w.book, Shelf: shelf}); err != nil {
		t.Fatal(err)
	}
	codec := w.ring.Codec()
	code := func(id db.ID) string { return codec.Encode(int64(id)) }
	w.door = Door{Desk: &opendata.Desk{Shelf: shelf}, Release: opendata.Release{DB: w.d, Book: w.book, Code: code, Page: func(id db.ID) string { return "https://alun.example/usaha/" + code(id) }}}
	w.serve()
	return w
}

// load brings areas, codes and the rules of size in.
func (w *town) load() {
	w.Helper()
	areas, err := place.ReadProfile(balikpapan)
	if err == nil {
		_, err = place.Load(w.Context(), w.d, areas)
	}
	if err != nil {
		w.Fatal(err)
	}
	codes, err := kbli.ReadProfile(balikpapan)
	if err == nil {
		_, err = kbli.Load(w.Context(), w.d, codes)
	}
	if err != nil {
		w.Fatal(err)
	}
	rules, err := size.ReadProfile(balikpapan)
	if err == nil {
		_, err = size.Load(w.Context(), w.d, rules)
	}
	if err != nil {
		w.Fatal(err)
	}
}

func (w *town) serve() {
	w.Helper()
	words, err := lang.Load(parts.Files, web.Files, account.Files, sheet.Files, registry.Files, directory.Files, Files)
	if err != nil {
		w.Fatal(err)
	}
	layout := func(r *web.Request, p web.Page) templ.Component {
		return parts.Layout(r.Lang, parts.Frame{Site: "Alun", City: "Kota Balikpapan", Home: r.Href("/"), Title: p.Title, Description: p.Description, Body: p.Body})
	}
	refused := func(r *web.Request, f *fault.Fault, _ int) web.Page {
		if f == nil {
			return web.Page{Title: "x", Body: parts.Gagal(r.Lang, parts.Failure{Title: "x"})}
		}
		return web.Page{Title: "x", Body: parts.Galat(r.Lang, f)}
	}
	site, err := web.New(web.Config{DB: w.d, Words: words, Routes: w.door.Routes(), Layout: layout, Fault: refused, SignIn: "/masuk", Cache: 8 << 20, Static: []fs.FS{},
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

// put lists businesses, published or waiting.
func (w *town) put(publish bool, rows ...registry.Values) (ids []db.ID) {
	w.Helper()
	for piece := range slices.Chunk(rows, 50) {
		in := make([]registry.Incoming, len(piece))
		for i, set := range piece {
			w.keys++
			in[i] = registry.Incoming{Key: strconv.Itoa(w.keys), Set: set, Sure: true}
		}
		w.must(func(tx *db.Tx) error {
			done, err := w.book.PutAs(tx, "command", registry.List{Source: "uji", Level: registry.Document, Publish: publish, Demo: true}, in)
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

// crowd lists made-up businesses, of which every seventh waits, and gives some a permit.
func (w *town) crowd(n int64) (ids []db.ID) {
	w.Helper()
	city, err := madeup.Open(balikpapan, 1)
	if err != nil {
		w.Fatal(err)
	}
	var rows, waiting []registry.Values
	seen := map[string]bool{}
	for e := range city.Entries(n) {
		if len(rows)%6 == 5 { // as of every list, some do not say who works there
			delete(e.Facts, registry.WorkersM)
			delete(e.Facts, registry.WorkersF)
		}
		nib := e.Facts[registry.NIB]
		switch {
		case nib != "" && seen[nib]: // the same one, entered twice
		case len(rows) > 0 && len(rows)/6 > len(waiting):
			waiting = append(waiting, e.Facts)
		default:
			rows = append(rows, e.Facts)
		}
		seen[nib] = true
	}
	ids = w.put(true, rows...)
	w.put(false, waiting...)
	w.must(func(tx *db.Tx) error {
		for i, id := range ids {
			if i%4 > 0 {
				continue
			}
			until := map[bool]string{true: "2020-01-01", false: ""}[i%3 == 0]
			if _, err := tx.Exec(`insert into registry_permit (id, business, kind, number, issuer, issued, until, level, added_at, added_by, removed_at, removed_by, why)
				values ($1, $2, $3, 'X', '', '', $4, 5, $5, 'command', null, '', '')`, tx.NewID(), id, registry.PermitKinds[i%8/4], until, tx.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	return ids
}

// caught waits until all that happened is found.
func (w *town) caught() {
	w.Helper()
	if _, err := diary.Seal(context.Background(), w.d, seal.NewSigner(w.ring, diary.SealPurpose)); err != nil {
		w.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := w.dir.Rebuild(ctx); err != nil {
		w.Fatal(err)
	}
}

// ask gets an address.
func (w *town) ask(path string) (*http.Response, string) {
	w.Helper()
	client := http.Client{Timeout: time.Minute}
	res, err := client.Get(w.s.URL + path)
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

// get is what must be there.
func (w *town) get(path string) string {
	w.Helper()
	res, body := w.ask(path)
	if res.StatusCode != http.StatusOK {
		w.Fatalf("%s: status %d", path, res.StatusCode)
	}
	return body
}
