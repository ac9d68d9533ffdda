package registryapi

import (
	"slices"

	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	areas "alun/record/place"
	"alun/record/registry/kbli"
	"alun/record/registry/opendata"
)

// Numbers is the operations of what is counted of businesses once a month and kept.
type Numbers struct{}

// NumbersMonth is a census that was kept, and by which rule it was counted.
type NumbersMonth struct {
	Month   string `json:"month" example:"2026-11" doc:"registryapi.f_month"`
	Counted string `json:"counted_on" format:"date" doc:"registryapi.f_counted"`
	Rule    int    `json:"rule" minimum:"1" doc:"registryapi.f_rule"`
	K       int64  `json:"k" minimum:"10" doc:"registryapi.f_k"`
	Percent int64  `json:"percent" minimum:"20" doc:"registryapi.f_percent"`
	Round   int64  `json:"round" minimum:"5" doc:"registryapi.f_round"`
	Demo    bool   `json:"made_up" doc:"registryapi.f_numbers_demo"`
}

// KeptNumbers is a series of a month, with the numbers that are not told.
type KeptNumbers struct {
	NumbersMonth
	Series string       `json:"series" enum:"pekerja,ukuran,belum_tampil" doc:"registryapi.f_series"`
	Hidden string       `json:"why_hidden" doc:"registryapi.f_why_hidden"`
	Items  []KeptNumber `json:"items" doc:"registryapi.f_kept"`
}

// KeptNumber is one number. One that is not told has null in its place, never 0.
type KeptNumber struct {
	Row        string  `json:"kecamatan,omitempty" example:"64.71.05" doc:"registryapi.f_kept_row"`
	Col        string  `json:"column,omitempty" example:"1-4" doc:"registryapi.f_kept_column"`
	Told       bool    `json:"told" doc:"registryapi.f_told"`
	Businesses *int64  `json:"businesses" doc:"registryapi.f_kept_businesses"`
	Men        *int64  `json:"men" doc:"registryapi.f_kept_men"`
	Women      *int64  `json:"women" doc:"registryapi.f_kept_women"`
	Since      *string `json:"since" example:"2026-10" doc:"registryapi.f_kept_since"`
}

type keptIn struct {
	Series string `path:"series" enum:"pekerja,ukuran,belum_tampil" example:"ukuran" doc:"registryapi.f_series"`
	Month  string `query:"month" maxLength:"7" pattern:"^[0-9]{4}-[0-9]{2}$" example:"2026-11" doc:"registryapi.p_month"`
}

// Declare declares the operations.
func (d Numbers) Declare(a *api.API) {
	public := func(id, path, say, more string, example func(*db.Tx) (api.Call, error)) api.Op {
		return api.Op{ID: id, Path: path, Tag: "registry", Say: say, More: more, Example: example}
	}
	api.Get(a, public("list-number-months", "/numbers/months", "registryapi.months", "registryapi.months_more", api.Ask("/numbers/months")), d.months)
	api.Get(a, public("get-kept-numbers", "/numbers/{series}", "registryapi.numbers", "registryapi.numbers_more", someNumbers), d.kept)
}

// someNumbers is an example: those of the newest month, if one was kept.
func someNumbers(tx *db.Tx) (api.Call, error) {
	all, err := opendata.KeptMonths(tx)
	return api.Call{Path: "/numbers/" + string(opendata.Sizes), Form: len(all) == 0}, err
}

func monthOf(k opendata.Kept) NumbersMonth {
	return NumbersMonth{k.Month, date.DayOf(k.At).String(), k.Rule, k.K, k.Percent, k.Round, k.Demo}
}

func (Numbers) months(tx *db.Tx, _ *api.Request, _ *struct{}) (api.List[NumbersMonth], error) {
	out := api.List[NumbersMonth]{Items: []NumbersMonth{}}
	all, err := opendata.KeptMonths(tx)
	for _, k := range all {
		out.Items = append(out.Items, monthOf(k))
	}
	return out, err
}

// kept is a month of a series as the file of the page has it: each place, told or not.
func (Numbers) kept(tx *db.Tx, r *api.Request, in *keptIn) (out KeptNumbers, err error) {
	months, err := opendata.KeptMonths(tx)
	if err != nil {
		return out, err
	}
	at := slices.IndexFunc(months, func(k opendata.Kept) bool { return in.Month == "" || k.Month == in.Month })
	if at < 0 {
		return out, fault.New(fault.NotFound, "registryapi.no_month")
	}
	k, series := months[at], opendata.Series(in.Series)
	out = KeptNumbers{NumbersMonth: monthOf(k), Series: in.Series, Hidden: r.Lang.T("registryapi.numbers_hidden", k.K, k.Percent), Items: []KeptNumber{}}
	rows, cols, err := sidesOf(tx, series)
	if err != nil {
		return out, err
	}
	all, err := opendata.Numbers(tx, k.Month, series)
	told := map[[2]string]opendata.Number{}
	for _, n := range all {
		told[[2]string{n.Row, n.Col}] = n
	}
	for _, row := range rows {
		for _, col := range cols {
			n, there := told[[2]string{row, col}]
			out.Items = append(out.Items, numberOf(series, row, col, n, there))
		}
	}
	return out, err
}

// sidesOf are the rows and columns of a series, each with its sum behind.
func sidesOf(tx *db.Tx, series opendata.Series) (rows, cols []string, err error) {
	above, err := areas.OfLevel(tx, areas.Kecamatan)
	if err != nil {
		return nil, nil, err
	}
	for _, a := range above {
		rows = append(rows, a.Code)
	}
	subsectors, err := kbli.Subsectors(tx)
	var slugs []string
	for _, s := range subsectors {
		slugs = append(slugs, s.Slug)
	}
	return append(rows, ""), append(slices.Clone(series.Columns(slugs)), ""), err
}

func numberOf(series opendata.Series, row, col string, n opendata.Number, told bool) KeptNumber {
	out := KeptNumber{Row: row, Col: col, Told: told}
	switch {
	case !told:
		return out
	case series == opendata.Workers: // of how many businesses nobody learns
		out.Men, out.Women = &n.Men, &n.Women
	default:
		out.Businesses = &n.Businesses
	}
	out.Since = &n.Since
	return out
}
