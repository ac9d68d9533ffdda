package directoryweb

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/fault"
	"alun/ground/find"
	"alun/ground/geo"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/directory"
	"time"
)

// Limits of a question: cards on a page, letters, values of one filter.
const (
	perPage  = 20
	longText = 120
	most     = 12
	farthest = 100_000 // metres
	deepest  = 10_000  // cards from the first one
)

// LongText is how many letters the directory looks for, for who leads there.
const LongText = longText

// question is what the address of the directory asks for. Its zero value is all.
type question struct {
	text    string
	filters map[string][]string // by the names of the address
	open    bool
	near    *geo.Point
	within  int
	box     *geo.Box
	sort    string // "", jarak, nama
	from    int
}

// The filters by value, in the order of the page.
var filterNames = []string{"kecamatan", "kelurahan", "subsektor", "bidang", "sertifikat"}

// Orders of the list by their names in the address.
const (
	byDistance = "jarak"
	byName     = "nama"
)

// readQuestion takes what the address asks for. What cannot be looked for is a fault;
// the rest of the question stays.
func readQuestion(r *web.Request) (question, *fault.Fault) {
	v := r.Values()
	q := question{text: v.Line("q", longText), filters: map[string][]string{}, open: v.Line("buka", 8) == "kini", sort: v.Line("urut", 8)}
	for _, name := range filterNames {
		if all := v.All(name, most, 20); len(all) > 0 {
			q.filters[name] = all
		}
	}
	near, within, box, from := v.Line("dekat", 40), v.Line("jarak", 8), v.Line("kotak", 80), v.Line("dari", 8)
	if v.Err() != nil {
		q.text = ""
		return q, fault.New(fault.Invalid, "directoryweb.too_long", longText)
	}
	var ok [4]bool
	q.near, ok[0] = readNear(near)
	q.within, ok[1] = readWhole(within, farthest)
	q.box, ok[2] = readBox(box)
	q.from, ok[3] = readWhole(from, deepest)
	if slices.Contains(ok[:], false) {
		return q, fault.New(fault.Invalid, "directoryweb.bad_address")
	}
	if q.sort != byName && (q.sort != byDistance || q.near == nil) {
		q.sort = ""
	}
	if q.near == nil {
		q.within = 0
	}
	return q, nil
}

func readWhole(text string, most int) (int, bool) {
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0 && n <= most
}

// readNear reads "-1.24089,116.89616".
func readNear(text string) (*geo.Point, bool) {
	if text == "" {
		return nil, true
	}
	all, ok := readDegrees(text, 2)
	if !ok {
		return nil, false
	}
	p, err := geo.At(all[0], all[1])
	return &p, err == nil
}

// readBox reads south, west, north, east.
func readBox(text string) (*geo.Box, bool) {
	if text == "" {
		return nil, true
	}
	all, ok := readDegrees(text, 4)
	if !ok || all[0] >= all[2] || all[1] >= all[3] {
		return nil, false
	}
	low, err := geo.At(all[0], all[1])
	high, err2 := geo.At(all[2], all[3])
	return &geo.Box{Min: low, Max: high}, err == nil && err2 == nil
}

func readDegrees(text string, n int) ([]int64, bool) {
	parts := strings.Split(text, ",")
	if len(parts) != n {
		return nil, false
	}
	out := make([]int64, n)
	for i, p := range parts {
		var err error
		if out[i], err = geo.ParseDegrees(p); err != nil {
			return nil, false
		}
	}
	return out, true
}

// degrees writes a point with about a metre's precision.
func degrees(all ...int64) string {
	out := make([]string, len(all))
	for i, n := range all {
		out[i] = geo.Degrees(n)
	}
	return strings.Join(out, ",")
}

// values is the question as the query of an address.
func (q question) values() url.Values {
	v := url.Values{}
	set := func(name, text string) {
		if text != "" {
			v.Set(name, text)
		}
	}
	set("q", q.text)
	for name, all := range q.filters {
		if len(all) > 0 {
			v[name] = all
		}
	}
	if q.open {
		set("buka", "kini")
	}
	if q.near != nil {
		set("dekat", degrees(q.near.Lat, q.near.Lng))
	}
	if q.within > 0 {
		set("jarak", strconv.Itoa(q.within))
	}
	if q.box != nil {
		set("kotak", degrees(q.box.Min.Lat, q.box.Min.Lng, q.box.Max.Lat, q.box.Max.Lng))
	}
	set("urut", q.sort)
	if q.from > 0 {
		set("dari", strconv.Itoa(q.from))
	}
	return v
}

// path is the address of the question.
func (q question) path() string {
	if v := q.values(); len(v) > 0 {
		return "/usaha?" + v.Encode()
	}
	return "/usaha"
}

// has tells whether a value is asked for.
func (q question) has(name, value string) bool { return slices.Contains(q.filters[name], value) }

// with is the question from its first card on, with a filter set to other values.
func (q question) with(name string, values []string) question {
	out := q
	out.from = 0
	out.filters = map[string][]string{}
	for n, all := range q.filters {
		out.filters[n] = all
	}
	out.filters[name] = values
	return out
}

// toggled adds a value or takes it out. A kelurahan takes the place of its kecamatan,
// and the other way round: both together would be the larger one.
func (q question) toggled(name, value string) question {
	if q.has(name, value) {
		return q.with(name, slices.DeleteFunc(slices.Clone(q.filters[name]), func(v string) bool { return v == value }))
	}
	out := q.with(name, append(slices.Clone(q.filters[name]), value))
	slices.Sort(out.filters[name])
	switch name {
	case "kelurahan":
		out.filters["kecamatan"] = slices.DeleteFunc(slices.Clone(q.filters["kecamatan"]), func(v string) bool { return strings.HasPrefix(value, v+".") })
	case "kecamatan":
		out.filters["kelurahan"] = slices.DeleteFunc(slices.Clone(q.filters["kelurahan"]), func(v string) bool { return strings.HasPrefix(v, value+".") })
	}
	return out
}

// narrowed tells whether anything but words is asked for.
func (q question) narrowed() bool {
	return len(q.chosen()) > 0 || q.open || q.near != nil || q.box != nil
}

// chosen lists the filters that hold values.
func (q question) chosen() (out []string) {
	for _, name := range filterNames {
		if len(q.filters[name]) > 0 {
			out = append(out, name)
		}
	}
	return out
}

// plain tells the directory as everybody comes to it: nothing is asked for.
func (q question) plain() bool { return q.text == "" && !q.narrowed() }

// ask is the question as the index knows it. "Open now" holds for the minute.
func (q question) ask(now time.Time) directory.Ask {
	a := directory.Ask{Text: q.text, Subsectors: q.filters["subsektor"], Divisions: q.filters["bidang"], Holds: q.filters["sertifikat"],
		Near: q.near, Within: q.within, Box: q.box, Skip: q.from, Limit: perPage}
	a.Areas = append(slices.Clone(q.filters["kecamatan"]), q.filters["kelurahan"]...)
	if q.open {
		a.OpenAt = now.In(date.WITA).Truncate(time.Minute)
	}
	switch q.sort {
	case byDistance:
		a.Sort = find.ByDistance
	case byName:
		a.Sort = find.ByName
	}
	return a
}

// known tells whether the values of a filter are such as the page offers.
func (p listPage) known(name, value string) bool {
	switch name {
	case "kecamatan", "kelurahan":
		_, there := p.atlas.Names[value]
		return there && name == levelOf(value)
	case "subsektor":
		_, there := p.book.Subsector(value)
		return there
	case "bidang":
		_, there := p.divisionName(value)
		return there
	}
	return slices.Contains(registry.PermitKinds, value)
}
