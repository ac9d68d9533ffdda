package deskweb

import (
	"slices"
	"strconv"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
)

// onePage is one business as an officer looks at it.
type onePage struct {
	page
	view  registry.View
	code  string
	moves []registry.Moved
	now   time.Time
	done  string
	after string    // what was done
	from  string    // the list from which the officer came
	then  *nextLine // what comes after a decision; nil where none was made
	bad   *fault.Fault
	typed deskSaid // what was sent and refused

	since  []changeLine // what others did since it was looked at
	odd    []oddity
	asks   []proposalLine
	people []personLine
	mended bool            // it is suspended, and an owner has changed a fact since
	closed []registry.Fact // shut ones that this officer has still to open before saying that they are right

	checks   bool // may publish, return, suspend, close, confirm
	why      string
	changes  bool // facts may be changed in this state
	reads    bool
	owned    bool // an account owns it
	takes    bool
	mayOwner bool
}

// dones are what the page may say was done.
var dones = map[string]string{"publish": "deskweb.done_publish", "return": "deskweb.done_return", "suspend": "deskweb.done_suspend", "resume": "deskweb.done_resume",
	"close": "deskweb.done_close", "reopen": "deskweb.done_reopen", "terima": "deskweb.done_accepted", "tolak": "deskweb.done_refused", "periksa": "deskweb.done_confirmed",
	"sama": "deskweb.done_same", "pemilik": "deskweb.done_owner", "batal": "deskweb.done_taken_back"}

func (d Desk) onePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v := r.Values()
	after, from := v.Line("ya", 10), v.Line("dari", mostFrom)
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawOne(tx, r, onePage{done: dones[after], after: after, from: from})
}

// look finds the business of a page, and what who looks may do with it.
func (d Desk) look(tx *db.Tx, r *web.Request, p *onePage) error {
	var err error
	if p.page, err = d.sit(tx, r); err != nil {
		return err
	}
	p.code, p.now = r.PathValue("code"), tx.Now()
	if p.view, err = d.seen(tx, r.Session(), p.code); err != nil {
		return err
	}
	id := p.view.ID
	if _, err := d.Book.MayCheckOn(tx, r.Session(), id); err == nil {
		p.checks = true
	} else if f := fault.Of(err); f != nil {
		p.why = p.T(f.Key, f.Args...)
	} else {
		return err
	}
	p.changes = p.view.State != registry.Closed && p.view.State != registry.Merged
	p.reads = p.view.May(tx, registry.MayRead)
	p.takes = p.changes && p.view.May(tx, registry.MayTakeBack)
	p.mayOwner = p.changes && p.view.May(tx, registry.MayPeople) && d.MakerOf != nil
	owners, err := registry.OwnersOf(tx, id)
	p.owned = len(owners) > 0
	if err != nil {
		return err
	}
	p.moves, err = d.Book.Moves(tx, r.Session(), id)
	return err
}

func (d Desk) drawOne(tx *db.Tx, r *web.Request, p onePage) (web.Reply, error) {
	if err := d.look(tx, r, &p); err != nil {
		return web.Reply{}, err
	}
	for _, read := range []func(*db.Tx, *onePage) error{d.oddities, d.proposals, d.people, d.unread, d.mended, d.meanwhile, d.next} {
		if err := read(tx, &p); err != nil {
			return web.Reply{}, err
		}
	}
	return web.Reply{Page: &web.Page{Title: p.name(), Nav: nav, Body: oneBody(p)}}, nil
}

func (p onePage) name() string { return p.view.Facts[registry.Name] }

// to is a page of this business; the list from which the officer came goes along.
func (p onePage) to(end string) string { return p.href("/" + p.code + end + cameFrom("?", p.from)) }

func (p onePage) version() string { return strconv.FormatInt(p.view.Version, 10) }

// lead says where the business stands and since when.
func (p onePage) lead() string {
	where := p.say.Area(p.view.Facts[registry.Kelurahan])
	if rt := p.view.Facts[registry.RT]; rt != "" {
		where = p.T("deskweb.rt_in", rt, where)
	}
	return where
}

func (p onePage) stood() string {
	if len(p.moves) == 0 {
		return ""
	}
	return p.T("deskweb.stands_since", date.DayOf(p.moves[0].At).In(p.Tag()))
}

// said is the sentence of the last move, that the owner reads.
func (p onePage) said() string {
	if len(p.moves) == 0 || p.moves[0].Sentence == "" {
		return ""
	}
	return p.moves[0].Sentence
}

// steps are the moves that the state leads to, in the order of an officer's day.
func (p onePage) steps() []registry.Move {
	var out []registry.Move
	for _, m := range deskMoves {
		if p.checks && p.view.State.Can(m) {
			out = append(out, m)
		}
	}
	return out
}

// factGroup is facts that are looked at together.
type factGroup struct {
	id    string
	facts []registry.Fact
}

var factGroups = []factGroup{
	{"siapa", []registry.Fact{registry.Name, registry.OtherNames, registry.Kind, registry.LegalForm, registry.NIB, registry.Started}},
	{"apa", []registry.Fact{registry.AboutID, registry.AboutEN, registry.AboutJA, registry.KBLI, registry.Subsectors, registry.Capacity, registry.WorkersM, registry.WorkersF}},
	{"tempat", []registry.Fact{registry.Kelurahan, registry.RT, registry.Address, registry.AtHome, registry.AddressPublic, registry.StreetVendor, registry.Point}},
	{"kontak", []registry.Fact{registry.Phone, registry.PhonePublic, registry.WA, registry.WAPublic, registry.Mail, registry.MailPublic, registry.Web, registry.Opens, registry.Sales, registry.Capital}},
}

// factLine is one fact with its proof.
type factLine struct {
	fact    registry.Fact
	label   string
	value   string
	shut    bool // it is there, and not shown
	proof   *parts.Evidence
	since   string
	confirm bool // it can be confirmed on a higher level
	unread  bool // but this officer has to open it first
}

func (p onePage) lines(g factGroup) []factLine {
	var out []factLine
	for _, f := range g.facts {
		proof, there := p.view.Proofs[f]
		if !there {
			continue
		}
		x := factLine{fact: f, label: p.T(f.Label()), value: p.say.Fact(f, p.view.Facts[f]), proof: face.Evidence(p.Lang, proof.Level), since: p.basis(proof)}
		switch {
		case x.value == "" && known(p.view.Business)[f] == "…":
			x.shut, x.value = true, p.T("deskweb.shut")
		case x.value == "":
			x.value = p.T("deskweb.none_there")
		}
		x.confirm = p.checks && p.changes && !f.Flag() && proof.Level < registry.Document
		x.unread = x.confirm && slices.Contains(p.closed, f)
		out = append(out, x)
	}
	return out
}

// basis says since when, by which list, and what better proof went out of date.
func (p onePage) basis(x registry.Proof) string {
	out := date.DayOf(x.At).In(p.Tag())
	if x.Source != "" {
		out = p.T("deskweb.from_list", out, face.List(x.Source))
	}
	if x.Over != 0 {
		out = p.T("deskweb.over", out, p.T(x.Over.Word()))
	}
	return out
}

// confirms lists the facts that can be confirmed.
func (p onePage) confirms() []factLine {
	var out []factLine
	for _, g := range factGroups {
		for _, x := range p.lines(g) {
			if x.confirm {
				out = append(out, x)
			}
		}
	}
	return out
}

// unread finds which of the private facts this officer has not opened as they stand now.
func (d Desk) unread(tx *db.Tx, p *onePage) (err error) {
	if p.checks && p.changes {
		p.closed, err = d.Book.Unopened(tx, p.r.Session(), p.view.ID, p.private())
	}
	return err
}

// mended finds whether an owner has answered a suspension by changing a fact.
func (d Desk) mended(tx *db.Tx, p *onePage) error {
	some, err := registry.MendedOf(tx, []db.ID{p.view.ID})
	p.mended = some[p.view.ID]
	return err
}

// unreadAny tells whether a box of the form waits for an opening.
func unreadAny(all []factLine) bool {
	return slices.ContainsFunc(all, func(x factLine) bool { return x.unread })
}

// personLine is somebody in the business.
type personLine struct{ role, since, until, account string }

func (d Desk) people(tx *db.Tx, p *onePage) error {
	all, err := d.Book.People(tx, p.r.Session(), p.view.ID)
	for _, x := range all {
		line := personLine{role: p.T(registry.RoleWord(x.Role)), since: x.Since.In(p.Tag()), account: p.T("deskweb.person_no_account")}
		if !x.Until.IsZero() {
			line.until = x.Until.In(p.Tag())
		}
		if x.Person != 0 {
			line.account = p.T("deskweb.person_account")
		}
		p.people = append(p.people, line)
	}
	return err
}

// oddity is something to look at before deciding.
type oddity struct {
	title, text string
	href, label string
}

// mostDoubles is how many a page tells: a switchboard's number may have many.
const mostDoubles = 6

// proposalLine is a proposal with both sides.
type proposalLine struct {
	registry.Proposal
	code         string
	label        string
	there, value string
	known, basis string // how well what stands is known, and what is proposed
	by           string
	why          string // it waits instead of being taken
	mine         bool
}

func (d Desk) proposals(tx *db.Tx, p *onePage) error {
	all, err := d.Book.Proposals(tx, p.r.Session(), p.view.ID)
	for _, x := range all {
		if err != nil {
			return err
		}
		line := proposalLine{Proposal: x, code: d.Code(x.ID), label: p.T(x.Fact.Label()), there: p.say.Fact(x.Fact, x.There), value: p.say.Fact(x.Fact, x.Value), mine: x.By == p.who.Actor()}
		line.known, line.basis, line.why = p.T(x.Proof.Level.Word()), p.T(x.Level.Word()), p.T("deskweb.asks_"+whyAsked(x))
		if line.value == "" {
			line.value = p.T("deskweb.takes_away")
		}
		if line.there == "" {
			line.there = p.T("deskweb.none_there")
		}
		if x.Personal {
			line.there, line.value = p.T("deskweb.shut"), p.T("deskweb.shut_proposal")
		}
		if line.by, err = d.actor(tx, p.page, x.By, x.Level); line.by == line.basis { // a list of the state is both
			line.by = ""
		}
		p.asks = append(p.asks, line)
	}
	return err
}

// whyAsked tells why something is proposed and was not taken at once: what stands is known
// better, or a list says it, which replaces nobody's word, the owner's least of all.
func whyAsked(x registry.Proposal) string {
	switch {
	case x.Level < x.Proof.Level:
		return "weaker"
	case x.Source == "": // it was weaker once
		return "then"
	case x.Proof.Level == registry.Told || x.Proof.Level == registry.Through:
		return "owner"
	}
	return "list"
}

// proposed says on what a proposal rests, who made it, and when.
func (p onePage) proposed(x proposalLine) string {
	if x.by == "" {
		return p.T("deskweb.proposed_from", x.basis, p.moment(x.At))
	}
	return p.T("deskweb.proposed_by", x.basis, x.by, p.moment(x.At))
}

// decides tells whether the officer may decide proposals here.
func (p onePage) decides() bool { return p.changes && p.checks }

// purposes are for what private facts are opened, in one order.
func purposes() []string {
	var out []string
	for code := range registry.Purposes {
		out = append(out, code)
	}
	slices.Sort(out)
	return out
}
