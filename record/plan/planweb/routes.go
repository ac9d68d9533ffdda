package planweb

import (
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/plan/check"
)

// Desk is what the pages need besides the record.
type Desk struct {
	Rules check.Rules
	Code  func(db.ID) string         // a public code for an id
	ID    func(string) (db.ID, bool) // and back
}

// Routes lists the room's addresses.
func (d Desk) Routes() []web.Route {
	return []web.Route{
		web.Show("/renja", d.reports),
		web.Show("/renja/{year}", d.year),
		web.Show("/renja/{year}/revisi/{number}", d.revision),
		web.Show("/renja/{year}/{opd}", d.office),
		web.Show("/renja/{year}/{opd}/{code}", d.node),
		web.Show("/renja/{year}/{opd}/{code}/koreksi", d.correction),
		web.Do("/renja/{year}/{opd}/{code}/koreksi", d.tellCorrection()),
		web.Show("/cari", d.search),
		web.Show("/catatan", d.cases),
		web.Show("/catatan/aturan", d.rules),
		web.Show("/catatan/{case}", d.oneCase),
		web.Show("/janji", d.promises),
		web.Show("/janji/{id}", d.promise),
	}
}
