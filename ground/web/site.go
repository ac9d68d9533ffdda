package web

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/a-h/templ"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
)

// Config is what a site is made of. DB, Words, Layout and Fault must be set.
type Config struct {
	DB     *db.DB
	Words  *lang.Catalogue
	Routes []Route
	// Layout draws the whole document around a page.
	Layout func(r *Request, p Page) templ.Component
	// Fault makes the page of a refusal that no form shows, and of a broken page
	// (status 500). Titles and advice are under TitleKey(status), NextKey(status).
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

// Limits keep one visitor from taking the house. Sizes are in bytes.
type Limits struct {
	Body     int64         // of a form, when the form says nothing else
	Header   int           // of all header lines together
	InFlight int           // requests for pages at the same time; more get 503
	Read     time.Duration // for a whole request to arrive
	Write    time.Duration // for a whole page to be taken; for a file, each piece
	Idle     time.Duration // between two requests on one connection
	Drain    time.Duration // for running requests when the program stops
}

// defaults are generous to slow phones and strict to everybody else.
var defaults = Limits{
	Body: 1 << 20, Header: 32 << 10, InFlight: 256,
	Read: 30 * time.Second, Write: 60 * time.Second, Idle: 2 * time.Minute, Drain: 15 * time.Second,
}

func (l Limits) orDefaults() Limits {
	l.Body = cmpOr(l.Body, defaults.Body)
	return l
}

// Site answers every request of the house.
type Site struct {
	db       *db.DB
	langs    map[lang.Tag]lang.Lang
	layout   func(r *Request, p Page) templ.Component
	fault    func(r *Request, f *fault.Fault, status int) Page
	log      *slog.Logger
	limits   Limits
	mux      *http.ServeMux
	origin   *http.CrossOriginProtection
	shelf    *shelf
	count    *counters
	metrics  net.Listener
	proxied  bool
	running  atomic.Int64 // requests for pages now
	stopping atomic.Bool  // Serve is draining: not ready any more
}
