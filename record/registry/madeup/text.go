package madeup

import (
	"cmp"
	"slices"
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
	t := c.teller(d, &w, v[registry.Name])
	about := []string{t.say("open"), t.say("how")}
	if d.is(0.7) {
		about = append(about, t.say("order"))
	}
	if d.is(0.25) {
		about = append(about, t.say("how"))
	}
	v[registry.AboutID] = strings.Join(append(about, c.mark["id"]), " ")
	if d.is(englishShare) {
		v[registry.AboutEN] = t.say("en") + " " + c.mark["en"]
	}
	if d.is(japaneseShare) {
		v[registry.AboutJA] = t.say("ja") + c.mark["ja"]
	}
}

// teller writes one text: it names nothing twice and says no sentence twice.
type teller struct {
	*City
	d         *dice
	w         *drawn
	name      string
	and, also string // further things, "" where there are none
	said      []*sentence
	used      []string
	room      struct { // for both, as much as a description needs
		said [6]*sentence
		used [12]string
	}
}

func (c *City) teller(d *dice, w *drawn, name string) *teller {
	t := &teller{City: c, d: d, w: w, name: name}
	t.said, t.used = t.room.said[:0], t.room.used[:0]
	t.and = another(d, w.code.kinds, w.kind)
	t.also = another(d, w.code.kinds, w.kind, t.and)
	for _, more := range w.more { // what is of another kind would need other verbs
		if more.manner == w.code.manner && t.and != "" {
			if thing := another(d, more.kinds, w.kind, t.and); thing != "" {
				t.also = thing
			}
		}
	}
	for _, thing := range []string{w.kind, t.and, t.also} { // nor does a slot name it again
		if thing != "" {
			t.used = append(t.used, thing)
		}
	}
	return t
}

// another is one of some things that is none of those named: neither "bakso" beside
// "bakso ikan". It is "" where there is none.
func another(d *dice, things []string, named ...string) string {
	start := d.n(len(things))
	for i := range things {
		thing := things[(start+i)%len(things)]
		if !slices.ContainsFunc(named, func(n string) bool { return strings.Contains(n, thing) || n != "" && strings.Contains(thing, n) }) {
			return thing
		}
	}
	return ""
}

// mostSaid is how long a sentence is, in bytes, seldom more.
const mostSaid = 128

// inFull writes honours out: a dot within a sentence looks like its end.
var inFull = strings.NewReplacer("H. ", "Haji ", "Hj. ", "Hajah ")

// say fills one sentence of a place in a text.
func (t *teller) say(place string) string {
	all := t.w.code.manner.says[place]
	start := t.d.n(len(all))
	s := all[start]
	for i := range all {
		if s = all[(start+i)%len(all)]; t.fits(s) {
			break
		}
	}
	t.said = append(t.said, s)
	var out strings.Builder
	out.Grow(mostSaid)
	for _, p := range s.parts {
		out.WriteString(p.before)
		out.WriteString(t.fill(p))
	}
	return capital(out.String())
}

// fits tells whether a sentence can be said: it is new, and what it names is there.
func (t *teller) fits(s *sentence) bool {
	return !slices.Contains(t.said, s) && (!s.and || t.and != "") && (!s.too || t.also != "")
}

// fill is what stands in one place of a sentence.
func (t *teller) fill(p part) (word string) {
	switch p.slot {
	case "what":
		return t.w.kind
	case "and":
		word, t.and = t.and, ""
	case "also":
		word, t.also = t.also, ""
	case "owner":
		word = inFull.Replace(t.w.owner.calls())
	case "area":
		word = t.w.area.name
	case "year":
		word = strconv.Itoa(t.w.year)
	case "brand":
		word = capital(t.words.brands[t.words.byBrand.pick(t.d)])
	case "name":
		word = t.name
	case "":
	default:
		word = t.fresh(p.from)
		t.used = append(t.used, word)
	}
	return word
}

// fresh is one of some words that the text has not used, if there is one left.
func (t *teller) fresh(from []string) string {
	start := t.d.n(len(from))
	for i := range from {
		if word := from[(start+i)%len(from)]; !slices.ContainsFunc(t.used, func(u string) bool { return strings.Contains(u, word) || strings.Contains(word, u) }) {
			return word
		}
	}
	return from[start]
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
			name += " " + c.variant(d, w, kind)
		}
		if d.is(0.25) {
			name += " " + c.words.brands[c.words.byBrand.pick(d)]
		}
		if name = title(name); slices.ContainsFunc(out, func(p Product) bool { return p.Name == name }) {
			continue
		}
		sold := offers[d.n(len(offers))]
		p := Product{Name: name, Unit: sold.unit, Price: sold.price(d), ToOrder: d.is(0.3)}
		if d.is(0.3) {
			p.Most = dearest(d, p.Price)
		}
		if d.is(0.6) {
			p.About = (&teller{City: c, d: d, w: &w}).say("how")
		}
		out = append(out, p)
	}
	return out
}

// variant is of which sort a thing is. A pan that is small is not called so twice.
func (c *City) variant(d *dice, w drawn, kind string) string {
	all := w.code.manner.words["variant"]
	return cmp.Or(another(d, all, kind), all[0])
}
