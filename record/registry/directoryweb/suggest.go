package directoryweb

import (
	"strings"

	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/directory"
)

// suggested is how the question may go on.
type suggested struct {
	Label string
	Kind  string // what it is, in the reader's language; "" is a word
	Href  string
	Lang  string
}

// suggestPage is the suggestions by themselves: what the box shows beneath it, and a
// page for who comes without script.
type suggestPage struct {
	lang.Lang
	question
	r   *web.Request
	all []suggested
}

// mostSuggested is how many suggestions are shown.
const mostSuggested = 7

// suggest reads by itself: the directory asks the tables in its own time. It reads the
// address as the directory does: who goes on from here keeps the filters in use.
func (d *Desk) suggest(r *web.Request) (web.Reply, error) {
	q, wrong := readQuestion(r)
	if wrong != nil {
		return web.Reply{}, wrong
	}
	q.from = 0
	p := suggestPage{Lang: r.Lang, r: r, question: q}
	if d.Directory.State().Ready && strings.TrimSpace(p.text) != "" {
		for _, s := range d.Directory.Suggest(p.text, mostSuggested) {
			if one, ok := d.suggestion(p, s); ok {
				p.all = append(p.all, one)
			}
		}
	}
	return web.Reply{Part: suggestList(p), Page: &web.Page{Title: p.T("directoryweb.suggest_title"), Nav: nav, Body: suggestBody(p), Head: unlisted(),
		Scripts: []string{web.Script, "usaha.js"}}}, nil
}

func (d *Desk) suggestion(p suggestPage, s directory.Suggestion) (suggested, bool) {
	out := suggested{Label: s.Text}
	q := p.question
	switch s.Kind {
	case "word":
		q.text = s.Text
	case "business":
		out.Kind, out.Href = p.T("directoryweb.kind_business"), p.r.Href("/usaha/"+d.Code(s.ID))
		return out, true
	case "kbli":
		_, code, _ := strings.Cut(s.Code, ":")
		if len(code) < 2 {
			return out, false
		}
		out.Kind = p.T("directoryweb.kind_kbli")
		q.text = s.Text
	case "area":
		out.Kind = p.T("directoryweb.kind_area")
		q = q.in(s.Code)
	default:
		return out, false
	}
	out.Href = p.r.Href(q.path())
	return out, true
}

// in is the question about an area instead of its words. The area takes the place of any
// other that was asked for, on the map or around the reader; the other filters stay.
func (q question) in(area string) question {
	out := q.with("kecamatan", nil)
	out = out.with("kelurahan", nil).with(levelOf(area), []string{area})
	out.text, out.box, out.within = "", nil, 0
	return out
}

// typed is the search box with what was typed and the filters in use.
func (p suggestPage) typed() listPage { return listPage{Lang: p.Lang, r: p.r, question: p.question} }

// nothing leads who typed what nothing is suggested for to the search itself, with the
// filters in use; who typed nothing, to all businesses.
func (p suggestPage) nothing() parts.Empty {
	if strings.TrimSpace(p.text) == "" {
		return parts.Empty{Title: p.T("directoryweb.suggest_untyped"), Link: parts.Link{Label: p.T("directoryweb.show_all"), Href: p.r.Href("/usaha")}}
	}
	out := parts.Empty{Title: p.T("directoryweb.suggest_none"), Link: parts.Link{Label: p.T("directoryweb.suggest_search", clip(p.text, 60)), Href: p.r.Href(p.path())}}
	if p.narrowed() {
		out.Text = p.T("directoryweb.suggest_filtered")
	}
	return out
}

// levelOf is the filter that an area's code belongs to: a kelurahan's has four parts.
func levelOf(code string) string {
	if strings.Count(code, ".") == 3 {
		return "kelurahan"
	}
	return "kecamatan"
}
