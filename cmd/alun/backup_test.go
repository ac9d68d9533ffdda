package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alun/ground/backup"
	"alun/ground/db/dbtest"
)

// backedUp is a backup of a house with the city's reports in it, its key file,
// and the notes that its rows must give.
func backedUp(t *testing.T, at string) (file, key, notes string) {
	t.Helper()
	house := atPlace(t, at)
	must(t, append([]string{"demo", "--load-only"}, house...)...)
	file = filepath.Join(t.TempDir(), "x.alunbackup")
	must(t, append([]string{"backup", file}, house...)...)
	return file, house[3], must(t, append([]string{"check", "plan", "--json"}, house...)...)
}

func TestACityIsBackedUpRestoredAndCopied(t *testing.T) {
	t.Parallel()
	for from, source := range dbtest.URLs() {
		t.Run(from, func(t *testing.T) {
			was := source(t)
			file, key, notes := backedUp(t, was)
			if out := must(t, "backup", file, "--check"); !strings.Contains(out, "plan_figure") {
				t.Errorf("check said %s", out)
			}
			for to, place := range dbtest.URLs() {
				at := place(t)
				var rep backup.Report
				out := must(t, "restore", file, "--database", at, "--key", key, "--json")
				if err := json.Unmarshal([]byte(out), &rep); err != nil || rep.Rows < 10_000 || rep.Header.City != "balikpapan" || rep.Born == rep.Header.Incarnation {
					t.Errorf("%v: %s", err, out)
				}
				if must(t, "check", "plan", "--json", "--database", at, "--key", key) != notes {
					t.Errorf("restored on %s the notes differ", to)
				}
				at = place(t)
				must(t, "copy", "--from", was, "--to", at)
				if must(t, "check", "plan", "--json", "--database", at, "--key", key) != notes {
					t.Errorf("copied to %s the notes differ", to)
				}
				again := append([]string{"import", "renja", shipped}, "--database", at, "--key", key)
				if code, _, errs := alun(t, again...); code != exitDone || !strings.Contains(errs, "nothing changed") {
					t.Errorf("copied to %s it works otherwise: %s", to, errs)
				}
			}
		})
	}
}

// An address with a password must not stand on a command line, which everybody on
// the machine can read.
func TestACopyTakesItsPlacesFromTheEnvironment(t *testing.T) {
	was, to := dbtest.SQLite(t), dbtest.SQLite(t)
	must(t, "migrate", "--database", was, "--key", filepath.Join(t.TempDir(), "a.key"))
	if code, _, errs := alun(t, "copy"); code != exitRefused || !strings.Contains(errs, "--to") {
		t.Errorf("a copy from nowhere to nowhere: exit %d, %s", code, errs)
	}
	t.Setenv("ALUN_COPY_FROM", was)
	t.Setenv("ALUN_COPY_TO", to)
	must(t, "copy")
	if _, err := os.Stat(to); err != nil {
		t.Error(err)
	}
	help := must(t, "copy", "--help")
	for _, name := range []string{"$ALUN_COPY_FROM", "$ALUN_COPY_TO"} {
		if !strings.Contains(help, name) {
			t.Errorf("the help does not name %s:\n%s", name, help)
		}
	}
}

func TestARestoreThatCannotBeIsRefusedWithASentence(t *testing.T) {
	file, key, _ := backedUp(t, dbtest.SQLite(t))
	other := filepath.Join(t.TempDir(), "other.key")
	taken := dbtest.SQLite(t)
	must(t, "migrate", "--database", taken, "--key", other)
	damaged := filepath.Join(t.TempDir(), "damaged")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 1
	if err := os.WriteFile(damaged, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"does not belong":           {file, "--key", other},
		"is missing":                {file, "--key", filepath.Join(t.TempDir(), "gone.key")},
		"damaged or cut off":        {damaged, "--key", key},
		"not an Alun backup":        {shipped, "--key", key},
		"cannot be opened":          {"no such file", "--key", key},
		"is a database at " + taken: {file, "--key", key, "--database", taken},
	} {
		fresh := dbtest.SQLite(t)
		code, _, errs := alun(t, append([]string{"restore", "--database", fresh}, args...)...)
		if code != exitRefused || !strings.Contains(errs, want) {
			t.Errorf("want %q: exit %d, %s", want, code, errs)
		}
		if _, err := os.Stat(fresh); err == nil {
			t.Errorf("%q left a database", want)
		}
	}
	if code, _, errs := alun(t, "backup", damaged, "--check"); code != exitRefused || !strings.Contains(errs, "damaged") {
		t.Errorf("check of a damaged file: exit %d, %s", code, errs)
	}
}

func TestABackupIsMadeBesideAServerAndByIt(t *testing.T) {
	house := atPlace(t, filepath.Join(t.TempDir(), "a.db"))
	folder := filepath.Join(t.TempDir(), "backups")
	base := served(t, append(house, "--backup-to", folder)...)
	must(t, append([]string{"import", "renja", shipped}, house...)...)
	file := filepath.Join(t.TempDir(), "x.alunbackup")
	must(t, append([]string{"backup", file}, house...)...)
	res, err := http.Get(base + "/renja/2024")
	if err != nil || res.StatusCode != http.StatusOK {
		t.Errorf("%v %v", res, err)
	}
	res.Body.Close()
	at := dbtest.SQLite(t)
	must(t, "restore", file, "--database", at, "--key", house[3])
	againstTheReferee(t, must(t, "check", "plan", "--json", "--database", at, "--key", house[3]))
	var all []backup.Kept
	for deadline := time.Now().Add(time.Minute); len(all) == 0 && time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if all, err = backup.List(folder); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	if len(all) != 1 {
		t.Fatalf("serve made %v", all)
	}
	must(t, "backup", filepath.Join(folder, all[0].Name), "--check")
}

func TestAWrongRuleForBackupsRefusesToServe(t *testing.T) {
	for want, args := range map[string][]string{
		"7d,4w,12m": {"--backup-keep", "for ever"},
		"too short": {"--backup-every", "1s"},
	} {
		house := append(atPlace(t, dbtest.SQLite(t)), "--backup-to", t.TempDir(), "--listen", "127.0.0.1:0")
		if code, _, errs := alun(t, append(append([]string{"serve"}, house...), args...)...); code != exitRefused || !strings.Contains(errs, want) {
			t.Errorf("want %q: exit %d, %s", want, code, errs)
		}
	}
}

func TestABackupGoesToStandardOutput(t *testing.T) {
	house := atPlace(t, dbtest.SQLite(t))
	must(t, append([]string{"migrate"}, house...)...)
	out := must(t, append([]string{"backup", "-"}, house...)...)
	if _, err := backup.Check(strings.NewReader(out), nil); err != nil {
		t.Error(err)
	}
}
