package notice

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/mail"
	"alun/ground/wa"
)

// Follow keeps a wish to follow and puts the message with the link that says
// yes. What is followed already, and an address that has had enough of such
// messages, get none, and the answer is the same: it tells nobody who follows.
func (k *Desk) Follow(tx *db.Tx, a Ask) error {
	l := k.Words.In(a.Lang)
	name, there, err := a.Topic.Named(tx, l)
	if err != nil {
		return err
	}
	if !there {
		return fault.New(fault.Invalid, "notice.no_topic").At("apa", "notice.no_topic")
	}
	blind := k.blind(a.Way, a.Address)
	enough, err := k.enough(tx, blind)
	if err != nil || enough {
		return err
	}
	reader, err := k.reader(tx, a, blind)
	if err != nil {
		return err
	}
	id := tx.NewID()
	n, err := tx.Exec(`insert into notice_follow (id, reader, what, which, lang, pace, state, token, asked_at)
		values ($1, $2, $3, $4, $5, $6, 'asked', $7, $8) on conflict (reader, what, which) do update
		set lang = excluded.lang, pace = excluded.pace, token = excluded.token, asked_at = excluded.asked_at
		where notice_follow.state = 'asked'`,
		id, reader, a.Topic.What, a.Topic.Which, string(a.Lang), a.Pace, hashed(a.Token), tx.Now())
	if err != nil || n == 0 { // followed already
		return err
	}
	return k.put(tx, reader, a.Way, a.Address, k.askLetter(l, name, a.Token), "notice.ask", "ask/"+hashed(a.Token)[:32])
}

// enough counts, and tells whether an address has had its share of first
// messages, or all together have.
func (k *Desk) enough(tx *db.Tx, blind string) (bool, error) {
	all, _, err := db.One(tx, (*db.Row).Int, `select count(*) from notice_ask where at > $1`, tx.Now().Add(-1*hour))
	if err != nil {
		return false, err
	}
	if all >= askedInAll && k.fault != "no limit" {
		return false, fault.New(fault.TooMany, "notice.many")
	}
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from notice_ask where blind = $1 and at > $2`, blind, tx.Now().Add(-day))
	if err != nil || n >= askedMost && k.fault != "no limit" {
		return true, err
	}
	_, err = tx.Exec(`insert into notice_ask (id, blind, at) values ($1, $2, $3)`, tx.NewID(), blind, tx.Now())
	return false, err
}

// reader finds or makes the reader of an address.
func (k *Desk) reader(tx *db.Tx, a Ask, blind string) (db.ID, error) {
	id, found, err := db.One(tx, (*db.Row).ID, `select id from notice_reader where blind = $1`, blind)
	if err != nil || found {
		return id, err
	}
	id = tx.NewID()
	_, err = tx.Exec(`insert into notice_reader (id, way, blind, sealed, lang, pace, made_at) values ($1, $2, $3, $4, $5, $6, $7)`,
		id, a.Way, blind, k.Keys.Seal("notice", place(id), a.Address), string(a.Lang), a.Pace, tx.Now())
	return id, err
}

// put hands a letter to the outbox of its way.
func (k *Desk) put(tx *db.Tx, reader db.ID, way, address string, w writing, kind, key string) error {
	key = "notice/" + key
	if way == "wa" {
		_, err := k.Box.Put(tx, wa.Message{Key: key, Kind: kind, About: reader, Number: address, Text: w.text, Until: w.until(tx.Now())})
		return err
	}
	_, err := k.Post.Put(tx, mail.Message{Key: key, Kind: kind, About: reader, To: address, Subject: w.subject,
		Text: w.text, HTML: w.html, Unsubscribe: w.end, Until: w.until(tx.Now())})
	return err
}

// asked finds a follow that waits for its yes.
func asked(tx *db.Tx, token string) (id, reader db.ID, t Topic, found bool, err error) {
	type row struct {
		id, reader db.ID
		t          Topic
	}
	r, found, err := db.One(tx, func(r *db.Row) row { return row{r.ID(), r.ID(), Topic{r.Text(), r.Text()}} },
		`select id, reader, what, which from notice_follow where token = $1 and state = 'asked' and asked_at > $2`,
		hashed(token), tx.Now().Add(-linkTime))
	return r.id, r.reader, r.t, found, err
}

// errOld is a link that has been used, has expired or never was.
func errOld() error { return fault.New(fault.NotFound, "notice.link_old") }

// Asked names what a link would say yes to.
func (k *Desk) Asked(tx *db.Tx, token string, l lang.Lang) (string, error) {
	_, _, t, found, err := asked(tx, token)
	if err != nil || !found {
		return "", orOld(err)
	}
	name, _, err := t.Named(tx, l)
	return name, err
}

func orOld(err error) error {
	if err != nil {
		return err
	}
	return errOld()
}

// Confirm says yes: from now on the reader is told.
func (k *Desk) Confirm(tx *db.Tx, token string) error {
	id, reader, _, found, err := asked(tx, token)
	if err != nil || !found {
		return orOld(err)
	}
	if _, err := tx.Exec(`update notice_follow set state = 'on', token = '', on_at = $2 where id = $1`, id, tx.Now()); err != nil {
		return err
	}
	_, err = tx.Exec(`update notice_reader set lang = (select lang from notice_follow where id = $2),
		pace = (select pace from notice_follow where id = $2) where id = $1`, reader, id)
	return err
}

// End ends everything that a reader follows and forgets him. Doing it again
// changes nothing.
func (k *Desk) End(tx *db.Tx, token string) error {
	reader, ok := k.readerOf(token)
	if !ok {
		return errOld()
	}
	return forget(tx, reader)
}

// forget erases a reader with all that waits for him.
func forget(tx *db.Tx, reader db.ID) error {
	for _, q := range []string{
		`delete from notice_ask where blind in (select blind from notice_reader where id = $1)`,
		`delete from notice_item where reader = $1`,
		`delete from notice_follow where reader = $1`,
		`delete from notice_reader where id = $1`,
	} {
		if _, err := tx.Exec(q, reader); err != nil {
			return err
		}
	}
	if err := mail.Withdraw(tx, reader); err != nil {
		return err
	}
	return wa.Withdraw(tx, reader)
}
