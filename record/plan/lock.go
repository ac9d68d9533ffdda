package plan

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/seal"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/plan/check"
)

// LockOptions is what it takes to lock a submission.
type LockOptions struct {
	Handing
	Rules check.Rules
	// As in ImportOptions.
	Digest   *seal.Digester
	Progress func(stage string, done, total int)
}

// LockSubmission locks a verified submission and makes its rows public as a new
// revision of its quarter's report; the rows of other offices stay. The lock is
// set in the act that publishes: one that dies before leaves the submission
// verified, and can be done again. Of two of one submission at once, one is refused. While
// another office's rows come in, it waits a little, and is done again upon them.
func LockSubmission(ctx context.Context, d *db.DB, session string, o LockOptions) (res Result, err error) {
	defer fault.Op(&err, "plan: lock submission %d", o.Submission)
	for again := locksAgain; ; again-- {
		l := lock{o: o, session: session}
		if err := d.Read(ctx, l.prepare); err != nil {
			return res, err
		}
		res, err = Import(ctx, d, l.in, ImportOptions{Actor: l.who.Actor(), Rules: o.Rules, Digest: o.Digest, Fair: true, Progress: o.Progress,
			budget: l.round.BudgetVersion, within: l.set})
		if f := fault.Of(err); f == nil || f.Key != overtakenBy && f.Key != importRunning || again == 0 {
			return res, err
		}
		select {
		case <-ctx.Done():
			return res, err
		case <-time.After(lockWaits):
		}
	}
}

// How long a lock waits for another office's: that takes some tenths of a second. A file of
// the whole city takes longer, and whoever locks is told of it.
const (
	lockWaits  = 50 * time.Millisecond
	locksAgain = 60
)

// lock is a locking under way.
type lock struct {
	o       LockOptions
	session string
	who     account.Who
	round   Round
	office  OPD
	version int64
	in      Incoming
}

// may asks for the right, and for the state, before and in the act that locks.
func (l *lock) may(tx *db.Tx) (account.Who, Submission, Round, error) {
	who, s, r, err := mayOn(tx, l.session, MayLock, l.o.Submission)
	if err != nil {
		return who, s, r, err
	}
	return who, s, r, s.another(who)
}

// prepare reads the submission as a file on its way in.
func (l *lock) prepare(tx *db.Tx) error {
	who, s, r, err := l.may(tx)
	if err != nil {
		return err
	}
	if l.o.Version != 0 && l.o.Version != s.Version {
		return fault.New(fault.Conflict, "plan.submission_moved")
	}
	if !s.State.Can(Locking) {
		return fault.New(fault.Conflict, standing[s.State])
	}
	l.who, l.round, l.version = who, r, s.Version
	if l.office, err = officeIn(tx, r.Quarter.Year, s.Office); err != nil {
		return err
	}
	drafts, err := Drafts(tx, s.ID)
	if err != nil {
		return err
	}
	l.in = incomingOf(r, l.office, drafts)
	return nil
}

// incomingOf makes the lines that stand a file, as if it had been read.
func incomingOf(r Round, office OPD, drafts []DraftLine) Incoming {
	in := Incoming{File: fmt.Sprintf("putaran-%d-%d-%s", r.Quarter.Year, r.Quarter.N, office.Slug), seqs: map[int]int{}}
	for i, d := range standingLines(drafts) {
		row, _ := d.Row(r, office)
		row.Line = i + 2 // as below a header
		in.Rows = append(in.Rows, row)
		in.seqs[row.Line] = d.Seq
	}
	raw, _ := json.Marshal(in.Rows) // plain data always encodes
	sum := sha256.Sum256(raw)
	in.Sum = hex.EncodeToString(sum[:])
	return in
}

// set locks the submission in the act that publishes its rows.
func (l *lock) set(tx *db.Tx, made View) error {
	who, s, _, err := l.may(tx)
	if err != nil {
		return err
	}
	if err := s.move(tx, who, step{move: Locking, version: l.version}); err != nil {
		return err
	}
	if err := diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.submission_locked", Kind: "plan_submission", Subject: s.ID,
		Data: map[string]any{"office": int64(s.Office), "revision": made.Revision, "lines": len(l.in.Rows)}}); err != nil {
		return err
	}
	if _, err := tx.Exec(`update plan_submission set revision = $2 where id = $1`, s.ID, made.Revision); err != nil {
		return err
	}
	if err := publishIndicators(tx, l.round.Quarter.Year, s); err != nil {
		return err
	}
	if err := PublishFormTexts(tx, l.round.Quarter, s.Office, made.Revision); err != nil {
		return err
	}
	return carryExplanations(tx, s, made)
}

// carryExplanations makes what the office explained before sending its answers to
// the notes on the published rows.
func carryExplanations(tx *db.Tx, s Submission, made View) error {
	said, err := Explanations(tx, s.ID)
	if err != nil {
		return err
	}
	var given []Given
	for _, e := range said {
		given = append(given, Given{Code: e.Code, Seq: e.Seq, Rule: e.Rule, Field: e.Field, Published: e.Published, Expected: e.Expected,
			Sentence: e.Sentence, By: account.Actor(e.By), At: e.At})
	}
	_, err = CarryAnswers(tx, made.ID, made.Revision, s.Office, given)
	return err
}
