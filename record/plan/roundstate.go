package plan

import (
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
	"alun/record/plan/check"
	"alun/record/plan/e81"
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
func RoundState(tx *db.Tx, session string, rules check.Rules, r Round) ([]OfficeState, error) {
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
	return stateOf(tx, rules, r, offices)
}

func stateOf(tx *db.Tx, rules check.Rules, r Round, offices []OPD) ([]OfficeState, error) {
	handed, err := db.All(tx, scanSubmission, `select `+submissionColumns+` from plan_submission s where s.round = $1`, r.ID)
	if err != nil {
		return nil, err
	}
	today := date.DayOf(tx.Now())
	var out []OfficeState
	for _, o := range offices {
		s := Submission{Round: r.ID, Office: o.ID, State: Belum}
		if i := slices.IndexFunc(handed, func(s Submission) bool { return s.Office == o.ID }); i >= 0 {
			s = handed[i]
		}
		state := OfficeState{Office: o, Submission: s, Left: r.Left(today), Late: s.Late(r, today)}
		if s.State != Belum {
			if err := state.count(tx, rules, r); err != nil {
				return nil, err
			}
		}
		out = append(out, state)
	}
	return out, nil
}

// count fills in what a submission that was started has and lacks.
func (o *OfficeState) count(tx *db.Tx, rules check.Rules, r Round) error {
	sheet := Sheet{Round: r, Office: o.Office, Submission: o.Submission}
	if err := sheet.read(tx); err != nil {
		return err
	}
	var before []e81.Row
	if len(rules.All()) > 0 {
		var err error
		if before, err = rowsBefore(tx, r, o.Office); err != nil {
			return err
		}
	}
	c := sheet.against(rules, before)
	o.Lines, o.Wanted, o.Missing, o.Unread = c.Lines, c.Wanted, len(c.Missing), len(c.Unread)+len(c.Misplaced)
	o.Faults, o.Questions, o.Explained = len(c.Open(check.Fault)), len(c.Open(check.Question)), c.explained()
	for _, l := range sheet.Lines {
		if len(l.Returned) > 0 {
			o.Returned++
			if !l.Returned[0].Touched {
				o.Untouched++
			}
		}
	}
	return nil
}
