package deskweb

import (
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/ganda"
	"alun/record/registry/kbli"
)

// Desk is the pages of officers.
type Desk struct {
	Book  *registry.Book
	Twins *ganda.Desk
	Code  func(db.ID) string
	ID    func(string) (db.ID, bool)
	Shelf *kbli.Shelf
	Words *lang.Catalogue // for what an owner reads, whose language may be another
	// NameOf is a door: how somebody is called. Makers are not named here.
	NameOf func(tx *db.Tx, person db.ID) (string, error)
	// MakerOf is a door: the maker who stands at the counter with a document.
	MakerOf func(tx *db.Tx, session, area, document, login string) (db.ID, error)
}

// Routes lists the addresses.
func (d Desk) Routes() []web.Route {
	return []web.Route{
		web.Show("/petugas/usaha", d.queuePage, "wilayah", "rt", "keadaan", "q", "sesudah", "format", "usul", "perbaikan"),
		web.Show("/petugas/usaha/{code}", d.onePage, "ya", "dari"),
		web.Show("/petugas/usaha/{code}/langkah/{move}", d.stepPage, "dari"),
		web.Do("/petugas/usaha/{code}/langkah/{move}", d.takeStep()),
		web.Do("/petugas/usaha/{code}/usul/{proposal}", d.decide()),
		web.Do("/petugas/usaha/{code}/periksa", d.confirm()),
		web.Do("/petugas/usaha/{code}/pribadi", d.open()),
		web.Show("/petugas/usaha/{code}/pribadi/{read}", d.openedPage, "dari"),
		web.Do("/petugas/usaha/{code}/pemilik", d.link()),
		web.Show("/petugas/usaha/{code}/riwayat", d.historyPage, "dari"),
		web.Do("/petugas/usaha/{code}/riwayat/{change}", d.takeBack()),
		web.Show("/petugas/usaha/ganda", d.twinsPage, "wilayah", "keadaan", "sesudah"),
		web.Show("/petugas/usaha/ganda/{a}/dengan/{b}", d.twinPage, "ya"),
		web.Do("/petugas/usaha/ganda/{a}/dengan/{b}", d.decideTwin()),
	}
}

// nav is the main entry of these pages.
const nav = "petugas"

// page is what every page of the desk has.
type page struct {
	lang.Lang
	r    *web.Request
	who  account.Viewer
	area string // of the officer; "" is the whole city
	say  face.Teller
}

func (f page) href(path string) string { return f.r.Href("/petugas/usaha" + path) }

// sit finds who is at the desk.
func (d Desk) sit(tx *db.Tx, r *web.Request) (page, error) {
	f := page{Lang: r.Lang, r: r}
	var err error
	if f.who, err = account.See(tx, r.Session()); err != nil {
		return f, err
	}
	if _, err := f.who.May(registry.MayWatch, account.At{Any: true}); err != nil {
		return f, err
	}
	f.area = areaOf(f.who)
	f.say, err = face.NewTeller(tx, d.Shelf, r.Lang)
	return f, err
}

// areaOf is the area of an officer; "" is the whole city.
func areaOf(v account.Viewer) string {
	area := ""
	for _, g := range v.Grants {
		switch g.Role {
		case account.Planner, account.Inspector:
			return ""
		case account.Counter:
			area = g.Area
		}
	}
	return area
}

// seen finds a business for an officer of its area, and nobody else.
func (d Desk) seen(tx *db.Tx, session, code string) (registry.View, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return registry.View{}, err
	}
	if _, err := v.May(registry.MayWatch, account.At{Any: true}); err != nil {
		return registry.View{}, err
	}
	id, ok := d.ID(code)
	if !ok {
		return registry.View{}, fault.New(fault.NotFound, "registry.no_business")
	}
	b, err := d.Book.See(tx, session, id)
	if err == nil && b.As != registry.Officer {
		_, err = v.May(registry.MayWatch, account.At{Area: b.Facts[registry.Kelurahan]})
		if err == nil { // their own business: that is not looked after from here
			err = fault.New(fault.Denied, "registry.not_your_own")
		}
	}
	return b, err
}

func (f page) moment(at time.Time) string {
	return face.Moment(f.Lang, at)
}

// waited is how long something stands, in words.
func (f page) waited(since, now time.Time) string {
	switch days := int(now.Sub(since).Hours() / 24); {
	case days < 1:
		return f.T("deskweb.since_today")
	case days < 60:
		return f.T("deskweb.since_days", days)
	default:
		return f.T("deskweb.since_months", days/30)
	}
}

func (f page) stamp(s registry.State) parts.Stamp { return face.State(f.Lang, s) }

// actor says who did something, as far as an officer may know: officers by name,
// makers and helpers by what they are to the business.
func (d Desk) actor(tx *db.Tx, f page, by string, level registry.Level) (string, error) {
	if by == f.who.Actor() {
		return f.T("deskweb.by_you"), nil
	}
	if person, is := personOf(by); is {
		all, err := account.Grants(tx, person)
		if err != nil {
			return "", err
		}
		for _, g := range all {
			if g.Role.Staff() {
				name, err := d.NameOf(tx, person)
				return f.T("deskweb.by_officer", name), err
			}
		}
	}
	if level == 0 {
		return f.T("deskweb.by_people"), nil
	}
	return f.T(level.Word()), nil
}

func personOf(actor string) (db.ID, bool) {
	text, is := strings.CutPrefix(actor, "person:")
	id := int64(0)
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		id = id*10 + int64(c-'0')
	}
	return db.ID(id), is && id > 0
}
