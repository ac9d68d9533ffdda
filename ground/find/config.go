package find

import (
	"errors"
	"fmt"

	"alun/ground/find/word"
)

// Field is a part of a document's text, as its name or its description.
type Field struct {
	Name   string
	Weight float64 // how much a word counts here
	B      float64 // how much a long text lowers it: 0 not at all, 1 fully
}

// Config says what documents are made of. It must not change while the index is
// in use, and a file can only be read with the Config that it was written with.
type Config struct {
	Fields []Field  // at most 8
	Facets []string // at most 64
	K1     float64  // how soon more of the same word counts no more; 0 means 1.2
	Words  *word.Analyzer
}

// Doc is what is put into an index.
type Doc struct {
	ID     int64
	Texts  []string   // one for each field; the last ones may be left out
	Facets [][]string // the values of each facet; the last ones may be left out
	Group  string     // documents of one group stand together
	Name   string     // by which ByName sorts, byte by byte
	At     Point
	Placed bool // At is known
}

// Point is a place on the earth in millionths of a degree.
type Point struct{ Lat, Lon int32 }

func (p Point) onEarth() bool {
	const lat, lon = 90_000_000, 180_000_000
	return p.Lat >= -lat && p.Lat <= lat && p.Lon >= -lon && p.Lon <= lon
}

// Limits of a Config.
const (
	mostFields = 8
	mostFacets = 64
)

// check completes a configuration or says what is wrong with it.
func (c *Config) check() error {
	if c.K1 == 0 {
		c.K1 = 1.2
	}
	switch {
	case c.Words == nil:
		return errors.New("find: no analyzer")
	case len(c.Fields) == 0 || len(c.Fields) > mostFields:
		return fmt.Errorf("find: %d fields, of 1 to %d", len(c.Fields), mostFields)
	case len(c.Facets) > mostFacets:
		return fmt.Errorf("find: %d facets, of %d at most", len(c.Facets), mostFacets)
	case !(c.K1 > 0):
		return fmt.Errorf("find: k1 is %g", c.K1)
	}
	for _, f := range c.Fields {
		if !(f.Weight > 0) || !(f.B >= 0 && f.B <= 1) {
			return fmt.Errorf("find: field %q has weight %g and b %g", f.Name, f.Weight, f.B)
		}
	}
	for i, name := range c.Facets {
		for _, other := range c.Facets[:i] {
			if name == other {
				return fmt.Errorf("find: facet %q twice", name)
			}
		}
	}
	return nil
}

// facet is the number of a facet, -1 if there is none of this name.
func (c *Config) facet(name string) int {
	for i, f := range c.Facets {
		if f == name {
			return i
		}
	}
	return -1
}
