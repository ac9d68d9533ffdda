package plan

import "alun/ground/db"

// abandonStale clears what imports that died have left unpublished.
func abandonStale(tx *db.Tx) error {
	stale, err := db.All(tx, (*db.Row).ID, `select id from plan_import where state = 'staged' and touched_at < $1`,
		tx.Now().Add(-staleAfter))
	if err != nil {
		return err
	}
	for _, id := range stale {
		if err := abandon(tx, id); err != nil {
			return err
		}
	}
	return nil
}

// abandon takes back everything that an unpublished import has staged. Only the
// import's own row stays, as abandoned. It is one act of more than 20 ms for a
// whole report, and rare.
func abandon(tx *db.Tx, id db.ID) error {
	n, err := tx.Exec(`update plan_import set state = 'abandoned' where id = $1 and state = 'staged'`, id)
	if err != nil || n == 0 {
		return err
	}
	for _, clear := range []string{
		`delete from plan_digest where kind = 'figure' and exists (select 1 from plan_figure f
			join plan_revision r on r.report = f.report and r.number = f.since
			where r.import = $1 and f.id = plan_digest.subject)`,
		`delete from plan_digest where kind in ('revision', 'sum') and exists (select 1 from plan_revision r
			where r.import = $1 and r.report = plan_digest.subject and r.number = plan_digest.part)`,
		`delete from plan_digest where kind = 'note' and exists (select 1 from plan_flag f
			join plan_revision r on r.report = f.report and r.number = f.since
			where r.import = $1 and f.id = plan_digest.subject)`,
		`delete from plan_digest where kind = 'case' and exists (select 1 from plan_case c
			join plan_revision r on r.report = c.report and r.number = c.since
			where r.import = $1 and c.id = plan_digest.subject)`,
		`delete from plan_figure where exists (select 1 from plan_revision r
			where r.import = $1 and r.report = plan_figure.report and r.number = plan_figure.since)`,
		`update plan_figure set until = null where exists (select 1 from plan_revision r
			where r.import = $1 and r.report = plan_figure.report and r.number = plan_figure.until)`,
		`delete from plan_flag where exists (select 1 from plan_revision r
			where r.import = $1 and r.report = plan_flag.report and r.number = plan_flag.since)`,
		`update plan_flag set until = null where exists (select 1 from plan_revision r
			where r.import = $1 and r.report = plan_flag.report and r.number = plan_flag.until)`,
		`delete from plan_case where exists (select 1 from plan_revision r
			where r.import = $1 and r.report = plan_case.report and r.number = plan_case.since)`,
		`update plan_case set until = null where exists (select 1 from plan_revision r
			where r.import = $1 and r.report = plan_case.report and r.number = plan_case.until)`,
		`delete from plan_sum where exists (select 1 from plan_revision r
			where r.import = $1 and r.report = plan_sum.report and r.number = plan_sum.revision)`,
		`delete from plan_import_row where import = $1`,
		`delete from plan_revision where import = $1`,
	} {
		if _, err := tx.Exec(clear, id); err != nil {
			return err
		}
	}
	return sweep(tx)
}

// sweep removes reports, indicators and nodes that only an abandoned import
// knew. Lines come with their node in one act, so no import under way has nodes
// without lines.
func sweep(tx *db.Tx) error {
	for _, unused := range []string{
		`delete from plan_report where revision = 0 and not exists (select 1 from plan_revision r where r.report = plan_report.id)`,
		`delete from plan_indicator where not exists (select 1 from plan_figure f where f.node = plan_indicator.node and f.seq = plan_indicator.seq)`,
		`delete from plan_node where not exists (select 1 from plan_indicator i where i.node = plan_node.id)`,
	} {
		if _, err := tx.Exec(unused); err != nil {
			return err
		}
	}
	return nil
}
