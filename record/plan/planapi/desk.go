package planapi

import (
	"context"
	"strconv"

	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/plan"
	"alun/record/plan/check"
)

// Desk is what the operations need besides the record.
type Desk struct {
	Rules   check.Rules
	Weigher *plan.Weigher // what the rules said of the sheets of a round
	Finder  *plan.Finder  // searches the reports
	// Import brings a file in as the command does.
	Import func(ctx context.Context, actor string, in plan.Incoming, partial bool) (plan.Result, error)

	api *api.API
}

// Scopes that a key may have here.
const (
	ScopeImport = "plan.import"
	ScopeErrata = "plan.errata"
	// ScopeRound fills in the evaluation for the person who made the key.
	ScopeRound = "plan.round"
)

// Declare declares the room's operations.
func (d Desk) Declare(a *api.API) {
	d.api = a
	d.reports()
	d.offices()
	d.nodes()
	d.cases()
	d.promises()
	d.errata()
	d.imports()
	d.rounds()
}

// When is which report is asked for: part of the input of many operations.
type When struct {
	Year     int `query:"year" minimum:"1900" maximum:"9999" example:"2024" doc:"planapi.p_year"`
	Quarter  int `query:"quarter" minimum:"1" maximum:"4" doc:"planapi.p_quarter"`
	Revision int `query:"revision" minimum:"1" maximum:"1000000" doc:"planapi.p_revision"`
}

// view finds the report that is asked for: the newest, unless it says more.
func (w When) view(tx *db.Tx) (plan.View, error) {
	if w.Year == 0 {
		newest, found, err := plan.Newest(tx)
		if err == nil && !found {
			err = fault.New(fault.NotFound, "planapi.no_reports")
		}
		if err != nil {
			return plan.View{}, err
		}
		w.Year = newest.Quarter.Year
	}
	v, found, err := plan.Latest(tx, w.Year)
	var asked any = strconv.Itoa(w.Year)
	if err == nil && found && w.Quarter > 0 {
		q := date.Quarter{Year: w.Year, N: w.Quarter}
		asked = q
		v, found, err = plan.At(tx, q, 0)
	}
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_report", asked)
	}
	if err != nil || w.Revision == 0 {
		return v, err
	}
	v, found, err = plan.At(tx, v.Quarter, w.Revision)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_revision", w.Revision)
	}
	return v, err
}

// Moment is the report that an answer speaks of.
type Moment struct {
	Year     int `json:"year" example:"2024" doc:"planapi.f_year"`
	Quarter  int `json:"quarter" minimum:"1" maximum:"4" doc:"planapi.f_quarter"`
	Revision int `json:"revision" minimum:"1" doc:"planapi.f_revision"`
}

func momentOf(v plan.View) Moment { return Moment{v.Quarter.Year, v.Quarter.N, v.Revision} }

// Coded is part of the input of operations on one thing.
type Coded struct {
	ID string `path:"id" minLength:"13" maxLength:"13" example:"0hq3v5xk2m8zt" doc:"planapi.p_id"`
}

// id finds what a code names; a code that is none names nothing.
func (d Desk) id(code string, missing string) (db.ID, error) {
	if id, ok := d.api.ID(code); ok {
		return id, nil
	}
	return 0, fault.New(fault.NotFound, missing, code)
}

// file is where something is printed.
type file struct {
	File string `json:"file" doc:"planapi.f_file"`
	Page int    `json:"page" doc:"planapi.f_page"`
}
