package registryapi

import (
	"time"

	"alun/ground/api"
	"alun/ground/db"
)

// WaitingTick is a row of a sheet that says that a business is gone, until an officer decides.
type WaitingTick struct {
	Sheet     string    `json:"sheet" doc:"registryapi.f_sheet_id"`
	Number    string    `json:"number" doc:"registryapi.f_sheet_number"`
	N         int       `json:"n" minimum:"1" doc:"registryapi.f_row_n"`
	Tick      int       `json:"tick" minimum:"2" maximum:"4" doc:"registryapi.f_tick"`
	Code      string    `json:"code" doc:"directory.f_code"`
	Name      string    `json:"name" doc:"directory.f_name"`
	Kelurahan string    `json:"kelurahan" doc:"directory.f_kelurahan"`
	RT        int       `json:"rt" doc:"registry.fact_rt"`
	State     string    `json:"state" enum:"draft,submitted,returned,published,suspended,closed,merged" doc:"registryapi.f_state"`
	At        time.Time `json:"at" doc:"registryapi.f_tick_at"`
	Demo      bool      `json:"made_up" doc:"directory.f_demo"`
}

// WaitingCheck is a check that found a business closed, moved or not at all, until an
// officer decides.
type WaitingCheck struct {
	ID    string    `json:"id" doc:"registryapi.f_check_id"`
	Code  string    `json:"code" doc:"directory.f_code"`
	Name  string    `json:"name" doc:"directory.f_name"`
	Found string    `json:"found" enum:"pindah,tutup,tidak_ada" doc:"registryapi.f_found"`
	Made  time.Time `json:"made_at" doc:"registryapi.f_made"`
	Demo  bool      `json:"made_up" doc:"directory.f_demo"`
}

type waitingTicksIn struct {
	Area string `query:"area" required:"true" minLength:"1" maxLength:"20" pattern:"^[0-9.]*$" example:"64.71.02" doc:"registryapi.p_ticks_area"`
}

// mostWaits is how many are told at once: what is decided makes room for the next.
const mostWaits = 200

// waits declares what lies before an officer until it is decided.
func (d Desk) waits() {
	api.Get(d.api, more(withExample(op("list-waiting-ticks", "/sheets/waiting", "registryapi.waiting_ticks"), api.Ask("/sheets/waiting?area=64.71.02")), "registryapi.waiting_ticks_more"), d.waitingTicks)
	checks := op("list-waiting-checks", "/field/checks", "registryapi.waiting_checks")
	checks.Scope = ScopeDecide
	api.Get(d.api, more(withExample(checks, api.Ask("/field/checks")), "registryapi.waiting_checks_more"), d.waitingChecks)
}

func (d Desk) waitingTicks(tx *db.Tx, r *api.Request, in *waitingTicksIn) (api.List[WaitingTick], error) {
	out := api.List[WaitingTick]{Items: []WaitingTick{}}
	all, err := d.sheets().Waits(tx, r.Caller.For, in.Area, mostWaits)
	for _, w := range all {
		out.Items = append(out.Items, WaitingTick{d.api.Code(w.Sheet), w.Number, w.N, int(w.Tick), d.api.Code(w.Business), w.Name, w.Kelurahan, w.RT, string(w.State), w.At.UTC(), w.Demo})
	}
	return out, err
}

func (d Desk) waitingChecks(tx *db.Tx, r *api.Request, _ *struct{}) (api.List[WaitingCheck], error) {
	out := api.List[WaitingCheck]{Items: []WaitingCheck{}}
	all, err := d.Field.Waits(tx, r.Caller.For, mostWaits)
	for _, c := range all {
		out.Items = append(out.Items, WaitingCheck{d.api.Code(c.ID), d.api.Code(c.Business), c.Name, string(c.Found), c.Made.UTC(), c.Demo})
	}
	return out, err
}
