package planweb

import (
	"maps"
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// rowIn is a form about a row as such.
type rowIn struct {
	cellsIn
	line  db.ID
	step  string // langkah: kode, keluar, pulih
	row   plan.NewLine
	typed map[string]string
}

func (d Desk) rowFrom(r *web.Request) (rowIn, error) {
	cells, err := d.cellsFrom(r)
	in := rowIn{cellsIn: cells, typed: map[string]string{}}
	if err != nil {
		return in, err
	}
	v := r.Values()
	for name, max := range map[string]int{"code": 40, "name": 2000, "indicator": 2000, "unit": 400, "extra": 1} {
		in.typed[name] = v.Line(name, max)
	}
	in.typed["why"] = v.Lines("why", 2000)
	in.step = v.Line("langkah", 10)
	in.row = plan.NewLine{Code: in.typed["code"], Name: in.typed["name"], Indicator: in.typed["indicator"], Unit: in.typed["unit"], Extra: in.typed["extra"] == "1"}
	in.line, _ = d.ID(r.PathValue("baris")) // no row: said after it was asked who sends
	return in, v.Err()
}

// addRow adds a row; the page leads back to the sheet, where it stands now.
func (d Desk) addRow() web.Form[rowIn, db.ID] {
	return web.Form[rowIn, db.ID]{
		Prepare: d.rowFrom,
		Act: func(tx *db.Tx, in rowIn) (db.ID, error) {
			s, err := d.submission(tx, in.cellsIn)
			if err != nil {
				return 0, err
			}
			row := in.row
			row.Submission = s
			return plan.AddLine(tx, in.session, row)
		},
		Draw: func(tx *db.Tx, r *web.Request, in rowIn, id db.ID, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				return d.drawRows(tx, r, in.typed, bad)
			}
			return web.Reply{To: r.Href(roundPath(in.quarter, in.slug) + "?kabar=tambah&pada=" + d.Code(id))}, nil
		},
	}
}

// moveRow recodes a row, takes it out or puts it back.
func (d Desk) moveRow() web.Form[rowIn, struct{}] {
	return web.Form[rowIn, struct{}]{
		Prepare: d.rowFrom,
		Act:     func(tx *db.Tx, in rowIn) (struct{}, error) { return struct{}{}, d.actRow(tx, in) },
		Draw: func(tx *db.Tx, r *web.Request, in rowIn, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			desk, code := roundPath(in.quarter, in.slug), d.Code(in.line)
			switch {
			case bad != nil:
				return d.drawRow(tx, r, in.asked(), bad)
			case in.step == "kode":
				return web.Reply{To: r.Href(desk + "/baris/" + code + "?kabar=kode")}, nil
			}
			return web.Reply{To: r.Href(desk + "?kabar=" + in.step + "&pada=" + code)}, nil
		},
	}
}

// asked is what was typed into the form of this step: a row's page has others.
func (in rowIn) asked() map[string]string {
	typed := maps.Clone(in.typed)
	if in.step != "kode" {
		delete(typed, "code")
	}
	return typed
}

func (d Desk) actRow(tx *db.Tx, in rowIn) error {
	s, err := d.submission(tx, in.cellsIn)
	if err != nil {
		return err
	}
	there, err := plan.HasLine(tx, s, in.line)
	if err == nil && !there {
		err = fault.New(fault.NotFound, "plan.no_line")
	}
	if err != nil {
		return err
	}
	switch in.step {
	case "kode":
		return plan.RecodeLine(tx, in.session, in.line, in.typed["code"])
	case "keluar":
		return plan.RemoveLine(tx, in.session, in.line, in.typed["why"])
	case "pulih":
		return plan.RestoreLine(tx, in.session, in.line)
	}
	return fault.New(fault.Invalid, "plan.bad_choice", "langkah", clip(in.step))
}

// readTold reads what the desk is to say of a row that came, went or came back.
func (p *sheetPage) readTold() error {
	var err error
	if p.told, err = choice(p.r, "kabar", "tambah", "keluar", "pulih"); err != nil || p.told == "" {
		return err
	}
	id, _ := p.desk.ID(p.r.Values().Line("pada", 40))
	i := slices.IndexFunc(p.sheet.Lines, func(l plan.SheetLine) bool { return l.ID == id })
	if i < 0 {
		return fault.New(fault.NotFound, "plan.no_line")
	}
	if p.moved = p.sheet.Lines[i]; p.moved.Removed != (p.told == "keluar") {
		p.told = "" // somebody has changed it since
		return nil
	}
	if at := slices.IndexFunc(p.sheet.Standing(), func(l plan.SheetLine) bool { return l.ID == id }); at >= 0 {
		p.from = at / sheetRows * sheetRows
	}
	return nil
}

// pada is the row at which the sheet begins.
func (p sheetPage) pada() string {
	if p.told == "" {
		return ""
	}
	return p.codeOf(p.moved.ID)
}

// above finds the row under which the one that came stands.
func (p sheetPage) above() (code string, row plan.SheetLine, stands bool) {
	code = e81.Parent(p.moved.Code)
	all := p.sheet.Standing()
	i := slices.IndexFunc(all, func(l plan.SheetLine) bool { return l.Code == code && l.Seq == 0 })
	if i < 0 {
		return code, plan.SheetLine{}, false
	}
	return code, all[i], true
}

// lacksParent names the row that must stand above the one that came, and does not.
func (p sheetPage) lacksParent() string {
	code, _, stands := p.above()
	if p.told == "keluar" || stands {
		return ""
	}
	return code
}

func (p sheetPage) toldNote() parts.Note {
	n := parts.Note{Kind: parts.Done, Level: 2, Alert: true, Title: p.T("planweb.line_told_"+p.told, p.moved.Code)}
	parent, row, stands := p.above()
	switch {
	case p.told == "keluar":
		n.Text = p.T("planweb.line_told_keluar_next")
	case parent == "":
		n.Text = p.T("planweb.line_told_top")
	case !stands:
		n.Kind, n.Text = parts.Waiting, p.T("planweb.line_told_alone", parent)
	default:
		n.Text = p.T("planweb.line_told_under", parent, plan.Calm(row.Cell("name")))
	}
	return n
}
