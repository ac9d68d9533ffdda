package planapi

import (
	"cmp"
	"slices"
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/plan"
)

// Note is a note on the data (catatan data).
type Note struct {
	Node      string `json:"node" doc:"planapi.f_id"`
	Office    string `json:"office" doc:"planapi.f_office"`
	Code      string `json:"code" doc:"planapi.f_code"`
	Seq       int    `json:"seq" doc:"planapi.f_seq"`
	Rule      string `json:"rule" example:"decimal_point_lost" doc:"planapi.f_rule"`
	Kind      string `json:"kind" enum:"fault,question,watch" doc:"planapi.f_kind"`
	Field     string `json:"field" doc:"planapi.f_field"`
	Published string `json:"published" doc:"planapi.f_note_published"`
	Expected  string `json:"expected,omitempty" doc:"planapi.f_expected"`
	State     string `json:"state" enum:"unclarified,explained,corrected,accepted" doc:"planapi.f_state"`
	Sentence  string `json:"sentence" doc:"planapi.f_sentence"`
	Source    file   `json:"source" doc:"planapi.f_source"`
	// How it became public, and what was said to it.
	Since   *time.Time `json:"public_since,omitempty" doc:"planapi.f_public_since"`
	Changed *time.Time `json:"state_since,omitempty" doc:"planapi.f_state_since"`
	Overdue bool       `json:"unanswered" doc:"planapi.f_unanswered"`
	Said    []Saying   `json:"said" doc:"planapi.f_said"`
}

// Saying is one thing that was said to a note.
type Saying struct {
	Act      string    `json:"act" enum:"explained,returned,accepted" doc:"planapi.f_act"`
	Sentence string    `json:"sentence" doc:"planapi.f_said_sentence"`
	At       time.Time `json:"at" doc:"planapi.f_said_at"`
}

// Case is a group of notes that one cause explains.
type Case struct {
	ID string `json:"id" doc:"planapi.f_case_id"`
	Moment
	Kind     string `json:"kind" enum:"fault,question,watch" doc:"planapi.f_kind"`
	Name     string `json:"name" doc:"planapi.f_case_name"`
	Sentence string `json:"sentence" doc:"planapi.f_sentence"`
	Office   string `json:"office" doc:"planapi.f_office"`
	Code     string `json:"code" doc:"planapi.f_code"`
	Notes    int    `json:"note_count" doc:"planapi.f_note_count"`
	Source   file   `json:"source" doc:"planapi.f_source"`
	State    string `json:"state" enum:"unclarified,explained,accepted" doc:"planapi.f_case_state"`
}

// CaseWhole is a case with its notes.
type CaseWhole struct {
	Case
	All []Note `json:"notes" doc:"planapi.f_notes"`
}

// Rule is one rule that the data are held against.
type Rule struct {
	ID   string `json:"id" example:"decimal_point_lost" doc:"planapi.f_rule"`
	Kind string `json:"kind" enum:"fault,question,watch" doc:"planapi.f_kind"`
	Name string `json:"name" doc:"planapi.f_rule_name"`
	Why  string `json:"why" doc:"planapi.f_why"`
}

type casesIn struct {
	Year   int    `query:"year" minimum:"1900" maximum:"9999" example:"2024" doc:"planapi.p_year"`
	Office string `query:"opd" maxLength:"80" doc:"planapi.p_office"`
	Kind   string `query:"kind" enum:"fault,question,watch" doc:"planapi.p_kind"`
	Rule   string `query:"rule" maxLength:"80" doc:"planapi.p_rule"`
	api.Paging
}

func (d Desk) cases() {
	api.Get(d.api, api.Op{ID: "list-cases", Path: "/cases", Tag: "notes", Say: "planapi.cases", More: "planapi.cases_more",
		Example: api.Ask("/cases?kind=fault&limit=3")}, d.listCases)
	api.Get(d.api, api.Op{ID: "get-case", Path: "/cases/{id}", Tag: "notes", Say: "planapi.case", Example: d.aCase}, d.oneCase)
	api.Get(d.api, api.Op{ID: "list-rules", Path: "/rules", Tag: "notes", Say: "planapi.rules", Example: api.Ask("/rules")},
		func(_ *db.Tx, r *api.Request, _ *struct{}) (api.List[Rule], error) {
			out := api.List[Rule]{Items: []Rule{}}
			for _, x := range d.Rules.All() {
				out.Items = append(out.Items, Rule{x.ID, string(x.Kind), r.Lang.T(x.Name()), r.Lang.T(x.Why())})
			}
			return out, nil
		})
}

// listCases gives them in the order in which they were made: what is new comes
// last, so that a reader who pages misses nothing.
func (d Desk) listCases(tx *db.Tx, r *api.Request, in *casesIn) (out api.List[Case], err error) {
	after, _, err := api.After[db.ID](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	all, err := plan.Cases(tx, plan.CaseFilter{Year: in.Year, Kind: in.Kind, Slug: in.Office, Rule: in.Rule})
	if err != nil {
		return out, err
	}
	slices.SortFunc(all, func(a, b plan.Case) int { return cmp.Compare(a.ID, b.ID) })
	from, _ := slices.BinarySearchFunc(all, after+1, func(c plan.Case, id db.ID) int { return cmp.Compare(c.ID, id) })
	all, out.Next, err = api.Cut(tx, r, in.Paging, all[from:min(from+in.Limit+1, len(all))], func(c plan.Case) db.ID { return c.ID })
	out.Items = make([]Case, 0, len(all))
	for _, c := range all {
		out.Items = append(out.Items, d.caseOf(r, c))
	}
	return out, err
}

func (d Desk) oneCase(tx *db.Tx, r *api.Request, in *Coded) (out CaseWhole, err error) {
	id, err := d.id(in.ID, "plan.no_case")
	if err != nil {
		return out, err
	}
	c, found, err := plan.CaseByID(tx, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_case")
	}
	if err != nil {
		return out, err
	}
	notes, err := plan.CaseNotes(tx, c.View, c.Key)
	if err != nil {
		return out, err
	}
	said, err := plan.AnswersTo(tx, c.View.ID, c.Key)
	return CaseWhole{d.caseOf(r, c), d.notes(r, notes, said)}, err
}

func (d Desk) caseOf(r *api.Request, c plan.Case) Case {
	key, args := c.Say()
	return Case{d.api.Code(c.ID), momentOf(c.View), c.Kind, r.Lang.T(c.NameKey()), r.Lang.T(key, args...), c.Slug, c.Code, c.Flags, file{c.Source, c.Page}, c.State}
}

func (d Desk) notes(r *api.Request, all []plan.Note, said map[plan.NotePlace][]plan.Answer) []Note {
	out := make([]Note, 0, len(all))
	for _, n := range all {
		key, args := n.Say()
		x := Note{Node: d.api.Code(n.Node), Office: n.Slug, Code: n.Code, Seq: n.Seq, Rule: n.Rule, Kind: n.Kind, Field: n.Field, Published: n.Published,
			Expected: n.Expected, State: n.State, Sentence: r.Lang.T(key, args...), Source: file{n.Source, n.Page},
			Since: known(n.Public), Changed: known(n.Changed), Overdue: n.Unanswered(), Said: []Saying{}}
		for _, a := range said[n.Place()] {
			x.Said = append(x.Said, Saying{a.Act, a.Sentence, a.At.UTC()})
		}
		out = append(out, x)
	}
	return out
}

// known is an instant, or nothing where there is none.
func known(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	at = at.UTC()
	return &at
}

func (d Desk) aCase(tx *db.Tx) (api.Call, error) {
	all, err := plan.Cases(tx, plan.CaseFilter{})
	if err != nil || len(all) == 0 {
		return api.Call{Path: "/cases/0000000000000"}, err
	}
	return api.Call{Path: path("cases", d.api.Code(all[0].ID))}, nil
}
