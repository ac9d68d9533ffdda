package registryapi

import (
	"context"
	"math"
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/record/registry"
	"alun/record/registry/field"
)

// OfficerTrip is the way of an officer's day. Made is null where none is chosen.
type OfficerTrip struct {
	Made   *time.Time `json:"made_at" doc:"registryapi.f_trip_made"`
	Area   string     `json:"area,omitempty" doc:"registryapi.f_trip_area"`
	Mode   string     `json:"mode,omitempty" enum:"foot,motor" doc:"registryapi.f_trip_mode"`
	Asked  int        `json:"minutes" minimum:"0" doc:"registryapi.f_trip_minutes"`
	Metres int        `json:"metres" minimum:"0" doc:"registryapi.f_trip_metres"`
	Takes  int        `json:"takes_minutes" minimum:"0" doc:"registryapi.f_trip_takes"`
	Stops  []TripStop `json:"stops" doc:"registryapi.f_stops"`
}

// TripStop is a business on the way: as far as a check needs it, and no sealed fact. Of a
// home, and of who sells in the street, the point is an area of about 200 metres.
type TripStop struct {
	N         int      `json:"n" minimum:"1" doc:"registryapi.f_stop_n"`
	Code      string   `json:"code" doc:"directory.f_code"`
	Number    int64    `json:"version" minimum:"1" doc:"registryapi.f_version"`
	Name      string   `json:"name" doc:"directory.f_name"`
	Kelurahan string   `json:"kelurahan" doc:"directory.f_kelurahan"`
	RT        string   `json:"rt" doc:"registry.fact_rt"`
	Place     string   `json:"place" enum:"home,shop,street" doc:"registryapi.f_stop_place"`
	Address   string   `json:"address,omitempty" doc:"registryapi.f_stop_address"`
	Hours     string   `json:"hours" doc:"directory.f_hours"`
	Point     GeoPoint `json:"point" doc:"registryapi.f_stop_point"`
	Rough     bool     `json:"rough" doc:"registryapi.f_stop_rough"`
	Demo      bool     `json:"made_up" doc:"directory.f_demo"`
}

// BusinessActivity is how likely a business works, and why.
type BusinessActivity struct {
	Hundred int              `json:"of_hundred" minimum:"0" maximum:"100" doc:"registryapi.f_of_hundred"`
	Band    string           `json:"band" enum:"works,likely,unsure,unlikely" doc:"registryapi.f_band"`
	Reasons []ActivityReason `json:"reasons" doc:"registryapi.f_reasons"`
}

// ActivityReason is one addend of the log-odds.
type ActivityReason struct {
	Say   string `json:"say" doc:"registryapi.f_reason_say"`
	Milli int64  `json:"weight_milli" doc:"registryapi.f_reason_weight"`
}

// tripModes are the ways to get about, as they are called here.
var tripModes = map[string]field.Mode{"foot": field.Foot, "motor": field.Motor}

type chooseTripIn struct {
	api.Keyed
	Body struct {
		Area    string    `json:"area" minLength:"1" maxLength:"20" example:"64.71.02.1002" doc:"registryapi.f_trip_area"`
		Mode    string    `json:"mode" enum:"foot,motor" doc:"registryapi.f_trip_mode"`
		Minutes int       `json:"minutes" minimum:"30" maximum:"600" doc:"registryapi.f_trip_minutes"`
		From    *GeoPoint `json:"from,omitempty" doc:"registryapi.f_trip_from"`
	}

	ask field.Ask
	ids []db.ID
}

type metIn struct {
	api.Keyed
	Body struct {
		Name    string   `json:"name" minLength:"1" maxLength:"400" example:"Warung Bu Tini" doc:"directory.f_name"`
		About   string   `json:"about_id,omitempty" maxLength:"8000" doc:"registryapi.f_product_about"`
		Area    string   `json:"kelurahan" minLength:"1" maxLength:"20" example:"64.71.02.1002" doc:"directory.f_kelurahan"`
		RT      string   `json:"rt,omitempty" maxLength:"20" doc:"registry.fact_rt"`
		Place   string   `json:"place" enum:"home,shop,street" doc:"registryapi.f_stop_place"`
		Address string   `json:"address,omitempty" maxLength:"1000" doc:"registry.fact_address"`
		WA      string   `json:"wa,omitempty" maxLength:"60" doc:"registry.fact_wa"`
		Stood   *StoodAt `json:"stood,omitempty" doc:"registryapi.f_met_stood"`
	}
}

// days declares an officer's day outdoors: the way, what was met on it, and how likely a
// business works.
func (d Desk) days() {
	const trip, met, status = "/field/trip", "/field/businesses", "/businesses/{code}/record/activity"
	see := op("get-trip", trip, "registryapi.trip")
	see.Scope = ScopeDecide
	api.Get(d.api, more(withExample(see, api.Ask(trip)), "registryapi.trip_more"), func(tx *db.Tx, r *api.Request, _ *struct{}) (OfficerTrip, error) { return d.trip(tx, r) })
	choose := withExample(opDecides("choose-trip", trip, "registryapi.choose_trip"), aDraft(trip, map[string]any{"area": "64.71.02.1002", "mode": "foot", "minutes": 180}))
	api.Post(d.api, more(choose, "registryapi.choose_trip_more"), api.Act[chooseTripIn, struct{}, OfficerTrip]{Prepare: d.chooseTrip, Act: d.keepTrip,
		Draw: func(tx *db.Tx, r *api.Request, _ *chooseTripIn, _ struct{}) (OfficerTrip, error) {
			return d.trip(tx, r)
		}})
	enter := withExample(opDecides("enter-business", met, "registryapi.enter"), aDraft(met, map[string]any{"name": "Warung Bu Tini", "kelurahan": "64.71.02.1002", "place": "shop", "rt": "14"}))
	enter.Made = true
	api.Post(d.api, more(enter, "registryapi.enter_more"), api.Act[metIn, db.ID, BusinessRecord]{Act: d.enter, Draw: func(tx *db.Tx, r *api.Request, _ *metIn, id db.ID) (BusinessRecord, error) {
		return d.record(tx, r, d.api.Code(id))
	}})
	likely := op("get-activity", status, "registryapi.status")
	likely.Scope = ScopeDecide
	api.Get(d.api, more(withExample(likely, aForm(status, nil)), "registryapi.status_more"), d.status)
}

func (d Desk) trip(tx *db.Tx, r *api.Request) (OfficerTrip, error) {
	out := OfficerTrip{Stops: []TripStop{}}
	t, has, err := d.Field.Current(tx, r.Caller.For)
	if err != nil || !has {
		return out, err
	}
	out.Made, out.Area, out.Asked = instant(t.Made), t.Area, t.Minutes
	for name, mode := range tripModes {
		if mode == t.Mode {
			out.Mode = name
		}
	}
	out.Metres, out.Takes = t.Takes()
	for i, s := range t.Stops {
		out.Stops = append(out.Stops, d.stopOf(i+1, s))
	}
	return out, nil
}

func (d Desk) stopOf(n int, s field.Stop) TripStop {
	f := s.Facts
	out := TripStop{N: n, Code: d.api.Code(s.ID), Number: s.Business.Version, Name: f[registry.Name], Kelurahan: f[registry.Kelurahan], RT: f[registry.RT], Hours: f[registry.Opens],
		Point: GeoPoint{geo.Degrees(s.At.Lat), geo.Degrees(s.At.Lng)}, Rough: s.Rough, Place: "home", Demo: s.Demo}
	switch {
	case f.Vendor():
		out.Place = "street"
	case f[registry.AtHome] == registry.No:
		out.Place, out.Address = "shop", f[registry.Address]
	}
	return out
}

// tripFields are the names of fields on the page, as they are called here.
var tripFields = map[string]string{"waktu": "minutes", "cara": "mode", "mulai": "area"}

// chooseTrip finds the way: that takes long, and changes nothing.
func (d Desk) chooseTrip(ctx context.Context, who api.Caller, in *chooseTripIn) error {
	in.ask = field.Ask{Minutes: in.Body.Minutes, Mode: tripModes[in.Body.Mode], Area: in.Body.Area}
	if p := in.Body.From; p != nil {
		at, err := pointIn(p.Lat, p.Lng)
		if err != nil {
			return fault.New(fault.Invalid, "registryapi.bad_stood").At("from", "registryapi.bad_stood").Because(err)
		}
		in.ask.From, in.ask.Placed = at, true
	}
	return renamed(d.DB.Read(ctx, func(tx *db.Tx) (err error) {
		in.ids, err = d.Field.Choose(tx, who.For, in.ask)
		return err
	}), tripFields)
}

func (d Desk) keepTrip(tx *db.Tx, who api.Caller, in *chooseTripIn) (struct{}, error) {
	return struct{}{}, d.Field.Keep(tx, who.For, in.ask, in.ids)
}

// sellsAt are the answers to where a business sells, as they are called here.
var sellsAt = map[string]string{"home": registry.WhereHome, "shop": registry.WhereShop, "street": registry.WhereRove}

// enter writes down a business that an officer met on the way. The key of the call is the
// device's, and names it for ever.
func (d Desk) enter(tx *db.Tx, who api.Caller, in *metIn) (db.ID, error) {
	b := in.Body
	set := registry.Values{registry.Name: b.Name, registry.AboutID: b.About, registry.Kelurahan: b.Area, registry.RT: b.RT, registry.Address: b.Address, registry.WA: b.WA}
	set.SellsAt(sellsAt[b.Place])
	met := field.Meeting{Key: in.Key, Set: set}
	if p := b.Stood; p != nil {
		at, err := pointIn(p.Lat, p.Lng)
		if err != nil {
			return 0, fault.New(fault.Invalid, "registryapi.bad_stood").At("stood", "registryapi.bad_stood").Because(err)
		}
		met.Stood = &field.Stood{At: at, Accuracy: p.Accuracy}
		met.Stood.Place(set)
	}
	out, err := d.Field.Meet(tx, who.For, met)
	if err != nil || out.Again { // one that came before is in the diary already
		return out.Business, err
	}
	return out.Business, d.trace(tx, who, out.Business, "enter")
}

// status tells how likely a business works, for who may check it.
func (d Desk) status(tx *db.Tx, r *api.Request, in *recordIn) (BusinessActivity, error) {
	out := BusinessActivity{Reasons: []ActivityReason{}}
	v, err := d.within(tx, r.Caller.For, in.Code)
	if err != nil {
		return out, err
	}
	s, err := d.Field.Status(tx, r.Caller.For, v.ID)
	if err != nil {
		return out, err
	}
	out.Hundred, out.Band = int(math.Round(s.Score*100)), bands[field.BandOf(s.Score)]
	for _, p := range s.Parts {
		out.Reasons = append(out.Reasons, ActivityReason{r.Lang.T(string(p.Say), p.Args...), int64(p.Milli)})
	}
	return out, nil
}
