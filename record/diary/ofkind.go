package diary

import (
	"slices"
	"strings"

	"alun/ground/db"
)

// OfKind walks all entries about subjects of a kind, the oldest of each subject
// first: for a check that holds a room's rows against what was told of them.
func OfKind(tx *db.Tx, kind string, each func(Entry) error) error {
	return db.Each(tx, func(r *db.Row) error { return each(scanRaw(r).entry()) },
		`select `+rawColumns+` from diary_entry e where e.kind = $1 order by e.subject, e.id`, kind)
}

// CountBy counts what some actors did of which the fact begins with one of the prefixes
// ("plan."). It looks through the whole diary: it is for commands, not for pages.
func CountBy(tx *db.Tx, actors []string, prefixes ...string) (n int, err error) {
	by := map[string]bool{}
	for _, a := range actors {
		by[a] = true
	}
	err = db.Each(tx, func(r *db.Row) error {
		actor, fact, count := r.Text(), r.Text(), r.Int()
		if by[actor] && slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(fact, p) }) {
			n += count
		}
		return nil
	}, `select actor, fact, count(*) from diary_entry where actor like 'person:%' group by actor, fact`)
	return n, err
}
