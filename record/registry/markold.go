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
// how many businesses it marked, and reads in pieces: it is for a turn a day.
func (k *Book) MarkOld(ctx context.Context, d *db.DB) (marked int, err error) {
	for after := db.ID(0); err == nil; {
		var all []Business
		err = d.Read(ctx, func(tx *db.Tx) (err error) {
			all, err = db.All(tx, scanBusiness, businessSelect+` where b.id > $1 and b.state in ('published', 'suspended') order by b.id limit $2`, after, mostLooked)
			return err
		})
		if err != nil || len(all) == 0 {
			return marked, err
		}
		after = all[len(all)-1].ID
		var bad []db.ID
		for _, b := range all {
			if len(unfit(b.Facts)) > 0 {
				bad = append(bad, b.ID)
			}
		}
		if len(bad) == 0 {
			continue
		}
		n := 0
		err = d.Write(ctx, func(tx *db.Tx) (err error) { n, err = k.markThem(tx, bad); return err })
		marked += n
	}
	return marked, err
}

// markThem marks businesses as they stand now, each text once.
func (k *Book) markThem(tx *db.Tx, ids []db.ID) (n int, err error) {
	had, err := MarksOf(tx, ids)
	if err != nil {
		return 0, err
	}
	all, err := db.Among(tx, scanBusiness, businessSelect+` where b.id in `, ` order by b.id`, ids)
	for _, b := range all {
		if err != nil {
			return n, err
		}
		var cleared bool
		if cleared, err = k.foundGood(tx, b.ID); err != nil || cleared {
			continue
		}
		fresh := false
		for _, m := range unfit(b.Facts) {
			if err == nil && !slices.ContainsFunc(had[b.ID], func(o Mark) bool { return o.Fact == m.Fact }) {
				err, fresh = k.put(tx, marks, b.ID, string(m.Fact), strings.Join(m.Rules, " "), tx.Now()), true
			}
		}
		if fresh {
			n++
		}
	}
	return n, err
}

// foundGood reports whether an officer has looked at the texts since they were written.
func (k *Book) foundGood(tx *db.Tx, business db.ID) (bool, error) {
	told, err := diary.About(tx, "registry_business", business, 1000)
	cleared := func(e diary.Entry) bool { return e.Fact == "registry.marks_cleared" }
	return slices.ContainsFunc(told, cleared) && !leftOut("found good"), err
}
