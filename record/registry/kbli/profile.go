package kbli

import (
	"cmp"
	"io/fs"
	"slices"

	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/sheet"
)

// The files of a profile that this part reads.
const (
	versionsFile    = "kbli_versions.csv"
	codes2020File   = "kbli2020.csv"
	textsFile       = "kbli2020_uraian.csv"
	codes2025File   = "kbli2025_partial.csv"
	sectionsFile    = "kbli_sections.csv"
	wordsFile       = "kbli_words.csv"
	subsectorsFile  = "ekraf_subsectors.csv"
	mappingFile     = "ekraf_kbli_proposed.csv"
	mappingVersion  = "2020" // of which the mapping file speaks
	mostWords       = 600    // characters of everyday words of one code
	mostDescription = 20_000
)

// Profile is what a city's files say of the classification and its subsectors,
// read and checked.
type Profile struct {
	versions   []Version
	codes      []Code // parents before children; with their words
	subsectors []Subsector
	mapping    []Mapping

	byKey  map[Key]int       // index of codes
	ranges map[Key][2]string // the first and last division of a section
}

// Codes are all codes, with their everyday words.
func (p Profile) Codes() []Code { return p.codes }

// ReadProfile reads the files and checks that they fit together. It touches no
// database; a fault says which file, line and value, and why.
func ReadProfile(files fs.FS) (p Profile, err error) {
	defer fault.Op(&err, "kbli: read profile")
	p.byKey, p.ranges = map[Key]int{}, map[Key][2]string{}
	for _, read := range []func(fs.FS) error{p.readVersions, p.readSections, p.readCodes, p.readTexts, p.readNew, p.readWords, p.readSubsectors, p.readMapping} {
		if err := read(files); err != nil {
			return Profile{}, err
		}
	}
	slices.SortStableFunc(p.codes, func(a, b Code) int {
		return cmp.Or(cmp.Compare(a.Version, b.Version), cmp.Compare(a.Level, b.Level), cmp.Compare(a.Code, b.Code))
	})
	return p, nil
}

// record is one line of a file; its refusals say why in this part's words.
type record struct{ sheet.Record }

func (r record) refuse(column string, why lang.Key) error {
	return fault.New(fault.Invalid, "kbli.line_refused", r.File, r.Line, r.Text(column), why)
}

func eachLine(files fs.FS, name string, columns []string, take func(record) error) error {
	return sheet.EachRecord(files, name, columns, func(r sheet.Record) error { return take(record{r}) })
}

func (p *Profile) readVersions(files fs.FS) error {
	columns := []string{"version", "regulation", "state", "official", "source", "source_date", "grade", "licence", "note"}
	return eachLine(files, versionsFile, columns, func(r record) error {
		n, err := r.Whole("official")
		v := Version{Version: r.Text("version"), Regulation: r.Text("regulation"), State: State(r.Text("state")), Official: n,
			Source: r.Text("source"), SourceDate: r.Text("source_date"), Grade: r.Text("grade"), Licence: r.Text("licence"), Note: r.Text("note")}
		switch {
		case !yearForm.MatchString(v.Version):
			return r.refuse("version", "kbli.why_version")
		case p.version(v.Version) != nil:
			return r.refuse("version", "kbli.why_twice")
		case err != nil || n <= 0:
			return r.refuse("official", "kbli.why_count")
		case !slices.Contains([]State{InForce, New, Past}, v.State):
			return r.refuse("state", "kbli.why_state")
		case v.Regulation == "":
			return r.refuse("regulation", "kbli.why_origin")
		case v.Source == "" || v.Grade == "":
			return r.refuse("source", "kbli.why_origin")
		}
		p.versions = append(p.versions, v)
		return nil
	})
}

func (p *Profile) version(name string) *Version {
	for i := range p.versions {
		if p.versions[i].Version == name {
			return &p.versions[i]
		}
	}
	return nil
}

// put takes a code in that fits its version, its form and its parent.
func (p *Profile) put(r record, column string, c Code) error {
	_, twice := p.byKey[c.Key()]
	above, known := p.byKey[Key{c.Version, c.Parent}]
	switch {
	case p.version(c.Version) == nil:
		return r.refuse(column, "kbli.why_version")
	case c.Level < Section || c.Level > Class || !codeForms[c.Level].MatchString(c.Code):
		return r.refuse(column, "kbli.why_code")
	case twice:
		return r.refuse(column, "kbli.why_twice")
	case c.Level > Section && (!known || p.codes[above].Section != c.Section):
		return r.refuse(column, "kbli.why_parent")
	case c.Level > Division && len(c.Parent) > 1 && c.Parent != c.Code[:len(c.Parent)]:
		return r.refuse(column, "kbli.why_parent")
	case c.Level == Section && c.Parent != "":
		return r.refuse(column, "kbli.why_parent")
	case c.Level > Section && !p.inSection(c):
		return r.refuse(column, "kbli.why_section")
	}
	p.byKey[c.Key()] = len(p.codes)
	p.codes = append(p.codes, c)
	if v := p.version(c.Version); c.Level == Class {
		v.Held++
	}
	return nil
}

// inSection reports whether the code's division is one of its section's.
func (p *Profile) inSection(c Code) bool {
	r := p.ranges[Key{c.Version, c.Section}]
	return c.Code[:2] >= r[0] && c.Code[:2] <= r[1]
}

// code finds a code of the profile.
func (p *Profile) code(k Key) *Code {
	i, found := p.byKey[k]
	if !found {
		return nil
	}
	return &p.codes[i]
}
