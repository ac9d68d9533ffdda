package dbtest

import "alun/ground/db"

// Spelt is an id in syllables, for a name that no other has. Where texts are looked
// through, a time in one is taken for a telephone in 7 of 100 cases and a code in 5 of
// 100,000: a name for a test has no figures.
func Spelt(id db.ID) string {
	out := ""
	for rest := int64(id); rest > 0; rest /= 50 {
		out += string("bdgklmnprt"[rest%10]) + string("aeiou"[rest/10%5])
	}
	return out
}
