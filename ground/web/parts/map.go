package parts

import "fmt"

// Map is a small map coloured by one figure.
type Map struct {
	ID         string // unique in the page
	Result     string // what it shows, one sentence for screen readers
	Wide, High int    // the field that the paths are drawn in
	Areas      []Area
	Key        [4]string // what the four classes mean, the palest first; "" when unused
	Water      MapWord   // the name of a sea or bay; may be empty
}

// Area is one area of a map.
type Area struct {
	Label string
	Value string // the figure as it is read; unknown: the words that say so
	Href  string
	Path  string // SVG path data
	Class int    // 0 to 3, the highest the fullest; negative: no data
	X, Y  int    // where the words stand, or the line to them begins
	AwayX int    // words outside the area, with a line to them; 0,0: inside
	AwayY int
}

// MapWord is a name on the map, without a link.
type MapWord struct {
	Text string
	X, Y int
	Turn int // degrees
}

func (m Map) box() string { return fmt.Sprintf("0 0 %d %d", m.Wide, m.High) }

func (w MapWord) place() string {
	return fmt.Sprintf("translate(%d %d) rotate(%d)", w.X, w.Y, w.Turn)
}

// class is the fill of an area.
func (a Area) class() string {
	if a.Class < 0 || a.Class > 3 {
		return "datar"
	}
	return fmt.Sprintf("m%d", a.Class)
}

func (a Area) away() bool { return a.AwayX != 0 || a.AwayY != 0 }

// anchor is where the words stand and which way they run.
func (a Area) anchor() (x, y int, way string) {
	switch {
	case !a.away():
		return a.X, a.Y, "middle"
	case a.AwayX < a.X:
		return a.AwayX, a.AwayY, "end"
	}
	return a.AwayX, a.AwayY, "start"
}

func (a Area) x() string { x, _, _ := a.anchor(); return fmt.Sprint(x) }

func (a Area) y(down int) string { _, y, _ := a.anchor(); return fmt.Sprint(y + down) }

func (a Area) way() string { _, _, way := a.anchor(); return way }

// line leads from the area to its words.
func (a Area) line() string {
	gap := 6
	if a.AwayX < a.X {
		gap = -6
	}
	return fmt.Sprintf("M%d %dL%d %d", a.X, a.Y, a.AwayX-gap, a.AwayY+4)
}

// ink is the class of the words: on the two fullest colours they stay dark in
// both themes.
func (a Area) ink() string {
	if !a.away() && a.Class >= 2 {
		return "di"
	}
	return ""
}

// key explains the classes that are used.
func (m Map) key(unknown string) []Sign {
	var out []Sign
	for i, text := range m.Key {
		if text != "" {
			out = append(out, Sign{fmt.Sprintf("m%d", i), text})
		}
	}
	for _, a := range m.Areas {
		if a.Class < 0 {
			return append(out, Sign{"datar", unknown})
		}
	}
	return out
}
