package madeup_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"alun/ground/sheet"
	"alun/record/registry"
	"alun/record/registry/madeup"
)

// described is an entry with what it says of itself, without the mark.
type described struct {
	madeup.Entry
	code, text string
}

// eachDescribed runs over entries that one hand wrote: a second hand may have read another
// trade.
func eachDescribed(c *madeup.City, n int64, do func(e described)) {
	for e := range c.Entries(n) {
		codes, _ := registry.ReadCodes(e.Facts[registry.KBLI])
		if i := slices.IndexFunc(codes, func(k registry.Code) bool { return k.Main }); i >= 0 && c.Truth(e.Number).First == e.Number {
			do(described{e, codes[i].Code, strings.TrimSuffix(e.Facts[registry.AboutID], " "+c.Mark("id"))})
		}
	}
}

// times is how often words stand in a text, whatever their capitals.
func times(text, words string) (n int) {
	text, words = strings.ToLower(text), strings.ToLower(words)
	letter := func(r rune) bool { return unicode.IsLetter(r) || r == '-' }
	for at := 0; ; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			return n
		}
		begin, end := at+i, at+i+len(words)
		before, _ := utf8.DecodeLastRuneInString(text[:begin])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if !letter(before) && !letter(after) {
			n++
		}
		at = end
	}
}

func TestADescriptionNamesNothingTwice(t *testing.T) {
	c, lists := city(t, 1), 0
	eachDescribed(c, 6000, func(e described) {
		named := 0
		for _, kind := range c.Kinds(e.code) {
			n := times(e.text, kind)
			if n > 1 {
				t.Errorf("entry %d names %q %d times: %s", e.Number, kind, n, e.text)
			}
			named += n
		}
		if named == 0 {
			t.Errorf("entry %d of %s names nothing that it offers: %s", e.Number, e.code, e.text)
		}
		if named > 1 {
			lists++
		}
		sentences := strings.Split(e.text, ". ")
		if slices.Sort(sentences); len(slices.Compact(slices.Clone(sentences))) != len(sentences) {
			t.Errorf("entry %d says a sentence twice: %s", e.Number, e.text)
		}
		names := map[string]bool{}
		for _, p := range e.Products {
			if names[p.Name] {
				t.Errorf("entry %d offers %q twice", e.Number, p.Name)
			}
			names[p.Name] = true
		}
		if strings.Count(e.text, ".") != len(sentences) {
			t.Errorf("entry %d has a dot that ends no sentence: %s", e.Number, e.text)
		}
		if strings.ContainsAny(e.text, "{}|") || strings.Contains(e.text, "  ") || strings.Contains(e.text, " ,") || strings.Contains(e.text, " .") {
			t.Errorf("entry %d has a hole: %s", e.Number, e.text)
		}
	})
	if lists < 2000 {
		t.Errorf("%d of 6,000 name more than one thing", lists)
	}
}

// Who cooks may speak of taste, who makes soap of scent and recipe; a welder, a driver and
// a tailor may not.
func TestOnlyFoodSpeaksOfTaste(t *testing.T) {
	c, spoke := city(t, 1), map[string]int{}
	tastes := strings.Fields("resep resepnya rasa rasanya gurih lezat kelezatan renyah pedas sedap bumbu bumbunya membumbui dicicipi dimasak memasak")
	scents := strings.Fields("wangi harum aroma aromanya keharuman")
	eachDescribed(c, 8000, func(e described) {
		said := e.text
		for _, p := range e.Products {
			said += " " + p.Name + " " + p.About
		}
		for _, kind := range c.Kinds(e.code) { // "penyedap rasa" may be sold
			said = strings.ReplaceAll(strings.ToLower(said), strings.ToLower(kind), "")
		}
		food := slices.Contains([]string{"10", "11", "56"}, e.code[:2])
		soap := slices.Contains([]string{"20", "21"}, e.code[:2])
		for _, word := range tastes {
			if n := times(said, word); n > 0 && !food && (!soap || !strings.Contains(word, "resep")) {
				spoke[e.code]++
				t.Logf("entry %d of %s says %q: %s", e.Number, e.code, word, said)
			}
		}
		for _, word := range scents {
			if n := times(said, word); n > 0 && !food && !soap {
				spoke[e.code]++
				t.Logf("entry %d of %s says %q: %s", e.Number, e.code, word, said)
			}
		}
	})
	if len(spoke) > 0 {
		t.Errorf("they speak of taste or scent: %v", spoke)
	}
}

// unitsOf are the units in which a division counts what it makes.
var unitsOf = map[string]string{
	"01": "kg ikat ekor kemasan", "03": "kg", "10": "bungkus toples kg ton", "11": "botol dus galon", "13": "lembar potong", "14": "potong", "15": "buah pesanan",
	"16": "buah pesanan unit", "17": "lembar buah pesanan", "18": "lembar buah pesanan", "20": "botol batang bungkus karung ton", "21": "botol batang bungkus",
	"22": "pak", "23": "buah ton karung pesanan", "25": "unit meter pesanan buah", "31": "unit pesanan", "32": "buah pesanan", "35": "galon balok dus kg",
}

func TestTheUnitOfCapacityFitsTheTrade(t *testing.T) {
	c, told := city(t, 1), map[string]bool{}
	eachDescribed(c, 30_000, func(e described) {
		if e.Facts[registry.Capacity] == "" {
			return
		}
		o, ok := registry.ReadOutput(e.Facts[registry.Capacity])
		if !ok || !slices.Contains(strings.Fields(unitsOf[e.code[:2]]), o.Unit) {
			t.Errorf("entry %d of %s makes %s", e.Number, e.code, e.Facts[registry.Capacity])
		}
		told[e.code[:2]] = true
	})
	for division := range unitsOf {
		if !told[division] {
			t.Errorf("nobody of %s tells what it makes", division)
		}
	}
}

// What was said once and is no Indonesian, or no sense.
func TestNonsenseDoesNotComeBack(t *testing.T) {
	never := []string{"dilas sendiri dengan bahan wangi", "berbubut", "memotongkan nasi", "memuat angkot", "resepkan", "dibubutkan", "bersetrika", "memuatkan", "menimbangkan", "dilaskan",
		"menjual penjual", "melayani tukang", "sedia bengkel", "menjual bengkel", "menjual nelayan", "menyajikan depot", "penjualan las", "tulang sapi buatan", "kami menjual di ", "kami dan kami"}
	c := city(t, 1)
	eachDescribed(c, 20_000, func(e described) {
		said := strings.ToLower(e.text)
		for _, words := range never {
			if strings.Contains(said, words) {
				t.Errorf("entry %d: %q in %s", e.Number, words, e.text)
			}
		}
	})
}

// A kelurahan has two spellings in the profile: texts and addresses use the same.
func TestTextsSpellAKelurahanAsPagesDo(t *testing.T) {
	called := map[string]string{}
	err := sheet.EachRecord(balikpapan, "areas.csv", []string{"name", "name_alt"}, func(r sheet.Record) error {
		if other := r.Text("name_alt"); other != "" {
			called[r.Text("name")] = other
		}
		return nil
	})
	if err != nil || called["Margo Mulyo"] == "" {
		t.Fatal(err, called)
	}
	c, said := city(t, 1), 0
	eachDescribed(c, 6000, func(e described) {
		for formal, other := range called {
			if times(e.text, formal) > 0 && formal != other {
				t.Errorf("entry %d says %s, pages %s: %s", e.Number, formal, other, e.text)
			}
			said += times(e.text, other)
		}
	})
	if said == 0 {
		t.Error("no kelurahan with two spellings is named")
	}
}
