package plan

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
)

// Record counts a record of another room toward an indicator, in the act that
// makes the record: there is no session, for the room has asked already; Evidence.By
// is who acts there. The room has declared before (Declare) that it feeds the
// indicator. The same record told again counts once; told again after it was
// withdrawn, it counts again, unless a dispute has decided. A zero Quarter is that
// of the day on which it happened.
func Record(tx *db.Tx, e Evidence) (db.ID, error) {
	if e.Quarter == (date.Quarter{}) {
		e.Quarter = date.QuarterOf(e.Happened.Start())
	}
	if err := e.check(date.DayOf(tx.Now())); err != nil {
		return 0, err
	}
	if e.Room == PlanRoom || e.Room == "" || e.Record == 0 {
		return 0, fault.New(fault.Invalid, "plan.evidence_invalid").At("record", "plan.evidence_no_record")
	}
	if err := fed(tx, Feed{e.Node, e.Seq, e.Kind, e.Room}); err != nil {
		return 0, err
	}
	id, fresh, err := e.put(tx)
	if err != nil || !fresh {
		return id, err
	}
	e.ID = id
	return id, e.tell(tx)
}

// WithdrawRecord takes a record of a room out wherever it counts, in the act that
// reverses it. why is a word of the room's, or a sentence that names no person.
func WithdrawRecord(tx *db.Tx, actor, room, kind string, record db.ID, why string) (withdrawn int, err error) {
	if room == PlanRoom || why == "" {
		return 0, fault.New(fault.Invalid, "plan.evidence_invalid").At("record", "plan.evidence_no_record")
	}
	all, err := db.All(tx, scanEvidence, `select `+evidenceColumns+` from plan_evidence e
		where e.room = $1 and e.kind = $2 and e.record = $3 and e.state <> 'withdrawn'`, room, kind, record)
	if err != nil {
		return 0, err
	}
	for _, e := range all {
		if err := e.move(tx, EvidenceWithdrawn, e.Level, why, e.Closed); err != nil {
			return 0, err
		}
		if err := e.empty(tx); err != nil {
			return 0, err
		}
		if err := e.tellWithdrawn(tx, actor); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}
