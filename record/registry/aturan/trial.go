package aturan

import (
	"slices"

	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/size"
)

// Least is the smallest count that is said as a figure.
const Least = 10

// Count is a number of businesses. Few is from 1 to 9: N is 0 then.
type Count struct {
	N   int64
	Few bool
}

func counted(n int64) Count {
	if n > 0 && n < Least && !leftOut("few") {
		return Count{Few: true}
	}
	return Count{N: n}
}

// Move is how many businesses would come from some steps to others. More than one step
// is where the band that they told spans them: the register knows no figure.
type Move struct {
	From, To []size.Class
	Count
}

// Stays reports a move to where they are already.
func (m Move) Stays() bool { return slices.Equal(m.From, m.To) }

// Trial is what a draft would do to the published businesses of the register. Split are
// steps between which the register cannot tell, as a band that is kept spans them.
type Trial struct {
	Moves  []Move // those that move, the smallest step first; then those that stay
	Quiet  Count  // businesses that told no sales
	Split  []size.Class
	Every  int64 // of so many businesses one was counted; 1 is all
	Opened int64 // so many were counted
}

// mostTried is about how many businesses a trial opens.
const mostTried = 2000

// Tally keeps that whoever is signed in has the sales of a sample of the register
// counted, and gives the tally with which Try shows what a draft would do.
func Tally(tx *db.Tx, session string, book *registry.Book) (db.ID, error) {
	who, err := may(tx, session, MayTally)
	if err != nil {
		return 0, err
	}
	return book.CountSales(tx, who, mostTried)
}

// Try counts what a draft would do, with a tally of a moment ago. No business is named.
func Try(tx *db.Tx, session string, book *registry.Book, d Draft, tally db.ID) (Trial, error) {
	who, err := may(tx, session, MayTally)
	if err != nil {
		return Trial{}, err
	}
	sales, err := book.SalesCounted(tx, who, tally)
	if err != nil {
		return Trial{}, err
	}
	out := d.trial(sales.ByBand)
	out.Every, out.Opened = sales.Every, sales.Opened
	return out, nil
}

// trial sorts the bands that were told by what they are before and after.
func (d Draft) trial(byBand map[string]int64) Trial {
	var out Trial
	before, after := size.Gather(d.InMicro.Before), size.Gather(d.Version)
	var moves []Move
	sums := []int64{}
	told := int64(0)
	for _, band := range registry.SalesBands {
		n := byBand[band.Code]
		told += n
		if n == 0 {
			continue
		}
		f := size.Facts{Running: true, On: d.Version.From}
		m := Move{From: before.OfBand(size.Steps, boundOf(band), f), To: after.OfBand(size.Steps, boundOf(band), f)}
		if len(m.To) > len(m.From) {
			out.Split = merged(out.Split, m.To)
		}
		i := slices.IndexFunc(moves, func(x Move) bool { return slices.Equal(x.From, m.From) && slices.Equal(x.To, m.To) })
		if i < 0 {
			moves, sums, i = append(moves, m), append(sums, 0), len(moves)
		}
		sums[i] += n
	}
	all := int64(0)
	for _, n := range byBand {
		all += n
	}
	for i := range moves {
		moves[i].Count = counted(sums[i])
	}
	slices.SortStableFunc(moves, func(a, b Move) int {
		switch {
		case a.Stays() == b.Stays():
			return 0
		case a.Stays():
			return 1
		}
		return -1
	})
	out.Moves, out.Quiet = moves, counted(all-told)
	return out
}

func merged(all, more []size.Class) []size.Class {
	for _, c := range more {
		if !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all
}

// boundOf is a band of the register as a bound of the rules.
func boundOf(b registry.Band) size.Bound {
	out := size.Bound{Fact: size.Sales}
	if b.Over >= 0 {
		out.Low = size.End{At: int64(b.Over), Set: true}
	}
	if b.Most > 0 {
		out.High = size.End{At: int64(b.Most), Held: true, Set: true}
	}
	return out
}
