package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
)

// bench is one run: where it works, what it starts and how long it takes.
type bench struct {
	dir      string // a folder of its own, gone when the run ends
	alun     string // the built program
	database string // the file that the last import made
	rounds   int    // of everything that is taken in turns
	requests int    // to the house in one round
	short    bool   // a trial of bench itself
	million  bool   // the register with a million businesses, not with the city's
}

// many is how much of something a round has.
func (b *bench) many(n int) int {
	if b.short {
		return n / 20
	}
	return n
}

// at is a file in the folder of this run.
func (b *bench) at(name string) string { return filepath.Join(b.dir, name) }

// keyFile is the key of all databases of a run, in its folder.
const keyFile = "house.key"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run is either the measuring process or one of those that it starts.
func run(ctx context.Context, args []string) error {
	switch {
	case len(args) == 1 && args[0] == bareMode:
		return serveBare(os.Stdin, os.Stderr)
	case len(args) == 2 && args[0] == houseMode:
		return serveHouse(ctx, args[1], os.Stdin, os.Stderr)
	}
	var b bench
	f := flag.NewFlagSet("bench", flag.ExitOnError)
	only := f.Bool("kept", false, "measure only an import and the kept pages")
	round := f.Bool("quarter", false, "measure only signing in and the evaluation of a quarter")
	find := f.Bool("find", false, "measure only the ranked index")
	register := f.Bool("businesses", false, "measure only the register of businesses")
	f.BoolVar(&b.million, "million", false, "fill the register with a million businesses")
	write := f.String("write", "", "`file` whose table between the markers is replaced")
	f.StringVar(&b.alun, "alun", "", "built `program`; without it, one is built")
	f.IntVar(&b.rounds, "rounds", 7, "rounds of what is taken in turns")
	f.IntVar(&b.requests, "requests", 500, "requests to the house in a round")
	f.BoolVar(&b.short, "short", false, "one small round of everything: a trial of bench, its figures mean nothing")
	if err := f.Parse(args); err != nil {
		return err
	}
	if b.short {
		b.rounds, b.requests = 1, b.many(b.requests)
	}
	parts := []func(context.Context) ([]figure, error){b.imports, b.starts, b.pages, b.apiReads, b.kept, b.rows, b.forms, b.jobsDone, b.uploads, b.signsIn, b.quarter, b.diaries, b.backups, b.finds, b.businesses}
	switch {
	case *round:
		parts = []func(context.Context) ([]figure, error){b.signsIn, b.quarter}
	case *register:
		parts = []func(context.Context) ([]figure, error){b.businesses}
	case *find:
		parts = []func(context.Context) ([]figure, error){b.finds}
	case *only:
		parts = []func(context.Context) ([]figure, error){b.imports, b.kept}
	}
	text, err := b.report(ctx, parts)
	if err != nil {
		return err
	}
	fmt.Print(text)
	if *write != "" {
		return replaceTable(*write, text)
	}
	return nil
}

// report measures everything and writes the table.
func (b *bench) report(ctx context.Context, parts []func(context.Context) ([]figure, error)) (string, error) {
	// Under var/ and not in /tmp, which may be memory: a sync there costs nothing.
	if err := os.MkdirAll("var", 0o750); err != nil {
		return "", err
	}
	var err error
	if b.dir, err = os.MkdirTemp("var", "bench-"); err != nil {
		return "", err
	}
	defer os.RemoveAll(b.dir)
	if err := b.build(ctx); err != nil {
		return "", err
	}
	before := load()
	var all []figure
	for _, part := range parts {
		figures, err := part(ctx)
		if err != nil {
			return "", err
		}
		all = append(all, figures...)
	}
	return machine(before, load()) + "\n\n" + table(all) + "\n" + verdicts(all), nil
}

func (b *bench) build(ctx context.Context) (err error) {
	if b.dir, err = filepath.Abs(b.dir); err != nil {
		return err
	}
	if b.alun != "" {
		b.alun, err = filepath.Abs(b.alun)
		return err
	}
	tell("building alun")
	b.alun = b.at("alun")
	c := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", b.alun, "./cmd/alun")
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w\n%s", err, out)
	}
	return nil
}

// tell says what is under way, apart from the table.
func tell(what string) { fmt.Fprintln(os.Stderr, "…", what) }
