package web

import (
	"fmt"
	"net/http"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
)

// Route is an address with what answers it. Make one with Show, Do or Raw.
type Route struct {
	method  string
	pattern string
	bytes   int64 // most that a body may hold; 0: the site's limit
	answer  func(s *Site, r *Request) (Reply, error)
	raw     http.Handler
}

// Show answers GET and HEAD from one consistent read. The page is drawn after
// the read ended, so the components must carry their data.
func Show(pattern string, read func(tx *db.Tx, r *Request) (Reply, error)) Route {
	return Route{method: http.MethodGet, pattern: pattern, answer: func(s *Site, r *Request) (Reply, error) {
		return s.read(r, read)
	}}
}

// Raw answers GET and HEAD with a plain handler, for data that is neither page
// nor static file. It has the security headers, and no layout or compression.
func Raw(pattern string, h http.Handler) Route {
	return Route{method: http.MethodGet, pattern: pattern, raw: h}
}

// Form is a change in three parts. In is what was asked for; Out is what Act
// says about what it did.
type Form[In, Out any] struct {
	// Prepare reads the form into In, without a transaction. It returns what it
	// could read also when it refuses: Draw shows it again.
	Prepare func(r *Request) (In, error)
	// Act changes the house in one short transaction. It may run more than once.
	Act func(tx *db.Tx, in In) (Out, error)
	// Draw answers from a fresh read: after success usually Reply.To, after a
	// fault (f is not nil) the form with what was typed and what is wrong.
	// Returning f itself as the error shows the general page of that fault.
	Draw func(tx *db.Tx, r *Request, in In, out Out, f *fault.Fault) (Reply, error)
	// Bytes is the most the body may hold; 0 means Limits.Body.
	Bytes int64
}

// Do answers POST by preparing, acting and drawing.
func Do[In, Out any](pattern string, f Form[In, Out]) Route {
	if f.Prepare == nil || f.Act == nil || f.Draw == nil {
		return Route{method: http.MethodPost, pattern: pattern} // New refuses it by name
	}
	return Route{method: http.MethodPost, pattern: pattern, bytes: f.Bytes,
		answer: func(s *Site, r *Request) (Reply, error) { return do(s, r, f) }}
}

func do[In, Out any](s *Site, r *Request, f Form[In, Out]) (Reply, error) {
	defer r.forget()
	if err := r.readForm(); err != nil {
		return Reply{}, err
	}
	in, err := f.Prepare(r)
	var out Out
	if err == nil {
		out, err = act(s, r, f, in)
	}
	refused := fault.Of(err)
	if err != nil && refused == nil {
		return Reply{}, err
	}
	reply, err := s.read(r, func(tx *db.Tx, r *Request) (Reply, error) {
		return f.Draw(tx, r, in, out, refused)
	})
	if refused != nil && reply.Status == 0 {
		reply.Status = status(refused.Kind)
	}
	if refused == nil && err == nil && reply.Status >= http.StatusBadRequest {
		err = fmt.Errorf("web: status %d for a change that was kept", reply.Status)
	}
	if refused == nil && err != nil {
		err = &afterwards{err}
	}
	return reply, err
}

func act[In, Out any](s *Site, r *Request, f Form[In, Out], in In) (out Out, err error) {
	defer fault.Op(&err, "web: act")
	err = s.db.Write(r.Context(), func(tx *db.Tx) error {
		var err error
		out, err = f.Act(tx, in) // set afresh in each run: an act may run twice
		return err
	})
	return out, err
}

// read draws from one consistent read of the house.
func (s *Site) read(r *Request, read func(tx *db.Tx, r *Request) (Reply, error)) (reply Reply, err error) {
	err = s.db.Read(r.Context(), func(tx *db.Tx) error {
		var err error
		reply, err = read(tx, r)
		return err
	})
	return reply, err
}

// full is the pattern as ServeMux wants it.
func (t Route) full() (string, error) {
	switch {
	case t.answer == nil && t.raw == nil:
		return "", fmt.Errorf("web: %s %s lacks a part", t.method, t.pattern)
	case t.pattern == "/":
		return t.method + " /{$}", nil
	case !strings.HasPrefix(t.pattern, "/") || strings.HasSuffix(t.pattern, "/"):
		return "", fmt.Errorf("web: %q is not an address: it starts with a slash and ends without one", t.pattern)
	}
	return t.method + " " + t.pattern, nil
}
