package plan_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
	"alun/record/plan"
)

func TestAnErratumIsCheckedBeforeItIsKept(t *testing.T) {
	good := plan.Erratum{Field: "target", Message: "Di PDF tercetak 210."}
	for _, c := range []struct {
		name       string
		change     func(e *plan.Erratum)
		field, key string
	}{
		{"good", func(*plan.Erratum) {}, "", ""},
		{"an unknown field", func(e *plan.Erratum) { e.Field = "harga" }, "field", "plan.erratum_field"},
		{"no field", func(e *plan.Erratum) { e.Field = "" }, "field", "plan.erratum_field"},
		{"no message", func(e *plan.Erratum) { e.Message = " \n " }, "message", "plan.erratum_empty"},
		{"nine letters", func(e *plan.Erratum) { e.Message = " tercetak1 " }, "message", "plan.erratum_short"},
		{"ten letters", func(e *plan.Erratum) { e.Message = "印刷は二百十とあります" }, "", ""},
		{"a thousand letters", func(e *plan.Erratum) { e.Message = strings.Repeat("é", 1000) }, "", ""},
		{"one more", func(e *plan.Erratum) { e.Message = strings.Repeat("é", 1001) }, "message", "plan.erratum_long"},
	} {
		e := good
		c.change(&e)
		f := fault.Of(e.Check())
		if c.key == "" {
			if f != nil {
				t.Errorf("%s: %v", c.name, f)
			}
			continue
		}
		if at, told := f.Field(c.field); !told || at.Key != c.key || len(f.Fields) != 1 {
			t.Errorf("%s: %v", c.name, f)
		}
	}
	both := fault.Of(plan.Erratum{}.Check())
	if len(both.Fields) != 2 {
		t.Errorf("both at once: %v", both)
	}
}

// told counts errata and their diary entries.
func (w *world) told() (errata, entries int64) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) {
		if errata, _, err = db.One(tx, (*db.Row).Int64, `select count(*) from plan_erratum`); err == nil {
			entries, _, err = db.One(tx, (*db.Row).Int64, `select count(*) from diary_entry where fact = 'plan.erratum_told'`)
		}
		return err
	})
	return errata, entries
}

func (w *world) node(year int, slug, code string) (id db.ID) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { id, err = plan.NodeID(tx, year, slug, code); return err })
	return id
}

func TestAnErratumIsKeptWithItsDiaryEntry(t *testing.T) {
	full(t, func(w *world) {
		node := w.node(2024, "disporapar", "5.2.1.1")
		var id db.ID
		w.write(func(tx *db.Tx) (err error) {
			id, err = plan.Tell(tx, plan.Erratum{Node: node, Field: "target", Message: "  Tercetak 210.  "})
			return err
		})
		w.read(func(tx *db.Tx) error {
			text, _, err := db.One(tx, (*db.Row).Text, `select message || '/' || field || '/' || state from plan_erratum where id = $1`, id)
			if err != nil {
				return err
			}
			entries, err := diary.About(tx, "plan_erratum", id, 9)
			if text != "Tercetak 210./target/new" || len(entries) != 1 || entries[0].Actor != "public" || entries[0].Data["field"] != "target" {
				w.Errorf("kept %q, told %+v", text, entries)
			}
			return err
		})
		no := errors.New("no")
		err := w.d.Write(w.Context(), func(tx *db.Tx) error {
			if _, err := plan.Tell(tx, plan.Erratum{Node: node, Field: "target", Message: "Tercetak 211."}); err != nil {
				return err
			}
			return no
		})
		if errata, entries := w.told(); !errors.Is(err, no) || errata != 1 || entries != 1 {
			w.Errorf("after a refusal: %d errata, %d entries, %v", errata, entries, err)
		}
		if err := w.tell(-1); err == nil || fault.Of(err) != nil {
			w.Errorf("a node that is not there: %v", err)
		}
	})
}

func (w *world) tell(node db.ID) error {
	return w.d.Write(w.Context(), func(tx *db.Tx) error {
		_, err := plan.Tell(tx, plan.Erratum{Node: node, Field: "other", Message: "Tercetak angka lain."})
		return err
	})
}

// TestANodeHasAtMostFiftyOpenErrata, also when eighty people tell at once.
func TestANodeHasAtMostFiftyOpenErrata(t *testing.T) {
	fullWith(t, db.Options{}, func(w *world) {
		node := w.node(2024, "disporapar", "5.2.1.1")
		errs := make([]error, 80)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() { errs[i] = w.tell(node) })
		}
		all.Wait()
		kept := 0
		for _, err := range errs {
			switch {
			case err == nil:
				kept++
			case !fault.Is(err, fault.TooMany):
				w.Errorf("answered with %v", err)
			}
		}
		if errata, entries := w.told(); kept != 50 || errata != 50 || entries != 50 {
			w.Errorf("%d were told that theirs is kept; there are %d errata, %d entries", kept, errata, entries)
		}
		if err := w.tell(w.node(2024, "disporapar", "5.2.1.2")); err != nil {
			w.Errorf("another node: %v", err)
		}
		w.write(func(tx *db.Tx) error { _, err := tx.Exec(`update plan_erratum set state = 'mended'`); return err })
		if err := w.tell(node); err != nil {
			w.Errorf("when all are answered: %v", err)
		}
	})
}

// TestANodeThatNobodySeesHasNoAddress: one that is only staged cannot be reached.
func TestANodeThatNobodySeesHasNoAddress(t *testing.T) {
	f := changed("2024", dinkes, "dikoreksi")
	f.rows = append([][]string{f.rows[len(f.rows)-1]}, f.rows...)
	f.set(0, "code", f.at(0, "code")+"9")
	full(t, func(w *world) {
		looked := func() error {
			return w.d.Read(w.Context(), func(tx *db.Tx) error { _, err := plan.NodeID(tx, 2024, "dinkes", f.at(0, "code")); return err })
		}
		if _, err := w.during(w.Context(), f.read(), func() {
			if err := looked(); !fault.Is(err, fault.NotFound) {
				w.Errorf("while it is staged: %v", err)
			}
		}); err != nil {
			w.Fatal(err)
		}
		if err := looked(); err != nil {
			w.Errorf("when it is published: %v", err)
		}
	})
}
