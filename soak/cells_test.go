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
	"strings"
	"sync"
	"testing"
	"time"
)

// The evening of a deadline: fifty people type into the sheets of all offices,
// their heads send in the same minute, and the program is killed again and again.
// A cell that was answered "saved" must be there.
const (
	editors      = 50
	cellsOfOne   = 6 // an editor's own cells: what stands in one is what that editor put there last
	evening      = "2025-3"
	eveningPath  = "/putaran/2025/3/"
	eveningField = "q3_rp"
)

func TestNoCellIsLostWhenTheProgramIsKilled(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { newCity(t, t.TempDir()).typed(t, *kills) })
	t.Run("postgres", func(t *testing.T) { newCluster(t).newCity(t).typed(t, *kills) })
}

// A program that answers before it writes must be seen to lose cells.
func TestLostCellsAreSeen(t *testing.T) {
	c := newCity(t, t.TempDir())
	e := c.evening(t)
	cell := e.all[0].cells[0]
	if got := e.all[0].put(e.server.at, cell); got != acknowledged {
		t.Fatalf("a cell is not saved: %s", e.all[0].said)
	}
	cell.sure = "123456789" // as if another text had been promised
	if lost := e.lost(t); len(lost) != 1 {
		t.Errorf("a promised cell that is not there is seen %d times", len(lost))
	}
	e.server.stop(t)
}

// typed lets the editors type, kills the program at random moments, and holds the
// sheets against what was promised.
func (c *city) typed(t *testing.T, rounds int) {
	e := c.evening(t)
	for range rounds {
		ctx, stop := context.WithCancel(t.Context())
		var done sync.WaitGroup
		for _, one := range e.all {
			done.Go(func() { one.keepTyping(ctx, e.server.at) })
		}
		for _, h := range e.heads {
			done.Go(func() { h.send(ctx, e.server.at) })
		}
		pause(moment())
		e.server.kill()
		stop()
		done.Wait()
		e.server = c.start(t, "demo")
		for _, one := range e.all {
			one.settle(t, e.server.at)
		}
		if lost := e.lost(t); len(lost) > 0 {
			t.Fatalf("%d cells are lost: %s", len(lost), strings.Join(lost[:min(len(lost), 5)], "; "))
		}
	}
	c.verify(t)
	e.server.stop(t)
	saved, sent := 0, 0
	for _, one := range e.all {
		saved += one.saved
	}
	for _, h := range e.heads {
		sent += h.answers
	}
	if saved < rounds {
		t.Errorf("only %d cells were saved in %d rounds: the test tests nothing", saved, rounds)
	}
	t.Logf("%d rounds: %d cells saved by %d people, %d answers to heads who send; 0 lost", rounds, saved, editors, sent)
}

// deadlineEvening is the house on that evening.
type deadlineEvening struct {
	city   *city
	server *server
	all    []*editor
	heads  []*head
}

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

// evening opens a round in a demonstration, starts every office's sheet, and
// gives each editor cells of their own.
func (c *city) evening(t testing.TB) *deadlineEvening {
	t.Helper()
	e := &deadlineEvening{city: c, server: c.start(t, "demo")}
	at := e.server.at
	_, page := newVisitor().get(at, "/peragaan")
	cast := map[string]string{}
	for _, m := range made.FindAllStringSubmatch(page, -1) {
		cast[strings.TrimSpace(m[2])] = m[1]
	}
	planner := be(t, at, cast["Perencana Bappeda (peragaan)"])
	if status, body := planner.post(at, "/putaran", url.Values{"quarter": {evening}, "deadline": {"2025-10-15"}, "budget_version": {"murni"}}); status != http.StatusSeeOther {
		t.Fatalf("no round: %d %.500s", status, body)
	}
	d := c.open(t)
	defer d.Close()
	var offices [][2]string // slug, short
	for _, pair := range texts(t, d, `select o.slug || '|' || o.short from plan_opd o order by o.slug`) {
		slug, short, _ := strings.Cut(pair, "|")
		offices = append(offices, [2]string{slug, short})
	}
	for i := range editors {
		office := offices[i%len(offices)]
		who := "Operator "
		if i >= len(offices) {
			who = "Kepala "
		}
		code, ok := cast[who+office[1]+" (peragaan)"]
		if !ok {
			t.Fatalf("nobody is %s%s among %d people", who, office[1], len(cast))
		}
		e.all = append(e.all, e.editor(t, be(t, at, code), office[0], i/len(offices)))
	}
	for _, office := range offices {
		e.heads = append(e.heads, &head{visitor: be(t, at, cast["Kepala "+office[1]+" (peragaan)"]), path: eveningPath + office[0] + "/kirim"})
	}
	return e
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

// keepTyping types until nobody answers any more.
func (e *editor) keepTyping(ctx context.Context, at string) {
	for ctx.Err() == nil {
		c := e.cells[e.next%len(e.cells)]
		e.next++
		if e.put(at, c) == unknown {
			return
		}
		pause(time.Duration(rand.N(20)) * time.Millisecond)
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

// lost holds the tables against what was promised, read beside the program.
func (e *deadlineEvening) lost(t testing.TB) (wrong []string) {
	t.Helper()
	d := e.city.open(t)
	defer d.Close()
	sheets := map[string][]string{}
	for _, one := range e.all {
		if sheets[one.slug] == nil {
			sheets[one.slug] = texts(t, d, `select l.`+eveningField+` from plan_line l join plan_submission s on s.id = l.submission
				join plan_round r on r.id = s.round join plan_opd o on o.id = s.opd
				where o.slug = $1 and r.year = 2025 and r.quarter = 3 and l.removed_at is null order by l.code_order, l.seq, l.id`, one.slug)
		}
		for _, c := range one.cells {
			if got := sheets[one.slug][c.number]; got != c.sure {
				wrong = append(wrong, fmt.Sprintf("%s line %d holds %q, promised was %q", one.slug, c.number, got, c.sure))
			}
		}
	}
	return wrong
}

// head is who sends what the office has entered.
type head struct {
	*visitor
	path    string
	answers int
}

var versionField = regexp.MustCompile(`name="version" value="(\d+)"`)

// send asks for the page and sends, as a head does in the last minute. What is
// left to mend keeps a sheet from going: then that is the answer.
func (h *head) send(ctx context.Context, at string) {
	for ctx.Err() == nil {
		status, page := h.get(at, h.path)
		if status == 0 {
			return
		}
		version := "1"
		if m := versionField.FindStringSubmatch(page); m != nil {
			version = m[1]
		}
		if status, _ = h.post(at, h.path, url.Values{"version": {version}}); status == 0 {
			return
		}
		h.answers++
		pause(time.Duration(100+rand.N(200)) * time.Millisecond)
	}
}
