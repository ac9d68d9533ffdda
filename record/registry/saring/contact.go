package saring

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// mobile is a mobile number of the country within a link: after a stroke, an equals sign
// or a plus, and never the middle of a longer number, as goods in a shop have.
var mobile = regexp.MustCompile(`(?:^|[^0-9])(?:\+?62|0)8[0-9]{7,11}(?:[^0-9]|$)`)

// ungrouped takes out what people put between the digits of a number, and the noughts of
// a number that is dialled from abroad.
var ungrouped = strings.NewReplacer("-", "", ".", "", " ", "", "(", "", ")", "")

// Contact reports a link that is a way to somebody and not a place of the web: one that
// opens a chat or a call, or bears a telephone number. Whoever reads it has the number.
func Contact(link string) bool {
	text := strings.ToLower(norm.NFKC.String(strings.TrimSpace(link)))
	for range 2 { // what was written in signs for addresses, once within the other
		if plain, err := url.PathUnescape(text); err == nil {
			text = plain
		}
	}
	scheme, rest, found := strings.Cut(text, ":")
	if found && slices.Contains(law.Calls, scheme) {
		return true
	}
	if found && strings.HasPrefix(rest, "//") {
		text = strings.TrimLeft(rest, "/")
	}
	host, _, _ := strings.Cut(strings.TrimPrefix(text, "www."), "/")
	if at := strings.LastIndex(host, "@"); at >= 0 {
		host = host[at+1:]
	}
	host, _, _ = strings.Cut(host, "?")
	host, _, _ = strings.Cut(host, "#")
	host, _, _ = strings.Cut(strings.TrimSuffix(host, "."), ":")
	if slices.ContainsFunc(law.Messengers, func(m string) bool { return host == m || strings.HasSuffix(host, "."+m) }) {
		return true
	}
	return mobile.MatchString(text) || mobile.MatchString(ungrouped.Replace(text))
}
