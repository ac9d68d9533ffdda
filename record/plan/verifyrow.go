package plan

import (
	"encoding/json"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/record/diary"
)

// textColumns are the columns under digest that hold texts; all others hold
// whole numbers or nothing.
var textColumns = map[string]bool{"code": true, "form": true, "name": true, "indicator": true, "unit": true, "note": true,
	"source": true, "unheld": true, "budget_version": true, "ach_rp": true, "plan_ach_rp": true,
	"rule": true, "kind": true, "field": true, "published": true, "expected": true, "details": true, "case_key": true, "cause": true,
	"theme": true, "theme_en": true, "theme_ja": true, "quote": true, "quote_en": true, "quote_ja": true, "said_by": true, "said_on": true,
	"strength": true, "why": true, "why_en": true, "why_ja": true, "linked_by": true, "linked_on": true}

// scanValues reads columns as rowOf takes them.
func scanValues(r *db.Row, columns []string) []any {
	values := make([]any, len(columns))
	for i, name := range columns {
		if textColumns[name] || strings.HasSuffix(name, "_k") {
			values[i] = r.Text()
		} else if n, known := r.Maybe(); known {
			values[i] = n
		}
	}
	return values
}

// whole is a number that the table does not leave open. Where somebody has made
// it nothing, the digest tells.
func whole(v any) int64 {
	n, _ := v.(int64)
	return n
}

func prefix(table string, columns []string) string {
	return table + "." + strings.Join(columns, ", "+table+".")
}

// formColumns writes columns of the table as the form's own; those that hold one
// cell of the form become one.
func formColumns(columns []string) []string {
	var out []string
	for _, name := range columns {
		if name = formColumn(name); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

func formColumn(name string) string {
	for i, pair := range pairNames {
		switch name {
		case pair + "_k", pair + "_micro":
			return quantityColumn(i)
		case pair + "_rp":
			return moneyColumn(i)
		}
	}
	for from, to := range map[string]string{"ach_k": "ach_k_pct", "ach_micro": "ach_k_pct", "ach_rp": "ach_rp_pct", "ach_rp_micro": "ach_rp_pct",
		"plan_ach_k": "renstra_ach_k_pct", "plan_ach_micro": "renstra_ach_k_pct", "plan_ach_rp": "renstra_ach_rp_pct",
		"plan_ach_rp_micro": "renstra_ach_rp_pct", "source": "source_file", "opd": "department"} {
		if name == from {
			return to
		}
	}
	return name
}

// published is what the diary says of each revision: rows accepted, changed and
// removed.
func published(tx *db.Tx) (map[revisionName][3]int64, error) {
	said := map[revisionName][3]int64{}
	reports, err := Reports(tx)
	if err != nil {
		return nil, err
	}
	for _, rep := range reports {
		entries, err := diary.AboutFact(tx, "plan_report", rep.ID, "plan.published", 1<<31-1)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			n := func(key string) int64 { v, _ := e.Data[key].(json.Number); n, _ := v.Int64(); return n }
			said[revisionName{rep.ID, int(n("revision"))}] = [3]int64{n("accepted"), n("changed"), n("removed")}
		}
	}
	return said, nil
}
