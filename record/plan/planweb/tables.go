package planweb

import (
	"iter"
	"time"

	"alun/ground/date"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/record/plan"
)

// rows turns a list into the rows of a file.
func rows[T any](list []T, cells func(T) []sheet.Cell) iter.Seq[[]sheet.Cell] {
	return func(yield func([]sheet.Cell) bool) {
		for _, x := range list {
			if !yield(cells(x)) {
				return
			}
		}
	}
}

func columns(names ...string) []sheet.Column {
	out := make([]sheet.Column, len(names))
	for i, n := range names {
		out[i].Name = n
	}
	return out
}

// foundTable is what a search found, as a file.
func foundTable(found []plan.Found) sheet.Table {
	return sheet.Table{Name: "cari",
		Head: columns("year", "quarter", "opd", "code", "level", "name", "indicator", "unit", "target_k", "budget_rp", "real_k", "real_rp", "note", "page"),
		Rows: rows(found, func(f plan.Found) []sheet.Cell {
			return []sheet.Cell{sheet.Whole(int64(f.View.Quarter.Year)), sheet.Whole(int64(f.View.Quarter.N)), sheet.Text(f.Slug),
				sheet.Text(f.Code), sheet.Text(f.Level.String()), sheet.Text(f.Name), sheet.Text(f.Indicator), sheet.Text(f.Unit),
				sheet.Decimal(f.Target.K), sheet.Money(f.Target.Rp), sheet.Decimal(f.Real.K), sheet.Money(f.Real.Rp), sheet.Text(f.Note), sheet.Whole(int64(f.Page))}
		})}
}

// notesTable is notes on the data, as a file, each with the newest thing that was
// said to it.
func notesTable(notes []plan.Note, said func(plan.Note) []plan.Answer) sheet.Table {
	return sheet.Table{Name: "catatan",
		Head: columns("year", "quarter", "opd", "name", "code", "level", "rule", "kind", "field", "published", "expected", "state", "source_file", "page",
			"public_since", "said", "sentence", "said_on"),
		Rows: rows(notes, func(n plan.Note) []sheet.Cell {
			var newest plan.Answer
			if all := said(n); len(all) > 0 {
				newest = all[len(all)-1]
			}
			return []sheet.Cell{sheet.Whole(int64(n.Year)), sheet.Whole(int64(n.Quarter)), sheet.Text(n.OPD), sheet.Text(n.Name), sheet.Text(n.Code),
				sheet.Text(n.Level.String()), sheet.Text(n.Rule), sheet.Text(n.Kind), sheet.Text(n.Field), sheet.Text(n.Published),
				sheet.Text(n.Expected), sheet.Text(n.State), sheet.Text(n.Source), sheet.Whole(int64(n.Page)),
				sheet.Text(dayText(n.Public)), sheet.Text(newest.Act), sheet.Text(newest.Sentence), sheet.Text(dayText(newest.At))}
		})}
}

// dayText is the day of an instant in a file; "" when there is none.
func dayText(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return date.DayOf(at).String()
}

// promisesTable is the promises, as a file.
func promisesTable(l lang.Lang, all []plan.PromiseSum) sheet.Table {
	return sheet.Table{Name: "janji", Head: columns("id", "theme", "promise", "said_by", "said_on", "source", "rows", "rows_direct"),
		Rows: rows(all, func(p plan.PromiseSum) []sheet.Cell {
			return []sheet.Cell{sheet.Whole(int64(p.ID)), sheet.Text(p.Theme.In(l.Tag())), sheet.Text(p.Quote.In(l.Tag())), sheet.Text(p.SaidBy),
				sheet.Text(p.SaidOn.String()), sheet.Text(p.Source), sheet.Whole(int64(p.Rows)), sheet.Whole(int64(p.Direct))}
		})}
}

// carriersTable is the rows that carry a promise, as a file.
func carriersTable(l lang.Lang, all []plan.Carrier) sheet.Table {
	return sheet.Table{Name: "baris",
		Head: columns("promise", "year", "quarter", "opd", "code", "name", "strength", "why", "linked_by", "linked_on", "target_k", "budget_rp", "real_k", "real_rp"),
		Rows: rows(all, func(c plan.Carrier) []sheet.Cell {
			return []sheet.Cell{sheet.Whole(int64(c.Linked.Promise)), sheet.Whole(int64(c.View.Quarter.Year)), sheet.Whole(int64(c.View.Quarter.N)),
				sheet.Text(c.Slug), sheet.Text(c.Code), sheet.Text(c.Name), sheet.Text(c.Linked.Strength), sheet.Text(c.Linked.Why.In(l.Tag())),
				sheet.Text(c.Linked.By), sheet.Text(c.Linked.On.String()), sheet.Decimal(c.Target.K), sheet.Money(c.Target.Rp),
				sheet.Decimal(c.Real.K), sheet.Money(c.Real.Rp)}
		})}
}
