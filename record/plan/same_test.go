package plan_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"alun/ground/db"
	"alun/record/plan"
	"alun/record/plan/check"
)

// TestTheSameRowsChangeNothing: not one row of one table, whatever the bytes of
// the file. A revision in which nothing differs would only hide the real ones.
func TestTheSameRowsChangeNothing(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(reports().bytes('\t'))
	if err != nil {
		t.Fatal(err)
	}
	backwards := reports() // also puts further indicators before the main one
	slices.Reverse(backwards.rows)
	careless := reports()
	for i := range careless.rows {
		careless.set(i, "department", "  "+strings.ToUpper(strings.ReplaceAll(careless.at(i, "department"), " ", "  ")))
		if target := careless.at(i, "target_k"); strings.Contains(target, ".") {
			careless.set(i, "target_k", target+"0")
		}
	}
	full(t, func(w *world) {
		rows := slices.Concat(w.figures(w.view(2023, 0)), w.figures(w.view(2024, 0)))
		before := w.dump()
		for _, c := range []struct {
			name string
			in   plan.Incoming
			rows int
		}{
			{"the very same file", realFile(), 3056},
			{"the same rows backwards", backwards.read(), 3056},
			{"in UTF-16 with tabs", incoming("a.txt", utf16), 3056},
			{"with semicolons", incoming("a.csv", reports().bytes(';')), 3056},
			{"office names and figures spelled otherwise", careless.read(), 3056},
			{"our own export as XLSX", incoming("a.xlsx", w.written("xlsx", rows)), 3056},
			{"our own export as CSV", incoming("a.csv", w.written("csv", rows)), 3056},
			{"one year", reports().year("2023").read(), 623},
			{"one office", reports().office("2024", disporapar).read(), 85},
		} {
			res := w.take(c.in)
			if !res.Same || !res.Published || res.Import != 0 || res.Unchanged != c.rows || res.Accepted+res.Changed+res.Removed+res.Refused+len(res.Outcomes) > 0 {
				w.Errorf("%s: %+v", c.name, brief(res))
			}
		}
		sameDump(w.T, before, w.dump())
	})
}

// brief is a result without its rows.
func brief(r plan.Result) plan.Result {
	r.Outcomes = r.Outcomes[:min(3, len(r.Outcomes))]
	return r
}

// TestOtherRulesAreAnotherJudgement: the same bytes under other rules make a
// revision, whose figures are the same and whose notes are not.
func TestOtherRulesAreAnotherJudgement(t *testing.T) {
	full(t, func(w *world) {
		before, figures := w.notes(), len(w.figures(w.view(2024, 1)))
		fewer := rules().Only(func(r check.Rule) bool { return r.Kind != check.Watch })
		res := w.takeWith(realFile(), plan.ImportOptions{Actor: "test", Rules: fewer})
		after := w.notes()
		if res.Same || res.Unchanged != 3056 || res.Changed > 0 || len(after) >= len(before) || len(w.figures(w.view(2024, 2))) != figures {
			w.Errorf("%d notes before, %d after, %+v", len(before), len(after), brief(res))
		}
		for _, n := range after {
			if n.Kind == "watch" {
				w.Fatalf("the rule is off: %+v", n)
			}
		}
		if res := w.takeWith(realFile(), plan.ImportOptions{Actor: "test", Rules: fewer}); !res.Same {
			w.Errorf("the second time: %+v", brief(res))
		}
	})
}

// TestASecondPartialImportChangesNothing: rows that are refused every time make
// no revision every time.
func TestASecondPartialImportChangesNothing(t *testing.T) {
	bad := reports().office("2024", disporapar)
	bad.set(bad.find("2024", disporapar, "5.2.1.1"), "real_k", "seratus")
	bare(t, db.Options{Rehearse: true}, func(w *world) {
		partial := plan.ImportOptions{Actor: "test", Rules: rules(), Partial: true}
		if res := w.takeWith(bad.read(), partial); !res.Published || res.Same || res.Refused != 1 || res.Accepted != len(bad.rows)-1 {
			w.Errorf("first: %+v", brief(res))
		}
		before := w.dump()
		if res := w.takeWith(bad.read(), partial); !res.Same || res.Refused != 1 || len(res.Outcomes) != 1 || res.Outcomes[0].Kind != "refused" {
			w.Errorf("second: %+v", brief(res))
		}
		sameDump(w.T, before, w.dump())
	})
}
