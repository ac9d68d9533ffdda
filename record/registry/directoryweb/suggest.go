package directoryweb

import (
	"strings"

	"alun/ground/lang"
	"alun/ground/web"
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
	r    *web.Request
	text string
	all  []suggested
}

// mostSuggested is how many suggestions are shown.
const mostSuggested = 7

// suggest reads by itself: the directory asks the tables in its own time.
func (d *Desk) suggest(r *web.Request) (web.Reply, error) {
	v := r.Values()
	p := suggestPage{Lang: r.Lang, r: r, text: v.Line("q", longText)}
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	if d.Directory.State().Ready && strings.TrimSpace(p.text) != "" {
		for _, s := range d.Directory.Suggest(p.text, mostSuggested) {
			if one, ok := d.suggestion(p, s); ok {
				p.all = append(p.all, one)
			}
		}
	}
	return web.Reply{Part: suggestList(p), Page: &web.Page{Title: p.T("directoryweb.suggest_title"), Nav: nav, Body: suggestBody(p), Head: unlisted()}}, nil
}

func (d *Desk) suggestion(p suggestPage, s directory.Suggestion) (suggested, bool) {
	out := suggested{Label: s.Text}
	q := question{filters: map[string][]string{}}
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
		q.filters[levelOf(s.Code)] = []string{s.Code}
	default:
		return out, false
	}
	out.Href = p.r.Href(q.path())
	return out, true
}

// levelOf is the filter that an area's code belongs to: a kelurahan's has four parts.
func levelOf(code string) string {
	if strings.Count(code, ".") == 3 {
		return "kelurahan"
	}
	return "kecamatan"
}
