package field

import (
	"slices"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/record/account"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/alive"
)

// Mode is how an officer gets about.
type Mode string

// The modes.
const (
	Foot  Mode = "kaki"
	Motor Mode = "motor"
)

// Modes lists them, in the order of forms.
var Modes = []Mode{Foot, Motor}

// pace is what a day's way costs: minutes for a visit and to another RT, how far the
// kelurahan lie to which one goes, and how fast one is.
type pace struct {
	each, way int
	reach     float64 // metres between the kelurahan's middles
	speed     float64 // metres a minute, with stops and detours
}

// The figures are ours: nobody has measured a day of the city's officers.
var paces = map[Mode]pace{Foot: {12, 8, 1500, 60}, Motor: {12, 6, 6000, 250}}

const (
	LeastMinutes = 30
	MostMinutes  = 600
	mostStops    = 30 // more are no day's work, and the hour has sixty reads
	rests        = 21 * 24 * time.Hour
)

// Ask is what an officer says of the day.
type Ask struct {
	Minutes int
	Mode    Mode
	Area    string    // the kelurahan where the way begins
	From    geo.Point // where they stand, where Placed; it is used and not kept
	Placed  bool
}

// Trip is the way of a day.
type Trip struct {
	Ask
	Made  time.Time
	Stops []Stop
	Start geo.Point
}

// Stop is a business on the way.
type Stop struct {
	registry.View
	At     geo.Point
	Rough  bool // At is the neighbourhood or the kelurahan, not the place
	Middle bool // At is the kelurahan's middle: nothing nearer is known
}

// Areas are the kelurahan in which who is signed in may check, by code.
func Areas(tx *db.Tx, session string) ([]place.Area, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return nil, err
	}
	all, err := place.OfLevel(tx, place.Kelurahan)
	all = slices.DeleteFunc(all, func(a place.Area) bool {
		_, err := v.May(registry.MayCheck, account.At{Area: a.Code})
		return err != nil
	})
	if err == nil && len(all) == 0 {
		_, err = v.May(registry.MayCheck, account.At{})
		if err == nil {
			err = fault.New(fault.Denied, "field.no_area")
		}
	}
	return all, err
}

// Choose finds the businesses of a trip, in the order of the way. It writes nothing.
func (d *Desk) Choose(tx *db.Tx, session string, a Ask) ([]db.ID, error) {
	areas, err := Areas(tx, session)
	if err != nil {
		return nil, err
	}
	p, known := paces[a.Mode]
	i := slices.IndexFunc(areas, func(x place.Area) bool { return x.Code == a.Area })
	f := fault.New(fault.Invalid, "field.ask_invalid")
	if a.Minutes < LeastMinutes || a.Minutes > MostMinutes {
		f.At("waktu", "field.minutes_invalid", LeastMinutes, MostMinutes)
	}
	if !known {
		f.At("cara", "field.mode_invalid")
	}
	if i < 0 {
		f.At("mulai", "field.area_invalid")
	}
	if len(f.Fields) > 0 {
		return nil, f
	}
	start := areas[i].Label
	if a.Placed {
		start = a.From
	}
	near := slices.DeleteFunc(areas, func(x place.Area) bool {
		return x.Code != a.Area && geo.Distance(start, x.Label) > p.reach
	})
	places, err := d.places(tx, near)
	if err != nil {
		return nil, err
	}
	visits := d.Rules.Worklist(places, alive.Trip{Minutes: a.Minutes, Each: p.each, Way: p.way})
	var ids []db.ID
	for _, v := range visits[:min(len(visits), mostStops)] {
		ids = append(ids, db.ID(v.ID))
	}
	return d.ordered(tx, session, a, areas[i], ids)
}

// places are the businesses of kelurahan that could be visited: those where nobody was
// these weeks, and of which nobody must decide what was found.
func (d *Desk) places(tx *db.Tx, areas []place.Area) (out []alive.Place, err error) {
	number := map[[2]string]int32{}
	for _, a := range areas {
		err := db.Each(tx, func(r *db.Row) error {
			p := alive.Place{ID: r.Int64(), Odds: alive.Milli(r.Int64())}
			near := [2]string{a.Code, r.Text()}
			if _, there := number[near]; !there {
				number[near] = int32(len(number))
			}
			p.Near = number[near]
			out = append(out, p)
			return nil
		}, `select b.id, k.odds, cast(coalesce(b.rt, 0) as text) from registry_business b join registry_keaktifan k on k.business = b.id
			where b.kelurahan = $1 and b.state in `+visited+` and not exists (select 1 from registry_check c where c.business = b.id and (c.at > $2 or c.state = 'menunggu'))`,
			a.Code, tx.Now().Add(-rests))
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ordered puts businesses in the order of the way, and leaves out those behind which
// there is no time: a mean way between two RT was reckoned with, now the way is known.
func (d *Desk) ordered(tx *db.Tx, session string, a Ask, begin place.Area, ids []db.ID) ([]db.ID, error) {
	stops, err := d.stops(tx, session, ids)
	if err != nil {
		return nil, err
	}
	t := Trip{Ask: a, Start: begin.Label}
	if a.Placed {
		t.Start = a.From
	}
	for n := len(stops); n > 0; n-- {
		t.Stops = stops[:n]
		way := Order(t.Start, t.Points())
		t.Stops = make([]Stop, n)
		for i, at := range way {
			t.Stops[i] = stops[at]
		}
		if _, minutes := t.Takes(); minutes <= a.Minutes || n == 1 {
			break
		}
	}
	out := make([]db.ID, len(t.Stops))
	for i, s := range t.Stops {
		out[i] = s.ID
	}
	return out, nil
}

// stops are businesses as an officer sees them, each with where it is drawn. What is
// sealed stays sealed; also the point of a street vendor is told by its neighbourhood
// alone: a list of them on a map must be of no use to a raid.
func (d *Desk) stops(tx *db.Tx, session string, ids []db.ID) ([]Stop, error) {
	var out []Stop
	for _, id := range ids {
		v, err := d.Book.See(tx, session, id)
		if err != nil {
			return nil, err
		}
		s := Stop{View: v}
		exact, known := v.Business.Point()
		switch {
		case known && v.Facts[registry.AtHome] == registry.No && !v.Facts.Vendor():
			s.At = exact.Point
		case v.Placed:
			s.At, s.Rough = coarse(v.Near), true
		default:
			a, _, err := place.ByCode(tx, v.Facts[registry.Kelurahan])
			if err != nil {
				return nil, err
			}
			s.At, s.Rough, s.Middle = a.Label, true, true
		}
		if v.Facts.Vendor() {
			delete(s.Facts, registry.Point)
			delete(s.Facts, registry.Address)
		}
		out = append(out, s)
	}
	return out, nil
}

// grain is how far a rough point is rounded, in microdegrees: about 220 metres.
const grain = 2000

func coarse(p geo.Point) geo.Point {
	round := func(n int64) int64 { return n - ((n%grain)+grain)%grain + grain/2 }
	return geo.Point{Lat: round(p.Lat), Lng: round(p.Lng)}
}

// Keep writes a trip down for who asks; it takes the place of the one before.
func (d *Desk) Keep(tx *db.Tx, session string, a Ask, ids []db.ID) error {
	v, err := account.See(tx, session)
	if err != nil {
		return err
	}
	who, err := v.May(registry.MayCheck, account.At{Area: a.Area})
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`delete from registry_trip_stop where officer = $1`, who.Person); err != nil {
		return err
	}
	if _, err := tx.Exec(`insert into registry_trip (officer, area, mode, minutes, made_at) values ($1, $2, $3, $4, $5)
		on conflict (officer) do update set area = excluded.area, mode = excluded.mode, minutes = excluded.minutes, made_at = excluded.made_at`,
		who.Person, a.Area, string(a.Mode), a.Minutes, tx.Now()); err != nil {
		return err
	}
	rows := make([][]any, len(ids))
	for i, id := range ids {
		rows[i] = []any{who.Person, i + 1, id}
	}
	if len(rows) == 0 {
		return nil
	}
	return db.Many(tx, `insert into registry_trip_stop (officer, number, business) values`, ``, rows)
}

// keptFor is how long a trip is shown: the day's work, and the evening after it.
const keptFor = 36 * time.Hour

// Current is the trip of who is signed in. Businesses that are no longer theirs to
// check, or stand no more, are left out.
func (d *Desk) Current(tx *db.Tx, session string) (t Trip, found bool, err error) {
	areas, err := Areas(tx, session)
	if err != nil {
		return t, false, err
	}
	v, err := account.See(tx, session)
	if err != nil {
		return t, false, err
	}
	t, found, err = db.One(tx, func(r *db.Row) Trip {
		return Trip{Ask: Ask{Area: r.Text(), Mode: Mode(r.Text()), Minutes: r.Int()}, Made: r.Time()}
	}, `select area, mode, minutes, made_at from registry_trip where officer = $1 and made_at > $2`, v.Person, tx.Now().Add(-keptFor))
	if err != nil || !found {
		return t, false, err
	}
	ids, err := db.All(tx, (*db.Row).ID, `select s.business from registry_trip_stop s join registry_business b on b.id = s.business
		where s.officer = $1 and b.state in `+visited+` order by s.number`, v.Person)
	if err != nil {
		return t, false, err
	}
	if t.Stops, err = d.stops(tx, session, ids); err != nil {
		return t, false, err
	}
	t.Stops = slices.DeleteFunc(t.Stops, func(s Stop) bool {
		return !slices.ContainsFunc(areas, func(a place.Area) bool { return a.Code == s.Facts[registry.Kelurahan] })
	})
	a, _, err := place.ByCode(tx, t.Area)
	t.Start = a.Label
	return t, true, err
}

// Points are where the stops are drawn.
func (t Trip) Points() []geo.Point {
	out := make([]geo.Point, len(t.Stops))
	for i, s := range t.Stops {
		out[i] = s.At
	}
	return out
}

// Takes tells how far the way is in metres, and how long it takes with the visits.
func (t Trip) Takes() (metres, minutes int) {
	way := make([]int, len(t.Stops))
	for i := range way {
		way[i] = i
	}
	m := Length(t.Start, t.Points(), way)
	p := paces[t.Mode]
	if p.speed == 0 {
		return int(m), 0
	}
	return int(m), int(m/p.speed) + p.each*len(t.Stops)
}
