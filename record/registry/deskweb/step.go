package deskweb

import (
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
)

// deskMoves are the moves that an officer makes here, in the order of buttons.
var deskMoves = []registry.Move{registry.Publishing, registry.Returning, registry.Resuming, registry.Reopening, registry.Suspending, registry.Closing}

// stepPage is the page on which one move is made: it says what will happen.
type stepPage struct {
	onePage
	move registry.Move
	nth  string // of a ready sentence that was chosen
}

func (d Desk) stepPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	nth := v.Line("kalimat", 3)
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawStep(tx, r, stepPage{nth: nth})
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
	return web.Reply{Page: &web.Page{Title: p.title(), Nav: nav, Body: stepBody(p)}}, nil
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

func (p stepPage) sentence() parts.Field {
	f := parts.Field{Name: "sentence", Label: p.T("deskweb.ask_sentence"), Help: p.T("deskweb.ask_sentence_help"), Value: p.typed.sentence, Max: 500, Fault: p.fault()}
	if f.Value == "" && p.bad == nil {
		f.Value = p.ready()
	}
	return f
}

// ready is a sentence to begin with: for a return one that names what is missing.
func (p stepPage) ready() string {
	all := p.sentences()
	if n, err := strconv.Atoi(p.nth); err == nil && n >= 1 && n <= len(all) {
		return all[n-1]
	}
	if p.move != registry.Returning {
		return ""
	}
	lacks := registry.Missing(known(p.view.Business))
	if len(lacks) == 0 {
		return ""
	}
	out := p.T("deskweb.ready_begin")
	for _, l := range lacks {
		out += "\n" + p.T("deskweb.ready_lack", p.T(l.Fact.Label()), p.T(l.How))
	}
	return out
}

// sentences are ready ones to choose from or to copy: the officer's own words stay.
func (p stepPage) sentences() []string {
	var keys []string
	switch p.move {
	case registry.Returning:
		keys = []string{"deskweb.ready_name", "deskweb.ready_point", "deskweb.ready_about", "deskweb.ready_kbli", "deskweb.ready_nib", "deskweb.ready_contact"}
	case registry.Suspending:
		keys = []string{"deskweb.ready_doubt", "deskweb.ready_complaint", "deskweb.ready_owner"}
	case registry.Resuming:
		keys = []string{"deskweb.ready_cleared", "deskweb.ready_cleared_owner"}
	case registry.Closing:
		keys = []string{"deskweb.ready_closed", "deskweb.ready_moved"}
	}
	var out []string
	for _, k := range keys {
		out = append(out, p.T(k))
	}
	return out
}

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
		return d.drawStep(tx, r, stepPage{onePage: onePage{bad: bad, typed: in}})
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
