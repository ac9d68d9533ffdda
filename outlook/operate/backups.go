package operate

import (
	"time"

	"alun/ground/backup"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
)

// backupsPage lists the scheduled backups.
type backupsPage struct {
	lang.Lang
	now    time.Time
	status *backup.Status // nil: none are scheduled
	list   []backup.Kept
	unread bool // the folder cannot be read
}

func (d *Desk) backups(r *web.Request) (web.Reply, error) {
	p := backupsPage{Lang: r.Lang, now: d.Now()}
	if d.Backups != nil {
		status := d.Backups.Status()
		p.status = &status
		list, err := backup.List(status.Folder)
		p.list, p.unread = list[:min(len(list), shown)], err != nil
	}
	return web.Reply{Page: &web.Page{Title: r.Lang.T("operate.backups_title"), Nav: "backups", Body: backupsBody(p)}}, nil
}

func (p backupsPage) facts() []parts.Fact {
	out := []parts.Fact{{Label: p.T("operate.backups_folder"), Value: p.status.Folder},
		{Label: p.T("operate.backups_every"), Value: span(p.status.Every).say(p.Lang)}}
	if !p.status.Next.IsZero() {
		out = append(out, parts.Fact{Label: p.T("operate.backups_due"), Value: p.Show(moment(p.status.Next))})
	}
	if p.status.Took > 0 {
		out = append(out, parts.Fact{Label: p.T("operate.backups_took"), Value: span(p.status.Took).say(p.Lang)})
	}
	return out
}

func (p backupsPage) table() parts.Table {
	t := parts.Table{Caption: p.T("operate.backups_title"), Cards: true, Empty: p.T("operate.backups_none"), Columns: []parts.Column{
		{Label: p.T("operate.backups_file")}, {Label: p.T("operate.backups_at")}, {Label: p.T("operate.backups_age")}, {Label: p.T("operate.backups_size"), Number: true}}}
	for _, b := range p.list {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: b.Name}, {Text: p.Show(moment(b.At))},
			{Text: since(p.Lang, p.now, b.At)}, {Text: p.Show(size(b.Size))}}})
	}
	return t
}
