package placeweb

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/a-h/templ"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/place"
)

var profile = os.DirFS("../../../city/balikpapan")

func words(t testing.TB) *lang.Catalogue {
	t.Helper()
	c, err := lang.Load(place.Files, parts.Files, web.Files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// fill loads the shipped profile.
func fill(t testing.TB, d *db.DB) {
	t.Helper()
	p, err := place.ReadProfile(profile)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := place.Load(context.Background(), d, p); err != nil {
		t.Fatal(err)
	}
}

// bare is a site of this room's pages over a database as it is.
func bare(t testing.TB, d *db.DB) *httptest.Server {
	t.Helper()
	site, err := web.New(web.Config{DB: d, Words: words(t), Routes: New(d).Routes(), Layout: layout, Fault: refused})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(site.Handler())
	t.Cleanup(s.Close)
	return s
}

// serve is a site over a loaded database.
func serve(t testing.TB, d *db.DB) *httptest.Server {
	t.Helper()
	fill(t, d)
	return bare(t, d)
}

func layout(r *web.Request, p web.Page) templ.Component {
	f := parts.Frame{Site: "Alun", City: "Contoh", Home: r.Href("/"), Title: p.Title, Description: p.Description, Body: p.Body,
		Styles: []string{web.Asset("alun.css")}}
	for _, s := range p.Scripts {
		f.Scripts = append(f.Scripts, web.Asset(s))
	}
	for _, tag := range lang.All {
		f.Tongues = append(f.Tongues, parts.Tongue{Tag: tag, Href: r.Here(tag)})
	}
	return parts.Layout(r.Lang, f)
}

func refused(r *web.Request, f *fault.Fault, _ int) web.Page {
	return web.Page{Title: r.Lang.T(f.Key, f.Args...), Body: parts.Galat(r.Lang, f)}
}

// house is a site on a fresh SQLite database.
func house(t testing.TB) *httptest.Server {
	return serve(t, dbtest.Open(t, dbtest.SQLite(t), db.Options{}, place.Files))
}

func get(t testing.TB, s *httptest.Server, path string, head ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, s.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(head); i += 2 {
		req.Header.Set(head[i], head[i+1])
	}
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}
