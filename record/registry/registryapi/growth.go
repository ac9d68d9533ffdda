package registryapi

import (
	"time"

	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry/naikkelas"
)

// BusinessReadiness is how ready a business is, in thousandths: what its answers count, and
// what of that rests on something seen.
type BusinessReadiness struct {
	At       time.Time           `json:"at" doc:"registryapi.f_ready_at"`
	Ready    int64               `json:"ready" minimum:"0" maximum:"1000" doc:"registryapi.f_ready"`
	Proven   int64               `json:"proven" minimum:"0" maximum:"1000" doc:"registryapi.f_ready_proven"`
	Answered int                 `json:"answered" minimum:"0" doc:"registryapi.f_ready_answered"`
	Asked    int                 `json:"asked" minimum:"0" doc:"registryapi.f_ready_asked"`
	Axes     []BusinessAxis      `json:"axes" doc:"naikkelas.f_axes"`
	Next     *ReadinessNext      `json:"next_step,omitempty" doc:"registryapi.f_ready_next"`
	Permits  []BusinessPermitDue `json:"permits" doc:"registryapi.f_ready_permits"`
	Steps    []SizeClass         `json:"city_step" doc:"registryapi.f_ready_step"`
}

// BusinessAxis is one axis of the wheel for a business.
type BusinessAxis struct {
	Code      string           `json:"code" doc:"naikkelas.f_code"`
	Name      string           `json:"name" doc:"naikkelas.f_name"`
	Ready     int64            `json:"ready" minimum:"0" maximum:"1000" doc:"registryapi.f_ready"`
	Proven    int64            `json:"proven" minimum:"0" maximum:"1000" doc:"registryapi.f_ready_proven"`
	Questions []BusinessAnswer `json:"questions" doc:"naikkelas.f_questions"`
}

// BusinessAnswer is a question with what is known.
type BusinessAnswer struct {
	Code   string `json:"code" doc:"naikkelas.f_code"`
	Value  string `json:"value,omitempty" doc:"registryapi.f_answer"`
	Level  string `json:"level,omitempty" enum:"told,through,sheet,seen,document,register" doc:"directory.f_level"`
	By     string `json:"known_by,omitempty" doc:"registryapi.f_answer_by"`
	Number int64  `json:"seen" minimum:"0" doc:"registryapi.f_answer_seen"`
	Asked  bool   `json:"asked" doc:"naikkelas.f_asked"`
	Counts bool   `json:"counts" doc:"registryapi.f_answer_counts"`
}

// ReadinessNext is the step that brings most for the least effort, and what is open for it.
type ReadinessNext struct {
	Axis   string           `json:"axis" doc:"naikkelas.f_code"`
	Code   string           `json:"question" doc:"naikkelas.f_code"`
	Step   string           `json:"step" doc:"naikkelas.f_step"`
	Gain   int64            `json:"gain" minimum:"0" maximum:"1000" doc:"registryapi.f_ready_gain"`
	Offers []ReadinessOffer `json:"offers" doc:"registryapi.f_offers"`
}

// ReadinessOffer is something open that helps with a step.
type ReadinessOffer struct {
	Title string  `json:"title" doc:"registryapi.f_offer"`
	Path  string  `json:"path" doc:"registryapi.f_offer_path"`
	Until *string `json:"until" format:"date" doc:"registryapi.f_offer_until"`
}

// BusinessPermitDue is a permit that concerns the trade of a business.
type BusinessPermitDue struct {
	Kind string `json:"kind" doc:"naikkelas.f_kind"`
	Duty string `json:"duty" enum:"wajib,bila,dianjurkan" doc:"naikkelas.f_duty"`
	Held bool   `json:"held" doc:"registryapi.f_permit_held"`
}

type standingIn struct {
	CodePath
	On string `query:"on" maxLength:"10" example:"2026-11-22" doc:"registryapi.p_ready_on"`
}

type answerReadinessIn struct {
	api.Keyed
	CodePath
	Axis string `path:"axis" maxLength:"40" example:"legalitas" doc:"naikkelas.f_code"`
	Body struct {
		Answers []AnswerIn `json:"answers" minItems:"1" maxItems:"40" doc:"registryapi.f_answers"`
	}
}

// AnswerIn is one answer, and the number of the one that was looked at.
type AnswerIn struct {
	Question string `json:"question" minLength:"1" maxLength:"40" doc:"naikkelas.f_code"`
	Value    string `json:"value" enum:"ya,sebagian,proses,belum,tak_perlu" doc:"registryapi.f_answer"`
	Seen     int64  `json:"seen" minimum:"0" doc:"registryapi.f_answer_seen"`
}

type worksIn struct {
	api.Keyed
	CodePath
	Body struct {
		Works bool `json:"works" doc:"registryapi.f_works_here"`
	}
}

// WorkerOf is whether whoever calls stands as a worker in a business.
type WorkerOf struct {
	Code  string  `json:"code" doc:"directory.f_code"`
	Works bool    `json:"works" doc:"registryapi.f_works_here"`
	Since *string `json:"since" format:"date" doc:"registryapi.f_since"`
}

// growth declares how ready a business is, and that somebody says they work in one.
func (d Desk) growth() {
	const at, work = "/businesses/{code}/record/readiness", "/businesses/{code}/work"
	api.Get(d.api, more(withExample(op("get-readiness", at, "registryapi.readiness"), aForm(at, nil)), "registryapi.readiness_more"), d.readiness)
	answer := func(tx *db.Tx) (api.Call, error) {
		return api.Call{Path: "/businesses/0000000000000/record/readiness/legalitas", Form: true, Body: map[string]any{"answers": []AnswerIn{{"halal", "proses", 0}}}}, nil
	}
	api.Post(d.api, more(changes(withExample(op("answer-readiness", at+"/{axis}", "registryapi.answer_readiness"), answer)), "registryapi.answer_readiness_more"),
		api.Act[answerReadinessIn, db.ID, BusinessReadiness]{Act: d.answerReadiness, Draw: func(tx *db.Tx, r *api.Request, in *answerReadinessIn, _ db.ID) (BusinessReadiness, error) {
			return d.readiness(tx, r, &standingIn{CodePath: in.CodePath})
		}})
	api.Post(d.api, more(changes(withExample(op("say-work", work, "registryapi.say_work"), aForm(work, map[string]any{"works": true}))), "registryapi.say_work_more"),
		api.Act[worksIn, db.ID, WorkerOf]{Act: d.sayWork, Draw: func(tx *db.Tx, r *api.Request, in *worksIn, id db.ID) (WorkerOf, error) {
			row, works, err := d.Book.WorksIn(tx, r.Caller.For, id)
			return WorkerOf{in.Code, works, dayText(row.Since)}, err
		}})
}

// readiness is how a business stands now, or stood at the end of a day.
func (d Desk) readiness(tx *db.Tx, r *api.Request, in *standingIn) (out BusinessReadiness, err error) {
	v, err := d.within(tx, r.Caller.For, in.Code)
	if err != nil {
		return out, err
	}
	on, some, err := rulesDay(in.On)
	if err != nil {
		return out, err
	}
	var s naikkelas.Standing
	if some && on.End().Before(tx.Now()) {
		s, err = d.Readiness.LookAt(tx, r.Caller.For, v.ID, on.End().Add(-time.Microsecond))
	} else {
		s, err = d.Readiness.Look(tx, r.Caller.For, v.ID)
	}
	if err != nil {
		return out, err
	}
	out = BusinessReadiness{At: s.At.UTC(), Ready: s.Score.Ready, Proven: s.Score.Proven, Answered: s.Score.Answered, Asked: s.Score.Asked, Axes: []BusinessAxis{}, Permits: []BusinessPermitDue{}, Steps: []SizeClass{}}
	for _, a := range s.Score.Axes {
		out.Axes = append(out.Axes, axisOf(r, a, s.Answers))
	}
	for _, p := range s.Permits {
		out.Permits = append(out.Permits, BusinessPermitDue{p.Rule.Subject, p.Trade.Duty, p.Held})
	}
	for _, c := range s.Ladder.Steps {
		out.Steps = append(out.Steps, classOf(r.Lang, c))
	}
	if q, found := s.Score.Next(); found {
		out.Next = &ReadinessNext{Axis: q.Question.Axis, Code: q.Question.Code, Step: q.Question.Step.In(r.Lang.Tag()), Gain: q.Gain, Offers: []ReadinessOffer{}}
		for _, o := range s.Offers {
			out.Next.Offers = append(out.Next.Offers, ReadinessOffer{o.Title, o.Path, dayText(o.Until)})
		}
	}
	return out, nil
}

func axisOf(r *api.Request, a naikkelas.AxisScore, answers map[string]naikkelas.Answer) BusinessAxis {
	out := BusinessAxis{a.Axis.Code, a.Axis.Name.In(r.Lang.Tag()), a.Ready, a.Proven, []BusinessAnswer{}}
	for _, q := range a.Questions {
		one := BusinessAnswer{Code: q.Question.Code, Value: q.Known.Value, By: q.Known.By, Number: answers[q.Question.Code].Number, Asked: q.Question.Asked, Counts: q.Counts}
		if q.Known.Value != "" {
			one.Level = q.Known.Level.Code()
		}
		out.Questions = append(out.Questions, one)
	}
	return out
}

// answerReadiness keeps answers at the level at which they are said: a program has seen
// nothing.
func (d Desk) answerReadiness(tx *db.Tx, who api.Caller, in *answerReadinessIn) (db.ID, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	say := naikkelas.Saying{Business: v.ID, Axis: in.Axis}
	for _, a := range in.Body.Answers {
		say.Answers = append(say.Answers, naikkelas.Said{Question: a.Question, Value: a.Value, Seen: a.Seen})
	}
	_, err = d.Readiness.Answer(tx, who.For, say)
	return v.ID, err
}

// sayWork writes down that whoever calls works in a business that everybody sees, or says
// that they do no longer.
func (d Desk) sayWork(tx *db.Tx, who api.Caller, in *worksIn) (db.ID, error) {
	id, err := d.idOf(in.Code, "registry.no_business")
	if err != nil {
		return 0, err
	}
	row, works, err := d.Book.WorksIn(tx, who.For, id)
	if err != nil {
		return 0, err
	}
	if _, found, err := d.Book.Shown(tx, id); err != nil || !found && !works {
		return 0, fault.New(fault.NotFound, "registry.no_business").Because(err)
	}
	switch {
	case in.Body.Works == works:
		return id, nil
	case works:
		return id, d.Book.EndPerson(tx, who.For, row.ID, date.DayOf(tx.Now()))
	}
	_, err = d.Book.Agree(tx, who.For, id)
	return id, err
}
