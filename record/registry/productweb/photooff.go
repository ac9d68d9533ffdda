package productweb

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry/face"
)

// What the form of a photo may ask for one that was taken off.
const (
	stepBack = "kembali" // give it back
	stepGone = "tuntas"  // let it go for good, now
)

// offShot is a photo that was taken off, on a page of its people.
type offShot struct {
	shot
	of     string // what its product is called; "" of the business itself
	until  string // when it is too late to give it back
	parted bool   // its product was removed
}

// offs lists the photos that were taken off, of a product, or of the business and all its
// products (0). Of a business that stands still none is offered: nothing can be given back.
func (d Desk) offs(tx *db.Tx, p page, of db.ID) (out []offShot, err error) {
	if !p.changes {
		return nil, nil
	}
	all, err := d.Offs(tx, p.r.Session(), p.view.ID)
	for _, x := range all {
		if of == 0 || x.Product == of {
			out = append(out, offShot{shot{x.Photo, d.Code(x.ID), x.Product == 0}, x.Of, face.Moment(p.Lang, x.Until()), x.Parted})
		}
	}
	return out, err
}

// decideOff gives a photo back, or lets it go for good. Who was slower than somebody else
// who gave it back finds it there.
func (d Desk) decideOff(tx *db.Tx, in said, business db.ID) (did, error) {
	x, err := d.EvenOff(tx, in.session, in.photo)
	if err == nil && !x.On(business) {
		err = fault.New(fault.NotFound, "product.photo_none")
	}
	if err != nil {
		return did{}, err
	}
	if in.step == stepGone {
		return did{"?ya=fototuntas"}, d.ErasePhoto(tx, in.session, x.ID)
	}
	back := ""
	if x.Product != 0 {
		back = "/produk/" + d.Code(x.Product)
	}
	return did{back + "?ya=fotobalik"}, d.PutBack(tx, in.session, x.ID)
}
