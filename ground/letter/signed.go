package letter

import (
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
)

// How a letter came to be signed.
const (
	Certified = "elektronik" // by a certification body (BSrE); never the seal of this program
	Scanned   = "pindai"     // ink on paper, scanned
)

// Back is a signed file that came back.
type Back struct {
	ID       db.ID
	Letter   db.ID
	Hash     string
	How      string
	By       string
	Received time.Time
	Voided   time.Time // zero: it is good
	Reason   string
}

// Sign keeps the signed file of an issued letter. The blob has been received.
func Sign(tx *db.Tx, id db.ID, hash, how, by string) error {
	if how != Certified && how != Scanned {
		return fault.New(fault.Invalid, "letter.bad_way").At("how", "letter.bad_way")
	}
	o, err := ByID(tx, id)
	switch {
	case err != nil:
		return err
	case o.State == Signed:
		return fault.New(fault.Conflict, "letter.signed_already")
	case o.State != Issued:
		return fault.New(fault.Conflict, "letter.not_issued")
	}
	if err := tx.ExecOr(fault.New(fault.Conflict, "letter.not_issued"), `update letter_out set state = 'signed' where id = $1 and state = 'issued'`, id); err != nil {
		return err
	}
	_, err = tx.Exec(`insert into letter_signed (id, letter, hash, how, received_by, received_at) values ($1, $2, $3, $4, $5, $6)`,
		tx.NewID(), id, hash, how, by, tx.Now())
	if err != nil {
		return err
	}
	return blob.Keep(tx, hash)
}

// Unsign makes the signed file of a letter void, so that another can take its
// place. The file is kept.
func Unsign(tx *db.Tx, id db.ID, reason, by string) error {
	reason, err := checkReason(reason)
	if err != nil {
		return err
	}
	if _, err := ByID(tx, id); err != nil {
		return err
	}
	if err := tx.ExecOr(fault.New(fault.Conflict, "letter.not_signed"), `update letter_signed set void_by = $2, void_at = $3, void_reason = $4
		where letter = $1 and void_at is null`, id, by, tx.Now(), reason); err != nil {
		return err
	}
	_, err = tx.Exec(`update letter_out set state = 'issued' where id = $1 and state = 'signed'`, id)
	return err
}

// Backs lists the signed files of a letter, the newest first.
func Backs(tx *db.Tx, id db.ID) ([]Back, error) {
	return db.All(tx, func(r *db.Row) Back {
		return Back{r.ID(), r.ID(), r.Text(), r.Text(), r.Text(), r.Time(), r.Time(), r.Text()}
	}, `select id, letter, hash, how, received_by, received_at, void_at, coalesce(void_reason, '')
		from letter_signed where letter = $1 order by id desc`, id)
}
