package accountweb

import (
	"cmp"
	"encoding/json"
	"io"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
)

// dataPage is what is kept of who looks, and who read it why.
type dataPage struct {
	asking
	reads    []OtherRead
	pages    parts.Pages
	held     []account.Held
	requests []account.Request
	agreed   map[string]account.Consent
	consents []account.Purpose
	stops    []account.Stop
	code     func(db.ID) string
	law      account.Law
	can      struct{ desk, duty bool }
}

func (d Personal) dataPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := dataPage{asking: begin(tx, r, nil), code: d.Code, law: d.Private.Law}
	v, err := account.See(tx, r.Session())
	if err == nil {
		err = p.telling(tx, d.Tell)
	}
	if err != nil {
		return web.Reply{}, err
	}
	if err := p.say(); err != nil {
		return web.Reply{}, err
	}
	p.can.desk, p.can.duty = v.Can(account.MayPrivacy, account.At{Any: true}), v.Can(account.MayDuty, account.At{Any: true})
	if err := d.readReads(tx, r, v.Person, &p); err != nil {
		return web.Reply{}, err
	}
	if err := d.readMine(tx, v.Person, &p); err != nil {
		return web.Reply{}, err
	}
	return p.page("account.personal_data_title", web.Page{Body: dataBody(p)}), nil
}

func (d Personal) readMine(tx *db.Tx, person db.ID, p *dataPage) error {
	var err error // the copy has the diary too; the page would be endless
	if p.held, err = d.Private.HeldOf(tx, person, "diary_entry"); err != nil {
		return err
	}
	if p.requests, err = account.RequestsOf(tx, person); err != nil {
		return err
	}
	stops, err := account.Stops(tx, person)
	for _, s := range stops {
		if s.Ended.IsZero() {
			p.stops = append(p.stops, s)
		}
	}
	if err != nil {
		return err
	}
	consents, err := account.Consents(tx, person)
	p.consents, p.agreed = d.Private.Law.Consents(), map[string]account.Consent{}
	for _, c := range consents {
		if c.Ended.IsZero() {
			p.agreed[c.Purpose] = c
		}
	}
	return err
}

// fold is what is kept of one thing, behind one line that says how much it is: with all
// businesses of a maker unfolded, nobody would find the rest of the page.
type fold struct {
	title string
	held  []account.Held
}

// folds sorts what is kept: who they are stands open, and the rest is folded, each business
// and each other table behind a line of its own. Nothing is left out.
func (p dataPage) folds() (open []account.Held, folded []fold) {
	var groups []fold
	for i, h := range p.held {
		begins := i == 0 || h.Table != p.held[i-1].Table && !(signIn(h.Table) && signIn(p.held[i-1].Table)) || h.Of != "" && (h.Of != p.held[i-1].Of || h.What == firstOf(groups))
		if begins {
			title := p.what(h.What)
			if signIn(h.Table) {
				title = p.T("account.personal_fold_sign_ins")
			}
			groups = append(groups, fold{title: cmp.Or(h.Of, title)})
		}
		g := &groups[len(groups)-1]
		g.held = append(g.held, h)
	}
	for _, g := range groups {
		if g.held[0].Table == "account_person" {
			open = append(open, g.held...)
		} else {
			folded = append(folded, g)
		}
	}
	return open, folded
}

// signIn reports what is kept of signing in: two tables, and one thing to who reads.
func signIn(table string) bool { return table == "account_session" || table == "account_device" }

// firstOf is with what the last group begins: two things may have one name.
func firstOf(groups []fold) string {
	if len(groups) == 0 {
		return ""
	}
	return groups[len(groups)-1].held[0].What
}

func (a asking) heldTable(held []account.Held) parts.Table {
	t := parts.Table{Caption: a.T("account.personal_held_caption"), Cards: true, Halves: true,
		Columns: []parts.Column{{Label: a.T("account.personal_what")}, {Label: a.T("account.personal_value")}, {Label: a.T("account.personal_since")}}}
	for _, h := range held {
		value := h.Value
		if a.tell != nil {
			said, note := a.tell(h)
			value, h.Note = cmp.Or(said, value), cmp.Or(note, h.Note)
		}
		switch {
		case h.Word != "" && a.Has(h.Word):
			value = a.T(h.Word)
		case h.What == "account_session.device" && strings.Trim(value, "-") == "":
			value = a.T("account.device_unknown")
		case h.What == "account_device.known":
			value = a.T("account.personal_device_mark")
		case value == "":
			value = a.T("account.personal_not_shown")
		case h.What == "account_login.phone":
			value = whole(account.Login{Way: "phone", Text: value})
		case h.What == "diary_entry.fact":
			value = a.word("account.personal_fact_"+strings.ReplaceAll(value, ".", "_"), value)
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: a.what(h.What), Note: cmp.Or(h.Who, h.About)}, {Text: value, Note: h.Note},
			{Text: a.since(h.From, h.Until)}}})
	}
	return t
}

// what says what is kept, in words: "account_login.mail".
func (a asking) what(what string) string {
	if key := "account.personal_what_" + strings.ReplaceAll(what, ".", "_"); a.Has(key) {
		return a.T(key)
	}
	return what
}

// state says where a request stands.
func (a asking) state(q account.Request) parts.Stamp {
	switch q.State {
	case "done":
		return parts.Stamp{Kind: parts.Done, Label: a.T("account.personal_state_done")}
	case "refused":
		return parts.Stamp{Kind: parts.Refused, Label: a.T("account.personal_state_refused")}
	}
	return a.left(q.Left(a.now))
}

func (p dataPage) requestTable() parts.Table {
	t := parts.Table{Caption: p.T("account.personal_requests_caption"), Cards: true, Halves: true,
		Columns: []parts.Column{{Label: p.T("account.personal_request")}, {Label: p.T("account.personal_asked_at")}, {Label: p.T("account.personal_due")}, {Label: p.T("account.personal_answer")}}}
	for _, q := range p.requests {
		note := ""
		if q.Answer != "" {
			note = p.T("account.personal_why_" + q.Answer)
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: p.T("account.personal_kind_" + q.Kind)}, {Text: p.when(q.At)}, {Text: p.when(q.Due)},
			{Part: parts.Cap(p.Lang, p.state(q)), Note: note}}})
	}
	return t
}

// copyPage gives everything that is kept of who looks: to read and print, or as a
// file for a program.
func (d Personal) copyPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v, err := account.See(tx, r.Session())
	if err != nil {
		return web.Reply{}, err
	}
	values := r.Values()
	format := values.Line("format", 10)
	if err := values.Err(); err != nil {
		return web.Reply{}, err
	}
	c, err := d.Private.CopyOf(tx, v.Person)
	if err != nil {
		return web.Reply{}, err
	}
	switch format {
	case "":
		a := begin(tx, r, nil)
		err := a.telling(tx, d.Tell)
		return copyReply(a, c), err
	case "json":
		return web.Reply{File: &web.File{Name: "data-saya.json", Type: "application/json; charset=utf-8", Write: func(w io.Writer) error {
			e := json.NewEncoder(w)
			e.SetIndent("", "  ")
			return e.Encode(c)
		}}}, nil
	}
	return web.Reply{}, fault.New(fault.Invalid, "account.personal_format")
}

// copied is a copy as a page.
type copied struct {
	asking
	account.Copy
	link string // the same as a file, inside the page: it goes through no other request
}

func copyReply(a asking, c account.Copy) web.Reply {
	return a.page("account.personal_copy_title", web.Page{Wide: true, Body: copyBody(copied{a, c, ""})})
}

// askForm is a request as it is written.
type askForm struct {
	asking
	wish  account.Wish
	law   account.Law
	desk  bool   // who answers writes it down for somebody
	login string // of that somebody
}

func (d Personal) askPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	if _, err := account.See(tx, r.Session()); err != nil {
		return web.Reply{}, err
	}
	return d.drawAsk(askForm{asking: begin(tx, r, nil), wish: account.Wish{Kind: account.AskCorrect}})
}

func (d Personal) drawAsk(f askForm) (web.Reply, error) {
	f.law = d.Private.Law
	return f.page("account.personal_ask_title", web.Page{Body: askBody(f)}), nil
}

// asked is a request as it came.
type asked struct {
	session string
	login   string
	wish    account.Wish
}

func readAsked(r *web.Request) (asked, error) {
	v := r.Values()
	in := asked{r.Session(), v.Line("login", 254), account.Wish{Kind: v.Line("kind", 20), Field: v.Line("field", 40), Text: v.Line("text", 254), Purpose: v.Line("purpose", 60)}}
	if in.wish.Kind != account.AskCorrect {
		in.wish.Field, in.wish.Text = "", ""
	}
	if in.wish.Kind != account.AskObject && in.wish.Kind != account.AskWithdraw {
		in.wish.Purpose = ""
	}
	return in, v.Err()
}

func (d Personal) ask() web.Form[asked, struct{}] {
	return web.Form[asked, struct{}]{Prepare: readAsked, Secret: []string{"text"},
		Act: func(tx *db.Tx, in asked) (struct{}, error) {
			_, err := d.Private.Ask(tx, in.session, in.wish)
			return struct{}{}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in asked, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/akun/data?ya=minta")}, nil
			case bad.Kind == fault.Stranger:
				return web.Reply{}, bad
			}
			return d.drawAsk(askForm{asking: begin(tx, r, bad), wish: in.wish})
		},
	}
}

// consenting is a yes, or its end, as it came.
type consenting struct {
	session, purpose, lang string
	yes                    bool
}

func (d Personal) consent() web.Form[consenting, struct{}] {
	return web.Form[consenting, struct{}]{Same: true,
		Prepare: func(r *web.Request) (consenting, error) {
			v := r.Values()
			in := consenting{r.Session(), v.Line("purpose", 60), string(r.Lang.Tag()), v.Line("setuju", 1) == "1"}
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in consenting) (struct{}, error) {
			if in.yes {
				return struct{}{}, d.Private.Agree(tx, in.session, in.purpose, in.lang)
			}
			return struct{}{}, d.Private.TakeBack(tx, in.session, in.purpose)
		},
		Draw: func(_ *db.Tx, r *web.Request, in consenting, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				return web.Reply{}, bad
			}
			if in.yes {
				return web.Reply{To: r.Href("/akun/data?ya=izin")}, nil
			}
			return web.Reply{To: r.Href("/akun/data?ya=tarik")}, nil
		},
	}
}

type goingOn struct {
	session string
	stop    db.ID
}

func (d Personal) goOn() web.Form[goingOn, struct{}] {
	return web.Form[goingOn, struct{}]{Same: true,
		Prepare: func(r *web.Request) (goingOn, error) {
			v := r.Values()
			in := goingOn{r.Session(), d.reference(v, "stop")}
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in goingOn) (struct{}, error) {
			return struct{}{}, account.GoOn(tx, in.session, in.stop)
		},
		Draw: func(_ *db.Tx, r *web.Request, _ goingOn, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				return web.Reply{}, bad
			}
			return web.Reply{To: r.Href("/akun/data?ya=lanjut")}, nil
		},
	}
}
