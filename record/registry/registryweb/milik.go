package registryweb

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/face"

	"github.com/a-h/templ"
)

// OwnRoutes lists the addresses on which makers look after what they wrote down.
func (d Makers) OwnRoutes() []web.Route {
	return append(d.groupRoutes(), []web.Route{
		web.Show("/usaha-saya", d.minePage, "milik", "sesudah"),
		web.Show("/usaha-saya/{code}", d.onePage, "ya"),
		web.Do("/usaha-saya/{code}/alamat", d.openAddress()),
		web.Show("/usaha-saya/{code}/ubah/{fact}", d.factPage),
		web.Do("/usaha-saya/{code}/ubah/{fact}", d.changeFact()),
		web.Show("/usaha-saya/{code}/tutup", d.closePage),
		web.Do("/usaha-saya/{code}/tutup", d.closeOne()),
		web.Do("/usaha-saya/{code}/buka", d.reopen()),
		web.Show("/usaha-saya/{code}/riwayat", d.historyPage),
		web.Do("/usaha-saya/{code}/riwayat/{change}", d.takeBack()),
	}...)
}

// ownNav is the main entry of these pages.
const ownNav = "usaha-saya"

// minePage lists the businesses of a maker, and of those whom they help.
type minePage struct {
	lang.Lang
	r      *web.Request
	groups []mineGroup
	asked  bool // somebody asks them to own a business too
}

// mostMine is how many businesses of one owner a page lists, mostBegun how many unfinished
// ones the first page of the form leads back to.
const (
	mostMine  = 20
	mostBegun = 10
)

// mineGroup is the businesses of one owner, or a page of them.
type mineGroup struct {
	owner string // "" is the maker's own
	all   []mineLine
	count int // of all pages
	pages parts.Pages
}

type mineLine struct {
	registry.Business
	code  string
	area  string
	waits []parts.Link // for an answer
}

// mineAsk is which page is asked for: of whose businesses, behind which. The zero value is
// the first page of everybody's.
type mineAsk struct {
	whose, behind db.ID
}

func (d Makers) minePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v, err := account.See(tx, r.Session())
	if err != nil {
		return web.Reply{}, err
	}
	if _, err := v.May(registry.MayRegister, account.At{Any: true}); err != nil {
		return web.Reply{}, err
	}
	q := r.Values()
	var ask mineAsk
	ask.whose, _ = d.ID(q.Line("milik", 13)) // what is none is nobody's, and nothing is behind it
	ask.behind, _ = d.ID(q.Line("sesudah", 13))
	if err := q.Err(); err != nil {
		return web.Reply{}, err
	}
	p := minePage{Lang: r.Lang, r: r}
	if err := d.groups(tx, v, ask, &p); err != nil {
		return web.Reply{}, err
	}
	if len(p.groups) == 0 { // of somebody whom they do not help, or help no more
		if err := d.groups(tx, v, mineAsk{}, &p); err != nil {
			return web.Reply{}, err
		}
	}
	invited, err := d.Book.Invited(tx, r.Session())
	p.asked = len(invited) > 0
	return web.Reply{Page: &web.Page{Title: p.T("registryweb.mine_title"), Nav: ownNav, Body: mineBody(p)}}, err
}

// groups lists a maker's own businesses, and those of whom they help.
func (d Makers) groups(tx *db.Tx, v account.Viewer, ask mineAsk, p *minePage) error {
	say, err := face.NewTeller(tx, d.Shelf, p.Lang)
	if err != nil {
		return err
	}
	if v.Holds(account.Maker) {
		if err := d.group(tx, say, v.Person, "", ask, p); err != nil {
			return err
		}
	}
	for _, g := range v.Grants {
		if g.Role != account.Helper {
			continue
		}
		name, err := d.NameOf(tx, g.Helps)
		if err == nil {
			err = d.group(tx, say, g.Helps, name, ask, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// group is a page of what one owns.
func (d Makers) group(tx *db.Tx, say face.Teller, owner db.ID, name string, ask mineAsk, p *minePage) error {
	if ask.whose != 0 && ask.whose != owner {
		return nil
	}
	g := mineGroup{owner: name}
	if ask.whose == owner && ask.behind != 0 {
		g.pages.Prev = p.r.Href("/usaha-saya")
	} else {
		ask.behind = 0
	}
	all, count, err := registry.OwnedPage(tx, owner, ask.behind, mostMine+1)
	if len(all) > mostMine {
		all = all[:mostMine]
		g.pages.Next = p.r.Href("/usaha-saya?milik=" + d.Code(owner) + "&sesudah=" + d.Code(all[mostMine-1].ID))
	}
	if err != nil {
		return err
	}
	g.count = count
	waits, err := d.waitsOf(tx, owner, name == "")
	for _, b := range all {
		x := mineLine{Business: b, code: d.Code(b.ID), area: say.Area(b.Facts[registry.Kelurahan])}
		x.waits = waits.links(p.Lang, b.ID, p.r.Href("/usaha-saya/"+x.code))
		g.all = append(g.all, x)
	}
	p.groups = append(p.groups, g)
	return err
}

func stateStamp(l lang.Lang, s registry.State) parts.Stamp {
	kind := map[registry.State]parts.Kind{registry.Draft: parts.Waiting, registry.Submitted: parts.Running, registry.Returned: parts.Refused,
		registry.Published: parts.Done, registry.Suspended: parts.Refused}[s]
	return parts.Stamp{Kind: kind, Label: l.T(s.Word())}
}

func (p minePage) href(x mineLine) string {
	if x.State == registry.Draft {
		return p.r.Href("/usaha/daftar/" + x.code + "/periksa")
	}
	return p.r.Href("/usaha-saya/" + x.code)
}

// ownPage is one business, as its people look at it.
type ownPage struct {
	lang.Lang
	r        *web.Request
	view     registry.View
	code     string
	say      face.Teller
	done     string
	sentence string // that came with the last move
	bad      *fault.Fault
	asked    bool         // a proposal waits
	waits    []parts.Link // for an answer of the owner
	kept     parts.Link   // of a merged one: the one that counts now, where who looks sees it

	changes, hands, ends bool // may change, hand in, close
}

// ownDones are what the page may say was done.
var ownDones = map[string]string{"ubah": "registryweb.done_changed", "usul": "registryweb.done_proposed", "alamat": "registryweb.done_address",
	"buka": "registryweb.done_reopened", "tutup": "registryweb.done_closed", "batal": "registryweb.done_taken_back"}

func (d Makers) onePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	done := ownDones[v.Line("ya", 10)]
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawOne(tx, r, ownPage{done: done})
}

// own finds the business of a page.
func (d Makers) own(tx *db.Tx, r *web.Request, p *ownPage) error {
	var err error
	p.Lang, p.r, p.code = r.Lang, r, r.PathValue("code")
	if p.view, err = d.seen(tx, r.Session(), p.code); err != nil {
		return err
	}
	p.changes = p.view.State != registry.Closed && p.view.State != registry.Merged
	p.hands = p.view.May(tx, registry.MaySubmit)
	p.ends = p.view.May(tx, registry.MayCloseOwn)
	p.say, err = face.NewTeller(tx, d.Shelf, r.Lang)
	return err
}

func (d Makers) drawOne(tx *db.Tx, r *web.Request, p ownPage) (web.Reply, error) {
	if err := d.own(tx, r, &p); err != nil {
		return web.Reply{}, err
	}
	var err error
	if p.sentence, err = d.lastSentence(tx, r.Session(), p.view); err != nil {
		return web.Reply{}, err
	}
	waiting, err := d.Book.Proposals(tx, r.Session(), p.view.ID)
	p.asked = len(waiting) > 0
	if err == nil {
		p.kept, err = d.keptFor(tx, p)
	}
	if err == nil {
		err = d.ownWaiting(tx, &p, int64(len(waiting)))
	}
	return web.Reply{Page: &web.Page{Title: p.view.Facts[registry.Name], Nav: ownNav, Body: ownBody(p)}}, err
}

// ownWaiting leads to what waits for an answer in a business.
func (d Makers) ownWaiting(tx *db.Tx, p *ownPage, proposals int64) (err error) {
	w := ownWaits{proposals: map[db.ID]int64{p.view.ID: proposals}}
	if p.view.As == registry.Owning && d.AsksOf != nil {
		w.asks, err = d.AsksOf(tx, p.view.Viewer.Person)
	}
	p.waits = w.links(p.Lang, p.view.ID, p.href(""))
	return err
}

// keptFor leads from a merged business to the one that counts now: to its own page for who
// looks after that one too, else to what everybody sees.
func (d Makers) keptFor(tx *db.Tx, p ownPage) (parts.Link, error) {
	if p.view.MergedInto == 0 {
		return parts.Link{}, nil
	}
	other, err := d.Book.See(tx, p.r.Session(), p.view.MergedInto)
	switch {
	case fault.Is(err, fault.NotFound):
		return parts.Link{}, nil
	case err != nil:
		return parts.Link{}, err
	}
	to := "/usaha/"
	if other.As == registry.Owning || other.As == registry.Helping {
		to = "/usaha-saya/"
	}
	return parts.Link{Label: p.T("registryweb.merged_to", other.Facts[registry.Name]), Href: p.r.Href(to + d.Code(other.ID)), Icon: parts.IconArrow}, nil
}

func (p ownPage) href(end string) string { return p.r.Href("/usaha-saya/" + p.code + end) }

func (p ownPage) stepHref(s draftStep) string {
	return p.r.Href("/usaha/daftar/" + p.code + "/" + string(s))
}

// nextNote says where the business stands, and what to do.
func (p ownPage) nextNote() parts.Note {
	n := draftPage{Lang: p.Lang, view: p.view}.stateNote()
	n.Alert = false
	if p.sentence != "" {
		n.Text = p.T("registryweb.officer_says", p.sentence)
	}
	return n
}

// goodsWord names what it shows: a creative worker shows works too.
func (p ownPage) goodsWord() string {
	if p.view.Facts[registry.Kind] == registry.Perorangan {
		return "registryweb.works_link"
	}
	return "registryweb.products_link"
}

// furtherFacts are those that the form of the beginning does not ask.
var furtherFacts = []registry.Fact{registry.OtherNames, registry.Web, registry.AboutEN, registry.AboutJA, registry.WorkersM, registry.WorkersF, registry.Started, registry.Capacity, registry.Sales, registry.Capital}

// facts are the facts of a step, each with its proof.
func (p ownPage) facts(step draftStep) []parts.Fact {
	var out []parts.Fact
	for _, f := range asked[step] {
		if value := p.say.Fact(f, p.view.Facts[f]); value != "" && (f != registry.StreetVendor || p.view.Facts[f] == registry.Yes) {
			out = append(out, parts.Fact{Label: p.T(f.Label()), Value: value, Proof: p.proof(f), Note: p.noted(f)})
		}
	}
	return out
}

// noted is since when a fact stands, and of a contact whether everybody sees it.
func (p ownPage) noted(f registry.Fact) string {
	flag, contact := flagOf[f]
	if !contact {
		return p.since(f)
	}
	shown := "registryweb.seen_by_few"
	if p.view.Facts[flag] == registry.Yes {
		shown = "registryweb.seen_by_all"
	}
	return p.T("registryweb.noted", p.T(shown), p.since(f))
}

// furtherFact is a fact that may be added, with where: a value of one figure is no link that
// a finger finds.
type furtherFact struct {
	parts.Fact
	Do parts.Button
}

// further are the facts that may be added.
func (p ownPage) further() []furtherFact {
	var out []furtherFact
	for _, f := range furtherFacts {
		if p.view.As != registry.Owning && (f == registry.Sales || f == registry.Capital) {
			continue
		}
		x := furtherFact{Fact: parts.Fact{Label: p.T(f.Label()), Value: p.say.Fact(f, p.view.Facts[f])}}
		do := "registryweb.fill_in"
		if x.Value != "" {
			do, x.Proof, x.Note = "registryweb.edit", p.proof(f), p.since(f)
		} else {
			x.Value = p.T("registryweb.not_filled")
		}
		x.Do = parts.Button{Label: p.T(do), Href: p.href("/ubah/" + string(f)), Look: parts.Outline, More: templ.Attributes{"aria-label": p.T("registryweb.do_fact", p.T(do), x.Label)}}
		if g, grouped := groupOf(f); grouped {
			x.Do.Href = p.href("/" + g.name + "#f-" + string(f))
		}
		out = append(out, x)
	}
	return out
}

// proof says in words how well a fact is known.
func (p ownPage) proof(f registry.Fact) *parts.Evidence {
	x, there := p.view.Proofs[f]
	if !there {
		return nil
	}
	out := face.Evidence(p.Lang, x.Level)
	if x.Level == registry.Told && p.view.Mine {
		out.Label = p.T("registryweb.by_you")
	}
	return out
}

func (p ownPage) since(f registry.Fact) string {
	x, there := p.view.Proofs[f]
	if !there {
		return ""
	}
	day := date.DayOf(x.At).In(p.Tag())
	if x.Over != 0 {
		return p.T("registryweb.over", day, p.T(x.Over.Word()))
	}
	return day
}

// home reports a place whose address is shown only where the owner opens it.
func (p ownPage) home() bool { return p.view.Facts[registry.AtHome] != registry.No }

func (p ownPage) addressOpen() bool { return p.view.Facts[registry.AddressPublic] == registry.Yes }
