package registryapi

import (
	"alun/ground/api"
	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/product"
)

type giveBackIn struct {
	api.Keyed
	ProductPath
	Body struct {
		Decided
		Told
	}
}

type confirmHKIIn struct {
	api.Keyed
	ProductPath
	Body struct {
		Decided
	}
}

// goods declares what an officer decides about a product, beside clear-product-marks: to give
// one back whose text is marked, and that they saw the paper of a work's HKI.
func (d Desk) goods() {
	const one = "/businesses/{code}/record/products/{id}"
	decides := func(id, path, say, note string, body map[string]any) api.Op {
		return more(withExample(opDecides(id, one+path, say), aForm(one+path, body)), note)
	}
	back := map[string]any{"version": 1, "sentence": "Tulis jasanya tanpa janji untung pasti."}
	api.Post(d.api, decides("give-product-back", "/give-back", "registryapi.give_back", "registryapi.give_back_more", back),
		api.Act[giveBackIn, db.ID, ProductWhole]{Act: d.giveBack, Draw: func(tx *db.Tx, r *api.Request, in *giveBackIn, _ db.ID) (ProductWhole, error) {
			return d.product(tx, r.Caller.For, in.ProductPath)
		}})
	api.Post(d.api, decides("confirm-hki", "/confirm-hki", "registryapi.confirm_hki", "registryapi.confirm_hki_more", map[string]any{"version": 1}),
		api.Act[confirmHKIIn, db.ID, ProductWhole]{Act: d.confirmHKI, Draw: func(tx *db.Tx, r *api.Request, in *confirmHKIIn, _ db.ID) (ProductWhole, error) {
			return d.product(tx, r.Caller.For, in.ProductPath)
		}})
}

// giveBack hides a product whose text is marked, with a sentence that says what to mend.
func (d Desk) giveBack(tx *db.Tx, who api.Caller, in *giveBackIn) (db.ID, error) {
	v, p, err := d.find(tx, who.For, in.ProductPath)
	if err != nil {
		return 0, err
	}
	err = renamed(d.products().GiveBack(tx, who.For, p.ID, in.Body.Number, in.Body.Sentence), map[string]string{product.FieldSentence: "sentence"})
	if err == nil {
		err = d.trace(tx, who, v.ID, "give_product_back")
	}
	return p.ID, err
}

// confirmHKI says that the officer has seen the paper of a work's HKI. What is known so well
// already stays as it is, and nothing is written.
func (d Desk) confirmHKI(tx *db.Tx, who api.Caller, in *confirmHKIIn) (db.ID, error) {
	v, p, err := d.find(tx, who.For, in.ProductPath)
	if err != nil {
		return 0, err
	}
	err = d.products().ConfirmHKI(tx, who.For, p.ID, in.Body.Number)
	if err == nil && p.Work.Level < registry.Document {
		err = d.trace(tx, who, v.ID, "confirm_hki")
	}
	return p.ID, err
}
