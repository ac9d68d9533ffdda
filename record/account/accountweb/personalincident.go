package accountweb

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// foundForm is how a browser sends a day with a time.
const foundForm = "2006-01-02T15:04"

// incidentForm lists failures of protection and asks for a new one.
type incidentForm struct {
	asking
	all  []account.Incident
	in   incidentSent
	code func(db.ID) string
}

// incidentSent is an incident as it came.
type incidentSent struct {
	session                                 string
	found, what, how, done, contact, people string
	login, from, until                      string
	account.Incident
	suspect account.Suspect
}

func (d Personal) incidentsPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	f := incidentForm{asking: begin(tx, r, nil)}
	f.in.found = f.now.In(date.WITA).Format(foundForm)
	return d.drawIncidents(tx, f)
}

func (d Personal) drawIncidents(tx *db.Tx, f incidentForm) (web.Reply, error) {
	if _, err := only(tx, f.r, account.MayPrivacy); err != nil {
		return web.Reply{}, err
	}
	var err error
	f.code = d.Code
	if f.all, err = account.Incidents(tx, mostOpen); err != nil {
		return web.Reply{}, err
	}
	return f.page("account.personal_incidents_title", web.Page{Nav: "pribadi", Body: incidentsBody(f)}), nil
}

func (f incidentForm) table() parts.Table {
	t := parts.Table{Caption: f.T("account.personal_incidents_caption"), Cards: true, Halves: true, Empty: f.T("account.personal_incidents_none"),
		Columns: []parts.Column{{Label: f.T("account.personal_incident_found")}, {Label: f.T("account.personal_incident_people"), Number: true}, {Label: f.T("account.personal_due")}, {Label: f.T("account.personal_state")}}}
	for _, i := range f.all {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: f.when(i.Found), Href: f.r.Href("/pribadi/kebocoran/" + f.code(i.ID))},
			{Text: f.Show(i.People)}, {Text: f.when(i.Due())}, {Part: parts.Cap(f.Lang, f.incidentState(i))}}})
	}
	return t
}

// incidentState is the clock of an incident, or that both letters went out.
func (a asking) incidentState(i account.Incident) parts.Stamp {
	if i.Sent() {
		return parts.Stamp{Kind: parts.Done, Label: a.T("account.personal_letters_sent")}
	}
	return a.left(i.Left(a.now))
}

func (f incidentForm) field(name, value string, max int) parts.Field {
	return parts.Field{Name: name, Label: f.T("account.personal_incident_" + name), Help: f.T("account.personal_incident_" + name + "_help"), Value: value, Max: max, Fault: f.bad}
}

func (f incidentForm) optional(name, value, kind string) parts.Field {
	x := f.field(name, value, 254)
	x.Optional, x.Type = true, kind
	return x
}

// readIncident reads an incident; days are the city's.
func readIncident(r *web.Request) (incidentSent, error) {
	v := r.Values()
	in := incidentSent{session: r.Session(), found: v.Line("found", 20), what: v.Lines("what", 2000), how: v.Lines("how", 2000), done: v.Lines("done", 2000),
		contact: v.Line("contact", 200), people: v.Line("people", 12), login: v.Line("login", 254), from: v.Line("from", 20), until: v.Line("until", 20)}
	in.Incident = account.Incident{What: in.what, How: in.how, Done: in.done, Contact: in.contact}
	in.Found, _ = time.ParseInLocation(foundForm, in.found, date.WITA) // what is no time is zero, and told so
	n, err := strconv.ParseInt(strings.ReplaceAll(in.people, ".", ""), 10, 32)
	if in.People = n; err != nil && in.people != "" {
		in.People = -1
	}
	if in.login != "" {
		if in.suspect.Login, err = account.ReadLogin(in.login); err != nil {
			v.Wrong("login", fault.Of(err).Key)
		}
		first, errFirst := date.ParseDay(in.from)
		last, errLast := date.ParseDay(in.until)
		if errFirst != nil {
			v.Wrong("from", "account.day_needed")
		}
		if errLast != nil {
			v.Wrong("until", "account.day_needed")
		}
		if errFirst == nil && errLast == nil && last.Before(first) {
			v.Wrong("until", "account.until_before")
		}
		in.suspect.From, in.suspect.Until = first.Start(), last.End()
	}
	in.missing(v)
	return in, gathered([]string{"found", "what", "how", "done", "contact", "people", "login", "from", "until"}, v.Err())
}

// missing says what each question of the letter wants, where it is not answered.
func (in incidentSent) missing(v *web.Values) {
	if in.Found.IsZero() {
		v.Wrong("found", "account.incident_found")
	}
	for _, x := range [][2]string{{"what", in.what}, {"how", in.how}, {"done", in.done}, {"contact", in.contact}} {
		if utf8.RuneCountInString(x[1]) < 5 {
			v.Wrong(x[0], "account.personal_incident_"+x[0]+"_needed")
		}
	}
	if in.People < 0 {
		v.Wrong("people", "account.incident_people")
	}
}

func (d Personal) writeIncident() web.Form[incidentSent, db.ID] {
	return web.Form[incidentSent, db.ID]{Prepare: readIncident, Secret: []string{"login"},
		Act: func(tx *db.Tx, in incidentSent) (db.ID, error) {
			return d.Private.WriteIncident(tx, in.session, in.Incident, in.suspect)
		},
		Draw: func(tx *db.Tx, r *web.Request, in incidentSent, id db.ID, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href("/pribadi/kebocoran/" + d.Code(id))}, nil
			}
			return d.drawIncidents(tx, incidentForm{asking: begin(tx, r, bad), in: in})
		},
	}
}

// incidentOne is one incident with its clock.
type incidentOne struct {
	asking
	account.Incident
	code      string
	concerned []string // codes of persons
	city      string
	agency    bool // the letter is to the agency
}

func (d Personal) findIncident(tx *db.Tx, r *web.Request) (incidentOne, error) {
	f := incidentOne{asking: begin(tx, r, nil), code: r.PathValue("code"), city: d.City[r.Lang.Tag()]}
	if _, err := only(tx, r, account.MayPrivacy); err != nil {
		return f, err
	}
	id, err := d.target(r, noIncident)
	if err != nil {
		return f, err
	}
	if f.Incident, err = account.IncidentByID(tx, id); err != nil {
		return f, err
	}
	all, err := account.Concerned(tx, id, 1000)
	for _, person := range all {
		f.concerned = append(f.concerned, d.Code(person))
	}
	return f, err
}

func (d Personal) incidentPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	f, err := d.findIncident(tx, r)
	if err == nil {
		err = f.say()
	}
	if err != nil {
		return web.Reply{}, err
	}
	return f.page("account.personal_incident_title", web.Page{Nav: "pribadi", Body: incidentBody(f)}), nil
}

func (f incidentOne) facts() []parts.Fact {
	sent := func(t time.Time) string {
		if t.IsZero() {
			return f.T("account.personal_draft")
		}
		return f.T("account.personal_sent_at", f.when(t))
	}
	return []parts.Fact{{Label: f.T("account.personal_incident_found"), Value: f.when(f.Found)}, {Label: f.T("account.personal_due"), Value: f.when(f.Due()), Note: f.T("account.personal_law_cited", f.T("account.personal_article_46"))},
		{Label: f.T("account.personal_incident_people"), Value: f.Show(f.People)}, {Label: f.T("account.personal_incident_what"), Value: f.What}, {Label: f.T("account.personal_incident_how"), Value: f.How},
		{Label: f.T("account.personal_incident_done"), Value: f.Done}, {Label: f.T("account.personal_incident_contact"), Value: f.Contact},
		{Label: f.T("account.personal_to_people"), Value: sent(f.PeopleAt)}, {Label: f.T("account.personal_to_agency"), Value: sent(f.AgencyAt)}}
}

// letterPage is the letter of Pasal 46, to be printed and signed.
func (d Personal) letterPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	f, err := d.findIncident(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	v := r.Values()
	f.agency = v.Line("untuk", 10) == "lembaga"
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return f.page("account.personal_letter_title", web.Page{Nav: "pribadi", Body: letterBody(f)}), nil
}

type telling struct {
	session string
	id      db.ID
	agency  bool
}

func (d Personal) told() web.Form[telling, struct{}] {
	return web.Form[telling, struct{}]{Same: true,
		Prepare: func(r *web.Request) (telling, error) {
			v := r.Values()
			in := telling{session: r.Session(), agency: v.Line("untuk", 10) == "lembaga"}
			if err := v.Err(); err != nil {
				return in, err
			}
			var err error
			in.id, err = d.target(r, noIncident)
			return in, err
		},
		Act: func(tx *db.Tx, in telling) (struct{}, error) {
			return struct{}{}, d.Private.Told(tx, in.session, in.id, in.agency)
		},
		Draw: func(_ *db.Tx, r *web.Request, _ telling, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				return web.Reply{}, bad
			}
			return web.Reply{To: r.Href("/pribadi/kebocoran/" + r.PathValue("code") + "?ya=kirim")}, nil
		},
	}
}
