package naikkelasweb

import (
	"fmt"
	"math"
	"strings"

	"alun/ground/lang"
	"alun/record/registry/naikkelas"
)

// drawing is the wheel: seven slices, each as long as the axis is ready, with what of it
// is proven inside.
type drawing struct {
	Slices []slice
	Say    string
}

// slice is one axis.
type slice struct {
	Whole  string // path of the whole slice
	Ready  string // "" where nothing is
	Proven string
	TX, TY string // where its name stands
	Anchor string
	Name   string
	Value  string
}

// The drawing: its middle, how far a slice reaches, how far out its name stands, and how
// much of a slice's angle is left free between two.
const (
	middleX = 180.0
	middleY = 158.0
	reach   = 106.0
	wordAt  = 122.0
	gap     = 0.06
)

// rings are where a quarter, a half and three quarters stand.
var rings = []string{at(reach / 4), at(reach / 2), at(reach * 3 / 4)}

func radar(l lang.Lang, s naikkelas.Score) drawing {
	out := drawing{Say: l.T("naikkelasweb.radar_say", of100(s.Ready), of100(s.Proven))}
	n := len(s.Axes)
	for i, a := range s.Axes {
		x, y := spot(float64(i), n, wordAt)
		value := l.T("naikkelasweb.none")
		if a.Answered > 0 {
			value = fmt.Sprint(of100(a.Ready))
		}
		out.Slices = append(out.Slices, slice{piece(i, n, 1000), piece(i, n, a.Ready), piece(i, n, a.Proven), at(x), at(y), anchor(x), short(l, a.Axis.Name), value})
	}
	return out
}

// spot is a point in the direction of an axis, the first straight up, the others with
// the clock.
func spot(i float64, n int, far float64) (x, y float64) {
	turn := 2*math.Pi*i/float64(n) - math.Pi/2
	return middleX + far*math.Cos(turn), middleY + far*math.Sin(turn)
}

// piece is the path of a slice that reaches so many thousandths of the way out.
func piece(i, n int, thousandths int64) string {
	if thousandths == 0 {
		return ""
	}
	far := reach * float64(thousandths) / 1000
	x1, y1 := spot(float64(i)-.5+gap/2, n, far)
	x2, y2 := spot(float64(i)+.5-gap/2, n, far)
	return fmt.Sprintf("M%s %sL%s %sA%s %s 0 0 1 %s %sZ", at(middleX), at(middleY), at(x1), at(y1), at(far), at(far), at(x2), at(y2))
}

func anchor(x float64) string {
	switch {
	case x > middleX+10:
		return "start"
	case x < middleX-10:
		return "end"
	}
	return "middle"
}

func at(n float64) string { return fmt.Sprintf("%.1f", n) }

// short is an axis's name up to its "and": the whole stands in the table.
func short(l lang.Lang, n naikkelas.Name) string {
	first, _, _ := strings.Cut(n.In(l.Tag()), l.T("naikkelasweb.and"))
	return first
}
