package registry_test

import (
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"

	"pgregory.net/rapid"
)

// compareOther holds the other business against the model: where it stands, who owns it,
// and what each of the two shows.
func (m *model) compareOther(t *rapid.T) {
	var owners []db.ID
	if m.state == registry.Merged && m.along {
		owners = []db.ID{m.owner.Person}
	}
	if s := m.whole(m.twin).State; s != m.otherState || !slices.Equal(m.ownedBy(m.twin), owners) || !slices.Equal(m.ownedBy(m.id), []db.ID{m.owner.Person}) {
		t.Fatalf("the other is %s of %v, the first of %v; in the model %s of %v", s, m.ownedBy(m.twin), m.ownedBy(m.id), m.otherState, owners)
	}
	own, its := []db.ID{m.permit}, []db.ID{m.itsPermit}
	if m.state == registry.Merged && m.was == registry.Published {
		its = append([]db.ID{m.itsPermit, m.permit}, m.held()...)
	}
	if m.otherState == registry.Merged && m.otherWas == registry.Published {
		own = []db.ID{m.permit, m.itsPermit}
	}
	own = append(own, m.held()...)
	for id, want := range map[db.ID][]db.ID{m.id: own, m.twin: its} {
		var got []db.ID
		for _, p := range m.permits(id) {
			got = append(got, p.ID)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("shows permits %v, in the model %v", got, want)
		}
	}
}

// tryMerge merges one of the two into the other one.
func (m *model) tryMerge(t *rapid.T) {
	a := rapid.SampledFrom(m.actors()).Draw(t, "who")
	owners := rapid.SampledFrom([]string{"", registry.OwnersAlong, registry.OwnersStay}).Draw(t, "owners")
	first := rapid.Bool().Draw(t, "first")
	id, into, from, to := m.id, m.twin, m.state, m.otherState
	if !first {
		id, into, from, to = into, id, to, from
	}
	err := m.write(func(tx *db.Tx) error {
		return m.book.Merge(tx, a.Session, registry.Step{Business: id, Owners: owners}, into)
	})
	ok := a.checks && from != registry.Merged && stands(to) && (from != registry.Published || to == registry.Published) && (!first || owners != "")
	if (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s merges %s into %s, owners %q: %v", a.name, from, to, owners, err)
	}
	switch {
	case err != nil:
	case first:
		m.was, m.state, m.along = from, registry.Merged, owners == registry.OwnersAlong
		m.version++
		m.seen = append(m.seen, m.version)
	default:
		m.otherWas, m.otherState = from, registry.Merged
	}
}

// tryUnmerge parts the two.
func (m *model) tryUnmerge(t *rapid.T) {
	a, first := rapid.SampledFrom(m.actors()).Draw(t, "who"), rapid.Bool().Draw(t, "first")
	id, from := m.id, m.state
	if !first {
		id, from = m.twin, m.otherState
	}
	err := m.write(func(tx *db.Tx) error { return m.book.Unmerge(tx, a.Session, registry.Step{Business: id}) })
	if ok := a.checks && from == registry.Merged; (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s parts what is %s: %v", a.name, from, err)
	}
	switch {
	case err != nil:
	case first:
		m.state, m.along = m.was, false
		m.version++
		m.seen = append(m.seen, m.version)
	default:
		m.otherState = m.otherWas
	}
}

// tryOther moves the other business on, by officers who may.
func (m *model) tryOther(t *rapid.T) {
	next := forward[m.otherState]
	if len(next) == 0 {
		return
	}
	what := rapid.SampledFrom(next).Draw(t, "next")
	step := registry.Step{Business: m.twin, Reason: "tutup", Sentence: "Sudah diperiksa di tempat."}
	acts := map[string]struct {
		act func(*db.Tx, string, registry.Step) error
		to  registry.State
	}{"submit": {m.book.Submit, registry.Submitted}, "return": {m.book.Return, registry.Returned}, "publish": {m.book.Publish, registry.Published}, "suspend": {m.book.Suspend, registry.Suspended},
		"resume": {m.book.Resume, registry.Published}, "close": {m.book.Close, registry.Closed}, "reopen": {m.book.Reopen, registry.Draft}}
	who := m.second
	if what == "submit" { // another one publishes
		who = m.officer
	}
	if what == "suspend" {
		step.Reason = "aduan"
	}
	if err := m.write(func(tx *db.Tx) error { return acts[what].act(tx, who.Session, step) }); err != nil {
		t.Fatalf("the other one in %s, %s: %v", m.otherState, what, err)
	}
	m.otherState = acts[what].to
}
