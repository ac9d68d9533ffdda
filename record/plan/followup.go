package plan

import (
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// The states of a follow-up.
const (
	FollowUpOpen     = "open"
	FollowUpAnswered = "answered"
	FollowUpClosed   = "closed"
)

// FollowUp is what an office is asked to do about a row of a sample.
type FollowUp struct {
	ID       db.ID
	Sample   db.ID
	Number   int // of the row
	Office   db.ID
	Slug     string
	Short    string // of the office
	Code     string // of the row, and its name, as drawn
	Name     string
	Sentence string
	Due      date.Day
	State    string
	Version  int64
	Words    []FollowUpWord // its history, the oldest first
}

// FollowUpWord is one step of its history.
type FollowUpWord struct {
	Act      string // opened, answered, returned, closed, reopened
	Sentence string
	By       string
	At       time.Time
}

// Late tells whether its day has passed without an answer.
func (f FollowUp) Late(today date.Day) bool {
	return f.State == FollowUpOpen && f.Due.String() < today.String()
}

const followUpSelect = `select u.id, u.sample, u.number, w.opd, o.slug, o.short, f.code, f.name, u.sentence, u.due, u.state, u.version
	from plan_followup u join plan_sample_row w on w.sample = u.sample and w.number = u.number
	join plan_opd o on o.id = w.opd join plan_figure f on f.id = w.figure`

func scanFollowUp(r *db.Row) FollowUp {
	f := FollowUp{ID: r.ID(), Sample: r.ID(), Number: r.Int(), Office: r.ID(), Slug: r.Text(), Short: r.Text(), Code: r.Text(), Name: r.Text(), Sentence: r.Text()}
	f.Due, _ = date.ParseDay(r.Text()) // written by openFollowUp
	f.State, f.Version = r.Text(), r.Int64()
	return f
}

// FollowUps lists what a viewer may see of a sample, or of all samples when it is
// 0: an office sees its own.
func FollowUps(tx *db.Tx, v account.Viewer, sample db.ID) ([]FollowUp, error) {
	all, err := db.All(tx, scanFollowUp, followUpSelect+` where (cast($1 as bigint) = 0 or u.sample = $1) order by u.due, u.id`, sample)
	if err != nil {
		return nil, err
	}
	var out []FollowUp
	for _, f := range all {
		if v.Can(MaySeeFollowUp, account.At{Office: f.Office}) {
			out = append(out, f)
		}
	}
	return out, tellHistory(tx, sample, out)
}

// CountFollowUps counts what waits for a viewer: for their offices to answer, and for the
// inspector, who asked, to judge the answer.
func CountFollowUps(tx *db.Tx, v account.Viewer) (n int64, err error) {
	err = db.Each(tx, func(r *db.Row) error {
		state, office, some := r.Text(), r.ID(), r.Int64()
		if state == FollowUpOpen && v.Can(MayAnswerFollowUp, account.At{Office: office}) || state == FollowUpAnswered && v.Can(MayInspect, account.At{Office: office}) {
			n += some
		}
		return nil
	}, `select u.state, w.opd, count(*) from plan_followup u join plan_sample_row w on w.sample = u.sample and w.number = u.number where u.state <> 'closed' group by u.state, w.opd`)
	return n, err
}

func tellHistory(tx *db.Tx, sample db.ID, list []FollowUp) error {
	words := map[db.ID][]FollowUpWord{}
	err := db.Each(tx, func(r *db.Row) error {
		id := r.ID()
		words[id] = append(words[id], FollowUpWord{r.Text(), r.Text(), r.Text(), r.Time()})
		return nil
	}, `select d.followup, d.act, d.sentence, d.said_by, d.at from plan_followup_word d join plan_followup u on u.id = d.followup
		where (cast($1 as bigint) = 0 or u.sample = $1) order by d.at, d.id`, sample)
	for i := range list {
		list[i].Words = words[list[i].ID]
	}
	return err
}

// FollowUpMove is a step that somebody takes: an office answers; Inspektorat
// returns an answer, closes, or opens again.
type FollowUpMove struct {
	Act      string // answered, returned, closed, reopened
	Sentence string // 10 to 1,000 characters
	Version  int64  // of the follow-up that was looked at
}

// moves are the states that a step leads from and to.
var followUpMoves = map[string]struct {
	from []string
	to   string
	by   account.Right
}{
	"answered": {[]string{FollowUpOpen}, FollowUpAnswered, MayAnswerFollowUp},
	"returned": {[]string{FollowUpAnswered}, FollowUpOpen, MayInspect},
	"closed":   {[]string{FollowUpOpen, FollowUpAnswered}, FollowUpClosed, MayInspect},
	"reopened": {[]string{FollowUpClosed}, FollowUpOpen, MayInspect},
}

// MoveFollowUp takes a step and keeps what was said with it. It gives the sample.
func MoveFollowUp(tx *db.Tx, session string, id db.ID, m FollowUpMove) (db.ID, error) {
	f, found, err := db.One(tx, scanFollowUp, followUpSelect+` where u.id = $1`, id)
	if err != nil {
		return 0, err
	}
	step, known := followUpMoves[m.Act]
	if !known {
		step.by = MaySeeFollowUp
	}
	who, err := account.May(tx, session, step.by, account.At{Office: f.Office})
	if err != nil {
		return 0, err
	}
	if !found {
		return 0, fault.New(fault.NotFound, "plan.followup_none")
	}
	m.Sentence = strings.TrimSpace(m.Sentence)
	if n := utf8.RuneCountInString(m.Sentence); n < 10 || n > 1000 {
		return 0, fault.New(fault.Invalid, "plan.followup_invalid").At("sentence", "plan.followup_sentence", n)
	}
	from := false
	for _, s := range step.from {
		from = from || s == f.State
	}
	if !known || !from || m.Version != f.Version {
		return 0, fault.New(fault.Conflict, "plan.followup_moved")
	}
	err = tx.ExecOr(fault.New(fault.Conflict, "plan.followup_moved"),
		`update plan_followup set state = $3, version = version + 1 where id = $1 and version = $2`, id, f.Version, step.to)
	if err != nil {
		return 0, err
	}
	if err := putFollowUpWord(tx, id, m.Act, m.Sentence, who.Actor()); err != nil {
		return 0, err
	}
	return f.Sample, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.followup_moved", Kind: "plan_followup", Subject: id,
		Data: map[string]any{"sample": f.Sample, "act": m.Act, "state": step.to}})
}

func putFollowUpWord(tx *db.Tx, id db.ID, act, sentence, by string) error {
	_, err := tx.Exec(`insert into plan_followup_word (id, followup, act, sentence, said_by, at) values ($1, $2, $3, $4, $5, $6)`,
		tx.NewID(), id, act, sentence, by, tx.Now())
	return err
}
