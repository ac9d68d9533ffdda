package main_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Who speaks to a machine says what they read on a button: the name that is spoken for it
// holds the words that are written on it, in each language (WCAG 2.5.3). axe sees only the
// buttons of the examples.
func TestASpokenNameHoldsWhatIsWritten(t *testing.T) {
	with := func(templ, written, spoken string) map[string]string {
		raw, _ := json.Marshal(map[string]string{"plan.up": written, "plan.up_of": spoken})
		return map[string]string{"record/plan/words/en.json": string(raw), "record/plan/planweb/a.templ": templ}
	}
	const button = `@parts.Btn(p.Lang, parts.Button{Label: p.T("plan.up"), More: templ.Attributes{"aria-label": p.T("plan.up_of", x)}})`
	keep(t, spokenNames, nil, []planted{
		{"sound", with(button, "Move up", "Move up: {1}"), ""},
		{"words between", with(button, "Move up", "Move {1} up"), `"Move {1} up" does not hold "Move up"`},
		{"a link", with(`<a aria-label={ p.T("plan.up_of", x) }>{ p.T("plan.up") }</a>`, "Move up", "Up with {1}"), `does not hold "Move up"`},
		{"a number in both", with(button, "{1} {1|row|rows} up", "{1} {1|row|rows} up: {2}"), ""},
		{"nothing written", with(`<nav aria-label={ p.T("plan.up_of") }></nav>`, "Move up", "Up"), ""},
	})
}

var (
	spokenKey = regexp.MustCompile(`aria-label"?(?:: |=\{ )[a-z.]*T\("([a-z0-9_.]+)"`)
	anyKey    = regexp.MustCompile(`\bT\("([a-z0-9_.]+)"`)
)

func spokenNames(h *house) (wrong []string) {
	said := map[string]map[string]string{} // by the file's language, then by key
	for at, raw := range h.texts {
		var flat map[string]string
		if path.Base(path.Dir(at)) != "words" || json.Unmarshal([]byte(raw), &flat) != nil {
			continue // TestTheCatalogueLoads says so
		}
		if said[path.Base(at)] == nil {
			said[path.Base(at)] = map[string]string{}
		}
		maps.Copy(said[path.Base(at)], flat)
	}
	for at, text := range h.texts {
		if path.Ext(at) != ".templ" {
			continue
		}
		for n, line := range strings.Split(text, "\n") {
			spoken := spokenKey.FindStringSubmatch(line)
			if spoken == nil {
				continue
			}
			for _, written := range anyKey.FindAllStringSubmatch(line, -1) {
				for _, words := range said {
					if !strings.Contains(strings.ToLower(words[spoken[1]]), strings.ToLower(words[written[1]])) {
						wrong = append(wrong, fmt.Sprintf("%s:%d: %q does not hold %q", at, n+1, words[spoken[1]], words[written[1]]))
					}
				}
			}
		}
	}
	slices.Sort(wrong)
	return wrong
}
