package planweb

import (
	"strconv"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
)

// calendarPage is the days on which no office works, for all to read; the planner
// keeps it.
type calendarPage struct {
	visit
	code    func(db.ID) string
	days    []plan.Holiday
	removed []plan.Holiday
	term    plan.Term
	terms   []plan.Term

	keeps, second bool          // the viewer keeps the calendar, and gave a second factor
	taking        *plan.Holiday // the day that the viewer is about to remove
	sent          calendarIn
	bad           *fault.Fault
}

// calendar shows the days off. Whoever has not signed in gets everybody's page.
func (d Desk) calendar(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawCalendar(tx, r, calendarPage{})
}

func (d Desk) drawCalendar(tx *db.Tx, r *web.Request, p calendarPage) (web.Reply, error) {
	var err error
	p.code = d.Code
	p.visit, err = d.visitOf(tx, r)
	if err != nil && !fault.Is(err, fault.Stranger) {
		return web.Reply{}, err
	}
	p.keeps, p.second = p.viewer.Holds(account.Planner), p.viewer.Second
	if err := p.read(tx); err != nil {
		return web.Reply{}, err
	}
	if taking := r.PathValue("id"); p.keeps && taking != "" {
		id, _ := d.ID(taking) // 0 is no day
		h, found, err := plan.HolidayByID(tx, id)
		if err != nil {
			return web.Reply{}, err
		}
		if found {
			p.taking = &h
		}
	}
	return web.Reply{Page: &web.Page{Title: p.T("plan.calendar_title"), Nav: "catatan", Description: p.T("plan.calendar_lead"), Body: calendarBody(p)}}, nil
}

func (p *calendarPage) read(tx *db.Tx) (err error) {
	if p.days, err = plan.Holidays(tx); err != nil {
		return err
	}
	if p.removed, err = plan.RemovedHolidays(tx); err != nil {
		return err
	}
	if p.terms, err = plan.Terms(tx); err != nil {
		return err
	}
	p.term = plan.UsualTerm
	if len(p.terms) > 0 {
		p.term = p.terms[0]
	}
	return nil
}

// dayWords writes a day off: with its year, or as a day of every year.
func dayWords(l lang.Lang, h plan.Holiday) string {
	if h.Yearly() {
		d := h.On(2000)
		return l.T("plan.every_year", date.MonthDay(d, l.Tag()))
	}
	return h.On(0).Long(l.Tag())
}

func (p calendarPage) table() parts.Table {
	t := parts.Table{Caption: p.T("plan.calendar_title"), Cards: true, Columns: []parts.Column{{Label: p.T("plan.calendar_day"), Full: true},
		{Label: p.T("plan.calendar_name"), Full: true}, {Label: p.T("plan.calendar_kind"), Full: true}, {Label: p.T("plan.calendar_source"), Full: true}}}
	if p.keeps && p.second {
		t.Columns = append(t.Columns, parts.Column{Label: p.T("plan.calendar_change"), Full: true})
	}
	for _, h := range p.days {
		source := parts.Cell{Text: h.Source, Lang: foreign(p.Lang)}
		if h.Grade != "" {
			source.Note = p.T("plan.calendar_grade", h.Grade)
		}
		cells := []parts.Cell{{Text: dayWords(p.Lang, h)}, {Text: h.Name, Lang: foreign(p.Lang)}, {Text: p.T("plan.holiday_" + h.Kind)}, source}
		if p.keeps && p.second {
			cells = append(cells, parts.Cell{Text: p.T("plan.holiday_remove"), Href: p.r.Href("/hari-libur/" + p.code(h.ID) + "/hapus")})
		}
		t.Rows = append(t.Rows, parts.Row{Cells: cells})
	}
	return t
}

func (p calendarPage) removedTable() parts.Table {
	t := parts.Table{Caption: p.T("plan.calendar_removed"), Cards: true, Columns: []parts.Column{{Label: p.T("plan.calendar_day"), Full: true},
		{Label: p.T("plan.calendar_name"), Full: true}, {Label: p.T("plan.calendar_removed_on")}, {Label: p.T("plan.calendar_reason"), Full: true}}}
	for _, h := range p.removed {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: dayWords(p.Lang, h)}, {Text: h.Name, Lang: foreign(p.Lang)},
			{Text: date.DayOf(h.Removed).In(p.Tag())}, {Text: h.Reason, Lang: foreign(p.Lang)}}})
	}
	return t
}

func (p calendarPage) termTable() parts.Table {
	t := parts.Table{Caption: p.T("plan.terms_caption"), Cards: true, Halves: true,
		Columns: []parts.Column{{Label: p.T("plan.term_since"), Full: true}, {Label: p.T("plan.term_days_head"), Number: true}, {Label: p.T("plan.calendar_source")}}}
	for _, x := range p.terms {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: x.From.In(p.Tag())}, {Text: strconv.Itoa(x.Days)}, {Text: x.Source, Lang: foreign(p.Lang)}}})
	}
	return t
}
