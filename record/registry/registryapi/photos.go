package registryapi

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"alun/ground/api"
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry/product"
)

type addPhotoIn struct {
	api.Keyed
	CodePath
	Product string `query:"product" maxLength:"13" doc:"registryapi.p_product"`
	Alt     string `query:"alt" maxLength:"1000" example:"Nasi kuning dengan telur" doc:"registryapi.f_alt"`
	RawBody []byte

	of    photoOf
	sizes []blob.File
}

// PhotoOff is a photo that was taken off. Its picture has no address while it is off.
type PhotoOff struct {
	ID      string    `json:"id" doc:"registryapi.f_photo_id"`
	Product string    `json:"product,omitempty" doc:"registryapi.f_off_product"`
	Alt     string    `json:"alt" doc:"registryapi.f_alt"`
	At      time.Time `json:"off_at" doc:"registryapi.f_off_at"`
	Until   time.Time `json:"until" doc:"registryapi.f_off_until"`
}

// photoOf is what a photo shows: a business, or one of its products.
type photoOf struct{ business, product db.ID }

type photoIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct{}
}

func (d Desk) photos() {
	const at = "/businesses/{code}/record/photos"
	var kinds []string
	for _, k := range product.Photographs.Kinds {
		kinds = append(kinds, k.Type())
	}
	api.Get(d.api, withExample(op("list-photos", at, "registryapi.photos"), aForm(at, nil)), d.listPhotos)
	add := more(makes(withExample(op("add-photo", at, "registryapi.add_photo"), aPicture(at, kinds[0]))), "registryapi.add_photo_more")
	add.File = kinds
	api.Post(d.api, add, api.Act[addPhotoIn, db.ID, api.List[ProductPhoto]]{Prepare: d.takeIn, Act: d.addPhoto,
		Draw: func(tx *db.Tx, r *api.Request, in *addPhotoIn, _ db.ID) (api.List[ProductPhoto], error) {
			return d.photosAt(tx, r.Caller.For, in.Code, in.Product)
		}})
	api.Post(d.api, more(changes(withExample(op("remove-photo", at+"/{id}/remove", "registryapi.remove_photo"), aForm(at+"/{id}/remove", map[string]any{}))), "registryapi.remove_photo_more"),
		api.Act[photoIn, db.ID, api.List[ProductPhoto]]{Act: d.removePhoto, Draw: func(tx *db.Tx, r *api.Request, in *photoIn, _ db.ID) (api.List[ProductPhoto], error) {
			return d.photosAt(tx, r.Caller.For, in.Code, "")
		}})
	d.photosOff(at)
}

// photosOff declares what can be done with photos that were taken off.
func (d Desk) photosOff(at string) {
	api.Get(d.api, more(withExample(op("list-photos-off", at+"/off", "registryapi.photos_off"), aForm(at+"/off", nil)), "registryapi.photos_off_more"),
		func(tx *db.Tx, r *api.Request, in *recordIn) (api.List[PhotoOff], error) {
			return d.offsAt(tx, r.Caller.For, in.Code)
		})
	api.Post(d.api, more(changes(withExample(op("return-photo", at+"/{id}/return", "registryapi.return_photo"), aForm(at+"/{id}/return", map[string]any{}))), "registryapi.return_photo_more"),
		api.Act[photoIn, db.ID, api.List[ProductPhoto]]{Act: func(tx *db.Tx, who api.Caller, in *photoIn) (db.ID, error) {
			x, err := d.evenOff(tx, who.For, in)
			if err != nil {
				return 0, err
			}
			return x.Product, d.products().PutBack(tx, who.For, x.ID)
		}, Draw: func(tx *db.Tx, r *api.Request, in *photoIn, of db.ID) (api.List[ProductPhoto], error) {
			return d.photosOf(tx, r.Caller.For, in.Code, of)
		}})
	api.Post(d.api, more(changes(withExample(op("erase-photo", at+"/{id}/erase", "registryapi.erase_photo"), aForm(at+"/{id}/erase", map[string]any{}))), "registryapi.erase_photo_more"),
		api.Act[photoIn, db.ID, api.List[PhotoOff]]{Act: func(tx *db.Tx, who api.Caller, in *photoIn) (db.ID, error) {
			x, err := d.evenOff(tx, who.For, in)
			if err != nil {
				return 0, err
			}
			return x.ID, d.products().ErasePhoto(tx, who.For, x.ID)
		}, Draw: func(tx *db.Tx, r *api.Request, in *photoIn, _ db.ID) (api.List[PhotoOff], error) {
			return d.offsAt(tx, r.Caller.For, in.Code)
		}})
}

func aPicture(path, media string) func(*db.Tx) (api.Call, error) {
	return func(tx *db.Tx) (api.Call, error) {
		call, err := aForm(path, []byte("\xff\xd8\xff"))(tx)
		call.Header = map[string]string{"Content-Type": media}
		return call, err
	}
}

func (d Desk) photoOf(x product.Photo) ProductPhoto {
	return ProductPhoto{ID: d.api.Code(x.ID), Alt: x.Alt, Large: blob.Address(x.Large.Hash), Medium: blob.Address(x.Medium.Hash), Small: blob.Address(x.Small.Hash)}
}

func (d Desk) listPhotos(tx *db.Tx, r *api.Request, in *recordIn) (api.List[ProductPhoto], error) {
	return d.photosAt(tx, r.Caller.For, in.Code, "")
}

// photosAt lists the photos of a business, or of one of its products.
func (d Desk) photosAt(tx *db.Tx, session, code, of string) (api.List[ProductPhoto], error) {
	out := api.List[ProductPhoto]{Items: []ProductPhoto{}}
	v, err := d.within(tx, session, code)
	if err != nil {
		return out, err
	}
	all, err := d.products().Photos(tx, session, v.ID)
	if of != "" && err == nil {
		var p product.Product
		_, p, err = d.find(tx, session, ProductPath{CodePath{code}, IDPath{of}})
		all = p.Photos
	}
	for _, x := range all {
		out.Items = append(out.Items, d.photoOf(x))
	}
	return out, err
}

// takeIn takes a photo in. Who may, and whether there is room, is asked before the
// picture is looked at.
func (d Desk) takeIn(ctx context.Context, who api.Caller, in *addPhotoIn) error {
	err := d.DB.Read(ctx, func(tx *db.Tx) error {
		v, err := d.within(tx, who.For, in.Code)
		if err != nil {
			return err
		}
		in.of = photoOf{business: v.ID}
		if in.Product != "" {
			if in.of.product, err = d.idOf(in.Product, "product.none"); err != nil {
				return err
			}
		}
		return d.products().CanAdd(tx, who.For, v.ID, in.of.product)
	})
	if err != nil {
		return err
	}
	in.sizes, err = d.Files.Pictures(ctx, blob.Sent{Name: nameOf(in.RawBody), Content: bytes.NewReader(in.RawBody)}, product.Photographs, product.Edges...)
	return err
}

// nameOf names a picture by what it is: a program sends none, and the files' keeper holds
// a name against the content.
func nameOf(raw []byte) string {
	media := http.DetectContentType(raw)
	for _, k := range product.Photographs.Kinds {
		if k.Type() == media {
			return "foto" + k.End()
		}
	}
	return "foto"
}

func (d Desk) addPhoto(tx *db.Tx, who api.Caller, in *addPhotoIn) (db.ID, error) {
	return d.products().AddPhoto(tx, who.For, product.AddingPhoto{Business: in.of.business, Product: in.of.product, Sizes: in.sizes, Alt: in.Alt})
}

// removePhoto takes a photo of this business off, its own or a product's.
func (d Desk) removePhoto(tx *db.Tx, who api.Caller, in *photoIn) (db.ID, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	id, _ := d.api.ID(in.ID)
	x, err := d.products().PhotoOf(tx, who.For, id)
	if err == nil && x.Business != v.ID {
		err = fault.New(fault.NotFound, "product.photo_none")
	}
	if err != nil {
		return 0, err
	}
	return id, d.products().TakeOff(tx, who.For, id)
}

// evenOff finds a photo of this business, its own or a product's, one that was taken off
// too.
func (d Desk) evenOff(tx *db.Tx, session string, in *photoIn) (product.Photo, error) {
	v, err := d.within(tx, session, in.Code)
	if err != nil {
		return product.Photo{}, err
	}
	id, _ := d.api.ID(in.ID)
	x, err := d.products().EvenOff(tx, session, id)
	if err == nil && !x.On(v.ID) {
		err = fault.New(fault.NotFound, "product.photo_none")
	}
	return x, err
}

// offsAt lists the photos of a business and of its products that were taken off.
func (d Desk) offsAt(tx *db.Tx, session, code string) (api.List[PhotoOff], error) {
	out := api.List[PhotoOff]{Items: []PhotoOff{}}
	v, err := d.within(tx, session, code)
	if err != nil {
		return out, err
	}
	all, err := d.products().Offs(tx, session, v.ID)
	for _, x := range all {
		one := PhotoOff{ID: d.api.Code(x.ID), Alt: x.Alt, At: x.At.UTC(), Until: x.Until().UTC()}
		if x.Product != 0 {
			one.Product = d.api.Code(x.Product)
		}
		out.Items = append(out.Items, one)
	}
	return out, err
}
