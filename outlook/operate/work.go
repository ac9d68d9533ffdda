package operate

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/diary"
)

// shown is how many rows a list of this room shows.
const shown = 200

// jobsPage lists jobs of one state.
type jobsPage struct {
	lang.Lang
	r       *web.Request
	code    func(db.ID) string
	dead    bool
	list    []jobs.Record
	sums    jobs.Stats
	retried int
	bad     *fault.Fault
}

func (d *Desk) jobs(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	p := jobsPage{dead: v.Line("keadaan", 10) == "mati"}
	if n := v.Line("diulang", 6); n != "" {
		p.retried = digits(n)
	}
	return d.drawJobs(tx, r, p)
}

// digits reads a small number that only stands in a sentence; 0 when it is none.
func digits(s string) (n int) {
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

func (d *Desk) drawJobs(tx *db.Tx, r *web.Request, p jobsPage) (web.Reply, error) {
	p.Lang, p.r, p.code = r.Lang, r, d.Code
	state := jobs.Waiting
	if p.dead {
		state = jobs.Dead
	}
	all, err := jobs.Count(tx)
	if err != nil {
		return web.Reply{}, err
	}
	p.sums = total(all)
	if p.list, err = jobs.List(tx, state, shown); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: r.Lang.T("operate.jobs_title"), Nav: "jobs", Body: jobsBody(p)}}, nil
}

// again is one dead job that is to be sent again; "" means all.
type again struct{ code string }

func (d *Desk) retryOne() web.Form[again, int64] {
	return d.retry(func(r *web.Request) (again, error) { return again{r.PathValue("id")}, nil })
}

func (d *Desk) retryAll() web.Form[again, int64] {
	return d.retry(func(*web.Request) (again, error) { return again{}, nil })
}

func (d *Desk) retry(prepare func(r *web.Request) (again, error)) web.Form[again, int64] {
	return web.Form[again, int64]{
		Prepare: prepare,
		Act:     d.sendAgain,
		Draw: func(tx *db.Tx, r *web.Request, _ again, n int64, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href("/pekerjaan?keadaan=mati&diulang=" + lang.Whole(lang.EN, min(n, 999)))}, nil
			}
			return d.drawJobs(tx, r, jobsPage{dead: true, bad: bad})
		},
	}
}

// sendAgain sends a dead job again, or all of them, and says so in the diary.
func (d *Desk) sendAgain(tx *db.Tx, in again) (int64, error) {
	if in.code == "" {
		n, err := jobs.RetryAll(tx)
		if err != nil || n == 0 {
			return n, err
		}
		return n, diary.Write(tx, diary.Entry{Actor: Actor(nil), Fact: "operate.jobs_sent_again", Kind: "jobs_job", Data: map[string]any{"count": n}})
	}
	id, ok := d.ID(in.code)
	if !ok {
		return 0, fault.New(fault.NotFound, "jobs.not_dead")
	}
	if err := jobs.Retry(tx, id); err != nil {
		return 0, err
	}
	return 1, diary.Write(tx, diary.Entry{Actor: Actor(nil), Fact: "operate.job_sent_again", Kind: "jobs_job", Subject: id})
}

func (p jobsPage) tabs() []parts.Tag {
	return []parts.Tag{
		{Label: p.T("operate.jobs_waiting", p.sums.Waiting), Href: p.r.Href("/pekerjaan"), On: !p.dead},
		{Label: p.T("operate.jobs_given_up", p.sums.Dead), Href: p.r.Href("/pekerjaan?keadaan=mati"), On: p.dead},
	}
}

func (p jobsPage) table() parts.Table {
	when, empty := "operate.jobs_next", "operate.jobs_none_waiting"
	if p.dead {
		when, empty = "operate.jobs_ended", "operate.jobs_none_dead"
	}
	t := parts.Table{Caption: p.T("operate.jobs_title"), Cards: true, Empty: p.T(empty), Columns: []parts.Column{
		{Label: p.T("operate.jobs_kind")}, {Label: p.T("operate.jobs_attempts"), Number: true}, {Label: p.T(when)}, {Label: p.T("operate.jobs_why"), Full: true}}}
	if p.dead {
		t.Columns = append(t.Columns, parts.Column{Label: p.T("operate.jobs_action"), Full: true})
	}
	for _, j := range p.list {
		t.Rows = append(t.Rows, p.row(j))
	}
	return t
}

func (p jobsPage) row(j jobs.Record) parts.Row {
	at := parts.Cell{Text: p.Show(moment(j.RunAt))}
	if j.Running {
		at.Text = p.T("operate.jobs_running")
	}
	if p.dead {
		at.Text = p.Show(moment(j.EndedAt))
	}
	cells := []parts.Cell{{Text: j.Kind, Note: j.Key}, {Text: p.Show(j.Attempts)}, at, {Text: j.Error}}
	if p.dead {
		code := p.code(j.ID)
		cells = append(cells, parts.Cell{Part: pressForm(p.Lang, p.r.FormKey(), p.r.Href("/pekerjaan/"+code+"/ulang"), p.T("operate.jobs_retry"))})
	}
	return parts.Row{Cells: cells}
}
