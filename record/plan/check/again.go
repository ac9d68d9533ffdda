package check

import (
	"cmp"
	"maps"
	"slices"

	"alun/ground/money"
	"alun/record/plan/e81"
)

// Judgement is what the rules say of rows, kept so that only what a change can
// reach is judged again.
type Judgement struct {
	rules Rules
	book  *book
	raw   []Flag // without what is suspected beside them
}

// Judge applies the rules to the rows of one or several reports.
func Judge(rules Rules, rows []e81.Row) Judgement {
	b := open(rows)
	b.named, b.measured = b.byName(), b.byIndicator()
	return Judgement{rules, b, b.judge(rules, nil)}
}

// Rows are those that were judged.
func (j Judgement) Rows() []e81.Row { return j.book.rows }

// Flags are the notes on all rows, in the order that Run says.
func (j Judgement) Flags() []Flag {
	out := slices.Clone(j.raw)
	j.book.suspect(out)
	return out
}

// judge applies the rules; with rows named, only what they say of those counts.
func (b *book) judge(rules Rules, only map[int]bool) []Flag {
	var flags []Flag
	seen := b.order
	if only != nil {
		seen = b.needed(rules, only)
	}
	for _, rule := range rules.list {
		d, ok := find(rule.ID)
		if !ok {
			continue // only a hand-made Rules value can hold such a rule
		}
		p := &probe{book: b, rule: rule, seen: seen}
		d.test(p)
		flags = append(flags, p.flags...)
	}
	if only != nil {
		flags = slices.DeleteFunc(flags, func(f Flag) bool { return !only[f.Row] })
	}
	b.inOrder(rules, flags)
	return flags
}

// inOrder sorts flags by row and rule.
func (b *book) inOrder(rules Rules, flags []Flag) {
	place := map[string]int{}
	for n, rule := range rules.list {
		place[rule.ID] = n
	}
	slices.SortStableFunc(flags, func(x, y Flag) int {
		return cmp.Or(b.rank[x.Row]-b.rank[y.Row], place[x.Rule]-place[y.Rule])
	})
}

// With is the judgement when some rows hold other texts and figures; places in the
// plan do not change. Only the changed rows and those that a rule holds beside
// them are judged again; what is suspected is worked out anew, for it may hang on
// all rows of a form.
func (j Judgement) With(changed map[int]e81.Row) Judgement {
	old := j.book
	b := *old
	b.rows, b.folded = slices.Clone(old.rows), slices.Clone(old.folded)
	renamed := false
	for i, r := range changed {
		was := &old.rows[i]
		renamed = renamed || was.Name != r.Name || was.Indicator != r.Indicator
		b.rows[i], b.folded[i] = r, fold(r.Name)
	}
	if renamed {
		b.named, b.measured = b.byName(), b.byIndicator()
	}
	only := map[int]bool{}
	for i := range changed {
		b.reach(i, only)
	}
	for _, of := range []*book{old, &b} {
		of.sharers(j.rules, slices.Collect(maps.Keys(changed)), func(i int) { only[i] = true })
	}
	for _, two := range [][2][]pair{{old.named, b.named}, {old.measured, b.measured}} {
		repaired(two[0], two[1], changed, func(i int) { only[i] = true })
	}
	out := slices.DeleteFunc(slices.Clone(j.raw), func(f Flag) bool { return only[f.Row] })
	out = append(out, b.judge(j.rules, only)...)
	b.inOrder(j.rules, out)
	return Judgement{j.rules, &b, out}
}

// reach marks the rows whose flags may speak of row i because of where it stands:
// its node's indicators, those above it, those beside it, those right below.
func (b *book) reach(i int, mark map[int]bool) {
	all := slices.Concat([]int{i}, b.node(i), b.up(i), b.beside(i), b.kids(i))
	for _, k := range all {
		mark[k] = true
	}
}

// node are the rows of a row's node.
func (b *book) node(i int) []int {
	n := nodeOf(&b.rows[i])
	out := b.extras[n]
	if main, ok := b.main[n]; ok {
		out = append([]int{main}, out...)
	}
	return out
}

// beside are the main rows under the same parent.
func (b *book) beside(i int) []int {
	p := nodeOf(&b.rows[i]).parent()
	if p.code == "" {
		return nil
	}
	return b.children[p]
}

// likeness is what makes rules hold two sub-activities beside each other, wherever
// they stand: one name in the whole city, one amount spent in an office.
type likeness struct {
	year   int
	opd    string
	name   string
	amount money.Rupiah
}

// likenesses are those of a row. Round amounts are alike by chance.
func (b *book) likenesses(rules Rules, i int) []likeness {
	r := &b.rows[i]
	if r.Level != e81.Subkegiatan || r.Extra {
		return nil
	}
	var out []likeness
	if b.folded[i] != "" {
		out = append(out, likeness{year: r.Year, name: b.folded[i]})
	}
	twice, _ := rules.Get("same_spending_twice")
	if r.Real.Rp.Known && int64(len(digits(r.Real.Rp.Rupiah))) >= twice.Limit("digits") {
		out = append(out, likeness{year: r.Year, opd: r.OPD, amount: r.Real.Rp.Rupiah})
	}
	return out
}

// sharers visits the rows that are like one of some rows.
func (b *book) sharers(rules Rules, rows []int, visit func(i int)) {
	like := map[likeness]bool{}
	for _, i := range rows {
		for _, l := range b.likenesses(rules, i) {
			like[l] = true
		}
	}
	if len(like) == 0 {
		return
	}
	for i := range b.rows {
		if slices.ContainsFunc(b.likenesses(rules, i), func(l likeness) bool { return like[l] }) {
			visit(i)
		}
	}
}

// repaired visits the rows that are compared with another row of the earlier year
// than before, or with one that changed.
func repaired(was, now []pair, changed map[int]e81.Row, visit func(i int)) {
	then := map[int]int{}
	for _, p := range was {
		then[p.now] = p.then + 1
	}
	for _, p := range now {
		_, moved := changed[p.then]
		if moved || then[p.now] != p.then+1 {
			visit(p.now)
		}
		delete(then, p.now)
	}
	for i := range then {
		visit(i)
	}
}

// needed are the rows that rules must visit to judge some of them, in order: they
// themselves, those above, and those beside which they are held.
func (b *book) needed(rules Rules, only map[int]bool) []int {
	need := map[int]bool{}
	for i := range only {
		need[i] = true
		for _, k := range slices.Concat(b.up(i), b.beside(i)) {
			need[k] = true
		}
	}
	b.sharers(rules, slices.Collect(maps.Keys(only)), func(i int) { need[i] = true })
	var out []int
	for _, i := range b.order {
		if need[i] {
			out = append(out, i)
		}
	}
	return out
}
