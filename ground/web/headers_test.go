package web_test

import (
	"net/http"
	"strings"
	"testing"

	"alun/ground/web"
)

func TestEveryReplyCarriesTheSecurityHeaders(t *testing.T) {
	h := open(t, func(c *web.Config) { c.TrustProxy = true })
	paths := []string{"/", "/nowhere", "/id", "/raw", "/fault/3", "/break/panic", "/break/error", "/break/template", "/file/good",
		"/file/fails-first", "/health/live", "/health/ready", web.Asset(web.Script), "/static/" + web.Script, "/static/none.css"}
	for _, path := range paths {
		for _, method := range []string{"GET", "HEAD", "POST", "DELETE", "OPTIONS"} {
			checkHead(t, h.do(t, method, path, "", "X-Forwarded-Proto: https"))
		}
	}
	checkHead(t, h.do(t, "POST", "/notes", "body=x&how=kind1", "X-Forwarded-Proto: https"))
	checkHead(t, h.do(t, "POST", "/notes", "body=x", "Sec-Fetch-Site: cross-site", "X-Forwarded-Proto: https"))
}

func checkHead(t *testing.T, a answer) {
	t.Helper()
	for name, want := range map[string]string{
		"Content-Security-Policy":      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
		"X-Content-Type-Options":       "nosniff",
		"Referrer-Policy":              "strict-origin-when-cross-origin",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Strict-Transport-Security":    "max-age=31536000; includeSubDomains",
	} {
		if got := a.Header.Values(name); len(got) != 1 || got[0] != want {
			t.Errorf("%s %s: %s = %q", a.Request.Method, a.Request.URL.Path, name, got)
		}
	}
	if a.Header.Get("Permissions-Policy") == "" || len(a.Header.Get("X-Request-Id")) != 13 {
		t.Errorf("%s %s: %v", a.Request.Method, a.Request.URL.Path, a.Header)
	}
	if a.StatusCode != http.StatusNoContent && a.StatusCode != http.StatusPermanentRedirect && a.Header.Get("Content-Type") == "" {
		t.Errorf("%s %s has no type", a.Request.Method, a.Request.URL.Path)
	}
	if kind := a.Header.Get("Content-Type"); strings.HasPrefix(kind, "text/") && !strings.Contains(kind, "charset=utf-8") {
		t.Errorf("%s %s is %q: in which letters?", a.Request.Method, a.Request.URL.Path, kind)
	}
}

func TestStrictTransportOnlyOverTLS(t *testing.T) {
	h := open(t)
	if got := h.get(t, "/", "X-Forwarded-Proto: https").Header.Get("Strict-Transport-Security"); got != "" {
		t.Errorf("a stranger's header was believed: %q", got)
	}
}

func TestRequestIDsDiffer(t *testing.T) {
	h := open(t)
	a, b := h.get(t, "/").Header.Get("X-Request-Id"), h.get(t, "/").Header.Get("X-Request-Id")
	if a == b || a != strings.ToLower(a) {
		t.Errorf("%q and %q", a, b)
	}
}

// TestForeignPagesCannotAct is the matrix of where a request may come from.
func TestForeignPagesCannotAct(t *testing.T) {
	h := open(t)
	own := "Origin: " + h.URL
	for _, c := range []struct {
		method  string
		headers []string
		passes  bool
	}{
		{"POST", []string{"Sec-Fetch-Site: cross-site"}, false},
		{"POST", []string{"Sec-Fetch-Site: same-site"}, false},
		{"POST", []string{"Sec-Fetch-Site: same-origin"}, true},
		{"POST", []string{"Sec-Fetch-Site: none"}, true},
		{"POST", []string{"Origin: https://evil.example"}, false},
		{"POST", []string{"Origin: null"}, false},
		{"POST", []string{own}, true},
		{"POST", []string{own, "Sec-Fetch-Site: cross-site"}, false},
		{"POST", nil, true},
		{"GET", []string{"Sec-Fetch-Site: cross-site"}, true},
	} {
		path, want := "/en/notes", 303
		if c.method == "GET" {
			path, want = "/en", 200
		}
		before := h.count(t, "tiny_note") + h.count(t, "tiny_try")
		a := h.do(t, c.method, path, "body=x", c.headers...)
		if c.passes {
			a.want(t, want, "")
			continue
		}
		a.want(t, 403, "came from another site")
		if after := h.count(t, "tiny_note") + h.count(t, "tiny_try"); after != before {
			t.Errorf("%v wrote %d rows", c.headers, after-before)
		}
	}
}

func TestWrongMethodSaysWhichIsRight(t *testing.T) {
	h := open(t)
	for _, c := range []struct{ method, path, allow string }{
		{"POST", "/long", "GET, HEAD"}, {"GET", "/en/notes", "POST"}, {"PUT", "/notes", "POST"},
		{"OPTIONS", "/", "GET, HEAD"}, {"POST", "/raw", "GET, HEAD"}, {"POST", web.Asset(web.Script), "GET, HEAD"},
	} {
		a := h.do(t, c.method, c.path, "")
		a.want(t, 405, "")
		if got := a.Header.Get("Allow"); got != c.allow {
			t.Errorf("%s %s allows %q, want %q", c.method, c.path, got, c.allow)
		}
	}
	h.get(t, "/en/notes").want(t, 405, "This address is not used that way")
}

func TestNothingIsListedAndTraceIsRefused(t *testing.T) {
	h := open(t)
	for _, path := range []string{"/static/", "/static", "/static/img/", "/static/../static/", "/.git/config", "/.env", "/static/../../etc/passwd"} {
		if a := h.get(t, path); a.StatusCode < 300 || strings.Contains(a.body, web.Script+"</a>") {
			t.Errorf("%s: %d %s", path, a.StatusCode, a.body)
		}
	}
	for _, path := range []string{"/", "/static/" + web.Script, "/health/live", "/notes"} {
		if a := h.do(t, "TRACE", path, "", "X-Secret: rahasia"); a.StatusCode < 400 && path != "/health/live" || strings.Contains(a.body, "rahasia") {
			t.Errorf("TRACE %s: %d %s", path, a.StatusCode, a.body)
		}
	}
}
