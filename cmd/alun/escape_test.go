package main

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// What somebody types is shown again as text: between tags, in attributes and in
// addresses, with quotes and tags and all.
func TestWhatIsTypedIsShownAsText(t *testing.T) {
	v := visitHouse(t)
	for _, typed := range []string{`"><script>alert(1)</script>`, `</textarea><img src=x onerror=alert(1)>`, `' onfocus='alert(1)`, `javascript:alert(1)`, `&lt;b&gt;`, `--><!--`} {
		q := url.QueryEscape(typed)
		for what, page := range map[string]string{
			"a search":           v.ask(http.MethodGet, "/cari?q="+q, "").Body.String(),
			"a correction":       v.ask(http.MethodPost, certified+"/koreksi", "field=tiada&message="+q).Body.String(),
			"an address":         v.ask(http.MethodPost, "/ikuti", "apa=plan&kerap=day&alamat="+q).Body.String(),
			"another language":   v.ask(http.MethodGet, "/en/cari?q="+q, "").Body.String(),
			"an address of none": v.ask(http.MethodGet, "/"+url.PathEscape(typed), "").Body.String(),
		} {
			if strings.ContainsAny(typed, `<"'`) && strings.Contains(page, typed) {
				t.Errorf("%s shows %q as it came", what, typed)
			}
			if what != "an address of none" && !strings.Contains(html.UnescapeString(page), typed) {
				t.Errorf("%s does not show %q at all: the test sees nothing", what, typed)
			}
			for _, runs := range []string{"<script>alert", "<img src=x", "onfocus='", `href="javascript:`} {
				if strings.Contains(page, runs) {
					t.Errorf("%s runs %q", what, runs)
				}
			}
		}
	}
}
