package web

import (
	"net/http"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"alun/ground/fault"
	"alun/ground/lang"
)

// address takes the language off a path (escaped form). When the path is not
// the one spelling of its page, to is the spelling to redirect to.
func address(escaped string) (tag lang.Tag, bare, to string) {
	tag, bare = cutTag(path.Clean("/" + escaped))
	for tag == lang.ID && strings.HasPrefix(bare+"/", "/id/") {
		_, bare = cutTag(bare) // "/id/id/x" needs one redirect, not two
	}
	if one := prefixed(tag, bare); one != escaped {
		return tag, bare, one
	}
	return tag, bare, ""
}

// cutTag splits "/en/promises" into English and "/promises". A path without a
// language is Indonesian.
func cutTag(clean string) (lang.Tag, string) {
	first, rest, _ := strings.Cut(clean[1:], "/")
	if tag, ok := lang.Parse(first); ok {
		return tag, "/" + rest
	}
	return lang.ID, clean
}

// withPath is a shallow copy of a request at another path (escaped form).
func withPath(r *http.Request, escaped string) (*http.Request, bool) {
	plain, err := url.PathUnescape(escaped)
	if err != nil || !isText(plain) {
		return nil, false
	}
	u := *r.URL
	u.Path, u.RawPath = plain, escaped
	c := *r
	c.URL = &u
	return &c, true
}

// tidy brings every value to NFC. It refuses what is not text.
func tidy(values url.Values) error {
	for name, all := range values {
		if !isText(name) {
			return fault.New(fault.Invalid, "web.not_text")
		}
		for i, v := range all {
			if !isText(v) {
				return fault.New(fault.Invalid, "web.not_text")
			}
			all[i] = norm.NFC.String(v)
		}
	}
	return nil
}

func isText(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }
