package check

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/plan/e81"
)

func TestTheCitysRulesAreThoseInTheCode(t *testing.T) {
	raw, err := os.ReadFile(city + "rules.json")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := Load(raw)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(rules, Default()) {
		t.Error("city/balikpapan/rules.json and the defaults in the code differ")
	}
}

// TestEveryLimitThatIsAskedForIsDeclared: a limit of another name would be zero,
// and the rule would judge everything.
func TestEveryLimitThatIsAskedForIsDeclared(t *testing.T) {
	declared := map[string]bool{}
	for _, d := range catalogue {
		for name := range d.limits {
			declared[name] = true
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\.Limit\("([^"]+)"\)`).FindAllStringSubmatch(string(raw), -1) {
			if asked++; !declared[m[1]] {
				t.Errorf("%s asks for the limit %q, which no rule declares", file, m[1])
			}
		}
	}
	if asked < 10 {
		t.Errorf("only %d limits are asked for", asked)
	}
}

func TestLoadRefusesWhatItDoesNotKnow(t *testing.T) {
	tests := []struct{ name, text, key string }{
		{"no JSON", `rules`, "check.rules_unreadable"},
		{"a field of another name", `{"rules": [{"id": "name_twice", "kind": "question", "limit": {}}]}`, "check.rules_unreadable"},
		{"a limit that is no whole number", `{"rules": [{"id": "plan_target_changed", "kind": "question", "limits": {"times": 2.5}}]}`, "check.rules_unreadable"},
		{"text after the end", `{"rules": []} {}`, "check.rules_unreadable"},
		{"an unknown rule", `{"rules": [{"id": "names_twice", "kind": "question"}]}`, "check.rules_unknown_rule"},
		{"a rule twice", `{"rules": [{"id": "name_twice", "kind": "question"}, {"id": "name_twice", "kind": "question"}]}`, "check.rules_unknown_rule"},
		{"no kind", `{"rules": [{"id": "name_twice"}]}`, "check.rules_bad_value"},
		{"an unknown kind", `{"rules": [{"id": "name_twice", "kind": "guilt"}]}`, "check.rules_bad_value"},
		{"an unknown threshold", `{"rules": [{"id": "name_twice", "kind": "question", "limits": {"times": 2}}]}`, "check.rules_bad_value"},
		{"a threshold below zero", `{"rules": [{"id": "plan_target_changed", "kind": "question", "limits": {"times": -2}}]}`, "check.rules_bad_value"},
		{"unknown words", `{"rules": [{"id": "percents_added", "kind": "question", "words": {"units": ["%"]}}]}`, "check.rules_bad_value"},
		{"an empty word", `{"rules": [{"id": "percents_added", "kind": "question", "words": {"percent_units": [""]}}]}`, "check.rules_bad_value"},
	}
	words := sentences(t)
	for _, tt := range tests {
		_, err := Load([]byte(tt.text))
		f := fault.Of(err)
		if f == nil || f.Key != tt.key {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		for _, tag := range lang.All {
			if s := words.In(tag).T(f.Key, f.Args...); strings.ContainsAny(s, "⟦⟧") {
				t.Errorf("%s in %s: %s", tt.name, tag, s)
			}
		}
	}
}

func TestLoadChangesThresholdsAndLeavesRulesOff(t *testing.T) {
	rules, err := Load([]byte(`{"rules": [
		{"id": "half_year_spending_above_120pct_of_annual_budget", "kind": "question", "limits": {"percent": 100000}},
		{"id": "money_without_output", "kind": "watch"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if ids := len(rules.All()); ids != 2 || rules.All()[0].Kind != Question {
		t.Errorf("rules = %+v", rules.All())
	}
	n := map[string]int{}
	for _, f := range Run(rules, reports(t)) {
		n[f.Rule]++
	}
	// Only 1.1.1.20 of Dinas Pendidikan is above 1,000 times its budget.
	if n[overBudget] != 1 || n[moneyNoOutput] != 349 || len(n) != 2 {
		t.Errorf("flags = %v", n)
	}
	if r, _ := Default().Get(overBudget); r.Limit("percent") != 120 {
		t.Error("a loaded threshold leaked into the defaults")
	}
}

// sentences are the words of this room in all languages.
func sentences(t testing.TB) *lang.Catalogue {
	t.Helper()
	c, err := lang.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryNoteIsASentenceInEveryLanguage(t *testing.T) {
	words, rows := sentences(t), reports(t)
	flags := Run(Default(), rows)
	for _, tag := range lang.All {
		l := words.In(tag)
		say := func(key string, args ...any) {
			if s := l.T(key, args...); strings.ContainsAny(s, "⟦⟧") {
				t.Errorf("%s in %s: %s", key, tag, s)
			}
		}
		for _, r := range Default().All() {
			say(r.Name())
			say(r.Why())
		}
		for _, f := range flags {
			key, args := f.Say()
			say(key, args...)
			if key, args, ok := f.WouldBe(); ok {
				say(key, args...)
			}
		}
		for _, c := range Cases(rows, flags) {
			say(c.Name())
			key, args := c.Say()
			say(key, args...)
		}
	}
}

func TestTheSentenceOfARuleTakesItsValues(t *testing.T) {
	l := sentences(t).In(lang.ID)
	rows := reports(t)
	for _, f := range Run(Default(), rows) {
		if r := rows[f.Row]; f.Rule != overCity || r.Code != "4.1.1.1" {
			continue
		}
		key, args := f.Say()
		if s := l.T(key, args...); s != "Pagu tercetak Rp90.157.470.000.000, di atas batas kewajaran Rp5.000.000.000.000 untuk seluruh kota." {
			t.Error(s)
		}
		key, args, _ = f.WouldBe()
		if s := l.T(key, args...); s != "Bila kelebihan nol pada Pagu (faktor 1.000) dihilangkan, angkanya menjadi Rp90.157.470.000." {
			t.Error(s)
		}
		return
	}
	t.Error("no such flag")
}

// TestNoSentenceAccuses: a note says what is printed, never who is to blame.
func TestNoSentenceAccuses(t *testing.T) {
	for tag, bad := range map[lang.Tag][]string{
		lang.ID: {"temuan", "korupsi", "penyelewengan", "pelanggaran", "bersalah", "lalai", "manipulasi"},
		lang.EN: {"fraud", "corrupt", "guilty", "violation", "negligen", "manipulat"},
		lang.JA: {"不正", "汚職", "違反", "改ざん"},
	} {
		words := sentences(t)
		for _, key := range words.Keys() {
			s := strings.ToLower(words.In(tag).T(key, 1, 2, 3, 4, 5, 6))
			if i := slices.IndexFunc(bad, func(w string) bool { return strings.Contains(s, w) }); i >= 0 {
				t.Errorf("%s in %s says %q", key, tag, bad[i])
			}
		}
	}
}

// TestTheOrderOfRowsDoesNotMatter: rows come from a file or from a database.
func TestTheOrderOfRowsDoesNotMatter(t *testing.T) {
	rows := reports(t)
	flags := Run(Default(), rows)
	turned := slices.Clone(rows)
	slices.Reverse(turned)
	again := Run(Default(), turned)
	if len(flags) != len(again) {
		t.Fatalf("%d flags, and %d in the other order", len(flags), len(again))
	}
	for n := range flags {
		a, b := flags[n], again[n]
		if rows[a.Row].Line != turned[b.Row].Line || a.Rule != b.Rule || a.Field != b.Field || !reflect.DeepEqual(a.Values, b.Values) || !reflect.DeepEqual(a.Suspect, b.Suspect) {
			t.Fatalf("flag %d: %+v, and %+v in the other order", n, a, b)
		}
	}
	var keys [2][]string
	for n, cs := range [][]Case{Cases(rows, flags), Cases(turned, again)} {
		for _, c := range cs {
			keys[n] = append(keys[n], c.Key)
		}
	}
	if !slices.Equal(keys[0], keys[1]) {
		t.Error("the cases differ in the other order")
	}
}

// FuzzLoad: a rules file, whatever it holds, is accepted whole or refused with
// a sentence.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(`{"rules": [{"id": "name_twice", "kind": "question"}]}`))
	f.Add([]byte(`{"rules": [{"id": "percents_added", "kind": "question", "words": {"percent_units": ["%"]}}]}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		rules, err := Load(raw)
		if err != nil && fault.Of(err) == nil {
			t.Errorf("refused without a sentence: %v", err)
		}
		for _, r := range rules.All() {
			if _, ok := find(r.ID); !ok {
				t.Errorf("accepted %q", r.ID)
			}
		}
	})
}

// FuzzRun: no row makes the rules or the causes panic, however wild its figures.
func FuzzRun(f *testing.F) {
	f.Add("2024", "1.1", "program", "100", "9223372036854775807", "%")
	f.Add("2023", "1", "sasaran", "-9000000000000", "-9223372036854775808", "Orang Orang")
	f.Add("2024", "1.1.1.1", "subkegiatan", "0058", "99999999999999999999", "Unit")
	f.Fuzz(func(t *testing.T, year, code, level, number, amount, unit string) {
		record := map[string]string{"year": year, "quarter": "2", "department": "A", "code": code, "level": level, "unit": unit,
			"name": "N", "indicator": "Persentase", "target_k": number, "real_k": amount, "ach_k_pct": number, "q1_k": number,
			"q2_k": amount, "budget_rp": amount, "real_rp": number, "q1_rp": amount, "renstra_target_rp": number,
			"renstra_cum_rp": amount, "renstra_target_k": number, "renstra_prev_k": amount, "renstra_cum_k": number}
		row, _, _ := e81.Parse(func(c string) string { return record[c] }, 2)
		rows := []e81.Row{row, reports(t)[0], reports(t)[624], reports(t)[625]}
		rows[1].OPD, rows[2].OPD, rows[3].OPD = row.OPD, row.OPD, row.OPD
		flags := Run(Default(), rows)
		seen := 0
		for _, c := range Cases(rows, flags) {
			seen += len(c.Flags)
		}
		if seen != len(flags) {
			t.Errorf("%d flags, %d in cases", len(flags), seen)
		}
		Implausible(rows, flags)
	})
}
