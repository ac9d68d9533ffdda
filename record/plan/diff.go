package plan

import (
	"strconv"

	"alun/ground/money"
	"alun/ground/quantity"
	"alun/record/plan/e81"
)

// columnNames are the form's columns of a row's pairs, in the order of pairs.
var columnNames = [...]string{"renstra_target", "renstra_prev", "target", "q1", "q2", "q3", "q4", "real", "renstra_cum"}

// difference lists the cells in which two versions of a line differ. The line
// number in the file is not part of the line. Figures are compared by value: a
// spreadsheet that somebody merely opened and saved has turned 52.50 into 52.5.
func difference(old, now e81.Row) []Detail {
	old.Line, now.Line = 0, 0
	if old == now {
		return nil
	}
	var out []Detail
	text := func(column, a, b string) {
		if a != b {
			out = append(out, Detail{Column: column, Key: "plan.cell_changed", Args: []string{a, b}})
		}
	}
	number := func(column string, a, b quantity.Quantity) {
		if !a.Known || !b.Known || a.Micro != b.Micro {
			text(column, a.Text, b.Text)
		}
	}
	text("form", old.Form, now.Form)
	text("name", old.Name, now.Name)
	text("indicator", old.Indicator, now.Indicator)
	text("unit", old.Unit, now.Unit)
	a, b := pairs(&old), pairs(&now)
	for i := range a {
		number(quantityColumn(i), a[i].K, b[i].K)
		text(moneyColumn(i), moneyText(a[i].Rp), moneyText(b[i].Rp))
	}
	p, q := percents(&old), percents(&now)
	for i, name := range []string{"ach", "renstra_ach"} {
		number(name+"_k_pct", p[i].K, q[i].K)
		number(name+"_rp_pct", p[i].Rp, q[i].Rp)
	}
	text("note", old.Note, now.Note)
	text("source_file", old.Source, now.Source)
	text("page", strconv.Itoa(old.Page), strconv.Itoa(now.Page))
	return out
}

func quantityColumn(i int) string { return columnNames[i] + "_k" }

// moneyColumn is the form's money column: the yearly target's is the budget.
func moneyColumn(i int) string {
	if columnNames[i] == "target" {
		return "budget_rp"
	}
	return columnNames[i] + "_rp"
}

func moneyText(p money.Printed) string {
	if p.Known {
		return strconv.FormatInt(int64(p.Rupiah), 10)
	}
	return p.Text
}
