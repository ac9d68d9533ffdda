package api

import (
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"slices"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"alun/ground/db"
	"alun/ground/keys"
	"alun/ground/lang"
	"alun/ground/pace"
	"alun/ground/web"
)

// Files holds this package's table of keys and its sentences.
//
//go:embed migrations words
var Files embed.FS

// Prefix is where the API's addresses begin.
const Prefix = "/api/v1"

// Config is what the API works with. DB, Ring and Words must be set.
type Config struct {
	DB     *db.DB
	Ring   *keys.Ring // signs cursors, makes codes of ids
	Words  *lang.Catalogue
	Log    *slog.Logger // nil: nothing is logged
	Limits Limits       // zero fields mean the defaults
	// TrustProxy takes the client's address from the last X-Forwarded-For.
	TrustProxy bool
}

// API answers every operation that was declared on it.
type API struct {
	db     *db.DB
	ring   *keys.Ring
	codec  keys.Codec
	words  *lang.Catalogue
	log    *slog.Logger
	limits Limits
	gate   pace.Gate
	proxy  bool
	mux    *http.ServeMux
	huma   huma.API
	ops    map[string]*Op // by pattern, "GET /api/v1/offices"
	papers map[lang.Tag]func() []byte
	turns  turns
	wrong  error
}

// New makes an API without operations. Declare them with Get, Post and Patch,
// then call Mount.
func New(c Config) (*API, error) {
	if c.DB == nil || c.Ring == nil || c.Words == nil {
		return nil, errors.New("api: an API needs DB, Ring and Words")
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	once.Do(speakProblems)
	a := &API{db: c.DB, ring: c.Ring, codec: c.Ring.Codec(), words: c.Words, log: c.Log, limits: c.Limits.orDefaults(), proxy: c.TrustProxy,
		mux: http.NewServeMux(), ops: map[string]*Op{}, papers: map[lang.Tag]func() []byte{}}
	a.huma = humago.NewWithPrefix(a.mux, Prefix, document())
	return a, nil
}

// once, because the library keeps its form of errors in variables of its own.
var once sync.Once

// Mount is the whole API for web.Config.Mounts. It fails when an operation was
// declared wrongly.
func (a *API) Mount() (web.Mount, error) {
	if a.wrong != nil {
		return web.Mount{}, a.wrong
	}
	m := web.Mount{Prefix: Prefix, Bytes: MaxFile, Answer: a.answer, Refuse: a.refuse,
		Addresses: []web.Address{{Method: http.MethodGet, Pattern: Prefix + "/openapi.json"}}}
	for _, o := range a.Ops() {
		m.Addresses = append(m.Addresses, web.Address{Method: o.method, Pattern: Prefix + o.Path})
	}
	return m, a.write()
}

// Ops lists the operations, by address.
func (a *API) Ops() []*Op {
	var all []*Op
	for _, o := range a.ops {
		all = append(all, o)
	}
	slices.SortFunc(all, (*Op).compare)
	return all
}

// Code writes an id as its code.
func (a *API) Code(id db.ID) string { return a.codec.Encode(int64(id)) }

// ID finds the id of a code.
func (a *API) ID(code string) (db.ID, bool) {
	n, ok := a.codec.Decode(code)
	return db.ID(n), ok
}

// declare keeps an operation; a wrong one fails Mount.
func declare[In, Out any](a *API, method string, o Op, answer func(r *Request, in *In) (Out, error)) {
	o.method = method
	defer func() {
		if v := recover(); v != nil {
			a.wrong = errors.Join(a.wrong, fmt.Errorf("api: %s %s: %v", method, o.Path, v)) // the library panics on what it cannot describe
		}
	}()
	if o.Example == nil || o.Say == "" || o.ID == "" {
		a.wrong = errors.Join(a.wrong, fmt.Errorf("api: %s %s lacks its example, its sentence or its name", method, o.Path))
		return
	}
	if _, has := reflect.TypeFor[In]().FieldByName("Body"); has && o.reads() {
		a.wrong = errors.Join(a.wrong, fmt.Errorf("api: %s %s: a field named Body is a body, and a read has none", method, o.Path))
		return
	}
	a.ops[method+" "+Prefix+o.Path] = &o
	register(a, o.operation(reflect.TypeFor[In]()), answer)
}
