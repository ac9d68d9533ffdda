package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
)

func main() {
	into := flag.String("into", "", "file that gets a line for each test")
	show := flag.String("show", "^$", "print what passing tests of this name wrote")
	flag.Parse()
	ok, err := run(os.Stdin, os.Stdout, *into, *show)
	if err != nil {
		fmt.Fprintln(os.Stderr, "tally:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer, into, show string) (ok bool, err error) {
	shown, err := regexp.Compile(show)
	if err != nil {
		return false, err
	}
	t := &tally{out: out, show: shown, said: map[string]*strings.Builder{}, tests: map[string]int{}}
	if err := t.read(in); err != nil {
		return false, err
	}
	if into != "" {
		err = appendTo(into, t.lines)
	}
	return t.failed == 0 && t.ran > 0, err
}

func appendTo(name string, lines []string) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(strings.Join(lines, ""))
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// event is one line of go test -json.
type event struct {
	Action     string
	Package    string
	ImportPath string // of a package that did not build
	Test       string
	Output     string
	Elapsed    float64 // seconds
}

// tally is what was read so far.
type tally struct {
	out         io.Writer
	show        *regexp.Regexp
	said        map[string]*strings.Builder // output by package and test
	tests       map[string]int              // tests that passed, by package
	lines       []string
	ran, failed int
}

func (t *tally) read(in io.Reader) error {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			t.line(line)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// line takes one line. What is not JSON is the go command speaking itself.
func (t *tally) line(raw []byte) {
	var e event
	if json.Unmarshal(raw, &e) != nil || e.Action == "" {
		fmt.Fprintf(t.out, "%s", raw)
		return
	}
	if e.Package == "" {
		e.Package = e.ImportPath
	}
	switch {
	case e.Action == "output" || e.Action == "build-output":
		t.hear(e)
	case e.Test != "":
		t.test(e)
	default:
		t.whole(e)
	}
}

func (e event) name() string { return e.Package + "/" + e.Test }

func (t *tally) hear(e event) {
	b := t.said[e.name()]
	if b == nil {
		b = &strings.Builder{}
		t.said[e.name()] = b
	}
	b.WriteString(e.Output)
}

// test takes the end of one test.
func (t *tally) test(e event) {
	said := t.said[e.name()]
	delete(t.said, e.name())
	switch e.Action {
	case "pass":
		t.count("P", e)
		t.ran++
		t.tests[e.Package]++
		if t.show.MatchString(e.Test) {
			t.print(said)
		}
	case "fail":
		t.count("F", e)
		t.ran++
		t.failed++
		fmt.Fprintf(t.out, "FAIL %s\n", e.name())
		t.print(said)
	case "skip":
		t.count("S", e)
		fmt.Fprintf(t.out, "skipped %s\n", e.name())
		t.print(said)
	default:
		if said != nil {
			t.said[e.name()] = said // it only started, paused or went on
		}
	}
}

// whole takes the end of a package.
func (t *tally) whole(e event) {
	switch e.Action {
	case "pass":
		fmt.Fprintf(t.out, "ok   %-40s %6.1f s %5d tests\n", e.Package, e.Elapsed, t.tests[e.Package])
	case "fail", "build-fail":
		// Counted even when each of its tests passed: a crash or a build error.
		t.failed++
		t.count("F", e)
		fmt.Fprintf(t.out, "FAIL %s\n", e.Package)
		for name, said := range t.said {
			if strings.HasPrefix(name, e.Package+"/") {
				t.print(said)
				delete(t.said, name)
			}
		}
	}
}

func (t *tally) count(result string, e event) {
	t.lines = append(t.lines, fmt.Sprintf("%s %s\n", result, strings.ReplaceAll(e.name(), " ", "_")))
}

func (t *tally) print(said *strings.Builder) {
	if said != nil {
		fmt.Fprint(t.out, said.String())
	}
}
