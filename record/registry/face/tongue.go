package face

import (
	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/account"
	"alun/record/registry"
)

// Tongue is the language in which the owner of a business is written to; of one that
// nobody's account owns it is Indonesian.
func Tongue(tx *db.Tx, words *lang.Catalogue, business db.ID) (lang.Lang, error) {
	owners, err := registry.OwnersOf(tx, business)
	if err != nil || len(owners) == 0 {
		return words.In(lang.ID), err
	}
	owner, err := account.PersonByID(tx, owners[0])
	for _, tag := range lang.All {
		if string(tag) == owner.Lang {
			return words.In(tag), err
		}
	}
	return words.In(lang.ID), err
}
