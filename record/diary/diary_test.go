package diary_test

import (
	"errors"
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
			if len(got) != 1 || got[0].Fact != "plan.published" || got[0].Data["rows"] != 3.0 {
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
		for _, e := range []diary.Entry{{Actor: "a", Fact: "published", Kind: "k"}, {Fact: "a.b", Kind: "k"}, {Actor: "a", Fact: "a.b"}} {
			if err := d.Write(t.Context(), func(tx *db.Tx) error { return diary.Write(tx, e) }); err == nil {
				t.Errorf("%+v was taken", e)
			}
		}
	}, diary.Files)
}
