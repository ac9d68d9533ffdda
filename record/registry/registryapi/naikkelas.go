package registryapi

import (
	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/registry/naikkelas"
)

// NaikKelas is the operations of the readiness wheel's rules and of the steps to
// permits. What a business answered is in Desk, for its own people and officers.
type NaikKelas struct{}

// ReadinessVersion is the wheel from a day on.
type ReadinessVersion struct {
	From   string          `json:"valid_from" format:"date" doc:"naikkelas.f_from"`
	Until  *string         `json:"valid_until" format:"date" doc:"naikkelas.f_until"`
	Proven string          `json:"proven_from" enum:"told,through,sheet,seen,document,register" doc:"naikkelas.f_proven"`
	Axes   []ReadinessAxis `json:"axes" doc:"naikkelas.f_axes"`
}

// ReadinessAxis is one axis of the wheel.
type ReadinessAxis struct {
	Code      string              `json:"code" doc:"naikkelas.f_code"`
	Name      string              `json:"name" doc:"naikkelas.f_name"`
	Weight    int64               `json:"weight" doc:"naikkelas.f_weight"`
	Questions []ReadinessQuestion `json:"questions" doc:"naikkelas.f_questions"`
	Rests
}

// ReadinessQuestion is one question of an axis.
type ReadinessQuestion struct {
	Code    string            `json:"code" doc:"naikkelas.f_code"`
	Ask     string            `json:"ask" doc:"naikkelas.f_ask"`
	Step    string            `json:"step" doc:"naikkelas.f_step"`
	Weight  int64             `json:"weight" doc:"naikkelas.f_weight"`
	Effort  int64             `json:"effort" minimum:"1" maximum:"4" doc:"naikkelas.f_effort"`
	Asked   bool              `json:"asked" doc:"naikkelas.f_asked"`
	From    []string          `json:"answered_by" doc:"naikkelas.f_from_facts"`
	Choices []ReadinessChoice `json:"choices" doc:"naikkelas.f_choices"`
	Trades  string            `json:"trades" doc:"naikkelas.f_trades"`
	Permit  string            `json:"permit,omitempty" doc:"naikkelas.f_permit"`
}

// ReadinessChoice is an answer that may be given.
type ReadinessChoice struct {
	Code   string `json:"code" enum:"ya,sebagian,proses,belum,tak_perlu" doc:"naikkelas.f_code"`
	Points *int64 `json:"points" doc:"naikkelas.f_points"`
}

// PermitGuide is what a permit is, who needs it and how to get it.
type PermitGuide struct {
	Kind   string        `json:"kind" enum:"nib,halal,pirt,bpom,sni,hki,lingkungan" doc:"naikkelas.f_kind"`
	Name   string        `json:"name" doc:"naikkelas.f_name"`
	What   string        `json:"what" doc:"naikkelas.f_what"`
	Office string        `json:"office" doc:"naikkelas.f_office"`
	Site   string        `json:"site" doc:"naikkelas.f_site"`
	Lasts  string        `json:"lasts" doc:"naikkelas.f_lasts"`
	From   string        `json:"valid_from" format:"date" doc:"naikkelas.f_from"`
	Until  *string       `json:"valid_until" format:"date" doc:"naikkelas.f_until"`
	For    []PermitTrade `json:"for" doc:"naikkelas.f_for"`
	Steps  []PermitStep  `json:"steps" doc:"naikkelas.f_steps"`
	Rests
}

// PermitTrade is for which trades a permit is.
type PermitTrade struct {
	Trades string `json:"trades" doc:"naikkelas.f_trades"`
	Duty   string `json:"duty" enum:"wajib,bila,dianjurkan" doc:"naikkelas.f_duty"`
	Note   string `json:"note" doc:"naikkelas.f_note"`
	Rests
}

// PermitStep is one step to a permit.
type PermitStep struct {
	Title string `json:"title" doc:"naikkelas.f_title"`
	Place string `json:"place" doc:"naikkelas.f_place"`
	Need  string `json:"need" doc:"naikkelas.f_need"`
	Cost  *int64 `json:"cost_idr" doc:"naikkelas.f_cost"`
	Days  *int64 `json:"working_days" doc:"naikkelas.f_days"`
	Rests
}

// Rests is what a rule rests on.
type Rests struct {
	Basis  string `json:"basis" doc:"naikkelas.f_basis"`
	Source string `json:"source" doc:"naikkelas.f_source"`
	Day    string `json:"source_date" doc:"naikkelas.f_source_day"`
	Grade  string `json:"grade" enum:"A,A-,B,C,D" doc:"naikkelas.f_grade"`
}

type readinessIn struct {
	On string `query:"on" maxLength:"10" example:"2026-11-22" doc:"naikkelas.p_on"`
}

type permitsIn struct {
	Kind string `query:"kind" enum:"nib,halal,pirt,bpom,sni,hki,lingkungan" doc:"naikkelas.p_kind"`
	On   string `query:"on" maxLength:"10" example:"2026-11-22" doc:"naikkelas.p_on"`
}

// Declare declares the operations.
func (NaikKelas) Declare(a *api.API) {
	api.Get(a, api.Op{ID: "list-readiness-rules", Path: "/readiness/rules", Tag: "registry", Say: "naikkelas.op_rules", More: "naikkelas.op_rules_more", Example: api.Ask("/readiness/rules?on=2026-11-22")}, listReadiness)
	api.Get(a, api.Op{ID: "list-permit-steps", Path: "/permits/steps", Tag: "registry", Say: "naikkelas.op_permits", More: "naikkelas.op_permits_more", Example: api.Ask("/permits/steps?kind=halal&on=2026-11-22")}, listPermitSteps)
}

// rulesDay reads a day that may be left out.
func rulesDay(text string) (on date.Day, some bool, err error) {
	if text == "" {
		return on, false, nil
	}
	if on, err = date.ParseDay(text); err != nil {
		return on, false, fault.New(fault.Invalid, "naikkelas.bad_day").At("on", "naikkelas.bad_day").Because(err)
	}
	return on, true, nil
}

func listReadiness(tx *db.Tx, r *api.Request, in *readinessIn) (api.List[ReadinessVersion], error) {
	out := api.List[ReadinessVersion]{Items: []ReadinessVersion{}}
	on, some, err := rulesDay(in.On)
	if err != nil {
		return out, err
	}
	rules, err := naikkelas.Read(tx)
	if err != nil {
		return out, err
	}
	held, found := rules.Wheel(on)
	for _, w := range rules.Wheels() {
		if !some || found && held.ID == w.ID {
			out.Items = append(out.Items, wheelOf(r.Lang, w))
		}
	}
	return out, nil
}

func listPermitSteps(tx *db.Tx, r *api.Request, in *permitsIn) (api.List[PermitGuide], error) {
	out := api.List[PermitGuide]{Items: []PermitGuide{}}
	on, some, err := rulesDay(in.On)
	if err != nil {
		return out, err
	}
	rules, err := naikkelas.Read(tx)
	if err != nil {
		return out, err
	}
	for _, p := range rules.PermitVersions(in.Kind) {
		if held, found := rules.Permit(p.Subject, on); !some || found && held.ID == p.ID {
			out.Items = append(out.Items, guideOf(r.Lang, p))
		}
	}
	return out, nil
}

func endDay(d date.Day) *string {
	if d.IsZero() {
		return nil
	}
	text := d.String()
	return &text
}

func restsOf(b naikkelas.Basis) Rests {
	out := Rests{Basis: b.Law, Source: b.Source, Grade: b.Grade}
	if !b.Day.IsZero() {
		out.Day = b.Day.String()
	}
	return out
}

func wheelOf(l lang.Lang, w naikkelas.Wheel) ReadinessVersion {
	out := ReadinessVersion{From: w.From.String(), Until: endDay(w.Until), Proven: w.Proven.Code(), Axes: []ReadinessAxis{}}
	for _, a := range w.Axes {
		axis := ReadinessAxis{Code: a.Code, Name: a.Name.In(l.Tag()), Weight: a.Weight, Questions: []ReadinessQuestion{}, Rests: restsOf(a.Basis)}
		for _, q := range a.Questions {
			one := ReadinessQuestion{Code: q.Code, Ask: q.Ask.In(l.Tag()), Step: q.Step.In(l.Tag()), Weight: q.Weight, Effort: q.Effort, Asked: q.Asked,
				From: append([]string{}, q.From...), Choices: []ReadinessChoice{}, Trades: string(q.Trades), Permit: q.Permit}
			for _, c := range q.Choices {
				one.Choices = append(one.Choices, ReadinessChoice{c.Code, figureOf(c.Points, c.Counts)})
			}
			axis.Questions = append(axis.Questions, one)
		}
		out.Axes = append(out.Axes, axis)
	}
	return out
}

func guideOf(l lang.Lang, p naikkelas.PermitRule) PermitGuide {
	out := PermitGuide{Kind: p.Subject, Name: p.Name.In(l.Tag()), What: p.What.In(l.Tag()), Office: p.Office, Site: p.Site, Lasts: p.Lasts.In(l.Tag()),
		From: p.From.String(), Until: endDay(p.Until), For: []PermitTrade{}, Steps: []PermitStep{}, Rests: restsOf(p.Basis)}
	for _, t := range p.Trades {
		out.For = append(out.For, PermitTrade{string(t.Trades), t.Duty, t.Note.In(l.Tag()), restsOf(t.Basis)})
	}
	for _, s := range p.Steps {
		out.Steps = append(out.Steps, PermitStep{s.Title.In(l.Tag()), s.Place, s.Need.In(l.Tag()), figureOf(s.Cost.N, s.Cost.Known), figureOf(s.Days.N, s.Days.Known), restsOf(s.Basis)})
	}
	return out
}

func figureOf(n int64, known bool) *int64 {
	if !known {
		return nil
	}
	return &n
}
