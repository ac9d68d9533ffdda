package registryapi

import (
	"strconv"
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry/kurasi"
)

// CurationTask is a call that whoever calls judges, with a page of its entries.
type CurationTask struct {
	CurationCall
	All     int                 `json:"entries" minimum:"0" doc:"registryapi.f_call_entries"`
	Open    int                 `json:"waiting" minimum:"0" doc:"registryapi.f_task_waiting"`
	Entries []CurationTaskEntry `json:"page" doc:"registryapi.f_task_page"`
}

// CurationTaskEntry is an entry with what its curator has done.
type CurationTaskEntry struct {
	ID       string  `json:"id" doc:"registryapi.f_entry"`
	Name     string  `json:"name" doc:"registryapi.f_entry_name"`
	Holder   string  `json:"business_name" doc:"directory.f_name"`
	Interest *string `json:"interest" enum:"none,own,family,supplier,competitor" doc:"registryapi.f_interest"`
	Scored   bool    `json:"scored" doc:"registryapi.f_scored"`
}

// CurationSheet is the points of one curator for an entry.
type CurationSheet struct {
	Number   int64      `json:"version" minimum:"0" doc:"registryapi.f_sheet_version"`
	Points   []int      `json:"points" doc:"registryapi.f_sheet_points"`
	Feedback string     `json:"feedback" doc:"registryapi.f_feedback"`
	At       *time.Time `json:"at" doc:"registryapi.f_at"`
}

// CurationPoints is what another curator gave: who, when and with which words is not told.
type CurationPoints struct {
	Points []int `json:"points" doc:"registryapi.f_sheet_points"`
}

// CurationJudgement is an entry before its curator.
type CurationJudgement struct {
	ID        string              `json:"id" doc:"registryapi.f_entry"`
	Call      CurationCall        `json:"call" doc:"registryapi.f_call_one"`
	Criteria  []CurationCriterion `json:"criteria" doc:"registryapi.f_criteria"`
	Business  string              `json:"business" doc:"directory.f_code"`
	Name      string              `json:"name" doc:"registryapi.f_entry_name"`
	Holder    string              `json:"business_name" doc:"directory.f_name"`
	Statement string              `json:"statement" doc:"registryapi.f_statement"`
	Interest  *string             `json:"interest" enum:"none,own,family,supplier,competitor" doc:"registryapi.f_interest"`
	Insider   bool                `json:"insider" doc:"registryapi.f_insider"`
	Complete  bool                `json:"all_in" doc:"registryapi.f_all_in"`
	Own       *CurationSheet      `json:"own,omitempty" doc:"registryapi.f_own_sheet"`
	Others    []CurationPoints    `json:"others" doc:"registryapi.f_other_sheets"`
	By        []PutForward        `json:"put_forward" doc:"registryapi.f_put_forward"`
}

type tasksIn struct {
	api.Paging
}

type judgementIn struct {
	IDPath
}

type interestIn struct {
	api.Keyed
	IDPath
	Body struct {
		Interest string `json:"interest" enum:"none,own,family,supplier,competitor" doc:"registryapi.f_interest"`
	}
}

type scoreIn struct {
	api.Keyed
	IDPath
	Body struct {
		Number   int64  `json:"version" minimum:"0" doc:"registryapi.f_sheet_version"`
		Points   []int  `json:"points" minItems:"1" maxItems:"8" doc:"registryapi.f_sheet_points"`
		Feedback string `json:"feedback" maxLength:"3000" example:"Rapi, kemasannya perlu label." doc:"registryapi.f_feedback"`
	}
}

// judgements declares what curators do: whoever was named for a call, whatever role they
// have beside.
func (d Desk) judgements() {
	const tasks, judgement, interest, score = "/curation/tasks", oneEntry + "/judgement", oneEntry + "/interest", oneEntry + "/score"
	api.Get(d.api, more(withExample(op("list-tasks", tasks, "registryapi.tasks"), api.Ask(tasks)), "registryapi.tasks_more"), d.tasks)
	api.Get(d.api, more(withExample(op("get-judgement", judgement, "registryapi.judgement"), aForm(judgement, nil)), "registryapi.judgement_more"), func(tx *db.Tx, r *api.Request, in *judgementIn) (CurationJudgement, error) {
		return d.judgement(tx, r, in.ID)
	})
	api.Post(d.api, more(changes(withExample(op("declare-interest", interest, "registryapi.declare"), aForm(interest, map[string]any{"interest": "none"}))), "registryapi.declare_more"),
		api.Act[interestIn, db.ID, CurationJudgement]{Act: func(tx *db.Tx, who api.Caller, in *interestIn) (db.ID, error) {
			id, err := d.judged(tx, who.For, in.ID)
			if err != nil {
				return 0, err
			}
			return id, renamed(d.Curation.Declare(tx, who.For, id, in.Body.Interest), map[string]string{"kepentingan": "interest"})
		}, Draw: func(tx *db.Tx, r *api.Request, in *interestIn, _ db.ID) (CurationJudgement, error) {
			return d.judgement(tx, r, in.ID)
		}})
	api.Post(d.api, more(changes(withExample(op("score-entry", score, "registryapi.score"), aForm(score, map[string]any{"version": 0, "points": []int{80}, "feedback": "Rapi, kemasannya perlu label."}))), "registryapi.score_more"),
		api.Act[scoreIn, db.ID, CurationJudgement]{Act: d.score, Draw: func(tx *db.Tx, r *api.Request, in *scoreIn, _ db.ID) (CurationJudgement, error) {
			return d.judgement(tx, r, in.ID)
		}})
}

// given is a text that may not be there yet.
func given(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func (d Desk) tasks(tx *db.Tx, r *api.Request, in *tasksIn) (api.List[CurationTask], error) {
	out := api.List[CurationTask]{Items: []CurationTask{}}
	after, _, err := api.After[db.ID](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	all, next, err := kurasi.Tasks(tx, r.Caller.For, after)
	if err != nil {
		return out, err
	}
	left, last := in.Limit, db.ID(0)
	for _, t := range all {
		some := t.Entries[:min(left, len(t.Entries))]
		if len(t.Entries) > 0 && left == 0 {
			break
		}
		one := CurationTask{CurationCall: d.callOf(t.Call, tx.Now()), All: t.All, Open: t.Open, Entries: []CurationTaskEntry{}}
		for _, e := range some {
			one.Entries = append(one.Entries, CurationTaskEntry{d.api.Code(e.ID), e.Name, e.Holder, given(e.Interest), e.Scored})
			last = e.ID
		}
		out.Items, left = append(out.Items, one), left-len(some)
	}
	if next != 0 || told(all) > in.Limit {
		out.Next, err = api.Onward(tx, r, in.Limit, last)
	}
	return out, err
}

// told counts the entries of a page of tasks.
func told(all []kurasi.Task) (n int) {
	for _, t := range all {
		n += len(t.Entries)
	}
	return n
}

// judged finds the entry that a code names, for its curator; to anybody else it is not there.
func (d Desk) judged(tx *db.Tx, session, code string) (db.ID, error) {
	id, known := d.api.ID(code)
	if _, err := account.See(tx, session); err != nil || known {
		return id, err
	}
	return 0, fault.New(fault.NotFound, "kurasi.no_entry")
}

func (d Desk) judgement(tx *db.Tx, r *api.Request, code string) (out CurationJudgement, err error) {
	id, err := d.judged(tx, r.Caller.For, code)
	if err != nil {
		return out, err
	}
	j, err := d.Curation.Judgement(tx, r.Caller.For, id)
	if err != nil {
		return out, err
	}
	out = CurationJudgement{ID: code, Call: d.callOf(j.Call, tx.Now()), Criteria: criteriaOf(j.Call), Business: d.api.Code(j.Entry.Business), Name: j.Entry.Name, Holder: j.Entry.Holder,
		Statement: j.Entry.Statement, Interest: given(j.Interest), Insider: j.Insider, Complete: j.Complete, Others: []CurationPoints{}, By: []PutForward{}}
	if s := j.Own; s.Version != 0 {
		out.Own = &CurationSheet{s.Version, s.Points, s.Feedback, instant(s.At)}
	}
	for _, s := range j.Others {
		out.Others = append(out.Others, CurationPoints{s.Points})
	}
	for _, n := range j.Nominees {
		out.By = append(out.By, PutForward{d.api.Code(n.Asosiasi), n.Name, n.Sentence})
	}
	return out, nil
}

func (d Desk) score(tx *db.Tx, who api.Caller, in *scoreIn) (db.ID, error) {
	id, err := d.judged(tx, who.For, in.ID)
	if err != nil {
		return 0, err
	}
	sheet := kurasi.Scoring{Entry: id, Version: in.Body.Number, Feedback: in.Body.Feedback}
	fields := map[string]string{kurasi.FieldFeedback: "feedback"}
	for _, p := range in.Body.Points {
		sheet.Points = append(sheet.Points, strconv.Itoa(p))
	}
	for i := range kurasi.MostCriteria {
		fields[kurasi.FieldPoints+strconv.Itoa(i+1)] = "points/" + strconv.Itoa(i)
	}
	return id, renamed(d.Curation.Score(tx, who.For, sheet), fields)
}
