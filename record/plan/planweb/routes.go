package planweb

import (
	"strconv"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/plan"
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

// moment finds the report and revision that an address asks for: the year's
// newest report, unless ?tw= and ?revisi= ask for an older one.
func moment(tx *db.Tx, r *web.Request) (plan.View, error) {
	year, err := strconv.Atoi(r.PathValue("year"))
	if err != nil {
		return plan.View{}, fault.New(fault.NotFound, "plan.no_report", r.PathValue("year"))
	}
	view, found, err := plan.Latest(tx, year)
	if tw, rev := number(r, "tw"), number(r, "revisi"); err == nil && found && (tw > 0 || rev > 0) {
		q := view.Quarter
		if tw > 0 {
			q = date.Quarter{Year: year, N: tw}
		}
		view, found, err = plan.At(tx, q, rev)
	}
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_report", r.PathValue("year"))
	}
	return view, err
}

// number reads a small number of the address; anything else is 0.
func number(r *web.Request, name string) int {
	n, err := strconv.Atoi(r.Values().Line(name, 9))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// officeAt finds the office that an address names.
func officeAt(tx *db.Tx, r *web.Request, v plan.View) (plan.OPD, error) {
	o, found, err := plan.OPDBySlug(tx, v.Quarter.Year, r.PathValue("opd"))
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_office", r.PathValue("opd"))
	}
	return o, err
}

// nodeAt finds the node that an address names.
func nodeAt(tx *db.Tx, r *web.Request, v plan.View, o plan.OPD) (plan.Node, error) {
	n, found, err := plan.NodeAt(tx, v, o.ID, r.PathValue("code"))
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_node", r.PathValue("code"))
	}
	return n, err
}

// yearOf is the year of an address; 0 is in no report.
func yearOf(r *web.Request) int {
	y, err := strconv.Atoi(r.PathValue("year"))
	if err != nil {
		return 0
	}
	return y
}
