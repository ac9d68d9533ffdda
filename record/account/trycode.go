package account

import (
	"time"

	"alun/ground/db"
)

// The limits of guessing a code of the second factor. A browser on which the
// person was signed in whole has a bucket of its own; all others share one,
// however many sessions whoever knows the password begins: so many tries in an
// hour find one of 10^6 codes, three of which are good, once in a year or so.
var (
	codeKnown    = limit{10, 15 * time.Minute}
	codeStranger = limit{20, time.Hour}
)

// CountCode takes one try for a code before it is looked at, as Count does for a
// secret. It runs in web.Record.
func (p *People) CountCode(tx *db.Tx, session, device string) error {
	s, err := liveSession(tx, session)
	if err != nil {
		return err
	}
	known := false
	if device != "" {
		if _, known, err = db.One(tx, (*db.Row).ID, `select person from account_device where person = $1 and hash = $2`, s.Person, device); err != nil {
			return err
		}
	}
	if known {
		return count(tx, p.bucket("code", Actor(s.Person)+" "+device), codeKnown)
	}
	return count(tx, p.bucket("code", Actor(s.Person)), codeStranger)
}

// CountSelf counts a try of the person's own secret before a change, in their own
// session: 40 a day at most, so that a maker's session in other hands, which lives
// for 180 days, finds one of 130 PINs and not one of six. Others of the person's
// sessions are counted apart.
func (p *People) CountSelf(tx *db.Tx, session string) error {
	s, err := liveSession(tx, session)
	if err != nil {
		return err
	}
	who := Actor(s.Person) + " " + session
	if err := count(tx, p.bucket("self day", who), knownDay); err != nil {
		return err
	}
	return count(tx, p.bucket("self", who), knownDevice)
}
