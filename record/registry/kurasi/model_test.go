package kurasi

import (
	"testing"

	"alun/ground/db"
	"alun/ground/fault"

	"pgregory.net/rapid"
)

// model is the life of a call as its card tells it, without a database.
type model struct {
	*town
	id       db.ID
	state    State
	curators int
	entries  []db.ID
	sheets   map[db.ID]int
	late     bool
}

// TestTheCallIsThatOfTheModel: any row of acts leaves a call where the model has it, and
// refuses what the model refuses.
func TestTheCallIsThatOfTheModel(t *testing.T) {
	eachTown(t, func(w *town) {
		been := map[State]int{}
		var businesses, products []db.ID
		for _, n := range []string{"Sari", "Rotan"} {
			b, p := w.stall(w.owner, n)
			businesses, products = append(businesses, b), append(products, p)
		}
		rapid.Check(w.T, func(t *rapid.T) {
			w.at("2026-03-01T09:12")
			m := &model{town: w, id: w.make(icon()), state: Draft, sheets: map[db.ID]int{}}
			enter := func(t *rapid.T) { m.tryEnter(t, businesses, products) }
			if rapid.IntRange(0, 2).Draw(t, "further") > 0 { // so that many come to what is late in a life
				for range 3 {
					m.tryName(t)
				}
				if err := m.step(m.desk.Open, m.id); err != nil {
					t.Fatal(err)
				}
				m.state = Open
				enter(t)
			}
			t.Repeat(map[string]func(*rapid.T){
				"name":  m.tryName,
				"move":  m.tryMove,
				"enter": enter,
				"score": m.tryScore,
				"close": func(*rapid.T) { m.late = true; w.at("2026-03-01T09:20") },
				"": func(t *rapid.T) {
					been[m.state]++
					if c := w.call(m.id); c.State != m.state {
						t.Fatalf("%s, %s in the model", c.State, m.state)
					}
				},
			})
		})
		for _, s := range States {
			if been[s] == 0 {
				w.Errorf("no run came to %s: %v", s, been)
			}
		}
	})
}

// tryName names the next curator.
func (m *model) tryName(t *rapid.T) {
	if m.curators == 3 {
		return
	}
	err := m.write(func(tx *db.Tx) error {
		return m.desk.Name(tx, m.planner.Session, Step{Call: m.id}, []string{"kurator0", "kurator1", "kurator2"}[m.curators])
	})
	if m.expects(t, "name", err, m.state == Draft || m.state == Open || m.state == Judging) {
		m.curators++
	}
}

// tryEnter enters the next product.
func (m *model) tryEnter(t *rapid.T, businesses, products []db.ID) {
	i := len(m.entries)
	if i == len(businesses) {
		return
	}
	id, err := m.enters(m.owner, m.id, businesses[i], products[i])
	if m.expects(t, "enter", err, m.state == Open && !m.late) {
		m.entries = append(m.entries, id)
	}
}

func (m *model) expects(t *rapid.T, what string, err error, ok bool) bool {
	if (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s in %s: %v, the model says %v", what, m.state, err, ok)
	}
	return ok
}

func (m *model) complete() bool {
	for _, e := range m.entries {
		if m.sheets[e] < 3 || m.sheets[e] < m.curators {
			return false
		}
	}
	return len(m.entries) > 0
}

func (m *model) tryMove(t *rapid.T) {
	to := rapid.SampledFrom([]State{Open, Judging, Decided, Published, Cancelled}).Draw(t, "to")
	if rapid.IntRange(0, 3).Draw(t, "astray") > 0 { // mostly on its way
		if m.state == Published || m.state == Cancelled {
			return
		}
		to = ways[m.state][0]
	}
	act := map[State]func(*db.Tx, string, Step) error{Open: m.desk.Open, Judging: m.desk.Judge, Decided: m.desk.Decide, Published: m.desk.Publish, Cancelled: m.desk.Cancel}[to]
	ok := m.state.Can(to)
	switch to {
	case Open:
		ok = ok && !m.late
	case Judging:
		ok = ok && m.late && len(m.entries) > 0 && m.curators == 3
	case Decided:
		ok = ok && m.complete()
	}
	if m.expects(t, string(to), m.step(act, m.id), ok) {
		m.state = to
	}
}

// tryScore lets all curators score all entries.
func (m *model) tryScore(t *rapid.T) {
	for _, e := range m.entries {
		for n := m.sheets[e]; n < m.curators; n++ {
			err := m.declares(m.judges[n], e, NoInterest)
			if err == nil {
				err = m.scores(m.judges[n], e, 0, "80", "70", "60")
			}
			if m.expects(t, "score", err, m.state == Judging) {
				m.sheets[e]++
			}
		}
	}
}
