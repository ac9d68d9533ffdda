package plan

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/plan/check"
)

// Explanation is an office's answer to a finding.
type Explanation struct {
	Finding   string // its key
	Line      db.ID
	Code      string
	Seq       int
	Rule      string
	Field     string
	Published string
	Expected  string
	Sentence  string
	By        db.ID // a person
	At        time.Time
}

// Explanations lists the answers of a submission, also those about figures that
// have changed since.
func Explanations(tx *db.Tx, submission db.ID) ([]Explanation, error) {
	all, err := explanationsIn(tx, reach{`= $1`, submission})
	return all[submission], err
}

// explanationsIn reads the answers of submissions.
func explanationsIn(tx *db.Tx, of reach) (map[db.ID][]Explanation, error) {
	out := map[db.ID][]Explanation{}
	err := db.Each(tx, func(r *db.Row) error {
		submission := r.ID()
		out[submission] = append(out[submission],
			Explanation{r.Text(), r.ID(), r.Text(), r.Int(), r.Text(), r.Text(), r.Text(), r.Text(), r.Text(), r.ID(), r.Time()})
		return nil
	}, `select e.submission, e.finding, e.line, l.code, l.seq, e.rule, e.field, e.published, e.expected, e.sentence, e.by_person, e.at
		from plan_explanation e join plan_line l on l.id = e.line where e.submission `+of.where+` order by e.at, e.finding`, of.id)
	return out, err
}

// Explaining is an office's answer to a finding, and to others like it.
type Explaining struct {
	Submission db.ID
	Finding    string // its key
	Also       []string
	Sentence   string // 10 to 500 characters
}

// Explain answers a fault or a question. The answer is about these figures: when
// one of them changes, the finding is another one and has no answer.
func Explain(tx *db.Tx, session string, rules check.Rules, in Explaining) error {
	who, s, r, err := entering(tx, session, in.Submission)
	if err != nil {
		return err
	}
	if in.Sentence, err = reasoned("sentence", in.Sentence); err != nil {
		return err
	}
	now, err := checkSubmission(tx, rules, s, r)
	if err != nil {
		return err
	}
	said := 0
	for _, f := range now.Findings {
		if f.Key != in.Finding && !slices.Contains(in.Also, f.Key) {
			continue
		}
		if err := f.explain(tx, who, s, in.Sentence); err != nil {
			return err
		}
		said++
	}
	if said < 1+len(in.Also) {
		return fault.New(fault.Conflict, "plan.finding_gone")
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.findings_explained", Kind: "plan_submission", Subject: s.ID,
		Data: map[string]any{"office": int64(s.Office), "findings": said}})
}

func (f Finding) explain(tx *db.Tx, who account.Who, s Submission, sentence string) error {
	_, err := tx.Exec(`insert into plan_explanation (submission, finding, line, rule, field, published, expected, sentence, by_person, at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		on conflict (submission, finding) do update set sentence = excluded.sentence, by_person = excluded.by_person, at = excluded.at`,
		s.ID, f.Key, f.Line, f.Rule, f.Field, f.Published, f.Expected, sentence, who.Person, tx.Now())
	return err
}

// reasoned is a sentence that gives a reason: 10 to 500 characters.
func reasoned(field, sentence string) (string, error) {
	sentence, key, args := cellText(sentence)
	if key != "" {
		return "", fault.New(fault.Invalid, "plan.reason_invalid").At(field, key, args...)
	}
	sentence = strings.TrimSpace(sentence)
	if n := utf8.RuneCountInString(sentence); n < 10 || n > 500 {
		return "", fault.New(fault.Invalid, "plan.reason_invalid").At(field, "plan.reason_length", n)
	}
	return sentence, nil
}
