package plan

import (
	"cmp"
	"slices"

	"alun/ground/db"
	"alun/ground/money"
	"alun/record/plan/e81"
	"alun/record/plan/sipd"
)

// planned is a row of the report on one side of a reconciliation.
type planned struct {
	figure, node, office db.ID
	level                e81.Level
	code, name           string
	program, kegiatan    string // names above it
	budget, spent        money.Printed
	nomenclature         string
}

// filed is a row of the file on the other.
type filed struct {
	sipd.Row
	office db.ID // 0: we do not know it
}

// matching holds the two sides against each other. Rows meet by the code of the
// nomenclature, or by office, level and name; where several could be meant, the
// names above decide, and if they do not, nothing is guessed.
type matching struct {
	rows    []planned
	byCode  map[lookup][]int
	byName  map[lookup][]int
	claims  map[int][]int // of the report's rows: which of the file claim it
	answers []Reconciled
}

// lookup is where a row is looked for.
type lookup struct {
	office db.ID
	level  e81.Level
	text   string
}

func match(file []filed, report []planned, offices map[db.ID]bool, levels map[e81.Level]bool) []Reconciled {
	m := &matching{rows: report, byCode: map[lookup][]int{}, byName: map[lookup][]int{}, claims: map[int][]int{}}
	for i, p := range report {
		at := lookup{p.office, p.level, sipd.Title(p.name)}
		m.byName[at] = append(m.byName[at], i)
		if p.nomenclature != "" {
			at := lookup{office: p.office, text: p.nomenclature}
			m.byCode[at] = append(m.byCode[at], i)
		}
	}
	found, how := make([][]int, len(file)), make([]string, len(file))
	for i, f := range file {
		found[i], how[i] = m.candidates(f)
		for _, at := range found[i] {
			m.claims[at] = append(m.claims[at], i)
		}
	}
	m.answerFile(file, found, how)
	m.answerRest(offices, levels)
	return m.sorted()
}

// candidates are the report's rows that a row of the file may be.
func (m *matching) candidates(f filed) ([]int, string) {
	if f.office == 0 {
		return nil, ""
	}
	if at := m.byCode[lookup{office: f.office, text: f.Code}]; f.Code != "" && len(at) > 0 {
		return m.below(at, f), "code"
	}
	var at []int
	for level := e81.Program; level <= e81.Subkegiatan; level++ {
		if !f.Leveled || f.Level == level {
			at = append(at, m.byName[lookup{f.office, level, sipd.Title(f.Name)}]...)
		}
	}
	if len(at) > 1 {
		if less := m.below(at, f); len(less) < len(at) {
			return less, "above"
		}
	}
	return at, "name"
}

// below leaves those that stand below what the file says is above; if none do,
// the names above are no help.
func (m *matching) below(at []int, f filed) []int {
	if len(at) < 2 {
		return at
	}
	fits := func(i int) bool {
		p := m.rows[i]
		return (f.Program == "" || sipd.Title(f.Program) == sipd.Title(p.program)) && (f.Kegiatan == "" || sipd.Title(f.Kegiatan) == sipd.Title(p.kegiatan))
	}
	var out []int
	for _, i := range at {
		if fits(i) {
			out = append(out, i)
		}
	}
	if len(out) == 0 {
		return at
	}
	return out
}

// answerFile says of each row of the file what it meets.
func (m *matching) answerFile(file []filed, found [][]int, how []string) {
	for i, f := range file {
		w := Reconciled{Office: f.office, Level: f.Level, Leveled: f.Leveled, Line: f.Line, Code: f.Code, Name: f.Name,
			FileBudget: f.Budget, FileSpent: f.Spent, How: how[i], Candidates: len(found[i])}
		switch {
		case len(found[i]) == 0:
			w.State, w.How = OnlyFile, ""
		case len(found[i]) > 1:
			w.State = Ambiguous
		case len(m.claims[found[i][0]]) > 1:
			w.State, w.Candidates = Ambiguous, len(m.claims[found[i][0]])
		default:
			w.meet(m.rows[found[i][0]])
		}
		m.answers = append(m.answers, w)
	}
}

// answerRest says of each row of the report that nothing met: it is not in the
// file, or several of the file may be it.
func (m *matching) answerRest(offices map[db.ID]bool, levels map[e81.Level]bool) {
	met := map[db.ID]bool{}
	for _, w := range m.answers {
		if w.Figure != 0 {
			met[w.Figure] = true
		}
	}
	for i, p := range m.rows {
		if met[p.figure] || len(m.claims[i]) == 0 && (!offices[p.office] || !levels[p.level]) {
			continue
		}
		w := Reconciled{State: OnlyReport, Office: p.office, Candidates: len(m.claims[i])}
		if len(m.claims[i]) > 0 {
			w.State = Ambiguous
		}
		w.report(p)
		m.answers = append(m.answers, w)
	}
}

// report fills in the report's side.
func (w *Reconciled) report(p planned) {
	w.Figure, w.Node, w.FormCode = p.figure, p.node, p.code
	w.Level, w.Leveled, w.PlanBudget, w.PlanSpent = p.level, true, p.budget, p.spent
	if w.Name == "" {
		w.Name = p.name
	}
}

// meet compares the two sides. A column that the file does not have is not
// compared.
func (w *Reconciled) meet(p planned) {
	w.report(p)
	w.SpentDifference = minus(w.FileSpent, w.PlanSpent)
	w.BudgetDifference = minus(w.FileBudget, w.PlanBudget)
	asked := !absent(w.FileBudget)
	switch {
	case w.SpentDifference.Known && w.SpentDifference.Rupiah != 0, asked && w.BudgetDifference.Known && w.BudgetDifference.Rupiah != 0:
		w.State = Different
	case !w.SpentDifference.Known || asked && !w.BudgetDifference.Known:
		w.State = Blank
	default:
		w.State = Matched
	}
}

func absent(p money.Printed) bool { return !p.Known && p.Text == "" }

// minus is a difference, known when both amounts are and it can be held.
func minus(a, b money.Printed) money.Printed {
	if !a.Known || !b.Known {
		return money.Printed{}
	}
	d := a.Rupiah - b.Rupiah
	if (d > a.Rupiah) != (b.Rupiah < 0) && b.Rupiah != 0 {
		return money.Printed{}
	}
	return money.Given(d)
}

// sorted puts the rows in the order of pages and numbers them: states, then
// offices, then the largest difference first.
func (m *matching) sorted() []Reconciled {
	slices.SortStableFunc(m.answers, func(a, b Reconciled) int {
		return cmp.Or(cmp.Compare(slices.Index(ReconcileStates, a.State), slices.Index(ReconcileStates, b.State)),
			cmp.Compare(a.Office, b.Office), cmp.Compare(size(b.SpentDifference), size(a.SpentDifference)), cmp.Compare(a.Line, b.Line))
	})
	for i := range m.answers {
		m.answers[i].Number = i + 1
	}
	return m.answers
}

func size(p money.Printed) money.Rupiah {
	if p.Rupiah < 0 {
		return -(p.Rupiah + 1)
	}
	return p.Rupiah
}
