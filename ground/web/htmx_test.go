package web_test

import (
	"encoding/json"
	"strings"
	"testing"

	"alun/ground/web"
)

func TestAPartIsDrawnAloneOnlyForHtmx(t *testing.T) {
	h := open(t)
	ask := []string{"HX-Request: true", "HX-Request-Type: partial"}
	for _, c := range []struct {
		headers []string
		part    bool
	}{
		{ask, true},
		{ask[:1], true},
		{nil, false},
		{[]string{"HX-Request: true", "HX-Request-Type: full"}, false},
		{append(ask[:2:2], "HX-Boosted: true"), false},
		{append(ask[:2:2], "HX-History-Restore-Request: true"), false},
	} {
		a := h.get(t, "/part/x", c.headers...)
		if part := a.body == "part"; part != c.part || !part && !strings.Contains(a.body, "whole x") {
			t.Errorf("%v: %q", c.headers, a.body)
		}
		for _, name := range []string{"HX-Request", "HX-Request-Type", "HX-Boosted", "HX-History-Restore-Request"} {
			if !strings.Contains(a.Header.Get("Vary"), name) {
				t.Errorf("a cache would mix up pages by %s", name)
			}
		}
		if a.Header.Get("HX-Retarget") != "" {
			t.Errorf("%v: goes elsewhere", c.headers)
		}
	}
}

func TestAWholePageNeverLandsInsideAPart(t *testing.T) {
	h := open(t)
	for path, status := range map[string]int{"/long": 200, "/nowhere": 404, "/break/panic": 500, "/fault/3": 403} {
		a := h.get(t, path, "HX-Request: true", "HX-Request-Type: partial")
		a.want(t, status, "<!doctype html>")
		if a.Header.Get("HX-Retarget") != "body" || a.Header.Get("HX-Reswap") != "innerHTML" {
			t.Errorf("%s replaces %q", path, a.Header.Get("HX-Retarget"))
		}
	}
}

func TestFormsWithAndWithoutScript(t *testing.T) {
	h := open(t)
	h.do(t, "POST", "/en/notes", "body=x&how=kind1").want(t, 422, "<!doctype html>")
	part := h.do(t, "POST", "/en/notes", "body=x&how=kind1", "HX-Request: true")
	if part.StatusCode != 422 || part.body != "form typed=x" {
		t.Errorf("%d %q", part.StatusCode, part.body)
	}
	done := h.do(t, "POST", "/en/notes", "body=x", "HX-Request: true")
	if done.StatusCode != 204 || done.Header.Get("HX-Redirect") != "/en" || done.Header.Get("Location") != "" {
		t.Errorf("%d %v", done.StatusCode, done.Header)
	}
}

func TestScriptConfigIsReadable(t *testing.T) {
	var c map[string]any
	if err := json.Unmarshal([]byte(web.ScriptConfig), &c); err != nil || c["includeIndicatorCSS"] != false {
		t.Errorf("%v: %v", c, err)
	}
}
