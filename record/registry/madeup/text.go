package madeup

import (
	"strconv"
	"strings"

	"alun/record/registry"
)

// Shares of businesses that describe themselves in further languages: ours.
const (
	englishShare  = 0.04
	japaneseShare = 0.01
)

// texts are the descriptions. Each ends with the mark.
func (c *City) texts(v registry.Values, d *dice, w drawn) {
	about := []string{c.say(d, w, "open"), c.say(d, w, "how")}
	if d.is(0.7) {
		about = append(about, c.say(d, w, "order"))
	}
	if d.is(0.25) {
		about = append(about, c.say(d, w, "how"))
	}
	v[registry.AboutID] = strings.Join(append(about, c.mark["id"]), " ")
	told := strings.NewReplacer("{name}", v[registry.Name], "{area}", w.area.name, "{year}", strconv.Itoa(w.year))
	if d.is(englishShare) {
		v[registry.AboutEN] = told.Replace(d.one(c.about["en"])) + " " + c.mark["en"]
	}
	if d.is(japaneseShare) {
		v[registry.AboutJA] = told.Replace(d.one(c.about["ja"])) + c.mark["ja"]
	}
}

// say fills one sentence of a place in a text.
func (c *City) say(d *dice, w drawn, place string) string {
	pattern := d.one(c.patterns[place])
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(pattern, "{")
		out.WriteString(before)
		if !found {
			return capital(out.String())
		}
		slot, after, _ := strings.Cut(rest, "}")
		out.WriteString(c.slot(d, w, strings.TrimRight(slot, "2")))
		pattern = after
	}
}

// slot is what stands in one place of a sentence.
func (c *City) slot(d *dice, w drawn, slot string) string {
	root := func() string { return d.one(c.roots[w.trade.kind]) }
	switch slot {
	case "what":
		return w.kind
	case "and":
		return d.one(w.code.kinds)
	case "also":
		return d.one(w.trade.codes[w.trade.by.pick(d)].kinds)
	case "owner":
		return w.owner.calls(d)
	case "area":
		return w.area.name
	case "year":
		return strconv.Itoa(w.year)
	case "brand":
		return capital(c.words.brands[c.words.byBrand.pick(d)])
	case "me":
		return with("me", root()) + d.one([]string{"", "", "", "kan"})
	case "pe":
		return with("pe", root()) + "an"
	case "di":
		return "di" + root() + d.one([]string{"", "", "kan"})
	case "an":
		return root() + "an"
	case "ber":
		return ber(root())
	}
	return d.one(c.fill[slot])
}

func (c *City) products(d *dice, w drawn) []Product {
	var out []Product
	offers := c.offersOf(w.code.code)
	for i := range 1 + c.words.byFew.pick(d)%5 {
		kind := w.kind
		if i > 0 {
			kind = d.one(w.code.kinds)
		}
		name := kind
		if d.is(0.6) {
			name += " " + d.one(c.fill["variant"])
		}
		if d.is(0.25) {
			name += " " + c.words.brands[c.words.byBrand.pick(d)]
		}
		sold := offers[d.n(len(offers))]
		p := Product{Name: title(name), Unit: sold.unit, Price: sold.price(d), ToOrder: d.is(0.3)}
		if d.is(0.3) {
			p.Most = dearest(d, p.Price)
		}
		if d.is(0.6) {
			p.About = c.say(d, w, "how")
		}
		out = append(out, p)
	}
	return out
}
