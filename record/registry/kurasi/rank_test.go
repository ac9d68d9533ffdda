package kurasi

import (
	"math/big"
	"slices"
	"testing"
	"time"

	"alun/ground/db"

	"pgregory.net/rapid"
)

var twoCriteria = Rules{Quota: 2, Threshold: 70, Criteria: []Criterion{{N: 1, Weight: 60}, {N: 2, Weight: 40}}}

func TestACallIsCounted(t *testing.T) {
	at := time.Unix(0, 0)
	got := Rank(twoCriteria, []Judged{
		{Entry: 1, Entered: at, Sheets: [][]int{{80, 70}, {90, 60}, {70, 80}}},                                // 80·0,6 + 70·0,4 = 76
		{Entry: 2, Entered: at.Add(1), Sheets: [][]int{{76, 76}, {76, 76}, {76, 76}, {76, 76}}},               // 76 of four
		{Entry: 3, Entered: at.Add(-1), Sheets: [][]int{{76, 76}, {76, 76}, {76, 76}}},                        // 76, earlier
		{Entry: 4, Entered: at, Sheets: [][]int{{100, 0}, {100, 0}, {100, 0}}},                                // 60
		{Entry: 5, Entered: at, Sheets: [][]int{{76, 76}, {76, 76}, {77, 76}}},                                // 76,2
		{Entry: 6, Entered: at, Sheets: [][]int{{69, 71}, {70, 70}, {70, 70}, {70, 70}, {70, 70}, {70, 70}}},  // 69,97: not 70
		{Entry: 7, Entered: at.Add(-9), Sheets: [][]int{{0, 0}, {0, 0}, {100, 100}}}, {Entry: 8, Entered: at}, // nobody judged it
	})
	var order []db.ID
	for i, p := range got {
		order = append(order, p.Entry)
		if p.Place != i+1 || p.Chosen != (i < 2) {
			t.Errorf("%+v", p)
		}
	}
	if !slices.Equal(order, []db.ID{5, 2, 3, 1, 6, 4, 7, 8}) {
		t.Errorf("they stand as %v", order)
	}
	if p := got[3]; p.Points != 7600 || p.Low != 7400 || p.High != 7800 || !slices.Equal(p.Means, []int{8000, 7000}) {
		t.Errorf("%+v", p)
	}
	if p := got[4]; p.Points != 6997 {
		t.Errorf("%+v", p)
	}
	rules := twoCriteria
	rules.Quota = 0
	if all := Rank(rules, []Judged{{Entry: 6, Sheets: [][]int{{69, 71}, {70, 70}, {70, 70}}}, {Entry: 9, Sheets: [][]int{{70, 70}}}}); all[0].Entry != 9 || !all[0].Chosen || all[1].Chosen {
		t.Errorf("the threshold is rounded: %+v", all)
	}
}

// The referee counts with fractions of any size.
func TestTheCountIsThatOfTheReferee(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weight := rapid.IntRange(1, 99).Draw(t, "weight")
		rules := Rules{Quota: rapid.IntRange(0, 4).Draw(t, "quota"), Threshold: rapid.IntRange(0, 100).Draw(t, "threshold"), Criteria: []Criterion{{1, "", "", weight}, {2, "", "", 100 - weight}}}
		var all []Judged
		exact := map[db.ID]*big.Rat{}
		for i := range rapid.IntRange(1, 6).Draw(t, "entries") {
			j := Judged{Entry: db.ID(i + 1), Entered: time.Unix(int64(rapid.IntRange(0, 2).Draw(t, "at")), 0)}
			sum := new(big.Rat)
			n := rapid.IntRange(1, 5).Draw(t, "sheets")
			for range n {
				a, b := rapid.IntRange(0, 3).Draw(t, "a")*25, rapid.IntRange(0, 3).Draw(t, "b")*33
				j.Sheets = append(j.Sheets, []int{a, b})
				sum.Add(sum, big.NewRat(int64(a*weight+b*(100-weight)), int64(100*n)))
			}
			exact[j.Entry] = sum
			all = append(all, j)
		}
		got := Rank(rules, all)
		backwards := slices.Clone(all)
		slices.Reverse(backwards)
		if again := Rank(rules, backwards); !slices.EqualFunc(got, again, func(a, b Placed) bool { return a.Entry == b.Entry && a.Points == b.Points && a.Chosen == b.Chosen }) {
			t.Fatal("the order of what goes in matters")
		}
		for i, p := range got {
			if p.Low > p.Points || p.Points > p.High {
				t.Fatalf("%+v", p)
			}
			if want := exact[p.Entry].Cmp(big.NewRat(int64(rules.Threshold), 1)) >= 0 && (rules.Quota == 0 || i < rules.Quota); p.Chosen != want {
				t.Fatalf("%+v is chosen: %v, want %v", p, p.Chosen, want)
			}
			if i == 0 {
				continue
			}
			before, one, other := got[i-1], all[got[i-1].Entry-1], all[p.Entry-1]
			switch by := exact[before.Entry].Cmp(exact[p.Entry]); {
			case by < 0:
				t.Fatalf("%v stands before %v", before, p)
			case by == 0 && before.Sheets < p.Sheets, by == 0 && before.Sheets == p.Sheets && one.Entered.After(other.Entered):
				t.Fatalf("equal, and %v stands before %v", before, p)
			}
		}
	})
}
