package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"alun/ground/fault"
	"alun/ground/lang"

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// Exit codes: what a program that calls alun can tell from them.
const (
	exitDone    = 0
	exitBroken  = 1 // something that nobody foresaw
	exitRefused = 2 // a sentence says what to mend
)

// run is the program as a value: arguments in, exit code out.
func run(ctx context.Context, args []string, out streams) int {
	words, err := sentences()
	if err != nil {
		fmt.Fprintln(out.err, err)
		return exitBroken
	}
	l := words.In(spoken(args))
	var c commands
	parser, err := kong.New(&c, kong.Name("alun"), kong.Description(l.T("cli.about")),
		helpWords(l), kong.Writers(out.out, out.err), kong.UsageOnError(), kong.Exit(func(int) {}),
		kong.ConfigureHelp(kong.HelpOptions{Compact: false, WrapUpperBound: 100}))
	if err != nil {
		fmt.Fprintln(out.err, err)
		return exitBroken
	}
	if asksHelp(args) {
		_, _ = parser.Parse(args) // prints the help
		return exitDone
	}
	k, err := parser.Parse(args)
	if err != nil {
		parser.Errorf("%s", err)
		return exitRefused
	}
	k.BindTo(ctx, (*context.Context)(nil))
	err = k.Run(&c.Config, &desk{l, words, out})
	return tell(l, out, err)
}

// tell says what went wrong in the operator's language.
func tell(l lang.Lang, out streams, err error) int {
	if err == nil || errors.Is(err, context.Canceled) {
		return exitDone
	}
	if told, ok := errors.AsType[errHandedOver](err); ok {
		return int(told)
	}
	if f := fault.Of(err); f != nil {
		fmt.Fprintln(out.err, l.T(f.Key, f.Args...))
		for _, x := range f.Fields {
			fmt.Fprintf(out.err, "  %s: %s\n", x.Name, l.T(x.Key, x.Args...))
		}
		return exitRefused
	}
	fmt.Fprintln(out.err, l.T("cli.broken", err.Error()))
	return exitBroken
}

func asksHelp(args []string) bool {
	if len(args) == 0 {
		return true
	}
	for _, a := range args {
		if a == "--help" || a == "-h" {
			return true
		}
	}
	return false
}

// spoken finds the operator's language: --lang, ALUN_LANG, then the system's.
func spoken(args []string) lang.Tag {
	for i, a := range args {
		if a == "--lang" && i+1 < len(args) {
			if t, ok := lang.Parse(args[i+1]); ok {
				return t
			}
		}
		if len(a) > 7 && a[:7] == "--lang=" {
			if t, ok := lang.Parse(a[7:]); ok {
				return t
			}
		}
	}
	for _, env := range []string{"ALUN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(env); len(v) >= 2 {
			if t, ok := lang.Parse(v[:2]); ok {
				return t
			}
		}
	}
	return lang.ID
}
