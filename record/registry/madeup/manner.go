package madeup

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"alun/ground/fault"
)

// manner is how a kind of trade is spoken of: its verbs, its words of praise, its units and
// its sentences. What fits a cook does not fit a welder, so nothing is formed by rule: every
// form stands in lists/manners.
type manner struct {
	words   map[string][]string // by slot
	says    map[string][]*sentence
	outputs []output
}

// sentence is a sentence with open places. needs tells which of the further things that a
// business offers it names: each is named once in a text.
type sentence struct {
	parts    []part
	and, too bool
}

// part is text and the place behind it.
type part struct {
	before string
	slot   string
	from   []string // the words of the slot; nil: it is a fact of the business
}

// output is what a workshop makes in a time, between two bounds.
type output struct {
	least, most int
	unit        string // "porsi/day"
}

// The places of a description; about is in the languages that few businesses write.
var (
	places = []string{"open", "how", "order"}
	about  = []string{"en", "ja"}
	told   = []string{"what", "and", "also", "owner", "area", "year", "brand", "name"}
)

// readManners reads lists/manners: sections of lines "key|value|value". with takes over
// what another section says; its own words of a slot stand instead of the other's, its
// sentences beside them.
func (l *lists) readManners() error {
	raw := map[string]map[string][]string{}
	files, err := fs.Glob(listFiles, "lists/manners/*.txt")
	for _, file := range files {
		if err == nil {
			err = l.readSections(file, raw)
		}
	}
	for name := range raw {
		if err == nil && raw[name]["code"] != nil {
			err = l.learn(name, raw)
		}
	}
	for _, division := range l.divisions {
		if err == nil && l.manners[division] == nil {
			err = fault.New(fault.Invalid, "sheet.record_cell", "lists/manners", 0, "code", division)
		}
	}
	return err
}

// readSections reads the sections of a file.
func (l *lists) readSections(file string, raw map[string]map[string][]string) error {
	section := map[string][]string{}
	return eachLine(file, func(line string) {
		if line[0] == '[' {
			section = map[string][]string{}
			raw[strings.Trim(line, "[]")] = section
			return
		}
		key, values, _ := strings.Cut(line, "|")
		section[key] = append(section[key], strings.Split(values, "|")...)
		l.hear(values)
	})
}

// learn makes a manner of a section and those that it goes on from.
func (l *lists) learn(name string, raw map[string]map[string][]string) error {
	m := &manner{words: map[string][]string{}, says: map[string][]*sentence{}}
	lines := map[string][]string{}
	for at := name; at != ""; at = first(raw[at]["with"]) {
		if raw[at] == nil {
			return fmt.Errorf("lists/manners: %s goes on from %s, which is not there", name, at)
		}
		for key, values := range raw[at] {
			if slices.Contains(places, key) {
				lines[key] = append(lines[key], values...)
			} else if m.words[key] == nil {
				m.words[key] = values
			}
		}
	}
	for _, place := range about {
		lines[place] = m.words[place]
	}
	for place, texts := range lines {
		for _, text := range texts {
			s, err := m.parse(text)
			if err != nil {
				return fmt.Errorf("lists/manners: %s: %w", name, err)
			}
			m.says[place] = append(m.says[place], s)
		}
	}
	return l.know(name, m)
}

// know reads what a manner makes, and keeps it by its codes.
func (l *lists) know(name string, m *manner) error {
	for _, text := range m.words["capacity"] {
		var o output
		if _, err := fmt.Sscanf(text, "%d-%d %s", &o.least, &o.most, &o.unit); err != nil || o.most <= o.least {
			return fmt.Errorf("lists/manners: %s: capacity %q", name, text)
		}
		m.outputs = append(m.outputs, o)
	}
	for _, code := range m.words["code"] {
		if l.manners[code] != nil {
			return fmt.Errorf("lists/manners: %s: %s is another's", name, code)
		}
		l.manners[code] = m
	}
	return nil
}

func first(of []string) string {
	if len(of) == 0 {
		return ""
	}
	return of[0]
}

// parse finds the places of a sentence. A digit at the end of a slot is for the writer:
// {quality} and {quality2} are two words of one list.
func (m *manner) parse(text string) (*sentence, error) {
	s := &sentence{}
	for {
		before, rest, found := strings.Cut(text, "{")
		if !found {
			s.parts = append(s.parts, part{before: before})
			return s, nil
		}
		slot, after, _ := strings.Cut(rest, "}")
		p := part{before: before, slot: strings.TrimRight(slot, "2")}
		if !slices.Contains(told, p.slot) {
			if p.from = m.words[p.slot]; len(p.from) < 2 {
				return nil, fmt.Errorf("%q: too few words for {%s}", text, slot)
			}
		}
		s.and, s.too = s.and || slot == "and", s.too || slot == "also"
		s.parts, text = append(s.parts, p), after
	}
}

// mannerOf is how what a code does is spoken of: what begins longer says more of it.
func (l *lists) mannerOf(code string) *manner {
	for len(code) > 2 && l.manners[code] == nil {
		code = code[:len(code)-1]
	}
	return l.manners[code]
}

// capacity is what a business of a class makes, round as people tell it.
func (m *manner) capacity(d *dice, size class) string {
	if len(m.outputs) == 0 {
		return ""
	}
	o := m.outputs[d.n(len(m.outputs))]
	n := d.between(o.least, o.most) * (1 + 2*int(size))
	switch {
	case n > 200:
		n = n / 50 * 50
	case n > 20:
		n = n / 5 * 5
	}
	return strconv.Itoa(n) + " " + o.unit
}
