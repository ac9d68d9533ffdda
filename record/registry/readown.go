package registry

import (
	"cmp"
	"slices"

	"alun/ground/db"
)

// OwnRead is a read, with those of the businesses of one owner that it was of. A count among
// others is one read of several.
type OwnRead struct {
	ReadOf
	Of []Business
}

// ReadsOfOwner lists who read private facts of any business that somebody owns, or counted
// them among others, the newest first, at most limit behind after. It is for the owner.
func ReadsOfOwner(tx *db.Tx, owner, after db.ID, limit int) (out []OwnRead, err error) {
	businesses, err := OwnedBy(tx, owner)
	at := map[db.ID]int{}
	for _, b := range businesses {
		if err != nil {
			return nil, err
		}
		var reads []ReadOf
		reads, err = readsOf(tx, b.ID, after, limit)
		for _, r := range reads {
			i, known := at[r.ID]
			if !known {
				i = len(out)
				at[r.ID], out = i, append(out, OwnRead{ReadOf: r})
			}
			out[i].Of = append(out[i].Of, b)
		}
	}
	slices.SortFunc(out, func(a, b OwnRead) int { return cmp.Compare(b.ID, a.ID) })
	return out[:min(len(out), limit)], err
}
