package account

import (
	"time"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// Incident is a failure of protection (kegagalan pelindungan data pribadi): what
// the letters of Pasal 46 UU 27/2022 must say.
type Incident struct {
	ID       db.ID
	Found    time.Time
	What     string // which data
	How      string // when and how it came out
	Done     string // what was done against it and to mend it
	Contact  string // where people can ask
	People   int64  // how many, as far as known
	PeopleAt time.Time
	AgencyAt time.Time // when the letters went out; zero: a draft
}

// tellIn is 3 x 24 hours (Pasal 46 ayat 1).
const tellIn = 72 * time.Hour

// Due is when persons and agency must have been told.
func (i Incident) Due() time.Time { return i.Found.Add(tellIn) }

// Left is how much time is left to tell; below zero it is late.
func (i Incident) Left(now time.Time) time.Duration { return i.Due().Sub(now) }

// Sent reports whether both letters went out.
func (i Incident) Sent() bool { return !i.PeopleAt.IsZero() && !i.AgencyAt.IsZero() }

// Suspect is an account that was in wrong hands within a time: whom it read is
// who is concerned.
type Suspect struct {
	Login       Login // Text "": none
	From, Until time.Time
}

const incidentSelect = `select id, found_at, what, how, done, contact, people, people_at, agency_at from account_incident`

func scanIncident(r *db.Row) Incident {
	return Incident{r.ID(), r.Time(), r.Text(), r.Text(), r.Text(), r.Text(), r.Int64(), r.Time(), r.Time()}
}

func (i Incident) check(now time.Time) error {
	f := fault.New(fault.Invalid, "account.grant_invalid")
	for _, x := range []struct{ name, text string }{{"what", i.What}, {"how", i.How}, {"done", i.Done}, {"contact", i.Contact}} {
		if n := utf8.RuneCountInString(x.text); n < 5 || n > 2000 {
			f.At(x.name, "account.incident_text")
		}
	}
	if i.Found.IsZero() || i.Found.After(now) {
		f.At("found", "account.incident_found")
	}
	if i.People < 0 {
		f.At("people", "account.incident_people")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// WriteIncident keeps an incident as a draft, with whom a suspect account read.
func (d *Private) WriteIncident(tx *db.Tx, session string, i Incident, s Suspect) (db.ID, error) {
	who, err := May(tx, session, MayPrivacy, At{})
	if err != nil {
		return 0, err
	}
	if err := i.check(tx.Now()); err != nil {
		return 0, err
	}
	concerned, err := d.concerned(tx, s)
	if err != nil {
		return 0, err
	}
	i.ID, i.People = tx.NewID(), max(i.People, int64(len(concerned)))
	if _, err := tx.Exec(`insert into account_incident (id, found_at, what, how, done, contact, people, made_at, made_by, people_at, agency_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null, null)`, i.ID, i.Found, i.What, i.How, i.Done, i.Contact, i.People, tx.Now(), who.Actor()); err != nil {
		return 0, err
	}
	for _, person := range concerned {
		if _, err := tx.Exec(`insert into account_affected (incident, person) values ($1, $2)`, i.ID, person); err != nil {
			return 0, err
		}
	}
	return i.ID, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.incident_written", Kind: "account_incident", Subject: i.ID,
		Data: map[string]any{"people": len(concerned)}})
}

func (d *Private) concerned(tx *db.Tx, s Suspect) ([]db.ID, error) {
	if s.Login.Text == "" {
		return nil, nil
	}
	reader, found, err := d.personOf(tx, s.Login)
	if err == nil && !found {
		err = fault.New(fault.Invalid, "account.grant_invalid").At("login", "account.no_login")
	}
	if err != nil {
		return nil, err
	}
	return readBy(tx, reader, s.From, s.Until)
}

// Told notes that the letters to the persons, or to the agency, went out. Said
// again it changes nothing: the first time counts.
func (d *Private) Told(tx *db.Tx, session string, id db.ID, agency bool) error {
	who, err := May(tx, session, MayPrivacy, At{})
	if err != nil {
		return err
	}
	query, whom := `update account_incident set people_at = $2 where id = $1 and people_at is null`, "people"
	if agency {
		query, whom = `update account_incident set agency_at = $2 where id = $1 and agency_at is null`, "agency"
	}
	n, err := tx.Exec(query, id, tx.Now())
	if err != nil || n == 0 {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.incident_told", Kind: "account_incident", Subject: id, Data: map[string]any{"whom": whom}})
}

// Incidents lists incidents, the newest first.
func Incidents(tx *db.Tx, limit int) ([]Incident, error) {
	return db.All(tx, scanIncident, incidentSelect+` order by id desc limit $1`, limit)
}

// IncidentByID finds an incident.
func IncidentByID(tx *db.Tx, id db.ID) (Incident, error) {
	i, found, err := db.One(tx, scanIncident, incidentSelect+` where id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "account.no_incident")
	}
	return i, err
}

// Concerned lists whom an incident concerns, as far as accounts tell.
func Concerned(tx *db.Tx, id db.ID, limit int) ([]db.ID, error) {
	return db.All(tx, (*db.Row).ID, `select person from account_affected where incident = $1 order by person limit $2`, id, limit)
}

// IncidentsOf lists the incidents that concern a person, the newest first.
func IncidentsOf(tx *db.Tx, person db.ID) ([]Incident, error) {
	return db.All(tx, scanIncident, incidentSelect+` where id in (select incident from account_affected where person = $1) order by id desc`, person)
}
