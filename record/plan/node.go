package plan

import (
	"cmp"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// Brief is what a table or a chart of the plan shows of a line. SQLite pays for
// each column of each row that a page reads.
type Brief struct {
	Node      db.ID
	Code      string
	Level     e81.Level
	Name      string
	Indicator string
	Unit      string
	Target    e81.Pair // this year's target and budget
	Real      e81.Pair // reached and spent so far
}

const briefColumns = `f.node, f.code, f.level, f.name, f.indicator, f.unit,
	f.target_k, f.target_micro, f.target_rp, f.real_k, f.real_micro, f.real_rp`

func scanBrief(r *db.Row) Brief {
	return Brief{Node: r.ID(), Code: r.Text(), Level: e81.Level(r.Int()), Name: r.Text(), Indicator: r.Text(), Unit: r.Text(),
		Target: e81.Pair{K: scanQuantity(r), Rp: scanMoney(r)}, Real: e81.Pair{K: scanQuantity(r), Rp: scanMoney(r)}}
}

// Line is a line out of its tree, as lists show it that follow no office's plan.
type Line struct {
	Brief
	Seq    int
	Office db.ID
	Note   string
	Page   int
}

const lineColumns = briefColumns + `, f.seq, f.opd, f.note, f.page`

func scanLine(r *db.Row) Line { return Line{scanBrief(r), r.Int(), r.ID(), r.Text(), r.Int()} }

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
	Path       []Brief // from the sasaran down to the parent
	Children   []Brief // main lines one level below
	Siblings   []Brief // main lines under the same parent, itself among them
}

// Main is the line of the main indicator.
func (n Node) Main() Figure { return n.Figures[0] }

// NodeAt reads a node of an office by its form code.
func NodeAt(tx *db.Tx, v View, office db.ID, code string) (n Node, found bool, err error) {
	n.Figures, err = db.All(tx, scanFigure, figureSelect+` where `+inView+` and f.opd = $3 and f.code_order = $4 and f.code = $5 order by f.seq`,
		v.ID, v.Revision, office, codeOrder(code), code)
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

// around reads the node's neighbourhood in one query: path, children and
// siblings. It walks the branch of the sasaran in the index and fetches these
// rows alone.
func (n *Node) around(tx *db.Tx, v View, office db.ID, code string) error {
	parent, level := e81.Parent(code), e81.LevelOf(code)
	root, _, _ := strings.Cut(code, ".")
	args := []any{v.ID, v.Revision, office, int(level), codeOrder(parent), codeOrder(e81.Parent(parent))}
	for _, top := range []string{root, cmp.Or(parent, code), code} {
		from, to := branchOrder(top)
		args = append(args, from, to)
	}
	lines, err := db.All(tx, scanBrief, `select `+briefColumns+` from plan_figure f
		where `+inView+` and f.opd = $3 and f.seq = 0 and f.code_order >= $7 and f.code_order < $8 and (
			f.level < $4 and f.code_order in ($5, $6, $7)
			or f.level = $4 and f.code_order >= $9 and f.code_order < $10
			or f.level = $4 + 1 and f.code_order >= $11 and f.code_order < $12)
		order by `+printedOrder, args...)
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
func Tree(tx *db.Tx, v View, office db.ID, down e81.Level) ([]Brief, error) {
	return db.All(tx, scanBrief, `select `+briefColumns+` from plan_figure f
		where `+inView+` and f.opd = $3 and f.seq = 0 and f.level <= $4 order by `+printedOrder,
		v.ID, v.Revision, office, int(down))
}

// OfficeFigures reads all lines of an office, for downloads.
func OfficeFigures(tx *db.Tx, v View, office db.ID) ([]Figure, error) {
	return db.All(tx, scanFigure, figureSelect+` where `+inView+` and f.opd = $3 order by `+printedOrder, v.ID, v.Revision, office)
}

// Program is a programme's part of the city's money.
type Program struct {
	Office, Node  db.ID
	Code, Name    string
	Budget, Spent money.Printed
}

// Programs lists the programmes of all offices: the parts of the city's money.
func Programs(tx *db.Tx, v View) ([]Program, error) {
	return db.All(tx, func(r *db.Row) Program {
		return Program{r.ID(), r.ID(), r.Text(), r.Text(), scanMoney(r), scanMoney(r)}
	}, `select f.opd, f.node, f.code, f.name, f.target_rp, f.real_rp from plan_figure f
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
		best, ok, err := f.in(tx, other)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, OtherYear{other, best, Fold(best.Name) == Fold(f.Name)})
		}
	}
	return out, nil
}

// in finds a line in another report: the line of the same name, or else the one
// of the same code. Mostly one line is both.
func (f Figure) in(tx *db.Tx, v View) (Figure, bool, error) {
	coded, ok, err := f.among(tx, v, `f.code_order = $4 and f.code = $5`, codeOrder(f.Code), f.Code)
	if err != nil || ok && Fold(coded.Name) == Fold(f.Name) {
		return coded, ok, err
	}
	// The index holds the head of the name: PostgreSQL refuses long texts in one.
	named, same, err := f.among(tx, v, `lower(f.name) = $4 and substr(lower(f.name), 1, 200) = substr($4, 1, 200)`, Fold(f.Name))
	if same {
		return named, true, err
	}
	return coded, ok, err
}

// among finds the first line, as printed, of the same office, level and indicator
// under a condition. Level and indicator are compared here: for each value that is
// bound to a column of a partial index, SQLite prepares the statement anew. And an
// order in the statement would lead it to the index of that order.
func (f Figure) among(tx *db.Tx, v View, condition string, values ...any) (Figure, bool, error) {
	found, err := db.All(tx, scanFigure, figureSelect+` where `+inView+` and f.opd = $3 and `+condition,
		append([]any{v.ID, v.Revision, f.Office}, values...)...)
	slices.SortFunc(found, func(a, b Figure) int { return asPrinted(judged{Figure: a}, judged{Figure: b}) })
	i := slices.IndexFunc(found, func(g Figure) bool { return g.Level == f.Level && g.Seq == f.Seq })
	if err != nil || i < 0 {
		return Figure{}, false, err
	}
	return found[i], true, nil
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
