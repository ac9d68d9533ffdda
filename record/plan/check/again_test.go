package check

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// officeRows are the rows of one office in all reports.
func officeRows(all []e81.Row, opd string) []e81.Row {
	var out []e81.Row
	for _, r := range all {
		if r.OPD == opd {
			out = append(out, r)
		}
	}
	return out
}

// mutate changes a row as people do: a slip, a copy of another row, an empty cell.
func mutate(rng *rand.Rand, rows []e81.Row, i int) e81.Row {
	r, other := rows[i], rows[rng.IntN(len(rows))]
	switch rng.IntN(10) {
	case 0:
		r.Target.Rp = money.Given(r.Target.Rp.Or0() * 1000)
	case 1:
		r.Real.Rp = money.Given(r.Real.Rp.Or0() * 100)
	case 2:
		r.Real.Rp = other.Real.Rp
	case 3:
		r.Name = other.Name
	case 4:
		r.Indicator, r.Unit = other.Indicator, other.Unit
	case 5:
		r.Quarters, r.Real, r.Target = [4]e81.Pair{}, e81.Pair{}, e81.Pair{}
	case 6:
		r.Target.K = quantity.Of(rng.Int64N(900_000_000))
	case 7:
		r.PlanTarget.Rp = money.Given(money.Rupiah(rng.Int64N(1_000_000)))
	case 8:
		r.Name = r.Name + " baru"
	default:
		r = withPlace(r, other)
	}
	return r
}

// withPlace puts the figures of another row into the place of this one.
func withPlace(r, other e81.Row) e81.Row {
	other.Year, other.Quarter, other.OPD, other.Form, other.Code, other.Level, other.Extra, other.Line = r.Year, r.Quarter, r.OPD, r.Form, r.Code, r.Level, r.Extra, r.Line
	return other
}

// apart finds the first flag in which two judgements differ.
func apart(a, b []Flag) int {
	for n := range max(len(a), len(b)) {
		if n >= len(a) || n >= len(b) || !reflect.DeepEqual(a[n], b[n]) {
			return n
		}
	}
	return -1
}

// walk changes rows of every office again and again and gives the first judgement
// in part that is not that of the whole.
func walk(t *testing.T, seed uint64, rounds int, again func(j Judgement, changed map[int]e81.Row) Judgement) (wrong string) {
	t.Helper()
	all := reports(t)
	var offices []string
	for _, r := range all {
		if !slices.Contains(offices, r.OPD) {
			offices = append(offices, r.OPD)
		}
	}
	rng := rand.New(rand.NewPCG(seed, 81))
	for _, opd := range offices {
		j := Judge(Default(), officeRows(all, opd))
		for range rounds {
			changed := map[int]e81.Row{}
			for range 1 + rng.IntN(3) {
				i := rng.IntN(len(j.Rows()))
				changed[i] = mutate(rng, j.Rows(), i)
			}
			j = again(j, changed)
			part, whole := j.Flags(), Run(Default(), j.Rows())
			if n := apart(part, whole); n >= 0 {
				return opd + ": " + said(part, n) + " in part, " + said(whole, n) + " of the whole"
			}
		}
	}
	return ""
}

func said(flags []Flag, n int) string {
	if n >= len(flags) {
		return "nothing"
	}
	return flags[n].Rule + " on " + flags[n].Field + " " + flags[n].Published
}

// TestAJudgementInPartIsThatOfTheWhole: on the rows of every office, after changes
// of all kinds, each on top of the one before.
func TestAJudgementInPartIsThatOfTheWhole(t *testing.T) {
	for seed := range uint64(4) {
		if wrong := walk(t, seed, 12, Judgement.With); wrong != "" {
			t.Errorf("seed %d, %s", seed, wrong)
		}
	}
}

// A judgement that forgets the rows around a change is seen.
func TestAJudgementThatForgetsIsSeen(t *testing.T) {
	forgetful := func(j Judgement, changed map[int]e81.Row) Judgement {
		next := j.With(changed)
		only := map[int]bool{}
		for i := range changed {
			only[i] = true
		}
		next.raw = append(slices.DeleteFunc(slices.Clone(j.raw), func(f Flag) bool { return only[f.Row] }), next.book.judge(j.rules, only)...)
		next.book.inOrder(j.rules, next.raw)
		return next
	}
	if walk(t, 1, 12, forgetful) == "" {
		t.Error("nobody saw it")
	}
}

func BenchmarkOneRowAgain(b *testing.B) {
	j := Judge(Default(), officeRows(reports(b), reports(b)[700].OPD))
	rows := j.Rows()
	for b.Loop() {
		j = j.With(map[int]e81.Row{len(rows) - 1: rows[len(rows)-1]})
		j.Flags()
	}
}
