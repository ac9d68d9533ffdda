package ownerweb

import (
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/pace"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
)

// asking is how often one sender may ask others to own a business: an answer tells whether
// a number is a maker's.
var asking = pace.Rate{What: "registry.invite", Many: 20, In: time.Hour}

// inviteLine is an invitation that waits.
type inviteLine struct {
	code   string
	called string // who is asked, or who asks
	name   string // of the business
	until  date.Day
}

// invites lists the invitations of a business, for its owner.
func (d *Desk) invites(tx *db.Tx, p page) (out []inviteLine, err error) {
	all, err := d.Book.Invitations(tx, p.r.Session(), p.view.ID)
	for _, x := range all {
		line := inviteLine{code: d.Code(x.ID), until: lastOf(x)}
		if line.called, err = d.NameOf(tx, x.Person); err != nil {
			return nil, err
		}
		out = append(out, line)
	}
	return out, err
}

// lastOf is the last whole day on which an invitation can be answered.
func lastOf(x registry.Invitation) date.Day { return date.DayOf(x.Until).Next(-1) }

func (p peoplePage) loginField() parts.Field {
	return parts.Field{Name: "login", Label: p.T("ownerweb.invite_login"), Help: p.T("ownerweb.invite_login_help"), Value: p.typed.login, Type: "tel", Max: 60, Auto: "off", Fault: p.bad}
}

// invite asks a maker to own the business too. Of the number nothing is kept.
func (d *Desk) invite() web.Form[said, did] {
	f := d.press(pressing{right: registry.MayInvite, to: "/orang", secret: []string{"login"}, act: func(tx *db.Tx, v registry.View, in said) (did, error) {
		person, err := d.Find(tx, in.login)
		switch bad := fault.Of(err); {
		case bad != nil && bad.Kind == fault.Invalid: // it is no number: nobody was looked for
			err = fault.New(fault.Invalid, "ownerweb.invite_login_short").At("login", "ownerweb.invite_login_short")
		case bad != nil && bad.Kind == fault.NotFound:
			err = fault.New(fault.Invalid, "registry.invite_no_maker").At("login", "registry.invite_no_maker")
		}
		if err != nil {
			return did{}, err
		}
		_, err = d.Book.Invite(tx, in.session, v.ID, person)
		return did{Ya: "ajak"}, err
	}, again: d.drawPeople})
	prepare := f.Prepare
	f.Prepare = func(r *web.Request) (said, error) {
		in, err := prepare(r)
		if err == nil {
			err = r.Paced(asking)
		}
		return in, err
	}
	return f
}

// uninvite takes an invitation back.
func (d *Desk) uninvite() web.Form[said, did] {
	return d.press(pressing{right: registry.MayInvite, to: "/orang", act: func(tx *db.Tx, v registry.View, in said) (did, error) {
		return did{Ya: "tarik"}, d.Book.Uninvite(tx, in.session, v.ID, in.row)
	}, again: d.drawPeople})
}

// invitedPage is where somebody reads who asks them to own a business, and answers.
type invitedPage struct {
	lang.Lang
	r    *web.Request
	all  []inviteLine
	done string
	bad  *fault.Fault
}

func (d *Desk) invitedPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	p := invitedPage{done: dones[v.Line("ya", 10)]}
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawInvited(tx, r, p)
}

func (d *Desk) drawInvited(tx *db.Tx, r *web.Request, p invitedPage) (web.Reply, error) {
	p.Lang, p.r = r.Lang, r
	all, err := d.Book.Invited(tx, r.Session())
	for _, x := range all {
		line := inviteLine{code: d.Code(x.ID), name: x.Name, until: lastOf(x)}
		if line.called, err = d.NameOf(tx, x.By); err != nil {
			return web.Reply{}, err
		}
		p.all = append(p.all, line)
	}
	return web.Reply{Page: &web.Page{Title: p.T("ownerweb.invited_title"), Nav: ownNav, Body: invitedBody(p)}}, err
}

// answered is an answer to an invitation.
type answered struct {
	session, step string
	id            db.ID
}

// owns is the code of the business that somebody owns now; "" after a no.
type owns struct{ Code string }

func (d *Desk) answer() web.Form[answered, owns] {
	return web.Form[answered, owns]{
		Prepare: func(r *web.Request) (answered, error) {
			v := r.Values()
			in := answered{session: r.Session(), step: v.Line("langkah", 10)}
			in.id, _ = d.ID(v.Line("ajakan", 20)) // what is none is found nowhere
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in answered) (owns, error) {
			if in.step != "ya" && in.step != "tidak" {
				return owns{}, fault.New(fault.Invalid, "ownerweb.answer_needed")
			}
			business, err := d.Book.AnswerInvitation(tx, in.session, in.id, in.step == "ya")
			if err != nil || business == 0 {
				return owns{}, err
			}
			return owns{d.Code(business)}, nil
		},
		Draw: func(tx *db.Tx, r *web.Request, _ answered, out owns, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil && out.Code != "":
				return web.Reply{To: r.Href("/usaha-saya/" + out.Code + "/orang?ya=pemilik")}, nil
			case bad == nil:
				return web.Reply{To: r.Href(invitePath + "?ya=bukan")}, nil
			case bad.Kind == fault.Invalid:
				return d.drawInvited(tx, r, invitedPage{bad: bad})
			}
			return web.Reply{}, bad
		}}
}
