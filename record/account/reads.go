package account

import (
	"strings"
	"time"

	"alun/ground/db"
)

// Read is one time that somebody read values of a person.
type Read struct {
	ID        db.ID
	Subject   db.ID
	Reader    db.ID
	Fields    []string
	Purpose   string
	Number    string // of the letter of assignment, where there was one
	At        time.Time
	Role      Role // by which the reader did
	Standing  Standing
	Office    db.ID
	Area      string
	ReaderWas string // the reader's name; "" when they were forgotten
}

const readSelect = `select r.id, r.subject, r.reader, r.fields, r.purpose, coalesce(d.number, ''), r.at, g.role, g.standing, coalesce(g.office, 0), coalesce(g.area, '')
	from account_read r join account_role g on g.id = r.held left join account_duty d on d.id = r.reference`

func scanRead(r *db.Row) Read {
	return Read{ID: r.ID(), Subject: r.ID(), Reader: r.ID(), Fields: strings.Fields(r.Text()), Purpose: r.Text(), Number: r.Text(), At: r.Time(),
		Role: Role(r.Text()), Standing: Standing(r.Text()), Office: r.ID(), Area: r.Text()}
}

// ReadsOf lists who read values of a person, the newest first, at most limit
// behind after. It is for the person, with the names of the staff who read.
func (d *Private) ReadsOf(tx *db.Tx, subject, after db.ID, limit int) ([]Read, error) {
	if after == 0 {
		after = 1<<63 - 1
	}
	all, err := db.All(tx, scanRead, readSelect+` where r.subject = $1 and r.id < $2 order by r.id desc limit $3`, subject, after, limit)
	names := map[db.ID]string{} // few read many
	for i, r := range all {
		name, known := names[r.Reader]
		if !known && err == nil {
			name, err = d.Name(tx, r.Reader)
			names[r.Reader] = name
		}
		all[i].ReaderWas = name
	}
	return all, err
}

// readBy lists whom an account read within a time: who is concerned when it was in
// wrong hands.
func readBy(tx *db.Tx, reader db.ID, from, until time.Time) ([]db.ID, error) {
	return db.All(tx, (*db.Row).ID, `select distinct subject from account_read where reader = $1 and at >= $2 and at < $3 order by subject`, reader, from, until)
}
