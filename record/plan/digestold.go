package plan

import (
	"context"
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/seal"
)

// eras are what programs have put under digest, one after the other, each with
// the fact which says that every row has had its digest: from then on a row
// without one is told.
var eras = []struct {
	fact  string
	kinds []string
}{
	{"plan/digest", []string{"report", "figure", "revision", "sum"}},
	{"plan/digest notes", []string{"note", "case", "promise", "link"}},
}

// DigestOld gives rows that an older program wrote their digests, once in a
// database's life. A digest that is missing later is never made again: whoever
// takes it away must not be helped.
func DigestOld(ctx context.Context, d *db.DB, digests *seal.Digester) (err error) {
	defer fault.Op(&err, "plan: digest old rows")
	for _, era := range eras {
		if err := digestEra(ctx, d, digests, era.fact, era.kinds); err != nil {
			return err
		}
	}
	return nil
}

func digestEra(ctx context.Context, d *db.DB, digests *seal.Digester, fact string, kinds []string) error {
	var all []digest
	done := ""
	err := d.Read(ctx, func(tx *db.Tx) (err error) {
		if done, err = db.Fact(tx, fact); err != nil || done != "" {
			return err
		}
		all, err = undigested(tx, digests, kinds)
		return err
	})
	if err != nil || done != "" {
		return err
	}
	for act := range slices.Chunk(all, digestsAnAct) {
		err := d.Write(ctx, func(tx *db.Tx) error {
			for part := range slices.Chunk(act, digestsTogether) {
				if err := putDigests(tx, part); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return d.Write(ctx, func(tx *db.Tx) error { return db.SetFact(tx, fact, digests.Of(seal.NewRow(fact)).Key) })
}

// undigested makes the digests of all published rows of some kinds that have none.
func undigested(tx *db.Tx, digests *seal.Digester, kinds []string) ([]digest, error) {
	m := &making{digests: digests}
	c := newCheck(digests, func(seal.Finding) {}, &Verified{})
	c.make = m.make
	err := c.all(tx)
	return slices.DeleteFunc(m.all, func(d digest) bool { return !slices.Contains(kinds, d.kind) }), err
}

// making gathers digests.
type making struct {
	digests *seal.Digester
	all     []digest
}

func (m *making) make(name rowName, place string, row func(place string) *seal.Row) {
	m.all = append(m.all, digest{name, place, m.digests.Of(row(place))})
}
