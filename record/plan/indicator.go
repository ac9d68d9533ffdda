package plan

import (
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// Directions and Aggregations are what an indicator can be; the last one of each
// says that nobody has said it yet.
var (
	Directions   = []string{"more", "less", "unknown"}
	Aggregations = []string{"sum", "latest", "average", "final", "unknown"}
)

// SetIndicator keeps which way is better for a line's indicator, and how its
// quarters make the year. It is asked once: the next report of the plan takes it
// over, and so does the next year's by the row's name.
func SetIndicator(tx *db.Tx, session string, line db.ID, direction, aggregation string) error {
	l, who, s, err := enteringLine(tx, session, line)
	if err != nil {
		return err
	}
	if !slices.Contains(Directions, direction) || !slices.Contains(Aggregations, aggregation) {
		return fault.New(fault.Invalid, "plan.indicator_invalid")
	}
	if _, err := tx.Exec(`update plan_line set direction = $2, aggregation = $3 where id = $1`, l.ID, direction, aggregation); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.indicator_set", Kind: "plan_submission", Subject: s.ID,
		Data: map[string]any{"line": int64(l.ID), "direction": direction, "aggregation": aggregation}})
}

// publishIndicators says of the published nodes what the lines say, where they say
// something.
func publishIndicators(tx *db.Tx, year int, s Submission) error {
	for _, column := range []string{"direction", "aggregation"} {
		_, err := tx.Exec(`update plan_indicator set `+column+` = (select l.`+column+` from plan_line l join plan_node n on n.code = l.code and n.year = $1 and n.opd = $2
				where l.submission = $3 and l.removed_at is null and n.id = plan_indicator.node and l.seq = plan_indicator.seq)
			where exists (select 1 from plan_line l join plan_node n on n.code = l.code and n.year = $1 and n.opd = $2
				where l.submission = $3 and l.removed_at is null and n.id = plan_indicator.node and l.seq = plan_indicator.seq
					and l.`+column+` <> 'unknown' and l.`+column+` <> plan_indicator.`+column+`)
			and node in (select id from plan_node where year = $1 and opd = $2)`, year, s.Office, s.ID)
		if err != nil {
			return err
		}
	}
	return nil
}
