package lembarweb

import (
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/lembar"
)

// waitMost is how many are shown at once; what is decided makes room for others.
const waitMost = 50

// waitPage lists what sheets say is gone.
type waitPage struct {
	lang.Lang
	r       *web.Request
	code    func(db.ID) string
	area    place.Area
	all     []lembar.Waiting
	names   map[string]string // of kelurahan
	tongue  lang.Lang         // that the owner of the business of the open form reads
	total   int
	decides bool
	told    string
	pick    string // the item of which the form is open
	typed   decideIn
	bad     *fault.Fault
}

func (d Door) waitPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	told, err := choice(r, "ya", "tutup", "ada")
	if err != nil {
		return web.Reply{}, err
	}
	v := r.Values()
	pick := v.Line("putus", 30)
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	return d.drawWaits(tx, r, waitPage{told: told, pick: pick})
}

func (d Door) drawWaits(tx *db.Tx, r *web.Request, p waitPage) (web.Reply, error) {
	p.Lang, p.r, p.code, p.names = r.Lang, r, d.Code, map[string]string{}
	v, err := account.See(tx, r.Session())
	if err != nil {
		return web.Reply{}, err
	}
	kec := ""
	if r.Method != "POST" {
		q := r.Values()
		if kec = q.Line("kec", 20); q.Err() != nil {
			return web.Reply{}, q.Err()
		}
	}
	at, _, err := area(tx, v, kec)
	if err != nil {
		return web.Reply{}, err
	}
	if p.area, _, err = place.ByCode(tx, at); err != nil {
		return web.Reply{}, err
	}
	p.decides = v.Can(registry.MayCheck, account.At{Area: at})
	if p.all, err = d.Desk.Waits(tx, r.Session(), at, waitMost); err != nil {
		return web.Reply{}, err
	}
	for _, w := range p.all {
		if p.closes(w) {
			if p.tongue, err = face.Tongue(tx, d.Paper.Words, w.Business); err != nil {
				return web.Reply{}, err
			}
		}
		if p.names[w.Kelurahan] == "" {
			a, _, err := place.ByCode(tx, w.Kelurahan)
			if err != nil {
				return web.Reply{}, err
			}
			p.names[w.Kelurahan] = a.Called()
		}
	}
	p.total, err = lembar.CountWaits(tx, at)
	return web.Reply{Page: &web.Page{Title: p.T("lembarweb.waits_title"), Nav: nav, Body: waitBody(p)}}, err
}

// decideIn is what an officer makes of a tick.
type decideIn struct {
	session string
	code    string
	in      lembar.Decision
}

func (d Door) decide() web.Form[decideIn, struct{}] {
	return web.Form[decideIn, struct{}]{
		Prepare: func(r *web.Request) (decideIn, error) {
			v := r.Values()
			in := decideIn{session: r.Session(), code: v.Line("lembar", 20)}
			in.in = lembar.Decision{Close: v.Line("langkah", 10) == "tutup", Reason: v.Line("reason", 40), Sentence: v.Lines("sentence", 600)}
			in.in.Sheet, _ = d.ID(in.code) // what is none is found nowhere
			in.in.N, _ = strconv.Atoi(v.Line("baris", 5))
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in decideIn) (struct{}, error) {
			return struct{}{}, d.Desk.Decide(tx, in.session, in.in)
		},
		Draw: func(tx *db.Tx, r *web.Request, in decideIn, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href(base + "/menunggu?ya=" + map[bool]string{true: "tutup", false: "ada"}[in.in.Close])}, nil
			}
			if bad.Kind != fault.Invalid && bad.Kind != fault.Conflict {
				return web.Reply{}, bad
			}
			return d.drawWaits(tx, r, waitPage{typed: in, bad: bad})
		},
	}
}

// here reports the item whose form was refused.
func (p waitPage) here(w lembar.Waiting) bool {
	return p.bad != nil && p.typed.in.Sheet == w.Sheet && p.typed.in.N == w.N
}

func (p waitPage) refused(w lembar.Waiting) *fault.Fault {
	if p.here(w) {
		return p.bad
	}
	return nil
}

// lost reports a refusal of something that waits no longer.
func (p waitPage) lost() bool {
	for _, w := range p.all {
		if p.here(w) {
			return false
		}
	}
	return p.bad != nil
}

func (p waitPage) id(w lembar.Waiting) string { return p.code(w.Sheet) + "-" + strconv.Itoa(w.N) }

// closes reports the item whose form to close it is open.
func (p waitPage) closes(w lembar.Waiting) bool {
	return p.decides && (p.pick == p.id(w) || p.here(w) && p.typed.in.Close)
}

func (p waitPage) pickHref(w lembar.Waiting) string {
	return p.r.Href(base+"/menunggu?putus="+p.id(w)) + "#i-" + p.id(w)
}

func (p waitPage) where(w lembar.Waiting) string {
	return p.T("lembarweb.waits_where", p.names[w.Kelurahan], w.RT, w.Number, p.Show(dayOf(w.At)))
}

func (p waitPage) businessHref(w lembar.Waiting) string {
	return p.r.Href("/petugas/usaha/" + p.code(w.Business))
}

// reasons are why a business is closed; the one that the tick says is chosen.
func (p waitPage) reasons(w lembar.Waiting) parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "reason", Label: p.T("lembarweb.waits_reason"), Fault: p.refused(w)}}
	c.Value = map[lembar.Tick]string{lembar.Shut: "tutup"}[w.Tick] // who moved may have stayed in the city
	if p.here(w) {
		c.Value = p.typed.in.Reason
	}
	for _, reason := range registry.CloseReasons {
		c.Options = append(c.Options, parts.Option{Value: reason, Label: p.T(registry.ReasonWord(reason))})
	}
	return c
}

func (p waitPage) sentence(w lembar.Waiting) parts.Field {
	f := parts.Field{Name: "sentence", Label: p.T("lembarweb.waits_sentence"), Help: p.T("lembarweb.waits_sentence_help"), Max: 500, Fault: p.refused(w)}
	if f.Value = p.tongue.T("lembarweb.waits_draft_" + w.Tick.Code()); p.here(w) {
		f.Value = p.typed.in.Sentence
	}
	return f
}
