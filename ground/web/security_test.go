package web_test

import (
	"bufio"
	"fmt"
	"io"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/web"
)

// One message has one length. What says two of them is refused, or is read by
// its chunks alone (RFC 9112, 6.3): nothing behind it is taken for another's
// request.
func TestAMessageHasOneLength(t *testing.T) {
	r := start(t, func(*web.Config) {})
	const post = "POST /en/notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	const next = "GET /part/smuggled HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
	for name, c := range map[string]struct {
		raw  string
		want []int
	}{
		"sound":                                  {post + "Content-Length: 6\r\n\r\nbody=x" + next, []int{422, 200}}, // without its key
		"two lengths":                            {post + "Content-Length: 6\r\nContent-Length: 0\r\n\r\nbody=x" + next, []int{400}},
		"a list":                                 {post + "Content-Length: 6, 0\r\n\r\nbody=x" + next, []int{400}},
		"a sign":                                 {post + "Content-Length: +6\r\n\r\nbody=x" + next, []int{400}},
		"a space":                                {post + "Content-Length : 6\r\n\r\nbody=x" + next, []int{400}},
		"below zero":                             {post + "Content-Length: -1\r\n\r\n" + next, []int{400}},
		"another coding":                         {post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + next, []int{501}},
		"two codings":                            {post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + next, []int{501}},
		"a broken chunk":                         {post + "Transfer-Encoding: chunked\r\n\r\nzz\r\nbody=x\r\n0\r\n\r\n" + next, []int{422}},
		"chunks, and a length over what follows": {post + fmt.Sprintf("Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n", 5+len(next)) + "0\r\n\r\n" + next, []int{422, 200}},
	} {
		if got := answersTo(t, r.at, c.raw); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// answersTo sends bytes on one connection and gives the statuses of what is
// answered before it ends.
func answersTo(t *testing.T, at, raw string) (statuses []int) {
	t.Helper()
	conn := sent(t, at, raw)
	defer conn.Close()
	if err := conn.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(conn)
	for {
		res, err := http.ReadResponse(in, nil)
		if err != nil { // the house has closed it
			return statuses
		}
		_, _ = io.Copy(io.Discard, res.Body)
		res.Body.Close()
		statuses = append(statuses, res.StatusCode)
	}
}

// A file's name is one value of one header, whatever stands in it.
func TestANameOfAFileAddsNoHeader(t *testing.T) {
	for _, name := range []string{"a\"; filename=\"x.exe", "a\r\nX-Bad: 1\r\n\r\nbody", "a\x00b", "横浜 laporan.csv", "../../etc/passwd", "a;b", ""} {
		h := open(t, func(c *web.Config) {
			c.Routes = append(c.Routes, web.Show("/named", func(*db.Tx, *web.Request) (web.Reply, error) {
				return web.Reply{File: &web.File{Name: name, Type: "text/csv; charset=utf-8", Write: func(w io.Writer) error { return write(w, "a\n") }}}, nil
			}))
		})
		a := h.get(t, "/named")
		kind, values, err := mime.ParseMediaType(a.Header.Get("Content-Disposition"))
		delete(values, "filename")
		if err != nil || kind != "attachment" || len(values) != 0 || a.body != "a\n" || a.Header.Get("X-Bad") != "" {
			t.Errorf("%q: %v, %v", name, err, a.Header)
		}
	}
}

// Keys of forms, and every token that is made as they are, have 130 random bits:
// 26 letters of 32 kinds, and each kind comes in each place.
func TestAKeyCannotBeGuessed(t *testing.T) {
	const many = 2000
	form, seen := regexp.MustCompile(`^[a-z2-7]{26}$`), map[string]bool{}
	var kinds [26]map[rune]bool
	for range many {
		key := web.NewKey()
		if !form.MatchString(key) || !web.GoodKey(key) || seen[key] {
			t.Fatalf("%q", key)
		}
		seen[key] = true
		for i, r := range key {
			if kinds[i] == nil {
				kinds[i] = map[rune]bool{}
			}
			kinds[i][r] = true
		}
	}
	for i, k := range kinds {
		if len(k) != 32 {
			t.Errorf("place %d has only %d kinds of letters", i, len(k))
		}
	}
}

// Whoever tries to go round a guard leaves a line with what was refused, and
// nothing that was sent: also no line of his own making.
func TestAttemptsToGoRoundTheGuardsAreLogged(t *testing.T) {
	const ghost = `%0A{"msg":"ghost"}`
	for name, c := range map[string]struct {
		method, path, body string
		header             string
		status             int
		cause              string // in a line beside that of the request
	}{
		"another site":   {"POST", "/en/notes", "body=ghost", "Sec-Fetch-Site: cross-site", 403, "cross-origin"},
		"another method": {"DELETE", "/en/notes", "", "X: ghost", 405, ""},
		"too large":      {"POST", "/en/notes", "body=" + strings.Repeat("ghost", 1<<18), "X: ghost", 413, ""},
		"no key":         {"POST", "/en/notes", "_key=&body=ghost", "X: ghost", 422, ""},
		"broken text":    {"GET", "/long?q=%ff" + ghost, "", "X: ghost", 422, ""},
		"a path upwards": {"GET", "/file/..%2f..%2fetc%2fghost", "", "X: ghost", 500, ""},
		"a line":         {"GET", "/nowhere" + ghost, "", "X: ghost", 404, ""},
	} {
		h := open(t)
		a := h.do(t, c.method, c.path, c.body, c.header)
		text := h.log.text()
		if a.StatusCode != c.status || !strings.Contains(text, fmt.Sprintf(`"status":%d`, c.status)) || !strings.Contains(text, a.Header.Get("X-Request-Id")) {
			t.Errorf("%s: %d, %s", name, a.StatusCode, text)
		}
		if c.cause != "" && !strings.Contains(text, c.cause) {
			t.Errorf("%s: the cause is not there: %s", name, text)
		}
		if strings.Contains(text, "ghost") {
			t.Errorf("%s: the log has what was sent: %s", name, text)
		}
	}
}
