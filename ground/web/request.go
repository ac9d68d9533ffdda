package web

import (
	"net/http"
	"strings"

	"alun/ground/lang"
)

// Request is a request with its reader's language. Its URL has no language
// prefix any more: rooms see one address for all languages.
type Request struct {
	*http.Request
	Lang lang.Lang
	ID   string // request id, 13 characters; the log and error pages name it

	site *Site
}

// Href adds the reader's language to an address of the house: "/promises" is
// itself in Indonesian and "/en/promises" in English.
func (r *Request) Href(path string) string { return prefixed(r.Lang.Tag(), path) }

// Here is this address, filters included, in another language. After a form was
// sent, the address alone: what was sent is not in it.
func (r *Request) Here(tag lang.Tag) string {
	here := prefixed(tag, r.URL.EscapedPath())
	if r.URL.RawQuery != "" && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		here += "?" + r.URL.RawQuery
	}
	return here
}

// Partial reports whether htmx asked for a part of the page. A boosted link, a
// step back in the history and a request that selects from the answer want the
// whole page.
func (r *Request) Partial() bool {
	h := r.Header
	return h.Get("HX-Request") == "true" &&
		h.Get("HX-Request-Type") != "full" &&
		h.Get("HX-Boosted") == "" &&
		h.Get("HX-History-Restore-Request") == ""
}

func prefixed(tag lang.Tag, path string) string {
	if tag == lang.ID {
		return path
	}
	if path == "/" {
		return "/" + string(tag)
	}
	if rest, ok := strings.CutPrefix(path, "/?"); ok {
		return "/" + string(tag) + "?" + rest
	}
	return "/" + string(tag) + path
}

// local reports whether an address stays in this house. Browsers read "//host"
// and "/\host" as another one, and leave out tabs and line ends before reading.
func local(to string) bool {
	return strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.ContainsAny(to, "\\\r\n\t")
}
