package registry_test

import (
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"

	"pgregory.net/rapid"
)

// modelRow is a permit or a person that somebody wrote down in the first business.
type modelRow struct {
	id     db.ID
	number string // of a permit; "" is a person
	level  registry.Level
	stands bool
	turned int // how often
}

// rowTurn is one change of a row, as the history must tell it.
type rowTurn struct {
	change db.ID
	row    int
	number int
	kind   string
	stands bool // after it
}

// held are the permits that stand, in the order in which they are listed.
func (m *model) held() (all []db.ID) {
	for _, r := range m.rows {
		if r.number != "" && r.stands {
			all = append(all, r.id)
		}
	}
	return all
}

// turned notes what became of a row, and finds its change in the history.
func (m *model) turned(t *rapid.T, row int, kind string, stands bool) {
	r := &m.rows[row]
	r.stands, r.turned = stands, r.turned+1
	m.clock.MoveOn(time.Second)
	c := m.past(m.officer, m.id)[0]
	if c.Row == nil || c.Kind != kind || c.Row.Stands != stands || c.Row.Permit.ID+c.Row.Person.ID != r.id {
		t.Fatalf("%s of %+v is told as %+v %+v", kind, *r, c, c.Row)
	}
	m.turns = append(m.turns, rowTurn{c.ID, row, r.turned, kind, stands})
}

func (m *model) tryHold(t *rapid.T) {
	a, number := rapid.SampledFrom(m.actors()).Draw(t, "who"), rapid.SampledFrom([]string{"SNI 1", "SNI 2"}).Draw(t, "number")
	level := registry.Level(0)
	if a.checks && rapid.Bool().Draw(t, "shown") {
		level = registry.Document
	}
	var id db.ID
	err := m.write(func(tx *db.Tx) (err error) {
		id, err = m.book.AddPermit(tx, a.Session, registry.Permit{Business: m.id, Kind: "sni", Number: number, Level: level})
		return err
	})
	there := slices.ContainsFunc(m.rows, func(r modelRow) bool { return r.stands && r.number == number })
	if ok := a.changes && m.stands() && !there; (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s writes permit %s down in %s: %v", a.name, number, m.state, err)
	}
	if err == nil {
		m.rows = append(m.rows, modelRow{id: id, number: number, level: level})
		m.turned(t, len(m.rows)-1, registry.PermitAdded, true)
	}
}

func (m *model) tryName(t *rapid.T) {
	a := rapid.SampledFrom(m.actors()).Draw(t, "who")
	var id db.ID
	err := m.write(func(tx *db.Tx) (err error) {
		id, err = m.book.AddPerson(tx, a.Session, registry.Joining{Business: m.id, Name: "Mbak Rini", Role: registry.Helper})
		return err
	})
	if ok := a.takes && m.stands(); (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s names somebody in %s: %v", a.name, m.state, err)
	}
	if err == nil {
		m.rows = append(m.rows, modelRow{id: id})
		m.turned(t, len(m.rows)-1, registry.PersonAdded, true)
	}
}

// aRow draws a row that stands; none where a merger decides whose it is.
func (m *model) aRow(t *rapid.T, permit bool) (int, bool) {
	var all []int
	for i, r := range m.rows {
		if r.stands && (r.number != "") == permit && m.state != registry.Merged {
			all = append(all, i)
		}
	}
	if len(all) == 0 {
		return 0, false
	}
	return rapid.SampledFrom(all).Draw(t, "row"), true
}

func (m *model) tryDrop(t *rapid.T) {
	i, found := m.aRow(t, true)
	if !found {
		return
	}
	a := rapid.SampledFrom(m.actors()).Draw(t, "who")
	err := m.write(func(tx *db.Tx) error { return m.book.RemovePermit(tx, a.Session, m.rows[i].id, "dicabut") })
	if ok := a.changes && m.stands() && (a.checks || m.rows[i].level <= registry.Through); (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s takes %+v out in %s: %v", a.name, m.rows[i], m.state, err)
	}
	if err == nil {
		m.turned(t, i, registry.PermitRemoved, false)
	}
}

func (m *model) tryEnd(t *rapid.T) {
	i, found := m.aRow(t, false)
	if !found {
		return
	}
	a := rapid.SampledFrom(m.actors()).Draw(t, "who")
	err := m.write(func(tx *db.Tx) error {
		return m.book.EndPerson(tx, a.Session, m.rows[i].id, date.DayOf(tx.Now()))
	})
	if ok := a.takes; (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s ends %+v in %s: %v", a.name, m.rows[i], m.state, err)
	}
	if err == nil {
		m.turned(t, i, registry.PersonEnded, false)
	}
}

// tryUndo takes a change of a row back, any of them.
func (m *model) tryUndo(t *rapid.T) {
	if len(m.turns) == 0 || m.state == registry.Merged {
		return
	}
	x := rapid.SampledFrom(m.turns).Draw(t, "change")
	if rapid.Bool().Draw(t, "the newest") {
		x = m.turns[len(m.turns)-1]
	}
	a, r := rapid.SampledFrom(m.actors()).Draw(t, "who"), m.rows[x.row]
	_, err := m.takeBack(a.Session, registry.TakingBack{Change: x.change})
	twice := !x.stands && slices.ContainsFunc(m.rows, func(o modelRow) bool { return o.stands && o.number != "" && o.number == r.number })
	ok := a.takes && m.stands() && x.number == r.turned && !twice && (r.number == "" || a.checks || r.level <= registry.Through)
	if (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s takes %+v of %+v back in %s: %v", a.name, x, r, m.state, err)
	}
	if err == nil {
		m.turned(t, x.row, "taken_back", !x.stands)
	}
}

// compareRows holds who is in the first business, and the history of rows, against the model.
func (m *model) compareRows(t *rapid.T) {
	var named, want []db.ID
	m.read(func(tx *db.Tx) error {
		all, err := m.book.People(tx, m.owner.Session, m.id)
		for _, p := range all {
			if p.Person == 0 && p.Until.IsZero() {
				named = append(named, p.ID)
			}
			if p.Person == 0 && p.Name != "Mbak Rini" {
				t.Fatalf("a name is %q", p.Name)
			}
		}
		return err
	})
	for _, r := range m.rows {
		if r.number == "" && r.stands {
			want = append(want, r.id)
		}
	}
	if !slices.Equal(named, want) {
		t.Fatalf("%v are named, in the model %v", named, want)
	}
	told := 0
	for _, c := range m.past(m.owner, m.id) {
		if c.Row != nil {
			told++
		}
	}
	if m.otherState != registry.Merged && len(m.turns)+int(m.version) < 90 && told != len(m.turns)+2 { // the owner and the first permit
		t.Fatalf("%d changes of rows are told, in the model %d", told, len(m.turns)+2)
	}
}
