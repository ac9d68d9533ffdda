package web

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math"
	"net/http"
	"reflect"
	"slices"
	"sync/atomic"

	"github.com/a-h/templ"
	"github.com/prometheus/client_golang/prometheus"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/pace"
	"alun/ground/planted"
)

// Files holds this package's table of answers, and its sentences.
//
//go:embed words migrations
var Files embed.FS

// Config is what a site is made of. DB, Words, Layout and Fault must be set.
type Config struct {
	DB     *db.DB
	Words  *lang.Catalogue
	Routes []Route
	Mounts []Mount // branches that answer in their own form
	// Layout draws the whole document around a page.
	Layout func(r *Request, p Page) templ.Component
	// Fault makes the page of a refusal that no form shows, and of a broken page
	// (status 500). TitleKey(status) and NextKey(status) say what happened and
	// what to do; f.Key with f.Args is the particular sentence.
	Fault func(r *Request, f *fault.Fault, status int) Page
	// SignIn is the address of the page where a stranger says who he is: a Show
	// that refuses with fault.Stranger leads there. "": it is refused.
	SignIn string
	// Greet finds who a browser with a session is, in the read that draws a page for
	// it: Request.Guest has it then. It is not asked about strangers, whose pages
	// are everybody's. May be nil.
	Greet func(tx *db.Tx, r *Request) (any, error)
	// Actor is who asks, for the keys of forms. nil means the session, and "public"
	// for whoever has none.
	Actor func(r *Request) string
	// Static holds the files of rooms, served under /static/ beside this
	// package's own.
	Static []fs.FS
	Log    *slog.Logger // nil: nothing is logged
	Limits Limits       // zero fields mean the defaults
	// Figures takes the site's figures for Prometheus; nil: a registry of its own,
	// which nobody reads.
	Figures *prometheus.Registry
	// Trace begins the mark of a request and gives what ends it, for whoever
	// gathers traces; nil: nobody does.
	Trace func(r *http.Request) (context.Context, func(method, route string, status int))
	// TrustProxy believes X-Forwarded-Proto. Set it only behind a proxy that
	// writes this header itself.
	TrustProxy bool

	// Cache is how many bytes of drawn pages are kept ready; 0: none are.
	Cache int64

	planted string // a guard to switch off, for this package's own proofs only
}

// Site answers every request of the house.
type Site struct {
	db      *db.DB
	langs   map[lang.Tag]lang.Lang
	actor   func(r *Request) string
	planted string
	signIn  string
	greet   func(tx *db.Tx, r *Request) (any, error)
	trace   func(r *http.Request) (context.Context, func(method, route string, status int))
	layout  func(r *Request, p Page) templ.Component
	fault   func(r *Request, f *fault.Fault, status int) Page
	log     *slog.Logger
	limits  Limits
	mux     *http.ServeMux
	origin  *http.CrossOriginProtection
	shelf   *shelf
	count   *counters
	cache   *cache // nil: none
	proxied bool
	routes  []Address
	mounts  []Mount
	running atomic.Int64 // requests for pages now
	gate    pace.Gate    // of forms

	roomless atomic.Int64 // when a form was last refused for want of room: Unix seconds
	uploads  chan struct{}
}

// New builds a site and checks that it fits together: two routes for one
// address, two files of one name or a part that is missing are errors.
func New(c Config) (*Site, error) {
	if c.DB == nil || c.Words == nil || c.Layout == nil || c.Fault == nil {
		return nil, errors.New("web: a site needs DB, Words, Layout and Fault")
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Actor == nil {
		c.Actor = func(r *Request) string { return cmp.Or(r.Session(), "public") }
	}
	s := &Site{
		db: c.DB, layout: c.Layout, fault: c.Fault, log: c.Log, limits: c.Limits.orDefaults(),
		mux: http.NewServeMux(), origin: http.NewCrossOriginProtection(), uploads: make(chan struct{}, mostUploads), count: newCounters(c.Figures),
		mounts: c.Mounts, actor: c.Actor, trace: c.Trace, planted: cmp.Or(c.planted, planted.Fault()), proxied: c.TrustProxy, signIn: c.SignIn, greet: c.Greet, langs: map[lang.Tag]lang.Lang{},
	}
	if s.planted == "let all in" {
		s.limits.InFlight = math.MaxInt64
	}
	if c.Cache > 0 {
		s.cache = newCache(c.Cache, newCacheCounters(s.count.registry), c.planted)
	}
	for _, tag := range lang.All {
		s.langs[tag] = c.Words.In(tag)
	}
	for _, t := range c.Routes {
		if err := s.add(t); err != nil {
			return nil, err
		}
	}
	for _, m := range c.Mounts {
		s.routes = append(s.routes, m.Addresses...)
	}
	var err error
	if s.shelf, err = newShelf(c.Static...); err != nil {
		return nil, err
	}
	current.Store(s.shelf)
	return s, nil
}

// add registers a route; ServeMux panics on two that collide.
func (s *Site) add(t Route) (err error) {
	pattern, err := t.full()
	if err != nil {
		return err
	}
	if t.out != nil {
		if err := keeps(t.out, map[reflect.Type]bool{}); err != nil {
			return fmt.Errorf("web: route %s: what its act gives cannot be kept: %w", pattern, err)
		}
	}
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("web: route %s: %v", pattern, v)
		}
	}()
	s.mux.Handle(pattern, routed{s, t})
	s.routes = append(s.routes, Address{t.method, t.pattern})
	return nil
}

// Address is one route as a room wrote it: the method, and the path without a
// language. GET answers HEAD too.
type Address struct{ Method, Pattern string }

// Addresses lists the site's routes, by path.
func (s *Site) Addresses() []Address {
	out := slices.Clone(s.routes)
	slices.SortFunc(out, func(a, b Address) int {
		return cmp.Or(cmp.Compare(a.Pattern, b.Pattern), cmp.Compare(a.Method, b.Method))
	})
	return out
}

// Handler answers requests; use Serve to listen.
func (s *Site) Handler() http.Handler { return http.HandlerFunc(s.enter) }
