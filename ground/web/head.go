package web

import "net/http"

// policy allows this house and nothing else: no other host, no inline script or
// style, no frame around it. Pages are cached whole, so it has no nonces.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"

// always are the headers of every reply. The slices are shared by all replies:
// net/http only reads them, and Add on a full slice copies it first.
var always = []struct {
	name  string
	value []string
}{
	{"Content-Security-Policy", []string{policy}},
	{"X-Content-Type-Options", []string{"nosniff"}},
	{"Referrer-Policy", []string{"strict-origin-when-cross-origin"}},
	{"Cross-Origin-Opener-Policy", []string{"same-origin"}},
	{"Cross-Origin-Resource-Policy", []string{"same-origin"}},
	{"Permissions-Policy", []string{"camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()"}},
}

// strict asks browsers to come back over TLS only, for a year.
var strict = []string{"max-age=31536000; includeSubDomains"}

// hushed and unlisted are what Reply.Hushed says in the head. Not "no-referrer": browsers
// without Sec-Fetch-Site send then no Origin with a form either.
var (
	hushed   = []string{"same-origin"}
	unlisted = []string{"noindex, nofollow, noarchive"}
)

// secure sets the headers of every reply before anything is decided.
func (s *Site) secure(h http.Header, r *http.Request, id []string) {
	for _, one := range always {
		h[one.name] = one.value
	}
	h["X-Request-Id"] = id
	if s.overTLS(r) {
		h["Strict-Transport-Security"] = strict
	}
}
