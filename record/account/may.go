package account

import (
	"slices"
	"strconv"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
)

// Right is what an act asks for. Rooms declare their rights as variables; what a
// right opens is in the doors table.
type Right struct {
	Name   string // "plan.round_open"
	Roles  []Role // who has it
	Second bool   // only in a session with a second factor
	Lent   bool   // or in that of a program which its person lets decide; see Program.Decides
}

// At is how far an act reaches. The zero value is the whole city: then only the
// roles that hold for the whole city count.
type At struct {
	Office db.ID
	Area   string // code of a kecamatan or kelurahan
	Person db.ID  // a maker
	Any    bool   // anywhere: for lists, which then show what each may see
}

// Who is who acts, and by which grant.
type Who struct {
	Person  db.ID
	Session string
	Grant   Grant
	Second  bool // the session has a second factor
}

// Actor is how the diary names a person.
func (w Who) Actor() string { return Actor(w.Person) }

// Actor is how the diary names a person: an id, and nothing personal.
func Actor(person db.ID) string { return "person:" + strconv.FormatInt(int64(person), 10) }

// May is the first line of each act: it finds who asks and whether they may. It
// answers with fault.Stranger when nobody is signed in and fault.Denied when the
// right is not theirs, not here, or wants a second factor first.
func May(tx *db.Tx, session string, right Right, at At) (Who, error) {
	v, err := See(tx, session)
	if err != nil {
		return Who{}, err
	}
	return v.May(right, at)
}

// Viewer is who looks at a page: a person with all that they hold now.
type Viewer struct {
	Who
	Kind   string // staff, maker
	Lang   string
	Demo   bool
	Grants []Grant

	program bool // a program looks, for its person
	decides bool // and may use what rights lend
}

// May answers as the function May does.
func (v Viewer) May(right Right, at At) (Who, error) {
	for _, g := range v.Grants {
		if slices.Contains(right.Roles, g.Role) && g.covers(at) {
			if right.Second && !v.Second && !(right.Lent && v.decides) {
				return Who{}, fault.New(fault.Denied, "account.second_needed")
			}
			w := v.Who
			w.Grant = g
			return w, nil
		}
	}
	return Who{}, fault.New(fault.Denied, "account.not_yours")
}

// Can reports whether May would let: for a button that is shown or not.
func (v Viewer) Can(right Right, at At) bool {
	_, err := v.May(right, at)
	return err == nil
}

// Holds reports whether the viewer holds a role now.
func (v Viewer) Holds(role Role) bool {
	return slices.ContainsFunc(v.Grants, func(g Grant) bool { return g.Role == role })
}

// Decides reports that a program looks which its person lets decide.
func (v Viewer) Decides() bool { return v.decides }

// Lends reports whether the viewer may let a program decide: an officer of an area or a
// planner, in person. Nobody else has a right that is lent.
func (v Viewer) Lends() bool { return !v.program && (v.Holds(Counter) || v.Holds(Planner)) }

// Offices lists the offices for which the viewer holds a role.
func (v Viewer) Offices(roles ...Role) []db.ID {
	var out []db.ID
	for _, g := range v.Grants {
		if slices.Contains(roles, g.Role) && g.Office != 0 && !slices.Contains(out, g.Office) {
			out = append(out, g.Office)
		}
	}
	return out
}

// See finds who looks, or answers with fault.Stranger. Who has still to give the
// second factor is a stranger.
func See(tx *db.Tx, session string) (Viewer, error) {
	s, err := liveSession(tx, session)
	if err != nil {
		return Viewer{}, err
	}
	if s.Half {
		return Viewer{}, fault.New(fault.Stranger, "account.half")
	}
	v := Viewer{Who: Who{Person: s.Person, Session: session, Second: !s.SecondAt.IsZero()}, Kind: s.Kind, Lang: s.lang, Demo: s.demo, program: s.program, decides: s.Decides}
	v.Grants, err = inForce(tx, s.Person)
	if s.program { // let for what its person was then
		v.Grants = slices.DeleteFunc(v.Grants, func(g Grant) bool { return g.From.After(s.Made) || g.made.After(s.Made) })
	}
	return v, err
}

// Freshly asks that the second factor was given not longer ago than so long: for
// what cannot be undone.
func (w Who) Freshly(tx *db.Tx, most time.Duration) error {
	s, err := liveSession(tx, w.Session)
	if err != nil {
		return err
	}
	if s.SecondAt.IsZero() || tx.Now().Sub(s.SecondAt) > most {
		return fault.New(fault.Denied, "account.second_again")
	}
	return nil
}
