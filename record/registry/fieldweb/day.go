package fieldweb

import (
	"fmt"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/field"
)

// dayPage is an officer's day.
type dayPage struct {
	face
	ask   field.Ask
	trip  field.Trip
	has   bool // there is a trip
	stops []stop
	pic   picture
	waits []waiting
	done  string
	bad   *fault.Fault
}

// stop is a business on the way, as the list shows it.
type stop struct {
	field.Stop
	number             int
	code, where, exact string
	href               string
}

// waiting is a check on which somebody must decide.
type waiting struct {
	name, found, when, href string
}

// mostWaits is how many of them the page lists.
const mostWaits = 12

var dayDones = map[string]string{"periksa": "fieldweb.done_checked", "putus": "fieldweb.done_decided"}

func (d Desk) dayPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	done := dayDones[v.Line("ya", 10)]
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawDay(tx, r, dayPage{done: done, ask: field.Ask{Minutes: 180, Mode: field.Foot}})
}

func (d Desk) drawDay(tx *db.Tx, r *web.Request, p dayPage) (web.Reply, error) {
	var err error
	if p.face, err = d.begin(tx, r); err != nil {
		return web.Reply{}, err
	}
	if p.trip, p.has, err = d.Field.Current(tx, r.Session()); err != nil {
		return web.Reply{}, err
	}
	if p.has && p.bad == nil {
		p.ask = p.trip.Ask
	}
	p.stops = d.stopsOf(p.face, p.trip)
	p.pic = d.draw(p.face, p.trip, p.stops)
	if p.waits, err = d.waitsOf(tx, p.face); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("fieldweb.day_title"), Nav: nav, Body: dayBody(p), Scripts: []string{"lapangan/hari.js"}}}, nil
}

func (d Desk) stopsOf(f face, t field.Trip) []stop {
	var out []stop
	for i, s := range t.Stops {
		code := d.Code(s.ID)
		out = append(out, stop{s, i + 1, code, f.where(s.Facts), f.exactly(s.Facts), f.r.Href("/petugas/lapangan/usaha/" + code)})
	}
	return out
}

func (d Desk) waitsOf(tx *db.Tx, f face) ([]waiting, error) {
	all, err := d.Field.Waits(tx, f.r.Session(), mostWaits)
	var out []waiting
	for _, c := range all {
		out = append(out, waiting{c.Name, f.T("field.found_" + string(c.Found)), f.moment(c.Made), f.r.Href("/petugas/lapangan/usaha/" + d.Code(c.Business))})
	}
	return out, err
}

// title says what the day is.
func (p dayPage) title() string {
	if !p.has {
		return p.T("fieldweb.day_none")
	}
	return p.T("fieldweb.day_stops", len(p.stops))
}

func (p dayPage) lead() string {
	metres, minutes := p.trip.Takes()
	return p.T("fieldweb.day_way", kilometres(p.face, metres), hoursOf(p.face, minutes), p.T("field.mode_"+string(p.trip.Mode)), p.area(p.trip.Area))
}

func kilometres(f face, metres int) string {
	if metres < 950 {
		return f.T("fieldweb.metres", (metres+49)/50*50)
	}
	km := float64(metres) / 1000
	text := fmt.Sprintf("%.1f", km)
	if f.Tag() == "id" {
		text = fmt.Sprintf("%d,%d", (metres+50)/1000, (metres+50)%1000/100)
	}
	return f.T("fieldweb.km", text)
}

func hoursOf(f face, minutes int) string {
	minutes = (minutes + 2) / 5 * 5 // nobody walks to the minute
	if minutes < 60 {
		return f.T("fieldweb.minutes", minutes)
	}
	if minutes%60 == 0 {
		return f.T("fieldweb.hours", minutes/60)
	}
	return f.T("fieldweb.hours_minutes", minutes/60, minutes%60)
}

func (p dayPage) times() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "waktu", Label: p.T("fieldweb.ask_time"), Value: strconv.Itoa(p.ask.Minutes), Size: parts.Mid, Fault: p.bad}}
	for _, m := range []int{60, 120, 180, 240, 300, 360, 480} {
		c.Options = append(c.Options, parts.Option{Value: strconv.Itoa(m), Label: hoursOf(p.face, m)})
	}
	return c
}

func (p dayPage) modes() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "cara", Label: p.T("fieldweb.ask_mode"), Value: string(p.ask.Mode), Fault: p.bad}}
	for _, m := range field.Modes {
		c.Options = append(c.Options, parts.Option{Value: string(m), Label: p.T("field.mode_" + string(m)), Note: p.T("fieldweb.mode_note_" + string(m))})
	}
	return c
}

func (p dayPage) starts() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "mulai", Label: p.T("fieldweb.ask_start"), Help: p.T("fieldweb.help_start"), Value: p.ask.Area, Size: parts.Mid, Fault: p.bad}, Blank: p.T("fieldweb.choose_area")}
	for _, a := range p.areas {
		c.Options = append(c.Options, parts.Option{Value: a.Code, Label: a.Called()})
	}
	return c
}

// asking is a day as it was asked for, with what was chosen.
type asking struct {
	session string
	ask     field.Ask
	ids     []db.ID
}

func (d Desk) choose() web.Form[asking, struct{}] {
	return web.Form[asking, struct{}]{Same: true,
		Prepare: func(r *web.Request) (asking, error) {
			v := r.Values()
			in := asking{session: r.Session(), ask: field.Ask{Mode: field.Mode(v.Line("cara", 10)), Area: v.Line("mulai", 20)}}
			in.ask.Minutes, _ = strconv.Atoi(v.Line("waktu", 5)) // what is no number is no time
			at, accuracy := pointOf(v)
			in.ask.From, in.ask.Placed = at, accuracy >= 0
			err := v.Err()
			if err == nil {
				err = d.Field.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
					in.ids, err = d.Field.Choose(tx, in.session, in.ask)
					return err
				})
			}
			return in, err
		},
		Act: func(tx *db.Tx, in asking) (struct{}, error) {
			return struct{}{}, d.Field.Keep(tx, in.session, in.ask, in.ids)
		},
		Draw: func(tx *db.Tx, r *web.Request, in asking, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/petugas/lapangan#jalan")}, nil
			case bad.Kind == fault.Invalid:
				return d.drawDay(tx, r, dayPage{ask: in.ask, bad: bad})
			}
			return web.Reply{}, bad
		},
	}
}

// pointOf reads where a device stands; accuracy is negative where it did not say.
func pointOf(v *web.Values) (at geo.Point, accuracy int) {
	lat, err1 := geo.ParseDegrees(v.Line("lat", 20))
	lng, err2 := geo.ParseDegrees(v.Line("lng", 20))
	p, err3 := geo.At(lat, lng)
	if err1 != nil || err2 != nil || err3 != nil {
		return at, -1
	}
	n, err := strconv.ParseFloat(v.Line("akurasi", 20), 64)
	if err != nil || n < 0 || n > 100_000 {
		n = 100_000
	}
	return p, int(n)
}

// standsAt is where an officer stood, as the fields of a form hold it.
type standsAt struct{ lat, lng, akurasi string }

// stoodAt writes a point with all of its digits, that a form which came back sends it again
// as it was.
func stoodAt(at *field.Stood) standsAt {
	if at == nil {
		return standsAt{}
	}
	degrees := strings.Fields(registry.At{Point: at.At}.String())
	return standsAt{degrees[0], degrees[1], strconv.Itoa(at.Accuracy)}
}

func (p dayPage) askTitle() string {
	if p.has {
		return p.T("fieldweb.ask_again")
	}
	return p.T("fieldweb.ask_title")
}

// chooseLook lets one thing lead the screen: the way, once there is one.
func (p dayPage) chooseLook() parts.Look {
	if p.has && len(p.stops) > 0 {
		return parts.Outline
	}
	return parts.Lead
}
