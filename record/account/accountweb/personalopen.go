package accountweb

import (
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// openForm asks which fields of a person somebody reads, and why.
type openForm struct {
	asking
	code    string
	hints   []string // what the person signs in with, masked
	offers  []account.Purpose
	fields  []string // that the viewer may read for some purpose
	papers  []parts.Option
	paper   string // code of the chosen one
	in      opening
	values  []account.Value // opened just now
	request string          // code of the request that this is about
	back    parts.Link      // where who reads came from
	duty    bool            // a letter of assignment has to be written down first
}

// opening is a wish to read as it came.
type opening struct {
	session string
	account.Asked
}

func (d Personal) openPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawOpen(tx, r, opening{}, nil, nil)
}

func (d Personal) drawOpen(tx *db.Tx, r *web.Request, in opening, values []account.Value, bad *fault.Fault) (web.Reply, error) {
	f := openForm{asking: begin(tx, r, bad), code: r.PathValue("code"), in: in, values: values}
	v, err := only(tx, r, account.MayReveal)
	if err != nil {
		return web.Reply{}, err
	}
	person, err := d.target(r, noPerson)
	if err != nil {
		return web.Reply{}, err
	}
	if _, err := account.PersonByID(tx, person); err != nil {
		return web.Reply{}, err
	}
	logins, err := d.Private.Logins(tx, person)
	if err != nil {
		return web.Reply{}, err
	}
	for _, l := range logins {
		f.hints = append(f.hints, l.Hint())
	}
	f.offers = d.Private.Offers(v)
	for _, p := range f.offers {
		for _, g := range v.Grants {
			for _, field := range p.Fields[g.Role] {
				if !slices.Contains(f.fields, field) {
					f.fields = append(f.fields, field)
				}
			}
		}
	}
	if len(f.in.Fields) == 0 && bad == nil {
		f.in.Fields = slices.DeleteFunc(slices.Clone(f.fields), func(s string) bool { return s == "wanted" })
	}
	if f.in.Purpose == "" && len(f.offers) == 1 {
		f.in.Purpose = f.offers[0].Code
	}
	if in.Reference != 0 {
		f.paper = d.Code(in.Reference)
	}
	if err := d.papers(tx, v, person, &f); err != nil {
		return web.Reply{}, err
	}
	f.settle(v)
	title := "account.personal_open_title"
	if values != nil {
		title = "account.personal_opened_title"
	}
	return f.page(title, web.Page{Nav: "orang", Body: openBody(f)}), nil
}

// settle chooses what there is no choice about, and finds the way back.
func (f *openForm) settle(v account.Viewer) {
	needs := func(p account.Purpose) bool { return p.Needs != "" }
	if len(f.papers) == 1 && f.paper == "" && !slices.ContainsFunc(f.offers, func(p account.Purpose) bool { return !needs(p) }) {
		f.paper = f.papers[0].Value
	}
	f.duty = len(f.papers) == 0 && len(f.offers) == 1 && f.offers[0].Needs == "duty"
	switch {
	case v.Can(account.MayPeople, account.At{Any: true}):
		f.back = parts.Link{Label: f.T("account.link_back"), Href: f.r.Href("/orang/" + f.code)}
	case v.Can(account.MayCounter, account.At{Any: true}):
		f.back = parts.Link{Label: f.T("account.counter_back"), Href: f.r.Href("/loket")}
	default:
		f.back = parts.Link{Label: f.T("account.self_title"), Href: f.r.Href("/akun")}
	}
}

// papers lists what a purpose may refer to: letters in force, open requests of
// the person, incidents that concern them.
func (d Personal) papers(tx *db.Tx, v account.Viewer, person db.ID, f *openForm) error {
	add := func(id db.ID, label string) {
		f.papers = append(f.papers, parts.Option{Value: d.Code(id), Label: label})
	}
	if v.Holds(account.Inspector) {
		duties, err := account.Duties(tx, v.Person)
		if err != nil {
			return err
		}
		for _, duty := range duties {
			if duty.InForce(f.now) {
				add(duty.ID, f.T("account.personal_paper_duty", duty.Number))
			}
		}
	}
	if !v.Can(account.MayPrivacy, account.At{Any: true}) {
		return nil
	}
	requests, err := account.RequestsOf(tx, person)
	for _, q := range requests {
		if q.State == "open" {
			add(q.ID, f.T("account.personal_paper_request", f.T("account.personal_kind_"+q.Kind), f.when(q.At)))
			if q.ID == f.in.Reference {
				f.request = d.Code(q.ID)
			}
		}
	}
	if err != nil {
		return err
	}
	incidents, err := account.IncidentsOf(tx, person)
	for _, i := range incidents {
		add(i.ID, f.T("account.personal_paper_incident", f.when(i.Found)))
	}
	return err
}

// checks are the boxes of the fields.
func (f openForm) checks() (out []parts.Field) {
	for _, name := range f.fields {
		c := parts.Field{Name: "isi_" + name, Label: f.word("account.personal_field_"+name, name)}
		if slices.Contains(f.in.Fields, name) {
			c.Value = "1"
		}
		out = append(out, c)
	}
	return out
}

func (f openForm) purposes() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "purpose", Label: f.T("account.personal_purpose"), Help: f.T("account.personal_purpose_help"), Value: f.in.Purpose, Fault: f.bad}}
	for _, p := range f.offers {
		note := f.T("account.personal_law_cited", p.Article)
		if p.Needs != "" {
			note = f.T("account.personal_two", note, f.T("account.personal_needs_"+p.Needs))
		}
		c.Options = append(c.Options, parts.Option{Value: p.Code, Label: f.word("account.personal_purpose_"+p.Code, p.Code), Note: note})
	}
	return c
}

func (f openForm) chosenPaper() parts.Choice {
	return parts.Choice{Field: parts.Field{Name: "reference", Label: f.T("account.personal_paper"), Help: f.T("account.personal_paper_help"), Value: f.paper, Optional: true, Fault: f.bad},
		Options: f.papers, Blank: f.T("account.personal_paper_none")}
}

// facts are the opened values.
func (f openForm) facts() (out []parts.Fact) {
	for _, v := range f.values {
		text := v.Text
		if text == "" {
			text = f.T("account.personal_empty")
		}
		out = append(out, parts.Fact{Label: f.word("account.personal_field_"+v.Field, v.Field), Value: text})
	}
	return out
}

func (d Personal) readOpening(r *web.Request) (opening, error) {
	v := r.Values()
	in := opening{session: r.Session()}
	in.Purpose, in.Reference = v.Line("purpose", 60), d.reference(v, "reference")
	for name := range r.PostForm {
		if field, ok := strings.CutPrefix(name, "isi_"); ok {
			in.Fields = append(in.Fields, field)
		}
	}
	slices.Sort(in.Fields)
	if len(in.Fields) == 0 || len(in.Fields) > 20 {
		v.Wrong("isi_name", "account.personal_choose_field")
	}
	if in.Purpose == "" {
		v.Wrong("purpose", "account.personal_choose_purpose")
	}
	if err := v.Err(); err != nil {
		return in, err
	}
	var err error
	in.Person, err = d.target(r, noPerson)
	return in, err
}

// open keeps the read in its act and shows the values when it is drawn: a kept
// answer holds the read's id alone.
func (d Personal) open() web.Form[opening, db.ID] {
	return web.Form[opening, db.ID]{Prepare: d.readOpening,
		Act: func(tx *db.Tx, in opening) (db.ID, error) { return d.Private.Open(tx, in.session, in.Asked) },
		Draw: func(tx *db.Tx, r *web.Request, in opening, read db.ID, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				if bad.Kind == fault.Stranger || bad.Kind == fault.NotFound {
					return web.Reply{}, bad
				}
				return d.drawOpen(tx, r, in, nil, bad)
			}
			values, err := d.Private.Shown(tx, in.session, read)
			if err != nil {
				return shut(r, err, func(bad *fault.Fault) (web.Reply, error) { return d.drawOpen(tx, r, in, nil, bad) })
			}
			return d.drawOpen(tx, r, in, values, nil)
		},
	}
}

// shut answers a form that was kept and whose values are not drawn any more: in its
// time the page says so, and who is not in, or has lost the role, signs in first.
func shut(r *web.Request, err error, draw func(bad *fault.Fault) (web.Reply, error)) (web.Reply, error) {
	switch bad := fault.Of(err); {
	case bad == nil:
		return web.Reply{}, err
	case bad.Kind == fault.NotFound:
		return draw(bad)
	}
	return web.Reply{To: r.Href(withBack("/masuk", r.Here(r.Lang.Tag())))}, nil
}

// dutyForm is an inspector's letters of assignment.
type dutyForm struct {
	asking
	all                 []account.Duty
	number, from, until string
}

func (d Personal) dutyPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	f := dutyForm{asking: begin(tx, r, nil)}
	if err := f.say(); err != nil {
		return web.Reply{}, err
	}
	return f.draw(tx)
}

func (f dutyForm) draw(tx *db.Tx) (web.Reply, error) {
	v, err := only(tx, f.r, account.MayDuty)
	if err != nil {
		return web.Reply{}, err
	}
	if f.all, err = account.Duties(tx, v.Person); err != nil {
		return web.Reply{}, err
	}
	if f.from == "" && f.bad == nil {
		f.from = date.DayOf(f.now).String()
	}
	return f.page("account.personal_duty_title", web.Page{Body: dutyBody(f)}), nil
}

// dutySent is a letter as it came; a day that is none is zero and told so.
type dutySent struct {
	session             string
	number, from, until string
	first, last         date.Day
}

func (d Personal) duty() web.Form[dutySent, struct{}] {
	return web.Form[dutySent, struct{}]{
		Prepare: func(r *web.Request) (dutySent, error) {
			v := r.Values()
			in := dutySent{session: r.Session(), number: v.Line("number", 80), from: v.Line("from", 20), until: v.Line("until", 20)}
			in.first, _ = date.ParseDay(in.from)
			in.last, _ = date.ParseDay(in.until)
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in dutySent) (struct{}, error) {
			_, err := account.WriteDuty(tx, in.session, in.number, in.first, in.last)
			return struct{}{}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in dutySent, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href("/surat-tugas?ya=tugas")}, nil
			}
			return dutyForm{asking: begin(tx, r, bad), number: in.number, from: in.from, until: in.until}.draw(tx)
		},
	}
}

func (f dutyForm) table() parts.Table {
	t := parts.Table{Caption: f.T("account.personal_duty_caption"), Cards: true, Halves: true, Empty: f.T("account.personal_duty_none"),
		Columns: []parts.Column{{Label: f.T("account.personal_duty_number")}, {Label: f.T("account.personal_duty_from")}, {Label: f.T("account.personal_duty_until")}, {Label: f.T("account.personal_state")}}}
	for _, x := range f.all {
		s := parts.Stamp{Kind: parts.Plain, Label: f.T("account.personal_duty_over")}
		if x.InForce(f.now) {
			s = parts.Stamp{Kind: parts.Done, Label: f.T("account.personal_duty_now")}
		} else if f.now.Before(x.From) {
			s = parts.Stamp{Kind: parts.Waiting, Label: f.T("account.personal_duty_soon")}
		}
		last := date.DayOf(x.Until.Add(-1))
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: x.Number}, {Text: date.DayOf(x.From).In(f.Tag())}, {Text: last.In(f.Tag())}, {Part: parts.Cap(f.Lang, s)}}})
	}
	return t
}
