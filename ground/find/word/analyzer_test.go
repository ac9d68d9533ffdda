package word

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
)

func full() *Analyzer { return &Analyzer{Tables: Default(), Stem: true, Same: true} }

// terms gives what Index emits, "term" or "term<surface".
func terms(a *Analyzer, text string) string {
	var all []string
	a.Index(text, func(term, surface string) {
		if term != surface {
			term += "<" + surface
		}
		all = append(all, term)
	})
	return strings.Join(all, " ")
}

func TestIndex(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"yang dan di", ""},
		{"Kerajinan Rotan dari Kalimantan", "rajin<kerajinan rotan kalimantan"},
		{"Oleh-oleh khas, oleh Ibu Siti", "oleh-oleh khas ibu siti"},
		{"Fotocopy & ATK", "fotokopi alat tulis kantor"},
		{"Menjual nasi kuning dgn lauk2", "jual<menjual nasi kuning lauk<lauk-lauk"},
		{"茶 teh", "茶 teh"},
		{"茶店 teh", "茶店 teh 店。"},
		{"染めの布、赤い革靴。100円", "染め めの の布 赤い い革 革靴 100 円 布。 靴。"},
		{"人々 すし カレー", "人々 すし カレ レー 々。"},
	} {
		if got := terms(full(), c.text); got != c.want {
			t.Errorf("Index(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// Each part can be left off, to measure what it gives.
func TestPartsCanBeLeftOff(t *testing.T) {
	tables := Default()
	plain := &Analyzer{Tables: tables}
	if got := terms(plain, "Kerajinan dari rotan"); got != "kerajinan rotan" {
		t.Errorf("without stems: %q", got)
	}
	if got := plain.Query("warung"); len(got) != 1 || got[0] != (Alt{"warung", 1, Exact}) {
		t.Errorf("without synonyms: %v", got)
	}
	bare := &Analyzer{}
	if got := terms(bare, "yang Kerajinan"); got != "yang kerajinan" {
		t.Errorf("without tables: %q", got)
	}
	if got := (&Analyzer{Tables: tables, Same: true}).Query("londri"); len(got) < 2 || got[0].Term != "londri" {
		t.Errorf("synonyms without stems: %v", got)
	}
}

// asked says whether a question for one word finds a text that holds another.
func asked(a *Analyzer, question, text string) (Alt, bool) {
	have := map[string]bool{}
	a.Index(text, func(term, _ string) { have[term] = true })
	for _, tok := range Split(question) {
		for _, alt := range a.Query(tok.Text) {
			if have[alt.Term] {
				return alt, true
			}
		}
	}
	return Alt{}, false
}

func TestEverydayWordsFindOfficialOnes(t *testing.T) {
	a := full()
	for _, c := range []struct{ question, text string }{
		{"warteg", "Rumah/Warung Makan"}, {"kedai", "Restoran"}, {"depot", "Restoran"},
		{"bengkel", "Reparasi Mobil"}, {"servis", "Reparasi dan Perawatan"}, {"londri", "Aktivitas Penatu"},
		{"laundry", "Penatu"}, {"laundri", "Laundry Bu Siti"}, {"barbershop", "Aktivitas Pangkas Rambut"},
		{"salon", "Aktivitas Perawatan Kecantikan"}, {"penjahit", "Industri Pakaian Jadi (Konveksi)"},
		{"tailor", "Penjahitan dan Pembuatan Pakaian"}, {"kelontong", "Perdagangan Eceran"},
		{"ojol", "Angkutan Ojek Motor"}, {"kost", "Penyediaan Pondokan"}, {"kos-kosan", "Pondokan"},
		{"kosan", "Pondokan"}, {"welding", "Jasa Las"}, {"tambak", "Budidaya Ikan Air Payau"},
		{"frozen", "Makanan Beku"}, {"suvenir", "Industri Kerajinan"}, {"oleh oleh", "Suvenir"},
		{"hp", "Telepon Seluler"}, {"handphone", "Telepon Seluler"}, {"pulsa", "Telekomunikasi"},
		{"fotocopy", "Aktivitas Fotokopi"}, {"foto copy", "Fotokopi"}, {"catering", "Jasa Boga"},
		{"katering", "Jasa Boga"}, {"bikin", "Industri Tempe"}, {"jual", "Perdagangan Eceran"},
		{"jualan", "Perdagangan Eceran"}, {"meubel", "Industri Furnitur"}, {"mebel", "Industri Furniture"},
		{"sablon", "Pencetakan"}, {"olshop", "Perdagangan Eceran Daring"}, {"daring", "Melalui Internet"},
		{"aktifitas", "Aktivitas"}, {"photo", "Fotografi"}, {"apotik", "Apotek"}, {"praktek", "Praktik Dokter"},
		{"es krim", "Eskrim"}, {"eskrim", "Es Krim"}, {"export", "Ekspor"}, {"bisnis", "Usaha"},
		{"ac", "Pendingin Ruangan"}, {"kriya", "Kerajinan"}, {"pengrajin", "Kriya"}, {"emas", "Perhiasan"},
		{"galon", "Air Minum Isi Ulang"}, {"mancing", "Pemancingan"}, {"gym", "Pusat Kebugaran"},
	} {
		if _, ok := asked(a, c.question, c.text); !ok {
			t.Errorf("%q does not find %q: %v", c.question, c.text, a.Query(c.question))
		}
	}
	for _, c := range []struct{ question, text string }{
		{"ikan", "Periklanan"}, {"tahu", "Pengetahuan"}, {"jalan", "Jala"}, {"kuningan", "Nasi Kuning"},
		{"oleh-oleh", "Diolah oleh Ibu"}, {"yang", "Yang"}, {"bank", "Perban"},
	} {
		if alt, ok := asked(a, c.question, c.text); ok {
			t.Errorf("%q finds %q by %v", c.question, c.text, alt)
		}
	}
}

func TestQueryIsInOrder(t *testing.T) {
	a, other := full(), full()
	for w := range a.Tables.Same {
		alts := a.Query(w)
		if alts[0].Weight != 1 || alts[0].Term != a.Term(w) || len(alts) > most+1 {
			t.Errorf("%q: %v", w, alts)
		}
		seen := map[string]bool{}
		for i, alt := range alts {
			if seen[alt.Term] || i > 0 && (alt.How != Same || alt.Weight >= 1 || i > 1 && alt.Weight > alts[i-1].Weight) {
				t.Errorf("%q: %v", w, alts)
			}
			seen[alt.Term] = true
		}
		if again := other.Query(w); !slices.Equal(alts, again) {
			t.Fatalf("%q: %v, then %v", w, alts, again)
		}
	}
	if got := a.Query("menjahit"); got[0] != (Alt{"jahit", 1, Stemmed}) {
		t.Errorf("%v", got[0])
	}
	if got := a.Query(""); got != nil {
		t.Errorf("the empty word asks for %v", got)
	}
}

func TestWith(t *testing.T) {
	base := Default()
	kept := maps.Clone(base.Keep)
	more := base.With([]string{"Kampung Baruan", "Gunungan"}, map[string][]string{
		"Lamin": {"rumah adat 0.7", "balai"}, "warung": {"lapau 0.9"},
	})
	if !maps.Equal(base.Keep, kept) || base.Same["lamin"] != nil {
		t.Error("the tables that were given were changed")
	}
	a := &Analyzer{Tables: more, Stem: true, Same: true}
	if got := terms(a, "Gunungan Baruan"); got != "gunungan baruan" {
		t.Errorf("names are cut: %q", got)
	}
	want := []Alt{{"lamin", 1, Exact}, {"adat", 0.7, Same}, {"rumah", 0.7, Same}, {"balai", 0.6, Same}}
	if got := a.Query("lamin"); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := a.Query("warung"); len(got) < 3 || got[1] != (Alt{"lapau", 0.9, Same}) {
		t.Errorf("got %v", got)
	}
	many := strings.Fields("satu dua tiga empat lima enam tujuh delapan sembilan sepuluh")
	b := &Analyzer{Tables: base.With(nil, map[string][]string{"angka": many}), Same: true}
	if got := b.Query("angka"); len(got) != most+1 {
		t.Errorf("%d words for one: %v", len(got), got)
	}
	if (Tables{}).With([]string{"x"}, nil).Keep["x"] != true {
		t.Error("empty tables take no names")
	}
}

// A word that has the place of another in the cache is not taken for it.
func TestPlacesAreShared(t *testing.T) {
	a := full()
	for i := range 4 * slots {
		w := fmt.Sprintf("x%dx", i)
		if got := terms(a, w); got != w {
			t.Fatalf("Index(%q) = %q", w, got)
		}
	}
}

// Many goroutines share one analyzer and its cache from its first use on; words
// drive each other out of their places all the while.
func TestConcurrentWords(t *testing.T) {
	a, alone := full(), full()
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 4000 {
				w := fmt.Sprintf("pengkata%can", 'a'+i%26) + strings.Repeat("x", (i*g)%40)
				if got, want := a.Term(w), Stem(w); got != want {
					t.Errorf("Term(%q) = %q, want %q", w, got, want)
					return
				}
				if got := a.Query("warung"); len(got) < 2 {
					t.Error(got)
					return
				}
			}
			const text = "Menjual kerajinan rotan, kupu-kupu dan fotocopy"
			if got, want := terms(a, text), terms(alone, text); got != want {
				t.Errorf("%q, alone %q", got, want)
			}
		})
	}
	wg.Wait()
}
