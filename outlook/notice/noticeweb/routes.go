package noticeweb

import (
	"crypto/rand"
	"embed"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/pace"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/outlook/notice"
	"alun/record/plan"
)

// Files holds the pages' sentences.
//
//go:embed words
var Files embed.FS

// Door is the door of the room.
type Door struct{ Desk *notice.Desk }

// Routes lists the room's addresses. Everybody may use them.
func (d Door) Routes() []web.Route {
	return []web.Route{
		web.Show("/ikuti", d.ask, "apa"),
		web.Do("/ikuti", d.follow()),
		web.Show("/ikuti/periksa", d.check, "lewat"),
		web.Show("/ikuti/setuju/{token}", d.confirmPage),
		web.Do("/ikuti/setuju/{token}", d.confirm()),
		web.Show("/ikuti/terima", said("notice.yes_title", "notice.yes_text", "notice.yes_next")),
		web.Show("/ikuti/berhenti/{token}", d.endPage),
		web.Do("/ikuti/berhenti/{token}", d.end()),
		web.Show("/ikuti/selesai", said("notice.ended_title", "notice.ended_text", "notice.ended_next")),
	}
}

// askPage is the form.
type askPage struct {
	lang.Lang
	r       *web.Request
	topics  []parts.Option
	topic   string
	address string
	pace    string
	bad     *fault.Fault
}

func (d Door) ask(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	p := askPage{Lang: r.Lang, r: r, topic: v.Line("apa", 80), pace: "day"}
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawAsk(tx, p)
}

func (d Door) drawAsk(tx *db.Tx, p askPage) (web.Reply, error) {
	var err error
	if p.topics, err = topics(tx, p.Lang); err != nil {
		return web.Reply{}, err
	}
	if p.topic == "" {
		p.topic = "plan"
	}
	// Rows are too many to be listed: who comes from one finds it at the top.
	if t, bad := notice.ParseTopic(p.topic); bad == nil && t.What == "row" {
		name, there, err := t.Named(tx, p.Lang)
		if err != nil {
			return web.Reply{}, err
		}
		if there {
			p.topics = append([]parts.Option{{Value: p.topic, Label: name}}, p.topics...)
		}
	}
	return web.Reply{Page: &web.Page{Title: p.T("notice.title"), Description: p.T("notice.lead"), Nav: "ikuti", Body: askBody(p)}}, nil
}

// topics lists what can be followed: the plan, every office, every promise.
func topics(tx *db.Tx, l lang.Lang) ([]parts.Option, error) {
	out := []parts.Option{{Value: "plan", Label: l.T("notice.all_reports")}}
	all, err := plan.Reports(tx)
	if err != nil {
		return nil, err
	}
	year := 0
	for _, r := range all {
		year = max(year, r.Quarter.Year)
	}
	offices, err := plan.OPDs(tx, year)
	if err != nil {
		return nil, err
	}
	for _, o := range offices {
		out = append(out, parts.Option{Value: "office:" + o.Slug, Label: l.T("notice.office", o.In(l.Tag()))})
	}
	promises, err := plan.Promises(tx)
	for _, p := range promises {
		out = append(out, parts.Option{Value: notice.Topic{What: "promise", Which: number(p.ID)}.String(), Label: l.T("notice.promise", p.Theme.In(l.Tag()), notice.Short(p.Quote.In(l.Tag())))})
	}
	return out, err
}

// sent is the form as it came.
type sent struct {
	notice.Ask
	topic   string
	address string
}

// asking is how often one sender may ask for first messages: one of them alone
// must not use up what all together have in an hour.
var asking = pace.Rate{What: "notice.ask", Many: 20, In: time.Hour}

// way is what the page after the form says; no address, because it is kept.
type way struct {
	Way string `json:"way"`
}

func (d Door) follow() web.Form[sent, way] {
	return web.Form[sent, way]{
		Prepare: func(r *web.Request) (sent, error) {
			v := r.Values()
			in := sent{topic: v.Line("apa", 80), address: v.Line("alamat", 254)}
			in.Ask = notice.Ask{Pace: v.Line("kerap", 10), Lang: r.Lang.Tag(), Token: strings.ToLower(rand.Text())}
			if err := in.read(v); err != nil {
				return in, err
			}
			return in, r.Paced(asking)
		},
		Act: func(tx *db.Tx, in sent) (way, error) { return way{in.Way}, d.Desk.Follow(tx, in.Ask) },
		Draw: func(tx *db.Tx, r *web.Request, in sent, out way, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href("/ikuti/periksa?lewat=" + out.Way)}, nil
			}
			return d.drawAsk(tx, askPage{Lang: r.Lang, r: r, topic: in.topic, address: in.address, pace: in.Pace, bad: bad})
		},
	}
}

// read holds the form against what can be asked.
func (in *sent) read(v *web.Values) error {
	if err := v.Err(); err != nil {
		return err
	}
	f := fault.New(fault.Invalid, "notice.invalid")
	var err error
	if in.Topic, err = notice.ParseTopic(in.topic); err != nil {
		f.At("apa", fault.Of(err).Key)
	}
	if in.Way, in.Address, err = notice.Reach(in.address); err != nil {
		f.At("alamat", fault.Of(err).Key)
	}
	if in.Pace != "hour" && in.Pace != "day" {
		f.At("kerap", "notice.no_pace")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// tokenPage asks for one press.
type tokenPage struct {
	lang.Lang
	r     *web.Request
	title string
	text  string
	label string
	look  parts.Look
}

func (p tokenPage) reply() (web.Reply, error) {
	return web.Reply{Page: &web.Page{Title: p.title, Nav: "ikuti", Body: tokenBody(p)}}, nil
}

func (d Door) confirmPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	name, err := d.Desk.Asked(tx, r.PathValue("token"), r.Lang)
	if err != nil {
		return web.Reply{}, err
	}
	return tokenPage{r.Lang, r, r.Lang.T("notice.confirm_title"), r.Lang.T("notice.confirm_text", name), r.Lang.T("notice.confirm_button"), parts.Lead}.reply()
}

func (d Door) confirm() web.Form[string, struct{}] {
	return press(d.Desk.Confirm, "/ikuti/terima", false)
}

// endPage does not ask whether the reader is still there: somebody who has
// stopped already may press again.
func (d Door) endPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return tokenPage{r.Lang, r, r.Lang.T("notice.end_title"), r.Lang.T("notice.end_text"), r.Lang.T("notice.end_press"), parts.Danger}.reply()
}

// end also takes the press of a mail program (RFC 8058), which brings no key.
func (d Door) end() web.Form[string, struct{}] { return press(d.Desk.End, "/ikuti/selesai", true) }

// press is a form of one button over the address's token.
func press(act func(tx *db.Tx, token string) error, then string, same bool) web.Form[string, struct{}] {
	return web.Form[string, struct{}]{Same: same,
		Prepare: func(r *web.Request) (string, error) { return r.PathValue("token"), nil },
		Act:     func(tx *db.Tx, token string) (struct{}, error) { return struct{}{}, act(tx, token) },
		Draw: func(_ *db.Tx, r *web.Request, _ string, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				return web.Reply{}, bad
			}
			return web.Reply{To: r.Href(then)}, nil
		},
	}
}

// saidPage tells what happened.
type saidPage struct {
	lang.Lang
	title, text, next string
	home              parts.Link
}

func said(title, text, next string) func(*db.Tx, *web.Request) (web.Reply, error) {
	return func(_ *db.Tx, r *web.Request) (web.Reply, error) {
		l := r.Lang
		p := saidPage{l, l.T(title), l.T(text), l.T(next), parts.Link{Label: l.T("notice.to_plan"), Href: r.Href("/renja")}}
		return web.Reply{Page: &web.Page{Title: p.title, Nav: "ikuti", Body: saidBody(p)}}, nil
	}
}

func (d Door) check(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	way := v.Line("lewat", 5)
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	if way == "wa" {
		return said("notice.check_title", "notice.check_wa", "notice.check_next")(tx, r)
	}
	return said("notice.check_title", "notice.check_mail", "notice.check_next")(tx, r)
}
