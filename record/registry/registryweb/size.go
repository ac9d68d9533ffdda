package registryweb

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/registry/size"
)

// SizeRoutes lists the addresses of the size classes. Everybody may read them.
//
// A maker asks by POST, not with the figures in the address: yearly sales in an
// address would stand in the browser's history, in the logs of whoever sits
// between, and in the house's own page cache. The form has no key and its act does
// nothing, so nothing of what was typed is kept, not even as a hash.
func SizeRoutes() []web.Route {
	return []web.Route{
		web.Show("/kelas-usaha", showSize),
		web.Do("/kelas-usaha", web.Form[sizeAsked, struct{}]{
			Same: true, Secret: []string{"stage", "sales", "capital", "workers", "investment", "day"},
			Prepare: askSize, Act: keepNothing, Draw: answerSize,
		}),
	}
}

// sizeAsked is the question: as typed, and as it was understood.
type sizeAsked struct {
	stage, sales, capital, workers, investment, day string

	facts size.Facts // On is zero when no day was asked for
}

func showSize(tx *db.Tx, r *web.Request) (web.Reply, error) {
	today := date.DayOf(tx.Now())
	r.Until(today.End()) // another law may begin tomorrow
	return drawSize(tx, r, sizePage{today: today, asked: sizeAsked{stage: running}})
}

// running and starting are the stages of a business, as the form sends them.
const (
	running  = "berjalan"
	starting = "didirikan"
)

// askSize reads the question.
func askSize(r *web.Request) (sizeAsked, error) {
	v := r.Values()
	in := sizeAsked{v.Line("stage", 20), v.Line("sales", 60), v.Line("capital", 60), v.Line("workers", 30), v.Line("investment", 60), v.Line("day", 10), size.Facts{}}
	in.facts.Running = in.stage == running
	if in.stage != running && in.stage != starting {
		v.Wrong("stage", "size.page_stage_missing")
	}
	for field, text := range map[size.Fact]string{size.Sales: in.sales, size.Capital: in.capital, size.Investment: in.investment} {
		in.facts = in.facts.With(field, amountTyped(r, v, string(field), text))
	}
	in.facts.Workers = peopleTyped(r, v, in.workers)
	switch {
	case in.facts.Running && in.sales == "":
		v.Wrong("sales", "size.page_sales_missing")
	case !in.facts.Running && in.capital == "":
		v.Wrong("capital", "size.page_capital_missing")
	}
	if in.day != "" {
		on, err := date.ParseDay(in.day)
		if err != nil {
			v.Wrong("day", "size.page_day")
		}
		in.facts.On = on
	}
	return in, v.Err()
}

func amountTyped(r *web.Request, v *web.Values, field, text string) size.Figure {
	if text == "" {
		return size.Figure{}
	}
	n, why := size.Typed(text, r.Lang.Tag())
	if why != "" {
		v.Wrong(field, string(why))
		return size.Figure{}
	}
	return size.Rupiah(n)
}

func peopleTyped(r *web.Request, v *web.Values, text string) size.Figure {
	if text == "" {
		return size.Figure{}
	}
	n, why := size.TypedPeople(text, r.Lang.Tag())
	if why != "" {
		v.Wrong("workers", string(why))
		return size.Figure{}
	}
	return size.People(n)
}

// keepNothing is the act of a question: none.
func keepNothing(*db.Tx, sizeAsked) (struct{}, error) { return struct{}{}, nil }

func answerSize(tx *db.Tx, r *web.Request, in sizeAsked, _ struct{}, bad *fault.Fault) (web.Reply, error) {
	p := sizePage{today: date.DayOf(tx.Now()), asked: in, bad: bad, answered: bad == nil}
	if p.asked.facts.On.IsZero() {
		p.asked.facts.On = p.today
	}
	return drawSize(tx, r, p)
}

func drawSize(tx *db.Tx, r *web.Request, p sizePage) (reply web.Reply, err error) {
	p.Lang, p.href = r.Lang, r.Href
	if p.rules, err = size.Read(tx); err != nil {
		return reply, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("size.page_title"), Description: p.T("size.page_description"), Nav: "usaha", Body: sizeBody(p)}}, nil
}

// rupiah writes an amount short where nothing is lost by it.
func (p sizePage) rupiah(n int64) string { return size.Exact(n).In(p.Tag()) }
