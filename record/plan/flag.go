package plan

import (
	"encoding/json"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/plan/check"
	"alun/record/plan/e81"
)

// Note is a note on the data (catatan data): a flag with the row it lies on.
type Note struct {
	ID        db.ID
	Report    db.ID
	Node      db.ID
	Year      int
	Quarter   int
	OPD       string // as printed
	Slug      string
	Short     string
	Code      string
	Level     e81.Level
	Seq       int
	Name      string
	Page      int
	Source    string
	Rule      string
	Kind      string // fault, question, watch
	Field     string
	Published string
	Expected  string
	Case      string
	State     string // unclarified, explained, corrected, accepted
	flagData
}

// flagData is what a sentence needs, kept as JSON.
type flagData struct {
	Values  []check.Value    `json:"v,omitempty"`
	Suspect *check.Suspicion `json:"s,omitempty"`
}

// factor is how many times too large the figure is suspected to be; 0: not.
func (d flagData) factor() int {
	if d.Suspect == nil {
		return 0
	}
	return d.Suspect.Factor
}

// NameKey is the key of the rule's short name.
func (n Note) NameKey() string { return "check.rule." + n.Rule + ".name" }

// WhyKey is the key of the rule's reason.
func (n Note) WhyKey() string { return "check.rule." + n.Rule + ".why" }

// Say gives the note's sentence and its values.
func (n Note) Say() (key string, args []any) {
	return "check.rule." + n.Rule + ".say", check.Args(n.Values)
}

// When is the note's quarter.
func (n Note) When() date.Quarter { return date.Quarter{Year: n.Year, N: n.Quarter} }

const noteSelect = `select g.id, g.report, g.node, p.year, p.quarter, n.name, o.slug, o.short, f.code, f.level, f.seq, f.name,
	f.page, f.source, g.rule, g.kind, g.field, g.published, g.expected, g.case_key, g.state, g.details
	from plan_flag g join plan_report p on p.id = g.report
	join plan_figure f on f.report = g.report and f.node = g.node and f.seq = g.seq
	join plan_opd o on o.id = f.opd
	join plan_opd_name n on n.opd = o.id and n.from_year <= p.year and (n.to_year is null or n.to_year >= p.year)`

// noteInView holds note and line against report $1 in revision $2.
const noteInView = `g.report = $1 and g.since <= $2 and (g.until is null or g.until > $2)
	and f.since <= $2 and (f.until is null or f.until > $2)`

func scanNote(r *db.Row) Note {
	n := Note{ID: r.ID(), Report: r.ID(), Node: r.ID(), Year: r.Int(), Quarter: r.Int(), OPD: r.Text(), Slug: r.Text(), Short: r.Text(),
		Code: r.Text(), Level: e81.Level(r.Int()), Seq: r.Int(), Name: r.Text(), Page: r.Int(), Source: r.Text(),
		Rule: r.Text(), Kind: r.Text(), Field: r.Text(), Published: r.Text(), Expected: r.Text(), Case: r.Text(), State: r.Text()}
	_ = json.Unmarshal([]byte(r.Text()), &n.flagData) // written by the import; else the sentence shows its gaps
	return n
}

// AllNotes lists the notes on every report's published revision.
func AllNotes(tx *db.Tx) ([]Note, error) {
	return db.All(tx, scanNote, noteSelect+` where g.since <= p.revision and (g.until is null or g.until > p.revision)
		and f.since <= p.revision and (f.until is null or f.until > p.revision) order by p.year, p.quarter, f.line, g.rule`)
}

// NotesOf lists the notes on one node, of all its indicators.
func NotesOf(tx *db.Tx, v View, node db.ID) ([]Note, error) {
	return db.All(tx, scanNote, noteSelect+` where `+noteInView+` and g.node = $3 order by f.seq, g.kind, g.rule`, v.ID, v.Revision, node)
}

// CaseNotes lists the notes of one case, as printed.
func CaseNotes(tx *db.Tx, v View, caseKey string) ([]Note, error) {
	return db.All(tx, scanNote, noteSelect+` where `+noteInView+` and g.case_key = $3 order by f.line, g.rule`, v.ID, v.Revision, caseKey)
}

// Oddity says which money of a row is suspected to be a factor too large.
type Oddity struct{ Budget, Spending bool }

// Oddities finds the rows whose money must not be drawn to scale or added up.
func Oddities(tx *db.Tx, v View) (map[db.ID]Oddity, error) {
	out := map[db.ID]Oddity{}
	err := db.Each(tx, func(r *db.Row) error {
		node, field := r.ID(), r.Text()
		o := out[node]
		o.Budget, o.Spending = o.Budget || field == "budget_rp", o.Spending || field != "budget_rp"
		out[node] = o
		return nil
	}, `select node, field from plan_flag where report = $1 and since <= $2 and (until is null or until > $2)
		and factor > 0 and field in ('budget_rp', 'real_rp') and seq = 0`, v.ID, v.Revision)
	return out, err
}

// NoteCounts counts the notes of an office's lines by node, watch lists left out.
func NoteCounts(tx *db.Tx, v View, office db.ID) (map[string]int, error) {
	counts := map[string]int{}
	err := db.Each(tx, func(r *db.Row) error {
		code := r.Text()
		counts[code] = r.Int()
		return nil
	}, `select n.code, count(*) from plan_flag g join plan_node n on n.id = g.node
		where g.report = $1 and g.since <= $2 and (g.until is null or g.until > $2) and n.opd = $3 and g.kind <> 'watch'
		group by n.code`, v.ID, v.Revision, office)
	return counts, err
}

// Case is a group of notes that one cause explains.
type Case struct {
	ID     db.ID
	View   View
	Key    string
	Cause  string // sentence check.cause.<cause>
	Kind   string // fault, question, watch: the strongest of its notes
	Office db.ID
	Slug   string
	Short  string
	Code   string // of the row where the cause lies, or the first one
	Name   string
	Page   int
	Source string
	Flags  int
	caseData
}

// caseData is what a case's sentence needs, kept as JSON.
type caseData struct {
	Rule   string        `json:"r,omitempty"` // of a case with a single note
	Values []check.Value `json:"v,omitempty"`
}

// Say gives the cause's sentence and its values; a single note speaks for itself.
func (c Case) Say() (key string, args []any) {
	if c.Rule != "" {
		return "check.rule." + c.Rule + ".say", check.Args(c.Values)
	}
	return "check.cause." + c.Cause + ".say", check.Args(c.Values)
}

// NameKey is the key of the cause's, or the single note's, short name.
func (c Case) NameKey() string {
	if c.Rule != "" {
		return "check.rule." + c.Rule + ".name"
	}
	return "check.cause." + c.Cause + ".name"
}

const caseSelect = `select c.id, c.case_key, c.cause, c.kind, o.id, o.slug, o.short, f.code, f.name, f.page, f.source, c.flags, c.details,
	p.id, p.year, p.quarter, p.budget_version, p.revision
	from plan_case c join plan_report p on p.id = c.report join plan_opd o on o.id = c.opd
	join plan_figure f on f.report = c.report and f.node = c.node and f.seq = 0`

const caseNow = `c.since <= p.revision and (c.until is null or c.until > p.revision)
	and f.since <= p.revision and (f.until is null or f.until > p.revision)`

func scanCase(r *db.Row) Case {
	c := Case{ID: r.ID(), Key: r.Text(), Cause: r.Text(), Kind: r.Text(), Office: r.ID(), Slug: r.Text(), Short: r.Text(),
		Code: r.Text(), Name: r.Text(), Page: r.Int(), Source: r.Text(), Flags: r.Int()}
	_ = json.Unmarshal([]byte(r.Text()), &c.caseData) // as scanNote
	rep := scanReport(r)
	c.View = View{rep, rep.Revision}
	return c
}

// CaseFilter narrows a list of cases; zero fields do not.
type CaseFilter struct {
	Year int
	Kind string
	Slug string
	Rule string
}

// Cases lists the cases of the published reports: those with most rows first,
// then as printed. Kinds come in the order fault, question, watch.
func Cases(tx *db.Tx, f CaseFilter) ([]Case, error) {
	return db.All(tx, scanCase, caseSelect+` where `+caseNow+`
		and ($1 = 0 or p.year = $1) and ($2 = '' or c.kind = $2) and ($3 = '' or o.slug = $3)
		and ($4 = '' or exists (select 1 from plan_flag g where g.report = c.report and g.case_key = c.case_key and g.rule = $4
			and g.since <= p.revision and (g.until is null or g.until > p.revision)))
		order by case c.kind when 'fault' then 0 when 'question' then 1 else 2 end, c.flags desc, p.year desc, f.line`,
		f.Year, f.Kind, f.Slug, f.Rule)
}

// CaseByID finds a case of the published reports. An address keeps its meaning:
// when the case has changed since, the case of the same key is given.
func CaseByID(tx *db.Tx, id db.ID) (Case, bool, error) {
	return db.One(tx, scanCase, caseSelect+` where `+caseNow+` and c.case_key = (select k.case_key from plan_case k
		where k.id = $1 and k.report = c.report)`, id)
}

// CaseCount counts the cases and notes of one kind.
type CaseCount struct {
	Kind         string
	Cases, Notes int
}

// CountCases counts a view's cases and notes by kind.
func CountCases(tx *db.Tx, v View) ([]CaseCount, error) {
	return db.All(tx, func(r *db.Row) CaseCount { return CaseCount{r.Text(), r.Int(), r.Int()} },
		`select kind, count(*), sum(flags) from plan_case where report = $1 and since <= $2 and (until is null or until > $2)
		group by kind order by kind`, v.ID, v.Revision)
}
