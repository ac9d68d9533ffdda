package product

import (
	"context"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// OffDays is for how many days a photo that was taken off can be given back; OffFor is the
// same as a time. Its files stay so long; see LetGo.
const (
	OffDays = 7
	OffFor  = OffDays * 24 * time.Hour
)

// MostOff is how many photos of a business that were taken off can be given back; of more the
// oldest go at once, so that who puts photos on and takes them off in turn fills no disk. Those
// that went with a product are not counted: it comes back with all of them.
const MostOff = 40

// letAtOnce is how many photos LetGo lets go in one act.
const letAtOnce = 100

// whole is a photo with all that its row says.
type whole struct {
	Photo
	position int64
	addedAt  time.Time
	addedBy  string
}

const wholeColumns = photoColumns + `, p.position, p.added_at, p.added_by`

func scanWhole(r *db.Row) whole { return whole{scanPhoto(r), r.Int64(), r.Time(), r.Text()} }

// columns are its row, from id to added_by.
func (x whole) columns() []any {
	return []any{x.ID, x.Business, db.Null(x.Product, x.Product != 0), x.position, x.Alt, x.Large.Hash, x.Medium.Hash, x.Small.Hash, x.Large.Width, x.Large.Height, x.addedAt, x.addedBy}
}

// put puts a photo into the table of those that are shown.
func (x whole) put(tx *db.Tx) error {
	_, err := tx.Exec(`insert into registry_photo (id, business, product, position, alt, large, medium, small, width, height, added_at, added_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, x.columns()...)
	return err
}

// Off is a photo that was taken off and can still be given back.
type Off struct {
	whole
	At     time.Time // when it was taken off
	Of     string    // what its product is called; "" of the business itself
	Parted bool      // its product was removed: that is brought back first
}

// Until is the instant after which it cannot be given back.
func (x Off) Until() time.Time { return x.At.Add(OffFor) }

// over tells that it can be given back no more, though LetGo has not come by yet.
func (x Off) over(tx *db.Tx) bool { return !x.Until().After(tx.Now()) }

// takeOff moves a photo to those that are off. Its files count as before.
func (x Photo) takeOff(tx *db.Tx, who account.Who) error {
	all, found, err := db.One(tx, scanWhole, `select `+wholeColumns+` from registry_photo p where p.id = $1`, x.ID)
	if err != nil || !found {
		return err
	}
	if err := tx.ExecOr(noPhoto(), `delete from registry_photo where id = $1`, x.ID); err != nil {
		return err
	}
	_, err = tx.Exec(`insert into registry_photo_off (id, business, product, position, alt, large, medium, small, width, height, added_at, added_by, off_at, off_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		append(all.columns(), tx.Now(), who.Actor())...)
	return err
}

// makeRoom lets the oldest of a business go where more are off than MostOff.
func makeRoom(tx *db.Tx, business db.ID) error {
	all, err := offsOf(tx, `p.business = $1 and g.removed_at is null`, business)
	for _, x := range all[min(len(all), MostOff):] {
		if err == nil {
			err = x.drop(tx)
		}
	}
	return err
}

const offSelect = `select ` + wholeColumns + `, p.off_at, coalesce(g.name, ''), g.removed_at
	from registry_photo_off p left join registry_product g on g.id = p.product`

func scanOff(r *db.Row) Off {
	x := Off{whole: scanWhole(r), At: r.Time(), Of: r.Text()}
	x.Parted = !r.Time().IsZero()
	return x
}

// offsOf lists the photos that are off and that a condition chooses, the newest first.
func offsOf(tx *db.Tx, which string, args ...any) ([]Off, error) {
	return db.All(tx, scanOff, offSelect+` where `+which+` order by p.off_at desc, p.id desc`, args...)
}

// takeOut takes a photo out of those that are off. Of several who try at once, one comes
// through, and what becomes of the photo is theirs.
func (x Off) takeOut(tx *db.Tx) error {
	return tx.ExecOr(noPhoto(), `delete from registry_photo_off where id = $1`, x.ID)
}

// back moves a photo to those that are shown again, to the place that it had.
func (x Off) back(tx *db.Tx) error {
	if err := x.takeOut(tx); err != nil {
		return err
	}
	return x.put(tx)
}

// drop lets a photo go for good, and its files with it.
func (x Off) drop(tx *db.Tx) error {
	if err := x.takeOut(tx); err != nil {
		return err
	}
	return x.dropFiles(tx)
}

// dropOffs lets those go that a condition chooses.
func dropOffs(tx *db.Tx, which string, args ...any) (int, error) {
	all, err := offsOf(tx, which, args...)
	for _, x := range all {
		if err == nil {
			err = x.drop(tx)
		}
	}
	return len(all), err
}

// off begins an act on a photo that was taken off.
func (d Desk) off(tx *db.Tx, session string, photo db.ID) (account.Who, registry.Business, Off, error) {
	x, found, err := db.One(tx, scanOff, offSelect+` where p.id = $1`, photo)
	if err == nil && !found {
		err = noPhoto()
	}
	if err != nil {
		return account.Who{}, registry.Business{}, x, err
	}
	who, b, err := d.at(tx, session, MayPicture, x.Business)
	return who, b, x, err
}

// PutBack gives a photo back that was taken off, to the place that it had. One that stands
// again already stays as it is. It refuses once OffFor is over, where there is no room, and
// while the product of the photo is removed.
func (d Desk) PutBack(tx *db.Tx, session string, photo db.ID) error {
	who, b, x, err := d.off(tx, session, photo)
	if fault.Is(err, fault.NotFound) {
		_, _, _, err = d.photo(tx, session, photo)
		return err
	}
	switch {
	case err != nil:
		return err
	case x.over(tx) && !leftOut("over"):
		return fault.New(fault.Conflict, "product.photo_over", OffDays)
	case x.Parted:
		return fault.New(fault.Conflict, "product.photo_parted")
	}
	if err := roomFor(tx, x.Business, x.Product, "product.photo_back_many"); err != nil {
		return err
	}
	if err := x.back(tx); err != nil {
		return err
	}
	return tellPhoto(tx, who, b, "returned", x.ID, x.Product)
}

// ErasePhoto lets a photo go for good that was taken off: nobody gives it back any more,
// and its files go a day later, if nobody else has the same.
func (d Desk) ErasePhoto(tx *db.Tx, session string, photo db.ID) error {
	who, b, x, err := d.off(tx, session, photo)
	if err != nil {
		return err
	}
	if err := x.drop(tx); err != nil {
		return err
	}
	return tellPhoto(tx, who, b, "erased", x.ID, x.Product)
}

// photosBack gives back what was taken off together with a product, which stands again.
// A product had no more photos than it may have, and nobody added any since.
func photosBack(tx *db.Tx, product db.ID, removed time.Time) error {
	all, err := offsOf(tx, `p.product = $1 and p.off_at = $2`, product, removed)
	for _, x := range all {
		if err == nil && !x.over(tx) {
			err = x.back(tx)
		}
	}
	return err
}

// Offs lists the photos of a business and of its products that were taken off and can
// still be given back, the newest first: for its people and officers.
func (d Desk) Offs(tx *db.Tx, session string, business db.ID) ([]Off, error) {
	if err := d.insider(tx, session, business); err != nil {
		return nil, err
	}
	_, from, err := registry.ShowsOf(tx, []db.ID{business})
	if err != nil {
		return nil, err
	}
	return db.Among(tx, scanOff, offSelect+` where p.off_at > $1 and p.business in `, ` order by p.off_at desc, p.id desc`, from, tx.Now().Add(-OffFor))
}

// EvenOff finds a photo as PhotoOf does, one that was taken off too.
func (d Desk) EvenOff(tx *db.Tx, session string, photo db.ID) (Photo, error) {
	x, found, err := db.One(tx, scanOff, offSelect+` where p.id = $1`, photo)
	switch {
	case err != nil:
		return x.Photo, err
	case !found:
		return d.PhotoOf(tx, session, photo)
	}
	if x.shownBy, err = registry.ShownBy(tx, x.Business); err == nil {
		err = d.insider(tx, session, x.Business, x.shownBy)
	}
	return x.Photo, err
}

// LetGo lets photos go whose time is over, some at a time, and tells how many they were.
// Which of them are over is asked in the act itself: one that somebody gives back meanwhile
// stays.
func LetGo(ctx context.Context, d *db.DB) (gone int, err error) {
	for {
		n := 0
		err := d.Write(ctx, func(tx *db.Tx) (err error) {
			n, err = dropOffs(tx, `p.id in (select o.id from registry_photo_off o where o.off_at <= $1 order by o.off_at limit $2)`, tx.Now().Add(-OffFor), letAtOnce)
			return err
		})
		if err != nil {
			return gone, err
		}
		if gone += n; n < letAtOnce {
			return gone, nil
		}
	}
}
