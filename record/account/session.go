package account

import (
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// How long a session lives. Staff work with other people's data on shared desks;
// makers come back to their own phone, seldom, over a poor line. Both deviate
// from nothing in ASVS 5.0 7.3: a limit unused and one in any case.
const (
	staffIdle  = 30 * time.Minute
	staffWhole = 12 * time.Hour
	makerIdle  = 30 * 24 * time.Hour
	makerWhole = 180 * 24 * time.Hour
)

// The kinds of a session.
const (
	StaffKind = "staff"
	MakerKind = "maker"
)

// Session is a browser that signed in.
type Session struct {
	Hash     string // of its token; it is no secret
	Person   db.ID
	Kind     string
	Half     bool // the second factor is still to come
	Made     time.Time
	Seen     time.Time
	Until    time.Time
	SecondAt time.Time // zero: no second factor was given
	Device   string    // what the browser says it is, shortened
	Ended    time.Time // zero: it was not ended
	How      string    // who or what ended it
	After    string    // the session that goes on in this one; "": none
	Decides  bool      // a program's, which may use what rights lend
	idle     time.Duration
	state    string // of the person
	lang     string
	demo     bool
	program  bool
}

// Live reports whether a session is good at an instant.
func (s Session) Live(now time.Time) bool {
	return s.Ended.IsZero() && now.Before(s.Until) && now.Sub(s.Seen) < s.idle && s.state == "active"
}

const sessionSelect = `select s.hash, s.person, s.kind, s.half, s.made_at, s.seen_at, s.until, s.second_at, s.device, s.ended_at, s.ended_how, s.after_hash, s.idle,
	p.state, p.lang, p.demo, s.program, s.decides from account_session s join account_person p on p.id = s.person`

func scanSession(r *db.Row) Session {
	return Session{Hash: r.Text(), Person: r.ID(), Kind: r.Text(), Half: r.Bool(), Made: r.Time(), Seen: r.Time(), Until: r.Time(), SecondAt: r.Time(),
		Device: r.Text(), Ended: r.Time(), How: r.Text(), After: r.Text(), idle: time.Duration(r.Int64()) * time.Microsecond, state: r.Text(), lang: r.Text(), demo: r.Bool(), program: r.Bool(), Decides: r.Bool()}
}

// liveSession finds the session of a token's hash, or answers with fault.Stranger.
func liveSession(tx *db.Tx, hash string) (Session, error) {
	if hash == "" {
		return Session{}, fault.New(fault.Stranger, "account.stranger")
	}
	s, found, err := db.One(tx, scanSession, sessionSelect+` where s.hash = $1`, hash)
	if err == nil && (!found || !s.Live(tx.Now())) {
		err = fault.New(fault.Stranger, "account.stranger")
	}
	return s, err
}

// HalfSession finds a session that may still lack the second factor: for the
// pages that ask for it.
func HalfSession(tx *db.Tx, hash string) (Session, error) { return liveSession(tx, hash) }

// Sessions lists the live sessions of a person, the newest first.
func Sessions(tx *db.Tx, person db.ID) ([]Session, error) {
	all, err := db.All(tx, scanSession, sessionSelect+` where s.person = $1 and s.ended_at is null and s.until > $2 order by s.made_at desc, s.hash`, person, tx.Now())
	var out []Session
	for _, s := range all {
		if s.Live(tx.Now()) {
			out = append(out, s)
		}
	}
	return out, err
}

// keepSession writes down a session that begins to be used now.
func keepSession(tx *db.Tx, s Session) error {
	var second any // none was given yet
	if !s.SecondAt.IsZero() {
		second = s.SecondAt
	}
	_, err := tx.Exec(`insert into account_session (hash, person, kind, half, made_at, seen_at, idle, until, second_at, device, ended_at, ended_how, after_hash, program, decides)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null, '', $11, $12, $13)`,
		s.Hash, s.Person, s.Kind, s.Half, s.Made, tx.Now(), s.idle.Microseconds(), s.Until, second, s.Device, s.After, s.program, s.Decides)
	return err
}

// begin keeps a new session. The browser is known from now on, unless the second
// factor is still to come: whoever has only the password is no known visitor.
func begin(tx *db.Tx, s Session, device string) error {
	now := tx.Now()
	idle, whole := staffIdle, staffWhole
	if s.Kind == MakerKind {
		idle, whole = makerIdle, makerWhole
	}
	s.Made, s.Until, s.idle = now, now.Add(whole), idle
	if err := keepSession(tx, s); err != nil || device == "" || s.Half {
		return err
	}
	_, err := tx.Exec(`insert into account_device (person, hash, made_at, seen_at) values ($1, $2, $3, $3)
		on conflict (person, hash) do update set seen_at = excluded.seen_at`, s.Person, device, now)
	return err
}

// whole makes the session of a made-up person whole, as if its second factor had
// been given now.
func whole(tx *db.Tx, session string) error {
	_, err := tx.Exec(`update account_session set half = $2, second_at = $3, seen_at = $3 where hash = $1`, session, false, tx.Now())
	return err
}

// renew makes a session whole, under a new token (ASVS 5.0, 7.2.4): the old one,
// which somebody may have seen or planted before, is dead at once. Of two at once
// one is refused. It ends when the old one would have.
func renew(tx *db.Tx, s Session, fresh string) error {
	if err := tx.ExecOr(fault.New(fault.Stranger, "account.stranger"),
		`update account_session set ended_at = $2, ended_how = 'renewed' where hash = $1 and ended_at is null`, s.Hash, tx.Now()); err != nil {
		return err
	}
	s.Hash, s.After, s.Half, s.SecondAt = fresh, s.Hash, false, tx.Now()
	return keepSession(tx, s)
}

// Renewed reports whether a session goes on in another that is live, and since
// when: the form that did it has come again.
func Renewed(tx *db.Tx, session, fresh string) (since time.Time, is bool, err error) {
	s, err := liveSession(tx, fresh)
	if fault.Is(err, fault.Stranger) {
		return since, false, nil
	}
	return s.SecondAt, err == nil && session != "" && s.After == session, err
}

// End ends one session of a person: how is "self", "administrator", "secret" …
func End(tx *db.Tx, person db.ID, hash, how, actor string) error {
	n, err := tx.Exec(`update account_session set ended_at = $3, ended_how = $4 where hash = $1 and person = $2 and ended_at is null`,
		hash, person, tx.Now(), how)
	if err != nil || n == 0 {
		return err // it has ended already: that is what was asked for
	}
	return diary.Write(tx, diary.Entry{Actor: actor, Fact: "account.session_ended", Kind: "account_person", Subject: person, Data: map[string]any{"how": how}})
}

// EndAll ends all sessions of a person but one; keep "" ends all. It tells how
// many there were.
func EndAll(tx *db.Tx, person db.ID, keep, how, actor string) (int64, error) {
	n, err := tx.Exec(`update account_session set ended_at = $3, ended_how = $4 where person = $1 and hash <> $2 and ended_at is null`,
		person, keep, tx.Now(), how)
	if err != nil || n == 0 {
		return n, err
	}
	return n, diary.Write(tx, diary.Entry{Actor: actor, Fact: "account.session_ended", Kind: "account_person", Subject: person,
		Data: map[string]any{"how": how, "count": int(n)}})
}

// Seen notes that sessions were used, which keeps them from ending unused. It
// may come late, and be lost when the house stops: a session then ends earlier.
func Seen(tx *db.Tx, used map[string]time.Time) error {
	for hash, at := range used {
		if _, err := tx.Exec(`update account_session set seen_at = $2 where hash = $1 and ended_at is null and seen_at < $2 and seen_at + idle > $2`, hash, at); err != nil {
			return err
		}
	}
	return nil
}
