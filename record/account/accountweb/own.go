package accountweb

import (
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// MakerRoutes lists the addresses of makers' own accounts: the card that they
// carry, and who helps them.
func (d Door) MakerRoutes() []web.Route {
	return []web.Route{
		web.Show("/akun/kartu", d.cardPage),
		web.Show("/akun/pembantu", d.helperPage, "ya"),
		web.Do("/akun/pembantu", d.nameHelper()),
		web.Do("/akun/pembantu/{grant}/akhir", d.endHelper()),
	}
}

// cardPage is a maker's card, to be printed: it brings whoever carries it to the
// page where the PIN is asked for, and tells a counter which account is meant. It
// lets nobody in by itself.
type cardPage struct {
	lang.Lang
	r    *web.Request
	card card
}

// card is what is printed.
type card struct {
	lang.Lang
	house string
	name  string
	hint  string // of the number
	typed string // the address of the page where one signs in, for phones that cannot scan
	code  square
}

// cardOf makes the card of a maker. Its code leads to the page where the PIN is
// asked for.
func (d Door) cardOf(l lang.Lang, person db.ID, name, hint string) (card, error) {
	code, err := drawQR(d.Base + "/masuk?" + cardField + "=" + d.Code(person))
	return card{l, d.House, name, hint, strings.TrimPrefix(strings.TrimPrefix(d.Base, "https://"), "http://") + "/masuk", code}, err
}

// maker finds a signed-in maker.
func maker(tx *db.Tx, r *web.Request) (account.Viewer, error) {
	v, err := account.See(tx, r.Session())
	if err == nil {
		_, err = v.May(account.MayOwn, account.At{Any: true})
	}
	return v, err
}

func (d Door) cardPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v, err := maker(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	p := cardPage{Lang: r.Lang, r: r}
	name, err := d.People.Name(tx, v.Person)
	if err != nil {
		return web.Reply{}, err
	}
	hint, err := d.numberOf(tx, v.Person)
	if err == nil {
		p.card, err = d.cardOf(r.Lang, v.Person, name, hint)
	}
	return web.Reply{Page: &web.Page{Title: r.Lang.T("account.card_title"), Nav: "akun", Body: cardBody(p), Scripts: []string{"account.js"}}}, err
}

// cardField is the parameter by which a card says whose it is.
const cardField = "kartu"

// carried finds the maker of a card, or nobody: what a card says is worth nothing
// without the PIN, and staff have none.
func (d Door) carried(tx *db.Tx, code string) (account.Login, bool, error) {
	id, ok := d.ID(code)
	if !ok {
		return account.Login{}, false, nil
	}
	return d.People.Carried(tx, id)
}

// helpersPage lists who helps a maker.
type helpersPage struct {
	lang.Lang
	r    *web.Request
	all  []helperItem
	done string
	in   naming
	bad  *fault.Fault
}

type helperItem struct {
	account.Grant
	code, hint string
}

// naming is a helper to be, as typed.
type naming struct {
	session, login, until string
	who                   account.Login
	last                  date.Day
}

var helperDones = map[string]string{"baru": "account.helper_done_named", "akhir": "account.helper_done_ended"}

func (d Door) helperPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	p := helpersPage{done: helperDones[v.Line("ya", 20)]}
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawHelpers(tx, r, p)
}

func (d Door) drawHelpers(tx *db.Tx, r *web.Request, p helpersPage) (web.Reply, error) {
	p.Lang, p.r = r.Lang, r
	v, err := maker(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	grants, err := account.Helpers(tx, v.Person)
	for _, g := range grants {
		item := helperItem{Grant: g, code: d.Code(g.ID)}
		if item.hint, err = d.numberOf(tx, g.Person); err != nil {
			return web.Reply{}, err
		}
		p.all = append(p.all, item)
	}
	return web.Reply{Page: &web.Page{Title: p.T("account.helpers_title"), Nav: "akun", Body: helpersBody(p)}}, err
}

// numberOf is a helper's number, masked. A maker who knows a number learns no name
// by it: the other has agreed to nothing.
func (d Door) numberOf(tx *db.Tx, person db.ID) (string, error) {
	all, err := d.People.Logins(tx, person)
	for _, l := range all {
		if l.Way == "phone" {
			return l.Hint(), err
		}
	}
	return "", err
}

func (d Door) nameHelper() web.Form[naming, struct{}] {
	return web.Form[naming, struct{}]{Secret: []string{"login"},
		Prepare: func(r *web.Request) (naming, error) {
			v := r.Values()
			in := naming{session: r.Session(), login: v.Line("login", 40), until: v.Line("until", 10)}
			day, err := date.ParseDay(in.until)
			if in.last = day; err != nil {
				v.Wrong("until", "account.helper_until")
			}
			in.who, err = readPhone(in.login)
			if err := gathered([]string{"login", "until"}, v.Err(), err); err != nil {
				return in, err
			}
			return in, web.Record(r, func(tx *db.Tx) error { return d.People.CountNumber(tx, in.session) })
		},
		Act: func(tx *db.Tx, in naming) (struct{}, error) {
			_, err := d.People.NameHelper(tx, in.session, in.who, in.last)
			return struct{}{}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in naming, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/akun/pembantu?ya=baru")}, nil
			case bad.Kind == fault.Stranger || bad.Kind == fault.Denied:
				return web.Reply{}, bad
			}
			return d.drawHelpers(tx, r, helpersPage{in: in, bad: bad})
		},
	}
}

func (d Door) endHelper() web.Form[deciding, struct{}] {
	return web.Form[deciding, struct{}]{
		Prepare: func(r *web.Request) (deciding, error) {
			id, ok := d.ID(r.PathValue("grant"))
			if !ok {
				return deciding{}, fault.New(fault.NotFound, "account.no_grant")
			}
			return deciding{session: r.Session(), id: id}, nil
		},
		Act: func(tx *db.Tx, in deciding) (struct{}, error) {
			return struct{}{}, account.EndHelper(tx, in.session, in.id)
		},
		Draw: func(_ *db.Tx, r *web.Request, _ deciding, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			return then(r, bad, "/akun/pembantu?ya=akhir")
		},
	}
}

func (p helpersPage) login() parts.Field {
	return parts.Field{Name: "login", Label: p.T("account.helper_phone"), Help: p.T("account.helper_phone_help"), Value: p.in.login, Type: "tel", Max: 40, Size: parts.Mid, Auto: "off", Fault: p.bad}
}

func (p helpersPage) until() parts.Field {
	return parts.Field{Name: "until", Label: p.T("account.helper_last"), Value: p.in.until, Type: "date", Size: parts.Mid, Fault: p.bad}
}
