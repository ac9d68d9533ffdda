package web_test

import (
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"

	"alun/ground/fault"
	"alun/ground/web"
)

func values(query url.Values) *web.Values {
	r := &web.Request{Request: httptest.NewRequest("GET", "/?"+query.Encode(), nil)}
	return r.Values()
}

func TestLinesOfText(t *testing.T) {
	for _, c := range []struct{ in, line, lines string }{
		{"  nasi kuning ", "nasi kuning", "nasi kuning"},
		{"a\r\nb", "a  b", "a\nb"},
		{"a\tb\u2028c\x07", "a b c", "a b c"},
		{"\n\n", "", ""},
		{"港湾", "港湾", "港湾"},
	} {
		v := values(url.Values{"x": {c.in}})
		if got := v.Line("x", 100); got != c.line {
			t.Errorf("Line(%q) = %q", c.in, got)
		}
		if got := v.Lines("x", 100); got != c.lines || v.Err() != nil {
			t.Errorf("Lines(%q) = %q, %v", c.in, got, v.Err())
		}
	}
}

func TestAllFaultsOfAFormAtOnce(t *testing.T) {
	v := values(url.Values{"a": {"港湾港湾"}, "b": {"x", "y", "", "z"}, "c": {strings.Repeat("x", 5)}})
	if v.Line("a", 4) != "港湾港湾" || v.Err() != nil {
		t.Errorf("four characters are not too many: %v", v.Err())
	}
	if got := v.All("b", 3, 1); !slices.Equal(got, []string{"x", "y", "z"}) || v.Err() != nil {
		t.Errorf("All = %q %v", got, v.Err())
	}
	v.Line("a", 3)
	v.All("b", 2, 1)
	v.Lines("c", 4)
	v.Wrong("c", "tiny.empty")
	f := fault.Of(v.Err())
	if f == nil || f.Kind != fault.Invalid || len(f.Fields) != 3 {
		t.Fatalf("%+v", f)
	}
	for name, key := range map[string]string{"a": "web.too_long", "b": "web.too_many_values", "c": "web.too_long"} {
		if x, ok := f.Field(name); !ok || x.Key != key {
			t.Errorf("%s: %+v", name, x)
		}
	}
}

func FuzzLine(f *testing.F) {
	for _, s := range []string{"", " a ", "a\r\nb", "\x00", "港\u2028湾", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v := values(url.Values{"x": {s}})
		if got := v.Line("x", 1<<20); strings.ContainsFunc(got, unicode.IsControl) || strings.TrimSpace(got) != got {
			t.Errorf("Line(%q) = %q", s, got)
		}
		if got := v.Lines("x", 1<<20); strings.Contains(got, "\r") || strings.TrimSpace(got) != got {
			t.Errorf("Lines(%q) = %q", s, got)
		}
	})
}
