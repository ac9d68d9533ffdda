package registry

import (
	"context"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/record/diary"
)

// mostLooked is how many businesses one look of MarkOld reads: about 20 ms.
const mostLooked = 200

// MarkOld goes through what everybody reads, for texts from before such ones were refused: a
// number in a name, words of gambling. They get a mark, so that an officer sees them; they
// stay as they are, for their owner to mend. What an officer found good stays so. It tells
// how many businesses it marked, reads in pieces, and opens an act only for a piece in which
// there is something to mark: it is for a turn a day, of which most find nothing.
func (k *Book) MarkOld(ctx context.Context, d *db.DB) (marked int, err error) {
	for after := db.ID(0); err == nil; {
		var bad []db.ID
		var last db.ID
		err = d.Read(ctx, func(tx *db.Tx) error { bad, last, err = k.lookOver(tx, after); return err })
		if err != nil || last == 0 {
			return marked, err
		}
		after = last
		if len(bad) == 0 {
			continue
		}
		n := 0
		err = d.Write(ctx, func(tx *db.Tx) (err error) { n, err = k.markThem(tx, bad); return err })
		marked += n
	}
	return marked, err
}

// lookOver finds, in the next piece behind a business, those with a text that is to be
// marked; last is the last one that was looked at, 0 where there is none.
func (k *Book) lookOver(tx *db.Tx, after db.ID) (bad []db.ID, last db.ID, err error) {
	all, err := db.All(tx, scanBusiness, businessSelect+` where b.id > $1 and b.state in ('published', 'suspended') order by b.id limit $2`, after, mostLooked)
	if err != nil || len(all) == 0 {
		return nil, 0, err
	}
	fresh, err := k.unmarked(tx, slices.DeleteFunc(slices.Clone(all), func(b Business) bool { return len(unfit(b.Facts)) == 0 }))
	for id := range fresh {
		bad = append(bad, id)
	}
	slices.Sort(bad)
	return bad, all[len(all)-1].ID, err
}

// unmarked are the texts of businesses that are to be marked and are not: neither marked
// already nor of a business of which an officer has found the texts good.
func (k *Book) unmarked(tx *db.Tx, all []Business) (map[db.ID][]Mark, error) {
	ids := make([]db.ID, len(all))
	for i, b := range all {
		ids[i] = b.ID
	}
	had, err := MarksOf(tx, ids)
	if err != nil {
		return nil, err
	}
	good, err := diary.Which(tx, "registry_business", "registry.marks_cleared", ids)
	out := map[db.ID][]Mark{}
	for _, b := range all {
		if good[b.ID] && !leftOut("found good") {
			continue
		}
		for _, m := range unfit(b.Facts) {
			if !slices.ContainsFunc(had[b.ID], func(o Mark) bool { return o.Fact == m.Fact }) {
				out[b.ID] = append(out[b.ID], m)
			}
		}
	}
	return out, err
}

// markThem marks businesses as they stand now, each text once.
func (k *Book) markThem(tx *db.Tx, ids []db.ID) (n int, err error) {
	all, err := db.Among(tx, scanBusiness, businessSelect+` where b.id in `, ` order by b.id`, ids)
	if err != nil {
		return 0, err
	}
	fresh, err := k.unmarked(tx, all)
	for _, b := range all {
		for _, m := range fresh[b.ID] {
			if err == nil {
				err = k.put(tx, marks, b.ID, string(m.Fact), strings.Join(m.Rules, " "), tx.Now())
			}
		}
	}
	return len(fresh), err
}
