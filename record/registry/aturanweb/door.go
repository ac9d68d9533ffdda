package aturanweb

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry/aturan"
	"alun/record/registry/product"
	"alun/record/registry/size"
)

// Door is the pages.
type Door struct {
	Code     func(db.ID) string
	ID       func(string) (db.ID, bool)
	Products product.Desk
}

// Routes lists the addresses.
func (d Door) Routes() []web.Route {
	return []web.Route{
		web.Show("/petugas/aturan", d.rulesPage, "ya"),
		web.Show("/petugas/aturan/langkah", d.stepsPage, "batas_1", "batas_2", "batas_3", "batas_4", "batas_5", "mulai", "keputusan", "alasan", "coba", "hitungan"),
		web.Do("/petugas/aturan/langkah/coba", d.count()),
		web.Do("/petugas/aturan/langkah", d.publish()),
		web.Do("/petugas/aturan/langkah/{version}/tarik", d.withdraw()),
		web.Show("/petugas/tanda", d.marksPage, "ya", "sesudah"),
		web.Show("/petugas/tanda/{product}", d.markPage),
		web.Do("/petugas/tanda/{product}", d.judge()),
		web.Do("/petugas/tanda/usaha/{code}", d.clear()),
	}
}

// nav is the main entry of these pages.
const nav = "petugas"

// page is what every page has.
type page struct {
	lang.Lang
	r     *web.Request
	today date.Day
}

// sit finds whether the reader may, before anything is read.
func sit(tx *db.Tx, r *web.Request, right account.Right, at account.At) (page, error) {
	v, err := account.See(tx, r.Session())
	if err == nil {
		_, err = v.May(right, at)
	}
	return page{r.Lang, r, date.DayOf(tx.Now())}, err
}

func (p page) href(end string) string { return p.r.Href("/petugas/aturan" + end) }

// rulesPage is all schemes with their versions.
type rulesPage struct {
	page
	rules    *size.Rules
	replaced []size.Version
	did      string
	code     func(db.ID) string
}

func (d Door) rulesPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	var p rulesPage
	var err error
	if p.page, err = sit(tx, r, aturan.MayRule, account.At{}); err != nil {
		return web.Reply{}, err
	}
	v := r.Values()
	p.did, p.code = v.Line("ya", 10), d.Code
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	if p.rules, err = size.Read(tx); err != nil {
		return web.Reply{}, err
	}
	if p.replaced, err = size.Replaced(tx); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("aturanweb.title"), Nav: nav, Body: rulesBody(p)}}, nil
}

// done is what was just done.
func (p rulesPage) done() string {
	if p.did != "terbit" && p.did != "tarik" {
		return ""
	}
	return p.T("aturanweb.done_" + p.did)
}

// steps are the city's steps as they hold today.
func (p rulesPage) steps() (size.InMicro, bool) { return p.rules.InMicro(p.today) }

// coming is a version of the city's that does not hold yet.
func (p rulesPage) coming(v size.Version) bool {
	return v.By == size.ByCity && v.Replaced.IsZero() && p.today.Before(v.From)
}

// stepsLead says whose the steps are that hold: a proposal is not called a decision.
func (p rulesPage) stepsLead() string {
	if now, holds := p.rules.On(size.Steps, p.today); holds && now.By != size.ByCity {
		return p.T("aturanweb.steps_head_proposed")
	}
	return p.T("aturanweb.steps_head_lead")
}

// state stamps a version.
func (p rulesPage) state(v size.Version) parts.Stamp {
	now, holds := p.rules.On(v.Scheme, p.today)
	switch {
	case !v.Replaced.IsZero() && v.By == size.ByCity:
		return parts.Stamp{Kind: parts.Refused, Label: p.T("aturanweb.state_withdrawn")}
	case !v.Replaced.IsZero():
		return parts.Stamp{Kind: parts.Refused, Label: p.T("aturanweb.state_replaced")}
	case holds && now.ID == v.ID && v.Scheme.City() && v.By != size.ByCity:
		return parts.Stamp{Kind: parts.Running, Label: p.T("aturanweb.state_used")}
	case holds && now.ID == v.ID:
		return parts.Stamp{Kind: parts.Done, Label: p.T("aturanweb.state_holds")}
	case p.today.Before(v.From):
		return parts.Stamp{Kind: parts.Waiting, Label: p.T("aturanweb.state_coming")}
	}
	return parts.Stamp{Label: p.T("aturanweb.state_past")}
}

// versions is the table of a scheme's versions, the newest first.
func (p rulesPage) versions(s size.Scheme) parts.Table {
	t := parts.Table{ID: "versi-" + string(s), Caption: p.T("aturanweb.versions_of", lang.Key("size.scheme_"+string(s))), Cards: true,
		Columns: []parts.Column{{Label: p.T("aturanweb.col_span")}, {Label: p.T("aturanweb.col_state")}, {Label: p.T("aturanweb.col_basis"), Full: true}, {Label: p.T("aturanweb.col_written"), Full: true}}}
	for _, v := range p.rules.Versions(s) {
		t.Rows = append(t.Rows, p.version(v))
	}
	for _, v := range p.replaced {
		if v.Scheme == s {
			t.Rows = append(t.Rows, p.version(v))
		}
	}
	return t
}

func (p rulesPage) version(v size.Version) parts.Row {
	written := p.T("aturanweb.by_release", date.DayOf(v.Recorded))
	if v.By == size.ByCity {
		written = p.T("aturanweb.by_city", date.DayOf(v.Recorded))
	}
	return parts.Row{ID: "v-" + p.code(v.ID), Cells: []parts.Cell{
		{Text: p.span(v)}, {Part: parts.Cap(p.Lang, p.state(v))}, {Text: v.Rules[0].Basis, Lang: "id", Note: p.T("aturanweb.source", v.Rules[0].Source, v.Rules[0].Grade)}, {Text: written}}}
}

// span says from when until when a version holds.
func (p page) span(v size.Version) string {
	if v.Until.IsZero() || !v.Replaced.IsZero() {
		return p.T("aturanweb.since", v.From)
	}
	return p.T("aturanweb.until", v.From, v.Until)
}

// stepsTable shows the steps inside micro, and beside them a draft where there is one.
func (p page) stepsTable(m size.InMicro, d *aturan.Draft) parts.Table {
	t := parts.Table{ID: "langkah-kini", Caption: p.T("aturanweb.steps_caption"), Cards: true, Columns: []parts.Column{{Label: p.T("aturanweb.col_step")}, {Label: p.T("aturanweb.col_now"), Full: d == nil}}}
	if d != nil {
		t.Columns = append(t.Columns, parts.Column{Label: p.T("aturanweb.col_new", d.Version.From)})
	}
	for i, rule := range m.Steps {
		now, _ := rule.Bound(size.Sales)
		row := parts.Row{Cells: []parts.Cell{{Text: p.Show(rule.Class.Name), Note: rule.Class.Code}, {Text: now.Sentence().Say(p.Lang)}}}
		if d != nil {
			next, _ := d.Version.Rules[i].Bound(size.Sales)
			cell := parts.Cell{Text: next.Sentence().Say(p.Lang)}
			if next == now {
				cell.Note = p.T("aturanweb.unchanged")
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// lawEnd says where the last step ends, and by which article.
func (p page) lawEnd(m size.InMicro) string {
	b, _ := m.Law.Bound(size.Sales)
	return p.T("aturanweb.law_end", m.Steps[len(m.Steps)-1].Class.Name, b.Sentence().Say(p.Lang), m.Law.Basis)
}

// whose says where the rules of a scheme come from, and why they are not changed here.
func (p rulesPage) whose(s size.Scheme) string {
	if s.City() {
		return p.T("aturanweb.from_profile")
	}
	return p.T("aturanweb.from_law")
}
