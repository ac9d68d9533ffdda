package planapi

import (
	"time"

	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/money"
	"alun/record/plan"
)

// Report is one evaluation of the plan.
type Report struct {
	Moment
	Budget string `json:"budget_version" enum:"murni,pergeseran,perubahan,tidak_disebut" doc:"planapi.f_budget_version"`
}

// ReportWhole is a report with its sums and its history.
type ReportWhole struct {
	Report
	Offices   []OfficeSum `json:"offices" doc:"planapi.f_sums"`
	Revisions []Revision  `json:"revisions" doc:"planapi.f_revisions"`
}

// OfficeSum is what one office's plan adds up to.
type OfficeSum struct {
	Office   string     `json:"office" example:"dpu" doc:"planapi.f_office"`
	Short    string     `json:"short" doc:"planapi.f_short"`
	Programs int        `json:"programs" doc:"planapi.f_programs"`
	Subs     int        `json:"subactivities" doc:"planapi.f_subs"`
	Budget   api.Rupiah `json:"budget" doc:"planapi.f_sum_budget"`
	Spent    api.Rupiah `json:"spent" doc:"planapi.f_sum_spent"`
	LeftOut  int        `json:"left_out" doc:"planapi.f_left_out"`
}

// Revision is one published state of a report.
type Revision struct {
	Number    int       `json:"number" doc:"planapi.f_revision"`
	At        time.Time `json:"at" doc:"planapi.f_at"`
	File      string    `json:"file" doc:"planapi.f_file_in"`
	Accepted  int       `json:"accepted" doc:"planapi.f_accepted"`
	Changed   int       `json:"changed" doc:"planapi.f_changed"`
	Unchanged int       `json:"unchanged" doc:"planapi.f_unchanged"`
	Removed   int       `json:"removed" doc:"planapi.f_removed"`
}

type reportIn struct {
	Year     int `path:"year" minimum:"1900" maximum:"9999" example:"2024" doc:"planapi.p_year"`
	Quarter  int `path:"quarter" minimum:"1" maximum:"4" example:"2" doc:"planapi.p_quarter"`
	Revision int `query:"revision" minimum:"1" maximum:"1000000" doc:"planapi.p_revision"`
}

func (d Desk) reports() {
	api.Get(d.api, api.Op{ID: "list-reports", Path: "/reports", Tag: "plan", Say: "planapi.reports", Example: api.Ask("/reports")},
		func(tx *db.Tx, _ *api.Request, _ *struct{}) (api.List[Report], error) {
			all, err := plan.Reports(tx)
			out := api.List[Report]{Items: []Report{}}
			for _, r := range all {
				out.Items = append(out.Items, reportOf(plan.View{Report: r, Revision: r.Revision}))
			}
			return out, err
		})
	api.Get(d.api, api.Op{ID: "get-report", Path: "/reports/{year}/{quarter}", Tag: "plan", Say: "planapi.report", More: "planapi.report_more",
		Example: aReport}, func(tx *db.Tx, _ *api.Request, in *reportIn) (ReportWhole, error) {
		v, err := When(*in).view(tx)
		if err != nil {
			return ReportWhole{}, err
		}
		return wholeOf(tx, v)
	})
}

func aReport(tx *db.Tx) (api.Call, error) {
	all, err := plan.Reports(tx)
	q := date.Quarter{Year: 2024, N: 2}
	if len(all) > 0 {
		q = all[0].Quarter
	}
	return api.Call{Path: path("reports", q.Year, q.N)}, err
}

func reportOf(v plan.View) Report { return Report{momentOf(v), v.BudgetVersion} }

func wholeOf(tx *db.Tx, v plan.View) (ReportWhole, error) {
	out := ReportWhole{Report: reportOf(v), Offices: []OfficeSum{}, Revisions: []Revision{}}
	sums, err := plan.Sums(tx, v)
	if err != nil {
		return out, err
	}
	offices, err := plan.OPDs(tx, v.Quarter.Year)
	if err != nil {
		return out, err
	}
	for _, o := range offices {
		if s, in := sums[o.ID]; in {
			out.Offices = append(out.Offices, OfficeSum{o.Slug, o.Short, s.Programs, s.Subs, rupiah(s.Budget), rupiah(s.Spent), s.LeftOut})
		}
	}
	history, err := plan.Revisions(tx, v.Report)
	for _, r := range history {
		out.Revisions = append(out.Revisions, Revision{r.Number, r.At.UTC(), r.File, r.Accepted, r.Changed, r.Unchanged, r.Removed})
	}
	return out, err
}

func rupiah(r money.Rupiah) api.Rupiah { return api.Rupiah{Printed: money.Given(r)} }

// Office is an office of the city.
type Office struct {
	Slug      string `json:"slug" example:"dpu" doc:"planapi.f_office"`
	Short     string `json:"short" example:"DPU" doc:"planapi.f_short"`
	Name      string `json:"name" doc:"planapi.f_office_name"`
	Kind      string `json:"kind" enum:"dinas,badan,sekretariat,inspektorat,kecamatan,satuan" doc:"planapi.f_office_kind"`
	Kecamatan string `json:"kecamatan,omitempty" example:"64.71.05" doc:"planapi.f_kecamatan"`
}

type officeIn struct {
	Slug string `path:"slug" minLength:"1" maxLength:"80" example:"dpu" doc:"planapi.f_office"`
	Year int    `query:"year" minimum:"1900" maximum:"9999" example:"2024" doc:"planapi.p_year"`
}

type officesIn struct {
	Year int `query:"year" minimum:"1900" maximum:"9999" example:"2024" doc:"planapi.p_year"`
}

func (d Desk) offices() {
	api.Get(d.api, api.Op{ID: "list-offices", Path: "/offices", Tag: "plan", Say: "planapi.offices", Example: api.Ask("/offices")},
		func(tx *db.Tx, r *api.Request, in *officesIn) (api.List[Office], error) {
			out := api.List[Office]{Items: []Office{}}
			v, err := When{Year: in.Year}.view(tx)
			if err != nil {
				return out, err
			}
			all, err := plan.OPDs(tx, v.Quarter.Year)
			for _, o := range all {
				out.Items = append(out.Items, officeOf(r, o))
			}
			return out, err
		})
	api.Get(d.api, api.Op{ID: "get-office", Path: "/offices/{slug}", Tag: "plan", Say: "planapi.office", Example: anOffice},
		func(tx *db.Tx, r *api.Request, in *officeIn) (Office, error) {
			v, err := When{Year: in.Year}.view(tx)
			if err != nil {
				return Office{}, err
			}
			o, err := plan.FindOPD(tx, v.Quarter.Year, in.Slug)
			return officeOf(r, o), err
		})
}

func anOffice(tx *db.Tx) (api.Call, error) {
	v, err := When{}.view(tx)
	if err != nil {
		return api.Call{}, err
	}
	all, err := plan.OPDs(tx, v.Quarter.Year)
	if err != nil || len(all) == 0 {
		return api.Call{}, err
	}
	return api.Call{Path: path("offices", all[0].Slug)}, nil
}

func officeOf(r *api.Request, o plan.OPD) Office {
	return Office{o.Slug, o.Short, o.In(r.Lang.Tag()), o.Kind, o.Kecamatan}
}
