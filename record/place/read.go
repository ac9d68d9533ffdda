package place

import (
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"time"

	"alun/ground/geo"
	"alun/ground/quantity"
)

var areaFields = []string{"code", "level", "name", "name_alt", "parent_code", "bps_code", "postal_code",
	"area_km2_bps", "area_km2_computed", "lat", "lng", "source"}

// forms are how codes are written: Kemendagri's by level, and those of others.
var (
	forms = map[Level]*regexp.Regexp{
		Province:  regexp.MustCompile(`^\d{2}$`),
		City:      regexp.MustCompile(`^\d{2}\.\d{2}$`),
		Kecamatan: regexp.MustCompile(`^\d{2}\.\d{2}\.\d{2}$`),
		Kelurahan: regexp.MustCompile(`^\d{2}\.\d{2}\.\d{2}\.1\d{3}$`), // 2… would be a village
	}
	bpsForm    = regexp.MustCompile(`^(\d{2}|\d{4}|\d{7}|\d{10})?$`)
	postalForm = regexp.MustCompile(`^(\d{5})?$`)
)

// readAreas reads the code list and checks that it is one tree.
func readAreas(files fs.FS) ([]Area, error) {
	var out []Area
	levels := map[string]Level{}
	var lines []record
	err := eachLine(files, areasFile, areaFields, func(r record) error {
		a, err := readArea(r)
		if err != nil {
			return err
		}
		if _, twice := levels[a.Code]; twice {
			return r.refuse("code", "place.why_twice")
		}
		levels[a.Code] = a.Level
		out, lines = append(out, a), append(lines, r)
		return nil
	})
	for i, a := range out {
		if _, there := levels[a.Parent]; err == nil && !there && a.Level != Province {
			err = lines[i].refuse("parent_code", "place.why_parent")
		}
	}
	return out, err
}

func readArea(r record) (Area, error) {
	a := Area{Code: r.Text("code"), Level: Level(r.Text("level")), Name: r.Text("name"), Other: r.Text("name_alt"),
		Parent: r.Text("parent_code"), BPS: r.Text("bps_code"), Postal: r.Text("postal_code"), Source: r.Text("source")}
	form, known := forms[a.Level]
	above := ""
	if i := strings.LastIndexByte(a.Code, '.'); i >= 0 {
		above = a.Code[:i]
	}
	switch {
	case !known:
		return a, r.refuse("level", "place.why_level")
	case !form.MatchString(a.Code):
		return a, r.refuse("code", "place.why_code")
	case a.Parent != above:
		return a, r.refuse("parent_code", "place.why_parent")
	case a.Name == "":
		return a, r.refuse("name", "place.why_name")
	case !bpsForm.MatchString(a.BPS):
		return a, r.refuse("bps_code", "place.why_bps")
	case !postalForm.MatchString(a.Postal):
		return a, r.refuse("postal_code", "place.why_postal")
	case a.Source == "":
		return a, r.refuse("source", "place.why_origin")
	}
	return a.measured(r)
}

// measured reads the sizes and the label point.
func (a Area) measured(r record) (Area, error) {
	for column, into := range map[string]*quantity.Quantity{"area_km2_bps": &a.Size, "area_km2_computed": &a.Drawn} {
		q, err := quantity.Parse(r.Text(column))
		if err != nil || q.Known && q.Micro <= 0 {
			return a, r.refuse(column, "place.why_size")
		}
		*into = q
	}
	if r.Text("lat") == "" && r.Text("lng") == "" {
		return a, nil
	}
	lat, err := geo.ParseDegrees(r.Text("lat"))
	if err != nil {
		return a, r.refuse("lat", "place.why_point")
	}
	lng, err := geo.ParseDegrees(r.Text("lng"))
	if err != nil {
		return a, r.refuse("lng", "place.why_point")
	}
	if a.Label, err = geo.At(lat, lng); err != nil {
		return a, r.refuse("lat", "place.why_range")
	}
	a.HasLabel = true
	return a, nil
}

var figureFields = []string{"area_code", "area_name", "year", "period", "population", "male", "female",
	"households", "area_km2", "density_published", "basis", "source", "reliability", "note"}

// basisNames are how the data file writes the bases.
var basisNames = map[string]Basis{
	"registration (DKB)":                  DKB,
	"registration":                        Registration,
	"registration, before de-duplication": RegistrationRaw,
	"SP2020":                              Census,
	"BPS projection":                      BPSProjection,
	"not stated":                          Unstated,
}

func readFigures(files fs.FS, areas map[string]Area) ([]Figure, error) {
	var out []Figure
	seen := map[Figure]bool{}
	err := eachLine(files, populationFile, figureFields, func(r record) error {
		f, err := readFigure(r)
		if err != nil {
			return err
		}
		if _, known := areas[f.Code]; !known {
			return r.refuse("area_code", "place.why_no_area")
		}
		if seen[f.key()] {
			return r.refuse("area_code", "place.why_figure_twice")
		}
		seen[f.key()] = true
		out = append(out, f)
		return nil
	})
	return out, err
}

func readFigure(r record) (Figure, error) {
	f := Figure{Code: r.Text("area_code"), Named: r.Text("area_name"), Source: r.Text("source"),
		Grade: Grade(r.Text("reliability")), Note: r.Text("note")}
	var ok bool
	if f.Year, ok = readYear(r.Text("year")); !ok {
		return f, r.refuse("year", "place.why_year")
	}
	if f.Period, ok = readPeriod(r.Text("period")); !ok {
		return f, r.refuse("period", "place.why_period")
	}
	if f.Basis, ok = basisNames[r.Text("basis")]; !ok {
		return f, r.refuse("basis", "place.why_basis")
	}
	if !f.Grade.known() {
		return f, r.refuse("reliability", "place.why_grade")
	}
	if f.Source == "" {
		return f, r.refuse("source", "place.why_origin")
	}
	return f.counted(r)
}

// counted reads the numbers of people and households.
func (f Figure) counted(r record) (Figure, error) {
	for _, c := range []struct {
		column string
		into   *Count
	}{{"male", &f.Male}, {"female", &f.Female}, {"households", &f.Households}} {
		n, ok := readCount(r.Text(c.column))
		if !ok {
			return f, r.refuse(c.column, "place.why_people")
		}
		*c.into = n
	}
	people, ok := readCount(r.Text("population"))
	if !ok || !people.Known {
		return f, r.refuse("population", "place.why_people")
	}
	f.People = people.N
	if f.Male.Known && f.Female.Known && f.Male.N+f.Female.N != f.People {
		return f, r.refuse("population", "place.why_sexes")
	}
	var err error
	if f.Size, err = quantity.Parse(r.Text("area_km2")); err != nil || f.Size.Known && f.Size.Micro <= 0 {
		return f, r.refuse("area_km2", "place.why_size")
	}
	if f.Density, err = quantity.Parse(r.Text("density_published")); err != nil {
		return f, r.refuse("density_published", "place.why_density")
	}
	return f, nil
}

// readCount reads a whole number; nothing is unknown, not zero.
func readCount(text string) (Count, bool) {
	if text == "" {
		return Count{}, true
	}
	n, err := strconv.ParseUint(text, 10, 40)
	return Count{int64(n), true}, err == nil
}

func readYear(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 1900 && n <= 2100
}

func readPeriod(text string) (Period, bool) {
	switch text {
	case "S1", "S2":
		return Period(strings.ToLower(text)), true
	case "end", "year", "census":
		return Period(text), true
	}
	t, err := time.Parse("2 Jan", text)
	return Period(t.Format("01-02")), err == nil
}
