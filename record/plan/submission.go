package plan

import (
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// State is where a submission stands between the office and the city.
type State string

// The states of a submission.
const (
	Belum         State = "belum" // not started
	Draf          State = "draf"
	Terkirim      State = "terkirim"     // sent by the head of the office
	Dikembalikan  State = "dikembalikan" // given back, with sentences
	Terverifikasi State = "terverifikasi"
	Terkunci      State = "terkunci" // its rows are public
)

// States lists the states, in the order of a submission's life.
var States = []State{Belum, Draf, Terkirim, Dikembalikan, Terverifikasi, Terkunci}

// CanEnter tells whether cells may be changed in a state.
func (s State) CanEnter() bool { return s == Draf || s == Dikembalikan }

// Move is a way from one state to another.
type Move string

// The moves.
const (
	Starting  Move = "start"
	Sending   Move = "send"
	Returning Move = "return"
	Verifying Move = "verify"
	Locking   Move = "lock"
	Reopening Move = "reopen"
)

// ways says from which states each move leads where. There is no other.
var ways = map[Move]struct {
	from []State
	to   State
}{
	Starting:  {[]State{Belum}, Draf},
	Sending:   {[]State{Draf, Dikembalikan}, Terkirim},
	Returning: {[]State{Terkirim, Terverifikasi}, Dikembalikan},
	Verifying: {[]State{Terkirim}, Terverifikasi},
	Locking:   {[]State{Terverifikasi}, Terkunci},
	Reopening: {[]State{Terkunci}, Dikembalikan},
}

// Can tells whether a move leads on from a state.
func (s State) Can(m Move) bool {
	for _, from := range ways[m].from {
		if from == s {
			return true
		}
	}
	return false
}

// standing says why a move is not possible: what state the submission is in, and
// what that means.
var standing = map[State]string{Belum: "plan.submission_is_belum", Draf: "plan.submission_is_draf", Terkirim: "plan.submission_is_terkirim",
	Dikembalikan: "plan.submission_is_dikembalikan", Terverifikasi: "plan.submission_is_terverifikasi", Terkunci: "plan.submission_is_terkunci"}

// Submission is what one office hands in within a round.
type Submission struct {
	ID         db.ID
	Round      db.ID
	Office     db.ID
	State      State
	Version    int64  // counts moves up from 1; saving cells does not count
	Carried    string // where its rows came from: "", "2024-2", "empty"
	SentAt     time.Time
	SentBy     db.ID // 0: nobody has, or it came back since
	FirstSent  time.Time
	VerifiedAt time.Time
	VerifiedBy db.ID
	LockedAt   time.Time
	LockedBy   db.ID
	Revision   int // of the report, as it was made public; 0: it was not
}

const submissionColumns = `s.id, s.round, s.opd, s.state, s.version, s.carried, s.sent_at, coalesce(s.sent_by, 0), s.first_sent_at,
	s.verified_at, coalesce(s.verified_by, 0), s.locked_at, coalesce(s.locked_by, 0), coalesce(s.revision, 0)`

func scanSubmission(r *db.Row) Submission {
	return Submission{ID: r.ID(), Round: r.ID(), Office: r.ID(), State: State(r.Text()), Version: r.Int64(), Carried: r.Text(),
		SentAt: r.Time(), SentBy: r.ID(), FirstSent: r.Time(), VerifiedAt: r.Time(), VerifiedBy: r.ID(), LockedAt: r.Time(), LockedBy: r.ID(),
		Revision: r.Int()}
}

// SubmissionOf finds what an office hands in within a round.
func SubmissionOf(tx *db.Tx, round, office db.ID) (Submission, bool, error) {
	return db.One(tx, scanSubmission, `select `+submissionColumns+` from plan_submission s where s.round = $1 and s.opd = $2`, round, office)
}

// FindSubmission is SubmissionOf for who acts on it: there being none is a fault
// of kind NotFound.
func FindSubmission(tx *db.Tx, round, office db.ID) (Submission, error) {
	s, found, err := SubmissionOf(tx, round, office)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_submission")
	}
	return s, err
}

// SubmissionByID finds a submission with its round.
func SubmissionByID(tx *db.Tx, id db.ID) (Submission, Round, error) {
	s, found, err := db.One(tx, scanSubmission, `select `+submissionColumns+` from plan_submission s where s.id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_submission")
	}
	if err != nil {
		return s, Round{}, err
	}
	r, err := roundByID(tx, s.Round)
	return s, r, err
}

// mayOn begins an act on a submission: it finds who asks, then the submission, and
// whether the right reaches its office.
func mayOn(tx *db.Tx, session string, right account.Right, submission db.ID) (who account.Who, s Submission, r Round, err error) {
	v, err := account.See(tx, session)
	if err != nil {
		return who, s, r, err
	}
	if s, r, err = SubmissionByID(tx, submission); err != nil {
		return who, s, r, err
	}
	who, err = v.May(right, account.At{Office: s.Office})
	return who, s, r, err
}

// Moved is one move of a submission, for its history.
type Moved struct {
	Number   int64
	From, To State
	Sentence string // why it was returned or reopened; "" otherwise
	By       db.ID  // a person
	At       time.Time
}

// Moves lists the moves of a submission, the newest first.
func Moves(tx *db.Tx, submission db.ID) ([]Moved, error) {
	return db.All(tx, func(r *db.Row) Moved {
		return Moved{r.Int64(), State(r.Text()), State(r.Text()), r.Text(), r.ID(), r.Time()}
	}, `select number, from_state, to_state, sentence, by_person, at from plan_submission_move where submission = $1 order by number desc`, submission)
}

// step is a move as it is made.
type step struct {
	move     Move
	version  int64  // of the submission that was looked at; 0: whatever it is now
	sentence string // kept with the move
}

// move brings a submission to another state, if it is still as it was looked at.
// Whoever calls it writes it in the diary.
func (s Submission) move(tx *db.Tx, who account.Who, t step) error {
	way := ways[t.move]
	if t.version != 0 && t.version != s.Version {
		return fault.New(fault.Conflict, "plan.submission_moved")
	}
	if !s.State.Can(t.move) && !leftOut("state") {
		return fault.New(fault.Conflict, standing[s.State])
	}
	err := tx.ExecOr(fault.New(fault.Conflict, "plan.submission_moved"),
		`update plan_submission set state = $4, version = version + 1, `+stamps[way.to]+`
		where id = $1 and state = $2 and version = $3 and cast($5 as bigint) > 0 and cast($6 as bigint) > 0`, s.ID, string(s.State), s.Version, string(way.to), tx.Now(), who.Person)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`insert into plan_submission_move (submission, number, from_state, to_state, sentence, by_person, at)
		values ($1, $2, $3, $4, $5, $6, $7)`, s.ID, s.Version+1, string(s.State), string(way.to), t.sentence, who.Person, tx.Now())
	return err
}

// stamps is what a move writes beside the state: $5 is now, $6 who.
var stamps = map[State]string{
	Draf:          `sent_at = null`,
	Terkirim:      `sent_at = $5, sent_by = $6, first_sent_at = coalesce(first_sent_at, $5), verified_at = null, verified_by = null`,
	Dikembalikan:  `verified_at = null, verified_by = null, locked_at = null, locked_by = null`,
	Terverifikasi: `verified_at = $5, verified_by = $6`,
	Terkunci:      `locked_at = $5, locked_by = $6`,
}

// Late tells by how many days a submission was, or is, behind the deadline.
func (s Submission) Late(r Round, today date.Day) int {
	if !s.FirstSent.IsZero() {
		today = date.DayOf(s.FirstSent)
	}
	return max(0, -r.Left(today))
}
