package plan

import (
	"fmt"
	"strings"

	"alun/ground/db"
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

// Alias is a printed name of an office and the years it was printed in.
type Alias struct {
	Slug, Name       string
	FromYear, ToYear int // ToYear 0: still
}

// LoadOPDs brings the profile's offices and names in; what is there already
// stays, with its short names and translations brought up to date.
func LoadOPDs(tx *db.Tx, offices []OPD, aliases []Alias) error {
	ids := map[string]db.ID{}
	for _, o := range offices {
		id, err := putOPD(tx, o)
		if err != nil {
			return err
		}
		ids[o.Slug] = id
	}
	for _, a := range aliases {
		id, ok := ids[a.Slug]
		if !ok {
			return fmt.Errorf("plan: alias %q names no office %q", a.Name, a.Slug)
		}
		_, err := tx.Exec(`insert into plan_opd_name (opd, name, from_year, to_year) values ($1, $2, $3, $4)
			on conflict (name, from_year) do update set opd = excluded.opd, to_year = excluded.to_year`,
			id, a.Name, a.FromYear, db.Null(a.ToYear, a.ToYear != 0))
		if err != nil {
			return err
		}
	}
	return nil
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
type registry struct {
	names []Alias
	ids   map[string]db.ID // by slug
}

func readRegistry(tx *db.Tx) (registry, error) {
	reg := registry{ids: map[string]db.ID{}}
	err := db.Each(tx, func(r *db.Row) error {
		id, slug := r.ID(), r.Text()
		reg.ids[slug] = id
		reg.names = append(reg.names, Alias{slug, r.Text(), r.Int(), r.Int()})
		return nil
	}, `select o.id, o.slug, n.name, n.from_year, n.to_year from plan_opd o join plan_opd_name n on n.opd = o.id`)
	return reg, err
}

// find resolves a printed name in a year. Spaces and case are forgiven, nothing else.
func (reg registry) find(year int, name string) (db.ID, bool) {
	want := foldName(name)
	for _, a := range reg.names {
		if a.FromYear <= year && (a.ToYear == 0 || a.ToYear >= year) && foldName(a.Name) == want {
			return reg.ids[a.Slug], true
		}
	}
	return 0, false
}

func foldName(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
