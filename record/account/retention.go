package account

import (
	"fmt"

	"alun/ground/db"
)

// overdue deletes, for each rule of the list, what has had its time.
var overdue = map[string][]string{
	"try":     {`delete from account_try where at < $1`},
	"link":    {`delete from account_link where until < $1`},
	"session": {`delete from account_session where until < $1`},
	"device":  {`delete from account_device where seen_at < $1`},
	"read":    {`delete from account_read where at < $1`},
	"request": {`delete from account_request where state <> 'open' and done_at < $1`},
	"card":    {`delete from account_card where state <> 'open' and done_at < $1`},
	"duty":    {`delete from account_duty where until_at < $1`},
	"consent": {`delete from account_consent where ended_at < $1`},
	"stop":    {`delete from account_stop where ended_at < $1`},
	"affected": {`delete from account_affected where incident in
		(select id from account_incident where people_at < $1 and agency_at < $1)`},
	"incident": {`delete from account_incident where people_at < $1 and agency_at < $1
		and not exists (select 1 from account_affected a where a.incident = account_incident.id)`},
}

// Retain deletes what has had its time, by the list. A work runs it once a day.
func Retain(tx *db.Tx) error {
	for _, r := range TheLaw().Retention {
		queries, known := overdue[r.What]
		if !known {
			return fmt.Errorf("account: nobody knows how to delete %q", r.What)
		}
		for _, q := range queries {
			if _, err := tx.Exec(q, r.Before(tx.Now())); err != nil {
				return fmt.Errorf("account: retain %s: %w", r.What, err)
			}
		}
	}
	return nil
}
