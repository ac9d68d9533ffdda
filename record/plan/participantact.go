package plan

import (
	"context"
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// staleList is how long a list that nobody finished is kept.
const staleList = 24 * time.Hour

// namesPerAct is how many names one act seals: each makes a key.
const namesPerAct = 25

// StageList keeps the rows of a list so that they can be looked at. Nothing counts
// before AttachList.
func (l Roll) StageList(ctx context.Context, d *db.DB, session string, a ListAsk, rows []Named) (id db.ID, err error) {
	defer fault.Op(&err, "plan: stage a list")
	if len(rows) == 0 {
		return 0, fault.New(fault.Invalid, "plan.evidence_invalid").At("names", "plan.names_empty")
	}
	if len(rows) > MostNames {
		return 0, fault.New(fault.Invalid, "plan.evidence_invalid").At("names", "plan.names_many", MostNames, len(rows))
	}
	id = d.NewID()
	if err := d.Write(ctx, func(tx *db.Tx) error { return beginList(tx, session, a, id) }); err != nil {
		return 0, err
	}
	for part := range slices.Chunk(onceEach(rows), namesPerAct) {
		if err := d.Write(ctx, func(tx *db.Tx) error { return l.putRows(tx, id, a, part) }); err != nil {
			return 0, err
		}
	}
	return id, nil
}

func beginList(tx *db.Tx, session string, a ListAsk, id db.ID) error {
	who, err := CheckList(tx, session, a)
	if err != nil {
		return err
	}
	if err := dropLists(tx, tx.Now().Add(-staleList)); err != nil {
		return err
	}
	e := a.evidence(id, 1)
	_, err = tx.Exec(`insert into plan_participant_list (id, node, seq, year, quarter, kind, title, happened_on, state, evidence, made_at, made_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, 'staged', null, $9, $10)`,
		id, e.Node, e.Seq, a.Until.Year, date.QuarterOf(e.Happened.Start()).N, e.Kind, e.Title, e.Happened.String(), tx.Now(), who.Actor())
	return err
}

// dropLists takes away the names of lists that nobody finished.
func dropLists(tx *db.Tx, before time.Time) error {
	for _, clear := range []string{
		`delete from plan_participant where list in (select id from plan_participant_list where state = 'staged' and made_at < $1)`,
		`update plan_participant_list set state = 'abandoned' where state = 'staged' and made_at < $1`,
	} {
		if _, err := tx.Exec(clear, before); err != nil {
			return err
		}
	}
	return nil
}

// onceEach marks the rows that have the number of an earlier row.
func onceEach(rows []Named) []Named {
	seen := map[string]bool{}
	out := slices.Clone(rows)
	for i, r := range out {
		if r.Why == "" && r.NIK != "" && seen[r.NIK] {
			out[i].Why = WhyInList
		}
		if r.Why == "" && r.NIK != "" {
			seen[r.NIK] = true
		}
	}
	return out
}

// putRows keeps rows. Of a row that will not count neither name nor number is kept.
func (l Roll) putRows(tx *db.Tx, list db.ID, a ListAsk, rows []Named) error {
	for _, r := range rows {
		id, subject := tx.NewID(), tx.NewID()
		name, blind, state := "", "", RowRefused
		switch r.Why {
		case WhyInList:
			state = RowDouble
		case "":
			state, blind = RowStaged, l.blind(r.NIK)
			var err error
			if name, err = l.Box.Hide(tx, subject, participantPlace(id), r.Name); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(`insert into plan_participant (id, list, number, subject, name, blind, area, node, seq, year, kind, state, why, earlier)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, null)`,
			id, list, r.Number, subject, name, blind, r.Area, a.Node, a.Seq, a.Until.Year, a.Kind, state, r.Why); err != nil {
			return err
		}
	}
	return nil
}

// AttachList counts the rows of a list that was staged as one piece of evidence.
// Who is counted already for the indicator and year is left out, and the row says
// so.
func AttachList(tx *db.Tx, session string, list db.ID) (db.ID, error) {
	l, err := ListAt(tx, session, list)
	if err != nil {
		return 0, err
	}
	who, _, err := mayOnNode(tx, session, MayAttach, l.Node)
	if err != nil {
		return 0, err
	}
	if l.State != "staged" {
		return 0, fault.New(fault.Conflict, "plan.names_counted")
	}
	if err := fed(tx, Feed{l.Node, l.Seq, l.Kind, PlanRoom}); err != nil {
		return 0, err
	}
	if !leftOut("person once") {
		if err := leaveOutCounted(tx, list); err != nil {
			return 0, err
		}
	}
	people, _, err := db.One(tx, (*db.Row).Int, `select count(*) from plan_participant where list = $1 and state = 'staged'`, list)
	if err == nil && people == 0 {
		err = fault.New(fault.Conflict, "plan.names_nothing")
	}
	if err != nil {
		return 0, err
	}
	a := ListAsk{l.Node, l.Seq, l.Quarter, l.Kind, l.Happened, l.Title}
	e := a.evidence(list, people)
	e.By = who.Actor()
	if e.ID, _, err = e.put(tx); err != nil {
		return 0, err
	}
	if _, err := tx.Exec(`update plan_participant set state = 'counted' where list = $1 and state = 'staged'`, list); err != nil {
		if db.Unique(err) { // somebody counted one of them meanwhile
			err = fault.New(fault.Conflict, "plan.evidence_moved").Because(err)
		}
		return 0, err
	}
	if _, err := tx.Exec(`update plan_participant_list set state = 'done', evidence = $2 where id = $1 and state = 'staged'`, list, e.ID); err != nil {
		return 0, err
	}
	return e.ID, diary.Write(tx, diary.Entry{Actor: e.By, Fact: "plan.evidence_attached", Kind: "plan_evidence", Subject: e.ID,
		Data: map[string]any{"node": e.Node, "seq": e.Seq, "kind": e.Kind, "level": e.Level, "room": e.Room, "quarter": e.Quarter.N, "people": people}})
}

// leaveOutCounted takes those out of a list that another one has counted, and
// lets go of their names.
func leaveOutCounted(tx *db.Tx, list db.ID) error {
	const counted = ` from plan_participant c where c.blind = plan_participant.blind and c.blind <> '' and c.state = 'counted' and c.node = plan_participant.node
		and c.seq = plan_participant.seq and c.year = plan_participant.year and c.kind = plan_participant.kind`
	_, err := tx.Exec(`update plan_participant set state = 'double', why = 'counted', name = '', area = '',
			earlier = (select l.evidence from plan_participant_list l where l.id = (select min(c.list)`+counted+`)), blind = ''
		where list = $1 and state = 'staged' and blind <> '' and exists (select 1`+counted+`)`, list)
	return err
}
