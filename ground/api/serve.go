package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"alun/ground/fault"
	"alun/ground/web"
)

// answer is where every call comes in and every answer goes out.
func (a *API) answer(wr *web.Request) web.Answer {
	r := &Request{Request: wr, api: a}
	out := &recorder{header: http.Header{}}
	if err := a.call(r, out); err != nil {
		return r.refused(err, out.header)
	}
	return r.answered(out)
}

// call finds the operation, asks whether this caller may, and lets it answer.
func (a *API) call(r *Request, out *recorder) error {
	if err := a.admit(r, out.header); err != nil {
		return err
	}
	if !web.Text(r.URL.Path) {
		return fault.New(fault.NotFound, "api.no_address")
	}
	if r.URL.Path == Prefix+"/openapi.json" && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		a.paper(r, out)
		return nil
	}
	handler, pattern := a.mux.Handler(r.Request.Request)
	if r.op = a.ops[pattern]; r.op == nil {
		return a.nowhere(r, handler, out.header)
	}
	if r.op.Scope != "" && r.Caller.Key == 0 {
		return errNeedsKey
	}
	if r.op.Scope != "" && !r.Caller.May(r.op.Scope) {
		return fault.New(fault.Denied, "api.lacks_scope", r.op.Scope)
	}
	if err := r.readQuery(); err != nil {
		return err
	}
	if err := r.readBody(); err != nil {
		return err
	}
	hr := r.Request.Request.WithContext(context.WithValue(r.Context(), requestKey{}, r))
	a.mux.ServeHTTP(out, hr)
	return nil
}

// admit counts the call and finds the caller.
func (a *API) admit(r *Request, h http.Header) error {
	var err error
	if r.Caller, err = a.caller(r); err != nil && !errors.Is(err, errNoKey) {
		return err
	}
	left := a.take(r)
	if left.tell(h); !left.OK {
		return fault.New(fault.TooMany, "api.too_many", left.quota)
	}
	return err
}

// nowhere tells an address that is not there from a method that is not.
func (a *API) nowhere(r *Request, notFound http.Handler, h http.Header) error {
	probe := &recorder{header: http.Header{}}
	notFound.ServeHTTP(probe, r.Request.Request)
	if allow := probe.header["Allow"]; probe.status == http.StatusMethodNotAllowed {
		h["Allow"] = allow
		return &precondition{http.StatusMethodNotAllowed, fault.New(fault.Invalid, "api.wrong_method", r.URL.Path)}
	}
	return fault.New(fault.NotFound, "api.no_address")
}

func (r *Request) readQuery() error {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return fault.New(fault.Invalid, "api.bad_query")
	}
	for name, all := range query {
		for _, v := range all {
			if !web.Text(name) || !web.Text(v) {
				return fault.New(fault.Invalid, "api.not_text")
			}
		}
		if len(all) > 1 {
			return fault.New(fault.Invalid, "api.twice").At(name, "api.twice")
		}
	}
	return nil
}

// readBody reads the whole body within its limit, before anything looks at it.
func (r *Request) readBody() error {
	if r.op.reads() {
		return nil
	}
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || !r.op.takes(media) {
		return &precondition{http.StatusUnsupportedMediaType, fault.New(fault.Invalid, "api.wrong_media", r.op.media())}
	}
	raw, err := io.ReadAll(io.LimitReader(r.Body, r.op.bytes()+1))
	_, tooLarge := errors.AsType[*http.MaxBytesError](err)
	switch {
	case tooLarge || int64(len(raw)) > r.op.bytes():
		return fault.New(fault.TooLarge, "api.too_large", r.op.bytes()/1024)
	case err != nil, len(raw) == 0:
		return &precondition{http.StatusBadRequest, fault.New(fault.Invalid, "api.body_cut")}
	case r.op.File == nil && !utf8.Valid(raw):
		return fault.New(fault.Invalid, "api.not_text")
	}
	r.Header.Set("Content-Type", media) // the library knows no parameters
	r.Body = io.NopCloser(bytes.NewReader(raw))
	return nil
}

// media names what a body may be.
func (o *Op) media() string {
	if o.File == nil {
		return "application/json"
	}
	return strings.Join(o.File, ", ")
}

// recorder hears what the library answers, before it is sent.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *recorder) Header() http.Header         { return w.header }
func (w *recorder) Write(b []byte) (int, error) { return w.body.Write(b) }
func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
}

// answered is what the library said, as the house sends it.
func (r *Request) answered(w *recorder) web.Answer {
	a := web.Answer{Status: w.status, Type: w.header.Get("Content-Type"), Body: w.body.Bytes(), Header: w.header, Version: r.version, Route: r.route()}
	delete(a.Header, "Content-Type")
	if a.Status == 0 {
		a.Status = http.StatusOK
	}
	read := r.Method == http.MethodGet || r.Method == http.MethodHead
	a.Public = read && r.Header.Get("Authorization") == "" && a.Status == http.StatusOK
	if r.next != "" {
		a.Header.Set("Link", "<"+r.next+`>; rel="next"`)
	}
	if read && r.Header.Get("Authorization") == "" {
		shareReads(a.Header)
	}
	return a
}

// shareReads lets pages of other sites read what everybody may read. They get no
// further: no request with a key or a body is allowed to them (there is no
// answer to a preflight).
func shareReads(h http.Header) {
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id")
}

func (r *Request) route() string {
	if r.op == nil {
		return Prefix
	}
	return Prefix + r.op.Path
}
