package backup

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db/dbtest"
	"alun/ground/fault"

	"github.com/prometheus/client_golang/prometheus"
	"pgregory.net/rapid"
)

func TestWhatAKeepRuleSays(t *testing.T) {
	for text, want := range map[string]Keep{
		"7d,4w,12m": {7, 4, 12}, "30d": {Days: 30}, " 1m , 2d ": {Days: 2, Months: 1}, "0d,1w": {Weeks: 1},
		"": {}, "7": {}, "7y": {}, "7d,7d": {}, "-1d": {}, "0d": {}, "7d;4w": {}, "99999d": {}, "7d,": {},
	} {
		got, err := ParseKeep(text)
		if got != want || (err == nil) != (want != Keep{}) || err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %+v %v", text, got, err)
		}
	}
}

func TestTheNewestStaysWhateverTheRuleSays(t *testing.T) {
	all := []Kept{{Name: "new", At: time.Unix(200, 0)}, {Name: "old", At: time.Unix(100, 0)}}
	if old := (Keep{}).Old(all); len(old) != 1 || old[0].Name != "old" {
		t.Errorf("may go: %v", old)
	}
}

// The referee asks of each backup by itself whether it is the newest of its day,
// week or month, and how many newer days, weeks or months have one.
func TestTheRuleKeepsTheNewestOfEachSpan(t *testing.T) {
	start := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		k := Keep{rapid.IntRange(0, 9).Draw(t, "days"), rapid.IntRange(0, 5).Draw(t, "weeks"), rapid.IntRange(0, 5).Draw(t, "months")}
		var all []Kept
		for i, hours := range rapid.SliceOfN(rapid.IntRange(0, 24*400), 1, 60).Draw(t, "hours") {
			all = append(all, Kept{Name: fmt.Sprint(i), At: start.Add(-time.Duration(hours) * time.Hour)})
		}
		slices.SortFunc(all, func(a, b Kept) int { return b.At.Compare(a.At) })
		old := k.Old(all)
		for i, b := range all {
			stays := i == 0
			for _, rule := range []struct {
				many int
				span func(time.Time) string
			}{{k.Days, day}, {k.Weeks, week}, {k.Months, month}} {
				newer := map[string]bool{}
				newest := true
				for _, x := range all[:i] {
					newer[rule.span(x.At)] = true
					newest = newest && rule.span(x.At) != rule.span(b.At)
				}
				stays = stays || newest && len(newer) < rule.many
			}
			if gone := slices.Contains(old, b); gone == stays {
				t.Fatalf("%+v: %s stays %v, gone %v", k, b.At, stays, gone)
			}
		}
	})
}

func day(t time.Time) string   { return date.DayOf(t).String() }
func month(t time.Time) string { return day(t)[:7] }

// week is the Monday before.
func week(t time.Time) string {
	for t.In(date.WITA).Weekday() != time.Monday {
		t = t.Add(-24 * time.Hour)
	}
	return day(t)
}

func TestAScheduleMakesKeepsAndRemoves(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "backups")
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	s := &Schedule{Folder: folder, Every: 24 * time.Hour, Keep: Keep{Days: 3}, Source: Source{DB: full(t, dbtest.SQLite(t))}, now: func() time.Time { return now }}
	if st := s.Status(); !st.Last.At.IsZero() || !st.Late(now) || st.Failure != "" {
		t.Errorf("at first %+v", st)
	}
	for range 6 {
		for range 3 { // only one of the three is due
			if err := s.Turn(t.Context()); err != nil {
				t.Fatal(err)
			}
			now = now.Add(8 * time.Hour)
		}
	}
	mine := filepath.Join(folder, "before-the-move"+Ending)
	if err := os.WriteFile(mine, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Turn(t.Context()); err != nil {
		t.Fatal(err)
	}
	all, err := List(folder)
	var names []string
	for _, b := range all {
		names = append(names, b.Name)
		if _, err := CheckFile(filepath.Join(folder, b.Name), nil); err != nil {
			t.Error(err)
		}
	}
	want := "alun-20261128T120000Z.alunbackup alun-20261127T120000Z.alunbackup alun-20261126T120000Z.alunbackup"
	if got := strings.Join(names, " "); got != want || err != nil {
		t.Errorf("kept %s, %v", got, err)
	}
	if _, err := os.Stat(mine); err != nil {
		t.Error("a backup with another name was removed")
	}
	figures := prometheus.NewRegistry()
	if err := figures.Register(s); err != nil {
		t.Fatal(err)
	}
	told, err := figures.Gather()
	if err != nil || len(told) != 6 || told[3].GetName() != "alun_backup_last_bytes" || int64(told[3].GetMetric()[0].GetGauge().GetValue()) != all[0].Size {
		t.Errorf("figures: %v %v", told, err)
	}
	if st := s.Status(); st.Last.Name != names[0] || st.Failed != 0 || st.Late(now) || !st.Next.Equal(now.Add(24*time.Hour)) {
		t.Errorf("now %+v", st)
	}
}

func TestAScheduleThatFailsSaysSoAndRemovesNothing(t *testing.T) {
	folder := t.TempDir()
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	d := full(t, dbtest.SQLite(t))
	s := &Schedule{Folder: folder, Every: time.Hour, Keep: Keep{Days: 1}, Source: Source{DB: d}, now: func() time.Time { return now }}
	for range 2 {
		if err := s.Turn(t.Context()); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Hour)
	}
	d.Close()
	broken := errors.New("planted")
	s.Source = Source{DB: full(t, dbtest.SQLite(t)), Store: brokenStore{broken}}
	now = now.Add(48 * time.Hour)
	if err := s.Turn(t.Context()); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	all, _ := List(folder)
	left, _ := os.ReadDir(folder)
	if st := s.Status(); len(all) != 1 || len(left) != 1 || st.Failed != 1 || !strings.Contains(st.Failure, "planted") || !st.Late(now) {
		t.Errorf("%d backups of %d files, %+v", len(all), len(left), st)
	}
	s.Source.Store = nil
	if err := s.Turn(t.Context()); err != nil || s.Status().Failed != 0 || s.Status().Failure != "" {
		t.Errorf("%v %+v", err, s.Status())
	}
}
