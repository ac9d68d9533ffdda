package account

import (
	"strconv"

	"alun/ground/keys"
)

// What a page shows once is made from the key of the form that asked for it: who
// presses twice sees what was kept, and nothing of it stands in a kept answer.
// The key has 130 random bits, and without the house's own key it tells nothing.

// LinkOfForm is the token of the link that a form asks for.
func LinkOfForm(ring *keys.Ring, key string) string { return ring.Blind("account link made", key)[:40] }

// CodesOf are the recovery codes that a form asks for, as NewCodes makes them.
func CodesOf(ring *keys.Ring, key string) []string {
	all := make([]string, codeCount)
	for i := range all {
		t := ring.Blind("account codes made "+strconv.Itoa(i), key)
		all[i] = t[:5] + "-" + t[5:10] + "-" + t[10:15]
	}
	return all
}
