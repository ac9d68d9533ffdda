package planweb

import (
	"strings"

	"alun/ground/lang"
	"alun/record/plan"
)

// keyFields are the columns that say whose and which row it is; they change no
// cell.
var keyFields = []string{"year", "quarter", "department", "code", "extra_indicator"}

// headNames are the names by which offices call the columns of the form, folded.
// Beside the form's own names and ours stand those of everyday sheets.
func headNames(l lang.Lang) map[string]string {
	out := map[string]string{}
	put := func(field string, names ...string) {
		for _, n := range names {
			if n = headFold(n); out[n] == "" {
				out[n] = field
			}
		}
	}
	for _, field := range append(append([]string{}, keyFields...), plan.Fields...) {
		put(field, field, l.T("check.column."+field))
	}
	for field, names := range everyday {
		put(field, names...)
	}
	for field, stems := range doubleHeads {
		for _, stem := range stems {
			for end, words := range map[string][]string{"_k": {"k", "kinerja", "fisik", "output", "keluaran", "volume"}, "_rp": {"rp", "keuangan", "anggaran", "belanja", "rupiah"}} {
				for _, w := range words {
					put(pairField(field, end), stem+" "+w, w+" "+stem)
				}
			}
		}
	}
	return out
}

// everyday are names of single columns.
var everyday = map[string][]string{
	"code":      {"kode", "no", "nomor", "kode rekening", "no urut"},
	"name":      {"uraian", "nama", "program kegiatan sub kegiatan", "program kegiatan", "sasaran program kegiatan", "nama program", "sasaran program kegiatan sub kegiatan"},
	"indicator": {"indikator", "indikator kinerja", "indikator kinerja program kegiatan", "indikator kinerja program outcome kegiatan output"},
	"unit":      {"satuan"},
	"note":      {"keterangan", "catatan", "ket"},
	"target_k":  {"target", "target tahun ini", "target kinerja"},
	"budget_rp": {"pagu", "anggaran", "pagu anggaran"},
	"ach_k_pct": {"capaian kinerja %", "tingkat capaian kinerja"}, "ach_rp_pct": {"serapan %", "capaian anggaran %", "tingkat capaian rp"},
	"department": {"perangkat daerah", "opd", "skpd", "dinas"}, "year": {"tahun"}, "quarter": {"triwulan", "tw"},
}

// doubleHeads are heads over two columns, K and Rp.
var doubleHeads = map[string][]string{
	"q1": {"tw 1", "tw i", "triwulan 1", "triwulan i", "realisasi tw i", "realisasi triwulan i", "i"},
	"q2": {"tw 2", "tw ii", "triwulan 2", "triwulan ii", "realisasi tw ii", "realisasi triwulan ii", "ii"},
	"q3": {"tw 3", "tw iii", "triwulan 3", "triwulan iii", "realisasi tw iii", "realisasi triwulan iii", "iii"},
	"q4": {"tw 4", "tw iv", "triwulan 4", "triwulan iv", "realisasi tw iv", "realisasi triwulan iv", "iv"},

	"target": {"target", "target renja", "target tahun ini", "target kinerja dan anggaran"},
	"real":   {"realisasi", "realisasi tahun ini", "realisasi capaian", "realisasi kinerja dan anggaran"},

	"renstra_target": {"target renstra", "target akhir renstra", "renstra"},
	"renstra_prev":   {"realisasi renstra tahun lalu", "realisasi s d tahun lalu"},
	"renstra_cum":    {"realisasi renstra", "realisasi renstra s d tahun ini"},
}

func pairField(stem, end string) string {
	if stem == "target" && end == "_rp" {
		return "budget_rp"
	}
	return stem + end
}

// headFold makes head cells comparable: letters and digits alone count.
func headFold(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r == '%' {
			return r
		}
		return ' '
	}, strings.ToLower(s))
	return strings.Join(strings.Fields(s), " ")
}

// headLines is how far down a sheet's head is looked for: letterheads stand above.
const headLines = 20

// guess finds the head of a table and what its columns are. The head may have two
// lines, of which the upper one spans columns. Columns that are not known stay
// "": nothing is taken that nobody named.
func guess(l lang.Lang, table [][]string) (head int, names, fields []string) {
	known, best := headNames(l), 0
	for i := range min(headLines, len(table)) {
		for _, above := range []bool{false, true} {
			if above && i == 0 {
				continue
			}
			n, f := guessLine(known, table, i, above)
			if count := found(f); count > best {
				best, head, names, fields = count, i, n, f
			}
		}
	}
	return head, names, fields
}

func found(fields []string) (n int) {
	for _, f := range fields {
		if f != "" {
			n++
		}
	}
	return n
}

func guessLine(known map[string]string, table [][]string, i int, above bool) (names, fields []string) {
	used, over := map[string]bool{}, ""
	for j, cell := range table[i] {
		name := cell
		if above {
			if up := cellAt(table[i-1], j); up != "" {
				over = up
			}
			name = strings.TrimSpace(over + " " + cell)
		}
		field := known[headFold(name)]
		if used[field] {
			field = "" // a second column of this name: the reader says which
		}
		if field != "" {
			used[field] = true
		}
		names, fields = append(names, name), append(fields, field)
	}
	return names, fields
}

func cellAt(row []string, i int) string {
	if i < len(row) {
		return strings.TrimSpace(row[i])
	}
	return ""
}
