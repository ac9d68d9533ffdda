package lang

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Catalogue holds every sentence of the house in every language.
type Catalogue struct{ langs map[Tag]map[string]sentence }

// sentence is a sentence cut at its values.
type sentence []piece

type piece struct {
	text       string // a literal piece, when arg is 0
	arg        int    // 1 for {1}
	choice     bool   // {1|one|other}
	one, other string
}

// Load reads words/id.json, en.json and ja.json of every room. It refuses a key
// that two rooms claim, a key that one language lacks, and a sentence whose
// values differ between languages.
func Load(rooms ...fs.FS) (*Catalogue, error) {
	c := &Catalogue{langs: map[Tag]map[string]sentence{}}
	for _, tag := range All {
		c.langs[tag] = map[string]sentence{}
		for _, room := range rooms {
			if err := c.read(tag, room); err != nil {
				return nil, err
			}
		}
	}
	return c, c.compare()
}

func (c *Catalogue) read(tag Tag, room fs.FS) error {
	name := "words/" + string(tag) + ".json"
	raw, err := fs.ReadFile(room, name)
	if err != nil {
		return fmt.Errorf("lang: %w", err)
	}
	var flat map[string]string
	if err := json.Unmarshal(raw, &flat); err != nil {
		return fmt.Errorf("lang: %s: %w", name, err)
	}
	for key, text := range flat {
		if _, twice := c.langs[tag][key]; twice {
			return fmt.Errorf("lang: %s: two rooms claim %q", name, key)
		}
		s, err := cut(text)
		if err != nil {
			return fmt.Errorf("lang: %s: %s: %w", name, key, err)
		}
		c.langs[tag][key] = s
	}
	return nil
}

// compare holds every language against the source.
func (c *Catalogue) compare() error {
	source := c.langs[ID]
	for _, tag := range All[1:] {
		for _, key := range slices.Sorted(maps.Keys(source)) {
			s, ok := c.langs[tag][key]
			if !ok {
				return fmt.Errorf("lang: %s lacks %q", tag, key)
			}
			if a, b := source[key].args(), s.args(); a != b {
				return fmt.Errorf("lang: %q takes values %s in id and %s in %s", key, a, b, tag)
			}
		}
		for key := range c.langs[tag] {
			if _, ok := source[key]; !ok {
				return fmt.Errorf("lang: id lacks %q", key)
			}
		}
	}
	return nil
}

// In gives one language to draw a page with.
func (c *Catalogue) In(tag Tag) Lang { return Lang{tag, c.langs[tag]} }

// Keys lists all keys, sorted.
func (c *Catalogue) Keys() []string { return slices.Sorted(maps.Keys(c.langs[ID])) }

// args names the values that a sentence shows, for comparison: "1,3". A choice
// shows no value, so it does not count: only English needs it.
func (s sentence) args() string {
	var seen []int
	for _, p := range s {
		if p.arg > 0 && !p.choice && !slices.Contains(seen, p.arg) {
			seen = append(seen, p.arg)
		}
	}
	slices.Sort(seen)
	return fmt.Sprint(seen)
}

// cut splits "{1} of {2|row|rows}" at its values.
func cut(text string) (sentence, error) {
	var out sentence
	var lit strings.Builder
	flush := func() {
		if lit.Len() > 0 {
			out = append(out, piece{text: lit.String()})
			lit.Reset()
		}
	}
	for i := 0; i < len(text); {
		switch {
		case strings.HasPrefix(text[i:], "{{"):
			lit.WriteByte('{')
			i += 2
		case text[i] == '{':
			end := strings.IndexByte(text[i:], '}')
			if end < 0 {
				return nil, fmt.Errorf("an open brace is never closed")
			}
			p, err := value(text[i+1 : i+end])
			if err != nil {
				return nil, err
			}
			flush()
			out = append(out, p)
			i += end + 1
		default:
			lit.WriteByte(text[i])
			i++
		}
	}
	flush()
	if out == nil {
		return nil, fmt.Errorf("an empty sentence")
	}
	return out, nil
}

func value(inside string) (piece, error) {
	parts := strings.Split(inside, "|")
	n, err := strconv.Atoi(parts[0])
	if err != nil || n < 1 || n > 9 {
		return piece{}, fmt.Errorf("{%s} names no value", inside)
	}
	switch len(parts) {
	case 1:
		return piece{arg: n}, nil
	case 3:
		return piece{arg: n, choice: true, one: parts[1], other: parts[2]}, nil
	}
	return piece{}, fmt.Errorf("{%s} needs two forms", inside)
}
