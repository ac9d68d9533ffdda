package notice

import (
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/plan"
)

// Topic is what can be followed: the plan's new reports, an office by its slug,
// a promise by its number, a row by year, office and code.
type Topic struct{ What, Which string }

// String is the topic as a form sends it: "plan", "office:dpu", "promise:12",
// "row:2024/dpu/1.03".
func (t Topic) String() string {
	if t.Which == "" {
		return t.What
	}
	return t.What + ":" + t.Which
}

// ParseTopic reads what a form sent. Whether there is such a thing, Named says.
func ParseTopic(text string) (Topic, error) {
	what, which, _ := strings.Cut(text, ":")
	if what == "plan" && which == "" || (what == "office" || what == "promise" || what == "row") && which != "" {
		return Topic{what, which}, nil
	}
	return Topic{}, fault.New(fault.Invalid, "notice.no_topic")
}

// Named writes a topic in a language; false when there is no such thing.
func (t Topic) Named(tx *db.Tx, l lang.Lang) (string, bool, error) {
	switch t.What {
	case "plan":
		return l.T("notice.topic_plan"), true, nil
	case "office":
		name, ok, err := db.One(tx, func(r *db.Row) string {
			return (plan.OPD{Name: r.Text(), NameEN: r.Text(), NameJA: r.Text()}).In(l.Tag())
		}, `select n.name, o.name_en, o.name_ja from plan_opd o join plan_opd_name n on n.opd = o.id
			where o.slug = $1 order by n.from_year desc limit 1`, t.Which)
		return name, ok, err
	case "row":
		return t.row(tx, l)
	}
	id, err := strconv.Atoi(t.Which)
	if err != nil || strconv.Itoa(id) != t.Which {
		return "", false, nil
	}
	p, ok, err := plan.PromiseByID(tx, id)
	return l.T("notice.topic_promise", Short(p.Quote.In(l.Tag()))), ok, err
}

// row names a row by its office and code, and what it is called.
func (t Topic) row(tx *db.Tx, l lang.Lang) (string, bool, error) {
	year, rest, _ := strings.Cut(t.Which, "/")
	slug, code, _ := strings.Cut(rest, "/")
	y, err := strconv.Atoi(year)
	if err != nil || strconv.Itoa(y) != year {
		return "", false, nil
	}
	return db.One(tx, func(r *db.Row) string {
		return l.T("notice.topic_row", r.Text(), code, year, Short(plan.Calm(r.Text())))
	},
		`select o.short, g.name from plan_node n join plan_opd o on o.id = n.opd join plan_figure g on g.node = n.id and g.seq = 0
			join plan_report p on p.id = g.report where n.year = $1 and o.slug = $2 and n.code = $3
			and g.since <= p.revision and (g.until is null or g.until > p.revision) order by p.quarter desc limit 1`, y, slug, code)
}

// shortest is how many characters of a promise tell it from the others.
const shortest = 72

// Short is the beginning of a promise's text, up to a word's end where the
// language has spaces: 27 promises share 9 themes, so the theme names none.
func Short(quote string) string {
	all := []rune(quote)
	if len(all) <= shortest {
		return quote
	}
	head := string(all[:shortest])
	if n := strings.LastIndexByte(head, ' '); n > shortest/2 {
		head = head[:n]
	}
	return strings.TrimRight(head, " ,;") + "…"
}
