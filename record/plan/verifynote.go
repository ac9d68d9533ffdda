package plan

import (
	"fmt"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/seal"
)

// notes checks what never changes of the notes on the data.
func (c *checking) notes(tx *db.Tx) error {
	return db.Each(tx, func(r *db.Row) error {
		values := scanValues(r, digestedNote)
		kept, office, code := scanKept(r), r.Text(), r.Text()
		id, report, since, seq := db.ID(whole(values[0])), db.ID(whole(values[1])), int(whole(values[2])), int(whole(values[4]))
		if since > c.shown[report] {
			return nil // of an import under way
		}
		c.v.Notes++
		c.hold(rowName{kind: "note", subject: id}, notePlace(c.names[report], office, code, seq, fmt.Sprint(values[5]), fmt.Sprint(values[7])), kept,
			func(place string) *seal.Row { return rowOf("note", place, digestedNote, values) })
		return nil
	}, `select `+prefix("g", digestedNote)+`, `+keptColumns+`, coalesce(o.slug, ''), coalesce(n.code, '') from plan_flag g
		left join plan_digest d on d.kind = 'note' and d.subject = g.id and d.part = 0 and d.office = 0
		left join plan_node n on n.id = g.node left join plan_opd o on o.id = n.opd order by g.report, g.id`)
}

// cases checks the cases that group notes.
func (c *checking) cases(tx *db.Tx) error {
	return db.Each(tx, func(r *db.Row) error {
		values := scanValues(r, digestedCase)
		kept, office := scanKept(r), r.Text()
		id, report := db.ID(whole(values[0])), db.ID(whole(values[1]))
		if int(whole(values[2])) > c.shown[report] {
			return nil
		}
		c.v.Cases++
		c.hold(rowName{kind: "case", subject: id}, casePlace(c.names[report], office, fmt.Sprint(values[3])), kept,
			func(place string) *seal.Row { return rowOf("case", place, digestedCase, values) })
		return nil
	}, `select `+prefix("k", digestedCase)+`, `+keptColumns+`, coalesce(o.slug, '') from plan_case k
		left join plan_digest d on d.kind = 'case' and d.subject = k.id and d.part = 0 and d.office = 0
		left join plan_opd o on o.id = k.opd order by k.report, k.id`)
}

// promises checks the promises.
func (c *checking) promises(tx *db.Tx) error {
	return db.Each(tx, func(r *db.Row) error {
		values := scanValues(r, digestedPromise)
		kept, id := scanKept(r), whole(values[0])
		c.v.Promises++
		c.hold(rowName{kind: "promise", subject: db.ID(id)}, promisePlace(id), kept,
			func(place string) *seal.Row { return rowOf("promise", place, digestedPromise, values) })
		return nil
	}, `select `+prefix("p", digestedPromise)+`, `+keptColumns+` from plan_promise p
		left join plan_digest d on d.kind = 'promise' and d.subject = p.id and d.part = 0 and d.office = 0 order by p.id`)
}

// links checks which rows carry which promise.
func (c *checking) links(tx *db.Tx) error {
	return db.Each(tx, func(r *db.Row) error {
		values := scanValues(r, digestedLink)
		kept, year, office, code := scanKept(r), r.Int(), r.Text(), r.Text()
		promise, node := whole(values[0]), db.ID(whole(values[1]))
		c.v.Links++
		c.hold(rowName{kind: "link", subject: node, part: int(promise)}, linkPlace(promise, year, office, code), kept,
			func(place string) *seal.Row { return rowOf("link", place, digestedLink, values) })
		return nil
	}, `select `+prefix("l", digestedLink)+`, `+keptColumns+`, coalesce(n.year, 0), coalesce(o.slug, ''), coalesce(n.code, '') from plan_promise_link l
		left join plan_digest d on d.kind = 'link' and d.subject = l.node and d.part = l.promise and d.office = 0
		left join plan_node n on n.id = l.node left join plan_opd o on o.id = n.opd order by l.promise, l.node`)
}

// places names notes for people, by their ids.
func (c *checking) places(tx *db.Tx) (map[db.ID]string, error) {
	out := map[db.ID]string{}
	err := db.Each(tx, func(r *db.Row) error {
		id, q := r.ID(), quarterly(date.Quarter{Year: r.Int(), N: r.Int()})
		out[id] = notePlace(q, r.Text(), r.Text(), r.Int(), r.Text(), r.Text())
		return nil
	}, `select g.id, p.year, p.quarter, coalesce(o.slug, ''), coalesce(n.code, ''), g.seq, g.rule, g.field from plan_flag g
		join plan_report p on p.id = g.report left join plan_node n on n.id = g.node left join plan_opd o on o.id = n.opd
		where exists (select 1 from plan_note_answer a where a.flag = g.id) or g.told_on <> '' or g.state <> 'unclarified'`)
	return out, err
}
