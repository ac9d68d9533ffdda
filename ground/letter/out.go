package letter

import (
	"embed"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
)

// Files holds this package's tables and sentences.
//
//go:embed migrations words
var Files embed.FS

// State is where a letter stands.
type State string

// The states.
const (
	Draft  State = "draft"
	Issued State = "issued"
	Signed State = "signed"
	Void   State = "void"
)

// Out is a letter that goes out.
type Out struct {
	ID          db.ID
	Kind        string // what letter it is, for example "e81"
	SubjectKind string // the table of what it is about
	Subject     db.ID
	State       State
	Number      Number // zero: none yet
	Sum         string // SHA-256 of the PDF as issued; "": not yet made
	File        string // the blob of that PDF; "": it can be made again
	By          string
	Made        time.Time
	Issued      time.Time
	Voided      time.Time
	Reason      string // why it is void
}

const outSelect = `select o.id, o.kind, o.subject_kind, o.subject, o.state, coalesce(o.series, ''), coalesce(o.year, 0), coalesce(o.number, 0),
	coalesce(n.text, ''), coalesce(o.sum, ''), coalesce(o.file, ''), o.made_by, o.made_at, o.issued_at, o.void_at, coalesce(o.void_reason, '')
	from letter_out o left join letter_number n on n.series = o.series and n.year = o.year and n.number = o.number`

func scanOut(r *db.Row) Out {
	return Out{ID: r.ID(), Kind: r.Text(), SubjectKind: r.Text(), Subject: r.ID(), State: State(r.Text()),
		Number: Number{r.Text(), r.Int(), r.Int64(), r.Text()}, Sum: r.Text(), File: r.Text(),
		By: r.Text(), Made: r.Time(), Issued: r.Time(), Voided: r.Time(), Reason: r.Text()}
}

// ByID finds a letter.
func ByID(tx *db.Tx, id db.ID) (Out, error) {
	o, found, err := db.One(tx, scanOut, outSelect+` where o.id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "letter.no_letter")
	}
	return o, err
}

// About lists the letters about a subject, the newest first.
func About(tx *db.Tx, kind string, subject db.ID) ([]Out, error) {
	return db.All(tx, scanOut, outSelect+` where o.subject_kind = $1 and o.subject = $2 order by o.id desc`, kind, subject)
}

// Begin makes a draft of a letter. It has no number.
func Begin(tx *db.Tx, kind string, deed Deed) (db.ID, error) {
	id := tx.NewID()
	_, err := tx.Exec(`insert into letter_out (id, kind, subject_kind, subject, state, made_by, made_at) values ($1, $2, $3, $4, 'draft', $5, $6)`,
		id, kind, deed.Kind, deed.Subject, deed.By, tx.Now())
	return id, err
}

// Issue gives a draft the next number of a series. The PDF with this number is
// made after the act, and fixed with Fix.
func Issue(tx *db.Tx, id db.ID, series string, year int, format, by string) (Number, error) {
	o, err := ByID(tx, id)
	if err != nil {
		return Number{}, err
	}
	if o.State != Draft {
		return Number{}, fault.New(fault.Conflict, "letter.not_a_draft")
	}
	n, err := Take(tx, series, year, format, Deed{"letter_out", id, by})
	if err != nil {
		return n, err
	}
	return n, tx.ExecOr(fault.New(fault.Conflict, "letter.not_a_draft"), `update letter_out set state = 'issued', series = $2, year = $3, number = $4, issued_by = $5, issued_at = $6
		where id = $1 and state = 'draft'`, id, n.Series, n.Year, n.N, by, tx.Now())
}

// Fix notes which bytes the letter was issued as. file tells that they are kept
// as a blob. The same bytes again change nothing; others are an error, because
// what was issued cannot become something else.
func Fix(tx *db.Tx, id db.ID, sum string, file bool) error {
	o, err := ByID(tx, id)
	if err != nil || o.Sum == sum {
		return err
	}
	if o.Sum != "" {
		return fmt.Errorf("letter: %d was issued as %s and is now %s", id, o.Sum, sum)
	}
	if file {
		if err := blob.Keep(tx, sum); err != nil {
			return err
		}
	}
	return tx.ExecOr(fault.New(fault.Conflict, "letter.not_issued"), `update letter_out set sum = $2, file = $3 where id = $1 and sum is null and number is not null`, id, sum, db.Null(sum, file))
}

// MakeVoid takes a letter out of use. Its number stays taken.
func MakeVoid(tx *db.Tx, id db.ID, reason, by string) error {
	reason, err := checkReason(reason)
	if err != nil {
		return err
	}
	if _, err := ByID(tx, id); err != nil {
		return err
	}
	return tx.ExecOr(fault.New(fault.Conflict, "letter.void_already"), `update letter_out set state = 'void', void_by = $2, void_at = $3, void_reason = $4
		where id = $1 and state <> 'void'`, id, by, tx.Now(), reason)
}

func checkReason(reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n < 10 || n > 500 {
		return "", fault.New(fault.Invalid, "letter.reason").At("reason", "letter.reason")
	}
	return reason, nil
}
