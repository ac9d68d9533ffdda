package planweb

import (
	"strconv"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// calendarIn is what the planner sends about the calendar.
type calendarIn struct {
	act     string // tambah, hapus, masa
	session string
	day     string // as the form holds it
	every   bool   // of every year
	holiday plan.Holiday
	id      db.ID
	reason  string
	days    string
	from    string
	source  string // of a term
}

// said is the day off as it is meant.
func (in calendarIn) said() plan.Holiday {
	h := in.holiday
	if h.Day = in.day; in.every && len(in.day) == len(time.DateOnly) {
		h.Day = "-" + in.day[4:]
	}
	return h
}

// term is the number of working days as it is meant; what is no number is 0,
// and what is no day is none.
func (in calendarIn) term() plan.Term {
	days, _ := strconv.Atoi(in.days)
	from, _ := date.ParseDay(in.from)
	return plan.Term{From: from, Days: days, Source: in.source}
}

func (d Desk) calendarForm(act string, do func(tx *db.Tx, in calendarIn) error) web.Form[calendarIn, int] {
	return web.Form[calendarIn, int]{
		Prepare: func(r *web.Request) (calendarIn, error) {
			v := r.Values()
			id, _ := d.ID(r.PathValue("id")) // 0 is no day
			in := calendarIn{act: act, session: r.Session(), id: id, day: v.Line("day", 10), every: v.Line("every", 1) == "1",
				holiday: plan.Holiday{Name: v.Line("name", 120), Kind: v.Line("kind", 20), Source: v.Line("source", 300)},
				reason:  v.Line("reason", 500), days: v.Line("days", 3), from: v.Line("from", 10), source: v.Line("term_source", 300)}
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in calendarIn) (int, error) { return 0, do(tx, in) },
		Draw: func(tx *db.Tx, r *web.Request, in calendarIn, _ int, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href("/hari-libur")}, nil
			}
			if bad.Kind != fault.Invalid && bad.Kind != fault.Conflict {
				return web.Reply{}, bad
			}
			return d.drawCalendar(tx, r, calendarPage{sent: in, bad: bad})
		},
	}
}

// calendarRoutes are the days off and what may be done with them.
func (d Desk) calendarRoutes() []web.Route {
	return []web.Route{
		web.Show("/hari-libur", d.calendar),
		web.Show("/hari-libur/masa", d.calendar),
		web.Show("/hari-libur/{id}/hapus", d.calendar),
		web.Do("/hari-libur", d.calendarForm("tambah", func(tx *db.Tx, in calendarIn) error {
			_, err := plan.AddHoliday(tx, in.session, in.said())
			return err
		})),
		web.Do("/hari-libur/masa", d.calendarForm("masa", func(tx *db.Tx, in calendarIn) error { return plan.SetTerm(tx, in.session, in.term()) })),
		web.Do("/hari-libur/{id}/hapus", d.calendarForm("hapus", func(tx *db.Tx, in calendarIn) error {
			return plan.RemoveHoliday(tx, in.session, in.id, in.reason)
		})),
	}
}

// ask is a question of one of the forms; what was typed stays with the form that
// was sent.
func (p calendarPage) ask(act string, f parts.Field) parts.Field {
	if p.sent.act != act {
		f.Value = ""
		return f
	}
	f.Fault = p.bad
	return f
}

func (p calendarPage) dayField() parts.Field {
	return p.ask("tambah", parts.Field{Name: "day", Label: p.T("plan.calendar_day"), Type: "date", Size: parts.Mid, Value: p.sent.day})
}

func (p calendarPage) everyField() parts.Field {
	f := parts.Field{Name: "every", Label: p.T("plan.holiday_every"), Help: p.T("plan.holiday_every_help"), Optional: true}
	if p.sent.act == "tambah" && p.sent.every {
		f.Value = "1"
	}
	return f
}

func (p calendarPage) nameField() parts.Field {
	return p.ask("tambah", parts.Field{Name: "name", Label: p.T("plan.calendar_name"), Max: 120, Value: p.sent.holiday.Name})
}

func (p calendarPage) kindField() parts.Choice {
	c := parts.Choice{Field: p.ask("tambah", parts.Field{Name: "kind", Label: p.T("plan.calendar_kind"), Value: p.sent.holiday.Kind})}
	for _, k := range plan.HolidayKinds {
		c.Options = append(c.Options, parts.Option{Value: k, Label: p.T("plan.holiday_" + k)})
	}
	return c
}

func (p calendarPage) sourceField() parts.Field {
	return p.ask("tambah", parts.Field{Name: "source", Label: p.T("plan.calendar_source"), Help: p.T("plan.holiday_source_help"), Max: 300, Value: p.sent.holiday.Source})
}

func (p calendarPage) reasonField() parts.Field {
	return p.ask("hapus", parts.Field{Name: "reason", Label: p.T("plan.calendar_reason"), Help: p.T("plan.holiday_reason_help"), Max: 500, Value: p.sent.reason})
}

func (p calendarPage) daysField() parts.Field {
	return p.ask("masa", parts.Field{Name: "days", Label: p.T("plan.term_days_head"), Mode: "numeric", Size: parts.Short, After: p.T("plan.term_unit"), Value: p.sent.days})
}

func (p calendarPage) fromField() parts.Field {
	return p.ask("masa", parts.Field{Name: "from", Label: p.T("plan.term_since"), Type: "date", Size: parts.Mid, Help: p.T("plan.term_from_help"), Value: p.sent.from})
}

func (p calendarPage) termSourceField() parts.Field {
	return p.ask("masa", parts.Field{Name: "term_source", Label: p.T("plan.calendar_source"), Help: p.T("plan.holiday_source_help"), Max: 300, Value: p.sent.source})
}
