package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
)

// Catalogue holds every sentence of the house in every language.
type Catalogue struct{ langs map[Tag]map[string]sentence }

// Load reads words/id.json, en.json and ja.json of every room.
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
	if err := c.compare(); err != nil {
		return nil, err
	}
	return c, nil
}

// read adds one file of words.
func (c *Catalogue) read(tag Tag, room fs.FS) error {
	name := "words/" + string(tag) + ".json"
	raw, err := fs.ReadFile(room, name)
	if err != nil {
		return fmt.Errorf("lang: %w", err)
	}
	err = pairs(raw, func(key, text string) error {
		if _, twice := c.langs[tag][key]; twice {
			return errors.New("claimed twice")
		}
		s, err := cut(text)
		c.langs[tag][key] = s
		return err
	})
	if err != nil {
		return fmt.Errorf("lang: %s: %w", name, err)
	}
	return nil
}

// compare holds every language against the source.
func (c *Catalogue) compare() error {
	source := c.langs[ID]
	for _, tag := range All[1:] {
		for _, key := range c.Keys() {
			s, ok := c.langs[tag][key]
			if !ok {
				return fmt.Errorf("lang: %s lacks %q", tag, key)
			}
			if err := s.agrees(source[key]); err != nil {
				return fmt.Errorf("lang: %q in %s %w", key, tag, err)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(c.langs[tag])) {
			if _, ok := source[key]; !ok {
				return fmt.Errorf("lang: %s lacks %q, which %s has", ID, key, tag)
			}
		}
	}
	return nil
}

// In gives one language to draw a page with.
func (c *Catalogue) In(tag Tag) Lang { return Lang{tag, c.langs[tag]} }

// Keys lists all keys, sorted.
func (c *Catalogue) Keys() []string { return slices.Sorted(maps.Keys(c.langs[ID])) }
