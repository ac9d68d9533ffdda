package check

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"alun/record/plan/e81"
)

// form is one office's form within one report.
type form struct {
	year, quarter int
	opd           string
}

// node is one place in the plan of one form.
type node struct {
	form
	code string
}

// book is the rows with the ways between them: order, tree, years.
type book struct {
	rows     []e81.Row
	order    []int          // rows by year, quarter, office, code, main before extra, line
	rank     []int          // place of each row in order
	forms    []form         // in order
	of       map[form][]int // rows of a form, in order
	main     map[node]int   // main row of a node; the first when a code stands twice
	children map[node][]int // main rows one level below
	extras   map[node][]int // further indicators of a node
	folded   []string       // names without spaces, signs and capitals
	named    []pair         // see byName; for Run alone
	measured []pair         // see byIndicator; for Run alone
}

func formOf(r *e81.Row) form { return form{r.Year, r.Quarter, r.OPD} }
func nodeOf(r *e81.Row) node { return node{formOf(r), r.Code} }

func (n node) parent() node { return node{n.form, e81.Parent(n.code)} }

// open sorts the rows and ties them together.
func open(rows []e81.Row) *book {
	b := &book{rows: rows, of: map[form][]int{}, main: map[node]int{},
		children: map[node][]int{}, extras: map[node][]int{}}
	b.sort()
	for _, i := range b.order {
		r := &rows[i]
		f, n := formOf(r), nodeOf(r)
		if _, seen := b.of[f]; !seen {
			b.forms = append(b.forms, f)
		}
		b.of[f] = append(b.of[f], i)
		if r.Extra {
			b.extras[n] = append(b.extras[n], i)
			continue
		}
		if _, twice := b.main[n]; !twice {
			b.main[n] = i
		}
		if p := n.parent(); p.code != "" {
			b.children[p] = append(b.children[p], i)
		}
	}
	b.folded = make([]string, len(rows))
	for i := range rows {
		b.folded[i] = fold(rows[i].Name)
	}
	return b
}

func (b *book) sort() {
	codes := make([][4]int, len(b.rows))
	b.order = make([]int, len(b.rows))
	for i := range b.rows {
		b.order[i], codes[i] = i, numbers(b.rows[i].Code)
	}
	slices.SortStableFunc(b.order, func(x, y int) int {
		r, s := &b.rows[x], &b.rows[y]
		c := cmp.Or(r.Year-s.Year, r.Quarter-s.Quarter, strings.Compare(r.OPD, s.OPD))
		if c == 0 {
			c = slices.Compare(codes[x][:], codes[y][:])
		}
		if c == 0 && r.Extra != s.Extra {
			c = 1
			if s.Extra {
				c = -1
			}
		}
		return cmp.Or(c, r.Line-s.Line)
	})
	b.rank = make([]int, len(b.rows))
	for place, i := range b.order {
		b.rank[i] = place
	}
}

// numbers makes codes comparable as numbers: 1.1.10 comes after 1.1.9.
func numbers(code string) (out [4]int) {
	for i, part := range strings.SplitN(code, ".", 4) {
		out[i], _ = strconv.Atoi(part) // a code that is no number sorts first
	}
	return out
}

// fold makes names comparable: in the printed reports words run together and
// capitals vary from year to year.
func fold(s string) string {
	if s == "" {
		return ""
	}
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}

// kids are the main rows one level below a row.
func (b *book) kids(i int) []int { return b.children[nodeOf(&b.rows[i])] }

// up gives the rows above a row, nearest first, without the row itself.
func (b *book) up(i int) []int {
	var out []int
	for n := nodeOf(&b.rows[i]).parent(); n.code != ""; n = n.parent() {
		if j, ok := b.main[n]; ok {
			out = append(out, j)
		}
	}
	return out
}

// indicators are all rows of a row's node: the main one and the extra ones.
func (b *book) indicators(i int) []int {
	n := nodeOf(&b.rows[i])
	return append([]int{b.main[n]}, b.extras[n]...)
}

// before is the latest form of the same office in an earlier year.
func (b *book) before(f form) (form, bool) {
	var best form
	for _, g := range b.forms {
		if g.opd == f.opd && g.year < f.year && (g.year > best.year || g.year == best.year && g.quarter > best.quarter) {
			best = g
		}
	}
	return best, best.year > 0
}

// pair is a row and the row of an earlier year that is the same by its names.
type pair struct{ then, now int }

// pairs finds rows that name says are the same in an earlier year. Rows whose
// name stands more than once in a form, or is empty, have no pair: a guess
// would be worse than none.
func (b *book) pairs(name func(i int, r *e81.Row) string) []pair {
	names := make([]string, len(b.rows))
	index := map[form]map[string]int{}
	for _, f := range b.forms {
		in := make(map[string]int, len(b.of[f]))
		for _, i := range b.of[f] {
			names[i] = name(i, &b.rows[i])
			if _, twice := in[names[i]]; twice {
				in[names[i]] = -1
			} else {
				in[names[i]] = i
			}
		}
		index[f] = in
	}
	var out []pair
	for _, f := range b.forms {
		old, ok := b.before(f)
		if !ok {
			continue
		}
		for _, i := range b.of[f] {
			then, ok := index[old][names[i]]
			if ok && names[i] != "" && then >= 0 && index[f][names[i]] == i {
				out = append(out, pair{then, i})
			}
		}
	}
	return out
}

// byName pairs nodes: same office, level and name.
func (b *book) byName() []pair {
	return b.pairs(func(i int, r *e81.Row) string {
		if r.Extra || b.folded[i] == "" {
			return ""
		}
		return depth(r) + b.folded[i]
	})
}

// byIndicator pairs indicators: same office, level and indicator; at the level
// of sub-activities the same name too, because offices use one indicator text
// for several of them.
func (b *book) byIndicator() []pair {
	return b.pairs(func(i int, r *e81.Row) string {
		ind := fold(r.Indicator)
		if ind == "" {
			return ""
		}
		if r.Level == e81.Subkegiatan {
			return depth(r) + b.folded[i] + "/" + ind
		}
		return depth(r) + ind
	})
}

func depth(r *e81.Row) string { return strconv.Itoa(int(r.Level)) + "/" }
