package registryweb

import (
	"maps"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/face"
)

// draftSaid is a step as it was sent.
type draftSaid struct {
	session string
	who     string // whose step the page's script sends; "": it came without
	code    string
	version int64 // that was looked at
	owner   string
	key     string
	set     registry.Values
	codes   codesSaid       // of the page with codes
	consent string          // how the owner said yes, where an officer writes
	stays   []registry.Fact // of which what was saved meanwhile is right
	waited  bool            // in a browser without signal: also what the same account changed since is a clash
}

// read reads a step. The register itself judges what the facts say; here only what
// is too long is refused.
func (d Makers) read(r *web.Request, step draftStep) (draftSaid, error) {
	v := r.Values()
	in := draftSaid{session: r.Session(), code: r.PathValue("code"), owner: v.Line("owner", 13), key: v.Line("draf", 128), who: v.Line("siapa", 13)}
	in.set, in.consent = fieldsOf(v, step), v.Line(registry.FieldConsent, 10)
	in.stays, in.waited = staysOf(r), v.Line("tertunda", 1) != ""
	if step == stepCode {
		in.codes = readCodes(v)
	}
	in.version, _ = strconv.ParseInt(v.Line("versi", 20), 10, 64) // 0 is whatever stands
	return in, v.Err()
}

// fieldsOf reads the facts of a step.
func fieldsOf(v *web.Values, step draftStep) registry.Values {
	line := func(set registry.Values, max int, facts ...registry.Fact) {
		for _, f := range facts {
			set[f] = v.Line(string(f), max)
		}
	}
	set := registry.Values{}
	switch step {
	case stepWhat:
		line(set, 120, registry.Kind, registry.Name, registry.NIB, registry.LegalForm)
		set[registry.AboutID] = v.Lines(string(registry.AboutID), 2000)
		if set[registry.Kind] == registry.Perorangan {
			set[registry.LegalForm] = ""
		}
		if area := v.Line(string(registry.Kelurahan), 20); area != "" {
			set[registry.Kelurahan] = area
		}
	case stepCode:
		if all := v.All(string(registry.Subsectors), 17, 40); len(all) > 0 || v.Line("jenis", 12) != "" {
			set[registry.Subsectors] = joined(all)
		}
	case stepPlace:
		line(set, 200, registry.Kelurahan, registry.RT, registry.Address)
		set[registry.AtHome], set[registry.StreetVendor] = "", ""
		set.SellsAt(v.Line("di", 10))
	case stepContact:
		line(set, 200, registry.WA, registry.Phone, registry.Mail, registry.Opens)
		if v.Line("izin", 1) != "" { // the owner was asked
			for _, f := range []registry.Fact{registry.WAPublic, registry.PhonePublic, registry.MailPublic} {
				set[f] = map[bool]string{true: registry.Yes}[v.Line(string(f), 1) != ""]
			}
		}
	}
	return set
}

// whereOf is the answer on the page of what stands.
func whereOf(v registry.Values) string {
	switch {
	case v[registry.StreetVendor] == registry.Yes:
		return registry.WhereRove
	case v[registry.AtHome] == registry.Yes:
		return registry.WhereHome
	case v[registry.AtHome] == registry.No:
		return registry.WhereShop
	}
	return ""
}

// stepDone is what became of a step: Back leads to the business, which was handed in
// before, and not to the next step; Ya is what its page says was done.
type stepDone struct {
	Back bool
	Ya   string
}

// step is the form of one page.
func (d Makers) step(step draftStep) web.Form[draftSaid, stepDone] {
	return web.Form[draftSaid, stepDone]{Same: true,
		Prepare: func(r *web.Request) (draftSaid, error) { return d.read(r, step) },
		Act: func(tx *db.Tx, in draftSaid) (stepDone, error) {
			if err := d.sameAccount(tx, in); err != nil {
				return stepDone{}, err
			}
			v, err := d.seen(tx, in.session, in.code)
			if err != nil {
				return stepDone{}, err
			}
			in.set = maps.Clone(in.set) // it may run twice
			if err := in.codes.into(in.set, v.Codes()); err != nil {
				return stepDone{}, err
			}
			for _, f := range in.stays {
				delete(in.set, f)
			}
			out := stepDone{Back: !begun(v.State), Ya: "ubah"}
			proposed, err := d.say(tx, v, in)
			if proposed {
				out.Ya = "usul"
			}
			return out, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in draftSaid, out stepDone, bad *fault.Fault) (web.Reply, error) {
			to := r.Href("/usaha/daftar/" + in.code + "/" + string(step.beside(1)))
			if out.Back {
				to = r.Href("/usaha-saya/" + in.code + "?ya=" + out.Ya)
			}
			switch {
			case byScript(r):
				return d.heard(tx, r, in, to, bad)
			case bad == nil:
				return web.Reply{To: to}, nil
			case bad.Kind != fault.Invalid && bad.Kind != fault.Conflict:
				return web.Reply{}, bad
			}
			return d.drawStep(tx, r, draftPage{step: step, typed: in.set, sent: &in.codes, consent: in.consent, bad: bad})
		},
	}
}

// begun reports a business that is still on its way to be handed in: its steps follow
// each other.
func begun(s registry.State) bool { return s == registry.Draft || s == registry.Returned }

// say changes facts of a draft. Where others were quicker, nothing is kept and the
// fault names each field. What makers themselves changed since, on a page that they
// went back from, is no clash: their last word counts. proposed tells that some of it
// waits for an officer.
func (d Makers) say(tx *db.Tx, v registry.View, in draftSaid) (proposed bool, err error) {
	set := registry.Values{}
	for f, text := range in.set {
		if text == "" && shut(v, f) {
			continue
		}
		set[f] = text
	}
	c := registry.Changing{Business: v.ID, Version: in.version, Set: set, Consent: in.consent}
	saved, err := d.Book.Change(tx, in.session, c)
	if err != nil || len(saved.Clashes) == 0 {
		return len(saved.Proposed) > 0, err
	}
	f := fault.New(fault.Conflict, "registryweb.clash")
	for _, other := range saved.Clashes {
		if other.By != v.Viewer.Actor() || in.waited {
			f.At(string(other.Fact), "registryweb.clash_field")
		}
	}
	if len(f.Fields) > 0 {
		return false, f
	}
	c.Version = 0
	saved, err = d.Book.Change(tx, in.session, c)
	return len(saved.Proposed) > 0, err
}

// beginPage is the first step of a business that is not written down yet.
func (d Makers) beginPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawBegin(tx, r, draftPage{key: web.NewKey(), typed: registry.Values{registry.LegalForm: "perorangan"}})
}

func (d Makers) drawBegin(tx *db.Tx, r *web.Request, p draftPage) (web.Reply, error) {
	p.Lang, p.r, p.step = r.Lang, r, stepWhat
	v, err := account.See(tx, r.Session())
	if err != nil {
		return web.Reply{}, err
	}
	p.who = d.Code(v.Person)
	if _, err := v.May(registry.MayRegister, account.At{Any: true}); err != nil {
		return web.Reply{}, err
	}
	if err := d.whose(tx, v, &p); err != nil {
		return web.Reply{}, err
	}
	if p.areas, err = face.Areas(tx, areaOf(v)); err != nil {
		return web.Reply{}, err
	}
	if v.Holds(account.Maker) {
		all, err := registry.Unfinished(tx, v.Person, mostBegun)
		if err != nil {
			return web.Reply{}, err
		}
		for _, b := range all {
			p.drafts = append(p.drafts, draftLink{b.Facts[registry.Name], p.r.Href("/usaha/daftar/" + d.Code(b.ID) + "/" + string(stepCheck)), b.State})
		}
	}
	return p.reply(), nil
}

// registered is which business was written down; its number says nothing outside.
type registered struct{ Business db.ID }

// begin writes the business down. However often it is sent, it is one business: the
// page names it by a key of its own.
func (d Makers) begin() web.Form[draftSaid, registered] {
	return web.Form[draftSaid, registered]{Same: true,
		Prepare: func(r *web.Request) (draftSaid, error) {
			in, err := d.read(r, stepWhat)
			if !web.GoodKey(in.key) {
				in.key = web.NewKey()
			}
			return in, err
		},
		Act: func(tx *db.Tx, in draftSaid) (registered, error) {
			if err := d.sameAccount(tx, in); err != nil {
				return registered{}, err
			}
			owner, err := d.ownerOf(tx, in)
			if err != nil {
				return registered{}, err
			}
			id, err := d.Book.RegisterAgain(tx, in.session, registry.Registering{Owner: owner, Set: in.set, Key: in.key})
			return registered{id}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in draftSaid, out registered, bad *fault.Fault) (web.Reply, error) {
			to := r.Href("/usaha/daftar/" + d.Code(out.Business) + "/" + string(stepCode))
			if byScript(r) {
				return d.heard(tx, r, in, to, bad)
			}
			if bad == nil {
				return web.Reply{To: to}, nil
			}
			if bad.Kind != fault.Invalid && bad.Kind != fault.Conflict {
				return web.Reply{}, bad
			}
			return d.drawBegin(tx, r, draftPage{key: in.key, typed: in.set, owner: in.owner, bad: bad})
		},
	}
}
