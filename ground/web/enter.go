package web

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"alun/ground/fault"
)

// exchange is one request with its reply under way. It watches what is sent, for
// the log and the figures, and carries the Request through ServeMux.
type exchange struct {
	http.ResponseWriter
	req    *Request
	own    Request       // what req points to
	id     [1]string     // the value of X-Request-Id
	sent   *http.Request // as it arrived, with all its headers
	start  time.Time
	route  string // the pattern, never the address: addresses hold names
	status int    // 0 until the head is sent
	bytes  int64
	quiet  bool                                   // health and static files: counted, not logged
	cut    bool                                   // half a reply is out and the rest will not come
	marked func(method, route string, status int) // ends the mark; nil: nobody gathers traces
	mount  *Mount

	key  key            // of the page, when keep is true
	keep bool           // its answer may be kept
	land func(*edition) // lets go of those who wait for this page; nil: nobody
}

func (x *exchange) WriteHeader(status int) {
	if x.status == 0 && status >= 200 {
		x.status = status
	}
	x.ResponseWriter.WriteHeader(status)
}

func (x *exchange) Write(b []byte) (int, error) {
	if x.status == 0 {
		x.status = http.StatusOK
	}
	n, err := x.ResponseWriter.Write(b)
	x.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (x *exchange) Unwrap() http.ResponseWriter { return x.ResponseWriter }

// mark begins the mark of a request for whoever gathers traces.
func (x *exchange) mark(begin func(*http.Request) (context.Context, func(method, route string, status int)), hr *http.Request) *http.Request {
	ctx, end := begin(hr)
	x.marked = end
	return hr.WithContext(ctx)
}

// enter is where every request comes in and every reply goes out.
func (s *Site) enter(w http.ResponseWriter, hr *http.Request) {
	x := &exchange{ResponseWriter: w, start: time.Now(), route: "none"}
	if s.trace != nil {
		hr = x.mark(s.trace, hr)
	}
	x.sent = hr
	x.id[0] = newRequestID()
	x.own = Request{Request: hr, ID: x.id[0], site: s}
	x.req = &x.own
	s.count.running.Inc()
	defer s.leave(x)
	s.secure(w.Header(), hr, x.id[:])
	if s.cache != nil && s.fromCache(x) {
		return
	}
	tag, bare, to := address(hr.URL.EscapedPath())
	x.req.Lang = s.langs[tag]
	if x.mount = s.mounted(bare); x.mount != nil {
		s.speak(x, tag)
	}
	switch {
	case s.health(x, hr.URL.Path), s.static(x, hr.URL.Path):
	case to != "":
		x.route = "redirect"
		moved(x, hr, to)
	case s.running.Add(1) > s.limits.InFlight:
		s.running.Add(-1)
		s.busy(x)
	default:
		defer s.running.Add(-1)
		s.visit(x, bare)
	}
}

// visit finds the room for an address.
func (s *Site) visit(x *exchange, bare string) {
	r := x.req
	hr, ok := withPath(r.Request, bare)
	if !ok {
		s.refuse(x, noPage())
		return
	}
	r.Request = hr
	if x.mount != nil {
		s.mount(x)
		return
	}
	if err := s.origin.Check(hr); err != nil {
		s.refuse(x, fault.New(fault.Denied, "web.cross_origin").Because(err))
		return
	}
	if h, pattern := s.mux.Handler(hr); pattern == "" {
		s.nowhere(x, h)
		return
	}
	s.mux.ServeHTTP(x, hr)
}

// nowhere answers where no route does: ServeMux knows whether another method
// would have been right.
func (s *Site) nowhere(x *exchange, h http.Handler) {
	probe := probe{header: http.Header{}}
	h.ServeHTTP(&probe, x.req.Request)
	if probe.status != http.StatusMethodNotAllowed {
		s.refuse(x, noPage())
		return
	}
	x.Header()["Allow"] = probe.header["Allow"]
	s.refusal(x, fault.New(fault.Invalid, "web.wrong_method"), http.StatusMethodNotAllowed)
}

func noPage() error { return fault.New(fault.NotFound, "web.no_page") }

// probe listens to ServeMux's own answer instead of sending it.
type probe struct {
	header http.Header
	status int
}

func (p *probe) Header() http.Header         { return p.header }
func (p *probe) Write(b []byte) (int, error) { return len(b), nil }
func (p *probe) WriteHeader(status int)      { p.status = status }

// routed is one route in ServeMux.
type routed struct {
	site *Site
	Route
}

func (t routed) ServeHTTP(w http.ResponseWriter, hr *http.Request) {
	x := w.(*exchange) // only visit calls the mux
	s, r := t.site, x.req
	x.route = t.pattern
	r.Body = http.MaxBytesReader(x.ResponseWriter, t.inItsTime(x, hr.Body), cmp.Or(t.bytes, s.limits.Body))
	if t.raw != nil {
		t.raw.ServeHTTP(x, hr)
		return
	}
	if err := r.readQuery(); err != nil {
		s.refuse(x, err)
		return
	}
	if !t.shown {
		t.show(x)
		return
	}
	if public(hr) {
		r.Request = anonymous(r.Request)
	}
	r.declare(t.query)
	if x.keep {
		s.keepable(x, t)
		return
	}
	t.show(x)
}

// show answers with what the room says.
func (t routed) show(x *exchange) {
	reply, err := t.answer(t.site, x.req)
	if fault.Is(err, fault.Stranger) && t.shown && t.site.signIn != "" {
		reply, err = t.site.toSignIn(x.req), nil
	}
	if err == nil {
		err = t.site.reply(x, reply)
	}
	if err != nil {
		t.site.refuse(x, err)
	}
}

// leave is the last thing of every request: a panic becomes a page, and the
// request is counted and logged.
func (s *Site) leave(x *exchange) {
	v := recover()
	if v == http.ErrAbortHandler {
		x.cut = true
	} else if v != nil {
		s.refuse(x, &panicked{v, debug.Stack()})
	}
	s.count.running.Dec()
	s.note(x)
	if x.marked != nil {
		x.marked(method(x.req.Method), x.route, x.status)
	}
	if x.cut {
		panic(http.ErrAbortHandler) // net/http closes the connection: the client sees that it is not all
	}
}

// panicked is the error of a handler or a template that panicked.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// newRequestID makes 13 characters of base32: 65 random bits.
func newRequestID() string {
	var id [13]byte
	_, _ = rand.Read(id[:]) // it never fails
	for i, b := range id {
		id[i] = "abcdefghijklmnopqrstuvwxyz234567"[b&31]
	}
	return string(id[:])
}

// moved points to the one spelling of an address, with its filters.
func moved(x *exchange, hr *http.Request, to string) {
	if hr.URL.RawQuery != "" {
		to += "?" + hr.URL.RawQuery
	}
	h := x.Header()
	h.Set("Location", to)
	h.Set("Cache-Control", "public, max-age=3600")
	x.WriteHeader(http.StatusPermanentRedirect)
}
