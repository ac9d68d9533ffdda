package front

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/money"
	"alun/ground/quantity"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/planweb"
)

// Files holds this room's sentences.
//
//go:embed words
var Files embed.FS

// City is the city's name, as the frame and the front page write it.
type City struct {
	Name  map[lang.Tag]string
	Short string
	Area  string // code of the city's area
}

// Front is the room.
type Front struct {
	City    City
	Tasks   string                // where the work of who is signed in waits; "": nowhere yet
	Mine    string                // where makers find their businesses; "": nowhere yet
	Leaving []string              // scripts that take part in each sign-out: what they kept in the browser goes
	Dev     bool                  // shows the gallery of parts
	Demo    bool                  // made-up people are in the house: every page says so
	Code    func(db.ID) string    // a public code for an id
	kept    atomic.Pointer[atlas] // the map's outlines of one edition
}

// Routes lists the room's addresses.
func (f *Front) Routes() []web.Route {
	routes := []web.Route{web.Show("/", f.home), web.Show("/tentang", f.about)}
	if f.Dev {
		routes = append(routes, web.Show("/rupa", f.gallery, "rupa"))
	}
	return routes
}

// homePage is the front page.
type homePage struct {
	lang.Lang
	r        *web.Request
	city     City
	view     plan.View
	offices  []plan.OPD
	sums     map[db.ID]plan.Sum
	total    plan.Sum
	programs []plan.Program
	odd      map[db.ID]plan.Oddity
	cases    []plan.Case
	counts   []plan.CaseCount
	promises []plan.PromiseSum
	atlas    *atlas
	code     func(db.ID) string
}

// home shows the newest report; without one, how to get one.
func (f *Front) home(tx *db.Tx, r *web.Request) (web.Reply, error) {
	newest, found, err := plan.Newest(tx)
	if err != nil {
		return web.Reply{}, err
	}
	if !found {
		return web.Reply{Page: &web.Page{Title: "", Nav: "muka", Body: emptyBody(r.Lang)}}, nil
	}
	p := homePage{Lang: r.Lang, r: r, city: f.City, view: newest, code: f.Code}
	if err := p.read(tx); err != nil {
		return web.Reply{}, err
	}
	if p.atlas, err = f.atlas(tx); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Description: p.moneyFinding(), Nav: "muka", Body: homeBody(p)}}, nil
}

func (p *homePage) read(tx *db.Tx) (err error) {
	if p.sums, err = plan.Sums(tx, p.view); err != nil {
		return err
	}
	p.total = plan.Total(p.sums)
	all, err := plan.OPDs(tx, p.view.Quarter.Year)
	if err != nil {
		return err
	}
	for _, o := range all {
		if _, in := p.sums[o.ID]; in {
			p.offices = append(p.offices, o)
		}
	}
	if p.programs, err = plan.Programs(tx, p.view); err != nil {
		return err
	}
	if p.odd, err = plan.Oddities(tx, p.view); err != nil {
		return err
	}
	if p.cases, err = plan.Cases(tx, plan.CaseFilter{Year: p.view.Quarter.Year, Kind: "fault"}); err != nil {
		return err
	}
	if p.counts, err = plan.CountCases(tx, p.view); err != nil {
		return err
	}
	p.promises, err = plan.Promises(tx)
	return err
}

func (p homePage) hero() parts.Hero {
	return parts.Hero{Over: p.city.Short, Under: p.T("front.under", p.view.Quarter, len(p.offices)),
		Title: p.T("front.question"), Picture: web.Asset("img/kampung.svg"), Search: planweb.SearchBox(p.r, "")}
}

func (p homePage) figures() []parts.Figure {
	leftOut := planweb.LeftOut(p.sums)
	out := planweb.HeadFigures(p.Lang, p.view.Quarter, p.total, len(p.offices), leftOut)
	year := p.r.Href(fmt.Sprintf("/renja/%d", p.view.Quarter.Year))
	for i := range out {
		out[i].Href = year
	}
	out[0].Posts = &parts.Posts{Reported: int64(len(p.offices)), Unit: p.T("front.office_unit"), Tone: parts.Money}
	out[1].Posts = &parts.Posts{Reported: int64(len(p.offices) - leftOut), Contra: int64(leftOut), Unit: p.T("front.office_unit"), Tone: parts.Money}
	out[2].Posts = &parts.Posts{Reported: int64(p.total.Reached), Coming: int64(p.total.Subs - p.total.Reached), Unit: p.T("front.sub_unit"), Tone: parts.Output}
	return out
}

// moneyFinding is the heading of the money: a sentence, not a title.
func (p homePage) moneyFinding() string {
	return planweb.MoneyFinding(p.Lang, p.view.Quarter, p.total)
}

func roundShare(s plan.Sum) quantity.Percent { return quantity.Percent{Quantity: s.Share().Round(0)} }

func (p homePage) doors() []parts.Door {
	return []parts.Door{
		{Title: p.T("front.door_seeker"), Text: p.T("front.door_seeker_text"), Href: p.r.Href("/usaha"), Picture: parts.Lens},
		{Title: p.T("front.door_maker"), Text: p.T("front.door_maker_text"), Href: p.r.Href("/kbli"), Picture: parts.Stall},
		{Title: p.T("front.door_organiser"), Text: p.T("front.door_organiser_text"), Href: p.r.Href("/cari?q=pariwisata"), Picture: parts.Hall},
		{Title: p.T("front.door_officer"), Text: p.T("front.door_officer_text"), Href: p.r.Href(fmt.Sprintf("/renja/%d", p.view.Quarter.Year)), Picture: parts.Office},
	}
}

// icicle is the city's money by office and programme.
func (p homePage) icicle() parts.Icicle {
	ic := parts.Icicle{ID: "kotak", Result: p.moneyFinding(), Levels: []string{p.T("plan.office"), p.T("plan.level_program")},
		Show: func(n int64) string { return money.Short{Rupiah: money.Rupiah(n), Decimals: 1}.In(p.Tag()) }}
	byOffice := map[db.ID][]plan.Program{}
	for _, l := range p.programs {
		byOffice[l.Office] = append(byOffice[l.Office], l)
	}
	for _, o := range planweb.BySize(p.offices, p.sums) {
		ic.Nodes = append(ic.Nodes, p.officeNode(o, byOffice[o.ID]))
	}
	return ic
}

func (p homePage) officeNode(o plan.OPD, programs []plan.Program) parts.IcicleNode {
	s := p.sums[o.ID]
	n := parts.IcicleNode{Label: o.Short, Href: p.officeHref(o), Value: int64(s.Budget), Spent: int64(s.Spent), Known: parts.Given,
		Doubt: planweb.DoubtedSpending(p.Lang, s)}
	for _, l := range programs {
		n.Nodes = append(n.Nodes, p.programNode(o, l, n.Doubt != ""))
	}
	return n
}

func (p homePage) programNode(o plan.OPD, l plan.Program, doubted bool) parts.IcicleNode {
	n := parts.IcicleNode{Label: strings.TrimPrefix(plan.Calm(l.Name), "Program "), Code: l.Code, Href: p.r.Href(fmt.Sprintf("/renja/%d/%s/%s", p.view.Quarter.Year, o.Slug, l.Code)),
		Value: int64(l.Budget.Or0()), Spent: int64(l.Spent.Or0()), Known: parts.Given}
	odd := p.odd[l.Node]
	switch {
	case odd.Budget:
		n.Known, n.Printed = parts.Implausible, money.Short{Rupiah: l.Budget.Rupiah, Decimals: 1}.In(p.Tag())
	case doubted || odd.Spending:
		n.Doubt = p.T("plan.spending_not_counted")
	case !l.Spent.Known:
		n.Known = parts.Missing
	}
	return n
}

// How many cases the front page shows: on desks, and of them on phones.
const (
	shownCases = 3
	phoneCases = 2
)

func (p homePage) caseNotes() []parts.DataNote {
	list := slices.Clone(p.cases)
	slices.SortStableFunc(list, func(a, b plan.Case) int { return causeRank(a) - causeRank(b) })
	out := planweb.CaseBriefs(p.r, p.code, list[:min(shownCases, len(list))])
	for i := range out {
		out[i].Desk = i >= phoneCases
	}
	return out
}

// causeRank puts first what distorts the city's totals: money that is a factor
// too large. Everything else keeps its order.
func causeRank(c plan.Case) int {
	if c.Cause == "budget_factor" || c.Cause == "lost_decimals" {
		return 0
	}
	return 1
}

// caseTotal counts cases and notes that need clarification.
func (p homePage) caseTotal() (cases, notes int) {
	for _, c := range p.counts {
		if c.Kind != "watch" {
			cases += c.Cases
			notes += c.Notes
		}
	}
	return cases, notes
}

func (p homePage) casesHead() string {
	cases, notes := p.caseTotal()
	return p.T("front.cases", cases, notes)
}

func (p homePage) promisesLinked() int {
	n := 0
	for _, x := range p.promises {
		if x.Rows > 0 {
			n++
		}
	}
	return n
}

// shownPromises picks one promise of each theme, those with most rows.
func (p homePage) shownPromises() []plan.PromiseSum {
	best := map[string]int{}
	for i, x := range p.promises {
		if j, ok := best[x.Theme.ID]; !ok || x.Rows > p.promises[j].Rows {
			best[x.Theme.ID] = i
		}
	}
	var out []plan.PromiseSum
	for i, x := range p.promises {
		if best[x.Theme.ID] == i && len(out) < 6 {
			out = append(out, x)
		}
	}
	return out
}

func (p homePage) promiseTable() parts.Table {
	return planweb.PromiseTable(p.r, p.T("plan.promises_title"), p.shownPromises(), 2)
}
