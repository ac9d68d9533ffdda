package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
)

// Problem is a fault as RFC 9457 writes it.
type Problem struct {
	Type      string  `json:"type" format:"uri-reference" example:"/api#fault-invalid" doc:"api.f_type"`
	Title     string  `json:"title" doc:"api.f_title"`
	Status    int     `json:"status" example:"422" doc:"api.f_status"`
	Detail    string  `json:"detail" doc:"api.f_detail"`
	RequestID string  `json:"request_id" example:"c4ngm6m2xq3k7" doc:"api.f_request"`
	Errors    []Wrong `json:"errors,omitempty" doc:"api.f_errors"`
}

// Wrong is what is wrong with one part of a call.
type Wrong struct {
	In      string `json:"in" enum:"body,query,path,header" doc:"api.f_in"`
	Pointer string `json:"pointer,omitempty" example:"/message" doc:"api.f_pointer"`
	Name    string `json:"name,omitempty" example:"limit" doc:"api.f_name"`
	Detail  string `json:"detail" doc:"api.f_wrong"`
}

// Error makes a Problem what the library answers as it is.
func (p *Problem) Error() string { return p.Detail }

// GetStatus is for the library.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is for the library.
func (p *Problem) ContentType(string) string { return problemType }

const problemType = "application/problem+json"

// FaultKinds names the kind of each status that a call may be refused with: the
// end of its type, and of its sentences' keys.
var FaultKinds = map[int]string{
	http.StatusBadRequest:            "cut",
	http.StatusUnauthorized:          "no_key",
	http.StatusForbidden:             "denied",
	http.StatusNotFound:              "not_found",
	http.StatusMethodNotAllowed:      "method",
	http.StatusConflict:              "conflict",
	http.StatusPreconditionFailed:    "moved_on",
	http.StatusRequestEntityTooLarge: "too_large",
	http.StatusUnsupportedMediaType:  "media",
	http.StatusUnprocessableEntity:   "invalid",
	http.StatusPreconditionRequired:  "no_match",
	http.StatusTooManyRequests:       "too_many",
	http.StatusInternalServerError:   "broken",
	http.StatusServiceUnavailable:    "busy",
	http.StatusInsufficientStorage:   "full",
}

var (
	errNoKey    = &precondition{http.StatusUnauthorized, fault.New(fault.Denied, "api.bad_key")}
	errNeedsKey = &precondition{http.StatusUnauthorized, fault.New(fault.Denied, "api.needs_key")}
)

func newProblem(l lang.Lang, id string, status int, detail string) *Problem {
	kind, known := FaultKinds[status]
	if !known {
		kind = "invalid"
	}
	return &Problem{Type: "/api#fault-" + kind, Title: l.T("api.title_" + kind), Status: status, Detail: detail, RequestID: id}
}

// problem says an error to the caller; what only the log may know, it logs.
func (r *Request) problem(err error) *Problem {
	f, status := fault.Of(err), 0
	if p, ok := errors.AsType[*precondition](err); ok {
		f, status = p.fault, p.status
	}
	if f == nil {
		r.api.log.Error("broken", "id", r.ID, "route", r.route(), "err", err.Error())
		return newProblem(r.Lang, r.ID, http.StatusInternalServerError, r.Lang.T("api.broken", r.ID))
	}
	if status == 0 {
		status = web.Status(f.Kind)
	}
	p := newProblem(r.Lang, r.ID, status, r.Lang.T(f.Key, f.Args...))
	for _, x := range f.Fields {
		w := Wrong{In: "body", Pointer: "/" + x.Name, Detail: r.Lang.T(x.Key, x.Args...)}
		if r.op == nil || r.op.reads() {
			w = Wrong{In: "query", Name: x.Name, Detail: w.Detail}
		}
		p.Errors = append(p.Errors, w)
	}
	return p
}

// refused is the whole answer of an error.
func (r *Request) refused(err error, h http.Header) web.Answer {
	p := r.problem(err)
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="alun"`)
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		shareReads(h)
	}
	return p.answer(h, r.route())
}

// refuse says a fault that came before any operation, or an answer that broke.
func (a *API) refuse(wr *web.Request, f *fault.Fault, status int) web.Answer {
	p := newProblem(wr.Lang, wr.ID, status, wr.Lang.T(f.Key, f.Args...))
	return p.answer(http.Header{}, Prefix)
}

func (p *Problem) answer(h http.Header, route string) web.Answer {
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(p) // plain text and numbers always encode
	return web.Answer{Status: p.Status, Type: problemType, Body: body.Bytes(), Header: h, Route: route}
}

// speakProblems gives the library the house's form of errors.
func speakProblems() {
	huma.DefaultArrayNullable = false
	huma.NewError = func(status int, _ string, _ ...error) huma.StatusError { return &Problem{Status: status} }
	huma.NewErrorWithContext = func(ctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
		r := of(ctx.Context())
		if status == http.StatusInternalServerError {
			return r.problem(errors.Join(errs...))
		}
		p := newProblem(r.Lang, r.ID, status, r.Lang.T("api.check"))
		for _, err := range errs {
			p.Errors = append(p.Errors, r.wrong(err))
		}
		return p
	}
}

// wrong says what the library found.
func (r *Request) wrong(err error) Wrong {
	d, ok := errors.AsType[*huma.ErrorDetail](err)
	if !ok {
		return Wrong{In: "body", Detail: r.Lang.T("api.not_json")}
	}
	in, at, _ := strings.Cut(d.Location, ".")
	w := Wrong{In: in, Detail: r.Lang.T("api.not_json")}
	for _, m := range findings {
		if found := m.form.FindStringSubmatch(d.Message); found != nil {
			w.Detail = r.Lang.T(m.key, values(found[1:])...)
			break
		}
	}
	switch in {
	case "query", "path", "header":
		w.Name = at
	default:
		w.In, w.Pointer = "body", pointer(at)
	}
	return w
}

func values(texts []string) []any {
	out := make([]any, len(texts))
	for i, t := range texts {
		out[i] = t
	}
	return out
}

// pointer writes "items[3].name" as a JSON pointer: "/items/3/name".
func pointer(at string) string {
	if at == "" {
		return ""
	}
	return "/" + strings.NewReplacer("[", "/", "]", "", ".", "/").Replace(strings.ReplaceAll(strings.ReplaceAll(at, "~", "~0"), "/", "~1"))
}

// findings are the library's messages with our sentences.
var findings = []struct {
	form *regexp.Regexp
	key  string
}{
	{regexp.MustCompile(`^required \w+ parameter is missing$|^expected required property`), "api.w_required"},
	{regexp.MustCompile(`^unknown query parameter$|^unexpected property$`), "api.w_unknown"},
	{regexp.MustCompile(`^invalid integer$|^expected integer$|^expected number$|^invalid float`), "api.w_number"},
	{regexp.MustCompile(`^expected number >= (.+)$`), "api.w_least"},
	{regexp.MustCompile(`^expected number <= (.+)$`), "api.w_most"},
	{regexp.MustCompile(`^expected length >= (\d+)$`), "api.w_short"},
	{regexp.MustCompile(`^expected length <= (\d+)$`), "api.w_long"},
	{regexp.MustCompile(`^expected value to be one of "(.+)"$`), "api.w_choice"},
	{regexp.MustCompile(`^expected string to (?:match pattern|be) `), "api.w_pattern"},
	{regexp.MustCompile(`^expected string$`), "api.w_text"},
	{regexp.MustCompile(`^expected (?:object|array|boolean)$|^invalid boolean$`), "api.w_kind"},
}
