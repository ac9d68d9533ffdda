package registryweb

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry/kbli"
)

// subsectorsPage is the 17 subsectors.
type subsectorsPage struct {
	kbliDesk
	all   []kbli.Subsector
	codes int
	files []parts.Download
}

func (d KBLI) subsectors(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := subsectorsPage{}
	var err error
	if p.kbliDesk, err = d.desk(tx, r); err != nil {
		return web.Reply{}, err
	}
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	if p.all, err = kbli.Subsectors(tx); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		maps, err := kbli.Mappings(tx)
		return p.mappingFile(format, "ekraf", maps), err
	}
	for _, s := range p.all {
		p.codes += s.Codes
	}
	p.files = downloads(r)
	return web.Reply{Page: &web.Page{Title: p.T("kbli.ekraf_title"), Description: p.T("kbli.ekraf_lead"), Nav: nav, Body: subsectorsBody(p)}}, nil
}

var mappingColumns = []sheet.Column{{Name: "subsector"}, {Name: "version"}, {Name: "code"}, {Name: "title"}, {Name: "basis"}, {Name: "decided_by"},
	{Name: "valid_from"}, {Name: "valid_to"}, {Name: "end_reason"}}

// mappingFile tells of who decided only whether it was the city.
func (d kbliDesk) mappingFile(format, name string, all []kbli.Mapping) web.Reply {
	table := sheet.Table{Name: "ekraf", Head: mappingColumns, Rows: func(yield func([]sheet.Cell) bool) {
		for _, m := range all {
			c, _ := d.book.Code(m.Key)
			by, until := "city", sheet.Empty()
			if m.Proposed() {
				by = "proposal"
			}
			if !m.Holds() {
				until = sheet.Text(date.DayOf(m.Until).String())
			}
			if !yield([]sheet.Cell{sheet.Text(m.Slug), sheet.Text(m.Key.Version), sheet.Text(m.Key.Code), sheet.Text(c.Shown), sheet.Text(m.Basis), sheet.Text(by),
				sheet.Text(date.DayOf(m.From).String()), until, sheet.Text(m.EndWhy)}) {
				return
			}
		}
	}}
	return tableFile(format, name, table)
}

// subsectorPage is one subsector with its codes; the planner edits it here.
type subsectorPage struct {
	kbliDesk
	s           kbli.Subsector
	now, before []kbli.Mapping
	files       []parts.Download

	maps, second bool // the viewer may map, but for a second factor
	sent         mapIn
	bad          *fault.Fault
}

func (d KBLI) subsector(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawSubsector(tx, r, subsectorPage{})
}

func (d KBLI) drawSubsector(tx *db.Tx, r *web.Request, p subsectorPage) (web.Reply, error) {
	var err error
	if p.kbliDesk, err = d.desk(tx, r); err != nil {
		return web.Reply{}, err
	}
	slug, found := r.PathValue("slug"), false
	if p.s, found, err = kbli.SubsectorBySlug(tx, slug); err != nil || !found {
		if err == nil {
			err = fault.New(fault.NotFound, "kbli.no_subsector", clip(slug))
		}
		return web.Reply{}, err
	}
	if err := p.read(tx, r); err != nil {
		return web.Reply{}, err
	}
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	if format != "" && p.bad == nil {
		return p.mappingFile(format, "ekraf-"+slug, append(p.now, p.before...)), nil
	}
	p.files = downloads(r)
	return web.Reply{Page: &web.Page{Title: p.s.Name.In(p.Tag()), Description: p.s.About.In(p.Tag()), Nav: nav, Body: subsectorBody(p)}}, nil
}

// read reads the mappings, and what the viewer may do. Whoever has not signed in
// gets everybody's page, which is kept.
func (p *subsectorPage) read(tx *db.Tx, r *web.Request) error {
	all, err := kbli.MappingsOf(tx, p.s.Slug)
	if err != nil {
		return err
	}
	for _, m := range all {
		if m.Holds() {
			p.now = append(p.now, m)
		} else {
			p.before = append(p.before, m)
		}
	}
	if r.Session() == "" {
		return nil
	}
	v, err := account.See(tx, r.Session())
	if fault.Is(err, fault.Stranger) {
		return nil
	}
	p.maps, p.second = v.Holds(account.Planner), v.Can(kbli.MayMapSubsector, account.At{})
	return err
}

func (p subsectorPage) table() parts.Table {
	t := parts.Table{Caption: p.T("kbli.map_caption", p.s.Name.In(p.Tag())), Cards: true, Empty: p.T("kbli.map_empty"),
		Columns: []parts.Column{{Label: p.T("kbli.col_code"), Full: true}, {Label: p.T("kbli.col_basis")}, {Label: p.T("kbli.col_since")}}}
	for _, m := range p.now {
		t.Rows = append(t.Rows, parts.Row{ID: "k" + m.Key.Code, Cells: []parts.Cell{p.codeCell(m), p.basisCell(m), {Text: date.DayOf(m.From).In(p.Tag())}}})
	}
	return t
}

func (p subsectorPage) codeCell(m kbli.Mapping) parts.Cell {
	c, found := p.book.Code(m.Key)
	cell := parts.Cell{Code: p.versionName(m.Key.Version) + " · " + m.Key.Code, Text: p.title(c), Lang: p.tongue(), Href: p.codeHref(m.Key)}
	if !found {
		cell.Text, cell.Lang, cell.Href = p.T("kbli.code_left"), "", ""
	}
	return cell
}

// basisCell says whose decision it is; the city's reasons are in its own words.
func (p subsectorPage) basisCell(m kbli.Mapping) parts.Cell {
	if m.Proposed() {
		return parts.Cell{Text: p.T("kbli.proposal_short")}
	}
	return parts.Cell{Text: m.Basis, Lang: p.tongue(), Note: p.T("kbli.decided_city")}
}

func (p subsectorPage) beforeTable() parts.Table {
	t := parts.Table{Caption: p.T("kbli.before_caption"), Cards: true,
		Columns: []parts.Column{{Label: p.T("kbli.col_code"), Full: true}, {Label: p.T("kbli.col_until")}, {Label: p.T("kbli.col_why")}}}
	for _, m := range p.before {
		why := parts.Cell{Text: m.EndWhy, Lang: p.tongue()}
		if m.EndWhy == "" {
			why = parts.Cell{Text: p.T("kbli.ended_profile")}
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{p.codeCell(m),
			{Text: date.DayOf(m.Until).In(p.Tag()), Note: p.T("kbli.from_day", date.DayOf(m.From))}, why}})
	}
	return t
}
