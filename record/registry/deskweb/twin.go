package deskweb

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/ganda"
)

// twinPage is two entries beside each other.
type twinPage struct {
	page
	pair  ganda.Pair
	sides [2]twinSide
	keep  db.ID // proposed to be kept
	rows  []twinRow
	done  string
	bad   *fault.Fault
	typed twinSaid

	decides bool
	asks    bool // what becomes of the owners must be said, if the one without is kept
	same    bool // an account owns both
	why     string
	by      string // who decided
}

// twinSide is one of the two.
type twinSide struct {
	business registry.Business
	code     string
	name     string
	area     string
	foreign  bool   // of another area: told is what everybody knows
	hidden   bool   // of another area and not public: told is that it is there
	proven   int    // how many facts are better known than by word
	owners   int    // accounts that own it; makers are not named here
	basis    string // how well all of its facts are known, where that is alike
}

// twinRow is one fact of both.
type twinRow struct {
	label string
	cells [2]string
	notes [2]string
	word  string // same, differs, or one has none
	same  bool
}

var twinDones = map[string]string{"gabung": "deskweb.done_merged", "bukan": "deskweb.done_different", "ulang": "deskweb.done_again", "pisah": "deskweb.done_unmerged"}

func (d Desk) twinPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	done := twinDones[v.Line("ya", 10)]
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawTwin(tx, r, twinPage{done: done})
}

// both reads the two of an address.
func (d Desk) both(a, b string) (db.ID, db.ID, error) {
	x, okX := d.ID(a)
	y, okY := d.ID(b)
	if !okX || !okY {
		return 0, 0, fault.New(fault.NotFound, "registry.no_business")
	}
	x, y = ganda.Ordered(x, y)
	return x, y, nil
}

func (d Desk) drawTwin(tx *db.Tx, r *web.Request, p twinPage) (web.Reply, error) {
	var err error
	if p.page, err = d.sit(tx, r); err != nil {
		return web.Reply{}, err
	}
	a, b, err := d.both(r.PathValue("a"), r.PathValue("b"))
	if err != nil {
		return web.Reply{}, err
	}
	if p.pair, _, err = d.Twins.ByBusinesses(tx, r.Session(), a, b); err != nil {
		return web.Reply{}, err
	}
	p.decides = true
	for i, id := range []db.ID{a, b} {
		if p.sides[i], err = d.side(tx, p.page, id); err != nil {
			return web.Reply{}, err
		}
		if _, err := d.Book.MayCheckOn(tx, r.Session(), id); err != nil {
			f := fault.Of(err)
			if f == nil {
				return web.Reply{}, err
			}
			p.decides, p.why = false, p.T(f.Key, f.Args...)
		}
	}
	if p.sides[0].foreign || p.sides[1].foreign {
		p.why = p.T("deskweb.twin_foreign")
	}
	if p.pair.By != "" {
		if p.by, err = d.actor(tx, p.page, p.pair.By, 0); err != nil {
			return web.Reply{}, err
		}
	}
	if p.decides {
		if err := p.whose(tx); err != nil {
			return web.Reply{}, err
		}
	}
	p.keep = ganda.Survivor(p.sides[0].business, p.sides[1].business)
	p.compare()
	return web.Reply{Page: &web.Page{Title: p.T("deskweb.twin_title"), Nav: nav, Body: twinBody(p)}}, nil
}

// whose finds who owns the two, and whether the officer must say what becomes of them.
func (p *twinPage) whose(tx *db.Tx) error {
	var own [2][]db.ID
	for i, s := range p.sides {
		var err error
		if own[i], err = registry.OwnersOf(tx, s.business.ID); err != nil {
			return err
		}
		p.sides[i].owners = len(own[i])
	}
	p.asks = (len(own[0]) == 0) != (len(own[1]) == 0)
	p.same = slices.ContainsFunc(own[0], func(id db.ID) bool { return slices.Contains(own[1], id) })
	return nil
}

// side is one business as who looks may see it: of another area what everybody knows.
func (d Desk) side(tx *db.Tx, f page, id db.ID) (twinSide, error) {
	b, err := registry.ByID(tx, id)
	if err != nil {
		return twinSide{}, err
	}
	out := twinSide{business: b, code: d.Code(id)}
	if out.name, out.area, out.hidden, err = d.calls(tx, f, b); err != nil {
		return out, err
	}
	if f.watches(b) {
		out.business = registry.Officer.Unsealed(b)
		for _, p := range b.Proofs {
			if p.Level > registry.Through {
				out.proven++
			}
		}
		return out, nil
	}
	if out.foreign = true; out.hidden {
		out.business = registry.Business{ID: id}
		return out, nil
	}
	out.business, _, err = d.Book.Shown(tx, id)
	return out, err
}

// compared are the facts that stand beside each other, in this order.
var compared = []registry.Fact{registry.Name, registry.OtherNames, registry.NIB, registry.Phone, registry.WA, registry.Mail, registry.Kelurahan, registry.RT, registry.Address, registry.LegalForm,
	registry.KBLI, registry.AboutID, registry.Started, registry.Opens, registry.WorkersM, registry.WorkersF, registry.Capacity, registry.Web}

func (p *twinPage) compare() {
	for _, f := range compared {
		var x [2]string
		row := twinRow{label: p.T(f.Label())}
		for i, s := range p.sides {
			x[i] = p.say.Fact(f, s.business.Facts[f])
			if x[i] == "" && known(s.business)[f] == "…" {
				x[i] = p.T("deskweb.shut")
			}
			if proof, there := s.business.Proofs[f]; there && x[i] != "" {
				row.notes[i] = p.T(proof.Level.Word())
			}
		}
		if x[0] == "" && x[1] == "" {
			continue
		}
		made := p.row(row.label, x)
		made.notes = row.notes
		if x[0] != "" && x[1] != "" && slices.Contains(x[:], p.T("deskweb.shut")) {
			made.word, made.same = p.T("deskweb.in_reasons"), false
		}
		p.rows = append(p.rows, made)
	}
	for i := range p.sides {
		p.sides[i].basis = p.alike(i)
	}
}

// alike is how well all facts of a side are known, said once instead of at each; "" where
// they differ.
func (p *twinPage) alike(side int) string {
	var word string
	for _, row := range p.rows {
		switch note := row.notes[side]; {
		case note == "" || note == word:
		case word == "":
			word = note
		default:
			return ""
		}
	}
	for i := range p.rows {
		p.rows[i].notes[side] = ""
	}
	return word
}

func (p *twinPage) row(label string, x [2]string) twinRow {
	out := twinRow{label: label, cells: x}
	switch {
	case x[0] == "" || x[1] == "":
		out.word = p.T("deskweb.one_has_none")
	case x[0] == x[1]:
		out.word, out.same = p.T("deskweb.same"), true
	default:
		out.word = p.T("deskweb.differs")
	}
	for i := range out.cells {
		if out.cells[i] == "" {
			out.cells[i] = p.T("deskweb.none_there")
		}
	}
	return out
}

func (p twinPage) table() parts.Table {
	t := parts.Table{ID: "bandingkan", Caption: p.T("deskweb.twin_caption"), Cards: true, Halves: true, Columns: []parts.Column{{Label: p.T("deskweb.col_fact")}, {Label: p.T("deskweb.side_a")}, {Label: p.T("deskweb.side_b")}, {Label: p.T("deskweb.col_agrees"), Full: true}}}
	for _, x := range p.rows {
		agrees := parts.Cell{Text: x.word}
		if x.same {
			agrees = parts.Cell{Part: parts.Cap(p.Lang, parts.Stamp{Kind: parts.Done, Label: x.word})}
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: x.label}, {Text: x.cells[0], Note: x.notes[0], Lang: "id"}, {Text: x.cells[1], Note: x.notes[1], Lang: "id"}, agrees}})
	}
	return t
}

// reasons say what speaks for it and against it.
func (p twinPage) reasons(speaks bool) []string {
	var out []string
	for _, x := range tellable(p.pair.Parts, p.sides[0].hidden || p.sides[1].hidden) {
		if x.Say != "twin.usual" && !strings.HasSuffix(string(x.Say), "_unknown") && x.Milli > 0 == speaks {
			out = append(out, p.T(string(x.Say), x.Args...))
		}
	}
	return out
}

// choice asks which one is kept.
func (p twinPage) choice() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "simpan", Label: p.T("deskweb.ask_keep"), Help: p.T("deskweb.ask_keep_help"), Value: p.typed.keep, Fault: p.bad}}
	for i, s := range p.sides {
		note := p.T("deskweb.keep_note", p.T(s.business.State.Word()), s.proven)
		if s.business.ID == p.keep {
			note = p.T("deskweb.keep_note_better", p.T(s.business.State.Word()), s.proven)
			if c.Value == "" {
				c.Value = s.code
			}
		} else if p.sides[1-i].business.State == registry.Published && s.business.State != registry.Published {
			note = p.T("deskweb.keep_hides", p.T(s.business.State.Word()), s.proven)
		}
		c.Options = append(c.Options, parts.Option{Value: s.code, Label: p.T([2]string{"deskweb.keep_a", "deskweb.keep_b"}[i], s.name), Note: note})
	}
	return c
}

// owners asks what becomes of who owns the one that is merged away. Nothing is chosen
// beforehand: it is the officer who answers for whose business it is.
func (p twinPage) owners() parts.Choice {
	return parts.Choice{Field: parts.Field{Name: "owners", Label: p.T("deskweb.ask_owners"), Help: p.T("deskweb.ask_owners_help"), Value: p.typed.owners, Fault: p.bad},
		Options: []parts.Option{{Value: registry.OwnersAlong, Label: p.T("deskweb.owners_along"), Note: p.T("deskweb.owners_along_note")},
			{Value: registry.OwnersStay, Label: p.T("deskweb.owners_stay"), Note: p.T("deskweb.owners_stay_note")}}}
}

// ownersOf says how many accounts own a side.
func (p twinPage) ownersOf(s twinSide) string {
	switch {
	case s.owners == 0:
		return p.T("deskweb.side_owners_none")
	case p.same:
		return p.T("deskweb.side_owners_same")
	}
	return p.T("deskweb.side_owners", s.owners)
}

func (p twinPage) action() string {
	return p.href("/ganda/" + p.sides[0].code + "/dengan/" + p.sides[1].code)
}

// stands tells whether both stand, so that they can be merged.
func (p twinPage) stands() bool {
	for _, s := range p.sides {
		if s.business.State == registry.Closed || s.business.State == registry.Merged {
			return false
		}
	}
	return true
}

// twinSaid is what an officer decided.
type twinSaid struct {
	session  string
	a, b     string
	versions [2]int64
	verdict  string
	keep     string
	owners   string
}

// twinDone is the word of the page that follows.
type twinDone struct{ Ya string }

func (d Desk) decideTwin() web.Form[twinSaid, twinDone] {
	return web.Form[twinSaid, twinDone]{
		Prepare: func(r *web.Request) (twinSaid, error) {
			v := r.Values()
			in := twinSaid{session: r.Session(), a: r.PathValue("a"), b: r.PathValue("b"), verdict: v.Line("putusan", 10), keep: v.Line("simpan", 20), owners: v.Line("owners", 10)}
			in.versions[0], _ = strconv.ParseInt(v.Line("versi_a", 20), 10, 64) // 0 is whatever stands
			in.versions[1], _ = strconv.ParseInt(v.Line("versi_b", 20), 10, 64)
			return in, v.Err()
		},
		Act: d.actTwin,
		Draw: func(tx *db.Tx, r *web.Request, in twinSaid, out twinDone, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/petugas/usaha/ganda/" + in.a + "/dengan/" + in.b + "?ya=" + out.Ya)}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return d.drawTwin(tx, r, twinPage{bad: bad, typed: in})
			}
			return web.Reply{}, bad
		},
	}
}

func (d Desk) actTwin(tx *db.Tx, in twinSaid) (twinDone, error) {
	v, err := account.See(tx, in.session)
	if err != nil {
		return twinDone{}, err
	}
	if _, err := v.May(registry.MayCheck, account.At{Any: true}); err != nil {
		return twinDone{}, err
	}
	a, b, err := d.both(in.a, in.b)
	if err != nil {
		return twinDone{}, err
	}
	say := ganda.Deciding{A: a, B: b, VersionA: in.versions[0], VersionB: in.versions[1], Owners: in.owners}
	say.Keep, _ = d.ID(in.keep) // what is none is neither of the two
	switch in.verdict {
	case "gabung":
		err = d.Twins.Merge(tx, in.session, say)
	case "bukan":
		err = d.Twins.Refuse(tx, in.session, say)
	case "ulang":
		err = d.Twins.Reopen(tx, in.session, say)
	case "pisah":
		err = d.Twins.Unmerge(tx, in.session, say)
	default:
		return twinDone{}, fault.New(fault.Invalid, "deskweb.verdict_needed")
	}
	return twinDone{in.verdict}, err
}
