package registry

import (
	"fmt"
	"strings"

	"alun/ground/db"
)

func (k *Book) shownAll(tx *db.Tx, ids []db.ID) ([]Business, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	marks, args := marksOf(ids)
	all, err := db.All(tx, scanBusiness, businessSelect+` where b.state = 'published' and b.id in (`+marks+`)`, args...)
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

// marksOf is a list of marks for ids. Its length is one of a few, with the last id
// again, so that a database keeps few statements.
func marksOf(ids []db.ID) (marks string, args []any) {
	n := 20
	for n < len(ids) {
		n *= 5
	}
	var b strings.Builder
	args = make([]any, n)
	for i := range args {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", i+1)
		args[i] = ids[min(i, len(ids)-1)]
	}
	return b.String(), args
}
