package opendata

import (
	"alun/ground/db"
)

// put keeps a census. It changes nothing of it: an act may run twice.
func (c drawn) put(tx *db.Tx) error {
	_, err := tx.Exec(`insert into registry_opendata_month (month, at, rule, k, percent, round, demo) values ($1, $2, $3, $4, $5, $6, $7)`,
		c.month, tx.Now(), Rule, K, Percent, Round, c.demo)
	if err != nil {
		return err
	}
	for _, l := range c.ledgers {
		for _, x := range l.cohorts {
			if err := c.putCohort(tx, l.series, x); err != nil {
				return err
			}
		}
	}
	rows := make([][]any, len(c.numbers))
	for i, n := range c.numbers {
		worked := n.Series == Workers
		rows[i] = []any{n.Month, string(n.Series), n.Row, n.Col, n.Businesses, db.Null(n.Men, worked), db.Null(n.Women, worked), n.Since}
	}
	return db.Many(tx, `insert into registry_opendata_cell (month, series, row_code, col_code, businesses, men, women, since) values `, ``, rows)
}

// putCohort writes what became of a cohort this month.
func (c drawn) putCohort(tx *db.Tx, s Series, x *cohort) error {
	switch {
	case x.id == 0:
		return c.begin(tx, s, x)
	case x.ended:
		if _, err := tx.Exec(`update registry_opendata_cohort set until = $2 where id = $1`, x.id, c.month); err != nil {
			return err
		}
		_, err := tx.Exec(`update registry_opendata_member set until = $2 where cohort = $1 and until is null`, x.id, c.month)
		return err
	case len(x.gone) == 0:
		return nil
	}
	if _, err := tx.Exec(`update registry_opendata_cohort set businesses = $2, men = $3, women = $4 where id = $1`, x.id, x.sum.businesses, x.sum.men, x.sum.women); err != nil {
		return err
	}
	ids := make([]db.ID, len(x.gone))
	for i, m := range x.gone {
		ids[i] = m.business
	}
	for list, args := range db.In(ids, 2) {
		if _, err := tx.Exec(`update registry_opendata_member set until = $1 where cohort = $2 and business in `+list, append([]any{c.month, x.id}, args...)...); err != nil {
			return err
		}
	}
	return nil
}

// begin writes a new cohort with its members.
func (c drawn) begin(tx *db.Tx, s Series, x *cohort) error {
	id := tx.NewID()
	_, err := tx.Exec(`insert into registry_opendata_cohort (id, series, row_code, col_code, businesses, men, women, since, until) values ($1, $2, $3, $4, $5, $6, $7, $8, null)`,
		id, string(s), x.row, x.col, x.sum.businesses, x.sum.men, x.sum.women, c.month)
	if err != nil {
		return err
	}
	rows := make([][]any, len(x.members))
	for i, m := range x.members {
		rows[i] = []any{id, m.business, string(s), m.what, m.fresh, nil}
	}
	return db.Many(tx, `insert into registry_opendata_member (cohort, business, series, fact, fresh, until) values `, ``, rows)
}
