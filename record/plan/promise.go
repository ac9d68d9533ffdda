package plan

import (
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
)

// Promise is what somebody said in public that the city will do.
type Promise struct {
	ID     int
	Theme  Said
	Quote  Said
	SaidBy string
	SaidOn date.Day
	Source string
}

// Said is a text with its translations; the Indonesian is the original.
type Said struct{ ID, EN, JA string }

// In writes the text in a language.
func (s Said) In(tag lang.Tag) string {
	switch tag {
	case lang.EN:
		return s.EN
	case lang.JA:
		return s.JA
	}
	return s.ID
}

// PromiseLink says that a row of the plan carries a promise: by hand, by whom
// and why.
type PromiseLink struct {
	Promise  int
	Year     int
	OPD      string // printed name
	Code     string
	Strength string // langsung: it does it; mendukung: it contributes
	Why      Said
	By       string
	On       date.Day
}

// Carrier is a row of the plan that carries a promise.
type Carrier struct {
	Line
	View   View
	Slug   string
	Short  string
	Linked PromiseLink
}

// PromiseSum is a promise with the number of rows that carry it, of all years.
type PromiseSum struct {
	Promise
	Rows   int // nodes that a published revision shows now
	Direct int // of them, rows that do it themselves
}

// loadPromises brings the profile's promises in.
func loadPromises(tx *db.Tx, all []Promise) error {
	for _, p := range all {
		_, err := tx.Exec(`insert into plan_promise (id, theme, theme_en, theme_ja, quote, quote_en, quote_ja, said_by, said_on, source)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			on conflict (id) do update set theme = excluded.theme, theme_en = excluded.theme_en, theme_ja = excluded.theme_ja,
				quote = excluded.quote, quote_en = excluded.quote_en, quote_ja = excluded.quote_ja,
				said_by = excluded.said_by, said_on = excluded.said_on, source = excluded.source`,
			p.ID, p.Theme.ID, p.Theme.EN, p.Theme.JA, p.Quote.ID, p.Quote.EN, p.Quote.JA, p.SaidBy, p.SaidOn.String(), p.Source)
		if err != nil {
			return err
		}
	}
	return nil
}

// linkPromises ties promises to published nodes of the plan; links that are no
// longer given end.
func linkPromises(tx *db.Tx, links []PromiseLink) error {
	reg, err := readRegistry(tx)
	if err != nil {
		return err
	}
	had, err := linked(tx)
	if err != nil {
		return err
	}
	for _, l := range links {
		office, _ := reg.find(l.Year, l.OPD)
		node, found, err := db.One(tx, (*db.Row).ID, `select n.id from plan_node n
			where n.year = $1 and n.opd = $2 and n.code = $3 and `+wasPublished, l.Year, office.id, l.Code)
		if err != nil {
			return err
		}
		if !found {
			return fault.New(fault.Invalid, "plan.link_no_node", l.Promise, l.OPD, l.Code)
		}
		if err := putLink(tx, node, l); err != nil {
			return err
		}
		delete(had, link{l.Promise, node})
	}
	for gone := range had {
		if _, err := tx.Exec(`delete from plan_promise_link where promise = $1 and node = $2`, gone.promise, gone.node); err != nil {
			return err
		}
	}
	return nil
}

// link is what makes two links the same link.
type link struct {
	promise int
	node    db.ID
}

func linked(tx *db.Tx) (map[link]bool, error) {
	had := map[link]bool{}
	err := db.Each(tx, func(r *db.Row) error {
		had[link{r.Int(), r.ID()}] = true
		return nil
	}, `select promise, node from plan_promise_link`)
	return had, err
}

func putLink(tx *db.Tx, node db.ID, l PromiseLink) error {
	_, err := tx.Exec(`insert into plan_promise_link (promise, node, strength, why, why_en, why_ja, linked_by, linked_on)
		values ($1, $2, $3, $4, $5, $6, $7, $8)
		on conflict (promise, node) do update set strength = excluded.strength, why = excluded.why,
			why_en = excluded.why_en, why_ja = excluded.why_ja, linked_by = excluded.linked_by, linked_on = excluded.linked_on`,
		l.Promise, node, l.Strength, l.Why.ID, l.Why.EN, l.Why.JA, l.By, l.On.String())
	return err
}

const promiseColumns = `p.id, p.theme, p.theme_en, p.theme_ja, p.quote, p.quote_en, p.quote_ja, p.said_by, p.said_on, p.source`

func scanPromise(r *db.Row) Promise {
	p := Promise{ID: r.Int(), Theme: Said{r.Text(), r.Text(), r.Text()}, Quote: Said{r.Text(), r.Text(), r.Text()}, SaidBy: r.Text()}
	p.SaidOn, _ = date.ParseDay(r.Text()) // written by loadPromises from a Day
	p.Source = r.Text()
	return p
}

// Promises lists all promises with the number of rows that carry each. The rows
// are counted apart: grouping the promises would sort them by all their texts.
func Promises(tx *db.Tx) ([]PromiseSum, error) {
	return db.All(tx, func(r *db.Row) PromiseSum { return PromiseSum{scanPromise(r), r.Int(), r.Int()} },
		`select `+promiseColumns+`, coalesce(k.linked, 0), coalesce(k.direct, 0) from plan_promise p left join (
			select l.promise, count(*) as linked, count(case when l.strength = 'langsung' then 1 end) as direct from plan_promise_link l
			where exists (select 1 from plan_figure f join plan_report r on r.id = f.report
				where f.node = l.node and f.seq = 0 and f.since <= r.revision and (f.until is null or f.until > r.revision))
			group by l.promise) k on k.promise = p.id
		order by p.id`)
}

// PromiseByID finds a promise.
func PromiseByID(tx *db.Tx, id int) (Promise, bool, error) {
	return db.One(tx, scanPromise, `select `+promiseColumns+` from plan_promise p where p.id = $1`, id)
}

// Carriers lists the rows that carry a promise, the newest report first, each in
// its newest published revision.
func Carriers(tx *db.Tx, promise int) ([]Carrier, error) {
	return db.All(tx, scanCarrier, `select `+lineColumns+`, `+carrierColumns+`
		from plan_promise_link l join plan_figure f on f.node = l.node and f.seq = 0
		join plan_report p on p.id = f.report join plan_opd o on o.id = f.opd
		where l.promise = $1 and f.since <= p.revision and (f.until is null or f.until > p.revision)
		order by p.year desc, p.quarter desc, l.strength, `+printedOrder, promise)
}

const carrierColumns = `p.id, p.year, p.quarter, p.budget_version, p.revision, o.slug, o.short,
	l.promise, l.strength, l.why, l.why_en, l.why_ja, l.linked_by, l.linked_on`

func scanCarrier(r *db.Row) Carrier {
	c := Carrier{Line: scanLine(r)}
	rep := scanReport(r)
	c.View, c.Slug, c.Short = View{rep, rep.Revision}, r.Text(), r.Text()
	c.Linked = PromiseLink{Promise: r.Int(), Year: rep.Quarter.Year, Code: c.Code, Strength: r.Text(),
		Why: Said{r.Text(), r.Text(), r.Text()}, By: r.Text()}
	c.Linked.On, _ = date.ParseDay(r.Text()) // written by linkPromises from a Day
	return c
}

// PromisesOf lists the promises that a node carries itself.
func PromisesOf(tx *db.Tx, node db.ID) ([]Promise, error) {
	return db.All(tx, scanPromise, `select `+promiseColumns+` from plan_promise p
		join plan_promise_link l on l.promise = p.id where l.node = $1 order by p.id`, node)
}

// Standing is what the rows of a promise say together. It counts rows; it does
// not judge the promise.
type Standing struct {
	Rows, Known       int // rows; of them, rows whose output is known, and whose target is known and not zero
	Reached           int // of the known rows, those that reached their target
	Started, NotBegun int // the others: with output above zero, or not
	// Whole rupiah, as printed. A row below another one of these is not added: its
	// money is in that one's.
	Spent, Budget int64
}

// StandingOf adds up the rows of one report.
func StandingOf(rows []Carrier) Standing {
	var s Standing
	for _, c := range rows {
		s.Rows++
		if !slices.ContainsFunc(rows, func(o Carrier) bool { return o.Office == c.Office && above(o.Code, c.Code) }) {
			s.Spent += int64(c.Real.Rp.Or0())
			s.Budget += int64(c.Target.Rp.Or0())
		}
		if !c.Real.K.Known || !c.Target.K.Known || c.Target.K.Micro == 0 {
			continue
		}
		s.Known++
		switch {
		case c.Real.K.Micro >= c.Target.K.Micro:
			s.Reached++
		case c.Real.K.Micro > 0:
			s.Started++
		default:
			s.NotBegun++
		}
	}
	return s
}
