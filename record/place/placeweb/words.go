package placeweb

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/lang"
	"alun/ground/quantity"
	"alun/ground/web/parts"
	"alun/record/place"
)

// desk is what every page of this room is drawn with.
type desk struct {
	lang.Lang
	href  func(path string) string // adds the reader's language
	atlas *atlas
}

func (d desk) areaHref(code string) string { return d.href("/wilayah/" + code) }

// when says the time that a figure is of: "semester II 2024".
func (d desk) when(f place.Figure) string {
	if day, ok := f.Period.Day(f.Year); ok {
		return day.In(d.Tag())
	}
	return d.T("place.period_"+string(f.Period), strconv.Itoa(f.Year))
}

// basis names a way of counting.
func (d desk) basis(b place.Basis) string { return d.T("place.basis_" + string(b)) }

// grade says how far to trust something: "keandalan B: angka resmi yang dikutip media".
func (d desk) grade(g place.Grade) string {
	keys := map[place.Grade]string{place.GradeA: "a", place.GradeAMinus: "a_minus",
		place.GradeB: "b", place.GradeC: "c", place.GradeD: "d"}
	return d.T("place.graded", string(g), lang.Key("place.grade_"+keys[g]))
}

// count writes a number that may be unknown.
func (d desk) count(c place.Count) string {
	if !c.Known {
		return "–"
	}
	return lang.Whole(d.Tag(), c.N)
}

// km2 writes an area with two decimals.
func (d desk) km2(q quantity.Quantity) string { return q.Round(2).In(d.Tag()) }

// size is the best known area as a cell, saying when it is only computed.
func (d desk) size(a place.Area) parts.Cell {
	q, official := a.Best()
	c := parts.Cell{Text: d.km2(q)}
	if !official && q.Known {
		c.Note = d.T("place.size_drawn")
	}
	return c
}

// level names the rank of an area.
func (d desk) level(a place.Area) string { return d.T("place.level_" + string(a.Level)) }

// postal lists the postal codes of a kecamatan's kelurahan, each once.
func (d desk) postal(code string) string {
	var all []string
	for _, a := range d.atlas.kelurahan[code] {
		if a.Postal != "" {
			all = append(all, a.Postal)
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), ", ")
}

// border says where the boundaries come from.
func (d desk) border() string {
	b := d.atlas.border
	day := b.SourceDate
	if at, err := date.ParseDay(day); err == nil {
		day = at.In(d.Tag())
	}
	return d.T("place.border_source", b.Source, day, b.Licence, d.grade(b.Grade))
}

// short is an area's name without what all its neighbours share: Balikpapan
// Timur is Timur on a map of Balikpapan.
func short(name string, among []place.Area) string {
	shared := 0
	for i := range len(name) {
		if name[i] != ' ' {
			continue
		}
		for _, a := range among {
			if len(a.Called()) <= i+1 || a.Called()[:i+1] != name[:i+1] {
				return name[shared:]
			}
		}
		shared = i + 1
	}
	return name[shared:]
}

// crumbs is the way from the city's page to an area.
func (d desk) crumbs(above ...place.Area) []parts.Link {
	out := []parts.Link{{Label: d.T("place.areas"), Href: d.href("/wilayah")}}
	for _, a := range above {
		out = append(out, parts.Link{Label: a.Called(), Href: d.areaHref(a.Code)})
	}
	return out
}
