package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	"alun/ground/web"
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
	for engine, fresh := range withRooms() {
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

// A letter that a server refused is sent again by a command, while the process
// that serves owns the file: the command hands its errand over.
func TestADeadLetterIsSentAgainByTheServer(t *testing.T) {
	box := &postbox{}
	box.refuse(true)
	where := atPlace(t, dbtest.SQLite(t))
	base := served(t, append(where, "--mail-url", box.opensAt(t), "--mail-from", "alun@contoh.go.id")...)
	list := func(more ...string) string {
		return must(t, append(append([]string{"jobs", "list"}, more...), where...)...)
	}
	form := url.Values{web.KeyField: {web.NewKey()}, "apa": {"plan"}, "kerap": {"day"}, "alamat": {"siti@contoh.id"}}
	res, err := http.PostForm(base+"/ikuti", form)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res, err)
	}
	res.Body.Close()
	until(t, "the letter is given up", func() bool { return list("--dead") != "" })
	dead := list("--dead")
	if !strings.Contains(dead, "refused (550)") || strings.Contains(dead, "siti") || list() != "" {
		t.Fatalf("dead: %q, waiting: %q", dead, list())
	}
	box.refuse(false)
	must(t, append([]string{"jobs", "retry", strings.Fields(dead)[0]}, where...)...)
	until(t, "the letter comes", func() bool { return len(box.of("siti@contoh.id")) == 1 })
	until(t, "its job is done", func() bool { return list() == "" })
	if left := list("--dead"); left != "" || len(box.of("siti@contoh.id")) != 1 {
		t.Errorf("dead: %q, %d came", left, len(box.of("siti@contoh.id")))
	}
	if n, _, errs := alun(t, append([]string{"jobs", "retry", strings.Fields(dead)[0]}, where...)...); n != exitRefused || !strings.Contains(errs, "given up") {
		t.Errorf("a job that is done is sent again: %d %q", n, errs)
	}
}
