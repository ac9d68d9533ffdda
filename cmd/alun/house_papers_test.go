package main_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

var (
	required = regexp.MustCompile(`(?m)^(?:require )?\s*([a-z][\w./-]+\.[\w./-]+) (v\S+)( // indirect)?$`)
	toolPath = regexp.MustCompile(`(?m)^(?:tool )?\s*([a-z][\w./-]+\.[\w./-]+)$`)
)

// Every direct dependency has its line, with the version in use and why it is there.
func TestEveryDependencyHasItsLine(t *testing.T) {
	page := read(t, "../../doc/dependencies.md")
	for _, c := range unexplained(read(t, "../../go.mod"), page) {
		t.Error(c)
	}
	tools := read(t, "../../tools/go.mod")
	for _, m := range toolPath.FindAllStringSubmatch(tools, -1) {
		if !strings.Contains(page, "| "+m[1]+" |") {
			t.Errorf("doc/dependencies.md has no line for the tool %s", m[1])
		}
	}
}

func unexplained(mod, page string) []string {
	var wrong []string
	for _, m := range required.FindAllStringSubmatch(mod, -1) {
		if m[3] == "" && !strings.Contains(page, fmt.Sprintf("| %s | %s | ", m[1], m[2])) {
			wrong = append(wrong, fmt.Sprintf("doc/dependencies.md has no line for %s %s", m[1], m[2]))
		}
	}
	return wrong
}

func TestAnUnexplainedDependencyIsFound(t *testing.T) {
	page := "| example.org/a | v1.2.0 | what for |\n"
	for mod, want := range map[string]int{
		"require example.org/a v1.2.0\n":                        0,
		"require (\n\texample.org/a v1.2.0\n)\n":                0,
		"require (\n\texample.org/a v1.3.0\n)\n":                1,
		"require (\n\texample.org/b v1.0.0\n)\n":                1,
		"require (\n\texample.org/b v1.0.0 // indirect\n)\n":    0,
		"module alun\n\ngo 1.26.0\n":                            0,
		"require (\n\texample.org/a/v2 v2.0.0-20260101-ab\n)\n": 1,
	} {
		if got := unexplained(mod, page); len(got) != want {
			t.Errorf("%q: %q, want %d", mod, got, want)
		}
	}
}

// The templ that writes the pages' code must be the one they are built with.
func TestTemplIsOfOneVersion(t *testing.T) {
	version := func(mod string) string {
		for _, m := range required.FindAllStringSubmatch(mod, -1) {
			if m[1] == "github.com/a-h/templ" {
				return m[2]
			}
		}
		return "none"
	}
	if a, b := version(read(t, "../../go.mod")), version(read(t, "../../tools/go.mod")); a != b {
		t.Errorf("templ is %s in go.mod and %s in tools/go.mod", a, b)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
