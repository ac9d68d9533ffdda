package intake

import (
	"slices"
	"strings"

	"alun/ground/sheet"
)

// Column is a column of the file, as its head calls it and as it is taken.
type Column struct {
	At     string `json:"column"` // A, B … as the spreadsheet counts
	Title  string `json:"title"`
	Is     Field  `json:"is,omitempty"` // "" is left alone
	Unit   string `json:"unit,omitempty"`
	upper  string // what stands above, over several columns
	unsure Field  // what its name may mean, where it may mean something else too
}

// Head is the head of a table.
type Head struct {
	First, Last int // lines, as the file counts them; 0: none was found
	Columns     []Column
	Above       []string // what stands over it: letterheads, titles
}

// headLines is how many lines with content are looked at for a head: letterheads and
// titles stand above it. A head has at most headDeep lines.
const (
	headLines = 30
	headDeep  = 3
)

// findHead finds the head among the first lines of a table: the lines that name the
// most columns, the fewest of those. Nothing is taken that nobody named. nameless is the
// line that would be a head if one of its columns were the name of a business; 0: none.
func findHead(lines []sheet.Line) (best Head, nameless int) {
	most, near := 0, 3
	for i := range min(headLines, len(lines)) {
		for deep := 1; deep <= headDeep && i+deep <= len(lines); deep++ {
			h := headOf(lines[i : i+deep])
			n := h.named()
			goes := n == most && h.First == best.First && onlyNames(lines[i+deep-1])
			if (n > most || goes) && h.tells() {
				most, best = n, h
				best.Above = above(lines[:i])
			}
			if n > near && deep == 1 { // two columns and more
				near, nameless = n, h.First
			}
		}
	}
	return best, nameless
}

// onlyNames tells a line of nothing but names of columns: it belongs to the head above it,
// also where it names nothing new ("NOMOR" over "KBLI").
func onlyNames(l sheet.Line) bool {
	some := false
	for _, c := range l.Cells {
		if c = oneLine(c); c == "" {
			continue
		}
		if meaning(c) == "" && !words.other[fold(c)] {
			return false
		}
		some = true
	}
	return some
}

// named counts what is known of a head, each field once. What is about a person weighs
// most: under "Pemilik" a telephone is the owner's, though the line below alone would have
// one more field.
func (h Head) named() (n int) {
	seen := map[Field]bool{}
	for _, c := range h.Columns {
		switch is := c.means(); {
		case is == Never:
			n += 3
		case is != "" && !seen[is]:
			seen[is] = true
			n += 2
		}
	}
	return n
}

// tells reports a head that names businesses and something else.
func (h Head) tells() bool {
	name, rest := false, 0
	for _, c := range h.Columns {
		switch c.means() {
		case "":
		case "name", "nib":
			name = true
			rest++
		default:
			rest++
		}
	}
	return name && rest >= 2
}

func (c Column) means() Field {
	if c.Is == "" {
		return c.unsure
	}
	return c.Is
}

// headOf reads lines as one head. A name in an upper line reaches over the columns to
// its right that have none of their own, as merged cells are saved.
func headOf(lines []sheet.Line) Head {
	h := Head{First: lines[0].Number, Last: lines[len(lines)-1].Number}
	wide := 0
	for _, l := range lines {
		wide = max(wide, len(l.Cells))
	}
	over := make([]string, len(lines))
	for j := range wide {
		var parts []string
		for i, l := range lines {
			cell := oneLine(l.Cell(j))
			if cell != "" {
				for k := i; k < len(over); k++ {
					over[k] = ""
				}
				over[i] = cell
			} else if i < len(lines)-1 && j > 0 && spans(lines[i:], j) {
				cell = over[i]
			}
			if cell != "" && !slices.Contains(parts, cell) {
				parts = append(parts, cell)
			}
		}
		h.Columns = append(h.Columns, columnOf(letters(j), parts))
	}
	return h
}

// spans reports that something stands below an empty cell of an upper line.
func spans(lines []sheet.Line, j int) bool {
	for _, l := range lines[1:] {
		if oneLine(l.Cell(j)) != "" {
			return true
		}
	}
	return false
}

// columnOf finds what a column is by its names, the upper ones first. Under a head
// about a person ("Pemilik") only what is known by both names is taken; a name that nobody
// knows and that speaks of a person is one of those that are never read.
func columnOf(at string, parts []string) Column {
	c := Column{At: at, Title: strings.Join(parts, " · ")}
	if len(parts) == 0 {
		return c
	}
	whole := strings.Join(parts, " ")
	c.Unit = unitIn(whole)
	c.upper = strings.Join(parts[:len(parts)-1], " ")
	if c.Is = meaning(whole); c.Is != "" {
		return c
	}
	if personal(c.upper) {
		c.Is = Never
		return c
	}
	last := parts[len(parts)-1]
	if c.Is = meaning(last); c.Is != "" {
		return c
	}
	if c.unsure = words.Unsure[fold(last)]; c.unsure == "" && personal(last) && !words.other[fold(last)] {
		c.Is = Never // "Nama Pemilik / Kontak Person"
	}
	return c
}

// meaning finds a field by the name of a column: as it is, without words that say nothing,
// without what stands in brackets. Brackets go last: "Tenaga Kerja (Orang) (L)" is of men.
func meaning(name string) Field {
	for _, n := range []string{fold(name), bare(name), fold(unbracketed(name)), bare(unbracketed(name))} {
		if f, ok := words.heads[n]; ok {
			return f
		}
		if words.other[n] { // "Satuan Produksi" is none, though "Produksi" is
			return ""
		}
	}
	return ""
}

func unbracketed(name string) string {
	for {
		from := strings.IndexByte(name, '(')
		to := strings.IndexByte(name, ')')
		if from < 0 || to < from {
			return name
		}
		name = name[:from] + " " + name[to+1:]
	}
}

// bare is a folded name without fillers and words of size.
func bare(name string) string {
	out := slices.DeleteFunc(strings.Fields(fold(name)), func(w string) bool {
		_, size := sizeWords[w]
		return size || slices.Contains(words.Filler, w)
	})
	return strings.Join(out, " ")
}

func personal(name string) bool {
	name = " " + fold(name) + " "
	return slices.ContainsFunc(words.Personal, func(w string) bool { return strings.Contains(name, " "+w+" ") })
}

// sizeWords are units that a head gives to bare numbers below it.
var sizeWords = map[string]string{"juta": "juta", "jutaan": "juta", "jt": "juta", "ribu": "ribu", "ribuan": "ribu", "rb": "ribu", "000": "ribu",
	"000000": "juta", "miliar": "miliar", "milyar": "miliar", "million": "juta", "millions": "juta", "thousand": "ribu", "thousands": "ribu"}

// unitIn finds the unit of a head: "Omzet (juta Rp)", "Modal (Rp 000)".
func unitIn(name string) string {
	for _, w := range strings.Fields(fold(strings.ReplaceAll(name, "000.000", "000000"))) {
		if u := sizeWords[w]; u != "" {
			return u
		}
	}
	return ""
}

func above(lines []sheet.Line) (out []string) {
	for _, l := range lines {
		for _, c := range l.Cells {
			if c = oneLine(c); c != "" {
				out = append(out, c)
			}
		}
	}
	return out
}

// wide counts the columns up to the last that has a name, or that a mapping knows.
func (h Head) wide() (n int) {
	for i, c := range h.Columns {
		if c.Title != "" || c.Is != "" {
			n = i + 1
		}
	}
	return n
}

// nameless are the columns between others that have no name, counted from 0.
func (h Head) nameless() (out []int) {
	for i, c := range h.Columns[:h.wide()] {
		if c.Title == "" && c.Is == "" {
			out = append(out, i)
		}
	}
	return out
}

// letters names a column as spreadsheets do, counted from 0.
func letters(j int) string {
	out := ""
	for j++; j > 0; j = (j - 1) / 26 {
		out = string(rune('A'+(j-1)%26)) + out
	}
	return out
}
