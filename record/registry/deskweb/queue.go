package deskweb

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/ganda"
	"alun/record/registry/saring"
)

// mostRows is how many businesses a page of the list has.
const mostRows = 30

// queuePage is what stands at the desk.
type queuePage struct {
	page
	seek   registry.Seek
	typed  string // RT as typed
	areas  []place.Area
	where  string // the name of the area
	all    []registry.Waiting
	marks  map[db.ID][]registry.Mark
	mended map[db.ID]bool // suspended, and mended by an owner since
	waits  int64          // so many of those are in the area
	code   func(db.ID) string
	counts map[registry.State]int64
	twins  ganda.Counts
	pages  parts.Pages
	now    time.Time
	bad    *fault.Fault
}

// readQueue reads what is asked of the list.
func (d Desk) readQueue(r *web.Request, p *queuePage) (format string, err error) {
	v := r.Values()
	p.seek.Area = v.Line("wilayah", 20)
	p.typed = v.Line("rt", 4)
	p.seek.Text = v.Line("q", 80)
	p.seek.State = registry.State(v.Line("keadaan", 12))
	p.seek.Asked = v.Line("usul", 1) != ""
	p.seek.Mended = v.Line("perbaikan", 1) != ""
	at, behind, _ := strings.Cut(v.Line("sesudah", 60), ".")
	format = v.Line("format", 5)
	if err := v.Err(); err != nil {
		return "", err
	}
	if p.typed != "" {
		if p.seek.RT, err = strconv.Atoi(p.typed); err != nil || p.seek.RT < 1 || p.seek.RT > 999 {
			p.bad, p.seek.RT = fault.New(fault.Invalid, "deskweb.rt_number").At("rt-0", "deskweb.rt_number"), 0
		}
	}
	if p.seek.Mended {
		p.seek.State = registry.Suspended
	}
	if p.seek.State == "" && p.seek.Text == "" && !p.seek.Asked { // who seeks by name, or what was proposed, seeks everywhere
		p.seek.State = registry.Submitted
	}
	if p.seek.State != "" && !slices.Contains(registry.States, p.seek.State) {
		return "", fault.New(fault.Invalid, "deskweb.no_state")
	}
	if micro, err := strconv.ParseInt(at, 10, 64); err == nil && at != "" {
		if id, ok := d.ID(behind); ok {
			p.seek.After, p.seek.Behind = time.UnixMicro(micro).UTC(), id
		}
	}
	if format != "" && format != "csv" && format != "xlsx" {
		return "", fault.New(fault.Invalid, "deskweb.no_format")
	}
	return format, nil
}

func (d Desk) queuePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	var p queuePage
	var err error
	if p.page, err = d.sit(tx, r); err != nil {
		return web.Reply{}, err
	}
	p.code, p.now = d.Code, tx.Now()
	format, err := d.readQueue(r, &p)
	if err != nil {
		return web.Reply{}, err
	}
	if p.seek.Area == "" {
		p.seek.Area = p.area
	}
	if format != "" {
		return d.queueFile(tx, p, format)
	}
	if p.all, err = d.Book.Queue(tx, r.Session(), p.seek, mostRows+1); err != nil {
		return web.Reply{}, err
	}
	if len(p.all) > mostRows {
		p.all = p.all[:mostRows]
		p.pages.Next = p.behind(p.all[mostRows-1])
	}
	if err := p.mark(tx); err != nil {
		return web.Reply{}, err
	}
	if err := d.count(tx, &p); err != nil {
		return web.Reply{}, err
	}
	if err := d.stand(tx, &p); err != nil {
		return web.Reply{}, err
	}
	if p.twins, err = d.Twins.Count(tx, r.Session(), p.area); err != nil {
		return web.Reply{}, err
	}
	if err := p.ground(tx); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("deskweb.queue_title"), Nav: nav, Body: queueBody(p), Wide: true}}, nil
}

// count finds how many there are in each state, and how many were mended.
func (d Desk) count(tx *db.Tx, p *queuePage) (err error) {
	seek := p.seek
	seek.Mended = false
	if p.counts, err = d.Book.Count(tx, p.r.Session(), seek); err == nil {
		p.waits, err = registry.CountMended(tx, p.area)
	}
	return err
}

// mark finds which texts of the page an officer should look at, and what owners have mended.
func (p *queuePage) mark(tx *db.Tx) (err error) {
	ids := make([]db.ID, len(p.all))
	for i, x := range p.all {
		ids[i] = x.ID
	}
	if p.marks, err = registry.MarksOf(tx, ids); err == nil {
		p.mended, err = registry.MendedOf(tx, ids)
	}
	return err
}

// ground finds the names of the area and of the kelurahan in it.
func (p *queuePage) ground(tx *db.Tx) error {
	if p.area != "" {
		a, _, err := place.ByCode(tx, p.area)
		if err != nil {
			return err
		}
		p.where = a.Called()
	}
	all, err := place.OfLevel(tx, place.Kelurahan)
	for _, a := range all {
		if p.area == "" || a.Code == p.area || strings.HasPrefix(a.Code, p.area+".") {
			p.areas = append(p.areas, a)
		}
	}
	return err
}

// link is this list with one parameter otherwise; what continues a list does not stay
// with another one.
func (p queuePage) link(name, value string) string {
	v := p.choice()
	if name == "keadaan" { // what was mended is of one state alone
		v.Del("perbaikan")
	}
	v.Del(name)
	if value != "" {
		v.Set(name, value)
	}
	if len(v) == 0 {
		return p.href("")
	}
	return p.href("?" + v.Encode())
}

// choice is what this list was narrowed by.
func (p queuePage) choice() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	if p.seek.Area != p.area {
		set("wilayah", p.seek.Area)
	}
	set("rt", p.typed)
	set("q", p.seek.Text)
	if p.seek.Asked {
		set("usul", "1")
	}
	if p.seek.Mended {
		set("perbaikan", "1")
	} else if p.seek.State != p.usual() {
		set("keadaan", string(p.seek.State))
	}
	return v
}

// usual is the state that the address does not name.
func (p queuePage) usual() registry.State {
	if p.seek.Text != "" || p.seek.Asked {
		return ""
	}
	return registry.Submitted
}

// states are the quick choices.
func (p queuePage) states() []parts.Tag {
	var out []parts.Tag
	if p.usual() == "" {
		out = append(out, parts.Tag{Label: p.T("deskweb.all_states"), Href: p.link("keadaan", ""), On: p.seek.State == ""})
	}
	for _, s := range []registry.State{registry.Submitted, registry.Returned, registry.Published, registry.Suspended, registry.Draft, registry.Closed, registry.Merged} {
		value := string(s)
		if s == p.usual() {
			value = ""
		}
		out = append(out, parts.Tag{Label: p.T(s.Word()), Count: p.Show(p.counts[s]), Href: p.link("keadaan", value), On: s == p.seek.State && !p.seek.Mended})
	}
	return out
}

// filter narrows by kelurahan and RT.
func (p queuePage) filter() parts.Filter {
	area := parts.Group{Name: "wilayah", Label: p.T("deskweb.kelurahan"), Kind: parts.One, Open: true,
		Options: []parts.Facet{{Value: "", Label: p.T("deskweb.all_areas"), Count: -1, On: p.seek.Area == p.area}}}
	for _, a := range p.areas {
		area.Options = append(area.Options, parts.Facet{Value: a.Code, Label: a.Called(), Count: -1, On: p.seek.Area == a.Code})
	}
	f := parts.Filter{ID: "f", Action: p.href(""), Groups: []parts.Group{area, {Name: "rt", Label: p.T("registry.fact_rt"), Kind: parts.Word, Value: p.typed, Open: true}}}
	if p.seek.Mended {
		f.Hidden = append(f.Hidden, parts.Pair{Name: "perbaikan", Value: "1"})
	} else if p.seek.State != p.usual() {
		f.Hidden = append(f.Hidden, parts.Pair{Name: "keadaan", Value: string(p.seek.State)})
	}
	if p.seek.Text != "" {
		f.Hidden = append(f.Hidden, parts.Pair{Name: "q", Value: p.seek.Text})
	}
	if p.seek.Asked {
		f.Hidden = append(f.Hidden, parts.Pair{Name: "usul", Value: "1"})
	}
	if p.narrowed() {
		f.Clear = p.href("")
	}
	return f
}

func (p queuePage) narrowed() bool {
	return p.seek.Area != p.area || p.seek.RT != 0 || p.seek.Text != "" || p.seek.Asked || p.seek.Mended
}

func (p queuePage) title() string {
	if p.where == "" {
		return p.T("deskweb.queue_title")
	}
	return p.T("deskweb.queue_title_of", p.where)
}

// lead says how much waits, and for how long.
func (p queuePage) lead() string {
	switch n := p.counts[registry.Submitted]; {
	case p.seek.Asked && p.seek.Text == "" && p.seek.State == "":
		return p.T("deskweb.queue_lead_asked")
	case p.seek.Mended:
		return p.T("deskweb.queue_lead_mended")
	case p.seek.State == "":
		return p.T("deskweb.queue_lead_search", p.seek.Text)
	case p.seek.State != registry.Submitted:
		return p.T("deskweb.queue_lead_other", p.counts[p.seek.State], p.T(p.seek.State.Word()))
	case n == 0 || len(p.all) == 0:
		return p.T("deskweb.queue_lead_none")
	case p.seek.Behind != 0:
		return p.T("deskweb.queue_lead_more", n)
	default:
		return p.T("deskweb.queue_lead", n, p.waited(p.all[0].Since, p.now))
	}
}

// table is the list: on a phone each is a card.
func (p queuePage) table() parts.Table {
	t := parts.Table{ID: "usaha", Caption: p.T("deskweb.queue_caption"), Cards: true, Columns: []parts.Column{{Label: p.T("deskweb.col_business"), Full: true},
		{Label: p.T("deskweb.col_since")}, {Label: p.T("deskweb.col_odd"), Full: true}, {Label: p.T("deskweb.col_state"), Desk: p.seek.State != ""}}} // the tabs above say it
	along := cameFrom("?", p.choice().Encode())
	for _, x := range p.all {
		where := p.say.Area(x.Facts[registry.Kelurahan])
		if rt := x.Facts[registry.RT]; rt != "" {
			where = p.T("deskweb.rt_in", rt, where)
		}
		name := parts.Cell{Text: x.Facts[registry.Name], Lang: "id", Href: p.href("/" + p.code(x.ID) + along), Note: where}
		state := p.stamp(x.State)
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{name, {Text: p.waited(x.Since, p.now)}, {Text: p.odd(x)}, {Part: parts.Cap(p.Lang, state)}}})
	}
	return t
}

// odd says in a line what to look at.
func (p queuePage) odd(x registry.Waiting) string {
	var out []string
	if p.mended[x.ID] {
		out = append(out, p.T("deskweb.mended"))
	}
	if lacks := registry.Missing(known(x.Business)); len(lacks) > 0 {
		out = append(out, p.T("deskweb.lacks", len(lacks)))
	}
	if x.Waits > 0 {
		out = append(out, p.T("deskweb.proposals", x.Waits))
	}
	for _, m := range p.marks[x.ID] {
		out = append(out, p.T("deskweb.marked", p.T(m.Fact.Label()), p.T(saring.Word(m.Rules[0]), 0)))
	}
	if len(out) == 0 {
		return p.T("deskweb.nothing_odd")
	}
	return strings.Join(out, " · ")
}

// known are the facts of a business with a sign for those that are there but not
// shown.
func known(b registry.Business) registry.Values {
	out := registry.Values{}
	for f := range b.Proofs {
		if b.Facts[f] == "" && (f.Private() || f == registry.Address || f == registry.Point) {
			out[f] = "…"
		}
	}
	for f, text := range b.Facts {
		out[f] = text
	}
	return out
}

func (p queuePage) empty() parts.Empty {
	if p.seek.Mended {
		return parts.Empty{Title: p.T("deskweb.none_mended"), Text: p.T("deskweb.none_mended_text"), Link: parts.Link{Label: p.T("deskweb.to_suspended"), Href: p.href("?keadaan=" + string(registry.Suspended))}}
	}
	if p.narrowed() {
		return parts.Empty{Title: p.T("deskweb.none_found"), Text: p.T("deskweb.none_found_text"), Link: parts.Link{Label: p.T("deskweb.clear"), Href: p.href("")}}
	}
	if p.seek.State == registry.Submitted {
		return parts.Empty{Title: p.T("deskweb.none_waits"), Text: p.T("deskweb.none_waits_text"), Link: parts.Link{Label: p.T("deskweb.to_published"), Href: p.link("keadaan", string(registry.Published))}}
	}
	return parts.Empty{Title: p.T("deskweb.none_state", p.T(p.seek.State.Word())), Text: p.T("deskweb.none_state_text"), Link: parts.Link{Label: p.T("deskweb.to_queue"), Href: p.href("")}}
}

// acts tells whether who looks may do more than look.
func (p queuePage) acts() bool { return p.who.Can(registry.MayCheck, account.At{Any: true}) }
