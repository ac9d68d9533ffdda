package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

const (
	// grownFile is the loaded database with all the entries of the diary's rounds.
	grownFile    = "grown.db"
	backupRounds = 3
	restoreGoal  = 5 * time.Minute // for a database of restoreSize
	restoreSize  = 1 << 30         // bytes
)

// backups measures backup and restore by the real program against a plain copy
// of the database's file with its sync, in turns.
func (b *bench) backups(ctx context.Context) ([]figure, error) {
	whole, err := os.Stat(b.at(grownFile))
	if err != nil {
		return nil, err
	}
	var saved, restored, copied []time.Duration
	var small os.FileInfo
	for round := range min(b.rounds, backupRounds) {
		tell(fmt.Sprintf("backup and restore, round %d of %d", round+1, min(b.rounds, backupRounds)))
		file, place := b.at("house.alunbackup"), b.at("restored.db")
		c, err := clocked(func() error { return copyFile(b.at("copy.db"), b.at(grownFile)) })
		if err != nil {
			return nil, err
		}
		s, err := clocked(func() error { return b.command(ctx, "backup", file, "--database", b.at(grownFile)) })
		if err != nil {
			return nil, err
		}
		r, err := clocked(func() error { return b.command(ctx, "restore", file, "--database", place) })
		if err != nil {
			return nil, err
		}
		copied, saved, restored = append(copied, c), append(saved, s), append(restored, r)
		if small, err = os.Stat(file); err != nil {
			return nil, err
		}
		if err := b.clear("copy.db", "house.alunbackup", "restored."); err != nil {
			return nil, err
		}
	}
	return backupFigures(whole.Size(), small.Size(), saved, restored, copied), nil
}

func backupFigures(whole, small int64, saved, restored, copied []time.Duration) []figure {
	speed := func(all []time.Duration) string {
		return fmt.Sprintf("%.0f MB/s", float64(whole)/(1<<20)/median(all).Seconds())
	}
	beside := func(all []time.Duration) string {
		return fmt.Sprintf("a copy of the file with its sync %s: %.1f times as long", speed(copied), ratio(all, copied))
	}
	large := time.Duration(float64(median(restored)) * restoreSize / float64(whole))
	return []figure{{
		What:     fmt.Sprintf("backup of %s with `alun backup`, read again: %s, SQLite", megabytes(whole), megabytes(small)),
		Measured: speed(saved), Beside: beside(saved),
	}, {
		What:     "restore of it with `alun restore` and all comparisons",
		Measured: speed(restored), Beside: beside(restored) + fmt.Sprintf("; at this rate %s would take %s", megabytes(restoreSize), seconds(large)),
		Goal: fmt.Sprintf("%s ≤ %s", megabytes(restoreSize), seconds(restoreGoal)), Of: goalRestore, Met: large <= restoreGoal,
	}}
}

// clocked is how long work takes.
func clocked(work func() error) (time.Duration, error) {
	begin := time.Now()
	err := work()
	return time.Since(begin), err
}

// command runs the program with the key of this run.
func (b *bench) command(ctx context.Context, args ...string) error {
	c := exec.CommandContext(ctx, b.alun, append(args, "--lang", "en", "--key", b.at(keyFile))...)
	if said, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("alun %s: %w: %s", args[0], err, said)
	}
	return nil
}

// clear takes away what in this run's folder begins so.
func (b *bench) clear(begins ...string) error {
	all, err := os.ReadDir(b.dir)
	if err != nil {
		return err
	}
	for _, e := range all {
		for _, name := range begins {
			if !strings.HasPrefix(e.Name(), name) {
				continue
			}
			if err := os.RemoveAll(b.at(e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
