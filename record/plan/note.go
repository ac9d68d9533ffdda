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
	Life
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
	f.page, f.source, g.rule, g.kind, g.field, g.published, g.expected, g.case_key, g.state, g.details,
	f.opd, g.hidden, g.told_on, g.open_on, g.public_at, g.state_at, g.version
	from plan_flag g join plan_report p on p.id = g.report
	join plan_figure f on f.report = g.report and f.node = g.node and f.seq = g.seq
	join plan_opd o on o.id = f.opd
	join plan_opd_name n on n.opd = o.id and n.from_year <= p.year and (n.to_year is null or n.to_year >= p.year)`

// noteInView holds note and line against report $1 in revision $2, and leaves out
// what is not public yet.
const noteInView = `not g.hidden and g.report = $1 and g.since <= $2 and (g.until is null or g.until > $2)
	and f.since <= $2 and (f.until is null or f.until > $2)`

// noteOrder sorts notes as their lines are printed. No two are equal in it, so
// that pages of a list never overlap.
const noteOrder = printedOrder + `, g.rule, g.field, g.id`

func scanNote(r *db.Row) Note {
	n := Note{ID: r.ID(), Report: r.ID(), Node: r.ID(), Year: r.Int(), Quarter: r.Int(), OPD: r.Text(), Slug: r.Text(), Short: r.Text(),
		Code: r.Text(), Level: e81.Level(r.Int()), Seq: r.Int(), Name: r.Text(), Page: r.Int(), Source: r.Text(),
		Rule: r.Text(), Kind: r.Text(), Field: r.Text(), Published: r.Text(), Expected: r.Text(), Case: r.Text(), State: r.Text()}
	_ = json.Unmarshal([]byte(r.Text()), &n.flagData) // written by the import; else the sentence shows its gaps
	n.Life = scanLife(r)
	return n
}

// noteNow holds note and line against their report's published revision.
const noteNow = `g.since <= p.revision and (g.until is null or g.until > p.revision)
	and f.since <= p.revision and (f.until is null or f.until > p.revision)`

// AllNotes lists the public notes on every report's published revision.
func AllNotes(tx *db.Tx) ([]Note, error) {
	return db.All(tx, scanNote, noteSelect+` where not g.hidden and `+noteNow+` order by p.year, p.quarter, `+noteOrder)
}

// notesNow lists the hidden ones with them: what a new judgement is held against.
func notesNow(tx *db.Tx) ([]Note, error) {
	return db.All(tx, scanNote, noteSelect+` where `+noteNow+` order by p.year, p.quarter, `+noteOrder)
}

// NotesOf lists the public notes on one node, of all its indicators.
func NotesOf(tx *db.Tx, v View, node db.ID) ([]Note, error) {
	return db.All(tx, scanNote, noteSelect+` where `+noteInView+` and g.node = $3 order by f.seq, g.kind, g.rule, g.field`, v.ID, v.Revision, node)
}

// CaseNotes lists the public notes of one case, as printed.
func CaseNotes(tx *db.Tx, v View, caseKey string) ([]Note, error) {
	return db.All(tx, scanNote, noteSelect+` where `+noteInView+` and g.case_key = $3 order by `+noteOrder, v.ID, v.Revision, caseKey)
}

// Oddity says which money of a row is suspected to be a factor too large.
type Oddity struct{ Budget, Spending bool }

// Oddities finds the rows whose money must not be drawn to scale or added up.
func Oddities(tx *db.Tx, v View) (map[db.ID]Oddity, error) {
	out := map[db.ID]Oddity{}
	err := db.Each(tx, func(r *db.Row) error {
		node := r.ID()
		out[node] = out[node].with(r.Text())
		return nil
	}, `select node, field from plan_flag where `+oddInView, v.ID, v.Revision)
	return out, err
}

// OddityOf tells it of one row.
func OddityOf(tx *db.Tx, v View, node db.ID) (Oddity, error) {
	var o Oddity
	err := db.Each(tx, func(r *db.Row) error {
		o = o.with(r.Text())
		return nil
	}, `select field from plan_flag where `+oddInView+` and node = $3`, v.ID, v.Revision, node)
	return o, err
}

const oddInView = `not hidden and report = $1 and since <= $2 and (until is null or until > $2)
	and factor > 0 and field in ('budget_rp', 'real_rp') and seq = 0`

func (o Oddity) with(field string) Oddity {
	return Oddity{o.Budget || field == "budget_rp", o.Spending || field != "budget_rp"}
}

// NoteCounts counts the notes of an office's lines by form code, watch lists left
// out. The cross join makes SQLite begin with the office's few nodes instead of
// all notes of the report; PostgreSQL takes it as any join.
func NoteCounts(tx *db.Tx, v View, office db.ID) (map[string]int, error) {
	counts := map[string]int{}
	err := db.Each(tx, func(r *db.Row) error {
		code := r.Text()
		counts[code] = r.Int()
		return nil
	}, `select n.code, count(*) from plan_node n cross join plan_flag g
		where not g.hidden and g.node = n.id and g.report = $1 and g.since <= $2 and (g.until is null or g.until > $2) and n.year = $4 and n.opd = $3
			and g.kind <> 'watch' group by n.code`, v.ID, v.Revision, office, v.Quarter.Year)
	return counts, err
}

// same is what makes two notes the same note: it keeps its id and its state.
func (n Note) same() string {
	b, _ := json.Marshal([]any{n.Report, n.Node, n.Seq, n.Rule, n.Kind, n.Field, n.Published, n.Expected, n.Case, n.flagData})
	return string(b) // plain data always encodes
}

// putNote writes a note of a report's revision.
func putNote(tx *db.Tx, since int, n Note) error {
	data, err := json.Marshal(n.flagData)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`insert into plan_flag (id, report, since, node, seq, rule, kind, field, published, expected, factor, details, case_key, state,
		hidden, told_on, open_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
		n.ID, n.Report, since, n.Node, n.Seq, n.Rule, n.Kind, n.Field, n.Published, n.Expected, n.factor(), string(data), n.Case, n.State,
		n.Hidden, dayText(n.Told), dayText(n.Opens))
	return err
}
