package plan

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/plan/e81"
)

// NewLine is a row that an office adds to its submission.
type NewLine struct {
	Submission db.ID
	Code       string
	Extra      bool // a further indicator of the code
	Name       string
	Indicator  string
	Unit       string
}

// mostLines is how many lines one submission may have: three times the largest
// office of 2024.
const mostLines = 500

// AddLine adds a row in its printed place.
func AddLine(tx *db.Tx, session string, in NewLine) (db.ID, error) {
	ids, err := AddLines(tx, session, in.Submission, []NewLine{in})
	if err != nil {
		return 0, err
	}
	return ids[0], nil
}

// AddLines adds rows, as a paste does that is longer than the sheet: all of them,
// or none. What is wrong with the second row is at the field "1.code".
func AddLines(tx *db.Tx, session string, submission db.ID, in []NewLine) ([]db.ID, error) {
	who, s, _, err := entering(tx, session, submission)
	if err != nil {
		return nil, err
	}
	all, err := Drafts(tx, s.ID)
	if err != nil {
		return nil, err
	}
	if err := room(all, len(in)); err != nil {
		return nil, err
	}
	a := adder{submission: s.ID, all: all}
	for n, one := range in {
		if err := a.add(tx, n, one); err != nil {
			return nil, err
		}
	}
	return a.ids, putChange(tx, who, s.ID, changeSet{kind: "added", changes: a.changes})
}

// room tells whether so many more rows can stand in a submission. Those that were
// taken out do not count, up to as many again: they are the trace of what stood.
func room(all []DraftLine, more int) error {
	if len(standingLines(all))+more > mostLines || len(all)+more > 2*mostLines {
		return fault.New(fault.TooLarge, "plan.lines_many", mostLines)
	}
	return nil
}

// adder adds rows to the lines of a submission.
type adder struct {
	submission db.ID
	all        []DraftLine
	ids        []db.ID
	changes    []cellChanged
}

func (a *adder) add(tx *db.Tx, n int, in NewLine) error {
	l := DraftLine{ID: tx.NewID(), Submission: a.submission, Code: strings.TrimSpace(in.Code), Form: "1", Direction: "unknown", Aggregation: "unknown",
		Cells: make([]string, len(Fields))}
	field := func(name string) string {
		if n == 0 {
			return name
		}
		return strconv.Itoa(n) + "." + name
	}
	if !e81.Code(l.Code) {
		return fault.New(fault.Invalid, "plan.line_invalid").At(field("code"), "e81.not_a_code", shown(l.Code))
	}
	l.Level = e81.LevelOf(l.Code)
	if in.Extra {
		l.Seq, in.Name = a.nextSeq(l.Code), ""
	}
	for name, text := range map[string]string{"name": in.Name, "indicator": in.Indicator, "unit": in.Unit} {
		text, key, args := cellText(text)
		if key != "" {
			return fault.New(fault.Invalid, "plan.line_invalid").At(field(name), key, args...)
		}
		l.Cells[fieldAt[name]] = text
	}
	if len(a.all) > 0 {
		l.Form = a.all[0].Form
	}
	for _, other := range a.all {
		if !other.Removed && other.Code == l.Code && other.Seq == l.Seq {
			return fault.New(fault.Conflict, "plan.line_stands", l.Code).At(field("code"), "plan.line_stands", l.Code)
		}
	}
	a.all, a.ids, a.changes = append(a.all, l), append(a.ids, l.ID), append(a.changes, cellChanged{l.ID, "code", "", l.Code})
	return stand(tx, l.Code, l.put)
}

// nextSeq is the number of a further indicator of a code.
func (a *adder) nextSeq(code string) int {
	seq := 1
	for _, other := range a.all {
		if other.Code == code {
			seq = max(seq, other.Seq+1)
		}
	}
	return seq
}

// lineCode reads a code of the form: one to four whole numbers with dots between.
func lineCode(code string) (string, error) {
	code = strings.TrimSpace(code)
	if !e81.Code(code) || leadingZero(code) {
		return "", fault.New(fault.Invalid, "plan.line_invalid").At("code", "e81.not_a_code", shown(code))
	}
	return code, nil
}

// leadingZero tells "1.01", which would stand beside "1.1" as another row.
func leadingZero(code string) bool {
	return slices.ContainsFunc(strings.Split(code, "."), func(part string) bool { return strings.HasPrefix(part, "0") })
}

// stand makes a line stand at a code, or says that another one stands there.
func stand(tx *db.Tx, code string, act func(tx *db.Tx) error) error {
	err := tx.Try(act)
	if db.Unique(err) {
		return fault.New(fault.Conflict, "plan.line_stands", code).At("code", "plan.line_stands", code)
	}
	return err
}

// RemoveLine takes a row out, for a reason. It stays as a mark, so that everybody
// sees what stood there, and can be put back.
func RemoveLine(tx *db.Tx, session string, line db.ID, why string) error {
	l, who, s, err := enteringLine(tx, session, line)
	if err != nil || l.Removed {
		return err
	}
	if why, err = reasoned("why", why); err != nil {
		return err
	}
	below, err := branch(tx, l)
	if err != nil {
		return err
	}
	if len(below) > 1 {
		return fault.New(fault.Conflict, "plan.line_has_branch", l.Code, len(below)-1)
	}
	err = tx.ExecOr(fault.New(fault.Conflict, "plan.line_moved", l.Code),
		`update plan_line set removed_at = $3, version = version + 1 where id = $1 and version = $2`, l.ID, l.Version, tx.Now())
	if err != nil {
		return err
	}
	return putChange(tx, who, s.ID, changeSet{kind: "removed", why: why, changes: []cellChanged{{l.ID, "code", l.Code, ""}}})
}

// RestoreLine puts a row back that was taken out.
func RestoreLine(tx *db.Tx, session string, line db.ID) error {
	l, who, s, err := enteringLine(tx, session, line)
	if err != nil || !l.Removed {
		return err
	}
	all, err := Drafts(tx, s.ID)
	if err == nil {
		err = room(standingLines(all), 1)
	}
	if err != nil {
		return err
	}
	if err := stand(tx, l.Code, func(tx *db.Tx) error {
		_, err := tx.Exec(`update plan_line set removed_at = null, version = version + 1 where id = $1`, l.ID)
		return err
	}); err != nil {
		return err
	}
	return putChange(tx, who, s.ID, changeSet{kind: "restored", changes: []cellChanged{{l.ID, "code", "", l.Code}}})
}

func enteringLine(tx *db.Tx, session string, line db.ID) (DraftLine, account.Who, Submission, error) {
	if _, err := account.See(tx, session); err != nil {
		return DraftLine{}, account.Who{}, Submission{}, err
	}
	l, err := draftByID(tx, line)
	if err != nil {
		return l, account.Who{}, Submission{}, err
	}
	who, s, _, err := entering(tx, session, l.Submission)
	return l, who, s, err
}

// branch lists a line that stands with all that hangs on it: its further
// indicators and the rows below. A further indicator has nothing below.
func branch(tx *db.Tx, l DraftLine) ([]DraftLine, error) {
	all, err := Drafts(tx, l.Submission)
	var out []DraftLine
	for _, other := range all {
		if other.ID == l.ID || !other.Removed && l.Seq == 0 && (other.Code == l.Code || above(l.Code, other.Code)) {
			out = append(out, other)
		}
	}
	return out, err
}

// RecodeLine gives a row another code, and with it another place; all that hangs
// on it goes along. The depth of a row never changes.
func RecodeLine(tx *db.Tx, session string, line db.ID, code string) error {
	l, who, s, err := enteringLine(tx, session, line)
	if err != nil {
		return err
	}
	if code, err = lineCode(code); err != nil || code == l.Code {
		return err
	}
	if l.Removed {
		return fault.New(fault.Conflict, "plan.line_taken_out")
	}
	if e81.LevelOf(code) != l.Level {
		return fault.New(fault.Invalid, "plan.line_invalid").At("code", "plan.line_depth", l.Code)
	}
	moving, err := branch(tx, l)
	if err != nil {
		return err
	}
	var changes []cellChanged
	for _, m := range moving {
		to := code + strings.TrimPrefix(m.Code, l.Code)
		changes = append(changes, cellChanged{m.ID, "code", m.Code, to})
		if err := stand(tx, to, func(tx *db.Tx) error {
			_, err := tx.Exec(`update plan_line set code = $2, code_order = $3, version = version + 1 where id = $1`, m.ID, to, codeOrder(to))
			return err
		}); err != nil {
			return err
		}
	}
	return putChange(tx, who, s.ID, changeSet{kind: "recoded", changes: changes})
}
