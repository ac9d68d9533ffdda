package planweb

import (
	"strconv"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
)

// watchPage is all offices of a round on one screen.
type watchPage struct {
	visit
	round    plan.Round
	all      []plan.OfficeState
	shown    []plan.OfficeState
	changed  map[db.ID]time.Time
	reminded map[db.ID]plan.Reminder // the newest of each office
	senders  map[db.ID]string        // names, by office
	state    string                  // what the list is narrowed to
	order    string
	told     string // what was just done
	count    int    // to how many
	bad      *fault.Fault
	keeps    keeping
	mailed   bool // a mail server is configured
	forms    bool // the house has form E.81
}

// keeping is what the forms below the list were sent with.
type keeping struct{ deadline string }

func (d Desk) watch(tx *db.Tx, r *web.Request) (web.Reply, error) {
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	p := watchPage{}
	if err := d.readWatch(tx, r, &p); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		return tableFile(format, "putaran-"+writeQuarter(p.round.Quarter), p.file()), nil
	}
	return p.reply(), nil
}

func (p watchPage) reply() web.Reply {
	return web.Reply{Page: &web.Page{Title: p.title().Title, Nav: "tugas", Wide: true, Body: watchBody(p)}}
}

// readWatch reads the round that an address names, as its reader may see it.
func (d Desk) readWatch(tx *db.Tx, r *web.Request, p *watchPage) (err error) {
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return err
	}
	if _, err = p.viewer.May(plan.MayWatch, account.At{Any: true}); err != nil {
		return err
	}
	if p.round, err = roundAt(tx, r); err != nil {
		return err
	}
	if p.state, err = choice(r, "keadaan", narrowings...); err != nil {
		return err
	}
	if p.order, err = choice(r, "urut", orderings...); err != nil {
		return err
	}
	if p.told, err = choice(r, "kabar", "dibuka", "tenggat", "tutup", "ingat"); err != nil {
		return err
	}
	if p.count, err = number(r, "n"); err != nil {
		return err
	}
	p.forms = d.Form != nil
	p.mailed = d.Bell.Post != nil && d.Bell.Post.Server != nil
	return p.read(tx, d)
}

func (p *watchPage) read(tx *db.Tx, d Desk) (err error) {
	if p.all, err = d.Weigher.RoundState(tx, p.viewer.Session, p.round); err != nil {
		return err
	}
	if p.changed, err = plan.LastChanges(tx, p.round.ID); err != nil {
		return err
	}
	all, err := plan.Reminders(tx, p.round.ID)
	if err != nil {
		return err
	}
	p.reminded, p.senders = map[db.ID]plan.Reminder{}, map[db.ID]string{}
	for _, m := range all {
		if _, has := p.reminded[m.Office]; !has {
			p.reminded[m.Office] = m
		}
	}
	for _, o := range p.all {
		if p.senders[o.Office.ID], err = p.name(tx, o.Submission.SentBy); err != nil {
			return err
		}
	}
	p.shown = p.sorted(p.narrowed(p.state))
	return nil
}

// mine tells whether the reader runs the round.
func (p watchPage) mine() bool { return p.viewer.Holds(account.Planner) }

// whole tells whether all offices are in the list, not only the reader's own.
func (p watchPage) whole() bool { return watchesAll(p.viewer) }

func (p watchPage) title() parts.Title {
	t := parts.Title{Title: p.T("plan.watch_title", p.round.Quarter), Stamps: []parts.Stamp{p.roundStamp(p.round)}}
	t.Lead = p.T("plan.watch_lead", p.round.Deadline, leftWords(p.Lang, p.round.Left(p.today)))
	if !p.round.Open() {
		t.Lead = p.T("plan.watch_lead_shut", p.round.Deadline)
	}
	return t
}

// figures head the page: how many are through, and what hangs.
func (p watchPage) figures() []parts.Figure {
	of := p.T("plan.of_n", len(p.all))
	out := []parts.Figure{{Value: strconv.Itoa(len(p.narrowed("sudah"))), Word: of, Caption: p.T("plan.watch_sent"), Href: p.at("sudah", "")},
		{Value: strconv.Itoa(len(p.narrowed("terkirim"))), Word: of, Caption: p.T("plan.watch_review"), Href: p.at("terkirim", "")},
		{Value: strconv.Itoa(len(p.narrowed("terlambat"))), Word: of, Caption: p.T("plan.watch_late"), Href: p.at("terlambat", "")}}
	if p.round.Open() && p.round.Left(p.today) >= 0 {
		out[2] = parts.Figure{Value: strconv.Itoa(len(p.narrowed("ditunggu"))), Word: of, Caption: p.T("plan.watch_awaited"), Href: p.at("ditunggu", "")}
	}
	return out
}

// note says what was just done.
func (p watchPage) note() (parts.Note, bool) {
	n := parts.Note{Kind: parts.Done, Alert: true, Level: 2}
	switch p.told {
	case "dibuka":
		n.Title, n.Text = p.T("plan.told_opened"), p.T("plan.told_opened_next")
	case "tenggat":
		n.Title = p.T("plan.told_deadline", p.round.Deadline)
	case "tutup":
		n.Title, n.Text = p.T("plan.told_closed"), p.T("plan.told_closed_next")
	case "ingat":
		n.Title, n.Text = p.T("plan.told_reminded", p.count), p.remindedHow()
		if p.count == 0 {
			n.Kind, n.Title = parts.Waiting, p.T("plan.told_reminded_none")
		}
	default:
		return n, false
	}
	return n, true
}

// remindedHow says where the reminders of today went, and of whom nobody could be
// reached.
func (p watchPage) remindedHow() string {
	mails, messages, none := 0, 0, 0
	for _, m := range p.reminded {
		if m.Day != p.today {
			continue
		}
		mails, messages = mails+m.Mails, messages+m.Messages
		if m.Mails+m.Messages == 0 {
			none++
		}
	}
	text := p.T("plan.told_reminded_how", mails, messages)
	if none > 0 {
		text += " " + p.T("plan.told_unreachable", none)
	}
	return text
}

// officeHref is where a row leads: the planner to what was sent, others to the
// office's desk.
func (p watchPage) officeLink(o plan.OfficeState) string {
	if p.mine() && o.Sent() {
		return p.roundHref(p.round.Quarter, o.Office.Slug, "periksa")
	}
	return p.roundHref(p.round.Quarter, o.Office.Slug)
}

// remindable tells whether an office can be reminded now, and if not, why.
func (p watchPage) remindable(o plan.OfficeState) (bool, string) {
	switch {
	case !o.Submission.State.Awaited():
		return false, ""
	case p.reminded[o.Office.ID].Day == p.today:
		return false, p.T("plan.reminded_today")
	}
	return true, ""
}

func (p watchPage) deadlineField() parts.Field {
	f := parts.Field{Name: "deadline", Label: p.T("plan.deadline_new"), Type: "date", Size: parts.Mid, Value: p.keeps.deadline, Fault: p.bad}
	if f.Value == "" {
		f.Value = p.round.Deadline.String()
	}
	return f
}

// lastReminder says when an office was reminded last.
func (p watchPage) lastReminder(o plan.OfficeState) string {
	m, has := p.reminded[o.Office.ID]
	switch {
	case !has:
		return ""
	case m.Mails+m.Messages == 0:
		return p.T("plan.reminded_nobody", m.Day)
	}
	return p.T("plan.reminded_on", m.Day)
}

// dayOf writes the day of an instant, without the year when it is this one; ""
// for none.
func (v visit) dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if d := date.DayOf(t); d.Year != v.today.Year {
		return d.In(v.Tag())
	}
	return date.MonthDay(date.DayOf(t), v.Tag())
}
