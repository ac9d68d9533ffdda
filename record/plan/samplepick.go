package plan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"alun/ground/db"
	"alun/record/plan/e81"
)

// drawable is a row of the report that a sample may take.
type drawable struct {
	figure, node, office db.ID
	slug, code           string
	level                e81.Level
	budget, spent        int64
	budgeted, spending   bool // known
	output               int64
	outputs              bool
	questions            int
	rank                 string // of a sample by chance: hex
}

// rankOf is where chance puts a row: the SHA-256 of "seed|office|code" in UTF-8,
// hex. Rows are taken in ascending order, so anybody who knows the seed draws the
// same sample again with sha256sum; doc/inspect.md has an example.
func rankOf(seed, slug, code string) string {
	sum := sha256.Sum256([]byte(seed + "|" + slug + "|" + code))
	return hex.EncodeToString(sum[:])
}

// pick takes the rows of a sample out of those that could be taken, in the order
// in which they were taken; each office its own share when the ask says so. The
// second value is how many could be taken.
func pick(ask SampleAsk, all []drawable) (taken []drawable, population int) {
	var fit []drawable
	for _, d := range all {
		if d.level == ask.Level && ask.fits(d) {
			if ask.Rule == ByChance {
				d.rank = rankOf(ask.Seed, d.slug, d.code)
			}
			fit = append(fit, d)
		}
	}
	slices.SortFunc(fit, func(a, b drawable) int {
		return cmp.Or(ask.order(a, b), cmp.Compare(a.slug, b.slug), cmp.Compare(codeOrder(a.code), codeOrder(b.code)))
	})
	if !ask.EachOffice {
		return fit[:min(ask.Size, len(fit))], len(fit)
	}
	have := map[db.ID]int{}
	for _, d := range fit {
		if have[d.office] < ask.Size {
			have[d.office]++
			taken = append(taken, d)
		}
	}
	return taken, len(fit)
}

// fits tells whether a rule may take a row. An amount that is unknown is no
// spending and no zero.
func (a SampleAsk) fits(d drawable) bool {
	if len(a.Offices) > 0 && !slices.Contains(a.Offices, d.slug) {
		return false
	}
	switch a.Rule {
	case Largest:
		return d.budgeted
	case WithQuestions:
		return d.questions > 0
	case Overspent:
		return d.budgeted && d.spending && d.spent > d.budget
	case NoOutput:
		return d.spending && d.spent > 0 && d.outputs && d.output == 0
	}
	return true
}

// order is which of two rows a rule takes first.
func (a SampleAsk) order(x, y drawable) int {
	switch a.Rule {
	case ByChance:
		return cmp.Compare(x.rank, y.rank)
	case WithQuestions:
		return cmp.Or(cmp.Compare(y.questions, x.questions), cmp.Compare(y.budget, x.budget))
	case Overspent:
		return cmp.Compare(y.spent-y.budget, x.spent-x.budget)
	case NoOutput:
		return cmp.Compare(y.spent, x.spent)
	}
	return cmp.Compare(y.budget, x.budget)
}

// drawables reads the rows of a view at a level with what the rules ask.
func drawables(tx *db.Tx, v View, level e81.Level) ([]drawable, error) {
	return db.All(tx, func(r *db.Row) drawable {
		d := drawable{figure: r.ID(), node: r.ID(), office: r.ID(), slug: r.Text(), code: r.Text(), level: e81.Level(r.Int())}
		d.budget, d.budgeted = r.Maybe()
		d.spent, d.spending = r.Maybe()
		d.output, d.outputs = r.Maybe()
		d.questions = r.Int()
		return d
	}, `select f.id, f.node, f.opd, o.slug, f.code, f.level, f.target_rp, f.real_rp, f.real_micro, coalesce(q.n, 0)
		from plan_figure f join plan_opd o on o.id = f.opd
		left join (select g.node, count(*) as n from plan_flag g where g.report = $1 and g.since <= $2 and (g.until is null or g.until > $2)
			and g.kind <> 'watch' and g.state = 'unclarified' group by g.node) q on q.node = f.node
		where `+inView+` and f.seq = 0 and f.level = $3 order by `+printedOrder, v.ID, v.Revision, int(level))
}
