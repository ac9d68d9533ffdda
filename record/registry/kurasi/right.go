package kurasi

import (
	"maps"
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// What people may do. Whoever is named as a curator judges, whatever role they have: that
// is a row of the call, and no right of a role.
var (
	MayCall  = account.Right{Name: "registry.kurasi_call", Roles: []account.Role{account.Planner}, Second: true, Lent: true}
	MayWatch = account.Right{Name: "registry.kurasi_watch", Roles: []account.Role{account.Planner, account.Inspector}}
	// An owner enters what is theirs: the business speaks for itself, so no helper and
	// no officer does it for them.
	MayEnter = account.Right{Name: "registry.kurasi_enter", Roles: []account.Role{account.Maker}}
)

// Rights lists them for the table of doors.
var Rights = []account.Right{MayCall, MayWatch, MayEnter}

// Thing is what can be entered, as its own part of the house shows it.
type Thing struct {
	ID   db.ID
	Name string
}

// Desk is where calls are made, entered and judged.
type Desk struct {
	Book *registry.Book
	// Shown is a door for each kind: what of it a business shows in public. A business
	// that is not public shows nothing.
	Shown map[string]func(tx *db.Tx, business db.ID) ([]Thing, error)
	// NameOf is a door: how somebody with an account is called.
	NameOf func(tx *db.Tx, person db.ID) (string, error)
	// Find is a door: the account of a login as somebody types it; a fault where there
	// is none.
	Find func(tx *db.Tx, login string) (db.ID, error)
	// Nominees is a door: what associations put forward for a call with the yes of its
	// owner, as long as it stands; of one business, or of all where that is 0. nil: nobody
	// puts anything forward.
	Nominees func(tx *db.Tx, call, business db.ID) ([]Nominee, error)
}

// The kinds of what is entered. The process is the same for all: what a kind shows is a door
// of the desk, and how it is called are the words that end in its name.
const (
	Product  = "product"  // a product of a business: the city's icon products
	Business = "business" // a business itself: who gets a place in a sentra or at a fair
)

// Kinds lists the kinds of which calls can be made here, by name.
func (d Desk) Kinds() []string { return slices.Sorted(maps.Keys(d.Shown)) }

// KindWord is the key of a kind's name.
func KindWord(kind string) string { return "kurasi.kind_" + kind }

// on begins an act of a planner on a call.
func (d Desk) on(tx *db.Tx, session string, step Step) (account.Who, Call, error) {
	who, err := account.May(tx, session, MayCall, account.At{})
	if leftOut("right") && fault.Is(err, fault.Denied) {
		var v account.Viewer
		v, err = account.See(tx, session)
		who = v.Who
	}
	if err != nil {
		return who, Call{}, err
	}
	c, err := ByID(tx, step.Call)
	if err == nil && step.Version != 0 && step.Version != c.Version && !leftOut("version") {
		err = moved()
	}
	return who, c, err
}

// moved says that somebody else was first.
func moved() error { return fault.New(fault.Conflict, "kurasi.moved") }
