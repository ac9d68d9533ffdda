package saring

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Place is where a text will stand.
type Place string

// The places.
const (
	Name    Place = "name"    // of a business or a product
	Product Place = "product" // what a product is
	About   Place = "about"   // what a business says of itself
	Web     Place = "web"     // its address on the web
	Where   Place = "where"   // the address where it stands
	Short   Place = "short"   // a unit, an office, how much is made in a day
)

//go:embed rules.json
var rulesFile []byte

// rules are the rules of texts. Source and Grade tell whose they are.
type rules struct {
	Source     string        `json:"source"`
	Grade      string        `json:"grade"`
	Links      map[Place]int `json:"links"` // the most
	Ends       []string      `json:"ends"`  // of addresses that are written without www
	Shorteners []string      `json:"shorteners"`
	Messengers []string      `json:"messengers"` // hosts that lead to a person and not to a page
	Calls      []string      `json:"calls"`      // schemes that do
	Repeat     struct{ Times, Percent int }
	Row        int // the same sign so often one after the other
	Shout      struct{ Letters, Percent int }
	Mend, Mark map[string][]string

	link  *regexp.Regexp
	mend  []list
	marks []list
}

// list is the phrases of a rule.
type list struct {
	rule   string
	begins map[string][][]string // each as its words, by the first
	whole  map[string]bool       // each as one word: spelt, or without spaces
}

var law = readRules(rulesFile)

func readRules(raw []byte) *rules {
	r := &rules{}
	if err := json.Unmarshal(raw, r); err != nil {
		panic(fmt.Sprintf("saring: rules.json: %v", err)) // a file inside the program; a test reads it
	}
	r.link = regexp.MustCompile(`(?i)https?://\S+|\bwww\.\S+|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:` + strings.Join(r.Ends, "|") + `)\b(?:/\S*)?`)
	lists := func(all map[string][]string) (out []list) {
		for _, rule := range slices.Sorted(maps.Keys(all)) {
			l := list{rule: rule, begins: map[string][][]string{}, whole: map[string]bool{}}
			for _, p := range all[rule] {
				words := tokens(p)
				l.begins[words[0]] = append(l.begins[words[0]], words)
				l.whole[strings.Join(words, "")] = true
			}
			out = append(out, l)
		}
		return out
	}
	r.mend, r.marks = lists(r.Mend), lists(r.Mark)
	return r
}

// Rules lists the codes of what a text may be told, for their words.
func Rules() []string {
	out := []string{"links", "contact", "nik", "repeat", "row", "shout"}
	for _, l := range slices.Concat(law.mend, law.marks) {
		out = append(out, l.rule)
	}
	return append(out, "short")
}

// Source tells where the rules come from, and how far they may be relied on.
func Source() (source, grade string) { return law.Source, law.Grade }
