package diary_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/record/diary"
)

func TestAnEntryIsWrittenWithTheChangeAndStays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		entry := diary.Entry{Actor: "system", Fact: "plan.published", Kind: "plan_report", Subject: 7, Data: map[string]any{"rows": 3}}
		if err := d.Write(ctx, func(tx *db.Tx) error { return diary.Write(tx, entry) }); err != nil {
			t.Fatal(err)
		}
		refused := errors.New("refused")
		err := d.Write(ctx, func(tx *db.Tx) error {
			if err := diary.Write(tx, entry); err != nil {
				return err
			}
			return refused
		})
		if !errors.Is(err, refused) {
			t.Fatal(err)
		}
		for _, change := range []string{`update diary_entry set actor = 'x'`, `delete from diary_entry`} {
			err := d.Write(ctx, func(tx *db.Tx) error { _, err := tx.Exec(change); return err })
			if err == nil {
				t.Errorf("%s was allowed", change)
			}
		}
		err = d.Read(ctx, func(tx *db.Tx) error {
			got, err := diary.About(tx, "plan_report", 7, 10)
			if err != nil {
				return err
			}
			if len(got) != 1 || got[0].Fact != "plan.published" || got[0].Data["rows"] != json.Number("3") {
				t.Errorf("entries: %+v", got)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}, diary.Files)
}

func TestAnEntryWithoutAFactIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, e := range []diary.Entry{
			{Actor: "a", Fact: "published", Kind: "k"}, {Actor: "a", Fact: "Plan.published", Kind: "k"}, {Actor: "a", Fact: "plan.", Kind: "k"},
			{Fact: "a.b", Kind: "k"}, {Actor: "a", Fact: "a.b"}, {Actor: "Budi Santoso", Fact: "a.b", Kind: "k"}, {Actor: "a", Fact: "a.b", Kind: "K"}, {Actor: "a", Fact: "a.b", Kind: "k", Data: map[string]any{"x": func() {}}},
		} {
			if err := d.Write(t.Context(), func(tx *db.Tx) error { return diary.Write(tx, e) }); err == nil {
				t.Errorf("%+v was taken", e)
			}
		}
	}, diary.Files)
}

func TestTheNewestEntriesComeFirstAndIdsStayWhole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		const id = int64(9_007_199_254_740_993) // the first whole number that a float cannot hold
		for n := range 5 {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				for subject := range db.ID(3) {
					e := diary.Entry{Actor: "system", Fact: "plan.published", Kind: "plan_report", Subject: subject, Data: map[string]any{"n": n, "import": db.ID(id)}}
					if err := diary.Write(tx, e); err != nil {
						return err
					}
				}
				return diary.Write(tx, diary.Entry{Actor: "system", Fact: "plan.erratum_told", Kind: "plan_erratum", Subject: 1})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			got, err := diary.About(tx, "plan_report", 1, 3)
			var told []string
			for _, e := range got {
				told = append(told, fmt.Sprint(e.Data["n"], " ", e.Data["import"], " ", e.Subject, " ", e.Kind))
			}
			want := []string{"4 9007199254740993 1 plan_report", "3 9007199254740993 1 plan_report", "2 9007199254740993 1 plan_report"}
			if !slices.Equal(told, want) {
				t.Errorf("told %q", told)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}, diary.Files)
}

// TestOneFactIsFoundAmongThousands: what is asked by its fact comes without the rest, and
// through the index that has it.
func TestOneFactIsFoundAmongThousands(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
			for n := range 300 {
				fact := "plan.looked"
				if n%100 == 7 {
					fact = "plan.published"
				}
				for subject := range db.ID(2) {
					if err == nil {
						err = diary.Write(tx, diary.Entry{Actor: "system", Fact: fact, Kind: "plan_report", Subject: subject, Data: map[string]any{"n": n}})
					}
				}
			}
			if err == nil {
				err = diary.Write(tx, diary.Entry{Actor: "system", Fact: "plan.published", Kind: "plan_round", Subject: 2})
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			got, err := diary.AboutFact(tx, "plan_report", 1, "plan.published", 2)
			if err == nil && (len(got) != 2 || fmt.Sprintf("%v %v", got[0].Data["n"], got[1].Data["n"]) != "207 107" || got[0].Subject != 1) {
				t.Errorf("%+v", got)
			}
			which, err2 := diary.Which(tx, "plan_report", "plan.published", []db.ID{0, 1, 2, 3})
			if !maps.Equal(which, map[db.ID]bool{0: true, 1: true}) || err2 != nil {
				t.Errorf("it happened to %v: %v", which, err2)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if d.Engine() == db.SQLite {
			searched(t, d, "diary_entry_fact", "kind = 'a' and subject = 1 and fact = 'b.c' order by id desc limit 9")
			searched(t, d, "diary_entry_fact", "kind = 'a' and fact = 'b.c' and subject in (1, 2)")
			searched(t, d, "diary_entry_subject", "kind = 'a' and subject = 1 order by id desc limit 9")
		}
	}, diary.Files)
}

// searched wants entries to be found through an index, without sorting.
func searched(t *testing.T, d *db.DB, index, where string) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		how, err := db.All(tx, func(r *db.Row) string { return fmt.Sprint(r.Int64(), r.Int64(), r.Int64(), r.Text()) }, `explain query plan select data from diary_entry where `+where)
		if all := strings.Join(how, "; "); !strings.Contains(all, "USING INDEX "+index+" ") || strings.Contains(all, "B-TREE") {
			t.Errorf("%s: %s", where, all)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
