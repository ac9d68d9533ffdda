package e81

import "slices"

// Header lists the columns of the form as a file of records names them, in the
// order in which we write them. "_k" is output (kinerja), "_rp" whole rupiah,
// "_pct" a percentage as printed; "renstra" is the five-year plan; "prev" is
// reached until last year, "cum" reached so far.
var Header = []string{
	"year", "quarter", "department", "form", "code", "level", "extra_indicator",
	"name", "indicator", "unit",
	"renstra_target_k", "renstra_target_rp", "renstra_prev_k", "renstra_prev_rp",
	"target_k", "budget_rp",
	"q1_k", "q1_rp", "q2_k", "q2_rp", "q3_k", "q3_rp", "q4_k", "q4_rp",
	"real_k", "real_rp", "ach_k_pct", "ach_rp_pct",
	"renstra_cum_k", "renstra_cum_rp", "renstra_ach_k_pct", "renstra_ach_rp_pct",
	"note", "source_file", "page",
}

// Missing names the columns that a file's first line lacks. Further columns and
// another order are no fault: a department may keep a column of its own.
func Missing(head []string) []string {
	var out []string
	for _, want := range Header {
		if !slices.Contains(head, want) {
			out = append(out, want)
		}
	}
	return out
}
