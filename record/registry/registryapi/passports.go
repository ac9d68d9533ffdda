package registryapi

import (
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/pace"
	"alun/record/registry/paspor"
)

// Passport is a business as whoever lends, buys or judges asks about it, with how well
// each fact is proven.
type Passport struct {
	Code     string           `json:"code" doc:"directory.f_code"`
	At       time.Time        `json:"at" doc:"registryapi.f_passport_at"`
	Facts    []BusinessFact   `json:"facts" doc:"registryapi.f_passport_facts"`
	Missing  []string         `json:"missing" doc:"registryapi.f_passport_missing"`
	Class    []string         `json:"size_class" doc:"registryapi.f_passport_class"`
	Permits  []PassportPermit `json:"permits" doc:"directory.f_permits"`
	Products int              `json:"products" minimum:"0" doc:"registryapi.f_passport_products"`
	Changes  int              `json:"changes" minimum:"0" doc:"registryapi.f_passport_changes"`
	Checked  int              `json:"checked" minimum:"0" doc:"registryapi.f_passport_checked"`
	Since    *time.Time       `json:"published_at" doc:"registryapi.f_passport_since"`
	Demo     bool             `json:"made_up" doc:"directory.f_demo"`
}

// PassportPermit is a permit or certificate in a passport.
type PassportPermit struct {
	Kind   string  `json:"kind" enum:"halal,pirt,bpom,sni,hki,lingkungan,lain" doc:"directory.f_permit_kind"`
	Number string  `json:"number" doc:"registryapi.f_number"`
	Issuer string  `json:"issuer" doc:"registryapi.f_issuer"`
	Issued *string `json:"issued" format:"date" doc:"registryapi.f_issued"`
	Until  *string `json:"until" format:"date" doc:"directory.f_until"`
	Level  string  `json:"level" enum:"told,through,sheet,seen,document,register" doc:"directory.f_level"`
}

// PassportOpened is a passport as a link shows it.
type PassportOpened struct {
	Passport
	Purpose string `json:"purpose" enum:"bank,pembeli,mitra,pameran,lain" doc:"registryapi.f_link_purpose"`
	Until   string `json:"until" format:"date" doc:"registryapi.f_link_until"`
}

// PassportLink is a link that an owner made. Its token is told where it is made, and never
// again: the house keeps no token.
type PassportLink struct {
	ID      string      `json:"id" doc:"registryapi.f_link_id"`
	Purpose string      `json:"purpose" enum:"bank,pembeli,mitra,pameran,lain" doc:"registryapi.f_link_purpose"`
	Shows   []string    `json:"shows" doc:"registryapi.f_link_shows"`
	Made    time.Time   `json:"made_at" doc:"registryapi.f_link_made"`
	Until   string      `json:"until" format:"date" doc:"registryapi.f_link_until"`
	State   string      `json:"state" enum:"good,ended,revoked" doc:"registryapi.f_link_state"`
	Opened  int         `json:"opened" minimum:"0" doc:"registryapi.f_link_opened"`
	Times   []time.Time `json:"opened_at,omitempty" doc:"registryapi.f_link_times"`
	Token   string      `json:"token,omitempty" doc:"registryapi.f_link_token"`
	Path    string      `json:"path,omitempty" doc:"registryapi.f_link_path"`
}

type makeLinkIn struct {
	api.Keyed
	CodePath
	Body struct {
		Purpose string   `json:"purpose" enum:"bank,pembeli,mitra,pameran,lain" doc:"registryapi.f_link_purpose"`
		Shows   []string `json:"shows,omitempty" maxItems:"10" uniqueItems:"true" enum:"nib,class,sales,capital,workers_m,workers_f,address,phone,wa,mail" doc:"registryapi.f_link_shows"`
		Until   string   `json:"until" minLength:"10" maxLength:"10" example:"2026-12-20" doc:"registryapi.f_link_until"`
	}
}

type linkIn struct {
	CodePath
	IDPath
}

type revokeLinkIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct{}
}

type openPassportIn struct {
	api.Keyed
	Body struct {
		Token string `json:"token" minLength:"26" maxLength:"26" example:"aaaaaaaaaaaaaaaaaaaaaaaaaa" doc:"registryapi.f_link_token"`
	}
}

// opening is one opening of a link, as it is kept for a day.
type opening struct {
	N  int
	At time.Time
}

// How many links and openings are told, the newest first; how often one sender may try
// tokens, counted with the pages; how long an opening may be asked for again.
const (
	mostLinks    = 50
	mostOpenings = 200
	openFor      = 10 * time.Minute
)

var tryingLinks = pace.Rate{What: "registry.passport", Many: 120, In: time.Hour}

// passports declares what an owner shows to whom they choose, and how that one reads it.
func (d Desk) passports() {
	const at, open = "/businesses/{code}/record/passport", "/passports/open"
	const links = at + "/links"
	api.Get(d.api, more(withExample(op("get-passport", at, "registryapi.passport"), aForm(at, nil)), "registryapi.passport_more"), d.ownPassport)
	api.Get(d.api, more(withExample(op("list-passport-links", links, "registryapi.links"), aForm(links, nil)), "registryapi.links_more"), d.listLinks)
	api.Post(d.api, more(makes(withExample(op("make-passport-link", links, "registryapi.make_link"), aForm(links, map[string]any{"purpose": "bank", "shows": []string{"nib", "class"}, "until": "2026-12-20"}))), "registryapi.make_link_more"),
		api.Act[makeLinkIn, db.ID, PassportLink]{Act: d.makeLink, Draw: func(tx *db.Tx, r *api.Request, in *makeLinkIn, id db.ID) (PassportLink, error) {
			out, err := d.link(tx, r.Caller.For, in.Code, id)
			if err == nil {
				out.Token = paspor.TokenOfForm(d.Book.Ring, r.Caller.For, in.Key)
				out.Path = "/paspor/" + out.Token
			}
			return out, err
		}})
	api.Get(d.api, withExample(op("get-passport-link", links+"/{id}", "registryapi.link"), aForm(links+"/{id}", nil)), func(tx *db.Tx, r *api.Request, in *linkIn) (PassportLink, error) {
		id, err := d.idOf(in.ID, "paspor.no_link")
		if err != nil {
			return PassportLink{}, err
		}
		return d.link(tx, r.Caller.For, in.Code, id)
	})
	api.Post(d.api, more(withExample(op("revoke-passport-link", links+"/{id}/revoke", "registryapi.revoke_link"), aForm(links+"/{id}/revoke", map[string]any{})), "registryapi.revoke_link_more"),
		api.Act[revokeLinkIn, db.ID, PassportLink]{Act: d.revokeLink, Draw: func(tx *db.Tx, r *api.Request, in *revokeLinkIn, id db.ID) (PassportLink, error) {
			return d.link(tx, r.Caller.For, in.Code, id)
		}})
	none := map[string]any{"token": "aaaaaaaaaaaaaaaaaaaaaaaaaa"}
	reads := nowhere(changes(api.Op{ID: "open-passport", Path: open, Tag: "register", Say: "registryapi.open_passport", More: "registryapi.open_passport_more", Example: aForm(open, none), Pace: tryingLinks}))
	api.Post(d.api, reads, api.Act[openPassportIn, opening, PassportOpened]{Act: d.openPassport, Draw: d.openedPassport})
}

// passportOf draws a passport: what it shows was decided before.
func (d Desk) passportOf(s paspor.Sheet) Passport {
	out := Passport{Code: d.api.Code(s.Business.ID), At: s.At.UTC(), Facts: []BusinessFact{}, Missing: factNames(s.Missing()), Class: []string{}, Permits: []PassportPermit{}, Products: s.Products,
		Changes: s.Past.Changes, Checked: s.Past.Checked, Since: instant(s.Past.Published), Demo: s.Business.Demo}
	for _, f := range s.Facts() {
		p := s.Business.Proofs[f]
		one := BusinessFact{Fact: string(f), Value: s.Business.Facts[f], Level: p.Level.Code(), Since: knownDay(p.At)}
		if p.Over != 0 {
			one.Over = p.Over.Code()
		}
		out.Facts = append(out.Facts, one)
	}
	for _, c := range s.Class.Classes {
		out.Class = append(out.Class, c.Code)
	}
	for _, p := range s.Permits {
		out.Permits = append(out.Permits, PassportPermit{p.Kind, p.Number, p.Issuer, dayText(p.Issued), dayText(p.Until), p.Level.Code()})
	}
	return out
}

func (d Desk) ownPassport(tx *db.Tx, r *api.Request, in *recordIn) (Passport, error) {
	v, err := d.within(tx, r.Caller.For, in.Code)
	if err != nil {
		return Passport{}, err
	}
	s, err := d.Passports.Own(tx, v)
	return d.passportOf(s), err
}

func (d Desk) linkOf(l paspor.Link, now time.Time) PassportLink {
	out := PassportLink{ID: d.api.Code(l.ID), Purpose: l.Purpose, Shows: []string{}, Made: l.Made.UTC(), Until: l.Last().String(), State: string(l.At(now)), Opened: l.Opened}
	for _, t := range l.Shown {
		out.Shows = append(out.Shows, string(t))
	}
	return out
}

func (d Desk) listLinks(tx *db.Tx, r *api.Request, in *recordIn) (api.List[PassportLink], error) {
	out := api.List[PassportLink]{Items: []PassportLink{}}
	v, err := d.within(tx, r.Caller.For, in.Code)
	if err != nil {
		return out, err
	}
	all, err := d.Passports.Links(tx, r.Caller.For, v.ID, mostLinks)
	for _, l := range all {
		out.Items = append(out.Items, d.linkOf(l, tx.Now()))
	}
	return out, err
}

// link is one link with its openings, for the owner.
func (d Desk) link(tx *db.Tx, session, code string, id db.ID) (PassportLink, error) {
	v, err := d.within(tx, session, code)
	if err != nil {
		return PassportLink{}, err
	}
	l, all, err := d.Passports.One(tx, session, v.ID, id, mostOpenings)
	if err != nil {
		return PassportLink{}, err
	}
	out := d.linkOf(l, tx.Now())
	for _, at := range all {
		out.Times = append(out.Times, at.UTC())
	}
	return out, nil
}

// linkFields are the names of fields on the page, as they are called here.
var linkFields = map[string]string{"untuk": "purpose", "buka": "shows", "sampai": "until"}

// makeLink makes a link. Its token comes of the key of the call: sent again, it is the same.
func (d Desk) makeLink(tx *db.Tx, who api.Caller, in *makeLinkIn) (db.ID, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	m := paspor.Making{Business: v.ID, Purpose: in.Body.Purpose, Token: paspor.TokenOfForm(d.Book.Ring, who.For, in.Key)}
	if m.Last, err = dayOf("until", in.Body.Until); err != nil {
		return 0, err
	}
	for _, name := range in.Body.Shows {
		m.Shown = append(m.Shown, paspor.Tick(name))
	}
	id, err := d.Passports.Make(tx, who.For, m)
	return id, renamed(err, linkFields)
}

func (d Desk) revokeLink(tx *db.Tx, who api.Caller, in *revokeLinkIn) (db.ID, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	id, err := d.idOf(in.ID, "paspor.no_link")
	if err != nil {
		return 0, err
	}
	return id, d.Passports.Revoke(tx, who.For, v.ID, id)
}

// openPassport counts an opening, which the owner reads; whoever has the token may.
func (d Desk) openPassport(tx *db.Tx, _ api.Caller, in *openPassportIn) (opening, error) {
	l, err := d.Passports.Open(tx, in.Body.Token)
	return opening{l.Opened, tx.Now()}, err
}

// openedPassport draws what a link shows. Each reading is one opening: a call that is sent
// again is answered for some minutes, where an answer was lost, and not as a way to read on.
func (d Desk) openedPassport(tx *db.Tx, _ *api.Request, in *openPassportIn, o opening) (PassportOpened, error) {
	if tx.Now().After(o.At.Add(openFor)) {
		return PassportOpened{}, fault.New(fault.Conflict, "registryapi.opened_before")
	}
	l, s, err := d.Passports.Read(tx, in.Body.Token)
	if err != nil {
		return PassportOpened{}, err
	}
	return PassportOpened{d.passportOf(s), l.Purpose, l.Last().String()}, nil
}
