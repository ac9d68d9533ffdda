package plan

import (
	"strconv"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
	"alun/record/plan/e81"
)

// Sheet is an office's submission as its desk shows it.
type Sheet struct {
	Round        Round
	Office       OPD
	Submission   Submission
	Lines        []SheetLine // as printed, those taken out among them
	Explanations []Explanation
	May          Powers
}

// Powers is what the reader may do with the submission as it stands now.
type Powers struct {
	Enter, Send, Return, Verify, Lock, Reopen bool
	Own                                       bool // the reader sent it, so somebody else must verify and lock
}

// SheetLine is a line with how its cells are read and what came back.
type SheetLine struct {
	DraftLine
	Row      e81.Row
	Remarks  []CellRemark
	Returned []LineReturn // of the last time that the submission came back
}

// LineReturn is what was asked of a row when it came back.
type LineReturn struct {
	Number   int64 // of the move
	Sentence string
	At       time.Time
	Touched  bool // the row was changed since
}

// SheetOf reads the desk of an office in the round of a quarter.
func SheetOf(tx *db.Tx, session string, q date.Quarter, office OPD) (Sheet, error) {
	s, err := sheetHead(tx, session, q, office)
	if err != nil {
		return s, err
	}
	return s, s.read(tx)
}

// Standing lists the rows that count.
func (s Sheet) Standing() []SheetLine { return s.linesWhere(false) }

// Out lists the rows that were taken out.
func (s Sheet) Out() []SheetLine { return s.linesWhere(true) }

func (s Sheet) linesWhere(removed bool) []SheetLine {
	var out []SheetLine
	for _, l := range s.Lines {
		if l.Removed == removed {
			out = append(out, l)
		}
	}
	return out
}

// sheetHead is a sheet without its lines.
func sheetHead(tx *db.Tx, session string, q date.Quarter, office OPD) (Sheet, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return Sheet{}, err
	}
	if _, err := v.May(MayWatch, account.At{Office: office.ID}); err != nil {
		return Sheet{}, err
	}
	s := Sheet{Office: office}
	if s.Round, err = FindRound(tx, q); err != nil {
		return s, err
	}
	found := false
	if s.Submission, found, err = SubmissionOf(tx, s.Round.ID, office.ID); err != nil {
		return s, err
	}
	if !found { // the office is younger than the round
		s.Submission = Submission{Round: s.Round.ID, Office: office.ID, State: Belum}
	}
	s.May = powers(v, s.Round, s.Submission)
	return s, nil
}

// powers tells which buttons a reader sees. The acts ask again.
func powers(v account.Viewer, r Round, s Submission) Powers {
	at := account.At{Office: s.Office}
	own := s.SentBy != 0 && s.SentBy == v.Person
	return Powers{
		Enter:  r.Open() && (s.State.CanEnter() || s.State == Belum) && v.Can(MayEnter, at),
		Send:   r.Open() && s.State.Can(Sending) && v.Can(MaySend, at),
		Return: r.Open() && s.State.Can(Returning) && v.Can(MayReturn, at),
		Verify: s.State.Can(Verifying) && !own && v.Can(MayVerify, at),
		Lock:   s.State.Can(Locking) && !own && v.Can(MayLock, at),
		Reopen: r.Open() && s.State.Can(Reopening) && v.Can(MayReopen, at),
		Own:    own,
	}
}

// read fills the sheet's lines.
func (s *Sheet) read(tx *db.Tx) error {
	if s.Submission.ID == 0 {
		return nil
	}
	drafts, err := Drafts(tx, s.Submission.ID)
	if err != nil {
		return err
	}
	back, err := returnsIn(tx, reach{`= $1`, s.Submission.ID})
	if err != nil {
		return err
	}
	for _, l := range drafts {
		line := SheetLine{DraftLine: l}
		line.Row, line.Remarks = l.Row(s.Round, s.Office)
		for _, b := range back[l.ID] {
			line.Returned = append(line.Returned, LineReturn{b.number, b.sentence, b.at, l.Version != b.version})
		}
		s.Lines = append(s.Lines, line)
	}
	s.Explanations, err = Explanations(tx, s.Submission.ID)
	return err
}

// Editable tells whether the reader may change a cell now.
func (s Sheet) Editable(l DraftLine, field string) bool {
	return s.May.Enter && s.Submission.State.CanEnter() && barred(s.Round, l, field) == ""
}

// barred gives the sentence that says why a cell of a line is never filled in, or
// "". A quarter that is still to come has no figures, and the form gives further
// indicators no name.
func barred(r Round, l DraftLine, field string) string {
	_, known := fieldAt[field]
	switch {
	case !known:
		return "plan.cell_unknown"
	case l.Removed:
		return "plan.line_taken_out"
	case field == "name" && l.Seq > 0:
		return "plan.cell_of_main"
	case quarterOf(field) > r.Quarter.N:
		return "plan.cell_to_come"
	}
	return ""
}

// quarterOf is the quarter whose figures a cell holds; 0: of none.
func quarterOf(field string) int {
	if len(field) < 4 || field[0] != 'q' || field[2] != '_' {
		return 0
	}
	n, _ := strconv.Atoi(field[1:2])
	return n
}

// returned is a row's return as it is kept.
type returned struct {
	number, version int64
	sentence        string
	at              time.Time
}

// returnsIn reads the rows of the last time that submissions came back.
func returnsIn(tx *db.Tx, of reach) (map[db.ID][]returned, error) {
	out := map[db.ID][]returned{}
	err := db.Each(tx, func(r *db.Row) error {
		line := r.ID()
		out[line] = append(out[line], returned{r.Int64(), r.Int64(), r.Text(), r.Time()})
		return nil
	}, `select b.line, b.number, b.line_version, b.sentence, m.at from plan_line_return b
		join plan_submission_move m on m.submission = b.submission and m.number = b.number
		where b.submission `+of.where+` and b.number = (select max(x.number) from plan_line_return x where x.submission = b.submission)
		order by b.line`, of.id)
	return out, err
}
