package sipd

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/sheet"
)

// Map says which column holds a field, counted from 0.
type Map map[Field]int

// Head is the heading of a file as it was found.
type Head struct {
	First, Last int      // lines of the heading in the file; 0: none was found
	Labels      []string // what the columns are called
	Map         Map
	Twice       map[Field][]int // fields that several columns may be
}

// Missing names what a person still has to say: fields that are needed and were
// not found, and fields that several columns may hold.
func (h Head) Missing() []Field {
	var out []Field
	if !h.Map.Named() {
		out = append(out, Name)
	}
	if _, ok := h.Map[Spent]; !ok {
		out = append(out, Spent)
	}
	for _, f := range Fields {
		if len(h.Twice[f]) > 0 && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// Named tells whether rows have a name.
func (m Map) Named() bool {
	_, name := m[Name]
	_, sub := m[Sub]
	return name || sub
}

// String writes a map as it is kept: "name=1,spent=4".
func (m Map) String() string {
	var out []string
	for _, f := range Fields {
		if at, ok := m[f]; ok {
			out = append(out, string(f)+"="+strconv.Itoa(at))
		}
	}
	return strings.Join(out, ",")
}

const (
	mostBefore = 40 // lines before the heading
	mostLines  = 3  // lines of a heading
	mostLabels = 200
)

// Find looks for the heading among the first lines: the lines that name the most
// columns. A heading goes on as far as its lines do: read without its lower
// lines, a merged "Realisasi" would stand for the first column below it.
func Find(lines []sheet.Line) Head {
	var best Head
	score := 0
	for i := range min(mostBefore, len(lines)) {
		if filledCells(lines[i]) < 2 {
			continue
		}
		top := headOf(lines[i : i+1])
		span := 1
		for span < mostLines && i+span < len(lines) && goesOn(top, lines[i+span]) {
			span++
		}
		h := headOf(lines[i : i+span])
		if n := 2*len(h.Map) + len(h.Twice); n > score && len(h.Map)+len(h.Twice) > 1 {
			best, score = h, n
		}
	}
	return best.settled()
}

func filledCells(l sheet.Line) int {
	n := 0
	for _, c := range l.Cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// goesOn tells a further line of a heading from a row: it has words, no numbers,
// and nothing below the columns of names and codes.
func goesOn(top Head, l sheet.Line) bool {
	words := 0
	for c, text := range l.Cells {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		if digits, _, ok := bare(text); ok && digits != "" || counting.MatchString(text) {
			return false
		}
		for f, at := range top.Map {
			if at == c && f != Budget && f != Spent {
				return false
			}
		}
		words++
	}
	return words > 0
}

// headOf reads lines as one heading. A cell that was merged over several columns
// stands over the first of them only.
func headOf(lines []sheet.Line) Head {
	h := Head{First: lines[0].Number, Last: lines[len(lines)-1].Number, Map: Map{}, Twice: map[Field][]int{}}
	wide := 0
	for _, l := range lines {
		wide = max(wide, min(len(l.Cells), mostLabels))
	}
	h.Labels = make([]string, wide)
	for n, l := range lines {
		over := ""
		for c := range wide {
			text := strings.TrimSpace(l.Cell(c))
			if n+1 < len(lines) && text == "" && strings.TrimSpace(lines[n+1].Cell(c)) != "" {
				text = over
			}
			if text != "" {
				over = text
				h.Labels[c] = strings.TrimSpace(h.Labels[c] + " " + text)
			}
		}
	}
	found := map[Field][]int{}
	for c, label := range h.Labels {
		if f := fieldOf(label); f != "" && len(label) < 120 {
			found[f] = append(found[f], c)
		}
	}
	for f, at := range found {
		if len(at) == 1 {
			h.Map[f] = at[0]
		} else {
			h.Twice[f] = at
		}
	}
	return h
}

// settled chooses where the labels themselves say which of several columns is
// meant, and tells accounts from names where each level has its own column.
func (h Head) settled() Head {
	if at := h.Twice[Spent]; len(at) > 0 {
		sure := slices.DeleteFunc(slices.Clone(at), func(c int) bool { return !isSoFar(h.Labels[c]) })
		if len(sure) == 1 {
			h.Map[Spent] = sure[0]
			delete(h.Twice, Spent)
		}
	}
	if _, wide := h.Map[Sub]; !wide {
		return h
	}
	for _, f := range []Field{Name, FullCode} {
		if at, ok := h.Map[f]; ok {
			if _, has := h.Map[Account]; !has {
				h.Map[Account] = at
			}
			delete(h.Map, f)
		}
		delete(h.Twice, f)
	}
	return h
}

// Plain is the heading of a file in which none was found: the first line.
func Plain(lines []sheet.Line) Head {
	if len(lines) == 0 {
		return Head{Map: Map{}}
	}
	return headOf(lines[:1])
}
