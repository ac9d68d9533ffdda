package main

import (
	"cmp"
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/outlook/notice"
	"alun/record/account"
	"alun/record/account/accountweb"
	"alun/record/plan"
	"alun/record/registry/field"
	"alun/record/registry/kurasi"
	"alun/record/registry/lembar"
	"alun/record/registry/naikkelas"
	"alun/record/registry/opendata"
	"alun/record/registry/paspor"
	"alun/record/registry/product"
)

// personalDoor is the door to what is kept of people, with what the rooms above
// keep of them. A room that keeps values of persons is registered here: what is
// not would be in no copy and outlive erasure.
func (h *house) personalDoor(door accountweb.Door) accountweb.Personal {
	p := account.NewPrivate(h.people)
	p.OfficeName = officeCalled
	follows := followsOf(h.people, h.notice)
	// First: it goes by the addresses, which are gone later.
	p.Holdings = append([]account.Holding{follows, mailOf(h.notice.Post), waOf(h.notice.Box)}, p.Holdings...)
	p.Holdings = append(p.Holdings, h.book().Holdings()...)
	p.Holdings = append(p.Holdings, product.Desk{}.Holdings()...) // these after the register's: they go by what that forgot
	p.Holdings = append(p.Holdings, h.asosiasiDesk().Holdings()...)
	p.Holdings = append(p.Holdings, lembar.Desk{}.Holdings()...)
	p.Holdings = append(p.Holdings, kurasi.Held()...)
	p.Holdings = append(p.Holdings, naikkelas.Holdings()...)
	p.Holdings = append(p.Holdings, (&field.Desk{}).Holdings()...)
	p.Holdings = append(p.Holdings, (&paspor.Desk{}).Holdings()...)
	p.Holdings = append(p.Holdings, opendata.Holdings()...)
	// Of people who need no account, by the number of their identity card.
	p.Keepers = []account.Keeper{plan.Roll{Box: h.people.Box, Ring: h.people.Ring}.Keeper()}
	return accountweb.Personal{Door: door, Private: p, Tell: h.tellHeld, Elsewhere: h.readElsewhere}
}

// mailOf is what the outbox of e-mails has about a person.
func mailOf(post *mail.Post) account.Holding {
	return account.Holding{Table: "mail_message",
		Read: func(tx *db.Tx, person db.ID) (out []account.Held, err error) {
			all, err := post.About(tx, person)
			for _, m := range all {
				out = append(out, account.Held{What: "mail_message.kind", Value: m.Kind, Note: joined(m.State, cmp.Or(m.To, m.Hint), m.Subject, m.Text), From: m.PutAt, Until: m.EndedAt})
			}
			return out, err
		}, Erase: mail.Withdraw}
}

// waOf is what the outbox of WhatsApp has about a person.
func waOf(box wa.Box) account.Holding {
	return account.Holding{Table: "wa_message",
		Read: func(tx *db.Tx, person db.ID) (out []account.Held, err error) {
			all, err := box.About(tx, person)
			for _, m := range all {
				out = append(out, account.Held{What: "wa_message.kind", Value: m.Kind, Note: joined(m.State, cmp.Or(m.Number, m.Hint), m.Text), From: m.PutAt, Until: m.EndedAt})
			}
			return out, err
		}, Erase: wa.Withdraw}
}

// joined is what is kept of a message, in one line; most of it is gone when it was
// sent.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// officeCalled is an office's name today.
func officeCalled(tx *db.Tx, office db.ID, tag lang.Tag) (string, error) {
	all, err := plan.OPDs(tx, date.DayOf(tx.Now()).Year)
	for _, o := range all {
		if o.ID == office {
			return o.In(tag), err
		}
	}
	return "", err
}

// followsOf is what a person's addresses follow.
func followsOf(people *account.People, desk *notice.Desk) account.Holding {
	each := func(tx *db.Tx, person db.ID, do func(way, address string) error) error {
		all, err := people.Logins(tx, person)
		for _, l := range all {
			way := l.Way
			if way == "phone" {
				way = "wa"
			}
			if err == nil {
				err = do(way, l.Text)
			}
		}
		return err
	}
	return account.Holding{Table: "notice_follow",
		Read: func(tx *db.Tx, person db.ID) (out []account.Held, err error) {
			err = each(tx, person, func(way, address string) error {
				all, err := desk.FollowedBy(tx, way, address)
				for _, f := range all {
					out = append(out, account.Held{What: "notice_follow.what", Value: f.Topic.String(), Note: f.State, From: f.At})
				}
				return err
			})
			return out, err
		},
		Erase: func(tx *db.Tx, person db.ID) error {
			return each(tx, person, func(way, address string) error { return desk.ForgetAddress(tx, way, address) })
		}}
}
