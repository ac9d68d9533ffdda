package asosiasi

import (
	"slices"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// How much waits for an answer at once, how much is begun within 24 hours, and how long an
// association leaves alone who declined, or whom it invited and took back. Ours: each
// beginning is a letter, so many of them are a letter to everybody. What is begun within a day the
// tables bound too, by the same numbers, without a sentence.
const (
	MostInvited      = 200 // wait, of one association
	MostAsked        = 20  // wait, of one business
	MostInvitedDay   = 50  // of one association
	MostAskedDay     = 10  // of one business
	MostNominatedDay = 50  // of one association
	MostOfMemberDay  = 5   // nominations of one member
	Quiet            = 90 * 24 * time.Hour
	day              = 24 * time.Hour
)

// What begins within a day, also where it was taken back since. Who began a membership
// said yes in the moment in which it was made.
const (
	invitedSince   = `select count(*) from registry_asosiasi_membership where asosiasi = $1 and made_at > $2 and asosiasi_yes_at = made_at`
	askedSince     = `select count(*) from registry_asosiasi_membership where business = $1 and made_at > $2 and owner_yes_at = made_at`
	nominatedSince = `select count(*) from registry_asosiasi_nomination n join registry_asosiasi_membership m on m.id = n.membership where m.asosiasi = $1 and n.made_at > $2`
	ofMemberSince  = `select count(*) from registry_asosiasi_nomination where membership = $1 and made_at > $2`
)

// waiting counts what waits of one kind for an association or of a business.
func waiting(tx *db.Tx, query string, id db.ID, most int) error {
	n, _, err := db.One(tx, (*db.Row).Int, query, id)
	if err == nil && n >= most {
		err = fault.New(fault.TooMany, "asosiasi.too_many_wait", most)
	}
	return err
}

// bounded refuses who began as much as may be begun within a day.
func bounded(tx *db.Tx, query string, id db.ID, most int) error {
	n, _, err := db.One(tx, (*db.Row).Int, query, id, tx.Now().Add(-day))
	if err == nil && n >= most && !leftOut("bound") {
		err = fault.New(fault.TooMany, "asosiasi.too_many_begun", most)
	}
	return err
}

// quiet leaves alone who declined not long ago or left by themselves, and whose invitation
// was taken back. The table refuses it too, without a sentence.
func quiet(tx *db.Tx, asosiasi, business db.ID) error {
	side, recent, err := db.One(tx, (*db.Row).Text, `select ended_side from registry_asosiasi_membership where asosiasi = $1 and business = $2 and ended_at > $3
		and (ended_side = 'usaha' and asosiasi_yes_at is not null or ended_side = 'asosiasi' and owner_yes_at is null) order by ended_at desc limit 1`,
		asosiasi, business, tx.Now().Add(-Quiet))
	if err != nil || !recent || leftOut("quiet") {
		return err
	}
	key := "asosiasi.declined_lately"
	if Side(side) == Association {
		key = "asosiasi.taken_back_lately"
	}
	return fault.New(fault.Conflict, key).At("usaha", key)
}

// apart refuses who has a part in a business or helps one of its owners: nobody speaks on
// both sides.
func apart(tx *db.Tx, who account.Who, business db.ID) error {
	if err := registry.NotOwn(tx, who, business); err != nil && (!leftOut("not own") || !fault.Is(err, fault.Denied)) {
		return err
	}
	owners, err := registry.OwnersOf(tx, business)
	for _, o := range owners {
		var helpers []account.Grant
		if err == nil {
			helpers, err = account.Helpers(tx, o)
		}
		if err == nil && slices.ContainsFunc(helpers, func(g account.Grant) bool { return g.Person == who.Person }) && !leftOut("helps") {
			err = fault.New(fault.Denied, "asosiasi.helps_owner")
		}
	}
	return err
}

// takesYes refuses the yes of an owner where it would not hold: of a business that not
// everybody sees, or an association that has ended.
func takesYes(tx *db.Tx, b registry.Business, asosiasi db.ID) error {
	if b.State != registry.Published {
		return fault.New(fault.Conflict, "registry.is_"+string(b.State))
	}
	a, err := find(tx, asosiasi)
	if err == nil && a.State != Recognised {
		err = fault.New(fault.Conflict, "asosiasi.is_"+string(a.State))
	}
	return err
}
