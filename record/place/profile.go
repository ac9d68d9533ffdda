package place

import (
	"cmp"
	"errors"
	"io/fs"
	"math"
	"slices"

	"alun/ground/fault"
	"alun/ground/geo"
	"alun/ground/lang"
)

// The files of a profile that this room reads.
const (
	areasFile      = "areas.csv"
	populationFile = "population.csv"
	kecamatanFile  = "boundaries_kecamatan.geojson"
	kelurahanFile  = "boundaries_kelurahan.geojson"
)

// Profile is a city's areas, boundaries and population as its files say, read
// and checked.
type Profile struct {
	areas      []Area // parents before children
	boundaries []Boundary
	figures    []Figure
}

// ReadProfile reads the files of a profile and checks that they fit together. It
// touches no database; a fault says which file, line and value, and why.
func ReadProfile(files fs.FS) (p Profile, err error) {
	defer fault.Op(&err, "place: read profile")
	if p.areas, err = readAreas(files); err != nil {
		return Profile{}, err
	}
	byCode := map[string]Area{}
	for _, a := range p.areas {
		byCode[a.Code] = a
	}
	for _, f := range []struct {
		name  string
		level Level
	}{{kecamatanFile, Kecamatan}, {kelurahanFile, Kelurahan}} {
		more, err := readBoundaries(files, f.name, f.level, byCode)
		if err != nil {
			return Profile{}, err
		}
		p.boundaries = append(p.boundaries, more...)
	}
	p.figures, err = readFigures(files, byCode)
	if err != nil {
		return Profile{}, err
	}
	slices.SortFunc(p.areas, func(a, b Area) int { return cmp.Compare(a.Code, b.Code) })
	return p, nil
}

// refuse says what is wrong with one line of a file.
func refuse(file string, line int, value string, why lang.Key) error {
	return fault.New(fault.Invalid, "place.line_refused", file, line, value, why)
}

func readFile(files fs.FS, name string) ([]byte, error) {
	data, err := fs.ReadFile(files, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.Invalid, "place.file_missing", name).Because(err)
	}
	return data, err
}

// readBoundaries reads one file of boundaries. Every area of the level must have
// exactly one, with its label point inside and of the size that was said.
func readBoundaries(files fs.FS, name string, level Level, areas map[string]Area) ([]Boundary, error) {
	data, err := readFile(files, name)
	if err != nil {
		return nil, err
	}
	c, err := geo.Read(data)
	if err != nil {
		return nil, fault.New(fault.Invalid, "place.geojson_refused", name, whyGeo(err)).Because(err)
	}
	seen := map[string]bool{}
	var out []Boundary
	for i, f := range c.Features {
		code := f.Properties.Text("code")
		a, ok := areas[code]
		if why := wrongBoundary(f, a, ok && a.Level == level, seen[code]); why != "" {
			return nil, refuse(name, i+1, code, why)
		}
		seen[code] = true
		b := Boundary{Code: code, Region: f.Region, GeoJSON: string(f.Geometry), Source: c.Members.Text("source"),
			SourceDate: c.Members.Text("source_date"), Licence: c.Members.Text("licence"), Grade: Grade(c.Members.Text("grade"))}
		if !b.Grade.known() || b.Source == "" {
			return nil, fault.New(fault.Invalid, "place.geojson_refused", name, lang.Key("place.why_origin"))
		}
		out = append(out, b)
	}
	for code, a := range areas {
		if a.Level == level && !seen[code] {
			return nil, fault.New(fault.Invalid, "place.boundary_missing", name, code, a.Name)
		}
	}
	return out, nil
}

// sizeTolerance is how far the area of a boundary may be from what the file
// says, as a part of it: more means that a ring is lost or the areas are
// exchanged. The shipped files stay below 0.1 %.
const sizeTolerance = 0.005

func wrongBoundary(f geo.Feature, a Area, fits, twice bool) lang.Key {
	said := float64(a.Drawn.Micro) // m²
	switch {
	case !fits:
		return "place.why_no_area"
	case twice:
		return "place.why_twice"
	case a.HasLabel && !f.Region.Contains(a.Label):
		return "place.why_label_outside"
	case a.Drawn.Known && math.Abs(f.Region.Area()-said) > sizeTolerance*said:
		return "place.why_size_differs"
	}
	return ""
}

func whyGeo(err error) lang.Key {
	switch {
	case errors.Is(err, geo.ErrShape):
		return "place.why_shape"
	case errors.Is(err, geo.ErrRange):
		return "place.why_range"
	case errors.Is(err, geo.ErrTooLarge):
		return "place.why_too_large"
	}
	return "place.why_not_geojson"
}
