package plan_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/record/plan"
)

const dinkes = "Dinas Kesehatan"

// changed is an office's report with another note in every row: enough lines for
// several chunks, from any year's rows.
func changed(year, office, note string) table {
	f := reports().office(year, office)
	for i := range f.rows {
		f.set(i, "note", note)
	}
	return f
}

// during imports a file and calls meanwhile once, between two chunks.
func (w *world) during(ctx context.Context, in plan.Incoming, meanwhile func()) (plan.Result, error) {
	w.Helper()
	var once sync.Once
	return plan.Import(ctx, w.d, in, plan.ImportOptions{Actor: "test", Rules: rules(), Digest: digester(), Progress: func(_ string, done, total int) {
		once.Do(func() {
			if done >= total {
				w.Fatalf("the file is one chunk of %d lines", total)
			}
			meanwhile()
		})
	}})
}

// leftovers counts what is staged: rows that no published revision shows.
func (w *world) leftovers() (n int64) {
	w.Helper()
	unseen := `select count(*) from %s x join plan_report p on p.id = x.report where x.since > p.revision or x.until > p.revision`
	w.read(func(tx *db.Tx) error {
		for _, count := range []string{
			fmt.Sprintf(unseen, "plan_figure"), fmt.Sprintf(unseen, "plan_flag"), fmt.Sprintf(unseen, "plan_case"),
			`select count(*) from plan_sum x join plan_report p on p.id = x.report where x.revision > p.revision`,
			`select count(*) from plan_revision x join plan_report p on p.id = x.report where x.number > p.revision`,
			`select count(*) from plan_report where revision = 0`,
			`select count(*) from plan_indicator i where not exists (select 1 from plan_figure f where f.node = i.node and f.seq = i.seq)`,
			`select count(*) from plan_node n where not exists (select 1 from plan_indicator i where i.node = n.id)`,
			`select count(*) from plan_digest d where d.kind = 'figure' and not exists (select 1 from plan_figure f where f.id = d.subject)`,
			`select count(*) from plan_digest d join plan_report p on p.id = d.subject where d.kind in ('revision', 'sum') and d.part > p.revision`,
			`select count(*) from plan_import_row r join plan_import i on i.id = r.import where i.state in ('staged', 'abandoned')`,
		} {
			some, _, err := db.One(tx, (*db.Row).Int64, count)
			if err != nil {
				return err
			}
			n += some
		}
		return nil
	})
	return n
}

// noted tells which note the rows of an office have, if all have one.
func (w *world) noted(year int, office string) string {
	w.Helper()
	found := map[string]bool{}
	for _, f := range w.figures(w.view(year, 0)) {
		if f.OPD == office {
			found[f.Note] = true
		}
	}
	if len(found) != 1 {
		return "different notes"
	}
	for note := range found {
		return note
	}
	return ""
}

// TestAnUnfinishedImportIsNeverSeen: stopped between two chunks or by a failing
// act, it leaves readers with the old revision, and nothing behind.
func TestAnUnfinishedImportIsNeverSeen(t *testing.T) {
	for _, c := range []struct {
		name string
		stop func(w *world, cancel func())
	}{
		{"the caller leaves", func(_ *world, cancel func()) { cancel() }},
		{"an act fails", func(w *world, _ func()) { w.write(plantFault) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			full(t, func(w *world) {
				before, was := w.seen(), w.dump("plan_import")
				ctx, cancel := context.WithCancel(w.Context())
				defer cancel()
				f := changed("2024", dinkes, "dikoreksi")
				_, err := w.during(ctx, f.read(), func() {
					if w.leftovers() == 0 {
						w.Error("nothing is staged: the test proves nothing")
					}
					if w.seen() != before {
						w.Error("readers see the import")
					}
					c.stop(w, cancel)
				})
				if err == nil {
					w.Fatal("the import went on")
				}
				if w.leftovers() != 0 || w.seen() != before {
					w.Errorf("it left %d rows behind", w.leftovers())
				}
				sameDump(w.T, was, w.dump("plan_import"))
				w.write(drawFault)
				if res := w.take(f.read()); !res.Published || res.Changed != len(f.rows) || w.noted(2024, dinkes) != "dikoreksi" {
					w.Errorf("the next import: %+v", brief(res))
				}
			})
		})
	}
}

// plantFault makes the database refuse the last line of the office.
func plantFault(tx *db.Tx) error {
	if tx.Engine() == db.SQLite {
		_, err := tx.Exec(`create trigger planted before insert on plan_figure when new.note = 'dikoreksi' begin select raise(abort, 'planted'); end`)
		return err
	}
	if _, err := tx.Exec(`create function planted() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$`); err != nil {
		return err
	}
	_, err := tx.Exec(`create trigger planted before insert on plan_figure for each row when (new.note = 'dikoreksi') execute function planted()`)
	return err
}

func drawFault(tx *db.Tx) error {
	drop := `drop trigger if exists planted on plan_figure`
	if tx.Engine() == db.SQLite {
		drop = `drop trigger if exists planted`
	}
	_, err := tx.Exec(drop)
	return err
}

// TestAKilledImportIsTakenOver: the process dies between two chunks. Whoever
// opens the database sees the old revision; after a minute the next import
// clears what is left and publishes.
func TestAKilledImportIsTakenOver(t *testing.T) {
	still(t, func(w *world, clock *dbtest.Clock) {
		before := w.seen()
		f := changed("2024", dinkes, "dikoreksi")
		f.rows = append(f.rows, slices.Clone(f.rows[len(f.rows)-1])) // and a node that only the dead import knew
		f.set(len(f.rows)-1, "code", f.at(len(f.rows)-1, "code")+"9")
		f.rows = append(f.rows[len(f.rows)-1:], f.rows[:len(f.rows)-1]...) // staged first
		if _, err := w.during(w.Context(), f.read(), func() { w.d.Close() }); err == nil {
			w.Fatal("the import went on without a database")
		}
		w.d = open(w.Context(), w.at, db.Options{Now: clock.Now})
		if w.leftovers() == 0 {
			w.Fatal("nothing is staged: the test proves nothing")
		}
		if w.seen() != before {
			w.Error("readers see the dead import")
		}
		next := changed("2024", dinkes, "berikutnya")
		clock.MoveOn(50 * time.Second)
		w.refused(next.read(), fault.Conflict, "plan.import_running")
		if w.seen() != before || w.leftovers() == 0 {
			w.Error("an import that may be alive was cleared away")
		}
		clock.MoveOn(11 * time.Second)
		if res := w.take(next.read()); res.Changed != len(next.rows) || w.leftovers() != 0 || w.noted(2024, dinkes) != "berikutnya" {
			w.Errorf("%d rows left behind, %+v", w.leftovers(), brief(res))
		}
		if w.view(2024, 0).Revision != 2 {
			w.Errorf("revision %d", w.view(2024, 0).Revision)
		}
	})
}

// TestOfTwoImportsOneIsRefused, whichever way they meet.
func TestOfTwoImportsOneIsRefused(t *testing.T) {
	t.Run("of one report", func(t *testing.T) {
		full(t, func(w *world) {
			_, err := w.during(w.Context(), changed("2024", dinkes, "pertama").read(), func() {
				w.refused(changed("2024", dinkes, "kedua").read(), fault.Conflict, "plan.import_running")
			})
			if err != nil || w.noted(2024, dinkes) != "pertama" || w.leftovers() != 0 || w.view(2024, 0).Revision != 2 {
				w.Errorf("%v: the rows are of the %s", err, w.noted(2024, dinkes))
			}
		})
	})
	t.Run("of two reports", func(t *testing.T) { // each was judged without the other
		full(t, func(w *world) {
			_, err := w.during(w.Context(), changed("2024", dinkes, "pertama").read(), func() {
				w.take(changed("2023", disporapar, "kedua").read())
			})
			if f := fault.Of(err); f == nil || f.Kind != fault.Conflict || f.Key != "plan.import_overtaken" {
				w.Errorf("the first was answered with %v", err)
			}
			if w.noted(2023, disporapar) != "kedua" || w.leftovers() != 0 || w.view(2024, 0).Revision != 1 {
				w.Errorf("%d rows left behind", w.leftovers())
			}
		})
	})
	t.Run("after a long sleep", func(t *testing.T) {
		still(t, func(w *world, clock *dbtest.Clock) {
			_, err := w.during(w.Context(), changed("2024", dinkes, "pertama").read(), func() {
				clock.MoveOn(2 * time.Minute)
				w.take(changed("2024", dinkes, "kedua").read())
			})
			if f := fault.Of(err); f == nil || f.Key != "plan.import_overtaken" {
				w.Errorf("the sleeper was answered with %v", err)
			}
			if w.noted(2024, dinkes) != "kedua" || w.leftovers() != 0 || w.view(2024, 0).Revision != 2 {
				w.Errorf("the rows are of the %s, %d left behind", w.noted(2024, dinkes), w.leftovers())
			}
		})
	})
}

// TestImportsThatRaceLeaveOneResult: four at once, of a report that is not there
// yet. Who is refused is refused as Conflict; what stands is one of them, whole.
func TestImportsThatRaceLeaveOneResult(t *testing.T) {
	bare(t, db.Options{}, func(w *world) {
		names := []string{"satu", "dua", "tiga", "empat"}
		errs := make([]error, len(names))
		var all sync.WaitGroup
		for i, name := range names {
			all.Go(func() {
				_, errs[i] = plan.Import(w.Context(), w.d, changed("2024", disporapar, name).read(), plan.ImportOptions{Actor: name, Rules: rules()})
			})
		}
		all.Wait()
		won := 0
		for i, err := range errs {
			switch {
			case err == nil:
				won++
			case !fault.Is(err, fault.Conflict):
				w.Errorf("%s was answered with %v", names[i], err)
			}
		}
		if won == 0 || !slices.Contains(names, w.noted(2024, disporapar)) || w.leftovers() != 0 || w.view(2024, 0).Revision != won {
			w.Errorf("%d won, the rows are of %s, %d left behind: %v", won, w.noted(2024, disporapar), w.leftovers(), errors.Join(errs...))
		}
	})
}
