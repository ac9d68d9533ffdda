package registry

import "alun/ground/db"

// SalesSample counts published businesses by the code of the band of yearly sales that
// they told, "" where none: of every so many one, so that about most are opened. Bands
// are sealed for each business, so a whole city would take seconds. Nothing but the counts
// leaves it, and whoever shows them says small ones as few. It asks for no right: who
// calls it does.
func (k *Book) SalesSample(tx *db.Tx, most int64) (byBand map[string]int64, every int64, err error) {
	all, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from registry_business where state = 'published'`)
	if err != nil {
		return nil, 0, err
	}
	every = 1
	if all > most {
		every = all/most | 1 // odd: the lower bits of ids are not spread
	}
	ids, err := db.All(tx, (*db.Row).ID, `select id from registry_business where state = 'published' and id % $1 = 0`, every)
	byBand = map[string]int64{}
	for _, id := range ids {
		if err != nil {
			break
		}
		var b Business
		if b, err = k.whole(tx, id); err == nil {
			byBand[b.Facts[Sales]]++
		}
	}
	return byBand, every, err
}
