package asosiasi

import (
	"fmt"
	"regexp"
	"slices"
	"time"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry/product"
	"alun/record/registry/saring"
)

// Call is something for which a member may be put forward.
type Call struct {
	Code string // lower-case letters, digits, points and hyphens: "kurasi.abc"
	Name string // as it is printed; "" of our own list: see Word
	Path string // where the owner goes on once they agreed; "" nowhere
}

// Word is the key of the name of a call of our own list.
func (c Call) Word() string { return "asosiasi.for_" + c.Code }

// own are the calls that stand without any other part: a proposed list, grade D.
var own = []Call{{Code: "ikon"}, {Code: "pameran"}, {Code: "pelatihan"}}

var codeForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,79}$`)

// Open lists what a member may be put forward for now: calls of other parts, then ours.
func (d Desk) Open(tx *db.Tx) ([]Call, error) {
	if d.Calls == nil {
		return own, nil
	}
	all, err := d.Calls(tx)
	return append(slices.DeleteFunc(all, func(c Call) bool { return !codeForm.MatchString(c.Code) || c.Name == "" }), own...), err
}

// Known is a call by its code, open or not: one that nobody knows has no name.
func (d Desk) Known(tx *db.Tx, open []Call, code string) (Call, error) {
	if i := slices.IndexFunc(open, func(c Call) bool { return c.Code == code }); i >= 0 {
		return open[i], nil
	}
	if d.Closed == nil {
		return Call{Code: code}, nil
	}
	return d.Closed(tx, code)
}

// Answer is where a nomination stands.
type Answer string

// The answers.
const (
	Waiting   Answer = "waiting"
	Agreed    Answer = "agreed"
	Refused   Answer = "refused"
	Withdrawn Answer = "withdrawn"
)

// Word is the key of its name.
func (a Answer) Word() string { return "asosiasi.answer_" + string(a) }

// Nomination is a member, or one of its products, that an association puts forward.
type Nomination struct {
	ID         db.ID
	Membership db.ID
	Asosiasi   db.ID
	Business   db.ID
	Product    db.ID  // 0: the business itself
	For        string // the code of a call
	Sentence   string // "" where it was forgotten
	Answer     Answer
	Made       time.Time
	Answered   time.Time // zero: not yet
	Open       bool      // its owner agreed that everybody sees who put it forward

	madeBy, sealed string
	subject        db.ID
}

// The shortest and longest sentence, in letters.
const (
	LeastSentence = 10
	MostSentence  = 500
)

const nominationSelect = `select n.id, n.membership, m.asosiasi, n.business, n.product, n.what_for, n.state, n.made_at, n.answered_at, n.consent, n.made_by, n.sealed, n.subject
	from registry_asosiasi_nomination n join registry_asosiasi_membership m on m.id = n.membership`

func scanNomination(r *db.Row) Nomination {
	return Nomination{ID: r.ID(), Membership: r.ID(), Asosiasi: r.ID(), Business: r.ID(), Product: r.ID(), For: r.Text(), Answer: Answer(r.Text()), Made: r.Time(), Answered: r.Time(),
		Open: r.Int() >= tellsAll, madeBy: r.Text(), sealed: r.Text(), subject: r.ID()}
}

func sealedAt(id db.ID) string {
	return fmt.Sprint("registry_asosiasi_nomination.sealed ", int64(id))
}

// opened are nominations with their sentences.
func (d Desk) opened(tx *db.Tx, all []Nomination, err error) ([]Nomination, error) {
	for i, n := range all {
		if err == nil {
			all[i].Sentence, _, err = d.Book.Box.Reveal(tx, n.subject, sealedAt(n.ID), n.sealed)
		}
	}
	return all, err
}

// Nominating is what an association says of a member.
type Nominating struct {
	Membership db.ID
	Product    db.ID // one that everybody sees; 0: the business itself
	For        string
	Sentence   string
}

func (in Nominating) read(calls []Call) (sentence string, err error) {
	bad := fault.New(fault.Invalid, "asosiasi.invalid")
	if !slices.ContainsFunc(calls, func(c Call) bool { return c.Code == in.For }) {
		bad.At("untuk", "asosiasi.for_unknown")
	}
	sentence = line(in.Sentence)
	if n := utf8.RuneCountInString(sentence); n < LeastSentence || n > MostSentence {
		bad.At("kalimat", "asosiasi.sentence_needed", LeastSentence, MostSentence)
	} else if _, f := saring.Check(saring.About, "kalimat", sentence); f != nil {
		bad.Fields = append(bad.Fields, f.Fields...)
	}
	if len(bad.Fields) > 0 {
		return sentence, bad
	}
	return sentence, nil
}

// Nominate puts a valid member forward; its owner is asked, and nobody else sees it before
// they agree. The same again is the one that is there.
func (d Desk) Nominate(tx *db.Tx, session string, in Nominating) (db.ID, error) {
	m, err := findMember(tx, in.Membership)
	if err != nil {
		return 0, err
	}
	who, _, err := managing(tx, session, m.Asosiasi)
	if err != nil {
		return 0, err
	}
	b, err := d.seen(tx, m.Business)
	if err != nil {
		return 0, err
	}
	if err := apart(tx, who, m.Business); err != nil {
		return 0, err
	}
	if m.Standing != Valid && !leftOut("member") {
		return 0, fault.New(fault.Conflict, "asosiasi.not_valid")
	}
	calls, err := d.Open(tx)
	if err != nil {
		return 0, err
	}
	sentence, err := in.read(calls)
	if err == nil {
		err = offers(tx, m.Business, in.Product)
	}
	if err != nil {
		return 0, err
	}
	if old, there, err := db.One(tx, (*db.Row).ID, `select id from registry_asosiasi_nomination where membership = $1 and what_for = $2 and coalesce(product, 0) = $3 and state in ('waiting', 'agreed')`, m.ID, in.For, in.Product); err != nil || there {
		return old, err
	}
	if err := bounded(tx, nominatedSince, m.Asosiasi, MostNominatedDay); err != nil {
		return 0, err
	}
	if err := bounded(tx, ofMemberSince, m.ID, MostOfMemberDay); err != nil {
		return 0, err
	}
	id := tx.NewID()
	sealed, err := d.Book.Box.Hide(tx, b.Subject(), sealedAt(id), sentence)
	if err != nil {
		return 0, err
	}
	if err := tx.ExecOr(moved(), `insert into registry_asosiasi_nomination (id, membership, business, product, what_for, state, subject, sealed, made_at, made_by, answered_by, consent, consent_lang)
		values ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8, $9, '', 0, '') on conflict (membership, what_for, coalesce(product, 0)) where state in ('waiting', 'agreed') do nothing`,
		id, m.ID, m.Business, db.Null(in.Product, in.Product != 0), in.For, b.Subject(), sealed, tx.Now(), who.Actor()); err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.asosiasi_nominated", Kind: "registry_business", Subject: m.Business, Data: map[string]any{"asosiasi": m.Asosiasi, "nomination": id, "for": in.For}})
}

// offers asks that a business offers a product, before everybody.
func offers(tx *db.Tx, business, id db.ID) error {
	if id == 0 {
		return nil
	}
	all, err := product.PublicOf(tx, []db.ID{business})
	if err == nil && !slices.ContainsFunc(all[business], func(p product.Product) bool { return p.ID == id }) {
		err = fault.New(fault.Invalid, "asosiasi.invalid").At("produk", "asosiasi.product_unknown")
	}
	return err
}

func findNomination(tx *db.Tx, id db.ID) (Nomination, error) {
	n, found, err := db.One(tx, scanNomination, nominationSelect+` where n.id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "asosiasi.no_nomination")
	}
	return n, err
}

// Reply is the owner's answer to a nomination: yes with their consent, or no. It is given
// once; a yes can be taken back by Retract.
func (d Desk) Reply(tx *db.Tx, session string, nomination db.ID, yes bool, c Consent) error {
	n, err := findNomination(tx, nomination)
	if err != nil {
		return err
	}
	who, b, err := d.owning(tx, session, n.Business)
	if err != nil {
		return err
	}
	to := Refused
	if yes {
		to, err = Agreed, takesYes(tx, b, n.Asosiasi)
	} else {
		c = Consent{}
	}
	if err == nil && yes {
		err = c.given(NominateText)
	}
	if err != nil || n.Answer == to {
		return err
	}
	if n.Answer != Waiting {
		return fault.New(fault.Conflict, "asosiasi.answered")
	}
	if yes && n.madeBy == who.Actor() {
		return fault.New(fault.Conflict, "asosiasi.two_people")
	}
	if err := tx.ExecOr(moved(), `update registry_asosiasi_nomination set state = $2, answered_at = $3, answered_by = $4, consent = $5, consent_lang = $6 where id = $1 and state = 'waiting'`,
		n.ID, string(to), tx.Now(), who.Actor(), c.Text, string(c.Lang)); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.asosiasi_answered", Kind: "registry_business", Subject: n.Business, Data: map[string]any{"asosiasi": n.Asosiasi, "nomination": n.ID, "how": string(to)}})
}

// Retract takes a nomination back that waits or was agreed to: by the owner.
func (d Desk) Retract(tx *db.Tx, session string, nomination db.ID) error {
	n, err := findNomination(tx, nomination)
	if err != nil {
		return err
	}
	who, _, err := d.owning(tx, session, n.Business)
	if err != nil {
		return err
	}
	return withdraw(tx, who, n)
}

// Withdraw does the same by the association.
func (d Desk) Withdraw(tx *db.Tx, session string, nomination db.ID) error {
	n, err := findNomination(tx, nomination)
	if err != nil {
		return err
	}
	who, _, err := managing(tx, session, n.Asosiasi)
	if err != nil {
		return err
	}
	return withdraw(tx, who, n)
}

func withdraw(tx *db.Tx, who account.Who, n Nomination) error {
	if n.Answer == Withdrawn {
		return nil
	}
	if err := tx.ExecOr(fault.New(fault.Conflict, "asosiasi.answered"), `update registry_asosiasi_nomination set state = 'withdrawn', ended_at = $2 where id = $1 and state in ('waiting', 'agreed')`, n.ID, tx.Now()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.asosiasi_withdrawn", Kind: "registry_business", Subject: n.Business, Data: map[string]any{"asosiasi": n.Asosiasi, "nomination": n.ID}})
}

// NominationOf is the association that put somebody forward.
func NominationOf(tx *db.Tx, nomination db.ID) (asosiasi db.ID, err error) {
	n, err := findNomination(tx, nomination)
	return n.Asosiasi, err
}
