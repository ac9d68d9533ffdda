package operate

import (
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/mail"
	"alun/ground/web"
	"alun/ground/web/parts"
)

// lettersPage lists the outbox of mail, without addresses and content.
type lettersPage struct {
	lang.Lang
	post *mail.Post
	list []mail.Record
}

func (d *Desk) letters(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := lettersPage{Lang: r.Lang, post: d.Post}
	var err error
	if p.list, err = mail.List(tx, shown); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: r.Lang.T("operate.letters_title"), Nav: "letters", Body: lettersBody(p)}}, nil
}

func (p lettersPage) table() parts.Table {
	t := parts.Table{Caption: p.T("operate.letters_title"), Cards: true, Empty: p.T("operate.letters_none"), Columns: []parts.Column{
		{Label: p.T("operate.letters_to")}, {Label: p.T("operate.letters_kind")}, {Label: p.T("operate.letters_put")}, {Label: p.T("operate.letters_state"), Full: true}}}
	for _, m := range p.list {
		hint := m.Hint
		if hint == "" {
			hint = "–"
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: hint}, {Text: m.Kind}, {Text: p.Show(moment(m.PutAt))},
			{Part: parts.Cap(p.Lang, parts.Stamp{Kind: stamps[m.State], Label: p.T(p.post.SayKey(m))})}}})
	}
	return t
}

// stamps are the shapes of a message's states.
var stamps = map[string]parts.Kind{"waiting": parts.Waiting, "failed": parts.Refused, "sent": parts.Done, "unsent": parts.Refused}
