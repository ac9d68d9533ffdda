package kurasiweb

import (
	"cmp"
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/kurasi"
)

// minePage is what somebody entered, and what they judge.
type minePage struct {
	page
	tasks   []task
	next    string // address of the next page of tasks
	entries []entryLine
	codeOf  func(db.ID) string
}

// task is a call that the reader judges.
type task struct {
	kurasi.Task
	code  string
	lines []taskLine
}

type taskLine struct {
	kurasi.TaskEntry
	code string
}

// entryLine is an entry of the reader's business.
type entryLine struct {
	kurasi.Entry
	call  kurasi.Call
	code  string
	at    string // the code of the call
	told  bool   // the result is there
	found kurasi.Outcome
	by    []kurasi.Nominee // who put it forward
}

func (d Desk) minePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	at, err := fresh(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawMine(tx, r, at)
}

// after is the entry behind which a page of tasks begins; what is none begins anew.
func (d Desk) after(r *web.Request) (db.ID, error) {
	v := r.Values()
	id, _ := d.ID(v.Line("sesudah", 20))
	return id, v.Err()
}

func (d Desk) drawMine(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	if _, err := viewer(tx, r); err != nil {
		return web.Reply{}, err
	}
	p := minePage{codeOf: d.Code}
	var err error
	if p.page, err = open(tx, r, at); err != nil {
		return web.Reply{}, err
	}
	after, err := d.after(r)
	if err != nil {
		return web.Reply{}, err
	}
	tasks, next, err := kurasi.Tasks(tx, r.Session(), after)
	if err != nil {
		return web.Reply{}, err
	}
	if next != 0 {
		p.next = p.href("/kurasi-saya") + "?sesudah=" + d.Code(next)
	}
	for _, t := range tasks {
		one := task{Task: t, code: d.Code(t.Call.ID)}
		for _, e := range t.Entries {
			one.lines = append(one.lines, taskLine{e, d.Code(e.ID)})
		}
		p.tasks = append(p.tasks, one)
	}
	p.entries, err = d.mine(tx, r)
	return web.Reply{Page: &web.Page{Title: p.T("kurasiweb.mine_title"), Nav: ownNav, Body: mineBody(p)}}, err
}

func (d Desk) mine(tx *db.Tx, r *web.Request) (out []entryLine, err error) {
	all, err := d.Mine(tx, r.Session())
	calls, told := map[db.ID]kurasi.Call{}, map[db.ID]map[db.ID]kurasi.Outcome{}
	for _, e := range all {
		if err != nil {
			return nil, err
		}
		c, read := calls[e.Call]
		if !read {
			if c, err = kurasi.ByID(tx, e.Call); err != nil {
				return nil, err
			}
			if told[c.ID], err = kurasi.MyOutcomes(tx, r.Session(), c); err != nil {
				return nil, err
			}
			calls[e.Call] = c
		}
		line := entryLine{Entry: e, call: c, code: d.Code(e.ID), at: d.Code(c.ID)}
		line.found, line.told = told[c.ID][e.ID]
		line.by, err = d.NominatedBy(tx, e)
		out = append(out, line)
	}
	slices.SortStableFunc(out, func(a, b entryLine) int { return cmp.Compare(a.done(), b.done()) })
	return out, err
}

// done is 1 where there is nothing more to wait for: such entries stand behind the others.
func (x entryLine) done() int {
	if x.told || !x.Withdrawn.IsZero() || x.call.State == kurasi.Cancelled {
		return 1
	}
	return 0
}

// work is what a curator judges in a call, an entry a row.
func (p minePage) work(t task) parts.Table {
	out := parts.Table{ID: "kerja-" + t.code, Caption: p.T("kurasiweb.task_title", t.Title), Cards: true, Columns: []parts.Column{{Label: p.T("kurasiweb.entry")}, {Label: p.T("kurasiweb.state"), Full: true}}}
	for _, x := range t.lines {
		out.Rows = append(out.Rows, parts.Row{Cells: []parts.Cell{{Text: p.named(x.Name), Note: p.named(x.Holder), Href: p.href("/kurasi/" + t.code + "/nilai/" + x.code), Lang: p.foreign()}, {Part: parts.Cap(p.Lang, p.did(x))}}})
	}
	return out
}

// stands says where an entry of the reader is.
func (p minePage) stands(x entryLine) parts.Stamp {
	switch {
	case !x.Withdrawn.IsZero():
		return parts.Stamp{Label: p.T("kurasiweb.entry_withdrawn")}
	case x.told && x.found.Chosen:
		return parts.Stamp{Kind: parts.Done, Label: p.T("kurasiweb.entry_chosen")}
	case x.told:
		return parts.Stamp{Label: p.T("kurasiweb.entry_not_chosen")}
	}
	return p.phase(x.call)
}

// did says what a curator has done with an entry.
func (p minePage) did(x taskLine) parts.Stamp {
	switch {
	case x.Interest != "" && x.Interest != kurasi.NoInterest:
		return parts.Stamp{Label: p.T("kurasiweb.task_aside")}
	case x.Scored:
		return parts.Stamp{Kind: parts.Done, Label: p.T("kurasiweb.task_scored")}
	case x.Interest == "":
		return parts.Stamp{Kind: parts.Waiting, Label: p.T("kurasiweb.task_declare")}
	}
	return parts.Stamp{Kind: parts.Waiting, Label: p.T("kurasiweb.task_score")}
}

// onEntry takes an entry back, or changes its consent.
func (d Desk) onEntry() web.Form[said, did] {
	return web.Form[said, did]{Same: true,
		Prepare: func(r *web.Request) (said, error) {
			v := r.Values()
			in := said{session: r.Session(), step: v.Line("langkah", 20)}
			in.entry, _ = d.ID(r.PathValue("entry"))
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in said) (did, error) {
			switch in.step {
			case "tarik":
				return did{Ya: "tarik"}, d.Withdraw(tx, in.session, in.entry)
			case "beri":
				return did{Ya: "izin"}, d.Consent(tx, in.session, in.entry, true)
			}
			return did{Ya: "izin"}, d.Consent(tx, in.session, in.entry, false)
		},
		Draw: func(tx *db.Tx, r *web.Request, in said, out did, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/kurasi-saya") + "?ya=" + out.Ya}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return d.drawMine(tx, r, page{bad: bad})
			}
			return web.Reply{}, bad
		}}
}
