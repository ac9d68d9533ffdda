package accountweb

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// How many requests the desk lists.
const (
	mostOpen     = 200
	mostAnswered = 20
)

// deskForm is what people asked, with the time that is left, and a form to write
// down what came by letter.
type deskForm struct {
	askForm
	open, done []account.Request
	code       func(db.ID) string
}

func (d Personal) deskPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	f := deskForm{askForm: askForm{asking: begin(tx, r, nil), wish: account.Wish{Kind: account.AskCopy}}}
	if err := f.say(); err != nil {
		return web.Reply{}, err
	}
	return d.drawDesk(tx, f)
}

func (d Personal) drawDesk(tx *db.Tx, f deskForm) (web.Reply, error) {
	if _, err := only(tx, f.r, account.MayPrivacy); err != nil {
		return web.Reply{}, err
	}
	f.desk, f.law, f.code = true, d.Private.Law, d.Code
	var err error
	if f.open, err = account.OpenRequests(tx, mostOpen); err != nil {
		return web.Reply{}, err
	}
	if f.done, err = account.Answered(tx, mostAnswered); err != nil {
		return web.Reply{}, err
	}
	return f.page("account.personal_desk_title", web.Page{Nav: "pribadi", Body: deskBody(f)}), nil
}

func (f deskForm) table(all []account.Request, empty string) parts.Table {
	t := parts.Table{Caption: f.T("account.personal_requests_caption"), Cards: true, Halves: true, Empty: f.T(empty),
		Columns: []parts.Column{{Label: f.T("account.personal_request")}, {Label: f.T("account.personal_person")}, {Label: f.T("account.personal_asked_at")}, {Label: f.T("account.personal_due")}, {Label: f.T("account.personal_state")}}}
	for _, q := range all {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: f.T("account.personal_kind_" + q.Kind), Href: f.r.Href("/pribadi/" + f.code(q.ID))},
			{Text: f.code(q.Person)}, {Text: f.when(q.At)}, {Text: f.when(q.Due)}, {Part: parts.Cap(f.Lang, f.state(q))}}})
	}
	return t
}

// writeDown keeps a request that came by letter or at a desk. The person is found
// by what they sign in with, which is posted and stands in no address.
func (d Personal) writeDown() web.Form[asked, db.ID] {
	return web.Form[asked, db.ID]{Secret: []string{"login", "text"},
		Prepare: func(r *web.Request) (asked, error) {
			in, err := readAsked(r)
			if err == nil {
				err = web.Record(r, func(tx *db.Tx) error { return d.Private.CountLogin(tx, in.session) })
			}
			return in, err
		},
		Act: func(tx *db.Tx, in asked) (db.ID, error) {
			l, err := readLogin(in.login)
			if err != nil {
				return 0, err
			}
			return d.Private.WriteDown(tx, in.session, l, in.wish)
		},
		Draw: func(tx *db.Tx, r *web.Request, in asked, id db.ID, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href("/pribadi/" + d.Code(id))}, nil
			}
			return d.drawDesk(tx, deskForm{askForm: askForm{asking: begin(tx, r, bad), wish: in.wish, login: in.login}})
		},
	}
}

// requestForm is one request, to be carried out or refused.
type requestForm struct {
	asking
	account.Request
	law    account.LegalRight
	code   string // of the request
	person string // code
	kept   string // key of the reason of the law to keep; "": none
	own    bool   // who looks is who asks
	two    bool   // who looks wrote it down, and it takes another to do it
	seen   bool
	nik    string
	why    string
}

// byCard reports whether the number of a shown card adds to what is carried out:
// lists hold people by it and know no account.
func (f requestForm) byCard() bool { return f.Kind == account.AskCopy || f.Kind == account.AskErase }

func (f requestForm) cardField() parts.Field {
	x := f.nikField(f.nik)
	x.Help, x.Optional = f.T("account.personal_card_with_"+f.Kind), true
	return x
}

func (d Personal) requestPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawRequest(tx, requestForm{asking: begin(tx, r, nil)})
}

func (d Personal) drawRequest(tx *db.Tx, f requestForm) (web.Reply, error) {
	v, err := only(tx, f.r, account.MayPrivacy)
	if err != nil {
		return web.Reply{}, err
	}
	id, err := d.target(f.r, noRequest)
	if err != nil {
		return web.Reply{}, err
	}
	if f.Request, err = account.RequestByID(tx, id); err != nil {
		return web.Reply{}, err
	}
	f.law, _ = d.Private.Law.Right(f.Kind)
	f.code, f.person, f.own = d.Code(f.ID), d.Code(f.Person), f.Person == v.Person
	f.two = f.TakesTwo(v.Actor())
	if f.Kind == account.AskErase && f.State == "open" {
		if f.kept, err = d.Private.Kept(tx, f.Person); err != nil {
			return web.Reply{}, err
		}
	}
	return f.page("account.personal_request_title", web.Page{Nav: "pribadi", Body: requestBody(f)}), nil
}

func (f requestForm) facts() []parts.Fact {
	by := f.T("account.personal_time_"+f.law.SetBy, f.law.Hours)
	out := []parts.Fact{{Label: f.T("account.personal_request"), Value: f.T("account.personal_kind_" + f.Kind), Note: f.T("account.personal_law_cited", f.law.Article)},
		{Label: f.T("account.personal_person"), Value: f.person, Note: f.T("account.personal_person_hidden")},
		{Label: f.T("account.personal_asked_at"), Value: f.when(f.At)}, {Label: f.T("account.personal_due"), Value: f.when(f.Due), Note: by}}
	if f.Field != "" {
		out = append(out, parts.Fact{Label: f.T("account.personal_which"), Value: f.word("account.personal_field_"+f.Field, f.Field)})
	}
	if f.Purpose != "" {
		out = append(out, parts.Fact{Label: f.T("account.personal_purpose"), Value: f.word("account.personal_purpose_"+f.Purpose, f.Purpose)})
	}
	if f.Answer != "" {
		out = append(out, parts.Fact{Label: f.T("account.personal_answer"), Value: f.T("account.personal_why_" + f.Answer)})
	}
	return out
}

func (f requestForm) reasons() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "why", Label: f.T("account.personal_refuse_why"), Value: f.why, Fault: f.bad}}
	for _, w := range account.Refusals {
		c.Options = append(c.Options, parts.Option{Value: w, Label: f.T("account.personal_why_" + w)})
	}
	return c
}

// answering is an answer as it came.
type answering struct {
	session string
	id      db.ID
	seen    bool
	nik     string // of the card that was shown; "": none
	refuse  bool
	why     string
}

// answeredNow is what came of it: a kind and the reads of a copy, and no value.
type answeredNow struct {
	Kind string `json:"kind"`
	Read db.ID  `json:"read"`
	Card db.ID  `json:"card"` // the request by card that came of it
}

func (d Personal) answer() web.Form[answering, answeredNow] {
	return web.Form[answering, answeredNow]{Prepare: d.readAnswer, Act: d.actAnswer, Draw: d.drawAnswer, Secret: []string{"nik"}}
}

func (d Personal) readAnswer(r *web.Request) (answering, error) {
	v := r.Values()
	in := answering{session: r.Session(), seen: v.Line("seen", 1) == "1", nik: v.Line("nik", 30), refuse: v.Line("do", 10) == "tolak", why: v.Line("why", 20)}
	if err := v.Err(); err != nil {
		return in, err
	}
	var err error
	if in.id, err = d.target(r, noRequest); err == nil && !in.refuse {
		err = d.countCard(r, in.session, in.nik)
	}
	return in, err
}

func (d Personal) actAnswer(tx *db.Tx, in answering) (answeredNow, error) {
	if in.refuse {
		return answeredNow{}, d.Private.Refuse(tx, in.session, in.id, in.why)
	}
	q, err := d.Private.CarryOut(tx, in.session, in.id, in.seen)
	out := answeredNow{Kind: q.Kind, Read: q.Read}
	if err != nil || in.nik == "" {
		return out, err
	}
	nik, err := account.ReadCard(in.nik)
	if err != nil {
		return out, err
	}
	c, err := d.Private.AskByCard(tx, in.session, q.Kind, nik, in.seen)
	if f := fault.Of(err); f != nil && (f.Key == "account.card_nothing" || f.Key == "account.request_waits") {
		return out, nil // there is nothing more to do than was done
	}
	out.Card = c.ID
	return out, err
}

func (d Personal) drawAnswer(tx *db.Tx, r *web.Request, in answering, out answeredNow, bad *fault.Fault) (web.Reply, error) {
	switch {
	case bad != nil && (bad.Kind == fault.Stranger || bad.Kind == fault.NotFound):
		return web.Reply{}, bad
	case bad != nil:
		return d.drawRequest(tx, requestForm{asking: begin(tx, r, bad), seen: in.seen, nik: in.nik, why: in.why})
	case in.refuse:
		return web.Reply{To: r.Href("/pribadi?ya=tolak")}, nil
	case out.Kind == account.AskCopy:
		return d.handOut(tx, r, in, out)
	case out.Card != 0:
		return web.Reply{To: r.Href("/pribadi/ktp/" + d.Code(out.Card))}, nil
	}
	return web.Reply{To: r.Href("/pribadi?ya=jawab")}, nil
}

// handOut draws the copy for who carried the request out, in the answer to that
// form and as long as any read is drawn. The file is in the page, so that no
// address leads to it.
func (d Personal) handOut(tx *db.Tx, r *web.Request, in answering, out answeredNow) (web.Reply, error) {
	c, err := d.Private.HandOut(tx, r.Session(), out.Read)
	if err == nil && out.Card != 0 {
		var nik string
		var more account.Copy
		if nik, err = account.ReadCard(in.nik); err == nil {
			more, err = d.Private.CardCopy(tx, r.Session(), out.Card, nik)
		}
		c.Held = append(c.Held, more.Held...)
	}
	if err != nil {
		return shut(r, err, func(bad *fault.Fault) (web.Reply, error) {
			return d.drawRequest(tx, requestForm{asking: begin(tx, r, bad)})
		})
	}
	return theirs(begin(tx, r, nil), c)
}
