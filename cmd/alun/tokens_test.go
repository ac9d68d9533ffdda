package main

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/web"
	"alun/record/plan"
)

// A token stands in the address of a link, because a mail program can press
// nothing else. So no address is written down anywhere: not in the log, also not
// when the page breaks, not in the figures, not in traces; and no page that it
// opens is stored or leads to another house, whose log would have it.
func TestATokenOfALinkLeavesNoTrace(t *testing.T) {
	into := &receiver{}
	server := httptest.NewServer(into)
	defer server.Close()
	var log bytes.Buffer
	v, site := traced(t, server.URL, false, slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	yes, end := v.codes[askToken], v.endToken()
	ask := func(method, path, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), method, "http://alun.example"+path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Referer", "http://alun.example"+path) // browsers send it within one house
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		return w
	}
	key := web.KeyField + "=" + web.NewKey()
	for _, path := range []string{"/ikuti/setuju/" + yes, "/en/ikuti/berhenti/" + end} {
		w := ask("GET", path, "")
		if w.Code != 200 || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("Referrer-Policy") != "strict-origin-when-cross-origin" {
			t.Errorf("%d %v", w.Code, w.Header())
		}
		if away := leadsAway(w.Body.String()); away != "" {
			t.Errorf("the page of a token leads to %s", away)
		}
	}
	for _, c := range []struct {
		path, body string
		status     int
	}{
		{"/ikuti/setuju/" + yes, key, 303}, {"/ikuti/setuju/" + yes, web.KeyField + "=" + web.NewKey(), 404}, {"/ikuti/setuju/" + yes, "", 422},
		{"/ikuti/berhenti/" + end, "List-Unsubscribe=One-Click", 303}, {"/ikuti/berhenti/" + end + "x", key, 404},
	} {
		if w := ask("POST", c.path, c.body); w.Code != c.status || strings.Contains(w.Header().Get("Location"), yes) {
			t.Errorf("%s %s: %d %v", c.path, c.body, w.Code, w.Header())
		}
	}
	figures := figuresText(t, v)
	if err := v.house.db.Close(); err != nil {
		t.Fatal(err)
	}
	if w := ask("POST", "/ikuti/berhenti/"+end, "List-Unsubscribe=One-Click"); w.Code < 500 {
		t.Errorf("without a database: %d", w.Code)
	}
	v.house.traces.Close()
	for where, text := range map[string]string{"the log": log.String(), "the figures": figures, "the traces": into.got.String()} {
		if !strings.Contains(text, "/ikuti/berhenti/{token}") {
			t.Errorf("%s does not tell the route: the test sees nothing", where)
		}
		if strings.Contains(text, yes) || strings.Contains(text, end) || strings.Contains(text, end[:13]) {
			t.Errorf("%s has a token", where)
		}
	}
}

var elsewhere = regexp.MustCompile(`(?:href|src|action|content)="((?:https?:)?//[^"]*)`)

// leadsAway finds what in a page leads to another house.
func leadsAway(page string) string {
	for _, m := range elsewhere.FindAllStringSubmatch(page, -1) {
		if !strings.HasPrefix(m[1], "http://alun.example/") {
			return m[1]
		}
	}
	return ""
}

func TestAPageThatLeadsAwayIsSeen(t *testing.T) {
	for page, want := range map[string]string{
		`<a href="/renja">`: "", `<img src="//evil.example/x">`: "//evil.example/x", `<a class="x" href="https://evil.example">`: "https://evil.example", `<link href="http://alun.example/en">`: "",
	} {
		if got := leadsAway(page); got != want {
			t.Errorf("%s: %q", page, got)
		}
	}
}

// figuresText is what Prometheus would read.
func figuresText(t *testing.T, v *visit) string {
	t.Helper()
	all, err := v.house.figures.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range all {
		b.WriteString(f.String())
	}
	return b.String()
}

// One sender tells so often in an hour, through the page and the API together;
// what he typed is kept on the page, and others are not held back.
func TestOneSenderTellsSixtyTimesAnHour(t *testing.T) {
	v := visitHouse(t)
	rows := []string{certified, "/renja/2023/disporapar/5.2.1.1", "/renja/2024/dpu/7.1.7.2"}
	const said = "field=output&message=Di+halaman+72+tertulis+121."
	for i := range 60 {
		if w := v.ask(http.MethodPost, rows[i%len(rows)]+"/koreksi", said); w.Code != http.StatusSeeOther {
			t.Fatalf("%d: %d %s", i, w.Code, w.Body)
		}
	}
	w := v.ask(http.MethodPost, "/en"+certified+"/koreksi", said)
	if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "Di halaman 72 tertulis 121.") || !strings.Contains(w.Body.String(), "from your internet connection") {
		t.Errorf("one more: %d %s", w.Code, w.Body)
	}
	node := v.nodeCode()
	call := func(from, key string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://alun.example/api/v1/nodes/"+node+"/errata", strings.NewReader(`{"field":"output","message":"Di halaman 72 tertulis 121."}`))
		r.RemoteAddr = from + ":4000"
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Idempotency-Key", key)
		w := httptest.NewRecorder()
		v.site.Handler().ServeHTTP(w, r)
		return w
	}
	if w := call("192.0.2.1", web.NewKey()); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), `"detail"`) {
		t.Errorf("by the API: %d %s", w.Code, w.Body)
	}
	node = v.house.keys.Codec().Encode(1 << 40)
	for range 61 { // what is about nothing is no erratum
		if w := call("192.0.2.9", web.NewKey()); w.Code != http.StatusNotFound {
			t.Fatalf("no such row: %d %s", w.Code, w.Body)
		}
	}
	node = v.nodeCode()
	key := web.NewKey()
	for range 70 { // the same call again is no other erratum
		if w := call("192.0.2.9", key); w.Code != http.StatusCreated {
			t.Fatalf("another sender: %d %s", w.Code, w.Body)
		}
	}
	if w := v.ask(http.MethodGet, "/en/api", ""); !strings.Contains(w.Body.String(), "60 more every 60 minutes") {
		t.Error("the page of the API does not tell the pace")
	}
	if n := len(v.errata("")); n != 63 { // with two examples of the house
		t.Errorf("%d errata", n)
	}
}

// nodeCode is the public code of a row that the examples leave alone.
func (v *visit) nodeCode() string {
	v.Helper()
	var id db.ID
	err := v.house.db.Read(v.Context(), func(tx *db.Tx) (err error) {
		id, err = plan.NodeID(tx, 2024, "dpu", "4.1.1.1")
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	return v.house.keys.Codec().Encode(int64(id))
}
