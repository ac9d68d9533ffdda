package asosiasi

import (
	"alun/ground/db"
	"alun/record/account"
	"alun/record/registry"
)

// Holdings are the tables of this part that hold something of a person. They come behind
// the register's own, which says which businesses are forgotten with their person. What
// an association wrote of a business is sealed under the key that goes with it.
func (d Desk) Holdings() []account.Holding {
	return []account.Holding{
		{Table: "registry_asosiasi_membership", Read: held, Erase: forget},
		{Table: "registry_asosiasi_nomination", Read: d.heldNominations},
		{Table: "registry_asosiasi_manager", Read: heldManager, Erase: endManager},
	}
}

// held is in which associations the businesses of somebody are and were.
func held(tx *db.Tx, person db.ID) (out []account.Held, err error) {
	all, err := registry.OwnedBy(tx, person)
	for _, b := range all {
		if err != nil {
			return nil, err
		}
		var some []Membership
		some, err = db.All(tx, scanMember, memberSelect+` where m.business = $1 order by m.id`, b.ID)
		for _, m := range some {
			var a Asosiasi
			if err == nil {
				a, err = find(tx, m.Asosiasi)
			}
			out = append(out, account.Held{What: "registry_asosiasi_membership.state", Value: string(m.Standing), Word: m.Standing.Word(), Note: a.Name, From: m.Made, Until: m.Ended})
		}
	}
	return out, err
}

func (d Desk) heldNominations(tx *db.Tx, person db.ID) (out []account.Held, err error) {
	all, err := registry.OwnedBy(tx, person)
	for _, b := range all {
		if err != nil {
			return nil, err
		}
		var some []Nomination
		some, err = db.All(tx, scanNomination, nominationSelect+` where n.business = $1 order by n.id`, b.ID)
		some, err = d.opened(tx, some, err)
		for _, n := range some {
			out = append(out, account.Held{What: "registry_asosiasi_nomination.sentence", Value: n.Sentence, Note: n.For, From: n.Made, Until: n.Answered})
		}
	}
	return out, err
}

// forget ends what is open of businesses that were forgotten with a person.
func forget(tx *db.Tx, person db.ID) error {
	all, err := db.All(tx, scanMember, memberSelect+` where m.state <> 'ended' and m.business in (select b.id from registry_business b join registry_business_person o on o.business = b.id
		where o.person = $1 and o.role = 'owner' and b.forgotten_at is not null and b.name = '') order by m.id`, person)
	for _, m := range all {
		if err == nil {
			err = over(tx, m, step{side: Erased, actor: "erased"})
		}
	}
	return err
}

func heldManager(tx *db.Tx, person db.ID) (out []account.Held, err error) {
	all, err := db.All(tx, scanManager, managerSelect+` where m.person = $1 order by m.id`, person)
	for _, m := range all {
		var a Asosiasi
		if err == nil {
			a, err = find(tx, m.Asosiasi)
		}
		h := account.Held{What: "registry_asosiasi_manager.asosiasi", Value: a.Name, From: m.Made, Until: m.Ended}
		if h.Until.IsZero() && !m.Last.IsZero() {
			h.Until = m.Last.End()
		}
		out = append(out, h)
	}
	return out, err
}

// endManager lets nobody speak who was forgotten, the last one included: the planner's list
// shows an association that nobody speaks for.
func endManager(tx *db.Tx, person db.ID) error {
	_, err := tx.Exec(`update registry_asosiasi_manager set ended_at = $2, ended_by = 'erased' where person = $1 and ended_at is null`, person, tx.Now())
	return err
}
