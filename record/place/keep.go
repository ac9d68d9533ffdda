package place

import (
	"time"

	"alun/ground/db"
)

func (l *loading) area(a Area) {
	if l.err != nil {
		return
	}
	ended := false
	old, found, err := db.One(l.tx, func(r *db.Row) Area {
		a := scanArea(r)
		_, ended = r.Maybe()
		return a
	}, `select `+areaColumns+`, valid_to from place_area where code = $1`, a.Code)
	l.err = err
	same := old
	same.Since = time.Time{}
	if !l.compare(found, same == a && !ended, a.Code, "area", old) {
		return
	}
	l.exec(`insert into place_area (code, level, name, name_alt, parent_code, bps_code, postal_code,
			size_text, size_micro, drawn_text, drawn_micro, lat, lng, source, valid_from)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		on conflict (code) do update set level = excluded.level, name = excluded.name,
			name_alt = excluded.name_alt, parent_code = excluded.parent_code, bps_code = excluded.bps_code,
			postal_code = excluded.postal_code, size_text = excluded.size_text, size_micro = excluded.size_micro,
			drawn_text = excluded.drawn_text, drawn_micro = excluded.drawn_micro, lat = excluded.lat,
			lng = excluded.lng, source = excluded.source, valid_from = excluded.valid_from, valid_to = null`,
		a.Code, a.Level, a.Name, a.Other, db.Null(a.Parent, a.Parent != ""), a.BPS, a.Postal,
		a.Size.Text, db.Null(a.Size.Micro, a.Size.Known), a.Drawn.Text, db.Null(a.Drawn.Micro, a.Drawn.Known),
		db.Null(a.Label.Lat, a.HasLabel), db.Null(a.Label.Lng, a.HasLabel), a.Source, l.tx.Now())
}

func (l *loading) boundary(b Boundary) {
	if l.err != nil {
		return
	}
	old, found, err := db.One(l.tx, scanBoundary, `select `+boundaryColumns+`
		from place_boundary b where b.area_code = $1`, b.Code)
	l.err = err
	same := old.GeoJSON == b.GeoJSON && old.Source == b.Source && old.SourceDate == b.SourceDate &&
		old.Licence == b.Licence && old.Grade == b.Grade
	if !l.compare(found, same, b.Code, "boundary", old) {
		return
	}
	l.exec(`insert into place_boundary (area_code, geojson, source, source_date, licence, grade, valid_from)
		values ($1, $2, $3, $4, $5, $6, $7)
		on conflict (area_code) do update set geojson = excluded.geojson, source = excluded.source,
			source_date = excluded.source_date, licence = excluded.licence, grade = excluded.grade,
			valid_from = excluded.valid_from`,
		b.Code, b.GeoJSON, b.Source, b.SourceDate, b.Licence, b.Grade, l.tx.Now())
}

func (l *loading) figure(f Figure) {
	if l.err != nil {
		return
	}
	old, found, err := db.One(l.tx, scanFigure, `select `+figureColumns+` from place_population
		where area_code = $1 and basis = $2 and year = $3 and period = $4`, f.Code, f.Basis, f.Year, f.Period)
	l.err = err
	same := old
	same.Since = time.Time{}
	if !l.compare(found, same == f, f.Code, "population", old) {
		return
	}
	l.exec(`insert into place_population (area_code, basis, year, period, people, male, female, households,
			size_text, size_micro, density_text, density_micro, named, source, grade, note, valid_from)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
		on conflict (area_code, basis, year, period) do update set people = excluded.people,
			male = excluded.male, female = excluded.female, households = excluded.households,
			size_text = excluded.size_text, size_micro = excluded.size_micro, density_text = excluded.density_text, density_micro = excluded.density_micro,
			named = excluded.named, source = excluded.source, grade = excluded.grade,
			note = excluded.note, valid_from = excluded.valid_from`,
		f.Code, f.Basis, f.Year, f.Period, f.People, f.Male.maybe(), f.Female.maybe(), f.Households.maybe(),
		f.Size.Text, db.Null(f.Size.Micro, f.Size.Known), f.Density.Text, db.Null(f.Density.Micro, f.Density.Known), f.Named, f.Source, f.Grade, f.Note, l.tx.Now())
}

func (c Count) maybe() any { return db.Null(c.N, c.Known) }

// end gives an end to areas that the profile no longer lists, and takes figures
// away that it no longer holds; both stay as revisions.
func (l *loading) end(p *Profile) {
	listed := map[string]bool{}
	for _, a := range p.areas {
		listed[a.Code] = true
	}
	for _, a := range standing(l, scanArea, `select `+areaColumns+` from place_area
			where valid_to is null order by code desc`) {
		if !listed[a.Code] {
			l.counts.Ended++
			l.revise(a.Code, "area", a)
			l.exec(`update place_area set valid_to = $1 where code = $2`, l.tx.Now(), a.Code)
		}
	}
	held := map[Figure]bool{}
	for _, f := range p.figures {
		held[f.key()] = true
	}
	for _, f := range standing(l, scanFigure, `select `+figureColumns+` from place_population`) {
		if !held[f.key()] {
			l.counts.Ended++
			l.revise(f.Code, "population", f)
			l.exec(`delete from place_population where area_code = $1 and basis = $2 and year = $3 and period = $4`,
				f.Code, f.Basis, f.Year, f.Period)
		}
	}
}

// key is what makes a figure the same figure.
func (f Figure) key() Figure {
	return Figure{Code: f.Code, Basis: f.Basis, Year: f.Year, Period: f.Period}
}

func standing[T any](l *loading, scan func(*db.Row) T, query string) (all []T) {
	if l.err == nil {
		all, l.err = db.All(l.tx, scan, query)
	}
	return all
}
