package main

import (
	"context"
	"fmt"
	"os"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/keys"
	"alun/ground/seal"
	"alun/record/diary"
	"alun/record/plan"
)

// verifyCmd proves that the records are as the program wrote them: the diary's
// chain, the digests on the plan, and the files that people sent. It only reads, also beside a
// running server. Its exit code is 0 when all is well, 1 when something was
// found, and 2 when it could not look.
type verifyCmd struct {
	Head []string `help:"${cli_head}" placeholder:"FILE" type:"path"`
	JSON bool     `help:"${cli_json}"`
}

// Run checks everything.
func (c *verifyCmd) Run(ctx context.Context, cfg *Config, d *desk) error {
	return c.run(ctx, cfg, d, verifyDiary, verifyPlan, verifyFiles(cfg))
}

// diaryCmd is about the diary.
type diaryCmd struct {
	Verify diaryVerify `cmd:"" help:"${cli_diary_verify}"`
}

// diaryVerify checks the diary alone.
type diaryVerify struct{ verifyCmd }

// Run checks the chain and its heads.
func (c *diaryVerify) Run(ctx context.Context, cfg *Config, d *desk) error {
	return c.run(ctx, cfg, d, verifyDiary)
}

// inquiry is one run of the checks.
type inquiry struct {
	d     *desk
	json  bool
	store *db.DB
	ring  *keys.Ring
	saved []diary.Head
	found int
	err   error // of writing what was found
}

func (c *verifyCmd) run(ctx context.Context, cfg *Config, d *desk, checks ...func(context.Context, *inquiry) error) error {
	q := &inquiry{d: d, json: c.JSON}
	for _, name := range c.Head {
		heads, err := readHeads(name)
		if err != nil {
			return err
		}
		q.saved = append(q.saved, heads...)
	}
	var err error
	if q.store, err = openToRead(ctx, cfg); err != nil {
		return err
	}
	defer q.store.Close()
	if q.ring, err = keysToRead(ctx, q.store, cfg.keyPath()); err != nil {
		return err
	}
	for _, check := range checks {
		if err := check(ctx, q); err != nil {
			return err
		}
	}
	return q.close()
}

func readHeads(name string) ([]diary.Head, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fault.New(fault.NotFound, "cli.no_file", name).Because(err)
	}
	defer f.Close()
	return diary.ReadHeads(name, f)
}

// tell prints one finding: the record, then what is wrong with it.
func (q *inquiry) tell(f seal.Finding) {
	q.found++
	said := q.d.T(f.Key, f.Args...)
	var err error
	if q.json {
		err = writeJSON(q.d.out, map[string]any{"record": f.Record, "finding": f.Key, "says": said})
	} else {
		_, err = fmt.Fprintf(q.d.out, "%s: %s\n", f.Record, said)
	}
	if q.err == nil {
		q.err = err
	}
}

// close says what came of it.
func (q *inquiry) close() error {
	switch {
	case q.err != nil:
		return q.err
	case q.found > 0:
		q.d.say(q.d.T("cli.verify_found", q.found))
		return errToldAlready(exitBroken)
	}
	q.d.say(q.d.T("cli.verify_clean"))
	return nil
}

func verifyDiary(ctx context.Context, q *inquiry) error {
	v, err := diary.Verify(ctx, q.store, diary.Check{Sign: seal.NewSigner(q.ring, diary.SealPurpose), Saved: q.saved, Found: q.tell, Done: q.progress()})
	if err != nil {
		return err
	}
	if q.json {
		return writeJSON(q.d.out, map[string]any{"checked": "diary", "sealed": v.Sealed, "waiting": v.Waiting, "heads": v.Heads,
			"found": v.Found, "newest_seq": v.Newest.Seq, "newest_hash": v.Newest.Hash})
	}
	q.d.say(q.d.T("cli.verify_diary", v.Sealed, v.Heads, v.Waiting))
	if v.Newest.Seq > 0 {
		q.d.say(q.d.T("cli.verify_newest", v.Newest.Seq, v.Newest.Hash))
	}
	return nil
}

// progress shows how far the chain has been walked, on a terminal only.
func (q *inquiry) progress() func(done, of int64) {
	if f, ok := q.d.err.(*os.File); q.json || !ok || !terminal(f) {
		return nil
	}
	b := bar(q.d)
	return func(done, of int64) { b("verify", int(done), int(of)) }
}

func verifyPlan(ctx context.Context, q *inquiry) error {
	v, err := plan.Verify(ctx, q.store, seal.NewDigester(q.ring, plan.DigestPurpose), q.tell)
	if err != nil {
		return err
	}
	if q.json {
		return writeJSON(q.d.out, map[string]any{"checked": "plan", "figures": v.Figures, "reports": v.Reports, "revisions": v.Revisions,
			"sums": v.Sums, "notes": v.Notes, "cases": v.Cases, "promises": v.Promises, "links": v.Links, "said": v.Said, "found": v.Found})
	}
	q.d.say(q.d.T("cli.verify_plan", v.Figures, v.Reports, v.Revisions, v.Sums))
	q.d.say(q.d.T("cli.verify_notes", v.Notes, v.Cases, v.Promises, v.Links, v.Said))
	return nil
}

// errToldAlready ends a command whose result has been told, with an exit code.
type errToldAlready = errHandedOver

// diarySigner signs the diary's heads.
func (h *house) diarySigner() *seal.Signer { return seal.NewSigner(h.keys, diary.SealPurpose) }

// planDigests makes the digests on rows of the plan.
func (h *house) planDigests() *seal.Digester { return seal.NewDigester(h.keys, plan.DigestPurpose) }

// sealDiary seals what a command has written: no server may be there to do it.
func (h *house) sealDiary(ctx context.Context) error {
	_, err := diary.Seal(ctx, h.db, h.diarySigner())
	return err
}
