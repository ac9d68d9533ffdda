package planweb

import (
	"slices"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/seal"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/plan/check"
	"alun/record/plan/form"
)

// Desk is what the pages need besides the record.
type Desk struct {
	Rules   check.Rules
	Weigher *plan.Weigher              // what the rules said of the sheets of a round
	Finder  *plan.Finder               // searches the reports
	Code    func(db.ID) string         // a public code for an id
	ID      func(string) (db.ID, bool) // and back
	Files   *blob.Keeper               // takes in what readers send
	// Shops is a door: how many businesses words find; 0 leaves out the way to them. nil: nobody knows.
	Shops func(tx *db.Tx, words string) (int, error)

	// What the round needs besides: see roundRoutes.
	DB     *db.DB
	Digest *seal.Digester
	People *account.People
	Bell   plan.Bell
	Has    func(pattern string) bool // whether the house has an address; nil: none but these
	Waits  Waits                     // nil: nothing waits in other rooms
	Words  *lang.Catalogue           // a working paper comes back in any language

	Form  *form.Frame // what holds for form E.81; nil: there is none
	Press *form.Press // where its files are made
}

// Routes lists the room's addresses.
func (d Desk) Routes() []web.Route {
	return slices.Concat(d.publicRoutes(), d.noteRoutes(), d.calendarRoutes(), d.roundRoutes(), d.sheetRoutes(), d.evidenceRoutes(), d.inspectRoutes(), d.formRoutes())
}

// noteRoutes are how officers answer notes and judge the answers.
func (d Desk) noteRoutes() []web.Route {
	const note = "/tugas/catatan/{note}"
	return append(d.taskForms(),
		web.Show("/tugas/catatan", d.noteTasks, "daftar", "dari"),
		web.Show(note, d.noteTask, "selesai"),
		web.Show(note+"/jawab", d.noteTask, "selesai"), // where a form stays when it was refused
		web.Show(note+"/terima", d.noteTask, "selesai"),
		web.Show(note+"/kembalikan", d.noteTask, "selesai"))
}

// publicRoutes are for everybody.
func (d Desk) publicRoutes() []web.Route {
	return []web.Route{
		web.Show("/renja", d.reports),
		web.Show("/renja/{year}", d.year, "tw", "revisi", "format"),
		web.Show("/renja/{year}/revisi/{number}", d.revision, "tw", "revisi"),
		web.Show("/renja/{year}/{opd}", d.office, "tw", "revisi", "format"),
		web.Show("/renja/{year}/{opd}/{code}", d.node, "tw", "revisi", "format"),
		web.Show("/renja/{year}/{opd}/{code}/koreksi", d.correction, "tw", "revisi", "terima"),
		web.Do("/renja/{year}/{opd}/{code}/koreksi", d.tellCorrection()),
		web.Show("/cari", d.search, "q", "opd", "tingkat", "tahun", "dari", "format"),
		web.Show("/catatan", d.cases, "tahun", "jenis", "opd", "aturan", "dari", "format"),
		web.Show("/catatan/aturan", d.rules),
		web.Show("/catatan/{case}", d.oneCase, "format"),
		web.Show("/janji", d.promises, "format"),
		web.Show("/janji/{id}", d.promise, "format"),
	}
}
