package registryweb

import (
	"fmt"

	"alun/record/registry/size"
)

// sizeScale is the classes as stairs. The steps are equally wide, since a true
// scale would leave mikro a twenty-fifth of it; within its step the figure stands
// in proportion.
type sizeScale struct {
	Wide     float64
	Steps    []sizeStep
	Mark     *sizeMark // nil: nothing was asked
	Say      string    // what it shows, for readers who do not see it
	Ticks    []float64 // where the city's steps part the smallest class
	Baseline float64
}

type sizeStep struct {
	X, Y, Wide, High float64
	Name             string
	From             string // where it begins
	Here             bool
}

// sizeMark is where the figure stands.
type sizeMark struct {
	X, Y float64
	Text string
}

// The drawing: its foot, how high the first step is and how much each one rises.
const (
	scaleFoot = 112.0
	scaleRise = 20.0
	scaleGap  = 3.0
)

// scales draws the classes by the fact that decides: for the desk, for the phone.
func (p sizePage) scales() (desk, phone sizeScale) { return p.scale(500), p.scale(300) }

func (p sizePage) scale(wide float64) sizeScale {
	fact := size.Capital
	if p.asked.stage != starting {
		fact = size.Sales
	}
	v, _ := p.rules.On(size.UMKM, p.day())
	out := sizeScale{Wide: wide, Baseline: scaleFoot, Say: p.T("size.scale_plain", fact.Name())}
	each := wide / float64(max(1, len(v.Rules)))
	n := p.asked.facts.Of(fact)
	for i, r := range v.Rules {
		b, ok := r.Bound(fact)
		if !ok {
			return sizeScale{}
		}
		s := sizeStep{X: float64(i) * each, Wide: each - scaleGap, High: scaleRise * float64(i+1), Name: p.T("size.class_" + r.Class.Code), From: p.rupiah(b.Low.At)}
		s.Y = scaleFoot - s.High
		if p.answered && n.Known && b.First() <= n.N && n.N <= b.Last() {
			s.Here = true
			out.Mark = &sizeMark{s.X + 6 + (s.Wide-12)*within(b, n.N), s.Y, p.rupiah(n.N)}
			out.Say = p.T("size.scale_say", out.Mark.Text, r.Class.Name)
		}
		if i == 0 && fact == size.Sales {
			out.Ticks = p.ticks(b, s)
		}
		out.Steps = append(out.Steps, s)
	}
	return out
}

// ticks are the ends of the city's steps within a class.
func (p sizePage) ticks(within size.Bound, s sizeStep) (out []float64) {
	for _, b := range p.rules.Bands(size.Steps, p.day()) {
		if last := b.Last(); last < within.Last() {
			out = append(out, s.X+s.Wide*float64(last-within.First())/float64(within.Last()-within.First()))
		}
	}
	return out
}

// within is where in its bound a figure lies, 0 to 1. The uppermost class has no
// end: there it goes on ever slower.
func within(b size.Bound, n int64) float64 {
	low := float64(b.First())
	if !b.High.Set {
		return 1 - low/float64(max(n, 1))
	}
	return (float64(n) - low) / (float64(b.Last()) - low)
}

func (s sizeScale) box() string { return fmt.Sprintf("0 0 %s %s", at(s.Wide), at(s.Baseline+40)) }

// at writes a length with at most one decimal.
func at(f float64) string { return fmt.Sprintf("%.1f", f) }

// words is where the text above the mark stands, kept inside the drawing.
func (s sizeScale) words() (x float64, way string) {
	const half = 62 // of "Rp999.999.999.999" in bold
	switch {
	case s.Mark.X < half:
		return 0, "start"
	case s.Mark.X > s.Wide-half:
		return s.Wide, "end"
	}
	return s.Mark.X, "middle"
}

// pole leads from the text, above all steps, to the figure on its own.
func (m sizeMark) pole() string { return fmt.Sprintf("M%s 22V%s", at(m.X), at(m.Y)) }

// top is the edge of a step, a deck as everything in the house hangs from one.
func (g sizeStep) top() string { return fmt.Sprintf("M%s %sh%s", at(g.X), at(g.Y), at(g.Wide)) }

func (s sizeScale) tick(x float64) string {
	return fmt.Sprintf("M%s %sv%s", at(x), at(s.Baseline-scaleRise), at(scaleRise))
}
