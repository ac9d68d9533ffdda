package product

import (
	"strings"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/saring"
)

// How many photos there are of a product, and of a business itself. The trigger
// registry_photo_has_room has the same numbers.
const (
	MostOfProduct  = 4
	MostOfBusiness = 6
)

// MostAlt is the longest text that says what is on a photo, in letters.
const MostAlt = 160

// Edges are the longest sides of the sizes in which a photo is kept: to look at, on a
// card, in a list. A smaller picture stays as large as it is.
var Edges = []int{1600, 800, 320}

// Photographs is what comes in as a photo.
var Photographs = blob.Policy{Kinds: []blob.Kind{blob.JPEG, blob.PNG, blob.WebP}}

// Size is a photo in one size.
type Size struct {
	Hash          string
	Width, Height int
}

// Photo is a picture of a business or of one of its products.
type Photo struct {
	ID       db.ID
	Business db.ID
	Product  db.ID  // 0: of the business itself
	Alt      string // what is on it, for who does not see it; "" where nobody wrote it

	Large, Medium, Small Size

	shownBy db.ID // see On
}

// On tells whether a photo stands on the page of a business, as Product.On does.
func (x Photo) On(business db.ID) bool { return business == x.Business || business == x.shownBy }

const photoColumns = `p.id, p.business, p.product, p.alt, p.large, p.medium, p.small, p.width, p.height`

func scanPhoto(r *db.Row) Photo {
	x := Photo{ID: r.ID(), Business: r.ID(), Product: r.ID(), Alt: r.Text()}
	x.Large.Hash, x.Medium.Hash, x.Small.Hash = r.Text(), r.Text(), r.Text()
	x.Large.Width, x.Large.Height = r.Int(), r.Int()
	for i, s := range []*Size{&x.Medium, &x.Small} {
		s.Width, s.Height = blob.Fit(x.Large.Width, x.Large.Height, Edges[i+1])
	}
	return x
}

func noPhoto() error { return fault.New(fault.NotFound, "product.photo_none") }

// photosOf lists the photos that a condition chooses, in their order.
func photosOf(tx *db.Tx, which string, args ...any) ([]Photo, error) {
	return db.All(tx, scanPhoto, `select `+photoColumns+` from registry_photo p where `+which+` order by p.business, p.position, p.id`, args...)
}

// withPhotos gives products their photos.
func withPhotos(all []Product, photos []Photo) []Product {
	at := map[db.ID]int{}
	for i, p := range all {
		at[p.ID] = i
	}
	for _, x := range photos {
		if i, ok := at[x.Product]; ok {
			all[i].Photos = append(all[i].Photos, x)
		}
	}
	return all
}

// AddingPhoto is a photo that somebody sent: as blob.Keeper.Pictures gives it for Edges.
type AddingPhoto struct {
	Business, Product db.ID // Product 0: of the business itself
	Sizes             []blob.File
	Alt               string
}

// CanAdd tells, before a photo is taken in, whether there is room for it and who asks may:
// for Prepare. AddPhoto asks again.
func (d Desk) CanAdd(tx *db.Tx, session string, business, product db.ID) error {
	_, _, err := d.addable(tx, session, business, product)
	return err
}

func (d Desk) addable(tx *db.Tx, session string, business, product db.ID) (who account.Who, b registry.Business, err error) {
	if who, b, err = d.on(tx, session, MayPicture, business); err != nil {
		return who, b, err
	}
	if product != 0 {
		p, err := find(tx, product)
		if err == nil && (!p.On(business) || !p.Removed.IsZero()) {
			err = fault.New(fault.NotFound, "product.none")
		}
		if err == nil && p.Business != b.ID {
			b, err = registry.ByID(tx, p.Business)
		}
		if err != nil {
			return who, b, err
		}
	}
	return who, b, roomFor(tx, b.ID, product, "product.photos_many")
}

// roomFor refuses, with a sentence, a photo of a business (product 0) or of one of its
// products that has as many as it may. What comes past it is refused by the table
// (registry_photo_has_room). Each row counts for the business for which it came in: one that
// another was merged into has its own room beside what it shows of that other.
func roomFor(tx *db.Tx, business, product db.ID, sentence string) error {
	most, which := MostOfBusiness, `business = $1 and product is null and $2 = 0`
	if product != 0 {
		most, which = MostOfProduct, `business = $1 and product = $2`
	}
	count, _, err := db.One(tx, (*db.Row).Int, `select count(*) from registry_photo where `+which, business, product)
	if err == nil && count >= most && !leftOut("photos") {
		err = fault.New(fault.Conflict, sentence, most)
	}
	return err
}

// AddPhoto keeps a photo behind those that are there.
func (d Desk) AddPhoto(tx *db.Tx, session string, in AddingPhoto) (db.ID, error) {
	who, b, err := d.addable(tx, session, in.Business, in.Product)
	if err != nil {
		return 0, err
	}
	alt, err := readAlt(in.Alt)
	if err != nil {
		return 0, err
	}
	if len(in.Sizes) != len(Edges) {
		return 0, fault.New(fault.Invalid, "product.photo_needed").At("foto", "product.photo_needed")
	}
	for _, s := range in.Sizes {
		if err := blob.Keep(tx, s.Hash); err != nil {
			return 0, err
		}
	}
	last, _, err := db.One(tx, (*db.Row).Int64, `select coalesce(max(position), 0) from registry_photo where business = $1`, b.ID)
	if err != nil {
		return 0, err
	}
	id := tx.NewID()
	x := Photo{ID: id, Business: b.ID, Product: in.Product, Alt: alt}
	x.Medium.Hash, x.Small.Hash = in.Sizes[1].Hash, in.Sizes[2].Hash
	x.Large = Size{in.Sizes[0].Hash, in.Sizes[0].Width, in.Sizes[0].Height}
	if err := (whole{x, last + 1, tx.Now(), who.Actor()}).put(tx); err != nil {
		return 0, err
	}
	return id, tellPhoto(tx, who, b, "added", id, in.Product)
}

// readAlt reads what somebody says is on a photo.
func readAlt(typed string) (string, error) {
	alt := strings.Join(strings.Fields(typed), " ")
	if len([]rune(alt)) > MostAlt {
		return "", fault.New(fault.Invalid, "product.invalid").At("alt", "product.text_long", MostAlt)
	}
	if _, bad := saring.Check(saring.Product, "alt", alt); bad != nil {
		return "", bad
	}
	return alt, nil
}

// tellPhoto tells the diary; product is 0 of a photo of the business itself.
func tellPhoto(tx *db.Tx, who account.Who, b registry.Business, what string, photo, product db.ID) error {
	switch what {
	case "added":
		return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.photo_added", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"photo": photo, "product": product}})
	case "removed":
		return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.photo_removed", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"photo": photo, "product": product}})
	case "returned":
		return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.photo_returned", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"photo": photo, "product": product}})
	case "erased":
		return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.photo_erased", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"photo": photo, "product": product}})
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.photo_changed", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"photo": photo, "product": product}})
}

// photo begins an act on a photo.
func (d Desk) photo(tx *db.Tx, session string, id db.ID) (account.Who, registry.Business, Photo, error) {
	x, found, err := db.One(tx, scanPhoto, `select `+photoColumns+` from registry_photo p where p.id = $1`, id)
	if err == nil && !found {
		err = noPhoto()
	}
	if err != nil {
		return account.Who{}, registry.Business{}, x, err
	}
	who, b, err := d.at(tx, session, MayPicture, x.Business)
	return who, b, x, err
}

// Describe says what is on a photo.
func (d Desk) Describe(tx *db.Tx, session string, photo db.ID, typed string) error {
	who, b, x, err := d.photo(tx, session, photo)
	if err != nil {
		return err
	}
	alt, err := readAlt(typed)
	if err != nil || alt == x.Alt {
		return err
	}
	if _, err := tx.Exec(`update registry_photo set alt = $2 where id = $1`, x.ID, alt); err != nil {
		return err
	}
	return tellPhoto(tx, who, b, "changed", x.ID, x.Product)
}

// First puts a photo before the others: the first one of a business is its face.
func (d Desk) First(tx *db.Tx, session string, photo db.ID) error {
	who, b, x, err := d.photo(tx, session, photo)
	if err != nil {
		return err
	}
	first, _, err := db.One(tx, (*db.Row).Int64, `select min(position) from registry_photo where business = $1`, x.Business)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`update registry_photo set position = $2 where id = $1`, x.ID, first-1); err != nil {
		return err
	}
	return tellPhoto(tx, who, b, "changed", x.ID, x.Product)
}

// TakeOff takes a photo off: nobody but its people sees it from now on, and they can give
// it back (PutBack) until OffFor is over.
func (d Desk) TakeOff(tx *db.Tx, session string, photo db.ID) error {
	who, b, x, err := d.photo(tx, session, photo)
	if err != nil {
		return err
	}
	if err := x.takeOff(tx, who); err != nil {
		return err
	}
	if err := makeRoom(tx, x.Business); err != nil {
		return err
	}
	return tellPhoto(tx, who, b, "removed", x.ID, x.Product)
}

// drop takes a photo out of the table for good, and its files with it.
func (x Photo) drop(tx *db.Tx) error {
	n, err := tx.Exec(`delete from registry_photo where id = $1`, x.ID)
	if n == 0 {
		return err // somebody was first
	}
	return x.dropFiles(tx)
}

// dropFiles counts its files one less. They go a day later, if nobody else has the same.
func (x Photo) dropFiles(tx *db.Tx) (err error) {
	for _, s := range []Size{x.Large, x.Medium, x.Small} {
		if err == nil && !leftOut("drop") {
			err = blob.Drop(tx, s.Hash)
		}
	}
	return err
}

// Photos lists the photos of a business itself: for its people and officers.
func (d Desk) Photos(tx *db.Tx, session string, business db.ID) ([]Photo, error) {
	if err := d.insider(tx, session, business); err != nil {
		return nil, err
	}
	shownBy, from, err := registry.ShowsOf(tx, []db.ID{business})
	if err != nil {
		return nil, err
	}
	all, err := db.Among(tx, scanPhoto, `select `+photoColumns+` from registry_photo p where p.product is null and p.business in `, ` order by p.business, p.position, p.id`, from)
	return ownFirst(all, func(x Photo) bool { return shownBy[x.Business] == x.Business }), err
}

// PhotoOf finds a photo for the people of its business and officers, also of what is not
// public.
func (d Desk) PhotoOf(tx *db.Tx, session string, photo db.ID) (Photo, error) {
	x, found, err := db.One(tx, scanPhoto, `select `+photoColumns+` from registry_photo p where p.id = $1`, photo)
	if err == nil && !found {
		err = noPhoto()
	}
	if err == nil {
		x.shownBy, err = registry.ShownBy(tx, x.Business)
	}
	if err == nil {
		err = d.insider(tx, session, x.Business, x.shownBy)
	}
	return x, err
}
