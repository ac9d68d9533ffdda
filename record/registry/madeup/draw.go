package madeup

import (
	"slices"
	"strings"

	"alun/ground/geo"
)

// drawn is what is decided of a business before its facts are written.
type drawn struct {
	class  class
	trade  *trade
	code   *code
	more   []*code // further codes
	person bool    // a creative worker without NIB
	owner  Owner
	area   *area
	rt     int
	at     geo.Point
	year   int // since when there is the business
	listed int
	kind   string // the main product
	brand  string
}

// creativeShare is how many are creative workers who register as a person: ours.
const creativeShare = 0.015

func (c *City) draw(number int64) drawn {
	d := throw(c.seed, number, forFacts)
	w := drawn{class: c.class(number)}
	w.trade = c.trades[c.divisions[c.shares.pick(d)]]
	w.code = w.trade.codes[w.trade.by.pick(d)]
	if w.person = w.class == micro && d.is(creativeShare); w.person {
		w.code = w.creative(d, c)
	}
	w.area = &c.areas[c.byPeople.pick(d)]
	w.settle(d)
	w.owner = c.owner(number, w.trade.women)
	w.listed, w.year = years(d)
	w.kind = d.one(w.code.kinds)
	w.brand = c.words.brands[c.words.byBrand.pick(d)]
	for range d.n(3) {
		if k := w.trade.codes[w.trade.by.pick(d)]; k != w.code && !slices.Contains(w.more, k) && !w.person {
			w.more = append(w.more, k)
		}
	}
	return w
}

// creative is a code of the creative economy, all subsectors alike.
func (w *drawn) creative(d *dice, c *City) *code {
	k := d.one(c.subsectors)
	code := c.creative[k][d.n(len(c.creative[k]))]
	if t := c.trades[code.code[:2]]; t != nil {
		w.trade = t
	}
	return code
}

// settle gives a place in the area.
func (w *drawn) settle(d *dice) {
	w.rt = 1 + d.n(len(w.area.hearts))
	w.at = w.area.near(d, w.area.hearts[w.rt-1], 70)
}

// lists are the years in which the city's totals are known, with the total of each:
// umkm.csv.
var listYears = []struct {
	year  int
	total float64
}{{2018, 21_140}, {2023, 73_300}, {2024, 87_397}, {2025, Businesses}}

// years are in which a business was listed and began.
func years(d *dice) (listed, began int) {
	at := d.part() * Businesses
	i := 0
	for at >= listYears[i].total {
		i++
	}
	listed, began = listYears[i].year, listYears[i].year
	for began > 1985 && d.is(0.78) {
		began--
	}
	return listed, began
}

// owner is the owner of a business.
func (c *City) owner(number int64, women float64) Owner {
	d := throw(c.seed, number, forWords)
	o := Owner{Number: number, Woman: d.is(women)}
	first := c.words.men[c.words.byMan.pick(d)]
	if o.Woman {
		first = c.words.women[c.words.byWoman.pick(d)]
	}
	names := []string{capital(first)}
	if d.is(0.25) {
		between := c.words.men
		if o.Woman {
			between = c.words.women
		}
		names = append(names, capital(between[c.words.byMan.pick(d)]))
	}
	o.Name = strings.Join(append(names, capital(c.words.families[c.words.byFamily.pick(d)])), " ")
	return o
}

// honours are how neighbours call women and men.
var honours = [2][]string{{"Pak", "Pak", "Bapak", "Mas", "Bang", "H.", "Amang", "Cak"}, {"Bu", "Bu", "Ibu", "Mbak", "Mama", "Bunda", "Acil", "Hj."}}

// calls is how neighbours call an owner, always the same: "Bu Sarini".
func (o Owner) calls() string {
	first, _, _ := strings.Cut(o.Name, " ")
	of := honours[0]
	if o.Woman {
		of = honours[1]
	}
	return of[o.Number*7%int64(len(of))] + " " + first
}

// headed puts what it does behind what a business is: "Warung Soto", but "Sewa Tenda" and
// never "Sewa Sewa Tenda".
func headed(head, kind string) string {
	begins, _, _ := strings.Cut(kind, " ")
	if slices.Contains(headWords, begins) {
		return kind
	}
	return head + " " + kind
}

// name is what a business is called: "Warung Amplang Bu Sarini".
func (w *drawn) name(d *dice) string {
	what := d.one(w.trade.heads)
	if len(w.code.called) > 0 && d.is(0.55) {
		what = d.one(w.code.called)
	} else if d.is(0.75) {
		what = headed(what, w.kind)
	}
	if w.person {
		return title(w.owner.Name)
	}
	first, family, _ := strings.Cut(w.owner.Name, " ")
	var whose string
	switch p := d.part(); {
	case w.class != micro && p < 0.8, p < 0.36:
		whose = w.brand
	case p < 0.68:
		whose = w.owner.calls()
	case p < 0.82:
		whose = first
	case p < 0.94:
		whose = family
	default:
		whose = w.brand + " " + first
	}
	name := title(what) + " " + title(whose)
	bare := strings.TrimPrefix(name, "CV ") // some trades are called so anyway
	switch {
	case w.class == medium:
		return "PT " + bare
	case w.class == small && d.is(0.4):
		return "CV " + bare
	}
	return name
}
