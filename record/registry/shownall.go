package registry

import "alun/ground/db"

func (k *Book) shownAll(tx *db.Tx, ids []db.ID) ([]Business, error) {
	all, err := db.Among(tx, scanBusiness, businessSelect+` where b.state = 'published' and b.id in `, ``, ids)
	if err != nil {
		return nil, err
	}
	of := make(map[db.ID]Business, len(all))
	for _, b := range all {
		of[b.ID] = b
	}
	out := make([]Business, 0, len(all))
	for _, id := range ids {
		b, there := of[id]
		if !there {
			continue
		}
		if b, err = k.listed(tx, b); err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}
