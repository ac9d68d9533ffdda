package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAMissIsNamedWithItsReason(t *testing.T) {
	all := []figure{
		{What: "start", Measured: "76 ms", Goal: "≤ 300 ms", Of: goalStart, Met: true},
		{What: "front page", Measured: "5000 µs", Goal: "≤ 500 µs", Of: goalPage},
		{What: "node page", Measured: "400 µs", Goal: "≤ 500 µs", Of: goalPage, Met: true},
		{What: "office page", Measured: "2700 µs"},
	}
	said := verdicts(all)
	for _, want := range []string{"Missed: " + goalPage.Name, "by front page (5000 µs). " + goalPage.Why, "Met: " + goalStart.Name + "."} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in\n%s", want, said)
		}
	}
	for _, wrong := range []string{"node page", "office page", goalKept.Name, "Missed: " + goalStart.Name} {
		if strings.Contains(said, wrong) {
			t.Errorf("%q is in\n%s", wrong, said)
		}
	}
	rows := table(all)
	if strings.Count(rows, "| **missed** |") != 1 || strings.Count(rows, "| met |") != 2 || !strings.Contains(rows, "| office page | 2700 µs |  |  |  |\n") {
		t.Error(rows)
	}
}

func TestOnlyWhatIsBetweenTheMarkersIsReplaced(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.md")
	for _, old := range []string{"a\n" + tableBegins + "old\n" + tableEnds + "z\n", "a\n" + tableBegins + tableEnds + "z\n"} {
		if err := os.WriteFile(file, []byte(old), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := replaceTable(file, "new\n"); err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(file); string(got) != "a\n"+tableBegins+"new\n"+tableEnds+"z\n" {
			t.Errorf("%q", got)
		}
	}
	if err := os.WriteFile(file, []byte("a\nz\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if replaceTable(file, "new\n") == nil {
		t.Error("a page without markers was written")
	}
}

func TestAPartOfAllTimes(t *testing.T) {
	var all []time.Duration
	for i := range 100 {
		all = append(all, time.Duration(100-i))
	}
	for percent, want := range map[int]time.Duration{50: 50, 95: 95, 100: 100} {
		if got := part(all, percent); got != want {
			t.Errorf("%d of 100 within %d, not %d", percent, want, got)
		}
	}
	if got := part(all[:1], 95); got != 100 {
		t.Errorf("of one: %d", got)
	}
	if got := part(all[:1], 50); got != 100 {
		t.Errorf("of one: %d", got)
	}
}

// Both sides of a round had the same machine: they are compared in pairs.
func TestRatiosAreOfPairs(t *testing.T) {
	a := []cost{{cpu: 10}, {cpu: 100}, {cpu: 1000}}
	b := []cost{{cpu: 5}, {cpu: 50}, {cpu: 100}}
	if got := ratio(cpuOf(a), cpuOf(b)); got != 2 {
		t.Errorf("%v", got)
	}
}
