package account

import (
	"slices"
	"strings"
	"time"

	"alun/ground/db"
)

// Role is what a person does for the city.
type Role string

// The roles. Each holds for the whole city but operators and heads (an office),
// counters (an area) and helpers (one person).
const (
	Administrator Role = "administrator" // Diskominfo: people and roles, never the city's figures
	Privacy       Role = "privacy"       // answers what people ask about their data
	Planner       Role = "planner"       // Bappeda: opens, returns, verifies and locks the evaluation
	Inspector     Role = "inspector"     // Inspektorat: reads and takes samples
	Operator      Role = "operator"      // writes for one office
	Head          Role = "head"          // answers for one office: approves what it sends
	Counter       Role = "counter"       // a kelurahan or kecamatan counter: helps people back in
	Maker         Role = "maker"         // pelaku usaha: their own record
	Helper        Role = "helper"        // helps one maker, with fewer powers
)

// Roles lists the roles, in the order of pages.
var Roles = []Role{Administrator, Privacy, Planner, Inspector, Operator, Head, Counter, Maker, Helper}

// Staff reports whether a role comes from a decree.
func (r Role) Staff() bool { return r != Maker && r != Helper }

// ofOffice and ofArea tell what a role is limited to.
func (r Role) ofOffice() bool { return r == Operator || r == Head }
func (r Role) ofArea() bool   { return r == Counter }

// Decides reports whether a role approves, decides or pays, and so signs in with
// a second factor.
func (r Role) Decides() bool {
	return slices.Contains([]Role{Administrator, Privacy, Planner, Inspector, Head, Counter}, r)
}

// Standing is how a person holds a role.
type Standing string

// The standings. All but Definitif end on a day.
const (
	Definitif Standing = "definitif"
	Plt       Standing = "plt"      // pelaksana tugas: the post is vacant
	Plh       Standing = "plh"      // pelaksana harian: its holder is away
	Delegasi  Standing = "delegasi" // some tasks, beside the holder
)

// Standings lists the standings, in the order of pages.
var Standings = []Standing{Definitif, Plt, Plh, Delegasi}

// Grant is a role that a person holds or held, in [From, Until).
type Grant struct {
	ID       db.ID
	Person   db.ID
	Role     Role
	Standing Standing
	Office   db.ID  // of operators and heads; 0 otherwise
	Area     string // of counters: the code of a kecamatan or kelurahan
	Helps    db.ID  // of helpers: the maker
	Decree   db.ID
	Number   string // of the decree
	From     time.Time
	Until    time.Time // zero: no end is set
	EndedBy  string    // who set an end before its day; "": nobody
	After    db.ID     // the grant that handed over to this one; 0: none
	made     time.Time // when it was written down
}

// InForce reports whether a grant holds at an instant.
func (g Grant) InForce(at time.Time) bool {
	return !at.Before(g.From) && (g.Until.IsZero() || at.Before(g.Until))
}

const grantSelect = `select r.id, r.person, r.role, r.standing, coalesce(r.office, 0), coalesce(r.area, ''), coalesce(r.helps, 0),
	coalesce(r.decree, 0), coalesce(d.number, ''), r.from_at, r.until_at, r.ended_by, coalesce(r.after_role, 0), r.made_at
	from account_role r left join account_decree d on d.id = r.decree`

func scanGrant(r *db.Row) Grant {
	return Grant{ID: r.ID(), Person: r.ID(), Role: Role(r.Text()), Standing: Standing(r.Text()), Office: r.ID(), Area: r.Text(), Helps: r.ID(),
		Decree: r.ID(), Number: r.Text(), From: r.Time(), Until: r.Time(), EndedBy: r.Text(), After: r.ID(), made: r.Time()}
}

// Grants lists all roles that a person holds, held or will hold, the newest first.
func Grants(tx *db.Tx, person db.ID) ([]Grant, error) {
	return db.All(tx, scanGrant, grantSelect+` where r.person = $1 order by r.from_at desc, r.id desc`, person)
}

// inForce lists the roles that a person holds now.
func inForce(tx *db.Tx, person db.ID) ([]Grant, error) {
	return db.All(tx, scanGrant, grantSelect+` where r.person = $1 and r.from_at <= $2 and (r.until_at is null or r.until_at > $2) order by r.id`,
		person, tx.Now())
}

// Holders lists who holds a role for an office now; office 0 asks for roles of
// the whole city.
func Holders(tx *db.Tx, role Role, office db.ID) ([]Grant, error) {
	return db.All(tx, scanGrant, grantSelect+` join account_person p on p.id = r.person
		where r.role = $1 and coalesce(r.office, 0) = $2 and p.state = 'active'
			and r.from_at <= $3 and (r.until_at is null or r.until_at > $3) order by r.id`, string(role), office, tx.Now())
}

// covers reports whether a grant reaches as far as an act does.
func (g Grant) covers(at At) bool {
	switch {
	case at.Any:
		return true
	case g.Role.ofOffice():
		return at.Office != 0 && at.Office == g.Office
	case g.Role.ofArea():
		return at.Area == g.Area || strings.HasPrefix(at.Area, g.Area+".")
	case g.Role == Maker:
		return at.Person != 0 && at.Person == g.Person
	case g.Role == Helper:
		return at.Person != 0 && at.Person == g.Helps
	}
	return true
}
