package plan

import (
	"context"
	"encoding/json"
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// stage writes the new revisions where no reader sees them, then publishes them.
func (s *staging) stage(ctx context.Context) error {
	for _, step := range []func(context.Context) error{s.begin, s.endLines, s.putLines, s.putNotes, s.putDigests, s.putAnswers, s.publish} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// refuse keeps why rows were refused, and publishes nothing.
func (s *staging) refuse(ctx context.Context) error {
	if err := s.d.Write(ctx, s.putImport); err != nil {
		return err
	}
	if err := s.putAnswers(ctx); err != nil {
		return err
	}
	return s.d.Write(ctx, func(tx *db.Tx) error { return s.move(tx, "refused") })
}

// begin claims the next revision of every report: the primary key of
// plan_revision lets only one import do so.
func (s *staging) begin(ctx context.Context) error {
	return s.d.Write(ctx, func(tx *db.Tx) error {
		if err := abandonStale(tx); err != nil {
			return err
		}
		if err := s.putImport(tx); err != nil {
			return err
		}
		for _, t := range s.revised() {
			if err := s.claim(tx, t); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *staging) putImport(tx *db.Tx) error {
	_, err := tx.Exec(`insert into plan_import (id, file, sum, rules, state, rows, refused, actor, started_at, touched_at)
		values ($1, $2, $3, $4, 'staged', $5, $6, $7, $8, $8)`,
		s.id, s.in.File, s.in.Sum, s.rules, len(s.in.Rows)+len(s.in.Refused), len(s.refused), s.opt.Actor, tx.Now())
	return err
}

// claim takes a report's next revision, unless the report is no longer what the
// file was compared with.
func (s *staging) claim(tx *db.Tx, t *target) error {
	_, err := tx.Exec(`insert into plan_report (id, year, quarter, budget_version, revision)
		values ($1, $2, $3, $4, 0) on conflict (year, quarter) do nothing`, t.ID, t.Quarter.Year, t.Quarter.N, t.BudgetVersion)
	if err != nil {
		return err
	}
	now, _, err := db.One(tx, scanReport, `select `+reportColumns+` from plan_report where year = $1 and quarter = $2`, t.Quarter.Year, t.Quarter.N)
	switch {
	case err != nil:
		return err
	case now.Revision != t.Revision:
		return overtaken()
	case now.ID != t.ID:
		return fault.New(fault.Conflict, importRunning)
	}
	return tx.ExecOr(fault.New(fault.Conflict, importRunning),
		`insert into plan_revision (report, number, import, accepted, changed, unchanged, removed)
		values ($1, $2, $3, $4, $5, $6, $7) on conflict (report, number) do nothing`,
		t.ID, t.next, s.id, t.accepted, t.changed, t.unchanged, t.removed)
}

// The faults of an import: another one has changed its report meanwhile, or is about to.
const (
	overtakenBy   = "plan.import_overtaken"
	importRunning = "plan.import_running"
)

func overtaken() error { return fault.New(fault.Conflict, overtakenBy) }

// endLines marks the lines that stop being true; readers of the published
// revision still see them.
func (s *staging) endLines(ctx context.Context) error {
	return inChunks(ctx, s, s.ended, func(tx *db.Tx, e ended) error {
		_, err := tx.Exec(`update plan_figure set until = $1 where id = $2`, e.rep.next, e.figure)
		return err
	})
}

// putLines writes new and changed lines, a chunk an act.
func (s *staging) putLines(ctx context.Context) error {
	done := 0
	for part := range slices.Chunk(s.fresh, chunk) {
		if err := inChunks(ctx, s, part, putLine); err != nil {
			return err
		}
		done += len(part)
		s.opt.Progress("rows", done, len(s.fresh))
	}
	return nil
}

func putLine(tx *db.Tx, l *line) error {
	if l.newNode {
		n, err := tx.Exec(`insert into plan_node (id, year, opd, code, level) values ($1, $2, $3, $4, $5)
			on conflict (year, opd, code) do nothing`, l.Node, l.Year, l.Office, l.Code, int(l.Level))
		if err != nil {
			return err
		}
		if n == 0 { // an import of another quarter has made it meanwhile
			return overtaken()
		}
	}
	_, err := tx.Exec(`insert into plan_indicator (node, seq, direction, aggregation)
		values ($1, $2, 'unknown', 'unknown') on conflict (node, seq) do nothing`, l.Node, l.Seq)
	if err != nil {
		return err
	}
	return putFigure(tx, l.rep.ID, l.rep.next, &l.Figure)
}

// putAnswers keeps what became of every row of the file; of a refused file, only
// why rows were refused, for nothing became of the others.
func (s *staging) putAnswers(ctx context.Context) error {
	type numbered struct {
		answer
		n int
	}
	var all []numbered
	for _, a := range s.answers() {
		if a.report == 0 || !s.refuses() {
			all = append(all, numbered{a, len(all) + 1})
		}
	}
	return inChunks(ctx, s, all, func(tx *db.Tx, a numbered) error {
		details, err := json.Marshal(a.Details)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`insert into plan_import_row (import, number, report, line, place, outcome, details)
			values ($1, $2, $3, $4, $5, $6, $7)`, s.id, a.n, db.Null(a.report, a.report != 0), a.Line, a.Place, a.Kind, string(details))
		return err
	})
}

// inChunks writes a list, a chunk an act, and tells that the import is alive.
func inChunks[T any](ctx context.Context, s *staging, list []T, put func(*db.Tx, T) error) error {
	for part := range slices.Chunk(list, chunk) {
		err := s.d.Write(ctx, func(tx *db.Tx) error {
			if err := s.move(tx, "staged"); err != nil {
				return err
			}
			for _, x := range part {
				if err := put(tx, x); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// move brings the import on to a state, unless another import has taken it for
// dead: what it goes on to write would mix with the other's lines.
func (s *staging) move(tx *db.Tx, state string) error {
	return tx.ExecOr(overtaken(), `update plan_import set state = $1, touched_at = $2, published_at = $3 where id = $4 and state = 'staged'`,
		state, tx.Now(), db.Null(tx.Now(), state == "published"), s.id)
}

// publish makes the revisions true for every reader, in one short act, if all
// reports are still those that the file was compared and judged with.
func (s *staging) publish(ctx context.Context) error {
	return s.d.Write(ctx, func(tx *db.Tx) error {
		now, err := Reports(tx)
		if err != nil {
			return err
		}
		if !slices.Equal(now, s.before) {
			return overtaken()
		}
		for _, t := range s.revised() {
			if _, err := tx.Exec(`update plan_report set revision = $1 where id = $2`, t.next, t.ID); err != nil {
				return err
			}
			if err := settleNotes(tx, t.ID, t.next); err != nil {
				return err
			}
			if s.opt.Digest != nil {
				if err := putDigests(tx, s.reportDigest(t)); err != nil {
					return err
				}
			}
			if err := diary.Write(tx, s.entry(t)); err != nil {
				return err
			}
		}
		if err := s.tellWithin(tx); err != nil {
			return err
		}
		return s.move(tx, "published")
	})
}

// tellWithin runs what the caller does in the act that publishes.
func (s *staging) tellWithin(tx *db.Tx) error {
	if s.opt.within == nil {
		return nil
	}
	t := s.reports[slices.IndexFunc(s.reports, func(t *target) bool { return t.named })]
	published := View{t.Report, t.Revision}
	if t.moved {
		published.Revision, published.Report.Revision = t.next, t.next
	}
	return s.opt.within(tx, published)
}

// nothingNew is the act of a file that changes nothing, if somebody waits for it
// and the reports are still those that it was compared with.
func (s *staging) nothingNew(ctx context.Context) error {
	if s.opt.within == nil {
		return nil
	}
	return s.d.Write(ctx, func(tx *db.Tx) error {
		now, err := Reports(tx)
		if err != nil {
			return err
		}
		if !slices.Equal(now, s.before) {
			return overtaken()
		}
		return s.tellWithin(tx)
	})
}

func (s *staging) entry(t *target) diary.Entry {
	return diary.Entry{Actor: s.opt.Actor, Fact: "plan.published", Kind: "plan_report", Subject: t.ID,
		Data: map[string]any{"import": s.id, "revision": t.next, "accepted": t.accepted,
			"changed": t.changed, "removed": t.removed, "refused": len(s.refused)}}
}

// giveUp clears what a failed import has staged. If that fails too, the next
// import does it, once this one is stale.
func (s *staging) giveUp(ctx context.Context) {
	_ = s.d.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error { return abandon(tx, s.id) })
}
