package plan

import (
	"strconv"

	"alun/ground/date"
	"alun/ground/db"
)

// Backed is what stands under the figure of an indicator, from the beginning of a
// year up to a quarter.
type Backed struct {
	Feeds  []Feed // what can feed it; none: evidence is not shown at all
	Groups []BackedGroup
}

// BackedGroup counts records that are alike.
type BackedGroup struct {
	Quarter int
	Kind    string
	Level   string
	State   string // counted or disputed
	Records int
	Micro   int64
}

// Fed tells whether something can feed the indicator.
func (b Backed) Fed() bool { return len(b.Feeds) > 0 }

// Counted is how much counts, in millionths of the indicator's unit.
func (b Backed) Counted() int64 { return b.sum(EvidenceCounted) }

// Disputed is how much is disputed.
func (b Backed) Disputed() int64 { return b.sum(EvidenceDisputed) }

func (b Backed) sum(state string) (n int64) {
	for _, g := range b.Groups {
		if g.State == state {
			n += g.Micro
		}
	}
	return n
}

// Records is how many records count.
func (b Backed) Records() (n int) {
	for _, g := range b.Groups {
		if g.State == EvidenceCounted {
			n += g.Records
		}
	}
	return n
}

// IndicatorKey names an indicator of the plan.
type IndicatorKey struct {
	Node db.ID
	Seq  int
}

// Supported reads what stands under an indicator until a quarter.
func Supported(tx *db.Tx, node db.ID, seq int, until date.Quarter) (Backed, error) {
	all, err := SupportedBy(tx, node, until)
	return all[seq], err
}

// SupportedBy reads what stands under all indicators of a node.
func SupportedBy(tx *db.Tx, node db.ID, until date.Quarter) (map[int]Backed, error) {
	all, err := supported(tx, `n.id = $1`, until, node)
	out := map[int]Backed{}
	for k, b := range all {
		out[k.Seq] = b
	}
	return out, err
}

// SupportedIn reads what stands under the indicators of an office.
func SupportedIn(tx *db.Tx, office db.ID, until date.Quarter) (map[IndicatorKey]Backed, error) {
	return supported(tx, `n.year = $1 and n.opd = $2`, until, until.Year, office)
}

// supported reads all that hangs on the nodes n of a condition. Most nodes have
// nothing that feeds them: then it is one question.
func supported(tx *db.Tx, of string, until date.Quarter, args ...any) (map[IndicatorKey]Backed, error) {
	out := map[IndicatorKey]Backed{}
	err := db.Each(tx, func(r *db.Row) error {
		k := IndicatorKey{r.ID(), r.Int()}
		b := out[k]
		b.Feeds = append(b.Feeds, Feed{k.Node, k.Seq, r.Text(), r.Text()})
		out[k] = b
		return nil
	}, `select s.node, s.seq, s.kind, s.room from plan_support s join plan_node n on n.id = s.node
		where `+of+` and s.ended_at is null order by s.made_at, s.kind, s.room`, args...)
	if err != nil || len(out) == 0 {
		return out, err
	}
	year, last := len(args)+1, len(args)+2
	err = db.Each(tx, func(r *db.Row) error {
		k := IndicatorKey{r.ID(), r.Int()}
		b, fed := out[k]
		if fed {
			b.Groups = append(b.Groups, BackedGroup{r.Int(), r.Text(), r.Text(), r.Text(), r.Int(), r.Int64()})
			out[k] = b
		}
		return nil
	}, `select e.node, e.seq, e.quarter, e.kind, e.level, e.state, count(*), cast(sum(e.quantity_micro) as bigint)
		from plan_evidence e join plan_node n on n.id = e.node where `+of+` and e.state <> 'withdrawn' and e.year = `+dollar(year)+` and e.quarter <= `+dollar(last)+`
		group by e.node, e.seq, e.quarter, e.kind, e.level, e.state order by e.quarter, e.kind, e.level, e.state`, append(args, until.Year, until.N)...)
	return out, err
}

// dollar is the place of a value in a statement.
func dollar(n int) string { return "$" + strconv.Itoa(n) }
