package registryapi

import (
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry/product"
)

// ProductWork is what a product is beside, where it is a work of a creative person, with how
// it stands with its intellectual property (HKI).
type ProductWork struct {
	Kind   string  `json:"kind" enum:"musik,film,foto,tulisan,rupa,desain,kriya,busana,pertunjukan,aplikasi,arsitektur,lain" doc:"registryapi.f_work_kind"`
	Year   int     `json:"year" minimum:"1900" maximum:"2200" doc:"registryapi.f_work_year"`
	Link   string  `json:"link,omitempty" doc:"registryapi.f_work_link"`
	HKI    string  `json:"hki" enum:"none,applied,registered" doc:"registryapi.f_hki"`
	Right  string  `json:"hki_kind,omitempty" enum:"hak_cipta,merek,desain,paten" doc:"registryapi.f_hki_kind"`
	Number string  `json:"hki_number,omitempty" doc:"registryapi.f_hki_number"`
	Day    *string `json:"hki_day" format:"date" doc:"registryapi.f_hki_day"`
	Level  string  `json:"hki_level,omitempty" enum:"told,through,sheet,seen,document,register" doc:"registryapi.f_hki_level"`
}

// TypedWork is a work as people write it. What is left out stays as it is.
type TypedWork struct {
	Kind   *string `json:"kind,omitempty" maxLength:"20" example:"musik" doc:"registryapi.f_work_kind"`
	Year   *string `json:"year,omitempty" maxLength:"10" example:"2024" doc:"registryapi.f_work_year"`
	Link   *string `json:"link,omitempty" maxLength:"500" doc:"registryapi.f_work_link"`
	HKI    *string `json:"hki,omitempty" maxLength:"20" example:"registered" doc:"registryapi.f_hki"`
	Right  *string `json:"hki_kind,omitempty" maxLength:"20" example:"hak_cipta" doc:"registryapi.f_hki_kind"`
	Number *string `json:"hki_number,omitempty" maxLength:"200" example:"EC00202612345" doc:"registryapi.f_hki_number"`
	Day    *string `json:"hki_day,omitempty" maxLength:"20" example:"2026-02-11" doc:"registryapi.f_hki_day"`
}

// ProductChange is one change of a product, as its history keeps it.
type ProductChange struct {
	ID      string       `json:"id" doc:"registryapi.f_change_id"`
	Product string       `json:"product" doc:"registryapi.f_product_id"`
	Number  int64        `json:"version" minimum:"1" doc:"registryapi.f_change_version"`
	Kind    string       `json:"kind" enum:"added,changed,removed,taken_back" doc:"registryapi.f_product_change"`
	At      time.Time    `json:"at" doc:"registryapi.f_at"`
	Fields  []string     `json:"fields" doc:"registryapi.f_product_fields"`
	Of      string       `json:"takes_back,omitempty" doc:"registryapi.f_takes_back"`
	Before  *ProductTold `json:"before,omitempty" doc:"registryapi.f_product_before"`
	After   *ProductTold `json:"after,omitempty" doc:"registryapi.f_product_after"`
	Said    string       `json:"sentence,omitempty" doc:"registryapi.f_product_said"`
	Gone    bool         `json:"forgotten,omitempty" doc:"registryapi.f_product_gone"`
}

// ProductTold is a product as it was then, without photos.
type ProductTold struct {
	Name  string       `json:"name" doc:"registryapi.f_product_name"`
	About string       `json:"about" doc:"registryapi.f_product_about"`
	Price ProductPrice `json:"price" doc:"registryapi.f_price"`
	Unit  string       `json:"unit" doc:"registryapi.f_unit"`
	Kind  string       `json:"kind" doc:"registryapi.f_product_kind"`
	Stock string       `json:"stock" enum:"ada,habis,pesan" doc:"registryapi.f_stock"`
	Days  *int         `json:"days" doc:"registryapi.f_days"`
	Shown bool         `json:"shown" doc:"registryapi.f_shown"`
	Work  *ProductWork `json:"work,omitempty" doc:"registryapi.f_work"`
}

type orderIn struct {
	api.Keyed
	ProductPath
	Body struct {
		Up bool `json:"up" doc:"registryapi.f_up"`
	}
}

type productBackIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct{}
}

type describeIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct {
		Alt string `json:"alt" maxLength:"1000" example:"Nasi kuning dengan telur" doc:"registryapi.f_alt"`
	}
}

// works declares the order of products, their history, and what stands on their photos.
func (d Desk) works() {
	const own, past, photo = "/businesses/{code}/record/products", "/businesses/{code}/record/product-history", "/businesses/{code}/record/photos/{id}"
	api.Post(d.api, more(withExample(op("order-product", own+"/{id}/order", "registryapi.order_product"), aForm(own+"/{id}/order", map[string]any{"up": true})), "registryapi.order_product_more"),
		api.Act[orderIn, db.ID, api.List[ProductWhole]]{Act: func(tx *db.Tx, who api.Caller, in *orderIn) (db.ID, error) {
			_, p, err := d.find(tx, who.For, in.ProductPath)
			if err != nil {
				return 0, err
			}
			return p.ID, d.products().Order(tx, who.For, p.ID, in.Body.Up)
		}, Draw: func(tx *db.Tx, r *api.Request, in *orderIn, _ db.ID) (api.List[ProductWhole], error) {
			return d.ownProducts(tx, r, &recordIn{in.CodePath})
		}})
	api.Get(d.api, more(withExample(op("list-product-history", past, "registryapi.product_history"), aForm(past, nil)), "registryapi.product_history_more"), d.productHistory)
	api.Post(d.api, more(changes(withExample(op("take-product-back", past+"/{id}/take-back", "registryapi.product_back"), aForm(past+"/{id}/take-back", map[string]any{}))), "registryapi.product_back_more"),
		api.Act[productBackIn, db.ID, api.List[ProductWhole]]{Act: func(tx *db.Tx, who api.Caller, in *productBackIn) (db.ID, error) {
			v, err := d.within(tx, who.For, in.Code)
			if err != nil {
				return 0, err
			}
			id, _ := d.api.ID(in.ID) // what is none is no change
			return id, d.products().TakeBack(tx, who.For, v.ID, id)
		}, Draw: func(tx *db.Tx, r *api.Request, in *productBackIn, _ db.ID) (api.List[ProductWhole], error) {
			return d.ownProducts(tx, r, &recordIn{in.CodePath})
		}})
	describe := withExample(op("describe-photo", photo+"/describe", "registryapi.describe_photo"), aForm(photo+"/describe", map[string]any{"alt": "Nasi kuning dengan telur"}))
	api.Post(d.api, describe, api.Act[describeIn, db.ID, api.List[ProductPhoto]]{Act: func(tx *db.Tx, who api.Caller, in *describeIn) (db.ID, error) {
		x, err := d.photoIn(tx, who.For, in.Code, in.ID)
		if err != nil {
			return 0, err
		}
		return x.Product, d.products().Describe(tx, who.For, x.ID, in.Body.Alt)
	}, Draw: func(tx *db.Tx, r *api.Request, in *describeIn, of db.ID) (api.List[ProductPhoto], error) {
		return d.photosOf(tx, r.Caller.For, in.Code, of)
	}})
	first := withExample(op("put-photo-first", photo+"/first", "registryapi.first_photo"), aForm(photo+"/first", map[string]any{}))
	api.Post(d.api, more(first, "registryapi.first_photo_more"), api.Act[photoIn, db.ID, api.List[ProductPhoto]]{Act: func(tx *db.Tx, who api.Caller, in *photoIn) (db.ID, error) {
		x, err := d.photoIn(tx, who.For, in.Code, in.ID)
		if err != nil {
			return 0, err
		}
		return x.Product, d.products().First(tx, who.For, x.ID)
	}, Draw: func(tx *db.Tx, r *api.Request, in *photoIn, of db.ID) (api.List[ProductPhoto], error) {
		return d.photosOf(tx, r.Caller.For, in.Code, of)
	}})
}

// photosOf lists the photos of a business (0), or of one of its products.
func (d Desk) photosOf(tx *db.Tx, session, code string, of db.ID) (api.List[ProductPhoto], error) {
	if of == 0 {
		return d.photosAt(tx, session, code, "")
	}
	return d.photosAt(tx, session, code, d.api.Code(of))
}

// photoIn finds a photo of a business that somebody is within, its own or a product's.
func (d Desk) photoIn(tx *db.Tx, session, code, photo string) (product.Photo, error) {
	v, err := d.within(tx, session, code)
	if err != nil {
		return product.Photo{}, err
	}
	id, _ := d.api.ID(photo)
	x, err := d.products().PhotoOf(tx, session, id)
	if err == nil && !x.On(v.ID) {
		err = fault.New(fault.NotFound, "product.photo_none")
	}
	return x, err
}

func (d Desk) productHistory(tx *db.Tx, r *api.Request, in *historyIn) (api.List[ProductChange], error) {
	out := api.List[ProductChange]{Items: []ProductChange{}}
	v, err := d.within(tx, r.Caller.For, in.Code)
	if err != nil {
		return out, err
	}
	before, _, err := api.After[db.ID](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	all, err := d.products().History(tx, r.Caller.For, v.ID, before, in.Limit+1)
	if err != nil {
		return out, err
	}
	all, out.Next, err = api.Cut(tx, r, in.Paging, all, func(c product.Change) db.ID { return c.ID })
	for _, c := range all {
		one := ProductChange{ID: d.api.Code(c.ID), Product: d.api.Code(c.Product), Number: c.Version, Kind: c.Kind, At: c.At.UTC(), Fields: append([]string{}, c.Fields...), Before: toldOf(c.Before), After: toldOf(c.After),
			Said: c.Said, Gone: c.Gone}
		if c.Of != 0 {
			one.Of = d.api.Code(c.Of)
		}
		out.Items = append(out.Items, one)
	}
	return out, err
}

// toldOf is a product as it was; nil where there was none.
func toldOf(e *product.Entry) *ProductTold {
	if e == nil {
		return nil
	}
	return &ProductTold{Name: e.Name, About: e.About, Price: priceOf(e.Price), Unit: e.Unit, Kind: e.Kind, Stock: e.Stock, Days: whole(e.Days), Shown: e.Shown, Work: workOf(e.Work)}
}

// workOf is a work as it is told; nil is none.
func workOf(w *product.Work) *ProductWork {
	if w == nil {
		return nil
	}
	out := &ProductWork{Kind: w.Kind, Year: w.Year, Link: w.Link, HKI: w.HKI, Right: w.HKIKind, Number: w.HKINumber, Day: given(w.HKIDay)}
	if w.HKI != product.NoHKI {
		out.Level = w.Level.Code()
	}
	return out
}

// onto puts what was given of a work onto what stands.
func (t *TypedWork) onto(stands *product.TypedWork) *product.TypedWork {
	if t == nil {
		return stands
	}
	out := product.TypedWork{}
	if stands != nil {
		out = *stands
	}
	for _, f := range []struct {
		given *string
		at    *string
	}{{t.Kind, &out.Kind}, {t.Year, &out.Year}, {t.Link, &out.Link}, {t.HKI, &out.HKI}, {t.Right, &out.HKIKind}, {t.Number, &out.HKINumber}, {t.Day, &out.HKIDay}} {
		if f.given != nil {
			*f.at = *f.given
		}
	}
	return &out
}
