package madeup

import (
	"fmt"
	"strconv"
	"strings"

	"alun/ground/geo"
	"alun/record/registry"
)

// mostFacts is how many facts an entry has, seldom more.
const mostFacts = 28

// fresh writes the entry of what was drawn.
func (c *City) fresh(number int64, w drawn) Entry {
	d := throw(c.seed, number, forFacts)
	d.state ^= 0x5bf03635 // other throws than those of draw
	v := make(registry.Values, mostFacts)
	v[registry.Kind], v[registry.Name] = registry.Usaha, w.name(d)
	e := Entry{Number: number, Facts: v, Owner: w.owner, Listed: w.listed}
	w.stand(v, d, c.street(w))
	w.doing(v, d, c)
	w.money(v, d)
	c.contacts(v, d, w)
	w.legal(v, d, number)
	c.texts(v, d, w)
	e.Products = c.products(throw(c.seed, number, forProducts), w)
	return e
}

// stand is where the business is.
func (w *drawn) stand(v registry.Values, d *dice, street string) {
	truth := func(is bool) string { return map[bool]string{true: registry.Yes, false: registry.No}[is] }
	v[registry.Kelurahan], v[registry.RT] = w.area.code, strconv.Itoa(w.rt)
	vendor := w.code.vendor && d.is(0.8)
	v[registry.StreetVendor] = truth(vendor)
	v[registry.AtHome] = truth(!vendor && d.is(w.trade.home))
	if v[registry.AtHome] == registry.Yes && d.is(0.2) {
		v[registry.AddressPublic] = registry.Yes
	}
	if !vendor || d.is(0.3) {
		v[registry.Address] = fmt.Sprintf("%s No. %d RT %03d", street, 1+d.n(120), w.rt)
	}
	if d.is(0.85) {
		v[registry.Point] = pointText(w.at, d.one([]string{"gps", "gps", "map", "address"}))
	}
}

func pointText(p geo.Point, source string) string {
	return registry.At{Point: p, Source: source}.String()
}

// street is one of the few streets of an RT.
func (c *City) street(w drawn) string {
	d := throw(c.seed, int64(w.rt)<<20|int64(w.at.Lat&3), forAreas)
	d.state ^= hash(w.area.code)
	d.next()
	lane := d.one([]string{"Jl.", "Jl.", "Jl.", "Gg.", "Perum."})
	return lane + " Contoh " + title(d.one(c.fill["nature"])+" "+d.one(c.fill["tint"]))
}

// hash is FNV-1a.
func hash(text string) uint64 {
	h := uint64(14695981039346656037)
	for _, b := range []byte(text) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return h
}

// doing is what the business does.
func (w *drawn) doing(v registry.Values, d *dice, c *City) {
	subsectors := []string{}
	codes := []string{"2020:" + w.code.code + "*"}
	for _, k := range append([]*code{w.code}, w.more...) {
		if k != w.code {
			codes = append(codes, "2020:"+k.code)
		}
		if k.subsector != "" && !strings.Contains(" "+strings.Join(subsectors, " ")+" ", " "+k.subsector+" ") {
			subsectors = append(subsectors, k.subsector)
		}
	}
	if !w.person {
		if len(codes) > 2 && codes[1] > codes[2] {
			codes[1], codes[2] = codes[2], codes[1]
		}
		v[registry.KBLI] = strings.Join(codes, " ")
	}
	if len(subsectors) > 0 {
		v[registry.Subsectors] = strings.Join(subsectors, " ")
	}
	if !w.person && d.is(0.8) {
		v[registry.Opens] = d.one(c.hours[w.trade.hours])
	}
	if w.trade.makes && d.is(0.4) {
		if made := w.code.manner.capacity(d, w.class); made != "" {
			v[registry.Capacity] = made
		}
	}
	switch p := d.part(); {
	case p < 0.2: // nobody asked
	case p < 0.5 && w.year < 2024:
		v[registry.Started] = fmt.Sprintf("%d-%02d", w.year, 1+d.n(12))
	default:
		v[registry.Started] = strconv.Itoa(w.year)
	}
}

// Shares of sales and capital within a class: ours.
var (
	salesOf   = [][]string{{"omzet_60jt", "omzet_60jt", "omzet_60jt", "omzet_300jt", "omzet_300jt", "omzet_300jt", "omzet_1m", "omzet_2m"}, {"omzet_15m"}, {"omzet_50m"}}
	capitalOf = [][]string{{"modal_50jt", "modal_50jt", "modal_50jt", "modal_200jt", "modal_1m"}, {"modal_1m", "modal_5m"}, {"modal_5m", "modal_10m"}}
	// workersOf is the least and the most of each class.
	workersOf = [][2]int{{1, 4}, {5, 25}, {25, 110}}
)

func (w *drawn) money(v registry.Values, d *dice) {
	v[registry.Sales] = d.one(salesOf[w.class])
	if d.is(0.7) {
		v[registry.Capital] = d.one(capitalOf[w.class])
	}
	all := d.between(workersOf[w.class][0], workersOf[w.class][1])
	women := 0
	for range all {
		if d.is(w.trade.women) {
			women++
		}
	}
	v[registry.WorkersM], v[registry.WorkersF] = strconv.Itoa(all-women), strconv.Itoa(women)
}

// contacts are numbers that nobody has: see doc.go.
func (c *City) contacts(v registry.Values, d *dice, w drawn) {
	number := phone(w.owner.Number)
	switch p := d.part(); {
	case p < 0.13: // the list has no number
	case p < 0.15:
		v[registry.WA] = number
	default:
		v[registry.Phone] = number
	}
	if v[registry.Phone] != "" && d.is(0.7) {
		v[registry.WA] = number
		if d.is(0.5) {
			v[registry.WAPublic] = registry.Yes
		}
	}
	if v[registry.Phone] != "" && d.is(0.3) {
		v[registry.PhonePublic] = registry.Yes
	}
	if w.class != micro || d.is(0.12) {
		v[registry.Mail] = fmt.Sprintf("%s.%d@contoh.example.org", strings.ToLower(strings.ReplaceAll(w.brand, " ", "")), w.owner.Number)
	}
	if w.class != micro && d.is(0.5) || d.is(0.02) {
		v[registry.Web] = fmt.Sprintf("https://%s-%d.contoh.example.org", w.brand, w.owner.Number)
	}
}

// phone is the number of an owner: each has another one.
func phone(owner int64) string { return fmt.Sprintf("62840%08d", owner*29_009_371%100_000_000) }

// nib is a number that OSS cannot give.
func nib(owner int64) string { return fmt.Sprintf("9999%09d", owner*312_500_021%1_000_000_000) }

// nibShare is how many have a NIB: 47,000 of 73,300, umkm.csv.
const nibShare = 47_000.0 / 73_300

func (w *drawn) legal(v registry.Values, d *dice, number int64) {
	if w.person {
		v[registry.Kind] = registry.Perorangan
		return
	}
	switch form := d.part(); {
	case w.class == medium:
		v[registry.LegalForm] = "pt"
	case w.class == small && strings.HasPrefix(v[registry.Name], "CV "):
		v[registry.LegalForm] = "cv"
	case strings.Contains(v[registry.Name], "Kelompok"):
		v[registry.LegalForm] = "kelompok"
	case form < 0.03:
		v[registry.LegalForm] = "pt_perorangan"
	default:
		v[registry.LegalForm] = "perorangan"
	}
	if w.class != micro || d.is(nibShare) {
		v[registry.NIB] = nib(w.owner.Number)
	}
}
