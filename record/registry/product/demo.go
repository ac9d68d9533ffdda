package product

import (
	"fmt"
	"maps"
	"slices"

	"alun/ground/db"
)

// PutDemo gives a made-up business its products, in the order of show. Nothing is told
// the diary and no history begins: they come with the business, and go with it
// (registry.RemoveDemo). A real business gets none this way. Pictures of them are drawn
// when somebody looks: see Sample.
func PutDemo(tx *db.Tx, businesses map[db.ID][]Entry) error {
	var rows [][]any
	for id, all := range businesses {
		for i, e := range all {
			if e.Stock == "" {
				e.Stock = Ada
			}
			if e.Price.Kind == "" {
				e.Price.Kind = NoPrice
			}
			e.Shown = true
			p := Product{Entry: e, ID: tx.NewID(), Business: id, Version: 1, Made: tx.Now(), Changed: tx.Now(), position: int64(i + 1)}
			rows = append(rows, p.row())
		}
	}
	for where, args := range db.In(slices.Collect(maps.Keys(businesses)), 0) {
		real, found, err := db.One(tx, (*db.Row).ID, `select id from registry_business where not demo and id in `+where+` limit 1`, args...)
		if err == nil && found {
			err = fmt.Errorf("product: %d is no made-up business", real)
		}
		if err != nil {
			return err
		}
	}
	return db.Many(tx, insertProduct, ``, rows)
}

// RemoveDemo takes out what hangs on made-up businesses, their photos with it: a part of
// registry.RemoveDemo.
func RemoveDemo(tx *db.Tx, businesses []db.ID) error {
	for where, args := range db.In(businesses, 0) {
		photos, err := photosOf(tx, `p.business in `+where, args...)
		for _, x := range photos {
			if err == nil {
				err = x.drop(tx)
			}
		}
		if err == nil {
			_, err = dropOffs(tx, `p.business in `+where, args...)
		}
		if err == nil {
			_, err = tx.Exec(`delete from registry_product_work where product in (select id from registry_product where business in `+where+`)`, args...)
		}
		for _, statement := range []string{`delete from registry_product_change where of_change is not null and business in `, `delete from registry_product_change where business in `, `delete from registry_product where business in `} {
			if err == nil {
				_, err = tx.Exec(statement+where, args...)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}
