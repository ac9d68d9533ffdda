package registryweb

import (
	"strconv"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
)

// held is what stands, with a mark for what is there but not shown to who writes:
// it is not missing.
func (p draftPage) held() registry.Values {
	out := registry.Values{}
	for f, text := range p.view.Facts {
		out[f] = text
	}
	for _, f := range registry.Facts {
		if shut(p.view, f) {
			out[f] = "•"
		}
	}
	return out
}

// missing lists what is needed before it can be handed in.
func (p draftPage) missing() []registry.Lack { return registry.Missing(p.held()) }

// asked are the facts of each step, as the last page repeats them.
var asked = map[draftStep][]registry.Fact{
	stepWhat:    {registry.Name, registry.Kind, registry.AboutID, registry.LegalForm, registry.NIB},
	stepCode:    {registry.KBLI, registry.Subsectors},
	stepPlace:   {registry.Kelurahan, registry.RT, registry.AtHome, registry.StreetVendor, registry.Address},
	stepContact: {registry.WA, registry.Phone, registry.Mail, registry.Opens},
}

// facts are what was said on a step, each with who says so.
func (p draftPage) facts(step draftStep) []parts.Fact {
	var out []parts.Fact
	for _, f := range asked[step] {
		value := p.say.Fact(f, p.view.Facts[f])
		if shut(p.view, f) {
			value = p.T("registryweb.hidden")
		}
		if value == "" || f == registry.StreetVendor && p.view.Facts[f] != registry.Yes {
			continue
		}
		out = append(out, parts.Fact{Label: p.T(f.Label()), Value: value, Note: p.shownNote(f)})
	}
	return out
}

// flagOf is by which fact the owner lets everybody see a contact.
var flagOf = map[registry.Fact]registry.Fact{registry.WA: registry.WAPublic, registry.Phone: registry.PhonePublic, registry.Mail: registry.MailPublic}

// shownNote says who will see a fact that is somebody's own.
func (p draftPage) shownNote(f registry.Fact) string {
	v := p.view.Facts
	flag := flagOf[f]
	switch {
	case flag != "" && v[flag] == registry.Yes:
		return p.T("registryweb.seen_by_all")
	case flag != "", f == registry.NIB:
		return p.T("registryweb.seen_by_few")
	case (f == registry.Address || f == registry.RT) && v[registry.AtHome] != registry.No && v[registry.AddressPublic] != registry.Yes:
		return p.T("registryweb.seen_by_few")
	}
	return ""
}

// stateNote says where a business stands, and what comes next.
func (p draftPage) stateNote() parts.Note {
	kind := map[registry.State]parts.Kind{registry.Submitted: parts.Waiting, registry.Published: parts.Done, registry.Suspended: parts.Refused}[p.view.State]
	return parts.Note{Kind: kind, Title: p.T("registryweb.now_" + string(p.view.State)), Text: p.T("registryweb.next_" + string(p.view.State)), Level: 2, Alert: p.view.State == registry.Submitted}
}

// handIn hands the business in.
func (d Makers) handIn() web.Form[draftSaid, struct{}] {
	return web.Form[draftSaid, struct{}]{
		Prepare: func(r *web.Request) (draftSaid, error) {
			v := r.Values()
			in := draftSaid{session: r.Session(), code: r.PathValue("code")}
			in.version, _ = strconv.ParseInt(v.Line("versi", 20), 10, 64)
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in draftSaid) (struct{}, error) {
			v, err := d.seen(tx, in.session, in.code)
			if err != nil {
				return struct{}{}, err
			}
			return struct{}{}, d.Book.Submit(tx, in.session, registry.Step{Business: v.ID, Version: in.version})
		},
		Draw: func(tx *db.Tx, r *web.Request, in draftSaid, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href("/usaha/daftar/" + in.code + "/" + string(stepCheck))}, nil
			}
			if bad.Kind != fault.Invalid && bad.Kind != fault.Conflict {
				return web.Reply{}, bad
			}
			return d.drawStep(tx, r, draftPage{step: stepCheck, bad: bad})
		},
	}
}

// kept says when the draft was last written.
func (p draftPage) kept() string {
	at := p.view.Made
	for _, proof := range p.view.Proofs {
		if proof.At.After(at) {
			at = proof.At
		}
	}
	return p.T("registryweb.kept", date.DayOf(at).In(p.Tag()), date.Clock(at, p.Tag()))
}

// lackName names what is needed: any way to reach the owner does.
func (p draftPage) lackName(f registry.Fact) string {
	if f == registry.Phone {
		return p.T("registryweb.any_contact")
	}
	return p.T(f.Label())
}

// fieldName is the field of the page that asks for a fact.
func (p draftPage) fieldName(f registry.Fact) string {
	switch f {
	case registry.AtHome:
		return "di"
	case registry.Phone:
		return string(registry.WA)
	}
	return string(f)
}

// publicText says what everybody will see.
func (p draftPage) publicText() string {
	if v := p.view.Facts; v[registry.AtHome] == registry.No && v[registry.StreetVendor] != registry.Yes {
		return p.T("registryweb.public_shop")
	}
	if p.addressOpen() {
		return p.T("registryweb.public_open")
	}
	return p.T("registryweb.public_home")
}
