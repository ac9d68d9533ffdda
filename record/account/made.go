package account

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"

	"alun/ground/keys"
)

// What a page shows once is made from the key of the form that asked for it: who
// presses twice sees what was kept, and nothing of it stands in a kept answer.
// The key has 130 random bits, and without the house's own key it tells nothing.

// LinkOfForm is the token of the link that a form asks for.
func LinkOfForm(ring *keys.Ring, key string) string { return ring.Blind("account link made", key)[:40] }

// TokenOfForm is the token under which a session goes on when a form gives the
// second factor. before is the session that sends it.
func TokenOfForm(ring *keys.Ring, before, key string) string {
	return ring.Blind("account session made", before+" "+key)[:40]
}

// CodesOf are the recovery codes that a form asks for, each of 120 random bits:
// "hx2kqa-7tmw4n-rz5gbc-e3vdly". So many that a fast hash keeps them (ASVS 5.0,
// 6.5.2), and in letters and digits that nobody takes for another.
func CodesOf(ring *keys.Ring, key string) []string {
	all := make([]string, codeCount)
	for i := range all {
		sum := sha256.Sum256([]byte(ring.Blind("account codes made "+strconv.Itoa(i), key)))
		t := strings.ToLower(base32.StdEncoding.EncodeToString(sum[:15]))
		all[i] = t[:6] + "-" + t[6:12] + "-" + t[12:18] + "-" + t[18:]
	}
	return all
}
