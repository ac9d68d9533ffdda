package planapi

import (
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/plan"
)

// Erratum is what became of a reader's word that our reading of a printed page
// may be wrong. It does not repeat the words: whoever has the code may read it.
type Erratum struct {
	ID       string     `json:"id" doc:"planapi.f_erratum"`
	Node     string     `json:"node" doc:"planapi.f_id"`
	Field    string     `json:"field" enum:"name,indicator,target,budget,output,money,note,other" doc:"planapi.f_erratum_field"`
	At       time.Time  `json:"at" doc:"planapi.f_told_at"`
	State    string     `json:"state" enum:"new,mended,as_printed" doc:"planapi.f_erratum_state"`
	Answer   string     `json:"answer,omitempty" doc:"planapi.f_answer"`
	Answered *time.Time `json:"answered_at" doc:"planapi.f_answered"`
}

// Version names the state, for If-Match.
func (e Erratum) Version() string { return api.Version(e) }

// ErratumWhole is an erratum for who answers it.
type ErratumWhole struct {
	Erratum
	Message string `json:"message" doc:"planapi.f_message"`
	Office  string `json:"office" doc:"planapi.f_office"`
	Code    string `json:"code" doc:"planapi.f_code"`
}

type tellIn struct {
	api.Keyed
	Coded
	Body struct {
		Field   string `json:"field" enum:"name,indicator,target,budget,output,money,note,other" example:"output" doc:"planapi.f_erratum_field"`
		Message string `json:"message" minLength:"10" maxLength:"1000" example:"Di halaman 72 tertulis 121." doc:"planapi.f_message"`
	}
}

type answerIn struct {
	api.Keyed
	Coded
	IfMatch string `header:"If-Match" maxLength:"200" doc:"api.p_match"`
	Body    struct {
		State    string `json:"state" enum:"mended,as_printed" example:"as_printed" doc:"planapi.f_erratum_state"`
		Sentence string `json:"answer" minLength:"10" maxLength:"500" example:"Halaman 72 memang mencetak 12." doc:"planapi.f_answer"`
	}
}

type errataIn struct {
	State string `query:"state" enum:"new,mended,as_printed" doc:"planapi.f_erratum_state"`
	api.Paging
}

func (d Desk) errata() {
	api.Post(d.api, api.Op{ID: "tell-erratum", Path: "/nodes/{id}/errata", Tag: "errata", Say: "planapi.tell", More: "planapi.tell_more", Made: true,
		Pace: plan.Telling, Example: d.aTelling}, api.Act[tellIn, db.ID, Erratum]{
		Check: func(tx *db.Tx, _ api.Caller, in *tellIn) error { _, err := d.shownNode(tx, in.ID); return err },
		Act:   d.tell, Draw: d.told})
	api.Get(d.api, api.Op{ID: "get-erratum", Path: "/errata/{id}", Tag: "errata", Say: "planapi.erratum", Example: aForm(nil)},
		func(tx *db.Tx, _ *api.Request, in *Coded) (Erratum, error) {
			_, e, err := d.erratum(tx, in.ID)
			return d.erratumOf(e), err
		})
	api.Get(d.api, api.Op{ID: "list-errata", Path: "/errata", Tag: "errata", Say: "planapi.errata", Scope: ScopeErrata, Example: api.Ask("/errata?state=new&limit=3")},
		d.listErrata)
	api.Patch(d.api, api.Op{ID: "answer-erratum", Path: "/errata/{id}", Tag: "errata", Say: "planapi.answer", More: "planapi.answer_more", Scope: ScopeErrata,
		Example: aForm(map[string]string{"state": plan.Declined, "answer": "Halaman 72 memang mencetak 12."})},
		api.Act[answerIn, db.ID, Erratum]{Act: d.answer, Draw: func(tx *db.Tx, _ *api.Request, in *answerIn, _ db.ID) (Erratum, error) {
			_, e, err := d.erratum(tx, in.ID)
			return d.erratumOf(e), err
		}})
}

func (d Desk) tell(tx *db.Tx, _ api.Caller, in *tellIn) (db.ID, error) {
	node, err := d.shownNode(tx, in.ID)
	if err != nil {
		return 0, err
	}
	return plan.Tell(tx, plan.Erratum{Node: node, Field: in.Body.Field, Message: in.Body.Message})
}

// shownNode finds a node that some report shows.
func (d Desk) shownNode(tx *db.Tx, code string) (db.ID, error) {
	node, err := d.id(code, "plan.no_node")
	if err != nil {
		return 0, err
	}
	_, found, err := plan.YearOf(tx, node)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_node", code)
	}
	return node, err
}

func (d Desk) told(tx *db.Tx, _ *api.Request, _ *tellIn, id db.ID) (Erratum, error) {
	_, e, err := d.erratum(tx, d.api.Code(id))
	return d.erratumOf(e), err
}

// answer is written when the erratum is still as it was looked at.
func (d Desk) answer(tx *db.Tx, who api.Caller, in *answerIn) (db.ID, error) {
	id, e, err := d.erratum(tx, in.ID)
	if err == nil {
		err = api.Match(in.IfMatch, d.erratumOf(e).Version())
	}
	if err != nil {
		return 0, err
	}
	return id, plan.Decide(tx, id, plan.Decision{State: in.Body.State, Sentence: in.Body.Sentence, By: who.Actor(), Version: e.Version})
}

func (d Desk) listErrata(tx *db.Tx, r *api.Request, in *errataIn) (out api.List[ErratumWhole], err error) {
	after, _, err := api.After[db.ID](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	all, err := plan.ErrataAfter(tx, in.State, after, in.Limit+1)
	if err != nil {
		return out, err
	}
	all, out.Next, err = api.Cut(tx, r, in.Paging, all, func(e plan.Told) db.ID { return e.ID })
	out.Items = make([]ErratumWhole, 0, len(all))
	for _, e := range all {
		out.Items = append(out.Items, ErratumWhole{d.erratumOf(e), e.Message, e.Slug, e.Code})
	}
	return out, err
}

func (d Desk) erratum(tx *db.Tx, code string) (db.ID, plan.Told, error) {
	id, err := d.id(code, "planapi.no_erratum")
	if err != nil {
		return 0, plan.Told{}, err
	}
	e, found, err := plan.ErratumByID(tx, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "planapi.no_erratum")
	}
	return id, e, err
}

func (d Desk) erratumOf(e plan.Told) Erratum {
	out := Erratum{ID: d.api.Code(e.ID), Node: d.api.Code(e.Node), Field: e.Field, At: e.At, State: e.State, Answer: e.Reply.Sentence}
	if !e.Reply.At.IsZero() {
		out.Answered = &e.Reply.At
	}
	return out
}

func (d Desk) aTelling(tx *db.Tx) (api.Call, error) {
	id, err := d.someNode(tx)
	return api.Call{Path: path("nodes", d.api.Code(id), "errata"), Body: map[string]string{"field": "output", "message": "Di halaman 72 tertulis 121."}}, err
}

// aForm shows the form of a call alone: the code of an erratum is for who told it.
func aForm(body any) func(*db.Tx) (api.Call, error) {
	call := api.Call{Path: path("errata", "0000000000000"), Body: body, Form: true}
	if body != nil {
		call.Header = map[string]string{"If-Match": `"…"`}
	}
	return func(*db.Tx) (api.Call, error) { return call, nil }
}
