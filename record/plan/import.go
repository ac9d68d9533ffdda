package plan

import (
	"context"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
	"alun/record/plan/check"
	"alun/record/plan/e81"
)

// Incoming is a file on its way in, already read: rows that can be kept and
// lines that cannot. Reading happens before any transaction.
type Incoming struct {
	File    string // its name
	Sum     string // SHA-256 of its bytes, hex
	Rows    []e81.Row
	Remarks map[int][]Detail // by line: kept, but somebody should look
	Refused []Outcome
}

// Outcome answers for one row of a file.
type Outcome struct {
	Line    int
	Place   string // "2024 · Dinas Kesehatan · 1.2.3"
	Kind    string // accepted, changed, unchanged, removed, refused
	Details []Detail
}

// Detail says what changed in a row, or why it is refused.
type Detail struct {
	Column string   `json:"column,omitempty"` // of the form; "" for the whole row
	Key    string   `json:"key"`              // sentence
	Args   []string `json:"args,omitempty"`   // its values
}

// Values are the sentence's values.
func (d Detail) Values() []any {
	out := make([]any, len(d.Args))
	for i, a := range d.Args {
		out[i] = a
	}
	return out
}

// ImportOptions are the caller's choices.
type ImportOptions struct {
	Actor    string
	Partial  bool // publish the good rows though others are refused
	Rules    check.Rules
	Progress func(stage string, done, total int) // may be nil
}

// Result is what an import did.
type Result struct {
	Import    db.ID
	Same      bool // the file is what is published already: nothing changed
	Published bool
	Quarters  []date.Quarter
	Accepted  int
	Changed   int
	Unchanged int
	Removed   int
	Refused   int
	Flags     int // notes on the data in the reports concerned
	Outcomes  []Outcome
}

// chunk is how many rows one staging act writes: well under 20 ms.
const chunk = 100

// staleAfter is how long an unfinished import blocks another one.
const staleAfter = time.Minute

// Import brings a file in: staged in chunks that nobody sees, then published in
// one act. A file that is published already changes nothing. If rows are
// refused, nothing is published, unless Partial is set. Rows of offices that
// the file does not name are left alone.
func Import(ctx context.Context, d *db.DB, in Incoming, o ImportOptions) (res Result, err error) {
	defer fault.Op(&err, "plan: import %s", in.File)
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	if len(in.Rows) == 0 && len(in.Refused) == 0 {
		return res, fault.New(fault.Invalid, "plan.import_empty", in.File)
	}
	s := &staging{in: in, opt: o, d: d, id: d.NewID()}
	if err := d.Read(ctx, s.prepare); err != nil {
		return res, err
	}
	if s.same {
		return Result{Same: true, Published: true, Quarters: s.quarters(), Unchanged: len(in.Rows)}, nil
	}
	if len(s.refused) > 0 && !o.Partial {
		return s.refuse(ctx)
	}
	if err := s.stage(ctx); err != nil {
		return res, err
	}
	return s.publish(ctx)
}

// refuse keeps the answer for every row and publishes nothing.
func (s *staging) refuse(ctx context.Context) (Result, error) {
	res := s.result()
	res.Outcomes = append(s.refused, s.wouldBe()...)
	err := s.d.Write(ctx, func(tx *db.Tx) error { return s.putImport(tx, "refused", res) })
	if err == nil {
		err = s.putOutcomes(ctx, s.refused)
	}
	return res, err
}

// stage writes the new revision where no reader sees it.
func (s *staging) stage(ctx context.Context) error {
	if err := s.d.Write(ctx, s.begin); err != nil {
		return err
	}
	if err := s.putLines(ctx); err != nil {
		return err
	}
	if err := s.endLines(ctx); err != nil {
		return err
	}
	if err := s.putFlags(ctx); err != nil {
		return err
	}
	return s.putOutcomes(ctx, s.allOutcomes())
}

// publish makes the revision true for every reader, in one short act.
func (s *staging) publish(ctx context.Context) (Result, error) {
	res := s.result()
	err := s.d.Write(ctx, func(tx *db.Tx) error {
		for _, rep := range s.reports {
			n, err := tx.Exec(`update plan_report set revision = $1 where id = $2 and revision = $3`,
				rep.next, rep.ID, rep.Revision)
			if err != nil {
				return err
			}
			if n != 1 {
				return fault.New(fault.Conflict, "plan.import_overtaken")
			}
			if err := diary.Write(tx, s.entry(rep, res)); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`update plan_import set state = 'published', published_at = $1, touched_at = $1 where id = $2`,
			tx.Now(), s.id)
		return err
	})
	res.Published = err == nil
	res.Outcomes = s.allOutcomes()
	return res, err
}

func (s *staging) entry(rep *target, res Result) diary.Entry {
	return diary.Entry{Actor: s.opt.Actor, Fact: "plan.published", Kind: "plan_report", Subject: rep.ID,
		Data: map[string]any{"import": int64(s.id), "revision": rep.next, "accepted": res.Accepted,
			"changed": res.Changed, "removed": res.Removed, "refused": res.Refused}}
}
