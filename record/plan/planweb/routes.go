package planweb

import (
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/plan/check"
)

// Desk is what the pages need besides the record.
type Desk struct {
	Rules check.Rules
	Code  func(db.ID) string         // a public code for an id
	ID    func(string) (db.ID, bool) // and back
	Files *blob.Keeper               // takes in what readers send
}

// Routes lists the room's addresses.
func (d Desk) Routes() []web.Route {
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
