package operate

import (
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"

	"github.com/a-h/templ"
)

// paper marks a page that is a whole document by itself, for the printer.
const paper = "paper"

// Layout draws the whole document around a page.
func (d *Desk) Layout(r *web.Request, p web.Page) templ.Component {
	if p.Nav == paper {
		return p.Body
	}
	l := r.Lang
	frame := parts.Frame{Title: p.Title, Site: "Alun", City: d.City[l.Tag()], Home: r.Href("/"), Current: p.Nav, Body: p.Body, Unlisted: true,
		Styles: []string{web.Asset("alun.css")}, Icon: web.Asset("img/lambang.svg"), Font: web.Asset("font/plus-jakarta-sans-alun.woff2")}
	for _, tag := range lang.All {
		frame.Tongues = append(frame.Tongues, parts.Tongue{Tag: tag, Href: r.Here(tag)})
	}
	for _, e := range []struct{ key, href string }{{"status", "/"}, {"jobs", "/pekerjaan"}, {"wa", "/wa"}, {"letters", "/surat"}, {"backups", "/cadangan"}} {
		frame.Nav = append(frame.Nav, parts.Entry{Key: e.key, Label: l.T("operate.nav_" + e.key), Href: r.Href(e.href)})
	}
	frame.Footer = []parts.Footer{{Title: l.T("operate.foot_title"), Text: l.T("operate.foot_text")}}
	return parts.Layout(l, frame)
}

// Fault is the page of a refusal that no form shows.
func (d *Desk) Fault(r *web.Request, refused *fault.Fault, status int) web.Page {
	l := r.Lang
	failure := parts.Failure{Title: l.T(web.TitleKey(status)), Text: l.T(web.NextKey(status)), RequestID: r.ID, Home: r.Href("/"), NotFound: status == 404}
	if refused != nil {
		failure.Text = l.T("operate.two", l.T(refused.Key, refused.Args...), failure.Text)
	}
	return web.Page{Title: failure.Title, Body: parts.Gagal(l, failure)}
}
