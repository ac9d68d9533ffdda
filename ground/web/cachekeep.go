package web

import (
	"context"
	"net/http"

	"alun/ground/db"
)

// flight is one drawing of a page that others wait for.
type flight struct {
	done    chan struct{}
	edition *edition // set before done is closed; nil: there is none to share
}

// building is what a request carries while its page is drawn to be kept.
type building struct {
	key   key
	route Route
	seen  db.Seen
}

// keyOf is the key of a request as it arrived, if its answer may be kept at all:
// nobody has said who they are, and the address has its usual spelling.
func keyOf(r *http.Request) (key, bool) {
	if r.URL.RawPath != "" || !public(r) {
		return key{}, false
	}
	return key{r.URL.Path, r.URL.RawQuery, partial(r.Header)}, true
}

// fromCache answers a request whose page lies ready, before anything else is
// looked at.
func (s *Site) fromCache(x *exchange) bool {
	if x.key, x.keep = keyOf(x.req.Request); !x.keep {
		return false
	}
	e := s.cache.find(x.key)
	if e == nil {
		return false
	}
	x.req.Lang = s.langs[e.tag]
	s.hit(x, e)
	return true
}

func (s *Site) hit(x *exchange, e *edition) {
	s.cache.count.hits.Inc()
	x.route = e.route
	if more := e.send(x); more > 0 {
		s.cache.grow(e, more)
	}
}

// keepable answers a Show: from the cache, from what another request is drawing
// just now, or by drawing, and keeps what was drawn.
func (s *Site) keepable(x *exchange, t routed) {
	k := x.key
	k.query = x.req.URL.RawQuery // in its one order by now
	if e := s.cache.find(k); e != nil {
		s.hit(x, e)
		return
	}
	if !s.cache.wanted(k) {
		s.cache.count.unwanted.Inc()
		t.show(x)
		return
	}
	if t.solitary.Load() {
		s.build(x, t, k)
		return
	}
	f, mine := s.cache.board(k)
	if mine {
		s.fly(x, t, k, f)
		return
	}
	select {
	case <-f.done:
	case <-x.req.Context().Done():
		s.refuse(x, x.req.Context().Err())
		return
	}
	// A change may have been answered before this request came and after the
	// page was read.
	if f.edition != nil && (f.edition.seen.Fresh() || s.planted == "share what is old") {
		s.cache.count.shared.Inc()
		f.edition.send(x)
		return
	}
	s.build(x, t, k)
}

// fly draws for all who wait. It goes on when its own client leaves.
func (s *Site) fly(x *exchange, t routed, k key, f *flight) {
	own := x.req.Request
	ctx, cancel := context.WithTimeout(context.WithoutCancel(own.Context()), s.limits.Write)
	defer cancel()
	x.req.Request = own.WithContext(ctx)
	x.land = func(e *edition) { s.cache.land(k, f, e) }
	defer x.landed(nil) // however it ends, nobody waits for ever
	s.build(x, t, k)
}

// build draws a page to be kept.
func (s *Site) build(x *exchange, t routed, k key) {
	s.cache.count.misses.Inc()
	x.req.building = &building{key: k, route: t.Route}
	t.show(x)
}

// landed lets go of those who wait, once.
func (x *exchange) landed(e *edition) {
	if x.land != nil {
		x.land(e)
		x.land = nil
	}
}

// board joins the drawing of a page, or begins it.
func (c *cache) board(k key) (f *flight, mine bool) {
	c.flying.Lock()
	defer c.flying.Unlock()
	if f := c.flights[k]; f != nil {
		return f, false
	}
	f = &flight{done: make(chan struct{})}
	c.flights[k] = f
	return f, true
}

func (c *cache) land(k key, f *flight, e *edition) {
	c.flying.Lock()
	delete(c.flights, k)
	c.flying.Unlock()
	f.edition = e
	close(f.done)
}

// keepDrawn makes an edition of a drawn page and sends it; kept unless a change
// came in between.
func (s *Site) keepDrawn(x *exchange, body []byte) {
	b := x.req.building
	e := newEdition(b.key, x, body, b.seen)
	if e.seen.Fresh() || s.planted == "serve what is old" {
		s.cache.keep(e)
	} else {
		s.cache.count.discarded.Inc()
	}
	x.landed(e)
	e.send(x)
}

// anonymous is a request without what could tell readers apart.
func anonymous(r *http.Request) *http.Request {
	c, u := *r, *r.URL
	u.Scheme, u.Host, u.User = "", "", nil
	c.URL, c.Host, c.RemoteAddr, c.TLS, c.Header = &u, "", "", nil, http.Header{}
	for _, name := range [...]string{"Accept-Encoding", "If-None-Match",
		"Hx-Request", "Hx-Request-Type", "Hx-Boosted", "Hx-History-Restore-Request"} {
		if all := r.Header[name]; all != nil {
			c.Header[name] = all
		}
	}
	return &c
}
