package deskweb

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/ganda"
	"alun/record/registry/twin"
)

// mostPairs is how many pairs a page of the list has.
const mostPairs = 20

// twinsPage lists what may stand there twice.
type twinsPage struct {
	page
	filter ganda.Filter
	counts ganda.Counts
	all    []pairLine
	next   string
	where  string
}

// pairLine is a pair in the list.
type pairLine struct {
	ganda.Pair
	names  [2]string
	areas  [2]string
	href   string
	reason string

	press bool // one press merges it: the one to keep is chosen, and nothing else is to be said
	owner bool // what becomes of the owner is to be said first
	keep  [2]string
	seen  [2]int64 // the versions at which both were looked at
}

// group is a part of the list under a heading of its own.
type group struct {
	id, title, lead string
	all             []pairLine
}

// groups parts what is proposed from what is to be looked at; what was decided is one list.
func (p twinsPage) groups() (out []group) {
	if p.filter.State != ganda.Waiting {
		return []group{{all: p.all}}
	}
	at := slices.IndexFunc(p.all, func(x pairLine) bool { return !x.Sure }) // the sure ones come first
	if at < 0 {
		at = len(p.all)
	}
	if at > 0 {
		out = append(out, group{"usulan", p.T("deskweb.group_sure"), p.T("deskweb.group_sure_lead"), p.all[:at]})
	}
	if at < len(p.all) {
		out = append(out, group{"dilihat", p.T("deskweb.group_look"), p.T("deskweb.group_look_lead"), p.all[at:]})
	}
	return out
}

func (d Desk) twinsPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	var p twinsPage
	var err error
	if p.page, err = d.sit(tx, r); err != nil {
		return web.Reply{}, err
	}
	v := r.Values()
	p.filter = ganda.Filter{Area: v.Line("wilayah", 20), State: ganda.State(v.Line("keadaan", 12)), After: d.readAfter(v.Line("sesudah", 80))}
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	if p.filter.Area == "" {
		p.filter.Area = p.area
	}
	if p.filter.State == "" {
		p.filter.State = ganda.Waiting
	}
	if !slices.Contains([]ganda.State{ganda.Waiting, ganda.Merged, ganda.Different}, p.filter.State) {
		return web.Reply{}, fault.New(fault.Invalid, "deskweb.no_state")
	}
	all, err := d.Twins.List(tx, r.Session(), p.filter, mostPairs+1)
	if err != nil {
		return web.Reply{}, err
	}
	if len(all) > mostPairs {
		all = all[:mostPairs]
		p.next = p.link(p.filter.State, d.after(all[mostPairs-1]))
	}
	for _, x := range all {
		line, err := d.pairLine(tx, p.page, x)
		if err != nil {
			return web.Reply{}, err
		}
		p.all = append(p.all, line)
	}
	if p.counts, err = d.Twins.Count(tx, r.Session(), p.filter.Area); err != nil {
		return web.Reply{}, err
	}
	if p.filter.Area != "" {
		a, _, err := place.ByCode(tx, p.filter.Area)
		if err != nil {
			return web.Reply{}, err
		}
		p.where = a.Called()
	}
	return web.Reply{Page: &web.Page{Title: p.T("deskweb.twins_title"), Nav: nav, Body: twinsBody(p)}}, nil
}

// after and readAfter are where a list continues.
func (d Desk) after(p ganda.Pair) string {
	sure := "0"
	if p.Sure {
		sure = "1"
	}
	return strings.Join([]string{sure, strconv.FormatInt(int64(p.Odds), 10), d.Code(p.A), d.Code(p.B)}, ".")
}

func (d Desk) readAfter(text string) *ganda.Pair {
	words := strings.Split(text, ".")
	if len(words) != 4 {
		return nil
	}
	odds, err := strconv.ParseInt(words[1], 10, 64)
	a, okA := d.ID(words[2])
	b, okB := d.ID(words[3])
	if err != nil || !okA || !okB {
		return nil
	}
	return &ganda.Pair{Sure: words[0] == "1", Odds: twin.Milli(odds), A: a, B: b}
}

func (p twinsPage) link(state ganda.State, after string) string {
	v := url.Values{}
	if p.filter.Area != p.area {
		v.Set("wilayah", p.filter.Area)
	}
	if state != ganda.Waiting {
		v.Set("keadaan", string(state))
	}
	if after != "" {
		v.Set("sesudah", after)
	}
	if len(v) == 0 {
		return p.href("/ganda")
	}
	return p.href("/ganda?" + v.Encode())
}

func (p twinsPage) states() []parts.Tag {
	var out []parts.Tag
	for _, s := range []struct {
		state ganda.State
		count int64
	}{{ganda.Waiting, p.counts.Waiting}, {ganda.Merged, p.counts.Merged}, {ganda.Different, p.counts.Different}} {
		out = append(out, parts.Tag{Label: p.T("deskweb.twins_" + string(s.state)), Count: p.Show(s.count), Href: p.link(s.state, ""), On: s.state == p.filter.State})
	}
	return out
}

func (p twinsPage) lead() string {
	if p.counts.Waiting == 0 {
		return p.T("deskweb.twins_lead_none")
	}
	return p.T("deskweb.twins_lead", p.counts.Waiting, p.counts.Sure)
}

func (p twinsPage) title() string {
	if p.where == "" {
		return p.T("deskweb.twins_title")
	}
	return p.T("deskweb.twins_title_of", p.where)
}

func (d Desk) pairLine(tx *db.Tx, f page, x ganda.Pair) (pairLine, error) {
	out := pairLine{Pair: x, href: f.href("/ganda/" + d.Code(x.A) + "/dengan/" + d.Code(x.B))}
	hides := false
	var both [2]registry.Business
	for i, id := range []db.ID{x.A, x.B} {
		b, err := registry.ByID(tx, id)
		if err != nil {
			return out, err
		}
		both[i], out.seen[i] = b, b.Version
		var hidden bool
		if out.names[i], out.areas[i], hidden, err = d.calls(tx, f, b); err != nil {
			return out, err
		}
		hides = hides || hidden
	}
	out.reason = f.reason(x, hides)
	if !x.Sure || x.State != ganda.Waiting || hides {
		return out, nil
	}
	return out, d.atOnce(tx, f, &out, both)
}

// atOnce finds whether a proposal can be taken with one press by who looks, and which of
// the two it keeps.
func (d Desk) atOnce(tx *db.Tx, f page, out *pairLine, both [2]registry.Business) error {
	for _, b := range both {
		if _, err := d.Book.MayCheckOn(tx, f.r.Session(), b.ID); err != nil {
			if fault.Of(err) == nil {
				return err
			}
			return nil // not theirs to decide
		}
	}
	keep, other := 0, 1
	if ganda.Survivor(both[0], both[1]) == both[1].ID {
		keep, other = 1, 0
	}
	var err error
	out.owner, err = registry.MergeAsks(tx, both[other].ID, both[keep].ID)
	out.press, out.keep = err == nil && !out.owner, [2]string{d.Code(both[keep].ID), out.names[keep]}
	return err
}

// watches reports a business of the area of who looks.
func (f page) watches(b registry.Business) bool {
	return f.who.Can(registry.MayWatch, account.At{Area: b.Facts[registry.Kelurahan]})
}

// calls is how a business is called to who looks, and where it is: one of another area
// that is not public is hidden, and has neither name nor place here.
func (d Desk) calls(tx *db.Tx, f page, b registry.Business) (name, area string, hidden bool, err error) {
	shown := f.watches(b)
	if !shown {
		_, shown, err = d.Book.Shown(tx, b.ID)
	}
	if err != nil || !shown {
		return f.T("deskweb.another_area"), "", true, err
	}
	return b.Facts[registry.Name], f.say.Area(b.Facts[registry.Kelurahan]), false, nil
}

// ofHidden are the beginnings of the reasons that would tell of a hidden business whose
// it is, how it is reached or where it stands.
var ofHidden = []string{"twin.contact_", "twin.owner_", "twin.nib_", "twin.area_", "twin.metres"}

// tellable are the reasons that may be told.
func tellable(all []twin.Part, hides bool) []twin.Part {
	return slices.DeleteFunc(slices.Clone(all), func(p twin.Part) bool {
		return hides && slices.ContainsFunc(ofHidden, func(x string) bool { return strings.HasPrefix(string(p.Say), x) })
	})
}

// reason is what speaks most for a pair, in a line.
func (f page) reason(x ganda.Pair, hides bool) string {
	all := tellable(x.Parts, hides)
	slices.SortStableFunc(all, func(a, b twin.Part) int { return int(b.Milli - a.Milli) })
	var out []string
	for _, p := range all {
		if len(out) < 3 && p.Milli > 0 && !strings.HasSuffix(string(p.Say), "_unknown") {
			out = append(out, f.T(string(p.Say), p.Args...))
		}
	}
	return strings.Join(out, " · ")
}

// pairStamp is where a pair stands.
func (f page) pairStamp(x ganda.Pair) parts.Stamp {
	switch {
	case x.State == ganda.Merged:
		return parts.Stamp{Kind: parts.Done, Label: f.T("deskweb.pair_merged")}
	case x.State == ganda.Different:
		return parts.Stamp{Label: f.T("deskweb.pair_different")}
	case x.Sure:
		return parts.Stamp{Kind: parts.Flagged, Label: f.T("deskweb.pair_sure")}
	}
	return parts.Stamp{Kind: parts.Waiting, Label: f.T("deskweb.pair_look")}
}
