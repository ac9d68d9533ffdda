package kurasiweb

import (
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/kurasi"
)

// judgePage is an entry before its curator.
type judgePage struct {
	page
	kurasi.Judgement
	code, entry string
	shop        string // the public page of the business
	codeOf      func(db.ID) string
	typed       *said
}

func (d Desk) judgePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	at, err := fresh(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawJudge(tx, r, at, nil)
}

func (d Desk) drawJudge(tx *db.Tx, r *web.Request, at page, typed *said) (web.Reply, error) {
	p := judgePage{typed: typed, codeOf: d.Code, code: r.PathValue("code"), entry: r.PathValue("entry")}
	var err error
	if p.page, err = open(tx, r, at); err != nil {
		return web.Reply{}, err
	}
	if p.Judgement, err = d.judgementOf(tx, r.Session(), p.code, p.entry); err != nil {
		return web.Reply{}, err
	}
	p.shop = p.href("/usaha/" + d.Code(p.Entry.Business))
	return web.Reply{Page: &web.Page{Title: p.T("kurasiweb.judge_title", p.named(p.Entry.Name)), Nav: ownNav, Body: judgeBody(p)}}, nil
}

// judgementOf finds what an address names, for its curator.
func (d Desk) judgementOf(tx *db.Tx, session, code, entry string) (kurasi.Judgement, error) {
	id, _ := d.ID(entry) // what is none is found nowhere
	j, err := d.Judgement(tx, session, id)
	if err == nil && d.Code(j.Call.ID) != code {
		err = fault.New(fault.NotFound, "kurasi.no_entry")
	}
	return j, err
}

// scores tells that the fields for points stand on the page: not before a declaration,
// and never for who may not score.
func (p judgePage) scores() bool {
	return p.Call.State == kurasi.Judging && p.Interest == kurasi.NoInterest && !p.Insider && !p.Complete
}

func (p judgePage) asks() bool { return p.Call.State == kurasi.Judging }

func (p judgePage) interests() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "kepentingan", Label: p.T("kurasiweb.field_interest"), Help: p.T("kurasiweb.help_interest"), Value: p.Interest, Fault: p.bad}}
	if p.typed != nil && p.typed.step == "nyatakan" {
		c.Value = p.typed.text
	}
	for _, kind := range kurasi.Interests {
		if p.Insider && kind == kurasi.NoInterest {
			continue
		}
		c.Options = append(c.Options, parts.Option{Value: kind, Label: p.T(kurasi.InterestWord(kind))})
	}
	return c
}

// fields ask for the points of each criterion.
func (p judgePage) fields() (out []parts.Field) {
	for i, c := range p.Call.Criteria {
		f := parts.Field{Name: kurasi.FieldPoints + strconv.Itoa(i+1), Label: p.T("kurasiweb.field_points", c.Title, c.Weight), Help: c.About, After: p.T("kurasiweb.of_hundred"), Mode: "numeric", Size: parts.Short, Max: 3, Auto: "off", Fault: p.bad}
		switch {
		case p.typed != nil && i < len(p.typed.points):
			f.Value = p.typed.points[i]
		case i < len(p.Own.Points):
			f.Value = strconv.Itoa(p.Own.Points[i])
		}
		out = append(out, f)
	}
	return out
}

func (p judgePage) feedback() parts.Field {
	f := parts.Field{Name: kurasi.FieldFeedback, Label: p.T("kurasiweb.field_feedback"), Help: p.T("kurasiweb.help_feedback"), Value: p.Own.Feedback, Max: kurasi.MostFeedback, Auto: "off", Fault: p.bad}
	if p.typed != nil && p.typed.step == "nilai" {
		f.Value = p.typed.text
	}
	return f
}

// sheets is what all curators gave, once it is decided.
func (p judgePage) sheets() parts.Table {
	t := parts.Table{ID: "lembar", Caption: p.T("kurasiweb.sheets"), Columns: []parts.Column{{Label: p.T("kurasiweb.criterion")}, {Label: p.T("kurasiweb.yours"), Number: true}}}
	for i := range p.Others {
		t.Columns = append(t.Columns, parts.Column{Label: p.T("kurasiweb.another", i+1), Number: true})
	}
	for n, c := range p.Call.Criteria {
		row := parts.Row{Cells: []parts.Cell{{Text: c.Title, Lang: p.foreign()}}}
		for _, s := range append([]kurasi.Sheet{p.Own}, p.Others...) {
			text := "–"
			if n < len(s.Points) {
				text = p.T("kurasiweb.number", s.Points[n])
			}
			row.Cells = append(row.Cells, parts.Cell{Text: text})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// judge takes a declaration, or a sheet.
func (d Desk) judge() web.Form[said, did] {
	return web.Form[said, did]{
		Prepare: func(r *web.Request) (said, error) {
			v := r.Values()
			in := said{session: r.Session(), code: r.PathValue("code"), chosen: r.PathValue("entry"), step: v.Line("langkah", 20)}
			in.version, _ = strconv.ParseInt(v.Line("versi", 20), 10, 64) // 0: there was none
			in.text = v.Line("kepentingan", 20)
			if in.step == "nilai" {
				in.text = v.Lines(kurasi.FieldFeedback, 3000)
				for i := range kurasi.MostCriteria {
					in.points = append(in.points, v.Line(kurasi.FieldPoints+strconv.Itoa(i+1), 20))
				}
			}
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in said) (did, error) {
			j, err := d.judgementOf(tx, in.session, in.code, in.chosen)
			if err != nil {
				return did{}, err
			}
			if in.step == "nilai" {
				return did{Ya: "nilai"}, d.Score(tx, in.session, kurasi.Scoring{Entry: j.Entry.ID, Version: in.version, Points: in.points, Feedback: in.text})
			}
			return did{Ya: "nyata"}, d.Declare(tx, in.session, j.Entry.ID, in.text)
		},
		Draw: func(tx *db.Tx, r *web.Request, in said, out did, bad *fault.Fault) (web.Reply, error) {
			at := "/kurasi/" + in.code + "/nilai/" + in.chosen
			switch {
			case bad == nil:
				return web.Reply{To: r.Href(at) + "?ya=" + out.Ya}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return d.drawJudge(tx, r, page{bad: bad}, &in)
			}
			return web.Reply{}, bad
		}}
}
