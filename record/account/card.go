package account

import (
	"slices"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// Keeper is a room that keeps something of people who need no account here: it
// is found by the number of their identity card (NIK). A room that keeps such
// lists is registered with Private: what is not would be in no copy and outlive
// erasure.
type Keeper struct {
	Table string
	Read  func(tx *db.Tx, nik string) ([]Held, error)
	// Forget makes unreadable what is kept, and tells in how many places it was.
	Forget func(tx *db.Tx, actor, nik string) (int, error)
}

// CardRequest is what somebody asked who showed an identity card.
type CardRequest struct {
	ID      db.ID
	Kind    string // AskCopy or AskErase
	State   string // "open", "done", "refused"
	Found   int    // in how many places something is, or was, kept
	At, Due time.Time
	By      db.ID // who wrote it down
	DoneAt  time.Time
	Answer  string // of Refusals
	blind   string
}

const cardSelect = `select id, kind, state, found, at, due, made_by, done_at, answer, blind from account_card`

func scanCard(r *db.Row) CardRequest {
	return CardRequest{r.ID(), r.Text(), r.Text(), r.Int(), r.Time(), r.Time(), r.ID(), r.Time(), r.Text(), r.Text()}
}

// ReadCard reads the number of an identity card as somebody typed it.
func ReadCard(typed string) (string, error) {
	nik := strings.Map(func(c rune) rune {
		if strings.ContainsRune(" .-", c) {
			return -1
		}
		return c
	}, typed)
	if len(nik) != 16 || strings.ContainsFunc(nik, func(c rune) bool { return c < '0' || c > '9' }) {
		return "", fault.New(fault.Invalid, "account.grant_invalid").At("nik", "account.card_number")
	}
	return nik, nil
}

// cardBlind is the stand-in for a number, of this table alone.
func (d *Private) cardBlind(nik string) string { return d.Ring.Blind("account card", nik) }

// heldByCard gathers what the keepers hold under a number.
func (d *Private) heldByCard(tx *db.Tx, nik string) (out []Held, err error) {
	for _, k := range d.Keepers {
		rows, err := k.Read(tx, nik)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			r.Table = k.Table
			out = append(out, r)
		}
	}
	return out, nil
}

// AskByCard writes down what somebody asks whose card was seen. A copy is given
// at once: CardCopy draws it. Erasure waits for another officer.
func (d *Private) AskByCard(tx *db.Tx, session, kind, nik string, seen bool) (CardRequest, error) {
	who, err := May(tx, session, MayPrivacy, At{})
	if err != nil {
		return CardRequest{}, err
	}
	if err := checkCard(kind, seen); err != nil {
		return CardRequest{}, err
	}
	if err := d.notTooMany(tx, who); err != nil {
		return CardRequest{}, err
	}
	held, err := d.heldByCard(tx, nik)
	if err != nil {
		return CardRequest{}, err
	}
	if kind == AskErase && len(held) == 0 {
		return CardRequest{}, fault.New(fault.Invalid, "account.card_nothing").At("nik", "account.card_nothing")
	}
	law, _ := d.Law.Right(kind)
	c := CardRequest{ID: tx.NewID(), Kind: kind, State: "open", Found: len(held), At: tx.Now(), Due: tx.Now().Add(time.Duration(law.Hours) * time.Hour), By: who.Person, blind: d.cardBlind(nik)}
	copied := kind == AskCopy
	if copied {
		c.State, c.DoneAt = "done", tx.Now()
	}
	err = tx.ExecOr(fault.New(fault.Conflict, "account.request_waits").At("nik", "account.request_waits"),
		`insert into account_card (id, kind, state, blind, found, at, made_by, due, done_at, done_by, answer) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '')
			on conflict (blind) where state = 'open' do nothing`,
		c.ID, c.Kind, c.State, c.blind, c.Found, c.At, c.By, c.Due, db.Null(c.DoneAt, copied), db.Null(c.By, copied))
	switch {
	case err != nil:
		return CardRequest{}, err
	case copied:
		return c, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.card_read", Kind: "account_card", Subject: c.ID, Data: map[string]any{"found": c.Found}})
	}
	return c, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.card_asked", Kind: "account_card", Subject: c.ID, Data: map[string]any{"found": c.Found}})
}

func checkCard(kind string, seen bool) error {
	f := fault.New(fault.Invalid, "account.grant_invalid")
	if kind != AskCopy && kind != AskErase {
		f.At("kind", "account.request_kind")
	}
	if !seen {
		f.At("seen", "account.request_seen")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// notTooMany: whoever types one number after another is looking for somebody.
func (d *Private) notTooMany(tx *db.Tx, who Who) error {
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from account_card where made_by = $1 and at > $2`, who.Person, tx.Now().Add(-time.Hour))
	if err == nil && n >= revealsAnHour && d.fault != "no limit" {
		err = fault.New(fault.TooMany, "account.read_too_many", revealsAnHour)
	}
	return err
}

// CardCopy draws the copy of what is kept under a number, for who has just
// written the request down.
func (d *Private) CardCopy(tx *db.Tx, session string, id db.ID, nik string) (Copy, error) {
	who, err := May(tx, session, MayPrivacy, At{})
	if err != nil {
		return Copy{}, err
	}
	since := tx.Now().Add(-shownFor)
	if d.fault == "draws for ever" {
		since = time.Unix(0, 0)
	}
	_, found, err := db.One(tx, (*db.Row).ID, `select id from account_card where id = $1 and kind = 'copy' and made_by = $2 and blind = $3 and at > $4`,
		id, who.Person, d.cardBlind(nik), since)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "account.read_over")
	}
	if err != nil {
		return Copy{}, err
	}
	c := Copy{Form: CopyForm, Made: tx.Now()}
	if c.Held, err = d.heldByCard(tx, nik); err != nil {
		return c, err
	}
	before, err := db.All(tx, scanCard, cardSelect+` where blind = $1 order by id`, d.cardBlind(nik))
	for _, b := range before {
		c.Held = append(c.Held, Held{Table: "account_card", What: "account_card.kind", Value: b.Kind, Word: "account.personal_kind_" + b.Kind, From: b.At, Until: b.DoneAt})
	}
	return c, err
}

// CardByID finds such a request, for who may answer it.
func CardByID(tx *db.Tx, id db.ID) (CardRequest, error) {
	c, found, err := db.One(tx, scanCard, cardSelect+` where id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "account.no_request")
	}
	return c, err
}

// CardRequests lists what waits, what is due first at the top, or what was
// answered, the newest first.
func CardRequests(tx *db.Tx, open bool, limit int) ([]CardRequest, error) {
	if open {
		return db.All(tx, scanCard, cardSelect+` where state = 'open' order by due, id limit $1`, limit)
	}
	return db.All(tx, scanCard, cardSelect+` where state <> 'open' order by done_at desc, id desc limit $1`, limit)
}

// waiting finds an open request for who may answer it.
func (d *Private) waiting(tx *db.Tx, session string, id db.ID) (Who, CardRequest, error) {
	who, err := May(tx, session, MayPrivacy, At{})
	if err != nil {
		return who, CardRequest{}, err
	}
	c, err := CardByID(tx, id)
	if err == nil && c.State != "open" && d.fault != "answers twice" {
		err = fault.New(fault.Conflict, "account.request_answered")
	}
	return who, c, err
}

// EraseByCard carries an erasure out: another officer has the card before them
// and types its number once more.
func (d *Private) EraseByCard(tx *db.Tx, session string, id db.ID, nik string, seen bool) error {
	who, c, err := d.waiting(tx, session, id)
	switch {
	case err != nil:
		return err
	case c.By == who.Person && d.fault != "one officer":
		return fault.New(fault.Denied, "account.card_takes_two")
	case !seen:
		return fault.New(fault.Invalid, "account.grant_invalid").At("seen", "account.request_seen")
	case c.blind != d.cardBlind(nik) && d.fault != "any card":
		return fault.New(fault.Invalid, "account.grant_invalid").At("nik", "account.card_other")
	}
	if err := who.Freshly(tx, FreshSecond); err != nil {
		return err
	}
	gone := 0
	for _, k := range d.Keepers {
		n, err := k.Forget(tx, who.Actor(), nik)
		if err != nil {
			return err
		}
		gone += n
	}
	if _, err := tx.Exec(`update account_card set blind = '' where blind = $1 and state <> 'open'`, c.blind); err != nil {
		return err
	}
	if _, err := tx.Exec(`update account_card set state = 'done', blind = '', found = $2, done_at = $3, done_by = $4 where id = $1`, id, gone, tx.Now(), who.Person); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.card_erased", Kind: "account_card", Subject: id, Data: map[string]any{"found": gone}})
}

// RefuseByCard closes a request with one of Refusals.
func (d *Private) RefuseByCard(tx *db.Tx, session string, id db.ID, why string) error {
	who, _, err := d.waiting(tx, session, id)
	if err != nil {
		return err
	}
	if !slices.Contains(Refusals, why) {
		return fault.New(fault.Invalid, "account.grant_invalid").At("why", "account.request_why")
	}
	if _, err := tx.Exec(`update account_card set state = 'refused', answer = $2, done_at = $3, done_by = $4 where id = $1`, id, why, tx.Now(), who.Person); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.card_refused", Kind: "account_card", Subject: id, Data: map[string]any{"why": why}})
}
