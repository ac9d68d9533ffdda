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
	"alun/record/registry/product"
)

// minePage lists the associations for which somebody speaks.
func (d Door) minePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	var p listed
	all, err := asosiasi.Mine(tx, r.Session())
	if err == nil {
		err = d.open(tx, r, &p.page)
	}
	for _, a := range all {
		p.all = append(p.all, asosiasiLine{Asosiasi: a, code: d.Code(a.ID)})
	}
	return one(r.Lang.T("asosiasiweb.mine_title"), nav, web.Page{Body: mineBody(p)}), err
}

// managed is the desk of one association.
type managed struct {
	page
	asosiasi.Asosiasi
	asked, invited, valid []memberLine
	count                 map[asosiasi.Standing]int
	next                  string
	again                 string // the code of one that was invited before, and now once more
	forward               []nominationLine
}

// memberLine is a member as the association sees it.
type memberLine struct {
	asosiasi.Member
	code string
	face businessLine
}

// nominationLine is somebody who was put forward.
type nominationLine struct {
	asosiasi.Nomination
	code    string
	called  string // the business, "" where it is not public
	product string
	what    string
	page    string // where the call stands, or where its owner enters; "" nowhere
}

func (d Door) managePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := fresh(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawManage(tx, r, p)
}

func (d Door) drawManage(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	p := managed{page: at}
	before, a, err := db.ID(0), asosiasi.Asosiasi{}, d.open(tx, r, &p.page)
	if err == nil {
		a, err = asosiasi.Managed(tx, r.Session(), d.id(p.code))
	}
	if err != nil {
		return web.Reply{}, err
	}
	if p.bad == nil { // of a form that is drawn again the query is not read
		v := r.Values()
		before, p.again = d.id(v.Line("sebelum", 20)), v.Line("diundang", 20)
		if v.Err() != nil {
			return web.Reply{}, v.Err()
		}
	}
	p.Asosiasi = a
	if err := d.lists(tx, r, &p, before); err != nil {
		return web.Reply{}, err
	}
	return one(a.Name, nav, web.Page{Body: manageBody(p)}), nil
}

// lists gathers who asked, who was invited, and a page of members.
func (d Door) lists(tx *db.Tx, r *web.Request, p *managed, before db.ID) (err error) {
	if p.count, err = d.Desk.Tally(tx, r.Session(), p.ID); err != nil {
		return err
	}
	for standing, to := range map[asosiasi.Standing]*[]memberLine{asosiasi.Asked: &p.asked, asosiasi.Invited: &p.invited, asosiasi.Valid: &p.valid} {
		from, most := db.ID(0), asosiasi.MostInvited
		if standing == asosiasi.Valid {
			from, most = before, mostMembers+1
		}
		all, err := d.Desk.Members(tx, r.Session(), p.ID, standing, from, most)
		if err != nil {
			return err
		}
		for _, m := range all {
			*to = append(*to, d.line(m))
		}
	}
	if len(p.valid) > mostMembers {
		p.valid = p.valid[:mostMembers]
		p.next = p.href(mine + "/" + p.code + "?sebelum=" + p.valid[mostMembers-1].code)
	}
	all, err := d.Desk.PutForward(tx, r.Session(), p.ID)
	if err != nil {
		return err
	}
	p.forward, err = d.nominations(tx, p.page, all)
	return err
}

func (d Door) line(m asosiasi.Member) memberLine {
	return memberLine{Member: m, code: d.Code(m.ID), face: businessLine{m.Business, d.Code(m.Membership.Business)}}
}

// nominations say of whom and of what they are, as everybody sees that.
func (d Door) nominations(tx *db.Tx, p page, all []asosiasi.Nomination) ([]nominationLine, error) {
	calls, err := d.Desk.Open(tx)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	var ids []db.ID
	for _, n := range all {
		ids = append(ids, n.Business)
	}
	listed, err := d.Desk.Book.ListedAll(tx, ids)
	if err != nil {
		return nil, err
	}
	called := map[db.ID]string{}
	for _, b := range listed {
		called[b.ID] = b.Facts[registry.Name]
	}
	products, err := product.PublicOf(tx, ids)
	out := make([]nominationLine, len(all))
	for i, n := range all {
		call, err := d.Desk.Known(tx, calls, n.For)
		if err != nil {
			return nil, err
		}
		own := slices.ContainsFunc(calls, func(c asosiasi.Call) bool { return c.Code == n.For })
		out[i] = nominationLine{Nomination: n, code: d.Code(n.ID), called: called[n.Business], what: p.callName(call, own), page: call.Path}
		for _, x := range products[n.Business] {
			if x.ID == n.Product {
				out[i].product = x.Name
			}
		}
	}
	return out, err
}

// callName is how a call is called; one that nobody knows any more goes by a word for that.
func (p page) callName(c asosiasi.Call, own bool) string {
	switch {
	case c.Name != "":
		return c.Name
	case own:
		return p.T(c.Word())
	}
	return p.T("asosiasiweb.call_gone")
}

// already says since when one waits for an answer that was invited once more; "" none was.
func (p managed) already() string {
	for _, m := range p.invited {
		if m.code == p.again {
			return p.T("asosiasiweb.invited_already", p.day(m.Made))
		}
	}
	return ""
}

func (p managed) businessField() parts.Field {
	return parts.Field{Name: "usaha", Label: p.T("asosiasiweb.invite_field"), Help: p.T("asosiasiweb.invite_help"), Value: p.typed.business, Max: 200, Auto: "off", Fault: p.bad}
}

// table lists the members, each with the way to what can be done.
func (p managed) table() parts.Table {
	t := parts.Table{ID: "para-anggota", Caption: p.T("asosiasiweb.valid_title", p.count[asosiasi.Valid]), Empty: p.T("asosiasiweb.members_yet"), Columns: []parts.Column{{Label: p.T("asosiasiweb.member")}, {Label: p.T("asosiasiweb.member_since")}}}
	for _, m := range p.valid {
		cell := parts.Cell{Text: nameOf(p.page, m), Href: p.href(mine + "/" + p.code + "/anggota/" + m.code), Lang: p.foreign(), Note: p.where(m.face.Business)}
		if !m.Public {
			cell.Lang, cell.Note = "", p.T("asosiasiweb.not_public_why")
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{cell, {Text: p.day(m.Since)}}})
	}
	return t
}

// manages asks that somebody speaks for the association of the address.
func (d Door) manages(tx *db.Tx, in said) error {
	_, err := asosiasi.Managed(tx, in.session, d.id(in.code))
	return err
}

func toDesk(in said) string { return mine + "/" + in.code }

// readBusiness is the code of a business, as it is copied: by itself, or as the end of the
// address of its page or card.
func readBusiness(typed string) string {
	typed, _, _ = strings.Cut(strings.TrimSpace(typed), "?")
	typed = strings.TrimRight(typed, "/")
	if i := strings.LastIndexByte(typed, '/'); i >= 0 {
		typed = typed[i+1:]
	}
	return strings.ToLower(typed)
}

func (d Door) invite() web.Form[said, did] {
	return d.press(pressing{may: d.manages, to: toDesk, again: d.drawManage, act: func(tx *db.Tx, in said) (did, error) {
		member, err := d.Desk.Invite(tx, in.session, d.id(in.code), d.id(readBusiness(in.business)))
		if fault.Is(err, fault.NotFound) {
			err = fault.New(fault.Invalid, "asosiasi.invalid").At("usaha", "asosiasiweb.invite_unknown")
		}
		if err != nil {
			return did{}, err
		}
		return d.invited(tx, in, member)
	}})
}

// invited tells what an invitation did: one that asked is a member by it, and one that was
// invited before hears nothing of it.
func (d Door) invited(tx *db.Tx, in said, member db.ID) (did, error) {
	m, err := d.Desk.Member(tx, in.session, member)
	switch {
	case err != nil:
		return did{}, err
	case m.Standing == asosiasi.Valid:
		return did{Ya: "benar"}, nil
	case m.Made.Before(tx.Now()):
		return did{To: toDesk(in) + "?diundang=" + d.Code(member)}, nil
	}
	return did{Ya: "undang"}, nil
}

// stepDown lets somebody speak for an association no longer.
func (d Door) stepDown() web.Form[said, did] {
	return d.press(pressing{may: d.manages, to: toDesk, again: d.drawManage, act: func(tx *db.Tx, in said) (did, error) {
		return did{To: mine}, d.Desk.StepDown(tx, in.session, d.id(in.code))
	}})
}

// memberOne is one member, and what can be said of it.
type memberOne struct {
	page
	asosiasi.Asosiasi
	memberLine
	products []product.Product
	calls    []asosiasi.Call
}

func (d Door) memberPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := fresh(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawMember(tx, r, p)
}

func (d Door) drawMember(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	p := memberOne{page: at}
	err := d.open(tx, r, &p.page)
	if err == nil {
		p.Asosiasi, err = asosiasi.Managed(tx, r.Session(), d.id(p.page.code))
	}
	if err != nil {
		return web.Reply{}, err
	}
	m, err := d.memberOf(tx, r.Session(), p.Asosiasi.ID, d.id(r.PathValue("member")))
	if err != nil {
		return web.Reply{}, err
	}
	p.memberLine = d.line(m)
	if p.calls, err = d.Desk.Open(tx); err != nil {
		return web.Reply{}, err
	}
	all, err := product.PublicOf(tx, []db.ID{m.Membership.Business})
	p.products = all[m.Membership.Business]
	return one(p.called(), nav, web.Page{Body: memberBody(p, d.Code)}), err
}

// memberOf is a member of an association, and of no other.
func (d Door) memberOf(tx *db.Tx, session string, of, member db.ID) (asosiasi.Member, error) {
	m, err := d.Desk.Member(tx, session, member)
	if fault.Is(err, fault.Denied) || err == nil && m.Asosiasi != of {
		err = fault.New(fault.NotFound, "asosiasi.no_member")
	}
	return m, err
}

// called is the member by its name, where everybody sees that.
func (p memberOne) called() string {
	if p.Public {
		return p.face.Facts[registry.Name]
	}
	return p.T("asosiasiweb.not_public")
}

// tongue is the language of what the member is called, where it is not the page's.
func (p memberOne) tongue() string {
	if p.Public {
		return p.foreign()
	}
	return ""
}

// under says where the member is, or why it has no name here.
func (p memberOne) under() string {
	if p.Public {
		return p.where(p.face.Business)
	}
	return p.T("asosiasiweb.not_public_why")
}

func (p memberOne) whatFor() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "untuk", Label: p.T("asosiasiweb.what_for"), Value: p.typed.what, Fault: p.bad}, Blank: p.T("asosiasiweb.what_for_blank")}
	for _, x := range p.calls {
		c.Options = append(c.Options, parts.Option{Value: x.Code, Label: p.callName(x, true)})
	}
	return c
}

func (p memberOne) which(d func(db.ID) string) parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "produk", Label: p.T("asosiasiweb.which"), Value: p.typed.product, Optional: true, Fault: p.bad}, Blank: p.T("asosiasiweb.which_business")}
	for _, x := range p.products {
		c.Options = append(c.Options, parts.Option{Value: d(x.ID), Label: x.Name})
	}
	return c
}

func (p memberOne) sentence() parts.Field {
	return parts.Field{Name: "kalimat", Label: p.T("asosiasiweb.sentence"), Help: p.T("asosiasiweb.sentence_help", asosiasi.LeastSentence, asosiasi.MostSentence), Value: p.typed.sentence, Max: asosiasi.MostSentence, Fault: p.bad}
}

// decides asks that the member of the address is one of the association.
func (d Door) decides(tx *db.Tx, in said) error {
	if err := d.manages(tx, in); err != nil {
		return err
	}
	_, err := d.memberOf(tx, in.session, d.id(in.code), in.row)
	return err
}

// decide confirms who asked, or ends what is there.
func (d Door) decide() web.Form[said, did] {
	return d.press(pressing{may: d.decides, to: toDesk, again: d.drawMember, act: func(tx *db.Tx, in said) (did, error) {
		switch in.step {
		case "benarkan":
			return did{Ya: "benar"}, d.Desk.Confirm(tx, in.session, asosiasi.On{Membership: in.row, Version: in.version})
		case "akhiri":
			return did{Ya: "akhir"}, d.Desk.Dismiss(tx, in.session, in.row)
		}
		return did{}, fault.New(fault.Invalid, "asosiasiweb.answer_needed")
	}})
}

func (d Door) nominate() web.Form[said, did] {
	return d.press(pressing{may: d.decides, to: toDesk, again: d.drawMember, act: func(tx *db.Tx, in said) (did, error) {
		_, err := d.Desk.Nominate(tx, in.session, asosiasi.Nominating{Membership: in.row, Product: d.some(in.product), For: in.what, Sentence: in.sentence})
		return did{Ya: "nominasi"}, err
	}})
}

// some is the id of a code, 0 of none, and of what is no code an id that nothing has.
func (d Door) some(code string) db.ID {
	if code == "" {
		return 0
	}
	if id, ok := d.ID(code); ok {
		return id
	}
	return -1
}

func (d Door) withdraw() web.Form[said, did] {
	return d.press(pressing{may: d.manages, to: toDesk, again: d.drawManage, act: func(tx *db.Tx, in said) (did, error) {
		n, err := asosiasi.NominationOf(tx, in.row)
		if err == nil && n != d.id(in.code) {
			err = fault.New(fault.NotFound, "asosiasi.no_nomination")
		}
		if err != nil {
			return did{}, err
		}
		return did{Ya: "tarik"}, d.Desk.Withdraw(tx, in.session, in.row)
	}})
}
