package asosiasi

import (
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
	"alun/record/registry/kbli"
	"alun/record/registry/saring"
)

// State is where an association stands.
type State string

// The states.
const (
	Proposed   State = "proposed"   // nobody but the planner and its managers sees it
	Recognised State = "recognised" // it invites and confirms, and everybody sees it
	Ended      State = "ended"
)

// Word is the key of its name.
func (s State) Word() string { return "asosiasi.state_" + string(s) }

// Entry is what is said of an association.
type Entry struct {
	Name, Short string
	About       string // what it is for
	Subsectors  string // slugs, one space between them; "" any trade
	Phone       string // public, as are mail and web: one of them at least
	Mail, Web   string
	Started     string // 2019, 2019-05 or 2019-05-17; "" not told
	Legal       string // the number of its legal basis; "" none, or not told
}

// Asosiasi is an association of businesses.
type Asosiasi struct {
	Entry
	ID         db.ID
	Version    int64 // rises by one with each change and move
	State      State
	Made       time.Time
	Recognised time.Time // zero: never
	Ended      time.Time // zero: stands
	Demo       bool      // a made-up person made it
}

// Call is the shortest way to name it: its short name, else the name.
func (a Asosiasi) Call() string {
	if a.Short != "" {
		return a.Short
	}
	return a.Name
}

const asosiasiSelect = `select a.id, a.version, a.state, a.name, a.short, a.about, a.subsectors, a.phone, a.mail, a.web, a.started, a.legal, a.made_at, a.recognised_at, a.ended_at, a.demo from registry_asosiasi a`

func scanAsosiasi(r *db.Row) Asosiasi {
	return Asosiasi{ID: r.ID(), Version: r.Int64(), State: State(r.Text()), Entry: Entry{Name: r.Text(), Short: r.Text(), About: r.Text(), Subsectors: r.Text(),
		Phone: r.Text(), Mail: r.Text(), Web: r.Text(), Started: r.Text(), Legal: r.Text()}, Made: r.Time(), Recognised: r.Time(), Ended: r.Time(), Demo: r.Bool()}
}

// find finds an association in whatever state.
func find(tx *db.Tx, id db.ID) (Asosiasi, error) {
	a, found, err := db.One(tx, scanAsosiasi, asosiasiSelect+` where a.id = $1`, id)
	if err == nil && !found {
		err = none()
	}
	return a, err
}

func none() error { return fault.New(fault.NotFound, "asosiasi.none") }

// moved says that somebody else was first.
func moved() error { return fault.New(fault.Conflict, "asosiasi.moved") }

// Fields of the form of an association. The others are those of the register's facts:
// name, about_id, subsectors, phone, mail, web, started.
const (
	FieldShort = "short"
	FieldLegal = "legal"
)

// The longest texts, in letters.
const (
	MostShort = 30
	MostLegal = 120
)

// Read brings what was typed into the form in which it is kept. All that is wrong is told
// at once, each at its own field.
func Read(typed Entry) (Entry, error) {
	bad := fault.New(fault.Invalid, "asosiasi.invalid")
	kept, err := registry.Read(registry.Values{registry.Name: typed.Name, registry.AboutID: typed.About, registry.Subsectors: typed.Subsectors,
		registry.Phone: typed.Phone, registry.Mail: typed.Mail, registry.Web: typed.Web, registry.Started: typed.Started})
	if f := fault.Of(err); f != nil {
		bad.Fields = append(bad.Fields, f.Fields...)
	}
	e := Entry{Name: kept[registry.Name], About: kept[registry.AboutID], Subsectors: kept[registry.Subsectors], Phone: kept[registry.Phone], Mail: kept[registry.Mail], Web: kept[registry.Web],
		Started: kept[registry.Started], Short: line(typed.Short), Legal: line(typed.Legal)}
	wrong := func(is bool, field, key string, args ...any) {
		if _, told := bad.Field(field); is && !told {
			bad.At(field, key, args...)
		}
	}
	wrong(strings.TrimSpace(typed.Name) == "", string(registry.Name), "asosiasi.name_needed")
	wrong(strings.TrimSpace(typed.About) == "", string(registry.AboutID), "asosiasi.about_needed")
	wrong(strings.TrimSpace(typed.Phone+typed.Mail+typed.Web) == "", string(registry.Phone), "asosiasi.contact_needed")
	wrong(utf8.RuneCountInString(e.Short) > MostShort, FieldShort, "asosiasi.text_long", MostShort)
	wrong(utf8.RuneCountInString(e.Legal) > MostLegal, FieldLegal, "asosiasi.text_long", MostLegal)
	for _, x := range []struct {
		place       saring.Place
		field, text string
	}{{saring.Name, string(registry.Name), typed.Name}, {saring.Name, FieldShort, e.Short}, {saring.About, string(registry.AboutID), typed.About}} {
		if _, f := saring.Check(x.place, x.field, x.text); f != nil {
			said, _ := f.Field(x.field)
			wrong(true, x.field, said.Key, said.Args...)
		}
	}
	if len(bad.Fields) > 0 {
		return e, bad
	}
	return e, nil
}

// line is a text on one line, without what cannot be seen around it.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// known asks that the subsectors are those of the profile, and the beginning is no day to come.
func (e Entry) known(tx *db.Tx) error {
	for slug := range strings.FieldsSeq(e.Subsectors) {
		_, found, err := kbli.SubsectorBySlug(tx, slug)
		if err == nil && !found {
			err = fault.New(fault.Invalid, "asosiasi.invalid").At(string(registry.Subsectors), "asosiasi.subsector_unknown")
		}
		if err != nil {
			return err
		}
	}
	if e.Started != "" && e.Started > today(tx)[:len(e.Started)] {
		return fault.New(fault.Invalid, "asosiasi.invalid").At(string(registry.Started), "registry.started_later")
	}
	return nil
}

// columns are what an entry is kept as, from name to legal.
func (e Entry) columns() []any {
	return []any{e.Name, e.Short, e.About, e.Subsectors, e.Phone, e.Mail, e.Web, e.Started, e.Legal}
}

// fields names what differs between two entries.
func (e Entry) fields(other Entry) (out []string) {
	names := []string{"name", "short", "about", "subsectors", "phone", "mail", "web", "started", "legal"}
	a, b := e.columns(), other.columns()
	for i, name := range names {
		if a[i] != b[i] {
			out = append(out, name)
		}
	}
	return out
}
