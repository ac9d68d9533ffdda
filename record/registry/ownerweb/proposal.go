package ownerweb

import (
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
)

// proposalsPage is what somebody says against what is known of a business.
type proposalsPage struct {
	page
	asks  []proposalLine // that who looks may answer
	waits []proposalLine // that somebody else answers
}

// proposalLine is one proposal with both sides.
type proposalLine struct {
	registry.Proposal
	code         string
	label        string
	there, value string
	known        string // where what stands now is from, and since when
	said         string // who says otherwise, and when
	effect       string // what accepting it changes
	why          string // why who looks does not answer it
}

func (d *Desk) proposalsPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := fresh(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawProposals(tx, r, p)
}

func (d *Desk) drawProposals(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	p := proposalsPage{page: at}
	if err := d.open(tx, r, &p.page); err != nil {
		return web.Reply{}, err
	}
	all, err := d.Book.Proposals(tx, r.Session(), p.view.ID)
	if err != nil {
		return web.Reply{}, err
	}
	say, err := face.NewTeller(tx, d.Shelf, r.Lang)
	if err != nil {
		return web.Reply{}, err
	}
	decides := p.view.May(tx, registry.MayDecide)
	for _, x := range all {
		line := p.line(x, say, decides)
		line.code = d.Code(x.ID)
		if line.why == "" && p.changes {
			p.asks = append(p.asks, line)
		} else {
			p.waits = append(p.waits, line)
		}
	}
	return web.Reply{Page: &web.Page{Title: p.T("ownerweb.proposals_title"), Nav: ownNav, Body: proposalsBody(p)}}, nil
}

func (p page) line(x registry.Proposal, say face.Teller, decides bool) proposalLine {
	out := proposalLine{Proposal: x, label: p.T(x.Fact.Label()), there: p.told(say, x.Fact, x.There, "ownerweb.nothing"), value: p.told(say, x.Fact, x.Value, "ownerweb.away")}
	if x.Personal {
		out.there, out.value = p.T("ownerweb.shut"), p.T("ownerweb.shut")
	}
	if x.Proof.Level != 0 {
		out.known = p.T("ownerweb.since", p.moment(x.Proof.At))
		if x.Proof.Source != "" {
			out.known = p.T("ownerweb.by_list", face.List(x.Proof.Source), p.moment(x.Proof.At))
		}
	}
	switch {
	case x.Source != "":
		out.said = p.T("ownerweb.by_list", face.List(x.Source), p.moment(x.At))
	case x.By == p.view.Viewer.Actor():
		out.said = p.T("ownerweb.by_you", p.moment(x.At))
	default:
		out.said = p.T("ownerweb.since", p.moment(x.At))
	}
	switch {
	case !decides:
		out.why = p.T("ownerweb.owner_decides")
	case x.By == p.view.Viewer.Actor():
		out.why = p.T("ownerweb.yours_waits")
	case p.view.As == registry.Owning && x.Proof.Level > registry.Through:
		out.why = p.T("registry.proposal_of_officer")
	}
	out.effect = p.effect(x, out)
	return out
}

// told is a side of a proposal; none where it says nothing.
func (p page) told(say face.Teller, f registry.Fact, value, none string) string {
	if value == "" {
		return p.T(none)
	}
	if f == registry.Point {
		return p.pointText(value)
	}
	return say.Fact(f, value)
}

// effect says what accepting a proposal changes, and for whom.
func (p page) effect(x registry.Proposal, line proposalLine) string {
	change := p.T("ownerweb.effect", line.label, line.value)
	switch {
	case x.Personal:
		change = p.T("ownerweb.effect_shut", line.label)
	case x.Value == "":
		change = p.T("ownerweb.effect_away", line.label)
	}
	switch {
	case !p.shows(x.Fact):
		return p.T("ownerweb.effect_private", change)
	case p.public():
		return p.T("ownerweb.effect_public", change)
	}
	return change
}

// shows tells whether the public sees a fact of this business once it is published.
func (p page) shows(f registry.Fact) bool {
	v := p.view.Facts
	if flag, there := map[registry.Fact]registry.Fact{registry.Phone: registry.PhonePublic, registry.WA: registry.WAPublic, registry.Mail: registry.MailPublic}[f]; there {
		return v[flag] == registry.Yes
	}
	switch f {
	case registry.Sales, registry.Capital, registry.NIB, registry.WorkersM, registry.WorkersF, registry.AtHome:
		return false
	case registry.Point:
		return p.sees() == "place" || p.sees() == "home_open"
	case registry.Address, registry.RT:
		return v[registry.AtHome] == registry.No || v[registry.AddressPublic] == registry.Yes
	}
	return true
}

func (x proposalLine) basis(p page) parts.Evidence { return orStated(face.Evidence(p.Lang, x.Level)) }

// stands is how well what stands now is known.
func (x proposalLine) stands(p page) *parts.Evidence { return face.Evidence(p.Lang, x.Proof.Level) }

func orStated(e *parts.Evidence) parts.Evidence {
	if e == nil {
		return parts.Evidence{Level: parts.Stated}
	}
	return *e
}

// decide accepts or refuses a proposal.
func (d *Desk) decide() web.Form[said, did] {
	return d.press(pressing{right: registry.MayDecide, to: "/usulan", act: func(tx *db.Tx, v registry.View, in said) (did, error) {
		all, err := d.Book.Proposals(tx, in.session, v.ID)
		if err == nil && !slices.ContainsFunc(all, func(x registry.Proposal) bool { return x.ID == in.row }) {
			err = fault.New(fault.Conflict, "registry.proposal_over")
		}
		if err != nil {
			return did{}, err
		}
		out := did{Ya: "tolak"}
		if in.step == "terima" {
			out.Ya = "terima"
		} else if in.step != "tolak" {
			return did{}, fault.New(fault.Invalid, "ownerweb.answer_needed")
		}
		_, err = d.Book.Decide(tx, in.session, registry.Deciding{Proposal: in.row, Version: in.version, Accept: in.step == "terima"})
		return out, err
	}, again: d.drawProposals})
}
