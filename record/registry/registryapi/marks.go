package registryapi

import (
	"alun/ground/api"
	"alun/ground/db"
	"alun/record/registry"
)

// MarkedText is a public text that an officer should look at. It hides nothing.
type MarkedText struct {
	Fact  string   `json:"fact" doc:"registryapi.f_mark_fact"`
	Text  string   `json:"text" doc:"registryapi.f_mark_text"`
	Rules []string `json:"rules" doc:"registryapi.f_mark_rules"`
}

// MarkedBusiness is a business with such texts.
type MarkedBusiness struct {
	Code   string       `json:"code" doc:"directory.f_code"`
	Number int64        `json:"version" minimum:"1" doc:"registryapi.f_version"`
	Name   string       `json:"name" doc:"directory.f_name"`
	Texts  []MarkedText `json:"texts" doc:"registryapi.f_marked"`
	Demo   bool         `json:"made_up" doc:"directory.f_demo"`
}

// MarkedProduct is a product with such texts, in its name or what is said about it.
type MarkedProduct struct {
	Business string   `json:"business" doc:"directory.f_code"`
	ID       string   `json:"id" doc:"registryapi.f_product_id"`
	Number   int64    `json:"version" minimum:"1" doc:"registryapi.f_version"`
	Name     string   `json:"name" doc:"registryapi.f_product_name"`
	About    string   `json:"about" doc:"registryapi.f_product_about"`
	Rules    []string `json:"rules" doc:"registryapi.f_mark_rules"`
}

type markedIn struct {
	Area string `query:"area" required:"true" minLength:"1" maxLength:"20" pattern:"^[0-9.]*$" example:"64.71.02" doc:"registryapi.p_ticks_area"`
}

type clearProductIn struct {
	api.Keyed
	ProductPath
	Body struct {
		Decided
	}
}

// marks declares the texts that an officer should look at.
func (d Desk) marks() {
	lists := func(id, path, say string) api.Op {
		o := more(withExample(op(id, path, say), api.Ask(path+"?area=64.71.02")), "registryapi.marked_more")
		o.Scope = ScopeDecide
		return o
	}
	api.Get(d.api, lists("list-marked-businesses", "/businesses/marked", "registryapi.marked_businesses"), d.markedBusinesses)
	api.Get(d.api, lists("list-marked-products", "/businesses/marked-products", "registryapi.marked_products"), d.markedProducts)
	const texts, goods = "/businesses/{code}/record/marks/clear", "/businesses/{code}/record/products/{id}/clear"
	api.Post(d.api, more(withExample(opDecides("clear-marks", texts, "registryapi.clear_marks"), aForm(texts, map[string]any{"version": 2})), "registryapi.clear_more"),
		drawn(d, d.clearMarks, func(in *publishIn) string { return in.Code }))
	api.Post(d.api, more(withExample(opDecides("clear-product-marks", goods, "registryapi.clear_product"), aForm(goods, map[string]any{"version": 1})), "registryapi.clear_more"),
		api.Act[clearProductIn, db.ID, ProductWhole]{Act: d.clearProduct, Draw: func(tx *db.Tx, r *api.Request, in *clearProductIn, _ db.ID) (ProductWhole, error) {
			return d.product(tx, r.Caller.For, in.ProductPath)
		}})
}

func (d Desk) markedBusinesses(tx *db.Tx, r *api.Request, in *markedIn) (api.List[MarkedBusiness], error) {
	out := api.List[MarkedBusiness]{Items: []MarkedBusiness{}}
	all, err := d.Book.Marked(tx, r.Caller.For, in.Area, 0, mostWaits)
	for _, b := range all {
		one := MarkedBusiness{Code: d.api.Code(b.ID), Number: b.Version, Name: b.Facts[registry.Name], Texts: []MarkedText{}, Demo: b.Demo}
		for _, m := range b.Marks {
			one.Texts = append(one.Texts, MarkedText{string(m.Fact), b.Facts[m.Fact], m.Rules})
		}
		out.Items = append(out.Items, one)
	}
	return out, err
}

func (d Desk) markedProducts(tx *db.Tx, r *api.Request, in *markedIn) (api.List[MarkedProduct], error) {
	out := api.List[MarkedProduct]{Items: []MarkedProduct{}}
	all, err := d.products().Marked(tx, r.Caller.For, in.Area, 0, mostWaits)
	for _, p := range all {
		out.Items = append(out.Items, MarkedProduct{d.api.Code(p.Business), d.api.Code(p.ID), p.Version, p.Name, p.About, p.Marks})
	}
	return out, err
}

// clearMarks says that the texts of a business were looked at and are good.
func (d Desk) clearMarks(tx *db.Tx, who api.Caller, in *publishIn) (db.ID, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	if err = d.Book.ClearMarks(tx, who.For, v.ID, in.Body.Number); err == nil {
		err = d.trace(tx, who, v.ID, "clear_marks")
	}
	return v.ID, err
}

// clearProduct says the same of a product.
func (d Desk) clearProduct(tx *db.Tx, who api.Caller, in *clearProductIn) (db.ID, error) {
	v, p, err := d.find(tx, who.For, in.ProductPath)
	if err != nil {
		return 0, err
	}
	if err = d.products().Clear(tx, who.For, p.ID, in.Body.Number); err == nil {
		err = d.trace(tx, who, v.ID, "clear_product")
	}
	return p.ID, err
}
