package paspor

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/record/registry"
)

// AskersFile is the file of a profile that says who asks what of a business. A profile may
// have none.
const AskersFile = "asker_needs.csv"

// Name is a text in the three languages.
type Name struct{ ID, EN, JA string }

// In is the text in a language.
func (n Name) In(tag lang.Tag) string {
	switch tag {
	case lang.EN:
		return n.EN
	case lang.JA:
		return n.JA
	}
	return n.ID
}

// Asker is who asks something of a business, from a day on: a bank, a programme, an office.
type Asker struct {
	Code  string
	From  date.Day
	Name  Name
	Needs []Need
}

// Need is one thing that is asked for. At most one of Fact, Permit and Product is set; none
// of them is something that Alun does not keep.
type Need struct {
	Fact    registry.Fact
	Permit  string
	Product bool // at least one that is shown
	Note    Name
	When    Condition // what it must be besides being there
	Basis   string
	Source  string
	Day     date.Day // of the source
	Grade   string   // A, A-, B, C; D is our proposal
}

// Kept tells whether Alun keeps what is asked for.
func (n Need) Kept() bool { return n.Fact != "" || n.Permit != "" || n.Product }

// ReadAskers reads who asks what. It touches no database; a fault says which line and value
// is wrong, and why.
func ReadAskers(files fs.FS) (out []Asker, err error) {
	defer fault.Op(&err, "paspor: read askers")
	columns := []string{"asker", "valid_from", "name_id", "name_en", "name_ja", "need", "note_id", "note_en", "note_ja", "basis", "source", "source_day", "grade", "condition", "meant_id", "meant_en", "meant_ja"}
	err = sheet.EachRecord(files, AskersFile, columns, func(r sheet.Record) error {
		from, err := date.ParseDay(r.Text("valid_from"))
		if err != nil {
			return refuse(r, r.Text("valid_from"))
		}
		n, err := readNeed(r)
		if err != nil {
			return err
		}
		name := Name{r.Text("name_id"), r.Text("name_en"), r.Text("name_ja")}
		if r.Text("asker") == "" || slices.Contains([]string{name.ID, name.EN, name.JA}, "") {
			return refuse(r, r.Text("asker"))
		}
		i := slices.IndexFunc(out, func(a Asker) bool { return a.Code == r.Text("asker") && a.From == from })
		if i < 0 {
			i, out = len(out), append(out, Asker{Code: r.Text("asker"), From: from, Name: name})
		}
		out[i].Needs = append(out[i].Needs, n)
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return out, err
}

func refuse(r sheet.Record, value string) error {
	return fault.New(fault.Invalid, "paspor.line_refused", r.File, r.Line, value)
}

func readNeed(r sheet.Record) (n Need, err error) {
	kind, what, _ := strings.Cut(r.Text("need"), ":")
	n = Need{Note: Name{r.Text("note_id"), r.Text("note_en"), r.Text("note_ja")}, Basis: r.Text("basis"), Source: r.Text("source"), Grade: r.Text("grade")}
	known := false
	switch kind {
	case "fact":
		n.Fact, known = registry.Fact(what), registry.Fact(what).Known()
	case "permit":
		n.Permit, known = what, slices.Contains(registry.PermitKinds, what)
	case "product":
		n.Product, known = true, what == ""
	case "outside":
		known = what != ""
	}
	if !known {
		return n, refuse(r, r.Text("need"))
	}
	if n.Day, err = date.ParseDay(r.Text("source_day")); err != nil {
		return n, refuse(r, r.Text("source_day"))
	}
	if n.When, known = readCondition(r, n.Kept()); !known {
		return n, refuse(r, r.Text("condition"))
	}
	if slices.Contains([]string{n.Note.ID, n.Note.EN, n.Note.JA, n.Basis, n.Source}, "") || !slices.Contains([]string{"A", "A-", "B", "C", "D"}, n.Grade) {
		return n, refuse(r, r.Text("need"))
	}
	return n, nil
}

// AskersOn are the askers as they ask on a day: of each the newest list that holds.
func AskersOn(all []Asker, on date.Day) (out []Asker) {
	for _, a := range all {
		if on.Before(a.From) {
			continue
		}
		i := slices.IndexFunc(out, func(b Asker) bool { return b.Code == a.Code })
		switch {
		case i < 0:
			out = append(out, a)
		case out[i].From.Before(a.From):
			out[i] = a
		}
	}
	return out
}

// Has tells whether what is asked for is known of a business, and how well. hidden tells
// that it is there, but not shown to who looks.
func (s Sheet) Has(n Need, on date.Day) (level registry.Level, has, hidden bool) {
	switch {
	case n.Fact != "":
		level = s.Business.Proofs[n.Fact].Level
		there := s.Business.Facts[n.Fact] != ""
		return level, there, !there && level > 0
	case n.Product:
		return registry.Told, s.Products > 0, false
	}
	for _, p := range s.Permits {
		if p.Kind == n.Permit && p.HeldOn(on) && (!has || p.Level > level) {
			level, has = p.Level, true
		}
	}
	return level, has, false
}
