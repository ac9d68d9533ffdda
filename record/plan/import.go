package plan

import (
	"context"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/seal"
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
	seqs    map[int]int // by line: the numbers of indicators, where they are settled already; nil: they are not
}

// Outcome answers for one row of a file.
type Outcome struct {
	Line    int    // of the file; of a removed row, in the file that brought it in
	Place   string // "2024 · Dinas Kesehatan · 1.2.3"
	Kind    string // accepted, changed, removed, refused
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
	Actor string // as the diary names who did it
	// Partial publishes the good rows though others are refused. Rows that the
	// file lacks then stay: they may be among the refused ones.
	Partial bool
	// Fair hides new notes at first: the office that is meant has some working
	// days to answer before they are public. It is for rounds; what the city has
	// printed itself is public with its notes.
	Fair     bool
	Rules    check.Rules
	Digest   *seal.Digester                      // makes the digests of the rows; nil makes none, for tests
	Progress func(stage string, done, total int) // may be nil

	budget string                                // of a report that is new; "": the file does not say
	within func(tx *db.Tx, published View) error // runs in the act that publishes, for a file of one report; nil: nothing
}

// Result is what an import did. Of a refused file, nothing became true: counts
// and outcomes of its good rows say what would have become of them.
type Result struct {
	Import    db.ID // 0 when nothing was written
	Same      bool  // everything that can be kept is published already: nothing changed
	Published bool
	Quarters  []date.Quarter // the reports that the file speaks of
	Accepted  int
	Changed   int
	Unchanged int // these rows have no outcome of their own
	Removed   int
	Refused   int
	Flags     int       // notes on the data in the reports concerned
	Outcomes  []Outcome // in the order of the file, removed rows last
}

// chunk is how many rows one staging act writes: well under 20 ms.
const chunk = 100

// staleAfter is how long an import that died blocks another one.
const staleAfter = time.Minute

// Import brings a file in: staged in chunks that nobody sees, then published in
// one act. A file whose rows are published already changes nothing, whatever its
// bytes: a revision in which nothing differs would only be noise. If rows are
// refused, nothing is published, unless Partial is set. Rows of offices that the
// file does not name are left alone. A report whose notes change because another
// one came in (rules that compare years) gets a revision of its own, so that a
// reader of the old one sees what was seen then.
//
// Of two imports that meet, one is answered with fault.Conflict and leaves
// nothing behind.
func Import(ctx context.Context, d *db.DB, in Incoming, o ImportOptions) (res Result, err error) {
	defer fault.Op(&err, "plan: import %s", in.File)
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	if len(in.Rows) == 0 && len(in.Refused) == 0 {
		return res, fault.New(fault.Invalid, "plan.import_empty", in.File)
	}
	s := &staging{in: in, opt: o, d: d, id: d.NewID(), rules: rulesSum(o.Rules)}
	if err := d.Read(ctx, s.prepare); err != nil {
		return res, err
	}
	if s.same {
		return s.result(true), s.nothingNew(ctx)
	}
	run := s.stage
	if s.refuses() {
		run = s.refuse
	}
	if err := run(ctx); err != nil {
		s.giveUp(ctx)
		return res, err
	}
	return s.result(!s.refuses()), nil
}
