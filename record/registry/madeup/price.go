package madeup

import (
	"math"

	"alun/ground/fault"
	"alun/ground/money"
	"alun/ground/sheet"
)

// offer is in which unit things of a kind are sold, and between which prices.
type offer struct {
	unit        string
	least, most money.Rupiah
}

// readOffers reads what things cost. They stand by the beginning of a code: what begins
// longer says more of the thing.
func (l *lists) readOffers() error {
	err := sheet.EachRecord(listFiles, "lists/prices.csv", []string{"code", "unit", "least", "most"}, func(r sheet.Record) error {
		least, err := r.Whole("least")
		if err != nil {
			return err
		}
		most, err := r.Whole("most")
		if err != nil {
			return err
		}
		if least <= 0 || most < least {
			return r.Refuse("most")
		}
		l.offers[r.Text("code")] = append(l.offers[r.Text("code")], offer{r.Text("unit"), money.Rupiah(least), money.Rupiah(most)})
		return nil
	})
	for _, division := range l.divisions {
		if err == nil && l.offers[division] == nil {
			err = fault.New(fault.Invalid, "sheet.record_cell", "lists/prices.csv", 0, "code", division)
		}
	}
	return err
}

// offersOf are the units and prices of what a code makes or sells.
func (l *lists) offersOf(code string) []offer {
	for len(code) > 2 && l.offers[code] == nil {
		code = code[:len(code)-1]
	}
	return l.offers[code]
}

// price is one between least and most: as many are from ten to twenty thousand as from
// twenty to forty. Half of the sellers round it once more.
func (o offer) price(d *dice) money.Rupiah {
	p := money.Rupiah(float64(o.least) * math.Pow(float64(o.most)/float64(o.least), d.part()))
	return min(max(asWritten(p, d.is(0.5)), o.least), o.most)
}

// dearest is the upper end where one thing is sold at several prices.
func dearest(d *dice, p money.Rupiah) money.Rupiah {
	quarters := []money.Rupiah{5, 6, 8, 10}[d.n(4)]
	return max(asWritten(p*quarters/4, false), p+stepOf(p, false))
}

// steps are how prices of a size are rounded: they end in 500 or 000, and large ones are
// rounder.
var steps = []struct{ from, step, rounder money.Rupiah }{
	{100_000_000, 5_000_000, 10_000_000}, {10_000_000, 500_000, 1_000_000}, {1_000_000, 50_000, 250_000},
	{100_000, 5000, 50_000}, {20_000, 1000, 5000}, {0, 500, 1000},
}

func stepOf(p money.Rupiah, rounder bool) money.Rupiah {
	for _, s := range steps {
		if p >= s.from && rounder {
			return s.rounder
		}
		if p >= s.from {
			return s.step
		}
	}
	return 1
}

// asWritten is a price as sellers write it.
func asWritten(p money.Rupiah, rounder bool) money.Rupiah {
	step := stepOf(p, rounder)
	return max((p+step/2)/step, 1) * step
}
