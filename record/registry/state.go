package registry

import (
	"fmt"
	"slices"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// State is where a business stands in the register.
type State string

// The states.
const (
	Draft     State = "draft"
	Submitted State = "submitted" // waits for an officer
	Returned  State = "returned"  // with a sentence
	Published State = "published"
	Suspended State = "suspended" // not shown, for a reason
	Closed    State = "closed"
	Merged    State = "merged" // it is the same as another one
)

// States lists the states, in the order of a business's life.
var States = []State{Draft, Submitted, Returned, Published, Suspended, Closed, Merged}

// Word is the key of its name.
func (s State) Word() string { return "registry.state_" + string(s) }

// Move is a way from one state to another.
type Move string

// The moves.
const (
	Beginning  Move = "register"
	Admitting  Move = "admit" // as a published row of a list
	Submitting Move = "submit"
	Returning  Move = "return"
	Publishing Move = "publish"
	Suspending Move = "suspend"
	Resuming   Move = "resume"
	Closing    Move = "close"
	Reopening  Move = "reopen"
	Merging    Move = "merge"
	Unmerging  Move = "unmerge" // back to the state before
	Forgetting Move = "forget"  // its person was forgotten
)

// ways says from which states each move leads where; the table knows the same. There
// is no other.
var ways = map[Move]struct {
	from []State
	to   State
}{
	Submitting: {[]State{Draft, Returned}, Submitted},
	Returning:  {[]State{Submitted}, Returned},
	Publishing: {[]State{Submitted}, Published},
	Suspending: {[]State{Published}, Suspended},
	Resuming:   {[]State{Suspended}, Published},
	Closing:    {[]State{Draft, Submitted, Returned, Published, Suspended}, Closed},
	Reopening:  {[]State{Closed}, Draft},
	Merging:    {[]State{Draft, Submitted, Returned, Published, Suspended, Closed}, Merged},
	Unmerging:  {[]State{Merged}, ""},
}

// Can tells whether a move leads on from a state: for a button that is shown or not.
func (s State) Can(m Move) bool { return slices.Contains(ways[m].from, s) }

// changes tells whether facts may be changed in a state.
func (s State) changes() bool { return s != Closed && s != Merged }

// step is a move as it is made.
type step struct {
	move     Move
	code     string // why, of a fixed list; "" where there is none
	sentence string
	into     db.ID // the other one, where two are merged
}

// move brings a business to another state, if it is still as it was looked at.
// Whoever calls it writes it in the diary.
func (k *Book) move(tx *db.Tx, actor string, b Business, t step) error {
	if !b.State.Can(t.move) && !leftOut("state") {
		return fault.New(fault.Conflict, "registry.is_"+string(b.State))
	}
	to := ways[t.move].to
	if t.move == Unmerging {
		to = b.mergedState
	}
	submitted, published, was := b.SubmittedBy, b.PublishedBy, State("")
	switch t.move {
	case Submitting:
		submitted, published = actor, ""
	case Returning:
		submitted = ""
	case Publishing:
		published = actor
	case Reopening:
		submitted, published = "", ""
	case Merging:
		was = b.State
	}
	err := tx.Try(func(tx *db.Tx) error {
		return tx.ExecOr(moved(), `update registry_business set state = $3, version = version + 1, submitted_by = $4, published_by = $5, merged_into = $6, merged_state = $7
			where id = $1 and version = $2`, b.ID, b.Version, string(to), submitted, published, db.Null(t.into, t.into != 0), string(was))
	})
	if db.Unique(err) {
		return fault.New(fault.Conflict, "registry.nib_taken").At(string(NIB), "registry.nib_taken")
	}
	if err != nil {
		return err
	}
	return k.putMove(tx, actor, b, b.Version+1, t, to)
}

func (k *Book) putMove(tx *db.Tx, actor string, b Business, number int64, t step, to State) error {
	sealed, err := k.hush(tx, b.subject, movePlace(b.ID, number), t.sentence)
	if err != nil {
		return err
	}
	return k.put(tx, moves, b.ID, number, string(t.move), string(b.State), string(to), t.code, sealed, b.subject, actor, tx.Now())
}

func movePlace(business db.ID, number int64) string {
	return fmt.Sprint("registry_move.sealed ", int64(business), " ", number)
}

// Moved is one move of a business, for its history.
type Moved struct {
	Number   int64 // the version that it made
	Move     Move
	From, To State
	Code     string // why, of a list
	Sentence string // "" where there is none or it was forgotten
	By       string // actor
	At       time.Time
}

// Moves lists the moves of a business, the newest first: for its people and officers.
func (k *Book) Moves(tx *db.Tx, session string, business db.ID) ([]Moved, error) {
	if _, err := k.insider(tx, session, business); err != nil {
		return nil, err
	}
	type row struct {
		Moved
		sealed  string
		subject db.ID
	}
	all, err := db.All(tx, func(r *db.Row) row {
		return row{Moved{Number: r.Int64(), Move: Move(r.Text()), From: State(r.Text()), To: State(r.Text()), Code: r.Text(), By: r.Text(), At: r.Time()}, r.Text(), r.ID()}
	}, `select number, move, from_state, to_state, code, by_actor, at, sealed, subject from registry_move where business = $1 order by number desc`, business)
	out := make([]Moved, len(all))
	for i, m := range all {
		if err == nil {
			out[i] = m.Moved
			out[i].Sentence, err = k.heard(tx, m.subject, movePlace(business, m.Number), m.sealed)
		}
	}
	return out, err
}

// insider answers whether somebody may see the inside of a business.
func (k *Book) insider(tx *db.Tx, session string, id db.ID) (account.Who, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return account.Who{}, err
	}
	b, err := ByID(tx, id)
	if err != nil {
		return account.Who{}, err
	}
	who, err := may(tx, v, MayWatch, b)
	if fault.Is(err, fault.Denied) { // anything else is no answer, and ends the act
		who, err = may(tx, v, MayChange, b)
	}
	return who, err
}
