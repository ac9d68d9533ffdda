package notice

import (
	"alun/ground/db"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/kurasi"
)

// hearResult tells the owners of an entry how it came out, with the way to the scores and
// remarks. How it came out is read here: the diary does not say it.
func (o Owners) hearResult(tx *db.Tx, e diary.Sealed) error {
	entry := idIn(e, "entry")
	business, chosen, found, err := kurasi.ToldOf(tx, entry)
	if err != nil || !found {
		return err
	}
	words := "notice.owner_kurasi_not_chosen"
	if chosen {
		words = "notice.owner_kurasi_chosen"
	}
	return o.tellEntrants(tx, e, words, business, entry)
}

// hearCalledOff tells the owners of an entry that its call was cancelled, with the way to the
// reason.
func (o Owners) hearCalledOff(tx *db.Tx, e diary.Sealed) error {
	entry := idIn(e, "entry")
	business, found, err := kurasi.CalledOff(tx, entry)
	if err != nil || !found {
		return err
	}
	return o.tellEntrants(tx, e, "notice.owner_kurasi_called_off", business, entry)
}

// tellEntrants tells each owner of an entry, once, with the way to it.
func (o Owners) tellEntrants(tx *db.Tx, e diary.Sealed, words string, business, entry db.ID) error {
	n := news{words + "_subject", words, "notice.owner_why", "/kurasi-saya#usul-" + o.code(entry), o.once(e, "")}
	all, err := registry.OwnersOf(tx, business)
	for _, id := range all {
		if err == nil && account.Actor(id) != e.Actor {
			err = o.tell(tx, n, id)
		}
	}
	return err
}
