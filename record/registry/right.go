package registry

import (
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// What people may do with the register. Makers have their rights for their own
// businesses, helpers for those of whom they help, counters for their area: an
// officer of another kecamatan has none. Lists of the whole city are the planner's.
var (
	MayRegister = account.Right{Name: "registry.register", Roles: []account.Role{account.Maker, account.Helper, account.Counter}}
	MayChange   = account.Right{Name: "registry.change", Roles: []account.Role{account.Maker, account.Helper, account.Counter}}
	MaySubmit   = account.Right{Name: "registry.submit", Roles: []account.Role{account.Maker, account.Counter}}
	// MayCheck is to return, publish, suspend, resume and merge, and to check in the field: an
	// officer may let a program do it, for half a day.
	MayCheck    = account.Right{Name: "registry.check", Roles: []account.Role{account.Counter}, Second: true, Lent: true}
	MayCloseOwn = account.Right{Name: "registry.close_own", Roles: []account.Role{account.Maker}}
	MayTakeBack = account.Right{Name: "registry.take_back", Roles: []account.Role{account.Maker, account.Counter}}
	MayDecide   = account.Right{Name: "registry.decide", Roles: []account.Role{account.Maker, account.Counter}}
	MayPeople   = account.Right{Name: "registry.people", Roles: []account.Role{account.Maker, account.Counter}}
	MayImport   = account.Right{Name: "registry.import", Roles: []account.Role{account.Planner}, Second: true}
	// MayWatch sees businesses that are not public yet, without what is private.
	MayWatch = account.Right{Name: "registry.watch", Roles: []account.Role{account.Planner, account.Inspector, account.Counter}}
	MayRead  = account.Right{Name: "registry.read", Roles: []account.Role{account.Counter}, Second: true} // opens private facts for a purpose
)

// Rights lists them for the table of doors.
var Rights = []account.Right{MayRegister, MayChange, MaySubmit, MayCheck, MayCloseOwn, MayTakeBack, MayDecide, MayPeople, MayInvite, MayImport, MayWatch, MayRead}

// OwnersOf lists the accounts that own a business now: who is told what becomes of it.
func OwnersOf(tx *db.Tx, business db.ID) ([]db.ID, error) {
	return db.All(tx, (*db.Row).ID, `select person from registry_business_person where business = $1 and role = 'owner' and until = '' and person is not null order by person`, business)
}

// may answers whether a viewer may do something with a business: for its area, or as
// or for one of its owners.
func may(tx *db.Tx, v account.Viewer, right account.Right, b Business) (account.Who, error) {
	owners, err := OwnersOf(tx, b.ID)
	if err != nil {
		return account.Who{}, err
	}
	who, err := v.May(right, account.At{Area: b.Facts[Kelurahan]})
	for _, o := range owners {
		if err == nil {
			break
		}
		var of account.Who
		if of, err = v.May(right, account.At{Area: b.Facts[Kelurahan], Person: o}); err == nil {
			who = of
		}
	}
	return who, err
}

// mayOn begins an act on a business: it finds who asks, the business with its sealed
// facts, and whether the right reaches it. version is the one that was looked at; 0
// is whatever it is now.
func (k *Book) mayOn(tx *db.Tx, session string, right account.Right, id db.ID, version int64) (account.Who, Business, error) {
	who, b, err := k.For(tx, session, right, id)
	if err == nil && version != 0 && version != b.Version {
		err = moved()
	}
	if err != nil {
		return who, b, err
	}
	b, err = k.opened(tx, b)
	return who, b, err
}

// moved says that somebody else was first.
func moved() error { return fault.New(fault.Conflict, "registry.moved") }

// officer reports that somebody acts for the city.
func officer(who account.Who) bool { return who.Grant.Role.Staff() }

// standsIn reports whether a person stands in a business, as owner, helper or worker:
// nobody checks their own.
func standsIn(tx *db.Tx, business, person db.ID) (bool, error) {
	all, err := db.All(tx, (*db.Row).ID, `select person from registry_business_person where business = $1 and person is not null and until = ''`, business)
	return slices.Contains(all, person), err
}
