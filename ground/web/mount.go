package web

import (
	"net/http"
	"strconv"
	"strings"

	"alun/ground/fault"
	"alun/ground/lang"
)

// Mount answers a whole branch of addresses in its own form, such as an API: no
// layout and no pages, but the same limits, headers, log and figures. What goes
// wrong on the way there it says in its own form too.
type Mount struct {
	Prefix    string    // "/api/v1": this address and everything below it
	Bytes     int64     // most that a body may hold
	Addresses []Address // what it answers, for Site.Addresses
	// Answer answers any method. The reader's language is that of the address,
	// or of Accept-Language where the address has none.
	Answer func(r *Request) Answer
	// Refuse says a fault that never came to Answer, or a broken answer (500).
	Refuse func(r *Request, f *fault.Fault, status int) Answer
}

// Answer is what a mount says, whole.
type Answer struct {
	Status int
	Type   string // media type
	Body   []byte
	Header http.Header // more headers; may be nil
	Route  string      // the pattern, for log and figures
	// Public says that everybody would get these same bytes (in this language):
	// they may be kept and are asked for again by their ETag.
	Public bool
	// Version is what the ETag names; "" takes the body's hash. The coding of
	// the body is added to it.
	Version string
}

// mounted finds who answers an address without language.
func (s *Site) mounted(bare string) *Mount {
	for i := range s.mounts {
		if rest, under := strings.CutPrefix(bare, s.mounts[i].Prefix); under && (rest == "" || rest[0] == '/') {
			return &s.mounts[i]
		}
	}
	return nil
}

// mount lets a branch answer.
func (s *Site) mount(x *exchange) {
	x.req.Body = http.MaxBytesReader(x.ResponseWriter, x.req.Body, x.mount.Bytes)
	s.answer(x, x.mount.Answer(x.req))
}

// speak chooses the language of a reader whose address has none.
func (s *Site) speak(x *exchange, tag lang.Tag) {
	if header := x.req.Header.Get("Accept-Language"); tag == lang.ID && header != "" {
		x.req.Lang = s.langs[lang.Accept(header)]
	}
}

// answer sends what a mount says: marked, compressed, or not at all when the
// client has it already.
func (s *Site) answer(x *exchange, a Answer) {
	if a.Route != "" {
		x.route = a.Route
	}
	h, enc := x.Header(), choose(x.req.Header, len(a.Body))
	for name, values := range a.Header {
		h[name] = values
	}
	h["Content-Language"] = []string{string(x.req.Lang.Tag())}
	h.Add("Vary", "Accept-Encoding")
	h.Add("Vary", "Accept-Language")
	h["Cache-Control"] = forNone
	if a.Public && a.Status == http.StatusOK {
		h["Cache-Control"] = forAll
	}
	if tag := a.tag(enc); tag != "" {
		h["Etag"] = []string{tag}
		if a.Public && has(x.req.Header["If-None-Match"], tag) {
			x.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if a.Type != "" {
		h.Set("Content-Type", a.Type)
	}
	if h.Get("Retry-After") == "" {
		x.later(a.Status)
	}
	if enc != identity {
		h["Content-Encoding"] = []string{enc.String()}
		packed := takeBuffer()
		defer giveBuffer(packed)
		a.Body = compress(enc, packed, a.Body)
	}
	h["Content-Length"] = []string{strconv.Itoa(len(a.Body))}
	x.WriteHeader(a.Status)
	_, _ = x.Write(a.Body) // the client may be gone; there is nobody to tell
}

// tag is the answer's ETag in a coding; only a whole good answer has one.
func (a Answer) tag(enc encoding) string {
	switch {
	case a.Status < 200 || a.Status > 201 || a.Version == "" && !a.Public:
		return ""
	case a.Version != "":
		return `"` + a.Version + "-" + enc.String() + `"`
	}
	return etag(a.Body, enc)
}

// VersionOf is the version that an ETag of an answer names, whatever the coding
// it was sent in; "" when it is none.
func VersionOf(tag string) string {
	inner, ok := strings.CutPrefix(strings.TrimPrefix(strings.TrimSpace(tag), "W/"), `"`)
	inner, closed := strings.CutSuffix(inner, `"`)
	if i := strings.LastIndexByte(inner, '-'); ok && closed && i > 0 {
		return inner[:i]
	}
	return ""
}

// Text reports whether a text is UTF-8 without NUL: what may come into the house.
func Text(s string) bool { return isText(s) }
