package ownerweb

import (
	"strconv"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/kbli"
)

// Desk draws the pages.
type Desk struct {
	Book  *registry.Book
	Code  func(db.ID) string
	ID    func(string) (db.ID, bool)
	Shelf *kbli.Shelf
	// NameOf is a door: how somebody with an account is called, for who owns the business.
	NameOf func(tx *db.Tx, person db.ID) (string, error)
	// Find is a door: who signs in with a number or an address.
	Find func(tx *db.Tx, login string) (db.ID, error)

	atlases place.Atlases
}

// base is where the pages of a business are, invitePath where whoever is asked to be an
// owner answers.
const (
	base       = "/usaha-saya/{code}"
	invitePath = "/usaha-saya/ajakan"
)

// Routes lists the addresses.
func (d *Desk) Routes() []web.Route {
	return []web.Route{
		web.Show(base+"/izin", d.permitsPage, "ya"),
		web.Do(base+"/izin", d.addPermit()),
		web.Show(base+"/izin/{permit}", d.permitPage),
		web.Do(base+"/izin/{permit}", d.removePermit()),
		web.Show(base+"/usulan", d.proposalsPage, "ya"),
		web.Do(base+"/usulan/{proposal}", d.decide()),
		web.Show(base+"/titik", d.pointPage, "ya"),
		web.Do(base+"/titik", d.setPoint()),
		web.Show(base+"/orang", d.peoplePage, "ya"),
		web.Do(base+"/orang", d.addPerson()),
		web.Show(base+"/orang/{row}", d.personPage),
		web.Do(base+"/orang/{row}", d.endPerson()),
		web.Do(base+"/pemilik", d.invite()),
		web.Do(base+"/pemilik/{row}", d.uninvite()),
		web.Show(invitePath, d.invitedPage, "ya"),
		web.Do(invitePath, d.answer()),
		web.Show(base+"/bekerja", d.workPage, "ya"),
		web.Do(base+"/bekerja", d.work()),
	}
}

// ownNav is the main entry of these pages.
const ownNav = "usaha-saya"

// page is what all pages of a business share.
type page struct {
	lang.Lang
	r     *web.Request
	view  registry.View
	code  string
	today date.Day
	done  string
	bad   *fault.Fault
	typed said

	changes bool // the business still changes
}

// dones are what a page may say was done.
var dones = map[string]string{"izin": "ownerweb.done_permit", "keluar": "ownerweb.done_permit_out", "terima": "ownerweb.done_accepted", "tolak": "ownerweb.done_refused",
	"titik": "ownerweb.done_point", "usul": "ownerweb.done_proposed", "hapus": "ownerweb.done_point_off", "orang": "ownerweb.done_person", "akhir": "ownerweb.done_person_ended",
	"ajak": "ownerweb.done_invited", "tarik": "ownerweb.done_uninvited", "pemilik": "ownerweb.done_owns", "bukan": "ownerweb.done_refused_owning",
	"kerja": "ownerweb.done_works", "henti": "ownerweb.done_works_no_more"}

// fresh is a page as it is first opened.
func fresh(r *web.Request) (page, error) {
	v := r.Values()
	return page{done: dones[v.Line("ya", 10)]}, v.Err()
}

// seen finds the business of an address for who may change it, and nobody else.
func (d *Desk) seen(tx *db.Tx, session, code string) (registry.View, error) {
	id, _ := d.ID(code) // 0 where it is none, which no business has
	return d.Book.SeeFor(tx, session, id, registry.MayChange)
}

func (d *Desk) open(tx *db.Tx, r *web.Request, p *page) error {
	var err error
	p.Lang, p.r, p.code, p.today = r.Lang, r, r.PathValue("code"), date.DayOf(tx.Now())
	p.view, err = d.seen(tx, r.Session(), p.code)
	p.changes = p.view.State.Stands() == nil
	return err
}

func (p page) href(end string) string { return p.r.Href("/usaha-saya/" + p.code + end) }

func (p page) name() string { return p.view.Facts[registry.Name] }

func (p page) version() string { return strconv.FormatInt(p.view.Version, 10) }

func (p page) public() bool { return p.view.State == registry.Published }

func (p page) moment(at time.Time) string {
	return face.Moment(p.Lang, at)
}

// said is a form about a business as it was sent.
type said struct {
	session, code string
	version       int64
	row           db.ID // the permit, proposal or person of the address
	step          string

	kind, number, issuer, issued, until string // of a permit; until also of a person
	reason                              string
	name, role, since                   string // of a person
	login                               string // of whom is asked to own it too
	point, source                       string
	frame                               geo.Box // that the drawing shows next
	sure                                bool
}

// did is what became of it.
type did struct {
	Ya  string
	Own bool // who did it has no business there any more
}

func (d *Desk) read(r *web.Request) (said, error) {
	v := r.Values()
	in := said{session: r.Session(), code: r.PathValue("code"), step: v.Line("langkah", 20),
		kind: v.Line("kind", 20), number: v.Line("number", 200), issuer: v.Line("issuer", 300), issued: v.Line("issued", 40), until: v.Line("until", 40), reason: v.Line("reason", 40),
		name: v.Line("name", 300), role: v.Line("role", 20), since: v.Line("since", 40), login: v.Line("login", 60), point: v.Line("point", mostPoint), source: v.Line("sumber", 10), sure: v.Line("yakin", 1) != ""}
	in.tapped(v)
	in.version, _ = strconv.ParseInt(v.Line("versi", 20), 10, 64) // 0 is whatever stands
	for _, name := range []string{"permit", "proposal", "row"} {
		if code := r.PathValue(name); code != "" {
			in.row, _ = d.ID(code) // what is none is found nowhere
		}
	}
	return in, v.Err()
}

// pressing is a form that leads back to a page of the business.
type pressing struct {
	right  account.Right
	to     string
	same   bool
	secret []string
	act    func(tx *db.Tx, v registry.View, in said) (did, error)
	again  func(tx *db.Tx, r *web.Request, p page) (web.Reply, error) // with what was wrong
}

func (d *Desk) press(f pressing) web.Form[said, did] {
	return web.Form[said, did]{Same: f.same, Secret: f.secret, Prepare: d.read,
		Act: func(tx *db.Tx, in said) (did, error) {
			v, err := d.seen(tx, in.session, in.code)
			if err == nil {
				err = v.Need(tx, f.right)
			}
			if err != nil {
				return did{}, err
			}
			return f.act(tx, v, in)
		},
		Draw: func(tx *db.Tx, r *web.Request, in said, out did, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil && out.Own:
				return web.Reply{To: r.Href("/usaha-saya")}, nil
			case bad == nil && out.Ya != "":
				return web.Reply{To: r.Href("/usaha-saya/" + in.code + f.to + "?ya=" + out.Ya)}, nil
			case bad == nil || bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return f.again(tx, r, page{bad: bad, typed: in})
			}
			return web.Reply{}, bad
		}}
}

// readDay reads a day as a browser sends it, or as people write it where the browser has
// no calendar: 31/12/2027. "" is none.
func readDay(typed string) (day date.Day, ok bool) {
	if typed == "" {
		return date.Day{}, true
	}
	all := strings.FieldsFunc(typed, func(c rune) bool { return c < '0' || c > '9' })
	if len(all) != 3 {
		return date.Day{}, false
	}
	if len(all[2]) == 4 {
		all[0], all[2] = all[2], all[0]
	}
	for i := range all {
		if len(all[i]) == 1 {
			all[i] = "0" + all[i]
		}
	}
	day, err := date.ParseDay(strings.Join(all, "-"))
	return day, err == nil
}

// days reads the days of a form; what is none is told at its field.
func days(f *fault.Fault, typed map[string]string) map[string]date.Day {
	out := map[string]date.Day{}
	for name, text := range typed {
		day, ok := readDay(text)
		if !ok {
			f.At(name, "ownerweb.day_invalid")
		}
		out[name] = day
	}
	return out
}

// both is what the form and the register find wrong: all of it is told at once.
func both(bad *fault.Fault, err error) error {
	f := fault.Of(err)
	switch {
	case len(bad.Fields) == 0 || err != nil && (f == nil || f.Kind != fault.Invalid):
		return err
	case f != nil:
		bad.Fields = append(bad.Fields, f.Fields...)
	}
	return bad
}

// dayField asks for a day.
func (p page) dayField(name, label, help, value string, optional bool) parts.Field {
	if day, ok := readDay(value); ok && !day.IsZero() {
		value = day.String()
	}
	return parts.Field{Name: name, Label: p.T(label), Help: help, Value: value, Type: "date", Size: parts.Mid, Optional: optional, Fault: p.bad}
}
