package registry

import (
	"alun/ground/date"
	"alun/ground/db"
)

// listed is public without the contacts: an index has no use for them, and does not
// open every row for what it leaves out.
func (k *Book) listed(tx *db.Tx, b Business) (Business, error) {
	for _, flag := range []Fact{PhonePublic, WAPublic, MailPublic} {
		delete(b.Facts, flag)
	}
	return k.public(tx, b)
}

// ListedAll finds what the public sees of many businesses but their contacts, with one
// query, in the order of the ids; what is not public is left out. For an index, and
// for what the directory found.
func (k *Book) ListedAll(tx *db.Tx, ids []db.ID) ([]Business, error) {
	return k.shownAll(tx, ids)
}

// ListedAfter lists the same of the published ones behind one, by id: in chunks.
func (k *Book) ListedAfter(tx *db.Tx, after db.ID, limit int) ([]Business, error) {
	all, err := db.All(tx, scanBusiness, businessSelect+` where b.id > $1 and b.state = 'published' order by b.id limit $2`, after, limit)
	for i := range all {
		if err == nil {
			all[i], err = k.listed(tx, all[i])
		}
	}
	return all, err
}

// ShownAfter lists the ids of the published ones behind one, by id: in chunks.
func ShownAfter(tx *db.Tx, after db.ID, limit int) ([]db.ID, error) {
	return db.All(tx, (*db.Row).ID, `select id from registry_business where id > $1 and state = 'published' order by id limit $2`, after, limit)
}

// CountShown is how many businesses the public sees.
func CountShown(tx *db.Tx) (int, error) {
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from registry_business where state = 'published'`)
	return n, err
}

// PermitsEnded lists the businesses of which a permit was good on one day and is no
// more on a later one.
func PermitsEnded(tx *db.Tx, from, to date.Day) ([]db.ID, error) {
	return db.All(tx, (*db.Row).ID, `select distinct business from registry_permit where removed_at is null and until <> '' and until >= $1 and until < $2 order by business`,
		from.String(), to.String())
}

// MainCode is the code that says what a business mainly does: the main one of a
// version, else of another. found is false where it has none.
func (b Business) MainCode(version string) (c Code, found bool) {
	for _, one := range b.Codes() {
		if one.Main && (!found || one.Version == version) {
			c, found = one, true
		}
	}
	return c, found
}
