package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver that makes and drops databases
)

const (
	importGoal = 2 * time.Second
	startGoal  = 300 * time.Millisecond
	memoryGoal = 60 << 20 // bytes
)

// imports brings all reports of the profile into fresh databases: tables, keys,
// profile, rows, checks and sums, as "alun demo" does on the first day.
func (b *bench) imports(ctx context.Context) ([]figure, error) {
	var all []figure
	fresh := 0
	f, err := b.imported(ctx, "SQLite", func() (string, func() error, error) {
		fresh++
		b.database = b.at(fmt.Sprintf("house%d.db", fresh))
		return b.database, func() error { return nil }, nil
	})
	if err != nil {
		return nil, err
	}
	all = append(all, f)
	if server := os.Getenv("ALUN_TEST_POSTGRES"); server != "" {
		f, err := b.imported(ctx, "PostgreSQL", func() (string, func() error, error) { return freshPostgres(ctx, server) })
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// imported imports into one fresh database a round.
func (b *bench) imported(ctx context.Context, engine string, fresh func() (at string, drop func() error, err error)) (figure, error) {
	var took, cpu []time.Duration
	rows := ""
	for round := range b.rounds {
		tell(fmt.Sprintf("import on %s, round %d of %d", engine, round+1, b.rounds))
		at, drop, err := fresh()
		if err != nil {
			return figure{}, err
		}
		key := b.at(keyFile)
		c := exec.CommandContext(ctx, b.alun, "demo", "--load-only", "--lang", "en", "--database", at, "--key", key)
		begin := time.Now()
		said, err := c.CombinedOutput()
		took = append(took, time.Since(begin))
		if err = errors.Join(err, drop()); err != nil {
			return figure{}, fmt.Errorf("import: %w: %s", err, said)
		}
		cpu = append(cpu, c.ProcessState.UserTime()+c.ProcessState.SystemTime())
		rows = lastLine(string(said))
	}
	return figure{
		What:     "import of all reports with all checks into a fresh database, " + engine,
		Measured: millis(median(took)),
		Beside:   fmt.Sprintf("%s of it CPU of alun; it says: %s", millis(median(cpu)), rows),
		Goal:     "≤ " + millis(importGoal), Of: goalImport, Met: median(took) <= importGoal,
	}, nil
}

func lastLine(text string) string {
	text = strings.TrimSpace(text)
	return text[strings.LastIndexByte(text, '\n')+1:]
}

// freshPostgres makes an empty database beside the one that the address names.
func freshPostgres(ctx context.Context, server string) (at string, drop func() error, err error) {
	u, err := url.Parse(server)
	if err != nil {
		return "", nil, err
	}
	name := "bench_" + strings.ToLower(rand.Text())
	do := func(statement string) error {
		pool, err := sql.Open("pgx", server)
		if err != nil {
			return err
		}
		defer pool.Close()
		_, err = pool.ExecContext(ctx, statement)
		return err
	}
	u.Path = "/" + name
	err = do("create database " + name + " template template0 encoding 'UTF8' locale 'C'")
	return u.String(), func() error { return do("drop database " + name + " with (force)") }, err
}

// starts measures the program from its start to the last byte of the front
// page, and its memory when it has answered a few requests.
func (b *bench) starts(ctx context.Context) ([]figure, error) {
	var took []time.Duration
	var idle figure
	for round := range b.rounds {
		tell(fmt.Sprintf("start, round %d of %d", round+1, b.rounds))
		c := newClient(1)
		begin := time.Now()
		p, err := b.serve(ctx)
		if err != nil {
			return nil, err
		}
		if _, err := c.get(ctx, p.at+"/", browser); err != nil {
			return nil, err
		}
		took = append(took, time.Since(begin))
		if idle, err = b.idle(ctx, c, p); err != nil {
			return nil, err
		}
		if err := p.stop(); err != nil {
			return nil, err
		}
	}
	return []figure{{
		What:     "start to the last byte of the first front page, loaded database",
		Measured: millis(median(took)), Beside: fmt.Sprintf("%s to %s", millis(slices.Min(took)), millis(slices.Max(took))),
		Goal: "≤ " + millis(startGoal), Of: goalStart, Met: median(took) <= startGoal,
	}, idle}, nil
}

// idle visits every page once in every language and reads the memory.
func (b *bench) idle(ctx context.Context, c client, p *process) (figure, error) {
	n := 0
	for _, language := range []string{"", "/en", "/ja"} {
		for _, page := range pages {
			if _, err := c.get(ctx, p.at+strings.TrimSuffix(language+page.path, "/"), page.accept); err != nil {
				return figure{}, err
			}
			n++
		}
	}
	return memoryFigure(fmt.Sprintf("memory after the first %d requests", n+1), p, goalMemory)
}

func memoryFigure(what string, p *process, of *goal) (figure, error) {
	resident, own, err := p.memory()
	f := figure{What: what, Measured: megabytes(resident) + " resident",
		Beside: megabytes(own) + " of it its own, the rest is the program's file", Of: of, Met: resident <= memoryGoal}
	if of != nil {
		f.Goal = "≤ " + megabytes(memoryGoal)
	}
	return f, err
}
