package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/a-h/templ"

	"alun/ground/db"
	"alun/ground/fault"
)

// clientGone is the status in the log when the browser left before the answer.
const clientGone = 499

// StatusOf is the HTTP status of a page that draws what was wrong; nil is nothing.
func StatusOf(wrong *fault.Fault) int {
	if wrong == nil {
		return http.StatusOK
	}
	return Status(wrong.Kind)
}

// Status is the HTTP status of a kind of fault.
func Status(k fault.Kind) int {
	switch k {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Denied:
		return http.StatusForbidden
	case fault.Conflict:
		return http.StatusConflict
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.TooMany:
		return http.StatusTooManyRequests
	case fault.Busy:
		return http.StatusServiceUnavailable
	case fault.Full:
		return http.StatusInsufficientStorage
	case fault.Stranger:
		return http.StatusUnauthorized
	}
	return http.StatusInternalServerError
}

// kinds names each status in the keys of its sentences.
var kinds = map[int]string{
	http.StatusUnprocessableEntity:   "invalid",
	http.StatusNotFound:              "not_found",
	http.StatusForbidden:             "denied",
	http.StatusConflict:              "conflict",
	http.StatusRequestEntityTooLarge: "too_large",
	http.StatusTooManyRequests:       "too_many",
	http.StatusServiceUnavailable:    "busy",
	http.StatusInsufficientStorage:   "full",
	http.StatusUnauthorized:          "stranger",
	http.StatusMethodNotAllowed:      "method",
	http.StatusInternalServerError:   "broken",
}

// TitleKey is the sentence that says what happened.
func TitleKey(status int) string { return "web." + kind(status) + "_title" }

// NextKey is the sentence that says what to do now.
func NextKey(status int) string { return "web." + kind(status) + "_next" }

func kind(status int) string {
	if k, ok := kinds[status]; ok {
		return k
	}
	return "broken"
}

// afterwards is a page that broke after its change was saved.
type afterwards struct{ err error }

func (a *afterwards) Error() string { return "web: draw after the act: " + a.err.Error() }
func (a *afterwards) Unwrap() error { return a.err }

// refuse turns an error into a page, and logs what only the log may know.
func (s *Site) refuse(x *exchange, err error) {
	f := fault.Of(err)
	_, saved := errors.AsType[*afterwards](err)
	switch {
	case errors.Is(err, context.Canceled) && x.req.Context().Err() != nil:
		x.gone()
	case saved && fault.Is(err, fault.Busy):
		s.log.Warn("saved, and not drawn", "id", x.req.ID, "route", x.route, "err", err.Error())
		s.refusal(x, fault.New(fault.Busy, "web.saved_but_broken", x.req.ID), http.StatusServiceUnavailable)
	case saved:
		s.broken(x, err, "web.saved_but_broken")
	case f == nil:
		s.broken(x, err, "web.broken")
	default:
		if cause := f.Unwrap(); cause != nil {
			s.log.Warn("refused", "id", x.req.ID, "route", x.route, "err", err.Error())
		}
		s.refusal(x, f, Status(f.Kind))
	}
}

// gone notes that nobody waits for the answer any more.
func (x *exchange) gone() {
	if x.status == 0 {
		x.status = clientGone
	}
}

// broken logs an error that is nobody's fault but ours, once, and shows the id.
func (s *Site) broken(x *exchange, err error, key string) {
	attrs := []any{"id", x.req.ID, "route", x.route, "err", err.Error()}
	if stack := stackOf(err); stack != nil {
		attrs = append(attrs, slog.String("stack", string(stack)))
	}
	s.log.Error("broken", attrs...)
	s.refusal(x, fault.New(0, key, x.req.ID), http.StatusInternalServerError)
}

func stackOf(err error) []byte {
	if p, ok := errors.AsType[*panicked](err); ok {
		return p.stack
	}
	if p, ok := errors.AsType[*db.Panicked](err); ok {
		return p.Stack
	}
	return nil
}

// refusal draws the page of a fault; if even that fails, plain words.
func (s *Site) refusal(x *exchange, f *fault.Fault, status int) {
	if x.status != 0 {
		x.cut = true // half a reply is out: better cut than wrong
		return
	}
	if x.mount != nil {
		s.answer(x, x.mount.Refuse(x.req, f, status))
		return
	}
	buf := takeBuffer()
	defer giveBuffer(buf)
	err := render(x.req, buf, func() templ.Component {
		return s.layout(x.req, s.fault(x.req, f, status))
	})
	if err != nil {
		s.log.Error("broken", "id", x.req.ID, "route", x.route, "err", "web: draw the page of a fault: "+err.Error(),
			"stack", string(stackOf(err)))
		s.plain(x, status)
		return
	}
	s.whole(x, status, buf.Bytes())
}

// busy turns a request away when enough are running: in few words, because
// drawing a page is what there is no time for.
func (s *Site) busy(x *exchange) {
	if x.mount != nil {
		s.answer(x, x.mount.Refuse(x.req, fault.New(fault.Busy, NextKey(http.StatusServiceUnavailable)), http.StatusServiceUnavailable))
		return
	}
	s.plain(x, http.StatusServiceUnavailable)
}

// plain says it without layout: when that is broken, or too dear right now.
func (s *Site) plain(x *exchange, status int) {
	l := x.req.Lang
	text := l.T(TitleKey(status)) + "\n\n" + l.T(NextKey(status)) + "\n\n" + l.T("web.request", x.req.ID) + "\n"
	h := x.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Language", string(l.Tag()))
	h.Set("Cache-Control", "no-store")
	x.later(status)
	x.WriteHeader(status)
	_, _ = x.Write([]byte(text)) // the client may be gone; there is nobody to tell
}
