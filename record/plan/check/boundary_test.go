package check

import (
	"math"
	"math/big"
	"testing"

	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// tree is a small form: a program, an activity, two sub-activities.
func tree(change func(program, activity, a, b *e81.Row)) []e81.Row {
	rows := make([]e81.Row, 4)
	for i, code := range []string{"1.1", "1.1.1", "1.1.1.1", "1.1.1.2"} {
		rows[i] = e81.Row{Line: i + 2, Year: 2024, Quarter: 2, OPD: "A", Code: code, Level: e81.LevelOf(code)}
	}
	change(&rows[0], &rows[1], &rows[2], &rows[3])
	return rows
}

// fired lists the flags of a rule as "code field expected".
func fired(rows []e81.Row, rule string) []string {
	var out []string
	for _, f := range Run(alone(rule), rows) {
		out = append(out, rows[f.Row].Code+" "+f.Field+" "+f.Expected)
	}
	return out
}

func rp(n int64) money.Printed { return money.Given(money.Rupiah(n)) }

func q(t *testing.T, text string) quantity.Quantity {
	t.Helper()
	k, err := quantity.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestThresholdsAreExact(t *testing.T) {
	budgets := func(program, activity, a, b int64) []e81.Row {
		return tree(func(p, k, x, y *e81.Row) {
			p.Target.Rp, k.Target.Rp, x.Target.Rp, y.Target.Rp = rp(program), rp(activity), rp(a), rp(b)
		})
	}
	spent := func(budget, real int64) []e81.Row {
		return tree(func(_, _, a, _ *e81.Row) { a.Target.Rp, a.Real.Rp = rp(budget), rp(real) })
	}
	percent := func(printed, output, target string) []e81.Row {
		return tree(func(_, _, a, _ *e81.Row) {
			a.Ach.K, a.Real.K, a.Target.K = q(t, printed), q(t, output), q(t, target)
		})
	}
	tests := []struct {
		name, rule string
		rows       []e81.Row
		want       int
	}{
		{"a rupiah apart", parentBudget, budgets(101, 100, 60, 39), 0},
		{"two rupiah apart", parentBudget, budgets(102, 100, 60, 40), 1},
		{"both levels apart", parentBudget, budgets(200, 102, 60, 40), 2},
		{"an empty child counts as 0", parentBudget, budgets(100, 100, 100, 0), 0},
		{"five trillion", overCity, budgets(5_000_000_000_000, 0, 0, 0), 0},
		{"a rupiah more", overCity, budgets(5_000_000_000_001, 0, 0, 0), 1},
		{"120 % of the budget", overBudget, spent(1_000_000, 1_200_000), 0},
		{"a rupiah above 120 %", overBudget, spent(1_000_000, 1_200_001), 1},
		{"no budget, no share", overBudget, spent(0, 5), 0},
		{"half a point apart", wrongPercent, percent("1.5", "1", "100"), 0},
		{"a millionth more", wrongPercent, percent("1.500001", "1", "100"), 1},
		{"2 % of the larger", wrongPercent, percent("102.04", "100", "100"), 0},
		{"more than 2 %", wrongPercent, percent("102.05", "100", "100"), 1},
		{"a target of 0 divides nothing", wrongPercent, percent("100", "5", "0"), 0},
		{"a share below zero", wrongPercent, percent("-113.21", "-3", "2.65"), 0},
		{"a target below zero", wrongPercent, percent("50", "-1", "-2"), 0},
		{"200 %", outputOverShare, percent("200", "2", "1"), 0},
		{"a millionth above 200 %", outputOverShare, percent("200.000001", "2", "1"), 1},
	}
	for _, tt := range tests {
		if got := fired(tt.rows, tt.rule); len(got) != tt.want {
			t.Errorf("%s: %s fired on %q", tt.name, tt.rule, got)
		}
	}
}

// TestNobodyIsBlamedByGuess: when two rows could be the slip, or two rows are
// empty, nothing says which.
func TestNobodyIsBlamedByGuess(t *testing.T) {
	budgets := func(activity, a, b int64) []e81.Row {
		return tree(func(_, k, x, y *e81.Row) { k.Target.Rp, x.Target.Rp, y.Target.Rp = rp(activity), rp(a), rp(b) })
	}
	// 12340000 more is what either child lacks when its last zero is dropped.
	if got := fired(budgets(12_340_000+9_999_999, 1_234_000, 9_999_999), oneChild); len(got) != 1 || got[0] != "1.1.1.1 budget_rp 12340000" {
		t.Errorf("one child alone could be the slip: %q", got)
	}
	if got := fired(budgets(12_340_000+1_234_000, 1_234_000, 1_234_000), oneChild); got != nil {
		t.Errorf("either child could be the slip, and one is blamed: %q", got)
	}
	one := tree(func(_, k, a, _ *e81.Row) { k.Target.Rp, a.Target.Rp = rp(500), rp(200) })
	if got := fired(one, emptyRow); len(got) != 1 || got[0] != "1.1.1.2 budget_rp 300" {
		t.Errorf("one bare row: %q", got)
	}
	two := tree(func(_, k, _, _ *e81.Row) { k.Target.Rp = rp(500) })
	if got := fired(two, emptyRow); got != nil {
		t.Errorf("two bare rows, and one is blamed: %q", got)
	}
}

func TestAQuotientBelowZeroIsWrittenSo(t *testing.T) {
	for _, tt := range []struct{ output, target, want string }{{"-1", "-2", "50.0"}, {"-1", "2", "-50.0"}, {"1", "-2", "-50.0"}} {
		rows := tree(func(_, _, a, _ *e81.Row) {
			a.Ach.K, a.Real.K, a.Target.K = q(t, "10"), q(t, tt.output), q(t, tt.target)
		})
		if got := fired(rows, wrongPercent); len(got) != 1 || got[0] != "1.1.1.1 ach_k_pct "+tt.want {
			t.Errorf("%s of %s: %q", tt.output, tt.target, got)
		}
	}
}

func TestOnlyTheVeryDigitsMakeAFactor(t *testing.T) {
	for _, tt := range []struct{ a, b, want int64 }{
		{12_345_600, 123_456, 100}, {12_345_607, 123_456, 0}, {1_234_567, 123_456, 0}, {123_456, 12_345_600, 0},
		{-1_234_560, -123_456, 10}, {0, 0, 0}, {5, 0, 0}, {123_456_000_000, 123_456, 0},
	} {
		if got := timesTooLarge(money.Rupiah(tt.a), money.Rupiah(tt.b)); got != tt.want {
			t.Errorf("%d is %d times %d, want %d", tt.a, got, tt.b, tt.want)
		}
	}
}

func TestUnknownIsNotZero(t *testing.T) {
	money := tree(func(_, _, a, _ *e81.Row) { a.Real.Rp = rp(5) })
	if got := fired(money, moneyNoOutput); got != nil {
		t.Errorf("an output that is not given is taken for 0: %q", got)
	}
	output := tree(func(_, _, a, _ *e81.Row) { a.Real.K = q(t, "3") })
	if got := fired(output, outputNoMoney); got != nil {
		t.Errorf("money that is not given is taken for 0: %q", got)
	}
	share := tree(func(_, _, a, _ *e81.Row) { a.Ach.K, a.Target.K = q(t, "0"), q(t, "5") })
	if got := fired(share, wrongPercent); got != nil {
		t.Errorf("an output that is not given makes a percentage: %q", got)
	}
}

// TestAPlantIsNotGrowth: "tumbuhan" is a plant, "pertumbuhan" is growth. A share
// of safe plants ends at 100, growth does not.
func TestAPlantIsNotGrowth(t *testing.T) {
	for indicator, want := range map[string]int{
		"Persentase Pangan Segar Asal Tumbuhan yang Aman": 1, "Persentase Pertumbuhan Omset": 0, "Persentase Peningkatan Kunjungan": 0,
	} {
		rows := tree(func(_, k, _, _ *e81.Row) { k.Unit, k.Indicator, k.PlanTarget.K = "%", indicator, q(t, "300") })
		if got := fired(rows, sharesAddedOver); len(got) != want {
			t.Errorf("%s: %q", indicator, got)
		}
	}
}

func TestAnUnknownValueIsShownAsADash(t *testing.T) {
	if v := number(quantity.Quantity{}); v.Arg() != "–" {
		t.Errorf("%+v", v)
	}
	for _, v := range []Value{rupiah(-5), number(micro(39_900_000)), percentage(micro(1)), count(7), words("x")} {
		if s, ok := v.Arg().(string); ok != (v.Kind == "text") {
			t.Errorf("%+v is shown as %q", v, s)
		}
	}
}

func TestFiguresAtTheEdgeOfTheNumbers(t *testing.T) {
	most := money.Given(math.MaxInt64)
	rows := tree(func(_, k, a, b *e81.Row) {
		k.Target.Rp, a.Target.Rp, b.Target.Rp = rp(1), most, most
		for _, r := range []*e81.Row{a, b} {
			r.Real.K, r.Target.K, r.Ach.K = micro(math.MaxInt64), micro(1), micro(math.MinInt64)
			r.Quarters[0].K, r.Quarters[1].K = micro(math.MaxInt64), micro(math.MaxInt64)
			r.PlanBefore.K, r.PlanSoFar.K = micro(math.MaxInt64), micro(math.MinInt64)
		}
	})
	want := new(big.Int).Lsh(big.NewInt(math.MaxInt64), 1).String()
	if got := fired(rows, parentBudget); len(got) != 1 || got[0] != "1.1.1 budget_rp "+want {
		t.Errorf("a sum beyond 64 bits: %q", got)
	}
	flags := Run(Default(), rows)
	Cases(rows, flags)
	Implausible(rows, flags)
}

func TestProductsAreComparedExactly(t *testing.T) {
	values := []int64{math.MinInt64, math.MinInt64 + 1, -120, -1, 0, 1, 100, 120, math.MaxInt64 - 1, math.MaxInt64}
	for _, a := range values {
		for _, m := range values {
			for _, b := range values {
				for _, n := range values {
					if want := times(a, m).Cmp(times(b, n)) > 0; above(a, m, b, n) != want {
						t.Fatalf("%d × %d > %d × %d is %v", a, m, b, n, want)
					}
				}
			}
		}
	}
}

func TestHalvesAreRoundedToEven(t *testing.T) {
	for text, want := range map[string]string{"5.025": "5.02", "5.035": "5.04", "5.0251": "5.03", "125": "125.0", "-1.005": "-1.0", "0.004": "0.0"} {
		if got := hundredths(big.NewInt(q(t, text).Micro), big.NewInt(1)); got != want {
			t.Errorf("%s is written %s, want %s", text, got, want)
		}
	}
}

func TestSlipsOfThePen(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"37834000", "3783400", true}, {"37834000", "37834000000", true}, {"25050800", "20550800", true},
		{"1234", "123", false}, {"12345", "1345", true}, {"12345", "21345", true}, {"12345", "21354", false},
		{"12345", "12345", false}, {"12345", "99999", false}, {"12345", "1234500000", false}, {"-12345", "-1345", false},
	}
	for _, tt := range tests {
		if slip(tt.a, tt.b) != tt.want || slip(tt.b, tt.a) != tt.want {
			t.Errorf("slip(%s, %s) = %v", tt.a, tt.b, !tt.want)
		}
	}
}
