package intake

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/sheet"
)

// noBusiness tells lines that are none: sums, signatures, the numbers under the head,
// the head again on a new page, headings between groups.
func (x *reading) noBusiness(l sheet.Line) (Say, bool) {
	filled, text := 0, ""
	for _, c := range l.Cells {
		if c = oneLine(c); c != "" {
			filled++
			if text == "" || text == digitsOf(text) {
				text = c
			}
		}
	}
	switch {
	case x.headAgain(l):
		return Say{"intake.skip_head", nil}, true
	case counting(l):
		return Say{"intake.skip_numbers", nil}, true
	case x.sum(l):
		return Say{"intake.skip_total", nil}, true
	}
	known := 0
	for f, text := range x.cells {
		if f != Kecamatan && f != InCity && text != "" {
			known++
		}
	}
	_, named := x.at["name"]
	if x.cells["name"] == "" && x.cells["nib"] == "" && (known == 0 && named || filled == 1) {
		return Say{"intake.skip_no_business", []any{clip(text)}}, true
	}
	return Say{}, false
}

// headAgain reports that a line repeats the head: most of its columns say what they
// are.
func (x *reading) headAgain(l sheet.Line) bool {
	same, all := 0, 0
	for j, c := range x.head.Columns {
		if c.Is == "" {
			continue
		}
		all++
		if t := fold(l.Cell(j)); t != "" && strings.HasSuffix(x.titles[j], t) {
			same++
		}
	}
	return all > 0 && same*2 > all
}

// counting tells the line "1 2 3 …" or "(1) (2) (3) …" that forms have under the head.
func counting(l sheet.Line) bool {
	n, before := 0, 0
	for _, c := range l.Cells {
		text := strings.Trim(oneLine(c), "() .")
		if text == "" {
			continue
		}
		k, err := strconv.Atoi(text)
		if err != nil || k != before+1 {
			return false
		}
		before = k
		n++
	}
	return n >= 3
}

// sum tells a line of sums: it begins with the word, and says nothing that only a
// business has.
func (x *reading) sum(l sheet.Line) bool {
	for _, f := range []Field{"nib", "kelurahan", Area, "address", "phone", "wa", "mail", "kbli"} {
		if x.cells[f] != "" && !slices.Contains(words.Totals, fold(x.cells[f])) {
			return false
		}
	}
	for _, c := range l.Cells {
		if t := fold(c); t != "" {
			return slices.ContainsFunc(words.Totals, func(w string) bool {
				return t == w || strings.HasPrefix(t, w+" ") && strings.Trim(t[len(w):], " 0123456789") == ""
			})
		}
	}
	return false
}

func sum(a, b string) string {
	x, _ := strconv.ParseInt(a, 10, 64) // counts, as readCount makes them
	y, _ := strconv.ParseInt(b, 10, 64)
	return strconv.FormatInt(x+y, 10)
}
