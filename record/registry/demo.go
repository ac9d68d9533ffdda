package registry

import "alun/ground/db"

// RemoveDemo takes made-up businesses out, at most so many in one act, with all that
// hangs on them, and tells how many it took. Nothing else can be taken out: the
// database keeps the history of real ones. What the diary told of them stays, as ids.
func RemoveDemo(tx *db.Tx, most int) (int, error) {
	// Merged ones first: another stands behind each.
	ids, err := db.All(tx, (*db.Row).ID, `select id from registry_business where demo = $1 order by case when merged_into is null then 1 else 0 end, id limit $2`, true, most)
	for _, id := range ids {
		for _, statement := range []string{
			`delete from registry_read where business = $1`,
			`delete from registry_permit where business = $1`,
			`delete from registry_business_person where business = $1`,
			`delete from registry_change where business = $1`,
			`delete from registry_proposal where business = $1`,
			`delete from registry_move where business = $1`,
			`delete from registry_source_row where business = $1`,
			`delete from registry_business_contact where business = $1`,
			`delete from registry_business_kbli where business = $1`,
			`delete from registry_business where id = $1`,
		} {
			if err == nil {
				_, err = tx.Exec(statement, id)
			}
		}
	}
	return len(ids), err
}
