package lang

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// matcher knows regions, scripts and old spellings ("in" for Indonesian, as
// Java still writes it). Its order is that of All.
var matcher = language.NewMatcher(bcp47(All))

func bcp47(tags []Tag) (out []language.Tag) {
	for _, t := range tags {
		out = append(out, language.Make(string(t)))
	}
	return out
}

// maxHeader bounds the work on an Accept-Language header; browsers send less
// than 200 bytes.
const maxHeader = 2000

// Accept chooses the language for an Accept-Language header (RFC 9110, section
// 12.5.4). Indonesian is the answer to no header, and to one that asks only for
// languages that the house does not speak. A damaged entry is passed over.
func Accept(header string) Tag {
	if len(header) > maxHeader {
		return ID
	}
	_, best, _ := matcher.Match(wishes(header)...) // the first of All when nothing fits
	return All[best]
}

// wishes lists the languages of the header, the dearest first. Each entry is
// parsed by itself, because the parser gives up on the whole list for one
// unknown tag.
func wishes(header string) []language.Tag {
	type wish struct {
		tag    language.Tag
		weight float32
	}
	var all []wish
	for entry := range strings.SplitSeq(header, ",") {
		tags, weights, _ := language.ParseAcceptLanguage(entry) // no tags with an error
		if len(tags) == 1 {
			all = append(all, wish{tags[0], weights[0]})
		}
	}
	slices.SortStableFunc(all, func(a, b wish) int { return cmp.Compare(b.weight, a.weight) })
	out := make([]language.Tag, len(all))
	for i, w := range all {
		out[i] = w.tag
	}
	return out
}
