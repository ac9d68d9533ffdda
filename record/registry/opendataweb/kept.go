package opendataweb

import (
	"net/url"
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/opendata"
)

// keptAsked is what the address of a kept month asks for.
type keptAsked struct {
	series   opendata.Series
	month    string // "": the newest
	area     string // of Workers: the kecamatan; "": the city
	row, col string // one number; "": a sum
	one      bool   // it is asked for
}

// wholeSum stands in addresses for the code of a sum.
const wholeSum = "semua"

func inAddress(code string) string {
	if code == "" {
		return wholeSum
	}
	return code
}

func outOfAddress(text string) string {
	if text == wholeSum {
		return ""
	}
	return text
}

func (a keptAsked) path() string {
	v := url.Values{"seri": {string(a.series)}}
	for name, text := range map[string]string{"bulan": a.month, "wilayah": a.area} {
		if text != "" {
			v.Set(name, text)
		}
	}
	if a.one {
		v.Set("baris", inAddress(a.row))
		v.Set("kolom", inAddress(a.col))
	}
	return "/data/usaha/bulanan?" + v.Encode()
}

// keptPage is the page of the census that is kept month by month.
type keptPage struct {
	names
	keptAsked
	r       *web.Request
	months  []opendata.Kept
	kept    opendata.Kept
	numbers map[[2]string]opendata.Number
	course  []opendata.Number // of the one number
	only    bool              // every business is made up
}

// readKept takes what the address asks for.
func readKept(r *web.Request) (a keptAsked, format string, err error) {
	v := r.Values()
	a = keptAsked{series: opendata.Series(v.Line("seri", 20)), month: v.Line("bulan", 7), area: v.Line("wilayah", 20), row: v.Line("baris", 20), col: v.Line("kolom", 60)}
	format = v.Line("format", 8)
	if err := v.Err(); err != nil {
		return a, "", err
	}
	a.one = a.row != "" || a.col != ""
	a.row, a.col = outOfAddress(a.row), outOfAddress(a.col)
	if a.series == "" {
		a.series = opendata.AllSeries[0]
	}
	switch {
	case !a.series.Known(), a.area != "" && a.series != opendata.Workers:
		err = fault.New(fault.Invalid, "opendataweb.no_series")
	case format != "" && sheet.MediaType(format) == "":
		err = fault.New(fault.Invalid, "opendataweb.no_format")
	}
	return a, format, err
}

func (d Door) monthly(tx *db.Tx, r *web.Request) (web.Reply, error) {
	a, format, err := readKept(r)
	if err != nil {
		return web.Reply{}, err
	}
	p := keptPage{keptAsked: a, r: r}
	if p.names, err = d.names(tx, r.Lang); err != nil {
		return web.Reply{}, err
	}
	if p.months, err = opendata.KeptMonths(tx); err != nil {
		return web.Reply{}, err
	}
	if p.only, err = opendata.OnlyMadeUp(tx); err != nil {
		return web.Reply{}, err
	}
	if err := p.choose(tx); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		return p.file(format), nil
	}
	return web.Reply{Page: &web.Page{Title: p.T("opendataweb.kept_title"), Description: p.T("opendataweb.kept_lead"), Nav: nav, Body: keptBody(p)}}, nil
}

// choose reads the month and the number that are asked for.
func (p *keptPage) choose(tx *db.Tx) error {
	at := slices.IndexFunc(p.months, func(k opendata.Kept) bool { return p.month == "" || k.Month == p.month })
	switch {
	case at >= 0:
		p.kept = p.months[at]
	case p.month != "":
		return fault.New(fault.Invalid, "opendataweb.no_month")
	}
	if p.area != "" && !slices.Contains(p.above, p.area) {
		return fault.New(fault.Invalid, "opendataweb.no_area")
	}
	all, err := opendata.Numbers(tx, p.kept.Month, p.series)
	if err != nil {
		return err
	}
	p.numbers = map[[2]string]opendata.Number{}
	for _, n := range all {
		p.numbers[[2]string{n.Row, n.Col}] = n
	}
	if !p.one {
		return nil
	}
	if p.course, err = opendata.Course(tx, p.series, p.row, p.col); err == nil && len(p.course) == 0 {
		err = fault.New(fault.Invalid, "opendataweb.no_number")
	}
	return err
}

// at finds a number.
func (p keptPage) at(row, col string) (opendata.Number, bool) {
	n, told := p.numbers[[2]string{row, col}]
	return n, told
}

// cols are the columns of the series, as every month has them.
func (p keptPage) cols() []string { return p.series.Columns(p.slugs) }

// bounds are what the names of bands say.
var bounds = map[string]string{"1-4": "1–4", "5-19": "5–19", "20-99": "20–99", "100-": "≥ 100"}

// colName is what a column is called.
func (p keptPage) colName(code string) string {
	switch {
	case code == "":
		return p.T("opendataweb.kept_all")
	case p.series == opendata.Sizes:
		return p.T("opendataweb.kept_band", bounds[code])
	case code == opendata.Mixed, code == opendata.NoSubsector:
		return p.T("opendataweb.kept_" + code)
	case p.subsectors[code] != "":
		return p.subsectors[code]
	}
	return code
}

// rowName is what a line is called.
func (p keptPage) rowName(code string) string {
	if code == "" {
		return p.T("opendataweb.kept_city")
	}
	if name := p.areas[code]; name != "" {
		return name
	}
	return code
}

func (p keptPage) seriesName(s opendata.Series) string { return p.T("opendataweb.series_" + string(s)) }

func (p keptPage) day(k opendata.Kept) date.Day { return date.DayOf(k.At) }

// keptShort is what the page of all numbers says of the newest month: sums of what is told, with
// how much that is.
func (n names) keptShort(tx *db.Tx, r *web.Request) (out []parts.Fact, err error) {
	months, err := opendata.KeptMonths(tx)
	if err != nil || len(months) == 0 {
		return nil, err
	}
	only, err := opendata.OnlyMadeUp(tx)
	for _, s := range opendata.AllSeries {
		p := keptPage{names: n, keptAsked: keptAsked{series: s}, r: r, months: months, only: only}
		if err == nil {
			err = p.choose(tx)
		}
		if err != nil {
			return nil, err
		}
		if sum, told := p.at("", ""); told {
			out = append(out, p.inShort(sum))
		}
	}
	return out, nil
}

// inShort is the sum of a series as one fact.
func (p keptPage) inShort(sum opendata.Number) parts.Fact {
	many, label, note := businesses(sum), p.seriesName(p.series), p.T("opendataweb.kept_as_of", p.day(p.kept))
	if p.series == opendata.Workers {
		many = workers(sum)
	}
	if told, all := p.count(); told < all {
		label, note = p.T("opendataweb.kept_part_label", label), note+" "+p.T("opendataweb.kept_part", told, all)
	}
	if p.kept.Demo {
		note += " " + demoSays(p.Lang, p.only)
	}
	return parts.Fact{Label: label, Value: lang.Whole(p.Tag(), many), Href: p.r.Href(keptAsked{series: p.series, one: true}.path()) + "#angka-ini", Note: note}
}
