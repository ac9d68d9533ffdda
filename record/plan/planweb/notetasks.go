package planweb

import (
	"strconv"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
)

// The lists of notes that officers work through.
const (
	toAnswer = "jawab"    // of one's own offices, without an answer
	toJudge  = "tinjau"   // answers that the planner has to accept or send back
	closed   = "tertutup" // all that is not public yet
)

// tasksPage is the notes that wait for somebody.
type tasksPage struct {
	visit
	code  func(db.ID) string
	list  string   // toAnswer, toJudge or closed
	lists []string // those that the viewer may choose
	notes []plan.Note
	from  int
	off   date.Off
}

// notesPerPage is how many notes a page of tasks shows.
const notesPerPage = 25

func (d Desk) noteTasks(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := tasksPage{code: d.Code}
	var err error
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return web.Reply{}, err
	}
	if _, err := p.viewer.May(plan.MaySeeNotes, account.At{Any: true}); err != nil {
		return web.Reply{}, err
	}
	if err := p.choose(); err != nil {
		return web.Reply{}, err
	}
	if err := p.read(tx); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("plan.tasks_" + p.list), Nav: "tugas", Body: tasksBody(p)}}, nil
}

// choose takes the list that the address asks for, among those that are open to
// the viewer.
func (p *tasksPage) choose() (err error) {
	if len(p.viewer.Offices(account.Operator, account.Head)) > 0 {
		p.lists = append(p.lists, toAnswer)
	}
	if p.viewer.Holds(account.Planner) {
		p.lists = append(p.lists, toJudge)
	}
	if p.viewer.Holds(account.Planner) || p.viewer.Holds(account.Inspector) {
		p.lists = append(p.lists, closed)
	}
	if p.list, err = choice(p.r, "daftar", toAnswer, toJudge, closed); err != nil {
		return err
	}
	if p.list == "" {
		p.list = p.lists[0]
	}
	for _, l := range p.lists {
		if l == p.list {
			p.from, err = number(p.r, "dari")
			return err
		}
	}
	return fault.New(fault.Denied, "account.not_yours")
}

func (p *tasksPage) read(tx *db.Tx) (err error) {
	switch p.list {
	case toAnswer:
		p.notes, err = plan.NotesToAnswer(tx, p.viewer.Offices(account.Operator, account.Head))
	case toJudge:
		p.notes, err = plan.NotesToJudge(tx)
	default:
		p.notes, err = plan.HiddenNotes(tx)
	}
	if err == nil {
		p.off, err = plan.DaysOff(tx)
	}
	return err
}

func (p tasksPage) tags() []parts.Tag {
	var out []parts.Tag
	for _, l := range p.lists {
		out = append(out, parts.Tag{Label: p.T("plan.tasks_" + l), Href: p.r.Href("/tugas/catatan?daftar=" + l), On: l == p.list})
	}
	return out
}

func (p tasksPage) pager() parts.Pages {
	shown, from := page(p.notes, p.from, notesPerPage)
	g := parts.Pages{From: int64(from) + 1, To: int64(from + len(shown)), Total: int64(len(p.notes))}
	at := func(from int) string {
		return p.r.Href("/tugas/catatan?daftar=" + p.list + "&dari=" + strconv.Itoa(from))
	}
	if from > 0 {
		g.Prev = at(max(0, from-notesPerPage))
	}
	if from+notesPerPage < len(p.notes) {
		g.Next = at(from + notesPerPage)
	}
	return g
}

// dataNotes are the notes of this page of the list.
func (p tasksPage) dataNotes() []parts.DataNote {
	shown, _ := page(p.notes, p.from, notesPerPage)
	var out []parts.DataNote
	for _, n := range shown {
		key, args := n.Say()
		out = append(out, parts.DataNote{Title: p.T(key, args...), Href: p.taskHref(p.code(n.ID)),
			Text: p.T("plan.task_row", n.Short, n.Code, plan.Calm(n.Name)), State: p.waits(n, p.off),
			Source: p.T("plan.task_when", n.When(), p.T(n.NameKey()))})
	}
	return out
}

func (v visit) taskHref(code string) string { return v.r.Href("/tugas/catatan/" + code) }

// waits says how long a note is still among officers, or since when it is not.
func (v visit) waits(n plan.Note, off date.Off) parts.Stamp {
	switch left := n.DaysToAnswer(v.today, off); {
	case !n.Hidden:
		return lifeStamp(v.Lang, n)
	case left > 2:
		return parts.Stamp{Kind: parts.Plain, Label: v.T("plan.note_days_left", left)}
	default:
		return parts.Stamp{Kind: parts.Waiting, Label: v.T("plan.note_days_left", left)}
	}
}
