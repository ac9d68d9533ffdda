package madeup

import (
	"math"
	"sort"
)

// dice are random numbers by SplitMix64 (Steele, Lea and Flood 2014): a library may
// change its own, these stay.
type dice struct{ state uint64 }

// What dice are thrown for: each has numbers of its own, so that a new throw in one
// place changes nothing in another.
const (
	forWords = iota + 1
	forAreas
	forClass
	forRole
	forFacts
	forProducts
	forSlip
	forTruth
	forPermits
)

func throw(seed uint64, number int64, about uint64) *dice {
	d := &dice{seed ^ about*0xd6e8feb86659fd93}
	d.state += d.next() ^ uint64(number)*0x9e3779b97f4a7c15
	d.next()
	return d
}

func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// n is a number from 0 to below most.
func (d *dice) n(most int) int { return int(d.next() % uint64(most)) }

// between is a number from least to most.
func (d *dice) between(least, most int) int { return least + d.n(most-least+1) }

// part is a number from 0 to below 1.
func (d *dice) part() float64 { return float64(d.next()>>11) / (1 << 53) }

// is happens with a chance.
func (d *dice) is(chance float64) bool { return d.part() < chance }

// bell is nearly a number of the normal distribution: twelve dice less six, which
// needs no logarithm that one processor rounds otherwise than another.
func (d *dice) bell() float64 {
	sum := -6.0
	for range 12 {
		sum += d.part()
	}
	return sum
}

func (d *dice) one(of []string) string { return of[d.n(len(of))] }

// chance draws numbers by shares.
type chance []float64

func newChance(shares []float64) chance {
	c, sum := make(chance, len(shares)), 0.0
	for i, s := range shares {
		sum += s
		c[i] = sum
	}
	return c
}

func (c chance) pick(d *dice) int {
	at := d.part() * c[len(c)-1]
	return min(sort.Search(len(c), func(i int) bool { return c[i] > at }), len(c)-1)
}

// zipf draws i by 1/(i+shift)^power.
func zipf(n int, power, shift float64) chance {
	shares := make([]float64, n)
	for i := range shares {
		shares[i] = math.Pow(float64(i)+shift, -power)
	}
	return newChance(shares)
}
