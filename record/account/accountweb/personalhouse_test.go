package accountweb_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/account/accountweb"
	"alun/record/diary"

	"github.com/a-h/templ"
)

// What is planted to be found again, or not.
const (
	sitiName = "Siti Planted Aminah"
	sitiMail = "siti.planted@contoh.id"
)

// town is a house with a person, and with staff who read and answer.
type town struct {
	*testing.T
	db                                      *db.DB
	clock                                   *dbtest.Clock
	ring                                    *keys.Ring
	desk                                    *account.Private
	site                                    *web.Site
	siti                                    db.ID
	own, admin, privacy, planner, inspector string // tokens
	adminWho                                account.Who
	log                                     *locked
	addresses                               []string // all that browsers were sent to
}

// locked is a log that many may write to.
type locked struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}

func eachTown(t *testing.T, run func(v *town)) {
	t.Helper()
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) { run(openTown(t, at(t))) })
	}
}

func openTown(t *testing.T, at string) *town {
	t.Helper()
	v := &town{T: t, clock: dbtest.NewClock(time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)), ring: accounttest.Ring(t), log: &locked{}}
	v.db = dbtest.Open(t, at, db.Options{Rehearse: true, Now: v.clock.Now}, account.Files, diary.Files, jobs.Files, web.Files)
	v.desk = account.NewPrivate(account.NewPeople(v.ring))
	v.desk.OfficeName = func(*db.Tx, db.ID, lang.Tag) (string, error) { return "Dinas Uji", nil }
	sign := func(r account.Role) (account.Who, string) {
		return accounttest.Sign(t, v.db, v.ring, accounttest.Role{Role: r})
	}
	v.adminWho, v.admin = sign(account.Administrator)
	_, v.privacy = sign(account.Privacy)
	_, v.planner = sign(account.Planner)
	_, v.inspector = sign(account.Inspector)
	v.siti, v.own = v.person(sitiName, sitiMail)
	v.build()
	return v
}

func (v *town) build() {
	v.Helper()
	words, err := lang.Load(db.Files, web.Files, parts.Files, account.Files, accountweb.Files)
	if err != nil {
		v.Fatal(err)
	}
	codec := v.ring.Codec()
	door := accountweb.Personal{Private: v.desk, Door: accountweb.Door{DB: v.db, People: v.desk.People, House: "Alun Balikpapan", City: map[lang.Tag]string{lang.ID: "Kota Balikpapan", lang.EN: "City of Balikpapan", lang.JA: "バリクパパン市"},
		Code: func(id db.ID) string { return codec.Encode(int64(id)) },
		ID:   func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok }}}
	signIn := web.Show("/masuk", func(*db.Tx, *web.Request) (web.Reply, error) {
		return web.Reply{Page: &web.Page{Title: "-", Body: templ.Raw("")}}, nil
	}, web.BackField)
	v.site, err = web.New(web.Config{DB: v.db, Words: words, Routes: append(door.Routes(), signIn), SignIn: "/masuk", Log: slog.New(slog.NewTextHandler(v.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Layout: func(_ *web.Request, p web.Page) templ.Component {
			return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
				if _, err := fmt.Fprintf(w, "<title>%s</title>", p.Title); err != nil {
					return err
				}
				return p.Body.Render(ctx, w)
			})
		},
		Fault: func(r *web.Request, f *fault.Fault, status int) web.Page {
			text := fmt.Sprint(status)
			if f != nil {
				text += " " + r.Lang.T(f.Key, f.Args...)
			}
			return web.Page{Title: text, Body: templ.Raw("<p>" + templ.EscapeString(text) + "</p>")}
		}})
	if err != nil {
		v.Fatal(err)
	}
}

// person is somebody who accepted an invitation and is signed in.
func (v *town) person(name, mail string) (id db.ID, token string) {
	v.Helper()
	link, token := account.NewToken(), web.NewKey()
	v.must(func(tx *db.Tx) (err error) {
		id, err = v.desk.Invite(tx, v.adminWho.Session, account.New{Name: name, Login: account.Login{Way: "mail", Text: mail}, Lang: "id"}, link)
		return err
	})
	v.must(func(tx *db.Tx) error {
		_, err := v.desk.Accept(tx, link, account.Invite, account.Password, "$argon2id$x")
		return err
	})
	v.must(func(tx *db.Tx) error {
		_, err := v.desk.Enter(tx, id, account.Begin{Session: web.SessionHash(token), Name: "Firefox"})
		return err
	})
	return id, token
}

func (v *town) must(act func(tx *db.Tx) error) {
	v.Helper()
	if err := v.db.Write(v.Context(), act); err != nil {
		v.Fatal(err)
	}
}

func (v *town) code(id db.ID) string { return v.ring.Codec().Encode(int64(id)) }

// browser is somebody at work: what they send is counted.
type browser struct {
	*town
	token           string
	requests, typed int
	page            string // the last one
	status          int
	head            http.Header
}

func (v *town) browser(token string) *browser { return &browser{town: v, token: token} }

func (b *browser) send(method, path string, form url.Values) {
	b.Helper()
	b.requests++
	b.addresses = append(b.addresses, path)
	r := httptest.NewRequestWithContext(b.Context(), method, "http://alun.example"+path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if b.token != "" {
		r.AddCookie(&http.Cookie{Name: "alun", Value: b.token})
	}
	w := httptest.NewRecorder()
	b.site.Handler().ServeHTTP(w, r)
	b.page, b.status, b.head = w.Body.String(), w.Code, w.Header()
	if b.token != "" && w.Header().Get("Cache-Control") != "no-store" && w.Code != http.StatusNotFound {
		b.Errorf("%s %s: Cache-Control %q on a page for one reader", method, path, w.Header().Get("Cache-Control"))
	}
}

// get opens a page, which must be there.
func (b *browser) get(path string) *browser {
	b.Helper()
	b.send(http.MethodGet, path, nil)
	if b.status != http.StatusOK {
		b.Fatalf("GET %s: %d %.300s", path, b.status, b.page)
	}
	return b
}

// hand are the fields that a hand types into; the others are chosen or ticked.
var hand = []string{"login", "text", "number", "from", "until", "found", "what", "how", "done", "contact", "people"}

// post sends a form and follows where it leads, which a browser does by itself.
func (b *browser) post(path string, fields ...string) *browser {
	b.Helper()
	form := url.Values{web.KeyField: {web.NewKey()}}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
		if slices.Contains(hand, fields[i]) && fields[i+1] != "" {
			b.typed++
		}
	}
	b.send(http.MethodPost, path, form)
	if b.status == http.StatusSeeOther {
		to := b.head.Get("Location")
		b.send(http.MethodGet, to, nil)
		b.requests--
	}
	return b
}

func (b *browser) shows(texts ...string) *browser {
	b.Helper()
	for _, want := range texts {
		if !strings.Contains(b.page, templ.EscapeString(want)) {
			b.Errorf("%d, lacks %q: %.1500s", b.status, want, tags.ReplaceAllString(b.page, " "))
		}
	}
	if strings.Contains(b.page, "⟦") {
		b.Errorf("something could not be said: %s", regexp.MustCompile(`⟦[^⟧]*⟧`).FindString(b.page))
	}
	return b
}

func (b *browser) hides(texts ...string) *browser {
	b.Helper()
	for _, no := range texts {
		if strings.Contains(b.page, no) {
			b.Errorf("shows %q", no)
		}
	}
	return b
}

var tags = regexp.MustCompile(`<[^>]*>`)

// within holds a piece of work to a minute: four requests and three fields typed.
func (b *browser) within(requests, typed int) {
	b.Helper()
	if b.requests > requests || b.typed > typed {
		b.Errorf("%d requests and %d fields typed, more than %d and %d", b.requests, b.typed, requests, typed)
	}
}

// link finds an address on the page.
func (b *browser) link(form string) string {
	b.Helper()
	m := regexp.MustCompile(form).FindStringSubmatch(b.page)
	if m == nil {
		b.Fatalf("no link like %s: %.2000s", form, b.page)
	}
	return m[1]
}

const requestLink = `href="(/pribadi/[0-9a-z]{13})"`

func today(v *town, days int) string { return date.DayOf(v.clock.Now().AddDate(0, 0, days)).String() }
