package accountweb_test

import (
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/ground/lang"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/account/accountweb"
	"alun/record/diary"
)

// porch is the room's door over a real database, with two offices and one area.
type porch struct {
	*testing.T
	db     *db.DB
	clock  *dbtest.Clock
	ring   *keys.Ring
	people *account.People
	site   *web.Site
	log    *bytes.Buffer
}

func eachPorch(t *testing.T, run func(p *porch)) {
	t.Helper()
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			clock := dbtest.NewClock(time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC))
			d := dbtest.Open(t, at(t), db.Options{Rehearse: true, Now: clock.Now}, web.Files, api.Files, account.Files, diary.Files, jobs.Files)
			run(newPorch(t, d, clock))
		})
	}
}

func newPorch(t *testing.T, d *db.DB, clock *dbtest.Clock) *porch {
	t.Helper()
	p := &porch{T: t, db: d, clock: clock, ring: accounttest.Ring(t), log: &bytes.Buffer{}}
	p.people = account.NewPeople(p.ring)
	words, err := lang.Load(db.Files, web.Files, parts.Files, diary.Files, mail.Files, wa.Files, account.Files, accountweb.Files)
	if err != nil {
		t.Fatal(err)
	}
	static, err := accountweb.Static()
	if err != nil {
		t.Fatal(err)
	}
	codec := p.ring.Codec()
	door := accountweb.Door{DB: d, People: p.people, Keys: api.Keys{Scopes: []string{"plan.round"}, Tell: func(*db.Tx, string, string, db.ID, map[string]any) error { return nil }},
		House: "Alun Uji", Base: "https://alun.contoh.id",
		Code: func(id db.ID) string { return codec.Encode(int64(id)) },
		ID:   func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok },
		Offices: func(*db.Tx, lang.Tag) ([]accountweb.Place, error) {
			return []accountweb.Place{{ID: 7, Code: "dpu", Name: "Dinas Pekerjaan Umum"}, {ID: 8, Code: "disdag", Name: "Dinas Perdagangan"}}, nil
		},
		Areas: func(*db.Tx, lang.Tag) ([]accountweb.Place, error) {
			return []accountweb.Place{{Code: "64.71.02", Name: "Balikpapan Barat"}}, nil
		}}
	layout := func(r *web.Request, page web.Page) templ.Component {
		f := parts.Frame{Title: page.Title, Site: "Alun", Home: "/", Body: page.Body, Styles: []string{web.Asset("alun.css")}, Icon: web.Asset("img/lambang.svg"), Font: web.Asset("font/plus-jakarta-sans-alun.woff2")}
		for _, s := range page.Scripts {
			f.Scripts = append(f.Scripts, web.Asset(s))
		}
		return parts.Layout(r.Lang, f)
	}
	p.site, err = web.New(web.Config{DB: d, Words: words, Routes: slices.Concat(door.Routes(), door.CounterRoutes(), door.MakerRoutes()), SignIn: "/masuk", Static: []fs.FS{static}, Layout: layout,
		Log: slog.New(slog.NewJSONHandler(p.log, nil)), Greet: func(tx *db.Tx, r *web.Request) (any, error) { return p.people.Greet(tx, r.Session()) },
		Fault: func(r *web.Request, f *fault.Fault, status int) web.Page {
			return web.Page{Title: "refused", Body: templ.Raw("<p>" + html.EscapeString(f.Error()) + "</p>")}
		}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// guest keeps cookies as a browser does.
type guest struct {
	*porch
	cookies map[string]string
	from    string // address
}

func (p *porch) visitor() *guest {
	return &guest{porch: p, cookies: map[string]string{}, from: "192.0.2.1:1234"}
}

// page is an answer.
type page struct {
	*httptest.ResponseRecorder
	text string
}

func (b *guest) ask(method, path, body string) page {
	b.Helper()
	r := httptest.NewRequestWithContext(b.Context(), method, "http://alun.example"+path, strings.NewReader(body))
	r.RemoteAddr = b.from
	r.Header.Set("User-Agent", "Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Mobile Safari/537.36")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.site.Handler().ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if b.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	return page{w, w.Body.String()}
}

func (b *guest) get(path string) page { b.Helper(); return b.ask(http.MethodGet, path, "") }

// post sends fields, with the key of a form that was just opened.
func (b *guest) post(path string, fields ...string) page {
	b.Helper()
	return b.ask(http.MethodPost, path, form(web.NewKey(), fields...))
}

// send sends fields as a form without a key does.
func (b *guest) send(path string, fields ...string) page {
	b.Helper()
	return b.ask(http.MethodPost, path, form("", fields...))
}

func form(key string, fields ...string) string {
	v := url.Values{}
	if key != "" {
		v.Set(web.KeyField, key)
	}
	for i := 0; i+1 < len(fields); i += 2 {
		v.Set(fields[i], fields[i+1])
	}
	return v.Encode()
}

// want expects a status, and where it leads or what it says.
func (b *guest) want(a page, status int, text string) page {
	b.Helper()
	said := a.Header().Get("Location")
	if said == "" {
		said = a.text
	}
	if a.Code != status || !strings.Contains(said, text) {
		b.Errorf("status %d, want %d with %q: %.600s", a.Code, status, text, main(said))
	}
	return a
}

// main is the part of a page that differs.
func main(text string) string {
	if _, rest, ok := strings.Cut(text, "<main"); ok {
		return rest
	}
	return text
}

// find takes what a page says out of it.
func (a page) find(t testing.TB, pattern string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(a.text)
	if m == nil {
		t.Fatalf("no %s in %.900s", pattern, main(a.text))
	}
	return html.UnescapeString(m[1])
}

const password = "empat payung kuning di pasar"

// codeNow is what the app shows.
func (p *porch) codeNow(secret string) string {
	p.Helper()
	code, err := totp.GenerateCodeCustom(strings.ReplaceAll(secret, " ", ""), p.clock.Now(), totp.ValidateOpts{Period: 30, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		p.Fatal(err)
	}
	return code
}

// setUp makes the first administrator, whole, and tells the app's secret.
func (p *porch) setUp() (b *guest, secret string, codes []string) {
	p.Helper()
	b = p.visitor()
	token := account.NewToken()
	if err := p.db.Write(p.Context(), func(tx *db.Tx) error { _, err := account.OfferSetUp(tx, token); return err }); err != nil {
		p.Fatal(err)
	}
	b.want(b.get("/atur/"+token), 200, `name="decree"`)
	b.want(b.send("/atur/"+token, "name", "Siti Aminah", "login", "siti@contoh.id", "decree", "800/1/SK", "signed", "2026-11-20", "secret", password), 303, "/akun/kode")
	b.want(b.get("/akun/kode"), 200, "/akun/kode")
	b.want(b.post("/akun/kode", "old", password), 303, "/akun/kode")
	secret = b.get("/akun/kode").find(p, `kunci-ketik"><code>([A-Z2-7 ]+)<`)
	done := b.post("/akun/kode/pasang", "code", p.codeNow(secret))
	b.want(done, 200, "kode-cadangan")
	for _, m := range regexp.MustCompile(`<li><code>([^<]+)</code>`).FindAllStringSubmatch(done.text, -1) {
		codes = append(codes, m[1])
	}
	p.clock.MoveOn(time.Minute)
	return b, secret, codes
}

// invite makes a person and tells the path of their link.
func (b *guest) invite(login, role, office string, more ...string) (path string) {
	b.Helper()
	fields := append([]string{"name", "Budi Hartono", "login", login, "lang", "id", "role", role, "standing", "definitif", "office", office, "decree", "800/2/SK", "signed", "2026-11-20", "from", "2026-11-01"}, more...)
	a := b.post("/orang/baru", fields...)
	b.want(a, 200, "tautan-serah")
	return strings.TrimPrefix(a.find(b, `tautan-serah"><code>([^<]+)<`), "https://alun.contoh.id")
}

func (p *porch) office(id db.ID) string { return p.ring.Codec().Encode(int64(id)) }

// everything is all that is kept, as text.
func (p *porch) everything() string {
	p.Helper()
	var out strings.Builder
	err := p.db.Read(p.Context(), func(tx *db.Tx) error {
		for table, columns := range map[string]string{"web_answer": "actor, route, key, sum, answer", "account_session": "hash, kind, device, ended_how", "account_link": "hash, purpose, made_by",
			"account_device": "hash", "account_try": "bucket", "account_login": "sealed, blind", "account_person": "name, state", "account_secret": "kind, hash", "account_code": "hash", "account_totp": "sealed", "diary_entry": "actor, fact, data"} {
			err := db.Each(tx, func(r *db.Row) error {
				for range strings.Count(columns, ",") + 1 {
					fmt.Fprintln(&out, table, r.Text())
				}
				return nil
			}, "select "+columns+" from "+table)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		p.Fatal(err)
	}
	return out.String()
}

func itoa(n int) string { return strconv.Itoa(n) }
