package web

import (
	"net/http"
	"strings"
	"time"

	"alun/ground/lang"
)

// Request is a request with its reader's language. Its URL has no language
// prefix any more: rooms see one address for all languages.
type Request struct {
	*http.Request
	Lang lang.Lang
	ID   string // request id, 13 characters; the log and error pages name it

	site  *Site
	key   string // the form's key as it was sent, until its act is done; see FormKey
	route string // method and pattern of the form that is answered
	fresh bool   // this page was made for this reader: it is not stored
	wait  int    // seconds until the sender may try again; see Paced

	secret []string // fields of the form that are not counted when it is sent again

	uploads map[string]*Upload // by field

	declared []string  // of the query, what this address may be asked with; nil after a form
	strange  string    // what was read of the query though it is not declared
	building *building // set while the page is drawn to be kept
	until    time.Time // what Until said
	guest    any       // see Guest
}

// Until says that what this page shows holds until then, and changes by itself
// afterwards: "open until Friday", "in three days". A page that asks its
// transaction for the time and does not say this is never kept.
func (r *Request) Until(end time.Time) {
	if r.until.IsZero() || end.Before(r.until) {
		r.until = end
	}
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
func (r *Request) Partial() bool { return partial(r.Header) }

func partial(h http.Header) bool {
	return h["Hx-Request"] != nil && h.Get("Hx-Request") == "true" &&
		h.Get("Hx-Request-Type") != "full" &&
		h.Get("Hx-Boosted") == "" &&
		h.Get("Hx-History-Restore-Request") == ""
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
