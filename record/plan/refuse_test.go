package plan_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/plan"
)

// spoil is a way to spoil an office's report, and what must be answered.
type spoil struct {
	name  string
	spoil func(f *table)
	want  []string // code, column, sentence of every refused row, in the order of the file
}

var spoils = []spoil{
	{"an unknown office", func(f *table) { f.set(f.find("2024", disporapar, "5.2.1.1"), "department", "Dinas Sihir") },
		[]string{"5.2.1.1 department plan.row_unknown_opd"}},
	{"a code twice", func(f *table) { f.rows = append(f.rows, f.rows[f.find("2024", disporapar, "5.2.1.1")]) },
		[]string{"5.2.1.1 code plan.row_twice"}},
	{"a missing parent takes its branch along", func(f *table) {
		i := f.find("2024", disporapar, "5.2")
		f.rows = slices.Delete(f.rows, i, i+1)
	}, []string{"5.2.1 code plan.row_no_parent", "5.2.1.1 code plan.row_no_parent", "5.2.1.2 code plan.row_no_parent", "5.2.1.3 code plan.row_no_parent"}},
	{"a refused parent too", func(f *table) { f.set(f.find("2024", disporapar, "5.2.1"), "budget_rp", "Rp1") },
		[]string{"5.2.1 budget_rp e81.not_money", "5.2.1.1 code plan.row_no_parent", "5.2.1.2 code plan.row_no_parent", "5.2.1.3 code plan.row_no_parent"}},
	{"a further indicator without the main one", func(f *table) { f.set(f.find("2024", disporapar, "5.2.1.1"), "extra_indicator", "1") },
		[]string{"5.2.1.1 extra_indicator plan.row_no_main"}},
	{"a wrong level", func(f *table) { f.set(f.find("2024", disporapar, "5.2.1.1"), "level", "kegiatan") },
		[]string{"5.2.1.1 level e81.level_differs"}},
	{"a bad number", func(f *table) { f.set(f.find("2024", disporapar, "5.2.1.1"), "real_k", "1,5") },
		[]string{"5.2.1.1 real_k e81.not_a_number"}},
	{"several at once", func(f *table) {
		i := f.find("2024", disporapar, "5.2.1.1")
		f.set(i, "real_k", "x")
		f.set(i, "year", "MMXXIV")
		f.set(i+1, "quarter", "5")
	}, []string{"5.2.1.1 year e81.not_whole real_k e81.not_a_number", "5.2.1.2 quarter e81.not_whole"}},
	{"a text without end", func(f *table) {
		f.set(f.find("2024", disporapar, "5.2.1.1"), "department", strings.Repeat("dinas\n", 2000))
	},
		[]string{"5.2.1.1 department e81.long_text"}},
}

func TestABadRowPublishesNothingAndIsAnswered(t *testing.T) {
	bare(t, db.Options{Rehearse: true}, func(w *world) {
		for _, c := range spoils {
			f := reports().office("2024", disporapar)
			c.spoil(&f)
			before := w.dump("plan_import", "plan_import_row")
			res := w.take(f.read())
			if res.Published || res.Same || res.Refused != len(c.want) {
				w.Errorf("%s: %+v", c.name, brief(res))
			}
			for _, o := range res.Outcomes {
				if len(o.Place) > 200 || strings.Contains(o.Place, "\n") {
					w.Errorf("%s: the place is %q", c.name, o.Place)
				}
			}
			if got := reasons(outcomes(res.Outcomes, "refused")); !slices.Equal(got, c.want) {
				w.Errorf("%s: %q", c.name, got)
			}
			sameDump(w.T, before, w.dump("plan_import", "plan_import_row"))
			w.keptOutcomes(res, c)
		}
	})
}

// keptOutcomes: the refusal is kept for whoever asks later.
func (w *world) keptOutcomes(res plan.Result, c spoil) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		kept, err := plan.Outcomes(tx, plan.Part{Import: res.Import}, "", 99)
		if got := reasons(kept); !slices.Equal(got, c.want) {
			w.Errorf("%s: kept %q", c.name, got)
		}
		state, _, _ := db.One(tx, (*db.Row).Text, `select state from plan_import where id = $1`, res.Import)
		if state != "refused" {
			w.Errorf("%s: the import is %s", c.name, state)
		}
		return err
	})
}

// reasons writes outcomes as code, column and sentence.
func reasons(all []plan.Outcome) (out []string) {
	for _, o := range all {
		text := o.Place[strings.LastIndex(o.Place, " ")+1:]
		for _, d := range o.Details {
			text += fmt.Sprint(" ", d.Column, " ", d.Key)
		}
		out = append(out, text)
	}
	return out
}

// TestPartialPublishesTheRest: refused rows are left out, what they were stays.
func TestPartialPublishesTheRest(t *testing.T) {
	full(t, func(w *world) {
		before := w.figures(w.view(2024, 0))
		f := corrected()
		f.set(f.find("2024", disporapar, "5.2.1"), "budget_rp", "satu miliar")
		f.set(f.find("2024", disporapar, "4.1"), "real_rp", "1")
		res := w.takeWith(f.read(), plan.ImportOptions{Actor: "test", Rules: rules(), Partial: true})
		// Of 5.2.1 nothing is taken: itself, its two rows and the added one. Nothing
		// is removed, because the row that is missing may be one of the refused.
		if !res.Published || res.Refused != 4 || res.Changed != 1 || res.Accepted != 0 || res.Removed != 0 {
			w.Errorf("result: %+v", brief(res))
		}
		after := w.figures(w.view(2024, 2))
		if len(after) != len(before) {
			w.Fatalf("%d lines before, %d after", len(before), len(after))
		}
		for i := range after {
			changed := after[i].OPD == disporapar && after[i].Code == "4.1"
			if same := after[i] == before[i]; same == changed {
				w.Errorf("%s: the same = %v", after[i].Code, same)
			}
		}
	})
}

// TestAFileOfBadRowsOnlyIsRefused, also partially: there is nothing to publish.
func TestAFileOfBadRowsOnlyIsRefused(t *testing.T) {
	f := reports().office("2024", disporapar)
	for i := range f.rows {
		f.set(i, "department", "Dinas Sihir")
	}
	full(t, func(w *world) {
		before := w.dump("plan_import", "plan_import_row")
		res := w.takeWith(f.read(), plan.ImportOptions{Actor: "test", Rules: rules(), Partial: true})
		if res.Published || res.Same || res.Refused != len(f.rows) {
			w.Errorf("result: %+v", brief(res))
		}
		sameDump(w.T, before, w.dump("plan_import", "plan_import_row"))
	})
}

func TestAFileThatIsNoReportIsRefusedWhole(t *testing.T) {
	short := reports().office("2024", disporapar)
	short.head = slices.Clone(short.head)
	short.head[short.column("budget_rp")] = "pagu"
	for _, c := range []struct {
		name, key string
		raw       []byte
	}{
		{"nothing", "sheet.empty", nil},
		{"a column is missing", "sheet.columns_missing", short.bytes(',')},
		{"a letter", "sheet.columns_missing", []byte("Yth. Bapak Wali Kota\nDengan hormat\n")},
		{"a PDF", "sheet.pdf", []byte("%PDF-1.7\n")},
	} {
		_, err := plan.ReadFile(c.name, bytes.NewReader(c.raw), int64(len(c.raw)))
		if f := fault.Of(err); f == nil || f.Key != c.key {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	bare(t, db.Options{}, func(w *world) {
		before := w.dump()
		w.refused(table{head: reports().head}.read(), fault.Invalid, "plan.import_empty")
		sameDump(w.T, before, w.dump())
	})
}
