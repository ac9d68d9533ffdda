package deskweb

import (
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/face"
)

// mostHistory is how many changes a page shows.
const mostHistory = 50

// changeLine is one change set, or a change of a permit or a person, in words.
type changeLine struct {
	code, what, who, when string
	facts                 []string
	back                  bool // it can be taken back
}

// historyPage is what happened to a business, the newest first.
type historyPage struct {
	onePage
	all   []changeLine
	steps []moveLine
	keys  registry.ProgramKeys // of programs by which officers decided
}

type moveLine struct{ what, who, when, reason, sentence string }

func (d Desk) historyPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	from := v.Line("dari", mostFrom)
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawHistory(tx, r, historyPage{onePage: onePage{from: from}})
}

func (d Desk) drawHistory(tx *db.Tx, r *web.Request, p historyPage) (web.Reply, error) {
	if err := d.look(tx, r, &p.onePage); err != nil {
		return web.Reply{}, err
	}
	var err error
	if p.keys, err = registry.ProgramKeysOf(tx, p.view.ID); err != nil {
		return web.Reply{}, err
	}
	all, err := d.Book.Past(tx, r.Session(), p.view.ID, 0, mostHistory)
	for _, c := range all {
		if err != nil {
			return web.Reply{}, err
		}
		var line changeLine
		line, err = d.change(tx, p.onePage, c)
		line.who = d.through(p, line.who, c.At)
		p.all = append(p.all, line)
	}
	for _, m := range p.moves {
		if err != nil {
			return web.Reply{}, err
		}
		line := moveLine{what: p.T(m.Move.Word()), when: p.moment(m.At), sentence: m.Sentence}
		if m.Code != "" {
			line.reason = p.T(registry.ReasonWord(m.Code))
		}
		line.who, err = d.actor(tx, p.page, m.By, 0)
		line.who = d.through(p, line.who, m.At)
		p.steps = append(p.steps, line)
	}
	return web.Reply{Page: &web.Page{Title: p.T("deskweb.history_title"), Nav: nav, Body: historyBody(p)}}, err
}

// through adds to who did something by which program's key: its officer has its code on
// the page of their programs.
func (d Desk) through(p historyPage, who string, at time.Time) string {
	if key, found := p.keys.At(at); found {
		return who + " · " + p.T("registry.by_program", d.Code(key))
	}
	return who
}

// change says a change set.
func (d Desk) change(tx *db.Tx, p onePage, c registry.Change) (changeLine, error) {
	out := changeLine{code: d.Code(c.ID), what: p.T(registry.ChangeWord(c.Kind)), when: p.moment(c.At), back: p.takes && p.checks && c.Returns()}
	for _, f := range c.Facts {
		out.facts = append(out.facts, p.factSaid(f, c.Values[f]))
	}
	if c.Row != nil {
		out.facts = append(out.facts, face.Row(p.Lang, c))
	}
	var err error
	out.who, err = d.actor(tx, p.page, c.By, c.Level)
	return out, err
}

// factSaid says what a change did to a fact.
func (p onePage) factSaid(f registry.Fact, pair registry.Pair) string {
	name, before, after := p.T(f.Label()), p.say.Fact(f, pair[0]), p.say.Fact(f, pair[1])
	switch {
	case before == "" && after == "": // private: read on purpose, at another place
		return p.T("deskweb.fact_shut", name)
	case before == after:
		return p.T("deskweb.fact_confirmed", name, after)
	case before == "":
		return p.T("deskweb.fact_new", name, after)
	case after == "":
		return p.T("deskweb.fact_gone", name, before)
	}
	return p.T("deskweb.fact_changed", name, before, after)
}

// meanwhile tells what others did since the officer looked: the other side of a
// conflict.
func (d Desk) meanwhile(tx *db.Tx, p *onePage) error {
	if p.bad == nil || p.bad.Kind != fault.Conflict || p.typed.version == 0 || p.typed.version >= p.view.Version {
		return nil
	}
	all, err := d.Book.History(tx, p.r.Session(), p.view.ID, 0, mostHistory)
	for _, c := range all {
		if err == nil && c.Version > p.typed.version {
			var line changeLine
			line, err = d.change(tx, *p, c)
			p.since = append(p.since, line)
		}
	}
	for _, m := range p.moves {
		if err == nil && m.Number > p.typed.version {
			line := changeLine{what: p.T(m.Move.Word()), when: p.moment(m.At)}
			if m.Sentence != "" {
				line.facts = []string{p.T("deskweb.said", m.Sentence)}
			}
			line.who, err = d.actor(tx, p.page, m.By, 0)
			p.since = append(p.since, line)
		}
	}
	return err
}

// takeBack undoes a change.
func (d Desk) takeBack() web.Form[deskSaid, deskDone] {
	return d.form(false, func(tx *db.Tx, v registry.View, in deskSaid) (deskDone, error) {
		if err := v.Need(tx, registry.MayTakeBack); err != nil {
			return deskDone{}, err
		}
		if _, err := d.Book.MayCheckOn(tx, in.session, v.ID); err != nil {
			return deskDone{}, err
		}
		all, err := d.Book.Past(tx, in.session, v.ID, 0, 100_000)
		if err != nil {
			return deskDone{}, err
		}
		for _, c := range all {
			if c.ID == in.id {
				_, err := d.Book.TakeBack(tx, in.session, registry.TakingBack{Change: in.id})
				return deskDone{Ya: "batal"}, err
			}
		}
		return deskDone{}, fault.New(fault.NotFound, "registry.no_change")
	}, func(tx *db.Tx, r *web.Request, in deskSaid, bad *fault.Fault) (web.Reply, error) {
		return d.drawHistory(tx, r, historyPage{onePage: onePage{bad: bad, typed: in}})
	})
}
