package asosiasiweb

import (
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/asosiasi"

	"github.com/a-h/templ"
)

// owned is what an owner looks after: the associations of one business.
type owned struct {
	page
	business                     registry.Business
	invited, asked, valid, ended []belonging
	waits, agreed                []nominationLine
	choices                      []asosiasi.Asosiasi // that can be asked
	steps                        []stepLine
	values                       map[db.ID]string // the codes of choices
}

// belonging is a membership as its owner sees it.
type belonging struct {
	asosiasi.Belonging
	code string
	of   string // the code of the association
}

// stepLine is one step of the history.
type stepLine struct {
	asosiasi.Step
	of string // how the association is called
}

func (d Door) ownerPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := fresh(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawOwner(tx, r, p)
}

func (d Door) drawOwner(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	p := owned{page: at}
	id := d.id(r.PathValue("code"))
	all, err := d.Desk.Of(tx, r.Session(), id)
	if err == nil {
		err = d.open(tx, r, &p.page)
	}
	if err != nil {
		return web.Reply{}, err
	}
	if p.business, err = registry.ByID(tx, id); err != nil {
		return web.Reply{}, err
	}
	called := map[db.ID]string{}
	for _, m := range all {
		called[m.Membership.ID] = m.Of.Call()
		p.sort(belonging{m, d.Code(m.Membership.ID), d.Code(m.Of.ID)})
	}
	steps, err := d.Desk.History(tx, r.Session(), id)
	for _, s := range steps {
		p.steps = append(p.steps, stepLine{s, called[s.Membership]})
	}
	if err != nil {
		return web.Reply{}, err
	}
	if err := d.rest(tx, r, &p); err != nil {
		return web.Reply{}, err
	}
	return one(p.T("asosiasiweb.own_title"), ownNav, web.Page{Body: ownerBody(p)}), nil
}

// sort puts a membership where its owner looks for it. One in an association that has
// ended holds no longer.
func (p *owned) sort(m belonging) {
	switch {
	case m.Standing == asosiasi.Over || m.Of.State == asosiasi.Ended:
		p.ended = append(p.ended, m)
	case m.Standing == asosiasi.Invited:
		p.invited = append(p.invited, m)
	case m.Standing == asosiasi.Asked:
		p.asked = append(p.asked, m)
	default:
		p.valid = append(p.valid, m)
	}
}

// rest gathers what was put forward, and what may be asked.
func (d Door) rest(tx *db.Tx, r *web.Request, p *owned) error {
	all, err := d.Desk.Nominations(tx, r.Session(), p.business.ID)
	if err != nil {
		return err
	}
	lines, err := d.nominations(tx, p.page, all)
	for _, n := range lines {
		switch n.Answer {
		case asosiasi.Waiting:
			p.waits = append(p.waits, n)
		case asosiasi.Agreed:
			p.agreed = append(p.agreed, n)
		}
	}
	if err != nil || p.business.State != registry.Published {
		return err
	}
	p.values = map[db.ID]string{}
	choices, err := asosiasi.Public(tx)
	for _, a := range choices {
		if !slices.ContainsFunc(slices.Concat(p.invited, p.asked, p.valid), func(m belonging) bool { return m.Of.ID == a.ID }) {
			p.choices = append(p.choices, a)
			p.values[a.ID] = d.Code(a.ID)
		}
	}
	return err
}

func (p owned) choice() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "asosiasi", Label: p.T("asosiasiweb.own_choose"), Value: p.typed.asosiasi, Fault: p.at("")}, Blank: p.T("asosiasiweb.own_choose_blank")}
	for _, a := range p.choices {
		c.Options = append(c.Options, parts.Option{Value: p.values[a.ID], Label: a.Name})
	}
	return c
}

// by is who put a business forward.
func (p owned) by(n nominationLine) string {
	for _, m := range slices.Concat(p.valid, p.ended) {
		if m.Membership.ID == n.Membership {
			return m.Of.Name
		}
	}
	return ""
}

// named are the kurasi whose results say that the association of a membership put the
// business forward, hidden or not: the owner agreed to that.
func (p owned) named(m belonging) (out []nominationLine) {
	for _, n := range p.agreed {
		if n.Membership == m.Membership.ID && n.Open && n.page != "" {
			out = append(out, n)
		}
	}
	return out
}

// onward is what an owner does once they agreed to be put forward: to enter, as long as that
// is open.
func (p owned) onward(n nominationLine) string {
	if strings.HasSuffix(n.page, "/ikut") {
		return "asosiasiweb.own_enter"
	}
	return "asosiasiweb.own_call"
}

func (p owned) public() bool { return p.business.State == registry.Published }

// agreeing is what the box beside a consent needs.
type agreeing struct {
	words string // the key of the text
	code  string // of what is agreed to
	text  int    // the number of the text
}

// wrong says what is wrong with a box.
func (p page) wrong(a agreeing) string {
	f := p.at(a.code)
	if f == nil {
		return ""
	}
	x, bad := f.Field("setuju")
	if !bad {
		return ""
	}
	return p.T(x.Key, x.Args...)
}

// boxID is where the list of faults leads to.
func (p page) boxID(a agreeing) string {
	if p.wrong(a) != "" {
		return "f-setuju"
	}
	return "setuju-" + a.code
}

// boxAttrs tie a box to what is wrong with it.
func boxAttrs(wrong string) templ.Attributes {
	if wrong == "" {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": "f-setuju-g"}
}

// owns asks that the business of the address is of whoever is signed in.
func (d Door) owns(tx *db.Tx, in said) error {
	_, err := d.Desk.Of(tx, in.session, d.id(in.code))
	return err
}

func toOwner(in said) string { return "/usaha-saya/" + in.code + "/asosiasi" }

func (d Door) ask() web.Form[said, did] {
	return d.press(pressing{may: d.owns, to: toOwner, again: d.drawOwner, act: func(tx *db.Tx, in said) (did, error) {
		_, err := d.Desk.Ask(tx, in.session, d.id(in.code), d.id(in.asosiasi), in.consent)
		return did{Ya: "minta"}, err
	}})
}

// belongs asks that the membership of the address is one of the business.
func (d Door) belongs(tx *db.Tx, in said) error {
	all, err := d.Desk.Of(tx, in.session, d.id(in.code))
	if err == nil && !slices.ContainsFunc(all, func(m asosiasi.Belonging) bool { return m.Membership.ID == in.row }) {
		err = fault.New(fault.NotFound, "asosiasi.no_member")
	}
	return err
}

// answer says yes or no to a membership, and shows or hides it.
func (d Door) answer() web.Form[said, did] {
	return d.press(pressing{may: d.belongs, to: toOwner, again: d.drawOwner, act: func(tx *db.Tx, in said) (did, error) {
		switch in.step {
		case "setuju":
			return did{Ya: "setuju"}, d.Desk.Agree(tx, in.session, asosiasi.On{Membership: in.row, Version: in.version}, in.consent)
		case "akhiri":
			return did{Ya: "akhir"}, d.Desk.Leave(tx, in.session, in.row)
		case "tampil":
			return did{Ya: "tampil"}, d.Desk.Show(tx, in.session, in.row, true)
		case "sembunyi":
			return did{Ya: "sembunyi"}, d.Desk.Show(tx, in.session, in.row, false)
		}
		return did{}, fault.New(fault.Invalid, "asosiasiweb.answer_needed")
	}})
}

// isNominated asks that the nomination of the address is of the business.
func (d Door) isNominated(tx *db.Tx, in said) error {
	all, err := d.Desk.Nominations(tx, in.session, d.id(in.code))
	if err == nil && !slices.ContainsFunc(all, func(n asosiasi.Nomination) bool { return n.ID == in.row }) {
		err = fault.New(fault.NotFound, "asosiasi.no_nomination")
	}
	return err
}

// reply says yes or no to being put forward, and takes a yes back.
func (d Door) reply() web.Form[said, did] {
	return d.press(pressing{may: d.isNominated, to: toOwner, again: d.drawOwner, act: func(tx *db.Tx, in said) (did, error) {
		switch in.step {
		case "setuju":
			return did{Ya: "setuju"}, d.Desk.Reply(tx, in.session, in.row, true, in.consent)
		case "tolak":
			return did{Ya: "tolak"}, d.Desk.Reply(tx, in.session, in.row, false, asosiasi.Consent{})
		case "tarik":
			return did{Ya: "tarik"}, d.Desk.Retract(tx, in.session, in.row)
		}
		return did{}, fault.New(fault.Invalid, "asosiasiweb.answer_needed")
	}})
}
