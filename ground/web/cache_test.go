package web_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/lang"
	"alun/ground/web"
)

// counted is a room whose pages tell how often they were read.
type counted struct {
	reads  atomic.Int64
	within func() // runs in each read
}

func (c *counted) routes() []web.Route {
	show := func(pattern string, reply func(tx *db.Tx, r *web.Request, notes string) web.Reply, query ...string) web.Route {
		return web.Show(pattern, func(tx *db.Tx, r *web.Request) (web.Reply, error) {
			c.reads.Add(1)
			all, err := db.All(tx, (*db.Row).Text, "select body from tiny_note order by id")
			if c.within != nil {
				c.within()
			}
			return reply(tx, r, strings.Join(all, ",")), err
		}, query...)
	}
	return []web.Route{
		show("/list", func(_ *db.Tx, r *web.Request, notes string) web.Reply {
			return page(text(notes + " here=" + r.Here(lang.JA) + strings.Repeat(" and a long page of figures", 100)))
		}, "tw", "revisi"),
		show("/part/{name}", func(_ *db.Tx, r *web.Request, notes string) web.Reply {
			reply := page(text(r.PathValue("name") + notes))
			reply.Part = text("part " + notes)
			return reply
		}),
		show("/form", func(_ *db.Tx, r *web.Request, notes string) web.Reply { return page(text(r.FormKey() + notes)) }),
		show("/clock", func(tx *db.Tx, _ *web.Request, notes string) web.Reply { return page(text(tx.Now().String() + notes)) }),
		show("/until", func(tx *db.Tx, r *web.Request, notes string) web.Reply {
			r.Until(tx.Now().Add(time.Hour))
			r.Until(tx.Now().Add(2 * time.Hour))
			return page(text(tx.Now().String() + notes))
		}),
		show("/file", func(*db.Tx, *web.Request, string) web.Reply {
			return web.Reply{File: &web.File{Name: "a.csv", Type: "text/csv", Write: func(w io.Writer) error { return write(w, "a") }}}
		}),
		show("/strange", func(_ *db.Tx, r *web.Request, _ string) web.Reply { return page(text(r.Values().Line("x", 9))) }, "y"),
		show("/who", func(_ *db.Tx, r *web.Request, _ string) web.Reply {
			return page(text(fmt.Sprint(r.Host, r.RemoteAddr, len(r.Header["User-Agent"]), len(r.Header["Cookie"]), r.URL.Host)))
		}),
		web.Show("/fault/{kind}", func(_ *db.Tx, r *web.Request) (web.Reply, error) {
			c.reads.Add(1)
			return web.Reply{}, kindOf(r.PathValue("kind"))
		}),
		web.Do("/notes", notes()),
	}
}

// keeping opens a site that keeps pages, and one over the same database that keeps
// none.
func keeping(t testing.TB, d *db.DB, change ...func(*web.Config)) (c *counted, with, without *house) {
	t.Helper()
	c = &counted{}
	return c, serve(t, d, append(change, func(o *web.Config) { o.Routes, o.Cache = c.routes(), 1<<20 })...),
		serve(t, d, func(o *web.Config) { o.Routes = (&counted{}).routes() })
}

// readsOf counts the reads that f causes.
func (c *counted) readsOf(f func()) int64 {
	before := c.reads.Load()
	f()
	return c.reads.Load() - before
}

// ready waits until the database calls reads fresh: a node on PostgreSQL must
// first hear from the others.
func ready(t testing.TB, h *house, c *counted) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); c.readsOf(func() { h.get(t, "/list"); h.get(t, "/list") }) > 0; {
		if time.Now().After(end) {
			t.Fatal("nothing is ever kept")
		}
	}
}

func (h *house) tell(t testing.TB, body string) {
	t.Helper()
	h.do(t, "POST", "/notes", "body="+body+"&_key="+web.NewKey()).want(t, http.StatusSeeOther, "")
}

func TestAKeptPageIsTheSamePage(t *testing.T) {
	dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
		c, with, without := keeping(t, d)
		with.tell(t, "one")
		ready(t, with, c)
		htmx := []string{"HX-Request: true", "HX-Target: x"}
		for _, path := range []string{"/list", "/en/list", "/list?revisi=1&tw=2", "/part/a", "/ja/part/a"} {
			for _, enc := range []string{"", "gzip", "br", "zstd", "identity", "gzip;q=0, br"} {
				for name, headers := range map[string][]string{"": nil, "htmx": htmx, "boosted": append([]string{"HX-Boosted: true"}, htmx...)} {
					for _, method := range []string{"GET", "HEAD"} {
						headers := append([]string{"Accept-Encoding: " + enc}, headers...)
						for range 3 {
							with.do(t, method, path, "", headers...)
						}
						var got answer
						if n := c.readsOf(func() { got = with.do(t, method, path, "", headers...) }); n != 0 {
							t.Errorf("%s %s %s %s: not kept", method, path, enc, name)
						}
						alike(t, got, without.do(t, method, path, "", headers...))
						tag := got.Header.Get("Etag")
						again := with.do(t, method, path, "", append(headers, "If-None-Match: W/"+tag)...)
						if tag == "" || again.StatusCode != http.StatusNotModified || again.body != "" {
							t.Errorf("%s %s %s: %d for %s", method, path, name, again.StatusCode, tag)
						}
						alike(t, again, without.do(t, method, path, "", append(headers, "If-None-Match: W/"+tag)...))
					}
				}
			}
		}
	}, tiny, web.Files)
}

// alike compares two answers, but for what differs in every answer.
func alike(t *testing.T, a, b answer) {
	t.Helper()
	for _, x := range []answer{a, b} {
		x.Header.Del("X-Request-Id")
		x.Header.Del("Date")
	}
	if a.StatusCode != b.StatusCode || a.body != b.body || fmt.Sprint(a.Header) != fmt.Sprint(b.Header) {
		t.Errorf("%s %s: kept %d %v\n%.200q\ndrawn %d %v\n%.200q", a.Request.Method, a.Request.URL, a.StatusCode, a.Header, a.body, b.StatusCode, b.Header, b.body)
	}
}

func TestAChangeIsSeenAtOnce(t *testing.T) {
	dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
		c, with, _ := keeping(t, d)
		ready(t, with, c)
		for i := range 20 {
			body := fmt.Sprint("note", i)
			with.tell(t, body)
			with.get(t, "/list").want(t, 200, body)
			with.get(t, "/list").want(t, 200, body)
		}
	}, tiny, web.Files)
}

func TestWhatIsNotKept(t *testing.T) {
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{Now: func() time.Time { return now }}, tiny, web.Files)
	c, with, _ := keeping(t, d)
	for _, request := range [][]string{
		{"/list", "Cookie: a=b"}, {"/list", "Authorization: Bearer x"}, {"/form"}, {"/clock"}, {"/fault/0"}, {"/fault/1"}, {"/file"}, {"/li%73t"}, {"/nowhere"},
	} {
		n := c.readsOf(func() {
			for range 4 {
				with.get(t, request[0], request[1:]...)
			}
		})
		if n != 4 && request[0] != "/nowhere" {
			t.Errorf("%v was read %d times of 4", request, n)
		}
	}
	a, b := with.get(t, "/form"), with.get(t, "/form")
	if a.body == b.body || a.Header.Get("Cache-Control") != "no-store" {
		t.Error("two readers got the same form")
	}
	until := func(want int64) {
		t.Helper()
		if n := c.readsOf(func() { with.get(t, "/until"); with.get(t, "/until") }); n != want {
			t.Errorf("%d reads, want %d", n, want)
		}
	}
	until(1)
	now = now.Add(time.Hour - time.Microsecond)
	until(0)
	now = now.Add(time.Microsecond)
	until(1)
}

func TestOnlyTheDeclaredQueryCounts(t *testing.T) {
	c, with, _ := keeping(t, dbtest.Open(t, dbtest.SQLite(t), db.Options{}, tiny, web.Files))
	for _, path := range []string{"/list", "/list?", "/list?utm=1", "/list?tw=&revisi=", "/list?x=%41"} {
		with.get(t, path).want(t, 200, "here=/ja/list ")
	}
	for range 2 {
		with.get(t, "/list?revisi=1&tw=2")
	}
	for _, path := range []string{"/list?tw=2&revisi=1", "/list?utm=1&tw=2&revisi=1", "/list?tw=&revisi=1&tw=2"} {
		with.get(t, path).want(t, 200, "here=/ja/list?revisi=1&amp;tw=2 ")
	}
	if n := c.reads.Load(); n != 3 {
		t.Errorf("%d reads: one of the page and two of the query", n)
	}
	for i := range 50 {
		with.get(t, fmt.Sprint("/list?tw=", i))
	}
	if got := with.count1(t, `alun_cache_editions`); got != "2" {
		t.Errorf("%s editions after filters that were asked for once", got)
	}
	with.get(t, "/list?x=%ff").want(t, 422, "")
	with.get(t, "/strange?y=1").want(t, 500, "")
	if !strings.Contains(with.log.text(), `/strange reads \"x\"`) {
		t.Error("nobody is told which parameter is missing")
	}
	with.get(t, "/who", "User-Agent: me").want(t, 200, "0 0")
	if body := with.get(t, "/who").body; strings.Contains(body, "127.0.0.1") {
		t.Errorf("a page for all readers knows where one comes from: %s", body)
	}
}

// count1 is the value of a figure without labels.
func (h *house) count1(t *testing.T, name string) string {
	t.Helper()
	for line := range strings.Lines(h.metrics(t)) {
		if value, ok := strings.CutPrefix(line, name+" "); ok {
			return strings.TrimSpace(value)
		}
	}
	t.Fatalf("no figure %s", name)
	return ""
}

// metrics is what Prometheus would read.
func (h *house) metrics(t *testing.T) string {
	t.Helper()
	w := httptest.NewRecorder()
	h.site.Figures().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	return w.Body.String()
}
