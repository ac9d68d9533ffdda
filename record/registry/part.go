package registry

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// For begins an act of a part of the register on a business: who asks, and the
// business, with its sealed facts still sealed. Whoever has no right there is refused,
// and learns of a business that is not public as little as See tells.
func (k *Book) For(tx *db.Tx, session string, right account.Right, business db.ID) (account.Who, Business, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return account.Who{}, Business{}, err
	}
	b, err := ByID(tx, business)
	if err != nil {
		return account.Who{}, b, err
	}
	who, err := may(tx, v, right, b)
	if leftOut("right") && err != nil {
		who, err = v.Who, nil
	}
	if fault.Is(err, fault.Denied) && b.State != Published {
		sees, failed := within(tx, v, b)
		switch {
		case failed != nil:
			err = failed
		case !sees:
			err = fault.New(fault.NotFound, "registry.no_business")
		}
	}
	return who, b, err
}

// within reports whether a viewer sees a business that is not public.
func within(tx *db.Tx, v account.Viewer, b Business) (bool, error) {
	for _, right := range []account.Right{MayChange, MayWatch} {
		if _, err := may(tx, v, right, b); !fault.Is(err, fault.Denied) {
			return err == nil, err
		}
	}
	return false, nil
}

// NotOwn refuses who stands in a business, as owner, helper or worker: nobody checks
// their own.
func NotOwn(tx *db.Tx, who account.Who, business db.ID) error {
	own, err := standsIn(tx, business, who.Person)
	if err == nil && own {
		err = fault.New(fault.Denied, "registry.not_your_own")
	}
	return err
}

// Stands refuses a change of what no longer changes: what is closed or merged.
func (s State) Stands() error {
	if s.changes() {
		return nil
	}
	return fault.New(fault.Conflict, "registry.is_"+string(s))
}

// Subject names the key of a business, under which a part seals what may say whose it
// is: forgetting its last owner destroys it.
func (b Business) Subject() db.ID { return b.subject }
