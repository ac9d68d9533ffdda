package web_test

import (
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/web"
)

// told is what a script is answered.
type told struct {
	Made string   `json:"made"`
	Rows []string `json:"rows"`
}

func dataRoutes(c *web.Config) {
	f := once()
	f.Draw = func(_ *db.Tx, r *web.Request, _ note, _ kept, no *fault.Fault) (web.Reply, error) {
		if no != nil {
			return web.Reply{Data: map[string]string{"say": r.Lang.T(no.Key)}}, nil
		}
		return web.Reply{Data: told{Made: "</script><b>", Rows: []string{r.Lang.T("tiny.hello")}}}, nil
	}
	show := func(_ *db.Tx, r *web.Request) (web.Reply, error) {
		if r.PathValue("name") == "broken" {
			return web.Reply{Data: func() {}}, nil
		}
		return web.Reply{Data: told{Rows: []string{strings.Repeat("a row ", 4000)}}}, nil
	}
	c.Routes = []web.Route{web.Do("/data/{name}", f), web.Show("/data/{name}", show)}
}

func TestDataIsJSONThatNobodyKeeps(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := serve(t, d, dataRoutes, func(c *web.Config) { c.Cache, c.TrustProxy = 1<<20, true })
		for range 3 { // also when its address is asked for often enough to be kept
			a := h.get(t, "/data/x")
			a.want(t, 200, `{"made":"","rows":["a row a row`)
			checkHead(t, h.get(t, "/data/x", "X-Forwarded-Proto: https"))
			for name, want := range map[string]string{"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store", "Etag": ""} {
				if got := a.Header.Get(name); got != want {
					t.Errorf("%s: %q", name, got)
				}
			}
		}
		h.get(t, "/data/broken").want(t, 500, "")
		h.do(t, "POST", "/ja/data/x", "body=rini").want(t, 200, `{"made":"\u003c/script\u003e\u003cb\u003e","rows":["こんにちは"]}`)
	}, tiny, web.Files)
}

// A refusal has the status of its fault and the same form; the form's key and the
// guard against other sites hold as for any form.
func TestDataOfARefusal(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := serve(t, d, dataRoutes)
		h.do(t, "POST", "/data/x", "body=bad").want(t, 422, `{"say":"Tulis sesuatu"}`)
		h.do(t, "POST", "/data/x", "body=rini", "Sec-Fetch-Site: cross-site").want(t, 403, "")
		key := web.NewKey()
		for range 3 {
			if status, _ := h.send(t, "/data/x", key, "rini"); status != 200 {
				t.Errorf("status %d", status)
			}
		}
		if n := h.count(t, "tiny_note"); n != 1 {
			t.Errorf("%d notes", n)
		}
	}, tiny, web.Files)
}
