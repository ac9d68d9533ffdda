package registryapi

import (
	"context"
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/lembar"
)

// NeighbourRT is one RT of a kelurahan, with its newest sheet.
type NeighbourRT struct {
	RT         int        `json:"rt" doc:"registry.fact_rt"`
	Businesses int        `json:"businesses" minimum:"0" doc:"registryapi.f_rt_businesses"`
	Sheet      *RTSheetID `json:"sheet,omitempty" doc:"registryapi.f_rt_sheet"`
	Ticked     int        `json:"ticked" minimum:"0" doc:"registryapi.f_rt_ticked"`
}

// RTSheetID is a sheet without its rows.
type RTSheetID struct {
	ID        string     `json:"id" doc:"registryapi.f_sheet_id"`
	Number    string     `json:"number" doc:"registryapi.f_sheet_number"`
	Kelurahan string     `json:"kelurahan" doc:"directory.f_kelurahan"`
	RT        int        `json:"rt" doc:"registry.fact_rt"`
	State     string     `json:"state" enum:"printed,entered,void" doc:"registryapi.f_sheet_state"`
	Made      time.Time  `json:"made_at" doc:"registryapi.f_sheet_made"`
	Entered   *time.Time `json:"entered_at" doc:"registryapi.f_sheet_entered"`
}

// RTSheet is a sheet with what stands on it.
type RTSheet struct {
	RTSheetID
	Rows  []RTSheetRow  `json:"rows" doc:"registryapi.f_sheet_rows"`
	Hands []RTSheetHand `json:"hands" doc:"registryapi.f_hands"`
}

// RTSheetRow is a business as it stands on the paper.
type RTSheetRow struct {
	N      int    `json:"n" doc:"registryapi.f_row_n"`
	Code   string `json:"code" doc:"directory.f_code"`
	Name   string `json:"name" doc:"registryapi.f_row_name"`
	Trade  string `json:"trade" doc:"registryapi.f_row_trade"`
	Street string `json:"street" doc:"registryapi.f_row_street"`
	Tick   int    `json:"tick" minimum:"0" maximum:"4" doc:"registryapi.f_tick"`
}

// RTSheetHand is a row that the RT wrote by hand.
type RTSheetHand struct {
	Line int    `json:"line" doc:"registryapi.f_line"`
	Code string `json:"code" doc:"directory.f_code"`
	Name string `json:"name" doc:"directory.f_name"`
	What string `json:"what" doc:"registryapi.f_what"`
}

// TickIn is what is entered of one row.
type TickIn struct {
	N    int `json:"n" minimum:"1" maximum:"1000" doc:"registryapi.f_row_n"`
	Saw  int `json:"saw" minimum:"0" maximum:"4" doc:"registryapi.f_saw"`
	Tick int `json:"tick" minimum:"0" maximum:"4" doc:"registryapi.f_tick"`
}

// TickMet is a row on which somebody else entered otherwise meanwhile.
type TickMet struct {
	N     int `json:"n" doc:"registryapi.f_row_n"`
	Yours int `json:"yours" doc:"registryapi.f_yours"`
	There int `json:"stands" doc:"registryapi.f_stands_tick"`
}

// TicksDone is what became of rows.
type TicksDone struct {
	Kept int       `json:"kept" minimum:"0" doc:"registryapi.f_ticks_kept"`
	Met  []TickMet `json:"met" doc:"registryapi.f_met"`
}

type sheetsIn struct {
	Kelurahan string `query:"kelurahan" required:"true" minLength:"1" maxLength:"20" pattern:"^[0-9.]*$" example:"64.71.02.1002" doc:"directory.f_kelurahan"`
}

type sheetIn struct {
	IDPath
}

type makeSheetIn struct {
	api.Keyed
	Body struct {
		Kelurahan string `json:"kelurahan" minLength:"1" maxLength:"20" example:"64.71.02.1002" doc:"directory.f_kelurahan"`
		RT        int    `json:"rt" minimum:"1" maximum:"999" doc:"registry.fact_rt"`
		Instead   string `json:"instead,omitempty" maxLength:"13" doc:"registryapi.f_instead"`
	}
}

type ticksIn struct {
	api.Keyed
	IDPath
	Body struct {
		Rows []TickIn `json:"rows" minItems:"1" maxItems:"200" doc:"registryapi.f_ticks"`
	}
}

type handIn struct {
	api.Keyed
	IDPath
	Body struct {
		Line  int    `json:"line" minimum:"1" maximum:"99" doc:"registryapi.f_line"`
		Name  string `json:"name" maxLength:"400" doc:"directory.f_name"`
		What  string `json:"what,omitempty" maxLength:"2000" doc:"registryapi.f_what"`
		Where string `json:"where,omitempty" maxLength:"1000" doc:"registryapi.f_where"`
	}
}

type finishIn struct {
	api.Keyed
	IDPath
	Body struct{}
}

func (d Desk) papers() {
	api.Get(d.api, more(withExample(op("list-sheets", "/sheets", "registryapi.sheets"), api.Ask("/sheets?kelurahan=64.71.02.1002")), "registryapi.sheets_more"), d.listSheets)
	api.Post(d.api, more(nowhere(makes(withExample(op("make-sheet", "/sheets", "registryapi.make_sheet"), aDraft("/sheets", map[string]any{"kelurahan": "64.71.02.1002", "rt": 14})))), "registryapi.make_sheet_more"),
		api.Act[makeSheetIn, db.ID, RTSheet]{Act: d.makeSheet, Draw: func(tx *db.Tx, r *api.Request, _ *makeSheetIn, id db.ID) (RTSheet, error) { return d.sheet(tx, r, id) }})
	api.Get(d.api, withExample(op("get-rt-sheet", "/sheets/{id}", "registryapi.sheet"), aForm("/sheets/{id}", nil)), func(tx *db.Tx, r *api.Request, in *sheetIn) (RTSheet, error) {
		id, err := d.sheetID(tx, r.Caller.For, in.ID)
		if err != nil {
			return RTSheet{}, err
		}
		return d.sheet(tx, r, id)
	})
	api.Post(d.api, more(changes(withExample(op("enter-ticks", "/sheets/{id}/ticks", "registryapi.ticks"), aForm("/sheets/{id}/ticks", map[string]any{"rows": []TickIn{{1, 0, 1}}}))), "registryapi.ticks_more"),
		api.Act[ticksIn, TicksDone, TicksDone]{Act: d.tick, Draw: func(tx *db.Tx, r *api.Request, in *ticksIn, out TicksDone) (TicksDone, error) {
			id, err := d.sheetID(tx, r.Caller.For, in.ID)
			if err == nil {
				_, err = d.sheets().See(tx, r.Caller.For, id)
			}
			return out, err
		}})
	api.Post(d.api, more(makes(withExample(op("write-hand", "/sheets/{id}/hands", "registryapi.hand"), aForm("/sheets/{id}/hands", map[string]any{"line": 1, "name": "Warung Bu Tini", "what": "Nasi kuning"}))), "registryapi.hand_more"),
		api.Act[handIn, db.ID, RTSheet]{Act: d.write, Draw: func(tx *db.Tx, r *api.Request, in *handIn, _ db.ID) (RTSheet, error) {
			id, _ := d.api.ID(in.ID)
			return d.sheet(tx, r, id)
		}})
	api.Post(d.api, more(changes(withExample(op("finish-sheet", "/sheets/{id}/finish", "registryapi.finish"), aForm("/sheets/{id}/finish", map[string]any{}))), "registryapi.finish_more"),
		api.Act[finishIn, db.ID, RTSheet]{Prepare: d.finish, Act: func(_ *db.Tx, _ api.Caller, in *finishIn) (db.ID, error) { id, _ := d.api.ID(in.ID); return id, nil },
			Draw: func(tx *db.Tx, r *api.Request, _ *finishIn, id db.ID) (RTSheet, error) { return d.sheet(tx, r, id) }})
}

// sheetID finds the sheet that a code names, for whoever looks on anywhere; the domain
// asks about this one.
func (d Desk) sheetID(tx *db.Tx, session, code string) (db.ID, error) {
	if _, err := account.May(tx, session, registry.MayWatch, account.At{Any: true}); err != nil {
		return 0, err
	}
	return d.idOf(code, "lembar.no_sheet")
}

func (d Desk) sheet(tx *db.Tx, r *api.Request, id db.ID) (RTSheet, error) {
	w, err := d.sheets().See(tx, r.Caller.For, id)
	if err != nil {
		return RTSheet{}, err
	}
	out := RTSheet{d.sheetOf(w.Sheet), []RTSheetRow{}, []RTSheetHand{}}
	for _, x := range w.Rows {
		out.Rows = append(out.Rows, RTSheetRow{x.N, d.api.Code(x.Business), x.Name, x.Trade, x.Street, int(x.Tick)})
	}
	for _, h := range w.Hands {
		out.Hands = append(out.Hands, RTSheetHand{h.Line, d.api.Code(h.Business), h.Name, h.What})
	}
	return out, nil
}

func (d Desk) sheetOf(s lembar.Sheet) RTSheetID {
	return RTSheetID{d.api.Code(s.ID), s.Number, s.Kelurahan, s.RT, string(s.State), s.Made.UTC(), instant(s.Entered)}
}

func (d Desk) listSheets(tx *db.Tx, r *api.Request, in *sheetsIn) (api.List[NeighbourRT], error) {
	out := api.List[NeighbourRT]{Items: []NeighbourRT{}}
	all, err := d.sheets().Overview(tx, r.Caller.For, in.Kelurahan)
	for _, rt := range all.RTs {
		one := NeighbourRT{RT: rt.N, Businesses: rt.Businesses, Ticked: rt.Ticked}
		if rt.Sheet.ID != 0 {
			s := d.sheetOf(rt.Sheet)
			one.Sheet = &s
		}
		out.Items = append(out.Items, one)
	}
	return out, err
}

func (d Desk) makeSheet(tx *db.Tx, who api.Caller, in *makeSheetIn) (db.ID, error) {
	ask := lembar.Making{Kelurahan: in.Body.Kelurahan, RT: in.Body.RT}
	if in.Body.Instead != "" {
		var err error
		if ask.Instead, err = d.sheetID(tx, who.For, in.Body.Instead); err != nil {
			return 0, err
		}
	}
	s, err := d.sheets().Make(tx, who.For, ask)
	return s.ID, err
}

// handFields are the names of fields on the page, as they are called here.
var handFields = map[string]string{"baris": "line"}

func (d Desk) write(tx *db.Tx, who api.Caller, in *handIn) (db.ID, error) {
	id, err := d.sheetID(tx, who.For, in.ID)
	if err != nil {
		return 0, err
	}
	business, err := d.sheets().Write(tx, who.For, id, lembar.Written{Line: in.Body.Line, Name: in.Body.Name, What: in.Body.What, Where: in.Body.Where})
	return business, renamed(err, handFields)
}

func (d Desk) tick(tx *db.Tx, who api.Caller, in *ticksIn) (TicksDone, error) {
	out := TicksDone{Met: []TickMet{}}
	id, err := d.sheetID(tx, who.For, in.ID)
	if err != nil {
		return out, err
	}
	said := make([]lembar.Said, len(in.Body.Rows))
	for i, x := range in.Body.Rows {
		said[i] = lembar.Said{N: x.N, Saw: lembar.Tick(x.Saw), Tick: lembar.Tick(x.Tick)}
	}
	kept, err := d.sheets().Tick(tx, who.For, id, said)
	out.Kept = kept.Rows
	for _, m := range kept.Met {
		out.Met = append(out.Met, TickMet{m.N, int(m.Yours), int(m.Said)})
	}
	return out, err
}

// finish counts the ticks in acts of its own: a sheet has many.
func (d Desk) finish(ctx context.Context, who api.Caller, in *finishIn) error {
	id, known := d.api.ID(in.ID)
	if !known {
		id = -1 // what is none is found nowhere
	}
	return d.sheets().Finish(ctx, d.DB, who.For, id)
}
