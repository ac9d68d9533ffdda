package field

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// Enter writes down a business that an officer met on the way. What is there twice is
// one: its key is the device's. It is a draft, which the desk goes on with: nobody says
// on the way all that a publication needs, and who wrote it down does not publish it.
func (d *Desk) Enter(tx *db.Tx, session string, in registry.Registering) (db.ID, error) {
	area := in.Set[registry.Kelurahan]
	if area == "" {
		return 0, fault.New(fault.Invalid, "field.check_invalid").At(string(registry.Kelurahan), "field.area_invalid")
	}
	if _, err := account.May(tx, session, registry.MayCheck, account.At{Area: area}); err != nil {
		return 0, err
	}
	set := registry.Values{registry.Kind: registry.Usaha, registry.LegalForm: "perorangan"}
	for f, text := range in.Set {
		if text != "" {
			set[f] = text
		}
	}
	if set[registry.Kind] == registry.Perorangan && in.Set[registry.LegalForm] == "" {
		delete(set, registry.LegalForm) // a person has none
	}
	if p, placed := registry.ReadPoint(set[registry.Point]); placed && !d.inCity(p.Point) {
		delete(set, registry.Point)
	}
	in.Set, in.Nobody = set, true // who meets it on the way does not own it
	return d.Book.Register(tx, session, in)
}

// BusinessOf is the business of a check, for who may check it.
func (d *Desk) BusinessOf(tx *db.Tx, session string, check db.ID) (db.ID, error) {
	id, found, err := db.One(tx, (*db.Row).ID, `select business from registry_check where id = $1`, check)
	if err == nil && !found {
		if _, err = account.See(tx, session); err == nil {
			err = fault.New(fault.NotFound, "field.no_check")
		}
	}
	if err != nil {
		return 0, err
	}
	_, _, err = d.Book.For(tx, session, registry.MayCheck, id)
	return id, err
}
