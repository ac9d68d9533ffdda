package registryweb

import (
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/face"
)

// mostHistory is how many changes and reads a page shows.
const mostHistory = 50

// history is what happened to a business, the newest first.
type history struct {
	ownPage
	changes []historyLine
	moves   []registry.Moved
	reads   []historyRead
	keys    registry.ProgramKeys // of programs by which officers decided
	codeOf  func(db.ID) string
	owner   bool // reads are the owner's to see
}

// historyLine is one change set, or a change of a permit or a person, in words.
type historyLine struct {
	registry.Change
	code  string
	who   string
	facts []string
	back  bool // it can be taken back
	firm  bool // an officer saw it: who owns the business does not take it back
}

// historyRead is one time that an officer opened private facts.
type historyRead struct{ when, who, what string }

func (d Makers) historyPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawHistory(tx, r, history{})
}

func (d Makers) drawHistory(tx *db.Tx, r *web.Request, p history) (web.Reply, error) {
	if err := d.own(tx, r, &p.ownPage); err != nil {
		return web.Reply{}, err
	}
	all, err := d.Book.Past(tx, r.Session(), p.view.ID, 0, mostHistory)
	if err != nil {
		return web.Reply{}, err
	}
	yes, err := d.yesOf(tx, &p)
	if err != nil {
		return web.Reply{}, err
	}
	takes := p.view.May(tx, registry.MayTakeBack) && p.ownPage.changes
	for _, c := range all {
		line := historyLine{Change: c, code: d.Code(c.ID), who: p.who(c), back: takes && c.Returns()}
		if line.firm = line.back && c.Row != nil && c.Row.Permit.ID != 0 && c.Row.Permit.Level > registry.Through && p.view.As != registry.Officer; line.firm {
			line.back = false
		}
		for _, f := range c.Facts {
			line.facts = append(line.facts, p.fact(f, c.Values[f]))
		}
		if c.Row != nil {
			line.facts = append(line.facts, face.Row(p.Lang, c))
		}
		if how := yes[c.Version]; how != "" && c.Row == nil {
			line.facts = append(line.facts, p.T("registryweb.by_consent", p.T(registry.ConsentWord(how))))
		}
		p.changes = append(p.changes, line)
	}
	if p.keys, err = registry.ProgramKeysOf(tx, p.view.ID); err != nil {
		return web.Reply{}, err
	}
	p.codeOf = d.Code
	if p.moves, err = d.Book.Moves(tx, r.Session(), p.view.ID); err != nil {
		return web.Reply{}, err
	}
	if p.owner = p.ends; p.owner {
		err = d.readsOf(tx, &p)
	}
	return web.Reply{Page: &web.Page{Title: p.T("registryweb.history_title"), Nav: ownNav, Body: historyBody(p)}}, err
}

// yesOf finds for the owner how their yes was written down, by the version that it made.
func (d Makers) yesOf(tx *db.Tx, p *history) (map[int64]string, error) {
	out := map[int64]string{}
	if !p.ends {
		return out, nil
	}
	all, err := d.Book.Consents(tx, p.r.Session(), p.view.ID)
	for _, c := range all {
		out[c.Version] = c.How
	}
	return out, err
}

// readsOf tells the owner who opened private facts, and why.
func (d Makers) readsOf(tx *db.Tx, p *history) error {
	reads, err := d.Book.Reads(tx, p.r.Session(), p.view.ID, 0, mostHistory)
	for _, x := range reads {
		if err != nil {
			return err
		}
		var w readWords
		if w, err = d.readWords(tx, p.Lang, x); err != nil {
			return err
		}
		what := p.T("registryweb.read_for", w.Purpose, w.Facts)
		if x.Among > 0 {
			what = p.T("registryweb.counted_for", w.Purpose, w.Facts, x.Among)
		}
		who := w.Role
		if w.Name != "" {
			who = p.T("registryweb.reader", w.Name, w.Role)
		}
		p.reads = append(p.reads, historyRead{p.moment(x.At), who, what + " " + w.Basis})
	}
	return err
}

func (p history) moment(at time.Time) string {
	return face.Moment(p.Lang, at)
}

// when is the moment of a line, and by which program's key an officer decided then: its
// code stands on the officer's page of programs.
func (p history) when(at time.Time) string {
	if key, found := p.keys.At(at); found {
		return p.moment(at) + " · " + p.T("registry.by_program", p.codeOf(key))
	}
	return p.moment(at)
}

// who says who made a change, as its people may know it.
func (p history) who(c registry.Change) string {
	if c.By == p.view.Viewer.Actor() {
		return p.T("registryweb.by_you")
	}
	return p.T(c.Level.Word())
}

// fact says what a change did to a fact.
func (p history) fact(f registry.Fact, pair registry.Pair) string {
	name, before, after := p.T(f.Label()), p.say.Fact(f, pair[0]), p.say.Fact(f, pair[1])
	switch {
	case before == "" && after == "":
		return name
	case before == "":
		return p.T("registryweb.fact_new", name, after)
	case after == "":
		return p.T("registryweb.fact_gone", name, before)
	}
	return p.T("registryweb.fact_changed", name, before, after)
}

// takeBack undoes a change.
func (d Makers) takeBack() web.Form[ownSaid, ownDone] {
	return d.ownForm("batal", false, func(tx *db.Tx, v registry.View, in ownSaid) (ownDone, error) {
		all, err := d.Book.Past(tx, in.session, v.ID, 0, 100_000)
		if err != nil {
			return ownDone{}, err
		}
		for _, c := range all {
			if c.ID == in.change {
				_, err := d.Book.TakeBack(tx, in.session, registry.TakingBack{Change: in.change})
				return ownDone{}, err
			}
		}
		return ownDone{}, fault.New(fault.NotFound, "registry.no_change")
	}, func(tx *db.Tx, r *web.Request, _ ownSaid, bad *fault.Fault) (web.Reply, error) {
		return d.drawHistory(tx, r, history{ownPage: ownPage{bad: bad}})
	})
}

func (p history) readsTitle() string {
	if len(p.reads) == 0 {
		return p.T("registryweb.reads_none")
	}
	return p.T("registryweb.reads_title", len(p.reads))
}
