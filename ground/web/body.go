package web

import (
	"net/http"
	"strconv"
	"strings"
)

// Who may keep a page, and for how long.
var (
	forAll  = []string{"public, max-age=0, must-revalidate"}
	forNone = []string{"no-store"}
)

// body sends a drawn body: marked with its ETag, compressed, or not at all when
// the browser has it already.
func (s *Site) body(x *exchange, status int, body []byte) {
	r, h := x.req.Request, x.Header()
	if b := x.req.building; b != nil && status == http.StatusOK {
		b.route.solitary.Store(x.req.fresh)
		if !x.req.fresh {
			s.keepDrawn(x, body)
			return
		}
	}
	enc := choose(r.Header, len(body))
	h["Cache-Control"] = forNone
	if status == http.StatusOK && public(r) && !x.req.fresh {
		h["Cache-Control"] = forAll
		tag := etag(body, enc)
		h["Etag"] = []string{tag}
		if has(r.Header["If-None-Match"], tag) {
			x.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if enc != identity {
		h["Content-Encoding"] = []string{enc.String()}
		packed := takeBuffer()
		defer giveBuffer(packed)
		body = compress(enc, packed, body)
	}
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	x.WriteHeader(status)
	_, _ = x.Write(body) // the client may be gone; there is nobody to tell
}

// public reports whether everybody would get this same page: nobody has said who
// they are. A page for one reader is never stored.
func public(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) &&
		r.Header["Cookie"] == nil && r.Header["Authorization"] == nil
}

// etag names these bytes in this encoding. Two bodies of one hash would cost a
// reader one stale page; nothing is secured by it.
func etag(body []byte, enc encoding) string {
	return `"` + sumOf(body) + "-" + enc.String() + `"`
}

// has looks for a tag in If-None-Match. Proxies that compress mark it as weak.
func has(header []string, tag string) bool {
	for _, line := range header {
		for one := range strings.SplitSeq(line, ",") {
			one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
			if one == tag || one == "*" {
				return true
			}
		}
	}
	return false
}
