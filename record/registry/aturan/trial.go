package aturan

import (
	"slices"

	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/opendata"
	"alun/record/registry/size"
)

// Move is how many businesses would come from some steps to others. More than one step
// is where the band that they told spans them: the register knows no figure.
type Move struct {
	From, To []size.Class
	opendata.Cell
}

// Stays reports a move to where they are already.
func (m Move) Stays() bool { return slices.Equal(m.From, m.To) }

// Trial is what a draft would do to the published businesses of the register. Split are
// steps between which the register cannot tell, as a band that is kept spans them. Where
// too few were counted for any number, none of it is told.
type Trial struct {
	Moves  []Move        // those that move, the smallest step first; then those that stay
	Quiet  opendata.Cell // businesses that told no sales
	Split  []size.Class
	Every  int64         // of so many businesses one was counted; 1 is all
	Opened opendata.Cell // so many were counted
}

// Hides reports that a number of the trial is not told.
func (t Trial) Hides() bool {
	return !t.Opened.Told || !t.Quiet.Told || slices.ContainsFunc(t.Moves, func(m Move) bool { return !m.Told })
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
	out.Every = sales.Every
	return out, nil
}

// trial sorts the bands that were told by what they are before and after.
func (d Draft) trial(byBand map[string]int64) Trial {
	t := teller{byBand, opendata.Together(byBand)}
	var every, quiet []string
	for code := range byBand {
		every = append(every, code)
		if !slices.ContainsFunc(registry.SalesBands, func(b registry.Band) bool { return b.Code == code }) {
			quiet = append(quiet, code)
		}
	}
	out := Trial{Opened: t.tell(every), Quiet: t.tell(quiet)}
	if !out.Opened.Told {
		return Trial{}
	}
	before, after := size.Gather(d.InMicro.Before), size.Gather(d.Version)
	var bands [][]string // of each move
	for _, band := range registry.SalesBands {
		if byBand[band.Code] == 0 {
			continue
		}
		f := size.Facts{Running: true, On: d.Version.From}
		m := Move{From: before.OfBand(size.Steps, boundOf(band), f), To: after.OfBand(size.Steps, boundOf(band), f)}
		if len(m.To) > len(m.From) {
			out.Split = merged(out.Split, m.To)
		}
		i := slices.IndexFunc(out.Moves, func(x Move) bool { return slices.Equal(x.From, m.From) && slices.Equal(x.To, m.To) })
		if i < 0 {
			out.Moves, bands, i = append(out.Moves, m), append(bands, nil), len(bands)
		}
		bands[i] = append(bands[i], band.Code)
	}
	for i := range out.Moves {
		out.Moves[i].Cell = t.tell(bands[i])
	}
	slices.SortStableFunc(out.Moves, func(a, b Move) int {
		switch {
		case a.Stays() == b.Stays():
			return 0
		case a.Stays():
			return 1
		}
		return -1
	})
	return out
}

// teller tells sums of whole groups, and none that would part one. The groups are made of
// the bands and not of the moves: who tries several drafts on one count, and takes their
// numbers from each other, comes to sums of whole groups again.
type teller struct {
	byBand map[string]int64
	groups [][]string
}

func (t teller) tell(bands []string) opendata.Cell {
	n := int64(0)
	for _, band := range bands {
		if t.byBand[band] == 0 {
			continue
		}
		n += t.byBand[band]
		i := slices.IndexFunc(t.groups, func(g []string) bool { return slices.Contains(g, band) })
		apart := i < 0 || slices.ContainsFunc(t.groups[i], func(code string) bool { return !slices.Contains(bands, code) })
		if apart && !leftOut("few") {
			return opendata.Cell{}
		}
	}
	return opendata.Cell{N: n, Told: true}
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
