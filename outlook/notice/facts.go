package notice

import (
	"encoding/json"

	"alun/ground/db"
	"alun/record/diary"
)

// item is what a message needs to tell of one fact.
type item struct {
	Fact    string `json:"-"`
	Year    int    `json:"year"`
	Quarter int    `json:"quarter,omitempty"`
	Slug    string `json:"slug,omitempty"`
	Short   string `json:"short,omitempty"`
	Code    string `json:"code,omitempty"`
}

// Turn follows the diary: it notes a sealed fact for everybody who follows what
// it is about. After a restore nobody is told a second time.
func (k *Desk) Turn(tx *db.Tx, e diary.Sealed) error {
	if e.Again {
		return nil
	}
	switch e.Fact {
	case "plan.published":
		return published(tx, e)
	case "plan.erratum_told", "plan.erratum_answered":
		return erratum(tx, e)
	}
	return nil
}

// published tells of a report: followers of the plan, of its offices, and of the
// promises that its rows carry.
func published(tx *db.Tx, e diary.Sealed) error {
	it, found, err := db.One(tx, func(r *db.Row) item { return item{Year: r.Int(), Quarter: r.Int()} },
		`select year, quarter from plan_report where id = $1`, e.Subject)
	if err != nil || !found {
		return err
	}
	return note(tx, e, it, `insert into notice_item (reader, seq, fact, data, at)
		select distinct f.reader, cast($1 as bigint), cast($2 as text), cast($3 as text), cast($4 as bigint)
		from notice_follow f where f.state = 'on' and f.on_at <= $5 and (f.what = 'plan'
			or f.what = 'office' and exists (select 1 from plan_figure g join plan_opd o on o.id = g.opd
				where g.report = $6 and o.slug = f.which)
			or f.what = 'promise' and exists (select 1 from plan_promise_link l join plan_figure g on g.node = l.node
				where g.report = $6 and cast(l.promise as text) = f.which))
		on conflict (reader, seq) do nothing`, e.Subject)
}

// erratum tells an office's followers that a reader doubts a row of it, and what
// came of that.
func erratum(tx *db.Tx, e diary.Sealed) error {
	it, found, err := db.One(tx, func(r *db.Row) item {
		return item{Year: r.Int(), Code: r.Text(), Slug: r.Text(), Short: r.Text()}
	}, `select n.year, n.code, o.slug, o.short from plan_erratum x join plan_node n on n.id = x.node
		join plan_opd o on o.id = n.opd where x.id = $1`, e.Subject)
	if err != nil || !found {
		return err
	}
	return note(tx, e, it, `insert into notice_item (reader, seq, fact, data, at)
		select distinct f.reader, cast($1 as bigint), cast($2 as text), cast($3 as text), cast($4 as bigint)
		from notice_follow f where f.state = 'on' and f.on_at <= $5 and f.what = 'office' and f.which = $6
		on conflict (reader, seq) do nothing`, it.Slug)
}

func note(tx *db.Tx, e diary.Sealed, it item, query string, about any) error {
	data, err := json.Marshal(it)
	if err != nil {
		return err
	}
	_, err = tx.Exec(query, e.Seq, e.Fact, string(data), tx.Now(), e.At, about)
	return err
}
