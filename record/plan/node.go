package plan

import (
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// Line is the short form of a figure: what lists and charts need.
type Line struct {
	Node      db.ID
	Seq       int
	Office    db.ID
	Code      string
	Level     e81.Level
	Name      string
	Indicator string
	Unit      string
	Target    e81.Pair // this year's target and budget
	Real      e81.Pair // reached and spent so far
	Ach       quantity.Quantity
	Note      string
	Page      int
}

const lineColumns = `f.node, f.seq, f.opd, f.code, f.level, f.name, f.indicator, f.unit,
	f.target_k, f.target_micro, f.target_rp, f.real_k, f.real_micro, f.real_rp, f.ach_k, f.ach_micro, f.note, f.page`

func scanLine(r *db.Row) Line {
	return Line{Node: r.ID(), Seq: r.Int(), Office: r.ID(), Code: r.Text(), Level: e81.Level(r.Int()),
		Name: r.Text(), Indicator: r.Text(), Unit: r.Text(),
		Target: e81.Pair{K: scanQuantity(r), Rp: scanMoney(r)}, Real: e81.Pair{K: scanQuantity(r), Rp: scanMoney(r)},
		Ach: scanQuantity(r), Note: r.Text(), Page: r.Int()}
}

// Indicator is what people have said of an indicator; the form says neither.
type Indicator struct {
	Seq         int
	Direction   string // more, less, unknown
	Aggregation string // sum, latest, average, final, unknown
}

// Node is a place in the plan with everything a page about it shows.
type Node struct {
	ID         db.ID
	Figures    []Figure // the main indicator first
	Indicators []Indicator
	Path       []Line // from the sasaran down to the parent
	Children   []Line // main lines one level below
	Siblings   []Line // main lines under the same parent, itself among them
}

// Main is the line of the main indicator.
func (n Node) Main() Figure { return n.Figures[0] }

// NodeAt reads a node of an office by its form code.
func NodeAt(tx *db.Tx, v View, office db.ID, code string) (n Node, found bool, err error) {
	n.Figures, err = db.All(tx, scanFigure, figureSelect+` where `+inView+` and f.opd = $3 and f.code = $4 order by f.seq`,
		v.ID, v.Revision, office, code)
	if err != nil || len(n.Figures) == 0 {
		return n, false, err
	}
	n.ID = n.Figures[0].Node
	n.Indicators, err = db.All(tx, func(r *db.Row) Indicator { return Indicator{r.Int(), r.Text(), r.Text()} },
		`select seq, direction, aggregation from plan_indicator where node = $1 order by seq`, n.ID)
	if err != nil {
		return n, false, err
	}
	if err := n.around(tx, v, office, code); err != nil {
		return n, false, err
	}
	return n, true, nil
}

// around reads the node's neighbourhood: the branch of one sasaran is small, so
// one query serves path, children and siblings.
func (n *Node) around(tx *db.Tx, v View, office db.ID, code string) error {
	parent := e81.Parent(code)
	root, _, _ := strings.Cut(code, ".")
	lines, err := db.All(tx, scanLine, `select `+lineColumns+` from plan_figure f
		where `+inView+` and f.opd = $3 and f.seq = 0 and f.level <= $4 and (f.code = $5 or f.code like $6) order by `+printedOrder,
		v.ID, v.Revision, office, int(e81.LevelOf(code))+1, root, root+".%")
	if err != nil {
		return err
	}
	for _, l := range lines {
		if above(l.Code, code) {
			n.Path = append(n.Path, l)
		}
		switch e81.Parent(l.Code) {
		case code:
			n.Children = append(n.Children, l)
		case parent:
			if parent != "" {
				n.Siblings = append(n.Siblings, l)
			}
		}
	}
	return nil
}

// above tells whether one code is an ancestor of another.
func above(a, b string) bool { return len(a) < len(b) && b[:len(a)] == a && b[len(a)] == '.' }

// Tree lists all main lines of an office down to a level, in printed order.
func Tree(tx *db.Tx, v View, office db.ID, down e81.Level) ([]Line, error) {
	return db.All(tx, scanLine, `select `+lineColumns+` from plan_figure f
		where `+inView+` and f.opd = $3 and f.seq = 0 and f.level <= $4 order by `+printedOrder,
		v.ID, v.Revision, office, int(down))
}

// OfficeFigures reads all lines of an office, for downloads.
func OfficeFigures(tx *db.Tx, v View, office db.ID) ([]Figure, error) {
	return db.All(tx, scanFigure, figureSelect+` where `+inView+` and f.opd = $3 order by `+printedOrder, v.ID, v.Revision, office)
}

// Programs lists the program lines of all offices: the parts of the city's money.
func Programs(tx *db.Tx, v View) ([]Line, error) {
	return db.All(tx, scanLine, `select `+lineColumns+` from plan_figure f
		where `+inView+` and f.seq = 0 and f.level = 1 order by `+printedOrder, v.ID, v.Revision)
}

// OtherYear is what another report prints for the same code of the same office.
type OtherYear struct {
	View
	Figure
	SameName bool // the names agree, so the two may be compared
}

// OtherYears finds the same office and code in other reports. Form codes are
// renumbered from year to year, so a different name is a different thing.
func OtherYears(tx *db.Tx, v View, f Figure) ([]OtherYear, error) {
	all, err := Reports(tx)
	if err != nil {
		return nil, err
	}
	var out []OtherYear
	for _, rep := range all {
		if rep.ID == v.ID {
			continue
		}
		other := View{rep, rep.Revision}
		found, err := db.All(tx, scanFigure, figureSelect+` where `+inView+` and f.opd = $3 and f.seq = $4
			and (f.code = $5 or lower(f.name) = $6) and f.level = $7 order by `+printedOrder,
			other.ID, other.Revision, f.Office, f.Seq, f.Code, Fold(f.Name), int(f.Level))
		if err != nil {
			return nil, err
		}
		if best, ok := sameThing(f, found); ok {
			out = append(out, OtherYear{other, best, Fold(best.Name) == Fold(f.Name)})
		}
	}
	return out, nil
}

// sameThing prefers the line of the same name to the line of the same code.
func sameThing(f Figure, found []Figure) (Figure, bool) {
	for _, g := range found {
		if Fold(g.Name) == Fold(f.Name) && g.Code == f.Code {
			return g, true
		}
	}
	for _, g := range found {
		if Fold(g.Name) == Fold(f.Name) {
			return g, true
		}
	}
	if len(found) > 0 {
		return found[0], true
	}
	return Figure{}, false
}

// SpentShare is spending as a percentage of the budget.
func SpentShare(spent, budget money.Printed) quantity.Percent {
	if !spent.Known || !budget.Known {
		return quantity.Percent{}
	}
	return quantity.RatioOf(int64(spent.Rupiah), int64(budget.Rupiah))
}

// NodeID finds a node by the names that an address has for it. A node that no
// revision has shown yet is not there.
func NodeID(tx *db.Tx, year int, slug, code string) (db.ID, error) {
	id, found, err := db.One(tx, (*db.Row).ID, `select n.id from plan_node n join plan_opd o on o.id = n.opd
		where n.year = $1 and o.slug = $2 and n.code = $3 and `+wasPublished, year, slug, code)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_node", code)
	}
	return id, err
}

// wasPublished says that some published revision shows node n.
const wasPublished = `exists (select 1 from plan_figure f join plan_report p on p.id = f.report
	where f.node = n.id and f.since <= p.revision)`
