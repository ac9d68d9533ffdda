package account

import (
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// Consent is a yes of a person to a purpose.
type Consent struct {
	ID      db.ID
	Purpose string
	List    int // version of the list in whose words it was given
	Lang    string
	Given   time.Time
	Ended   time.Time // zero: it stands
}

// Consents lists what a person agreed to, the newest first.
func Consents(tx *db.Tx, person db.ID) ([]Consent, error) {
	return db.All(tx, func(r *db.Row) Consent {
		return Consent{r.ID(), r.Text(), r.Int(), r.Text(), r.Time(), r.Time()}
	}, `select id, purpose, list, lang, given_at, ended_at from account_consent where person = $1 order by id desc`, person)
}

// Agree keeps the yes of who is signed in; said again, it changes nothing.
func (d *Private) Agree(tx *db.Tx, session, purpose, lang string) error {
	v, err := See(tx, session)
	if err != nil {
		return err
	}
	p, known := d.Law.Purpose(purpose)
	if !known || p.Needs != NeedsConsent {
		return fault.New(fault.Invalid, "account.no_consent")
	}
	n, err := tx.Exec(`insert into account_consent (id, person, purpose, list, lang, given_at, ended_at) values ($1, $2, $3, $4, $5, $6, null)
		on conflict (person, purpose) where ended_at is null do nothing`, tx.NewID(), v.Person, purpose, d.Law.Version, lang, tx.Now())
	if err != nil || n == 0 {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: v.Actor(), Fact: "account.agreed", Kind: "account_person", Subject: v.Person, Data: map[string]any{"purpose": purpose}})
}

// TakeBack ends the yes of who is signed in, at once and without anybody's help.
func (d *Private) TakeBack(tx *db.Tx, session, purpose string) error {
	v, err := See(tx, session)
	if err != nil {
		return err
	}
	return takeBack(tx, v.Person, purpose, v.Actor())
}

func takeBack(tx *db.Tx, person db.ID, purpose, actor string) error {
	n, err := tx.Exec(`update account_consent set ended_at = $3 where person = $1 and purpose = $2 and ended_at is null`, person, purpose, tx.Now())
	if err != nil || n == 0 {
		return err // it has ended: that is what was asked for
	}
	return diary.Write(tx, diary.Entry{Actor: actor, Fact: "account.took_back", Kind: "account_person", Subject: person, Data: map[string]any{"purpose": purpose}})
}

// Stop is where the values of a person may not be used.
type Stop struct {
	ID      db.ID
	Purpose string // "": any
	Since   time.Time
	Ended   time.Time
}

// Stops lists the stops of a person, the newest first.
func Stops(tx *db.Tx, person db.ID) ([]Stop, error) {
	return db.All(tx, func(r *db.Row) Stop { return Stop{r.ID(), r.Text(), r.Time(), r.Time()} },
		`select id, purpose, since_at, ended_at from account_stop where person = $1 order by id desc`, person)
}

// AllStopped lists who had all processing stopped: for acts that would use values of many.
func AllStopped(tx *db.Tx) ([]db.ID, error) {
	return db.All(tx, (*db.Row).ID, `select distinct person from account_stop where purpose = '' and ended_at is null order by person`)
}

func stop(tx *db.Tx, person db.ID, purpose string, request db.ID) error {
	_, err := tx.Exec(`insert into account_stop (id, person, purpose, request, since_at, ended_at) values ($1, $2, $3, $4, $5, null)`,
		tx.NewID(), person, purpose, request, tx.Now())
	return err
}

// GoOn ends a stop: only the person themselves asks for that.
func GoOn(tx *db.Tx, session string, id db.ID) error {
	v, err := See(tx, session)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`update account_stop set ended_at = $3 where id = $1 and person = $2 and ended_at is null`, id, v.Person, tx.Now())
	if err != nil || n == 0 {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: v.Actor(), Fact: "account.goes_on", Kind: "account_person", Subject: v.Person, Data: map[string]any{"stop": id}})
}
