package plan

import (
	"alun/ground/date"
	"alun/ground/db"
)

// Report is one evaluation of the plan.
type Report struct {
	ID            db.ID
	Quarter       date.Quarter
	BudgetVersion string // murni, pergeseran, perubahan, tidak_disebut
	Revision      int    // the published one; 0 before the first
}

// View is what a reader sees: one report in one published revision.
type View struct {
	Report
	Revision int // ≤ Report.Revision
}

// Current reports whether this is the newest published revision.
func (v View) Current() bool { return v.Revision == v.Report.Revision }

func scanReport(r *db.Row) Report {
	return Report{ID: r.ID(), Quarter: date.Quarter{Year: r.Int(), N: r.Int()}, BudgetVersion: r.Text(), Revision: r.Int()}
}

const reportColumns = `id, year, quarter, budget_version, revision`

// Reports lists the published reports, the newest first.
func Reports(tx *db.Tx) ([]Report, error) {
	return db.All(tx, scanReport, `select `+reportColumns+` from plan_report
		where revision > 0 order by year desc, quarter desc`)
}

// gathering says of report p that it is not whole yet: it began to be published
// within a round that is open, and offices are missing. What is locked in it can
// be read, but it is not what the city as a whole reports.
const gathering = `exists (select 1 from plan_round o where o.year = p.year and o.quarter = p.quarter and o.state = 'open'
	and exists (select 1 from plan_submission s where s.round = o.id and s.state <> 'terkunci')
	and not exists (select 1 from plan_revision v join plan_import i on i.id = v.import where v.report = p.id and i.published_at < o.opened_at))`

// wholeFirst puts reports that are whole before those that are being gathered.
const wholeFirst = `case when ` + gathering + ` then 1 else 0 end`

// ReportStanding is a report with whether it is whole.
type ReportStanding struct {
	Report
	Gathering bool // offices are still missing, and its round is open
}

// Standings lists the published reports, the newest first.
func Standings(tx *db.Tx) ([]ReportStanding, error) {
	return db.All(tx, func(r *db.Row) ReportStanding { return ReportStanding{scanReport(r), r.Bool()} }, `select `+reportColumns+`, `+wholeFirst+`
		from plan_report p where revision > 0 order by year desc, quarter desc`)
}

// Latest is the newest report of a year in its newest revision; one that is still
// being gathered only when the year has no other.
func Latest(tx *db.Tx, year int) (View, bool, error) {
	rep, found, err := db.One(tx, scanReport, `select `+reportColumns+` from plan_report p
		where revision > 0 and year = $1 order by `+wholeFirst+`, quarter desc limit 1`, year)
	return View{rep, rep.Revision}, found, err
}

// Newest is the newest whole report of all years, or the newest there is.
func Newest(tx *db.Tx) (View, bool, error) {
	rep, found, err := db.One(tx, scanReport, `select `+reportColumns+` from plan_report p
		where revision > 0 order by `+wholeFirst+`, year desc, quarter desc limit 1`)
	return View{rep, rep.Revision}, found, err
}

// At is a report of a quarter in the revision asked for; 0 asks for the newest.
func At(tx *db.Tx, q date.Quarter, revision int) (View, bool, error) {
	rep, found, err := db.One(tx, scanReport, `select `+reportColumns+` from plan_report
		where revision > 0 and year = $1 and quarter = $2`, q.Year, q.N)
	if revision == 0 {
		revision = rep.Revision
	}
	return View{rep, revision}, found && revision > 0 && revision <= rep.Revision, err
}

// inView holds a line of table f against the view's report ($1) and revision ($2).
const inView = `f.report = $1 and f.since <= $2 and (f.until is null or f.until > $2)`

// Source is a printed document.
type Source struct {
	File, Title, Publisher, Published string
	Pages                             int
	Grade, Licence                    string
}

// loadSources brings the profile's documents in.
func loadSources(tx *db.Tx, all []Source) error {
	for _, s := range all {
		_, err := tx.Exec(`insert into plan_source (file, title, publisher, published, pages, grade, licence)
			values ($1, $2, $3, $4, $5, $6, $7)
			on conflict (file) do update set title = excluded.title, publisher = excluded.publisher,
				published = excluded.published, pages = excluded.pages, grade = excluded.grade, licence = excluded.licence`,
			s.File, s.Title, s.Publisher, s.Published, s.Pages, s.Grade, s.Licence)
		if err != nil {
			return err
		}
	}
	return nil
}

// SourceOf finds the document of a file name.
func SourceOf(tx *db.Tx, file string) (Source, bool, error) {
	return db.One(tx, func(r *db.Row) Source {
		return Source{r.Text(), r.Text(), r.Text(), r.Text(), r.Int(), r.Text(), r.Text()}
	}, `select file, title, publisher, published, pages, grade, licence from plan_source where file = $1`, file)
}
