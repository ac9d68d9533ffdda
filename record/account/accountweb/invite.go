package accountweb

import (
	"net/url"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/wa"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// inviteForm invites a person and gives them their first role.
type inviteForm struct {
	lang.Lang
	r      *web.Request
	typed  inviteTyped
	fields grantFields
	bad    *fault.Fault
}

type inviteTyped struct {
	name, login, lang string
	grant             grantTyped
}

// inviting is an invitation as it came.
type inviting struct {
	session string
	typed   inviteTyped
	who     account.New
	giving  account.Giving
	token   string
}

func (d Door) invitePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawInvite(tx, r, inviteTyped{lang: string(lang.ID), grant: freshGrant(tx.Now())}, nil)
}

func (d Door) drawInvite(tx *db.Tx, r *web.Request, typed inviteTyped, bad *fault.Fault) (web.Reply, error) {
	if _, err := administers(tx, r); err != nil {
		return web.Reply{}, err
	}
	f := inviteForm{Lang: r.Lang, r: r, typed: typed, bad: bad}
	var err error
	if f.fields, err = d.grantFields(tx, r.Lang, typed.grant, bad); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: f.T("account.invite_title"), Nav: "orang", Body: inviteBody(f)}}, nil
}

func (d Door) invite() web.Form[inviting, foundPerson] {
	return web.Form[inviting, foundPerson]{Secret: []string{"name", "login"}, Prepare: d.readInvite,
		Act: func(tx *db.Tx, in inviting) (foundPerson, error) {
			id, err := d.People.Invite(tx, in.session, in.who, in.token)
			if err != nil {
				return foundPerson{}, err
			}
			g := in.giving
			g.Person = id
			_, err = d.People.Give(tx, in.session, g)
			return foundPerson{id}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in inviting, out foundPerson, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return d.drawLink(r, madeLink{person: out.Person, purpose: account.Invite, token: in.token, login: in.who.Login}), nil
			case bad.Kind == fault.Stranger || bad.Kind == fault.Denied:
				return web.Reply{}, bad
			}
			return d.drawInvite(tx, r, in.typed, bad)
		},
	}
}

// toAdministrators and toCounters are asked before a form shows a link: it may come
// again long after it was answered, with the answer that was kept, from a browser
// that is signed in no more or whose person holds the role no more.
func (d Door) toAdministrators(r *web.Request) error {
	return d.DB.Read(r.Context(), func(tx *db.Tx) error { _, err := administers(tx, r); return err })
}

func (d Door) toCounters(r *web.Request) error {
	return d.DB.Read(r.Context(), func(tx *db.Tx) error { _, _, err := atCounter(tx, r.Session()); return err })
}

func (d Door) readInvite(r *web.Request) (inviting, error) {
	if err := d.toAdministrators(r); err != nil {
		return inviting{}, err
	}
	v := r.Values()
	in := inviting{session: r.Session(), token: account.LinkOfForm(d.People.Ring, r.FormKey()),
		typed: inviteTyped{name: v.Line("name", 100), login: v.Line("login", 254), lang: v.Line("lang", 5), grant: readGrant(v)}}
	bad := fault.New(fault.Invalid, "web.check_fields")
	in.giving = in.typed.grant.giving(d, bad)
	in.who = account.New{Name: in.typed.name, Lang: in.typed.lang}
	if _, ok := lang.Parse(in.typed.lang); !ok {
		bad.At("lang", "account.lang_unknown")
	}
	if utf8.RuneCountInString(in.typed.name) < 2 {
		bad.At("name", "account.name_missing")
	}
	var err error
	in.who.Login, err = readLogin(in.typed.login)
	return in, gathered(inviteAsks, v.Err(), bad, err, in.giving.Check())
}

// grantAsks and inviteAsks are the fields of the forms, in the order of the pages.
var (
	grantAsks  = []string{"role", "office", "area", "standing", "decree", "signed", "about", "from", "until"}
	inviteAsks = append(append([]string{"name", "login"}, grantAsks...), "lang")
)

func (f inviteForm) name() parts.Field {
	return parts.Field{Name: "name", Label: f.T("account.name_label"), Help: f.T("account.name_help"), Value: f.typed.name, Max: 100, Auto: "off", Fault: f.bad}
}

func (f inviteForm) login() parts.Field {
	return parts.Field{Name: "login", Label: f.T("account.login_label"), Help: f.T("account.login_theirs"), Value: f.typed.login, Max: 254, Auto: "off", Fault: f.bad}
}

func (f inviteForm) language() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "lang", Label: f.T("account.lang_label"), Value: f.typed.lang, Fault: f.bad}}
	for _, tag := range lang.All {
		c.Options = append(c.Options, parts.Option{Value: string(tag), Label: f.T("account.lang_" + string(tag))})
	}
	return c
}

// madeLink is a link that was made, to be handed over.
type madeLink struct {
	person  db.ID
	purpose string
	token   string
	login   account.Login
}

// linkPage shows a link, once.
type linkPage struct {
	lang.Lang
	r       *web.Request
	purpose string
	link    string
	hint    string
	chat    string // opens WhatsApp, or the mail program, with the message written
	by      string // chat or mail
	back    parts.Link
}

// paths are where the links of a purpose lead.
var paths = map[string]string{account.SetUp: "/atur/", account.Invite: "/undangan/", account.Reset: "/sandi/"}

// LinkPath is the address of a link in the house, for commands.
func LinkPath(purpose, token string) string { return paths[purpose] + token }

// write prepares the message with the link, in the program that its reader uses.
func (p *linkPage) write(to account.Login, house string) {
	text := p.T("account.link_chat_"+p.purpose, house, p.link)
	switch {
	case to.Text == "":
	case to.Way == "phone":
		p.by, p.chat = "chat", wa.Link(to.Text, text)
	default:
		p.by, p.chat = "mail", "mailto:"+url.PathEscape(to.Text)+"?subject="+url.PathEscape(house)+"&body="+url.PathEscape(text)
	}
}

func (d Door) drawLink(r *web.Request, m madeLink) web.Reply {
	p := linkPage{Lang: r.Lang, r: r, purpose: m.purpose, link: d.Base + r.Href(paths[m.purpose]+m.token), hint: m.login.Hint(),
		back: parts.Link{Label: r.Lang.T("account.link_back"), Href: r.Href("/orang/" + d.Code(m.person)), Icon: parts.IconArrow}}
	p.write(m.login, d.House)
	return web.Reply{Page: &web.Page{Title: p.T("account.link_title"), Nav: "orang", Body: linkBody(p)}}
}
