package web_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/a-h/templ"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
)

// tiny is a room of two tables: notes, and attempts to write one.
var tiny = fstest.MapFS{
	"migrations/20260101-01-tiny.sql": {Data: []byte(`
create table tiny_note (id bigint primary key, body text not null);
create table tiny_try (id bigint primary key, body text not null);`)},
	"words/id.json": {Data: []byte(`{"tiny.hello":"Halo","tiny.taken":"Sudah ada","tiny.empty":"Tulis sesuatu"}`)},
	"words/en.json": {Data: []byte(`{"tiny.hello":"Hello","tiny.taken":"Taken","tiny.empty":"Write something"}`)},
	"words/ja.json": {Data: []byte(`{"tiny.hello":"こんにちは","tiny.taken":"使用済み","tiny.empty":"何か書いてください"}`)},
}

// secret is in every inner error: no browser may ever see it.
const secret = "password=hunter2"

// house is a running tiny site.
type house struct {
	*httptest.Server
	db   *db.DB
	log  *log
	site *web.Site
}

// log gathers log lines from many goroutines.
type log struct {
	sync.Mutex
	bytes.Buffer
}

func (l *log) Write(b []byte) (int, error) {
	l.Lock()
	defer l.Unlock()
	return l.Buffer.Write(b)
}

func (l *log) text() string {
	l.Lock()
	defer l.Unlock()
	return l.Buffer.String()
}

// open serves the tiny site on SQLite; change may alter its configuration.
func open(t testing.TB, change ...func(*web.Config)) *house {
	t.Helper()
	return serve(t, dbtest.Open(t, dbtest.SQLite(t), db.Options{Rehearse: true}, tiny, web.Files), change...)
}

func serve(t testing.TB, d *db.DB, change ...func(*web.Config)) *house {
	t.Helper()
	h := &house{db: d, log: &log{}}
	c := config(t, d, h.log)
	for _, f := range change {
		f(&c)
	}
	site, err := web.New(c)
	if err != nil {
		t.Fatal(err)
	}
	h.site = site
	h.Server = httptest.NewServer(site.Handler())
	t.Cleanup(h.Close)
	return h
}

func config(t testing.TB, d *db.DB, log io.Writer) web.Config {
	t.Helper()
	words, err := lang.Load(web.Files, tiny, db.Files)
	if err != nil {
		t.Fatal(err)
	}
	return web.Config{
		DB: d, Words: words, Routes: routes(), Layout: layout, Fault: faultPage,
		Log: slog.New(slog.NewJSONHandler(log, nil)),
	}
}

func layout(r *web.Request, p web.Page) templ.Component {
	return html(func(w io.Writer) error {
		fmt.Fprintf(w, `<!doctype html><html lang=%q><title>%s</title><body>`, r.Lang.Tag(), p.Title)
		return errors.Join(p.Body.Render(r.Context(), w), write(w, "</body></html>"))
	})
}

func faultPage(r *web.Request, f *fault.Fault, status int) web.Page {
	return web.Page{Title: r.Lang.T(web.TitleKey(status)), Body: text(r.Lang.T(f.Key, f.Args...) + " " + r.Lang.T(web.NextKey(status)))}
}

func html(draw func(w io.Writer) error) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error { return draw(w) })
}

func text(s string) templ.Component {
	return html(func(w io.Writer) error { return write(w, templ.EscapeString(s)) })
}

func write(w io.Writer, s string) error {
	_, err := io.WriteString(w, s)
	return err
}

func page(body templ.Component) web.Reply {
	return web.Reply{Page: &web.Page{Title: "t", Body: body}}
}

func routes() []web.Route {
	return []web.Route{
		web.Show("/", func(_ *db.Tx, r *web.Request) (web.Reply, error) {
			return page(text(r.Lang.T("tiny.hello") + " " + r.Href("/long"))), nil
		}),
		web.Show("/long", func(_ *db.Tx, r *web.Request) (web.Reply, error) {
			return page(text(strings.Repeat("a long page of figures ", 2000))), nil
		}),
		web.Show("/part/{name}", func(_ *db.Tx, r *web.Request) (web.Reply, error) {
			reply := page(text("whole " + r.PathValue("name") + " here=" + r.Here(lang.JA)))
			reply.Part = text("part")
			return reply, nil
		}, "q"),
		web.Show("/fault/{kind}", func(_ *db.Tx, r *web.Request) (web.Reply, error) {
			return web.Reply{}, kindOf(r.PathValue("kind"))
		}),
		web.Show("/break/{how}", breaks, "to"),
		web.Show("/file/{how}", files),
		web.Raw("/raw-panic", http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(secret) })),
		web.Raw("/raw", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { write(w, "raw") })),
		web.Do("/notes", notes()),
	}
}

// kindOf makes a fault by its number, as if a room had refused.
func kindOf(n string) error {
	return fault.New(fault.Kind(n[0]-'0'), "tiny.taken").Because(errors.New(secret))
}

func breaks(_ *db.Tx, r *web.Request) (web.Reply, error) {
	switch r.PathValue("how") {
	case "error":
		return web.Reply{}, errors.New(secret)
	case "panic":
		panic(secret)
	case "template":
		return page(html(func(w io.Writer) error { write(w, "half a page"); return errors.New(secret) })), nil
	case "template-panic":
		return page(html(func(w io.Writer) error { panic(secret) })), nil
	case "outside":
		return web.Reply{To: r.URL.Query().Get("to")}, nil
	}
	return web.Reply{}, nil // nothing to send is a fault of the room
}

func files(_ *db.Tx, r *web.Request) (web.Reply, error) {
	f := &web.File{Name: "laporan tahun.csv", Type: "text/csv; charset=utf-8"}
	switch r.PathValue("how") {
	case "good":
		f.Write = func(w io.Writer) error { return write(w, strings.Repeat("a,b\n", 100_000)) }
	case "empty":
		f.Write = func(io.Writer) error { return nil }
	case "endless":
		f.Write = func(w io.Writer) error {
			for {
				if err := write(w, strings.Repeat("x", 1<<16)); err != nil {
					return err
				}
			}
		}
	case "fails-first":
		f.Write = func(w io.Writer) error { return errors.Join(write(w, "a"), errors.New(secret)) }
	case "fails-later":
		f.Type = "application/octet-stream"
		f.Write = func(w io.Writer) error { return errors.Join(write(w, strings.Repeat("x", 1<<20)), errors.New(secret)) }
	}
	return web.Reply{File: f}, nil
}

// note is what the form of the tiny room holds.
type note struct{ Body, How string }

// notes is a form whose act can be told how to end.
func notes() web.Form[note, string] {
	return web.Form[note, string]{
		Prepare: func(r *web.Request) (note, error) {
			v := r.Values()
			n := note{v.Line("body", 20), v.Line("how", 20)}
			if n.Body == "" {
				v.Wrong("body", "tiny.empty")
			}
			return n, errors.Join(v.Err(), web.Record(r, func(tx *db.Tx) error {
				_, err := tx.Exec("insert into tiny_try (id, body) values ($1, $2)", tx.NewID(), n.Body)
				return err
			}))
		},
		Act: func(tx *db.Tx, n note) (string, error) {
			if _, err := tx.Exec("insert into tiny_note (id, body) values ($1, $2)", tx.NewID(), n.Body); err != nil {
				return "", err
			}
			switch {
			case n.How == "panic":
				panic(secret)
			case n.How == "error":
				return "", errors.New(secret)
			case strings.HasPrefix(n.How, "kind"):
				return "", kindOf(n.How[4:])
			}
			return n.How, nil
		},
		Draw: func(tx *db.Tx, r *web.Request, n note, how string, f *fault.Fault) (web.Reply, error) {
			switch {
			case f != nil && n.How == "kind1-general":
				return web.Reply{}, f
			case f != nil:
				reply := page(text(r.Lang.T(f.Key, f.Args...) + " typed=" + n.Body))
				reply.Part = text("form typed=" + n.Body)
				return reply, nil
			case how == "draw-error":
				return web.Reply{}, errors.New(secret)
			case how == "draw-404":
				return web.Reply{}, fault.New(fault.NotFound, "tiny.taken")
			case how == "draw-status":
				reply := page(text("x"))
				reply.Status = http.StatusConflict
				return reply, nil
			}
			return web.Reply{To: r.Href("/")}, nil
		},
	}
}

// count counts the rows of a table.
func (h *house) count(t *testing.T, table string) int {
	t.Helper()
	var n int
	err := h.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, "select count(*) from "+table)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// answer is a reply with its body read.
type answer struct {
	*http.Response
	body string
}

// do sends a request as it is: no redirect is followed, nothing is unpacked.
// Headers are "Name: value".
func (h *house) do(t testing.TB, method, path, body string, headers ...string) answer {
	t.Helper()
	return h.as(t, method, path, keyed(method, body), headers...)
}

// keyed gives a form a key of its own, unless it brings one.
func keyed(method, body string) string {
	if method != http.MethodPost || body == "" || strings.Contains(body, web.KeyField) || strings.HasPrefix(body, "--") {
		return body
	}
	return web.KeyField + "=" + web.NewKey() + "&" + body
}

// as sends a request to the letter.
func (h *house) as(t testing.TB, method, path, body string, headers ...string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, h.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		req.Header.Set(name, value)
	}
	client := http.Client{
		Transport:     &http.Transport{DisableCompression: true, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	a := answer{resp, string(raw)}
	if err != nil {
		a.StatusCode = -1 // the connection was cut
	}
	return a
}

func (h *house) get(t testing.TB, path string, headers ...string) answer {
	t.Helper()
	return h.do(t, http.MethodGet, path, "", headers...)
}

// want checks status and, inside the body, a text.
func (a answer) want(t testing.TB, status int, contains string) {
	t.Helper()
	if a.StatusCode != status || !strings.Contains(a.body, contains) {
		t.Errorf("%s %s: %d, want %d with %q in:\n%.400s", a.Request.Method, a.Request.URL, a.StatusCode, status, contains, a.body)
	}
	if strings.Contains(a.body, secret) {
		t.Errorf("internal text reached the browser: %s", a.body)
	}
}
