package field

import (
	"slices"

	"alun/ground/geo"
)

// Order is a short way from a start through all stops, as their places in the list.
// It begins with the nearest neighbour and is mended by turning a stretch around
// (2-opt, Croes 1958) and by moving up to three stops elsewhere (or-opt, Or 1976),
// as long as that makes it shorter. It ends where it ends: nobody must come back.
func Order(start geo.Point, stops []geo.Point) []int {
	way := nearest(start, stops)
	far := func(a, b int) float64 { return between(start, stops, a, b) }
	for range 60 { // it settles after a few; a bound for what nobody has seen
		if !turned(way, far) && !shifted(way, far) {
			break
		}
	}
	return way
}

// between is the way from one stop to another in metres; -1 is the start, and behind
// the last stop there is no way.
func between(start geo.Point, stops []geo.Point, a, b int) float64 {
	if a == len(stops) || b == len(stops) {
		return 0
	}
	p, q := start, start
	if a >= 0 {
		p = stops[a]
	}
	if b >= 0 {
		q = stops[b]
	}
	return geo.Distance(p, q)
}

// Length is how long a way is, in metres.
func Length(start geo.Point, stops []geo.Point, way []int) float64 {
	sum, at := 0.0, -1
	for _, next := range way {
		sum += between(start, stops, at, next)
		at = next
	}
	return sum
}

func nearest(start geo.Point, stops []geo.Point) []int {
	way, left := make([]int, 0, len(stops)), make([]int, len(stops))
	for i := range left {
		left[i] = i
	}
	for at := -1; len(left) > 0; {
		best := 0
		for i := range left {
			if between(start, stops, at, left[i]) < between(start, stops, at, left[best]) {
				best = i
			}
		}
		at = left[best]
		way, left = append(way, at), slices.Delete(left, best, best+1)
	}
	return way
}

// beside are the stops before and behind a place of the way.
func beside(way []int, i int) int {
	switch {
	case i < 0:
		return -1
	case i == len(way):
		return len(way) // behind the last one there is no way
	}
	return way[i]
}

// gain is what must be won, in metres: less is rounding.
const gain = 0.5

func turned(way []int, far func(a, b int) float64) (better bool) {
	for i := range way {
		for j := i + 1; j < len(way); j++ {
			before, behind := beside(way, i-1), beside(way, j+1)
			if far(before, way[i])+far(way[j], behind) > far(before, way[j])+far(way[i], behind)+gain {
				slices.Reverse(way[i : j+1])
				better = true
			}
		}
	}
	return better
}

func shifted(way []int, far func(a, b int) float64) bool {
	for size := 1; size <= 3 && size < len(way); size++ {
		for i := 0; i+size <= len(way); i++ {
			piece := slices.Clone(way[i : i+size])
			first, last := piece[0], piece[size-1]
			before, behind := beside(way, i-1), beside(way, i+size)
			won := far(before, first) + far(last, behind) - far(before, behind)
			rest := slices.Concat(way[:i], way[i+size:])
			for at := 0; at <= len(rest); at++ {
				b, n := beside(rest, at-1), len(way)
				if at < len(rest) {
					n = rest[at]
				}
				for _, turn := range []bool{false, true} {
					x, y := first, last
					if turn {
						x, y = last, first
					}
					if won > far(b, x)+far(y, n)-far(b, n)+gain {
						if turn {
							slices.Reverse(piece)
						}
						copy(way, slices.Concat(rest[:at], piece, rest[at:]))
						return true
					}
				}
			}
		}
	}
	return false
}
