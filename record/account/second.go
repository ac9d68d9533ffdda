package account

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// The second factor is a code of six digits that an app on the person's phone
// makes from a shared secret and the time (TOTP, RFC 6238: SHA-1, 30 seconds),
// because every such app knows that form.
const (
	stepSeconds = 30
	skewSteps   = 1
)

// NewSecond makes a secret for an app: its text (base32) and the otpauth address
// that a QR code holds. For Prepare or Draw; nothing is kept yet.
func NewSecond(house, name string) (secret, address string, err error) {
	k, err := totp.Generate(totp.GenerateOpts{Issuer: house, AccountName: name, Period: stepSeconds})
	if err != nil {
		return "", "", err
	}
	return k.Secret(), k.URL(), nil
}

// offerTime is how long a secret that was shown waits for its first code.
const offerTime = 15 * time.Minute

// offerSecond keeps a secret that is not proven yet, sealed, for the session that
// asked for it: to whoever else has one of the person's sessions it is worth
// nothing. A proven one stays: another administrator takes it off.
func (p *People) offerSecond(tx *db.Tx, person db.ID, session, secret string) error {
	sealed, err := p.Box.Hide(tx, person, secondPlace(person), secret)
	if err != nil {
		return err
	}
	return tx.ExecOr(fault.New(fault.Conflict, "account.second_is_set"),
		`insert into account_totp (person, sealed, made_at, proven_at, used_step, offered_in) values ($1, $2, $3, null, 0, $4)
		on conflict (person) do update set sealed = excluded.sealed, made_at = excluded.made_at, offered_in = excluded.offered_in
			where account_totp.proven_at is null`, person, sealed, tx.Now(), session)
}

// Offered reads the secret that a session was offered a moment ago and has not
// proven: the page shows it again after a wrong code.
func (p *People) Offered(tx *db.Tx, person db.ID, session string) (string, bool, error) {
	sealed, found, err := db.One(tx, (*db.Row).Text, `select sealed from account_totp where person = $1 and proven_at is null and offered_in = $2 and made_at > $3`,
		person, session, tx.Now().Add(-offerTime))
	if err != nil || !found {
		return "", false, err
	}
	secret, gone, err := p.Box.Reveal(tx, person, secondPlace(person), sealed)
	return secret, !gone && err == nil, err
}

// HasSecond reports whether a person has proven a second factor.
func HasSecond(tx *db.Tx, person db.ID) (bool, error) {
	_, found, err := db.One(tx, (*db.Row).ID, `select person from account_totp where person = $1 and proven_at is not null`, person)
	return found, err
}

// ProveSecond takes the first code of an offered secret: from now on it is asked
// for, and this session has it, under a new token.
func (p *People) ProveSecond(tx *db.Tx, session, code, fresh string) error {
	s, err := liveSession(tx, session)
	if err != nil {
		return err
	}
	if err := p.offered(tx, s); err != nil {
		return err
	}
	step, err := p.step(tx, s.Person, code)
	if err != nil {
		return err
	}
	if err := tx.ExecOr(fault.New(fault.Conflict, "account.second_is_set"),
		`update account_totp set proven_at = $2, used_step = $3 where person = $1 and proven_at is null`, s.Person, tx.Now(), step); err != nil {
		return err
	}
	if err := diary.Write(tx, diary.Entry{Actor: Actor(s.Person), Fact: "account.second_set", Kind: "account_person", Subject: s.Person}); err != nil {
		return err
	}
	return renew(tx, s, fresh)
}

// offered asks that a session has a secret to prove.
func (p *People) offered(tx *db.Tx, s Session) error {
	set, err := HasSecond(tx, s.Person)
	if err == nil && set {
		err = fault.New(fault.Conflict, "account.second_is_set")
	}
	if err != nil {
		return err
	}
	_, waits, err := p.Offered(tx, s.Person, s.Hash)
	if err == nil && !waits {
		err = fault.New(fault.Conflict, "account.second_late")
	}
	return err
}

// GiveSecond takes a code for a session, which goes on under a new token: to
// whoever has the one from before it is worth nothing.
func (p *People) GiveSecond(tx *db.Tx, session, code, fresh string) error {
	s, err := liveSession(tx, session)
	if err != nil {
		return err
	}
	if err := p.takeSecond(tx, s, code); err != nil {
		return err
	}
	return renew(tx, s, fresh)
}

// takeSecond takes a code of a person; each is good once. When the house's clock
// goes back, the codes of the time that it says are refused until it has caught up
// with the last one that was taken: a step that was used is not good again. Until
// then the recovery codes, which know no time, let people in.
func (p *People) takeSecond(tx *db.Tx, s Session, code string) error {
	code = strings.ReplaceAll(strings.TrimSpace(code), " ", "")
	if len(code) > 6 {
		return useCode(tx, s.Person, code)
	}
	step, err := p.step(tx, s.Person, code)
	if err != nil {
		return err
	}
	return tx.ExecOr(wrongCode(), `update account_totp set used_step = $2 where person = $1 and proven_at is not null and used_step < $2`, s.Person, step)
}

// confirmSecond takes a code for one act alone. The session stays what it was.
func (p *People) confirmSecond(tx *db.Tx, session, code string) error {
	s, err := liveSession(tx, session)
	if err != nil {
		return err
	}
	return p.takeSecond(tx, s, code)
}

// step finds the 30 seconds that a code is of, one step before and after counted.
func (p *People) step(tx *db.Tx, person db.ID, code string) (int64, error) {
	sealed, found, err := db.One(tx, (*db.Row).Text, `select sealed from account_totp where person = $1`, person)
	if err != nil {
		return 0, err
	}
	if !found {
		return 0, wrongCode()
	}
	secret, gone, err := p.Box.Reveal(tx, person, secondPlace(person), sealed)
	if err != nil || gone {
		return 0, err
	}
	now := tx.Now().Unix() / stepSeconds
	for at := now - skewSteps; at <= now+skewSteps; at++ {
		ok, err := hotp.ValidateCustom(code, uint64(at), secret, hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && ok {
			return at, nil
		}
	}
	return 0, wrongCode()
}

func wrongCode() error {
	return fault.New(fault.Invalid, "account.code_wrong").At("code", "account.code_wrong")
}

// codeCount is how many recovery codes there are; see CodesOf.
const codeCount = 10

// KeepCodes keeps the hashes of new recovery codes; the old ones are worth
// nothing from now on.
func KeepCodes(tx *db.Tx, person db.ID, codes []string) error {
	if _, err := tx.Exec(`delete from account_code where person = $1`, person); err != nil {
		return err
	}
	for _, c := range codes {
		if _, err := tx.Exec(`insert into account_code (person, hash, used_at) values ($1, $2, null)`, person, codeHash(person, c)); err != nil {
			return err
		}
	}
	return diary.Write(tx, diary.Entry{Actor: Actor(person), Fact: "account.codes_made", Kind: "account_person", Subject: person, Data: map[string]any{"count": len(codes)}})
}

// CodesLeft counts the recovery codes that are still good.
func CodesLeft(tx *db.Tx, person db.ID) (int, error) {
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from account_code where person = $1 and used_at is null`, person)
	return n, err
}

// codeHash needs no slowness for 120 random bits; the person stands in it, so that
// equal codes of two people differ.
func codeHash(person db.ID, code string) string {
	plain := strings.ToLower(strings.ReplaceAll(code, "-", ""))
	sum := sha256.Sum256([]byte(Actor(person) + " " + plain))
	return hex.EncodeToString(sum[:])
}

// useCode takes a recovery code instead of the phone's.
func useCode(tx *db.Tx, person db.ID, code string) error {
	if err := tx.ExecOr(wrongCode(), `update account_code set used_at = $3 where person = $1 and hash = $2 and used_at is null`,
		person, codeHash(person, code), tx.Now()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: Actor(person), Fact: "account.code_used", Kind: "account_person", Subject: person})
}

// DropSecond takes a lost second factor away: by an administrator who has seen
// the person. All sessions end.
func DropSecond(tx *db.Tx, person db.ID, actor string) error {
	if _, err := tx.Exec(`delete from account_totp where person = $1`, person); err != nil {
		return err
	}
	if _, err := tx.Exec(`delete from account_code where person = $1`, person); err != nil {
		return err
	}
	if _, err := EndAll(tx, person, "", "second", actor); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: actor, Fact: "account.second_dropped", Kind: "account_person", Subject: person})
}

// FreshSecond is how long a second factor counts for what cannot be undone.
const FreshSecond = 10 * time.Minute
