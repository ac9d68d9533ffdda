package plan

import (
	"fmt"
	"strings"

	"alun/ground/db"
)

// Found is a line that a search found, with its office.
type Found struct {
	Line
	View   View
	Slug   string
	Short  string
	InName bool // every word stands in the name itself
}

// maxWords bounds how many words a search holds against every line.
const maxWords = 8

// Search finds lines of a view whose name, indicator, note or office hold every
// word of the query. Lines that hold them in the name come first; then by level
// from the sub-activity up, then as printed. It is plain on purpose: words are
// parts of text, without stems or typing errors. Outside ASCII the order, not
// the find, may miss a capital letter: both databases fold names in ASCII only.
func Search(tx *db.Tx, v View, query string, limit, offset int) (found []Found, total int, err error) {
	words := wordsOf(query)
	if len(words) == 0 {
		return nil, 0, nil
	}
	where, args := inView, []any{v.ID, v.Revision}
	inName := "1 = 1"
	for _, w := range words {
		args = append(args, "%"+escapeLike(w)+"%")
		where += fmt.Sprintf(` and f.search like $%d escape '!'`, len(args))
		inName += fmt.Sprintf(` and lower(f.name) like $%d escape '!'`, len(args))
	}
	n, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from plan_figure f where `+where, args...)
	if err != nil || n == 0 {
		return nil, 0, err
	}
	args = append(args, limit, offset)
	found, err = db.All(tx, func(r *db.Row) Found {
		return Found{Line: scanLine(r), View: v, Slug: r.Text(), Short: r.Text(), InName: r.Bool()}
	}, `select `+lineColumns+`, o.slug, o.short, case when `+inName+` then 1 else 0 end as in_name
		from plan_figure f join plan_opd o on o.id = f.opd where `+where+`
		order by in_name desc, f.level desc, `+printedOrder+
		fmt.Sprintf(` limit $%d offset $%d`, len(args)-1, len(args)), args...)
	return found, int(n), err
}

// wordsOf cuts a query into folded words, the first eight.
func wordsOf(query string) []string {
	words := strings.Fields(Fold(query))
	return words[:min(len(words), maxWords)]
}

// escapeLike takes the meaning from LIKE's signs.
func escapeLike(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}
