package web

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"sync"

	"github.com/a-h/templ"
)

// keepBuffer is the largest buffer worth keeping: a rare giant page must not
// hold its memory for ever.
const keepBuffer = 1 << 20

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func takeBuffer() *bytes.Buffer {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	return b
}

func giveBuffer(b *bytes.Buffer) {
	if b.Cap() <= keepBuffer {
		buffers.Put(b)
	}
}

// reply sends what a handler answered.
func (s *Site) reply(x *exchange, a Reply) error {
	if a.Session != nil {
		x.req.fresh = true
		a.Session.say(x)
	}
	if a.Hushed {
		x.req.fresh = true
		h := x.Header()
		h["Referrer-Policy"], h["X-Robots-Tag"] = hushed, unlisted
	}
	if a.Page == nil && a.Part == nil {
		// A file may take long, nobody else gets it, and it ends when its own client leaves.
		x.landed(nil)
		x.req.Request = x.req.Request.WithContext(x.sent.Context())
	}
	switch {
	case a.To != "":
		return redirect(x, a)
	case a.File != nil:
		return s.file(x, a.File)
	case a.Content != nil:
		return s.content(x, a.Content)
	case a.Data != nil:
		return s.data(x, a)
	case a.Part != nil && x.req.Partial():
		return s.draw(x, a, func() templ.Component { return a.Part }, s.part)
	case a.Page != nil:
		return s.draw(x, a, func() templ.Component { return s.layout(x.req, *a.Page) }, s.whole)
	}
	return errors.New("web: a reply without page, file, data or address")
}

// draw makes the whole body before the first byte is sent, so that a template
// that fails half way still becomes a proper error page.
func (s *Site) draw(x *exchange, a Reply, make func() templ.Component, send func(*exchange, int, []byte)) error {
	buf := takeBuffer()
	defer giveBuffer(buf)
	if err := render(x.req, buf, make); err != nil {
		return fmt.Errorf("web: draw: %w", err)
	}
	code := a.Status
	if code == 0 {
		code = http.StatusOK
	}
	send(x, code, buf.Bytes())
	return nil
}

// render draws a component; a panic in it is an error like any other.
func render(r *Request, buf *bytes.Buffer, make func() templ.Component) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicked{v, debug.Stack()}
		}
	}()
	return make().Render(r.Context(), buf)
}

// whole sends a whole page. When htmx had asked for a part of it (a fault came
// between, or the page has no parts), the page takes the place of the old one.
func (s *Site) whole(x *exchange, status int, body []byte) {
	if x.req.Partial() {
		h := x.Header()
		h["Hx-Retarget"], h["Hx-Reswap"] = swapTarget, swapHow
	}
	s.part(x, status, body)
}

// part sends a drawn body.
func (s *Site) part(x *exchange, status int, body []byte) {
	h := x.Header()
	h["Content-Type"] = html
	h["Content-Language"] = []string{string(x.req.Lang.Tag())}
	h["Vary"] = vary
	x.later(status)
	s.body(x, status, body)
}

var (
	html = []string{"text/html; charset=utf-8"}
	vary = []string{"Accept-Encoding, HX-Request, HX-Request-Type, HX-Boosted, HX-History-Restore-Request"}
)

// redirect answers 303, or 301 for what has moved: also that is kept by nobody, for
// it may come back. A script follows a 303 by itself and would put the next page
// into the place of a part; HX-Redirect makes the browser go there.
func redirect(x *exchange, a Reply) error {
	to := a.To
	if !local(to) {
		return fmt.Errorf("web: redirect to %q leaves the house", to)
	}
	h := x.Header()
	h.Set("Cache-Control", "no-store")
	if x.req.Partial() {
		h.Set("HX-Redirect", to)
		x.WriteHeader(http.StatusNoContent)
		return nil
	}
	h.Set("Location", to)
	if a.Moved {
		x.WriteHeader(http.StatusMovedPermanently)
		return nil
	}
	x.WriteHeader(http.StatusSeeOther)
	return nil
}
