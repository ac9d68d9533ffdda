package opendata

import (
	"alun/ground/db"
	"alun/record/account"
	"alun/record/registry"
)

// Holdings are the tables of this part that hold something of a person. They come behind the
// register's own, which says which businesses are forgotten with their person.
func Holdings() []account.Holding {
	return []account.Holding{{Table: "registry_opendata_member", Read: held, Erase: forget}}
}

// held is what the kept census counts, or counted, of what somebody owns.
func held(tx *db.Tx, person db.ID) (out []account.Held, err error) {
	all, err := registry.OwnedBy(tx, person)
	for _, b := range all {
		if err != nil {
			return nil, err
		}
		var some []account.Held
		some, err = db.All(tx, func(r *db.Row) account.Held {
			series := Series(r.Text())
			return account.Held{What: "registry_opendata_member." + string(series), Value: r.Text(), Note: r.Text()}
		}, `select series, case when fact = '' then series else fact end, coalesce(until, '') from registry_opendata_member where business = $1 order by cohort`, b.ID)
		out = append(out, some...)
	}
	return out, err
}

// forget takes businesses out that were forgotten with a person. The sums stay: of ten
// businesses or more they are nobody's.
func forget(tx *db.Tx, person db.ID) error {
	_, err := tx.Exec(`delete from registry_opendata_member where business in (select b.id from registry_business b join registry_business_person o on o.business = b.id
		where o.person = $1 and o.role = 'owner' and b.forgotten_at is not null and b.name = '')`, person)
	return err
}

// RemoveDemo takes made-up businesses out of the kept census, and with the first of them the
// months in which any was counted: none of those tells of this city. A month in which real ones
// came or left stays, without a number.
func RemoveDemo(tx *db.Tx, businesses []db.ID) error {
	if err := registry.DeleteOf(tx, `delete from registry_opendata_member where business in `, businesses); err != nil {
		return err
	}
	for _, statement := range []string{
		`delete from registry_opendata_cell where month in (select m.month from registry_opendata_month m where m.demo)`,
		`delete from registry_opendata_cohort where since in (select m.month from registry_opendata_month m where m.demo) and not exists (select 1 from registry_opendata_member o where o.cohort = registry_opendata_cohort.id)`,
		`delete from registry_opendata_whole where month in (select m.month from registry_opendata_month m where m.demo
			and not exists (select 1 from registry_opendata_cohort c where c.since = m.month or c.until = m.month)
			and not exists (select 1 from registry_opendata_member o where o.until = m.month))`,
		`delete from registry_opendata_month where demo and not exists (select 1 from registry_opendata_cohort c where c.since = registry_opendata_month.month or c.until = registry_opendata_month.month)
			and not exists (select 1 from registry_opendata_member o where o.until = registry_opendata_month.month)`,
	} {
		if _, err := tx.Exec(statement); err != nil {
			return err
		}
	}
	return nil
}
