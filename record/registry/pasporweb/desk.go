package pasporweb

import (
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/letter"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/kbli"
	"alun/record/registry/paspor"
)

// Desk draws the pages. All but Press must be set.
type Desk struct {
	Paspor *paspor.Desk
	DB     *db.DB // for the page of a link, which is counted before it is read
	Shelf  *kbli.Shelf
	Words  *lang.Catalogue
	Code   func(db.ID) string
	ID     func(string) (db.ID, bool)
	Public string // where people reach the house: "https://alun.balikpapan.go.id"
	City   string // "Kota Balikpapan"
	// NameOf is a door: how somebody with an account is called.
	NameOf func(tx *db.Tx, person db.ID) (string, error)
	Askers []paspor.Asker // who asks what of a business, as the city's file says; none: nobody is named
	Press  *letter.Press  // where passports are printed; nil: without a limit
}

// Addresses.
const (
	base  = "/usaha-saya/{code}/paspor"
	below = "/paspor/" // of a token
)

// ownNav is the main entry of the owner's pages.
const ownNav = "usaha-saya"

// Routes lists the addresses.
func (d *Desk) Routes() []web.Route {
	return []web.Route{
		web.Show(base, d.ownPage, "format"),
		web.Show(base+"/tautan", d.linksPage, "ya"),
		web.Do(base+"/tautan", d.create()),
		web.Show(base+"/tautan/{link}", d.linkPage, "ya"),
		web.Do(base+"/tautan/{link}", d.revoke()),
		web.Tell(below+"{token}", d.knock),
		web.Do(below+"{token}", d.open()),
	}
}

// page is what the owner's pages share.
type page struct {
	lang.Lang
	r     *web.Request
	view  registry.View
	code  string
	now   time.Time
	today date.Day
}

func (d *Desk) page(tx *db.Tx, r *web.Request) (page, error) {
	p := page{Lang: r.Lang, r: r, code: r.PathValue("code"), now: tx.Now()}
	p.today = date.DayOf(p.now)
	id, _ := d.ID(p.code) // 0 where it is none, which no business has
	var err error
	p.view, err = d.Paspor.Book.SeeFor(tx, r.Session(), id, registry.MayChange)
	return p, err
}

func (p page) href(end string) string { return p.r.Href("/usaha-saya/" + p.code + end) }

func (p page) name() string { return p.view.Facts[registry.Name] }

func (p page) moment(at time.Time) string { return face.Moment(p.Lang, at) }

// ownPassport is the passport as who looks after the business sees it.
type ownPassport struct {
	page
	sheet
	askers []paspor.Asker
	shares bool // who looks is an owner, and may make links
}

func (d *Desk) ownPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	format := v.Line("format", 4)
	if format != "" && format != "pdf" {
		v.Wrong("format", "pasporweb.format_unknown")
	}
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	p := ownPassport{askers: d.Askers}
	var err error
	if p.page, err = d.page(tx, r); err != nil {
		return web.Reply{}, err
	}
	own, err := d.Paspor.Own(tx, p.view)
	if err != nil {
		return web.Reply{}, err
	}
	if p.sheet, err = d.sheet(tx, r.Lang, own); err != nil {
		return web.Reply{}, err
	}
	p.shares = p.view.May(tx, paspor.MayShare)
	if format == "pdf" {
		return d.print(tx, r, p)
	}
	return web.Reply{Page: &web.Page{Title: p.T("pasporweb.title_of", p.name()), Nav: ownNav, Body: ownBody(p)}}, nil
}
