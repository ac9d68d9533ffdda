package plan

import (
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
)

// OPD is an office of the city (organisasi perangkat daerah).
type OPD struct {
	ID        db.ID
	Slug      string // short name in addresses: "disporapar"
	Short     string // short name on screens: "Disporapar"
	Kind      string // dinas, badan, sekretariat, inspektorat, kecamatan, satuan
	Name      string // as printed in the year asked for
	NameEN    string
	NameJA    string
	Kecamatan string // area code, for the six kecamatan offices
}

// In writes the office's name: as printed in Indonesian, translated otherwise.
func (o OPD) In(tag lang.Tag) string {
	switch {
	case tag == lang.EN && o.NameEN != "":
		return o.NameEN
	case tag == lang.JA && o.NameJA != "":
		return o.NameJA
	}
	return o.Name
}

const opdColumns = `o.id, o.slug, o.short, o.kind, n.name, o.name_en, o.name_ja, o.kecamatan_code`

// opdIn joins an office with its printed name of one year, given as $1.
const opdIn = `plan_opd o join plan_opd_name n on n.opd = o.id
	and n.from_year <= $1 and (n.to_year is null or n.to_year >= $1)`

func scanOPD(r *db.Row) OPD {
	return OPD{ID: r.ID(), Slug: r.Text(), Short: r.Text(), Kind: r.Text(), Name: r.Text(),
		NameEN: r.Text(), NameJA: r.Text(), Kecamatan: r.Text()}
}

// OPDs lists the offices with their names of one year, by printed name.
func OPDs(tx *db.Tx, year int) ([]OPD, error) {
	return db.All(tx, scanOPD, `select `+opdColumns+` from `+opdIn+` order by n.name`, year)
}

// OPDBySlug finds an office with its name of one year.
func OPDBySlug(tx *db.Tx, year int, slug string) (OPD, bool, error) {
	return db.One(tx, scanOPD, `select `+opdColumns+` from `+opdIn+` where o.slug = $2`, year, slug)
}

// FindOPD is OPDBySlug for who names an office: there being none is a fault of
// kind NotFound.
func FindOPD(tx *db.Tx, year int, slug string) (OPD, error) {
	o, found, err := OPDBySlug(tx, year, slug)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_office", clip(slug))
	}
	return o, err
}

// clip shortens what somebody typed for a sentence that quotes it.
func clip(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}

// IsOPD reports whether there is an office of this id: the door through which
// room account asks before it writes down a role.
func IsOPD(tx *db.Tx, id db.ID) (bool, error) {
	_, found, err := db.One(tx, (*db.Row).ID, `select id from plan_opd where id = $1`, id)
	return found, err
}

// alias is a printed name of an office and the years it was printed in.
type alias struct {
	Slug, Name       string
	FromYear, ToYear int // ToYear 0: still
}

// meets tells whether two names hold in one year.
func (a alias) meets(b alias) bool {
	return (a.ToYear == 0 || b.FromYear <= a.ToYear) && (b.ToYear == 0 || a.FromYear <= b.ToYear)
}

// loadOPDs brings the profile's offices and names in. An office that is there
// keeps its identity: its short names and translations are brought up to date,
// its printed names become those of the profile.
func loadOPDs(tx *db.Tx, offices []OPD, aliases []alias) error {
	ids := map[string]db.ID{}
	for _, o := range offices {
		id, err := putOPD(tx, o)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`delete from plan_opd_name where opd = $1`, id); err != nil {
			return err
		}
		ids[o.Slug] = id
	}
	for _, a := range aliases {
		_, err := tx.Exec(`insert into plan_opd_name (opd, name, from_year, to_year) values ($1, $2, $3, $4)`,
			ids[a.Slug], a.Name, a.FromYear, db.Null(a.ToYear, a.ToYear != 0))
		if err != nil {
			return err
		}
	}
	return everyYearHasName(tx)
}

// everyYearHasName refuses names that would leave a plan without its office: its
// lines are read together with the name of their year.
func everyYearHasName(tx *db.Tx) error {
	type nameless struct {
		slug string
		year int
	}
	n, found, err := db.One(tx, func(r *db.Row) nameless { return nameless{r.Text(), r.Int()} }, `select o.slug, n.year
		from plan_node n join plan_opd o on o.id = n.opd where not exists (select 1 from plan_opd_name a
			where a.opd = n.opd and a.from_year <= n.year and (a.to_year is null or a.to_year >= n.year)) limit 1`)
	if err == nil && found {
		return fault.New(fault.Invalid, "plan.opd_without_name", n.slug, strconv.Itoa(n.year))
	}
	return err
}

func putOPD(tx *db.Tx, o OPD) (db.ID, error) {
	id, _, err := db.One(tx, (*db.Row).ID, `insert into plan_opd (id, slug, short, kind, name_en, name_ja, kecamatan_code)
		values ($1, $2, $3, $4, $5, $6, $7)
		on conflict (slug) do update set short = excluded.short, kind = excluded.kind, name_en = excluded.name_en,
			name_ja = excluded.name_ja, kecamatan_code = excluded.kecamatan_code
		returning id`,
		tx.NewID(), o.Slug, o.Short, o.Kind, o.NameEN, o.NameJA, o.Kecamatan)
	return id, err
}

// registry resolves printed office names of any year.
type registry map[string][]named // by folded name

type named struct {
	alias
	id   db.ID
	name string // as printed
}

func readRegistry(tx *db.Tx) (registry, error) {
	reg := registry{}
	err := db.Each(tx, func(r *db.Row) error {
		n := named{id: r.ID(), name: r.Text()}
		n.FromYear, n.ToYear = r.Int(), r.Int()
		reg[Fold(n.name)] = append(reg[Fold(n.name)], n)
		return nil
	}, `select opd, name, from_year, to_year from plan_opd_name`)
	return reg, err
}

// find resolves a printed name in a year. Spaces and case are forgiven, nothing else.
func (reg registry) find(year int, name string) (named, bool) {
	for _, n := range reg[Fold(name)] {
		if n.meets(alias{FromYear: year, ToYear: year}) {
			return n, true
		}
	}
	return named{}, false
}
