package plan

import (
	"encoding/json"
	"fmt"
	"time"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/account"
	"alun/record/diary"
)

// newsFor is how long something that happened in a round is news: whoever begins
// to follow an old diary tells nobody of last year.
const newsFor = 24 * time.Hour

// Hear follows the diary: an office hears that its rows came back, the planners
// that an office has sent. Names and sentences stay where they are.
func (b Bell) Hear(tx *db.Tx, e diary.Sealed) error {
	if e.Again || tx.Now().Sub(e.At) > newsFor {
		return nil
	}
	switch e.Fact {
	case "plan.submission_returned":
		return b.hear(tx, e, "returned", State.Awaited, func(s Submission) ([]db.ID, error) { return peopleOf(tx, s.Office) })
	case "plan.submission_sent":
		return b.hear(tx, e, "sent", func(s State) bool { return s == Terkirim }, func(Submission) ([]db.ID, error) {
			all, err := account.Holders(tx, account.Planner, 0)
			out := make([]db.ID, len(all))
			for i, g := range all {
				out[i] = g.Person
			}
			return out, err
		})
	}
	return nil
}

// hear writes to some people what happened to a submission, as long as it still
// stands so.
func (b Bell) hear(tx *db.Tx, e diary.Sealed, what string, still func(State) bool, whom func(Submission) ([]db.ID, error)) error {
	s, r, err := SubmissionByID(tx, e.Subject)
	if err != nil || !still(s.State) {
		return err
	}
	office, err := officeIn(tx, r.Quarter.Year, s.Office)
	if err != nil {
		return err
	}
	people, err := whom(s)
	if err != nil {
		return err
	}
	for _, id := range people {
		if who := account.Actor(id); who == e.Actor { // they did it
			continue
		}
		if err := b.hearOne(tx, e, what, r, office, id); err != nil {
			return err
		}
	}
	return nil
}

// hearOne writes to each address of one person.
func (b Bell) hearOne(tx *db.Tx, e diary.Sealed, what string, r Round, office OPD, id db.ID) error {
	person, err := account.PersonByID(tx, id)
	if err != nil {
		return err
	}
	logins, err := b.People.Logins(tx, id)
	for i, l := range logins {
		if err != nil {
			return err
		}
		p := posting{kind: "plan.news_" + what, to: l, person: id, until: r.Deadline.Next(30).End(),
			key: fmt.Sprintf("plan.%s/%d/%s/%d", what, e.Seq, b.People.Ring.Codec().Encode(int64(id)), i)}
		p.subject, p.text = b.news(b.Words.In(lang.Tag(person.Lang)), e, what, r, office)
		_, _, err = b.put(tx, p)
	}
	return err
}

// news is what happened in words: how many rows, which office and quarter, and
// where.
func (b Bell) news(l lang.Lang, e diary.Sealed, what string, r Round, o OPD) (subject, text string) {
	count := func(name string) int64 {
		n, _ := e.Data[name].(json.Number)
		rows, _ := n.Int64()
		return rows
	}
	path := fmt.Sprintf("/putaran/%d/%d/%s", r.Quarter.Year, r.Quarter.N, o.Slug)
	if l.Tag() != lang.ID {
		path = "/" + string(l.Tag()) + path
	}
	switch rows := count("rows"); {
	case what == "sent":
		subject, text = l.T("plan.news_sent_subject", r.Quarter, o.Short, b.House), l.T("plan.news_sent", r.Quarter, o.In(l.Tag()), count("lines"))
	case rows == 0:
		subject, text = l.T("plan.news_returned_subject", r.Quarter, o.Short, b.House), l.T("plan.news_returned_whole", r.Quarter, o.In(l.Tag()), r.Deadline)
	default:
		subject, text = l.T("plan.news_returned_subject", r.Quarter, o.Short, b.House), l.T("plan.news_returned", r.Quarter, o.In(l.Tag()), rows, r.Deadline)
	}
	return subject, text + "\n\n" + b.Base + path + "\n\n" + l.T("plan.news_why", b.House) + "\n"
}
