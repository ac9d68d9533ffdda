package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/a-h/templ"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/keys"
	"alun/ground/lang"
	"alun/ground/pace"
	"alun/ground/web"
)

// tiny is a room of notes that programs read and write.
var tiny = fstest.MapFS{
	"migrations/20260101-01-tiny.sql": {Data: []byte(`create table tiny_note (id bigint not null primary key, body text not null);
create table tiny_told (fact text not null, actor text not null);`)},
	"words/id.json": {Data: []byte(`{"tiny.say":"Catatan","tiny.none":"Tidak ada catatan {1}","tiny.bad":"Jangan begitu"}`)},
	"words/en.json": {Data: []byte(`{"tiny.say":"Notes","tiny.none":"No note {1}","tiny.bad":"Not like that"}`)},
	"words/ja.json": {Data: []byte(`{"tiny.say":"メモ","tiny.none":"メモ{1}はありません","tiny.bad":"そうではありません"}`)},
}

// secret is in every inner error: no caller may ever see it.
const secret = "password=hunter2"

const scope = "tiny.write"

var ks = api.Keys{Scopes: []string{scope, "tiny.other"}, Tell: func(tx *db.Tx, fact, actor string, _ db.ID, _ map[string]any) error {
	_, err := tx.Exec("insert into tiny_told (fact, actor) values ($1, $2)", fact, actor)
	return err
}}

// Note is a note as programs see it.
type Note struct {
	ID   string `json:"id" doc:"tiny.say"`
	Body string `json:"body" doc:"tiny.say"`
}

func (n Note) Version() string { return api.Version(n) }

// Coded is exported because the library fills exported fields only.
type Coded struct {
	ID string `path:"id" maxLength:"13" doc:"tiny.say"`
}

type noteIn struct {
	Coded
}

type listIn struct {
	Word string `query:"body" maxLength:"20" doc:"tiny.say"`
	api.Paging
}

type writeIn struct {
	api.Keyed
	Body struct {
		Body string   `json:"body" minLength:"2" maxLength:"20" doc:"tiny.say"`
		Tags []string `json:"tags,omitempty" maxItems:"3" doc:"tiny.say"`
	}
}

type slowIn struct {
	api.Keyed
	Coded
	Body struct {
		Body string `json:"body" minLength:"2" maxLength:"20" doc:"tiny.say"`
	}
}

type changeIn struct {
	api.Keyed
	NoteID  string `path:"id" maxLength:"13" doc:"tiny.say"`
	IfMatch string `header:"If-Match" doc:"tiny.say"`
	Body    struct {
		Body string `json:"body" minLength:"2" maxLength:"20" doc:"tiny.say"`
	}
}

type fileIn struct {
	api.Keyed
	RawBody []byte
}

// house is a running site with the tiny API.
type house struct {
	*httptest.Server
	t        *testing.T
	db       *db.DB
	api      *api.API
	log      *bytes.Buffer
	prepared int
	mu       sync.Mutex
}

func serve(t *testing.T, d *db.DB, change ...func(*api.Config)) *house {
	t.Helper()
	words, err := lang.Load(api.Files, web.Files, db.Files, tiny)
	if err != nil {
		t.Fatal(err)
	}
	ring, err := keys.Open(filepath.Join(t.TempDir(), "alun.key"))
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, db: d, log: &bytes.Buffer{}}
	c := api.Config{DB: d, Ring: ring, Words: words, Log: slog.New(slog.NewTextHandler(h, nil))}
	for _, f := range change {
		f(&c)
	}
	if h.api, err = api.New(c); err != nil {
		t.Fatal(err)
	}
	h.declare()
	m, err := h.api.Mount()
	if err != nil {
		t.Fatal(err)
	}
	blank := func(*web.Request, web.Page) templ.Component { return templ.NopComponent }
	site, err := web.New(web.Config{DB: d, Words: words, Mounts: []web.Mount{m}, TrustProxy: c.TrustProxy, Layout: blank,
		Fault: func(*web.Request, *fault.Fault, int) web.Page { return web.Page{} }, Log: c.Log})
	if err != nil {
		t.Fatal(err)
	}
	h.Server = httptest.NewServer(site.Handler())
	t.Cleanup(h.Close)
	return h
}

func (h *house) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.log.Write(b)
}

func each(t *testing.T, run func(h *house)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { run(serve(t, d)) }, tiny, web.Files, api.Files)
}

func one(t *testing.T, change ...func(*api.Config)) *house {
	return serve(t, dbtest.Open(t, dbtest.SQLite(t), db.Options{Rehearse: true}, tiny, web.Files, api.Files), change...)
}

func op(id, path string) api.Op {
	return api.Op{ID: id, Path: path, Tag: "tiny", Say: "tiny.say", Example: api.Ask(path)}
}

func (h *house) declare() {
	api.Get(h.api, op("list", "/notes"), h.list)
	api.Get(h.api, op("get", "/notes/{id}"), func(tx *db.Tx, _ *api.Request, in *noteIn) (Note, error) { return h.note(tx, in.ID) })
	write := op("write", "/notes")
	write.Made = true
	api.Post(h.api, write, api.Act[writeIn, db.ID, Note]{Act: func(tx *db.Tx, _ api.Caller, in *writeIn) (db.ID, error) { return h.put(tx, in.Body.Body) },
		Draw: func(tx *db.Tx, _ *api.Request, _ *writeIn, id db.ID) (Note, error) { return h.note(tx, h.api.Code(id)) }})
	api.Patch(h.api, op("change", "/notes/{id}"), api.Act[changeIn, string, Note]{Act: h.change,
		Draw: func(tx *db.Tx, _ *api.Request, in *changeIn, _ string) (Note, error) { return h.note(tx, in.NoteID) }})
	file := op("file", "/files")
	file.Scope, file.File = scope, []string{"text/csv"}
	api.Post(h.api, file, api.Act[fileIn, db.ID, Note]{
		Prepare: func(context.Context, api.Caller, *fileIn) error {
			h.mu.Lock()
			h.prepared++
			h.mu.Unlock()
			return nil
		},
		Act:  func(tx *db.Tx, who api.Caller, in *fileIn) (db.ID, error) { return h.put(tx, who.Actor()) },
		Draw: func(tx *db.Tx, _ *api.Request, _ *fileIn, id db.ID) (Note, error) { return h.note(tx, h.api.Code(id)) }})
	slow := op("slow", "/slow/{id}")
	slow.Made, slow.Pace = true, pace.Rate{What: "tiny.slow", Many: 3, In: 90 * time.Minute}
	api.Post(h.api, slow, api.Act[slowIn, db.ID, Note]{
		Check: func(tx *db.Tx, _ api.Caller, in *slowIn) error { _, err := h.note(tx, in.ID); return err },
		Act:   func(tx *db.Tx, _ api.Caller, in *slowIn) (db.ID, error) { return h.put(tx, in.Body.Body) },
		Draw:  func(tx *db.Tx, _ *api.Request, _ *slowIn, id db.ID) (Note, error) { return h.note(tx, h.api.Code(id)) }})
	api.Get(h.api, op("break", "/break/{id}"), func(_ *db.Tx, _ *api.Request, in *noteIn) (Note, error) {
		if in.ID == "panic" {
			panic(secret)
		}
		return Note{}, errors.New(secret)
	})
}

func (h *house) list(tx *db.Tx, r *api.Request, in *listIn) (out api.List[Note], err error) {
	after, _, err := api.After[db.ID](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	all, err := db.All(tx, (*db.Row).ID, `select id from tiny_note where id > $1 and ($2 = '' or body = $2) order by id limit $3`, after, in.Word, in.Limit+1)
	if err != nil {
		return out, err
	}
	all, out.Next, err = api.Cut(tx, r, in.Paging, all, func(id db.ID) db.ID { return id })
	out.Items = []Note{}
	for _, id := range all {
		out.Items = append(out.Items, Note{ID: h.api.Code(id)})
	}
	return out, err
}

func (h *house) note(tx *db.Tx, code string) (Note, error) {
	id, _ := h.api.ID(code)
	body, found, err := db.One(tx, (*db.Row).Text, "select body from tiny_note where id = $1", id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "tiny.none", code)
	}
	return Note{code, body}, err
}

func (h *house) put(tx *db.Tx, body string) (db.ID, error) {
	if body == "bad" {
		return 0, fault.New(fault.Invalid, "tiny.bad").At("body", "tiny.bad")
	}
	id := tx.NewID()
	_, err := tx.Exec("insert into tiny_note (id, body) values ($1, $2)", id, body)
	return id, err
}

func (h *house) change(tx *db.Tx, _ api.Caller, in *changeIn) (string, error) {
	n, err := h.note(tx, in.NoteID)
	if err != nil {
		return "", err
	}
	if err := api.Match(in.IfMatch, n.Version()); err != nil {
		return "", err
	}
	id, _ := h.api.ID(in.NoteID)
	_, err = tx.Exec("update tiny_note set body = $2 where id = $1", id, in.Body.Body)
	return in.NoteID, err
}

// answer is a reply with its body read.
type answer struct {
	*http.Response
	body string
}

// do sends a call; headers are "Name: value". A path of its own host is taken as
// it is.
func (h *house) do(method, path, body string, headers ...string) answer {
	h.t.Helper()
	if !strings.HasPrefix(path, "/api") {
		path = api.Prefix + path
	}
	req, err := http.NewRequestWithContext(h.t.Context(), method, h.URL+path, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for _, line := range append([]string{"Accept-Language: en"}, headers...) {
		name, value, _ := strings.Cut(line, ": ")
		req.Header.Set(name, value)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	a := answer{res, string(raw)}
	if strings.Contains(a.body, secret) {
		h.t.Errorf("internal text reached the caller: %s", a.body)
	}
	if res.StatusCode >= 400 && (res.Header.Get("Content-Type") != "application/problem+json" || res.Header.Get("Cache-Control") != "no-store") {
		h.t.Errorf("%s %s: %d is no problem: %v", method, path, res.StatusCode, res.Header)
	}
	return a
}

func (h *house) get(path string, headers ...string) answer {
	h.t.Helper()
	return h.do("GET", path, "", headers...)
}

// write posts a note under a key.
func (h *house) write(key, body string, headers ...string) answer {
	h.t.Helper()
	return h.do("POST", "/notes", `{"body":"`+body+`"}`, append(headers, "Idempotency-Key: "+key)...)
}

func (a answer) want(t *testing.T, status int, contains string) answer {
	t.Helper()
	if a.StatusCode != status || !strings.Contains(a.body, contains) {
		t.Errorf("%s %s: %d, want %d with %q in:\n%.600s", a.Request.Method, a.Request.URL, a.StatusCode, status, contains, a.body)
	}
	return a
}

// problem reads a fault.
func (a answer) problem(t *testing.T) (p api.Problem) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.body), &p); err != nil || p.Status != a.StatusCode || p.Title == "" || p.Detail == "" || p.RequestID != a.Header.Get("X-Request-Id") {
		t.Errorf("%s: %+v, %v", a.Request.URL, p, err)
	}
	return p
}

func (h *house) count(table string) (n int) {
	h.t.Helper()
	err := h.db.Read(h.t.Context(), func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, "select count(*) from "+table)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

// key makes a key and gives its secret.
func (h *house) key(k api.Key) string {
	h.t.Helper()
	text := api.Secret()
	if err := h.db.Write(h.t.Context(), func(tx *db.Tx) error { _, err := ks.Make(tx, "command", text, k); return err }); err != nil {
		h.t.Fatal(err)
	}
	return text
}
