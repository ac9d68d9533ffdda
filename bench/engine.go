package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
)

// engine is a kind of database that the house runs on.
type engine struct {
	name  string
	fresh func() (at string, drop func() error, err error) // an empty place
}

// engines are SQLite, and PostgreSQL where there is a server for tests.
func (b *bench) engines(ctx context.Context, what string) []engine {
	n := 0
	all := []engine{{"SQLite", func() (string, func() error, error) {
		n++
		return b.at(fmt.Sprintf("%s%d.db", what, n)), func() error { return nil }, nil
	}}}
	if server := os.Getenv("ALUN_TEST_POSTGRES"); server != "" {
		all = append(all, engine{"PostgreSQL", func() (string, func() error, error) { return freshPostgres(ctx, server) }})
	}
	return all
}

// onEach measures something on each engine, in a database of its own that a
// command of the program has made.
func (b *bench) onEach(ctx context.Context, what string, made []string, measure func(engine, string) ([]figure, error)) ([]figure, error) {
	var all []figure
	for _, e := range b.engines(ctx, what) {
		tell(fmt.Sprintf("%s on %s", what, e.name))
		at, drop, err := e.fresh()
		if err != nil {
			return nil, err
		}
		var some []figure
		said, err := exec.CommandContext(ctx, b.alun, append(made, "--lang", "en", "--database", at, "--key", b.at(keyFile))...).CombinedOutput()
		if err != nil {
			err = fmt.Errorf("%v: %w: %s", made, err, said)
		} else {
			some, err = measure(e, at)
		}
		if err = errors.Join(err, drop()); err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// over starts the built program over a database, as serve or as demo.
func (b *bench) over(ctx context.Context, at, as string, more ...string) (*process, error) {
	p, err := start(ctx, b.dir, b.alun, append([]string{as, "--listen", listen, "--database", at, "--key", b.at(keyFile)}, more...)...)
	if err == nil {
		err = p.heard(ctx)
	}
	return p, err
}
