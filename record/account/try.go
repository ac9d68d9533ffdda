package account

import (
	"math"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
)

// limit is how many tries a bucket takes in how much time.
type limit struct {
	many int
	in   time.Duration
}

// The limits of guessing. A browser on which the person signed in before has a
// bucket of its own, so whoever guesses elsewhere cannot fill it. All other
// browsers share one bucket for each login, and one for each sender: the first
// stops a crowd that guesses one person, the second one machine that tries many.
var (
	knownDevice = limit{10, 15 * time.Minute}
	sameSender  = limit{5, 15 * time.Minute}
	wholeSender = limit{60, 15 * time.Minute}
	strangerAll = limit{30, time.Hour}
)

// The limits of a day, beside those above, for whoever signs in with a number: a
// PIN has six digits, of which 959,399 are let (see checkPIN). Browsers that are
// not known have 20 tries a day between them, 7,300 a year: a PIN that was chosen
// by chance is found after 65 years on average, in six months one of 260. Who has
// stolen a known browser has 40 a day: 33 years, and one of 130. People do not
// choose by chance, so the first guesses find more; doc/security.md says how much
// weight a PIN may bear.
//
// A number that nobody has, or that has a password, is counted alike, or the
// answer would tell which it is. Nobody is locked out by it: a known browser has
// its own, the counter lets a maker in past it, and an administrator whoever has a
// password.
var (
	strangerDay = limit{20, 24 * time.Hour}
	senderDay   = limit{8, 24 * time.Hour} // of the 20: one machine does not spend the day of a number
	knownDay    = limit{40, 24 * time.Hour}
)

// Try is an attempt to prove who one is.
type Try struct {
	Login  Login
	Sender string // what tells senders apart: an address or its prefix; "": nothing does
	Device string // what the browser keeps beside the session; "": nothing
}

// Count takes one try for an attempt before its secret is checked, and refuses
// when there were too many: counting and refusing are one act, so that many at
// once get no more than one after the other. It runs in web.Record.
func (p *People) Count(tx *db.Tx, t Try) error {
	login := p.blind(t.Login)
	known, err := p.knows(tx, t)
	if err != nil {
		return err
	}
	if known {
		return p.countBoth(tx, t, "device", login+" "+t.Device, knownDevice, knownDay)
	}
	if t.Sender != "" { // behind a proxy that says nothing, a whole city is one sender
		if err := count(tx, p.bucket("sender", t.Sender), wholeSender); err != nil {
			return err
		}
		if err := count(tx, p.bucket("pair", login+" "+t.Sender), sameSender); err != nil {
			return err
		}
		if t.Login.Way == "phone" {
			if err := count(tx, p.bucket("pair day", login+" "+t.Sender), senderDay); err != nil {
				return err
			}
		}
	}
	return p.countBoth(tx, t, "login", login, strangerAll, strangerDay)
}

// countBoth takes a try of a bucket, and of that bucket's day for a number.
func (p *People) countBoth(tx *db.Tx, t Try, kind, what string, short, day limit) error {
	if t.Login.Way == "phone" {
		if err := count(tx, p.bucket(kind+" day", what), day); err != nil {
			return err
		}
	}
	return count(tx, p.bucket(kind, what), short)
}

// knows reports whether the person of a login has signed in on this browser.
func (p *People) knows(tx *db.Tx, t Try) (bool, error) {
	if t.Device == "" {
		return false, nil
	}
	_, found, err := db.One(tx, (*db.Row).ID, `select l.person from account_login l join account_device d on d.person = l.person
		where l.way = $1 and l.blind = $2 and d.hash = $3`, t.Login.Way, p.blind(t.Login), t.Device)
	return found, err
}

// bucket hides what is counted: an address that was tried is somebody's.
func (p *People) bucket(kind, what string) string { return p.Ring.Blind("account try "+kind, what) }

// count takes one of a bucket's tries, or refuses with the minutes to wait.
func count(tx *db.Tx, bucket string, l limit) error {
	type state struct {
		n     int
		first time.Time
	}
	s, _, err := db.One(tx, func(r *db.Row) state { return state{r.Int(), r.Time()} },
		`select count(*), min(at) from account_try where bucket = $1 and at > $2`, bucket, tx.Now().Add(-l.in))
	if err != nil {
		return err
	}
	if s.n >= l.many {
		return tooMany(s.first.Add(l.in).Sub(tx.Now()))
	}
	_, err = tx.Exec(`insert into account_try (id, bucket, at) values ($1, $2, $3)`, tx.NewID(), bucket, tx.Now())
	return err
}

// tooMany says how long to wait, in minutes or in hours.
func tooMany(wait time.Duration) error {
	if wait > 2*time.Hour {
		return fault.New(fault.TooMany, "account.too_many_today", int(math.Ceil(wait.Hours())))
	}
	return fault.New(fault.TooMany, "account.too_many_tries", max(1, int(math.Ceil(wait.Minutes()))))
}

// forgive gives the tries of a login back to a browser that got it right, and to
// its sender, the login's day and the day of both the one that was right: a whole
// office may share an address, and somebody who guesses may be in it.
func (p *People) forgive(tx *db.Tx, t Try) error {
	login := p.blind(t.Login)
	for _, b := range []string{p.bucket("device", login+" "+t.Device), p.bucket("device day", login+" "+t.Device), p.bucket("pair", login+" "+t.Sender)} {
		if _, err := tx.Exec(`delete from account_try where bucket = $1`, b); err != nil {
			return err
		}
	}
	for _, b := range []string{p.bucket("sender", t.Sender), p.bucket("login day", login), p.bucket("pair day", login+" "+t.Sender)} {
		if _, err := tx.Exec(`delete from account_try where id in (select max(id) from account_try where bucket = $1)`, b); err != nil {
			return err
		}
	}
	return nil
}
