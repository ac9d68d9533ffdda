package plan_test

import (
	"testing"

	"alun/ground/db"
	"alun/record/plan"
)

// What an office explained is still explained after the row has another code.
func TestAnExplanationGoesAlongWithItsRow(t *testing.T) {
	full(t, func(w *world) {
		d := aRound(w).desk("disporapar").start()
		d.explain()
		before := 0
		var line db.ID
		for _, f := range d.checked().Findings {
			if f.Explained != nil {
				before++
				line = f.Line
			}
		}
		code := ""
		for _, f := range d.checked().Findings {
			if f.Line == line {
				code = f.Code
			}
		}
		d.write(func(tx *db.Tx) error { return plan.RecodeLine(tx, d.operator.Session, line, code+"77") })
		after := 0
		for _, f := range d.checked().Findings {
			if f.Explained != nil {
				after++
			}
		}
		t.Logf("%s: %d explained, then %d", code, before, after)
		if after < before {
			t.Error("explanations were lost")
		}
	})
}
