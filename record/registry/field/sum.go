package field

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/place"
	"alun/record/registry"
)

// Bands are how sure the city is, from working to not, by the least chance of each.
var Bands = []float64{0.9, 0.7, 0.3, 0}

// BandOf is the band of a chance, 0 the surest.
func BandOf(chance float64) int {
	return slices.IndexFunc(Bands, func(least float64) bool { return chance >= least })
}

// bound is the least log-odds of a band, in thousandths.
func bound(band int) int64 {
	return int64(math.Ceil(1000 * math.Log(Bands[band]/(1-Bands[band]))))
}

// least is how many businesses a number that leaves the area must stand for.
const least = 10

// Hidden is a number that is not told.
const Hidden = -1

// Sum is how many businesses of a kecamatan stand in each band.
type Sum struct {
	Area  place.Area
	Count []int // as Bands; Hidden where it is not told
}

// Sums counts the city for who may see its businesses: planner and inspector all
// kecamatan, counters theirs. Numbers below ten are hidden, and with each so many
// others of its kecamatan that none can be told from the whole, which others publish.
// at is the moment that was counted, the oldest of all kecamatan.
func (d *Desk) Sums(tx *db.Tx, session string) (out []Sum, at time.Time, err error) {
	v, err := account.See(tx, session)
	if err != nil {
		return nil, at, err
	}
	areas, err := place.OfLevel(tx, place.Kecamatan)
	if err != nil {
		return nil, at, err
	}
	var refused error
	for _, a := range areas {
		if _, err := v.May(registry.MayWatch, account.At{Area: a.Code}); err != nil {
			refused = err
			continue
		}
		count, counted, err := kept(tx, a.Code)
		if err != nil {
			return nil, at, err
		}
		hide(count)
		if out = append(out, Sum{a, count}); at.IsZero() || counted.Before(at) {
			at = counted
		}
	}
	if len(out) == 0 {
		return nil, at, refused
	}
	return out, at, nil
}

// kept are the numbers of a kecamatan as they were counted last. One that nobody has
// counted yet is counted now.
func kept(tx *db.Tx, area string) (count []int, at time.Time, err error) {
	count, n := make([]int, len(Bands)), 0
	err = db.Each(tx, func(r *db.Row) error {
		count[r.Int()], at = r.Int(), r.Time()
		n++
		return nil
	}, `select band, businesses, at from registry_keaktifan_sum where area = $1`, area)
	if err != nil || n > 0 {
		return count, at, err
	}
	count, err = recount(tx, area)
	return count, tx.Now(), err
}

// recount counts the businesses of a kecamatan: a seek for each of them, 20 to 70 ms.
func recount(tx *db.Tx, area string) ([]int, error) {
	count := make([]int, len(Bands))
	err := db.Each(tx, func(r *db.Row) error {
		band := r.Int()
		count[band] = r.Int()
		return nil
	}, `select case when k.odds >= cast($3 as bigint) then 0 when k.odds >= cast($4 as bigint) then 1 when k.odds >= cast($5 as bigint) then 2 else 3 end, count(*)
		from registry_business b join registry_keaktifan k on k.business = b.id where b.kelurahan >= $1 and b.kelurahan < $2 and b.state in `+visited+` group by 1`,
		area+".", area+"/", bound(0), bound(1), bound(2))
	return count, err
}

// Count counts all kecamatan and keeps the numbers. It reads long and writes little: hold
// is taken in the act that writes.
func (d *Desk) Count(ctx context.Context, hold func(tx *db.Tx) error) error {
	var rows [][]any
	err := d.DB.Read(ctx, func(tx *db.Tx) error {
		areas, err := place.OfLevel(tx, place.Kecamatan)
		for _, a := range areas {
			var count []int
			if err == nil {
				count, err = recount(tx, a.Code)
			}
			for band, n := range count {
				rows = append(rows, []any{a.Code, band, n, tx.Now()})
			}
		}
		return err
	})
	if err != nil || len(rows) == 0 {
		return err
	}
	return d.DB.Write(ctx, func(tx *db.Tx) error {
		if err := hold(tx); err != nil {
			return err
		}
		if _, err := tx.Exec(`delete from registry_keaktifan_sum`); err != nil {
			return err
		}
		return db.Many(tx, `insert into registry_keaktifan_sum (area, band, businesses, at) values `, ``, rows)
	})
}

// hide hides what stands for fewer than ten, and the smallest others until what is
// hidden is ten and more in at least two numbers.
func hide(count []int) {
	if leftOut("k") {
		return
	}
	order := make([]int, len(count))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(count[a], count[b]) })
	sum, n := 0, 0
	for _, i := range order {
		if count[i] >= least && (n == 0 || n >= 2 && sum >= least) {
			break
		}
		sum, n = sum+count[i], n+1
		count[i] = Hidden
	}
}
