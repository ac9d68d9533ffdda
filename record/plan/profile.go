package plan

import (
	"errors"
	"io/fs"
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/seal"
	"alun/ground/sheet"
)

// Profile is what a city's files say of its offices, documents and promises.
type Profile struct {
	Digest *seal.Digester // makes the digests of promises; nil: none

	offices  []OPD
	aliases  []alias
	sources  []Source
	promises []Promise
	links    []PromiseLink
	holidays []Holiday
}

// ReadProfile reads a city's files; it touches no database. A fault names the
// file, line and value that cannot be right.
func ReadProfile(files fs.FS) (p Profile, err error) {
	defer fault.Op(&err, "plan: read profile")
	for _, read := range []func(fs.FS) error{p.readOffices, p.readAliases, p.readSources, p.readPromises, p.readLinks, p.readHolidays} {
		if err := read(files); err != nil {
			return Profile{}, err
		}
	}
	return p, nil
}

func (p *Profile) readOffices(files fs.FS) error {
	return sheet.EachRecord(files, "opd.csv", []string{"slug", "name", "short", "name_en", "name_ja", "kecamatan_code", "kind"},
		func(r sheet.Record) error {
			p.offices = append(p.offices, OPD{Slug: r.Text("slug"), Short: r.Text("short"), Kind: r.Text("kind"), Name: r.Text("name"),
				NameEN: r.Text("name_en"), NameJA: r.Text("name_ja"), Kecamatan: r.Text("kecamatan_code")})
			return nil
		})
}

func (p *Profile) readAliases(files fs.FS) error {
	return sheet.EachRecord(files, "opd_alias.csv", []string{"slug", "name", "from_year", "to_year"}, func(r sheet.Record) error {
		from, err := r.Whole("from_year")
		if err != nil {
			return err
		}
		to, err := r.Whole("to_year")
		if err != nil {
			return err
		}
		a := alias{r.Text("slug"), r.Text("name"), from, to}
		if column := p.wrong(a); column != "" {
			return r.Refuse(column)
		}
		p.aliases = append(p.aliases, a)
		return nil
	})
}

// wrong names the column of a printed name that cannot be right: an office has
// one name in a year, and a name belongs to one office.
func (p *Profile) wrong(a alias) (column string) {
	switch {
	case !slices.ContainsFunc(p.offices, func(o OPD) bool { return o.Slug == a.Slug }):
		return "slug"
	case a.ToYear != 0 && a.ToYear < a.FromYear:
		return "to_year"
	case slices.ContainsFunc(p.aliases, func(b alias) bool {
		return a.meets(b) && (a.Slug == b.Slug || Fold(a.Name) == Fold(b.Name))
	}):
		return "from_year"
	}
	return ""
}

func (p *Profile) readSources(files fs.FS) error {
	return sheet.EachRecord(files, "sources.csv", []string{"file", "title", "publisher", "published", "pages", "grade", "licence"},
		func(r sheet.Record) error {
			pages, err := r.Whole("pages")
			p.sources = append(p.sources, Source{r.Text("file"), r.Text("title"), r.Text("publisher"), r.Text("published"),
				pages, r.Text("grade"), r.Text("licence")})
			return err
		})
}

func (p *Profile) readPromises(files fs.FS) error {
	columns := []string{"id", "theme", "theme_en", "theme_ja", "promise", "promise_en", "promise_ja", "said_by", "said_on", "source"}
	return sheet.EachRecord(files, "promises.csv", columns, func(r sheet.Record) error {
		id, err := r.Whole("id")
		if err != nil {
			return err
		}
		on, err := date.ParseDay(r.Text("said_on"))
		if err != nil {
			return r.Refuse("said_on").Because(err)
		}
		p.promises = append(p.promises, Promise{ID: id, Theme: said(r, "theme"), Quote: said(r, "promise"),
			SaidBy: r.Text("said_by"), SaidOn: on, Source: r.Text("source")})
		return nil
	})
}

func said(r sheet.Record, column string) Said {
	return Said{r.Text(column), r.Text(column + "_en"), r.Text(column + "_ja")}
}

func (p *Profile) readLinks(files fs.FS) error {
	columns := []string{"promise_id", "year", "opd", "code", "strength", "why_id", "why_en", "why_ja", "linked_by", "linked_on"}
	return sheet.EachRecord(files, "promise_links.csv", columns, func(r sheet.Record) error {
		id, err := r.Whole("promise_id")
		if err != nil {
			return err
		}
		year, err := r.Whole("year")
		if err != nil {
			return err
		}
		on, err := date.ParseDay(r.Text("linked_on"))
		switch {
		case err != nil:
			return r.Refuse("linked_on").Because(err)
		case !slices.ContainsFunc(p.promises, func(x Promise) bool { return x.ID == id }):
			return r.Refuse("promise_id")
		case !slices.Contains([]string{"langsung", "mendukung"}, r.Text("strength")):
			return r.Refuse("strength")
		}
		p.links = append(p.links, PromiseLink{Promise: id, Year: year, OPD: r.Text("opd"), Code: r.Text("code"),
			Strength: r.Text("strength"), Why: Said{r.Text("why_id"), r.Text("why_en"), r.Text("why_ja")},
			By: r.Text("linked_by"), On: on})
		return nil
	})
}

// readHolidays reads the days off; a city may ship none.
func (p *Profile) readHolidays(files fs.FS) error {
	if _, err := fs.Stat(files, "holidays.csv"); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return sheet.EachRecord(files, "holidays.csv", []string{"day", "name", "kind", "source", "grade"}, func(r sheet.Record) error {
		h := Holiday{Day: r.Text("day"), Name: r.Text("name"), Kind: r.Text("kind"), Source: r.Text("source"), Grade: r.Text("grade")}
		if bad := fault.Of(h.check()); bad != nil {
			return r.Refuse(bad.Fields[0].Name)
		}
		p.holidays = append(p.holidays, h)
		return nil
	})
}

// Load brings offices, documents, promises and days off in, before the first report. Doing
// it again changes nothing; a profile that has changed is brought up to date, and
// nothing is removed but printed names of offices.
func (p Profile) Load(tx *db.Tx) error {
	if err := loadOPDs(tx, p.offices, p.aliases); err != nil {
		return err
	}
	if err := loadSources(tx, p.sources); err != nil {
		return err
	}
	if err := loadPromises(tx, p.promises); err != nil {
		return err
	}
	if err := p.digestPromises(tx); err != nil {
		return err
	}
	return loadHolidays(tx, p.holidays)
}

// Link ties the promises to the plan, once the reports are in. Links to years
// that are not in are left for later; links that the profile has no more end.
func (p Profile) Link(tx *db.Tx) error {
	reports, err := Reports(tx)
	if err != nil {
		return err
	}
	years := map[int]bool{}
	for _, r := range reports {
		years[r.Quarter.Year] = true
	}
	var ready []PromiseLink
	for _, l := range p.links {
		if years[l.Year] {
			ready = append(ready, l)
		}
	}
	if err := linkPromises(tx, ready); err != nil {
		return err
	}
	return p.digestPromises(tx)
}
