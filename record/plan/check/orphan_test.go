package check

import (
	"testing"

	"alun/ground/money"
	"alun/record/plan/e81"
)

// A bare sub-activity whose activity is missing hangs on the program above.
func TestAJudgementInPartSeesARowWhoseParentIsMissing(t *testing.T) {
	row := func(line int, code string, level e81.Level, rp int64) e81.Row {
		r := e81.Row{Year: 2025, Quarter: 1, OPD: "Dinas", Code: code, Level: level, Line: line, Name: code + "a"}
		if rp > 0 {
			r.Target.Rp = money.Given(money.Rupiah(rp))
		}
		return r
	}
	rows := []e81.Row{row(1, "1", e81.Sasaran, 0), row(2, "1.1", e81.Program, 100000), row(3, "1.1.1", e81.Kegiatan, 100000), row(4, "1.1.2.1", e81.Subkegiatan, 0)}
	for _, i := range []int{1, 2} {
		j := Judge(Default(), rows)
		r := j.Rows()[i]
		if i == 1 {
			r.Target.Rp = money.Given(900000)
		} else {
			r.Target.Rp = money.Given(50000)
		}
		j = j.With(map[int]e81.Row{i: r})
		part, whole := j.Flags(), Run(Default(), j.Rows())
		if n := apart(part, whole); n >= 0 {
			t.Errorf("row %s: %s in part, %s of the whole", r.Code, said(part, n), said(whole, n))
		}
	}
}
