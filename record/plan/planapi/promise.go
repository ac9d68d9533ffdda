package planapi

import (
	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/plan"
)

// Promise is what somebody said in public that the city will do.
type Promise struct {
	ID     int    `json:"id" doc:"planapi.f_promise"`
	Theme  string `json:"theme" doc:"planapi.f_theme"`
	Quote  string `json:"quote" doc:"planapi.f_quote"`
	Words  string `json:"original" doc:"planapi.f_original"`
	SaidBy string `json:"said_by" doc:"planapi.f_said_by"`
	SaidOn string `json:"said_on" format:"date" doc:"planapi.f_said_on"`
	Source string `json:"source" doc:"planapi.f_promise_source"`
}

// PromiseSum is a promise with how many rows carry it.
type PromiseSum struct {
	Promise
	Rows   int `json:"rows" doc:"planapi.f_rows"`
	Direct int `json:"direct" doc:"planapi.f_direct"`
}

// PromiseWhole is a promise with the rows that carry it.
type PromiseWhole struct {
	Promise
	Carriers []Carrier `json:"rows" doc:"planapi.f_carriers"`
}

// Carrier is a row of the plan that carries a promise.
type Carrier struct {
	Node
	Strength string `json:"strength" enum:"langsung,mendukung" doc:"planapi.f_strength"`
	Why      string `json:"why" doc:"planapi.f_link_why"`
	By       string `json:"linked_by" doc:"planapi.f_linked_by"`
	On       string `json:"linked_on" format:"date" doc:"planapi.f_linked_on"`
}

type promiseIn struct {
	ID int `path:"id" minimum:"1" maximum:"1000000" example:"1" doc:"planapi.f_promise"`
}

func (d Desk) promises() {
	api.Get(d.api, api.Op{ID: "list-promises", Path: "/promises", Tag: "plan", Say: "planapi.promises", Example: api.Ask("/promises")},
		func(tx *db.Tx, r *api.Request, _ *struct{}) (api.List[PromiseSum], error) {
			all, err := plan.Promises(tx)
			out := api.List[PromiseSum]{Items: []PromiseSum{}}
			for _, p := range all {
				out.Items = append(out.Items, PromiseSum{promiseOf(r, p.Promise), p.Rows, p.Direct})
			}
			return out, err
		})
	api.Get(d.api, api.Op{ID: "get-promise", Path: "/promises/{id}", Tag: "plan", Say: "planapi.promise", Example: api.Ask("/promises/1")}, d.onePromise)
}

func (d Desk) onePromise(tx *db.Tx, r *api.Request, in *promiseIn) (out PromiseWhole, err error) {
	p, found, err := plan.PromiseByID(tx, in.ID)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_promise")
	}
	if err != nil {
		return out, err
	}
	rows, err := plan.Carriers(tx, in.ID)
	out = PromiseWhole{promiseOf(r, p), make([]Carrier, 0, len(rows))}
	for _, c := range rows {
		out.Carriers = append(out.Carriers, Carrier{d.nodeOf(c.View, c.Slug, c.Brief), c.Linked.Strength, c.Linked.Why.In(r.Lang.Tag()), c.Linked.By, c.Linked.On.String()})
	}
	return out, err
}

func promiseOf(r *api.Request, p plan.Promise) Promise {
	tag := r.Lang.Tag()
	return Promise{p.ID, p.Theme.In(tag), p.Quote.In(tag), p.Quote.In(lang.ID), p.SaidBy, p.SaidOn.String(), p.Source}
}
