package backup

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
)

// The environment of a process that restores and dies on the way.
const (
	dieURL  = "ALUN_BACKUP_TEST_URL"
	dieFile = "ALUN_BACKUP_TEST_FILE"
	dieAt   = "ALUN_BACKUP_TEST_AT" // the word on progress at which it dies
)

// TestDies is not a test by itself: it is the process that is killed.
func TestDies(t *testing.T) {
	url := os.Getenv(dieURL)
	if url == "" {
		t.Skip("only runs as the process that is killed")
	}
	words := 0
	_, err := Restore(t.Context(), os.Getenv(dieFile), Target{URL: url, Migrations: history, Store: files(t)}, func(stage string, _, _ int) {
		words++
		if os.Getenv(dieAt) == fmt.Sprint(stage, words) || os.Getenv(dieAt) == stage {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		}
	})
	t.Log("it lived", words, err)
}

// A restore that is killed leaves a place that holds nothing: it cannot be
// served half, and the next restore fills it.
func TestAKilledRestoreLeavesAnEmptyPlace(t *testing.T) {
	name := kept(t, written(t))
	for engine, at := range dbtest.URLs() {
		for _, when := range []string{"check", "restore", "prove"} {
			t.Run(engine+" "+when, func(t *testing.T) {
				url := at(t)
				child := exec.Command(os.Args[0], "-test.run=^TestDies$")
				child.Env = append(os.Environ(), dieURL+"="+url, dieFile+"="+name, dieAt+"="+when)
				out, err := child.CombinedOutput()
				var exit *exec.ExitError
				if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
					t.Fatalf("it was not killed: %v\n%s", err, out)
				}
				if !db.IsPostgres(url) {
					if _, err := os.Stat(url); err == nil {
						t.Error("a database is there")
					}
					if _, err := db.Open(t.Context(), url, db.Options{ReadOnly: true}); err == nil {
						t.Error("it can be opened to read")
					}
				}
				if !db.IsPostgres(url) { // its unfinished file is in nobody's way
					refill(t, url)
					return
				}
				empty(t, url)
			})
		}
	}
}
