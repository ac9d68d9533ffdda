package account

import (
	"cmp"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// Kept is what is known of a login before its secret is checked: what Prepare
// reads, checks without a transaction, and hands to SignIn.
type Kept struct {
	Person db.ID // 0: nobody has this login
	Kind   SecretKind
	Hash   string // "": nobody, or no secret was set
}

// Find reads what a login's secret is held against.
func (p *People) Find(tx *db.Tx, l Login) (Kept, error) {
	k, _, err := db.One(tx, func(r *db.Row) Kept { return Kept{r.ID(), SecretKind(r.Text()), r.Text()} },
		`select s.person, s.kind, s.hash from account_login l join account_secret s on s.person = l.person
			join account_person q on q.id = l.person where l.way = $1 and l.blind = $2 and q.state = 'active'`, l.Way, p.blind(l))
	return k, err
}

// Wrong is the one answer to a login or secret that is not right: it does not say
// which.
func Wrong() error { return fault.New(fault.Invalid, "account.wrong").At("secret", "account.wrong") }

// Begin is a browser that signs in: the hash of its new token, and what it is.
type Begin struct {
	Session string // web.SessionHash of the token
	Old     string // the session that this browser had before; "": none
	Device  string // hash of what the browser keeps beside the session
	Name    string // of the browser, shortened
	Try     Try
}

// SignIn begins a session for a person whose secret was just found right; the
// secret must still be the same. half says that the second factor is to come.
func (p *People) SignIn(tx *db.Tx, k Kept, b Begin) (half bool, err error) {
	now, err := p.Find(tx, b.Try.Login)
	if err != nil {
		return false, err
	}
	if now != k || k.Person == 0 {
		return false, Wrong()
	}
	if err := p.forgive(tx, b.Try); err != nil {
		return false, err
	}
	_, half, err = db.One(tx, (*db.Row).ID, `select person from account_totp where person = $1 and proven_at is not null`, k.Person)
	if err != nil {
		return false, err
	}
	return half, p.start(tx, k, b, half)
}

func (p *People) start(tx *db.Tx, k Kept, b Begin, half bool) error {
	if demo, err := madeUp(tx, k.Person); err != nil || demo && !p.Demo {
		return cmp.Or(err, Wrong())
	}
	if b.Old != "" { // a new token at each sign-in: an old one that somebody planted is worth nothing
		if _, err := tx.Exec(`update account_session set ended_at = $2, ended_how = 'again' where hash = $1 and ended_at is null`, b.Old, tx.Now()); err != nil {
			return err
		}
	}
	kind := StaffKind
	if k.Kind == PIN {
		kind = MakerKind
	}
	if err := begin(tx, Session{Hash: b.Session, Person: k.Person, Kind: kind, Half: half, Device: b.Name}, b.Device); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: Actor(k.Person), Fact: "account.signed_in", Kind: "account_person", Subject: k.Person,
		Data: map[string]any{"kind": kind, "half": half}})
}

// SetSecret keeps a new secret, made by HashSecret in Prepare, and ends all other
// sessions of the person and the links they have not used. keep is the session
// that goes on.
func SetSecret(tx *db.Tx, person db.ID, kind SecretKind, hash, keep, actor string) error {
	_, err := tx.Exec(`insert into account_secret (person, kind, hash, made_at) values ($1, $2, $3, $4)
		on conflict (person) do update set kind = excluded.kind, hash = excluded.hash, made_at = excluded.made_at`, person, string(kind), hash, tx.Now())
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`delete from account_device where person = $1`, person); err != nil {
		return err
	}
	if err := spendAll(tx, person); err != nil {
		return err
	}
	if _, err := EndAll(tx, person, keep, "secret", actor); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: actor, Fact: "account.secret_set", Kind: "account_person", Subject: person, Data: map[string]any{"kind": string(kind)}})
}

// SecretOf reads a person's own secret, to be held against what they type before
// a change.
func SecretOf(tx *db.Tx, person db.ID) (Kept, error) {
	k, _, err := db.One(tx, func(r *db.Row) Kept { return Kept{r.ID(), SecretKind(r.Text()), r.Text()} },
		`select person, kind, hash from account_secret where person = $1`, person)
	return k, err
}
