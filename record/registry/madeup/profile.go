package madeup

import (
	"cmp"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"alun/ground/fault"
	"alun/ground/geo"
	"alun/ground/sheet"
)

// code is a class of KBLI 2020 with what people call it.
type code struct {
	code      string
	kinds     []string // of product or service: "nasi kuning"
	called    []string // of business: "bengkel las"
	subsector string
	vendor    bool // stands in the street
	permits   []permitShare
	manner    *manner
}

// area is a kelurahan.
type area struct {
	code, name string
	people     float64
	region     geo.Region
	hearts     []geo.Point // of its RT, the first of RT 1
}

// peopleInRT is how many live in an RT: ours, no figure of the city.
const peopleInRT = 450

func (c *City) readAreas(files fs.FS) error {
	parts, people := map[string]int{}, map[string]float64{}
	err := sheet.EachRecord(files, "areas.csv", []string{"code", "level", "name", "name_alt", "parent_code"}, func(r sheet.Record) error {
		if r.Text("level") == "kelurahan" {
			c.areas = append(c.areas, area{code: r.Text("code"), name: cmp.Or(r.Text("name_alt"), r.Text("name"))}) // as pages call it
			parts[r.Text("parent_code")]++
		}
		return nil
	})
	if err != nil {
		return err
	}
	newest := map[string]int{}
	err = sheet.EachRecord(files, "population.csv", []string{"area_code", "year", "population", "reliability"}, func(r sheet.Record) error {
		year, e1 := r.Whole("year")
		n, e2 := r.Whole("population")
		if at := r.Text("area_code"); r.Text("reliability") != "D" && year >= newest[at] {
			newest[at], people[at] = year, float64(n)
		}
		return cmp.Or(e1, e2)
	})
	if err != nil {
		return err
	}
	regions, err := readRegions(files)
	shares := make([]float64, len(c.areas))
	for i := range c.areas {
		a := &c.areas[i]
		parent := a.code[:strings.LastIndexByte(a.code, '.')]
		if a.people = people[a.code]; a.people == 0 {
			a.people = people[parent] / float64(parts[parent])
		}
		a.region = regions[a.code]
		if a.people == 0 || a.region.Box().Empty() {
			return fault.New(fault.Invalid, "place.boundary_missing", "population.csv", a.code, a.name)
		}
		shares[i] = a.people
		a.settle(throw(c.seed, int64(i), forAreas))
	}
	c.byPeople = newChance(shares)
	return err
}

func readRegions(files fs.FS) (map[string]geo.Region, error) {
	data, err := fs.ReadFile(files, "boundaries_kelurahan.geojson")
	if err != nil {
		return nil, err
	}
	all, err := geo.Read(data)
	out := map[string]geo.Region{}
	for _, f := range all.Features {
		out[f.Properties.Text("code")] = f.Region
	}
	return out, err
}

// settle gives each RT its heart somewhere inside the kelurahan.
func (a *area) settle(d *dice) {
	for range max(3, min(200, int(a.people/peopleInRT))) {
		a.hearts = append(a.hearts, a.anywhere(d))
	}
}

// anywhere is a point inside the area.
func (a *area) anywhere(d *dice) geo.Point {
	box := a.region.Box()
	for {
		p := geo.Point{Lat: box.Min.Lat + int64(d.part()*float64(box.Max.Lat-box.Min.Lat)), Lng: box.Min.Lng + int64(d.part()*float64(box.Max.Lng-box.Min.Lng))}
		if a.region.Contains(p) {
			return p
		}
	}
}

// near is a point around another one, inside the area.
func (a *area) near(d *dice, at geo.Point, metres float64) geo.Point {
	const microdegree = 0.11132 // metres
	for range 20 {
		p := geo.Point{Lat: at.Lat + int64(d.bell()*metres/microdegree), Lng: at.Lng + int64(d.bell()*metres/microdegree)}
		if a.region.Contains(p) {
			return p
		}
	}
	return at
}

// readCodes reads what businesses do, from the everyday words of the classification.
func (c *City) readCodes(files fs.FS) error {
	subsector := map[string]string{}
	err := sheet.EachRecord(files, "ekraf_kbli_proposed.csv", []string{"slug", "kbli2020"}, func(r sheet.Record) error {
		subsector[r.Text("kbli2020")] = r.Text("slug")
		return nil
	})
	if err != nil {
		return err
	}
	shares := map[*trade][]float64{}
	err = sheet.EachRecord(files, "kbli_words.csv", []string{"code", "version", "words"}, func(r sheet.Record) error {
		t := c.trades[r.Text("code")[:2]]
		k := &code{code: r.Text("code"), subsector: subsector[r.Text("code")], vendor: c.vendors[r.Text("code")], permits: c.permitsOf(r.Text("code")), manner: c.mannerOf(r.Text("code"))}
		if t == nil || r.Text("version") != "2020" {
			return nil
		}
		phrases := 0
		for phrase := range strings.SplitSeq(r.Text("words"), ";") {
			if phrase = strings.TrimSpace(phrase); phrase != "" && !c.branded(phrase) {
				k.take(phrase)
				phrases++
			}
		}
		if things := c.things[k.code]; things != nil {
			k.kinds = things
		}
		if len(k.kinds) > 0 {
			t.codes, shares[t] = append(t.codes, k), append(shares[t], float64(phrases*phrases))
			if k.subsector != "" {
				c.creative[k.subsector] = append(c.creative[k.subsector], k)
			}
		}
		return nil
	})
	for t, s := range shares {
		t.by = newChance(s)
	}
	c.subsectors = slices.Sorted(maps.Keys(c.creative))
	return err
}

func (l *lists) branded(phrase string) bool {
	return slices.ContainsFunc(strings.Fields(phrase), func(w string) bool { return l.brands[w] })
}

// headWords begin what a business is called, sellers what it does with its goods.
var (
	headWords = strings.Fields("toko warung bengkel depot kedai rumah salon studio kolam kebun tambak keramba konter counter kios galeri butik klinik apotek apotik optik praktik lapangan sanggar kursus les agen grosir distributor lapak penjahit tukang pengrajin jasa servis sewa rental pabrik dealer showroom pangkalan warteg warkop kafe cafe restoran resto hotel losmen penginapan percetakan katering catering ternak budidaya travel ekspedisi kantor panti")
	sellers   = strings.Fields("jual bikin toko agen grosir lapak pabrik tambak kebun ternak budidaya distributor jualan pengrajin penjual pedagang buat petani")
)

// take sorts a phrase: what a business is called, or what it offers, or both.
func (k *code) take(phrase string) {
	first, rest, more := strings.Cut(phrase, " ")
	if slices.Contains(headWords, first) {
		k.called = append(k.called, phrase)
	}
	thing := phrase
	switch {
	case slices.Contains(sellers, first) && more:
		thing = rest
	case slices.Contains([]string{"toko", "warung", "kios", "konter", "counter"}, first):
		return
	}
	if !slices.Contains(k.kinds, thing) {
		k.kinds = append(k.kinds, thing)
	}
}
