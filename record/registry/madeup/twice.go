package madeup

import (
	"fmt"
	"maps"
	"strconv"
	"strings"

	"alun/record/registry"
)

// sibling is another business of an owner, at the same place with the same phone:
// it is not the same business.
func (c *City) sibling(number, first int64) Entry {
	w, a := c.draw(number), c.draw(first)
	w.owner, w.area, w.rt, w.person = a.owner, a.area, a.rt, false
	w.at = w.area.near(throw(c.seed, number, forSlip), a.at, 8)
	e := c.fresh(number, w)
	if _, listed := e.Facts[registry.NIB]; listed && throw(c.seed, number, forRole).is(0.7) {
		delete(e.Facts, registry.NIB) // the number of an owner stands with one of them
	}
	return e
}

// branch is another place of a business: the same name and trade, elsewhere and with
// another phone.
func (c *City) branch(number, first int64) Entry {
	w, a := c.draw(number), c.draw(first)
	w.trade, w.code, w.more, w.kind, w.brand, w.person = a.trade, a.code, a.more, a.kind, a.brand, a.person
	e := c.fresh(number, w)
	e.Owner.Name, e.Owner.Woman = a.owner.Name, a.owner.Woman
	e.Facts[registry.Name] = c.fresh(first, a).Facts[registry.Name]
	delete(e.Facts, registry.NIB)
	if w.person {
		delete(e.Facts, registry.LegalForm)
	}
	return e
}

// slip is how a business is entered a second time: by another list, other hands,
// another year. How often what goes wrong is ours.
func (c *City) slip(number int64, first Entry) Entry {
	d := throw(c.seed, number, forSlip)
	e := Entry{Number: number, Facts: maps.Clone(first.Facts), Owner: first.Owner, Products: first.Products, Listed: min(2025, first.Listed+d.n(3))}
	v := e.Facts
	w := c.draw(first.Number)
	e.Owner.Name = slipName(d, e.Owner.Name, 0.2)
	v[registry.Name] = c.miscalled(d, &w, v[registry.Name])
	switch p := d.part(); {
	case p < 0.20: // another number
		v[registry.Phone] = phone(number)
		delete(v, registry.WA)
		delete(v, registry.WAPublic)
	case p < 0.35:
		for _, f := range []registry.Fact{registry.Phone, registry.PhonePublic, registry.WA, registry.WAPublic} {
			delete(v, f)
		}
	}
	switch p := d.part(); {
	case p < 0.5:
		delete(v, registry.NIB)
	case p < 0.53 && v[registry.NIB] != "":
		v[registry.NIB] = slipDigits(d, v[registry.NIB])
	}
	c.misplaced(d, v, w, number)
	if d.is(0.25) && v[registry.KBLI] != "" {
		t := w.trade
		if d.is(0.2) { // somebody reads the business as of another trade
			t = c.trades[c.divisions[c.shares.pick(d)]]
		}
		v[registry.KBLI] = "2020:" + t.codes[t.by.pick(d)].code + "*"
	}
	switch p := d.part(); {
	case p < 0.2:
		delete(v, registry.Started)
	case p < 0.33:
		v[registry.Started] = strconv.Itoa(min(e.Listed, w.year+d.between(-3, 3)))
	case p < 0.4:
		v[registry.Started] = strconv.Itoa(e.Listed - d.n(20))
	default:
		v[registry.Started] = strconv.Itoa(w.year)
	}
	if d.is(0.4) {
		c.texts(v, d, w)
	}
	for _, f := range []registry.Fact{registry.Capital, registry.Opens, registry.Capacity, registry.Mail, registry.Web} {
		if d.is(0.4) {
			delete(v, f)
		}
	}
	return e
}

// misplaced enters the place otherwise.
func (c *City) misplaced(d *dice, v registry.Values, w drawn, number int64) {
	if d.is(0.04) { // entered in another kelurahan
		w.area = &c.areas[c.byPeople.pick(d)]
		w.settle(d)
		v[registry.Kelurahan], v[registry.RT] = w.area.code, strconv.Itoa(w.rt)
		v[registry.Point] = pointText(w.at, "map")
	} else {
		if d.is(0.15) {
			v[registry.RT] = strconv.Itoa(1 + d.n(len(w.area.hearts)))
		}
		switch p := d.part(); {
		case p < 0.15:
			delete(v, registry.Point)
		case p < 0.35:
			v[registry.Point] = pointText(w.area.near(d, w.at, 150), "address")
		default:
			v[registry.Point] = pointText(w.area.near(d, w.at, 15), "gps")
		}
	}
	if v[registry.Address] != "" && d.is(0.5) {
		street, _, _ := strings.Cut(v[registry.Address], " No.")
		v[registry.Address] = fmt.Sprintf("%s RT %s", strings.Replace(street, "Jl.", "Jalan", 1), v[registry.RT])
	}
}

// miscalled is a name as other hands write it.
func (c *City) miscalled(d *dice, w *drawn, name string) string {
	if w.person || d.is(0.97) {
		words := strings.Fields(name)
		short := d.is(0.30)
		honour := d.is(0.30)
		for i, word := range words {
			if other := abbreviations[word]; other != "" && short {
				words[i] = other
			}
			if other := spelt[word]; other != "" && honour {
				words[i] = other
			}
		}
		if d.is(0.12) && len(words) > 2 {
			i := d.n(len(words) - 1)
			words[i], words[i+1] = words[i+1], words[i]
		}
		if d.is(0.15) && len(words) > 2 {
			i := d.n(len(words))
			words = append(words[:i], words[i+1:]...)
		}
		name = slipName(d, strings.Join(words, " "), 0.35)
	} else {
		name = w.name(d) // another name altogether
	}
	if d.is(0.1) {
		name = strings.ToUpper(name)
	}
	return name
}

// abbreviations and spelt are other ways to write a word.
var (
	abbreviations = map[string]string{"Warung": "Wr.", "Toko": "Tk.", "Bengkel": "Bkl.", "Rumah": "Rm.", "Kelompok": "Kel.", "Kerajinan": "Kraj.",
		"Penjahit": "Pjhit", "Percetakan": "Perc.", "Usaha": "Ush.", "Sanggar": "Sgr.", "Studio": "Std.", "Nasi": "Ns.", "Ayam": "Aym", "Goreng": "Grg"}
	spelt = map[string]string{"Bu": "Ibu", "Ibu": "Bu", "Pak": "Bapak", "Bapak": "Pak", "H.": "Haji", "Hj.": "Hajah", "Mbak": "Mba", "Mas": "Mas.", "Bunda": "Bund"}
)

// slipName mistypes a name, with a chance, seldom twice.
func slipName(d *dice, name string, chance float64) string {
	if !d.is(chance) {
		return name
	}
	name = slipOnce(d, name)
	if d.is(0.25) {
		name = slipOnce(d, name)
	}
	return name
}

// slipOnce leaves a letter out, doubles one, exchanges two or takes a wrong one.
func slipOnce(d *dice, name string) string {
	b := []byte(name)
	i := d.n(len(b) - 1)
	if b[i] == ' ' || b[i+1] == ' ' || b[i] > 127 {
		i = 0
	}
	switch d.n(4) {
	case 0:
		return string(b[:i]) + string(b[i+1:])
	case 1:
		return string(b[:i+1]) + string(b[i:])
	case 2:
		b[i], b[i+1] = b[i+1], b[i]
	default:
		b[i+1] = "aiueonrstkmld"[d.n(13)]
	}
	return string(b)
}

// slipDigits exchanges two neighbours of the last nine digits.
func slipDigits(d *dice, digits string) string {
	b := []byte(digits)
	i := len(b) - 9 + d.n(8)
	b[i], b[i+1] = b[i+1], b[i]
	return string(b)
}
