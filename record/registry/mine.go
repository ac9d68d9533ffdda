package registry

import (
	"alun/ground/db"
	"alun/record/account"
)

// Mine lists the businesses of whoever is signed in, and those of the makers whom they
// help, each as they may see it.
func (k *Book) Mine(tx *db.Tx, session string) ([]View, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return nil, err
	}
	whose := map[db.ID]Eye{}
	for _, g := range v.Grants {
		switch g.Role {
		case account.Maker:
			whose[v.Person] = Owning
		case account.Helper:
			whose[g.Helps] = Helping
		}
	}
	var out []View
	for _, g := range append([]account.Grant{{Helps: v.Person}}, v.Grants...) { // one's own first
		eye, some := whose[g.Helps]
		if !some {
			continue
		}
		delete(whose, g.Helps)
		all, err := OwnedBy(tx, g.Helps)
		for _, b := range all {
			if err == nil {
				b, err = k.opened(tx, b)
			}
			out = append(out, View{Business: eye.see(b), As: eye, Mine: eye == Owning, Viewer: v})
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// OwnWait is what waits for the owner of a business: that an officer gave it back, and what
// somebody says otherwise than is known.
type OwnWait struct {
	Business db.ID
	Returned bool
	Asked    int64 // proposals that are not decided
}

// OwnWaits lists what waits for somebody in the businesses that they own, of which anything
// does.
func OwnWaits(tx *db.Tx, person db.ID) ([]OwnWait, error) {
	return db.All(tx, func(r *db.Row) OwnWait { return OwnWait{r.ID(), r.Int() == 1, r.Int64()} }, `select w.id, w.returned, w.asked from (select b.id as id, case when b.state = 'returned' then 1 else 0 end as returned,
			(select count(*) from registry_proposal o where o.business = b.id and o.state = 'open' and b.state not in ('closed', 'merged')) as asked
			from registry_business b join registry_business_person p on p.business = b.id where p.person = $1 and p.role = 'owner' and p.until = '') w
		where w.returned + w.asked > 0 order by w.id`, person)
}

// OwnedPage lists the businesses that a person owns, the newest first, behind one of them
// (0: from the first), at most limit, with their sealed facts still sealed. all is how
// many there are.
func OwnedPage(tx *db.Tx, person, behind db.ID, limit int) (page []Business, all int, err error) {
	all, _, err = db.One(tx, (*db.Row).Int, `select count(*) from registry_business_person where person = $1 and role = 'owner' and until = ''`, person)
	if err != nil {
		return nil, 0, err
	}
	page, err = db.All(tx, scanBusiness, businessSelect+` where b.id in (select p.business from registry_business_person p
		where p.person = $1 and p.role = 'owner' and p.until = '') and (cast($2 as bigint) = 0 or b.id < $2) order by b.id desc limit $3`, person, behind, limit)
	return page, all, err
}

// Unfinished lists what a person owns and has not handed in, or was given back, the oldest
// first, at most limit.
func Unfinished(tx *db.Tx, person db.ID, limit int) ([]Business, error) {
	return db.All(tx, scanBusiness, businessSelect+` where b.id in (select p.business from registry_business_person p
		where p.person = $1 and p.role = 'owner' and p.until = '') and b.state in ('draft', 'returned') order by b.id limit $2`, person, limit)
}
