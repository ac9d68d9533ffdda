package registry

import (
	"fmt"
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/place"
)

// fits refuses values that do not go together, or name what is not there.
func (k *Book) fits(tx *db.Tx, b Business, next Values, sure bool) error {
	f := fault.New(fault.Invalid, "registry.facts_invalid")
	changed := func(fact Fact) bool { return next[fact] != "" && next[fact] != b.Facts[fact] }
	if next[Kind] == Perorangan && next[NIB] != "" {
		f.At(string(NIB), "registry.nib_of_a_person")
	}
	if changed(Started) && next[Started] > date.DayOf(tx.Now()).String() {
		f.At(string(Started), "registry.started_later")
	}
	if changed(Kelurahan) {
		there, err := k.once("area "+next[Kelurahan], func() (bool, error) {
			a, found, err := place.ByCode(tx, next[Kelurahan])
			return found && a.Level == place.Kelurahan, err
		})
		if err != nil {
			return err
		}
		if !there {
			f.At(string(Kelurahan), "registry.kelurahan_unknown", next[Kelurahan])
		}
	}
	if changed(Point) || changed(Kelurahan) {
		if err := k.onTheMap(tx, f, next, sure); err != nil {
			return err
		}
	}
	if changed(KBLI) {
		if err := k.inTheList(tx, f, b.Codes(), next[KBLI]); err != nil {
			return err
		}
	}
	if changed(Subsectors) {
		if err := k.subsectorsThere(tx, f, next[Subsectors]); err != nil {
			return err
		}
	}
	if len(f.Fields) > 0 {
		return f
	}
	if next[Name] == "" {
		return fault.New(fault.Invalid, "registry.incomplete").At(string(Name), "registry.lack_name")
	}
	return keeps(b.State, b.Facts, next)
}

// onTheMap refuses a point outside the city, and asks about one in another kelurahan
// than is named: borders are drawn with a few metres of doubt.
func (k *Book) onTheMap(tx *db.Tx, f *fault.Fault, next Values, sure bool) error {
	p, placed := ReadPoint(next[Point])
	if !placed || k.Where == nil {
		return nil
	}
	code, found := k.Where(p.Point)
	if !found {
		f.At(string(Point), "registry.point_outside")
		return nil
	}
	if next[Kelurahan] == "" || code == next[Kelurahan] || sure {
		return nil
	}
	a, _, err := place.ByCode(tx, code)
	f.At(string(Point), "registry.point_elsewhere", a.Called())
	return err
}

// inTheList refuses codes that the classification does not have.
func (k *Book) inTheList(tx *db.Tx, f *fault.Fault, had []Code, text string) error {
	all, _ := ReadCodes(text) // in form
	for _, c := range all {
		if slices.ContainsFunc(had, func(h Code) bool { return h.Version == c.Version && h.Code == c.Code }) {
			continue
		}
		found, err := k.once("kbli "+c.Version+c.Code, func() (bool, error) {
			_, found, err := db.One(tx, (*db.Row).Text, `select code from registry_kbli_code where version = $1 and code = $2 and level = 5`, c.Version, c.Code)
			return found, err
		})
		if err != nil {
			return err
		}
		if !found {
			f.At(string(KBLI), "registry.kbli_unknown", c.Code, c.Version)
		}
	}
	return nil
}

func (k *Book) subsectorsThere(tx *db.Tx, f *fault.Fault, text string) (err error) {
	var known []string
	if k.ahead != nil {
		known = k.ahead.subsectors
	} else if known, err = subsectors(tx); err != nil {
		return err
	}
	for _, s := range fields(text) {
		if !slices.Contains(known, s) {
			f.At(string(Subsectors), "registry.subsector_unknown", s)
		}
	}
	return nil
}

func subsectors(tx *db.Tx) ([]string, error) {
	return db.All(tx, (*db.Row).Text, `select slug from registry_kbli_subsector where valid_to is null`)
}

// once asks something that holds for a whole act, and remembers it while a list is
// loaded.
func (k *Book) once(what string, ask func() (bool, error)) (bool, error) {
	if answer, asked := k.asked[what]; asked {
		return answer, nil
	}
	answer, err := ask()
	if err == nil && k.asked != nil {
		k.asked[what] = answer
	}
	return answer, err
}

// write puts the facts of a business into its row and the rows that follow from it,
// if it is still as it was read.
func (k *Book) write(tx *db.Tx, b, after Business) error {
	sealed, err := k.seal(tx, after.subject, sealPlace(b.ID), after.Facts.hidden())
	if err != nil {
		return err
	}
	args := append([]any{b.ID, b.Version, sealed, after.Proofs.text()}, after.Facts.columns()...)
	err = tx.Try(func(tx *db.Tx) error {
		return tx.ExecOr(moved(), `update registry_business set version = version + 1, sealed = $3, proof = $4, (`+factColumns+`) =
			($5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)
			where id = $1 and version = $2`, args...)
	})
	if db.Unique(err) {
		return fault.New(fault.Conflict, "registry.nib_taken").At(string(NIB), "registry.nib_taken")
	}
	if err != nil {
		return err
	}
	return k.follow(tx, b.ID, b.Facts, after.Facts)
}

// follow keeps the rows that are found by: codes, stand-ins of contacts, and marks of texts.
func (k *Book) follow(tx *db.Tx, id db.ID, before, after Values) error {
	if before[KBLI] != after[KBLI] {
		if before[KBLI] != "" {
			if _, err := tx.Exec(`delete from registry_business_kbli where business = $1`, id); err != nil {
				return err
			}
		}
		all, _ := ReadCodes(after[KBLI]) // in form
		for _, c := range all {
			if err := k.put(tx, codes, id, c.Version, c.Code, c.Main); err != nil {
				return err
			}
		}
	}
	if err := k.mark(tx, id, before, after); err != nil {
		return err
	}
	old, now := k.contacts(before), k.contacts(after)
	if slices.Equal(old, now) {
		return nil
	}
	if len(old) > 0 {
		if _, err := tx.Exec(`delete from registry_business_contact where business = $1`, id); err != nil {
			return err
		}
	}
	for _, c := range now {
		if err := k.put(tx, contacts, id, c[0], c[1]); err != nil {
			return err
		}
	}
	return nil
}

// insert keeps a new business with its first facts, of which the sealed ones are
// sealed already.
func (k *Book) insert(tx *db.Tx, b Business) error {
	row := append([]any{b.ID, 1, string(b.State), b.subject, b.sealed, b.Proofs.text(), b.Demo, b.Made, b.MadeBy, "", b.PublishedBy, nil, "", nil}, b.Facts.columns()...)
	if err := k.put(tx, businesses, row...); err != nil {
		return fmt.Errorf("registry: insert: %w", err)
	}
	return k.follow(tx, b.ID, Values{}, b.Facts)
}
