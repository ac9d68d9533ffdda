package accountweb

import (
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// selfPage is a person's own account.
type selfPage struct {
	lang.Lang
	r        *web.Request
	done     string // what was just done: a word of a fixed list
	name     string
	logins   []account.Login
	person   account.Person
	pin      bool
	second   bool // it is set up
	whole    bool // and was given in this session
	needs    bool
	left     int // recovery codes
	roles    []role
	sessions []account.Session
	here     string
	staff    bool
	maker    bool
	data     string
}

// dones are what the page may say was done.
var dones = map[string]string{"bahasa": "account.done_lang", "perangkat": "account.done_device", "sandi": "account.done_secret",
	"tutup": "account.done_ended", "keluar": "account.done_sessions", "faktor": "account.done_released", "peran": "account.done_given",
	"akhir": "account.done_grant_ended", "serah": "account.done_handed_over", "diundang": "account.done_invited"}

func (d Door) selfPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := d.self(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	v := r.Values()
	p.done = dones[v.Line("ya", 20)]
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("account.self_title"), Nav: "akun", Body: selfBody(p)}}, nil
}

func (d Door) self(tx *db.Tx, r *web.Request) (selfPage, error) {
	p := selfPage{Lang: r.Lang, r: r, here: r.Session(), data: d.Data}
	who, err := account.See(tx, r.Session())
	if err != nil {
		return p, err
	}
	p.whole, p.staff, p.maker = who.Second, who.Kind == account.StaffKind, who.Holds(account.Maker)
	if p.person, err = account.PersonByID(tx, who.Person); err != nil {
		return p, err
	}
	if p.name, err = d.People.NameOf(tx, p.person); err != nil {
		return p, err
	}
	if p.logins, err = d.People.Logins(tx, who.Person); err != nil {
		return p, err
	}
	if p.sessions, err = account.Sessions(tx, who.Person); err != nil {
		return p, err
	}
	kept, err := account.SecretOf(tx, who.Person)
	if err != nil {
		return p, err
	}
	p.pin = kept.Kind == account.PIN
	if p.roles, err = d.roles(tx, r.Lang, who.Person); err != nil {
		return p, err
	}
	return p, p.readSecond(tx, who.Person)
}

func (p *selfPage) readSecond(tx *db.Tx, person db.ID) (err error) {
	if p.second, err = account.HasSecond(tx, person); err != nil {
		return err
	}
	if p.needs, err = account.NeedsSecond(tx, person); err != nil {
		return err
	}
	p.left, err = account.CodesLeft(tx, person)
	return err
}

// moment writes an instant as a day and the time of day.
func moment(l lang.Lang, t time.Time) string {
	return l.T("account.moment", date.DayOf(t), date.Clock(t, l.Tag()))
}

// whole is a login as its own person sees it.
func whole(l account.Login) string {
	if l.Way == "phone" {
		return "+" + l.Text
	}
	return l.Text
}

// deviceName is how a session is called in the list.
func (p selfPage) deviceName(s account.Session) string {
	if s.Device == "" {
		return p.T("account.device_unknown")
	}
	return s.Device
}

func (p selfPage) languages() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "lang", Label: p.T("account.lang_label"), Help: p.T("account.lang_help"), Value: p.person.Lang}}
	for _, tag := range lang.All {
		c.Options = append(c.Options, parts.Option{Value: string(tag), Label: p.T("account.lang_" + string(tag))})
	}
	return c
}

// doing is a short form of a person about their own account.
type doing struct{ session, what string }

// speak sets the language of mails.
func (d Door) speak() web.Form[doing, struct{}] {
	return web.Form[doing, struct{}]{
		Prepare: func(r *web.Request) (doing, error) {
			v := r.Values()
			in := doing{r.Session(), v.Line("lang", 5)}
			if _, ok := lang.Parse(in.what); !ok {
				v.Wrong("lang", "account.lang_unknown")
			}
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in doing) (struct{}, error) {
			return struct{}{}, account.Speak(tx, in.session, lang.Tag(in.what))
		},
		Draw: func(_ *db.Tx, r *web.Request, _ doing, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			return then(r, bad, "/akun?ya=bahasa")
		},
	}
}

// endOwn ends another session of the person; without one, all others.
func (d Door) endOwn() web.Form[doing, struct{}] {
	return web.Form[doing, struct{}]{
		Prepare: func(r *web.Request) (doing, error) {
			v := r.Values()
			return doing{r.Session(), v.Line("session", 64)}, v.Err()
		},
		Act: func(tx *db.Tx, in doing) (struct{}, error) {
			return struct{}{}, account.EndOwn(tx, in.session, in.what)
		},
		Draw: func(_ *db.Tx, r *web.Request, _ doing, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			return then(r, bad, "/akun?ya=perangkat")
		},
	}
}

// then goes on, or shows the page of what was refused.
func then(r *web.Request, bad *fault.Fault, to string) (web.Reply, error) {
	if bad != nil {
		return web.Reply{}, bad
	}
	return web.Reply{To: r.Href(to)}, nil
}
