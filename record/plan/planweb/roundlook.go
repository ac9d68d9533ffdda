package planweb

import (
	"strconv"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
)

// visit is who looks at a page of the round, and when.
type visit struct {
	lang.Lang
	r      *web.Request
	viewer account.Viewer
	today  date.Day
	people *account.People
	names  map[db.ID]string
}

// visitOf is the first thing that every page of the round does: whoever is not
// signed in is led to where one signs in.
func (d Desk) visitOf(tx *db.Tx, r *web.Request) (visit, error) {
	v, err := account.See(tx, r.Session())
	return visit{r.Lang, r, v, date.DayOf(tx.Now()), d.People, map[db.ID]string{}}, err
}

// name reads the name of who did something; colleagues sign with their names.
func (v visit) name(tx *db.Tx, person db.ID) (string, error) {
	if person == 0 {
		return "", nil
	}
	if n, has := v.names[person]; has {
		return n, nil
	}
	n, err := v.people.Name(tx, person)
	if fault.Is(err, fault.NotFound) {
		n, err = "", nil
	}
	if n == "" {
		n = v.T("plan.person_gone")
	}
	v.names[person] = n
	return n, err
}

// roundAt finds the round that an address names.
func roundAt(tx *db.Tx, r *web.Request) (plan.Round, error) {
	q, err := quarterAt(r)
	if err != nil {
		return plan.Round{}, err
	}
	return plan.FindRound(tx, q)
}

// roundOffice finds the office that an address names, in the year of its round.
func roundOffice(tx *db.Tx, r *web.Request, q date.Quarter) (plan.OPD, error) {
	return plan.FindOPD(tx, q.Year, r.PathValue("opd"))
}

// roundPath is the address of a round, or of a page below it.
func roundPath(q date.Quarter, below ...string) string {
	out := "/putaran/" + strconv.Itoa(q.Year) + "/" + strconv.Itoa(q.N)
	for _, s := range below {
		out += "/" + s
	}
	return out
}

func (v visit) roundHref(q date.Quarter, below ...string) string {
	return v.r.Href(roundPath(q, below...))
}

// secondAt is where the second factor is set up or given.
const secondAt = "/akun/kode"

// stateKinds give each state its shape; the word says the same.
var stateKinds = map[plan.State]parts.Kind{plan.Belum: parts.Plain, plan.Draf: parts.Plain, plan.Terkirim: parts.Running,
	plan.Dikembalikan: parts.Waiting, plan.Terverifikasi: parts.Done, plan.Terkunci: parts.Done}

func stateWord(l lang.Lang, s plan.State) string { return l.T("plan.state_" + string(s)) }

func stateStamp(l lang.Lang, s plan.State) parts.Stamp {
	return parts.Stamp{Kind: stateKinds[s], Label: stateWord(l, s)}
}

// leftWords says how long until the deadline, or how long it is over.
func leftWords(l lang.Lang, left int) string {
	switch {
	case left < 0:
		return l.T("plan.days_late", -left)
	case left == 0:
		return l.T("plan.days_today")
	}
	return l.T("plan.days_left", left)
}

// when is an instant as desks show it: day and hour.
func when(l lang.Lang, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return l.T("plan.at_time", date.DayOf(t), date.Clock(t, l.Tag()))
}

// roundCrumbs lead from the list of rounds down to a page.
func (v visit) roundCrumbs(r plan.Round, below ...parts.Link) []parts.Link {
	out := []parts.Link{{Label: v.T("plan.rounds"), Href: v.r.Href("/putaran")}}
	if r.ID != 0 {
		out = append(out, parts.Link{Label: r.Quarter.In(v.Tag()), Href: v.roundHref(r.Quarter)})
	}
	return v.fromTasks(append(out, below...)...)
}

// fromTasks is the way to a page from what waits for the reader; the last step is
// the page itself.
func (v visit) fromTasks(below ...parts.Link) []parts.Link {
	out := append([]parts.Link{{Label: v.T("plan.duties"), Href: v.r.Href("/tugas")}}, below...)
	out[len(out)-1].Href = ""
	return out
}

// dayIn reads a day of a form; what is none is the zero day.
func dayIn(v *web.Values, name string) date.Day {
	d, err := date.ParseDay(v.Line(name, 10))
	if err != nil {
		return date.Day{}
	}
	return d
}

// fileTime writes an instant for a file: the city's own time.
func fileTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(date.WITA).Format(time.RFC3339)
}
