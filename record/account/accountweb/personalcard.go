package accountweb

import (
	"encoding/base64"
	"encoding/json"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// cardForm is for people who show an identity card and need no account: what
// waits, and a form to write down what they ask.
type cardForm struct {
	asking
	open, done []account.CardRequest
	code       func(db.ID) string
	in         carded
}

// carded is a request by card as it came. The number is posted, kept in no
// answer and shown again only beside what is wrong.
type carded struct {
	session   string
	id        db.ID
	kind, nik string
	seen      bool
	refuse    bool
	why       string
}

func (d Personal) cardPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	f := cardForm{asking: begin(tx, r, nil), in: carded{kind: account.AskCopy}}
	if err := f.say(); err != nil {
		return web.Reply{}, err
	}
	return d.drawCards(tx, f)
}

func (d Personal) drawCards(tx *db.Tx, f cardForm) (web.Reply, error) {
	if _, err := only(tx, f.r, account.MayPrivacy); err != nil {
		return web.Reply{}, err
	}
	f.code = d.Code
	var err error
	if f.open, err = account.CardRequests(tx, true, mostOpen); err != nil {
		return web.Reply{}, err
	}
	if f.done, err = account.CardRequests(tx, false, mostAnswered); err != nil {
		return web.Reply{}, err
	}
	return f.page("account.personal_card_title", web.Page{Nav: "pribadi", Body: cardsBody(f)}), nil
}

func readCarded(r *web.Request) (carded, error) {
	v := r.Values()
	in := carded{session: r.Session(), kind: v.Line("kind", 20), nik: v.Line("nik", 30), seen: v.Line("seen", 1) == "1", refuse: v.Line("do", 10) == "tolak", why: v.Line("why", 20)}
	return in, v.Err()
}

// countCard takes a try for the number that a form gives, before it is looked up.
// One that is no number finds nobody.
func (d Personal) countCard(r *web.Request, session, nik string) error {
	if _, err := account.ReadCard(nik); err != nil {
		return nil // told by the act, beside its field
	}
	return web.Record(r, func(tx *db.Tx) error { return d.Private.CountCard(tx, session) })
}

func (d Personal) readAskByCard(r *web.Request) (carded, error) {
	in, err := readCarded(r)
	if err == nil {
		err = d.countCard(r, in.session, in.nik)
	}
	return in, err
}

func (d Personal) readAnswerCard(r *web.Request) (carded, error) {
	in, err := readCarded(r)
	if err == nil {
		in.id, err = d.target(r, noRequest)
	}
	if err == nil && !in.refuse {
		err = d.countCard(r, in.session, in.nik)
	}
	return in, err
}

// cardedNow is what came of it, without a value.
type cardedNow struct {
	ID   db.ID  `json:"id"`
	Kind string `json:"kind"`
}

// askByCard answers a copy with what is kept, and an erasure with its page.
func (d Personal) askByCard() web.Form[carded, cardedNow] {
	return web.Form[carded, cardedNow]{Prepare: d.readAskByCard, Secret: []string{"nik"},
		Act: func(tx *db.Tx, in carded) (cardedNow, error) {
			if _, err := account.May(tx, in.session, account.MayPrivacy, account.At{}); err != nil {
				return cardedNow{}, err
			}
			nik, err := account.ReadCard(in.nik)
			if err != nil {
				return cardedNow{}, err
			}
			c, err := d.Private.AskByCard(tx, in.session, in.kind, nik, in.seen)
			return cardedNow{c.ID, c.Kind}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in carded, c cardedNow, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad != nil && bad.Kind == fault.Stranger:
				return web.Reply{}, bad
			case bad != nil:
				return d.drawCards(tx, cardForm{asking: begin(tx, r, bad), in: in})
			case c.Kind == account.AskErase:
				return web.Reply{To: r.Href("/pribadi/ktp/" + d.Code(c.ID))}, nil
			}
			return d.drawCardCopy(tx, r, in, c.ID)
		},
	}
}

// drawCardCopy hands a copy out in the answer to its form, as long as a read is
// drawn.
func (d Personal) drawCardCopy(tx *db.Tx, r *web.Request, in carded, id db.ID) (web.Reply, error) {
	nik, err := account.ReadCard(in.nik)
	var c account.Copy
	if err == nil {
		c, err = d.Private.CardCopy(tx, r.Session(), id, nik)
	}
	if err != nil {
		return shut(r, err, func(bad *fault.Fault) (web.Reply, error) {
			return d.drawCards(tx, cardForm{asking: begin(tx, r, bad), in: carded{kind: in.kind}})
		})
	}
	return theirs(begin(tx, r, nil), c)
}

// theirs draws a copy for somebody else, with the file inside the page.
func theirs(a asking, c account.Copy) (web.Reply, error) {
	raw, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return web.Reply{}, err
	}
	p := copied{a, c, "data:application/json;base64," + base64.StdEncoding.EncodeToString(raw)}
	return p.page("account.personal_copy_theirs", web.Page{Nav: "pribadi", Wide: true, Body: copyBody(p)}), nil
}

// cardOne is one request by card, to be carried out by another officer.
type cardOne struct {
	asking
	account.CardRequest
	law account.LegalRight
	two bool // who looks wrote it down
	in  carded
}

func (d Personal) cardOnePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawCard(tx, cardOne{asking: begin(tx, r, nil)})
}

func (d Personal) drawCard(tx *db.Tx, f cardOne) (web.Reply, error) {
	v, err := only(tx, f.r, account.MayPrivacy)
	if err != nil {
		return web.Reply{}, err
	}
	id, err := d.target(f.r, noRequest)
	if err != nil {
		return web.Reply{}, err
	}
	if f.CardRequest, err = account.CardByID(tx, id); err != nil {
		return web.Reply{}, err
	}
	f.law, _ = d.Private.Law.Right(f.Kind)
	f.two = f.By == v.Person
	return f.page("account.personal_request_title", web.Page{Nav: "pribadi", Body: cardOneBody(f)}), nil
}

func (d Personal) answerCard() web.Form[carded, struct{}] {
	return web.Form[carded, struct{}]{Prepare: d.readAnswerCard, Secret: []string{"nik"},
		Act: func(tx *db.Tx, in carded) (struct{}, error) {
			if in.refuse {
				return struct{}{}, d.Private.RefuseByCard(tx, in.session, in.id, in.why)
			}
			if _, err := account.May(tx, in.session, account.MayPrivacy, account.At{}); err != nil {
				return struct{}{}, err
			}
			nik, err := account.ReadCard(in.nik)
			if err != nil {
				return struct{}{}, err
			}
			return struct{}{}, d.Private.EraseByCard(tx, in.session, in.id, nik, in.seen)
		},
		Draw: func(tx *db.Tx, r *web.Request, in carded, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad != nil && (bad.Kind == fault.Stranger || bad.Kind == fault.NotFound):
				return web.Reply{}, bad
			case bad != nil:
				return d.drawCard(tx, cardOne{asking: begin(tx, r, bad), in: in})
			case in.refuse:
				return web.Reply{To: r.Href("/pribadi/ktp?ya=tolak")}, nil
			}
			return web.Reply{To: r.Href("/pribadi/ktp?ya=jawab")}, nil
		},
	}
}

// cardState says where a request by card stands.
func (a asking) cardState(c account.CardRequest) parts.Stamp {
	return a.state(account.Request{State: c.State, Due: c.Due})
}

func (f cardForm) table(all []account.CardRequest, empty string) parts.Table {
	t := parts.Table{Caption: f.T("account.personal_card_caption"), Cards: true, Halves: true, Empty: f.T(empty),
		Columns: []parts.Column{{Label: f.T("account.personal_request")}, {Label: f.T("account.personal_card_found")}, {Label: f.T("account.personal_asked_at")}, {Label: f.T("account.personal_state")}}}
	for _, c := range all {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: f.T("account.personal_kind_" + c.Kind), Href: f.r.Href("/pribadi/ktp/" + f.code(c.ID))},
			{Text: f.Show(int64(c.Found))}, {Text: f.when(c.At)}, {Part: parts.Cap(f.Lang, f.cardState(c))}}})
	}
	return t
}

func (a asking) nikField(value string) parts.Field {
	return parts.Field{Name: "nik", Label: a.T("account.personal_card_nik"), Help: a.T("account.personal_card_nik_help"), Value: value, Mode: "numeric", Size: parts.Mid, Max: 30, Fault: a.bad}
}

func (a asking) cardSeen(yes bool) parts.Field {
	x := parts.Field{Name: "seen", Label: a.T("account.personal_card_seen"), Help: a.T("account.personal_card_seen_help"), Fault: a.bad}
	if yes {
		x.Value = "1"
	}
	return x
}

func (f cardForm) kinds() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "kind", Label: f.T("account.personal_request"), Value: f.in.kind, Fault: f.bad}}
	for _, k := range []string{account.AskCopy, account.AskErase} {
		c.Options = append(c.Options, parts.Option{Value: k, Label: f.T("account.personal_kind_" + k), Note: f.T("account.personal_card_" + k + "_help")})
	}
	return c
}

func (f cardOne) facts() []parts.Fact {
	out := []parts.Fact{{Label: f.T("account.personal_request"), Value: f.T("account.personal_kind_" + f.Kind), Note: f.T("account.personal_law_cited", f.law.Article)},
		{Label: f.T("account.personal_card_found"), Value: f.Show(int64(f.Found))},
		{Label: f.T("account.personal_asked_at"), Value: f.when(f.At)}, {Label: f.T("account.personal_due"), Value: f.when(f.Due)}}
	if f.Answer != "" {
		out = append(out, parts.Fact{Label: f.T("account.personal_answer"), Value: f.T("account.personal_why_" + f.Answer)})
	}
	return out
}

func (f cardOne) reasons() parts.Choice {
	return requestForm{asking: f.asking, why: f.in.why}.reasons()
}
