package main

import (
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
)

// deadJob leaves a job that was given up in a database, and one that waits.
func deadJob(t *testing.T, at string) {
	t.Helper()
	d, err := db.Open(t.Context(), at, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = d.Write(t.Context(), func(tx *db.Tx) error {
		for _, key := range []string{"one", "two"} {
			if _, err := jobs.Put(tx, jobs.Job{Kind: "mail.send", Key: key}); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`update jobs_job set state = 'dead', ended_at = 1, error = 'no such box' where key = 'one'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestDeadJobsAreSeenAndSentAgain(t *testing.T) {
	for engine, fresh := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			at := fresh(t)
			where := atPlace(t, at)
			must(t, append([]string{"migrate"}, where...)...)
			deadJob(t, at)
			listed := must(t, append([]string{"jobs", "list", "--dead"}, where...)...)
			if !strings.Contains(listed, "no such box") || strings.Contains(listed, "two") {
				t.Errorf("dead: %q", listed)
			}
			code := strings.Fields(listed)[0]
			if n, _, errs := alun(t, append([]string{"jobs", "retry"}, where...)...); n != exitRefused || !strings.Contains(errs, "--all") {
				t.Errorf("no job was named: %d %q", n, errs)
			}
			must(t, append([]string{"jobs", "retry", code}, where...)...)
			if n, _, errs := alun(t, append([]string{"jobs", "retry", code}, where...)...); n != exitRefused || !strings.Contains(errs, "given up") {
				t.Errorf("sent again twice: %d %q", n, errs)
			}
			if _, _, errs := alun(t, append([]string{"jobs", "retry", "--all"}, where...)...); !strings.Contains(errs, "again: 0") {
				t.Errorf("all: %q", errs)
			}
			if out := must(t, append([]string{"jobs", "list", "--json"}, where...)...); strings.Count(out, `"state":"waiting"`) != 2 {
				t.Errorf("waiting: %q", out)
			}
		})
	}
}
