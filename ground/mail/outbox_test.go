package mail

import (
	"context"
	"log/slog"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"

	"github.com/emersion/go-smtp"
)

func put(t *testing.T, p *Post, m Message) bool {
	t.Helper()
	var added bool
	err := p.DB.Write(t.Context(), func(tx *db.Tx) (err error) { added, err = p.Put(tx, m); return err })
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func records(t *testing.T, d *db.DB) (all []Record) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) (err error) { all, err = List(tx, 100); return err })
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// work runs the jobs of a post until a condition holds.
func work(t *testing.T, p *Post, until func() bool) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		jobs.NewRunner(p.DB, slog.New(slog.DiscardHandler), p.Handlers()).Run(ctx)
	}()
	for !until() && ctx.Err() == nil {
		<-time.After(10 * time.Millisecond)
	}
	stop()
	<-done
}

func state(t *testing.T, p *Post, want string) func() bool {
	return func() bool { return records(t, p.DB)[0].State == want }
}

func TestAMessageWaitsForAServerThenGoesOnce(t *testing.T) {
	dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
		p := &Post{DB: d, Keys: ring(t)}
		m := Message{Key: "a", Kind: "notice.confirm", About: 7, To: "Siti@Contoh.id", Subject: "Halo", Text: "Isi rahasia", HTML: "<p>Isi rahasia</p>"}
		if !put(t, p, m) || put(t, p, m) {
			t.Error("put once, and once only")
		}
		dumped(t, d)
		r := records(t, d)[0]
		if p.SayKey(r) != "mail.unconfigured" || r.Hint != "s•••@c•••.id" || p.Handlers() != nil {
			t.Errorf("%+v says %s", r, p.SayKey(r))
		}
		box := &inbox{}
		p.Server = server(t, "smtp://"+box.serve(t, "none"))
		work(t, p, state(t, p, "sent"))
		if all := box.all(); len(all) != 1 || !strings.Contains(all[0], "Isi rahasia") {
			t.Errorf("came: %q", all)
		}
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			sealed, _, err := db.One(tx, (*db.Row).Text, `select sealed from mail_message`)
			if sealed != "" {
				t.Error("a sent message is still kept")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}, jobs.Files, Files)
}

// dumped looks for the address and the text in everything that is stored.
func dumped(t *testing.T, d *db.DB) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		all, err := db.All(tx, (*db.Row).Text, `select key || kind || hint || sealed || state || reason from mail_message
			union all select kind || key || payload || error from jobs_job`)
		for _, row := range all {
			if strings.Contains(strings.ToLower(row), "siti") || strings.Contains(row, "rahasia") {
				t.Errorf("stored in the clear: %s", row)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestADeathAfterSendingRepeatsTheSameMessage: the program dies between the
// server's yes and its own note. The message comes twice, as the same message;
// it is never lost.
func TestADeathAfterSendingRepeatsTheSameMessage(t *testing.T) {
	dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
		box := &inbox{}
		p := &Post{DB: d, Keys: ring(t), Server: server(t, "smtp://"+box.serve(t, "none")), fault: "die after sending"}
		put(t, p, Message{Key: "a", To: "siti@contoh.id", Subject: "Halo", Text: "x"})
		work(t, p, func() bool { return len(box.all()) == 1 })
		if r := records(t, d)[0]; r.State != "waiting" {
			t.Fatalf("%+v", r)
		}
		p.fault = ""
		again(t, d)
		work(t, p, state(t, p, "sent"))
		ids := map[string]int{}
		for _, raw := range box.all() {
			m, err := netmail.ReadMessage(strings.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}
			ids[m.Header.Get("Message-Id")+m.Header.Get("Date")]++
		}
		if len(ids) != 1 || len(box.all()) != 2 {
			t.Errorf("%d messages with %d names", len(box.all()), len(ids))
		}
	}, jobs.Files, Files)
}

// again lets a job that waits for its next attempt run now.
func again(t *testing.T, d *db.DB) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(`update jobs_job set run_at = 0`); return err })
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatARefusalLeaves(t *testing.T) {
	dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
		box := &inbox{refuse: func(step string) error {
			if step == "rcpt" {
				return &smtp.SMTPError{Code: 550, Message: "no siti@contoh.id"}
			}
			return nil
		}}
		p := &Post{DB: d, Keys: ring(t), Server: server(t, "smtp://"+box.serve(t, "none"))}
		put(t, p, Message{Key: "a", About: 7, To: "siti@contoh.id", Subject: "Halo", Text: "x"})
		dead := func() (all []jobs.Record) {
			err := d.Read(t.Context(), func(tx *db.Tx) (err error) { all, err = jobs.List(tx, jobs.Dead, 9); return err })
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		work(t, p, func() bool { return len(dead()) == 1 })
		r := records(t, d)[0]
		if r.State != "failed" || p.SayKey(r) != "mail.why_refused" || dead()[0].Error != "mail: refused (550)" {
			t.Errorf("%+v %+v", r, dead())
		}
		dumped(t, d)
		box.refuse = nil
		err := d.Write(t.Context(), func(tx *db.Tx) error { return jobs.Retry(tx, dead()[0].ID) })
		if err != nil {
			t.Fatal(err)
		}
		work(t, p, state(t, p, "sent"))
		if len(box.all()) != 1 {
			t.Error("sent again by hand, it did not come")
		}
	}, jobs.Files, Files)
}

func TestWithdrawnAndExpiredAreNotSent(t *testing.T) {
	dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
		box := &inbox{}
		p := &Post{DB: d, Keys: ring(t), Server: server(t, "smtp://"+box.serve(t, "none"))}
		put(t, p, Message{Key: "a", About: 7, To: "siti@contoh.id", Subject: "Halo", Text: "x"})
		put(t, p, Message{Key: "b", To: "budi@contoh.id", Subject: "Halo", Text: "x", Until: time.Now().Add(-time.Second)})
		err := d.Write(t.Context(), func(tx *db.Tx) error { return Withdraw(tx, 7) })
		if err != nil {
			t.Fatal(err)
		}
		work(t, p, state(t, p, "expired"))
		for _, r := range records(t, d) {
			if want := map[bool]string{true: "expired", false: "withdrawn"}[r.Hint != ""]; r.State != want {
				t.Errorf("%+v", r)
			}
		}
		if len(box.all()) != 0 {
			t.Error("sent")
		}
	}, jobs.Files, Files)
}
