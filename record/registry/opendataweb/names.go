package opendataweb

import (
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/kbli"
	"alun/record/registry/opendata"
)

// names are what the page calls the values of dimensions.
type names struct {
	lang.Lang
	areas      map[string]string
	divisions  map[string]string
	subsectors map[string]string
	above      []string // the kecamatan, in their order
	slugs      []string // the subsectors, in theirs
}

func (d Door) names(tx *db.Tx, l lang.Lang) (n names, err error) {
	n = names{Lang: l, areas: map[string]string{}, divisions: map[string]string{}, subsectors: map[string]string{}}
	for _, level := range []place.Level{place.Kecamatan, place.Kelurahan} {
		all, err := place.OfLevel(tx, level)
		if err != nil {
			return n, err
		}
		for _, a := range all {
			n.areas[a.Code] = a.Called()
			if level == place.Kecamatan {
				n.above = append(n.above, a.Code)
			}
		}
	}
	book, err := d.Desk.Shelf.Book(tx)
	if err != nil {
		return n, err
	}
	if len(book.Versions) > 0 {
		for _, c := range book.Codes(book.InForce().Version) {
			if c.Level == kbli.Division {
				n.divisions[c.Code] = c.Shown
			}
		}
	}
	all, err := kbli.Subsectors(tx)
	for _, s := range all {
		n.subsectors[s.Slug] = s.Name.In(l.Tag())
		n.slugs = append(n.slugs, s.Slug)
	}
	return n, err
}

// value is what one value is called, and its language where that is not the page's.
func (n names) value(d opendata.Dim, code string) (text, tongue string) {
	if code == opendata.Unknown {
		return n.T("opendataweb.unknown"), ""
	}
	known := ""
	switch d {
	case opendata.Kecamatan, opendata.Kelurahan:
		known = n.areas[code]
	case opendata.Division:
		known, tongue = n.divisions[code], "id"
	case opendata.Subsector:
		known = n.subsectors[code]
	case opendata.Permit:
		known = n.T(registry.PermitWord(code))
	case opendata.Month:
		known = n.monthName(code)
	case opendata.Year:
		known = strings.Replace(code, "-", "–", 1)
	}
	if known == "" {
		return code, ""
	}
	if n.Tag() == lang.ID {
		tongue = ""
	}
	return known, tongue
}

// monthName is the name of a month.
func (n names) monthName(code string) string {
	d, err := date.ParseDay(code + "-01")
	if err != nil {
		return ""
	}
	return face.Month(n.Lang, d)
}

// mostNamed is how many values of a group are named; the others are counted.
const mostNamed = 3

// group is what a line or a column is called.
func (n names) group(d opendata.Dim, g opendata.Group) (text, tongue string) {
	if !g.Merged() {
		return n.value(d, g.Codes[0])
	}
	if d.Ordered() {
		return n.period(d, g.Codes), ""
	}
	var all []string
	for _, code := range g.Codes[:min(mostNamed, len(g.Codes))] {
		name, _ := n.value(d, code)
		all = append(all, name)
	}
	list := strings.Join(all, ", ")
	if rest := len(g.Codes) - mostNamed; rest > 0 {
		return n.T("opendataweb.together_more", list, rest), ""
	}
	return n.T("opendataweb.together", list), ""
}

// period is what years that follow one another are called: by the first and the last of them.
func (n names) period(d opendata.Dim, codes []string) string {
	known := slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return code == opendata.Unknown })
	first, _, _ := strings.Cut(known[0], "-")
	last := known[len(known)-1]
	text := first + "–" + last[strings.LastIndex(last, "-")+1:]
	if len(known) == 1 {
		text, _ = n.value(d, known[0])
	}
	if len(known) < len(codes) {
		return n.T("opendataweb.together", text+", "+n.T("opendataweb.unknown"))
	}
	return text
}
