package planweb

import (
	"fmt"
	"strconv"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
)

// roundsPage lists the rounds, and opens one.
type roundsPage struct {
	visit
	rounds []plan.Round
	own    map[db.ID][]ownStanding // of an office's people, by round
	mine   bool                    // the reader may open rounds
	second bool                    // and has given the second factor
	asked  opening
	bad    *fault.Fault
}

// ownStanding is how an office of the reader stands in a round.
type ownStanding struct {
	office plan.OPD
	plan.Submission
}

// opening is the form as it was sent.
type opening struct{ quarter, deadline, version string }

func (d Desk) rounds(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawRounds(tx, r, opening{version: "tidak_disebut"}, nil)
}

func (d Desk) drawRounds(tx *db.Tx, r *web.Request, asked opening, bad *fault.Fault) (web.Reply, error) {
	p := roundsPage{asked: asked, bad: bad, own: map[db.ID][]ownStanding{}}
	var err error
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return web.Reply{}, err
	}
	if _, err := p.viewer.May(plan.MayWatch, account.At{Any: true}); err != nil {
		return web.Reply{}, err
	}
	p.mine = p.viewer.Holds(account.Planner)
	p.second = p.viewer.Second
	if p.rounds, err = plan.Rounds(tx); err != nil {
		return web.Reply{}, err
	}
	if !watchesAll(p.viewer) {
		if err := p.readOwn(tx); err != nil {
			return web.Reply{}, err
		}
	}
	return web.Reply{Page: &web.Page{Title: p.T("plan.rounds"), Nav: "tugas", Body: roundsBody(p)}}, nil
}

// watchesAll tells whether a reader sees the submissions of all offices.
func watchesAll(v account.Viewer) bool { return v.Can(plan.MayWatch, account.At{}) }

func (p *roundsPage) readOwn(tx *db.Tx) error {
	for _, r := range p.rounds {
		own, err := ownIn(tx, p.viewer, r)
		if err != nil {
			return err
		}
		p.own[r.ID] = own
	}
	return nil
}

// ownIn reads how the offices of a reader stand in a round.
func ownIn(tx *db.Tx, v account.Viewer, r plan.Round) ([]ownStanding, error) {
	mine := map[db.ID]bool{}
	for _, id := range v.Offices(account.Operator, account.Head) {
		mine[id] = true
	}
	offices, err := plan.OPDs(tx, r.Quarter.Year)
	if err != nil {
		return nil, err
	}
	var out []ownStanding
	for _, o := range byShort(offices) {
		if !mine[o.ID] {
			continue
		}
		s, found, err := plan.SubmissionOf(tx, r.ID, o.ID)
		if err != nil {
			return nil, err
		}
		if !found {
			s = plan.Submission{Round: r.ID, Office: o.ID, State: plan.Belum}
		}
		out = append(out, ownStanding{o, s})
	}
	return out, nil
}

func (d Desk) openRound() web.Form[openingIn, db.ID] {
	return web.Form[openingIn, db.ID]{
		Prepare: func(r *web.Request) (openingIn, error) {
			v := r.Values()
			in := openingIn{session: r.Session(), asked: opening{v.Line("quarter", 6), v.Line("deadline", 10), v.Line("budget_version", 20)}}
			in.opening = plan.Opening{Quarter: readQuarter(in.asked.quarter), Deadline: dayIn(v, "deadline"), BudgetVersion: in.asked.version}
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in openingIn) (db.ID, error) { return plan.OpenRound(tx, in.session, in.opening) },
		Draw: func(tx *db.Tx, r *web.Request, in openingIn, _ db.ID, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href(roundPath(in.opening.Quarter) + "?kabar=dibuka")}, nil
			}
			return d.drawRounds(tx, r, in.asked, bad)
		},
	}
}

type openingIn struct {
	session string
	asked   opening
	opening plan.Opening
}

// readQuarter reads "2026-3"; what is none is the zero quarter.
func readQuarter(text string) date.Quarter {
	var q date.Quarter
	if n, err := fmt.Sscanf(text, "%4d-%1d", &q.Year, &q.N); err != nil || n != 2 || writeQuarter(q) != text {
		return date.Quarter{}
	}
	return q
}

func writeQuarter(q date.Quarter) string { return strconv.Itoa(q.Year) + "-" + strconv.Itoa(q.N) }

// quartersOffered are how many quarters back a round can be opened on the page.
const quartersOffered = 8

func (p roundsPage) quarterField() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "quarter", Label: p.T("plan.quarter"), Value: p.asked.quarter, Fault: p.bad, Size: parts.Mid},
		Blank: p.T("plan.quarter_choose")}
	open := map[date.Quarter]bool{}
	for _, r := range p.rounds {
		open[r.Quarter] = r.Open()
	}
	q := date.QuarterOf(p.today.Start())
	for range quartersOffered {
		if !open[q] {
			c.Options = append(c.Options, parts.Option{Value: writeQuarter(q), Label: q.In(p.Tag())})
		}
		q = date.QuarterOf(q.Start().AddDate(0, 0, -1))
	}
	return c
}

func (p roundsPage) deadlineField() parts.Field {
	return parts.Field{Name: "deadline", Label: p.T("plan.deadline"), Help: p.T("plan.deadline_help"), Type: "date", Size: parts.Mid,
		Value: p.asked.deadline, Fault: p.bad}
}

func (p roundsPage) versionField() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "budget_version", Label: p.T("plan.budget_version"), Value: p.asked.version, Fault: p.bad}}
	for _, v := range []string{"murni", "pergeseran", "perubahan", "tidak_disebut"} {
		c.Options = append(c.Options, parts.Option{Value: v, Label: p.T("plan.opening_" + v)})
	}
	return c
}

// table lists the rounds, the newest first, with what concerns the reader.
func (p roundsPage) table() parts.Table {
	t := parts.Table{Caption: p.T("plan.rounds"), Cards: true, Halves: true, Columns: []parts.Column{{Label: p.T("plan.round"), Full: true},
		{Label: p.T("plan.deadline")}, {Label: p.T("plan.round_state")}, {Label: p.T("plan.budget_version")}}}
	own := !watchesAll(p.viewer)
	if own {
		t.Columns = append(t.Columns, parts.Column{Label: p.T("plan.own_office"), Full: true})
	}
	for _, r := range p.rounds {
		row := parts.Row{Cells: []parts.Cell{{Text: r.Quarter.In(p.Tag()), Href: p.roundHref(r.Quarter)},
			{Text: r.Deadline.In(p.Tag()), Note: p.leftIn(r)},
			{Part: parts.Cap(p.Lang, p.roundStamp(r))}, {Text: p.T("plan.version_" + r.BudgetVersion)}}}
		if own {
			row.Cells = append(row.Cells, parts.Cell{Part: ownList(p, r)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (p roundsPage) leftIn(r plan.Round) string {
	if !r.Open() {
		return ""
	}
	return leftWords(p.Lang, r.Left(p.today))
}

func (v visit) roundStamp(r plan.Round) parts.Stamp {
	if r.Open() {
		return parts.Stamp{Kind: parts.Running, Label: v.T("plan.round_open")}
	}
	return parts.Stamp{Label: v.T("plan.round_shut")}
}

// empty says what to do when there is no round.
func (p roundsPage) empty() parts.Empty {
	e := parts.Empty{Title: p.T("plan.rounds_none"), Text: p.T("plan.rounds_none_wait")}
	if p.mine {
		e.Text = p.T("plan.rounds_none_open")
	}
	return e
}
