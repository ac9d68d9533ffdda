package planweb

import (
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/plan/check"
)

// taskPage is one note as officers see it, with what they may do.
type taskPage struct {
	visit
	at    at
	code  string
	note  plan.Note
	said  []plan.Answer
	alike int // others that the same answer may be given to
	off   date.Off

	answers, judges bool   // the viewer's roles
	second          bool   // a second factor was given
	done            string // what was just done
	doing           taskIn // what was sent and refused
	bad             *fault.Fault
}

func (d Desk) noteTask(tx *db.Tx, r *web.Request) (web.Reply, error) {
	done, err := choice(r, "selesai", "jawab", "terima", "kembalikan")
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawTask(tx, r, taskPage{done: done})
}

func (d Desk) drawTask(tx *db.Tx, r *web.Request, p taskPage) (web.Reply, error) {
	var err error
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return web.Reply{}, err
	}
	if err := p.find(tx, d); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T(p.note.NameKey()), Nav: "tugas", Body: taskBody(p)}}, nil
}

// find reads the note. Who may not see it is not told whether it is there.
func (p *taskPage) find(tx *db.Tx, d Desk) error {
	p.code = p.r.PathValue("note")
	id, _ := d.ID(p.code) // 0 is no note
	var found bool
	var err error
	if p.note, found, err = plan.NoteByID(tx, id); err != nil {
		return err
	}
	if _, err := p.viewer.May(plan.MaySeeNotes, account.At{Office: p.note.Office}); err != nil {
		return err
	}
	if !found {
		return fault.New(fault.NotFound, "plan.no_note")
	}
	p.answers = p.viewer.Can(plan.MayAnswerNote, account.At{Office: p.note.Office})
	p.judges, p.second = p.viewer.Holds(account.Planner), p.viewer.Second
	return p.around(tx)
}

func (p *taskPage) around(tx *db.Tx) error {
	all, err := plan.AnswersAbout(tx, p.note.Report, p.note.Node)
	if err != nil {
		return err
	}
	p.said = all[p.note.Place()]
	same, err := plan.Alike(tx, p.note)
	if err != nil {
		return err
	}
	p.alike = len(same)
	if p.off, err = plan.DaysOff(tx); err != nil {
		return err
	}
	v, _, err := plan.At(tx, p.note.When(), 0)
	if err != nil {
		return err
	}
	p.at, err = here(tx, p.r, v)
	return err
}

// mayAnswer tells that the form of the office is shown.
func (p taskPage) mayAnswer() bool {
	return p.answers && p.note.Kind != "watch" && (p.note.State == plan.Unclarified || p.note.State == plan.Explained)
}

// mayJudge tells that the forms of the planner are shown.
func (p taskPage) mayJudge() bool { return p.judges && p.note.State == plan.Explained }

func (p taskPage) title() parts.Title {
	key, args := p.note.Say()
	t := parts.Title{Over: stops(p.note.Short, p.note.When().In(p.Tag())), Title: p.T(key, args...), Small: true,
		Lead: p.T(p.note.WhyKey()), Stamps: []parts.Stamp{stampOf(p.Lang, p.note.Kind, plan.Unclarified)}}
	if life := p.waits(p.note, p.off); life != t.Stamps[0] {
		t.Stamps = append(t.Stamps, life)
	}
	return t
}

func (p taskPage) crumbs() []parts.Link {
	return []parts.Link{{Label: p.T("plan.note_tasks"), Href: p.r.Href("/tugas")}, {Label: p.T("plan.cases_title"), Href: p.r.Href("/tugas/catatan")},
		{Label: p.T(p.note.NameKey())}}
}

// facts are the row and the figures that the note is about.
func (p taskPage) facts() []parts.Fact {
	n := p.note
	out := []parts.Fact{{Label: p.T("plan.row"), Value: n.Code + " " + plan.Calm(n.Name), Note: p.T("plan.task_source", n.Source, strconv.Itoa(n.Page))},
		{Label: p.T("plan.task_published"), Value: p.figure(n.Published)}}
	if n.Expected != "" {
		out = append(out, parts.Fact{Label: p.T("plan.task_expected"), Value: p.figure(n.Expected)})
	}
	if key, args, ok := (check.Flag{Suspect: n.Suspect}).WouldBe(); ok {
		out = append(out, parts.Fact{Label: p.T("plan.task_perhaps"), Value: p.T(key, args...)})
	}
	return out
}

// figure writes a value of the note's column as it stands elsewhere on the page;
// what is no number stays as printed.
func (p taskPage) figure(text string) string {
	switch {
	case strings.HasSuffix(p.note.Field, "_rp"):
		if amount, ok := money.Parse(text); ok && amount.Known {
			return amount.In(p.Tag())
		}
	case strings.HasSuffix(p.note.Field, "_k"), strings.HasSuffix(p.note.Field, "_pct"):
		if number, err := quantity.Parse(text); err == nil && number.Known {
			return number.In(p.Tag())
		}
	}
	return text
}

// life says who sees the note now, and what comes next.
func (p taskPage) life() parts.Note {
	n := p.note
	switch {
	case n.Hidden:
		return parts.Note{Kind: parts.Waiting, Title: p.T("plan.note_days_left", n.DaysToAnswer(p.today, p.off)), Text: p.T("plan.life_hidden", n.Opens)}
	case n.State == plan.Explained:
		return parts.Note{Kind: parts.Running, Title: p.T("plan.state_explained"), Text: p.T("plan.life_explained")}
	case n.State == plan.Agreed:
		return parts.Note{Kind: parts.Done, Title: p.T("plan.state_accepted"), Text: p.T("plan.life_accepted")}
	case len(p.said) > 0:
		return parts.Note{Kind: parts.Waiting, Title: p.T("plan.state_unclarified"), Text: p.T("plan.life_returned")}
	}
	return parts.Note{Kind: parts.Waiting, Title: p.T("plan.state_unclarified"), Text: p.T("plan.life_public")}
}

// field is a question of one of the page's forms. Two forms ask for a sentence:
// what was typed and what is wrong stands at the one that was sent.
func (p taskPage) field(act, name, label, help string) parts.Field {
	f := parts.Field{Name: name, Label: p.T(label), Help: p.T(help), Max: 1000}
	if p.doing.act == act {
		f.Value, f.Fault = p.doing.sentence, p.bad
	}
	return f
}

func (p taskPage) rowHref() string { return p.at.nodeHref(p.note.Slug, p.note.Code) }

func (p taskPage) alikeValue() string {
	if p.doing.alike {
		return "1"
	}
	return ""
}
