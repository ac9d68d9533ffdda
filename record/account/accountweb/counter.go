package accountweb

import (
	"slices"
	"strings"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// CounterRoutes lists the addresses of kelurahan and kecamatan counters, where
// makers are let in and come back.
func (d Door) CounterRoutes() []web.Route {
	return []web.Route{
		web.Show("/loket", d.counterPage, "ya"),
		web.Show("/loket/daftar", d.enrolPage),
		web.Do("/loket/daftar", d.enrol()),
		web.Do("/loket/pulih", d.startRecovery()),
		web.Do("/loket/pulih/{recovery}/setuju", d.confirmRecovery()),
		web.Do("/loket/pulih/{recovery}/tolak", d.refuseRecovery()),
	}
}

// counterTyped is what an officer typed in one of the two forms.
type counterTyped struct{ name, login, document string }

// counterPage is the desk of a counter, or the form that lets a maker in.
type counterPage struct {
	lang.Lang
	r       *web.Request
	area    Place
	done    string
	waiting []waitingItem
	typed   counterTyped
	bad     *fault.Fault

	documents []string // those that count for the form
}

// waitingItem is a maker who waits for the second officer.
type waitingItem struct {
	account.Recovery
	code   string
	person string // code of the maker: their name is opened to be held against the document
	hint   string // of the maker's number
	mine   bool   // seen by the officer who looks: another one decides
}

// atCounter finds who is at the counter, and for which area.
func atCounter(tx *db.Tx, session string) (account.Viewer, string, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return v, "", err
	}
	if _, err := v.May(account.MayCounter, account.At{Any: true}); err != nil {
		return v, "", err
	}
	i := slices.IndexFunc(v.Grants, func(g account.Grant) bool { return g.Role == account.Counter })
	return v, v.Grants[i].Area, nil
}

// counterDones are what the desk may say was done.
var counterDones = map[string]string{"dilihat": "account.counter_done_seen", "tolak": "account.counter_done_refused"}

func (d Door) counterPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	p := counterPage{done: counterDones[v.Line("ya", 20)]}
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawCounter(tx, r, p)
}

// stand finds the officer and the name of the area.
func (d Door) stand(tx *db.Tx, r *web.Request, p *counterPage) (account.Viewer, error) {
	p.Lang, p.r = r.Lang, r
	v, area, err := atCounter(tx, r.Session())
	if err != nil {
		return v, err
	}
	areas, err := d.Areas(tx, r.Lang.Tag())
	p.area = Place{Code: area, Name: area}
	if i := slices.IndexFunc(areas, func(a Place) bool { return a.Code == area }); i >= 0 {
		p.area = areas[i]
	}
	return v, err
}

func (d Door) enrolPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawEnrol(tx, r, counterPage{})
}

func (d Door) drawEnrol(tx *db.Tx, r *web.Request, p counterPage) (web.Reply, error) {
	p.documents = account.Documents
	if _, err := d.stand(tx, r, &p); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("account.counter_new_title"), Nav: "loket", Body: enrolBody(p)}}, nil
}

func (d Door) drawCounter(tx *db.Tx, r *web.Request, p counterPage) (web.Reply, error) {
	p.documents = account.RecoveryDocuments
	v, err := d.stand(tx, r, &p)
	if err != nil {
		return web.Reply{}, err
	}
	all, err := account.Waiting(tx, p.area.Code)
	if err != nil {
		return web.Reply{}, err
	}
	for _, w := range all {
		logins, err := d.People.Logins(tx, w.Person)
		if err != nil {
			return web.Reply{}, err
		}
		item := waitingItem{Recovery: w, code: d.Code(w.ID), person: d.Code(w.Person), mine: w.SeenBy == v.Person}
		for _, l := range logins {
			item.hint = l.Hint()
		}
		p.waiting = append(p.waiting, item)
	}
	return web.Reply{Page: &web.Page{Title: p.T("account.counter_title"), Nav: "loket", Body: counterBody(p)}}, nil
}

// counterAsk is a form of the counter as it came.
type counterAsk struct {
	session string
	typed   counterTyped
	login   account.Login
	lang    string
	token   string
}

// readCounter reads one of the two forms: what is wrong is told all at once.
func (d Door) readCounter(r *web.Request, documents []string, documentKey string, named bool) (counterAsk, error) {
	if err := d.toCounters(r); err != nil {
		return counterAsk{}, err
	}
	v := r.Values()
	in := counterAsk{session: r.Session(), lang: string(r.Lang.Tag()), token: account.LinkOfForm(d.People.Ring, r.FormKey()),
		typed: counterTyped{v.Line("name", 100), v.Line("login", 40), v.Line("document", 10)}}
	if named && utf8.RuneCountInString(in.typed.name) < 2 {
		v.Wrong("name", "account.name_missing")
	}
	if !slices.Contains(documents, in.typed.document) {
		v.Wrong("document", documentKey)
	}
	var err error
	in.login, err = readPhone(in.typed.login)
	if err = gathered([]string{"name", "login", "document"}, v.Err(), err); err != nil {
		return in, err
	}
	return in, web.Record(r, func(tx *db.Tx) error { return d.People.CountCounter(tx, in.session) })
}

func (d Door) readEnrol(r *web.Request) (counterAsk, error) {
	return d.readCounter(r, account.Documents, "account.document_needed", true)
}

func (d Door) readRecovery(r *web.Request) (counterAsk, error) {
	return d.readCounter(r, account.RecoveryDocuments, "account.document_face", false)
}

// enrol lets a maker in; the link with which they choose a PIN is shown once.
func (d Door) enrol() web.Form[counterAsk, foundPerson] {
	return web.Form[counterAsk, foundPerson]{Secret: []string{"name", "login"}, Prepare: d.readEnrol,
		Act: func(tx *db.Tx, in counterAsk) (foundPerson, error) {
			_, area, err := atCounter(tx, in.session)
			if err != nil {
				return foundPerson{}, err
			}
			id, err := d.People.Enrol(tx, in.session, area, in.typed.document, account.New{Name: strings.TrimSpace(in.typed.name), Login: in.login, Lang: in.lang}, in.token)
			return foundPerson{id}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in counterAsk, out foundPerson, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				made, err := d.cardOf(r.Lang, out.Person, strings.TrimSpace(in.typed.name), in.login.Hint())
				return d.drawCounterLink(r, account.Invite, in.token, in.login, made), err
			case bad.Kind == fault.Stranger || bad.Kind == fault.Denied:
				return web.Reply{}, bad
			}
			return d.drawEnrol(tx, r, counterPage{typed: in.typed, bad: bad})
		},
	}
}

// drawCounterLink shows a maker's link, once, with a QR code for their phone, and
// the card of a new one, to be printed and carried home.
func (d Door) drawCounterLink(r *web.Request, purpose, token string, login account.Login, made card) web.Reply {
	p := counterLink{card: made, linkPage: linkPage{Lang: r.Lang, r: r, purpose: purpose, link: d.Base + r.Href(paths[purpose]+token), hint: login.Hint(),
		back: parts.Link{Label: r.Lang.T("account.counter_back"), Href: r.Href("/loket"), Icon: parts.IconArrow}}}
	p.write(login, d.House)
	p.code, _ = drawQR(p.link) // a link that no QR code can hold is shown as text alone
	return web.Reply{Page: &web.Page{Title: p.T("account.link_title"), Nav: "loket", Body: counterLinkBody(p), Scripts: []string{"account.js"}}}
}

// counterLink is a maker's link with its QR code.
type counterLink struct {
	linkPage
	code square
	card card // of who was let in just now
}

// startRecovery is the first step of a maker who comes back.
func (d Door) startRecovery() web.Form[counterAsk, struct{}] {
	return web.Form[counterAsk, struct{}]{Secret: []string{"login"}, Prepare: d.readRecovery,
		Act: func(tx *db.Tx, in counterAsk) (struct{}, error) {
			_, area, err := atCounter(tx, in.session)
			if err != nil {
				return struct{}{}, err
			}
			_, err = d.People.StartRecovery(tx, in.session, area, in.typed.document, in.login)
			return struct{}{}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in counterAsk, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/loket?ya=dilihat")}, nil
			case bad.Kind == fault.Stranger || bad.Kind == fault.Denied:
				return web.Reply{}, bad
			}
			return d.drawCounter(tx, r, counterPage{typed: in.typed, bad: bad})
		},
	}
}

// deciding is the second officer's word.
type deciding struct {
	session string
	id      db.ID
	token   string
}

func (d Door) readDeciding(r *web.Request) (deciding, error) {
	if err := d.toCounters(r); err != nil {
		return deciding{}, err
	}
	id, ok := d.ID(r.PathValue("recovery"))
	if !ok {
		return deciding{}, fault.New(fault.NotFound, "account.no_recovery")
	}
	return deciding{r.Session(), id, account.LinkOfForm(d.People.Ring, r.FormKey())}, nil
}

// confirmRecovery is the second step: the link is shown once.
func (d Door) confirmRecovery() web.Form[deciding, purposed] {
	return web.Form[deciding, purposed]{Prepare: d.readDeciding,
		Act: func(tx *db.Tx, in deciding) (purposed, error) {
			purpose, err := d.People.Confirm(tx, in.session, in.id, in.token)
			return purposed{purpose}, err
		},
		Draw: func(_ *db.Tx, r *web.Request, in deciding, out purposed, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				return web.Reply{}, bad
			}
			return d.drawCounterLink(r, out.Purpose, in.token, account.Login{Way: "phone"}, card{}), nil
		},
	}
}

func (d Door) refuseRecovery() web.Form[deciding, struct{}] {
	return web.Form[deciding, struct{}]{Prepare: d.readDeciding,
		Act: func(tx *db.Tx, in deciding) (struct{}, error) {
			return struct{}{}, account.Refuse(tx, in.session, in.id)
		},
		Draw: func(_ *db.Tx, r *web.Request, _ deciding, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			return then(r, bad, "/loket?ya=tolak")
		},
	}
}

func (p counterPage) phone() parts.Field {
	return parts.Field{Name: "login", Label: p.T("account.counter_phone"), Help: p.T("account.counter_phone_help"), Value: p.typed.login, Type: "tel", Max: 40, Size: parts.Mid, Auto: "off", Fault: p.bad}
}

func (p counterPage) name() parts.Field {
	return parts.Field{Name: "name", Label: p.T("account.name_label"), Help: p.T("account.counter_name_help"), Value: p.typed.name, Max: 100, Auto: "off", Fault: p.bad}
}

// document asks which paper was seen; its number is typed nowhere.
func (p counterPage) document() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "document", Label: p.T("account.counter_document"), Help: p.T("account.counter_document_help"), Value: p.typed.document, Fault: p.bad}}
	for _, name := range p.documents {
		c.Options = append(c.Options, parts.Option{Value: name, Label: p.T("account.document_" + name)})
	}
	return c
}
