package account

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/diary"
)

// What a person does with their own account.

// Enter begins a session for a person who has just chosen a secret, and so has
// shown that the link was theirs. half says that the second factor is to come: a
// new secret does not take it away.
func (p *People) Enter(tx *db.Tx, person db.ID, b Begin) (half bool, err error) {
	k, err := SecretOf(tx, person)
	if err != nil {
		return false, err
	}
	if half, err = HasSecond(tx, person); err != nil {
		return false, err
	}
	return half, p.start(tx, k, b, half)
}

// Remember keeps that a person has signed in whole on a browser. A browser that
// gave the password alone is not known yet: else whoever has the password could
// try codes there as if it were the person's own.
func Remember(tx *db.Tx, session, device string) error {
	s, err := liveSession(tx, session)
	if err != nil || device == "" || s.Half {
		return err
	}
	_, err = tx.Exec(`insert into account_device (person, hash, made_at, seen_at) values ($1, $2, $3, $3)
		on conflict (person, hash) do update set seen_at = excluded.seen_at`, s.Person, device, tx.Now())
	return err
}

// NeedsSecond reports whether a person holds, or will hold, a role that decides
// and has no second factor yet: they are led to it first.
func NeedsSecond(tx *db.Tx, person db.ID) (bool, error) {
	has, err := HasSecond(tx, person)
	if err != nil || has {
		return false, err
	}
	all, err := Grants(tx, person)
	for _, g := range all {
		if g.Role.Decides() && (g.Until.IsZero() || tx.Now().Before(g.Until)) {
			return true, err
		}
	}
	return false, err
}

// ChangeSecret takes a new secret of the person who is signed in. old is what
// their present secret was held against. All other sessions end; the browser at
// hand stays known.
func ChangeSecret(tx *db.Tx, session, device string, old Kept, hash string) error {
	v, err := See(tx, session)
	if err != nil {
		return err
	}
	now, err := SecretOf(tx, v.Person)
	if err != nil {
		return err
	}
	if now != old || now.Person == 0 {
		return fault.New(fault.Conflict, "account.secret_moved")
	}
	if err := SetSecret(tx, v.Person, now.Kind, hash, session, v.Actor()); err != nil {
		return err
	}
	return Remember(tx, session, device)
}

// Speak sets the language in which a person is written to.
func Speak(tx *db.Tx, session string, tag lang.Tag) error {
	v, err := See(tx, session)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`update account_person set lang = $2, version = version + 1 where id = $1 and lang <> $2`, v.Person, string(tag))
	if err != nil || n == 0 {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: v.Actor(), Fact: "account.lang_set", Kind: "account_person", Subject: v.Person})
}

// Leave ends the session of a browser, or with all every session of its person: a
// session that lacks the second factor ends itself alone, because whoever has only
// the password is not the person yet. Who is signed in nowhere has left already.
func Leave(tx *db.Tx, session string, all bool) error {
	s, err := liveSession(tx, session)
	if fault.Is(err, fault.Stranger) {
		return nil
	}
	if err != nil {
		return err
	}
	if all && !s.Half {
		_, err = EndAll(tx, s.Person, "", "self", Actor(s.Person))
		return err
	}
	return End(tx, s.Person, session, "self", Actor(s.Person))
}

// EndOwn ends another session of the person, or with "" all but the one at hand.
func EndOwn(tx *db.Tx, session, which string) error {
	v, err := See(tx, session)
	if err != nil {
		return err
	}
	if which == "" {
		_, err = EndAll(tx, v.Person, session, "self", v.Actor())
		return err
	}
	return End(tx, v.Person, which, "self", v.Actor())
}

// BeginSecond keeps the secret of a second factor that is to be proven. old is what
// the person's own secret was held against: whoever has the session alone would
// lock its owner out with an app of their own.
func (p *People) BeginSecond(tx *db.Tx, session string, old Kept, secret string) error {
	v, err := See(tx, session)
	if err != nil {
		return err
	}
	now, err := SecretOf(tx, v.Person)
	if err == nil && now != old {
		err = fault.New(fault.Conflict, "account.secret_moved")
	}
	if err != nil {
		return err
	}
	return p.offerSecond(tx, v.Person, session, secret)
}

// FinishSecond takes the first code of the second factor and keeps the recovery
// codes that the person is shown now. The session goes on under a new token.
func (p *People) FinishSecond(tx *db.Tx, session, code string, codes []string, fresh string) error {
	v, err := See(tx, session)
	if err != nil {
		return err
	}
	if err := p.ProveSecond(tx, session, code, fresh); err != nil {
		return err
	}
	return KeepCodes(tx, v.Person, codes)
}

// RenewCodes keeps new recovery codes, for a code that was made just now.
func (p *People) RenewCodes(tx *db.Tx, session, code string, codes []string) error {
	v, err := See(tx, session)
	if err != nil {
		return err
	}
	if err := p.confirmSecond(tx, session, code); err != nil {
		return err
	}
	return KeepCodes(tx, v.Person, codes)
}
