package registry

import "alun/ground/db"

// mendedWhere is the condition of businesses b that are suspended and of which an owner
// has said something anew since: the history knows it, by the versions that it made. Few
// are suspended, and each asks its own rows alone.
const mendedWhere = ` b.state = 'suspended' and exists (select 1 from registry_change c
	where c.business = b.id and c.version > (select m.number from registry_move m where m.business = b.id and m.move = 'suspend' order by m.number desc limit 1)
	and c.by_actor in (select 'person:' || cast(p.person as text) from registry_business_person p
		where p.business = b.id and p.role = 'owner' and p.until = '' and p.person is not null))`

// CountMended counts the suspended businesses of an area, "" the whole city, of which an
// owner has changed a fact since: those that Seek.Mended lists. They wait for an officer,
// who resumes or closes them.
func CountMended(tx *db.Tx, area string) (int64, error) {
	where, args := OfArea(area)
	n, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from registry_business b where`+mendedWhere+` and`+where, args...)
	return n, err
}

// MendedOf finds those of several businesses that CountMended counts.
func MendedOf(tx *db.Tx, businesses []db.ID) (map[db.ID]bool, error) {
	all, err := db.Among(tx, (*db.Row).ID, `select b.id from registry_business b where`+mendedWhere+` and b.id in `, ``, businesses)
	out := map[db.ID]bool{}
	for _, id := range all {
		out[id] = true
	}
	return out, err
}
