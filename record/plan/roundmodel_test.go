package plan_test

import (
	"fmt"
	"slices"
	"testing"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/plan"
	"alun/record/plan/check"

	"pgregory.net/rapid"
)

// actor is somebody of the model, with what the law of the round lets them do.
type actor struct {
	account.Who
	name                    string
	enters, sends, checks   bool // for the office; checks: returns, verifies, locks and reopens
	stranger, secondMissing bool
}

// needed are the cells of the model's only row: words, then outputs.
func (m *submissionModel) needed() []string {
	return []string{"name", "indicator", "unit", "target_k", fmt.Sprintf("q%d_k", m.round.Quarter.N), "real_k"}
}

// submissionModel is the life of a submission as the issue tells it, without a
// database: what it says must be what the house does.
type submissionModel struct {
	*season
	office plan.OPD
	actors []*actor

	open    bool
	state   plan.State
	version int64
	sentBy  string
	cells   map[string]string
	line    plan.SheetLine
	id      db.ID
	sent    int
}

// TestTheStatesAreThoseOfTheModel: any row of acts by anybody leaves the state,
// the cells and the refusals that the model has.
func TestTheStatesAreThoseOfTheModel(t *testing.T) {
	bare(t, db.Options{Rehearse: true}, func(w *world) {
		s := &season{world: w, ring: accounttest.Ring(w.T)}
		s.planner, s.second = s.sign(account.Planner, 0), s.sign(account.Planner, 0)
		m := newModel(s)
		next := date.Quarter{Year: 2024, N: 0}
		moves := map[plan.State]int{}
		rapid.Check(w.T, func(t *rapid.T) {
			if next.Year >= 2200 {
				t.Skip("every quarter has had its round") // only while rapid makes a failure shorter
			}
			if next.N++; next.N > 4 {
				next = date.Quarter{Year: next.Year + 1, N: 1}
			}
			m.begin(next)
			t.Repeat(m.acts(t, moves))
		})
		for _, state := range plan.States {
			if moves[state] == 0 {
				w.Errorf("no run came to %s: %v", state, moves)
			}
		}
	})
}

func newModel(s *season) *submissionModel {
	m := &submissionModel{season: s}
	s.read(func(tx *db.Tx) (err error) { m.office, _, err = plan.OPDBySlug(tx, 2024, "dlh"); return err })
	var other plan.OPD
	s.read(func(tx *db.Tx) (err error) { other, _, err = plan.OPDBySlug(tx, 2024, "dpu"); return err })
	both := s.sign(account.Planner, 0)
	s.also(both, account.Head, m.office.ID)
	m.actors = []*actor{
		{Who: s.sign(account.Operator, m.office.ID), name: "operator", enters: true},
		{Who: s.sign(account.Head, m.office.ID), name: "head", enters: true, sends: true},
		{Who: s.planner, name: "planner", checks: true}, {Who: s.second, name: "second planner", checks: true},
		{Who: both, name: "planner and acting head", enters: true, sends: true, checks: true},
		{Who: s.sign(account.Head, other.ID), name: "head of another office"},
		{Who: s.sign(account.Inspector, 0), name: "inspector"},
		{Who: s.signWeak(account.Planner, 0), name: "planner without a code", checks: true, secondMissing: true},
		{name: "nobody", stranger: true},
	}
	return m
}

// begin opens a round of its own, in which the office has not started.
func (m *submissionModel) begin(q date.Quarter) {
	m.season.open(q)
	m.open, m.state, m.version, m.sentBy, m.sent, m.cells = true, plan.Belum, 1, "", 0, map[string]string{}
	m.read(func(tx *db.Tx) error {
		s, _, err := plan.SubmissionOf(tx, m.round.ID, m.office.ID)
		m.id = s.ID
		return err
	})
}

// acts are what anybody may try at any time.
func (m *submissionModel) acts(_ *rapid.T, moves map[plan.State]int) map[string]func(*rapid.T) {
	who := func(t *rapid.T, able func(a *actor) bool) *actor { // mostly somebody whose turn it could be
		some := m.actors
		if rapid.IntRange(0, 2).Draw(t, "anybody") > 0 {
			some = slices.DeleteFunc(slices.Clone(some), func(a *actor) bool { return !able(a) })
		}
		return rapid.SampledFrom(some).Draw(t, "who")
	}
	enters := func(a *actor) bool { return a.enters }
	h := func() plan.Handing { return plan.Handing{Submission: m.id} }
	return map[string]func(*rapid.T){
		"start": func(t *rapid.T) { m.start(t, who(t, enters)) },
		"save":  func(t *rapid.T) { m.save(t, who(t, enters)) },
		"fill":  func(t *rapid.T) { m.fillAll(t, m.actors[0]) },
		"send": func(t *rapid.T) {
			a := who(t, func(a *actor) bool { return a.sends })
			ok := a.sends && m.open && (m.state == plan.Draf || m.state == plan.Dikembalikan) && m.ready()
			m.try(t, a, "send", ok, plan.Terkirim, func(tx *db.Tx) error {
				_, err := plan.SendSubmission(tx, a.Session, check.Rules{}, h())
				return err
			})
			if ok {
				m.sentBy, m.sent = a.name, m.sent+1
			}
		},
		"return": func(t *rapid.T) {
			a := who(t, (*actor).decides)
			ok := a.decides() && m.open && (m.state == plan.Terkirim || m.state == plan.Terverifikasi)
			m.try(t, a, "return", ok, plan.Dikembalikan, func(tx *db.Tx) error {
				return plan.ReturnSubmission(tx, a.Session, h(), "", []plan.RowReturn{{Line: m.line.ID, Sentence: "Mohon dijelaskan dahulu."}})
			})
		},
		"verify": func(t *rapid.T) {
			a := who(t, (*actor).decides)
			ok := a.decides() && m.state == plan.Terkirim && a.name != m.sentBy
			m.try(t, a, "verify", ok, plan.Terverifikasi, func(tx *db.Tx) error { return plan.VerifySubmission(tx, a.Session, h()) })
		},
		"lock": func(t *rapid.T) {
			a := who(t, (*actor).decides)
			ok := a.decides() && m.state == plan.Terverifikasi && a.name != m.sentBy
			_, err := plan.LockSubmission(m.Context(), m.d, a.Session, plan.LockOptions{Handing: h(), Rules: check.Rules{}})
			m.came(t, a, "lock", ok, plan.Terkunci, err)
		},
		"reopen": func(t *rapid.T) {
			a := who(t, (*actor).decides)
			ok := a.decides() && m.open && m.state == plan.Terkunci
			m.try(t, a, "reopen", ok, plan.Dikembalikan, func(tx *db.Tx) error {
				return plan.ReopenSubmission(tx, a.Session, h(), "Ada perubahan pagu.")
			})
		},
		"close or open the round": m.turnRound,
		"": func(t *rapid.T) {
			moves[m.state]++
			m.compare(t)
		},
	}
}

func (a *actor) decides() bool { return a.checks && !a.secondMissing }

// start is the only way out of belum; the model's sheet has one row.
func (m *submissionModel) start(t *rapid.T, a *actor) {
	ok := a.enters && m.open && m.state == plan.Belum
	m.try(t, a, "start", ok, plan.Draf, func(tx *db.Tx) error {
		if _, err := plan.StartSubmission(tx, a.Session, plan.Start{Round: m.round.ID, Office: m.office.ID, Empty: true}); err != nil {
			return err
		}
		_, err := plan.AddLine(tx, a.Session, plan.NewLine{Submission: m.id, Code: "1", Indicator: "Jumlah", Name: "Sasaran"})
		return err
	})
	if !ok {
		return
	}
	m.cells["name"], m.cells["indicator"] = "Sasaran", "Jumlah"
	m.read(func(tx *db.Tx) error {
		all, err := plan.Drafts(tx, m.id)
		m.line.DraftLine = all[0]
		return err
	})
}

// save types into a cell, seeing what stands there or something else.
func (m *submissionModel) save(t *rapid.T, a *actor) {
	field := rapid.SampledFrom(m.needed()).Draw(t, "field")
	text := rapid.SampledFrom([]string{"", "5", "1.234", "-", "x"}).Draw(t, "text")
	saw := rapid.SampledFrom([]string{m.cells[field], "yang lain"}).Draw(t, "saw")
	m.cell(t, a, field, saw, text)
}

func (m *submissionModel) cell(t *rapid.T, a *actor, field, saw, text string) {
	if m.state == plan.Belum {
		return
	}
	ok := a.enters && m.open && m.state.CanEnter()
	var out plan.Saved
	err := m.d.Write(m.Context(), func(tx *db.Tx) (err error) {
		out, err = plan.SaveCells(tx, a.Session, plan.Saving{Submission: m.id, Cells: []plan.CellChange{{Line: m.line.ID, Field: field, Saw: saw, Text: text}}})
		return err
	})
	if (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s saves in %s: %v", a.name, m.state, err)
	}
	if !ok {
		return
	}
	want := plan.CellSaved
	if m.cells[field] != text && m.cells[field] != saw {
		want = plan.CellConflict
	}
	if out.Cells[0].Outcome != want {
		t.Fatalf("%s holds %q; %q over %q is %s", field, m.cells[field], text, saw, out.Cells[0].Outcome)
	}
	if want == plan.CellSaved {
		m.cells[field] = text
	}
}

func (m *submissionModel) fillAll(t *rapid.T, a *actor) {
	for _, f := range m.needed() {
		m.cell(t, a, f, m.cells[f], "7")
	}
}

// ready is the model's own reading of a complete row: a sasaran without an
// indicator needs its name alone, and what cannot be read stands in the way always.
func (m *submissionModel) ready() bool {
	for i, f := range m.needed() {
		text := m.cells[f]
		if text == "" && (i == 0 || m.cells["indicator"] != "") || i > 2 && (text == "1.234" || text == "x") {
			return false
		}
	}
	return true
}

func (m *submissionModel) turnRound(t *rapid.T) {
	if rapid.IntRange(0, 2).Draw(t, "rarely") > 0 {
		return
	}
	err := m.d.Write(m.Context(), func(tx *db.Tx) error {
		r, _, err := plan.RoundAt(tx, m.round.Quarter)
		if err != nil {
			return err
		}
		if m.open {
			return plan.CloseRound(tx, m.planner.Session, r.ID, r.Version)
		}
		_, err = plan.OpenRound(tx, m.planner.Session, plan.Opening{Quarter: r.Quarter, Deadline: r.Deadline, BudgetVersion: "murni"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	m.open = !m.open
}

// try makes a move that the model says is possible or not.
func (m *submissionModel) try(t *rapid.T, a *actor, what string, ok bool, to plan.State, act func(tx *db.Tx) error) {
	m.came(t, a, what, ok, to, m.d.Write(m.Context(), act))
}

func (m *submissionModel) came(t *rapid.T, a *actor, what string, ok bool, to plan.State, err error) {
	switch f := fault.Of(err); {
	case (err == nil) != ok:
		t.Fatalf("%s tries to %s in %s, round open %v, ready %v, sent by %q: %v", a.name, what, m.state, m.open, m.ready(), m.sentBy, err)
	case err != nil && f == nil:
		t.Fatalf("%s is answered with no sentence: %v", what, err)
	case err != nil && a.stranger && f.Kind != fault.Stranger:
		t.Fatalf("nobody is answered with %v", err)
	}
	if ok {
		m.state, m.version = to, m.version+1
	}
}

// compare holds the house against the model.
func (m *submissionModel) compare(t *rapid.T) {
	var s plan.Sheet
	var moves []plan.Moved
	m.read(func(tx *db.Tx) (err error) {
		if s, err = plan.SheetOf(tx, m.planner.Session, m.round.Quarter, m.office); err == nil {
			moves, err = plan.Moves(tx, m.id)
		}
		return err
	})
	if s.Submission.State != m.state || s.Submission.Version != m.version || int64(len(moves)) != m.version-1 {
		t.Fatalf("the house says %s, version %d, %d moves; the model %s, version %d", s.Submission.State, s.Submission.Version, len(moves), m.state, m.version)
	}
	if m.state == plan.Belum {
		return
	}
	for _, f := range m.needed() {
		if got := s.Lines[0].Cell(f); got != m.cells[f] {
			t.Fatalf("%s holds %q, and %q in the model", f, got, m.cells[f])
		}
	}
}
