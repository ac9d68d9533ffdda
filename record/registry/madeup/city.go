package madeup

import (
	"io/fs"
	"iter"

	"alun/ground/date"
	"alun/ground/fault"
	"alun/ground/money"
	"alun/record/registry"
)

// Businesses is how many entries the demonstration city has: as many as the real
// city counted in November 2025.
const Businesses = 93_000

// Today is the day of which the city is as it is.
var Today = date.Day{Year: 2026, Month: 11, Date: 22}

// City makes businesses.
type City struct {
	*lists
	seed       uint64
	words      *vocabulary
	areas      []area
	byPeople   chance
	creative   map[string][]*code
	subsectors []string
}

// Entry is what a list or a form says of a business.
type Entry struct {
	Number   int64 // from 0
	Facts    registry.Values
	Owner    Owner
	Products []Product
	Listed   int // the year of the list that names it first
}

// Owner is a made-up person.
type Owner struct {
	Number int64 // the same for all businesses of one owner
	Name   string
	Woman  bool
}

// Product is what a business offers.
type Product struct {
	Name, About string
	Unit        string
	Price, Most money.Rupiah // Most is 0 where there is one price
	ToOrder     bool
}

// Open prepares the city of a profile.
func Open(files fs.FS, seed uint64) (_ *City, err error) {
	defer fault.Op(&err, "madeup: open")
	c := &City{seed: seed, creative: map[string][]*code{}}
	if c.lists, err = readLists(); err != nil {
		return nil, err
	}
	for _, read := range []func(fs.FS) error{c.readAreas, c.readCodes} {
		if err := read(files); err != nil {
			return nil, err
		}
	}
	c.words = newVocabulary(c.lists, seed)
	return c, nil
}

// Entries makes the first n entries, in the order of their numbers.
func (c *City) Entries(n int64) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for number := range n {
			if !yield(c.Entry(number)) {
				return
			}
		}
	}
}

// Entry makes the entry of a number: always the same of the same city.
func (c *City) Entry(number int64) Entry {
	kind, first := c.role(number)
	switch kind {
	case again:
		return c.slip(number, c.fresh(first, c.draw(first)))
	case sibling:
		return c.sibling(number, first)
	case branch:
		return c.branch(number, first)
	}
	return c.fresh(number, c.draw(number))
}

// Mark is the sentence that says in a language (id, en, ja) that a business does not
// exist.
func (c *City) Mark(language string) string { return c.mark[language] }

// role is how an entry hangs together with an earlier one.
type role int

const (
	alone   role = iota
	again        // the same business, entered a second time
	sibling      // another business of the same owner at the same place
	branch       // another place under the same name
)

// The shares of roles: ours.
const (
	againShare   = 0.04
	siblingShare = 0.03
	branchShare  = 0.02
)

// role finds how an entry hangs together, and with which.
func (c *City) role(number int64) (role, int64) {
	kind := c.wanted(number)
	if kind == alone {
		return alone, number
	}
	d := throw(c.seed, number, forRole)
	d.next()
	for range 40 {
		first := int64(d.next() % uint64(number))
		if c.wanted(first) == alone && c.class(first) == c.class(number) {
			return kind, first
		}
	}
	return alone, number
}

func (c *City) wanted(number int64) role {
	p := throw(c.seed, number, forRole).part()
	switch {
	case number < 31: // a business before it, to belong to
		return alone
	case p < againShare:
		return again
	case p < againShare+siblingShare:
		return sibling
	case p < againShare+siblingShare+branchShare:
		return branch
	}
	return alone
}

// class is how large a business is.
type class int

const (
	micro class = iota
	small
	medium
)

// Of 31 businesses 29 are micro, as 87,000 of 93,000 are; of the others one in 13.2
// is medium.
const (
	inBlock     = 31
	mediumShare = 65.5 / (798.7 + 65.5)
)

func (c *City) class(number int64) class {
	block := throw(c.seed, number/inBlock, forClass)
	one := block.n(inBlock)
	two := (one + 1 + block.n(inBlock-1)) % inBlock
	if at := int(number % inBlock); at != one && at != two {
		return micro
	}
	if throw(c.seed, number, forClass).is(mediumShare) {
		return medium
	}
	return small
}
