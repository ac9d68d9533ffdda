package web_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"alun/ground/lang"
	"alun/ground/web"
)

func TestOnePageOneAddressInEachLanguage(t *testing.T) {
	h := open(t)
	for _, c := range []struct {
		path, contains, to string
		status             int
	}{
		{path: "/", status: 200, contains: "Halo /long"},
		{path: "/en", status: 200, contains: "Hello /en/long"},
		{path: "/ja", status: 200, contains: "こんにちは /ja/long"},
		{path: "/en/part/x", status: 200, contains: "here=/ja/part/x"},
		{path: "/part/x?q=a%20b", status: 200, contains: "here=/ja/part/x?q=a+b"},
		{path: "/part/a%2Fb", status: 200, contains: "whole a/b here=/ja/part/a%2Fb"},
		{path: "/part/a%252Fb", status: 200, contains: "whole a%2Fb here=/ja/part/a%252Fb"}, // unescaped once, not twice
		{path: "/part/x?q=a%2520b", status: 200, contains: "here=/ja/part/x?q=a%2520b"},
		{path: "/id", status: 308, to: "/"},
		{path: "/id/part/x?q=1", status: 308, to: "/part/x?q=1"},
		{path: "/en/", status: 308, to: "/en"},
		{path: "/part/x/", status: 308, to: "/part/x"},
		{path: "/en//part/./x", status: 308, to: "/en/part/x"},
		{path: "//evil.example/", status: 308, to: "/evil.example"},
		{path: "/%5Cevil.example/", status: 308, to: "/%5Cevil.example"},
		{path: "/part/x/../../long", status: 308, to: "/long"},
		{path: "/nowhere", status: 404, contains: "Halaman ini tidak ada"},
		{path: "/en/nowhere", status: 404, contains: "There is no such page"},
		{path: "/ja/nowhere", status: 404, contains: "このページはありません"},
		{path: "/en/en", status: 404, contains: "There is no such page"},
		{path: "/english", status: 404, contains: "Halaman ini tidak ada"},
		{path: "/part/%00", status: 404, contains: "Halaman ini tidak ada"},
		{path: "/part/%ff", status: 404, contains: "Halaman ini tidak ada"},
		{path: "/part/x?q=%ff", status: 422, contains: "bukan teks"},
		{path: "/part/x?q=%00", status: 422, contains: "bukan teks"},
		{path: "/part/x?q=%zz", status: 422, contains: "bukan teks"},
	} {
		a := h.get(t, c.path)
		a.want(t, c.status, c.contains)
		if a.Header.Get("Location") != c.to {
			t.Errorf("%s leads to %q, want %q", c.path, a.Header.Get("Location"), c.to)
		}
	}
}

func TestPageSaysItsLanguage(t *testing.T) {
	h := open(t)
	for path, want := range map[string]string{"/": "id", "/en": "en", "/ja": "ja", "/ja/nowhere": "ja"} {
		if got := h.get(t, path).Header.Get("Content-Language"); got != want {
			t.Errorf("%s is in %q, want %q", path, got, want)
		}
	}
}

func TestHrefKeepsFilters(t *testing.T) {
	words, err := lang.Load(tiny)
	if err != nil {
		t.Fatal(err)
	}
	r := &web.Request{Request: httptest.NewRequest("GET", "/cari?q=a", nil), Lang: words.In(lang.EN)}
	for path, want := range map[string]string{"/": "/en", "/?q=1": "/en?q=1", "/cari?q=1#x": "/en/cari?q=1#x"} {
		if got := r.Href(path); got != want {
			t.Errorf("Href(%q) = %q, want %q", path, got, want)
		}
	}
	r.Method = "POST"
	if got := r.Here(lang.ID); got != "/cari" {
		t.Errorf("after a form, here is %q", got)
	}
}

func TestEveryRefusalHasATitleAndAdvice(t *testing.T) {
	words, err := lang.Load(web.Files)
	if err != nil {
		t.Fatal(err)
	}
	l := words.In(lang.ID)
	for _, status := range []int{403, 404, 405, 409, 413, 422, 429, 500, 503, 507} {
		for _, key := range []string{web.TitleKey(status), web.NextKey(status)} {
			if !l.Has(key) || status != 500 && strings.Contains(key, "broken") {
				t.Errorf("status %d has %q", status, key)
			}
		}
	}
}
