package account

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// The kinds of what a person may ask.
const (
	AskCopy     = "copy"
	AskCorrect  = "correct"
	AskErase    = "erase"
	AskRestrict = "restrict"
	AskObject   = "object"
	AskWithdraw = "withdraw"
)

// Refusals are the reasons for which a request is refused: each has its sentence,
// so that no reason is made up and no value of a person gets into one.
var Refusals = []string{"not_identified", "legal_duty", "already_so"}

// Wish is what a person asks.
type Wish struct {
	Kind    string
	Field   string // of a correction
	Text    string // of a correction: what is right
	Purpose string // of an objection or a withdrawal
}

// Request is a wish that was written down.
type Request struct {
	ID      db.ID
	Person  db.ID
	Kind    string
	State   string // "open", "done", "refused"
	Field   string
	Purpose string
	At      time.Time
	Due     time.Time
	DoneAt  time.Time // zero: it waits
	Answer  string    // of Refusals
	By      string    // who wrote it down, as the diary names them
	Read    db.ID     // of a copy that was made just now: HandOut draws it
	sealed  string
}

// Left is how much time is left to answer; below zero it is late.
func (r Request) Left(now time.Time) time.Duration { return r.Due.Sub(now) }

// MayPrivacy is the right to answer what people ask about their data, and to
// write down incidents.
var MayPrivacy = Right{Name: "account.privacy", Roles: []Role{Privacy, Administrator}, Second: true}

// Rights lists the rights of this room for the table of doors.
var Rights = []Right{MayPeople, MayReveal, MayDuty, MayPrivacy, MayCounter, MayOwn}

const requestSelect = `select id, person, kind, state, field, purpose, at, due, done_at, answer, made_by, sealed from account_request`

func scanRequest(r *db.Row) Request {
	return Request{ID: r.ID(), Person: r.ID(), Kind: r.Text(), State: r.Text(), Field: r.Text(), Purpose: r.Text(), At: r.Time(), Due: r.Time(),
		DoneAt: r.Time(), Answer: r.Text(), By: r.Text(), sealed: r.Text()}
}

func requestPlace(id db.ID) string { return fmt.Sprint("account_request.value ", int64(id)) }

// Ask writes down what who is signed in asks.
func (d *Private) Ask(tx *db.Tx, session string, w Wish) (db.ID, error) {
	v, err := See(tx, session)
	if err != nil {
		return 0, err
	}
	return d.ask(tx, v.Person, w, v.Actor())
}

// WriteDown writes down what somebody asked by letter or at a desk, found by what
// they sign in with.
func (d *Private) WriteDown(tx *db.Tx, session string, l Login, w Wish) (db.ID, error) {
	who, err := May(tx, session, MayPrivacy, At{})
	if err != nil {
		return 0, err
	}
	person, found, err := d.personOf(tx, l)
	if err == nil && !found {
		err = fault.New(fault.Invalid, "account.grant_invalid").At("login", "account.no_login")
	}
	if err != nil {
		return 0, err
	}
	return d.ask(tx, person, w, who.Actor())
}

func (d *Private) ask(tx *db.Tx, person db.ID, w Wish, actor string) (db.ID, error) {
	w.Text = strings.TrimSpace(w.Text)
	if err := d.checkWish(w); err != nil {
		return 0, err
	}
	law, _ := d.Law.Right(w.Kind)
	id, sealed := tx.NewID(), ""
	if w.Kind == AskCorrect {
		var err error
		if sealed, err = d.Box.Hide(tx, person, requestPlace(id), w.Text); err != nil {
			return 0, err
		}
	}
	n, err := tx.Exec(`insert into account_request (id, person, kind, state, field, sealed, purpose, at, made_by, due, done_at, done_by, answer)
		values ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, null, '', '') on conflict (person, kind, field, purpose) where state = 'open' do nothing`,
		id, person, w.Kind, w.Field, sealed, w.Purpose, tx.Now(), actor, tx.Now().Add(time.Duration(law.Hours)*time.Hour))
	if err != nil {
		return 0, err
	}
	if n == 0 {
		return 0, fault.New(fault.Conflict, "account.request_waits").At("kind", "account.request_waits")
	}
	return id, diary.Write(tx, diary.Entry{Actor: actor, Fact: "account.asked", Kind: "account_person", Subject: person,
		Data: map[string]any{"request": id, "kind": w.Kind}})
}

// checkWish refuses a wish that nobody could carry out.
func (d *Private) checkWish(w Wish) error {
	f := fault.New(fault.Invalid, "account.grant_invalid")
	if _, known := d.Law.Right(w.Kind); !known {
		f.At("kind", "account.request_kind")
	}
	if (w.Kind == AskCorrect) != (w.Field != "") || w.Kind == AskCorrect && d.Mend[w.Field] == nil {
		f.At("field", "account.request_field")
	}
	if n := utf8.RuneCountInString(w.Text); w.Kind == AskCorrect && (n < 2 || n > 254) {
		f.At("text", "account.request_text")
	}
	if w.Kind == AskCorrect && w.Field == "login" {
		if _, err := ReadLogin(w.Text); err != nil {
			f.At("text", fault.Of(err).Key)
		}
	}
	p, known := d.Law.Purpose(w.Purpose)
	needs := w.Kind == AskObject || w.Kind == AskWithdraw
	if needs != (w.Purpose != "") || needs && (!known || p.Despite || w.Kind == AskWithdraw && p.Needs != NeedsConsent) {
		f.At("purpose", "account.request_purpose")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// RequestByID finds a request, for who may answer it.
func RequestByID(tx *db.Tx, id db.ID) (Request, error) {
	r, found, err := db.One(tx, scanRequest, requestSelect+` where id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "account.no_request")
	}
	return r, err
}

// RequestsOf lists what a person asked, the newest first.
func RequestsOf(tx *db.Tx, person db.ID) ([]Request, error) {
	return db.All(tx, scanRequest, requestSelect+` where person = $1 order by id desc`, person)
}

// OpenRequests lists what waits for an answer, what is due first at the top.
func OpenRequests(tx *db.Tx, limit int) ([]Request, error) {
	return db.All(tx, scanRequest, requestSelect+` where state = 'open' order by due, id limit $1`, limit)
}

// CountPrivate counts what waits for who looks after personal data: requests of people
// with an account, requests by card, and incidents of which somebody was not told yet.
func CountPrivate(tx *db.Tx) (requests, cards, incidents int64, err error) {
	_, _, err = db.One(tx, func(r *db.Row) bool { requests, cards, incidents = r.Int64(), r.Int64(), r.Int64(); return true },
		`select (select count(*) from account_request where state = 'open'), (select count(*) from account_card where state = 'open'),
			(select count(*) from account_incident where people_at is null or agency_at is null)`)
	return requests, cards, incidents, err
}

// Answered lists what was answered, the newest first.
func Answered(tx *db.Tx, limit int) ([]Request, error) {
	return db.All(tx, scanRequest, requestSelect+` where state <> 'open' order by done_at desc, id desc limit $1`, limit)
}

// Wanted reads what a person says is right.
func (d *Private) Wanted(tx *db.Tx, r Request) (string, error) {
	if r.sealed == "" {
		return "", nil
	}
	text, _, err := d.Box.Reveal(tx, r.Person, requestPlace(r.ID), r.sealed)
	return text, err
}

// wantedOf reads what a person says is right, in all that waits.
func (d *Private) wantedOf(tx *db.Tx, person db.ID) (string, error) {
	all, err := db.All(tx, scanRequest, requestSelect+` where person = $1 and state = 'open' and sealed <> '' order by id`, person)
	var texts []string
	for _, r := range all {
		text, err := d.Wanted(tx, r)
		if err != nil {
			return "", err
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", "), err
}

// mine finds an open request for who may answer it: somebody else than who asks.
func (d *Private) mine(tx *db.Tx, session string, id db.ID) (Who, Request, error) {
	who, err := May(tx, session, MayPrivacy, At{})
	if err != nil {
		return who, Request{}, err
	}
	r, err := RequestByID(tx, id)
	switch {
	case err != nil:
	case r.Person == who.Person:
		err = fault.New(fault.Denied, "account.not_yourself")
	case r.State != "open" && d.fault != "answers twice":
		err = fault.New(fault.Conflict, "account.request_answered")
	}
	return who, r, err
}

// answer closes a request.
func (d *Private) answer(tx *db.Tx, who Who, r Request, state, why string) error {
	err := tx.ExecOr(fault.New(fault.Conflict, "account.request_answered"),
		`update account_request set state = $2, done_at = $3, done_by = $4, answer = $5 where id = $1`, r.ID, state, tx.Now(), who.Actor(), why)
	if err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.answered", Kind: "account_person", Subject: r.Person,
		Data: map[string]any{"request": r.ID, "kind": r.Kind, "state": state, "why": why}})
}

// Refuse closes a request with one of Refusals.
func (d *Private) Refuse(tx *db.Tx, session string, id db.ID, why string) error {
	who, r, err := d.mine(tx, session, id)
	if err != nil {
		return err
	}
	if !slices.Contains(Refusals, why) {
		return fault.New(fault.Invalid, "account.grant_invalid").At("why", "account.request_why")
	}
	return d.answer(tx, who, r, "refused", why)
}

// CarryOut does what a request asks, and closes it. seen says that the one who
// answers has seen who asks, or their paper.
func (d *Private) CarryOut(tx *db.Tx, session string, id db.ID, seen bool) (Request, error) {
	who, r, err := d.mine(tx, session, id)
	if err != nil {
		return r, err
	}
	if r.NeedsSeen() && !seen {
		return r, fault.New(fault.Invalid, "account.grant_invalid").At("seen", "account.request_seen")
	}
	if r.TakesTwo(who.Actor()) && d.fault != "one officer" {
		return r, fault.New(fault.Denied, "account.request_takes_two")
	}
	if r.Read, err = d.carry(tx, session, who, r); err != nil {
		return r, err
	}
	return r, d.answer(tx, who, r, "done", "")
}

// NeedsSeen reports whether who asks must have been seen: what goes out, changes
// or is gone for ever is not done for somebody who only holds a phone.
func (r Request) NeedsSeen() bool {
	return slices.Contains([]string{AskCopy, AskCorrect, AskErase}, r.Kind)
}

// TakesTwo reports whether somebody else must carry it out: what moves the login of
// a person or is gone for ever is not done by who wrote it down for them.
func (r Request) TakesTwo(actor string) bool {
	return r.By == actor && (r.Kind == AskErase || r.Kind == AskCorrect && r.Field == "login")
}

func (d *Private) carry(tx *db.Tx, session string, who Who, r Request) (read db.ID, err error) {
	if r.Kind == AskCopy { // the copy is a read like any other: the person sees it
		return d.keep(tx, session, Asked{Person: r.Person, Fields: []string{"name", "login"}, Purpose: "hak_subjek", Reference: r.ID}, everything)
	}
	return 0, d.change(tx, who, r)
}

func (d *Private) change(tx *db.Tx, who Who, r Request) error {
	switch r.Kind {
	case AskCorrect:
		return d.correct(tx, who, r)
	case AskErase:
		if err := who.Freshly(tx, FreshSecond); err != nil {
			return err
		}
		return d.erase(tx, who, r.Person)
	case AskRestrict:
		return stop(tx, r.Person, "", r.ID)
	case AskObject:
		return stop(tx, r.Person, r.Purpose, r.ID)
	}
	return takeBack(tx, r.Person, r.Purpose, who.Actor())
}
