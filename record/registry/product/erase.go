package product

import (
	"alun/ground/db"
	"alun/record/account"
	"alun/record/registry"
)

// Holdings are the tables of this part that hold something of a person. They come behind
// the register's own, which says which businesses are forgotten with their person.
func (d Desk) Holdings() []account.Holding {
	return []account.Holding{{Table: "registry_product", Read: held, Erase: forget}}
}

// held is what is kept of the products and photos of what somebody owns.
func held(tx *db.Tx, person db.ID) (out []account.Held, err error) {
	all, err := registry.OwnedBy(tx, person)
	for _, b := range all {
		if err != nil {
			return nil, err
		}
		var products []Product
		products, err = db.All(tx, scanProduct, `select `+productColumns+` from registry_product p where p.business = $1 order by p.id`, b.ID)
		for _, p := range products {
			out = append(out, account.Held{What: "registry_product.name", Value: p.Name, Note: p.About, From: p.Made, Until: p.Removed})
		}
		if err == nil {
			products, err = withWorks(tx, products)
		}
		if err != nil {
			return nil, err
		}
		for _, p := range products {
			if p.Work != nil {
				out = append(out, account.Held{What: "registry_product_work.link", Value: p.Work.Link, Note: p.Work.HKINumber, From: p.Made, Until: p.Removed})
			}
		}
		var photos []Photo
		photos, err = photosOf(tx, `p.business = $1`, b.ID)
		for _, x := range photos {
			out = append(out, account.Held{What: "registry_photo.alt", Value: x.Alt, Note: x.Large.Hash, From: x.ID.Time()})
		}
		if err != nil {
			return nil, err
		}
		var offs []Off
		offs, err = offsOf(tx, `p.business = $1`, b.ID)
		for _, x := range offs {
			out = append(out, account.Held{What: "registry_photo_off.alt", Value: x.Alt, Note: x.Large.Hash, From: x.ID.Time(), Until: x.Until()})
		}
	}
	return out, err
}

// forget takes out the texts and photos of businesses that were forgotten with a person:
// those that bear no name any more. What a legal entity sells is nobody's person.
func forget(tx *db.Tx, person db.ID) error {
	const gone = `p.business in (select b.id from registry_business b join registry_business_person o on o.business = b.id
		where o.person = $1 and o.role = 'owner' and b.forgotten_at is not null and b.name = '')`
	photos, err := photosOf(tx, gone, person)
	for _, x := range photos {
		if err == nil {
			err = x.drop(tx)
		}
	}
	if err == nil {
		_, err = dropOffs(tx, gone, person)
	}
	if err != nil {
		return err
	}
	if _, err = tx.Exec(`delete from registry_product_work where product in (select p.id from registry_product p where `+gone+`)`, person); err != nil {
		return err
	}
	_, err = tx.Exec(`update registry_product set version = version + 1, name = '', about = '', unit = '', marks = '', shown = $2, removed_at = coalesce(removed_at, $3), changed_at = $3
		where business in (select b.id from registry_business b join registry_business_person o on o.business = b.id
			where o.person = $1 and o.role = 'owner' and b.forgotten_at is not null and b.name = '')`, person, false, tx.Now())
	return err
}
