package main_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/ground/lang"
)

// keyShape is how the key of a sentence looks: "plan.no_report".
var keyShape = regexp.MustCompile(`^[a-z][a-z0-9]*(\.[a-z0-9_]+)+$`)

// keyedCalls take a key as the argument of that number.
var keyedCalls = map[string]int{"T": 0, "Has": 0, "Key": 0, "New": 1, "At": 1, "Wrong": 1}

// computedKeys are used, but no text in the code says so.
var computedKeys []exception

func TestEveryKeyIsSaidAndEverySentenceUsed(t *testing.T) {
	with := func(code string, keys ...string) map[string]string {
		flat := map[string]string{}
		for _, k := range keys {
			flat[k] = "x"
		}
		raw, _ := json.Marshal(flat)
		return map[string]string{"record/plan/words/id.json": string(raw), "record/plan/planweb/a.go": "package planweb\n" + code}
	}
	keep(t, keys, computedKeys, []planted{
		{"sound", with(`var x = l.T("plan.title")`, "plan.title"), ""},
		{"no such key", with(`var x = l.T("plan.titel")`+"\nvar y = l.T(\"plan.title\")", "plan.title"), `no sentence "plan.titel"`},
		{"fault without a sentence", with(`var x = fault.New(fault.Invalid, "plan.bad")`), `no sentence "plan.bad"`},
		{"field without a sentence", with(`var x = f.At("year", "plan.bad")`), `no sentence "plan.bad"`},
		{"a key as a value", with(`var x = lang.Key("plan.bad")`), `no sentence "plan.bad"`},
		{"a dead sentence", with(`var x = 1`, "plan.title"), `nobody says "plan.title"`},
		{"a field's sentence", with("type A struct { Year int `json:\"year\" doc:\"plan.title\"` }", "plan.title"), ""},
		{"used from a table", with(`var x = []string{"plan.title"}`, "plan.title"), ""},
		{"a computed key", with(`var x = l.T("plan.level_" + level)`, "plan.level_program", "plan.level_kegiatan"), ""},
		{"a computed middle", with(`var x = l.T("plan.level_" + level + "_short")`, "plan.level_program_short"), ""},
		{"a computed key without any", with(`var x = l.T("plan.level_" + level)`), `no sentence begins with "plan.level_"`},
		{"a key that could be any", with(`var x = l.T("plan." + level)`, "plan.title"), `too wide`},
		{"another room's key", with(`var x = l.T("place.title")`, "place.title"), `must begin with one of ["plan" "planweb"]`},
	})
}

func keys(h *house) []string {
	known := h.sentences()
	var wrong []string
	for key, at := range known {
		if first, _, _ := strings.Cut(key, "."); !slices.Contains(h.speakers(at), first) {
			wrong = append(wrong, fmt.Sprintf("%s: the key %q must begin with one of %q", at, key, h.speakers(at)))
		}
	}
	used := map[string]bool{}
	for _, s := range h.code {
		if !s.test {
			wrong = append(wrong, s.checkKeys(known, used)...)
		}
	}
	for key, at := range known {
		if !used[key] {
			wrong = append(wrong, fmt.Sprintf("%s: nobody says %q", at, key))
		}
	}
	slices.Sort(wrong)
	return slices.Compact(wrong)
}

// speakers lists whose keys a words folder may hold: those of the packages of
// its room, and of the command line, which speaks for the whole house.
func (h *house) speakers(words string) []string {
	if top(words) == "cmd" {
		return []string{"cli"}
	}
	home := strings.Join(strings.Split(words, "/")[:2], "/")
	names := []string{room(words)}
	for _, s := range h.code {
		if dir := s.dir(); !s.test && (dir == home || strings.HasPrefix(dir, home+"/")) {
			names = append(names, path.Base(dir))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// sentences maps each key to the file that holds it.
func (h *house) sentences() map[string]string {
	all := map[string]string{}
	for at, raw := range h.texts {
		if !strings.HasSuffix(at, "words/id.json") {
			continue
		}
		var flat map[string]string
		if err := json.Unmarshal([]byte(raw), &flat); err != nil {
			continue // TestTheCatalogueLoads says so
		}
		for key := range flat {
			all[key] = at
		}
	}
	return all
}

// checkKeys marks the keys that a file says, and blames those without a sentence.
func (s *source) checkKeys(known map[string]string, used map[string]bool) []string {
	var wrong []string
	for _, l := range s.literals() {
		if known[l.text] != "" {
			used[l.text] = true
		}
		if before, after, computed := strings.Cut(l.text, "•"); computed {
			wrong = append(wrong, s.computed(l.at, before, after, known, used)...)
		}
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			if key, at := keyOf(c); key != "" && known[key] == "" {
				wrong = append(wrong, fmt.Sprintf("%s: no sentence %q", s.at(at), key))
			}
		}
		return true
	})
	return wrong
}

// computed marks every key that a computed text may come to. Texts that are no
// keys, such as parts of a query, come to none.
func (s *source) computed(at token.Pos, before, after string, known map[string]string, used map[string]bool) []string {
	ending := after
	if i := strings.LastIndex(after, "•"); i >= 0 {
		ending = after[i+len("•"):]
	}
	hit := false
	for key := range known {
		if strings.Contains(before, ".") && strings.HasPrefix(key, before) && strings.HasSuffix(key, ending) {
			used[key], hit = true, true
		}
	}
	switch {
	case !keyShape.MatchString(before+"x") || !hit && !s.isKey(at):
		return nil
	case !hit:
		return []string{fmt.Sprintf("%s: no sentence begins with %q", s.at(at), before)}
	case strings.HasSuffix(before, ".") && strings.Count(before, ".") == 1 && ending == "":
		return []string{fmt.Sprintf("%s: the computed key %q is too wide: it could be any sentence of the room", s.at(at), before)}
	}
	return nil
}

// isKey tells whether a call takes its key at this place.
func (s *source) isKey(at token.Pos) bool {
	found := false
	ast.Inspect(s.file, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			if i, keyed := keyedCalls[lastName(c)]; keyed && i < len(c.Args) && c.Args[i].Pos() == at {
				found = true
			}
		}
		return !found
	})
	return found
}

// keyOf is the key that a call names in plain text, with its place.
func keyOf(c *ast.CallExpr) (string, token.Pos) {
	i, keyed := keyedCalls[lastName(c)]
	if !keyed || i >= len(c.Args) {
		return "", 0
	}
	l, ok := c.Args[i].(*ast.BasicLit)
	if !ok {
		return "", 0
	}
	if key, ok := text(l); ok && keyShape.MatchString(key) {
		return key, l.Pos()
	}
	return "", 0
}

// lastName is the name of what a call calls without package or receiver.
func lastName(c *ast.CallExpr) string {
	name := callee(c)
	if x, ok := c.Fun.(*ast.SelectorExpr); ok {
		name = x.Sel.Name
	}
	return name
}

// One catalogue of all rooms, in three languages that agree.
func TestTheCatalogueLoads(t *testing.T) {
	h, err := theHouse()
	if err != nil {
		t.Fatal(err)
	}
	var rooms []fs.FS
	for _, at := range slices.Sorted(maps.Keys(h.texts)) {
		if strings.HasSuffix(at, "/words/id.json") {
			rooms = append(rooms, os.DirFS(path.Join("../..", path.Dir(path.Dir(at)))))
		}
	}
	if len(rooms) == 0 {
		t.Fatal("no room has words")
	}
	if _, err := lang.Load(rooms...); err != nil {
		t.Error(err)
	}
}
