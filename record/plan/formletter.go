package plan

import (
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/letter"
	"alun/record/account"
	"alun/record/diary"
)

// Who may send form E.81 out: the head of an office its own, the planner the
// whole city's. What came back signed is public when the planner says so, for a
// scan may show more of a person than a name.
var (
	MayIssueForm     = account.Right{Name: "plan.form_issue", Roles: []account.Role{account.Head}, Second: true}
	MayIssueCityForm = account.Right{Name: "plan.form_issue_city", Roles: []account.Role{account.Planner}, Second: true}
	MayReleaseForm   = account.Right{Name: "plan.form_release", Roles: []account.Role{account.Planner}, Second: true}
)

// IssueRight is the right to send the form of an office out; 0 is the whole city.
func IssueRight(office db.ID) account.Right {
	if office == 0 {
		return MayIssueCityForm
	}
	return MayIssueForm
}

// FormPapers are the papers on which the form goes out.
var FormPapers = []string{"f4", "a3"}

// FormLetter is form E.81 as it went out with a number. Its State, Sum and File
// are those of the letter.
type FormLetter struct {
	letter.Out
	Quarter    date.Quarter
	Office     db.ID // 0: the whole city
	Revision   int   // that it shows
	Paper      string
	PublicFile string // the signed file that everybody may read; "": none
	PublicAt   time.Time
}

// Stands tells whether the letter is in use.
func (l FormLetter) Stands() bool { return l.State != letter.Void }

const formLetterSelect = `select letter, year, quarter, coalesce(opd, 0), revision, paper, coalesce(public_file, ''), public_at from plan_form_letter`

func scanFormLetter(r *db.Row) FormLetter {
	return FormLetter{Out: letter.Out{ID: r.ID()}, Quarter: date.Quarter{Year: r.Int(), N: r.Int()}, Office: r.ID(), Revision: r.Int(), Paper: r.Text(),
		PublicFile: r.Text(), PublicAt: r.Time()}
}

// FormLetters lists the letters of an office in a quarter, the newest first.
func FormLetters(tx *db.Tx, q date.Quarter, office db.ID) ([]FormLetter, error) {
	all, err := db.All(tx, scanFormLetter, formLetterSelect+` where year = $1 and quarter = $2 and coalesce(opd, 0) = $3 order by letter desc`, q.Year, q.N, office)
	for i := range all {
		if err == nil {
			all[i].Out, err = letter.ByID(tx, all[i].ID)
		}
	}
	return all, err
}

// formLetterAt begins an act on a letter: it finds who asks, the letter, and
// whether the right reaches its office.
func formLetterAt(tx *db.Tx, session string, id db.ID, right func(office db.ID) account.Right) (who account.Who, l FormLetter, err error) {
	v, err := account.See(tx, session)
	if err != nil {
		return who, l, err
	}
	l, found, err := db.One(tx, scanFormLetter, formLetterSelect+` where letter = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "letter.no_letter")
	}
	if err != nil {
		return who, l, err
	}
	if who, err = v.May(right(l.Office), account.At{Office: l.Office}); err != nil {
		return who, l, err
	}
	l.Out, err = letter.ByID(tx, id)
	return who, l, err
}

// FormIssue says which form goes out, with a number of which series, and how such
// a number is written.
type FormIssue struct {
	Quarter        date.Quarter
	Office         db.ID // 0: the whole city
	Paper          string
	Series, Format string
}

// IssueForm gives the form of an office that is locked, or of the whole city as it
// is published, the next number of the year. The file with that number is made
// after the act and fixed with FixForm. The city's texts become those of the
// revision that is issued.
func IssueForm(tx *db.Tx, session string, in FormIssue) (FormLetter, error) {
	who, err := account.May(tx, session, IssueRight(in.Office), account.At{Office: in.Office})
	if err != nil {
		return FormLetter{}, err
	}
	if !slices.Contains(FormPapers, in.Paper) {
		return FormLetter{}, fault.New(fault.Invalid, "plan.form_letter_invalid").At("paper", "plan.form_paper")
	}
	about, revision, err := issuable(tx, in.Quarter, in.Office)
	if err != nil {
		return FormLetter{}, err
	}
	about.By = who.Actor()
	id, err := letter.Begin(tx, "e81", about)
	if err != nil {
		return FormLetter{}, err
	}
	number, err := letter.Issue(tx, id, in.Series, date.DayOf(tx.Now()).Year, in.Format, who.Actor())
	if err != nil {
		return FormLetter{}, err
	}
	// Refused, the number goes back with the act.
	err = tx.ExecOr(fault.New(fault.Conflict, "plan.form_issued_already"),
		`insert into plan_form_letter (letter, year, quarter, opd, revision, number, paper) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
		id, in.Quarter.Year, in.Quarter.N, db.Null(in.Office, in.Office != 0), revision, number.Text, in.Paper)
	if err == nil && in.Office == 0 {
		err = PublishFormTexts(tx, in.Quarter, 0, revision)
	}
	if err != nil {
		return FormLetter{}, err
	}
	err = diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.form_issued", Kind: "letter_out", Subject: id,
		Data: map[string]any{"office": int64(in.Office), "year": in.Quarter.Year, "quarter": in.Quarter.N, "revision": revision, "paper": in.Paper}})
	if err != nil {
		return FormLetter{}, err
	}
	_, l, err := formLetterAt(tx, session, id, IssueRight)
	return l, err
}

// FormRevision is the revision that the form of an office would go out with now; a
// fault says why it cannot.
func FormRevision(tx *db.Tx, q date.Quarter, office db.ID) (int, error) {
	_, revision, err := issuable(tx, q, office)
	return revision, err
}

// issuable tells what a letter is about and which revision it shows: an office's
// when its rows are locked, the city's when there is a report.
func issuable(tx *db.Tx, q date.Quarter, office db.ID) (about letter.Deed, revision int, err error) {
	if office == 0 {
		v, found, err := At(tx, q, 0)
		if err == nil && !found {
			err = fault.New(fault.Conflict, "plan.form_no_report")
		}
		return letter.Deed{Kind: "plan_report", Subject: v.ID}, v.Revision, err
	}
	r, err := FindRound(tx, q)
	if err != nil {
		return about, 0, err
	}
	s, _, err := SubmissionOf(tx, r.ID, office)
	if err == nil && (s.State != Terkunci && !leftOut("locked form") || s.Revision == 0) {
		err = fault.New(fault.Conflict, "plan.form_not_locked")
	}
	return letter.Deed{Kind: "plan_submission", Subject: s.ID}, s.Revision, err
}

// FixForm notes which file a letter went out as; the blob has been received.
func FixForm(tx *db.Tx, session string, id db.ID, hash string) error {
	if _, _, err := formLetterAt(tx, session, id, IssueRight); err != nil {
		return err
	}
	return letter.Fix(tx, id, hash, true)
}

// SignForm keeps the signed file of a letter. how is what whoever brings it says
// of the signature: letter.Certified or letter.Scanned. Nobody but officers reads
// the file until ReleaseForm.
func SignForm(tx *db.Tx, session string, id db.ID, hash, how string) error {
	who, l, err := formLetterAt(tx, session, id, IssueRight)
	if err != nil {
		return err
	}
	if l.State == letter.Issued && l.Sum == "" {
		return fault.New(fault.Conflict, "plan.form_no_file")
	}
	if l.Sum == hash {
		return fault.New(fault.Invalid, "plan.form_letter_invalid").At("berkas", "plan.form_unsigned")
	}
	if err := letter.Sign(tx, id, hash, how, who.Actor()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.form_signed", Kind: "letter_out", Subject: id,
		Data: map[string]any{"office": int64(l.Office), "how": how}})
}
