package alive_test

import (
	"math"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"alun/record/registry/alive"
)

var balikpapan = os.DirFS("../../../city/balikpapan")

func rules(t testing.TB) alive.Rules {
	t.Helper()
	r, err := alive.ReadRules(balikpapan)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var noon = time.Date(2026, 11, 22, 4, 0, 0, 0, time.UTC)

func ago(days int) time.Time { return noon.AddDate(0, 0, -days) }

func TestScores(t *testing.T) {
	r := rules(t)
	stall := alive.Business{Division: "56", Listed: ago(3 * 365)}
	for _, c := range []struct {
		name        string
		signals     []alive.Signal
		least, most float64
	}{
		{"nothing known", nil, 0.55, 0.75},
		{"seen today", []alive.Signal{{"field_seen", noon}}, 0.985, 1},
		{"seen six years ago", []alive.Signal{{"field_seen", ago(6 * 365)}}, 0.55, 0.80},
		{"closed by the owner", []alive.Signal{{"owner_closed", ago(30)}}, 0, 0.02},
		{"closed, then seen", []alive.Signal{{"field_closed", ago(400)}, {"field_seen", ago(10)}}, 0.97, 1},
		{"seen, then closed", []alive.Signal{{"field_closed", ago(10)}, {"field_seen", ago(400)}}, 0, 0.02},
		{"in every list", []alive.Signal{{"listed", ago(900)}, {"listed", ago(500)}, {"listed", ago(100)}}, 0.6, 0.78},
		{"of a kind nobody knows", []alive.Signal{{"horoscope", noon}}, 0.55, 0.75},
		{"tomorrow", []alive.Signal{{"field_seen", noon.Add(20 * time.Hour)}}, 0.985, 1},
		{"in 2062", []alive.Signal{{"field_seen", noon.AddDate(36, 0, 0)}}, 0.55, 0.75},
		{"not found, asked in 2062 to be closed", []alive.Signal{{"field_not_found", ago(20)}, {"owner_closed", noon.AddDate(36, 0, 0)}}, 0.1, 0.3},
	} {
		if s := r.Score(stall, c.signals, noon); s.Score < c.least || s.Score > c.most {
			t.Errorf("%s: %.3f, not within %.3f and %.3f: %v", c.name, s.Score, c.least, c.most, s.Parts)
		}
	}
	if s := r.Score(alive.Business{Listed: noon}, nil, noon); s.Score < 0.9 {
		t.Errorf("listed today: %.3f", s.Score)
	}
	if s := r.Score(alive.Business{}, nil, noon); s.Score < 0.65 || s.Score > 0.8 || s.Parts[0].Say != "alive.base_undated" || s.Parts[0].Args[0] != 3 {
		t.Errorf("of a list that does not say since when: %+v", s)
	}
	old := r.Score(alive.Business{"56", ago(365 * 400)}, nil, noon)
	if old.Score < 0.0199 || old.Score > 0.1 {
		t.Errorf("four hundred years old: %.3f", old.Score)
	}
}

// some draws a business with signals.
func some(t *rapid.T, r alive.Rules) (alive.Business, []alive.Signal) {
	b := alive.Business{Division: rapid.SampledFrom([]string{"", "01", "10", "47", "56", "96", "x"}).Draw(t, "division"), Listed: ago(rapid.IntRange(-100, 9000).Draw(t, "listed"))}
	return b, rapid.SliceOfN(rapid.Custom(func(t *rapid.T) alive.Signal { return one(t, r) }), 0, 8).Draw(t, "signals")
}

func one(t *rapid.T, r alive.Rules) alive.Signal {
	return alive.Signal{rapid.SampledFrom(r.Signals).Draw(t, "kind").Kind, noon.Add(-time.Duration(rapid.IntRange(-100_000, 5_000_000).Draw(t, "minutes")) * time.Minute)}
}

// With one signal more the score does not go the other way; of an older one it is
// not more.
func TestScoreIsMonotone(t *testing.T) {
	r := rules(t)
	weight := map[string]alive.Milli{}
	for _, rule := range r.Signals {
		weight[rule.Kind] = rule.Weight
	}
	rapid.Check(t, func(t *rapid.T) {
		b, signals := some(t, r)
		more := one(t, r)
		without, with := r.Odds(b, signals, noon), r.Odds(b, append(signals[:len(signals):len(signals)], more), noon)
		if up := weight[more.Kind] > 0; up && with < without || !up && with > without {
			t.Fatalf("%s moved %d to %d", more.Kind, without, with)
		}
		older := more
		older.At = older.At.Add(-time.Duration(rapid.IntRange(0, 5_000_000).Draw(t, "older")) * time.Minute)
		if more.At.After(noon.Add(48 * time.Hour)) {
			return // it says nothing yet
		}
		aged := r.Odds(b, append(signals[:len(signals):len(signals)], older), noon)
		if up := weight[more.Kind] > 0; up && aged > with || !up && aged < with {
			t.Fatalf("%s said %d, older %d", more.Kind, with, aged)
		}
	})
}

// Parts add up exactly, the same in any order of signals, and fade to the base.
func TestPartsAddUp(t *testing.T) {
	r := rules(t)
	rapid.Check(t, func(t *rapid.T) {
		b, signals := some(t, r)
		now := noon.Add(time.Duration(rapid.IntRange(-50_000, 50_000).Draw(t, "clock")) * time.Minute)
		s, sum := r.Score(b, signals, now), alive.Milli(0)
		for _, p := range s.Parts {
			sum += p.Milli
		}
		if sum != s.Odds || s.Odds != r.Odds(b, signals, now) || s.Score != alive.Chance(s.Odds) || s.Score <= 0 || s.Score >= 1 {
			t.Fatalf("parts %v make %d, said %d and %d, score %f", s.Parts, sum, s.Odds, r.Odds(b, signals, now), s.Score)
		}
		turned := rapid.Permutation(signals).Draw(t, "turned")
		if r.Odds(b, turned, now) != s.Odds {
			t.Fatal("the order of signals counts")
		}
		later := now.AddDate(250, 0, 0)
		if faded, base := r.Odds(b, signals, later), r.Odds(b, nil, later); math.Abs(float64(faded-base)) > 5 {
			t.Fatalf("after 250 years %d is left above %d", faded, base)
		}
	})
}

func TestFilesWithFaultsAreRefused(t *testing.T) {
	whole := map[string]string{
		"alive_signals.csv": "kind,weight_milli,half_life_days,settles,basis\na,1000,30,yes,x\n",
		"alive_base.csv":    "kind,from,to,closing_milli,spread_milli,basis\nlain,00,99,100,500,x\n",
		"alive_visit.csv":   "what,milli\nseen_if_active,900\nseen_if_not,30\n",
		"alive_list.csv":    "what,days,basis\nundated,1000,x\n",
	}
	read := func(file, old, new string) error {
		files := fstest.MapFS{}
		for name, text := range whole {
			if name == file {
				text = strings.Replace(text, old, new, 1)
			}
			files[name] = &fstest.MapFile{Data: []byte(text)}
		}
		_, err := alive.ReadRules(files)
		return err
	}
	if err := read("", "", ""); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][3]string{
		{"alive_signals.csv", "a,1000", ",1000"}, {"alive_signals.csv", "1000", "0"}, {"alive_signals.csv", "1000", "90000"}, {"alive_signals.csv", "1000", "viel"},
		{"alive_signals.csv", ",30,", ",0,"}, {"alive_signals.csv", ",yes,", ",perhaps,"}, {"alive_signals.csv", ",x\n", ",\n"},
		{"alive_signals.csv", "a,1000,30,yes,x\n", "a,1000,30,yes,x\na,1,3,no,x\n"}, {"alive_signals.csv", "kind", "sort"},
		{"alive_base.csv", "00,99", "00,98"}, {"alive_base.csv", "00,99", "99,00"}, {"alive_base.csv", ",100,", ",0,"}, {"alive_base.csv", "lain,00,99,100,500,x\n", ""},
		{"alive_visit.csv", "30", "950"}, {"alive_visit.csv", "seen_if_not,30\n", ""}, {"alive_visit.csv", "seen_if_not", "heard"},
		{"alive_list.csv", "undated,1000,x\n", ""}, {"alive_list.csv", "1000", "0"}, {"alive_list.csv", "undated", "old"}, {"alive_list.csv", ",x\n", ",\n"},
	} {
		if read(c[0], c[1], c[2]) == nil {
			t.Errorf("%s with %q for %q was taken", c[0], c[2], c[1])
		}
	}
}
