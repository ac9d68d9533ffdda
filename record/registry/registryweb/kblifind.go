package registryweb

import (
	"net/url"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/find"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/kbli"

	"github.com/a-h/templ"
)

// findPage is the finder with what it found; without words, the sections.
type findPage struct {
	kbliDesk
	text    string // as typed
	section string
	version kbli.Version
	from    int
	found   kbli.Found
	files   []parts.Download
	wrong   *fault.Fault // why nothing was looked for, or nil
}

func (d KBLI) find(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := findPage{}
	var err error
	if p.kbliDesk, err = d.desk(tx, r); err != nil {
		return web.Reply{}, err
	}
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	if err := p.read(); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		return p.file(format)
	}
	if p.asks() && p.wrong == nil {
		p.found, err = p.book.Finder.Search(kbli.Ask{Text: p.text, Version: p.version.Version, Section: p.section, Skip: p.from, Limit: perPage})
		if err == nil && p.from >= p.found.Total && p.from > 0 {
			p.from = 0
			p.found, err = p.book.Finder.Search(kbli.Ask{Text: p.text, Version: p.version.Version, Section: p.section, Limit: perPage})
		}
	}
	p.files = downloads(r)
	return web.Reply{Status: web.StatusOf(p.wrong), Part: findResults(p),
		Page: &web.Page{Title: p.head().Title, Description: p.T("kbli.description"), Nav: nav, Body: findBody(p)}}, err
}

// read takes what the address asks for. What cannot be looked for is told above
// the form, which keeps what was typed.
func (p *findPage) read() (err error) {
	v := p.r.Values()
	p.text, p.section = v.Line("q", longText), v.Line("kategori", 3)
	if p.from, err = whole(p.r, "dari"); err != nil {
		return err
	}
	p.version = p.book.InForce()
	if name := v.Line("versi", 8); name != "" {
		chosen, known := p.book.Version(name)
		if !known {
			return fault.New(fault.NotFound, "kbli.no_version", name)
		}
		p.version = chosen
	}
	if err := v.Err(); err != nil {
		p.wrong = fault.New(fault.Invalid, "kbli.too_long", longText)
		return nil
	}
	if _, known := p.book.Code(kbli.Key{Version: p.version.Version, Code: p.section}); p.section != "" && !known {
		p.wrong = fault.New(fault.Invalid, "kbli.no_section", p.section, p.version.Version)
		p.section = ""
	}
	return nil
}

// asks reports whether something is looked for.
func (p findPage) asks() bool { return strings.TrimSpace(p.text) != "" }

// href is the address of a search.
func (p findPage) href(text, version, section string, from int) string {
	v := url.Values{}
	for name, value := range map[string]string{"q": text, "kategori": section} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if version != "" && version != p.book.InForce().Version {
		v.Set("versi", version)
	}
	if from > 0 {
		v.Set("dari", strconv.Itoa(from))
	}
	if len(v) == 0 {
		return p.r.Href("/kbli")
	}
	return p.r.Href("/kbli?" + v.Encode())
}

func (p findPage) head() parts.Title {
	switch {
	case !p.asks() || p.wrong != nil:
		return parts.Title{Title: p.T("kbli.title"), Lead: p.T("kbli.lead")}
	case p.found.Total == 0:
		return parts.Title{Title: p.T("kbli.none", clip(p.text)), Small: true}
	}
	if n := p.found.Whole; n > 0 && n < p.found.Total {
		return parts.Title{Title: p.T("kbli.found_perhaps", n, clip(p.text), p.found.Total-n), Small: true}
	}
	return parts.Title{Title: p.T("kbli.found", p.found.Total, clip(p.text)), Small: true}
}

// clip shortens what was typed where it is said again.
func clip(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return text
}

// tries are what people ask most; each of them has its code in the first lines,
// which a test holds. They are Indonesian in every language, as the codes are.
var tries = []string{"jual nasi kuning", "warung kopi", "tukang jahit", "bengkel las", "cuci motor", "amplang", "laundry", "jualan online", "sewa tenda", "servis HP"}

func (p findPage) suggestions() []parts.Tag {
	var out []parts.Tag
	for _, text := range tries {
		out = append(out, parts.Tag{Label: text, Href: p.href(text, p.version.Version, "", 0)})
	}
	return out
}

// versions lead to the same question in another version, each with where it stands.
func (p findPage) versions() []parts.Tag {
	var out []parts.Tag
	for _, v := range p.book.Versions {
		out = append(out, parts.Tag{Label: p.versionName(v.Version), Count: p.stamp(v).Label, On: v.Version == p.version.Version, Href: p.href(p.text, v.Version, "", 0)})
	}
	return out
}

// filter narrows the answer by section, and asks another version.
func (p findPage) filter() parts.Filter {
	section := parts.Group{Name: "kategori", Label: p.T("kbli.section_word"), Kind: parts.One, Open: true, Options: []parts.Facet{{Label: p.T("kbli.all_sections"), Count: -1, On: p.section == ""}}}
	for _, s := range p.found.Sections {
		c, _ := p.book.Code(kbli.Key{Version: p.version.Version, Code: s.Value})
		section.Options = append(section.Options, parts.Facet{Value: s.Value, Label: s.Value + " " + brief(p.title(c)), Count: int64(s.N), On: p.section == s.Value})
	}
	version := parts.Group{Name: "versi", Label: p.T("kbli.versions"), Kind: parts.One, Open: true}
	for _, v := range p.book.Versions {
		value := v.Version
		if v.Version == p.book.InForce().Version {
			value = "" // what is asked without saying
		}
		version.Options = append(version.Options, parts.Facet{Value: value, Label: p.versionName(v.Version), Count: -1, On: v.Version == p.version.Version})
	}
	return parts.Filter{ID: "saring", Action: p.r.Href("/kbli"), Hidden: []parts.Pair{{Name: "q", Value: p.text}}, Groups: []parts.Group{section, version}, Clear: p.href(p.text, "", "", 0)}
}

// sectionInUse takes the section out of the question.
func (p findPage) sectionInUse() parts.Tag {
	c, _ := p.book.Code(kbli.Key{Version: p.version.Version, Code: p.section})
	return parts.Tag{Label: p.section + " " + brief(p.title(c)), Remove: true, Href: p.href(p.text, p.version.Version, "", 0)}
}

// parted parts what is shown: codes that hold every word, and the others.
func (p findPage) parted() (whole, rest []kbli.Match) {
	n := max(0, min(p.found.Whole-p.from, len(p.found.Matches)))
	return p.found.Matches[:n], p.found.Matches[n:]
}

// brief is the beginning of a long official title, for a chip.
func brief(title string) string {
	if at := strings.IndexAny(title, ",;"); at > 0 {
		title = title[:at]
	}
	words := strings.Fields(title)
	if len(words) > 4 {
		return strings.Join(words[:4], " ") + " …"
	}
	return title
}

func (p findPage) pager() parts.Pages {
	g := parts.Pages{From: int64(p.from) + 1, To: int64(p.from + len(p.found.Matches)), Total: int64(p.found.Total)}
	if p.from > 0 {
		g.Prev = p.href(p.text, p.version.Version, p.section, max(0, p.from-perPage))
	}
	if p.from+perPage < p.found.Total {
		g.Next = p.href(p.text, p.version.Version, p.section, p.from+perPage)
	}
	return g
}

// read says how words were understood that do not stand in the texts.
func (p findPage) understood() []string {
	var out []string
	for _, u := range p.found.Used {
		switch u.How {
		case find.Corrected:
			out = append(out, p.T("kbli.read_as", u.Typed, strings.Join(u.As[:min(3, len(u.As))], ", ")))
		case find.Nothing:
			out = append(out, p.T("kbli.read_nowhere", u.Typed))
		}
	}
	return out
}

// marked draws a text with what was looked for in it.
func (p findPage) marked(text string, m kbli.Match) templ.Component {
	return pieces(p.book.Finder.Mark(text, m.Terms))
}

func (p findPage) quote(m kbli.Match) templ.Component {
	return pieces(kbli.Clip(p.book.Finder.Mark(p.book.Finder.Quote(m), m.Terms)))
}

// shownWords is how many of our own words stand with a result.
const shownWords = 4

// step is one code on the way down.
type step struct{ Label, Title, Href string }

// above is the way down to a code: the letter and the numbers, and what the
// group is called.
func (d kbliDesk) above(c kbli.Code) []step {
	var out []step
	for _, up := range d.book.Path(c) {
		if up.Level <= kbli.Group {
			out = append(out, step{up.Code, d.title(up), d.codeHref(up.Key())})
		}
	}
	if n := len(out); n > 0 {
		out[n-1].Label += " " + out[n-1].Title
	}
	return out
}
