package plan

import (
	"context"
	"fmt"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/seal"
)

// Verified is what Verify looked at.
type Verified struct {
	Figures, Reports, Revisions, Sums int
	Notes, Cases, Promises, Links     int
	Said                              int // answers to notes, errata and answers to these, held against the diary
	Found                             int
}

// Verify holds every published row of the plan against its digest, every
// revision against its list of figures, every revision's counts against the diary,
// and what was said to notes and of errata against the diary. It tells of each difference by the row's name and the form's columns,
// reads one moment of the database, and needs the memory of one row.
func Verify(ctx context.Context, d *db.DB, digests *seal.Digester, found func(seal.Finding)) (v Verified, err error) {
	defer fault.Op(&err, "plan: verify")
	err = d.Read(ctx, func(tx *db.Tx) error {
		v = Verified{}
		return newCheck(digests, found, &v).all(tx)
	})
	return v, err
}

// checking is a check under way.
type checking struct {
	digests *seal.Digester
	tell    func(seal.Finding)
	v       *Verified

	shown map[db.ID]int       // the published revision of each report
	names map[db.ID]quarterly // what each report is of
	lists map[revisionName]*idList

	make func(rowName, string, func(place string) *seal.Row) // what to do for a row without a digest, instead of telling

	skip string // a check to leave out, for the tests' proofs only
}

func newCheck(digests *seal.Digester, tell func(seal.Finding), v *Verified) *checking {
	return &checking{digests: digests, tell: tell, v: v, shown: map[db.ID]int{}, names: map[db.ID]quarterly{}, lists: map[revisionName]*idList{}}
}

func (c *checking) all(tx *db.Tx) error {
	for _, step := range []func(*db.Tx) error{c.reports, c.figures, c.revisions, c.sums, c.notes, c.cases, c.promises, c.links, c.gone, c.said} {
		if err := step(tx); err != nil {
			return err
		}
	}
	return nil
}

// revisionName is one revision of one report.
type revisionName struct {
	report db.ID
	number int
}

func (c *checking) found(place, key string, args ...any) {
	c.v.Found++
	c.tell(seal.Finding{Record: place, Key: key, Args: args})
}

// kept reads the columns of a digest behind those of its row.
const keptColumns = `coalesce(d.place, ''), coalesce(d.key, ''), coalesce(d.sum, ''), coalesce(d.marks, '')`

func scanKept(r *db.Row) digest {
	return digest{place: r.Text(), Digest: seal.Digest{Key: r.Text(), Sum: r.Text(), Marks: r.Text()}}
}

// hold checks one row against its digest. place is how the row names itself.
func (c *checking) hold(name rowName, place string, kept digest, row func(place string) *seal.Row) {
	none := kept.Sum == "" && kept.Key == ""
	switch {
	case none && c.make != nil:
		c.make(name, place, row)
	case none && c.skip != "digest":
		c.found(place, "plan.found_no_digest")
	}
	if none || c.make != nil {
		return
	}
	same, changed, known := c.digests.Check(row(kept.place), kept.Digest)
	switch {
	case same || c.skip == "digest":
	case !known:
		c.found(place, "plan.found_no_key", kept.Key)
	case len(changed) == 0:
		c.found(kept.place, "plan.found_digest")
	default:
		c.found(kept.place, "plan.found_changed", strings.Join(formColumns(changed), ", "))
	}
}

// reports checks the reports, and learns which revision of each is published.
func (c *checking) reports(tx *db.Tx) error {
	return db.Each(tx, func(r *db.Row) error {
		values := scanValues(r, digestedReport)
		id, year, quarter := db.ID(whole(values[0])), int(whole(values[1])), int(whole(values[2]))
		c.shown[id], c.names[id] = int(whole(values[4])), quarterly(date.Quarter{Year: year, N: quarter})
		if c.shown[id] == 0 {
			return nil // in the making
		}
		c.v.Reports++
		c.hold(rowName{kind: "report", subject: id}, c.names[id].place(), scanKept(r), func(place string) *seal.Row { return rowOf("report", place, digestedReport, values) })
		return nil
	}, `select `+prefix("p", digestedReport)+`, `+keptColumns+` from plan_report p
		left join plan_digest d on d.kind = 'report' and d.subject = p.id and d.part = 0 and d.office = 0 order by p.id`)
}

// figures checks the figures, and gathers which of them each revision shows.
func (c *checking) figures(tx *db.Tx) error {
	return db.Each(tx, func(r *db.Row) error {
		values := scanValues(r, digestedFigure)
		until, ends := r.Maybe()
		kept, office, code := scanKept(r), r.Text(), fmt.Sprint(values[6])
		id, report, since, seq := db.ID(whole(values[0])), db.ID(whole(values[1])), int(whole(values[2])), int(whole(values[4]))
		last := c.shown[report]
		if since > last {
			return nil // of an import under way
		}
		c.v.Figures++
		c.hold(rowName{kind: "figure", subject: id}, figurePlace(c.names[report], office, code, seq), kept,
			func(place string) *seal.Row { return rowOf("figure", place, digestedFigure, values) })
		if ends {
			last = min(last, int(until)-1)
		}
		for n := since; n <= last; n++ {
			c.list(revisionName{report, n}).add(id)
		}
		return nil
	}, `select `+prefix("f", digestedFigure)+`, f.until, `+keptColumns+`, coalesce(o.slug, '') from plan_figure f
		left join plan_digest d on d.kind = 'figure' and d.subject = f.id and d.part = 0 and d.office = 0
		left join plan_opd o on o.id = f.opd order by f.report, f.id`)
}

func (c *checking) list(n revisionName) *idList {
	if c.lists[n] == nil {
		c.lists[n] = &idList{}
	}
	return c.lists[n]
}

// revisions checks the revisions with the lists of their figures, and their
// counts against the diary.
func (c *checking) revisions(tx *db.Tx) error {
	said, err := published(tx)
	if err != nil {
		return err
	}
	return db.Each(tx, func(r *db.Row) error {
		values := scanValues(r, digestedRevision)
		name := revisionName{db.ID(whole(values[0])), int(whole(values[1]))}
		if name.number > c.shown[name.report] {
			return nil
		}
		c.v.Revisions++
		place := revisionPlace(c.names[name.report], name.number)
		c.hold(rowName{kind: "revision", subject: name.report, part: name.number}, place, scanKept(r),
			func(place string) *seal.Row { return revisionRow(place, values, c.list(name)) })
		if told, ok := said[name]; (!ok || told != [3]int64{whole(values[3]), whole(values[4]), whole(values[6])}) && c.make == nil && c.skip != "diary" {
			c.found(place, "plan.found_diary")
		}
		return nil
	}, `select `+prefix("r", digestedRevision)+`, `+keptColumns+` from plan_revision r
		left join plan_digest d on d.kind = 'revision' and d.subject = r.report and d.part = r.number and d.office = 0
		order by r.report, r.number`)
}

// sums checks the sums of the published revisions.
func (c *checking) sums(tx *db.Tx) error {
	return db.Each(tx, func(r *db.Row) error {
		values := scanValues(r, digestedSum)
		name := revisionName{db.ID(whole(values[0])), int(whole(values[1]))}
		kept, office := scanKept(r), r.Text()
		if name.number > c.shown[name.report] {
			return nil
		}
		c.v.Sums++
		row := rowName{"sum", name.report, name.number, db.ID(whole(values[2]))}
		c.hold(row, sumPlace(c.names[name.report], name.number, office), kept,
			func(place string) *seal.Row { return rowOf("sum", place, digestedSum, values) })
		return nil
	}, `select `+prefix("s", digestedSum)+`, `+keptColumns+`, coalesce(o.slug, '') from plan_sum s
		left join plan_digest d on d.kind = 'sum' and d.subject = s.report and d.part = s.revision and d.office = s.opd
		left join plan_opd o on o.id = s.opd order by s.report, s.revision, s.opd`)
}

// gone tells of digests whose row is no longer there.
func (c *checking) gone(tx *db.Tx) error {
	if c.skip == "gone" {
		return nil
	}
	return db.Each(tx, func(r *db.Row) error {
		c.found(r.Text(), "plan.found_gone")
		return nil
	}, `select d.place from plan_digest d where
		d.kind = 'figure' and not exists (select 1 from plan_figure f where f.id = d.subject)
		or d.kind = 'report' and not exists (select 1 from plan_report p where p.id = d.subject)
		or d.kind = 'revision' and not exists (select 1 from plan_revision r where r.report = d.subject and r.number = d.part)
		or d.kind = 'note' and not exists (select 1 from plan_flag g where g.id = d.subject)
		or d.kind = 'case' and not exists (select 1 from plan_case k where k.id = d.subject)
		or d.kind = 'promise' and not exists (select 1 from plan_promise p where p.id = d.subject)
		or d.kind = 'link' and not exists (select 1 from plan_promise_link l where l.node = d.subject and l.promise = d.part)
		or d.kind = 'sum' and not exists (select 1 from plan_sum s where s.report = d.subject and s.revision = d.part and s.opd = d.office)
		order by d.place`)
}
