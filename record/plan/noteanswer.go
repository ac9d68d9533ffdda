package plan

import (
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// What was said to a note.
const (
	saidExplained = "explained"
	saidAccepted  = "accepted"
	saidReturned  = "returned"
)

// mostReturns is how often the planner may send the answers to one note back:
// then both have said what they have to say, and everybody can read it.
const mostReturns = 3

// Answer is one thing that was said to a note.
type Answer struct {
	Note     db.ID
	Act      string // explained, accepted, returned
	Sentence string // "" of accepted
	By       string // as the diary names who said it
	At       time.Time
}

// NotePlace is what a note is about in a report, whatever its figures.
type NotePlace struct {
	Node        db.ID
	Seq         int
	Rule, Field string
}

// Place is what the note is about.
func (n Note) Place() NotePlace { return NotePlace{n.Node, n.Seq, n.Rule, n.Field} }

const answerSelect = `select g.node, g.seq, g.rule, g.field, a.flag, a.act, a.sentence, a.said_by, a.at
	from plan_flag g join plan_note_answer a on a.flag = g.id where g.report = $1`

// AnswersAbout lists what was said to the notes on a node in a report, the oldest
// first, also to notes that came back with other figures.
func AnswersAbout(tx *db.Tx, report, node db.ID) (map[NotePlace][]Answer, error) {
	return answers(tx, answerSelect+` and g.node = $2 order by a.id`, report, node)
}

// AnswersTo lists what was said to the notes of a case, in the same way.
func AnswersTo(tx *db.Tx, report db.ID, caseKey string) (map[NotePlace][]Answer, error) {
	return answers(tx, answerSelect+` and g.node in (select n.node from plan_flag n where n.report = $1 and n.case_key = $2) order by a.id`, report, caseKey)
}

// AllAnswers lists what was said to all notes, by report.
func AllAnswers(tx *db.Tx) (map[db.ID]map[NotePlace][]Answer, error) {
	reports, err := Reports(tx)
	out := map[db.ID]map[NotePlace][]Answer{}
	for _, r := range reports {
		if err == nil {
			out[r.ID], err = answers(tx, answerSelect+` order by a.id`, r.ID)
		}
	}
	return out, err
}

func answers(tx *db.Tx, query string, args ...any) (map[NotePlace][]Answer, error) {
	out := map[NotePlace][]Answer{}
	err := db.Each(tx, func(r *db.Row) error {
		p := NotePlace{r.ID(), r.Int(), r.Text(), r.Text()}
		out[p] = append(out[p], Answer{r.ID(), r.Text(), r.Text(), r.Text(), r.Time()})
		return nil
	}, query, args...)
	return out, err
}

// checkSentence refuses what is no explanation.
func checkSentence(sentence, key, field string) error {
	if n := utf8.RuneCountInString(sentence); n < 10 || n > 1000 {
		return fault.New(fault.Invalid, key).At(field, "plan.note_sentence", n)
	}
	return nil
}

// NoteByID finds a note of the published revision, hidden or not: for officers.
func NoteByID(tx *db.Tx, id db.ID) (Note, bool, error) {
	return db.One(tx, scanNote, noteSelect+` where g.id = $1 and `+noteNow, id)
}

// noteFor finds a note for an act on it: its office decides who may.
func noteFor(tx *db.Tx, session string, id db.ID, right account.Right, ofOffice bool) (Note, account.Who, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return Note{}, account.Who{}, err
	}
	n, found, err := NoteByID(tx, id)
	if err != nil {
		return n, account.Who{}, err
	}
	at := account.At{}
	if ofOffice {
		at.Office = n.Office // 0 where there is no note: then nobody may
	}
	who, err := v.May(right, at)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_note")
	}
	return n, who, err
}

// AnswerNote is the office's explanation of a note, 10 to 1,000 characters. It
// makes the note public. It may be said better until the planner has accepted it;
// the newest counts, and all can be read.
func AnswerNote(tx *db.Tx, session string, note db.ID, sentence string, version int64) error {
	_, err := answerNotes(tx, session, note, sentence, version, false)
	return err
}

// AnswerAlike gives one explanation to a note and to all others of its office in
// the same case that nobody has answered. It tells how many there were.
func AnswerAlike(tx *db.Tx, session string, note db.ID, sentence string, version int64) (int, error) {
	return answerNotes(tx, session, note, sentence, version, true)
}

func answerNotes(tx *db.Tx, session string, note db.ID, sentence string, version int64, alike bool) (int, error) {
	n, who, err := noteFor(tx, session, note, MayAnswerNote, true)
	if err != nil {
		return 0, err
	}
	a := Answer{Act: saidExplained, Sentence: strings.TrimSpace(sentence), By: who.Actor()}
	if err := checkSentence(a.Sentence, "plan.note_unanswered", "sentence"); err != nil {
		return 0, err
	}
	switch {
	case n.Kind == "watch":
		return 0, fault.New(fault.Conflict, "plan.note_asks_nothing")
	case n.State == Agreed:
		return 0, fault.New(fault.Conflict, "plan.note_agreed_already")
	case n.Version != version:
		return 0, noteMoved()
	}
	all := []Note{n}
	if alike {
		more, err := Alike(tx, n)
		if err != nil {
			return 0, err
		}
		all = append(all, more...)
	}
	for _, n := range all {
		if err := explain(tx, n, a); err != nil {
			return 0, err
		}
	}
	return len(all), closeNow(tx, n.Report)
}

// Alike lists the other notes of the same office and case that nobody has
// answered.
func Alike(tx *db.Tx, n Note) ([]Note, error) {
	return db.All(tx, scanNote, noteSelect+` where g.report = $1 and g.case_key = $2 and f.opd = $3 and g.id <> $4 and g.state = 'unclarified'
		and g.kind <> 'watch' and `+noteNow+` order by `+noteOrder, n.Report, n.Case, n.Office, n.ID)
}

func noteMoved() error { return fault.New(fault.Conflict, "plan.note_moved") }

// explain keeps an explanation of a note and shows both to everybody. The cases
// must be counted after it.
func explain(tx *db.Tx, n Note, a Answer) error {
	if err := moveNote(tx, n, Explained); err != nil {
		return err
	}
	if _, err := tx.Exec(`update plan_flag set hidden = false, public_at = $2 where id = $1 and hidden`, n.ID, tx.Now()); err != nil {
		return err
	}
	sum, err := say(tx, n, a)
	if err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: a.By, Fact: "plan.note_answered", Kind: "plan_flag", Subject: n.ID, Data: map[string]any{"node": int64(n.Node), "sum": sum}})
}

// moveNote brings a note that is still as it was read to a state.
func moveNote(tx *db.Tx, n Note, state string) error {
	done, err := tx.Exec(`update plan_flag set state = $3, state_at = $4, version = version + 1 where id = $1 and version = $2`, n.ID, n.Version, state, tx.Now())
	if err == nil && done == 0 {
		err = noteMoved()
	}
	return err
}

// say keeps what was said to a note, and gives its hash for the diary.
func say(tx *db.Tx, n Note, a Answer) (sum string, err error) {
	a.Note = n.ID
	if a.At.IsZero() {
		a.At = tx.Now()
	}
	id, salt := tx.NewID(), newSalt()
	_, err = tx.Exec(`insert into plan_note_answer (id, flag, act, sentence, said_by, at, salt) values ($1, $2, $3, $4, $5, $6, $7)`,
		id, a.Note, a.Act, a.Sentence, a.By, a.At, salt)
	return a.sum(id, salt), err
}

// closeNow counts the hidden notes of a report's cases anew.
func closeNow(tx *db.Tx, report db.ID) error {
	revision, found, err := db.One(tx, (*db.Row).Int, `select revision from plan_report where id = $1`, report)
	if err != nil || !found {
		return err
	}
	return closeCases(tx, report, revision)
}

// AcceptNote is the planner's word that the office's explanation will do. Who
// gave the explanation does not also accept it.
func AcceptNote(tx *db.Tx, session string, note db.ID, version int64) error {
	n, who, err := noteToJudge(tx, session, note, version)
	if err != nil {
		return err
	}
	if err := moveNote(tx, n, Agreed); err != nil {
		return err
	}
	sum, err := say(tx, n, Answer{Act: saidAccepted, By: who.Actor()})
	if err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.note_accepted", Kind: "plan_flag", Subject: n.ID, Data: map[string]any{"node": int64(n.Node), "sum": sum}})
}

// SendBackNote asks the office for a better explanation, and says why. It stays
// public: all that was said can be read.
func SendBackNote(tx *db.Tx, session string, note db.ID, sentence string, version int64) error {
	n, who, err := noteToJudge(tx, session, note, version)
	if err != nil {
		return err
	}
	sentence = strings.TrimSpace(sentence)
	if err := checkSentence(sentence, "plan.note_unreturned", "reason"); err != nil {
		return err
	}
	back, _, err := db.One(tx, (*db.Row).Int, `select count(*) from plan_note_answer where flag = $1 and act = 'returned'`, n.ID)
	if err == nil && back >= mostReturns {
		err = fault.New(fault.Conflict, "plan.note_returned_enough", mostReturns)
	}
	if err != nil {
		return err
	}
	if err := moveNote(tx, n, Unclarified); err != nil {
		return err
	}
	sum, err := say(tx, n, Answer{Act: saidReturned, Sentence: sentence, By: who.Actor()})
	if err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.note_returned", Kind: "plan_flag", Subject: n.ID, Data: map[string]any{"node": int64(n.Node), "sum": sum}})
}

// noteToJudge finds a note that was explained, for the planner.
func noteToJudge(tx *db.Tx, session string, note db.ID, version int64) (Note, account.Who, error) {
	n, who, err := noteFor(tx, session, note, MayAcceptNote, false)
	switch {
	case err != nil:
		return n, who, err
	case n.Version != version:
		return n, who, noteMoved()
	case n.State != Explained:
		return n, who, fault.New(fault.Conflict, "plan.note_not_explained")
	}
	all, err := AnswersAbout(tx, n.Report, n.Node)
	if err != nil {
		return n, who, err
	}
	if said := all[n.Place()]; len(said) > 0 && said[len(said)-1].By == who.Actor() {
		return n, who, fault.New(fault.Denied, "plan.note_own_answer")
	}
	return n, who, nil
}
