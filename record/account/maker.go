package account

import (
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// MayCounter is the right to let makers in at a counter, in its area.
var MayCounter = Right{Name: "account.counter", Roles: []Role{Counter}, Second: true}

// MayOwn is the right of a maker over their own account; a helper has not got it.
var MayOwn = Right{Name: "account.own", Roles: []Role{Maker}}

// Documents are those by which an officer at a counter sees who somebody is.
// RecoveryDocuments are those that show a face: whoever comes back has an account
// that can be taken from them.
var (
	Documents         = []string{"ktp", "sim", "paspor", "kk"}
	RecoveryDocuments = []string{"ktp", "sim", "paspor"}
)

// Enrol lets a maker in at a counter: an officer has seen who they are. The maker
// chooses a PIN with the link, there or at home.
func (p *People) Enrol(tx *db.Tx, session, area, document string, n New, token string) (db.ID, error) {
	who, err := May(tx, session, MayCounter, At{Area: area})
	if err != nil {
		return 0, err
	}
	if err := documentSeen(Documents, document, "account.document_needed"); err != nil {
		return 0, err
	}
	if n.Login.Way != "phone" {
		return 0, fault.New(fault.Invalid, "account.person_invalid").At("login", "account.phone_needed")
	}
	if n.Demo, err = madeUp(tx, who.Person); err != nil {
		return 0, err
	}
	id, err := p.add(tx, n, who.Actor())
	if err != nil {
		return 0, err
	}
	if _, err := tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
		values ($1, $2, 'maker', 'definitif', null, null, null, null, $3, null, $3, $4, '', null)`, tx.NewID(), id, tx.Now(), who.Actor()); err != nil {
		return 0, err
	}
	if err := keepLink(tx, token, Invite, id, InviteTime, who.Actor()); err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.enrolled", Kind: "account_person", Subject: id,
		Data: map[string]any{"area": area, "document": document}})
}

func documentSeen(taken []string, document, key string) error {
	if !slices.Contains(taken, document) {
		return fault.New(fault.Invalid, "account.person_invalid").At("document", key)
	}
	return nil
}

// Recovery is a maker who has lost the PIN and stands at a counter.
type Recovery struct {
	ID       db.ID
	Person   db.ID
	Area     string
	Document string
	State    string // seen, confirmed, refused, lapsed
	SeenBy   db.ID
}

func scanRecovery(r *db.Row) Recovery {
	return Recovery{r.ID(), r.ID(), r.Text(), r.Text(), r.Text(), r.ID()}
}

const recoverySelect = `select id, person, area, document, state, seen_by from account_recovery`

// StartRecovery is the first step: an officer has seen the maker's document. One
// who waits already is given up for the new one.
func (p *People) StartRecovery(tx *db.Tx, session, area, document string, l Login) (db.ID, error) {
	who, err := May(tx, session, MayCounter, At{Area: area})
	if err != nil {
		return 0, err
	}
	if err := documentSeen(RecoveryDocuments, document, "account.document_face"); err != nil {
		return 0, err
	}
	person, err := p.maker(tx, l)
	if err != nil {
		return 0, err
	}
	if who.Person == person {
		return 0, fault.New(fault.Denied, "account.not_yourself")
	}
	if _, err := tx.Exec(`update account_recovery set state = 'lapsed' where person = $1 and state = 'seen'`, person); err != nil {
		return 0, err
	}
	id := tx.NewID()
	if _, err := tx.Exec(`insert into account_recovery (id, person, area, document, state, seen_by, seen_at, decided_by, decided_at)
		values ($1, $2, $3, $4, 'seen', $5, $6, null, null)`, id, person, area, document, who.Person, tx.Now()); err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.recovery_seen", Kind: "account_person", Subject: person,
		Data: map[string]any{"area": area, "document": document}})
}

// maker finds the maker of a number. People of the city have an administrator.
func (p *People) maker(tx *db.Tx, l Login) (db.ID, error) {
	person, _, err := p.personOf(tx, l)
	if err != nil {
		return 0, err
	}
	is, err := isMaker(tx, person)
	if err == nil && !is {
		err = fault.New(fault.NotFound, "account.no_maker").At("login", "account.no_maker")
	}
	return person, err
}

// isMaker reports whether somebody is a maker now, and neither is nor will be
// staff: a counter has no say over those.
func isMaker(tx *db.Tx, person db.ID) (maker bool, err error) {
	all, err := Grants(tx, person)
	for _, g := range all {
		if g.Role.Staff() && (g.Until.IsZero() || tx.Now().Before(g.Until)) {
			return false, err
		}
		maker = maker || g.Role == Maker && g.InForce(tx.Now())
	}
	return maker, err
}

// Waiting lists the makers of an area who wait for the second officer.
func Waiting(tx *db.Tx, area string) ([]Recovery, error) {
	return db.All(tx, scanRecovery, recoverySelect+` where state = 'seen' and (area = $1 or area like $2) and seen_at > $3 order by seen_at, id`,
		area, area+".%", tx.Now().Add(-recoveryTime))
}

// RecoveryByID finds one.
func RecoveryByID(tx *db.Tx, id db.ID) (Recovery, error) {
	r, found, err := db.One(tx, scanRecovery, recoverySelect+` where id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "account.no_recovery")
	}
	return r, err
}

// Confirm is the second step, by another officer of the same area: from now on
// the link's text, which the officer hands over, gives a new PIN for half an hour.
// A maker who has never chosen one is invited again. It tells which link it is.
func (p *People) Confirm(tx *db.Tx, session string, id db.ID, token string) (purpose string, err error) {
	r, who, err := decides(tx, session, id)
	if err != nil {
		return "", err
	}
	is, err := isMaker(tx, r.Person)
	if err == nil && !is {
		err = fault.New(fault.Conflict, "account.no_maker")
	}
	if err == nil {
		err = stillThere(tx, r)
	}
	if err != nil {
		return "", err
	}
	if err := decide(tx, r, who, "confirmed"); err != nil {
		return "", err
	}
	return linkFor(tx, r.Person, token, who.Actor())
}

// stillThere asks that the officer who saw the document is one still: two officers
// let a maker back in, and who was put out in between is none.
func stillThere(tx *db.Tx, r Recovery) error {
	all, err := inForce(tx, r.SeenBy)
	if err == nil && !slices.ContainsFunc(all, func(g Grant) bool { return g.Role == Counter && g.covers(At{Area: r.Area}) }) {
		err = fault.New(fault.Conflict, "account.recovery_over")
	}
	return err
}

// Refuse ends it: the second officer is not convinced.
func Refuse(tx *db.Tx, session string, id db.ID) error {
	r, who, err := decides(tx, session, id)
	if err != nil {
		return err
	}
	return decide(tx, r, who, "refused")
}

func decides(tx *db.Tx, session string, id db.ID) (Recovery, Who, error) {
	if _, err := May(tx, session, MayCounter, At{Any: true}); err != nil {
		return Recovery{}, Who{}, err
	}
	r, err := RecoveryByID(tx, id)
	if err != nil {
		return r, Who{}, err
	}
	who, err := May(tx, session, MayCounter, At{Area: r.Area})
	if err == nil && who.Person == r.SeenBy {
		err = fault.New(fault.Denied, "account.second_officer")
	}
	return r, who, err
}

func decide(tx *db.Tx, r Recovery, who Who, state string) error {
	n, err := tx.Exec(`update account_recovery set state = $2, decided_by = $3, decided_at = $4 where id = $1 and state = 'seen' and seen_at > $5`,
		r.ID, state, who.Person, tx.Now(), tx.Now().Add(-recoveryTime))
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, "account.recovery_over")
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.recovery_" + state, Kind: "account_person", Subject: r.Person})
}

// NameHelper lets another maker help, for a time: with the few powers that rights
// give to helpers, and under their own name.
func (p *People) NameHelper(tx *db.Tx, session string, l Login, last date.Day) (db.ID, error) {
	who, err := May(tx, session, MayOwn, At{Any: true})
	if err != nil {
		return 0, err
	}
	helper, err := p.maker(tx, l)
	switch {
	case fault.Is(err, fault.NotFound):
		return 0, fault.New(fault.NotFound, "account.grant_invalid").At("login", "account.no_helper")
	case err != nil:
		return 0, err
	case helper == who.Person:
		return 0, fault.New(fault.Invalid, "account.grant_invalid").At("login", "account.helper_self")
	case last.IsZero() || !last.End().After(tx.Now()) || last.Start().After(tx.Now().AddDate(1, 0, 0)):
		return 0, fault.New(fault.Invalid, "account.grant_invalid").At("until", "account.helper_until")
	}
	// Who helps already has the new day alone: ending it once ends it.
	if _, err := tx.Exec(`update account_role set until_at = $3, ended_by = $4 where person = $1 and helps = $2 and until_at > $3`,
		helper, who.Person, tx.Now(), who.Actor()); err != nil {
		return 0, err
	}
	id := tx.NewID()
	if _, err := tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
		values ($1, $2, 'helper', 'delegasi', null, null, $3, null, $4, $5, $4, $6, '', null)`, id, helper, who.Person, tx.Now(), last.End(), who.Actor()); err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.helper_named", Kind: "account_role", Subject: id, Data: map[string]any{"helper": helper}})
}

// Helpers lists those who help a maker now.
func Helpers(tx *db.Tx, maker db.ID) ([]Grant, error) {
	return db.All(tx, scanGrant, grantSelect+` where r.helps = $1 and r.from_at <= $2 and (r.until_at is null or r.until_at > $2) order by r.id`, maker, tx.Now())
}

// EndHelper ends it at once: the maker's word is enough, and so is the helper's.
func EndHelper(tx *db.Tx, session string, grant db.ID) error {
	v, err := See(tx, session)
	if err != nil {
		return err
	}
	g, err := GrantByID(tx, grant)
	if err != nil {
		return err
	}
	if g.Role != Helper || g.Helps != v.Person && g.Person != v.Person {
		return fault.New(fault.NotFound, "account.no_grant")
	}
	return endGrant(tx, grant, tx.Now(), v.Actor())
}

// Carried finds the number of a maker whose card somebody carries. Of staff, and
// of whoever may not sign in, there is none.
func (p *People) Carried(tx *db.Tx, person db.ID) (Login, bool, error) {
	one, found, err := db.One(tx, scanPerson, personSelect+` where p.id = $1 and p.state = 'active'`, person)
	if err != nil || !found {
		return Login{}, false, err
	}
	if is, err := isMaker(tx, person); err != nil || !is {
		return Login{}, false, err
	}
	all, err := p.Logins(tx, one.ID)
	for _, l := range all {
		if l.Way == "phone" {
			return l, true, err
		}
	}
	return Login{}, false, err
}
