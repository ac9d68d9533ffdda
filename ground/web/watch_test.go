package web_test

import (
	"encoding/json"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/web"
)

func TestTheLogHoldsNoPersonalData(t *testing.T) {
	h := open(t)
	a := h.get(t, "/en/part/Siti?nik=6471012345670001", "Cookie: alun=kunci", "User-Agent: agen")
	h.do(t, "POST", "/notes", "body=Bu+Rini")
	h.get(t, "/nowhere/Siti")
	h.get(t, "/id/Siti?nik=6471012345670001")
	text := h.log.text()
	for _, private := range []string{"Siti", "6471", "kunci", "agen", "Rini", "127.0.0.1"} {
		if strings.Contains(text, private) {
			t.Errorf("the log holds %q:\n%s", private, text)
		}
	}
	var first struct {
		Msg, ID, Method, Route, Lang string
		Status, Bytes                int
		US                           *int
	}
	if err := json.Unmarshal([]byte(text[:strings.IndexByte(text, '\n')]), &first); err != nil {
		t.Fatal(err)
	}
	if first.Msg != "request" || first.ID != a.Header.Get("X-Request-Id") || first.Method != "GET" || first.Route != "/part/{name}" ||
		first.Lang != "en" || first.Status != 200 || first.Bytes != len(a.body) || first.US == nil {
		t.Errorf("%+v", first)
	}
	if n := strings.Count(text, "\n"); n != 4 {
		t.Errorf("%d lines for 4 requests", n)
	}
}

func TestStaticFilesAndHealthAreNotNews(t *testing.T) {
	h := open(t)
	h.get(t, web.Asset(web.Script))
	h.get(t, "/health/live").want(t, 200, "ok")
	h.get(t, "/health/ready").want(t, 200, "ok")
	h.do(t, "BREW", "/", "")
	if text := h.log.text(); strings.Count(text, "\n") != 1 || strings.Contains(text, "BREW") {
		t.Errorf("%s", text)
	}
}

func TestNotReadyWithoutADatabase(t *testing.T) {
	d, err := db.Open(t.Context(), dbtest.SQLite(t), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	h := serve(t, d)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	h.get(t, "/health/ready").want(t, 503, "not ready")
	h.get(t, "/health/live").want(t, 200, "ok")
	if !strings.Contains(h.log.text(), "not ready") {
		t.Error("the log does not say why")
	}
}

func TestTheFiguresNameRoutesAndNoAddress(t *testing.T) {
	h := open(t)
	h.get(t, "/en/part/rahasia")
	h.get(t, "/wp-login.php")
	text := h.metrics(t)
	for _, want := range []string{
		`alun_http_requests_total{class="2xx",route="/part/{name}"} 1`, `alun_http_requests_total{class="4xx",route="none"} 1`,
		`alun_http_request_seconds_count{route="/part/{name}"} 1`, "alun_http_requests_running 0", "alun_http_response_bytes_total",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("without %s", want)
		}
	}
	if strings.Contains(text, "rahasia") || strings.Contains(text, "wp-login") {
		t.Error("an address is in the figures")
	}
	h.get(t, "/metrics").want(t, 404, "")
}
