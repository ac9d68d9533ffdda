package aturanweb

import (
	"net/http"
	"net/url"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/aturan"
	"alun/record/registry/opendata"
	"alun/record/registry/size"
)

// stepsPage is where the steps are cut anew.
type stepsPage struct {
	page
	micro size.InMicro
	found bool
	typed aturan.Typed
	seen  string // the newest version that was looked at
	draft *aturan.Draft
	trial *aturan.Trial // nil: it was not counted, or more than a moment ago
	bad   *fault.Fault
}

// asked is a draft as it was sent.
type asked struct {
	typed                  aturan.Typed
	session, seen, version string
	tally                  string // what the trial shows
}

// read reads a draft as it was typed, in an address or a form. Steps that the city does
// not have stay empty and are left out.
func read(r *web.Request) (asked, bool, error) {
	v := r.Values()
	in := asked{session: r.Session()}
	posted := r.Method == http.MethodPost
	if posted {
		in.seen = v.Line("terlihat", 40)
	} else {
		in.tally = v.Line("hitungan", 40)
	}
	for i := range mostEnds {
		in.typed.Ends = append(in.typed.Ends, v.Line(aturan.EndField(i), 40))
	}
	for len(in.typed.Ends) > 0 && in.typed.Ends[len(in.typed.Ends)-1] == "" {
		in.typed.Ends = in.typed.Ends[:len(in.typed.Ends)-1]
	}
	in.typed.From, in.typed.Number, in.typed.Why, in.typed.Lang = v.Line("mulai", 10), v.Line("keputusan", 120), v.Line("alasan", 240), r.Lang.Tag()
	tried := !posted && v.Line("coba", 1) != ""
	return in, tried, v.Err()
}

// sent reads a draft from a form.
func sent(r *web.Request) (asked, error) {
	in, _, err := read(r)
	return in, err
}

// mostEnds is how many ends a form may have.
const mostEnds = 5

func (d Door) stepsPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	in, tried, err := read(r)
	if err != nil {
		return web.Reply{}, err
	}
	p := stepsPage{typed: in.typed}
	if err := d.prepare(tx, r, &p); err != nil {
		return web.Reply{}, err
	}
	if tried && p.found {
		tally, _ := d.ID(in.tally) // what is none was never counted
		if err := p.try(tx, d.Products.Book, tally); err != nil {
			return web.Reply{}, err
		}
	}
	return p.reply(), nil
}

// prepare reads what holds, and fills the form where nothing was typed.
func (d Door) prepare(tx *db.Tx, r *web.Request, p *stepsPage) (err error) {
	if p.page, err = sit(tx, r, aturan.MayRule, account.At{}); err != nil {
		return err
	}
	rules, err := size.Read(tx)
	if err != nil {
		return err
	}
	p.seen = d.Code(rules.Newest(size.Steps).ID)
	if p.micro, p.found = rules.InMicro(p.today); !p.found {
		return nil
	}
	ends := p.micro.Ends()
	blank := len(p.typed.Ends) == 0
	for i := range ends {
		if blank {
			p.typed.Ends = append(p.typed.Ends, size.Exact(ends[i]).In(p.Tag()))
		} else if i >= len(p.typed.Ends) {
			p.typed.Ends = append(p.typed.Ends, "")
		}
	}
	return nil
}

// try reads the draft, and counts what it would do where that was asked for.
func (p *stepsPage) try(tx *db.Tx, book *registry.Book, tally db.ID) error {
	d, err := drafted(tx, p.typed)
	if f := fault.Of(err); f != nil {
		p.bad = f
		return nil
	}
	if err != nil {
		return err
	}
	p.draft = &d
	trial, err := aturan.Try(tx, p.r.Session(), book, d, tally)
	switch {
	case err == nil:
		p.trial = &trial
	case fault.Is(err, fault.NotFound):
		err = nil
	}
	return err
}

// drafted reads a draft as it was typed.
func drafted(tx *db.Tx, t aturan.Typed) (aturan.Draft, error) {
	rules, err := size.Read(tx)
	if err != nil {
		return aturan.Draft{}, err
	}
	return aturan.Read(rules, t, date.DayOf(tx.Now()))
}

func (p stepsPage) reply() web.Reply {
	return web.Reply{Page: &web.Page{Title: p.T("aturanweb.steps_title"), Nav: nav, Body: stepsBody(p)}}
}

// end is the field of where a step ends.
func (p stepsPage) end(i int) parts.Field {
	rule := p.micro.Steps[i]
	now, _ := rule.Bound(size.Sales)
	return parts.Field{Name: aturan.EndField(i), Label: p.T("aturanweb.end_of", rule.Class.Name), Help: p.T("aturanweb.end_now", size.Exact(now.Last())),
		Value: p.typed.Ends[i], Auto: "off", Size: parts.Mid, Max: 40, Fault: p.bad}
}

func (p stepsPage) from() parts.Field {
	return parts.Field{Name: "mulai", Label: p.T("aturanweb.ask_from"), Help: p.T("aturanweb.ask_from_help"), Value: p.typed.From, Type: "date", Size: parts.Mid, Fault: p.bad}
}

func (p stepsPage) number() parts.Field {
	return parts.Field{Name: "keputusan", Label: p.T("aturanweb.ask_number"), Help: p.T("aturanweb.ask_number_help"), Value: p.typed.Number, Auto: "off", Max: 120, Fault: p.bad}
}

func (p stepsPage) why() parts.Field {
	return parts.Field{Name: "alasan", Label: p.T("aturanweb.ask_why"), Help: p.T("aturanweb.ask_why_help"), Value: p.typed.Why, Auto: "off", Max: 240, Fault: p.bad}
}

// moves is what the trial found.
func (p stepsPage) moves() parts.Table {
	t := parts.Table{ID: "perpindahan", Caption: p.T("aturanweb.moves_caption"), Cards: true, Empty: p.T("aturanweb.moves_none"),
		Columns: []parts.Column{{Label: p.T("aturanweb.col_from")}, {Label: p.T("aturanweb.col_to")}, {Label: p.T("aturanweb.col_count"), Number: true}}}
	for _, m := range p.trial.Moves {
		to := p.named(m.To)
		if m.Stays() {
			to = p.T("aturanweb.stays")
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: p.named(m.From)}, {Text: to}, {Text: p.count(m.Cell)}}})
	}
	return t
}

// named lists steps: "M1 or M2" where the band that was told spans them.
func (p stepsPage) named(all []size.Class) string {
	var names []string
	for _, c := range all {
		names = append(names, p.Show(c.Name))
	}
	return strings.Join(names, p.T("aturanweb.or"))
}

func (p stepsPage) count(c opendata.Cell) string {
	if !c.Told {
		return p.T("aturanweb.hidden")
	}
	return lang.Whole(p.Tag(), c.N)
}

// quiet says how many told no sales, and of how many was counted.
func (p stepsPage) quiet() string {
	say := p.T("aturanweb.counted", p.trial.Opened.N) + " " + p.T("aturanweb.quiet", p.count(p.trial.Quiet))
	if p.trial.Every > 1 {
		say += " " + p.T("aturanweb.sample", p.trial.Every)
	}
	if p.trial.Hides() {
		say += " " + p.T("aturanweb.hidden_here", opendata.K)
	}
	return say
}

// split warns where a step ends inside a band that the register knows.
func (p stepsPage) split() string {
	if len(p.trial.Split) == 0 {
		return ""
	}
	return p.T("aturanweb.split_text", p.named(p.trial.Split))
}

// publishNote says until when a version can be taken back.
func (p stepsPage) publishNote() string {
	if p.today.Before(p.draft.Version.From) {
		return p.T("aturanweb.publish_note", p.draft.Version.From)
	}
	return p.T("aturanweb.publish_now")
}

// publish writes a draft down that was tried.
func (d Door) publish() web.Form[asked, string] {
	return web.Form[asked, string]{
		Prepare: sent,
		Act: func(tx *db.Tx, in asked) (string, error) {
			if _, err := account.May(tx, in.session, aturan.MayRule, account.At{}); err != nil {
				return "", err
			}
			seen, _ := d.ID(in.seen) // what is none is not the newest
			id, err := aturan.Publish(tx, in.session, aturan.Publishing{Typed: in.typed, Seen: seen})
			return d.Code(id), err
		},
		Draw: func(tx *db.Tx, r *web.Request, in asked, out string, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				return d.wrong(tx, r, in, bad)
			}
			return web.Reply{To: r.Href("/petugas/aturan?ya=terbit") + "#v-" + out}, nil
		},
	}
}

// count keeps that a draft is tried on the register. Nothing is opened for a wrong one.
func (d Door) count() web.Form[asked, string] {
	return web.Form[asked, string]{
		Prepare: sent,
		Act: func(tx *db.Tx, in asked) (string, error) {
			if _, err := account.May(tx, in.session, aturan.MayRule, account.At{}); err != nil {
				return "", err
			}
			if _, err := drafted(tx, in.typed); err != nil {
				return "", err
			}
			id, err := aturan.Tally(tx, in.session, d.Products.Book)
			return d.Code(id), err
		},
		Draw: func(tx *db.Tx, r *web.Request, in asked, out string, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				return d.wrong(tx, r, in, bad)
			}
			q := url.Values{"coba": {"1"}, "hitungan": {out}, "mulai": {in.typed.From}, "keputusan": {in.typed.Number}, "alasan": {in.typed.Why}}
			for i, text := range in.typed.Ends {
				q.Set(aturan.EndField(i), text)
			}
			return web.Reply{To: r.Href("/petugas/aturan/langkah?" + q.Encode())}, nil
		},
	}
}

// wrong is the form again with what was typed and what is wrong with it.
func (d Door) wrong(tx *db.Tx, r *web.Request, in asked, bad *fault.Fault) (web.Reply, error) {
	if bad.Kind != fault.Invalid && bad.Kind != fault.Conflict && bad.Kind != fault.TooMany {
		return web.Reply{}, bad
	}
	p := stepsPage{typed: in.typed, bad: bad}
	if err := d.prepare(tx, r, &p); err != nil {
		return web.Reply{}, err
	}
	return p.reply(), nil
}

// withdraw takes a version back that does not hold yet.
func (d Door) withdraw() web.Form[asked, string] {
	return web.Form[asked, string]{
		Prepare: func(r *web.Request) (asked, error) {
			return asked{session: r.Session(), version: r.PathValue("version")}, r.Values().Err()
		},
		Act: func(tx *db.Tx, in asked) (string, error) {
			if _, err := account.May(tx, in.session, aturan.MayRule, account.At{}); err != nil {
				return "", err
			}
			id, ok := d.ID(in.version)
			if !ok {
				return "", fault.New(fault.NotFound, "aturanweb.no_version")
			}
			return "", aturan.Withdraw(tx, in.session, id)
		},
		Draw: func(_ *db.Tx, r *web.Request, _ asked, _ string, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				return web.Reply{}, bad
			}
			return web.Reply{To: r.Href("/petugas/aturan?ya=tarik")}, nil
		},
	}
}
