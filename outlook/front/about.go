package front

import (
	"alun/ground/db"
	"alun/ground/web"
	"alun/ground/web/parts"
)

// about tells how to read the pages and where the figures come from.
func (f *Front) about(_ *db.Tx, r *web.Request) (web.Reply, error) {
	sections := aboutSections
	if f.Demo {
		sections = append([]string{"demo"}, sections...)
	}
	return web.Reply{Page: &web.Page{Title: r.Lang.T("front.about"), Body: aboutBody(r.Lang, sections)}}, nil
}

// gallery shows every part with its example, in development only.
func (f *Front) gallery(_ *db.Tx, r *web.Request) (web.Reply, error) {
	v := parts.View{Theme: "terang", Light: r.Href("/rupa"), Dark: r.Href("/rupa?rupa=gelap")}
	if r.Values().Line("rupa", 10) == "gelap" {
		v.Theme = "gelap"
	}
	return web.Reply{Page: &web.Page{Title: r.Lang.T("parts.gallery"), Nav: "rupa-" + v.Theme, Body: parts.Gallery(r.Lang, v)}}, nil
}

// aboutSections are the headings of the page, in order.
var aboutSections = []string{"figures", "posts", "marks", "notes", "promises", "wrong", "open"}
