package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"alun/ground/db"
	"alun/ground/keys"
	"alun/ground/seal"
	"alun/record/diary"
)

const (
	// diaryEntries are written, sealed and verified in a round; the chain grows
	// from round to round, and a verification walks all of it.
	diaryEntries = 100_000
	diaryRounds  = 3
	diaryAct     = 500 // entries an act
	verifyGoal   = time.Minute
	million      = 1_000_000
)

// sealing are the rates of one round, in entries a second.
type sealing struct{ written, sealed, verified, read float64 }

// diaries fills a copy of the loaded database with entries, seals and verifies
// them. The copy stays, for the backups.
func (b *bench) diaries(ctx context.Context) ([]figure, error) {
	if err := copyFile(b.at(grownFile), b.database); err != nil {
		return nil, err
	}
	d, err := db.Open(ctx, b.at(grownFile), db.Options{})
	if err != nil {
		return nil, err
	}
	defer d.Close()
	ring, err := keys.Open(b.at(keyFile))
	if err != nil {
		return nil, err
	}
	if err := d.Join(ctx); err != nil {
		return nil, err
	}
	sign := seal.NewSigner(ring, diary.SealPurpose)
	var all []sealing
	chain := 0
	for round := range min(b.rounds, diaryRounds) {
		tell(fmt.Sprintf("diary, round %d of %d", round+1, min(b.rounds, diaryRounds)))
		var s sealing
		if s, chain, err = sealRound(ctx, d, sign, b.many(diaryEntries)); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return diaryFigures(all, b.many(diaryEntries), chain), nil
}

// sealRound writes, seals and verifies; chain is how long the chain is then.
func sealRound(ctx context.Context, d *db.DB, sign *seal.Signer, n int) (s sealing, chain int, err error) {
	rate := func(n int, work func() error) (perSecond float64) {
		begin := time.Now()
		if err == nil {
			err = work()
		}
		return float64(n) / time.Since(begin).Seconds()
	}
	s.written = rate(n, func() error { return writeEntries(ctx, d, n) })
	sealed := 0
	s.sealed = rate(n, func() (err error) { sealed, err = diary.Seal(ctx, d, sign); return err })
	if err == nil && sealed < n {
		err = fmt.Errorf("diary: %d of %d entries were sealed", sealed, n)
	}
	var v diary.Verified
	begin := time.Now()
	if err == nil {
		v, err = diary.Verify(ctx, d, diary.Check{Sign: sign})
	}
	if err == nil && v.Found > 0 {
		err = fmt.Errorf("diary: %d findings", v.Found)
	}
	chain = int(v.Sealed)
	s.verified = float64(chain) / time.Since(begin).Seconds()
	s.read = rate(chain, func() error { return readEntries(ctx, d) })
	return s, chain, err
}

func writeEntries(ctx context.Context, d *db.DB, n int) error {
	for from := 0; from < n; from += diaryAct {
		err := d.Write(ctx, func(tx *db.Tx) error {
			for i := from; i < min(n, from+diaryAct); i++ {
				e := diary.Entry{Actor: "command", Fact: "plan.published", Kind: "plan_report", Subject: db.ID(i), Data: map[string]any{"rows": i}}
				if err := diary.Write(tx, e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// readEntries reads what a verification reads, and proves nothing.
func readEntries(ctx context.Context, d *db.DB) error {
	return d.Read(ctx, func(tx *db.Tx) error {
		return db.Each(tx, func(r *db.Row) error { _, _, _, _, _ = r.Int64(), r.Text(), r.Text(), r.Text(), r.Text(); return nil },
			`select s.seq, s.hash, e.actor, e.fact, e.data from diary_seal s join diary_entry e on e.id = s.entry order by s.seq`)
	})
}

// diaryFigures say beside each rate what a million entries would take at it.
func diaryFigures(all []sealing, n, chain int) []figure {
	of := func(f func(sealing) float64) float64 {
		var rates []float64
		for _, s := range all {
			rates = append(rates, f(s))
		}
		return median(rates)
	}
	sealed, written := of(func(s sealing) float64 { return s.sealed }), of(func(s sealing) float64 { return s.written })
	verified, read := of(func(s sealing) float64 { return s.verified }), of(func(s sealing) float64 { return s.read })
	atRate := func(perSecond float64) time.Duration {
		return time.Duration(million / perSecond * float64(time.Second))
	}
	return []figure{{
		What:     fmt.Sprintf("diary: seal %d entries that wait, SQLite", n),
		Measured: fmt.Sprintf("%.0f a second", sealed),
		Beside:   fmt.Sprintf("they were written at %.0f a second, %d an act; at this rate a million would take %s", written, diaryAct, seconds(atRate(sealed))),
	}, {
		What:     fmt.Sprintf("diary: verify a chain of up to %d entries, SQLite", chain),
		Measured: fmt.Sprintf("%.0f a second", verified),
		Beside:   fmt.Sprintf("the same rows only read %.0f a second: %.0f %% of it; at this rate a million would take %s", read, 100*verified/read, seconds(atRate(verified))),
		Goal:     "a million ≤ " + seconds(verifyGoal), Of: goalVerify, Met: atRate(verified) <= verifyGoal,
	}}
}

// copyFile copies a file and waits until the copy is on disk.
func copyFile(to, from string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err = io.Copy(out, in); err == nil {
		err = out.Sync()
	}
	if e := out.Close(); err == nil {
		err = e
	}
	return err
}
