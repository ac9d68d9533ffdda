package plan

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/plan/check"
)

// Handing is a submission as it was looked at by whoever moves it on.
type Handing struct {
	Submission db.ID
	Version    int64 // of the submission that was looked at; 0: whatever it is now
}

// SendSubmission hands an office's rows in to the city. What is not ready is
// refused with what stands in the way.
func SendSubmission(tx *db.Tx, session string, rules check.Rules, in Handing) (Checked, error) {
	who, s, r, err := mayOn(tx, session, MaySend, in.Submission)
	if err != nil {
		return Checked{}, err
	}
	if !r.Open() {
		return Checked{}, fault.New(fault.Conflict, "plan.round_closed", r.Quarter)
	}
	now, err := checkSubmission(tx, rules, s, r)
	if err != nil {
		return Checked{}, err
	}
	if s.State.Can(Sending) && !now.Ready() {
		return now, notReady(now)
	}
	if err := s.move(tx, who, step{move: Sending, version: in.Version}); err != nil {
		return now, err
	}
	return now, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.submission_sent", Kind: "plan_submission", Subject: s.ID,
		Data: map[string]any{"office": int64(s.Office), "lines": now.Lines, "findings": len(now.Findings), "explained": now.explained()}})
}

func notReady(c Checked) error {
	if c.Lines == 0 {
		return fault.New(fault.Conflict, "plan.not_ready_empty")
	}
	return fault.New(fault.Conflict, "plan.not_ready", len(c.Open(check.Fault)), len(c.Missing), len(c.Unread), len(c.Misplaced))
}

// RowReturn is what is asked of one row that comes back.
type RowReturn struct {
	Line     db.ID
	Sentence string
}

// ReturnSubmission gives a submission back to its office, row by row. A sentence
// about the whole may stand beside the rows, or alone.
func ReturnSubmission(tx *db.Tx, session string, in Handing, sentence string, rows []RowReturn) error {
	who, s, r, err := mayOn(tx, session, MayReturn, in.Submission)
	if err != nil {
		return err
	}
	if !r.Open() {
		return fault.New(fault.Conflict, "plan.round_closed", r.Quarter)
	}
	if sentence != "" || len(rows) == 0 {
		if sentence, err = reasoned("sentence", sentence); err != nil {
			return err
		}
	}
	if err := s.move(tx, who, step{move: Returning, version: in.Version, sentence: sentence}); err != nil {
		return err
	}
	if err := returnRows(tx, s, rows); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.submission_returned", Kind: "plan_submission", Subject: s.ID,
		Data: map[string]any{"office": int64(s.Office), "rows": len(rows)}})
}

func returnRows(tx *db.Tx, s Submission, rows []RowReturn) error {
	for _, row := range rows {
		l, err := draftByID(tx, row.Line)
		if err == nil && l.Submission != s.ID {
			err = fault.New(fault.NotFound, "plan.no_line")
		}
		if err != nil {
			return err
		}
		sentence, err := reasoned("row-"+l.Code, row.Sentence)
		if err != nil {
			return err
		}
		err = tx.ExecOr(fault.New(fault.Invalid, "plan.returned_twice", l.Code),
			`insert into plan_line_return (submission, number, line, line_version, sentence) values ($1, $2, $3, $4, $5)
			on conflict (submission, number, line) do nothing`, s.ID, s.Version+1, l.ID, l.Version, sentence)
		if err != nil {
			return err
		}
	}
	return nil
}

// VerifySubmission says that the city has looked at a submission and found it in
// order. Who sent it cannot.
func VerifySubmission(tx *db.Tx, session string, in Handing) error {
	who, s, _, err := mayOn(tx, session, MayVerify, in.Submission)
	if err != nil {
		return err
	}
	if err := s.another(who); err != nil {
		return err
	}
	if err := s.move(tx, who, step{move: Verifying, version: in.Version}); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.submission_verified", Kind: "plan_submission", Subject: s.ID,
		Data: map[string]any{"office": int64(s.Office)}})
}

// another asks that somebody else sent the submission: four eyes, whatever roles
// one person may hold. The table has the same promise.
func (s Submission) another(who account.Who) error {
	if s.SentBy == who.Person && !leftOut("four eyes") {
		return fault.New(fault.Denied, "plan.four_eyes")
	}
	return nil
}

// ReopenSubmission takes a locked submission up again. What was published stays
// so until it is locked anew; the reason stays beside the trace.
func ReopenSubmission(tx *db.Tx, session string, in Handing, reason string) error {
	who, s, r, err := mayOn(tx, session, MayReopen, in.Submission)
	if err != nil {
		return err
	}
	if !r.Open() {
		return fault.New(fault.Conflict, "plan.round_closed", r.Quarter)
	}
	if reason, err = reasoned("reason", reason); err != nil {
		return err
	}
	if err := s.move(tx, who, step{move: Reopening, version: in.Version, sentence: reason}); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.submission_reopened", Kind: "plan_submission", Subject: s.ID,
		Data: map[string]any{"office": int64(s.Office)}})
}
