package kbli

import (
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// MayMapSubsector decides which subsector a code belongs to.
var MayMapSubsector = account.Right{Name: "registry.kbli_map", Roles: []account.Role{account.Planner}, Second: true, Lent: true}

// Rights lists them for the table of doors.
var Rights = []account.Right{MayMapSubsector}

// fromProfile is who decided a mapping that the profile ships.
const fromProfile = "profile"

// Mapping says that a code belongs to a subsector, from a moment on and until
// another. A code belongs to one at a time: no sum over subsectors counts a
// business twice.
type Mapping struct {
	ID     db.ID
	Slug   string
	Key    Key
	Basis  string // why
	By     string // fromProfile, or who of the city
	From   time.Time
	Until  time.Time // zero: it holds
	EndBy  string
	EndWhy string
}

// Proposed reports whether nobody of the city has decided it: it came with the
// program.
func (m Mapping) Proposed() bool { return m.By == fromProfile }

// Holds reports whether it holds now.
func (m Mapping) Holds() bool { return m.Until.IsZero() }

const mappingSelect = `select id, slug, version, code, basis, decided_by, valid_from, valid_to, ended_by, end_reason from registry_kbli_mapping`

func scanMapping(r *db.Row) Mapping {
	return Mapping{ID: r.ID(), Slug: r.Text(), Key: Key{r.Text(), r.Text()}, Basis: r.Text(), By: r.Text(),
		From: r.Time(), Until: r.Time(), EndBy: r.Text(), EndWhy: r.Text()}
}

// Mappings lists what holds now, by subsector and code.
func Mappings(tx *db.Tx) ([]Mapping, error) {
	return db.All(tx, scanMapping, mappingSelect+` where valid_to is null order by slug, version, code`)
}

// MappingsOf lists all of a subsector, also what has ended: first what holds, by
// code, then the rest from the newest end on.
func MappingsOf(tx *db.Tx, slug string) ([]Mapping, error) {
	return db.All(tx, scanMapping, mappingSelect+` where slug = $1
		order by case when valid_to is null then 0 else 1 end, valid_to desc, version, code, id`, slug)
}

// MappingOf finds the mapping of a code that holds now.
func MappingOf(tx *db.Tx, k Key) (Mapping, bool, error) {
	return db.One(tx, scanMapping, mappingSelect+` where version = $1 and code = $2 and valid_to is null`, k.Version, k.Code)
}

// reason holds a sentence why against its bounds.
func reason(text string) (string, error) {
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n < 10 || n > 500 {
		return "", fault.New(fault.Invalid, "kbli.map_refused").At("why", "kbli.why_reason", n)
	}
	return text, nil
}

// Map puts a code into a subsector. Where it belonged to another, that ends with
// the same reason.
func Map(tx *db.Tx, session, slug string, k Key, why string) error {
	who, err := account.May(tx, session, MayMapSubsector, account.At{})
	if err != nil {
		return err
	}
	if err := mayBeMapped(tx, slug, k); err != nil {
		return err
	}
	if why, err = reason(why); err != nil {
		return err
	}
	had, found, err := MappingOf(tx, k)
	if err != nil {
		return err
	}
	if found && had.Slug == slug {
		return fault.New(fault.Conflict, "kbli.map_refused").At("code", "kbli.map_there", k.Code)
	}
	if found {
		if err := endMapping(tx, had, who.Actor(), why); err != nil {
			return err
		}
	}
	m := Mapping{ID: tx.NewID(), Slug: slug, Key: k, Basis: why, By: who.Actor()}
	if err := putMapping(tx, m); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.kbli_mapped", Kind: "registry_kbli_mapping", Subject: m.ID,
		Data: map[string]any{"subsector": slug, "version": k.Version, "code": k.Code, "was": had.Slug}})
}

// mayBeMapped asks that the subsector is there and the code is one that a
// business can have.
func mayBeMapped(tx *db.Tx, slug string, k Key) error {
	if _, found, err := SubsectorBySlug(tx, slug); err != nil || !found {
		if err == nil {
			err = fault.New(fault.NotFound, "kbli.no_subsector", slug)
		}
		return err
	}
	if codeForms[Class].MatchString(k.Code) {
		standing, err := Standing(tx, k)
		if err != nil || standing {
			return err
		}
	}
	return fault.New(fault.Invalid, "kbli.map_refused").At("code", "kbli.map_no_code", k.Version)
}

// Unmap takes a code out of its subsector.
func Unmap(tx *db.Tx, session, slug string, k Key, why string) error {
	who, err := account.May(tx, session, MayMapSubsector, account.At{})
	if err != nil {
		return err
	}
	had, found, err := MappingOf(tx, k)
	if err != nil {
		return err
	}
	if !found || had.Slug != slug {
		return fault.New(fault.Conflict, "kbli.map_refused").At("code", "kbli.map_gone", k.Code)
	}
	if why, err = reason(why); err != nil {
		return err
	}
	if err := endMapping(tx, had, who.Actor(), why); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.kbli_unmapped", Kind: "registry_kbli_mapping", Subject: had.ID,
		Data: map[string]any{"subsector": slug, "version": k.Version, "code": k.Code}})
}

// putMapping writes a mapping that begins now. Two people at once cannot put one
// code into two subsectors: the index refuses the second.
func putMapping(tx *db.Tx, m Mapping) error {
	return tx.ExecOr(fault.New(fault.Conflict, "kbli.map_refused").At("code", "kbli.map_there", m.Key.Code),
		`insert into registry_kbli_mapping (id, slug, version, code, basis, decided_by, valid_from) values ($1, $2, $3, $4, $5, $6, $7)
		on conflict (version, code) where valid_to is null do nothing`, m.ID, m.Slug, m.Key.Version, m.Key.Code, m.Basis, m.By, tx.Now())
}

func endMapping(tx *db.Tx, m Mapping, by, why string) error {
	return tx.ExecOr(fault.New(fault.Conflict, "kbli.map_refused").At("code", "kbli.map_gone", m.Key.Code),
		`update registry_kbli_mapping set valid_to = $2, ended_by = $3, end_reason = $4 where id = $1 and valid_to is null`, m.ID, tx.Now(), by, why)
}
