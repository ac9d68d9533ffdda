package registryweb

import (
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/kbli"
)

// Makers are the pages on which makers write their businesses down and look after
// them; helpers and counters use them for those whom they help.
//
// A step of the form has no key of the house and is done again without harm: the
// register itself compares what was seen with what stands, and saying the same again
// changes nothing. So going back in the browser and sending once more loses nothing,
// and nothing of a number or an address is kept as a hash.
type Makers struct {
	Book  *registry.Book
	Shelf *kbli.Shelf
	Code  func(db.ID) string
	ID    func(string) (db.ID, bool)
	// NameOf is a door: how a maker is called, for who helps several.
	NameOf func(tx *db.Tx, person db.ID) (string, error)
	// AsksOf is a door: what associations ask of the businesses of an owner. nil: nobody asks.
	AsksOf func(tx *db.Tx, owner db.ID) (map[db.ID]Asks, error)
}

// Routes lists the addresses.
func (d Makers) Routes() []web.Route {
	return []web.Route{
		web.Show("/usaha/daftar", d.beginPage),
		web.Do("/usaha/daftar", d.begin()),
		web.Show("/usaha/daftar/{code}/apa", d.stepPage(stepWhat)),
		web.Do("/usaha/daftar/{code}/apa", d.step(stepWhat)),
		web.Show("/usaha/daftar/{code}/kode", d.stepPage(stepCode), "q"),
		web.Do("/usaha/daftar/{code}/kode", d.step(stepCode)),
		web.Show("/usaha/daftar/{code}/tempat", d.stepPage(stepPlace)),
		web.Do("/usaha/daftar/{code}/tempat", d.step(stepPlace)),
		web.Show("/usaha/daftar/{code}/kontak", d.stepPage(stepContact)),
		web.Do("/usaha/daftar/{code}/kontak", d.step(stepContact)),
		web.Show("/usaha/daftar/{code}/periksa", d.stepPage(stepCheck)),
		web.Do("/usaha/daftar/{code}/periksa", d.handIn()),
	}
}

// A draftStep is a page of the form, by its name in the address.
type draftStep string

// The steps: what it is has two pages, the second with the codes that fit.
const (
	stepWhat    draftStep = "apa"
	stepCode    draftStep = "kode"
	stepPlace   draftStep = "tempat"
	stepContact draftStep = "kontak"
	stepCheck   draftStep = "periksa"
)

var draftSteps = []draftStep{stepWhat, stepCode, stepPlace, stepContact, stepCheck}

// stepOf is the page on which a fact is asked.
func stepOf(f registry.Fact) draftStep {
	switch f {
	case registry.KBLI, registry.Subsectors:
		return stepCode
	case registry.Kelurahan, registry.RT, registry.Address, registry.AtHome, registry.StreetVendor:
		return stepPlace
	case registry.Phone, registry.WA, registry.Mail, registry.PhonePublic, registry.WAPublic, registry.MailPublic, registry.Opens:
		return stepContact
	}
	return stepWhat
}

func (s draftStep) beside(by int) draftStep {
	return draftSteps[max(0, min(len(draftSteps)-1, slices.Index(draftSteps, s)+by))]
}

// draftPage is one step of the form.
type draftPage struct {
	lang.Lang
	r       *web.Request
	step    draftStep
	code    string // of the business; "" before it is written down
	view    registry.View
	typed   registry.Values // what stands in the fields
	sent    *codesSaid      // the codes of a page that was refused
	consent string          // that was chosen on it
	bad     *fault.Fault
	key     string // names the draft before it is written down, however often it is sent
	who     string // a code of the account, under which a browser keeps what was typed

	helps  []parts.Option // whom a helper helps; empty where there is no choice
	owner  string         // who was chosen
	counts bool           // an officer at a counter writes
	helper bool           // somebody else than the owner writes
	areas  []face.Kelurahan
	drafts []draftLink // that the maker has begun
	asks   string      // what an officer asks for, of one that was given back

	look draftFinder
	say  face.Teller
}

// draftLink leads to a draft.
type draftLink struct {
	Name, Href string
	State      registry.State
}

func (p draftPage) href(step draftStep) string {
	return p.r.Href("/usaha/daftar/" + p.code + "/" + string(step))
}

func (p draftPage) action() string {
	if p.code == "" {
		return p.r.Href("/usaha/daftar")
	}
	return p.href(p.step)
}

func (p draftPage) version() string { return strconv.FormatInt(p.view.Version, 10) }

// steps are the four of the form; the two pages of the first are one.
func (p draftPage) steps() parts.Steps {
	now := map[draftStep]int{stepWhat: 1, stepCode: 1, stepPlace: 2, stepContact: 3, stepCheck: 4}[p.step]
	return parts.Steps{Names: []string{p.T("registryweb.step_what"), p.T("registryweb.step_place"), p.T("registryweb.step_contact"), p.T("registryweb.step_check")}, Now: now}
}

// shut reports a fact that is there but not shown to who writes: left empty, it
// stays as it is.
func shut(v registry.View, f registry.Fact) bool {
	_, known := v.Proofs[f]
	hidden := f.Private() || f == registry.Address || f == registry.Point
	return hidden && known && v.Facts[f] == "" && (v.As == registry.Officer || v.As == registry.Helping && (f == registry.Sales || f == registry.Capital))
}

// seen finds a business for who may change it, and nobody else.
func (d Makers) seen(tx *db.Tx, session, code string) (registry.View, error) {
	id, _ := d.ID(code) // 0 where it is none, which no business has
	return d.Book.SeeFor(tx, session, id, registry.MayChange)
}

func (d Makers) stepPage(step draftStep) func(*db.Tx, *web.Request) (web.Reply, error) {
	return func(tx *db.Tx, r *web.Request) (web.Reply, error) {
		return d.drawStep(tx, r, draftPage{step: step})
	}
}

// drawStep draws a step with what stands, or with what was typed.
func (d Makers) drawStep(tx *db.Tx, r *web.Request, p draftPage) (web.Reply, error) {
	var err error
	p.Lang, p.r, p.code = r.Lang, r, r.PathValue("code")
	if p.view, err = d.seen(tx, r.Session(), p.code); err != nil {
		return web.Reply{}, err
	}
	p.who = d.Code(p.view.Viewer.Person)
	p.counts, p.helper = p.view.As == registry.Officer, p.view.As == registry.Helping
	if p.typed == nil {
		p.typed = p.view.Facts
	}
	if p.say, err = face.NewTeller(tx, d.Shelf, r.Lang); err != nil {
		return web.Reply{}, err
	}
	if p.view.State == registry.Returned {
		if p.asks, err = d.lastSentence(tx, r.Session(), p.view); err != nil {
			return web.Reply{}, err
		}
	}
	if p.sent != nil {
		_ = p.sent.into(p.typed, p.view.Codes()) // what is wrong with them is told already
	}
	switch p.bad = p.told(p.say); p.step {
	case stepPlace:
		p.areas, err = face.Areas(tx, p.within())
	case stepCode:
		p.look, err = d.codesFor(tx, r, p)
	}
	if err != nil {
		return web.Reply{}, err
	}
	return p.reply(), nil
}

func (p draftPage) reply() web.Reply {
	return web.Reply{Page: &web.Page{Title: p.title(), Nav: "usaha-saya", Body: draftBody(p), Scripts: []string{"daftar/daftar.js"}}}
}
