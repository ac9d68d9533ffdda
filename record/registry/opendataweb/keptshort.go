package opendataweb

import (
	"cmp"
	"slices"
	"strings"

	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/registry/opendata"
)

// spots are the numbers of a line of the table, without its sum. The line is called after
// its kecamatan, or in Workers after its subsector.
type spots struct {
	name string
	sum  [2]string // row and column of the number that the line is drawn by
	rest []string  // further columns of it
}

// linesOf are the lines of the table, without that of the sums.
func (p keptPage) linesOf() (out []spots) {
	if p.series == opendata.Workers {
		for _, col := range p.cols() {
			out = append(out, spots{name: p.colName(col), sum: [2]string{p.area, col}})
		}
		return out
	}
	for _, row := range p.above {
		out = append(out, spots{p.rowName(row), [2]string{row, ""}, p.cols()})
	}
	return out
}

// count tells how many numbers there are besides the sums, and how many of them are told.
func (p keptPage) count() (told, all int) {
	each := len(inOthers)
	if p.series == opendata.Workers {
		each = len(inWorkers)
	}
	for _, line := range p.linesOf() {
		cols := line.rest
		if len(cols) == 0 {
			cols = []string{line.sum[1]}
		}
		for _, col := range cols {
			if all += each; p.tells(line.sum[0], col) {
				told += each
			}
		}
	}
	return told, all
}

func (p keptPage) tells(row, col string) bool {
	_, told := p.at(row, col)
	return told
}

// hiddenLine tells of a line of which nothing is told.
func (p keptPage) hiddenLine(x spots) bool {
	return !p.tells(x.sum[0], x.sum[1]) && !slices.ContainsFunc(x.rest, func(col string) bool { return p.tells(x.sum[0], col) })
}

// toldLines are the lines of which something is told.
func (p keptPage) toldLines() []spots {
	return slices.DeleteFunc(p.linesOf(), p.hiddenLine)
}

// hiddenNames are the lines of which nothing is told.
func (p keptPage) hiddenNames() (out []string) {
	for _, x := range p.linesOf() {
		if p.hiddenLine(x) {
			out = append(out, x.name)
		}
	}
	return out
}

// finding is what the month says in one sentence. A sum of some numbers is none of the city: it
// says that it is of those that are told.
func (p keptPage) finding() string {
	n, there := p.at(p.area, "")
	if !there {
		return p.seriesName(p.series)
	}
	says := ""
	if p.series == opendata.Workers {
		says = p.T("opendataweb.kept_found_pekerja", workers(n), women(n))
	} else {
		says = p.T("opendataweb.kept_found_"+string(p.series), n.Businesses)
	}
	if told, all := p.count(); told < all {
		return p.T("opendataweb.kept_found_part", says)
	}
	return says
}

// foundOf says of what the finding is, and how much of it is told.
func (p keptPage) foundOf() string {
	what, where, day := p.seriesName(p.series), p.rowName(p.area), p.day(p.kept)
	if told, all := p.count(); told < all {
		return p.T("opendataweb.kept_found_some", what, where, day, told, all)
	}
	return p.T("opendataweb.kept_found_of", what, where, day)
}

// sumCourse leads to the course of the sum, where there is one.
func (p keptPage) sumCourse() (out parts.Link) {
	if p.tells(p.area, "") && !p.one {
		out = parts.Link{Label: p.T("opendataweb.kept_course"), Href: p.href(p.area, ""), Icon: parts.IconArrow}
	}
	return out
}

// sumSince says that the sum is that of an earlier month; else nothing.
func (p keptPage) sumSince() string {
	if n, told := p.at(p.area, ""); told && n.Since != p.kept.Month {
		return p.T("opendataweb.kept_sum_since", p.monthName(n.Since))
	}
	return ""
}

// bars are the lines of which something is told, the largest first: what a phone shows
// instead of the table.
func (p keptPage) bars() parts.Bars {
	out := parts.Bars{ID: "batang", Label: p.seriesName(p.series), Tone: parts.Output}
	for _, x := range p.toldLines() {
		out.Items = append(out.Items, p.bar(x))
	}
	slices.SortStableFunc(out.Items, func(a, b parts.Bar) int { return cmp.Compare(b.Whole, a.Whole) })
	return out
}

func (p keptPage) bar(x spots) parts.Bar {
	n, told := p.at(x.sum[0], x.sum[1])
	out := parts.Bar{Label: x.name, Text: p.T("opendataweb.hidden"), Note: strings.Join(p.notes(x), "\u00a0· ")}
	if told {
		many := businesses(n)
		if p.series == opendata.Workers {
			many = workers(n)
		}
		out.Text, out.Whole, out.Part, out.Known = lang.Whole(p.Tag(), many), many, many, parts.Given
		out.Href = p.href(x.sum[0], x.sum[1])
	}
	return out
}

// notes are what a line tells besides the number it is drawn by.
func (p keptPage) notes(x spots) (out []string) {
	n, told := p.at(x.sum[0], x.sum[1])
	if told && p.series == opendata.Workers {
		out = append(out, p.T("opendataweb.kept_note_pekerja", men(n), women(n)))
	}
	hidden := 0
	for _, col := range x.rest {
		if one, there := p.at(x.sum[0], col); there {
			out = append(out, p.T("opendataweb.kept_note_of", p.colName(col), one.Businesses))
		} else {
			hidden++
		}
	}
	if hidden > 0 {
		out = append(out, p.T("opendataweb.kept_note_hidden", hidden))
	}
	if told && n.Since != p.kept.Month {
		out = append(out, p.T("opendataweb.kept_since", p.monthName(n.Since)))
	}
	return out
}
