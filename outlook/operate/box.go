package operate

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/wa"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/diary"
)

// boxPage is the WhatsApp outbox: what waits, what became of the rest, and one
// message with its number and text when it was opened.
type boxPage struct {
	lang.Lang
	r       *web.Request
	code    func(db.ID) string
	waiting []wa.Record
	ended   []wa.Record
	open    *wa.Opened
	bad     *fault.Fault
	marked  bool
}

func (d *Desk) box(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawBox(tx, r, boxPage{marked: r.Values().Line("tercatat", 1) == "1"})
}

func (d *Desk) drawBox(tx *db.Tx, r *web.Request, p boxPage) (_ web.Reply, err error) {
	p.Lang, p.r, p.code = r.Lang, r, d.Code
	if p.waiting, err = wa.Waiting(tx, shown); err != nil {
		return web.Reply{}, err
	}
	if p.ended, err = wa.Ended(tx, shown/4); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: r.Lang.T("operate.wa_title"), Nav: "wa", Body: boxBody(p)}}, nil
}

// handled is what is done with one message.
type handled struct {
	id     db.ID
	reason string // why it was not sent; "" when it was
}

func (d *Desk) handled(r *web.Request) (handled, error) {
	id, ok := d.ID(r.PathValue("id"))
	if !ok {
		return handled{}, fault.New(fault.NotFound, "wa.gone")
	}
	return handled{id, r.Values().Line("reason", 20)}, nil
}

// nothing is what these acts give: what was opened is read afresh, so that no
// number and no text is kept with the answer.
type nothing struct{}

// openLetter shows number and text, and writes down that they were seen.
func (d *Desk) openLetter() web.Form[handled, nothing] {
	return web.Form[handled, nothing]{Prepare: d.handled,
		Act: func(tx *db.Tx, in handled) (nothing, error) {
			_, err := d.Box.Open(tx, in.id, Actor(nil))
			return nothing{}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in handled, _ nothing, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				return d.drawBox(tx, r, boxPage{bad: bad})
			}
			o, found, err := d.Box.Again(tx, in.id, Actor(r))
			if err != nil || !found {
				return d.drawBox(tx, r, boxPage{})
			}
			return d.drawBox(tx, r, boxPage{open: &o})
		}}
}

// printLetter is the same on paper.
func (d *Desk) printLetter() web.Form[handled, nothing] {
	f := d.openLetter()
	onScreen := f.Draw
	f.Draw = func(tx *db.Tx, r *web.Request, in handled, out nothing, bad *fault.Fault) (web.Reply, error) {
		o, found, err := d.Box.Again(tx, in.id, Actor(r))
		if bad != nil || err != nil || !found {
			return onScreen(tx, r, in, out, bad)
		}
		return web.Reply{Page: &web.Page{Nav: paper, Body: wa.Slip(r.Lang, d.City[r.Lang.Tag()], o.Text, r.Lang.Show(moment(o.PutAt)))}}, nil
	}
	return f
}

// markLetter notes that a message was sent, or why not.
func (d *Desk) markLetter(act func(tx *db.Tx, in handled) error) web.Form[handled, nothing] {
	return web.Form[handled, nothing]{Prepare: d.handled,
		Act: func(tx *db.Tx, in handled) (nothing, error) { return nothing{}, act(tx, in) },
		Draw: func(tx *db.Tx, r *web.Request, in handled, _ nothing, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href("/wa?tercatat=1")}, nil
			}
			p := boxPage{bad: bad}
			if o, found, err := d.Box.Again(tx, in.id, Actor(r)); err != nil {
				return web.Reply{}, err
			} else if found {
				p.open = &o
			}
			return d.drawBox(tx, r, p)
		}}
}

func (d *Desk) sent(tx *db.Tx, in handled) error {
	if err := wa.Sent(tx, in.id, Actor(nil)); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: Actor(nil), Fact: "operate.wa_sent", Kind: "wa_message", Subject: in.id})
}

func (d *Desk) notSent(tx *db.Tx, in handled) error {
	if err := wa.NotSent(tx, in.id, in.reason, Actor(nil)); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: Actor(nil), Fact: "operate.wa_not_sent", Kind: "wa_message", Subject: in.id, Data: map[string]any{"reason": in.reason}})
}

func (p boxPage) action(id db.ID, what string) string {
	return p.r.Href("/wa/" + p.code(id) + "/" + what)
}

func (p boxPage) waitingTable() parts.Table {
	t := parts.Table{Caption: p.T("operate.wa_waiting", len(p.waiting)), Cards: true, Empty: p.T("operate.wa_none"), Columns: []parts.Column{
		{Label: p.T("operate.letters_to")}, {Label: p.T("operate.letters_kind")}, {Label: p.T("operate.letters_put")}, {Label: p.T("operate.jobs_action"), Full: true}}}
	for _, m := range p.waiting {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: m.Hint}, {Text: m.Kind}, {Text: p.Show(moment(m.PutAt))},
			{Part: pressForm(p.Lang, p.r.FormKey(), p.action(m.ID, "buka"), p.T("operate.wa_open"))}}})
	}
	return t
}

func (p boxPage) endedTable() parts.Table {
	t := parts.Table{Caption: p.T("operate.wa_ended"), Cards: true, Empty: p.T("operate.wa_none_ended"), Columns: []parts.Column{
		{Label: p.T("operate.letters_to")}, {Label: p.T("operate.letters_kind")}, {Label: p.T("operate.wa_when")}, {Label: p.T("operate.letters_state"), Full: true}}}
	for _, m := range p.ended {
		state := parts.Cell{Part: parts.Cap(p.Lang, parts.Stamp{Kind: stamps[m.State], Label: p.T(m.StateKey())})}
		if m.Reason != "" {
			state.Note = p.T(m.ReasonKey())
		}
		hint := m.Hint
		if hint == "" {
			hint = "–"
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: hint}, {Text: m.Kind}, {Text: p.Show(moment(m.EndedAt))}, state}})
	}
	return t
}

func (p boxPage) reasons() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "reason", Label: p.T("wa.why"), Fault: p.bad}}
	for _, reason := range wa.Reasons {
		c.Options = append(c.Options, parts.Option{Value: reason, Label: p.T("wa.reason_" + reason)})
	}
	return c
}
