package product

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
)

// Marked lists the products whose texts an officer should look at, of a kecamatan or
// kelurahan, by id, at most limit behind one. A mark hides nothing.
func (d Desk) Marked(tx *db.Tx, session, area string, after db.ID, limit int) ([]Product, error) {
	if _, err := account.May(tx, session, MayClear, account.At{Area: area}); err != nil {
		return nil, err
	}
	return db.All(tx, scanProduct, `select `+productColumns+` from registry_product p join registry_business b on b.id = p.business
		where p.marks <> '' and p.removed_at is null and p.id > $1 and (b.kelurahan = $2 or substr(b.kelurahan, 1, $3) = $4) order by p.id limit $5`,
		after, area, len(area)+1, area+".", limit)
}

// CountMarked counts what Marked lists, in an area or, with "", in the whole city: for who
// shows the number to the officers of the area alone.
func CountMarked(tx *db.Tx, area string) (int64, error) {
	where, args := registry.OfArea(area)
	n, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from registry_product p join registry_business b on b.id = p.business
		where p.marks <> '' and p.removed_at is null and`+where, args...)
	return n, err
}

// Clear says that an officer has looked at the texts of a product and finds them good. A
// text that is written anew is looked at anew.
func (d Desk) Clear(tx *db.Tx, session string, product db.ID, version int64) error {
	p, err := find(tx, product)
	if err != nil {
		return err
	}
	who, b, err := d.Book.For(tx, session, MayClear, p.Business)
	switch {
	case err != nil || len(p.Marks) == 0:
		return err
	case p.Version != version:
		return fault.New(fault.Conflict, "product.moved")
	}
	if _, err := d.Book.MayCheckOn(tx, session, b.ID); err != nil { // nobody clears their own
		return err
	}
	if _, err := tx.Exec(`update registry_product set marks = '' where id = $1`, p.ID); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.product_changed", Kind: "registry_business", Subject: b.ID,
		Data: map[string]any{"product": p.ID, "fields": "marks"}})
}
