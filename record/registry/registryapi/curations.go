package registryapi

import (
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/record/registry/kurasi"
)

// CurationCall is a call of kurasi: what is asked for, of whom, and from when until when.
type CurationCall struct {
	Code        string     `json:"code" doc:"registryapi.f_call"`
	Kind        string     `json:"kind" enum:"product,business" doc:"registryapi.f_call_kind"`
	Year        int        `json:"year" example:"2026" doc:"registryapi.f_call_year"`
	Title       string     `json:"title" doc:"registryapi.f_call_title"`
	Purpose     string     `json:"purpose" doc:"registryapi.f_call_purpose"`
	Entrants    string     `json:"entrants" doc:"registryapi.f_call_entrants"`
	Opens       time.Time  `json:"opens_at" doc:"registryapi.f_call_opens"`
	Closes      time.Time  `json:"closes_at" doc:"registryapi.f_call_closes"`
	Quota       *int       `json:"quota" minimum:"1" doc:"registryapi.f_call_quota"`
	Threshold   *int       `json:"threshold" minimum:"1" maximum:"100" doc:"registryapi.f_call_threshold"`
	Curators    int        `json:"curators_each" minimum:"3" doc:"registryapi.f_call_curators"`
	NamesPublic bool       `json:"names_public" doc:"registryapi.f_call_names"`
	Phase       string     `json:"phase" enum:"draft,soon,open,closed,judging,published,cancelled" doc:"registryapi.f_call_phase"`
	Reason      string     `json:"reason,omitempty" doc:"registryapi.f_call_reason"`
	Published   *time.Time `json:"published_at" doc:"registryapi.f_call_published"`
	Demo        bool       `json:"made_up" doc:"directory.f_demo"`
}

// CurationCriterion is what is judged, with its weight.
type CurationCriterion struct {
	Title  string `json:"title" minLength:"3" maxLength:"120" doc:"registryapi.f_criterion"`
	About  string `json:"about,omitempty" maxLength:"300" doc:"registryapi.f_criterion_about"`
	Weight int    `json:"weight" minimum:"1" maximum:"100" doc:"registryapi.f_weight"`
}

// CurationListed is a call in the list of all.
type CurationListed struct {
	CurationCall
	Entries int `json:"entries" minimum:"0" doc:"registryapi.f_call_entries"`
}

// CurationWhole is a call with all that is told before anybody enters, and who judged it
// once the result is told.
type CurationWhole struct {
	CurationListed
	Criteria  []CurationCriterion `json:"criteria" doc:"registryapi.f_criteria"`
	Judges    *int                `json:"judges" minimum:"0" doc:"registryapi.f_judges"`
	Interests *int                `json:"interests" minimum:"0" doc:"registryapi.f_interests"`
	Names     []string            `json:"judge_names" doc:"registryapi.f_judge_names"`
}

// CurationScore is what came out for an entry, in hundredths of a point.
type CurationScore struct {
	Points   int      `json:"points" minimum:"0" maximum:"10000" doc:"registryapi.f_points"`
	Low      int      `json:"low" minimum:"0" maximum:"10000" doc:"registryapi.f_points_low"`
	High     int      `json:"high" minimum:"0" maximum:"10000" doc:"registryapi.f_points_high"`
	Sheets   int      `json:"sheets" minimum:"0" doc:"registryapi.f_sheets_in"`
	Means    []int    `json:"means,omitempty" doc:"registryapi.f_means"`
	Feedback []string `json:"feedback,omitempty" doc:"registryapi.f_feedbacks"`
}

// CurationChosen is an entry that was chosen, as everybody sees it.
type CurationChosen struct {
	Business string   `json:"business" doc:"directory.f_code"`
	Holder   string   `json:"business_name" doc:"directory.f_name"`
	Name     string   `json:"name" doc:"registryapi.f_entry_name"`
	By       []string `json:"put_forward_by" doc:"registryapi.f_put_forward_by"`
	CurationScore
}

// CurationResult is a page of what everybody sees of a result.
type CurationResult struct {
	api.List[CurationChosen]
	All    int `json:"chosen" minimum:"0" doc:"registryapi.f_chosen_all"`
	Hidden int `json:"hidden" minimum:"0" doc:"registryapi.f_chosen_hidden"`
}

type pagedCallIn struct {
	CodePath
	api.Paging
}

// mostCalls is how many calls are listed, the newest.
const mostCalls = 100

const calls, oneCall = "/curation/calls", "/curation/calls/{code}"

// curations declares what everybody may know of calls.
func (d Desk) curations() {
	public := func(id, path, say, more string, example func(*db.Tx) (api.Call, error)) api.Op {
		return api.Op{ID: id, Path: path, Tag: "registry", Say: say, More: more, Example: example}
	}
	api.Get(d.api, public("list-calls", calls, "registryapi.calls", "registryapi.calls_more", api.Ask(calls)), d.listCalls)
	api.Get(d.api, public("get-call", oneCall, "registryapi.call", "registryapi.call_more", d.someCall("")), d.getCall)
	api.Get(d.api, public("get-result", oneCall+"/result", "registryapi.result", "registryapi.result_more", d.someCall("/result")), d.result)
}

// someCall is an example about the newest call, if there is one.
func (d Desk) someCall(end string) func(*db.Tx) (api.Call, error) {
	return func(tx *db.Tx) (api.Call, error) {
		all, err := kurasi.Calls(tx, 1)
		if err != nil || len(all) == 0 {
			return api.Call{Path: calls + "/0000000000000" + end, Form: true}, err
		}
		return api.Call{Path: calls + "/" + d.api.Code(all[0].ID) + end}, nil
	}
}

// whole is a number that may be left out: 0 is none.
func whole(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

func (d Desk) callOf(c kurasi.Call, now time.Time) CurationCall {
	return CurationCall{Code: d.api.Code(c.ID), Kind: c.Kind, Year: c.Year, Title: c.Title, Purpose: c.Purpose, Entrants: c.Entrants, Opens: c.Opens.UTC(), Closes: c.Closes.UTC(),
		Quota: whole(c.Quota), Threshold: whole(c.Threshold), Curators: c.Curators, NamesPublic: c.NamesPublic, Phase: c.Phase(now), Reason: c.Reason, Published: instant(c.Published), Demo: c.Demo}
}

func (d Desk) listCalls(tx *db.Tx, _ *api.Request, _ *struct{}) (api.List[CurationListed], error) {
	out := api.List[CurationListed]{Items: []CurationListed{}}
	all, err := kurasi.Calls(tx, mostCalls)
	if err != nil {
		return out, err
	}
	entries, err := kurasi.EntriesOf(tx, all)
	for _, c := range all {
		out.Items = append(out.Items, CurationListed{d.callOf(c, tx.Now()), entries[c.ID]})
	}
	return out, err
}

// shownCall finds the call of an address that everybody may see.
func (d Desk) shownCall(tx *db.Tx, code string) (kurasi.Call, error) {
	id, err := d.idOf(code, "kurasi.none")
	if err != nil {
		return kurasi.Call{}, err
	}
	return kurasi.Shown(tx, id)
}

func criteriaOf(c kurasi.Call) []CurationCriterion {
	out := []CurationCriterion{}
	for _, x := range c.Criteria {
		out = append(out, CurationCriterion{x.Title, x.About, x.Weight})
	}
	return out
}

// getCall is one call. Who judged it is told with the result, by name where that was told
// before anybody entered.
func (d Desk) getCall(tx *db.Tx, _ *api.Request, in *recordIn) (CurationWhole, error) {
	c, err := d.shownCall(tx, in.Code)
	if err != nil {
		return CurationWhole{}, err
	}
	n, err := kurasi.CountsOf(tx, c.ID)
	out := CurationWhole{CurationListed: CurationListed{d.callOf(c, tx.Now()), n.Entries}, Criteria: criteriaOf(c), Names: []string{}}
	if err != nil || c.State != kurasi.Published {
		return out, err
	}
	judges, err := d.Curation.CuratorsOf(tx, c)
	interests, count := 0, len(judges)
	for _, j := range judges {
		if interests += j.Interests; c.NamesPublic {
			out.Names = append(out.Names, j.Name)
		}
	}
	out.Judges, out.Interests = &count, &interests
	return out, err
}

func scoreOf(o kurasi.Outcome) CurationScore {
	return CurationScore{o.Points, o.Low, o.High, o.Sheets, o.Means, o.Feedback}
}

// result is what everybody sees: the chosen whose owner agreed.
func (d Desk) result(tx *db.Tx, r *api.Request, in *pagedCallIn) (CurationResult, error) {
	out := CurationResult{List: api.List[CurationChosen]{Items: []CurationChosen{}}}
	c, err := d.shownCall(tx, in.Code)
	if err != nil {
		return out, err
	}
	after, _, err := api.After[db.ID](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	p, err := kurasi.Chosen(tx, c, after)
	if err != nil {
		return out, err
	}
	out.All, out.Hidden = p.All, p.Hidden
	p.Chosen, out.Next, err = onward(tx, r, in.Paging, p.Chosen, p.Next, func(o kurasi.Outcome) db.ID { return o.Entry.ID })
	if err != nil {
		return out, err
	}
	by, err := d.Curation.OpenNominees(tx, c, p.Chosen)
	for _, o := range p.Chosen {
		one := CurationChosen{Business: d.api.Code(o.Business), Holder: o.Holder, Name: o.Name, By: []string{}, CurationScore: scoreOf(o)}
		for _, n := range by[o.Entry.ID] {
			one.By = append(one.By, n.Name)
		}
		out.Items = append(out.Items, one)
	}
	return out, err
}

// onward makes a page of one that a room has cut itself: next is what it ended with, 0
// where nothing is behind it. A caller may want fewer.
func onward[T any](tx *db.Tx, r *api.Request, in api.Paging, all []T, next db.ID, idOf func(T) db.ID) (shown []T, on string, err error) {
	if len(all) > in.Limit {
		all = all[:in.Limit]
		next = idOf(all[in.Limit-1])
	}
	if next == 0 {
		return all, "", nil
	}
	on, err = api.Onward(tx, r, in.Limit, next)
	return all, on, err
}
