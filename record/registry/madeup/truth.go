package madeup

import (
	"math"
	"time"

	"alun/ground/date"
	"alun/ground/geo"
)

// Truth is what is so, and what nothing but a measure may ask: the register knows
// none of it.
type Truth struct {
	Active    bool
	Since     date.Day // since when it is active, or is not any more
	Moved     date.Day // zero: it is where it began
	Kelurahan string   // where it is, or was last
	At        geo.Point
	First     int64 // the first entry of this business; its own number where it is the first
}

// movedInYear is how many move within a year: ours.
const movedInYear = 0.03

// Truth is what is so of the business of an entry.
//
// It lives on after it was listed, year by year, with the chance to close of its
// trade. A chance of its own, from a third to three times that, stands for what no
// list tells of an owner: so what lived long is likelier to live on.
func (c *City) Truth(number int64) Truth {
	kind, first := c.role(number)
	if kind != again {
		first = number
	}
	w := c.placed(first)
	d := throw(c.seed, first, forTruth)
	t := Truth{Active: true, First: first, Kelurahan: w.area.code, At: w.at}
	from := time.Date(w.listed, 7, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, d.n(184))
	t.Since = date.DayOf(time.Date(w.year, time.Month(1+d.n(6)), 1, 12, 0, 0, 0, time.UTC))
	close := w.trade.close * math.Exp((d.part()*2-1)*math.Log(3))
	if w.class != micro {
		close /= 2
	}
	end := Today.Start()
	if lives := days(d, close); from.Add(lives).Before(end) {
		end = from.Add(lives)
		t.Active, t.Since = false, date.DayOf(end)
	}
	if moves := days(d, movedInYear); from.Add(moves).Before(end) {
		t.Moved = date.DayOf(from.Add(moves))
		w.area = &c.areas[c.byPeople.pick(d)]
		w.settle(d)
		t.Kelurahan, t.At = w.area.code, w.at
	}
	return t
}

// placed is what was drawn, with the place of a sibling beside its first.
func (c *City) placed(number int64) drawn {
	w := c.draw(number)
	if kind, first := c.role(number); kind == sibling {
		a := c.draw(first)
		w.area, w.rt, w.at = a.area, a.rt, a.at
	}
	return w
}

// days is how long it takes until something happens that has a chance in each year.
func days(d *dice, inYear float64) time.Duration {
	years := -math.Log(1-d.part()) / -math.Log(1-min(0.9, inYear))
	return time.Duration(min(years, 200) * 365.25 * 24 * float64(time.Hour))
}
