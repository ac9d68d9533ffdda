package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// perChapter is how many requirements of levels 1 and 2 each chapter of ASVS 5.0
// has, from 1 on.
var perChapter = []int{27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7}

var (
	requirement = regexp.MustCompile(`(?m)^\| (\d+)\.(\d+)\.(\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| (.*) \|$`)
	cited       = regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w*)`")
	citedFile   = regexp.MustCompile("`([a-z][\\w.-]*/[\\w./-]+)`")
	testFunc    = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
)

// The table of ASVS in doc/security.md has every requirement once, and names
// only tests and files that there are.
func TestTheTableOfRequirementsIsWhole(t *testing.T) {
	raw, err := os.ReadFile("../../doc/security.md")
	if err != nil {
		t.Fatal(err)
	}
	known := testsOfTheHouse(t)
	wrong, tally := requirementsAmiss(string(raw), known, exists)
	for _, w := range wrong {
		t.Error(w)
	}
	all := len(requirement.FindAllString(string(raw), -1))
	t.Logf("%d requirements: %d met, %d not applicable, %d open", all, tally["met"], tally["not applicable"], tally["open"])
	said := fmt.Sprintf("**%d met, %d not applicable, %d open**", tally["met"], tally["not applicable"], tally["open"])
	if all != 253 || !strings.Contains(string(raw), said) {
		t.Errorf("%d requirements, and the page does not say %s", all, said)
	}
}

func exists(name string) bool {
	_, err := os.Stat(filepath.Join("../..", name))
	return err == nil
}

// testsOfTheHouse are the names of all tests and fuzz targets.
func testsOfTheHouse(t *testing.T) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		raw, err := os.ReadFile(name)
		for _, m := range testFunc.FindAllStringSubmatch(string(raw), -1) {
			known[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return known
}

func requirementsAmiss(page string, tests map[string]bool, exists func(string) bool) (wrong []string, tally map[string]int) {
	seen, chapters := map[string]bool{}, make([]int, len(perChapter))
	levels := map[string]int{}
	tally = map[string]int{}
	for _, m := range requirement.FindAllStringSubmatch(page, -1) {
		id, state, why := m[1]+"."+m[2]+"."+m[3], m[6], m[7]
		chapter := 0
		fmt.Sscan(m[1], &chapter)
		if seen[id] || chapter < 1 || chapter > len(perChapter) {
			wrong = append(wrong, id+" stands twice, or in no chapter")
			continue
		}
		seen[id] = true
		chapters[chapter-1]++
		levels[m[4]]++
		tally[state]++
		if bad := unproven(state, why); bad != "" {
			wrong = append(wrong, id+": "+bad)
		}
	}
	for i, n := range chapters {
		if n != perChapter[i] {
			wrong = append(wrong, fmt.Sprintf("chapter %d has %d requirements, not %d", i+1, n, perChapter[i]))
		}
	}
	if levels["1"] != 70 || levels["2"] != 183 {
		wrong = append(wrong, fmt.Sprintf("levels: %v", levels))
	}
	return slices.Concat(wrong, ghosts(page, tests, exists)), tally
}

// unproven says what is missing beside a state.
func unproven(state, why string) string {
	named := cited.MatchString(why) || citedFile.MatchString(why) || strings.Contains(why, "the section *")
	switch {
	case !slices.Contains([]string{"met", "not applicable", "open"}, state):
		return "no state is called " + state
	case state == "met" && !named:
		return "met without a proof"
	case len(strings.Fields(why)) < 3 && !named:
		return "no reason"
	}
	return ""
}

// ghosts are tests and files that a page names and nobody has.
func ghosts(page string, tests map[string]bool, exists func(string) bool) (wrong []string) {
	for _, m := range cited.FindAllStringSubmatch(page, -1) {
		if !tests[m[1]] {
			wrong = append(wrong, "no test is called "+m[1])
		}
	}
	for _, m := range citedFile.FindAllStringSubmatch(page, -1) {
		if !exists(m[1]) {
			wrong = append(wrong, "there is no "+m[1])
		}
	}
	for _, m := range regexp.MustCompile(`the section \*([^*]+)\*`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(page, "\n## "+m[1]+"\n") {
			wrong = append(wrong, "there is no section "+m[1])
		}
	}
	return wrong
}

func TestABadTableOfRequirementsIsFound(t *testing.T) {
	raw, err := os.ReadFile("../../doc/security.md")
	if err != nil {
		t.Fatal(err)
	}
	known, page := testsOfTheHouse(t), string(raw)
	for what, spoil := range map[string]func(string) string{
		"a row is gone":      func(s string) string { return strings.Replace(s, "| 1.1.1 | 2 |", "| 1.1.1 | two |", 1) },
		"a row stands twice": func(s string) string { return strings.Replace(s, "| 1.1.2 | 2 |", "| 1.1.1 | 2 |", 1) },
		"a made-up test": func(s string) string {
			return strings.Replace(s, "`TestTextArrivesComposed`", "`TestThatNobodyWrote`", 1)
		},
		"a made-up state":   func(s string) string { return strings.Replace(s, "| met |", "| done |", 1) },
		"a made-up file":    func(s string) string { return strings.Replace(s, "`ground/blob/doc.go`", "`ground/blob/none.go`", 1) },
		"a made-up section": func(s string) string { return strings.Replace(s, "the section *Limits*", "the section *Powers*", 1) },
		"met without a proof": func(s string) string {
			return strings.Replace(s, "| open | no sign-in with another provider", "| met | no sign-in with another provider", 1)
		},
		"another level": func(s string) string { return strings.Replace(s, "| 1.1.1 | 2 |", "| 1.1.1 | 1 |", 1) },
	} {
		if wrong, _ := requirementsAmiss(spoil(page), known, exists); len(wrong) == 0 {
			t.Errorf("%s: not found", what)
		}
	}
}
