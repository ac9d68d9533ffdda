package opendata

import "alun/ground/db"

// spot is a place among the members: a business in a cohort.
type spot struct{ cohort, business db.ID }

// begun is what stands of a census that was not written to its end. The next turn brings it to
// what the register says then: what fits stays, so that each turn gets further.
type begun struct {
	months  []string            // the running one or, where nobody came back in time, older ones
	cohorts map[beginning]db.ID // that began in them
	members map[spot]member     // of those
	ended   map[spot]string     // older members that leave in them, and in which
}

// beginning is where and when a cohort begins: a month begins one in a place.
type beginning struct {
	month    string
	series   Series
	row, col string
}

// loadBegun reads it. There is nothing but after a kill or a loss of the lease.
func loadBegun(tx *db.Tx) (out begun, err error) {
	out = begun{cohorts: map[beginning]db.ID{}, members: map[spot]member{}, ended: map[spot]string{}}
	out.months, err = db.All(tx, (*db.Row).Text, `select m.month from registry_opendata_month m where m.month not in `+whole+` order by m.month`)
	if err != nil || len(out.months) == 0 {
		return out, err
	}
	if err = db.Each(tx, func(r *db.Row) error {
		id := r.ID()
		out.cohorts[beginning{r.Text(), Series(r.Text()), r.Text(), r.Text()}] = id
		return nil
	}, `select id, since, series, row_code, col_code from registry_opendata_cohort where since not in `+whole); err != nil {
		return out, err
	}
	if err = db.Each(tx, func(r *db.Row) error {
		at := spot{r.ID(), r.ID()}
		out.members[at] = member{business: at.business, counted: counted{what: r.Text()}, fresh: r.Bool()}
		return nil
	}, `select m.cohort, m.business, m.fact, m.fresh from registry_opendata_member m join registry_opendata_cohort c on c.id = m.cohort where c.since not in `+whole); err != nil {
		return out, err
	}
	return out, db.Each(tx, func(r *db.Row) error {
		out.ended[spot{r.ID(), r.ID()}] = r.Text()
		return nil
	}, `select m.cohort, m.business, m.until from registry_opendata_member m where m.until is not null and m.until not in `+whole)
}
