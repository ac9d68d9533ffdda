package find

import (
	"fmt"
	"strings"

	"alun/ground/find/word"
)

// draft reads documents into columns, in the order in which they come.
type draft struct {
	config  *Config
	every   *word.Analyzer // the configured one, but it gives stop words too
	columns columns
	names   tabler
	groups  naming
	facets  []naming
	words   naming // surfaces
	terms   naming
	buf     []uint32
}

// naming numbers strings in the order in which they come.
type naming struct {
	number map[string]uint32
	table  tabler
}

func newNaming() naming { return naming{number: map[string]uint32{}} }

func (n *naming) of(s string) uint32 {
	if i, ok := n.number[s]; ok {
		return i
	}
	i := uint32(len(n.number))
	n.number[strings.Clone(s)] = i
	n.table.add(s)
	return i
}

func newDraft(c *Config, every *word.Analyzer) *draft {
	d := &draft{config: c, every: every, groups: newNaming(), words: newNaming(), terms: newNaming()}
	d.facets = make([]naming, len(c.Facets))
	d.columns.facets = make([]facet, len(c.Facets))
	for i := range d.facets {
		d.facets[i] = newNaming()
		d.columns.facets[i].from = []uint32{0}
	}
	d.columns.textAt = []uint32{0}
	return d
}

// add reads one document.
func (d *draft) add(doc *Doc) error {
	if len(doc.Texts) > len(d.config.Fields) || len(doc.Facets) > len(d.config.Facets) {
		return fmt.Errorf("find: document %d has %d texts and %d facets, of %d and %d",
			doc.ID, len(doc.Texts), len(doc.Facets), len(d.config.Fields), len(d.config.Facets))
	}
	at := Point{}
	if doc.Placed {
		at = doc.At
	}
	if !at.onEarth() {
		return fmt.Errorf("find: document %d is at %d, %d, outside the earth", doc.ID, at.Lat, at.Lon)
	}
	c := &d.columns
	n := len(c.ids)
	c.ids = append(c.ids, doc.ID)
	c.group = append(c.group, d.groups.of(doc.Group))
	d.names.add(doc.Name)
	c.at = append(c.at, at)
	if span(n+1) > len(c.placed) {
		c.placed = append(c.placed, 0)
	}
	if doc.Placed {
		c.placed.add(uint32(n))
	}
	for i := range d.facets {
		d.values(i, doc.Facets)
	}
	for i := range d.config.Fields {
		d.field(i, doc.Texts)
	}
	c.textAt = append(c.textAt, uint32(len(c.text)))
	return nil
}

// values keeps each value of a facet once.
func (d *draft) values(i int, of [][]string) {
	f := &d.columns.facets[i]
	begin := len(f.value)
	if i < len(of) {
	next:
		for _, v := range of[i] {
			value := d.facets[i].of(v)
			for _, known := range f.value[begin:] {
				if known == value {
					continue next
				}
			}
			f.value = append(f.value, value)
		}
	}
	f.from = append(f.from, uint32(len(f.value)))
}

// field keeps the words of a text.
func (d *draft) field(i int, texts []string) {
	d.buf = d.buf[:0]
	if i < len(texts) && texts[i] != "" {
		d.every.Index(texts[i], func(term, surface string) { d.buf = append(d.buf, d.word(term, surface)) })
	}
	c := &d.columns
	c.text = appendNumber(c.text, uint32(len(d.buf)))
	for _, w := range d.buf {
		c.text = appendNumber(c.text, w)
	}
}

// word is the number of a word. A surface leads to one term: the analyzer asks
// nothing but the word.
func (d *draft) word(term, surface string) uint32 {
	if w, ok := d.words.number[surface]; ok {
		return w
	}
	w := d.words.of(surface)
	lex := &d.columns.lex
	if span(int(w)+1) > len(lex.stop) {
		lex.stop = append(lex.stop, 0)
	}
	if d.config.Words.Tables.Stop[surface] {
		lex.stop.add(w)
		term = stopMark + surface
	}
	lex.termOf = append(lex.termOf, d.terms.of(term))
	return w
}

// end gives what was read. Its groups and values are in the order in which they
// came, its words uncounted: only assemble takes it.
func (d *draft) end() *columns {
	c := &d.columns
	c.names, c.groups = d.names.table(), d.groups.table.table()
	c.lex.surfaces, c.lex.terms = d.words.table.table(), d.terms.table.table()
	for i := range c.facets {
		c.facets[i].values = d.facets[i].table.table()
	}
	return c
}

func appendNumber(to []byte, n uint32) []byte {
	for n >= 0x80 {
		to = append(to, byte(n)|0x80)
		n >>= 7
	}
	return append(to, byte(n))
}
