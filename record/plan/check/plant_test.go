package check

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// mark is where a rule must speak up: a row by its line, and a column.
type mark struct {
	line  int
	field string
}

// garden is a random copy of the reports in which faults are planted.
type garden struct {
	rows    []e81.Row
	rnd     *rand.Rand
	book    *book         // ways through the copy before anything was planted
	before  map[mark]bool // flags of the rule before
	claimed map[string]bool
}

// plant spoils row i and tells where the rule must speak up; ok is false when
// the row does not lend itself to it, and then nothing may be changed.
type plant func(g *garden, i int, r *e81.Row) (where []mark, ok bool)

// TestPlantedFaultsAreFound plants ten faults of each rule in a random copy of
// the reports: the flags of the rule are then those of before and exactly the
// planted ones. What a fault knocks on elsewhere is worked out by the plant
// itself, not by the rule. Without the rule nothing is found, so the test can fail.
func TestPlantedFaultsAreFound(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	for _, rule := range Default().All() {
		t.Run(rule.ID, func(t *testing.T) {
			spoil, ok := plants[rule.ID]
			if !ok {
				t.Fatal("no fault is planted for this rule")
			}
			g := grow(t, seed, rule.ID)
			planted := map[mark]bool{}
			for range 10 {
				for _, m := range g.plant(t, spoil) {
					planted[m] = true
				}
			}
			want := maps.Clone(g.before)
			maps.Copy(want, planted)
			if got := marks(g.rows, alone(rule.ID), rule.ID); !maps.Equal(got, want) {
				t.Errorf("seed %d: missing %v, too many %v", seed, minus(want, got), minus(got, want))
			}
			off := Default().Only(func(r Rule) bool { return r.ID != rule.ID })
			if got := marks(g.rows, off, rule.ID); len(minus(planted, got)) != len(planted) {
				t.Errorf("found with the rule off: %v", got)
			}
		})
	}
}

// grow copies a random part of the forms, in random order, so that nothing can
// hang on a line number or on rows of another office.
func grow(t *testing.T, seed uint64, rule string) *garden {
	g := &garden{rnd: rand.New(rand.NewPCG(seed, uint64(len(rule)))), claimed: map[string]bool{}}
	all := open(reports(t))
	for _, f := range all.forms {
		if f.year == 2024 && g.rnd.IntN(3) == 0 && !slices.Contains(all.forms, form{2023, 2, f.opd}) {
			continue
		}
		for _, i := range all.of[f] {
			g.rows = append(g.rows, all.rows[i])
		}
	}
	g.rnd.Shuffle(len(g.rows), func(a, b int) { g.rows[a], g.rows[b] = g.rows[b], g.rows[a] })
	g.book = open(slices.Clone(g.rows))
	g.book.named, g.book.measured = g.book.byName(), g.book.byIndicator()
	g.before = marks(g.rows, alone(rule), rule)
	return g
}

// plant tries random rows until the fault takes on one.
func (g *garden) plant(t *testing.T, spoil plant) []mark {
	t.Helper()
	for range 200_000 {
		i := g.rnd.IntN(len(g.rows))
		r := &g.rows[i]
		if branch := branchOf(r); g.claimed[branch] {
			continue
		} else if where, ok := spoil(g, i, r); ok {
			for _, m := range where {
				if g.before[m] {
					t.Fatalf("%v is flagged already: the plant is no good", m)
				}
			}
			g.claimed[branch] = true
			return where
		}
	}
	t.Fatal("no row lends itself to the fault")
	return nil
}

// branchOf keeps planted faults apart: one to a program of an office's form.
func branchOf(r *e81.Row) string {
	parts := strings.SplitN(r.Code, ".", 3)
	return strings.Join(append([]string{yearText(r), r.OPD}, parts[:min(2, len(parts))]...), "/")
}

func marks(rows []e81.Row, rules Rules, id string) map[mark]bool {
	out := map[mark]bool{}
	for _, f := range Run(rules, rows) {
		if f.Rule == id {
			out[mark{rows[f.Row].Line, f.Field}] = true
		}
	}
	return out
}

// alone is one rule with nothing beside it.
func alone(id string) Rules { return Default().Only(func(r Rule) bool { return r.ID == id }) }

func minus(a, b map[mark]bool) []mark {
	var out []mark
	for m := range a {
		if !b[m] {
			out = append(out, m)
		}
	}
	return out
}

// on marks a column of a row, unless it is flagged before anything is planted.
func (g *garden) on(r *e81.Row, field string) ([]mark, bool) {
	m := mark{r.Line, field}
	return []mark{m}, !g.before[m]
}

// free tells whether a column of a row has no flag of the rule yet.
func (g *garden) free(r *e81.Row, field string) bool { return !g.before[mark{r.Line, field}] }

// some is a random number from low to high.
func (g *garden) some(low, high int64) int64 { return low + g.rnd.Int64N(high-low+1) }

func (g *garden) leaf(r *e81.Row) bool { return r.Level == e81.Subkegiatan && !r.Extra }

// alone tells whether a row is the only indicator of its node.
func (g *garden) alone(i int) bool {
	return !g.rows[i].Extra && len(g.book.extras[nodeOf(&g.rows[i])]) == 0
}

// then finds the row of 2023 that is the same as a row of 2024 by its name, or
// by its indicator.
func (g *garden) then(i int, pairs []pair) (*e81.Row, bool) {
	for _, two := range pairs {
		if two.now == i {
			return &g.book.rows[two.then], true
		}
	}
	return nil, false
}

func micro(n int64) quantity.Quantity { return quantity.Of(n) }

func add(p money.Printed, n int64) money.Printed { return money.Given(p.Rupiah + money.Rupiah(n)) }

// plants spoils rows, a rule each.
var plants = merge(plantsOfSums, plantsOfMoney, plantsOfOutput, plantsOfPlan, plantsOfPrint, plantsOfYears)

func merge(parts ...map[string]plant) map[string]plant {
	out := map[string]plant{}
	for _, part := range parts {
		maps.Copy(out, part)
	}
	return out
}
