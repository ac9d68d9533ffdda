package mail

import "alun/ground/db"

// Counts are how many messages there are, by state.
func Counts(tx *db.Tx) (map[string]int64, error) {
	by := map[string]int64{}
	_, err := db.All(tx, func(r *db.Row) bool {
		by[r.Text()] = r.Int64()
		return true
	}, `select state, count(*) from mail_message group by state`)
	return by, err
}
