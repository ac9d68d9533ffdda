package letter

import (
	"strings"
	"unicode/utf8"
)

// nameWide is the room of a thing's name.
func (s *checks) nameWide() float64 {
	return s.columnWide() - s.number - s.boxWide*float64(len(s.Boxes)) - 1
}

// step is from one line of a row to the next.
func (s *checks) step(of style) float64 { return of.size * millimetres * s.leading }

// rowParts are the things with their boxes.
func (s *checks) rowParts() []checkPart {
	if len(s.Rows) == 0 {
		lines := s.wrap(s.None, s.columnWide(), s.ask)
		return []checkPart{{high: float64(len(lines))*s.ask.high() + checkGap, draw: func(x, y float64) { s.linesAt(x, y, lines, s.ask) }}}
	}
	out := make([]checkPart, 0, len(s.Rows)+2)
	for _, r := range s.Rows {
		name := s.most(s.wrap(r.Name, s.nameWide(), s.name), s.nameLines, s.name)
		var small []string
		if s.moreLines > 0 {
			small = s.most(s.wrap(strings.Join(r.Lines, " · "), s.nameWide(), s.small), s.moreLines, s.small)
		} else {
			for _, text := range r.Lines {
				small = append(small, s.wrap(text, s.nameWide(), s.small)...)
			}
		}
		high := max(s.least, s.pad()*2+float64(len(name))*s.step(s.name)+float64(len(small))*s.step(s.small))
		out = append(out, checkPart{high: high, number: r.Number, draw: func(x, y float64) { s.row(x, y, high, r.Number, name, small) }})
	}
	return out
}

// pad is what stays free above and below the text of a row.
func (s *checks) pad() float64 { return s.least * 0.03 }

// most cuts lines where there are more than may be; 0: none is cut.
func (s *checks) most(lines []string, most int, of style) []string {
	if most == 0 || len(lines) <= most {
		return lines
	}
	last := lines[most-1]
	for last != "" && s.width(last+"…", of) > s.nameWide() {
		_, n := utf8.DecodeLastRuneInString(last)
		last = last[:len(last)-n]
	}
	return append(lines[:most-1:most-1], strings.TrimRight(last, " ,.;·")+"…")
}

func (s *checks) linesAt(x, y float64, lines []string, of style) {
	for _, text := range lines {
		s.lineAt(x, y, s.columnWide(), text, of, Left)
		y += of.high()
	}
}

// row draws one thing.
func (s *checks) row(x, y, high float64, number string, name, small []string) {
	at := y + s.pad()
	s.lineAt(x, at, s.number-1.5, s.faces[1].clean(number), s.bold, Right)
	for _, text := range name {
		s.lineAt(x+s.number, at, s.nameWide(), text, s.name, Left)
		at += s.step(s.name)
	}
	for _, text := range small {
		s.lineAt(x+s.number, at, s.nameWide(), text, s.small, Left)
		at += s.step(s.small)
	}
	s.pdf.SetLineWidth(thin * 2.5)
	for i := range s.Boxes {
		s.pdf.Rect(s.boxAt(x, i)+(s.boxWide-s.side)/2, y+(high-s.side)/2, s.side, s.side, "D")
	}
	s.pdf.SetLineWidth(thin)
	s.pdf.Line(x, y+high, x+s.columnWide(), y+high)
}

func (s *checks) boxAt(x float64, i int) float64 {
	return x + s.columnWide() - s.boxWide*float64(len(s.Boxes)-i)
}

// boxTexts are the names of the boxes, each in lines.
func (s *checks) boxTexts() (texts [][]string, most int) {
	most = 1
	for _, b := range s.Boxes {
		lines := s.wrap(b, s.boxWide-0.2, s.head)
		texts, most = append(texts, lines), max(most, len(lines))
	}
	return texts, most
}

func (s *checks) headsHigh() float64 {
	_, most := s.boxTexts()
	return 1 + float64(most)*s.head.high()
}

// heads says above the boxes what each means.
func (s *checks) heads(x, y float64) {
	texts, _ := s.boxTexts()
	high := s.headsHigh()
	s.ground(x, y, high)
	foot := y + high - 0.5 - s.head.high()
	s.lineAt(x+0.5, foot, s.number, s.faces[1].clean(s.Number), s.head, Left)
	s.lineAt(x+s.number, foot, s.nameWide(), s.faces[1].clean(s.Thing), s.head, Left)
	for i, lines := range texts {
		for j, text := range lines {
			s.lineAt(s.boxAt(x, i), y+0.5+float64(j)*s.head.high(), s.boxWide, text, s.head, Center)
		}
	}
}

// ground tints a head from edge to edge of its column.
func (s *checks) ground(x, y, high float64) {
	s.pdf.SetFillColor(int(headTint.R), int(headTint.G), int(headTint.B))
	s.pdf.Rect(x, y, s.columnWide(), high, "F")
	s.pdf.SetFillColor(0, 0, 0)
}

// blankPart are the rows that are filled in by hand, all in one column.
func (s *checks) blankPart() checkPart {
	n := len(s.Blank.Numbers)
	if n == 0 {
		return checkPart{draw: func(x, y float64) {}}
	}
	high := checkGap + s.bold.high() + 1.5 + s.head.high() + s.blank*float64(n)
	return checkPart{high: high, draw: s.blanks}
}

// blanks draws the rows that are filled in by hand.
func (s *checks) blanks(x, y float64) {
	y += checkGap
	s.lineAt(x, y, s.columnWide(), s.faces[1].clean(s.Blank.Title), s.bold, Left)
	y += s.bold.high() + 0.5
	s.ground(x, y, 1+s.head.high())
	shares := 0.0
	for _, c := range s.Blank.Columns {
		shares += c.Share
	}
	foot := y + 1 + s.head.high() + s.blank*float64(len(s.Blank.Numbers))
	at := x + s.number
	for _, c := range s.Blank.Columns {
		s.lineAt(at+1, y+0.5, s.columnWide(), s.faces[1].clean(c.Label), s.head, Left)
		s.pdf.Line(at, y+1+s.head.high(), at, foot)
		at += (s.columnWide() - s.number) * c.Share / shares
	}
	y += 1 + s.head.high()
	for _, n := range s.Blank.Numbers {
		s.lineAt(x, y+(s.blank-s.bold.high())/2, s.number-1.5, s.faces[1].clean(n), s.bold, Right)
		y += s.blank
		s.pdf.Line(x, y, x+s.columnWide(), y)
	}
}

// signPart is the place of who signs: below each other the day, the post, room for a
// hand, and a line for the name. In one column it stands at the right.
func (s *checks) signPart() checkPart {
	lines := []string{s.Sign.Day}
	lines = append(lines, s.Sign.Post...)
	step := s.about.high()
	return checkPart{high: checkGap + step*float64(len(lines)+1) + s.sign, draw: func(x, y float64) {
		wide := s.columnWide()
		if s.columns == 1 {
			x, wide = x+wide/2, wide/2
		}
		y += checkGap
		for _, text := range lines {
			s.lineAt(x, y, wide, s.faces[0].clean(text), s.about, Center)
			y += step
		}
		s.lineAt(x, y+s.sign, wide, dots, s.about, Center)
	}}
}
