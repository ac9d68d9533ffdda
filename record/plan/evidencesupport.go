package plan

import (
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
	"alun/record/plan/e81"
)

// Feed says which kind of record can feed an indicator, and from which room.
type Feed struct {
	Node db.ID
	Seq  int
	Kind string
	Room string // PlanRoom: by hand and by list
}

// Support declares, for an office, that what is attached by hand can feed an
// indicator of one of its sub-activities.
func Support(tx *db.Tx, session string, f Feed) error {
	who, _, err := mayOnNode(tx, session, MayAttach, f.Node)
	if err != nil {
		return err
	}
	f.Room = PlanRoom
	return Declare(tx, who.Actor(), f)
}

// Declare says the same for a room that can bring its own records: without a
// session, as part of what the room does.
func Declare(tx *db.Tx, actor string, f Feed) error {
	if !slices.Contains(EvidenceKinds, f.Kind) {
		return fault.New(fault.Invalid, "plan.evidence_invalid").At("kind", "plan.evidence_kind_unknown")
	}
	level, found, err := db.One(tx, (*db.Row).Int, `select n.level from plan_node n join plan_indicator i on i.node = n.id
		where n.id = $1 and i.seq = $2 and `+wasPublished, f.Node, f.Seq)
	switch {
	case err != nil:
		return err
	case !found:
		return fault.New(fault.NotFound, "plan.evidence_no_indicator")
	case level != int(e81.Subkegiatan):
		return fault.New(fault.Invalid, "plan.evidence_only_subs")
	}
	n, err := tx.Exec(`insert into plan_support (node, seq, kind, room, made_by, made_at, ended_at) values ($1, $2, $3, $4, $5, $6, null)
		on conflict (node, seq, kind, room) do update set ended_at = null, made_by = excluded.made_by, made_at = excluded.made_at
		where plan_support.ended_at is not null`, f.Node, f.Seq, f.Kind, f.Room, actor, tx.Now())
	if err != nil || n == 0 {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: actor, Fact: "plan.evidence_declared", Kind: "plan_node", Subject: f.Node,
		Data: map[string]any{"seq": f.Seq, "kind": f.Kind, "room": f.Room, "on": true}})
}

// Unsupport takes a declaration of the office back, while nothing counts by it.
func Unsupport(tx *db.Tx, session string, f Feed) error {
	who, _, err := mayOnNode(tx, session, MayAttach, f.Node)
	if err != nil {
		return err
	}
	f.Room = PlanRoom
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from plan_evidence where node = $1 and seq = $2 and kind = $3 and room = $4 and state <> 'withdrawn'`,
		f.Node, f.Seq, f.Kind, f.Room)
	if err == nil && n > 0 {
		err = fault.New(fault.Conflict, "plan.evidence_still_counts", n)
	}
	if err != nil {
		return err
	}
	ended, err := tx.Exec(`update plan_support set ended_at = $5 where node = $1 and seq = $2 and kind = $3 and room = $4 and ended_at is null`,
		f.Node, f.Seq, f.Kind, f.Room, tx.Now())
	if err != nil || ended == 0 {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.evidence_declared", Kind: "plan_node", Subject: f.Node,
		Data: map[string]any{"seq": f.Seq, "kind": f.Kind, "room": f.Room, "on": false}})
}

// Feeds lists what can feed an indicator now.
func Feeds(tx *db.Tx, node db.ID, seq int) ([]Feed, error) {
	return db.All(tx, func(r *db.Row) Feed { return Feed{node, seq, r.Text(), r.Text()} },
		`select kind, room from plan_support where node = $1 and seq = $2 and ended_at is null order by made_at, kind, room`, node, seq)
}

// fed refuses evidence for an indicator that nobody said its kind can feed.
func fed(tx *db.Tx, f Feed) error {
	_, found, err := db.One(tx, (*db.Row).Int, `select seq from plan_support where node = $1 and seq = $2 and kind = $3 and room = $4 and ended_at is null`,
		f.Node, f.Seq, f.Kind, f.Room)
	if err == nil && !found {
		err = fault.New(fault.Invalid, "plan.evidence_invalid").At("kind", "plan.evidence_not_declared")
	}
	return err
}
