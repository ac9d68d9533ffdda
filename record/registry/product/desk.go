package product

import (
	"slices"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
)

// Desk is the desk of products: what it needs beside the transaction.
type Desk struct {
	Book *registry.Book
}

// on begins an act on a business that may change.
func (d Desk) on(tx *db.Tx, session string, right account.Right, business db.ID) (account.Who, registry.Business, error) {
	who, b, err := d.Book.For(tx, session, right, business)
	if leftOut("right") && fault.Is(err, fault.Denied) {
		err = nil
	}
	if err == nil {
		err = b.State.Stands()
	}
	return who, b, err
}

// at begins an act on something of a business. Where that was merged, the right over the
// one that shows it counts; the thing stays its own, for the day on which they are parted.
func (d Desk) at(tx *db.Tx, session string, right account.Right, business db.ID) (account.Who, registry.Business, error) {
	by, err := registry.ShownBy(tx, business)
	if err != nil {
		return account.Who{}, registry.Business{}, err
	}
	who, b, err := d.on(tx, session, right, by)
	if err == nil && by != business {
		b, err = registry.ByID(tx, business)
	}
	return who, b, err
}

// of begins an act on a product.
func (d Desk) of(tx *db.Tx, session string, right account.Right, product db.ID) (account.Who, registry.Business, Product, error) {
	p, err := find(tx, product)
	if err != nil {
		return account.Who{}, registry.Business{}, p, err
	}
	who, b, err := d.at(tx, session, right, p.Business)
	return who, b, p, err
}

// Add puts a product behind those that a business has.
func (d Desk) Add(tx *db.Tx, session string, business db.ID, in Typed) (db.ID, error) {
	who, b, err := d.on(tx, session, MaySell, business)
	if err != nil {
		return 0, err
	}
	e, marks, err := Read(in)
	if err != nil {
		return 0, err
	}
	type standing struct{ count, last int64 }
	now, _, err := db.One(tx, func(r *db.Row) standing { return standing{r.Int64(), r.Int64()} },
		`select count(*), coalesce(max(position), 0) from registry_product where business = $1 and removed_at is null`, business)
	if err != nil {
		return 0, err
	}
	if now.count >= mostProducts {
		return 0, fault.New(fault.Conflict, "product.many", mostProducts)
	}
	p := Product{Entry: e, ID: tx.NewID(), Business: business, Version: 1, Marks: marks, Made: tx.Now(), Changed: tx.Now(), position: now.last + 1}
	if p.Work != nil {
		p.Work.told(who, nil)
		if err := roomForWork(tx, b); err != nil {
			return 0, err
		}
	}
	if err := db.Many(tx, insertProduct, ``, [][]any{p.row()}); err != nil {
		return 0, err
	}
	if err := p.putWork(tx); err != nil {
		return 0, err
	}
	return p.ID, d.tell(tx, who, b, told{kind: "added", product: p.ID, version: 1, after: &p.Entry, fields: e.fields(Entry{})})
}

// Changing is what somebody says of a product anew. Version is the one that was looked
// at: what others changed since is told, not written over.
type Changing struct {
	Product db.ID
	Version int64
	Set     Typed
}

// Change says a product anew. Saying the same again changes nothing.
func (d Desk) Change(tx *db.Tx, session string, in Changing) error {
	who, b, p, err := d.of(tx, session, MaySell, in.Product)
	if err != nil {
		return err
	}
	if (in.Set.Work == nil) != (p.Work == nil) {
		return fault.New(fault.Invalid, "product.work_stays")
	}
	e, marks, err := Read(in.Set)
	if err != nil {
		return err
	}
	e.Work.told(who, p.Work)
	return d.put(tx, who, b, p, putting{version: in.Version, entry: e, marks: marks, kind: "changed"})
}

// Show shows a product or hides it.
func (d Desk) Show(tx *db.Tx, session string, product db.ID, shown bool) error {
	who, b, p, err := d.of(tx, session, MaySell, product)
	if err != nil {
		return err
	}
	e := p.Entry
	e.Shown = shown
	return d.put(tx, who, b, p, putting{version: p.Version, entry: e, marks: p.Marks, kind: "changed"})
}

// putting is a change as it is kept.
type putting struct {
	version int64
	entry   Entry
	marks   []string
	kind    string
	of      db.ID // the change that is taken back
	back    bool  // a removed product stands again
}

func (d Desk) put(tx *db.Tx, who account.Who, b registry.Business, p Product, in putting) error {
	before := p.Entry
	fields := in.entry.fields(before)
	switch {
	case !p.Removed.IsZero() && !in.back:
		return fault.New(fault.Conflict, "product.removed")
	case len(fields) == 0 && p.Removed.IsZero():
		return nil
	case in.version != p.Version && !leftOut("version"):
		return moved()
	}
	removed := p.Removed
	if in.back {
		p.Removed = time.Time{}
	}
	p.Entry, p.Marks = in.entry, in.marks
	if err := p.keep(tx); err != nil {
		return err
	}
	if in.back {
		if err := photosBack(tx, p.ID, removed); err != nil {
			return err
		}
	}
	return d.tell(tx, who, b, told{kind: in.kind, product: p.ID, version: p.Version + 1, before: &before, after: &p.Entry, fields: fields, of: in.of})
}

// Remove takes a product out, with its photos. It can be taken back (TakeBack), and until
// OffFor is over the photos come back with it.
func (d Desk) Remove(tx *db.Tx, session string, product db.ID, version int64) error {
	who, b, p, err := d.of(tx, session, MaySell, product)
	if err != nil || !p.Removed.IsZero() {
		return err
	}
	if version != p.Version && !leftOut("version") {
		return moved()
	}
	before := p.Entry
	p.Shown, p.Removed = false, tx.Now()
	if err := p.keep(tx); err != nil {
		return err
	}
	photos, err := photosOf(tx, `p.product = $1`, p.ID)
	for _, x := range photos {
		if err == nil {
			err = x.takeOff(tx, who)
		}
	}
	if err != nil {
		return err
	}
	return d.tell(tx, who, b, told{kind: "removed", product: p.ID, version: p.Version + 1, before: &before, fields: []string{"removed"}})
}

// Order puts a product one place nearer to the first or to the last. The order is no
// change of a product and raises no version.
func (d Desk) Order(tx *db.Tx, session string, product db.ID, up bool) error {
	who, b, p, err := d.of(tx, session, MaySell, product)
	if err != nil {
		return err
	}
	ids, err := db.All(tx, (*db.Row).ID, `select id from registry_product where business = $1 and removed_at is null order by position, id`, p.Business)
	if err != nil {
		return err
	}
	if !swapped(ids, p.ID, up) {
		return nil
	}
	for i, id := range ids {
		if _, err := tx.Exec(`update registry_product set position = $2 where id = $1 and position <> $2`, id, i+1); err != nil {
			return err
		}
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.product_changed", Kind: "registry_business", Subject: b.ID,
		Data: map[string]any{"product": p.ID, "fields": "order"}})
}

// swapped changes places with a neighbour; false where there is none.
func swapped(ids []db.ID, id db.ID, up bool) bool {
	at, to := slices.Index(ids, id), 1
	if up {
		to = -1
	}
	if at < 0 || at+to < 0 || at+to >= len(ids) {
		return false
	}
	ids[at], ids[at+to] = ids[at+to], ids[at]
	return true
}

// List lists the products of a business in the order of show, with their photos, hidden
// ones too: for its people and officers. Behind its own stand those that came by a merger.
func (d Desk) List(tx *db.Tx, session string, business db.ID) ([]Product, error) {
	if err := d.insider(tx, session, business); err != nil {
		return nil, err
	}
	shownBy, from, err := registry.ShowsOf(tx, []db.ID{business})
	if err != nil {
		return nil, err
	}
	all, err := db.Among(tx, scanProduct, `select `+productColumns+` from registry_product p where p.removed_at is null and p.business in `, ` order by p.business, p.position, p.id`, from)
	if err != nil {
		return nil, err
	}
	if all, err = withWorks(tx, all); err != nil {
		return nil, err
	}
	photos, err := db.Among(tx, scanPhoto, `select `+photoColumns+` from registry_photo p where p.product is not null and p.business in `, ` order by p.business, p.position, p.id`, from)
	return withPhotos(ownFirst(all, func(p Product) bool { return shownBy[p.Business] == p.Business }), photos), err
}

// ownFirst puts what a business has of its own before what came by a merger.
func ownFirst[T any](all []T, own func(T) bool) []T {
	rank := func(x T) int { return map[bool]int{true: 0, false: 1}[own(x)] }
	slices.SortStableFunc(all, func(a, b T) int { return rank(a) - rank(b) })
	return all
}

// One is a product with its photos: for the people of its business and officers.
func (d Desk) One(tx *db.Tx, session string, product db.ID) (Product, error) {
	p, err := find(tx, product)
	if err == nil {
		err = d.insider(tx, session, p.Business, p.shownBy)
	}
	if err != nil {
		return Product{}, err
	}
	p.Photos, err = photosOf(tx, `p.product = $1`, p.ID)
	return p, err
}

// insider lets the people of a business and its officers in: of one of those where a thing
// stands. Only a refusal leads on to the next one; what the database refuses ends the act.
func (d Desk) insider(tx *db.Tx, session string, businesses ...db.ID) (err error) {
	for _, id := range businesses {
		var v registry.View
		if v, err = d.Book.See(tx, session, id); err == nil && v.As == registry.Public {
			err = fault.New(fault.Denied, "product.not_yours")
		}
		if !fault.Is(err, fault.Denied) && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return err
}
