package web

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync/atomic"

	"github.com/a-h/templ"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
)

// Files holds this package's sentences: the pages of refusals.
//
//go:embed words
var Files embed.FS

// Config is what a site is made of. DB, Words, Layout and Fault must be set.
type Config struct {
	DB     *db.DB
	Words  *lang.Catalogue
	Routes []Route
	// Layout draws the whole document around a page.
	Layout func(r *Request, p Page) templ.Component
	// Fault makes the page of a refusal that no form shows, and of a broken page
	// (status 500). TitleKey(status) and NextKey(status) say what happened and
	// what to do; f.Key with f.Args is the particular sentence.
	Fault func(r *Request, f *fault.Fault, status int) Page
	// Static holds the files of rooms, served under /static/ beside this
	// package's own.
	Static []fs.FS
	Log    *slog.Logger // nil: nothing is logged
	Limits Limits       // zero fields mean the defaults
	// Metrics is where Serve answers Prometheus at /metrics; nil: nowhere. It is
	// a listener of its own because the figures are not for everybody.
	Metrics net.Listener
	// TrustProxy believes X-Forwarded-Proto. Set it only behind a proxy that
	// writes this header itself.
	TrustProxy bool
}

// Site answers every request of the house.
type Site struct {
	db      *db.DB
	langs   map[lang.Tag]lang.Lang
	layout  func(r *Request, p Page) templ.Component
	fault   func(r *Request, f *fault.Fault, status int) Page
	log     *slog.Logger
	limits  Limits
	mux     *http.ServeMux
	origin  *http.CrossOriginProtection
	shelf   *shelf
	count   *counters
	metrics net.Listener
	proxied bool
	routes  []Address
	running atomic.Int64 // requests for pages now
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
	s := &Site{
		db: c.DB, layout: c.Layout, fault: c.Fault, log: c.Log, limits: c.Limits.orDefaults(),
		mux: http.NewServeMux(), origin: http.NewCrossOriginProtection(), count: newCounters(),
		metrics: c.Metrics, proxied: c.TrustProxy, langs: map[lang.Tag]lang.Lang{},
	}
	for _, tag := range lang.All {
		s.langs[tag] = c.Words.In(tag)
	}
	for _, t := range c.Routes {
		if err := s.add(t); err != nil {
			return nil, err
		}
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
