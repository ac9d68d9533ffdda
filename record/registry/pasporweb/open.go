package pasporweb

import (
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/pace"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/paspor"
)

// trying is how many addresses of links one sender may try, whether they are any: a bank
// behind one address reads many, and nobody finds one of 2 to the 130 by guessing.
var trying = pace.Rate{What: "registry.passport", Many: 120, In: time.Hour}

// shared is what the pages of a link say of it.
type shared struct {
	lang.Lang
	r     *web.Request
	link  paspor.Link
	token string
	name  string // of the business
	maker string // who shares
}

// from says who shares it, and what for.
func (p shared) from() string {
	return p.T("pasporweb.shared_by", p.maker, lang.Key(paspor.PurposeWord(p.link.Purpose)))
}

func (p shared) until() string { return p.T("pasporweb.shared_until", p.link.Last()) }

// knock says what a link is, before it is opened.
func (d *Desk) knock(r *web.Request) (web.Reply, error) {
	if err := r.Paced(trying); err != nil {
		return web.Reply{}, err
	}
	p := shared{Lang: r.Lang, r: r, token: r.PathValue("token")}
	err := d.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if p.link, p.name, err = d.Paspor.Knock(tx, p.token); err == nil {
			p.maker, err = d.NameOf(tx, p.link.Maker)
		}
		return err
	})
	if why, is := paspor.Gone(fault.Of(err)); is {
		return p.shut(why), nil
	}
	return web.Reply{Hushed: true, Page: &web.Page{Title: p.T("pasporweb.title"), Body: knockBody(p), Head: secret()}}, err
}

// shut says why a link does not open: nothing of the business.
func (p shared) shut(why string) web.Reply {
	return web.Reply{Status: 410, Hushed: true, Page: &web.Page{Title: p.T("pasporweb.title"), Body: shutBody(p, why), Head: secret()}}
}

// pressed is a link that is pressed open.
type pressed struct{ token string }

// times is how often it was opened so far.
type times struct{ N int }

// read is a passport as whoever has a link reads it.
type read struct {
	shared
	sheet
}

func (p read) moment() string { return face.Moment(p.Lang, p.At) }

// open counts an opening and shows the passport. It has no key: each press is one opening.
func (d *Desk) open() web.Form[pressed, times] {
	return web.Form[pressed, times]{Same: true,
		Prepare: func(r *web.Request) (pressed, error) {
			return pressed{r.PathValue("token")}, r.Paced(trying)
		},
		Act: func(tx *db.Tx, in pressed) (times, error) {
			l, err := d.Paspor.Open(tx, in.token)
			return times{l.Opened}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in pressed, _ times, bad *fault.Fault) (web.Reply, error) {
			p := read{shared: shared{Lang: r.Lang, r: r, token: in.token}}
			if bad == nil {
				var err error
				if err = d.read(tx, &p); err == nil {
					return web.Reply{Hushed: true, Page: &web.Page{Title: p.T("pasporweb.title_of", p.name), Body: readBody(p), Head: secret()}}, nil
				}
				if bad = fault.Of(err); bad == nil {
					return web.Reply{}, err
				}
			}
			if why, is := paspor.Gone(bad); is {
				return p.shut(why), nil
			}
			return web.Reply{}, bad
		}}
}

// read reads what the link shows as it stands now: it may have been revoked since it was
// counted.
func (d *Desk) read(tx *db.Tx, p *read) error {
	l, s, err := d.Paspor.Read(tx, p.token)
	if err != nil {
		return err
	}
	p.link, p.name = l, s.Business.Facts[registry.Name]
	if p.sheet, err = d.sheet(tx, p.Lang, s); err == nil {
		p.maker, err = d.NameOf(tx, l.Maker)
	}
	return err
}
