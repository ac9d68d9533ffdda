package lembarweb

import (
	"bytes"
	"io"
	"strconv"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/letter"
	"alun/ground/web"
	"alun/record/registry/lembar"
)

func dayOf(t time.Time) date.Day { return date.DayOf(t) }

// papers are what offices print on.
var papers = map[string]letter.Paper{"f4": letter.F4, "a4": letter.A4}

// pdf is one sheet, to be printed.
func (d Door) pdf(tx *db.Tx, r *web.Request) (web.Reply, error) {
	w, err := d.Desk.See(tx, r.Session(), d.sheetID(r))
	if err != nil {
		return web.Reply{}, err
	}
	paper, err := choice(r, "kertas", "f4", "a4")
	if err != nil {
		return web.Reply{}, err
	}
	if w.State == lembar.Void {
		return web.Reply{}, fault.New(fault.Conflict, "lembar.is_void", w.Number)
	}
	if paper == "" {
		paper = "f4"
	}
	return d.file(tx, w.Kelurahan, paper, "lembar-rt-"+strconv.Itoa(w.RT)+"-"+d.Code(w.ID)+".pdf", []lembar.Whole{w})
}

// allOf is every sheet of a kelurahan that is out, in one file.
func (d Door) allOf(tx *db.Tx, r *web.Request, p deskPage, paper string) (web.Reply, error) {
	all, err := d.Desk.OutOf(tx, r.Session(), p.area.Code)
	if err != nil {
		return web.Reply{}, err
	}
	if len(all) == 0 {
		return web.Reply{}, fault.New(fault.NotFound, "lembarweb.none_out")
	}
	return d.file(tx, p.area.Code, paper, "lembar-rt-"+p.area.Code+".pdf", all)
}

// file is made on the press, whole, before its first byte is sent.
func (d Door) file(tx *db.Tx, kelurahan, paper, name string, all []lembar.Whole) (web.Reply, error) {
	at, err := lembar.PlaceOf(tx, kelurahan)
	return web.Reply{File: &web.File{Name: name, Type: "application/pdf", Write: func(w io.Writer) error {
		var b bytes.Buffer
		if err := d.Press.Do(func() error { return d.Paper.Write(&b, papers[paper], at, all) }); err != nil {
			return err
		}
		_, err := b.WriteTo(w)
		return err
	}}}, err
}

// previewPage is a sheet on the screen, as it is printed.
type previewPage struct {
	lang.Lang
	paper lang.Lang // what stands on paper is Indonesian
	r     *web.Request
	w     lembar.Whole
	at    lembar.Place
	code  string
}

func (d Door) preview(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := previewPage{Lang: r.Lang, paper: d.Paper.Words.In(lang.ID), r: r}
	var err error
	if p.w, err = d.Desk.See(tx, r.Session(), d.sheetID(r)); err != nil {
		return web.Reply{}, err
	}
	p.code = d.Code(p.w.ID)
	if p.at, err = lembar.PlaceOf(tx, p.w.Kelurahan); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("lembarweb.preview_of", p.w.RT), Nav: nav, Body: previewBody(p)}}, nil
}

func (p previewPage) href(end string) string { return p.r.Href(base + "/" + p.code + end) }

// day is the day of printing as on paper.
func (p previewPage) day() string { return dayOf(p.w.Made).In(lang.ID) }

func (p previewPage) number(n int) string { return strconv.Itoa(n) }
