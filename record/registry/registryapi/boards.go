package registryapi

import (
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"

	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/pace"
	"alun/record/account"
	"alun/record/registry/kurasi"
)

// CurationWatched is a call as officers see it, drafts too.
type CurationWatched struct {
	CurationCall
	Number int64  `json:"version" minimum:"1" doc:"registryapi.f_version"`
	State  string `json:"state" enum:"draft,open,judging,decided,published,cancelled" doc:"registryapi.f_call_state"`
}

// CurationBoard is a call with how far it is. Points stand there from when it is decided.
type CurationBoard struct {
	CurationWatched
	Criteria []CurationCriterion `json:"criteria" doc:"registryapi.f_criteria"`
	Minutes  string              `json:"minutes,omitempty" doc:"registryapi.f_minutes"`
	Decided  *time.Time          `json:"decided_at" doc:"registryapi.f_decided_at"`
	Entries  int                 `json:"entries" minimum:"0" doc:"registryapi.f_call_entries"`
	Judges   []CurationJudge     `json:"judges" doc:"registryapi.f_board_judges"`
	Page     []CurationStanding  `json:"page" doc:"registryapi.f_board_page"`
	Next     string              `json:"next,omitempty" doc:"api.f_next"`
}

// Version names the state that a PATCH compares.
func (b CurationBoard) Version() string { return boardVersion(b.Code, b.Number) }

func boardVersion(code string, number int64) string {
	return api.Version([]string{"call", code, strconv.FormatInt(number, 10)})
}

// CurationJudge is somebody who judges a call, for officers.
type CurationJudge struct {
	ID        string `json:"id" doc:"registryapi.f_judge"`
	Name      string `json:"name" doc:"registryapi.f_judge_name"`
	Sheets    int    `json:"sheets" minimum:"0" doc:"registryapi.f_judge_sheets"`
	Interests int    `json:"interests" minimum:"0" doc:"registryapi.f_interests"`
}

// CurationStanding is an entry with how far its judging is, or what came out.
type CurationStanding struct {
	ID      string         `json:"id" doc:"registryapi.f_entry"`
	Name    string         `json:"name" doc:"registryapi.f_entry_name"`
	Holder  string         `json:"business_name" doc:"directory.f_name"`
	By      []string       `json:"put_forward_by" doc:"registryapi.f_put_forward_by"`
	In      *int           `json:"sheets_in" minimum:"0" doc:"registryapi.f_sheets_in"`
	Aside   *int           `json:"aside" minimum:"0" doc:"registryapi.f_aside"`
	Waiting *int           `json:"waiting" minimum:"0" doc:"registryapi.f_sheets_waiting"`
	Place   *int           `json:"place" minimum:"1" doc:"registryapi.f_place"`
	Chosen  *bool          `json:"chosen" doc:"registryapi.f_entry_chosen"`
	Score   *CurationScore `json:"score,omitempty" doc:"registryapi.f_entry_score"`
}

// TypedCall is a call as somebody says it. The rules stand from when it opens.
type TypedCall struct {
	Year        int                 `json:"year" minimum:"2020" maximum:"2100" example:"2026" doc:"registryapi.f_call_year"`
	Title       string              `json:"title" maxLength:"500" doc:"registryapi.f_call_title"`
	Purpose     string              `json:"purpose" maxLength:"3000" doc:"registryapi.f_call_purpose"`
	Entrants    string              `json:"entrants" maxLength:"3000" doc:"registryapi.f_call_entrants"`
	Opens       time.Time           `json:"opens_at" doc:"registryapi.f_call_opens"`
	Closes      time.Time           `json:"closes_at" doc:"registryapi.f_call_closes"`
	Quota       int                 `json:"quota,omitempty" minimum:"0" maximum:"100" doc:"registryapi.f_call_quota"`
	Threshold   int                 `json:"threshold,omitempty" minimum:"0" maximum:"100" doc:"registryapi.f_call_threshold"`
	Curators    int                 `json:"curators_each" minimum:"3" maximum:"15" doc:"registryapi.f_call_curators"`
	NamesPublic bool                `json:"names_public,omitempty" doc:"registryapi.f_call_names"`
	Criteria    []CurationCriterion `json:"criteria" minItems:"1" maxItems:"8" doc:"registryapi.f_criteria"`
}

// Login is a number or address with which somebody signs in. It is part of no hash that is
// kept: from one, who has the list of all numbers finds the number again.
type Login string

// MarshalJSON leaves it out.
func (Login) MarshalJSON() ([]byte, error) { return []byte(`""`), nil }

type makeCallIn struct {
	api.Keyed
	Body struct {
		TypedCall
		Kind string `json:"kind" enum:"product,business" doc:"registryapi.f_call_kind"`
	}
}

type changeCallIn struct {
	api.Keyed
	CodePath
	Seen
	Body struct {
		TypedCall
	}
}

type callStepIn struct {
	api.Keyed
	CodePath
	Body struct {
		Decided
	}
}

type cancelCallIn struct {
	api.Keyed
	CodePath
	Body struct {
		Decided
		Reason string `json:"reason" maxLength:"3000" example:"Peserta terlalu sedikit." doc:"registryapi.f_call_reason"`
	}
}

type nameCuratorIn struct {
	api.Keyed
	CodePath
	Body struct {
		Login Login `json:"login" minLength:"1" maxLength:"200" example:"0812-3456-7890" doc:"registryapi.f_login"`
	}
}

type releaseCuratorIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct{}
}

// asking is how often one sender may name somebody by a login: an answer tells whether
// somebody has an account under it. It counts with the pages.
var asking = pace.Rate{What: "registry.invite", Many: 20, In: time.Hour}

// boards declares what officers see of calls, and what the planner does with them.
func (d Desk) boards() {
	const all, board = calls + "/all", oneCall + "/board"
	api.Get(d.api, more(withExample(op("list-all-calls", all, "registryapi.all_calls"), api.Ask(all)), "registryapi.all_calls_more"), d.allCalls)
	api.Get(d.api, more(withExample(op("get-board", board, "registryapi.board"), aForm(board, nil)), "registryapi.board_more"), d.boardPage)
	body := map[string]any{"kind": "product", "year": 2026, "title": "Produk ikon Balikpapan 2026", "purpose": "Memilih cenderamata kota.", "entrants": "Pemilik usaha di kota.",
		"opens_at": "2026-12-01T08:00:00+08:00", "closes_at": "2026-12-20T16:00:00+08:00", "quota": 10, "curators_each": 3, "names_public": true, "criteria": []CurationCriterion{{"Mutu", "", 60}, {"Keunikan", "", 40}}}
	drawn := func(tx *db.Tx, r *api.Request, id db.ID) (CurationBoard, error) {
		return d.board(tx, r, id, api.Paging{Limit: kurasi.MostShown})
	}
	create := withExample(opDecides("make-call", calls, "registryapi.make_call"), aDraft(calls, body))
	create.Made = true
	api.Post(d.api, more(create, "registryapi.make_call_more"), api.Act[makeCallIn, db.ID, CurationBoard]{Act: d.makeCall,
		Draw: func(tx *db.Tx, r *api.Request, _ *makeCallIn, id db.ID) (CurationBoard, error) {
			return drawn(tx, r, id)
		}})
	anew := maps.Clone(body)
	delete(anew, "kind") // what is judged is chosen once
	change := withExample(opDecides("change-call", board, "registryapi.change_call"), aForm(board, anew))
	api.Patch(d.api, more(change, "registryapi.change_call_more"), api.Act[changeCallIn, db.ID, CurationBoard]{Act: d.changeCall,
		Draw: func(tx *db.Tx, r *api.Request, _ *changeCallIn, id db.ID) (CurationBoard, error) {
			return drawn(tx, r, id)
		}})
	for _, x := range []struct {
		name, say, more string
		act             func(*db.Tx, string, kurasi.Step) error
	}{{"open", "registryapi.call_open", "registryapi.call_open_more", d.Curation.Open}, {"judge", "registryapi.call_judge", "registryapi.call_judge_more", d.Curation.Judge},
		{"decide", "registryapi.call_decide", "registryapi.call_decide_more", d.Curation.Decide}, {"publish", "registryapi.call_publish", "registryapi.call_publish_more", d.Curation.Publish}} {
		o := withExample(opDecides(x.name+"-call", oneCall+"/"+x.name, x.say), aForm(oneCall+"/"+x.name, map[string]any{"version": 2}))
		api.Post(d.api, more(o, x.more), api.Act[callStepIn, db.ID, CurationBoard]{
			Act: func(tx *db.Tx, who api.Caller, in *callStepIn) (db.ID, error) {
				return d.callStep(tx, who, in.Code, kurasi.Step{Version: in.Body.Number}, x.name, x.act)
			}, Draw: func(tx *db.Tx, r *api.Request, _ *callStepIn, id db.ID) (CurationBoard, error) {
				return drawn(tx, r, id)
			}})
	}
	cancel := withExample(opDecides("cancel-call", oneCall+"/cancel", "registryapi.call_cancel"), aForm(oneCall+"/cancel", map[string]any{"version": 2, "reason": "Peserta terlalu sedikit."}))
	api.Post(d.api, more(cancel, "registryapi.call_cancel_more"), api.Act[cancelCallIn, db.ID, CurationBoard]{
		Act: func(tx *db.Tx, who api.Caller, in *cancelCallIn) (db.ID, error) {
			id, err := d.callStep(tx, who, in.Code, kurasi.Step{Version: in.Body.Number, Reason: in.Body.Reason}, "cancel", d.Curation.Cancel)
			return id, renamed(err, map[string]string{"alasan": "reason"})
		}, Draw: func(tx *db.Tx, r *api.Request, _ *cancelCallIn, id db.ID) (CurationBoard, error) {
			return drawn(tx, r, id)
		}})
	d.curators(drawn)
}

// curators declares who judges a call. Who judges is no rule of it: no version is compared.
func (d Desk) curators(drawn func(*db.Tx, *api.Request, db.ID) (CurationBoard, error)) {
	const at = oneCall + "/curators"
	name := withExample(opDecides("name-curator", at, "registryapi.name_curator"), aForm(at, map[string]any{"login": "0812-3456-7890"}))
	name.Pace = asking
	api.Post(d.api, more(name, "registryapi.name_curator_more"), api.Act[nameCuratorIn, db.ID, CurationBoard]{
		Act: func(tx *db.Tx, who api.Caller, in *nameCuratorIn) (db.ID, error) {
			id, err := d.callStep(tx, who, in.Code, kurasi.Step{}, "name_curator", func(tx *db.Tx, session string, step kurasi.Step) error {
				return d.Curation.Name(tx, session, step, string(in.Body.Login))
			})
			return id, renamed(err, map[string]string{"kurator": "login"})
		}, Draw: func(tx *db.Tx, r *api.Request, _ *nameCuratorIn, id db.ID) (CurationBoard, error) {
			return drawn(tx, r, id)
		}})
	release := withExample(opDecides("release-curator", at+"/{id}/release", "registryapi.release_curator"), aForm(at+"/{id}/release", map[string]any{}))
	api.Post(d.api, more(release, "registryapi.release_curator_more"), api.Act[releaseCuratorIn, db.ID, CurationBoard]{
		Act: func(tx *db.Tx, who api.Caller, in *releaseCuratorIn) (db.ID, error) {
			return d.callStep(tx, who, in.Code, kurasi.Step{}, "release_curator", func(tx *db.Tx, session string, step kurasi.Step) error {
				person, _ := d.api.ID(in.ID) // what is none judges nothing
				return d.Curation.Release(tx, session, step, person)
			})
		}, Draw: func(tx *db.Tx, r *api.Request, _ *releaseCuratorIn, id db.ID) (CurationBoard, error) {
			return drawn(tx, r, id)
		}})
}

func (d Desk) watchedOf(c kurasi.Call, now time.Time) CurationWatched {
	return CurationWatched{d.callOf(c, now), c.Version, string(c.State)}
}

func (d Desk) allCalls(tx *db.Tx, r *api.Request, _ *struct{}) (api.List[CurationWatched], error) {
	out := api.List[CurationWatched]{Items: []CurationWatched{}}
	all, err := kurasi.AllCalls(tx, r.Caller.For, mostCalls)
	for _, c := range all {
		out.Items = append(out.Items, d.watchedOf(c, tx.Now()))
	}
	return out, err
}

// watchedID finds the call that a code names, for who may look on.
func (d Desk) watchedID(tx *db.Tx, session, code string, right account.Right) (db.ID, error) {
	if _, err := account.May(tx, session, right, account.At{}); err != nil {
		return 0, err
	}
	return d.idOf(code, "kurasi.none")
}

func (d Desk) boardPage(tx *db.Tx, r *api.Request, in *pagedCallIn) (CurationBoard, error) {
	id, err := d.watchedID(tx, r.Caller.For, in.Code, kurasi.MayWatch)
	if err != nil {
		return CurationBoard{}, err
	}
	return d.board(tx, r, id, in.Paging)
}

// board is a page of a call for officers.
func (d Desk) board(tx *db.Tx, r *api.Request, id db.ID, page api.Paging) (out CurationBoard, err error) {
	after, _, err := api.After[db.ID](tx, r, page)
	if err != nil {
		return out, err
	}
	b, err := d.Curation.See(tx, r.Caller.For, id, after)
	if err != nil {
		return out, err
	}
	out = CurationBoard{CurationWatched: d.watchedOf(b.Call, tx.Now()), Criteria: criteriaOf(b.Call), Minutes: b.Number, Decided: instant(b.Decided), Entries: b.Counts.Entries, Judges: []CurationJudge{}, Page: []CurationStanding{}}
	for _, j := range b.Curators {
		out.Judges = append(out.Judges, CurationJudge{d.api.Code(j.Person), j.Name, j.Sheets, j.Interests})
	}
	switch {
	case r.Method != http.MethodGet: // the answer to a change has no page behind it
	case b.Decided.IsZero():
		b.Standings, out.Next, err = onward(tx, r, page, b.Standings, b.Next, func(s kurasi.Standing) db.ID { return s.Entry.ID })
	default:
		b.Outcomes, out.Next, err = onward(tx, r, page, b.Outcomes, b.Next, func(o kurasi.Outcome) db.ID { return o.Entry.ID })
	}
	if err == nil {
		out.Page, err = d.standing(tx, b)
	}
	return out, err
}

// standing is how far each entry of a page is, or what came out.
func (d Desk) standing(tx *db.Tx, b kurasi.Board) ([]CurationStanding, error) {
	out, all := []CurationStanding{}, []kurasi.Entry{}
	for _, s := range b.Standings {
		out, all = append(out, CurationStanding{In: &s.In, Aside: &s.Aside, Waiting: &s.Waiting}), append(all, s.Entry)
	}
	for _, o := range b.Outcomes {
		score := scoreOf(o)
		out, all = append(out, CurationStanding{Place: &o.Place, Chosen: &o.Chosen, Score: &score}), append(all, o.Entry)
	}
	by, err := d.Curation.Nominated(tx, b.Call.ID, all)
	for i, e := range all {
		out[i].ID, out[i].Name, out[i].Holder, out[i].By = d.api.Code(e.ID), e.Name, e.Holder, []string{}
		for _, n := range by[e.ID] {
			out[i].By = append(out[i].By, n.Name)
		}
	}
	return out, err
}

// callFields are the names of fields on the page, as they are called here.
func callFields() map[string]string {
	out := map[string]string{kurasi.FieldKind: "kind", kurasi.FieldYear: "year", kurasi.FieldTitle: "title", kurasi.FieldPurpose: "purpose", kurasi.FieldEntrants: "entrants", kurasi.FieldOpens: "opens_at",
		kurasi.FieldCloses: "closes_at", kurasi.FieldQuota: "quota", kurasi.FieldThreshold: "threshold", kurasi.FieldCurators: "curators_each"}
	for i := range kurasi.MostCriteria {
		n, at := strconv.Itoa(i+1), "criteria/"+strconv.Itoa(i)
		out[kurasi.FieldCriterion+n], out[kurasi.FieldWeight+n], out["ket"+n] = at+"/title", at+"/weight", at+"/about"
	}
	return out
}

// typed is a call as the room reads it: instants in the city's time.
func (c TypedCall) typed() kurasi.Typed {
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	at := func(t time.Time) string { return t.In(date.WITA).Format("2006-01-02T15:04:05") }
	out := kurasi.Typed{Year: strconv.Itoa(c.Year), Title: c.Title, Purpose: c.Purpose, Entrants: c.Entrants, Opens: at(c.Opens), Closes: at(c.Closes), Quota: number(c.Quota),
		Threshold: number(c.Threshold), Curators: strconv.Itoa(c.Curators), NamesPublic: c.NamesPublic}
	for _, x := range c.Criteria {
		out.Criteria = append(out.Criteria, kurasi.TypedCriterion{Title: x.Title, About: strings.TrimSpace(x.About), Weight: strconv.Itoa(x.Weight)})
	}
	return out
}

func (d Desk) makeCall(tx *db.Tx, who api.Caller, in *makeCallIn) (db.ID, error) {
	id, err := d.Curation.Make(tx, who.For, in.Body.Kind, in.Body.typed())
	if err == nil {
		err = d.traceOf(tx, who, "registry_kurasi", id, "make_call")
	}
	return id, renamed(err, callFields())
}

// changeCall says a draft anew, on the state that was looked at.
func (d Desk) changeCall(tx *db.Tx, who api.Caller, in *changeCallIn) (db.ID, error) {
	id, err := d.watchedID(tx, who.For, in.Code, kurasi.MayCall)
	if err != nil {
		return 0, err
	}
	c, err := kurasi.ByID(tx, id)
	if err == nil {
		err = api.Match(in.IfMatch, boardVersion(in.Code, c.Version))
	}
	if err != nil {
		return 0, err
	}
	err = d.Curation.Change(tx, who.For, kurasi.Step{Call: id, Version: c.Version}, in.Body.typed())
	if err == nil {
		err = d.traceOf(tx, who, "registry_kurasi", id, "change_call")
	}
	return id, raced(renamed(err, callFields()))
}

// callStep does one act of a planner on a call.
func (d Desk) callStep(tx *db.Tx, who api.Caller, code string, step kurasi.Step, name string, act func(*db.Tx, string, kurasi.Step) error) (db.ID, error) {
	id, err := d.watchedID(tx, who.For, code, kurasi.MayCall)
	if err != nil {
		return 0, err
	}
	step.Call = id
	if err := act(tx, who.For, step); err != nil {
		return 0, err
	}
	return id, d.traceOf(tx, who, "registry_kurasi", id, name)
}
