package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// FuzzAddress: whatever is asked for, one redirect leads to the one spelling,
// and never to another house.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"/", "/en", "/id/x/", "//evil", "/\\evil", "/en//", "/ja/%2F..", "/..//..", "", "*", "/id/id", "/id/en/x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := url.ParseRequestURI(s)
		if err != nil {
			return
		}
		tag, bare, to := address(u.EscapedPath())
		if !strings.HasPrefix(bare, "/") || tag == "" {
			t.Fatalf("%q is %q in %q", s, bare, tag)
		}
		if to == "" {
			return
		}
		if !local(to) {
			t.Fatalf("%q leads out of the house: %q", s, to)
		}
		if _, _, again := address(to); again != "" {
			t.Fatalf("%q leads to %q and on to %q", s, to, again)
		}
	})
}

func FuzzNegotiate(f *testing.F) {
	for _, s := range []string{"", "gzip, br;q=0", "*;q=0.1", ";;,=,q", "zstd;q=1e309"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e := choose(http.Header{"Accept-Encoding": {s}}, small)
		if e != identity && !strings.Contains(strings.ToLower(s), e.String()) && !strings.Contains(s, "*") {
			t.Errorf("%q gets %s", s, e)
		}
	})
}
