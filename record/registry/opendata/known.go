package opendata

import (
	"strings"

	"alun/ground/db"
	"alun/record/registry"
)

// Known is how many published businesses have a name and kelurahan that are known so well, as the
// open data says it of each.
func (c *Census) Known(l registry.Level) int64 { return c.known[l] }

// All is how many published businesses there are. It is for shares alone: a table tells what may
// be told.
func (c *Census) All() int64 { return int64(len(c.units)) }

// levelOf finds in the proofs of a business, as its row has them, the best one of name and
// kelurahan. They are not read as JSON, which would take as long as all the rest of the census: a
// quote within a text is escaped, so what is looked for is never part of one.
func levelOf(proofs string) (best registry.Level) {
	for i, one := range strings.Split(proofs, `{"l":`) {
		_, facts, _ := strings.Cut(one, `"of":[`)
		if i == 0 || !strings.Contains(facts, `"`+string(registry.Name)+`"`) && !strings.Contains(facts, `"`+string(registry.Kelurahan)+`"`) {
			continue
		}
		best = max(best, registry.Level(one[0]-'0'))
	}
	return best
}

// OnlyMadeUp tells whether businesses were handed in, and each of them is made up: then no number
// ever told of a real one.
func OnlyMadeUp(tx *db.Tx) (bool, error) {
	_, made, err := db.One(tx, (*db.Row).ID, `select id from registry_business where demo limit 1`)
	if err != nil || !made {
		return false, err
	}
	_, others, err := db.One(tx, (*db.Row).ID, `select id from registry_business where not demo and state <> 'draft' limit 1`)
	return !others, err
}
