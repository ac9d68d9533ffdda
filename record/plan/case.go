package plan

import (
	"encoding/json"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/record/plan/check"
)

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
	Flags  int    // its public notes
	State  string // of those, the state that is farthest from an end
	closed int    // its hidden ones
	hidden bool
	caseData
}

// caseData is what a case's sentence needs, kept as JSON.
type caseData struct {
	Rule   string        `json:"r,omitempty"` // of a case with a single note
	Values []check.Value `json:"v,omitempty"`
}

// Say gives the cause's sentence and its values; a single note speaks for itself.
// While a note is hidden the cause has a name alone: the sentence counts them all.
func (c Case) Say() (key string, args []any) {
	if c.closed > 0 {
		return c.NameKey(), nil
	}
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

const caseSelect = `select c.id, c.case_key, c.cause, c.kind, o.id, o.slug, o.short, f.code, f.name, f.page, f.source, c.flags, c.closed, c.hidden, c.details,
	coalesce((select min(case g.state when 'unclarified' then 0 when 'explained' then 1 else 2 end) from plan_flag g
		where g.report = c.report and g.case_key = c.case_key and not g.hidden and g.since <= p.revision and (g.until is null or g.until > p.revision)), 0),
	p.id, p.year, p.quarter, p.budget_version, p.revision
	from plan_case c join plan_report p on p.id = c.report join plan_opd o on o.id = c.opd
	join plan_figure f on f.report = c.report and f.node = c.node and f.seq = 0`

const caseNow = `c.since <= p.revision and (c.until is null or c.until > p.revision)
	and f.since <= p.revision and (f.until is null or f.until > p.revision)`

func scanCase(r *db.Row) Case {
	c := Case{ID: r.ID(), Key: r.Text(), Cause: r.Text(), Kind: r.Text(), Office: r.ID(), Slug: r.Text(), Short: r.Text(),
		Code: r.Text(), Name: r.Text(), Page: r.Int(), Source: r.Text(), Flags: r.Int(), closed: r.Int(), hidden: r.Bool()}
	c.Flags -= c.closed
	_ = json.Unmarshal([]byte(r.Text()), &c.caseData) // as scanNote
	c.State = []string{Unclarified, Explained, Agreed}[r.Int()]
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

// where gives the filter's conditions and their values. A choice that is not
// made is left out, so that a database sees which index helps the others.
func (f CaseFilter) where() (text string, args []any) {
	add := func(chosen bool, condition string, value any) {
		if chosen {
			args = append(args, value)
			text += strings.ReplaceAll(condition, "$?", "$"+strconv.Itoa(len(args)))
		}
	}
	add(f.Year != 0, ` and p.year = $?`, f.Year)
	add(f.Kind != "", ` and c.kind = $?`, f.Kind)
	add(f.Slug != "", ` and o.slug = $?`, f.Slug)
	add(f.Rule != "", ` and exists (select 1 from plan_flag g where g.report = c.report and g.case_key = c.case_key and g.rule = $?
		and not g.hidden and g.since <= p.revision and (g.until is null or g.until > p.revision))`, f.Rule)
	return text, args
}

// Cases lists the public cases of the published reports: the newest report first,
// then as printed. Kinds come in the order fault, question, watch. No order tells
// who has most.
func Cases(tx *db.Tx, f CaseFilter) ([]Case, error) {
	where, args := f.where()
	return db.All(tx, scanCase, caseSelect+` where not c.hidden and `+caseNow+where+`
		order by case c.kind when 'fault' then 0 when 'question' then 1 else 2 end, p.year desc, p.quarter desc, `+printedOrder+`, c.case_key`,
		args...)
}

// casesNow lists the hidden ones with them: what a new judgement is held against.
func casesNow(tx *db.Tx) ([]Case, error) {
	return db.All(tx, scanCase, caseSelect+` where `+caseNow+` order by c.id`)
}

// CaseByID finds a public case of the published reports. An address keeps its meaning:
// when the case has changed since, the case of the same key is given.
func CaseByID(tx *db.Tx, id db.ID) (Case, bool, error) {
	return db.One(tx, scanCase, caseSelect+` where not c.hidden and `+caseNow+` and c.case_key = (select k.case_key from plan_case k
		where k.id = $1 and k.report = c.report)`, id)
}

// CaseCount counts the cases and notes of one kind.
type CaseCount struct {
	Kind         string
	Cases, Notes int
}

// CountCases counts a view's public cases and notes by kind.
func CountCases(tx *db.Tx, v View) ([]CaseCount, error) {
	return db.All(tx, func(r *db.Row) CaseCount { return CaseCount{r.Text(), r.Int(), r.Int()} },
		`select kind, count(*), sum(flags - closed) from plan_case where not hidden and report = $1 and since <= $2 and (until is null or until > $2)
		group by kind order by kind`, v.ID, v.Revision)
}

// same is what makes two cases the same case: it keeps its id, and so its address.
func (c Case) same(report db.ID) string {
	b, _ := json.Marshal([]any{report, c.Key, c.Cause, c.Kind, c.Office, c.Code, c.Flags + c.closed, c.caseData})
	return string(b) // plain data always encodes
}

// putCase writes a case of a report's revision; node is where its cause lies.
func putCase(tx *db.Tx, report db.ID, since int, node db.ID, c Case) error {
	data, err := json.Marshal(c.caseData)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`insert into plan_case (id, report, since, case_key, cause, kind, node, opd, flags, details)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		c.ID, report, since, c.Key, c.Cause, c.Kind, node, c.Office, c.Flags, string(data))
	return err
}

// CasesOf lists the public cases that a node's public notes belong to.
func CasesOf(tx *db.Tx, v View, node db.ID) ([]Case, error) {
	return db.All(tx, scanCase, caseSelect+` where not c.hidden and `+caseNow+` and c.report = $1 and c.case_key in (select g.case_key from plan_flag g
		where not g.hidden and g.report = $1 and g.node = $2 and g.since <= p.revision and (g.until is null or g.until > p.revision)) order by c.id`,
		v.ID, node)
}
