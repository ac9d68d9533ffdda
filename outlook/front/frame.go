package front

import (
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"

	"github.com/a-h/templ"
)

// Layout draws the whole document around a page.
func (f *Front) Layout(r *web.Request, p web.Page) templ.Component {
	l := r.Lang
	frame := parts.Frame{Title: p.Title, Description: p.Description, Site: "Alun", City: f.City.Name[l.Tag()], Home: r.Href("/"),
		Current: p.Nav, Body: p.Body, Head: p.Head, Styles: []string{web.Asset("alun.css")}, Icon: web.Asset("img/lambang.svg"),
		Font: web.Asset("font/plus-jakarta-sans-alun.woff2"), HX: web.ScriptConfig}
	for _, tag := range lang.All {
		frame.Tongues = append(frame.Tongues, parts.Tongue{Tag: tag, Href: r.Here(tag)})
	}
	for _, e := range []struct{ key, href string }{{"muka", "/"}, {"usaha", "/usaha"}, {"renja", "/renja"}, {"janji", "/janji"}, {"catatan", "/catatan"}, {"cari", "/cari"}} {
		frame.Nav = append(frame.Nav, parts.Entry{Key: e.key, Label: l.T("front.nav_" + e.key), Href: r.Href(e.href)})
	}
	f.greet(r, &frame)
	for _, s := range p.Scripts {
		frame.Scripts = append(frame.Scripts, web.Asset(s))
	}
	if f.Demo {
		frame.Ribbon = &parts.Ribbon{Text: l.T("front.demo"), Link: parts.Link{Label: l.T("front.demo_link"), Href: r.Href("/tentang") + "#demo"}}
	}
	frame.Footer = f.footer(r)
	return parts.Layout(l, frame)
}

func (f *Front) footer(r *web.Request) []parts.Footer {
	l := r.Lang
	return []parts.Footer{
		{Title: l.T("front.foot_read"), Text: l.T("front.foot_read_text"), Links: []parts.Link{{Label: l.T("front.about"), Href: r.Href("/tentang")}, {Label: l.T("plan.rules_link"), Href: r.Href("/catatan/aturan")}, {Label: l.T("diaryweb.title"), Href: r.Href("/buku")}, {Label: l.T("notice.title"), Href: r.Href("/ikuti")}, {Label: l.T("front.foot_privacy"), Href: r.Href("/privasi")}}},
		{Title: l.T("front.foot_source"), Text: l.T("front.foot_source_text")},
		{Title: l.T("front.foot_data"), Text: l.T("front.foot_data_text"), Links: []parts.Link{{Label: l.T("plan.reports_title"), Href: r.Href("/renja")}, {Label: l.T("plan.cases_title"), Href: r.Href("/catatan")}, {Label: l.T("front.nav_usaha"), Href: r.Href("/usaha")}, {Label: l.T("opendataweb.title"), Href: r.Href("/data/usaha")}, {Label: l.T("front.nav_wilayah"), Href: r.Href("/wilayah")}, {Label: l.T("kbli.name"), Href: r.Href("/kbli")}, {Label: l.T("size.page_over"), Href: r.Href("/kelas-usaha")}, {Label: l.T("naikkelasweb.title"), Href: r.Href("/naik-kelas")}, {Label: l.T("naikkelasweb.permits_title"), Href: r.Href("/izin")}, {Label: l.T("kurasiweb.title"), Href: r.Href("/kurasi")}, {Label: l.T("asosiasiweb.list_title"), Href: r.Href("/asosiasi")}, {Label: l.T("api.page_title"), Href: r.Href("/api")}}},
	}
}

// Fault is the page of a refusal that no form shows.
func (f *Front) Fault(r *web.Request, refused *fault.Fault, status int) web.Page {
	l := r.Lang
	failure := parts.Failure{Title: l.T(web.TitleKey(status)), Text: l.T(web.NextKey(status)), RequestID: r.ID, Home: r.Href("/"), NotFound: status == 404}
	if refused != nil {
		failure.Text = l.T("plan.two", l.T(refused.Key, refused.Args...), failure.Text)
	}
	return web.Page{Title: failure.Title, Body: parts.Gagal(l, failure)}
}
