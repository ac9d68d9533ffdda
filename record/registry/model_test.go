package registry_test

import (
	"fmt"
	"slices"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"

	"pgregory.net/rapid"
)

// model is the life of one business as the issue tells it, without a database: what
// it says must be what the house does.
type model struct {
	*town
	id      db.ID
	state   registry.State
	version int64
	facts   registry.Values
	level   map[registry.Fact]registry.Level
	over    map[registry.Fact]registry.Level
	sent    string
	open    map[string]registry.Level // "fact actor": the level on which it waits
	waits   map[string]string
	touched map[registry.Fact]int64
	sets    []set
	seen    []int64

	// Another business, nobody's, with which the first one is merged and parted again.
	twin              db.ID
	otherState        registry.State
	was, otherWas     registry.State // of one that is merged: its state before
	along             bool           // the owner came along
	permit, itsPermit db.ID

	rows  []modelRow // permits and people of the first one
	turns []rowTurn

	products     []modelProduct // of both
	productTurns []productTurn
	sold         *int // how often everybody saw one, over all runs
}

// set is a change set that can be taken back.
type set struct {
	version                int64
	fact                   registry.Fact
	before                 string
	had                    bool
	levelBefore, overThere registry.Level
}

type actor struct {
	account.Who
	name                     string
	changes, submits, checks bool
	owner, ends, takes       bool
}

func (m *model) actors() []actor {
	return []actor{
		{Who: m.owner, name: "owner", changes: true, submits: true, owner: true, ends: true, takes: true},
		{Who: m.helper, name: "helper", changes: true},
		{Who: m.officer, name: "officer", changes: true, submits: true, checks: true, ends: true, takes: true},
		{Who: m.second, name: "second officer", changes: true, submits: true, checks: true, ends: true, takes: true},
		{Who: m.other, name: "another owner"}, {Who: m.stranger, name: "officer of another kecamatan"}, {Who: m.planner, name: "planner"},
	}
}

var said = map[registry.Fact][]string{registry.Name: {"Warung A", "Warung B"}, registry.Web: {"", "https://a.example", "https://b.example"},
	registry.LegalForm: {"cv", "perorangan"}, registry.WorkersM: {"", "1", "2"}, registry.Address: {"Jl. A 1", "Jl. B 2"}, registry.AtHome: {"yes", "no"}}

// TestTheRegisterIsThatOfTheModel: any row of acts by anybody leaves the state, the
// facts, the proofs and the refusals that the model has, and a history that gives them.
func TestTheRegisterIsThatOfTheModel(t *testing.T) {
	eachTown(t, func(w *town) {
		been, sold := map[registry.State]int{}, 0
		rapid.Check(w.T, func(t *rapid.T) {
			m := &model{town: w, sold: &sold}
			m.begin(t)
			t.Repeat(map[string]func(*rapid.T){"change": m.tryChange, "move": m.tryMove, "move on": m.tryMove, "and on": m.tryMove, // more often, or few runs come far
				"take back": m.tryTakeBack, "decide": m.tryDecide,
				"hold": m.tryHold, "drop": m.tryDrop, "name": m.tryName, "end": m.tryEnd, "undo": m.tryUndo,
				"merge": m.tryMerge, "unmerge": m.tryUnmerge, "move the other": m.tryOther,
				"offer": m.tryOffer, "reword": m.tryReword, "withdraw": m.tryWithdraw, "order": m.tryOrder, "take a product back": m.tryTakeProductBack, "and back again": m.tryTakeProductBack,
				"": func(t *rapid.T) { been[m.state]++; m.compare(t) }})
		})
		for _, s := range registry.States {
			if been[s] == 0 {
				w.Errorf("no run came to %s: %v", s, been)
			}
		}
		if sold == 0 {
			w.Errorf("no product was ever shown to everybody: %v", been)
		}
	})
}

func (m *model) begin(t *rapid.T) {
	m.must(func(tx *db.Tx) error { // of the runs before: an owner may not leave many
		all, err := registry.OwnedBy(tx, m.owner.Person)
		for _, b := range all {
			if err == nil && (b.State == registry.Draft || b.State == registry.Returned) {
				err = m.book.Close(tx, m.owner.Session, registry.Step{Business: b.ID, Reason: "tutup", Sentence: "Dari putaran sebelumnya."})
			}
		}
		return err
	})
	set := stall()
	m.id = m.register(m.owner, set)
	m.state, m.version, m.sent = registry.Draft, 1, ""
	m.facts = m.whole(m.id).Facts
	m.level, m.over, m.touched = map[registry.Fact]registry.Level{}, map[registry.Fact]registry.Level{}, map[registry.Fact]int64{}
	m.open, m.waits = map[string]registry.Level{}, map[string]string{}
	m.sets, m.seen = nil, []int64{1}
	m.twin, m.otherState, m.was, m.otherWas, m.along = m.nobodys(stall(), false), registry.Draft, "", "", false
	m.permit, m.itsPermit = m.holds(m.owner, m.id, "ID-1"), m.holds(m.officer, m.twin, "ID-2")
	for f := range m.facts {
		m.level[f] = registry.Told
	}
	m.rows, m.turns = nil, nil
	m.products, m.productTurns = nil, nil
	m.stock(t)
	if rapid.Bool().Draw(t, "published") { // or few runs come so far, and most of what is shown is never seen
		m.must(func(tx *db.Tx) error { return m.book.Submit(tx, m.owner.Session, registry.Step{Business: m.id}) })
		m.must(func(tx *db.Tx) error { return m.book.Publish(tx, m.officer.Session, registry.Step{Business: m.id}) })
		m.state, m.version, m.sent = registry.Published, m.version+2, m.owner.Actor()
		m.seen = append(m.seen, m.version-1, m.version)
	}
}

// looked reports that others than its people see it: then its place is opened by the owner.
func (m *model) looked() bool {
	return m.state == registry.Submitted || m.state == registry.Published || m.state == registry.Suspended
}

func (m *model) stands() bool { return stands(m.state) }

func stands(s registry.State) bool { return s != registry.Closed && s != registry.Merged }

func (m *model) tryChange(t *rapid.T) {
	a := rapid.SampledFrom(m.actors()).Draw(t, "who")
	f := rapid.SampledFrom([]registry.Fact{registry.Name, registry.Web, registry.LegalForm, registry.WorkersM, registry.Address, registry.AtHome}).Draw(t, "fact")
	text := rapid.SampledFrom(said[f]).Draw(t, "text")
	level := rapid.SampledFrom(registry.Levels).Draw(t, "level")
	if !a.checks {
		level = registry.Through
		if a.owner {
			level = registry.Told
		}
	}
	if a.checks && level == registry.Told {
		level = registry.Through
	}
	seen := rapid.SampledFrom(m.seen).Draw(t, "seen")
	s, err := m.changing(a.Who, registry.Changing{Business: m.id, Version: seen, Set: registry.Values{f: text}, Level: level})
	opens := f == registry.AtHome && text == "no" && m.facts[f] == "yes" && m.looked() && !a.owner && (!a.checks || level < registry.Seen)
	if ok := a.changes && m.stands() && !opens; (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s changes in %s: %v", a.name, m.state, err)
	}
	if err != nil {
		return
	}
	there, had := m.level[f]
	clash := m.touched[f] > seen && m.facts[f] != text
	same := m.facts[f] == text
	taken := !had || level >= there || a.owner && there < registry.Register
	switch {
	case clash:
		if len(s.Clashes) != 1 {
			t.Fatalf("%s over %q seen at %d is %+v", text, m.facts[f], seen, s)
		}
	case same:
		if len(s.Changed)+len(s.Proposed) > 0 {
			t.Fatalf("the same is %+v", s)
		}
	case !taken:
		key := string(f) + " " + a.Actor()
		m.open[key], m.waits[key] = level, text
		if !slices.Equal(s.Proposed, []registry.Fact{f}) || s.Version != m.version {
			t.Fatalf("%v over %v by %s is %+v", level, there, a.name, s)
		}
	default:
		if !slices.Equal(s.Changed, []registry.Fact{f}) {
			t.Fatalf("%v over %v by %s is %+v", level, there, a.name, s)
		}
		over := registry.Level(0)
		if had && level < there {
			over = max(there, m.over[f])
		}
		m.set(f, text, level, over)
	}
}

func (m *model) set(f registry.Fact, text string, level, over registry.Level) {
	before, had := m.level[f]
	m.version++
	m.sets = append(m.sets, set{m.version, f, m.facts[f], had, before, m.over[f]})
	if m.facts[f] = text; text == "" {
		delete(m.facts, f)
	}
	m.level[f], m.over[f], m.touched[f] = level, over, m.version
	m.seen = append(m.seen, m.version)
}

func (m *model) tryDecide(t *rapid.T) {
	all := m.proposals(m.id)
	if len(all) != len(m.open) {
		t.Fatalf("%d wait, %d in the model", len(all), len(m.open))
	}
	if len(all) == 0 {
		return
	}
	p := rapid.SampledFrom(all).Draw(t, "proposal")
	a, yes := rapid.SampledFrom(m.actors()).Draw(t, "who"), rapid.Bool().Draw(t, "accept")
	err := m.decide(a, p.ID, yes)
	ok := (a.checks || a.owner && m.level[p.Fact] <= registry.Through) && p.By != a.Actor() && m.stands()
	if (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s decides %+v in %s: %v", a.name, p, m.state, err)
	}
	if err != nil {
		return
	}
	key := string(p.Fact) + " " + p.By
	level, text := m.open[key], m.waits[key]
	delete(m.open, key)
	delete(m.waits, key)
	if p.Value != text || p.Level != level {
		t.Fatalf("%+v, %q on %v in the model", p, text, level)
	}
	if yes {
		over := registry.Level(0)
		if m.level[p.Fact] > level {
			over = m.level[p.Fact]
		}
		m.set(p.Fact, text, level, over)
	}
}

func (m *model) tryTakeBack(t *rapid.T) {
	if len(m.sets) == 0 {
		return
	}
	s := rapid.SampledFrom(m.sets).Draw(t, "change")
	a, named := rapid.SampledFrom(m.actors()).Draw(t, "who"), rapid.Bool().Draw(t, "named")
	in := registry.TakingBack{}
	for _, c := range m.history(m.id) {
		if c.Version == s.version {
			in.Change = c.ID
		}
	}
	if named {
		in.Only = []registry.Fact{s.fact}
	}
	_, err := m.takeBack(a.Session, in)
	opens := s.fact == registry.AtHome && s.before == "no" && m.facts[s.fact] == "yes" && m.looked() && !a.owner
	ok := a.takes && m.stands() && !opens && (named || m.touched[s.fact] == s.version) && !(a.owner && m.level[s.fact] == registry.Register)
	if (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s takes %+v back in %s: %v", a.name, s, m.state, err)
	}
	if err != nil {
		return
	}
	now, over := m.level[s.fact], s.overThere
	if s.had && now > s.levelBefore {
		over = max(over, now)
	}
	m.set(s.fact, s.before, s.levelBefore, over)
	if !s.had {
		delete(m.level, s.fact)
		delete(m.over, s.fact)
	}
}

// forward are the moves that lead on.
var forward = map[registry.State][]string{registry.Draft: {"submit"}, registry.Submitted: {"publish", "publish", "return"}, registry.Returned: {"submit"},
	registry.Published: {"suspend", "suspend", "close"}, registry.Suspended: {"resume"}, registry.Closed: {"reopen"}}

func (m *model) tryMove(t *rapid.T) {
	a := rapid.SampledFrom(m.actors()).Draw(t, "who")
	what := rapid.SampledFrom([]string{"submit", "return", "publish", "suspend", "resume", "close", "reopen"}).Draw(t, "move")
	if next := forward[m.state]; len(next) > 0 && rapid.IntRange(0, 3).Draw(t, "onward") > 0 { // mostly what leads on, by somebody who may
		what = rapid.SampledFrom(next).Draw(t, "next")
		a = rapid.SampledFrom(m.actors()[:4]).Draw(t, "able")
	}
	step := registry.Step{Business: m.id, Reason: "tutup", Sentence: "Sudah diperiksa di tempat."}
	type way struct {
		act  func(*db.Tx, string, registry.Step) error
		may  bool
		from []registry.State
		to   registry.State
	}
	ways := map[string]way{
		"submit":  {m.book.Submit, a.submits, []registry.State{registry.Draft, registry.Returned}, registry.Submitted},
		"return":  {m.book.Return, a.checks, []registry.State{registry.Submitted}, registry.Returned},
		"publish": {m.book.Publish, a.checks && a.Actor() != m.sent, []registry.State{registry.Submitted}, registry.Published},
		"suspend": {m.book.Suspend, a.checks, []registry.State{registry.Published}, registry.Suspended},
		"resume":  {m.book.Resume, a.checks, []registry.State{registry.Suspended}, registry.Published},
		"close":   {m.book.Close, a.ends, []registry.State{registry.Draft, registry.Submitted, registry.Returned, registry.Published, registry.Suspended}, registry.Closed},
		"reopen":  {m.book.Reopen, a.ends, []registry.State{registry.Closed}, registry.Draft},
	}
	if what == "suspend" {
		step.Reason = "aduan"
	}
	w := ways[what]
	err := m.write(func(tx *db.Tx) error { return w.act(tx, a.Session, step) })
	ok := w.may && slices.Contains(w.from, m.state)
	if (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s tries to %s in %s: %v", a.name, what, m.state, err)
	}
	if err != nil {
		return
	}
	m.version++
	m.seen = append(m.seen, m.version)
	switch m.state = w.to; w.to {
	case registry.Submitted:
		m.sent = a.Actor()
	case registry.Returned, registry.Draft:
		m.sent = ""
	}
}

// compare holds the house against the model, and its history against its columns.
func (m *model) compare(t *rapid.T) {
	var then registry.Business
	var shown bool
	now := m.whole(m.id)
	m.read(func(tx *db.Tx) (err error) {
		if then, _, err = m.book.Replay(tx, m.id, m.clock.Now()); err == nil {
			_, shown, err = m.book.Shown(tx, m.id)
		}
		return err
	})
	if now.State != m.state || now.Version != m.version || fmt.Sprint(now.Facts) != fmt.Sprint(m.facts) {
		t.Fatalf("the house says %s %d %v; the model %s %d %v", now.State, now.Version, now.Facts, m.state, m.version, m.facts)
	}
	if then.State != now.State || then.Version != now.Version || fmt.Sprint(then.Facts) != fmt.Sprint(now.Facts) || then.Proofs.Text() != now.Proofs.Text() || then.Near != now.Near {
		t.Fatalf("the history says %s %d %v %s; the columns %s %d %v %s", then.State, then.Version, then.Facts, then.Proofs.Text(), now.State, now.Version, now.Facts, now.Proofs.Text())
	}
	if shown != (m.state == registry.Published) {
		t.Fatalf("%s is shown: %v", m.state, shown)
	}
	if len(now.Proofs) != len(m.level) {
		t.Fatalf("%d proofs, %d in the model", len(now.Proofs), len(m.level))
	}
	for f, l := range m.level {
		if p := now.Proofs[f]; p.Level != l || p.Over != m.over[f] {
			t.Fatalf("%s stands on %v over %v, in the model %v over %v", f, p.Level, p.Over, l, m.over[f])
		}
	}
	m.compareOther(t)
	m.compareRows(t)
	m.compareProducts(t)
}
