package fieldweb

import (
	"slices"
	"strconv"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/field"
)

// cityPage counts the city: for the planner and the inspector, and officers for theirs.
type cityPage struct {
	lang.Lang
	r    *web.Request
	sums []field.Sum
	at   time.Time // that was counted
}

func (d Desk) cityPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	sums, at, err := d.Field.Sums(tx, r.Session())
	if err != nil {
		return web.Reply{}, err
	}
	p := cityPage{r.Lang, r, sums, at}
	return web.Reply{Page: &web.Page{Title: p.title(), Nav: nav, Body: cityBody(p)}}, nil
}

// title is called by the area, where it is one kecamatan alone.
func (p cityPage) title() string {
	if len(p.sums) == 1 {
		return p.T("fieldweb.city_title_of", p.sums[0].Area.Called())
	}
	return p.T("fieldweb.city_title")
}

func (p cityPage) lead() string {
	if len(p.sums) == 1 {
		return p.T("fieldweb.city_lead_of", p.sums[0].Area.Called())
	}
	return p.T("fieldweb.city_lead")
}

// hides tells whether a number is not told, which is then said why.
func (p cityPage) hides() bool {
	return slices.ContainsFunc(p.sums, func(s field.Sum) bool { return slices.Contains(s.Count, field.Hidden) })
}

func (p cityPage) count(n int) string {
	if n == field.Hidden {
		return p.T("fieldweb.few")
	}
	return p.T("fieldweb.count", n)
}

// counted says when the numbers were counted.
func (p cityPage) counted() string {
	return p.T("fieldweb.city_counted", date.DayOf(p.at), date.Clock(p.at, p.Tag()))
}

func (p cityPage) bands() []string {
	out := make([]string, len(field.Bands))
	for i := range out {
		out[i] = p.T("field.band_" + strconv.Itoa(i))
	}
	return out
}

// facts are the numbers of a kecamatan.
func (p cityPage) facts(s field.Sum) []parts.Fact {
	var out []parts.Fact
	for i, n := range s.Count {
		out = append(out, parts.Fact{Label: p.bands()[i], Value: p.count(n)})
	}
	return out
}
