package diary_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
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
