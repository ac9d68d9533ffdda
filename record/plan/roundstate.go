package plan

import (
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
	"alun/record/plan/check"
)

// OfficeState is how far one office is in a round.
type OfficeState struct {
	Office     OPD
	Submission Submission
	Lines      int // that stand
	Wanted     int // cells that must be filled in
	Missing    int // of them, still empty
	Unread     int // cells that cannot be read, and lines without a place
	Faults     int // neither mended nor explained
	Questions  int // without an answer
	Explained  int // findings with an answer
	Returned   int // rows that came back the last time
	Untouched  int // of them, not changed since
	Left       int // days to the deadline; below zero: so many have passed
	Late       int // days by which it was first sent late, or is late now
}

// Sent tells whether the office has handed in and nothing came back.
func (o OfficeState) Sent() bool {
	return o.Submission.State == Terkirim || o.Submission.State == Terverifikasi || o.Submission.State == Terkunci
}

// RoundState lists the offices of a round that the reader may see, by name: all of
// them for the city's roles, their own for the others.
func (w *Weigher) RoundState(tx *db.Tx, session string, r Round) ([]OfficeState, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return nil, err
	}
	if _, err := v.May(MayWatch, account.At{Any: true}); err != nil {
		return nil, err
	}
	offices, err := OPDs(tx, r.Quarter.Year)
	if err != nil {
		return nil, err
	}
	offices = slices.DeleteFunc(offices, func(o OPD) bool { return !v.Can(MayWatch, account.At{Office: o.ID}) })
	return w.stateOf(tx, r, offices)
}

// OwnState lists how the offices that a reader works for stand in a round.
func (w *Weigher) OwnState(tx *db.Tx, v account.Viewer, r Round) ([]OfficeState, error) {
	mine := v.Offices(account.Operator, account.Head)
	offices, err := OPDs(tx, r.Quarter.Year)
	if err != nil {
		return nil, err
	}
	return w.stateOf(tx, r, slices.DeleteFunc(offices, func(o OPD) bool { return !slices.Contains(mine, o.ID) }))
}

// stateOf reads all sheets of a round together: as many statements for one office
// as for all.
func (w *Weigher) stateOf(tx *db.Tx, r Round, offices []OPD) ([]OfficeState, error) {
	handed, err := db.All(tx, scanSubmission, `select `+submissionColumns+` from plan_submission s where s.round = $1`, r.ID)
	if err != nil {
		return nil, err
	}
	today := date.DayOf(tx.Now())
	out := make([]OfficeState, len(offices))
	sheets := map[db.ID]*Sheet{}
	var begun []*Sheet
	for i, o := range offices {
		s := Submission{Round: r.ID, Office: o.ID, State: Belum}
		if i := slices.IndexFunc(handed, func(s Submission) bool { return s.Office == o.ID }); i >= 0 {
			s = handed[i]
		}
		out[i] = OfficeState{Office: o, Submission: s, Left: r.Left(today), Late: s.Late(r, today)}
		if s.State != Belum {
			sheets[o.ID] = &Sheet{Round: r, Office: o, Submission: s}
			begun = append(begun, sheets[o.ID])
		}
	}
	if len(begun) == 0 {
		return out, nil
	}
	of := reach{`in (select x.id from plan_submission x where x.round = $1)`, r.ID}
	if len(begun) == 1 {
		of = reach{`= $1`, begun[0].Submission.ID}
	}
	if err := w.read(tx, of, begun); err != nil {
		return nil, err
	}
	before, err := w.beforeAll(tx, r, offices)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if s := sheets[out[i].Office.ID]; s != nil {
			out[i].count(*s, w.weigh(*s, before[s.Office.ID]))
		}
	}
	return out, nil
}

// count fills in what a submission that was started has and lacks.
func (o *OfficeState) count(s Sheet, c Checked) {
	o.Lines, o.Wanted, o.Missing, o.Unread = c.Lines, c.Wanted, len(c.Missing), len(c.Unread)+len(c.Misplaced)
	o.Faults, o.Questions, o.Explained = len(c.Open(check.Fault)), len(c.Open(check.Question)), c.explained()
	for _, l := range s.Lines {
		if len(l.Returned) > 0 {
			o.Returned++
			if !l.Returned[0].Touched {
				o.Untouched++
			}
		}
	}
}
