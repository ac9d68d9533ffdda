package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/plan"
)

// programs is the API of a house with the city's real reports, seen from outside.
type programs struct {
	*visit
	api   *api.API
	paper paper
	key   string // may do everything
	acts  string // for this sign-in
	none  string // may do nothing that needs a scope
	calls int
}

func visitPrograms(t *testing.T) *programs {
	t.Helper()
	return visitHouse(t).programs()
}

func (v *visit) programs() *programs {
	v.Helper()
	t := v.T
	p := &programs{visit: v, key: api.Secret(), none: api.Secret()}
	var err error
	if p.api, err = p.house.programs(t.Context(), &Config{}, plan.NewWeigher(p.house.rules), plan.NewFinder()); err == nil {
		_, err = p.api.Mount()
	}
	if err == nil {
		p.paper, err = readPaper(p.api.Document(lang.EN))
	}
	if err == nil {
		who, _ := accounttest.Sign(t, p.house.db, p.house.keys, accounttest.Role{Role: account.Operator, Office: p.office("dpu")})
		err = p.house.db.Write(t.Context(), func(tx *db.Tx) error {
			if err := alsoAtCounter(tx, who.Person, "64.71.02"); err != nil {
				return err
			}
			if err := alsoHolds(tx, who.Person, account.Planner, ""); err != nil {
				return err
			}
			p.acts = web.SessionHash(web.NewKey())
			if err := letsDecide(tx, who.Session, p.acts); err != nil { // a program: it has no second factor
				return err
			}
			if err := p.keepAll(tx); err != nil {
				return err
			}
			_, err := keysOfPrograms.Make(tx, "command", p.none, api.Key{Name: "little", Scopes: keysOfPrograms.Scopes[:1]})
			if err == nil {
				_, err = tx.Exec("update api_key set scopes = 'nothing' where name = 'little'")
			}
			return err
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// keepAll keeps the key that may do everything. The diary is not told: it is counted.
func (p *programs) keepAll(tx *db.Tx) error {
	untold := func(*db.Tx, string, string, db.ID, map[string]any) error { return nil }
	all := api.Keys{Scopes: slices.Concat(keysOfPrograms.Scopes, keysForPeople.Scopes, keysThatDecide.Scopes[1:]), Tell: untold}
	_, err := all.Make(tx, "command", p.key, api.Key{Name: "everything", Scopes: all.Scopes, For: p.acts})
	return err
}

// call is one call, as a test changes it.
type call struct {
	method, path string
	body         []byte
	header       map[string]string
}

// send sends a call from an address that nobody else has.
func (p *programs) send(c call) *httptest.ResponseRecorder {
	p.Helper()
	p.calls++
	r := httptest.NewRequestWithContext(p.Context(), c.method, "http://alun.example/", bytes.NewReader(c.body))
	address, query, _ := strings.Cut(c.path, "?")
	r.RequestURI, r.URL.RawQuery = c.path, query
	if plain, err := url.PathUnescape(address); err == nil {
		r.URL.Path, r.URL.RawPath = plain, address
	}
	r.RemoteAddr = fmt.Sprintf("[2001:db8:%x:%x::1]:9", p.calls>>16, p.calls&0xffff)
	for name, value := range c.header {
		r.Header[http.CanonicalHeaderKey(name)] = []string{value}
	}
	w := httptest.NewRecorder()
	p.site.Handler().ServeHTTP(w, r)
	return w
}

// example makes an operation's own example into a call.
func (p *programs) example(o *api.Op) (c call, form bool) {
	p.Helper()
	var ex api.Call
	err := p.house.db.Read(p.Context(), func(tx *db.Tx) (err error) { ex, err = o.Example(tx); return err })
	if err != nil {
		p.Fatal(err)
	}
	c = call{o.Method(), api.Prefix + ex.Path, nil, map[string]string{"Accept-Language": "en"}}
	maps.Copy(c.header, ex.Header)
	switch body := ex.Body.(type) {
	case nil:
	case []byte:
		c.body = body
	default:
		c.body, _ = json.Marshal(body)
		c.header["Content-Type"] = "application/json"
	}
	if c.method != http.MethodGet {
		c.header["Idempotency-Key"] = web.NewKey()
	}
	if o.Scope != "" {
		c.header["Authorization"] = "Bearer " + p.key
	}
	return c, ex.Form
}

// with is a copy of a call with one thing changed.
func (c call) with(change func(*call)) call {
	c.header = maps.Clone(c.header)
	if _, has := c.header["Idempotency-Key"]; has {
		c.header["Idempotency-Key"] = web.NewKey()
	}
	change(&c)
	return c
}

// check holds an answer against the document: a declared status, of the declared
// media type, with a body of the declared form; a fault is always a problem.
func (p *programs) check(op map[string]any, c call, w *httptest.ResponseRecorder) {
	p.Helper()
	said := fmt.Sprintf("%s %.120s", c.method, c.path)
	declared := object(at(op, "responses", fmt.Sprint(w.Code)))
	switch {
	case w.Code >= 500:
		p.Errorf("%s: %d %s", said, w.Code, w.Body)
		return
	case declared == nil && w.Code != http.StatusMethodNotAllowed:
		p.Errorf("%s: status %d is not declared: %.200s", said, w.Code, w.Body)
		return
	case w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Content-Security-Policy") == "":
		p.Errorf("%s: no security headers", said)
	case c.header["Authorization"] != "" && w.Header().Get("Cache-Control") != "no-store":
		p.Errorf("%s: a private reply may be stored", said)
	}
	media := w.Header().Get("Content-Type")
	schema := at(declared, "content", media, "schema")
	if w.Code >= 400 {
		if schema = at(p.paper.root, "components", "schemas", "Problem"); media != "application/problem+json" {
			p.Errorf("%s: %d is told as %s", said, w.Code, media)
		}
	}
	if strings.Contains(w.Body.String(), "calls a minute") {
		p.Errorf("%s: the limit keeps the test from its work", said)
	}
	var v any
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		p.Errorf("%s: %d %v: %.200s", said, w.Code, err, w.Body)
		return
	}
	for _, wrong := range p.paper.wrong(schema, v, "") {
		p.Errorf("%s: %d: %s", said, w.Code, wrong)
	}
	if strings.ContainsAny(w.Body.String(), "⟦⟧") || internal.MatchString(w.Body.String()) {
		p.Errorf("%s: internal text or a missing sentence: %.300s", said, w.Body)
	}
}

// each hands every operation of the document to a test, with its example.
func (p *programs) each(run func(o *api.Op, op map[string]any, c call, form bool)) {
	p.Helper()
	seen := 0
	for path, item := range object(p.paper.root["paths"]) {
		for method, op := range object(item) {
			i := slices.IndexFunc(p.api.Ops(), func(o *api.Op) bool { return o.Path == path && strings.EqualFold(o.Method(), method) })
			if i < 0 {
				p.Errorf("%s %s is in the document and not in the house", method, path)
				continue
			}
			o := p.api.Ops()[i]
			p.key = api.Secret() // each with a key of its own: all together are more calls than one may make in a minute
			if err := p.house.db.Write(p.Context(), p.keepAll); err != nil {
				p.Fatal(err)
			}
			c, form := p.example(o)
			run(o, object(op), c, form)
			seen++
		}
	}
	if seen != len(p.api.Ops()) || seen < 15 {
		p.Errorf("%d operations in the document, %d in the house", seen, len(p.api.Ops()))
	}
}

// TestEveryExampleOfTheAPIWorks runs the examples that the page shows.
func TestEveryExampleOfTheAPIWorks(t *testing.T) {
	p := visitPrograms(t)
	p.each(func(o *api.Op, op map[string]any, c call, form bool) {
		for _, tag := range lang.All {
			w := p.send(c.with(func(other *call) {
				if other.header["Accept-Language"] = string(tag); o.Made { // made once, and told in each language
					other.header["Idempotency-Key"] = c.header["Idempotency-Key"]
				}
			}))
			if w.Code >= 300 && !form || form && w.Code != http.StatusNotFound {
				t.Errorf("%s %s: %d %s", c.method, c.path, w.Code, w.Body)
			}
			p.check(op, c, w)
			if got := w.Header().Get("Content-Language"); got != string(tag) {
				t.Errorf("%s: asked for %s, answered in %s", c.path, tag, got)
			}
		}
	})
}

// line knocks at an operation with its example: as nobody, with a key that may
// do nothing, and with one that may. It writes what came of it.
func (p *programs) line(a web.Address) string {
	p.Helper()
	who, before, statuses := "anyone", p.facts(), map[int]bool{}
	if i := slices.IndexFunc(p.api.Ops(), func(o *api.Op) bool { return o.Method() == a.Method && api.Prefix+o.Path == a.Pattern }); i >= 0 {
		o := p.api.Ops()[i]
		c, _ := p.example(o)
		for _, bearer := range []string{"", "Bearer " + p.none, "Bearer " + p.key} {
			statuses[p.send(c.with(func(c *call) {
				if delete(c.header, "Authorization"); bearer != "" {
					c.header["Authorization"] = bearer
				}
			})).Code] = true
		}
		if o.Scope != "" {
			who = "a key with " + o.Scope
		}
	} else {
		statuses[p.send(call{a.Method, a.Pattern, nil, nil}).Code] = true
	}
	var all []string
	for _, s := range slices.Sorted(maps.Keys(statuses)) {
		all = append(all, strconv.Itoa(s))
	}
	return fmt.Sprintf("%s %s | %s | %s | %s", a.Method, a.Pattern, who, strings.Join(all, " "), grown(before, p.facts()))
}

const golden = "../../doc/openapi.json"

// TestTheDocumentIsTheOneInTheRepository shows every change of the API's
// contract in a diff. The API only grows: nothing may go from this file.
func TestTheDocumentIsTheOneInTheRepository(t *testing.T) {
	p := visitPrograms(t)
	got := append(p.api.Document(lang.EN), '\n')
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("doc/openapi.json is not what the house declares; if that is right, run the test with -update")
	}
	if served := p.send(call{"GET", api.Prefix + "/openapi.json", nil, map[string]string{"Accept-Language": "en"}}); !bytes.Equal(served.Body.Bytes(), got[:len(got)-1]) {
		t.Errorf("another document is served: %d, %d bytes", served.Code, served.Body.Len())
	}
	if at(p.paper.root, "openapi") != "3.1.0" {
		t.Errorf("version %v", at(p.paper.root, "openapi"))
	}
	for _, tag := range lang.All {
		text := string(p.api.Document(tag))
		if strings.ContainsAny(text, "⟦⟧") || strings.Contains(text, "$schema") {
			t.Errorf("%s: a sentence is missing, or a schema link is in it", tag)
		}
		for _, bare := range []string{`"planapi.`, `"placeapi.`, `"api.`} {
			if i := strings.Index(text, bare); i >= 0 {
				t.Errorf("%s: a key instead of a sentence: %.60s", tag, text[i:])
			}
		}
	}
}
