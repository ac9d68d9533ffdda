package naikkelasweb

import (
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/naikkelas"
	"alun/record/registry/size"
)

// wheelOne is how one business stands.
type wheelOne struct {
	own
	done    bool
	past    string // the day that was asked for; "" is now
	on      date.Day
	bad     *fault.Fault
	history []naikkelas.Answer
	draw    drawing
}

func (d Door) wheelPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := wheelOne{own: own{Lang: r.Lang, r: r, code: r.PathValue("code")}}
	v := r.Values()
	p.done, p.past = v.Line("ya", 10) == "simpan", v.Line("pada", 10)
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	id, err := d.find(tx, r.Session(), p.code)
	if err != nil {
		return web.Reply{}, err
	}
	if p.stand, err = d.look(tx, r.Session(), id, &p); err != nil {
		return web.Reply{}, err
	}
	if p.history, err = d.Desk.Answers(tx, r.Session(), id); err != nil {
		return web.Reply{}, err
	}
	p.draw = radar(p.Lang, p.stand.Score)
	return web.Reply{Page: &web.Page{Title: p.T("naikkelasweb.title_of", p.name()), Nav: "usaha-saya", Body: wheelBody(p)}}, nil
}

// look finds how the business stands on the day that was asked for.
func (d Door) look(tx *db.Tx, session string, id db.ID, p *wheelOne) (naikkelas.Standing, error) {
	if p.past != "" {
		on, err := date.ParseDay(p.past)
		p.on = on
		switch {
		case err != nil:
			p.bad = fault.New(fault.Invalid, "naikkelasweb.day_wrong").At("pada", "naikkelasweb.day_wrong")
		case on.End().Before(tx.Now()):
			return d.Desk.LookAt(tx, session, id, on.End().Add(-time.Microsecond))
		}
		if err == nil {
			p.past = "" // today, or a day that is not over
		}
	}
	return d.Desk.Look(tx, session, id)
}

// asOf reports a day that is over and was shown.
func (p wheelOne) asOf() bool { return p.past != "" && p.bad == nil }

// begun reports that something is answered.
func (p wheelOne) begun() bool { return p.stand.Score.Answered > 0 }

// next is the step with the most gain for the least effort.
func (p wheelOne) next() (naikkelas.QuestionScore, bool) { return p.stand.Score.Next() }

// why says what the step brings.
func (p wheelOne) why(q naikkelas.QuestionScore) string {
	a, _ := p.stand.Wheel.Axis(q.Question.Axis)
	gain := max(1, (q.Gain+5)/10)
	return p.T("naikkelasweb.next_why", gain, a.Name, naikkelas.EffortWord(q.Question.Effort))
}

// wayOf leads to where a step is done.
func (p own) wayOf(q naikkelas.Question) (label, href string) {
	switch {
	case q.Permit != "":
		return p.T("naikkelasweb.way_permit"), p.r.Href("/izin/" + q.Permit)
	case len(q.From) > 0:
		if end := fills[q.From[0]]; end != "" {
			return p.T("naikkelasweb.way_fill"), p.r.Href(strings.ReplaceAll(end, "{code}", p.code))
		}
	}
	return p.T("naikkelasweb.way_answer"), p.href("/naik-kelas/" + q.Axis)
}

// offerNote says until when an offer is open, what it looks at, and what must be there
// before.
func (p wheelOne) offerNote(o naikkelas.Offer) string {
	var out []string
	if !o.Until.IsZero() {
		out = append(out, p.T("naikkelasweb.offer_until", o.Until))
	}
	if len(o.Judged) > 0 {
		out = append(out, p.T("naikkelasweb.offer_judged", strings.Join(o.Judged, ", ")))
	}
	if o.Lacks {
		out = append(out, p.T("naikkelasweb.offer_lacks"))
	}
	return strings.Join(out, " · ")
}

// counter says where somebody helps with the step: where nothing is open, that is where to
// go next.
func (p wheelOne) counter() string {
	key, args := "naikkelasweb.counter_city", []any(nil)
	if a := p.stand.Counter; a.Code != "" {
		key, args = "naikkelasweb.counter", []any{a.Called()}
	}
	if len(p.stand.Offers) == 0 {
		return p.T("naikkelasweb.no_offer") + " " + p.T(key, args...)
	}
	return p.T(key, args...)
}

// fills are where the facts are filled in from which a question is answered.
var fills = map[string]string{
	"fact:hours":     "/usaha/daftar/{code}/kontak",
	"shown:wa":       "/usaha/daftar/{code}/kontak",
	"fact:capacity":  "/usaha-saya/{code}/angka#f-capacity",
	"fact:workers_m": "/usaha-saya/{code}/angka#f-workers_m",
}

// axes is the table beside the wheel.
func (p wheelOne) axes() parts.Table {
	t := parts.Table{ID: "tabel-roda", Caption: p.T("naikkelasweb.table"), Cards: true, Halves: true, Columns: []parts.Column{
		{Label: p.T("naikkelasweb.col_axis"), Full: true}, {Label: p.T("naikkelasweb.col_ready")}, {Label: p.T("naikkelasweb.col_proven")}}}
	for _, a := range p.stand.Score.Axes {
		ready, proven := p.T("naikkelasweb.none"), p.T("naikkelasweb.none") // as in the wheel: not answered is no number
		if a.Answered > 0 {
			ready, proven = p.T("naikkelasweb.of_100", of100(a.Ready)), p.T("naikkelasweb.of_that", of100(a.Proven), of100(a.Ready))
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: p.Show(a.Axis.Name), Href: p.href("/naik-kelas/" + a.Axis.Code), Note: p.T("naikkelasweb.answered_of", a.Answered, a.Asked)}, {Text: ready}, {Text: proven}}})
	}
	return t
}

// step says where the business stands within the city's steps, and why.
func (p wheelOne) step() string {
	l := p.stand.Ladder
	if len(l.Steps) == 0 {
		return p.T("naikkelasweb.step_none")
	}
	return p.T("naikkelasweb.step_is", list(p.Lang, l.Steps))
}

func (p wheelOne) law() string {
	l := p.stand.Ladder
	if len(l.Law) == 0 {
		return p.T("naikkelasweb.law_none")
	}
	return p.T("naikkelasweb.law_is", list(p.Lang, l.Law), l.Basis)
}

// above says where the next step begins.
func (p wheelOne) above() string {
	l := p.stand.Ladder
	if !l.Above {
		return p.T("naikkelasweb.step_top")
	}
	return p.T("naikkelasweb.step_next", l.Next.Name, l.Next.Bound.Sentence().Say(p.Lang))
}

// list names classes that a band spans.
func list(l lang.Lang, all []size.Class) string {
	var out []string
	for _, c := range all {
		out = append(out, l.Show(c.Name))
	}
	return strings.Join(out, l.T("naikkelasweb.or"))
}

// held are the permits that concern the trade.
func (p wheelOne) held() (out []parts.Fact) {
	for _, x := range p.stand.Permits {
		f := parts.Fact{Label: p.Show(x.Rule.Name), Value: p.T("naikkelasweb.held_not"), Note: p.T(naikkelas.DutyWord(x.Trade.Duty)) + " · " + p.Show(x.Trade.Note), Href: p.r.Href("/izin/" + x.Rule.Subject)}
		if x.Held {
			f.Value, f.Proof = p.T("naikkelasweb.held"), face.Evidence(p.Lang, x.Level)
		}
		out = append(out, f)
	}
	return out
}

// said is a line of the history of answers.
func (p wheelOne) said(a naikkelas.Answer) string {
	q, known := p.stand.Wheel.Question(a.Question)
	if !known {
		return p.T("naikkelasweb.said_old", naikkelas.ValueWordKey(a.Value), date.DayOf(a.At))
	}
	return p.T("naikkelasweb.said", q.Ask, naikkelas.ValueWordKey(a.Value), levelKey(a.Level), date.DayOf(a.At))
}

func levelKey(l registry.Level) lang.Key { return lang.Key(l.Word()) }
