package deskweb

import (
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/registry"
)

// deskSaid is what an officer sent.
type deskSaid struct {
	session, code string
	version       int64
	move          registry.Move
	reason        string
	sentence      string
	ready         int    // a ready sentence that was asked for instead of the move, from 1
	from          string // the list from which the officer came
	facts         []registry.Fact
	level         registry.Level
	purpose       string
	id            db.ID // of a proposal or a change
	accept        bool
	login         string
	document      string
}

// deskDone is what became of it, for the page that follows.
type deskDone struct {
	Ya   string
	Read string // code of a read of private facts
}

func (d Desk) readSaid(r *web.Request) (deskSaid, error) {
	v := r.Values()
	in := deskSaid{session: r.Session(), code: r.PathValue("code"), move: registry.Move(r.PathValue("move")), reason: v.Line("reason", 40), sentence: v.Lines("sentence", 2000),
		purpose: v.Line("keperluan", 20), accept: v.Line("putusan", 10) == "terima", login: v.Line("login", 254), document: v.Line("document", 20)}
	in.version, _ = strconv.ParseInt(v.Line("versi", 20), 10, 64) // 0 is whatever stands
	in.ready, _ = strconv.Atoi(v.Line("kalimat", 3))              // 0 asks for the move
	in.from = v.Line("dari", mostFrom)
	in.level, _ = registry.LevelOf(v.Line("dasar", 10))
	for _, f := range v.All("fakta", len(registry.Facts), 30) {
		if registry.Fact(f).Known() {
			in.facts = append(in.facts, registry.Fact(f))
		}
	}
	for _, name := range []string{"proposal", "change"} {
		if code := r.PathValue(name); code != "" {
			in.id, _ = d.ID(code) // what is none is found nowhere
		}
	}
	if err := v.Err(); err != nil || in.ready == 0 {
		return in, err
	}
	return in, fault.New(fault.Invalid, "web.check_fields") // nothing is done: the form is drawn with the sentence
}

// again draws a page with what was wrong.
type again func(tx *db.Tx, r *web.Request, in deskSaid, bad *fault.Fault) (web.Reply, error)

// form is a form about one business.
func (d Desk) form(same bool, act func(tx *db.Tx, v registry.View, in deskSaid) (deskDone, error), redraw again) web.Form[deskSaid, deskDone] {
	return web.Form[deskSaid, deskDone]{Same: same, Prepare: d.readSaid,
		Act: func(tx *db.Tx, in deskSaid) (deskDone, error) {
			v, err := d.seen(tx, in.session, in.code)
			if err != nil {
				return deskDone{}, err
			}
			return act(tx, v, in)
		},
		Draw: func(tx *db.Tx, r *web.Request, in deskSaid, out deskDone, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil && out.Read != "":
				return web.Reply{To: r.Href("/petugas/usaha/" + in.code + "/pribadi/" + out.Read + cameFrom("?", in.from))}, nil
			case bad == nil:
				return web.Reply{To: r.Href("/petugas/usaha/" + in.code + "?ya=" + out.Ya + cameFrom("&", in.from))}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict || bad.Kind == fault.TooMany:
				return redraw(tx, r, in, bad)
			case bad.Kind == fault.Denied || bad.Kind == fault.NotFound:
				// A refusal of the register names why: it is told where it happened, to
				// who may look at the business.
				if _, err := d.seen(tx, r.Session(), in.code); err == nil && officerOnly(tx, r.Session()) {
					return redraw(tx, r, in, bad)
				}
			}
			return web.Reply{}, bad
		},
	}
}

// officerOnly reports an officer of an area: who only watches gets the plain refusal.
func officerOnly(tx *db.Tx, session string) bool {
	_, err := account.May(tx, session, registry.MayCheck, account.At{Any: true})
	return err == nil
}

// onOne draws the page of the business with what was wrong.
func (d Desk) onOne(tx *db.Tx, r *web.Request, in deskSaid, bad *fault.Fault) (web.Reply, error) {
	return d.drawOne(tx, r, onePage{bad: bad, typed: in, from: in.from})
}

// decide accepts or refuses a proposal.
func (d Desk) decide() web.Form[deskSaid, deskDone] {
	return d.form(false, func(tx *db.Tx, v registry.View, in deskSaid) (deskDone, error) {
		all, err := d.Book.Proposals(tx, in.session, v.ID)
		if err != nil {
			return deskDone{}, err
		}
		if err := v.Need(tx, registry.MayDecide); err != nil {
			return deskDone{}, err
		}
		if _, err := d.Book.MayCheckOn(tx, in.session, v.ID); err != nil { // nobody decides about their own
			return deskDone{}, err
		}
		if !slices.ContainsFunc(all, func(p registry.Proposal) bool { return p.ID == in.id }) {
			return deskDone{}, fault.New(fault.Conflict, "registry.proposal_over")
		}
		out := deskDone{Ya: "tolak"}
		if in.accept {
			out.Ya = "terima"
		}
		_, err = d.Book.Decide(tx, in.session, registry.Deciding{Proposal: in.id, Version: in.version, Accept: in.accept})
		return out, err
	}, d.onOne)
}

// confirm says that facts are as they stand, as the officer saw or was shown.
func (d Desk) confirm() web.Form[deskSaid, deskDone] {
	return d.form(true, func(tx *db.Tx, v registry.View, in deskSaid) (deskDone, error) {
		if err := v.Need(tx, registry.MayCheck); err != nil {
			return deskDone{}, err
		}
		f := fault.New(fault.Invalid, "deskweb.confirm_invalid")
		if len(in.facts) == 0 {
			f.At("fakta", "deskweb.facts_needed")
		}
		if in.level != registry.Seen && in.level != registry.Document {
			f.At("dasar", "deskweb.basis_needed")
		}
		if len(f.Fields) > 0 {
			return deskDone{}, f
		}
		if _, err := d.Book.MayCheckOn(tx, in.session, v.ID); err != nil { // nobody checks their own
			return deskDone{}, err
		}
		saved, err := d.Book.Change(tx, in.session, registry.Changing{Business: v.ID, Version: in.version, Confirm: in.facts, Level: in.level})
		switch {
		case fault.Of(err) != nil && fault.Of(err).Key == "registry.unopened":
			return deskDone{}, atBoxes(fault.Of(err))
		case err != nil:
			return deskDone{}, err
		case len(saved.Clashes) > 0:
			f := fault.New(fault.Conflict, "deskweb.clash")
			f.At("fakta", "deskweb.clash_fact")
			return deskDone{}, f
		case len(saved.Changed) == 0:
			return deskDone{Ya: "sama"}, nil
		}
		return deskDone{Ya: "periksa"}, nil
	}, d.onOne)
}

// atBoxes tells at the boxes of the form which facts must be opened first.
func atBoxes(unopened *fault.Fault) *fault.Fault {
	f := fault.New(unopened.Kind, unopened.Key, unopened.Args...)
	for _, x := range unopened.Fields {
		f.At("fakta", x.Key, x.Args...)
	}
	return f
}

// link gives a business to the maker who stands at the counter.
func (d Desk) link() web.Form[deskSaid, deskDone] {
	return d.form(false, func(tx *db.Tx, v registry.View, in deskSaid) (deskDone, error) {
		if err := v.Need(tx, registry.MayPeople); err != nil {
			return deskDone{}, err
		}
		maker, err := d.MakerOf(tx, in.session, v.Facts[registry.Kelurahan], in.document, in.login)
		if err != nil {
			return deskDone{}, err
		}
		return deskDone{Ya: "pemilik"}, d.Book.LinkOwner(tx, in.session, v.ID, maker)
	}, d.onOne)
}
