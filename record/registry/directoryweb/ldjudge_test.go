package directoryweb

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// vocabulary is the part of schema.org that the pages speak, from the release's own files
// (testdata/schemaorg.csv).
type vocabulary struct {
	above   map[string][]string // of a type: those right above it
	domain  map[string][]string // of a property: the types that it belongs to
	values  map[string][]string // of a property: of which types its values are
	members map[string][]string // of an enumeration
}

var schemaOrg = sync.OnceValue(func() vocabulary {
	v := vocabulary{map[string][]string{}, map[string][]string{}, map[string][]string{}, map[string][]string{}}
	raw, err := os.ReadFile("testdata/schemaorg.csv")
	if err != nil {
		return v // of which no type is known
	}
	r := csv.NewReader(bytes.NewReader(raw))
	r.Comment = '#'
	lines, _ := r.ReadAll()
	for _, l := range lines {
		switch name, of := l[1], strings.Fields(l[2]); l[0] {
		case "type":
			v.above[name] = of
		case "property":
			v.domain[name], v.values[name] = of, strings.Fields(l[3])
		case "member":
			v.members[of[0]] = append(v.members[of[0]], name)
		}
	}
	return v
})

// is tells whether a type is another one, or below it.
func (v vocabulary) is(kind, other string) bool {
	return kind == other || slices.ContainsFunc(v.above[kind], func(up string) bool { return v.is(up, other) })
}

func (v vocabulary) has(kind, property string) bool {
	return slices.ContainsFunc(v.domain[property], func(of string) bool { return v.is(kind, of) })
}

// needs is what readers of such data ask for beside the vocabulary, which asks for nothing:
// without a name, an address or a picture a search engine leaves a business out.
var needs = map[string][]string{"LocalBusiness": {"@context", "@id", "name", "address", "image", "url"}, "PostalAddress": {"addressLocality", "addressCountry"},
	"GeoCoordinates": {"latitude", "longitude"}, "OpeningHoursSpecification": {"dayOfWeek", "opens", "closes"}, "OfferCatalog": {"name", "itemListElement"}, "Offer": {"itemOffered"},
	"Product": {"name"}, "PropertyValue": {"propertyID", "value"}}

var (
	timeForm = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
	dateForm = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)
	ldBlock  = regexp.MustCompile(`(?s)<script[^>]*type="application/ld\+json"[^>]*>(.*?)</script>`)
)

// referee says what is wrong with a thing of the vocabulary.
func referee(at string, v any) (wrong []string) {
	thing, ok := v.(map[string]any)
	if !ok {
		return []string{at + " is no thing"}
	}
	words := schemaOrg()
	kind, _ := thing["@type"].(string)
	if _, known := words.above[kind]; !known {
		return []string{at + " is of the unknown type " + kind}
	}
	for of, all := range needs {
		for _, name := range all {
			if _, there := thing[name]; !there && words.is(kind, of) {
				wrong = append(wrong, at+" lacks "+name)
			}
		}
	}
	for name, value := range thing {
		if name == "@type" || name == "@id" || name == "@context" && value == "https://schema.org" {
			continue
		}
		if !words.has(kind, name) {
			wrong = append(wrong, at+" has "+name+", which a "+kind+" has not")
			continue
		}
		all, many := value.([]any)
		if !many {
			all = []any{value}
		}
		for _, one := range all {
			wrong = append(wrong, words.judge(at+"."+name, words.values[name], one)...)
		}
	}
	return wrong
}

// judge holds one value against the types that it may be of.
func (v vocabulary) judge(at string, wants []string, value any) []string {
	if thing, is := value.(map[string]any); is {
		kind, _ := thing["@type"].(string)
		if !slices.ContainsFunc(wants, func(w string) bool { return v.is(kind, w) }) {
			return []string{fmt.Sprintf("%s is a %s, no %s", at, kind, strings.Join(wants, " or "))}
		}
		return referee(at, value)
	}
	if !slices.ContainsFunc(wants, func(w string) bool { return v.fits(w, value) }) {
		return []string{fmt.Sprintf("%s is %v, no %s", at, value, strings.Join(wants, " or "))}
	}
	return nil
}

// fits holds a value that is no thing against one type.
func (v vocabulary) fits(wants string, value any) bool {
	text, isText := value.(string)
	number, isNumber := value.(float64)
	switch wants {
	case "Text":
		return isText && strings.TrimSpace(text) != ""
	case "URL":
		u, err := url.Parse(text)
		return isText && err == nil && u.IsAbs() && u.Host != ""
	case "Time":
		return timeForm.MatchString(text)
	case "Date":
		return dateForm.MatchString(text)
	case "Number":
		return isNumber && number >= -180 && number <= 180
	}
	return slices.Contains(v.members[wants], text)
}
