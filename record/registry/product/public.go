package product

import (
	"alun/ground/db"
	"alun/record/registry"
)

// What the public sees. Each of these takes many businesses at once and answers for those
// alone that are published.

// published is the condition under which a business's things are public: it is, or it was
// when it was merged into one that is.
const published = `exists (select 1 from registry_business m join registry_business b on b.id = coalesce(m.merged_into, m.id)
	where m.id = p.business and b.state = 'published' and (m.merged_into is null or m.merged_state = 'published' and m.forgotten_at is null))`

// PublicOf lists the shown products of published businesses, with their photos, in the
// order of show.
func PublicOf(tx *db.Tx, businesses []db.ID) (map[db.ID][]Product, error) {
	out := map[db.ID][]Product{}
	shownBy, from, err := registry.ShowsOf(tx, businesses)
	if err != nil {
		return nil, err
	}
	for where, args := range db.In(from, 0) {
		all, err := db.All(tx, func(r *db.Row) Product {
			p := scanProduct(r)
			if r.Bool() {
				p.Sample = SampleAddress(p.Kind, p.Name)
			}
			return p
		}, `select `+productColumns+`, o.demo from registry_product p join registry_business o on o.id = p.business
			where p.business in `+where+` and p.shown and `+published+` order by p.business, p.position, p.id`, args...)
		if err != nil {
			return nil, err
		}
		if all, err = withWorks(tx, all); err != nil {
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
			out[shownBy[p.Business]] = append(out[shownBy[p.Business]], p)
		}
	}
	for id, all := range out {
		out[id] = head(ownFirst(all, func(p Product) bool { return p.Business == id }), mostProducts)
	}
	return out, nil
}

// head is as much of a list as a business shows: two that were merged show no more.
func head[T any](all []T, most int) []T { return all[:min(len(all), most)] }

// PhotosOf lists the photos of published businesses themselves; the first is the face.
func PhotosOf(tx *db.Tx, businesses []db.ID) (map[db.ID][]Photo, error) {
	out := map[db.ID][]Photo{}
	shownBy, from, err := registry.ShowsOf(tx, businesses)
	if err != nil {
		return nil, err
	}
	for where, args := range db.In(from, 0) {
		all, err := photosOf(tx, `p.business in `+where+` and p.product is null and `+published, args...)
		if err != nil {
			return nil, err
		}
		for _, x := range all {
			out[shownBy[x.Business]] = append(out[shownBy[x.Business]], x)
		}
	}
	for id, all := range out {
		out[id] = head(ownFirst(all, func(x Photo) bool { return x.Business == id }), MostOfBusiness)
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
	shownBy, from, err := registry.ShowsOf(tx, businesses)
	if err != nil {
		return nil, err
	}
	type text struct {
		of          db.ID
		name, about string
	}
	for where, args := range db.In(from, 0) {
		texts, err := db.All(tx, func(r *db.Row) text { return text{r.ID(), r.Text(), r.Text()} },
			`select p.business, p.name, p.about from registry_product p where p.business in `+where+` and p.shown and `+published+` order by p.business, p.position, p.id`, args...)
		if err != nil {
			return nil, err
		}
		for _, x := range ownFirst(texts, func(x text) bool { return shownBy[x.of] == x.of }) {
			t := out[shownBy[x.of]]
			t.Products = append(t.Products, x.name)
			if x.about != "" {
				t.Products = append(t.Products, x.about)
			}
			out[shownBy[x.of]] = t
		}
		photos, err := photosOf(tx, `p.business in `+where+` and `+published+` and (p.product is null or exists (select 1 from registry_product o where o.id = p.product and o.shown))`, args...)
		if err != nil {
			return nil, err
		}
		face(out, shownBy, ownFirst(photos, func(x Photo) bool { return shownBy[x.Business] == x.Business }))
	}
	return out, nil
}

// face chooses the photo of each card: the first one of a business itself, else the first.
func face(out map[db.ID]Texts, shownBy map[db.ID]db.ID, photos []Photo) {
	itself := map[db.ID]bool{}
	for _, x := range photos {
		by := shownBy[x.Business]
		if t := out[by]; t.Photo == "" || x.Product == 0 && !itself[by] {
			t.Photo = x.Medium.Hash
			out[by] = t
		}
		itself[by] = itself[by] || x.Product == 0
	}
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
