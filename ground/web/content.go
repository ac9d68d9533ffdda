package web

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"time"
)

// Content is a stored file, which somebody once sent us: it is served so that no
// browser can be made to run it. Its bytes never change under its address.
type Content struct {
	Name   string // as it is saved, for example "alun-1a2b.pdf"
	Type   string // media type; the browser is told not to guess another
	Tag    string // names the bytes: their hash
	Inline bool   // may be looked at in the browser; only for what we wrote ourselves
	// Private says that not everybody may see it: it is kept nowhere.
	Private bool
	// Fleeting says that it may cease to be public, as what is of a person may: whoever
	// keeps it asks each time whether it is still there.
	Fleeting bool
	Open     func(ctx context.Context) (io.ReadSeekCloser, error)
}

// sandboxed lets a document do nothing at all, if a browser shows it as one.
const sandboxed = "sandbox; default-src 'none'"

// content sends a stored file or a part of it. It opens it first: what cannot be
// opened is still an honest error page.
func (s *Site) content(x *exchange, c *Content) error {
	x.landed(nil) // those who wait for the same get it themselves: it may take long
	file, err := c.Open(x.sent.Context())
	if err != nil {
		return fmt.Errorf("web: content %s: %w", c.Tag, err)
	}
	defer file.Close()
	kept := "attachment"
	if c.Inline {
		kept = "inline"
	}
	h := x.Header()
	h.Set("Content-Type", c.Type)
	h.Set("Content-Disposition", mime.FormatMediaType(kept, map[string]string{"filename": c.Name}))
	h.Set("Content-Security-Policy", sandboxed)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	switch {
	case c.Private:
		h.Set("Cache-Control", "no-store")
	case c.Fleeting:
		h.Set("Cache-Control", "public, no-cache")
	}
	h.Set("Etag", `"`+c.Tag+`"`)
	h.Del("Vary")
	http.ServeContent(&patient{x, s.limits.Write}, x.sent, "", time.Time{}, file)
	return nil
}

// patient gives the client time for each piece: a slow phone may take long for a
// large file, as long as it takes something.
type patient struct {
	*exchange
	limit time.Duration
}

func (p *patient) Write(b []byte) (int, error) {
	// A recorder in a test has no deadline; a real connection always takes it.
	_ = http.NewResponseController(p.ResponseWriter).SetWriteDeadline(time.Now().Add(p.limit))
	return p.exchange.Write(b)
}
