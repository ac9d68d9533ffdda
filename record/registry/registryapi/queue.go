package registryapi

import (
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
	"alun/record/registry/field"
	"alun/record/registry/ganda"
	"alun/record/registry/twin"
)

// WaitingBusiness is a business in an officer's list: what says which one it is. A program
// reads thousands and leaves no trace, so nothing here says where below its kelurahan one
// stands: it must lead nobody to a door or a stall.
type WaitingBusiness struct {
	Code      string    `json:"code" doc:"directory.f_code"`
	Name      string    `json:"name" doc:"directory.f_name"`
	Kind      string    `json:"kind" doc:"directory.f_kind"`
	Kelurahan string    `json:"kelurahan" doc:"directory.f_kelurahan"`
	State     string    `json:"state" enum:"draft,submitted,returned,published,suspended,closed,merged" doc:"registryapi.f_state"`
	Since     time.Time `json:"since" doc:"registryapi.f_stands_since"`
	Waits     int       `json:"proposals" minimum:"0" doc:"registryapi.f_waits"`
	Demo      bool      `json:"made_up" doc:"directory.f_demo"`
}

// TwinPair is two entries that may be one business.
type TwinPair struct {
	A       *string    `json:"a" doc:"registryapi.f_twin_a"`
	B       *string    `json:"b" doc:"registryapi.f_twin_b"`
	Sure    bool       `json:"sure" doc:"registryapi.f_twin_sure"`
	State   string     `json:"state" enum:"waiting,merged,different" doc:"registryapi.f_twin_state"`
	Because []string   `json:"because" doc:"registryapi.f_twin_because"`
	Found   *time.Time `json:"found_at" doc:"registryapi.f_twin_found"`
}

// ActivityCount is how sure the city is of the businesses of a kecamatan.
type ActivityCount struct {
	Area  string    `json:"kecamatan" example:"64.71.02" doc:"registryapi.f_kecamatan"`
	Band  string    `json:"band" enum:"works,likely,unsure,unlikely" doc:"registryapi.f_band"`
	Count *int      `json:"n" doc:"registryapi.f_band_n"`
	At    time.Time `json:"counted_at" doc:"registryapi.f_band_at"`
}

type queueIn struct {
	Area  string `query:"area" maxLength:"20" pattern:"^[0-9.]*$" example:"64.71.02" doc:"registryapi.p_area"`
	State string `query:"state" enum:"draft,submitted,returned,published,suspended,closed,merged" doc:"registryapi.f_state"`
	Text  string `query:"q" maxLength:"100" doc:"registryapi.p_name"`
	api.Paging
}

type twinsIn struct {
	Area  string `query:"area" maxLength:"20" pattern:"^[0-9.]*$" example:"64.71.02" doc:"registryapi.p_area"`
	State string `query:"state" enum:"waiting,merged,different" doc:"registryapi.f_twin_state"`
	api.Paging
}

func (d Desk) queues() {
	api.Get(d.api, more(withExample(op("list-queue", "/businesses/queue", "registryapi.queue"), api.Ask("/businesses/queue?area=64.71.02&state=submitted")), "registryapi.queue_more"), d.queue)
	api.Get(d.api, more(withExample(op("list-twins", "/businesses/twins", "registryapi.twins"), api.Ask("/businesses/twins?area=64.71.02")), "registryapi.twins_more"), d.twins)
	api.Get(d.api, more(withExample(op("count-activity", "/businesses/activity", "registryapi.activity"), api.Ask("/businesses/activity")), "registryapi.activity_more"), d.activity)
}

// behindRow is where a queue goes on.
type behindRow struct {
	Since time.Time
	ID    db.ID
}

func (d Desk) queue(tx *db.Tx, r *api.Request, in *queueIn) (api.List[WaitingBusiness], error) {
	out := api.List[WaitingBusiness]{Items: []WaitingBusiness{}}
	from, _, err := api.After[behindRow](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	s := registry.Seek{Filter: registry.Filter{Area: in.Area, State: registry.State(in.State)}, Text: in.Text, After: from.Since, Behind: from.ID}
	all, err := d.Book.Queue(tx, r.Caller.For, s, in.Limit+1)
	if err != nil {
		return out, err
	}
	all, out.Next, err = api.Cut(tx, r, in.Paging, all, func(w registry.Waiting) behindRow { return behindRow{w.Since, w.ID} })
	for _, w := range all {
		f := w.Facts
		out.Items = append(out.Items, WaitingBusiness{d.api.Code(w.ID), f[registry.Name], f[registry.Kind], f[registry.Kelurahan], string(w.State), w.Since.UTC(), w.Waits, w.Demo})
	}
	return out, err
}

// behindPair is where a list of pairs goes on.
type behindPair struct {
	Sure bool
	Odds int64
	A, B db.ID
}

func (d Desk) twins(tx *db.Tx, r *api.Request, in *twinsIn) (api.List[TwinPair], error) {
	out := api.List[TwinPair]{Items: []TwinPair{}}
	from, on, err := api.After[behindPair](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	f := ganda.Filter{Area: in.Area, State: ganda.State(in.State)}
	if on {
		f.After = from.pair()
	}
	all, err := d.Twins.List(tx, r.Caller.For, f, in.Limit+1)
	if err != nil {
		return out, err
	}
	all, out.Next, err = api.Cut(tx, r, in.Paging, all, func(p ganda.Pair) behindPair { return behindPair{p.Sure, int64(p.Odds), p.A, p.B} })
	for _, p := range all {
		pair, err := d.pairOf(tx, r, p)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, pair)
	}
	return out, err
}

// pairOf draws a pair. Of a side that the officer may not see there is no code, and no
// reason is told: it would tell how that one is reached or where it stands.
func (d Desk) pairOf(tx *db.Tx, r *api.Request, p ganda.Pair) (TwinPair, error) {
	out := TwinPair{Sure: p.Sure, State: string(p.State), Because: []string{}, Found: instant(p.Found)}
	hidden := false
	for id, at := range map[db.ID]**string{p.A: &out.A, p.B: &out.B} {
		_, err := d.Book.See(tx, r.Caller.For, id)
		switch {
		case err == nil:
			code := d.api.Code(id)
			*at = &code
		case fault.Is(err, fault.NotFound):
			hidden = true
		default:
			return out, err
		}
	}
	for _, part := range p.Parts {
		if !hidden || leftOut("hidden twin") {
			out.Because = append(out.Because, r.Lang.T(string(part.Say), part.Args...))
		}
	}
	return out, nil
}

// bands are the names of field.Bands, the surest first.
var bands = []string{"works", "likely", "unsure", "unlikely"}

func (d Desk) activity(tx *db.Tx, r *api.Request, _ *struct{}) (api.List[ActivityCount], error) {
	out := api.List[ActivityCount]{Items: []ActivityCount{}}
	all, at, err := d.Field.Sums(tx, r.Caller.For)
	for _, s := range all {
		for i, n := range s.Count {
			one := ActivityCount{Area: s.Area.Code, Band: bands[i], At: at}
			if n != field.Hidden {
				one.Count = &n
			}
			out.Items = append(out.Items, one)
		}
	}
	return out, err
}

func (b behindPair) pair() *ganda.Pair {
	return &ganda.Pair{Sure: b.Sure, Odds: twin.Milli(b.Odds), A: b.A, B: b.B}
}
