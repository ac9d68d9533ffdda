package ownerweb

import (
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/face"
)

// mostPoint is the longest text that a point is read from: links are long.
const mostPoint = 1000

// pointPage is where the business is on the map.
type pointPage struct {
	page
	at        registry.At
	placed    bool      // there is a point to draw
	unkept    bool      // it was typed and is not kept
	hidden    bool      // there is one that who looks does not see
	inside    string    // the kelurahan in which it lies; "" is none
	area      string    // the business's kelurahan, in words
	otherArea string    // that in which it lies, in words
	elsewhere bool      // it lies in another one, and nobody said that they are sure
	chart     *chart    // nil where no border is known
	tap       *tapChart // to be pressed; nil as well
}

func (d *Desk) pointPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := fresh(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawPoint(tx, r, p)
}

// drawPoint draws what stands, or what was typed.
func (d *Desk) drawPoint(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	p := pointPage{page: at}
	if err := d.open(tx, r, &p.page); err != nil {
		return web.Reply{}, err
	}
	kept := p.view.Facts[registry.Point]
	_, known := p.view.Proofs[registry.Point]
	p.hidden = known && kept == "" && p.view.As == registry.Officer
	if p.at, p.placed = readTyped(p.typed.point); p.placed {
		p.unkept = true
	} else {
		p.at, p.placed = registry.ReadPoint(kept)
	}
	home := p.view.Facts[registry.Kelurahan]
	if p.placed && d.Book.Where != nil {
		p.inside, _ = d.Book.Where(p.at.Point)
	}
	_, wrong := p.bad.Field("point")
	p.elsewhere = wrong && p.inside != "" && p.inside != home
	a, err := d.atlases.Of(tx)
	if err == nil {
		p.area, p.otherArea = a.Called(home), a.Called(p.inside)
		p.chart = chartOf(a, home, p.inside, p.at.Point, p.placed && (p.inside != "" || d.Book.Where == nil))
		p.tap = tapOf(a, home, p.typed.frame, p.at.Point, p.unkept)
	}
	return web.Reply{Page: &web.Page{Title: p.T("ownerweb.point_title"), Nav: ownNav, Body: pointBody(p), Scripts: []string{"titik.js"}}}, err
}

// closes reports that who looks may hide the address of the home here.
func (p pointPage) closes() bool {
	return p.sees() == "home_open" && p.changes && p.view.As == registry.Owning
}

// sees names what the public sees of the place: of a vendor and of a home nothing more
// than the kelurahan, until the owner opens a home's address.
func (p page) sees() string {
	v := p.view.Facts
	switch {
	case v[registry.StreetVendor] == registry.Yes:
		return "vendor"
	case v[registry.AtHome] != registry.No && v[registry.AddressPublic] == registry.Yes:
		return "home_open"
	case v[registry.AtHome] != registry.No:
		return "home"
	}
	return "place"
}

// seen says it, and from when on.
func (p pointPage) seen() parts.Note {
	n := parts.Note{Kind: parts.Plain, Level: 2, Title: p.T("ownerweb.sees_title"), Text: p.T("ownerweb.sees_"+p.sees(), p.area)}
	if p.sees() == "place" || p.sees() == "home_open" {
		n.Kind = parts.Waiting
	}
	switch p.view.State {
	case registry.Published:
	case registry.Suspended, registry.Closed, registry.Merged:
		n.Text = p.T("ownerweb.sees_" + string(p.view.State))
	default:
		n.Text = p.T("ownerweb.sees_later", n.Text)
	}
	return n
}

// pointText is a point in words, as it is kept.
func (p page) pointText(kept string) string { return face.Point(p.Lang, kept) }

// coordinates are as maps on a phone show and read them.
func coordinates(at registry.At) string {
	all := strings.Fields(at.String())
	return all[0] + ", " + all[1]
}

func (p pointPage) field() parts.Field {
	f := parts.Field{Name: "point", Label: p.T("ownerweb.point_field"), Help: p.T("ownerweb.point_help"), Value: p.typed.point, Max: mostPoint, Auto: "off", Fault: p.bad}
	if f.Value == "" && p.bad == nil && p.placed {
		f.Value = coordinates(p.at)
	}
	return f
}

func (p pointPage) sure() parts.Field {
	return parts.Field{Name: "yakin", Label: p.T("ownerweb.point_sure"), Help: p.T("ownerweb.point_sure_help", p.area)}
}

// kept is where the point that stands comes from.
func (p pointPage) kept() *parts.Evidence {
	if p.unkept {
		return nil
	}
	return face.Evidence(p.Lang, p.view.Proofs[registry.Point].Level)
}

// setPoint keeps a point, takes it away, or only looks where it lies.
func (d *Desk) setPoint() web.Form[said, did] {
	return d.press(pressing{right: registry.MayChange, to: "/titik", same: true, act: func(tx *db.Tx, v registry.View, in said) (did, error) {
		if in.step == "hapus" {
			return d.keepPoint(tx, v, in, "", "hapus")
		}
		at, ok := readTyped(in.point)
		switch {
		case !ok && in.step == "tunjuk":
			return did{}, pointFault("ownerweb.point_untapped")
		case !ok && strings.HasPrefix(in.point, "http"):
			return did{}, pointFault("ownerweb.point_link")
		case !ok:
			return did{}, pointFault("ownerweb.point_unread")
		}
		if kept, there := registry.ReadPoint(v.Facts[registry.Point]); there && kept.Point == at.Point {
			at.Source = kept.Source // the same place, only sent again
		}
		if in.source == "gps" {
			at.Source = in.source
		}
		if in.step == "lihat" || in.step == "tunjuk" {
			return did{}, d.fits(tx, v, at.Point)
		}
		return d.keepPoint(tx, v, in, at.String(), "titik")
	}, again: d.drawPoint})
}

func pointFault(key string, args ...any) *fault.Fault {
	return fault.New(fault.Invalid, "ownerweb.point_wrong").At("point", key, args...)
}

// fits says of a point that is only looked at what keeping it would say.
func (d *Desk) fits(tx *db.Tx, v registry.View, at geo.Point) error {
	if d.Book.Where == nil {
		return nil
	}
	code, found := d.Book.Where(at)
	switch home := v.Facts[registry.Kelurahan]; {
	case !found:
		return pointFault("registry.point_outside")
	case home != "" && home != code:
		a, _, err := place.ByCode(tx, code)
		if err != nil {
			return err
		}
		return pointFault("registry.point_elsewhere", a.Called())
	}
	return nil
}

func (d *Desk) keepPoint(tx *db.Tx, v registry.View, in said, text, ya string) (did, error) {
	change := registry.Changing{Business: v.ID, Version: in.version, Set: registry.Values{registry.Point: text}, Sure: in.sure}
	saved, err := d.Book.Change(tx, in.session, change)
	if err == nil && len(saved.Clashes) > 0 && saved.Clashes[0].By != v.Viewer.Actor() {
		return did{}, fault.New(fault.Conflict, "ownerweb.point_clash")
	}
	if err == nil && len(saved.Clashes) > 0 { // their own, from another page
		change.Version = 0
		saved, err = d.Book.Change(tx, in.session, change)
	}
	if len(saved.Proposed) > 0 {
		ya = "usul"
	}
	return did{Ya: ya}, err
}

// says is where the point lies, in a sentence.
func (p pointPage) says() string {
	home := p.view.Facts[registry.Kelurahan]
	switch {
	case p.hidden && !p.placed:
		return p.T("ownerweb.map_hidden")
	case !p.placed:
		return p.T("ownerweb.map_none", p.area)
	case p.unkept && p.inside == home && home != "":
		return p.T("ownerweb.map_unkept", p.area)
	case p.inside == home && home != "":
		return p.T("ownerweb.map_inside", p.area)
	case p.inside != "":
		return p.T("ownerweb.map_elsewhere", p.otherArea, p.area)
	case p.unkept:
		return p.T("ownerweb.map_unread")
	}
	return p.T("ownerweb.map_there")
}
