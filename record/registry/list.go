package registry

import (
	"cmp"

	"alun/ground/db"
	"alun/record/account"
)

// Filter chooses businesses for officers; the zero value is all that they may see.
type Filter struct {
	Area  string // code of a kecamatan or kelurahan
	RT    int
	State State
}

// Row is a business in an officer's list: what says which one it is.
type Row struct {
	Business
	Waits int // proposals that wait
}

// List lists businesses of an area for an officer, as an officer sees them, by id, at
// most limit behind after. Counters see their own area.
func (k *Book) List(tx *db.Tx, session string, f Filter, after db.ID, limit int) ([]Row, error) {
	if _, err := account.May(tx, session, MayWatch, account.At{Area: f.Area}); err != nil {
		return nil, err
	}
	all, err := db.All(tx, func(r *db.Row) Row {
		waits := r.Int()
		return Row{scanBusiness(r), waits}
	}, `select (select count(*) from registry_proposal p where p.business = b.id and p.state = 'open'), `+businessColumns+`
		where b.id > $1 and ($2 = '' or b.kelurahan = $2 or b.kelurahan >= $3 and b.kelurahan < $4) and (cast($5 as bigint) = 0 or b.rt = $5) and ($6 = '' or b.state = $6)
		order by b.id limit $7`, after, f.Area, f.Area+".", f.Area+"/", f.RT, string(f.State), limit)
	for i := range all {
		all[i].Business = Officer.see(all[i].Business)
	}
	return all, err
}

// Alike lists businesses that stand and bear the same NIB, number or address of mail:
// the surest signs of a double. It is for officers of the business's area, and tells
// ids only.
func (k *Book) Alike(tx *db.Tx, session string, business db.ID) ([]db.ID, error) {
	_, b, err := k.mayOn(tx, session, MayCheck, business, 0)
	if err != nil {
		return nil, err
	}
	return db.All(tx, (*db.Row).ID, `select b.id from registry_business b where b.id <> $1 and b.state not in ('closed', 'merged') and (b.nib = $2
		or b.id in (select o.business from registry_business_contact o join registry_business_contact c on c.way = o.way and c.blind = o.blind where c.business = $1)) order by b.id`,
		b.ID, cmp.Or(b.Facts[NIB], "-"))
}
