//go:build soak

package soak

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strconv"
	"sync/atomic"
	"testing"
	"time"
)

// visitor is somebody who is signed in, with a browser of their own.
type visitor struct {
	http.Client
	said string // the last answer that was not what was hoped for
}

func newVisitor() *visitor {
	jar, _ := cookiejar.New(nil) // without options it never fails
	return &visitor{Client: http.Client{Timeout: deadline, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// post sends a form; the cookies are of the host, so a server on another port has them too.
func (v *visitor) post(at, path string, form url.Values) (status int, body string) {
	if form.Get("_key") == "" {
		form.Set("_key", token())
	}
	res, err := v.PostForm(at+path, form)
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err.Error()
	}
	return res.StatusCode, string(raw)
}

func (v *visitor) get(at, path string) (status int, body string) {
	res, err := v.Get(at + path)
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err.Error()
	}
	return res.StatusCode, string(raw)
}

// made is a made-up person on the page of the demonstration.
var made = regexp.MustCompile(`name="siapa" value="([0-9a-z]+)"[\s\S]*?<button[^>]*>([^<]+)<`)

// be signs in as a made-up person.
func be(t testing.TB, at, code string) *visitor {
	t.Helper()
	v := newVisitor()
	if status, body := v.post(at, "/peragaan", url.Values{"siapa": {code}}); status != http.StatusSeeOther {
		t.Fatalf("nobody can sign in: %d %.300s", status, body)
	}
	return v
}

// cell is a cell of one editor: the text that is surely there, and the one that
// was sent without an answer.
type cell struct {
	line   string // the code in pages
	number int    // place of the line in the sheet
	sure   string
	tried  string // "": nothing is open
	key    string // of the form that has no answer
}

type editor struct {
	*visitor
	path  string
	slug  string
	cells []*cell
	next  int
	saved int
}

// editor starts the office's sheet when nobody has, and takes cells that no other
// editor of the office has: those of share 0 come first.
func (e *deadlineEvening) editor(t testing.TB, v *visitor, slug string, share int) *editor {
	t.Helper()
	at, path := e.server.at, eveningPath+slug
	if share == 0 {
		if status, body := v.post(at, path+"/mulai", url.Values{"isi": {"lanjut"}}); status != http.StatusSeeOther {
			t.Fatalf("%s does not start: %d %.500s", slug, status, body)
		}
	}
	status, body := v.get(at, path+"/isi")
	var sheet struct {
		Fields []string `json:"fields"`
		Lines  []struct {
			ID    string   `json:"id"`
			Cells []string `json:"cells"`
		} `json:"lines"`
	}
	if err := json.Unmarshal([]byte(body), &sheet); err != nil || status != http.StatusOK || len(sheet.Lines) < 2*cellsOfOne {
		t.Fatalf("the sheet of %s: %d %v, %d lines", slug, status, err, len(sheet.Lines))
	}
	column := -1
	for i, f := range sheet.Fields {
		if f == eveningField {
			column = i
		}
	}
	out := &editor{visitor: v, path: path, slug: slug}
	for i := share * cellsOfOne; i < (share+1)*cellsOfOne; i++ {
		out.cells = append(out.cells, &cell{line: sheet.Lines[i].ID, number: i, sure: sheet.Lines[i].Cells[column]})
	}
	return out
}

// keepTyping types until it is told to stop. Where nobody answers it waits a moment
// and sends the same again, as the page's script does.
func (e *editor) keepTyping(ctx context.Context, at string) {
	for ctx.Err() == nil {
		wait := time.Duration(rand.N(20)) * time.Millisecond
		if e.put(at, e.cells[e.next%len(e.cells)]) == unknown {
			wait = 100 * time.Millisecond
		} else {
			e.next++
		}
		pause(wait)
	}
}

// put types a new amount into a cell, or sends what has no answer again.
func (e *editor) put(at string, c *cell) outcome {
	if c.tried == "" {
		c.tried, c.key = strconv.Itoa(1_000_000+rand.N(900_000_000)), token()
	}
	sel, _ := json.Marshal([][4]string{{c.line, eveningField, c.sure, c.tried}}) // texts always encode
	status, body := e.post(at, e.path+"/sel", url.Values{"_key": {c.key}, "sel": {string(sel)}})
	var answer struct {
		Cells []struct{ State, Text string } `json:"cells"`
	}
	switch {
	case status == http.StatusOK && json.Unmarshal([]byte(body), &answer) == nil && len(answer.Cells) == 1 && answer.Cells[0].State == "simpan":
		c.sure, c.tried = c.tried, ""
		e.saved++
		return acknowledged
	case status == 0 || status >= http.StatusInternalServerError:
		return unknown
	}
	e.said = fmt.Sprintf("%d %.200s", status, body)
	c.tried = "" // refused: the office has sent its sheet
	return refused
}

// settle sends what has no answer once more, to a sound server: then everything
// is known.
func (e *editor) settle(t testing.TB, at string) {
	t.Helper()
	for _, c := range e.cells {
		if c.tried != "" && e.put(at, c) == unknown {
			t.Errorf("%s: a sound server does not answer a cell that is sent again", e.slug)
		}
	}
}

// head is who sends what the office has entered.
type head struct {
	*visitor
	path    string
	version string
	answers atomic.Int64
}

var versionField = regexp.MustCompile(`name="version" value="(\d+)"`)

// send sends, as a head does in the last minute. What is left to mend keeps a
// sheet from going: then that is the answer, with all that is wrong.
func (h *head) send(ctx context.Context, at string) {
	for ctx.Err() == nil {
		status, page := h.post(at, h.path, url.Values{"version": {h.version}})
		if status == 0 || status >= http.StatusInternalServerError {
			pause(100 * time.Millisecond)
			continue
		}
		if m := versionField.FindStringSubmatch(page); m != nil {
			h.version = m[1]
		}
		h.answers.Add(1)
		pause(time.Duration(100+rand.N(200)) * time.Millisecond)
	}
}
