package db_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
)

func TestTablesOfAStatement(t *testing.T) {
	for _, c := range []struct{ query, reads, writes string }{
		{`select 1`, "", ""},
		{`select a.id, B.name_x from Plan_Row a join place_area as B on B.id = a.area`, "name_x plan_row place_area", ""},
		{`select id from plan_a, plan_b b, (select id from plan_c) c`, "plan_a plan_b plan_c", ""},
		{`with x_y as (select id from plan_row) select id from x_y`, "x_y plan_row", ""},
		{`select 'from plan_row' as a /* plan_no */ from "plan_row" -- plan_not`, "plan_row", ""},
		{`select 'it''s plan_no' from plan_row`, "plan_row", ""},
		{`select replace(a, 'x', 'y') from plan_row where extract_it(a) is distinct from b`, "plan_row extract_it", ""},
		{`insert into plan_row (id) values ($1)`, "plan_row", "plan_row"},
		{`insert or ignore into plan_row (id) select id from plan_other`, "plan_row plan_other", "plan_row"},
		{`insert into plan_row (id) values ($1) on conflict (id) do update set id = 2 returning id`, "plan_row", "plan_row"},
		{`UPDATE plan_row SET a = 1 from plan_other o where o.id = plan_row.id`, "plan_row plan_other", "plan_row"},
		{`update only "plan_row" set a = 1`, "plan_row", "plan_row"},
		{`delete from public.plan_row using plan_other o`, "plan_row plan_other", "plan_row"},
		{"with gone as (\n delete from plan_row returning id) insert into plan_old (id) select id from gone", "plan_row plan_old", "plan_row plan_old"},
		{`select id from plan_row for update`, "plan_row", ""},
		{`update plan_row set a = 1; delete from plan_other`, "plan_row plan_other", "plan_row plan_other"},
		{`savepoint act`, "", ""},
		{`create table plan_row (id bigint)`, "plan_row", "*"},
		{`alter table plan_row add column a text`, "plan_row", "*"},
		{`truncate plan_row`, "plan_row", "*"},
		{`select 1; drop table plan_row`, "plan_row", "*"},
		{`insert into row (id) values (1)`, "", "*"},
		{`update row set id = 1`, "", "*"},
		{`delete from`, "", "*"},
		{`merge into plan_row using plan_other on true when matched then delete`, "plan_row plan_other", "plan_row"},
	} {
		reads, writes, all := db.TablesOf(c.query)
		if all {
			writes = []string{"*"}
		}
		if got := strings.Join(reads, " "); got != c.reads {
			t.Errorf("%s reads %s, want %s", c.query, got, c.reads)
		}
		if got := strings.Join(writes, " "); got != c.writes {
			t.Errorf("%s writes %s, want %s", c.query, got, c.writes)
		}
	}
}

// FuzzTablesOf: whatever stands in quotes or comments behind it, a statement's
// own tables are found, and nothing panics.
func FuzzTablesOf(f *testing.F) {
	for _, s := range []string{"", "'", `"`, "/*", "--", "x'; delete from", "\x00\xff", "select 'a''"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, tail string) {
		reads, writes, all := db.TablesOf("update plan_row set a = 1 where id in (select id from plan_other) " + tail)
		if !slices.Contains(reads, "plan_other") || !all && !slices.Contains(writes, "plan_row") {
			t.Errorf("%q hides a table: %v, %v", tail, reads, writes)
		}
	})
}

// seenThings reads all names and gives what was seen.
func seenThings(ctx context.Context, d *db.DB, table string, within func()) (seen db.Seen, err error) {
	err = d.Read(ctx, func(tx *db.Tx) error {
		if _, err := db.All(tx, (*db.Row).Text, `select name from `+table); err != nil {
			return err
		}
		within()
		seen = tx.Seen()
		return nil
	})
	return seen, err
}

// fresh waits until this process is informed about the others.
func fresh(ctx context.Context, d *db.DB, table string) (db.Seen, error) {
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
		seen, err := seenThings(ctx, d, table, func() {})
		if err != nil || seen.Fresh() {
			return seen, err
		}
		time.Sleep(10 * time.Millisecond)
	}
	return db.Seen{}, errors.New("nothing is ever fresh")
}

// markedBeforeAnswer: what was read before a change is out of date as soon as
// the change is answered, also when the change came while the read was under way.
func markedBeforeAnswer(ctx context.Context, d *db.DB) error {
	before, err := fresh(ctx, d, "db_thing")
	if err != nil {
		return err
	}
	during, err := seenThings(ctx, d, "db_thing", func() {
		err = d.Write(ctx, func(tx *db.Tx) error { return put(tx, 1, "one") })
	})
	if err != nil {
		return err
	}
	if before.Fresh() || during.Fresh() {
		return fmt.Errorf("a change was answered: what was read before is fresh %v, what was read while it came is fresh %v", before.Fresh(), during.Fresh())
	}
	after, err := fresh(ctx, d, "db_thing")
	if err != nil {
		return err
	}
	other := func(tx *db.Tx) error { return db.SetFact(tx, "x", "y") }
	refused := func(tx *db.Tx) error { return errors.Join(put(tx, 2, "two"), errNo) }
	if err := d.Write(ctx, other); err != nil || d.Write(ctx, refused) == nil {
		return fmt.Errorf("the other acts: %w", err)
	}
	if moved := after.Moved(); len(moved) > 0 {
		return fmt.Errorf("a refusal, or a change of another table, made %v out of date", moved)
	}
	return nil
}

// newsOfLateCommit: node two commits first though it began later; node one hears
// of both.
func newsOfLateCommit(ctx context.Context, d *db.DB) error {
	two, err := d.Another(ctx)
	if err != nil {
		return err
	}
	defer two.Close()
	err = d.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`create table db_early (id bigint not null primary key, name text not null)`)
		return err
	})
	if err != nil {
		return err
	}
	late, err := fresh(ctx, d, "db_thing")
	if err != nil {
		return err
	}
	early, err := fresh(ctx, d, "db_early")
	if err != nil {
		return err
	}
	begun, commit, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() { // an act that waits, which none may, stands for a slow one
		done <- two.Write(ctx, func(tx *db.Tx) error {
			if err := put(tx, 7, "late"); err != nil {
				return err
			}
			close(begun)
			<-commit
			return nil
		})
	}()
	<-begun
	err = errors.Join(two.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into db_early (id, name) values (1, 'early')`)
		return err
	}), moves(early, "db_early"))
	if err == nil && slices.Contains(late.Moved(), "db_thing") {
		err = errors.New("db_thing moved before its change was committed")
	}
	close(commit)
	if err = errors.Join(err, <-done); err != nil {
		return err
	}
	return moves(late, "db_thing")
}

// moves waits until a table is known to have changed.
func moves(seen db.Seen, table string) error {
	for end := time.Now().Add(8 * time.Second); time.Now().Before(end); {
		if slices.Contains(seen.Moved(), table) {
			return nil
		}
		time.Sleep(5 * time.Millisecond)
	}
	return fmt.Errorf("nobody has heard of the change of %s", table)
}

// TestADeafNodeCallsNothingFresh: when the connection that brings the news is
// cut, nothing is fresh; when it is there again, everything from before is old.
func TestADeafNodeCallsNothingFresh(t *testing.T) {
	at, ok := dbtest.URLs()["postgres"]
	if !ok {
		t.Skip("needs PostgreSQL")
	}
	d := thing(t, at(t))
	seen, err := fresh(t.Context(), d, "db_thing")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.CutNews(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := moves(seen, "*"); err != nil {
		t.Error(err)
	}
	if seen, err = fresh(t.Context(), d, "db_thing"); err != nil || len(seen.Moved()) > 0 {
		t.Errorf("the news did not come back: %v", err)
	}
	d.Deafen()
	for end := time.Now().Add(10 * time.Second); seen.Fresh(); {
		if time.Now().After(end) {
			t.Fatal("a deaf node still calls something fresh")
		}
	}
	if len(seen.Moved()) > 0 {
		t.Errorf("it heard of %v", seen.Moved())
	}
}

func TestAReadThatAsksForTheTimeNeedsAnEnd(t *testing.T) {
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{Now: func() time.Time { return now }})
	var timeless, timed db.Seen
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		timeless = tx.Seen()
		tx.Now()
		timed = tx.Seen()
		return nil
	})
	if err != nil || !timeless.Fresh() || timed.Fresh() {
		t.Errorf("%v: timeless fresh %v, timed fresh %v", err, timeless.Fresh(), timed.Fresh())
	}
	until := timed.Until(now.Add(time.Hour))
	if !until.Fresh() {
		t.Error("an hour is not over yet")
	}
	now = now.Add(time.Hour)
	if until.Fresh() {
		t.Error("an hour is over")
	}
}

func TestWhatIsInMemoryHasATagToo(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{})
	var seen db.Seen
	if err := d.Read(t.Context(), func(tx *db.Tx) error { tx.Tag("find_plan"); seen = tx.Seen(); return nil }); err != nil {
		t.Fatal(err)
	}
	d.Touch("find_place")
	if !seen.Fresh() {
		t.Error("another index made this one old")
	}
	d.Touch("find_plan")
	if seen.Fresh() || !slices.Equal(seen.Moved(), []string{"find_plan"}) {
		t.Errorf("fresh %v, moved %v", seen.Fresh(), seen.Moved())
	}
}
