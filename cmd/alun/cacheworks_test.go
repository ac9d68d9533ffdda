package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"time"

	"alun/ground/backup"
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/mail"
	"alun/record/account"
	"alun/record/diary"
)

// workTime bounds how long a work may take for what it was given to do.
const workTime = 2 * time.Minute

// workActs give each background work of serve something to do, let it run until
// that is done, and stop it.
func (w *twoFaces) workActs() map[string]act {
	return map[string]act{
		"work answers": w.pruneAnswers,
		"work files":   w.sweepFiles,
		"work sessions": func(ctx context.Context, _ int) error {
			w.house.used.keep(ctx)
			return nil
		},
		"work people":     func(ctx context.Context, _ int) error { return w.house.db.Write(ctx, account.Retain) },
		"work diary":      w.sealEntries,
		"work notes":      w.openNotes,
		"work reminders":  w.remindOffices,
		"work backup":     w.makeBackup,
		"work jobs":       w.doJobs,
		"work notices":    w.hears("notices", "notice"),
		"work round news": w.hears("round news", "round"),
		"work digests":    w.writeDigests,
		"work forgetting": w.forgetReaders,
		"work directory":  w.followDirectory,
		"work photos":     w.letPhotoGo,
		"work signals":    w.hears("signals", "keaktifan"),
		"work keaktifan": func(ctx context.Context, _ int) error {
			return w.runs(ctx, "keaktifan", w.weighedAll)
		},
		"work texts": w.markOld,
		"work heap": func(ctx context.Context, _ int) error { // it looks at memory alone
			ctx, stop := context.WithCancel(ctx)
			stop()
			w.work("heap").run(ctx)
			return nil
		},
		"work figures": func(ctx context.Context, _ int) error { // one look; it reads alone
			ctx, stop := context.WithCancel(ctx)
			stop()
			w.work("figures").run(ctx)
			return nil
		},
		"work bulanan": func(ctx context.Context, _ int) error { // one look; there are too few businesses to keep any
			ctx, stop := context.WithCancel(ctx)
			stop()
			w.work("bulanan").run(ctx)
			return nil
		},
		"work operator": func(ctx context.Context, _ int) error {
			return w.runs(ctx, "operator", func(ctx context.Context) (bool, error) {
				r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+w.office.at.Addr().String()+"/", nil)
				if err != nil {
					return false, err
				}
				a, err := http.DefaultClient.Do(r)
				if err != nil {
					return false, err
				}
				return a.StatusCode == http.StatusOK, a.Body.Close()
			})
		},
	}
}

func (w *twoFaces) markOld(ctx context.Context, _ int) error {
	_, err := w.house.book().MarkOld(ctx, w.house.db)
	return err
}

// work finds a work of this house.
func (w *twoFaces) work(name string) work {
	return w.works[slices.IndexFunc(w.works, func(k work) bool { return k.name == name })]
}

// runs lets a work run until it has done something.
func (w *twoFaces) runs(ctx context.Context, name string, done func(ctx context.Context) (bool, error)) error {
	ctx, stop := context.WithTimeout(ctx, workTime)
	ended := make(chan struct{})
	go func() { defer close(ended); w.work(name).run(ctx) }()
	defer func() { stop(); <-ended }()
	for {
		ok, err := done(ctx)
		if ok || err != nil {
			return err
		}
		if pause(ctx, 5*time.Millisecond); ctx.Err() != nil {
			return fmt.Errorf("the work %q did nothing in %v", name, workTime)
		}
	}
}

// clears lets a work run until a count is 0.
func (w *twoFaces) clears(ctx context.Context, name, count string, args ...any) error {
	return w.runs(ctx, name, func(ctx context.Context) (none bool, err error) {
		err = w.house.db.Read(ctx, func(tx *db.Tx) error {
			n, _, err := db.One(tx, (*db.Row).Int, count, args...)
			none = n == 0
			return err
		})
		return none, err
	})
}

// given is what a work finds to do.
func (w *twoFaces) given(ctx context.Context, query string, args ...any) error {
	return w.house.db.Write(ctx, func(tx *db.Tx) error { _, err := tx.Exec(query, args...); return err })
}

func ago(d time.Duration) time.Time { return time.Now().Add(-d) }

func (w *twoFaces) pruneAnswers(ctx context.Context, n int) error {
	key := fmt.Sprint("old", n)
	err := w.given(ctx, `insert into web_answer (actor, route, key, sum, answer, at) values ('public', 'POST /x', $1, '', '', $2)`, key, ago(48*time.Hour))
	if err != nil {
		return err
	}
	return w.clears(ctx, "answers", `select count(*) from web_answer where key = $1`, key)
}

func (w *twoFaces) sweepFiles(ctx context.Context, n int) error {
	f, err := w.house.files.Receive(ctx, blob.Sent{Name: "a.csv", Content: strings.NewReader(fmt.Sprintf("a\n%d\n", n))}, blob.Policy{Kinds: []blob.Kind{blob.CSV}})
	if err == nil {
		err = w.given(ctx, `update blob_file set at = $1 where hash = $2`, ago(2*blob.Unused), f.Hash)
	}
	if err != nil {
		return err
	}
	return w.clears(ctx, "files", `select count(*) from blob_file where hash = $1`, f.Hash)
}

func (w *twoFaces) sealEntries(ctx context.Context, n int) error {
	err := w.house.db.Write(ctx, func(tx *db.Tx) error {
		return diary.Write(tx, diary.Entry{Actor: byCommand, Fact: "plan.published", Kind: "plan_report", Subject: db.ID(n)})
	})
	if err != nil {
		return err
	}
	return w.clears(ctx, "diary", `select count(*) from diary_entry e where e.subject = $1 and not exists
		(select 1 from diary_seal s where s.entry = e.id)`, n)
}

func (w *twoFaces) makeBackup(ctx context.Context, _ int) error {
	return w.runs(ctx, "backup", func(context.Context) (bool, error) {
		all, err := backup.List(w.house.backups.Folder)
		if errors.Is(err, fs.ErrNotExist) {
			return false, nil
		}
		return len(all) > 0, err
	})
}

// doJobs gives the outbox a letter whose time is over: nobody need be reached.
func (w *twoFaces) doJobs(ctx context.Context, n int) error {
	key := fmt.Sprint("late", n)
	err := w.house.db.Write(ctx, func(tx *db.Tx) error {
		_, err := w.house.notice.Post.Put(tx, mail.Message{Key: key, Kind: "test", To: "a@contoh.id", Subject: "x", Text: "x", Until: ago(time.Hour)})
		return err
	})
	if err != nil {
		return err
	}
	return w.clears(ctx, "jobs", `select count(*) from mail_message where key = $1 and state = 'waiting'`, key)
}

// hears lets a follower of the diary come to its end.
func (w *twoFaces) hears(name, follower string) act {
	return func(ctx context.Context, n int) error { return w.followed(ctx, n, name, follower) }
}

func (w *twoFaces) followed(ctx context.Context, n int, name, follower string) error {
	_, err := w.follows(ctx, n)
	if err == nil {
		err = w.house.sealDiary(ctx)
	}
	var sealed int64
	if err == nil {
		err = w.house.db.Read(ctx, func(tx *db.Tx) (err error) {
			sealed, _, err = db.One(tx, (*db.Row).Int64, `select max(seq) from diary_seal`)
			return err
		})
	}
	if err != nil {
		return err
	}
	return w.clears(ctx, name, `select count(*) from diary_seal where seq = $1 and not exists
		(select 1 from diary_cursor where name = $2 and seq >= $1)`, sealed, follower)
}

func (w *twoFaces) writeDigests(ctx context.Context, n int) error {
	reader, err := w.follows(ctx, n)
	if err == nil {
		err = w.given(ctx, `insert into notice_item (reader, seq, part, fact, data, at) values ($1, 0, 0, 'plan.published', '{}', $2)`, reader, ago(time.Hour))
	}
	if err != nil {
		return err
	}
	return w.clears(ctx, "digests", `select count(*) from notice_item where reader = $1 and seq = 0`, reader)
}

func (w *twoFaces) forgetReaders(ctx context.Context, n int) error {
	_, reader, err := w.asks(ctx, n)
	if err == nil {
		err = w.given(ctx, `update notice_follow set asked_at = $1 where reader = $2`, ago(30*24*time.Hour), reader)
	}
	if err != nil {
		return err
	}
	return w.clears(ctx, "forgetting", `select count(*) from notice_reader where id = $1`, reader)
}
