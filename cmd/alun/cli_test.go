package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"alun/ground/db/dbtest"
)

// The real files, as the program ships them.
const (
	shipped = "../../city/balikpapan/programmes.csv"
	referee = "../../city/balikpapan/programme_anomalies.csv"
)

// alun runs the program and gives its exit code and what it wrote.
func alun(t *testing.T, args ...string) (code int, out, err string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), append(args, "--lang", "en"), streams{&o, &e})
	return code, o.String(), e.String()
}

// must runs the program and demands that it is done.
func must(t *testing.T, args ...string) string {
	t.Helper()
	code, out, errs := alun(t, args...)
	if code != exitDone {
		t.Fatalf("alun %s: exit %d\n%s%s", strings.Join(args, " "), code, out, errs)
	}
	return out
}

// atPlace gives a fresh database of an engine, with its key file and its folder
// of files named.
func atPlace(t *testing.T, at string) []string {
	return []string{"--database", at, "--key", filepath.Join(t.TempDir(), "alun.key"), "--files", filepath.Join(t.TempDir(), "files")}
}

// withRooms gives, for each engine, a maker of databases that have the tables of the house.
// TestTheWholeWayFromFileToNotes and the copies begin with nothing at all.
func withRooms() map[string]func(testing.TB) string {
	return dbtest.Migrated(withTables[1:]...) // dbtest has the first
}

func TestTheWholeWayFromFileToNotes(t *testing.T) {
	for engine, fresh := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			db := atPlace(t, fresh(t))
			if _, _, errs := alun(t, append([]string{"demo", "--load-only"}, db...)...); !strings.Contains(errs, "Loaded: 3,056 rows") {
				t.Fatalf("demo said %q", errs)
			}
			if _, _, errs := alun(t, append([]string{"demo", "--load-only"}, db...)...); !strings.Contains(errs, "nothing changed") {
				t.Errorf("a second demo said %q", errs)
			}
			if _, _, errs := alun(t, append([]string{"import", "renja", shipped}, db...)...); !strings.Contains(errs, "nothing changed") {
				t.Errorf("the same file again: %q", errs)
			}
			againstTheReferee(t, must(t, append([]string{"check", "plan", "--json"}, db...)...))
		})
	}
}

// againstTheReferee holds printed notes against the 262 known cases: none
// missing, none more, figures equal as numbers.
func againstTheReferee(t *testing.T, printed string) {
	t.Helper()
	f, err := os.Open(referee)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cases, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{}
	rules := map[string]bool{}
	for _, c := range cases[1:] {
		want[noteLine(t, c[0], c[1], c[2], c[3], c[6], c[7], c[8])]++
		rules[c[6]] = true
	}
	if len(cases) != 263 {
		t.Fatalf("the referee has %d cases", len(cases)-1)
	}
	for line := range strings.Lines(printed) {
		var n checkLine
		if err := json.Unmarshal([]byte(line), &n); err != nil {
			t.Fatal(err)
		}
		if rules[n.Rule] {
			want[noteLine(t, strconv.Itoa(n.Year), strconv.Itoa(n.Quarter), n.OPD, n.Code, n.Rule, n.Published, n.Expected)]--
		}
	}
	for line, n := range want {
		if n != 0 {
			t.Errorf("%+d: %s", -n, line)
		}
	}
}

func noteLine(t *testing.T, year, quarter, opd, code, rule, published, expected string) string {
	return fmt.Sprint(year, "/", quarter, " ", opd, " ", code, " ", rule, " ", asNumber(t, published), " ", asNumber(t, expected))
}

// asNumber writes 0.0 and 0 the same way, exactly. A figure that nobody can
// expect stays empty.
func asNumber(t *testing.T, s string) string {
	if s == "" {
		return ""
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("%q is no number", s)
	}
	return r.RatString()
}

// corrupted is the shipped file with one cell changed.
func corrupted(t *testing.T, line int, column, value string) string {
	t.Helper()
	f, err := os.Open(shipped)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range rows[0] {
		if name == column {
			rows[line-1][i] = value
		}
	}
	path := filepath.Join(t.TempDir(), "changed.csv")
	w, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestABadRowIsAnsweredAndNothingIsPublished(t *testing.T) {
	db := atPlace(t, dbtest.SQLite(t))
	bad := corrupted(t, 202, "budget_rp", "abc")
	code, out, errs := alun(t, append([]string{"import", "renja", bad}, db...)...)
	if code != exitRefused || !strings.Contains(out, "Row 202 refused") || !strings.Contains(errs, "nothing was published") {
		t.Fatalf("exit %d\n%.300s\n%s", code, out, errs)
	}
	if code, _, errs := alun(t, append([]string{"export", "renja"}, db...)...); code != exitRefused {
		t.Errorf("something was published: %s", errs)
	}
	if code, _, errs := alun(t, append([]string{"import", "renja", bad, "--partial"}, db...)...); code != exitDone || !strings.Contains(errs, "1 refused") {
		t.Errorf("partial: exit %d, %s", code, errs)
	}
}

func TestARestartKeepsTheCitysCorrection(t *testing.T) {
	db := atPlace(t, dbtest.SQLite(t))
	must(t, append([]string{"demo", "--load-only"}, db...)...)
	must(t, append([]string{"import", "renja", corrected(t)}, db...)...)
	before := must(t, append([]string{"export", "renja"}, db...)...)
	must(t, append([]string{"demo", "--load-only"}, db...)...)
	if must(t, append([]string{"export", "renja"}, db...)...) != before {
		t.Error("a restart has undone the correction")
	}
}

// corrected is the shipped file with another output in line 102.
func corrected(t *testing.T) string { return corrupted(t, 102, "real_k", "999") }

func TestAnExportGoesInAgain(t *testing.T) {
	db := atPlace(t, dbtest.SQLite(t))
	must(t, append([]string{"import", "renja", shipped}, db...)...)
	for _, format := range []string{"csv", "xlsx"} {
		file := filepath.Join(t.TempDir(), "renja."+format)
		must(t, append([]string{"export", "renja", "--format", format, "-o", file}, db...)...)
		code, _, errs := alun(t, append([]string{"import", "renja", file}, db...)...)
		if code != exitDone || !regexp.MustCompile(`3,056 unchanged|nothing changed`).MatchString(errs) {
			t.Errorf("%s came back as: exit %d, %s", format, code, errs)
		}
	}
}

func TestAWrongOrMissingKeyRefusesToStart(t *testing.T) {
	at := dbtest.SQLite(t)
	must(t, append([]string{"migrate"}, atPlace(t, at)...)...)
	other := filepath.Join(t.TempDir(), "other.key")
	must(t, "migrate", "--database", dbtest.SQLite(t), "--key", other)
	if code, _, errs := alun(t, "migrate", "--database", at, "--key", other); code != exitRefused || !strings.Contains(errs, "does not belong") {
		t.Errorf("another key: exit %d, %s", code, errs)
	}
	gone := filepath.Join(t.TempDir(), "gone.key")
	if code, _, errs := alun(t, "migrate", "--database", at, "--key", gone); code != exitRefused || !strings.Contains(errs, "is missing") {
		t.Errorf("no key: exit %d, %s", code, errs)
	}
	if _, err := os.Stat(gone); err == nil {
		t.Error("a key that fits nothing was made")
	}
}

func TestConfigPrintsWhatIsInForceWithoutSecrets(t *testing.T) {
	t.Setenv("ALUN_LISTEN", "127.0.0.1:9")
	out := must(t, "config", "--database", "postgres://me:secret@localhost/x")
	for _, want := range []string{"ALUN_DATABASE", "127.0.0.1:9", "postgres://me:…@localhost/x"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
	if strings.Contains(out, "secret") {
		t.Error("the password is shown")
	}
	var all map[string]any
	if err := json.Unmarshal([]byte(must(t, "config", "--json")), &all); err != nil {
		t.Error(err)
	}
}

func TestEveryCommandHasHelpInThreeLanguages(t *testing.T) {
	for _, tag := range []string{"id", "en", "ja"} {
		for _, cmd := range [][]string{{}, {"serve"}, {"demo"}, {"migrate"}, {"import", "renja"}, {"import", "businesses"}, {"export", "renja"}, {"check", "plan"}, {"config"}, {"version"}, {"backup"}, {"restore"}, {"copy"}} {
			var o, e bytes.Buffer
			code := run(t.Context(), append(cmd, "--help", "--lang", tag), streams{&o, &e})
			if code != exitDone || !strings.Contains(o.String(), "Usage: alun") || strings.ContainsAny(o.String()+e.String(), "⟦⟧") || strings.Contains(o.String(), "${") {
				t.Errorf("%v --help in %s: exit %d\n%s%s", cmd, tag, code, o.String(), e.String())
			}
		}
	}
	if code, _, errs := alun(t, "frobnicate"); code != exitRefused || errs == "" {
		t.Errorf("an unknown command: exit %d, %q", code, errs)
	}
}

func TestVersionNamesTheProgram(t *testing.T) {
	if out := must(t, "version"); !strings.HasPrefix(out, "alun ") {
		t.Errorf("version: %q", out)
	}
}

// served starts the program for real and gives its address; it stops with the test.
func served(t *testing.T, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	var out lines
	errs := &lines{}
	done := make(chan int)
	go func() {
		done <- run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...), streams{&out, errs})
	}()
	t.Cleanup(func() {
		stop()
		if code := <-done; code != exitDone {
			t.Errorf("serve ended with %d: %s", code, errs.text())
		}
	})
	for range 500 {
		if m := regexp.MustCompile(`listening on (https?://\S+)`).FindStringSubmatch(errs.text()); m != nil {
			return m[1]
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("it never listened: %s", errs.text())
	return ""
}

func TestACommandHandsItsErrandToTheServer(t *testing.T) {
	db := atPlace(t, filepath.Join(t.TempDir(), "a.db"))
	base := served(t, db...)
	code, _, errs := alun(t, append([]string{"import", "renja", shipped}, db...)...)
	if code != exitDone || !strings.Contains(errs, "3,056 new rows") {
		t.Fatalf("exit %d: %s", code, errs)
	}
	res, err := http.Get(base + "/renja/2024/disporapar/5.2.1.1")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("what was imported is not served: %d", res.StatusCode)
	}
	bad := corrupted(t, 202, "budget_rp", "abc")
	if code, out, _ := alun(t, append([]string{"import", "renja", bad}, db...)...); code != exitRefused || !strings.Contains(out, "Row 202 refused") {
		t.Errorf("a refusal came back as exit %d, %.200s", code, out)
	}
	if code, _, errs := alun(t, append([]string{"migrate"}, db...)...); code != exitRefused || !strings.Contains(errs, "Another Alun process") {
		t.Errorf("a second owner: exit %d, %s", code, errs)
	}
}
