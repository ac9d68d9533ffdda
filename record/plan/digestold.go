package plan

import (
	"context"
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/seal"
)

// digestFact says that every row has had its digest: from then on a row without
// one is told.
const digestFact = "plan/digest"

// DigestOld gives rows that an older program wrote their digests, once in a
// database's life. A digest that is missing later is never made again: whoever
// takes it away must not be helped.
func DigestOld(ctx context.Context, d *db.DB, digests *seal.Digester) (err error) {
	defer fault.Op(&err, "plan: digest old rows")
	var all []digest
	done := ""
	err = d.Read(ctx, func(tx *db.Tx) (err error) {
		if done, err = db.Fact(tx, digestFact); err != nil || done != "" {
			return err
		}
		all, err = undigested(tx, digests)
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
	return d.Write(ctx, func(tx *db.Tx) error { return db.SetFact(tx, digestFact, digests.Of(seal.NewRow(digestFact)).Key) })
}

// undigested makes the digests of all published rows that have none.
func undigested(tx *db.Tx, digests *seal.Digester) ([]digest, error) {
	m := &making{digests: digests}
	c := newCheck(digests, func(seal.Finding) {}, &Verified{})
	c.make = m.make
	return m.all, c.all(tx)
}

// making gathers digests.
type making struct {
	digests *seal.Digester
	all     []digest
}

func (m *making) make(name rowName, place string, row func(place string) *seal.Row) {
	m.all = append(m.all, digest{name, place, m.digests.Of(row(place))})
}
