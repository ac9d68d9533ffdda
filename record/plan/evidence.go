package plan

import (
	"slices"
	"time"
	"unicode/utf8"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/quantity"
)

// EvidenceKinds are the kinds of record that can count toward an indicator.
var EvidenceKinds = []string{"orang", "sertifikat", "usaha", "kegiatan", "barang", "lapak", "dokumen", "foto"}

// How well a piece of evidence is proven, from the weakest up.
const (
	EvidenceStated   = "dinyatakan" // the office's word
	EvidenceDocument = "dokumen"    // a file lies with it
	EvidenceVisited  = "diperiksa"  // it was disputed, looked at and found right
	EvidenceTraded   = "transaksi"  // it follows from what happened in another room
)

// EvidenceLevels lists them.
var EvidenceLevels = []string{EvidenceStated, EvidenceDocument, EvidenceVisited, EvidenceTraded}

// The states of a piece of evidence.
const (
	EvidenceCounted   = "counted"
	EvidenceDisputed  = "disputed"
	EvidenceWithdrawn = "withdrawn"
)

// PlanRoom is the room of what is attached by hand or by list.
const PlanRoom = "plan"

// Evidence is one record that counts toward an indicator of a sub-activity.
type Evidence struct {
	ID       db.ID
	Node     db.ID
	Seq      int // of the indicator
	Quarter  date.Quarter
	Kind     string // one of EvidenceKinds
	Micro    int64  // how much it counts, in millionths of the indicator's unit
	Subject  db.ID  // who or what the record is about; 0: nobody in particular
	Happened date.Day
	Title    string // names no person
	Room     string
	Record   db.ID // the record in that room
	Level    string
	State    string
	Closed   bool   // a dispute has decided: being told anew changes nothing
	Reason   string // of the state, unless it counts
	Made     time.Time
	By       string // actor
	Version  int64
}

const evidenceColumns = `e.id, e.node, e.seq, e.year, e.quarter, e.kind, e.quantity_micro, coalesce(e.subject, 0), e.happened_on, e.title, e.room, e.record,
	e.level, e.state, e.closed, e.reason, e.made_at, e.made_by, e.version`

func scanEvidence(r *db.Row) Evidence {
	e := Evidence{ID: r.ID(), Node: r.ID(), Seq: r.Int(), Quarter: date.Quarter{Year: r.Int(), N: r.Int()}, Kind: r.Text(), Micro: r.Int64(), Subject: r.ID()}
	e.Happened, _ = date.ParseDay(r.Text()) // written by put
	e.Title, e.Room, e.Record, e.Level, e.State, e.Closed = r.Text(), r.Text(), r.ID(), r.Text(), r.Text(), r.Bool()
	e.Reason, e.Made, e.By, e.Version = r.Text(), r.Time(), r.Text(), r.Int64()
	return e
}

// EvidenceOf lists the evidence of an indicator from the beginning of a year up to
// a quarter, the newest first.
func EvidenceOf(tx *db.Tx, node db.ID, seq int, until date.Quarter) ([]Evidence, error) {
	return db.All(tx, scanEvidence, `select `+evidenceColumns+` from plan_evidence e
		where e.node = $1 and e.seq = $2 and e.year = $3 and e.quarter <= $4 order by e.made_at desc, e.id desc`, node, seq, until.Year, until.N)
}

func evidenceByID(tx *db.Tx, id db.ID) (Evidence, error) {
	e, found, err := db.One(tx, scanEvidence, `select `+evidenceColumns+` from plan_evidence e where e.id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_evidence")
	}
	return e, err
}

// mostEvidence bounds how much one record may count: a billion of the unit.
const mostEvidence = 1_000_000_000 * quantity.One

// check finds what is wrong with a piece of evidence that is told.
func (e Evidence) check(today date.Day) error {
	f := fault.New(fault.Invalid, "plan.evidence_invalid")
	if !slices.Contains(EvidenceKinds, e.Kind) {
		f.At("kind", "plan.evidence_kind_unknown")
	}
	if !slices.Contains(EvidenceLevels, e.Level) {
		f.At("level", "plan.evidence_level_unknown")
	}
	if e.Micro <= 0 || e.Micro > mostEvidence {
		f.At("quantity", "plan.evidence_quantity")
	}
	if n := utf8.RuneCountInString(e.Title); n < 3 || n > 200 {
		f.At("title", "plan.evidence_title_length", n)
	}
	checkHappened(f, e.Happened, e.Quarter, today)
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// checkHappened asks that a day lies in a year, not after a quarter, and has come.
func checkHappened(f *fault.Fault, day date.Day, until date.Quarter, today date.Day) {
	switch {
	case day.IsZero():
		f.At("happened", "plan.evidence_day")
	case day.Year != until.Year || !day.Start().Before(until.End()):
		f.At("happened", "plan.evidence_day_outside", until)
	case today.Before(day):
		f.At("happened", "plan.evidence_day_to_come")
	}
}

// put writes a record, once. One that was withdrawn counts again, unless a dispute
// has decided about it; fresh says that something was written.
func (e Evidence) put(tx *db.Tx) (id db.ID, fresh bool, err error) {
	id = tx.NewID()
	if leftOut("evidence once") {
		e.Record = id
	}
	n, err := tx.Exec(`insert into plan_evidence (id, node, seq, year, quarter, kind, quantity_micro, subject, happened_on, title, room, record,
			level, state, closed, reason, made_at, made_by, version)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'counted', $14, '', $15, $16, 1)
		on conflict (node, seq, kind, room, record) do nothing`,
		id, e.Node, e.Seq, e.Quarter.Year, e.Quarter.N, e.Kind, e.Micro, db.Null(e.Subject, e.Subject != 0), e.Happened.String(), e.Title, e.Room, e.Record,
		e.Level, false, tx.Now(), e.By)
	if err != nil || n == 1 {
		return id, n == 1, err
	}
	old, found, err := db.One(tx, scanEvidence, `select `+evidenceColumns+` from plan_evidence e
		where e.node = $1 and e.seq = $2 and e.kind = $3 and e.room = $4 and e.record = $5`, e.Node, e.Seq, e.Kind, e.Room, e.Record)
	if err != nil || !found || old.State != EvidenceWithdrawn || old.Closed {
		return old.ID, false, err
	}
	n, err = tx.Exec(`update plan_evidence set state = 'counted', reason = '', year = $3, quarter = $4, quantity_micro = $5, happened_on = $6, title = $7,
			level = $8, made_at = $9, made_by = $10, version = version + 1 where id = $1 and version = $2`,
		old.ID, old.Version, e.Quarter.Year, e.Quarter.N, e.Micro, e.Happened.String(), e.Title, e.Level, tx.Now(), e.By)
	return old.ID, n == 1, err
}
