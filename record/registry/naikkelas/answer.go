package naikkelas

import (
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
	"alun/record/registry"
)

// Answer is one answer to a question, for ever.
type Answer struct {
	Question string
	Number   int64 // counts the answers of one question, from 1
	Value    string
	Level    registry.Level
	By       string // actor
	At       time.Time
}

const answerColumns = `a.question, a.number, a.value, a.level, a.by_actor, a.at from registry_naikkelas_answer a`

func scanAnswer(r *db.Row) Answer {
	return Answer{Question: r.Text(), Number: r.Int64(), Value: r.Text(), Level: registry.Level(r.Int()), By: r.Text(), At: r.Time()}
}

// answersAt finds the latest answer to each question as of an instant.
func answersAt(tx *db.Tx, business db.ID, at time.Time) (map[string]Answer, error) {
	out := map[string]Answer{}
	err := db.Each(tx, func(r *db.Row) error {
		a := scanAnswer(r)
		out[a.Question] = a
		return nil
	}, `select `+answerColumns+` where a.business = $1 and a.at <= $2 order by a.question, a.number`, business, at)
	return out, err
}

// Answers lists all answers of a business, the newest first: for its people and the
// officers of its area.
func (d *Desk) Answers(tx *db.Tx, session string, business db.ID) ([]Answer, error) {
	if _, _, err := d.Book.For(tx, session, MayAnswer, business); err != nil {
		return nil, err
	}
	return db.All(tx, scanAnswer, `select `+answerColumns+` where a.business = $1 order by a.at desc, a.id desc`, business)
}

// Saying is the answers of one axis.
type Saying struct {
	Business db.ID
	Axis     string
	Level    registry.Level // as an officer knows it; 0: the usual one
	Answers  []Said
}

// Said is one answer; Seen is the number of the answer that was looked at.
type Said struct {
	Question, Value string
	Seen            int64
}

// Answer keeps answers, and tells how many were new. The same word at a level that is
// not better changes nothing. Where somebody else was faster and says otherwise,
// nothing is kept.
func (d *Desk) Answer(tx *db.Tx, session string, in Saying) (kept int, err error) {
	who, b, err := d.Book.For(tx, session, MayAnswer, in.Business)
	if err != nil {
		return 0, err
	}
	if err := b.State.Stands(); err != nil {
		return 0, err
	}
	level, may := speaks(who, in.Level)
	if !may {
		return 0, fault.New(fault.Denied, "naikkelas.level_not_yours").At("level", "naikkelas.level_not_yours")
	}
	if level > registry.Through { // nobody says of their own that they have seen it
		if err := registry.NotOwn(tx, who, b.ID); err != nil {
			return 0, err
		}
	}
	if leftOut("level") && in.Level != 0 {
		level = in.Level
	}
	axis, err := todaysAxis(tx, in.Axis)
	if err != nil {
		return 0, err
	}
	stand, err := answersAt(tx, b.ID, tx.Now())
	if err != nil {
		return 0, err
	}
	fresh, err := news(axis, stand, in.Answers, level)
	if err != nil || len(fresh) == 0 {
		return 0, err
	}
	for _, a := range fresh {
		if err := putAnswer(tx, b.ID, who.Actor(), a); err != nil {
			return 0, err
		}
	}
	return len(fresh), diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.readiness_answered", Kind: "registry_business", Subject: b.ID,
		Data: map[string]any{"axis": in.Axis, "count": len(fresh), "level": level.Code()}})
}

// todaysAxis finds an axis of the wheel that holds today.
func todaysAxis(tx *db.Tx, code string) (Axis, error) {
	rules, err := Read(tx)
	if err != nil {
		return Axis{}, err
	}
	w, _ := rules.Wheel(date.DayOf(tx.Now()))
	a, found := w.Axis(code)
	if !found {
		return a, fault.New(fault.NotFound, "naikkelas.no_axis")
	}
	return a, nil
}

// news finds what is new of answers, or what is wrong with them, each at its question.
func news(axis Axis, stand map[string]Answer, said []Said, level registry.Level) (out []Answer, err error) {
	bad, clash := fault.New(fault.Invalid, "naikkelas.answers_wrong"), fault.New(fault.Conflict, "naikkelas.answers_clash")
	for _, s := range said {
		if s.Value == "" {
			continue
		}
		q, known := questionOf(axis, s.Question)
		if _, may := q.choice(s.Value); !known || !may || !q.Asked {
			bad.At(s.Question, "naikkelas.answer_unknown")
			continue
		}
		now := stand[s.Question]
		switch {
		case now.Value == s.Value && now.Level >= level:
		case now.Value != s.Value && now.Number != s.Seen && !leftOut("clash"):
			clash.At(s.Question, "naikkelas.answer_clash")
		default:
			out = append(out, Answer{Question: s.Question, Number: now.Number + 1, Value: s.Value, Level: level})
		}
	}
	switch {
	case len(bad.Fields) > 0:
		return nil, bad
	case len(clash.Fields) > 0:
		return nil, clash
	}
	return out, nil
}

func questionOf(a Axis, code string) (Question, bool) {
	for _, q := range a.Questions {
		if q.Code == code {
			return q, true
		}
	}
	return Question{}, false
}

func putAnswer(tx *db.Tx, business db.ID, actor string, a Answer) error {
	err := tx.Try(func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into registry_naikkelas_answer (id, business, question, number, value, level, by_actor, at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
			tx.NewID(), business, a.Question, a.Number, a.Value, int(a.Level), actor, tx.Now())
		return err
	})
	if db.Unique(err) {
		return fault.New(fault.Conflict, "naikkelas.answers_clash").At(a.Question, "naikkelas.answer_clash")
	}
	return err
}

// RemoveDemo takes the answers of made-up businesses out; the table keeps all others.
func RemoveDemo(tx *db.Tx, businesses []db.ID) error {
	for _, b := range businesses {
		if _, err := tx.Exec(`delete from registry_naikkelas_answer where business = $1`, b); err != nil {
			return err
		}
	}
	return nil
}
