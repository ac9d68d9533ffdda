package main

import (
	"database/sql"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// burgled runs a statement on a database with another program's hands.
func burgled(t *testing.T, at, statement string) {
	t.Helper()
	driver := "sqlite"
	if db.IsPostgres(at) {
		driver = "pgx"
	}
	pool, err := sql.Open(driver, at)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if _, err := pool.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyTellsWhatWasChanged(t *testing.T) {
	for engine, fresh := range withRooms() {
		t.Run(engine, func(t *testing.T) {
			at := fresh(t)
			db := atPlace(t, at)
			must(t, append([]string{"demo", "--load-only"}, db...)...)
			verify := func(more ...string) (int, string, string) {
				return alun(t, append(append([]string{"verify"}, more...), db...)...)
			}
			code, out, said := verify()
			if code != exitDone || out != "" || !strings.Contains(said, "Whole") || !strings.Contains(said, "2 sealed entries") || !strings.Contains(said, "3,056 rows") {
				t.Fatalf("a clean database: %d %q %q", code, out, said)
			}
			burgled(t, at, `update plan_figure set target_rp = target_rp * 10 where code = '7.1.7.2' and seq = 0 and opd = (select id from plan_opd where slug = 'dpu')`)
			code, out, _ = verify()
			if code != exitBroken || !strings.Contains(out, "renja 2024/2 · dpu · 7.1.7.2: changed in the column budget_rp") {
				t.Errorf("a changed budget: %d %q", code, out)
			}
			if code, out, _ := alun(t, append([]string{"diary", "verify"}, db...)...); code != exitDone || out != "" {
				t.Errorf("the diary alone: %d %q", code, out)
			}
			code, out, _ = verify("--json")
			var first map[string]any
			if json.Unmarshal([]byte(strings.Split(out, "\n")[1]), &first) != nil || first["finding"] != "plan.found_changed" || code != exitBroken {
				t.Errorf("as JSON: %d %q", code, out)
			}
		})
	}
}

func TestVerifyAgainstAKeptHead(t *testing.T) {
	v := visitHouse(t)
	kept := filepath.Join(t.TempDir(), "buku.json")
	if err := os.WriteFile(kept, v.ask(http.MethodGet, "/buku?format=json", "").Body.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	at := []string{"--database", v.at, "--head", kept}
	if code, out, said := alun(t, append([]string{"verify"}, at...)...); code != exitDone || !strings.Contains(said, "against 2 heads") {
		t.Errorf("its own head, beside the open house: %d %q %q", code, out, said)
	}
	raw, _ := os.ReadFile(kept)
	other := regexp.MustCompile(`"seq":\d+`).ReplaceAllString(string(raw), `"seq":1`)
	if err := os.WriteFile(kept, []byte(other), 0o600); err != nil || other == string(raw) {
		t.Fatal(err)
	}
	if code, out, _ := alun(t, append([]string{"diary", "verify"}, at...)...); code != exitBroken || !strings.Contains(out, "does not fit the head that you kept") {
		t.Errorf("another head: %d %q", code, out)
	}
}

func TestVerifyThatCannotLook(t *testing.T) {
	at := dbtest.SQLite(t)
	flags := atPlace(t, at)
	must(t, append([]string{"migrate"}, flags...)...)
	broken := filepath.Join(t.TempDir(), "x.json")
	if err := os.WriteFile(broken, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"no database":  {"--database", at + ".none"},
		"no key file":  {"--database", at, "--key", at + ".none"},
		"another key":  append(atPlace(t, at), "--head", broken),
		"no head file": append(flags, "--head", broken+".none"),
		"no heads":     append(flags, "--head", broken),
		"a folder":     append(flags, "--head", t.TempDir()),
		"no such flag": append(flags, "--tail"),
	} {
		if code, _, said := alun(t, append([]string{"verify"}, args...)...); code == exitDone || name != "a folder" && code != exitRefused || said == "" {
			t.Errorf("%s: exit %d, %q", name, code, said)
		}
	}
}
