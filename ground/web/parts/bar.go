package parts

import "alun/ground/lang"

// Bars is a list of bars from one zero line.
type Bars struct {
	ID    string // unique in the page
	Label string // what the bars compare, for screen readers
	Tone  Tone   // of the filled part; Ink means Money
	Items []Bar
}

// Bar is one line: the inset is as long as Whole, the fill as long as Part,
// both against the longest Whole of the list. Amounts in any one unit.
type Bar struct {
	Label string
	Href  string
	Text  string // the figure as it is read, at the right
	Note  string // small line below; "belum lapor" belongs here
	Whole int64
	Part  int64
	Known Known // of Part: when missing the inset stays empty, when implausible it is hatched
}

func (b Bars) longest() int64 {
	var most int64
	for _, x := range b.Items {
		most = max(most, x.Whole)
		if x.Known == Given {
			most = max(most, x.Part)
		}
	}
	return most
}

func (b Bars) hatched() bool {
	for _, x := range b.Items {
		if x.Known == Implausible {
			return true
		}
	}
	return false
}

func (b Bars) pattern() string { return b.ID + "-arsir" }

// share is part of whole as an SVG length in percent; some is never nothing.
func share(part, whole int64) string {
	if part <= 0 || whole <= 0 {
		return "0"
	}
	return px(max(.4, min(100, float64(part)/float64(whole)*100))) + "%"
}

// fill refers to a hatch pattern.
func fill(pattern string) string { return "url(#" + pattern + ")" }

// phoneBars is how many bars a phone shows of a wide drawing.
const phoneBars = 6

// fold keeps the first n bars and sums the others up in one. What cannot be
// summed (an implausible figure) stays a bar of its own.
func (b Bars) fold(l lang.Lang, n int, show func(int64) string) Bars {
	if len(b.Items) <= n+1 {
		return b
	}
	kept, rest := b.Items[:n:n], Bar{Known: Given}
	folded := 0
	for _, x := range b.Items[n:] {
		if x.Known == Implausible {
			kept = append(kept, x)
			continue
		}
		folded++
		rest.Whole += x.Whole
		rest.Part += x.Part
		if x.Known == Missing {
			rest.Known = Missing
		}
	}
	rest.Label, rest.Text = l.T("parts.others", folded), show(rest.Whole)
	if rest.Known == Given {
		rest.Note = l.T("parts.spent_share", percent(l, rest.Part, rest.Whole))
	}
	b.Items = append(kept, rest)
	return b
}
