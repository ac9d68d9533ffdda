package registryapi_test

// long: a small house whose only door is the API, and who knocks at it.

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/a-h/templ"

	"alun/ground/api"
	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/ground/letter"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/place/placetest"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
	"alun/record/registry/aturan"
	"alun/record/registry/field"
	"alun/record/registry/ganda"
	"alun/record/registry/kbli"
	"alun/record/registry/kurasi"
	"alun/record/registry/lembar"
	"alun/record/registry/naikkelas"
	"alun/record/registry/paspor"
	"alun/record/registry/product"
	"alun/record/registry/registryapi"
	"alun/record/registry/saring"
	"alun/record/registry/size"
)

const damai = "64.71.05.1002"

// town is a small house whose register programs act in.
type town struct {
	testing.TB
	d      *db.DB
	api    *api.API
	server *httptest.Server
	book   *registry.Book
	keeper *blob.Keeper
	who    map[string]account.Who
	keys   map[string]string // bearers; "" is nobody
	sheet  string            // the one that is out
	ahead  atomic.Int64      // how far the house's clock is ahead, in nanoseconds

	curation     kurasi.Desk
	associations asosiasi.Desk
}

func eachTown(t *testing.T, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) {
			w := &town{TB: t}
			w.ahead.Store(int64(untilMorning(time.Now()))) // keys end on a day, and these tests let hours pass
			w.d = dbtest.Open(t, at(t), db.Options{Rehearse: true, Now: func() time.Time { return time.Now().Add(time.Duration(w.ahead.Load())) }},
				jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files, web.Files, api.Files, letter.Files)
			run(w.built(t))
		})
	}
}

// untilMorning is how long it is to the next morning in the city.
func untilMorning(now time.Time) time.Duration {
	return date.DayOf(now).End().Add(8 * time.Hour).Sub(now)
}

func aTown(t testing.TB, d *db.DB) *town { return (&town{TB: t, d: d}).built(t) }

// built fills the house with its people.
func (w *town) built(t testing.TB) *town {
	d := w.d
	w.who, w.keys = map[string]account.Who{}, map[string]string{}
	ring := accounttest.Ring(t)
	p, err := kbli.ReadProfile(os.DirFS("../../../city/balikpapan"))
	if err == nil {
		_, err = kbli.Load(context.Background(), d, p)
	}
	w.fine(err)
	wheel, err := naikkelas.ReadProfile(os.DirFS("../../../city/balikpapan"))
	if err == nil {
		_, err = naikkelas.Load(context.Background(), d, wheel)
	}
	w.fine(err)
	sizes, err := size.ReadProfile(os.DirFS("../../../city/balikpapan"))
	if err == nil {
		_, err = size.Load(context.Background(), d, sizes)
	}
	w.fine(err)
	w.must(areas)
	words, err := lang.Load(registry.Files, product.Files, saring.Files, lembar.Files, ganda.Files, field.Files, paspor.Files, asosiasi.Files, kurasi.Files, naikkelas.Files, aturan.Files, registryapi.Files, api.Files, web.Files, account.Files, blob.Files, db.Files, os.DirFS("../directory"))
	w.fine(err)
	store, err := blob.OpenFolder(t.TempDir())
	w.fine(err)
	w.book, w.keeper = &registry.Book{Box: diary.NewBox(ring), Ring: ring}, blob.NewKeeper(d, store, nil)
	desk, err := field.New(d, w.book, os.DirFS("../../../city/balikpapan"))
	w.fine(err)
	w.api, err = api.New(api.Config{DB: d, Ring: ring, Words: words, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Limits: api.Limits{PerAddress: 1 << 20, PerKey: 1 << 20}})
	w.fine(err)
	w.desks()
	registryapi.Desk{DB: d, Book: w.book, Files: w.keeper, Twins: &ganda.Desk{Book: w.book}, Field: desk, Passports: &paspor.Desk{Book: w.book}, Curation: w.curation, Associations: w.associations,
		Readiness: &naikkelas.Desk{Book: w.book}, SignsIn: w.signsIn, NameOf: w.nameOf}.Declare(w.api)
	m, err := w.api.Mount()
	w.fine(err)
	site, err := web.New(web.Config{DB: d, Words: words, Mounts: []web.Mount{m}, Layout: func(*web.Request, web.Page) templ.Component { return templ.NopComponent },
		Fault: func(*web.Request, *fault.Fault, int) web.Page { return web.Page{} }})
	w.fine(err)
	w.server = httptest.NewServer(site.Handler())
	t.Cleanup(w.server.Close)
	w.cast(func(r accounttest.Role) account.Who { who, _ := accounttest.Sign(t, d, ring, r); return who })
	return w
}

// cast lets people in, each with a key of both scopes. Programs have no second factor; two
// officers let theirs decide.
func (w *town) cast(sign func(accounttest.Role) account.Who) {
	for name, r := range map[string]accounttest.Role{
		"maker": {Role: account.Maker}, "other": {Role: account.Maker},
		"counter": {Role: account.Counter, Area: "64.71.05"}, "far": {Role: account.Counter, Area: "64.71.03"},
		"inspector": {Role: account.Inspector}, "planner": {Role: account.Planner},
	} {
		r.Weak = true
		w.who[name] = sign(r)
	}
	w.who["helper"] = sign(accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.who["maker"].Person, Weak: true})
	w.who["officer"] = sign(accounttest.Role{Role: account.Counter, Area: "64.71.05"}) // at the pages
	w.who["decider"] = w.decides(sign(accounttest.Role{Role: account.Counter, Area: "64.71.05"}))
	w.who["elsewhere"] = w.decides(sign(accounttest.Role{Role: account.Counter, Area: "64.71.03"}))
	w.who["chief"] = sign(accounttest.Role{Role: account.Planner}) // at the pages
	w.who["ruler"] = w.decides(sign(accounttest.Role{Role: account.Planner}))
	w.who["second"], w.who["third"] = sign(accounttest.Role{Role: account.Inspector, Weak: true}), sign(accounttest.Role{Role: account.Inspector, Weak: true})
	keys := api.Keys{Scopes: []string{registryapi.ScopeAct, registryapi.ScopeDecide}, Tell: func(*db.Tx, string, string, db.ID, map[string]any) error { return nil }}
	for name, who := range w.who {
		secret := api.Secret()
		w.must(func(tx *db.Tx) error {
			_, err := keys.Make(tx, "command", secret, api.Key{Name: name, Scopes: keys.Scopes, For: who.Session})
			return err
		})
		w.keys[name] = secret
	}
}

// decides is the sign-in of a program that an officer lets decide.
func (w *town) decides(officer account.Who) account.Who {
	w.Helper()
	let := officer
	let.Session = web.SessionHash(web.NewKey())
	w.must(func(tx *db.Tx) error {
		return account.LetProgram(tx, officer.Session, account.Program{Sign: let.Session, Name: "Aplikasi loket", Last: date.DayOf(tx.Now()), Decides: true})
	})
	return let
}

func areas(tx *db.Tx) error {
	return placetest.Draw(tx, "64.71.05", "Balikpapan Kota", "64.71.03", "Balikpapan Utara", damai, "Damai")
}

func (w *town) fine(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *town) must(act func(tx *db.Tx) error) {
	w.Helper()
	w.fine(w.d.Write(context.Background(), act))
}

// callers keep their connections, as programs do.
var callers = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}

// heard is an answer with its body.
type heard struct {
	status int
	header http.Header
	body   string
	v      map[string]any
}

// send sends a call; a body that is no text is sent as JSON. Headers are "Name: value".
func (w *town) send(who, method, path string, body any, headers ...string) heard {
	w.Helper()
	raw, is := body.([]byte)
	if text, ok := body.(string); ok {
		raw = []byte(text)
	} else if !is && body != nil {
		raw, _ = json.Marshal(body)
	}
	req, err := http.NewRequestWithContext(context.Background(), method, w.server.URL+api.Prefix+path, bytes.NewReader(raw))
	w.fine(err)
	req.Header.Set("Accept-Language", "en")
	if method != http.MethodGet {
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", web.NewKey())
	}
	if who != "" {
		req.Header.Set("Authorization", "Bearer "+w.keys[who])
	}
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		req.Header.Set(name, value)
	}
	res, err := callers.Do(req)
	w.fine(err)
	defer res.Body.Close()
	var b bytes.Buffer
	_, err = b.ReadFrom(res.Body)
	w.fine(err)
	out := heard{status: res.StatusCode, header: res.Header, body: b.String()}
	_ = json.Unmarshal(b.Bytes(), &out.v) // what is no JSON fails where it is read
	if strings.ContainsAny(out.body, "⟦⟧") {
		w.Errorf("%s %s: a sentence is missing: %s", method, path, out.body)
	}
	return out
}

// ask sends a call and wants a status.
func (w *town) ask(who, method, path string, body any, want int, headers ...string) heard {
	w.Helper()
	out := w.send(who, method, path, body, headers...)
	if out.status != want {
		w.Errorf("%s: %s %s: %d, want %d: %.500s", who, method, path, out.status, want, out.body)
	}
	return out
}

func (w *town) get(who, path string, want int) heard {
	w.Helper()
	return w.ask(who, http.MethodGet, path, nil, want)
}

func (h heard) text(name string) string { s, _ := h.v[name].(string); return s }

func (h heard) items(name string) (out []map[string]any) {
	all, _ := h.v[name].([]any)
	for _, x := range all {
		m, _ := x.(map[string]any)
		out = append(out, m)
	}
	return out
}

// fact is a fact of a record.
func (h heard) fact(name string) string {
	for _, f := range h.items("facts") {
		if f["fact"] == name {
			return fmt.Sprint(f["value"])
		}
	}
	return ""
}

// whole is all that a publication needs.
func whole() map[string]any {
	return map[string]any{"kind": "usaha", "name": "Dapur Sari", "legal_form": "perorangan", "kelurahan": damai, "rt": "14", "address": "Jl. Melati 7", "at_home": "ya",
		"wa": "0812-3456-7890", "about_id": "Nasi kuning untuk sarapan.", "kbli": "2020:56102", "sales": "", "hours": "Sen-Sab 06.00-11.00"}
}

func (w *town) drafted(who string) string {
	w.Helper()
	return w.ask(who, "POST", "/businesses", whole(), 201).text("code")
}

// published is a business of the maker that everybody sees.
func (w *town) published() string {
	w.Helper()
	code := w.handedIn("maker")
	w.publish(code)
	return code
}

// handedIn is a business that waits for an officer, at version 2.
func (w *town) handedIn(who string) string {
	w.Helper()
	code := w.drafted(who)
	w.ask(who, "POST", "/businesses/"+code+"/submit", `{}`, 200)
	return code
}

// publish is what an officer does on the pages, with a second factor.
func (w *town) publish(code string) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		return w.book.Publish(tx, w.who["officer"].Session, registry.Step{Business: w.id(code)})
	})
}

func (w *town) id(code string) db.ID {
	id, ok := w.api.ID(code)
	if !ok {
		w.Fatalf("%q is no code", code)
	}
	return id
}

func (w *town) count(query string, args ...any) (n int) {
	w.Helper()
	w.fine(w.d.Read(context.Background(), func(tx *db.Tx) (err error) { n, _, err = db.One(tx, (*db.Row).Int, query, args...); return err }))
	return n
}

func aJPEG(n int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 400, 300))
	for i := range img.Pix {
		img.Pix[i] = byte(i*7 + n*31)
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, nil) // into memory
	return b.Bytes()
}
