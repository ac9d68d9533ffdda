package directoryweb

import (
	"strings"

	"alun/ground/find"
	"alun/ground/find/word"
	"alun/ground/lang"
	"alun/ground/web/parts"
)

// understood says how words were read that do not stand as they were typed.
func (p listPage) understood() (out []string) {
	for _, u := range p.found.Words {
		switch u.How {
		case find.Corrected:
			out = append(out, p.T("directoryweb.read_as", readAs(u), u.Typed))
		case find.Nothing:
			out = append(out, p.T("directoryweb.read_nowhere", u.Typed))
		}
	}
	if p.found.Any {
		out = append(out, p.T("directoryweb.read_any"))
	}
	return out
}

// readAs is what a word was read as that stands nowhere.
func readAs(u find.Used) string { return strings.Join(u.As[:min(3, len(u.As))], ", ") }

// readText is what was typed, as it was read: with the words that were looked for in the
// place of those that stand nowhere.
func (p listPage) readText() string {
	text := p.text
	for _, u := range p.found.Words {
		if u.How != find.Corrected {
			continue
		}
		tokens := word.Split(text)
		for i := len(tokens) - 1; i >= 0; i-- {
			if t := tokens[i]; t.Text == u.Typed {
				text = text[:t.From] + readAs(u) + text[t.To:]
			}
		}
	}
	return text
}

// also are the words of the same meaning that were looked for too, each as a question
// of its own.
func (p listPage) also() (out []parts.Tag) {
	for _, u := range p.found.Words {
		if u.How != word.Same {
			continue
		}
		for _, w := range u.As {
			if w != strings.ToLower(u.Typed) && len(out) < 4 {
				q := p.question
				q.from, q.text = 0, strings.Replace(p.text, u.Typed, w, 1)
				out = append(out, parts.Tag{Label: w, Href: p.href(q)})
			}
		}
	}
	return out
}

// nothing says what to do when no business was found.
func (p listPage) nothing() parts.Empty {
	e := parts.Empty{Title: p.T("directoryweb.none_title"), Text: p.T("directoryweb.none_text")}
	switch {
	case p.state.Documents == 0:
		e.Title, e.Text = p.T("directoryweb.empty_title"), p.T("directoryweb.empty_text")
		e.Link = parts.Link{Label: p.T("directoryweb.register"), Href: p.r.Href("/usaha/daftar")}
	case p.mute:
		e.Title, e.Text = p.T("directoryweb.mute_title"), p.T("directoryweb.mute_text")
		e.Link = parts.Link{Label: p.T("directoryweb.show_all"), Href: p.r.Href("/usaha")}
	case len(p.ways) > 0:
		e.Text = p.T("directoryweb.none_ways")
	case p.text == "":
		e.Text = p.T("directoryweb.none_filtered")
		e.Link = parts.Link{Label: p.T("directoryweb.show_all"), Href: p.r.Href("/usaha")}
	}
	return e
}

// tries are words to begin with. They are Indonesian in every language, as the names
// and products are.
var tries = []string{"nasi kuning", "amplang", "bengkel motor", "jahit baju", "kopi", "kerajinan manik", "laundry", "sembako"}

func (p listPage) suggestions() (out []parts.Tag) {
	for _, text := range tries {
		out = append(out, parts.Tag{Label: text, Href: p.href(question{text: text})})
	}
	return out
}

// mapSay says what the map shows, and how many it cannot: homes and street vendors
// have no public point.
func (p listPage) mapSay() string {
	hidden := p.found.Total - p.chart.shown
	if p.found.Any || hidden < 0 {
		hidden = 0
	}
	switch {
	case p.chart.shown == 0:
		return p.T("directoryweb.map_none")
	case hidden == 0:
		return p.T("directoryweb.map_all", p.chart.shown)
	}
	return p.T("directoryweb.map_some", p.chart.shown, hidden)
}

// summary heads the filters where they are folded.
func (p listPage) summary() string {
	n := 0
	for _, all := range p.filters {
		n += len(all)
	}
	if n > 0 {
		return p.T("parts.filter_n", n)
	}
	return p.T("parts.filter")
}

// onSay is what a reader of the screen hears beside a value that is asked for.
func onSay(l lang.Lang, on bool) string {
	if on {
		return l.T("parts.remove")
	}
	return ""
}
