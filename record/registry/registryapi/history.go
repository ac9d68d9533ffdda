package registryapi

import (
	"slices"
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// RecordChange is one change set of a business, or a change of a permit or a person in it,
// as it stands in the history for ever.
type RecordChange struct {
	ID     string         `json:"id" doc:"registryapi.f_change_id"`
	Number int64          `json:"version" doc:"registryapi.f_change_version"`
	Kind   string         `json:"kind" enum:"registered,changed,accepted,taken_back,permit_added,permit_removed,person_added,person_ended" doc:"registryapi.f_change_kind"`
	At     time.Time      `json:"at" doc:"registryapi.f_at"`
	Level  string         `json:"level" enum:"told,through,sheet,seen,document,register" doc:"directory.f_level"`
	Source string         `json:"source,omitempty" doc:"registryapi.f_source"`
	Why    string         `json:"why,omitempty" doc:"registryapi.f_why"`
	Of     string         `json:"takes_back,omitempty" doc:"registryapi.f_takes_back"`
	Facts  []RecordTurned `json:"facts" doc:"registryapi.f_turned"`
	Permit *RecordPermit  `json:"permit,omitempty" doc:"registryapi.f_change_permit"`
	Person *RecordPerson  `json:"person,omitempty" doc:"registryapi.f_change_person"`
	Stands *bool          `json:"stands_after,omitempty" doc:"registryapi.f_change_stands"`
}

// RecordTurned is a fact before and after a change.
type RecordTurned struct {
	Fact   string  `json:"fact" doc:"directory.f_fact"`
	Before *string `json:"before" doc:"registryapi.f_before"`
	After  *string `json:"after" doc:"registryapi.f_after"`
}

// RecordProposal is what somebody says against a better proof.
type RecordProposal struct {
	ID    string    `json:"id" doc:"registryapi.f_proposal_id"`
	Fact  string    `json:"fact" doc:"directory.f_fact"`
	Value *string   `json:"value" doc:"registryapi.f_proposed_value"`
	There *string   `json:"stands" doc:"registryapi.f_stands"`
	Level string    `json:"level" enum:"told,through,sheet,seen,document,register" doc:"directory.f_level"`
	At    time.Time `json:"at" doc:"registryapi.f_at"`
}

type historyIn struct {
	CodePath
	api.Paging
}

type takeBackIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct {
		Facts []string `json:"facts,omitempty" maxItems:"40" doc:"registryapi.f_only"`
		Why   string   `json:"why,omitempty" maxLength:"4000" doc:"registryapi.f_why_back"`
	}
}

type decideIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct {
		Looked
		Accept bool `json:"accept" doc:"registryapi.f_accept"`
	}
}

func (d Desk) pasts() {
	const past, waits = "/businesses/{code}/record/history", "/businesses/{code}/record/proposals"
	const back, decide = past + "/{id}/take-back", waits + "/{id}/decide"
	api.Get(d.api, more(withExample(op("list-history", past, "registryapi.history"), aForm(past, nil)), "registryapi.history_more"), d.history)
	api.Post(d.api, more(changes(withExample(op("take-back", back, "registryapi.take_back"), aForm(back, map[string]any{"facts": []string{"hours"}}))), "registryapi.take_back_more"),
		api.Act[takeBackIn, recordKept, RecordSaved]{Act: d.takeBack, Draw: func(tx *db.Tx, r *api.Request, _ *takeBackIn, k recordKept) (RecordSaved, error) {
			return d.saved(tx, r, k)
		}})
	api.Get(d.api, withExample(op("list-proposals", waits, "registryapi.proposals"), aForm(waits, nil)), d.proposals)
	api.Post(d.api, more(changes(withExample(op("decide-proposal", decide, "registryapi.decide"), aForm(decide, map[string]any{"accept": true}))), "registryapi.decide_more"),
		api.Act[decideIn, recordKept, RecordSaved]{Act: d.decide, Draw: func(tx *db.Tx, r *api.Request, _ *decideIn, k recordKept) (RecordSaved, error) {
			return d.saved(tx, r, k)
		}})
}

// saved draws a business after a change, for whoever still may see it.
func (d Desk) saved(tx *db.Tx, r *api.Request, k recordKept) (RecordSaved, error) {
	b, err := d.record(tx, r, d.api.Code(k.Business))
	return RecordSaved{b, k.Changed, k.Proposed}, err
}

func (d Desk) history(tx *db.Tx, r *api.Request, in *historyIn) (api.List[RecordChange], error) {
	out := api.List[RecordChange]{Items: []RecordChange{}}
	v, err := d.within(tx, r.Caller.For, in.Code)
	if err != nil {
		return out, err
	}
	before, _, err := api.After[db.ID](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	all, err := d.Book.Past(tx, r.Caller.For, v.ID, before, in.Limit+1)
	if err != nil {
		return out, err
	}
	all, out.Next, err = api.Cut(tx, r, in.Paging, all, func(c registry.Change) db.ID { return c.ID })
	for _, c := range all {
		out.Items = append(out.Items, d.changeOf(c))
	}
	return out, err
}

func (d Desk) changeOf(c registry.Change) RecordChange {
	out := RecordChange{ID: d.api.Code(c.ID), Number: c.Version, Kind: c.Kind, At: c.At.UTC(), Level: c.Level.Code(), Source: c.Source, Why: c.Why, Facts: []RecordTurned{}}
	if c.Of != 0 {
		out.Of = d.api.Code(c.Of)
	}
	if x := c.Row; x != nil {
		out.Stands = &x.Stands
		if x.Permit.ID != 0 {
			permit := d.permitOf(x.Permit)
			out.Permit = &permit
		} else {
			person := d.personOf(x.Person)
			out.Person = &person
		}
	}
	for _, f := range c.Facts {
		one := RecordTurned{Fact: string(f)}
		if pair, told := c.Values[f]; told {
			one.Before, one.After = &pair[0], &pair[1]
		}
		out.Facts = append(out.Facts, one)
	}
	return out
}

// deciding begins an act by which people decide about what others said. Owners do; an
// officer does with a second factor and about nobody they stand with, as on the pages.
func (d Desk) deciding(tx *db.Tx, session, code string) (registry.View, error) {
	v, err := d.within(tx, session, code)
	if err == nil && v.As == registry.Officer && !leftOut("officer decides") {
		_, err = d.Book.MayCheckOn(tx, session, v.ID)
	}
	return v, err
}

// takeBack restores what stood before a change of this business.
func (d Desk) takeBack(tx *db.Tx, who api.Caller, in *takeBackIn) (recordKept, error) {
	v, err := d.deciding(tx, who.For, in.Code)
	if err != nil {
		return recordKept{}, err
	}
	id, _ := d.api.ID(in.ID)
	all, err := d.Book.Past(tx, who.For, v.ID, 0, mostHistory)
	if err == nil && !slices.ContainsFunc(all, func(c registry.Change) bool { return c.ID == id }) {
		err = fault.New(fault.NotFound, "registry.no_change")
	}
	if err != nil {
		return recordKept{}, err
	}
	back := registry.TakingBack{Change: id, Why: in.Body.Why}
	for _, f := range in.Body.Facts {
		back.Only = append(back.Only, registry.Fact(f))
	}
	saved, err := d.Book.TakeBack(tx, who.For, back)
	if err == nil && v.As == registry.Officer {
		err = d.trace(tx, who, v.ID, "take_back")
	}
	return recordKept{v.ID, factNames(saved.Changed), factNames(saved.Proposed)}, asked(err)
}

// mostHistory is as far as the pages look for a change to take back.
const mostHistory = 100_000

func (d Desk) proposals(tx *db.Tx, r *api.Request, in *recordIn) (api.List[RecordProposal], error) {
	out := api.List[RecordProposal]{Items: []RecordProposal{}}
	v, err := d.within(tx, r.Caller.For, in.Code)
	if err != nil {
		return out, err
	}
	all, err := d.Book.Proposals(tx, r.Caller.For, v.ID)
	for _, p := range all {
		one := RecordProposal{ID: d.api.Code(p.ID), Fact: string(p.Fact), Level: p.Level.Code(), At: p.At.UTC()}
		if !p.Personal {
			one.Value, one.There = &p.Value, &p.There
		}
		out.Items = append(out.Items, one)
	}
	return out, err
}

func (d Desk) decide(tx *db.Tx, who api.Caller, in *decideIn) (recordKept, error) {
	v, err := d.deciding(tx, who.For, in.Code)
	if err != nil {
		return recordKept{}, err
	}
	id, _ := d.api.ID(in.ID)
	all, err := d.Book.Proposals(tx, who.For, v.ID)
	if err == nil && !slices.ContainsFunc(all, func(p registry.Proposal) bool { return p.ID == id }) {
		err = fault.New(fault.NotFound, "registry.no_proposal")
	}
	if err != nil {
		return recordKept{}, err
	}
	saved, err := d.Book.Decide(tx, who.For, registry.Deciding{Proposal: id, Version: in.Body.Number, Accept: in.Body.Accept})
	if err == nil && v.As == registry.Officer {
		err = d.trace(tx, who, v.ID, "decide_proposal")
	}
	return recordKept{v.ID, factNames(saved.Changed), factNames(saved.Proposed)}, err
}
