package e2e

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/web"
)

// demoHouse is the house as "alun demo" serves it, with made-up people whom anybody
// may be. The tests share it: each has a quarter, or an office, of its own.
type demoHouse struct {
	home   string
	server *exec.Cmd
	cast   map[string]string // what stands for a person in addresses, by name
	names  string            // where a list of names waits
}

var demo struct {
	once, rounds, busy sync.Once
	demoHouse
	err error
}

// The made-up people of the whole city.
const (
	planner   = "Perencana Bappeda (peragaan)"
	inspector = "Auditor Inspektorat (peragaan)"
	admin     = "Administrator Diskominfo (peragaan)"
	privacy   = "Petugas Data Pribadi (peragaan)"
	counter   = "Petugas loket (peragaan)"
	maker     = "Pelaku usaha (peragaan)"
)

func operatorOf(short string) string { return "Operator " + short + " (peragaan)" }
func headOf(short string) string     { return "Kepala " + short + " (peragaan)" }

// visitDemo gives the house of the demonstration.
func visitDemo(t *testing.T) *demoHouse {
	t.Helper()
	visitHouse(t)
	if house.dir == "" {
		t.Skip("the house given with -at may be no demonstration")
	}
	demo.once.Do(func() { demo.err = demo.open(t) })
	if demo.err != nil {
		t.Fatalf("%v\n%s", demo.err, house.log.String())
	}
	return &demo.demoHouse
}

func (s *demoHouse) open(t *testing.T) error {
	database := filepath.Join(house.dir, "demo.db")
	if err := copyCity(database); err != nil {
		return err
	}
	// Few businesses, and all of them before the first page: a test finds what it found
	// the last time.
	load := exec.Command(filepath.Join(house.dir, "alun"), "demo", "--load-only", "--businesses", "300", "--database", database)
	load.Dir, load.Env = house.dir, settings
	if out, err := load.CombinedOutput(); err != nil {
		return fmt.Errorf("load: %w: %s", err, out)
	}
	s.server = exec.Command(filepath.Join(house.dir, "alun"), "demo", "--businesses", "300", "--listen", "127.0.0.1:0", "--operate", "127.0.0.1:0", "--database", database)
	s.server.Dir, s.server.Env = house.dir, settings
	var err error
	if s.home, _, err = startServer(s.server); err != nil {
		return err
	}
	s.directoryReady(t)
	s.cast = map[string]string{}
	for _, m := range madeUp.FindAllStringSubmatch(s.stranger(t).page("/peragaan"), -1) {
		s.cast[html.UnescapeString(strings.TrimSpace(m[2]))] = m[1]
	}
	return nil
}

// madeUp is a made-up person on the page where one becomes somebody.
var madeUp = regexp.MustCompile(`name="siapa" value="([0-9a-z]+)"[\s\S]*?<button[^>]*>([^<]+)<`)

// leaveDemo ends the demonstration as leaveHouse ends the other house.
func leaveDemo() error {
	if demo.server == nil || demo.server.Process == nil {
		return nil
	}
	if err := demo.server.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	late := time.AfterFunc(20*time.Second, func() { demo.server.Process.Kill() })
	defer late.Stop()
	return demo.server.Wait()
}

// visitor is somebody who does things by plain HTTP, where a test needs them done
// and looks elsewhere.
type visitor struct {
	testing.TB
	home string
	http.Client
}

func (s *demoHouse) stranger(t testing.TB) *visitor {
	jar, _ := cookiejar.New(nil) // without options it never fails
	return &visitor{t, s.home, http.Client{Jar: jar, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// be signs in as a made-up person.
func (s *demoHouse) be(t testing.TB, name string) *visitor {
	t.Helper()
	v := s.stranger(t)
	if s.cast[name] == "" {
		t.Fatalf("nobody is called %s", name)
	}
	v.done("/peragaan", url.Values{"siapa": {s.cast[name]}})
	return v
}

func (v *visitor) page(path string) string {
	v.Helper()
	res, err := v.Get(v.home + path)
	return v.read(path, res, err, http.StatusOK)
}

func (v *visitor) read(path string, res *http.Response, err error, want int) string {
	v.Helper()
	if err != nil {
		v.Fatalf("%s: %v", path, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != want {
		v.Fatalf("%s answered %d, want %d: %v\n%s", path, res.StatusCode, want, err, plainText(string(body)))
	}
	return string(body)
}

// send sends a form that must be answered with a status.
func (v *visitor) send(path string, form url.Values, want int) string {
	v.Helper()
	form.Set(web.KeyField, web.NewKey())
	res, err := v.PostForm(v.home+path, form)
	return v.read(path, res, err, want)
}

// done sends a form that must be kept.
func (v *visitor) done(path string, form url.Values) {
	v.Helper()
	v.going(path, form)
}

// going sends a form that must be kept, and tells where it leads.
func (v *visitor) going(path string, form url.Values) (to string) {
	v.Helper()
	form.Set(web.KeyField, web.NewKey())
	res, err := v.PostForm(v.home+path, form)
	v.read(path, res, err, http.StatusSeeOther)
	return res.Header.Get("Location")
}

// token is what the browser's cookie holds.
func (v *visitor) token() string {
	u, _ := url.Parse(v.home)
	for _, c := range v.Jar.Cookies(u) {
		if c.Name == "alun" {
			return c.Value
		}
	}
	return ""
}

var tags = regexp.MustCompile(`(?s)<(script|style|head)\b.*?</(script|style|head)>|<[^>]*>`)

func plainText(page string) string {
	text := strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(page, " "))), " ")
	return text[:min(len(text), 1500)]
}

// tabOf opens a tab in which a made-up person is signed in.
func (s *demoHouse) tabOf(t *testing.T, name string) *tab {
	t.Helper()
	b := newTab(t, s.home)
	b.as(s.be(t, name).token())
	return b
}

// sheetLines is an office's sheet as its page's script reads it.
type sheetLines struct {
	Fields []string
	Lines  []struct {
		ID, Code string
		Level    int
		Further  bool
		Cells    []string
	}
}

func (v *visitor) sheet(path string) (s sheetLines) {
	v.Helper()
	if err := json.Unmarshal([]byte(v.page(path+"/isi")), &s); err != nil || len(s.Lines) == 0 {
		v.Fatalf("the sheet of %s: %v, %d lines", path, err, len(s.Lines))
	}
	return s
}

// below counts the subactivities that stand in or below a row.
func (s sheetLines) below(code string) int {
	n := 0
	for _, l := range s.Lines {
		if l.Level == 3 && !l.Further && (l.Code == code || strings.HasPrefix(l.Code, code+".")) {
			n++
		}
	}
	return max(n, 1)
}

// amount is what a row has for each million of a subactivity.
func (s sheetLines) amount(code string, millions int) string {
	return grouped(s.below(code) * millions * 1_000_000)
}

func grouped(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s.%03d", grouped(n/1000), n%1000)
}

// inOrder are figures of a row in which the rules find no fault.
func (s sheetLines) inOrder(code string, quarter int) map[string]string {
	out := map[string]string{"target_k": "40", "budget_rp": s.amount(code, 40), "real_k": fmt.Sprint(10 * quarter), "real_rp": s.amount(code, 10*quarter),
		"ach_k_pct": fmt.Sprint(25 * quarter), "ach_rp_pct": fmt.Sprint(25 * quarter)}
	for q := 1; q <= quarter; q++ {
		out[fmt.Sprintf("q%d_k", q)], out[fmt.Sprintf("q%d_rp", q)] = "10", s.amount(code, 10)
	}
	return out
}

// fill enters a sheet's figures in order, but for the columns that are left to
// the test.
func (v *visitor) fill(path string, quarter int, left ...string) {
	v.Helper()
	s := v.sheet(path)
	var cells [][4]string
	for _, l := range s.Lines {
		figures := s.inOrder(l.Code, quarter)
		for _, field := range left {
			delete(figures, field)
		}
		for i, field := range s.Fields {
			if text, ok := figures[field]; ok && text != l.Cells[i] {
				cells = append(cells, [4]string{l.ID, field, l.Cells[i], text})
			}
		}
	}
	sel, _ := json.Marshal(cells) // texts always encode
	var answer struct {
		Cells []struct{ Col, State string }
	}
	if err := json.Unmarshal([]byte(v.send(path+"/sel", url.Values{"sel": {string(sel)}}, http.StatusOK)), &answer); err != nil || len(answer.Cells) != len(cells) {
		v.Fatalf("%s: %v, %d of %d cells answered", path, err, len(answer.Cells), len(cells))
	}
	for _, c := range answer.Cells {
		if c.State != "simpan" {
			v.Fatalf("%s: %s is %s", path, c.Col, c.State)
		}
	}
}

// version is that of a submission on the page of its next step.
var version = regexp.MustCompile(`name="version" value="(\d+)"`)

// step moves a submission on, as the form of a page does.
func (v *visitor) step(path string, form url.Values) {
	v.Helper()
	m := version.FindStringSubmatch(v.page(path))
	if m == nil {
		v.Fatalf("%s has no step to take:\n%s", path, plainText(v.page(path)))
	}
	form.Set("version", m[1])
	v.done(path, form)
}

// hand brings an office's sheet from its beginning to a state.
func (s *demoHouse) hand(t testing.TB, quarter, slug, short, state string) {
	t.Helper()
	path := "/putaran/" + quarter + "/" + slug
	states := []string{"belum", "draf", "isi", "terkirim", "terverifikasi", "terkunci"}
	for _, st := range states[1:] {
		switch st {
		case "draf":
			s.be(t, operatorOf(short)).done(path+"/mulai", url.Values{"isi": {"lanjut"}})
		case "isi":
			s.be(t, operatorOf(short)).fill(path, int(quarter[5]-'0'))
		case "terkirim":
			s.be(t, headOf(short)).step(path+"/kirim", url.Values{})
		case "terverifikasi":
			s.be(t, planner).step(path+"/periksa", url.Values{"langkah": {"verifikasi"}})
		case "terkunci":
			s.be(t, planner).step(path+"/kunci", url.Values{})
		}
		if st == state {
			return
		}
	}
}
