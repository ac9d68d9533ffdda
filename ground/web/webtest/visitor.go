// Package webtest visits a site in the tests of other rooms: as somebody who is signed
// in, over its handler, without a network. What a page must and must not say is asked of
// its text and of its source alike.
package webtest

import (
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"alun/ground/web"
)

// Host is where the site stands.
const Host = "http://alun.example"

// Visitor is whoever visits a site.
type Visitor struct {
	*testing.T
	Site   *web.Site
	Tokens map[string]string // what the browsers of those who are signed in hold, by name
	After  func()            // called after each request, if there is one: to let a clock go on
}

// New is a visitor of a site that is still to be made, where nobody is signed in yet. after
// may be nil.
func New(t *testing.T, after func()) Visitor {
	return Visitor{T: t, Tokens: map[string]string{}, After: after}
}

// Log tells of what is broken, and of nothing else.
func Log() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
}

// Send sends a request as somebody; who "" is a stranger.
func (v Visitor) Send(who, method, path, kind string, body io.Reader) *httptest.ResponseRecorder {
	v.Helper()
	r := httptest.NewRequestWithContext(v.Context(), method, Host+path, body)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	if who != "" {
		r.AddCookie(&http.Cookie{Name: "alun", Value: v.Tokens[who]})
	}
	out := httptest.NewRecorder()
	v.Site.Handler().ServeHTTP(out, r)
	if v.After != nil {
		v.After()
	}
	return out
}

// Get asks for a page.
func (v Visitor) Get(who, path string) *httptest.ResponseRecorder {
	v.Helper()
	return v.Send(who, http.MethodGet, path, "", http.NoBody)
}

// Post sends a form as it is: without a key if none is in it.
func (v Visitor) Post(who, path string, form url.Values) *httptest.ResponseRecorder {
	v.Helper()
	return v.Send(who, http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// Form is a form of names and values, with a key of its own unless one is among them.
func Form(pairs ...string) url.Values {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	if form.Get(web.KeyField) == "" {
		form.Set(web.KeyField, web.NewKey())
	}
	return form
}

// Reads gives a page that must be there, as its source.
func (v Visitor) Reads(who, path string) string {
	v.Helper()
	return v.Answered(who, path, v.Get(who, path), http.StatusOK)
}

// Sends sends a form and gives where it leads, or the source of the page.
func (v Visitor) Sends(who, path string, want int, pairs ...string) string {
	v.Helper()
	return v.Answered(who, path, v.Post(who, path, Form(pairs...)), want)
}

// Answered asks of an answer that it has a status and that no sentence is missing on it. It
// gives where the answer leads, or its body.
func (v Visitor) Answered(who, path string, got *httptest.ResponseRecorder, want int) string {
	v.Helper()
	if got.Code != want || strings.Contains(got.Body.String(), "⟦") {
		v.Fatalf("%q %s answered %d, want %d: %s", who, path, got.Code, want, Text(got.Body.String()))
	}
	if want == http.StatusSeeOther {
		return got.Header().Get("Location")
	}
	return got.Body.String()
}

// Says asks for words on a page.
func (v Visitor) Says(page string, all ...string) {
	v.Helper()
	for _, want := range all {
		if !strings.Contains(Text(page), want) && !strings.Contains(page, want) {
			v.Errorf("%q is not said: %s", want, Text(page))
		}
	}
}

// Hushed asks that words do not stand on a page.
func (v Visitor) Hushed(page string, all ...string) {
	v.Helper()
	for _, no := range all {
		if strings.Contains(Text(page), no) || strings.Contains(page, no) {
			v.Errorf("%q is said: %s", no, Text(page))
		}
	}
}

// First finds what the first group of an expression catches on a page.
func (v Visitor) First(page, form string) string {
	v.Helper()
	m := regexp.MustCompile(form).FindStringSubmatch(page)
	if m == nil {
		v.Fatalf("%s is not there: %s", form, Text(page))
	}
	return m[1]
}

var tag = regexp.MustCompile(`<[^>]*>`)

// Text is what a page says, without its marks, on one line.
func Text(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(page, " "))), " ")
}
