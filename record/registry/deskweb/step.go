package deskweb

import (
	"net/http"
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
)

// deskMoves are the moves that an officer makes here, in the order of buttons.
var deskMoves = []registry.Move{registry.Publishing, registry.Returning, registry.Resuming, registry.Reopening, registry.Suspending, registry.Closing}

// stepPage is the page on which one move is made: it says what will happen.
type stepPage struct {
	onePage
	move   registry.Move
	tongue lang.Lang // that the owner reads
}

func (d Desk) stepPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	from := v.Line("dari", mostFrom)
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawStep(tx, r, stepPage{onePage: onePage{from: from}})
}

func (d Desk) drawStep(tx *db.Tx, r *web.Request, p stepPage) (web.Reply, error) {
	if err := d.look(tx, r, &p.onePage); err != nil {
		return web.Reply{}, err
	}
	if p.move = registry.Move(r.PathValue("move")); !slices.Contains(deskMoves, p.move) {
		return web.Reply{}, fault.New(fault.NotFound, "deskweb.no_move")
	}
	if !p.checks && !officerOnly(tx, r.Session()) {
		return web.Reply{}, p.view.Need(tx, registry.MayCheck)
	}
	for _, read := range []func(*db.Tx, *onePage) error{d.oddities, d.meanwhile} {
		if err := read(tx, &p.onePage); err != nil {
			return web.Reply{}, err
		}
	}
	var err error
	if p.tongue, err = face.Tongue(tx, d.Words, p.view.ID); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.title(), Nav: nav, Body: stepBody(p)}}, nil
}

// lead says what will happen: of a business that is published, what of its place everybody
// sees then, as the register shows it.
func (p stepPage) lead() string {
	key := "deskweb.step_" + string(p.move) + "_lead"
	if p.move == registry.Publishing {
		key += p.placeShown()
	}
	return p.T(key)
}

// placeShown is which of its address and its point is shown with a business; "" neither.
func (p stepPage) placeShown() string {
	facts := p.view.Facts
	if facts.Vendor() || facts[registry.AtHome] != registry.No && facts[registry.AddressPublic] != registry.Yes {
		return ""
	}
	there := known(p.view.Business)
	switch address, point := there[registry.Address] != "", there[registry.Point] != ""; {
	case address && point:
		return "_both"
	case address:
		return "_address"
	case point:
		return "_point"
	}
	return ""
}

func (p stepPage) title() string { return p.T("deskweb.step_"+string(p.move), p.name()) }

// can tells whether the move is possible now; not says why it is not.
func (p stepPage) can() bool { return p.checks && p.view.State.Can(p.move) && !p.own() }

// own is a business that the officer handed in: somebody else publishes it.
func (p stepPage) own() bool {
	return p.move == registry.Publishing && p.view.SubmittedBy == p.who.Actor()
}

func (p stepPage) not() string {
	switch {
	case !p.checks:
		return p.why
	case p.own():
		return p.T("registry.four_eyes")
	}
	return p.T("registry.is_" + string(p.view.State))
}

// reasons are those of a list that the move needs; nil where it needs none.
func (p stepPage) reasons() []string {
	switch p.move {
	case registry.Suspending:
		return registry.SuspendReasons
	case registry.Closing:
		return registry.CloseReasons
	}
	return nil
}

// speaks tells whether the owner reads a sentence.
func (p stepPage) speaks() bool { return p.move != registry.Publishing && p.move != registry.Reopening }

func (p stepPage) choice() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "reason", Label: p.T("deskweb.ask_reason"), Value: p.typed.reason, Fault: p.fault()}}
	for _, code := range p.reasons() {
		c.Options = append(c.Options, parts.Option{Value: code, Label: p.T(registry.ReasonWord(code))})
	}
	return c
}

// fault is what was wrong, at the fields of this form alone.
func (p stepPage) fault() *fault.Fault { return only(p.bad, "sentence", "reason") }

// takeStep makes a move.
func (d Desk) takeStep() web.Form[deskSaid, deskDone] {
	return d.form(false, func(tx *db.Tx, v registry.View, in deskSaid) (deskDone, error) {
		act := map[registry.Move]func(*db.Tx, string, registry.Step) error{registry.Publishing: d.Book.Publish, registry.Returning: d.Book.Return,
			registry.Suspending: d.Book.Suspend, registry.Resuming: d.Book.Resume, registry.Closing: d.Book.Close, registry.Reopening: d.Book.Reopen}[in.move]
		if act == nil {
			return deskDone{}, fault.New(fault.NotFound, "deskweb.no_move")
		}
		if _, err := d.Book.MayCheckOn(tx, in.session, v.ID); err != nil { // an owner closes elsewhere
			return deskDone{}, err
		}
		return deskDone{Ya: string(in.move)}, act(tx, in.session, registry.Step{Business: v.ID, Version: in.version, Reason: in.reason, Sentence: in.chosen()})
	}, func(tx *db.Tx, r *web.Request, in deskSaid, bad *fault.Fault) (web.Reply, error) {
		if in.ready == 0 {
			return d.drawStep(tx, r, stepPage{onePage: onePage{bad: bad, typed: in, from: in.from}})
		}
		reply, err := d.drawStep(tx, r, stepPage{onePage: onePage{typed: in, from: in.from}})
		reply.Status = http.StatusOK // a sentence was asked for, and nothing refused
		return reply, err
	})
}

// chosen is the sentence that the owner reads.
func (in deskSaid) chosen() string { return in.sentence }

func (p stepPage) look() parts.Look {
	if p.move == registry.Suspending || p.move == registry.Closing {
		return parts.Danger
	}
	return parts.Lead
}
