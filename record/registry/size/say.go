package size

import (
	"strings"

	"alun/ground/lang"
	"alun/ground/money"
)

// Sentence is a key of the catalogue with its values.
type Sentence struct {
	Key  string
	Args []any
}

// Say says it.
func (s Sentence) Say(l lang.Lang) string { return l.T(s.Key, s.Args...) }

// Name is the name of a fact, within a sentence.
func (f Fact) Name() lang.Key { return lang.Key("size.fact_" + string(f)) }

// Amount is a figure of a fact as a sentence shows it.
func (f Fact) Amount(n int64) any {
	if f.Money() {
		return money.Rupiah(n)
	}
	return n
}

// Exact is an amount in words of its size where nothing is lost by that, else in
// full: Rp2 miliar · Rp2.000.000.001.
type Exact money.Rupiah

// In writes it.
func (e Exact) In(tag lang.Tag) string {
	r := money.Rupiah(e)
	for _, size := range []money.Rupiah{money.Triliun, money.Miliar, money.Juta, money.Ribu} {
		if r >= size {
			if r%(size/1000) == 0 {
				return money.Short{Rupiah: r, Decimals: 3}.In(tag)
			}
			break
		}
	}
	return r.In(tag)
}

// bound is the figure of a bound as a sentence shows it: bounds are round.
func (f Fact) bound(n int64) any {
	if f.Money() {
		return Exact(n)
	}
	return n
}

// Sentence says a bound: "lebih dari Rp1 miliar sampai paling banyak Rp5 miliar".
func (b Bound) Sentence() Sentence {
	var shape []string
	var args []any
	if b.Low.Set {
		shape = append(shape, pick(b.Low.Held, "from", "over"))
		args = append(args, b.Fact.bound(b.Low.At))
	}
	if b.High.Set {
		shape = append(shape, pick(b.High.Held, "most", "below"))
		args = append(args, b.Fact.bound(b.High.At))
	}
	if b.Fact.Money() {
		return Sentence{"size.bound_" + strings.Join(shape, "_"), args}
	}
	return Sentence{"size.people_" + strings.Join(shape, "_"), args}
}

// Say says the reason: the figure and the bound within which it lies.
func (b Because) Say(l lang.Lang) string {
	return l.T("size.met", b.Bound.Fact.Name(), b.Bound.Fact.Amount(b.N), b.Bound.Sentence().Say(l))
}

func pick(held bool, yes, no string) string {
	if held {
		return yes
	}
	return no
}
