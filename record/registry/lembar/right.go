package lembar

import (
	"alun/ground/db"
	"alun/record/account"
	"alun/record/registry"
)

// What people may do with sheets.
var (
	MayPrint = account.Right{Name: "registry.sheet_print", Roles: []account.Role{account.Counter}}
	MayEnter = account.Right{Name: "registry.sheet_enter", Roles: []account.Role{account.Counter}}
)

// Rights lists them for the table of doors.
var Rights = []account.Right{MayPrint, MayEnter}

// Desk is where sheets are made and entered.
type Desk struct{ Book *registry.Book }

// notOwn refuses who stands in a business: nobody ticks or decides about their own.
func notOwn(tx *db.Tx, who account.Who, business db.ID) error {
	if leftOut("own") {
		return nil
	}
	return registry.NotOwn(tx, who, business)
}

// seen finds a sheet for who may do something with it: to anybody else it is refused. Who
// may look at sheets is told the same of every sheet that is not there, whatever they
// wanted with it.
func seen(tx *db.Tx, session string, right account.Right, id db.ID) (account.Who, Sheet, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return account.Who{}, Sheet{}, err
	}
	if _, err := v.May(registry.MayWatch, account.At{Any: true}); err != nil {
		return account.Who{}, Sheet{}, err
	}
	s, err := ByID(tx, id)
	if err != nil {
		return account.Who{}, s, err
	}
	who, err := v.May(right, account.At{Area: s.Kelurahan})
	if leftOut("right") && err != nil {
		who, err = v.Who, nil
	}
	return who, s, err
}
