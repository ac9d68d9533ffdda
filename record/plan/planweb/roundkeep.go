package planweb

import (
	"fmt"
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

// keepIn is what a planner does to a round: another deadline, its end, or a
// reminder of offices.
type keepIn struct {
	session  string
	quarter  date.Quarter
	step     string // langkah: tenggat, tutup, ingat
	version  int64  // of the round that was looked at
	deadline date.Day
	typed    string
	whom     string   // pilihan, terlambat, ditunggu
	slugs    []string // of pilihan
}

// mostOffices bounds how many offices a form may name.
const mostOffices = 200

func prepareKeep(r *web.Request) (keepIn, error) {
	v := r.Values()
	in := keepIn{session: r.Session(), step: v.Line("langkah", 10), typed: v.Line("deadline", 10), deadline: dayIn(v, "deadline"),
		whom: v.Line("siapa", 20), slugs: v.All("opd", mostOffices, 80)}
	in.version, _ = strconv.ParseInt(v.Line("version", 20), 10, 64) // 0 is no version: the act says so
	var err error
	if in.quarter, err = quarterAt(r); err != nil {
		return in, err
	}
	return in, v.Err()
}

func versionText(n int64) string { return strconv.FormatInt(n, 10) }

func (d Desk) keepRound() web.Form[keepIn, plan.Reminded] {
	return web.Form[keepIn, plan.Reminded]{
		Prepare: prepareKeep,
		Act:     d.actKeep,
		Draw: func(tx *db.Tx, r *web.Request, in keepIn, out plan.Reminded, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href(fmt.Sprintf("%s?kabar=%s&n=%d", roundPath(in.quarter), in.step, out.Offices))}, nil
			}
			p := watchPage{keeps: keeping{in.typed}, bad: bad}
			if err := d.readWatch(tx, r, &p); err != nil {
				return web.Reply{}, err
			}
			if bad.Kind == fault.Denied && !p.mine() {
				return web.Reply{}, bad
			}
			return p.reply(), nil
		},
	}
}

func (d Desk) actKeep(tx *db.Tx, in keepIn) (plan.Reminded, error) {
	if _, err := account.May(tx, in.session, plan.MayRemind, account.At{}); err != nil { // before it is told whether there is such a round
		return plan.Reminded{}, err
	}
	r, err := plan.FindRound(tx, in.quarter)
	if err != nil {
		return plan.Reminded{}, err
	}
	switch in.step {
	case "tenggat":
		return plan.Reminded{}, plan.ChangeDeadline(tx, in.session, r.ID, in.version, in.deadline)
	case "tutup":
		return plan.Reminded{}, plan.CloseRound(tx, in.session, r.ID, in.version)
	case "ingat":
		offices, err := remindWhom(tx, r, in)
		if err != nil {
			return plan.Reminded{}, err
		}
		return d.Bell.Remind(tx, in.session, r.ID, offices)
	}
	return plan.Reminded{}, fault.New(fault.Invalid, "plan.bad_choice", "langkah", clip(in.step))
}

// remindWhom finds the offices that a form means.
func remindWhom(tx *db.Tx, r plan.Round, in keepIn) ([]db.ID, error) {
	handed, err := plan.Submissions(tx, r.ID)
	if err != nil {
		return nil, err
	}
	var out []db.ID
	if in.whom == "terlambat" || in.whom == "ditunggu" {
		today := date.DayOf(tx.Now())
		for _, s := range handed {
			if s.State.Awaited() && (in.whom == "ditunggu" || s.Late(r, today) > 0) {
				out = append(out, s.Office)
			}
		}
		return out, nil
	}
	for _, slug := range in.slugs {
		o, found, err := plan.OPDBySlug(tx, r.Quarter.Year, slug)
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, fault.New(fault.Invalid, "plan.no_office", clip(slug))
		}
		out = append(out, o.ID)
	}
	return out, nil
}

// printedList is the list that a messenger takes along: who still has to hand in,
// with room to sign.
func (d Desk) printedList(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := watchPage{}
	var err error
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return web.Reply{}, err
	}
	if _, err := p.viewer.May(plan.MayRemind, account.At{}); err != nil {
		return web.Reply{}, err
	}
	if p.round, err = roundAt(tx, r); err != nil {
		return web.Reply{}, err
	}
	if p.state, err = choice(r, "keadaan", narrowings...); err != nil {
		return web.Reply{}, err
	}
	if p.state == "" {
		p.state = "ditunggu"
	}
	if err := p.read(tx, d); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("plan.list_title"), Nav: "tugas", Wide: true, Body: listBody(p)}}, nil
}

func (p watchPage) listTable() parts.Table {
	t := parts.Table{Caption: p.T("plan.list_title"), Cards: true, Columns: []parts.Column{{Label: p.T("plan.list_number"), Number: true}, {Label: p.T("plan.office"), Full: true},
		{Label: p.T("plan.state"), Full: true}, {Label: p.T("plan.list_lack"), Full: true}, {Label: p.T("plan.list_signed"), Desk: true}, {Label: p.T("plan.list_day"), Desk: true}}}
	for i, o := range p.shown {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: strconv.Itoa(i + 1)}, {Text: o.Office.Short, Note: o.Office.In(p.Tag())},
			{Text: stateWord(p.Lang, o.Submission.State), Note: lateOrLeft(p.Lang, o)}, {Text: p.lack(o)}, {}, {}}})
	}
	return t
}

// lack says in a few words what an office still has to do.
func (p watchPage) lack(o plan.OfficeState) string {
	switch s := o.Submission.State; {
	case s == plan.Belum:
		return p.T("plan.lack_begin")
	case s == plan.Dikembalikan:
		return p.T("plan.lack_returned", o.Returned)
	case o.Missing+o.Unread+o.Faults > 0:
		return p.T("plan.lack_cells", o.Missing+o.Unread, o.Faults)
	}
	return p.T("plan.lack_send")
}

func lateOrLeft(l lang.Lang, o plan.OfficeState) string {
	switch {
	case o.Late > 0:
		return lateWords(l, o)
	case !o.Submission.FirstSent.IsZero() && o.Left < 0:
		return l.T("plan.was_in_time")
	}
	return leftWords(l, o.Left)
}

// lateWords says by how much an office is late, or was when it first handed in.
func lateWords(l lang.Lang, o plan.OfficeState) string {
	if !o.Submission.FirstSent.IsZero() {
		return l.T("plan.was_late", o.Late)
	}
	return l.T("plan.days_late", o.Late)
}

// lateKind marks what is late now as something to act on; what was late is only
// told.
func lateKind(o plan.OfficeState) parts.Kind {
	if o.Submission.State.Awaited() {
		return parts.Waiting
	}
	return parts.Plain
}

// listHead heads the list by what it shows.
func (p watchPage) listHead() parts.Head {
	if !p.whole() {
		return parts.Head{ID: "daftar", Title: p.T("plan.own_office"), Lead: p.T("plan.own_office_lead")}
	}
	h := parts.Head{ID: "daftar", Title: p.T("plan.watch_head", len(p.narrowed("sudah")), len(p.all)), Lead: p.T("plan.watch_how")}
	if p.state != "" {
		h.Title = p.T("plan.watch_narrowed", p.narrowWord(p.state), len(p.shown))
	}
	return h
}
