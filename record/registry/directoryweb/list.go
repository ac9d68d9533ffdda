package directoryweb

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/directory"
	"alun/record/registry/kbli"

	"github.com/a-h/templ"
)

// listPage is the directory.
type listPage struct {
	lang.Lang
	question
	r       *web.Request
	atlas   *atlas
	book    *kbli.Book
	now     time.Time
	state   directory.State
	lately  time.Time
	found   directory.Found
	cards   []card
	others  []card // behind a few that were found
	ways    []way  // out of an empty answer
	chart   chart
	demo    bool   // made-up businesses are on the page
	numbers string // the page that counts them; "" where there is none
	mute    bool   // nothing of what was typed can be looked for
	wrong   *fault.Fault
}

func (d *Desk) list(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := d.lookFor(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	format, err := wanted(r)
	if err != nil {
		return web.Reply{}, err
	}
	if !p.state.Ready && p.wrong == nil {
		return web.Reply{Status: http.StatusServiceUnavailable, Page: p.page(waitBody(p))}, nil
	}
	if format != "" {
		return d.file(p, format)
	}
	if p.wrong == nil {
		if err := d.find(tx, &p); err != nil {
			return web.Reply{}, err
		}
	}
	return web.Reply{Status: web.StatusOf(p.wrong), Page: p.page(listBody(p))}, nil
}

// lookFor reads the question and what the page says it with.
func (d *Desk) lookFor(tx *db.Tx, r *web.Request) (listPage, error) {
	tx.Tag(directory.Tag)
	p := listPage{Lang: r.Lang, r: r, numbers: d.Numbers, state: d.Directory.State(), now: tx.Now()}
	p.question, p.wrong = readQuestion(r)
	var err error
	if p.atlas, err = d.atlas(tx); err != nil {
		return p, err
	}
	if p.book, err = d.Shelf.Book(tx); err != nil {
		return p, err
	}
	for _, name := range filterNames {
		for _, value := range p.filters[name] {
			if p.wrong == nil && !p.known(name, value) {
				p.wrong = fault.New(fault.Invalid, "directoryweb.bad_filter", p.groupName(name), value)
			}
		}
	}
	if p.box != nil && p.atlas.there() {
		p.box = ptr(p.atlas.framed(*p.box))
	}
	if p.state.Late >= lateFrom {
		r.Until(p.now.Add(lateFrom))
	}
	p.lately, _, err = registry.Lately(tx)
	return p, err
}

// find asks the index and draws what it gave from the tables.
func (d *Desk) find(tx *db.Tx, p *listPage) (err error) {
	p.found, err = d.Directory.Find(p.ask(p.now))
	if f := fault.Of(err); f != nil && f.Key == directory.Wordless {
		p.mute = true
		return nil
	}
	if err != nil {
		return err
	}
	if p.from > 0 && p.from >= p.found.Total {
		p.from = 0
		if p.found, err = d.Directory.Find(p.ask(p.now)); err != nil {
			return err
		}
	}
	if err := d.readCards(tx, p); err != nil {
		return err
	}
	if p.open {
		p.r.Until(p.now.Truncate(time.Minute).Add(time.Minute))
	}
	if p.found.Total == 0 || p.found.Any {
		if p.ways, err = d.otherWays(*p); err != nil {
			return err
		}
	}
	if p.atlas.there() {
		p.chart, err = d.drawMap(tx, *p)
	}
	return err
}

// page puts the body into the house. What somebody searched for is no page for search
// engines: the businesses have their own.
func (p listPage) page(body templ.Component) *web.Page {
	page := &web.Page{Title: p.title(), Description: p.T("directoryweb.description"), Nav: nav, Body: body, Scripts: []string{web.Script, "usaha.js"}}
	if !p.plain() || p.from > 0 {
		page.Head = unlisted()
	}
	return page
}

func (p listPage) title() string {
	if p.text != "" && !p.mute {
		return p.T("directoryweb.title_of", clip(p.text, 60))
	}
	return p.T("directoryweb.title")
}

// heading says what was found.
func (p listPage) heading() string {
	switch {
	case p.mute:
		return p.T("directoryweb.mute", clip(p.text, 60))
	case p.found.Any:
		return p.T("directoryweb.found_any", p.found.Total)
	case p.text != "":
		return p.T("directoryweb.found_for", p.found.Total, clip(p.readText(), 60))
	}
	return p.T("directoryweb.found", p.found.Total)
}

// known is how many are public, and as of when.
func (p listPage) knownLine() string {
	if p.lately.IsZero() {
		return p.T("directoryweb.public_n", p.state.Documents)
	}
	return p.T("directoryweb.public_as_of", p.state.Documents, date.DayOf(p.lately), date.Clock(p.lately, p.Tag()))
}

// lateFrom is how long a change may wait for the index before the page says so.
const lateFrom = 5 * time.Second

// lateLine says up to when changes can be found, where the index is behind: during a large
// import.
func (p listPage) lateLine() string {
	if p.state.Late < lateFrom {
		return ""
	}
	return p.T("directoryweb.late", date.Clock(p.now.Add(-p.state.Late), p.Tag()))
}

// clip shortens a text where it is said again.
func clip(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	cut := string(runes[:most])
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:.") + "…"
}

// groupName is what the page calls a filter.
func (p listPage) groupName(name string) string { return p.T("directoryweb.filter_" + name) }

// divisionName is the title of a division in the edition in force.
func (p listPage) divisionName(code string) (string, bool) {
	for _, v := range append([]kbli.Version{p.book.InForce()}, p.book.Versions...) {
		if c, there := p.book.Code(kbli.Key{Version: v.Version, Code: code}); there && c.Level == kbli.Division && c.Named() {
			return c.Shown, true
		}
	}
	return code, false
}

// valueName is what the page calls a value of a filter.
func (p listPage) valueName(name, value string) string {
	switch name {
	case "kecamatan", "kelurahan":
		return p.atlas.Called(value)
	case "subsektor":
		if name, there := p.book.Subsector(value); there {
			return name.In(p.Tag())
		}
	case "bidang":
		title, _ := p.divisionName(value)
		return title
	case "sertifikat":
		if slices.Contains(registry.PermitKinds, value) {
			return p.T(registry.PermitWord(value))
		}
	}
	return value
}

func (p listPage) href(q question) string { return p.r.Href(q.path()) }

func (p listPage) pager() parts.Pages {
	g := parts.Pages{From: int64(p.from) + 1, To: int64(p.from + len(p.found.Hits)), Total: int64(p.found.Total)}
	q := p.question
	if p.from > 0 {
		q.from = max(0, p.from-perPage)
		g.Prev = p.href(q)
	}
	if next := p.from + perPage; next < p.found.Total && next <= deepest {
		q.from = next
		g.Next = p.href(q)
	}
	return g
}
