package web

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"sync/atomic"

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
	out     reflect.Type // what a form's act gives
	files   map[string]int64

	shown    bool         // a Show, whose pages may be kept
	query    []string     // the parameters that it declares, never nil
	solitary *atomic.Bool // its pages are made for one reader each, as far as is known
}

// Show answers GET and HEAD from one consistent read. The page is drawn after
// the read ended, so the components must carry their data. The query holds what
// is declared here and nothing else; to read another parameter is an error.
//
// To a reader who has not said who he is, the page is the same as to all others,
// and may be kept: see Config.Cache. So it is drawn from the address, the
// language and the tables alone: such a request has no other headers, no host
// and no client's address.
func Show(pattern string, read func(tx *db.Tx, r *Request) (Reply, error), query ...string) Route {
	return Route{method: http.MethodGet, pattern: pattern, shown: true, query: append([]string{}, query...),
		solitary: new(atomic.Bool), answer: func(s *Site, r *Request) (Reply, error) {
			reply, err := s.read(r, read)
			if err == nil && r.strange != "" {
				err = fmt.Errorf("web: %s reads %q of its query and does not declare it", pattern, r.strange)
			}
			return reply, err
		}}
}

// Tell answers GET and HEAD with a page that is drawn without a transaction:
// what must be said though the database does not answer. It is never stored.
func Tell(pattern string, say func(r *Request) (Reply, error)) Route {
	return Route{method: http.MethodGet, pattern: pattern, answer: func(_ *Site, r *Request) (Reply, error) {
		r.fresh = true
		return say(r)
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
	// Files names the fields that may each bring a file, with the most bytes of
	// it: r.Upload in Prepare gives what came. Any other file is passed over. Put
	// the file last in the form: what stands behind one that is far too large may
	// not arrive.
	Files map[string]int64
	// Secret names the fields of which nothing is kept, not even in the hash of
	// what was sent: passwords and codes. What they hold does not count when a
	// form comes again under its key.
	Secret []string
	// Same says that doing it again changes nothing. Such a form is also done
	// when it is sent without a key, as mail programs send their one click.
	Same bool
}

// Do answers POST by preparing, acting and drawing. The form carries a key in
// its field KeyField; what is sent twice under one key is done once, and drawn
// again from what the act gave. So Out must come back from JSON as it was.
func Do[In, Out any](pattern string, f Form[In, Out]) Route {
	if f.Prepare == nil || f.Act == nil || f.Draw == nil {
		return Route{method: http.MethodPost, pattern: pattern} // New refuses it by name
	}
	t := Route{method: http.MethodPost, pattern: pattern, bytes: room(f.Bytes, f.Files), files: f.Files, out: reflect.TypeFor[Out]()}
	t.answer = func(s *Site, r *Request) (Reply, error) { return do(s, r, f, t.method+" "+pattern) }
	return t
}

func do[In, Out any](s *Site, r *Request, f Form[In, Out], route string) (Reply, error) {
	leave, err := s.takeTurn(r, f.Files)
	if err != nil {
		return Reply{}, err
	}
	defer leave()
	defer r.discard()
	if err := r.readForm(f.Files); err != nil {
		s.heard(err)
		return Reply{}, err
	}
	r.route, r.secret = route, f.Secret
	if key := r.PostForm.Get(KeyField); GoodKey(key) {
		r.key = key
	}
	in, err := f.Prepare(r)
	var out Out
	if err == nil {
		out, err = act(s, r, f, in, route)
	}
	refused := fault.Of(err)
	if err != nil && refused == nil {
		return Reply{}, err
	}
	s.heard(err)
	reply, err := s.read(r, func(tx *db.Tx, r *Request) (Reply, error) {
		return f.Draw(tx, r, in, out, refused)
	})
	if refused != nil && fault.Is(err, fault.Busy) {
		err = refused // the database has gone since: what it said of the act counts
	}
	if refused != nil && reply.Status == 0 {
		reply.Status = Status(refused.Kind)
	}
	if refused == nil && err == nil && reply.Status >= http.StatusBadRequest {
		err = fmt.Errorf("web: status %d for a change that was kept", reply.Status)
	}
	if refused == nil && err != nil {
		err = &afterwards{err}
	}
	return reply, err
}

// act carries a form out once, however often it is sent with its key.
func act[In, Out any](s *Site, r *Request, f Form[In, Out], in In, route string) (out Out, err error) {
	defer fault.Op(&err, "web: act")
	if f.Same && r.key == "" {
		err = s.db.Write(r.Context(), func(tx *db.Tx) (err error) { out, err = f.Act(tx, in); return err })
		return out, err
	}
	once, err := s.once(r, route)
	if err != nil {
		return out, err
	}
	err = s.db.Write(db.Named(r.Context(), route), func(tx *db.Tx) error {
		var err error // set afresh in each run, as out is: an act may run twice
		if s.planted == "keep no answer" {
			out, err = f.Act(tx, in)
		} else {
			out, _, err = Answered(tx, once, func(tx *db.Tx) (Out, error) { return f.Act(tx, in) })
		}
		return err
	})
	if f := fault.Of(err); err == nil || f != nil && f.Key == keySpent {
		r.key = "" // a form on the next page is another act
	}
	return out, err
}

// read draws from one consistent read of the house.
func (s *Site) read(r *Request, read func(tx *db.Tx, r *Request) (Reply, error)) (reply Reply, err error) {
	err = s.db.Read(r.Context(), func(tx *db.Tx) error {
		err := s.welcome(tx, r)
		if err == nil {
			reply, err = read(tx, r)
		}
		if r.building != nil {
			r.building.seen = tx.Seen().Until(r.until)
		}
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
