package notice

import (
	"encoding/json"
	"fmt"

	"alun/ground/db"
	"alun/record/diary"
)

// item is what a message needs to tell of one fact about the whole report or one
// row.
type item struct {
	Fact    string `json:"-"`
	Year    int    `json:"year"`
	Quarter int    `json:"quarter,omitempty"`
	Slug    string `json:"slug,omitempty"`
	Short   string `json:"short,omitempty"`
	Code    string `json:"code,omitempty"`   // of a row; "": the whole report
	Mended  bool   `json:"mended,omitempty"` // a note on it was corrected
	node    db.ID  // the row; 0: the whole report
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
	case "plan.round_closed":
		return closed(tx, e)
	case "plan.note_opened":
		return opened(tx, e)
	case "plan.note_answered", "plan.note_accepted", "plan.note_returned":
		return answered(tx, e)
	case "plan.erratum_told", "plan.erratum_answered":
		return erratum(tx, e)
	}
	return nil
}

// following begins an insert of an item for whoever follows; note gives it its
// first six values.
const following = `insert into notice_item (reader, seq, part, fact, data, at)
	select distinct f.reader, cast($1 as bigint), cast($2 as bigint), cast($3 as text), cast($4 as text), cast($5 as bigint)
	from notice_follow f where f.state = 'on' and f.on_at <= $6 and `

// once: who follows a plan and an office of it is told once of a report, and who
// follows an office and a row of it once of that row. Of each of his rows he is
// told.
const once = ` on conflict (reader, seq, part) do nothing`

// followedAs is how a row of the plan is named by who follows it.
const followedAs = `cast(n.year as text) || '/' || o.slug || '/' || n.code`

func (it item) which() string { return fmt.Sprintf("%d/%s/%s", it.Year, it.Slug, it.Code) }

// published tells of a report: followers of its rows and offices that this
// revision changed, of promises that such rows carry, and of the plan.
func published(tx *db.Tx, e diary.Sealed) error {
	it, revision, found, err := reportOf(tx, e.Subject)
	if err != nil || !found {
		return err
	}
	if n, ok := e.Data["revision"].(json.Number); ok {
		said, _ := n.Int64()
		revision = int(said)
	}
	if it.Mended, err = mended(tx, e.Subject, revision, 0); err != nil {
		return err
	}
	rows, err := followedRows(tx, it, ` join plan_figure g on g.node = n.id where g.report = $1 and (g.since = $2 or g.until = $2)`, e.Subject, revision)
	for _, r := range rows {
		if err == nil {
			r.Mended, err = mended(tx, e.Subject, revision, r.node)
		}
		if err == nil {
			err = note(tx, e, r, following+`f.what = 'row' and f.which = $7`+once, r.which())
		}
	}
	if err != nil {
		return err
	}
	return note(tx, e, it, following+`(f.what = 'plan'
		or f.what = 'office' and exists (select 1 from plan_figure g join plan_opd o on o.id = g.opd
			where g.report = $7 and (g.since = $8 or g.until = $8) and o.slug = f.which)
		or f.what = 'promise' and exists (select 1 from plan_promise_link l join plan_figure g on g.node = l.node
			where g.report = $7 and (g.since = $8 or g.until = $8) and cast(l.promise as text) = f.which))`+once, e.Subject, revision)
}

func reportOf(tx *db.Tx, report db.ID) (it item, revision int, found bool, err error) {
	it, found, err = db.One(tx, func(r *db.Row) item {
		it := item{Year: r.Int(), Quarter: r.Int()}
		revision = r.Int()
		return it
	}, `select year, quarter, revision from plan_report where id = $1`, report)
	return it, revision, found, err
}

// mended tells whether a revision corrected what a note of a report, or of one of
// its rows, was about.
func mended(tx *db.Tx, report db.ID, revision int, node db.ID) (bool, error) {
	_, found, err := db.One(tx, (*db.Row).ID, `select id from plan_flag where report = $1 and until = $2 and state = 'corrected' and not hidden
		and (cast($3 as bigint) = 0 or node = $3) limit 1`, report, revision, node)
	return found, err
}

// followedRows finds the followed rows that a fact is about.
func followedRows(tx *db.Tx, it item, of string, args ...any) ([]item, error) {
	return db.All(tx, func(r *db.Row) item {
		row := it
		row.node, row.Code, row.Slug, row.Short = r.ID(), r.Text(), r.Text(), r.Text()
		return row
	}, `select distinct n.id, n.code, o.slug, o.short from plan_node n join plan_opd o on o.id = n.opd
		join notice_follow f on f.what = 'row' and f.state = 'on' and f.which = `+followedAs+of, args...)
}

// closed tells followers of the plan that the evaluation of a quarter is over.
func closed(tx *db.Tx, e diary.Sealed) error {
	it, found, err := db.One(tx, func(r *db.Row) item { return item{Year: r.Int(), Quarter: r.Int()} },
		`select year, quarter from plan_round where id = $1`, e.Subject)
	if err != nil || !found {
		return err
	}
	return note(tx, e, it, following+`f.what = 'plan'`+once)
}

// opened tells of notes whose working days are over: followers of their rows and
// offices. Which notes these are, their time says.
func opened(tx *db.Tx, e diary.Sealed) error {
	it, _, found, err := reportOf(tx, e.Subject)
	if err != nil || !found {
		return err
	}
	rows, err := followedRows(tx, it, ` join plan_flag g on g.node = n.id where g.report = $1 and g.public_at = $2 and not g.hidden`, e.Subject, e.At)
	for _, r := range rows {
		if err == nil {
			err = note(tx, e, r, following+`f.what = 'row' and f.which = $7`+once, r.which())
		}
	}
	if err != nil {
		return err
	}
	return note(tx, e, it, following+`f.what = 'office' and exists (select 1 from plan_flag g join plan_node n on n.id = g.node join plan_opd o on o.id = n.opd
		where g.report = $7 and g.public_at = $8 and not g.hidden and o.slug = f.which)`+once, e.Subject, e.At)
}

// answered tells followers of the row and of the office what was said to a note
// that everybody can read.
func answered(tx *db.Tx, e diary.Sealed) error {
	it, found, err := db.One(tx, func(r *db.Row) item {
		return item{Year: r.Int(), Quarter: r.Int(), node: r.ID(), Code: r.Text(), Slug: r.Text(), Short: r.Text()}
	}, `select p.year, p.quarter, n.id, n.code, o.slug, o.short from plan_flag g join plan_report p on p.id = g.report join plan_node n on n.id = g.node
		join plan_opd o on o.id = n.opd where g.id = $1 and not g.hidden`, e.Subject)
	if err != nil || !found {
		return err
	}
	return noteRow(tx, e, it)
}

// noteRow tells the followers of a row and of its office.
func noteRow(tx *db.Tx, e diary.Sealed, it item) error {
	return note(tx, e, it, following+`(f.what = 'office' and f.which = $7 or f.what = 'row' and f.which = $8)`+once, it.Slug, it.which())
}

// erratum tells followers of a row and of its office that a reader doubts it, and
// what came of that.
func erratum(tx *db.Tx, e diary.Sealed) error {
	it, found, err := db.One(tx, func(r *db.Row) item {
		return item{Year: r.Int(), node: r.ID(), Code: r.Text(), Slug: r.Text(), Short: r.Text()}
	}, `select n.year, n.id, n.code, o.slug, o.short from plan_erratum x join plan_node n on n.id = x.node
		join plan_opd o on o.id = n.opd where x.id = $1`, e.Subject)
	if err != nil || !found {
		return err
	}
	return noteRow(tx, e, it)
}

func note(tx *db.Tx, e diary.Sealed, it item, query string, about ...any) error {
	data, err := json.Marshal(it)
	if err != nil {
		return err
	}
	_, err = tx.Exec(query, append([]any{e.Seq, it.node, e.Fact, string(data), tx.Now(), e.At}, about...)...)
	return err
}
