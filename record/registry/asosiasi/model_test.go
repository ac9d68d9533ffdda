package asosiasi

import (
	"fmt"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"

	"pgregory.net/rapid"
)

// model is one business and one association as the issue tells it, without a database.
type model struct {
	*town
	one      db.ID // an association of its own: what is begun within a day is bounded
	business db.ID
	standing Standing // "" nothing yet
	id       db.ID
	version  int64
	shown    bool
	left     bool // the owner declined or left what the association had said yes to, or it took an invitation back
	asks     int  // how often the owner began
	assented bool // the association has said yes to the open one
	steps    int
}

// TestMembershipsAreThoseOfTheModel: any row of acts by anybody leaves the standing and
// the refusals that the model has, and as many steps.
func TestMembershipsAreThoseOfTheModel(t *testing.T) {
	eachTown(t, func(w *town) {
		been, runs := map[Standing]int{}, 0
		rapid.Check(w.T, func(t *rapid.T) {
			runs++
			m := &model{town: w, one: w.association(fmt.Sprint("Paguyuban ", runs), w.chair, w.officer), business: w.stall("Amplang Siti")}
			t.Repeat(map[string]func(*rapid.T){"invite": m.tryInvite, "ask": m.tryAsk, "agree": m.tryAgree, "confirm": m.tryConfirm, "leave": m.tryLeave, "dismiss": m.tryDismiss, "show": m.tryShow,
				"": func(t *rapid.T) { been[m.standing]++; m.compare(t) }})
		})
		for _, s := range []Standing{"", Invited, Asked, Valid, Over} {
			if been[s] == 0 {
				w.Errorf("no run came to %q: %v", s, been)
			}
		}
	})
}

func (m *model) who(t *rapid.T) (account.Who, bool, bool) {
	all := []account.Who{m.owner, m.helper, m.chair, m.officer, m.other, m.owner, m.chair}
	i := rapid.IntRange(0, len(all)-1).Draw(t, "who")
	return all[i], i == 0 || i == 5, i == 2 || i == 3 || i == 6
}

// try does an act and asks that it is kept where the model says so, else refused with a
// sentence.
func (m *model) try(t *rapid.T, what string, may bool, act func(tx *db.Tx, session string) error, who account.Who) {
	err := m.write(func(tx *db.Tx) error { return act(tx, who.Session) })
	if (err == nil) != may || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s in %q by %s: %v, may be %v", what, m.standing, who.Grant.Role, err, may)
	}
}

func (m *model) is(all ...Standing) bool {
	for _, s := range all {
		if m.standing == s {
			return true
		}
	}
	return false
}

func (m *model) begins(s Standing, id db.ID) {
	m.standing, m.id, m.version, m.shown, m.steps, m.assented = s, id, 1, false, m.steps+1, s == Invited
}

func (m *model) goes(s Standing) {
	m.standing, m.version, m.shown, m.steps = s, m.version+1, false, m.steps+1
	if s == Valid {
		m.assented = true
	}
}

func (m *model) tryInvite(t *rapid.T) {
	who, _, manages := m.who(t)
	var id db.ID
	may := manages && (m.is(Invited, Asked) || m.is("", Over) && !m.left)
	m.try(t, "invite", may, func(tx *db.Tx, s string) (err error) { id, err = m.desk.Invite(tx, s, m.one, m.business); return err }, who)
	switch {
	case !may || m.is(Invited):
	case m.is(Asked):
		m.goes(Valid)
	default:
		m.begins(Invited, id)
	}
}

func (m *model) tryAsk(t *rapid.T) {
	who, owns, _ := m.who(t)
	var id db.ID
	may := owns && !m.is(Valid) && (m.is(Invited, Asked) || m.asks < MostAskedDay)
	m.try(t, "ask", may, func(tx *db.Tx, s string) (err error) {
		id, err = m.desk.Ask(tx, s, m.business, m.one, yes)
		return err
	}, who)
	switch {
	case !may || m.is(Asked):
	case m.is(Invited):
		m.goes(Valid)
	default:
		m.begins(Asked, id)
		m.asks++
	}
}

func (m *model) tryAgree(t *rapid.T) {
	who, owns, _ := m.who(t)
	seen := rapid.Int64Range(1, 3).Draw(t, "seen")
	m.says(t, "agree", owns && (m.is(Valid) || m.is(Invited) && seen == m.version), func(tx *db.Tx, s string) error { return m.desk.Agree(tx, s, On{m.id, seen}, yes) }, who)
}

func (m *model) tryConfirm(t *rapid.T) {
	who, _, manages := m.who(t)
	seen := rapid.Int64Range(1, 3).Draw(t, "seen")
	m.says(t, "confirm", manages && (m.is(Valid) || m.is(Asked) && seen == m.version), func(tx *db.Tx, s string) error { return m.desk.Confirm(tx, s, On{m.id, seen}) }, who)
}

func (m *model) says(t *rapid.T, what string, may bool, act func(tx *db.Tx, s string) error, who account.Who) {
	m.try(t, what, may, act, who)
	if may && !m.is(Valid) {
		m.goes(Valid)
	}
}

func (m *model) tryLeave(t *rapid.T) {
	who, owns, _ := m.who(t)
	m.try(t, "leave", owns && m.id != 0, func(tx *db.Tx, s string) error { return m.desk.Leave(tx, s, m.id) }, who)
	if owns && m.is(Invited, Asked, Valid) {
		m.left = m.left || m.assented
		m.goes(Over)
	}
}

func (m *model) tryDismiss(t *rapid.T) {
	who, _, manages := m.who(t)
	m.try(t, "dismiss", manages && m.id != 0, func(tx *db.Tx, s string) error { return m.desk.Dismiss(tx, s, m.id) }, who)
	if manages && m.is(Invited, Asked, Valid) {
		m.left = m.left || m.is(Invited)
		m.goes(Over)
	}
}

func (m *model) tryShow(t *rapid.T) {
	who, owns, _ := m.who(t)
	shown := rapid.Bool().Draw(t, "shown")
	m.try(t, "show", owns && m.is(Valid), func(tx *db.Tx, s string) error { return m.desk.Show(tx, s, m.id, shown) }, who)
	if owns && m.is(Valid) && m.shown != shown {
		m.shown, m.version, m.steps = shown, m.version+1, m.steps+1
	}
}

func (m *model) compare(t *rapid.T) {
	m.read(func(tx *db.Tx) error {
		if m.id != 0 {
			now, err := findMember(tx, m.id)
			if err != nil {
				return err
			}
			if now.Standing != m.standing || now.Version != m.version || now.Shown != m.shown || (now.Standing == Valid) != (!now.Since.IsZero() && now.Ended.IsZero()) {
				t.Fatalf("it stands as %+v, want %+v", now, m)
			}
		}
		all, err := m.desk.History(tx, m.owner.Session, m.business)
		if len(all) != m.steps {
			t.Fatalf("%d steps, want %d", len(all), m.steps)
		}
		badges, err2 := BadgesOf(tx, m.business)
		if (len(badges) == 1) != m.shown || err2 != nil {
			t.Fatalf("badges %+v, shown %v: %v", badges, m.shown, err2)
		}
		return err
	})
}
