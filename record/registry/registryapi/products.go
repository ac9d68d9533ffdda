package registryapi

import (
	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
	"alun/record/registry/product"
)

// ProductCard is a product as everybody sees it.
type ProductCard struct {
	Name   string         `json:"name" doc:"registryapi.f_product_name"`
	About  string         `json:"about" doc:"registryapi.f_product_about"`
	Price  ProductPrice   `json:"price" doc:"registryapi.f_price"`
	Unit   string         `json:"unit" example:"bungkus" doc:"registryapi.f_unit"`
	Kind   string         `json:"kind" doc:"registryapi.f_product_kind"`
	Stock  string         `json:"stock" enum:"ada,habis,pesan" doc:"registryapi.f_stock"`
	Days   *int           `json:"days" doc:"registryapi.f_days"`
	Photos []ProductPhoto `json:"photos" doc:"registryapi.f_photos"`
	Work   *ProductWork   `json:"work,omitempty" doc:"registryapi.f_work"`
}

// PublicProduct is a product in the list that everybody reads, which says by itself whether
// its business is made up.
type PublicProduct struct {
	ProductCard
	Demo bool `json:"made_up" doc:"directory.f_demo"`
}

// ProductPrice is what a product costs, in whole rupiah.
type ProductPrice struct {
	Kind string `json:"kind" enum:"none,fixed,from,range,asked" doc:"registryapi.f_price_kind"`
	Low  *int64 `json:"low" doc:"registryapi.f_price_low"`
	High *int64 `json:"high" doc:"registryapi.f_price_high"`
}

// ProductPhoto is a photo, and where it is read in three sizes.
type ProductPhoto struct {
	ID     string `json:"id,omitempty" doc:"registryapi.f_photo_id"`
	Alt    string `json:"alt" doc:"registryapi.f_alt"`
	Large  string `json:"large" doc:"registryapi.f_photo_large"`
	Medium string `json:"medium" doc:"registryapi.f_photo_medium"`
	Small  string `json:"small" doc:"registryapi.f_photo_small"`
}

// ProductWhole is a product as the people of its business see it.
type ProductWhole struct {
	ID     string `json:"id" doc:"registryapi.f_product_id"`
	Number int64  `json:"version" minimum:"1" doc:"registryapi.f_version"`
	Shown  bool   `json:"shown" doc:"registryapi.f_shown"`
	ProductCard
}

// Version names the state that a PATCH compares.
func (p ProductWhole) Version() string {
	return api.Version(p)
}

// TypedProduct is a product as people write it. What is left out stays as it is.
type TypedProduct struct {
	Name  *string `json:"name,omitempty" maxLength:"400" example:"Nasi kuning" doc:"registryapi.f_product_name"`
	About *string `json:"about,omitempty" maxLength:"4000" doc:"registryapi.f_product_about"`
	Price *string `json:"price,omitempty" maxLength:"200" example:"15 ribu" doc:"registryapi.t_price"`
	Unit  *string `json:"unit,omitempty" maxLength:"100" example:"bungkus" doc:"registryapi.f_unit"`
	Kind  *string `json:"kind,omitempty" maxLength:"40" doc:"registryapi.f_product_kind"`
	Stock *string `json:"stock,omitempty" maxLength:"20" example:"ada" doc:"registryapi.f_stock"`
	Days  *string `json:"days,omitempty" maxLength:"20" doc:"registryapi.f_days"`

	Work *TypedWork `json:"work,omitempty" doc:"registryapi.t_work"`
}

type addProductIn struct {
	api.Keyed
	CodePath
	Body struct {
		TypedProduct
		Hidden bool `json:"hidden,omitempty" doc:"registryapi.f_hidden"`
	}
}

// ProductPath names a product of a business.
type ProductPath struct {
	CodePath
	IDPath
}

type productIn struct {
	ProductPath
}

type changeProductIn struct {
	api.Keyed
	ProductPath
	Seen
	Body struct {
		TypedProduct
		Shown *bool `json:"shown,omitempty" doc:"registryapi.f_shown"`
	}
}

type removeProductIn struct {
	api.Keyed
	ProductPath
	Body struct {
		Number int64 `json:"version" minimum:"1" doc:"registryapi.f_looked"`
	}
}

func (d Desk) sales() {
	const public, own = "/businesses/{code}/products", "/businesses/{code}/record/products"
	api.Get(d.api, api.Op{ID: "list-products", Path: public, Tag: "registry", Say: "registryapi.products", Example: d.someProducts}, d.publicProducts)
	api.Get(d.api, withExample(op("list-own-products", own, "registryapi.own_products"), aForm(own, nil)), d.ownProducts)
	api.Post(d.api, more(makes(withExample(op("add-product", own, "registryapi.add_product"), aForm(own, map[string]any{"name": "Nasi kuning", "price": "15 ribu", "unit": "bungkus"}))), "registryapi.add_product_more"),
		api.Act[addProductIn, db.ID, ProductWhole]{Act: d.addProduct, Draw: func(tx *db.Tx, r *api.Request, in *addProductIn, id db.ID) (ProductWhole, error) {
			return d.product(tx, r.Caller.For, ProductPath{in.CodePath, IDPath{d.api.Code(id)}})
		}})
	api.Get(d.api, withExample(op("get-product", own+"/{id}", "registryapi.product"), aForm(own+"/{id}", nil)),
		func(tx *db.Tx, r *api.Request, in *productIn) (ProductWhole, error) {
			return d.product(tx, r.Caller.For, in.ProductPath)
		})
	api.Patch(d.api, more(withExample(op("change-product", own+"/{id}", "registryapi.change_product"), aForm(own+"/{id}", map[string]any{"stock": "habis"})), "registryapi.change_product_more"),
		api.Act[changeProductIn, db.ID, ProductWhole]{Act: d.changeProduct, Draw: func(tx *db.Tx, r *api.Request, in *changeProductIn, _ db.ID) (ProductWhole, error) {
			return d.product(tx, r.Caller.For, in.ProductPath)
		}})
	api.Post(d.api, more(changes(withExample(op("remove-product", own+"/{id}/remove", "registryapi.remove_product"), aForm(own+"/{id}/remove", map[string]any{"version": 1}))), "registryapi.remove_product_more"),
		api.Act[removeProductIn, db.ID, api.List[ProductWhole]]{Act: d.removeProduct, Draw: func(tx *db.Tx, r *api.Request, in *removeProductIn, _ db.ID) (api.List[ProductWhole], error) {
			return d.ownProducts(tx, r, &recordIn{in.CodePath})
		}})
}

// someProducts is an example: those of a business that is published.
func (d Desk) someProducts(tx *db.Tx) (api.Call, error) {
	all, err := d.Book.ListedAfter(tx, 0, 1)
	if err != nil || len(all) == 0 {
		return api.Call{Path: "/businesses/0000000000000/products", Form: true}, err
	}
	return api.Call{Path: "/businesses/" + d.api.Code(all[0].ID) + "/products"}, nil
}

func (d Desk) publicProducts(tx *db.Tx, r *api.Request, in *recordIn) (api.List[PublicProduct], error) {
	out := api.List[PublicProduct]{Items: []PublicProduct{}}
	id, err := d.idOf(in.Code, "registry.no_business")
	if err != nil {
		return out, err
	}
	b, shown, err := d.Book.Shown(tx, id)
	if err == nil && !shown {
		err = fault.New(fault.NotFound, "registry.no_business")
	}
	if err != nil {
		return out, err
	}
	all, err := product.PublicOf(tx, []db.ID{id})
	for _, p := range all[id] {
		card := d.cardOf(p)
		for i := range card.Photos {
			card.Photos[i].ID = ""
		}
		out.Items = append(out.Items, PublicProduct{card, b.Demo})
	}
	return out, err
}

func (d Desk) cardOf(p product.Product) ProductCard {
	out := ProductCard{Name: p.Name, About: p.About, Price: priceOf(p.Price), Unit: p.Unit, Kind: p.Kind, Stock: p.Stock, Photos: []ProductPhoto{}, Work: workOf(p.Work)}
	if p.Days != 0 {
		out.Days = &p.Days
	}
	for _, x := range p.Photos {
		out.Photos = append(out.Photos, d.photoOf(x))
	}
	return out
}

func priceOf(p product.Price) ProductPrice {
	out := ProductPrice{Kind: p.Kind}
	low, high := int64(p.Low), int64(p.High)
	switch p.Kind {
	case product.Range:
		out.Low, out.High = &low, &high
	case product.Fixed, product.From:
		out.Low = &low
	case "":
		out.Kind = product.NoPrice
	}
	return out
}

func (d Desk) ownProducts(tx *db.Tx, r *api.Request, in *recordIn) (api.List[ProductWhole], error) {
	out := api.List[ProductWhole]{Items: []ProductWhole{}}
	v, err := d.within(tx, r.Caller.For, in.Code)
	if err != nil {
		return out, err
	}
	all, err := d.products().List(tx, r.Caller.For, v.ID)
	for _, p := range all {
		out.Items = append(out.Items, ProductWhole{d.api.Code(p.ID), p.Version, p.Shown, d.cardOf(p)})
	}
	return out, err
}

// find finds a product of a business that somebody is within.
func (d Desk) find(tx *db.Tx, session string, at ProductPath) (registry.View, product.Product, error) {
	v, err := d.within(tx, session, at.Code)
	if err != nil {
		return v, product.Product{}, err
	}
	id, _ := d.api.ID(at.ID)
	p, err := d.products().One(tx, session, id)
	if err == nil && !p.On(v.ID) {
		err = fault.New(fault.NotFound, "product.none")
	}
	return v, p, err
}

func (d Desk) product(tx *db.Tx, session string, at ProductPath) (ProductWhole, error) {
	_, p, err := d.find(tx, session, at)
	if err != nil {
		return ProductWhole{}, err
	}
	return ProductWhole{at.ID, p.Version, p.Shown, d.cardOf(p)}, nil
}

// onto puts what was given onto what stands.
func (t TypedProduct) onto(stands product.Typed) product.Typed {
	for _, f := range []struct {
		given *string
		at    *string
	}{{t.Name, &stands.Name}, {t.About, &stands.About}, {t.Price, &stands.Price}, {t.Unit, &stands.Unit}, {t.Kind, &stands.Kind}, {t.Stock, &stands.Stock}, {t.Days, &stands.Days}} {
		if f.given != nil {
			*f.at = *f.given
		}
	}
	stands.Work = t.Work.onto(stands.Work)
	return stands
}

// productFields are the names of fields on the pages, as they are called here.
var productFields = map[string]string{product.FieldName: "name", product.FieldAbout: "about", product.FieldPrice: "price", product.FieldUnit: "unit",
	product.FieldKind: "kind", product.FieldStock: "stock", product.FieldDays: "days", product.FieldWorkKind: "work/kind", product.FieldYear: "work/year", product.FieldLink: "work/link",
	product.FieldHKI: "work/hki", product.FieldHKIKind: "work/hki_kind", product.FieldHKINum: "work/hki_number", product.FieldHKIDay: "work/hki_day"}

func (d Desk) addProduct(tx *db.Tx, who api.Caller, in *addProductIn) (db.ID, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	id, err := d.products().Add(tx, who.For, v.ID, in.Body.onto(product.Typed{Kind: product.KindOf(v.Codes()), Shown: !in.Body.Hidden}))
	return id, renamed(err, productFields)
}

func (d Desk) changeProduct(tx *db.Tx, who api.Caller, in *changeProductIn) (db.ID, error) {
	_, p, err := d.find(tx, who.For, in.ProductPath)
	if err != nil {
		return 0, err
	}
	if !leftOut("if-match") {
		if err := api.Match(in.IfMatch, ProductWhole{in.ID, p.Version, p.Shown, d.cardOf(p)}.Version()); err != nil {
			return 0, err
		}
	}
	set := in.Body.onto(p.Entry.Typed())
	if in.Body.Shown != nil {
		set.Shown = *in.Body.Shown
	}
	err = d.products().Change(tx, who.For, product.Changing{Product: p.ID, Version: p.Version, Set: set})
	return p.ID, raced(renamed(err, productFields))
}

func (d Desk) removeProduct(tx *db.Tx, who api.Caller, in *removeProductIn) (db.ID, error) {
	_, p, err := d.find(tx, who.For, in.ProductPath)
	if err != nil {
		return 0, err
	}
	return p.ID, d.products().Remove(tx, who.For, p.ID, in.Body.Number)
}
