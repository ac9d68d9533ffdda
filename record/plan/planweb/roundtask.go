package planweb

import (
	"cmp"
	"fmt"
	"slices"

	"alun/ground/db"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
	"alun/record/registry/aturan"
	"alun/record/registry/kurasi"
	"alun/record/registry/product"
)

// task is something that waits for the reader.
type task struct {
	days  int // until it is due; below zero: late by so many. The list is sorted by it
	over  string
	title string
	stamp parts.Stamp
	text  string // what is missing
	due   string
	link  parts.Link
}

// waitingPage is where whoever signs in arrives: what waits for them, the most
// urgent first, and what waits for others.
type waitingPage struct {
	visit
	tasks  []task
	others []task       // in other hands now
	lines  []parts.Link // what waits in numbers, each with the way to where it is done
	afield []parts.Link // of them what waits for others
	doors  []parts.Link
	speaks bool // for an association
}

func (d Desk) tasks(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := waitingPage{}
	var err error
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return web.Reply{}, err
	}
	if err := p.read(tx, d); err != nil {
		return web.Reply{}, err
	}
	slices.SortStableFunc(p.tasks, func(a, b task) int { return cmp.Compare(a.days, b.days) })
	return web.Reply{Page: &web.Page{Title: p.T("plan.duties"), Nav: "tugas", Body: waitingBody(p)}}, nil
}

func (p *waitingPage) read(tx *db.Tx, d Desk) error {
	rounds, err := plan.Rounds(tx)
	if err != nil {
		return err
	}
	office := len(p.viewer.Offices(account.Operator, account.Head)) > 0
	for _, r := range rounds {
		if office && r.Open() {
			if err := p.officeTasks(tx, d, r); err != nil {
				return err
			}
		}
		if p.viewer.Holds(account.Planner) {
			if err := p.plannerTasks(tx, r); err != nil {
				return err
			}
		}
	}
	if err := p.noteTasks(tx, d); err != nil {
		return err
	}
	if err := p.waitLines(tx, d); err != nil {
		return err
	}
	if d.has("/asosiasi-saya") {
		groups, err := asosiasi.Mine(tx, p.r.Session())
		if err != nil {
			return err
		}
		p.speaks = len(groups) > 0
	}
	p.desks(d, rounds)
	return nil
}

// officeTasks are what the offices of the reader still owe a round, or wait for.
func (p *waitingPage) officeTasks(tx *db.Tx, d Desk, r plan.Round) error {
	own, err := d.Weigher.OwnState(tx, p.viewer, r)
	if err != nil {
		return err
	}
	for _, o := range own {
		head := slices.Contains(p.viewer.Offices(account.Head), o.Office.ID)
		t := p.officeTask(r, o, head)
		if o.Submission.State.Awaited() {
			p.tasks = append(p.tasks, t)
		} else {
			p.others = append(p.others, t)
		}
	}
	return nil
}

func (p *waitingPage) officeTask(r plan.Round, o plan.OfficeState, head bool) task {
	desk := p.roundHref(r.Quarter, o.Office.Slug)
	t := task{days: o.Left, over: o.Office.Short, stamp: stateStamp(p.Lang, o.Submission.State), due: p.T("plan.duty_due", r.Deadline, lateOrLeft(p.Lang, o))}
	ready := o.Lines > 0 && o.Missing+o.Unread+o.Faults+o.Untouched == 0
	switch o.Submission.State {
	case plan.Belum:
		t.title, t.text = p.T("plan.duty_begin", r.Quarter), p.T("plan.duty_begin_text")
		t.link = parts.Link{Label: p.T("plan.duty_begin_link"), Href: desk}
	case plan.Dikembalikan:
		t.days-- // what came back goes before what was never sent
		t.title, t.text = p.T("plan.duty_mend", r.Quarter, o.Returned), p.T("plan.duty_mend_text", o.Untouched)
		t.link = parts.Link{Label: p.T("plan.duty_mend_link"), Href: desk}
	case plan.Draf:
		t.title, t.text = p.T("plan.duty_fill", r.Quarter), p.T("plan.duty_fill_text", o.Missing+o.Unread, o.Wanted, o.Faults, o.Questions)
		t.link = parts.Link{Label: p.T("plan.duty_fill_link"), Href: desk}
	default:
		t.title, t.text = r.Quarter.In(p.Tag()), p.T("plan.duty_is_"+string(o.Submission.State))
		t.due = p.sentOn(o)
		t.link = parts.Link{Label: p.T("plan.duty_look"), Href: desk}
		return t
	}
	switch {
	case ready && head:
		t.stamp = parts.Stamp{Kind: parts.Done, Label: p.T("plan.duty_ready")}
		t.title, t.text = p.T("plan.duty_send", r.Quarter), p.T("plan.duty_send_text", o.Lines, o.Questions)
		t.link = parts.Link{Label: p.T("plan.duty_send_link"), Href: desk + "/kirim"}
	case ready && o.Submission.State == plan.Draf:
		t.stamp = parts.Stamp{Kind: parts.Done, Label: p.T("plan.duty_ready")}
		t.title, t.text = p.T("plan.duty_wait_head", r.Quarter), p.T("plan.duty_wait_head_text", o.Lines, o.Questions)
		t.link = parts.Link{Label: p.T("plan.duty_look"), Href: desk}
	}
	return t
}

func (p *waitingPage) sentOn(o plan.OfficeState) string {
	if o.Late > 0 {
		return p.T("plan.duty_sent_late", when(p.Lang, o.Submission.SentAt), o.Late)
	}
	return p.T("plan.duty_sent", when(p.Lang, o.Submission.SentAt))
}

// plannerTasks are what arrived in a round, and who is late.
func (p *waitingPage) plannerTasks(tx *db.Tx, r plan.Round) error {
	all, err := plan.Submissions(tx, r.ID)
	if err != nil {
		return err
	}
	n := map[plan.State]int{}
	awaited, late := 0, 0
	for _, s := range all {
		n[s.State]++
		if s.State.Awaited() {
			awaited++
			if s.Late(r, p.today) > 0 {
				late++
			}
		}
	}
	put := func(count, days int, kind parts.Kind, what, narrow string) {
		if count == 0 {
			return
		}
		p.tasks = append(p.tasks, task{days: days, over: r.Quarter.In(p.Tag()), title: p.T("plan.duty_"+what, count), text: p.T("plan.duty_" + what + "_text"),
			stamp: parts.Stamp{Kind: kind, Label: p.T("plan.duty_" + what + "_stamp")}, due: p.T("plan.duty_due", r.Deadline, leftWords(p.Lang, r.Left(p.today))),
			link: parts.Link{Label: p.T("plan.duty_" + what + "_link"), Href: p.roundHref(r.Quarter) + "?keadaan=" + narrow}})
	}
	put(n[plan.Terkirim], -2, parts.Waiting, "review", "terkirim")
	put(n[plan.Terverifikasi], -1, parts.Waiting, "lock", "terverifikasi")
	if r.Open() {
		put(late, 0, parts.Waiting, "late", "terlambat")
		put(awaited-late, 1+max(0, r.Left(p.today)), parts.Plain, "await", "ditunggu")
	}
	return nil
}

// noteTasks are notes on published figures that wait for an answer, or for the
// planner to say whether it will do.
func (p *waitingPage) noteTasks(tx *db.Tx, d Desk) error {
	if !d.has("/tugas/catatan") {
		return nil
	}
	link := func(what string) parts.Link {
		return parts.Link{Label: p.T("plan.duty_" + what + "_link"), Href: p.r.Href("/tugas/catatan")}
	}
	if mine := p.viewer.Offices(account.Operator, account.Head); len(mine) > 0 {
		notes, err := plan.NotesToAnswer(tx, mine)
		if err != nil {
			return err
		}
		if len(notes) > 0 {
			off, err := plan.DaysOff(tx)
			if err != nil {
				return err
			}
			t := task{days: 3, over: p.T("plan.duty_notes_over"), title: p.T("plan.duty_notes", len(notes)), text: p.T("plan.duty_notes_text"),
				stamp: parts.Stamp{Kind: parts.Flagged, Label: p.T("plan.duty_notes_stamp")}, link: link("notes")}
			if first := notes[0]; first.Hidden {
				t.days = first.DaysToAnswer(p.today, off)
				t.due = p.T("plan.duty_notes_due", first.Opens, t.days)
			}
			p.tasks = append(p.tasks, t)
		}
	}
	if !p.viewer.Holds(account.Planner) {
		return nil
	}
	notes, err := plan.NotesToJudge(tx)
	if err == nil && len(notes) > 0 {
		p.tasks = append(p.tasks, task{days: 2, over: p.T("plan.duty_notes_over"), title: p.T("plan.duty_answers", len(notes)), text: p.T("plan.duty_answers_text"),
			stamp: parts.Stamp{Kind: parts.Flagged, Label: p.T("plan.duty_answers_stamp")}, link: link("answers")})
	}
	return err
}

// has tells whether the house has an address.
func (d Desk) has(pattern string) bool { return d.Has != nil && d.Has(pattern) }

// desks lists the other places of the reader's roles, as far as the house has
// them.
func (p *waitingPage) desks(d Desk, rounds []plan.Round) {
	if p.may(plan.MayWatch) {
		for _, r := range rounds[:min(len(rounds), 4)] {
			p.doors = append(p.doors, parts.Link{Label: p.T("plan.door_round", r.Quarter), Href: p.roundHref(r.Quarter)})
		}
		p.doors = append(p.doors, parts.Link{Label: p.T("plan.door_rounds"), Href: p.r.Href("/putaran")})
	}
	for _, x := range []struct {
		open      bool
		at, label string
	}{
		{p.may(plan.MaySeeNotes), "/tugas/catatan", "plan.cases_title"}, {p.may(plan.MaySeeReconciliation), "/rekonsiliasi", "planweb.reconcile_title"},
		{p.may(plan.MaySeeFollowUp), "/inspeksi", "planweb.sample_title"}, {p.viewer.Holds(account.Planner), "/hari-libur", "plan.calendar_title"},
		{p.viewer.Holds(account.Maker), "/usaha-saya", "plan.door_my_businesses"}, {p.speaks, "/asosiasi-saya", "plan.door_my_groups"},
		{p.viewer.Holds(account.Counter), "/loket", "plan.door_counter"}, {p.may(registry.MayWatch), "/petugas/usaha", "plan.door_register"}, {p.may(registry.MayWatch), "/petugas/lembar", "plan.door_sheets"},
		{p.may(registry.MayCheck), "/petugas/lapangan", "plan.door_outdoors"}, {p.may(registry.MayWatch), "/petugas/lapangan/kota", "plan.door_alive"},
		{p.may(product.MayClear), "/petugas/tanda", "plan.door_marks"}, {p.may(asosiasi.MayKeep), "/petugas/asosiasi", "plan.door_groups"}, {p.may(aturan.MayRule), "/petugas/aturan", "plan.door_rules"},
		{p.may(kurasi.MayWatch), "/petugas/kurasi", "plan.door_kurasi"}, {true, "/kurasi-saya", "plan.door_my_kurasi"},
		{p.viewer.Holds(account.Administrator), "/orang", "plan.door_administrator"}, {p.viewer.Holds(account.Privacy), "/pribadi", "plan.door_privacy"},
	} {
		if x.open && d.has(x.at) {
			p.doors = append(p.doors, parts.Link{Label: p.T(x.label), Href: p.r.Href(x.at)})
		}
	}
}

// may tells whether the reader has a right anywhere.
func (p *waitingPage) may(right account.Right) bool {
	return p.viewer.Can(right, account.At{Any: true})
}

func (p waitingPage) title() parts.Title {
	t := parts.Title{Title: p.T("plan.duties_none_head"), Lead: p.T("plan.duties_lead", p.today)}
	if n := len(p.tasks) + len(p.lines); n > 0 {
		t.Title = p.T("plan.duties_head", n)
	}
	return t
}

// empty says what comes next when nothing waits.
func (p waitingPage) empty() parts.Empty {
	e := parts.Empty{Title: p.T("plan.duties_none"), Text: p.T("plan.duties_none_next")}
	switch {
	case len(p.viewer.Grants) == 0:
		e.Title, e.Text = p.T("plan.duties_no_role"), p.T("plan.duties_no_role_next")
	case len(p.afield) > 0:
		e.Title, e.Text = p.T("plan.duties_none_yours"), p.T("plan.duties_none_yours_next")
	case p.viewer.Holds(account.Planner):
		e.Text, e.Link = p.T("plan.duties_none_planner"), parts.Link{Label: p.T("plan.round_begin"), Href: p.r.Href("/putaran#buka")}
	case p.viewer.Holds(account.Maker):
		e.Text, e.Link = p.T("plan.duties_none_maker"), parts.Link{Label: p.T("plan.door_my_businesses"), Href: p.r.Href("/usaha-saya")}
	case p.viewer.Holds(account.Counter):
		e.Text, e.Link = p.T("plan.duties_none_counter"), parts.Link{Label: p.T("plan.door_register"), Href: p.r.Href("/petugas/usaha")}
	case len(p.others) > 0:
		e.Text = p.T("plan.duties_none_sent")
	}
	return e
}

func (p waitingPage) table(list []task, caption string) parts.Table {
	t := parts.Table{Caption: caption, Cards: true, Columns: []parts.Column{{Label: p.T("plan.duty"), Full: true}, {Label: p.T("plan.state"), Full: true},
		{Label: p.T("plan.duty_when"), Full: true}, {Label: p.T("plan.duty_do"), Full: true}}}
	for i, x := range list {
		t.Rows = append(t.Rows, parts.Row{ID: fmt.Sprintf("t%d", i), Cells: []parts.Cell{{Part: taskName(p, x)},
			{Part: parts.Cap(p.Lang, x.stamp)}, {Text: x.due}, {Part: parts.Btn(p.Lang, p.button(x, i == 0 && len(p.tasks) > 0 && list[0] == p.tasks[0]))}}})
	}
	return t
}

func (p waitingPage) button(x task, first bool) parts.Button {
	b := parts.Button{Label: x.link.Label, Href: x.link.Href, Look: parts.Outline}
	if first {
		b.Look = parts.Lead
	}
	return b
}
