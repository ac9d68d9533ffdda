package plan

import (
	"cmp"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/find/word"
)

// NodeFilter narrows a list of nodes; zero fields do not.
type NodeFilter struct {
	Slug  string // of the office
	Level string // as e81 writes it
	Words string // as Ask takes them
}

// NodePlace is where a node stands in the printed order of a view.
type NodePlace struct {
	Office db.ID
	Order  int64
	Code   string
}

// At is where the line stands.
func (l Line) At() NodePlace { return NodePlace{l.Office, codeOrder(l.Code), l.Code} }

// before tells which of two places is printed first.
func (p NodePlace) before(q NodePlace) bool {
	return cmp.Or(cmp.Compare(p.Office, q.Office), cmp.Compare(p.Order, q.Order), cmp.Compare(p.Code, q.Code)) < 0
}

// Nodes lists the main lines of a view behind a place in the printed order, at
// most limit. The zero NodePlace is before all.
func (f *Finder) Nodes(tx *db.Tx, v View, n NodeFilter, after NodePlace, limit int) ([]Found, error) {
	if strings.TrimSpace(n.Words) != "" {
		return f.nodesWith(tx, v, n, after, limit)
	}
	a := args{v.ID, v.Revision}
	where := inView + ` and f.seq = 0`
	if n.Slug != "" {
		where += ` and o.slug = ` + a.put(n.Slug)
	}
	if n.Level != "" {
		where += ` and f.level = ` + a.put(levelNumber(n.Level))
	}
	if after.Code != "" {
		where += ` and (f.opd, f.code_order, f.code) > (` + a.put(after.Office) + `, ` + a.put(after.Order) + `, ` + a.put(after.Code) + `)`
	}
	return db.All(tx, func(r *db.Row) Found { return Found{Line: scanLine(r), View: v, Slug: r.Text(), Short: r.Text()} },
		`select `+lineColumns+`, o.slug, o.short from plan_figure f join plan_opd o on o.id = f.opd where `+where+`
		order by `+printedOrder+` limit `+a.put(limit), a...)
}

// nodesWith lists those that hold the words, as printed. A program gets what it
// asked for: no word is taken for another that is spelled like it.
func (f *Finder) nodesWith(tx *db.Tx, v View, n NodeFilter, after NodePlace, limit int) ([]Found, error) {
	s, err := f.shelf(tx, v)
	if err != nil {
		return nil, err
	}
	if len(word.Split(n.Words)) == 0 {
		return nil, nil // signs alone are no words
	}
	ask := wording{text: n.Words}.ask(Query{Slug: n.Slug, Level: n.Level})
	ask.Limit = len(s.rows)
	r, err := s.index.Search(ask)
	if err != nil {
		return nil, err
	}
	var rows []shelved
	for _, h := range r.Hits {
		if row := s.rows[h.ID]; row.seq == 0 && (after.Code == "" || after.before(row.at)) {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(a, b shelved) int { return cmp.Compare(a.printed, b.printed) })
	var ids []db.ID
	for _, row := range rows[:min(limit, len(rows))] {
		ids = append(ids, row.id)
	}
	return foundByID(tx, v, ids)
}

// NodeByID reads a node by its id, as a view of its year shows it, with its
// office. It is not there when that view does not show it.
func NodeByID(tx *db.Tx, v View, id db.ID) (Node, OPD, bool, error) {
	type at struct {
		office db.ID
		code   string
	}
	p, found, err := db.One(tx, func(r *db.Row) at { return at{r.ID(), r.Text()} },
		`select opd, code from plan_node where id = $1 and year = $2`, id, v.Quarter.Year)
	if err != nil || !found {
		return Node{}, OPD{}, false, err
	}
	n, found, err := NodeAt(tx, v, p.office, p.code)
	if err != nil || !found {
		return n, OPD{}, false, err
	}
	o, found, err := db.One(tx, scanOPD, `select `+opdColumns+` from `+opdIn+` where o.id = $2`, v.Quarter.Year, p.office)
	return n, o, found, err
}

// YearOf is the year whose plan a node belongs to.
func YearOf(tx *db.Tx, id db.ID) (int, bool, error) {
	return db.One(tx, (*db.Row).Int, `select n.year from plan_node n where n.id = $1 and `+wasPublished, id)
}

// ErrataAfter lists errata of a state behind one of them, as they were told, at
// most limit; "" lists all states.
func ErrataAfter(tx *db.Tx, state string, after db.ID, limit int) ([]Told, error) {
	return db.All(tx, scanTold, toldColumns+`where e.id > $1 and ($2 = '' or e.state = $2) order by e.id limit $3`, after, state, limit)
}
