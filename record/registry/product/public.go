package product

import "alun/ground/db"

// What the public sees. Each of these takes many businesses at once and answers for those
// alone that are published.

// published is the condition under which a business's things are public.
const published = `exists (select 1 from registry_business b where b.id = p.business and b.state = 'published')`

// PublicOf lists the shown products of published businesses, with their photos, in the
// order of show.
func PublicOf(tx *db.Tx, businesses []db.ID) (map[db.ID][]Product, error) {
	out := map[db.ID][]Product{}
	for where, args := range db.In(businesses, 0) {
		all, err := db.All(tx, func(r *db.Row) Product {
			p := scanProduct(r)
			if r.Bool() {
				p.Sample = SampleAddress(p.Kind, p.Name)
			}
			return p
		}, `select `+productColumns+`, b.demo from registry_product p join registry_business b on b.id = p.business
			where p.business in `+where+` and b.state = 'published' and p.shown order by p.business, p.position, p.id`, args...)
		if err != nil {
			return nil, err
		}
		photos, err := photosOf(tx, `p.business in `+where+` and p.product is not null`, args...)
		if err != nil {
			return nil, err
		}
		for _, p := range withPhotos(all, photos) {
			if len(p.Photos) > 0 {
				p.Sample = ""
			}
			p.Marks = nil
			out[p.Business] = append(out[p.Business], p)
		}
	}
	return out, nil
}

// AreShown tells which of some products the public sees.
func AreShown(tx *db.Tx, products []db.ID) (map[db.ID]bool, error) {
	out := map[db.ID]bool{}
	for where, args := range db.In(products, 0) {
		all, err := db.All(tx, (*db.Row).ID, `select p.id from registry_product p where p.id in `+where+` and p.shown and `+published, args...)
		if err != nil {
			return nil, err
		}
		for _, id := range all {
			out[id] = true
		}
	}
	return out, nil
}

// PhotosOf lists the photos of published businesses themselves; the first is the face.
func PhotosOf(tx *db.Tx, businesses []db.ID) (map[db.ID][]Photo, error) {
	out := map[db.ID][]Photo{}
	for where, args := range db.In(businesses, 0) {
		all, err := photosOf(tx, `p.business in `+where+` and p.product is null and `+published, args...)
		if err != nil {
			return nil, err
		}
		for _, x := range all {
			out[x.Business] = append(out[x.Business], x)
		}
	}
	return out, nil
}

// Texts is what an index needs of a published business: the names and descriptions of
// its products, and the hash of its first photo on a card, its own or a product's; "".
type Texts struct {
	Products []string
	Photo    string
}

// TextsOf gives them for many businesses.
func TextsOf(tx *db.Tx, businesses []db.ID) (map[db.ID]Texts, error) {
	out := map[db.ID]Texts{}
	for where, args := range db.In(businesses, 0) {
		err := db.Each(tx, func(r *db.Row) error {
			id, name, about := r.ID(), r.Text(), r.Text()
			t := out[id]
			t.Products = append(t.Products, name)
			if about != "" {
				t.Products = append(t.Products, about)
			}
			out[id] = t
			return nil
		}, `select p.business, p.name, p.about from registry_product p where p.business in `+where+` and p.shown and `+published+` order by p.business, p.position, p.id`, args...)
		if err != nil {
			return nil, err
		}
		photos, err := photosOf(tx, `p.business in `+where+` and `+published+` and (p.product is null or exists (select 1 from registry_product o where o.id = p.product and o.shown))`, args...)
		if err != nil {
			return nil, err
		}
		own := map[db.ID]bool{}
		for _, x := range photos {
			if t := out[x.Business]; t.Photo == "" || x.Product == 0 && !own[x.Business] {
				t.Photo = x.Medium.Hash
				out[x.Business] = t
			}
			own[x.Business] = own[x.Business] || x.Product == 0
		}
	}
	return out, nil
}

// ShowsPhoto reports whether a file is a photo that everybody may see: of a published
// business, and where it is of a product, of one that is shown. For blob.Keeper.Route.
func ShowsPhoto(tx *db.Tx, hash string) (bool, error) {
	which := published + ` and (p.product is null or exists (select 1 from registry_product o where o.id = p.product and o.shown))`
	switch omitted {
	case "state":
		which = `(p.product is null or exists (select 1 from registry_product o where o.id = p.product and o.shown))`
	case "shown":
		which = published
	}
	_, found, err := db.One(tx, (*db.Row).ID, `select p.id from registry_photo p where (p.large = $1 or p.medium = $1 or p.small = $1) and `+which+` limit 1`, hash)
	return found, err
}
