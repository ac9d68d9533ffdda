package plan

import (
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/letter"
	"alun/record/account"
	"alun/record/diary"
)

// VoidForm takes a letter out of use, with its signed file. The number stays
// taken; the form may go out again with another.
func VoidForm(tx *db.Tx, session string, id db.ID, reason string) error {
	who, l, err := formLetterAt(tx, session, id, IssueRight)
	if err != nil {
		return err
	}
	if err := letter.MakeVoid(tx, id, reason, who.Actor()); err != nil {
		return err
	}
	if err := hideForm(tx, l); err != nil {
		return err
	}
	if _, err := tx.Exec(`update plan_form_letter set void_at = $2 where letter = $1`, id, tx.Now()); err != nil {
		return err
	}
	return voided(tx, who, l, "letter")
}

// UnsignForm makes the signed file of a letter void, so that another can take its
// place.
func UnsignForm(tx *db.Tx, session string, id db.ID, reason string) error {
	who, l, err := formLetterAt(tx, session, id, IssueRight)
	if err != nil {
		return err
	}
	if err := letter.Unsign(tx, id, reason, who.Actor()); err != nil {
		return err
	}
	if err := hideForm(tx, l); err != nil {
		return err
	}
	return voided(tx, who, l, "signed")
}

func voided(tx *db.Tx, who account.Who, l FormLetter, what string) error {
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.form_voided", Kind: "letter_out", Subject: l.ID,
		Data: map[string]any{"office": int64(l.Office), "what": what}})
}

// ReleaseForm lets everybody read the signed file of a letter, or nobody any more.
func ReleaseForm(tx *db.Tx, session string, id db.ID, public bool) error {
	who, l, err := formLetterAt(tx, session, id, func(db.ID) account.Right { return MayReleaseForm })
	if err != nil {
		return err
	}
	if public == (l.PublicFile != "") {
		return fault.New(fault.Conflict, "plan.form_released_already")
	}
	if public {
		err = showForm(tx, who, l)
	} else {
		err = hideForm(tx, l)
	}
	if err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.form_released", Kind: "letter_out", Subject: id,
		Data: map[string]any{"office": int64(l.Office), "public": public}})
}

func showForm(tx *db.Tx, who account.Who, l FormLetter) error {
	back, found, err := SignedFile(tx, l)
	if err == nil && !found {
		err = fault.New(fault.Conflict, "letter.not_signed")
	}
	if err == nil {
		err = blob.Keep(tx, back.Hash)
	}
	if err != nil {
		return err
	}
	_, err = tx.Exec(`update plan_form_letter set public_file = $2, public_how = $3, public_at = $4, public_by = $5 where letter = $1`,
		l.ID, back.Hash, back.How, tx.Now(), who.Actor())
	return err
}

func hideForm(tx *db.Tx, l FormLetter) error {
	if l.PublicFile == "" {
		return nil
	}
	_, err := tx.Exec(`update plan_form_letter set public_file = null, public_how = null, public_at = null, public_by = null where letter = $1`, l.ID)
	if err != nil {
		return err
	}
	return blob.Drop(tx, l.PublicFile)
}

// SignedFile finds the signed file of a letter that holds.
func SignedFile(tx *db.Tx, l FormLetter) (letter.Back, bool, error) {
	if l.State != letter.Signed {
		return letter.Back{}, false, nil
	}
	all, err := letter.Backs(tx, l.ID)
	for _, b := range all {
		if b.Voided.IsZero() {
			return b, true, err
		}
	}
	return letter.Back{}, false, err
}

// PublicForm is a signed form as everybody reads it.
type PublicForm struct {
	Number   string
	Revision int
	File     string // the blob, by its SHA-256
	How      string // what whoever brought it says of the signature
	At       time.Time
}

// PublicFormOf finds the signed form of an office that was public with a view or
// before it; office 0 is the whole city.
func PublicFormOf(tx *db.Tx, v View, office db.ID) (PublicForm, bool, error) {
	return db.One(tx, func(r *db.Row) PublicForm {
		return PublicForm{r.Text(), r.Int(), r.Text(), r.Text(), r.Time()}
	}, `select number, revision, public_file, public_how, public_at from plan_form_letter where year = $1 and quarter = $2 and coalesce(opd, 0) = $3
		and revision <= $4 and public_file is not null order by revision desc limit 1`, v.Quarter.Year, v.Quarter.N, office, v.Revision)
}

// ShowsForm tells whether a blob is a signed form that everybody may read: a door
// of ground/blob.
func ShowsForm(tx *db.Tx, hash string) (bool, error) {
	_, found, err := db.One(tx, (*db.Row).ID, `select letter from plan_form_letter where public_file = $1 limit 1`, hash)
	return found, err
}
