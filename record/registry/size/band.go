package size

import "alun/ground/date"

// Band is a span of one fact, as the registry keeps it instead of the figure.
type Band struct {
	Code string
	Name Name
	Bound
	Note Name // why it begins and ends there
}

// Bands lists the bands of the city that hold on a day: Steps for yearly sales,
// CapitalBands for capital.
func (r *Rules) Bands(s Scheme, day date.Day) (out []Band) {
	v, _ := r.On(s, day)
	for _, rule := range v.Rules {
		if len(rule.Bounds) == 1 {
			out = append(out, Band{rule.Code, rule.Class.Name, rule.Bounds[0], rule.Note})
		}
	}
	return out
}

// Band finds a band by its code.
func (r *Rules) Band(s Scheme, day date.Day, code string) (Band, bool) {
	for _, b := range r.Bands(s, day) {
		if b.Code == code {
			return b, true
		}
	}
	return Band{}, false
}

// OfBand tells the class of a band by a scheme: one, or all that it spans, the
// smallest first; none when the scheme does not judge by this fact on that day.
// What else is known of the business counts; a band of sales is of one that
// runs, a band of capital of one that is being established.
func (r *Rules) OfBand(s Scheme, b Bound, f Facts) []Class {
	v, _ := r.On(s, f.On)
	if b.Fact == Sales || b.Fact == Capital {
		f.Running = b.Fact == Sales
	}
	low := v.remain(f.With(b.Fact, Figure{b.First(), true}))
	high := v.remain(f.With(b.Fact, Figure{b.Last(), true}))
	if len(low) == 0 || len(high) == 0 {
		return nil
	}
	var out []Class
	for _, c := range v.Classes() {
		if c.Rank >= low[0].Class.Rank && c.Rank <= high[len(high)-1].Class.Rank {
			out = append(out, c)
		}
	}
	return out
}
