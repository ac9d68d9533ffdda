package main_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors from the ground up. Imports point down.
var floors = []string{"ground", "record", "programme", "outlook"}

// around lists what stands on top of the house or beside it: it may import
// everything, and no room knows it.
var around = []string{"cmd", "e2e", "bench", "soak"}

// recordRooms in order: each may know those to its left.
var recordRooms = []string{"place", "diary", "account", "registry", "plan", "ledger"}

// profile is the city's data. Only the entrance hands it to rooms; their tests
// may read it.
const profile = "city"

func TestImportsPointDown(t *testing.T) {
	keep(t, importsPointDown, nil, []planted{
		{"down", imports("record/plan", "alun/ground/money"), ""},
		{"up", imports("ground/money", "alun/record/plan"), "ground may not know record"},
		{"up to the entrance", imports("outlook/front", "alun/cmd/alun"), "outlook may not know cmd"},
		{"left on the record", imports("record/plan", "alun/record/place"), ""},
		{"right on the record", imports("record/place", "alun/record/plan"), "plan is not to the left of place"},
		{"an unlisted room", imports("record/cellar", "alun/record/place"), "cellar is in no order"},
		{"neighbours", imports("programme/skill", "alun/programme/sentra"), "neighbours never meet"},
		{"neighbours above", imports("outlook/passport", "alun/outlook/indicator"), "neighbours never meet"},
		{"a room's own parts", imports("record/plan/check", "alun/record/plan/e81"), ""},
		{"a room's own door", imports("record/plan", "alun/record/plan/planweb"), "a page"},
		{"a door from below", imports("outlook/passport", "alun/record/plan/planweb"), "a page"},
		{"door through door", imports("programme/skill/skillweb", "alun/record/plan/planweb"), ""},
		{"the front page", imports("outlook/front", "alun/record/plan/planweb"), ""},
		{"the entrance", imports("cmd/alun", "alun/record/plan/planweb"), ""},
		{"the city in a room", imports("record/plan", "alun/city/balikpapan"), "city profile"},
		{"the city in a test", map[string]string{"record/plan/a_test.go": "package plan\nimport _ \"alun/city/balikpapan\""}, ""},
		{"no floor", imports("util", "alun/ground/money"), "stands on no floor"},
	})
}

func imports(dir, what string) map[string]string {
	return map[string]string{dir + "/a.go": "package a\nimport _ " + strconv.Quote(what)}
}

func importsPointDown(h *house) []string {
	var wrong []string
	for _, s := range h.code {
		if slices.Contains(around, top(s.dir())) {
			continue
		}
		if top(s.dir()) != profile && !isRoom(s.path) {
			wrong = append(wrong, fmt.Sprintf("%s: %s stands on no floor", s.path, s.dir()))
			continue
		}
		for _, spec := range s.file.Imports {
			to, ok := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), "alun/")
			if !ok {
				continue
			}
			if why := mayNotImport(s.dir(), to, s.test); why != "" {
				wrong = append(wrong, fmt.Sprintf("%s: imports %s: %s", s.at(spec.Pos()), to, why))
			}
		}
	}
	return wrong
}

// mayNotImport says why one package may not know another, or "".
func mayNotImport(from, to string, test bool) string {
	a, b := slices.Index(floors, top(from)), slices.Index(floors, top(to))
	switch {
	case top(to) == profile && test:
		return ""
	case top(to) == profile:
		return "only the entrance reads the city profile"
	case b < 0 || b > a:
		return fmt.Sprintf("%s may not know %s", top(from), top(to))
	case isDoor(to) && !isDoor(from):
		return "a page; only pages may build on pages"
	case b < a || room(from) == room(to) || a == 0:
		return ""
	case top(from) == "record":
		return notToTheLeft(room(from), room(to))
	}
	return "neighbours never meet"
}

func notToTheLeft(from, to string) string {
	a, b := slices.Index(recordRooms, from), slices.Index(recordRooms, to)
	switch {
	case a < 0:
		return from + " is in no order; give it a place in recordRooms"
	case b < 0 || b > a:
		return fmt.Sprintf("%s is not to the left of %s", to, from)
	}
	return ""
}

// top is the first folder of a path: the floor.
func top(dir string) string { return strings.Split(dir, "/")[0] }

// room is the second folder: the room's name, also in tables and words.
func room(dir string) string {
	if parts := strings.Split(dir, "/"); len(parts) > 1 {
		return parts[1]
	}
	return ""
}

// isDoor tells packages that draw pages: a room's …web, and the front page.
func isDoor(dir string) bool {
	parts := strings.Split(dir, "/")
	return len(parts) > 2 && parts[2] == parts[1]+"web" || strings.HasPrefix(dir, "outlook/front")
}
