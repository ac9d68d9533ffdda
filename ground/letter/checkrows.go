package letter

// nameWide is the room of a thing's name.
func (s *checks) nameWide() float64 {
	return s.wide() - numberCol - boxWide*float64(len(s.Boxes))
}

// rows draws the things with their boxes, on as many pages as they need.
func (s *checks) rows() {
	if len(s.Rows) == 0 {
		s.Lines(s.None, 12, false, Left)
		s.Space(checkGap)
		return
	}
	s.heads()
	for _, r := range s.Rows {
		name := s.wrap(r.Name, s.nameWide()-3, checkName)
		var small []string
		for _, text := range r.Lines {
			small = append(small, s.wrap(text, s.nameWide()-3, checkLine)...)
		}
		high := max(rowLeast, 2+float64(len(name))*checkName.high()+float64(len(small))*checkLine.high())
		if s.y+high > s.bottom() {
			s.over()
			s.heads()
		}
		if s.err != nil {
			return
		}
		s.row(r.Number, name, small, high)
	}
	s.Space(checkGap + 2)
}

// row draws one thing.
func (s *checks) row(number string, name, small []string, high float64) {
	top := s.y
	s.lineAt(s.left(), top+1, numberCol-2, s.faces[1].clean(number), checkBold, Right)
	s.y = top + 1
	x := s.left() + numberCol + 1
	for _, text := range name {
		s.line(x, s.nameWide(), text, checkName, Left)
		s.y += checkName.high()
	}
	for _, text := range small {
		s.line(x, s.nameWide(), text, checkLine, Left)
		s.y += checkLine.high()
	}
	s.pdf.SetLineWidth(0.4)
	for i := range s.Boxes {
		s.pdf.Rect(s.boxAt(i)+(boxWide-boxSide)/2, top+(high-boxSide)/2, boxSide, boxSide, "D")
	}
	s.pdf.SetLineWidth(thin)
	s.y = top + high
	s.pdf.Line(s.left(), s.y, s.right(), s.y)
}

func (s *checks) boxAt(i int) float64 {
	return s.right() - boxWide*float64(len(s.Boxes)-i)
}

// heads says above the boxes what each means.
func (s *checks) heads() {
	most := 1
	texts := make([][]string, len(s.Boxes))
	for i, b := range s.Boxes {
		texts[i] = s.wrap(b, boxWide-1.5, checkHead)
		most = max(most, len(texts[i]))
	}
	high := 2 + float64(most)*checkHead.high()
	top := s.y
	s.ground(top, high)
	s.lineAt(s.left()+1, top+high-1-checkHead.high(), numberCol, s.faces[1].clean(s.Number), checkHead, Left)
	s.lineAt(s.left()+numberCol+1, top+high-1-checkHead.high(), s.nameWide(), s.faces[1].clean(s.Thing), checkHead, Left)
	for i, lines := range texts {
		for j, text := range lines {
			s.lineAt(s.boxAt(i), top+1+float64(j)*checkHead.high(), boxWide, text, checkHead, Center)
		}
	}
	s.y = top + high
}

// ground tints a head from edge to edge.
func (s *checks) ground(y, high float64) {
	s.pdf.SetFillColor(int(headTint.R), int(headTint.G), int(headTint.B))
	s.pdf.Rect(s.left(), y, s.wide(), high, "F")
	s.pdf.SetFillColor(0, 0, 0)
}

// blank draws the rows that are filled in by hand, all on one page.
func (s *checks) blank() {
	b := s.Blank
	if len(b.Numbers) == 0 || s.err != nil {
		return
	}
	head := 2 + checkHead.high()
	if s.y+checkBold.high()+2+head+blankHigh*float64(len(b.Numbers)) > s.bottom() {
		s.over()
	}
	if s.err != nil {
		return
	}
	s.Lines(b.Title, checkBold.size, true, Left)
	s.Space(1)
	s.ground(s.y, head)
	wide := (s.wide() - numberCol) / float64(max(1, len(b.Columns)))
	for i, text := range b.Columns {
		s.lineAt(s.left()+numberCol+1+float64(i)*wide, s.y+1, wide, s.faces[1].clean(text), checkHead, Left)
	}
	s.y += head
	top := s.y
	for _, n := range b.Numbers {
		s.lineAt(s.left(), s.y+3, numberCol-2, s.faces[1].clean(n), checkBold, Right)
		s.y += blankHigh
		s.pdf.Line(s.left(), s.y, s.right(), s.y)
	}
	for i := range b.Columns {
		x := s.left() + numberCol + float64(i)*wide
		s.pdf.Line(x, top, x, s.y)
	}
	s.Space(checkGap + 2)
}
