package registry

import (
	"strings"

	"alun/ground/db"
	"alun/record/diary"
)

// HasReal reports whether the register has a business that is not made up, whatever
// became of it: a demonstration is not made beside one.
func HasReal(tx *db.Tx) (bool, error) {
	_, found, err := db.One(tx, (*db.Row).ID, `select id from registry_business where not demo limit 1`)
	return found, err
}

// KeysOf lists the keys of the rows that came of a list.
func KeysOf(tx *db.Tx, source string) ([]string, error) {
	return db.All(tx, (*db.Row).Text, `select key from registry_source_row where source = $1`, source)
}

// Demos counts the made-up businesses.
func Demos(tx *db.Tx) (int, error) {
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from registry_business where demo`)
	return n, err
}

// hanging take out what hangs on businesses, in the order in which it can go.
var hanging = []string{
	`delete from registry_read where business in `,
	`delete from registry_consent where business in `,
	`delete from registry_mark where business in `,
	`delete from registry_row_change where person in (select id from registry_business_person where of_merge in `,
	`delete from registry_row_change where business in `,
	`delete from registry_permit where business in `,
	`delete from registry_invitation where business in `,
	`delete from registry_business_person where of_merge in `,
	`delete from registry_business_person where business in `,
	`delete from registry_change where business in `,
	`delete from registry_proposal where business in `,
	`delete from registry_move where business in `,
	`delete from registry_source_row where business in `,
	`delete from registry_business_contact where business in `,
	`delete from registry_business_kbli where business in `,
}

// RemoveDemo takes made-up businesses out, at most so many in one act, with all that
// hangs on them, and tells how many it took; parts of the register take theirs first.
// Nothing else can be taken out: the database keeps the history of real ones. The diary
// is told, so that who keeps them elsewhere lets them go; what it told of them stays, as
// ids.
func RemoveDemo(tx *db.Tx, most int, parts ...func(tx *db.Tx, businesses []db.ID) error) (int, error) {
	type row struct{ id, subject db.ID }
	// Merged ones first: another stands behind each.
	all, err := db.All(tx, func(r *db.Row) row { return row{r.ID(), r.ID()} },
		`select id, subject from registry_business where demo and merged_into is not null order by id limit $1`, most)
	if err == nil && len(all) == 0 {
		all, err = db.All(tx, func(r *db.Row) row { return row{r.ID(), r.ID()} }, `select id, subject from registry_business where demo order by id limit $1`, most)
	}
	if err != nil {
		return 0, err
	}
	var ids, subjects []db.ID
	for _, r := range all {
		ids, subjects = append(ids, r.id), append(subjects, r.subject)
	}
	for _, part := range parts {
		if err := part(tx, ids); err != nil {
			return 0, err
		}
	}
	for _, statement := range hanging {
		if err := DeleteOf(tx, statement, ids); err != nil {
			return 0, err
		}
	}
	if err := DeleteOf(tx, `delete from registry_business where demo and id in `, ids); err != nil {
		return 0, err
	}
	gone := make([]diary.Entry, len(ids))
	for i, id := range ids {
		gone[i] = diary.Entry{Actor: "command", Fact: "registry.removed", Kind: "registry_business", Subject: id}
	}
	if err := diary.WriteAll(tx, gone); err != nil {
		return 0, err
	}
	return len(ids), diary.DropKeys(tx, subjects)
}

// DeleteOf runs a statement that ends in "in" over ids, few together.
func DeleteOf(tx *db.Tx, statement string, ids []db.ID) error {
	tail := strings.Repeat(")", strings.Count(statement, "(")-strings.Count(statement, ")")) // of "where x in (select … where business in "
	for list, args := range db.In(ids, 0) {
		if _, err := tx.Exec(statement+list+tail, args...); err != nil {
			return err
		}
	}
	return nil
}

// RemoveDemoOf takes out what made-up people did that stands at no single business.
func RemoveDemoOf(tx *db.Tx, people []db.ID) error {
	return DeleteOf(tx, `delete from registry_tally where reader in `, people)
}
