package directory_test

import (
	"slices"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/find"
	"alun/ground/geo"
	"alun/record/registry"
	"alun/record/registry/directory"
)

// A dozen words of other languages find who writes the Indonesian ones, together with who
// writes the words themselves; what they mean is not said to be nowhere.
func TestOtherLanguagesFind(t *testing.T) {
	eachTown(t, func(w *town) {
		ids := w.listed(registry.Values{registry.Name: "Warung Kopi Damai"}, registry.Values{registry.Name: "Sudut Tenang", registry.AboutJA: "コーヒーの店"}, registry.Values{registry.Name: "Bengkel Sepeda Roda"},
			registry.Values{registry.Name: "Nasi Goreng Pak De"}, registry.Values{registry.Name: "Rumah Batik"}, registry.Values{registry.Name: "Cuci Mobil Kilat"}, registry.Values{registry.Name: "Toko Bunga Melati"})
		w.caught()
		for text, want := range map[string][]db.ID{"コーヒー": ids[:2], "珈琲": ids[:1], "自転車修理": ids[2:3], "チャーハン": ids[3:4], "バティック": ids[4:5], "洗車": ids[5:6], "花屋": ids[6:7], "ご飯": ids[3:4],
			"coffee": ids[:1], "bicycle repair": ids[2:3], "fried rice": ids[3:4], "flowers": ids[6:7], "kopi": ids[:1]} {
			f := w.find(directory.Ask{Text: text})
			got := idsOf(f)
			slices.Sort(got)
			if !slices.Equal(got, want) || f.Any {
				t.Errorf("%s finds %v of %v: %+v", text, got, want, f.Words)
			}
			for _, u := range f.Words {
				if u.How == find.Nothing {
					t.Errorf("%s: %q is said to be nowhere", text, u.Typed)
				}
			}
		}
	})
}

func TestBusinessesAreFound(t *testing.T) {
	eachTown(t, func(w *town) {
		ids := w.listed(
			registry.Values{registry.Name: "Warung Bu Siti", registry.OtherNames: "Mekarsari", registry.AboutID: "Nasi kuning dan lauk.", registry.Subsectors: "kuliner", registry.Point: "-1.240000 116.830000 gps", registry.Opens: "Sen-Sab 06.00-11.00"},
			registry.Values{registry.Name: "Binatu Bersih", registry.KBLI: "2020:96200", registry.Kelurahan: damai, registry.AboutEN: "Laundry and ironing.", registry.Point: "-1.250000 116.840000 gps"},
			registry.Values{registry.Name: "Batik Pesisir", registry.Kelurahan: baruIlir, registry.Subsectors: "kriya kuliner", registry.AboutJA: "手描きの布"},
			registry.Values{registry.Name: "Sol Sepatu Pak Man", registry.KBLI: "2025:96210"},
			registry.Values{registry.Name: "Bakso Urat", registry.KBLI: "2025:56111"})
		siti, binatu, batik, sol, bakso := ids[0], ids[1], ids[2], ids[3], ids[4]
		w.more[batik] = directory.More{Products: []string{"Sarung ulap doyo"}}
		w.more[binatu] = directory.More{Holds: []string{"lain"}}
		w.must(func(tx *db.Tx) error {
			_, err := w.book.AddPermit(tx, w.officer.Session, registry.Permit{Business: siti, Kind: "halal", Number: "ID1"})
			return err
		})
		w.caught()
		for what, c := range map[string]struct {
			a    directory.Ask
			want []db.ID
		}{
			"all":             {directory.Ask{}, ids},
			"a name":          {directory.Ask{Text: "bu siti"}, []db.ID{siti}},
			"another name":    {directory.Ask{Text: "mekarsari"}, []db.ID{siti}},
			"a typing error":  {directory.Ask{Text: "sepato"}, []db.ID{sol}},
			"the same":        {directory.Ask{Text: "laundri"}, []db.ID{binatu}},
			"a product":       {directory.Ask{Text: "sarung"}, []db.ID{batik}},
			"a description":   {directory.Ask{Text: "nasi kuning"}, []db.ID{siti}},
			"English":         {directory.Ask{Text: "ironing"}, []db.ID{binatu}},
			"Japanese":        {directory.Ask{Text: "手描き"}, []db.ID{batik}},
			"its last sign":   {directory.Ask{Text: "布"}, []db.ID{batik}},
			"what it does":    {directory.Ask{Text: "penatu"}, []db.ID{binatu}},
			"a subsector":     {directory.Ask{Text: "kriya"}, []db.ID{batik}},
			"where":           {directory.Ask{Text: "binatu damai"}, []db.ID{binatu}},
			"not there":       {directory.Ask{Text: "xqzwvyk"}, nil},
			"a kelurahan":     {directory.Ask{Areas: []string{damai}}, []db.ID{binatu}},
			"a kecamatan":     {directory.Ask{Areas: []string{barat}}, []db.ID{batik}},
			"either":          {directory.Ask{Areas: []string{barat, damai}}, []db.ID{batik, binatu}},
			"by subsector":    {directory.Ask{Subsectors: []string{"kuliner"}}, []db.ID{siti, batik}},
			"a division":      {directory.Ask{Divisions: []string{"96"}}, []db.ID{binatu}},
			"of both KBLI":    {directory.Ask{Divisions: []string{"56"}}, []db.ID{siti, batik, bakso}},
			"a permit":        {directory.Ask{Holds: []string{"halal"}}, []db.ID{siti}},
			"of another part": {directory.Ask{Holds: []string{"lain", "halal"}}, []db.ID{siti, binatu}},
			"two filters":     {directory.Ask{Subsectors: []string{"kuliner"}, Areas: []string{kota}}, []db.ID{siti}},
			"near":            {directory.Ask{Near: &geo.Point{Lat: -1_240_000, Lng: 116_830_000}, Within: 500}, []db.ID{siti}},
			"in a box":        {directory.Ask{Box: &geo.Box{Min: geo.Point{Lat: -1_255_000, Lng: 116_835_000}, Max: geo.Point{Lat: -1_245_000, Lng: 116_845_000}}}, []db.ID{binatu}},
			"whole city":      {directory.Ask{Box: &city}, []db.ID{siti, binatu}},
			"open":            {directory.Ask{OpenAt: time.Date(2026, 11, 23, 7, 0, 0, 0, date.WITA)}, []db.ID{siti}},
			"shut":            {directory.Ask{OpenAt: time.Date(2026, 11, 23, 12, 0, 0, 0, date.WITA)}, nil},
		} {
			w.finds(what, c.a, c.want...)
		}
		if f := w.find(directory.Ask{Text: "siti penatu"}); !f.Any || f.Total != 2 {
			w.Errorf("some of the words: %+v", f)
		}
		w.begins("pesis")
		w.orders(siti, binatu, batik)
		w.counts(ids)
	})
}

// begins finds one by a word that is not whole yet.
func (w *town) begins(text string) {
	w.Helper()
	if f := w.find(directory.Ask{Text: text}); f.Any || f.Total != 1 {
		w.Errorf("%s: %+v", text, f)
	}
}

func (w *town) orders(siti, binatu, batik db.ID) {
	w.Helper()
	f := w.find(directory.Ask{Sort: find.ByDistance, Near: &geo.Point{Lat: -1_250_000, Lng: 116_840_000}})
	if got := idsOf(f); got[0] != binatu || got[1] != siti || f.Hits[0].Metres != 0 || f.Hits[2].Metres != -1 {
		w.Errorf("by distance: %+v", f.Hits)
	}
	if got := idsOf(w.find(directory.Ask{Sort: find.ByName})); got[1] != batik || got[2] != binatu {
		w.Errorf("by name: %v", got)
	}
	if f := w.find(directory.Ask{Text: "siti", Explain: true}); len(f.Explained) != 1 || len(f.Explained[0].Parts) == 0 {
		w.Errorf("explained: %+v", f.Explained)
	}
	if f := w.find(directory.Ask{Bare: true}); f.Facets != nil {
		w.Errorf("bare: %+v", f.Facets)
	}
}

func (w *town) counts(ids []db.ID) {
	w.Helper()
	f := w.find(directory.Ask{Areas: []string{damai}})
	for facet, want := range map[string][]find.Count{
		"kecamatan": {{Value: kota, N: 4}, {Value: barat, N: 1}}, "kelurahan": {{Value: klandasan, N: 3}, {Value: baruIlir, N: 1}, {Value: damai, N: 1}},
		"division": {{Value: "96", N: 1}}, "holds": {{Value: "lain", N: 1}}, "subsector": nil} {
		if !slices.Equal(f.Facets[facet], want) {
			w.Errorf("%s: %v, want %v", facet, f.Facets[facet], want)
		}
	}
	cells, err := w.dir.Cells(directory.Ask{}, city, 10)
	if err != nil || len(cells) != 1 || cells[0].N != 2 || cells[0].At != (geo.Point{Lat: -1_245_000, Lng: 116_835_000}) {
		w.Errorf("cells: %+v %v", cells, err)
	}
	cells, err = w.dir.Cells(directory.Ask{Text: "siti"}, city, 10)
	if err != nil || len(cells) != 1 || cells[0].N != 1 || cells[0].One != ids[0] {
		w.Errorf("cells: %+v %v", cells, err)
	}
}

// What is not whole yet is completed where it stands plain: a phrase stays a phrase, and
// what is to be left out stays out.
func TestBeginningsKeepTheQuestion(t *testing.T) {
	for text, want := range map[string]string{
		`nasi kunin`: `nasi kunin*`, `kunin, nasi`: `kunin* nasi`, `"nasi kunin" pedas`: `"nasi kunin" pedas`, `pedas "nasi kunin`: `pedas "nasi kunin`, `nasi -kunin`: `nasi -kunin`,
		`nasi -"mie kunin" kunin`: `nasi -"mie kunin" kunin*`, `“nasi”kunin`: `“nasi”kunin*`, `(kunin)`: `(kunin*)`, `kunin*`: `kunin*`, `kunin OR nasi`: `kunin* OR nasi`, `  kunin`: `  kunin*`, ``: ``,
	} {
		if got := directory.Beginnings(text, "kunin"); got != want {
			t.Errorf("%s becomes %s, want %s", text, got, want)
		}
	}
	eachTown(t, func(w *town) {
		one := w.listed(registry.Values{registry.Name: "Nasi Goreng Pedas", registry.AboutID: "Bumbu kuning."}, registry.Values{registry.Name: "Sate Ayam", registry.AboutID: "Sambal pedas, nasi."})
		w.caught()
		if f := w.find(directory.Ask{Text: `"nasi kunin" pedas`}); !f.Any && f.Total > 0 {
			w.Errorf("a phrase that stands nowhere is taken for two words: %+v", f)
		}
		w.finds("without", directory.Ask{Text: `pedas gore -sate`}, one[0])
	})
}

func TestSuggestions(t *testing.T) {
	eachTown(t, func(w *town) {
		if got := w.dir.Suggest("si", 8); got != nil {
			w.Errorf("before it is ready: %v", got)
		}
		ids := w.listed(registry.Values{registry.Name: "Warung Bu Siti", registry.AboutID: "Nasi kuning dan lauk."}, registry.Values{registry.Name: "Damar Wulan"})
		w.caught()
		for typed, want := range map[string][]directory.Suggestion{
			"nasi ku":  {{Text: "nasi kuning", Kind: "word"}},
			"dam":      {{Text: "damar", Kind: "word"}, {Text: "Damai", Kind: "area", Code: damai}, {Text: "Damar Wulan", Kind: "business", ID: ids[1]}},
			"bu si":    {{Text: "bu siti", Kind: "word"}, {Text: "Warung Bu Siti", Kind: "business", ID: ids[0]}},
			"penatu":   {{Text: "Aktivitas penatu", Kind: "kbli", Code: "2020:96200"}},
			"":         nil,
			"   ":      nil,
			"xqzwvyk ": nil,
		} {
			got := w.dir.Suggest(typed, 8)
			for _, s := range want {
				if !slices.Contains(got, s) {
					w.Errorf("%q: %+v is not among %+v", typed, s, got)
				}
			}
			if len(want) == 0 && len(got) > 0 {
				w.Errorf("%q: %+v", typed, got)
			}
			if len(w.dir.Suggest(typed, 1)) > 1 || w.dir.Suggest(typed, 0) != nil {
				w.Errorf("%q: more than were asked for", typed)
			}
		}
	})
}

func TestItSaysThatItIsNotReady(t *testing.T) {
	eachTown(t, func(w *town) {
		if _, err := w.dir.Find(directory.Ask{}); !fault.Is(err, fault.Busy) {
			w.Error(err)
		}
		if _, err := w.dir.Cells(directory.Ask{}, city, 4); !fault.Is(err, fault.Busy) {
			w.Error(err)
		}
		if w.dir.State().Ready {
			w.Error("ready")
		}
		w.caught()
		if s := w.dir.State(); !s.Ready || s.Documents != 0 {
			w.Errorf("%+v", s)
		}
	})
}

// A question of signs alone is no question: nothing is told to fit it.
func TestSignsAreNoQuestion(t *testing.T) {
	eachTown(t, func(w *town) {
		w.listed(registry.Values{registry.Name: "Warung Bu Siti"})
		w.caught()
		for _, text := range []string{"😀", "%", `"`, `""`, "*", "-", "- *", "(😀)"} {
			ask := directory.Ask{Text: text, Limit: 5}
			_, err := w.dir.Find(ask)
			if f := fault.Of(err); f == nil || f.Kind != fault.Invalid || f.Key != directory.Wordless {
				w.Errorf("%s: %v", text, err)
			}
			if _, err := w.dir.Cells(ask, city, 4); !fault.Is(err, fault.Invalid) {
				w.Errorf("the map of %s: %v", text, err)
			}
			if _, err := w.dir.Sieve(ask); !fault.Is(err, fault.Invalid) {
				w.Errorf("the file of %s: %v", text, err)
			}
		}
		for _, text := range []string{"", " ", "siti 😀", "dan", "手", "7", "-zzz", "s*"} {
			if _, err := w.dir.Find(directory.Ask{Text: text, Limit: 5}); err != nil {
				w.Errorf("%q: %v", text, err)
			}
		}
	})
}

// TestOpenNowIsExact holds the filter against each business's own hours, around the
// week.
func TestOpenNowIsExact(t *testing.T) {
	eachTown(t, func(w *town) {
		var rows []registry.Values
		texts := []string{"Sen-Sab 06.00-11.00", "Setiap hari 24 jam", "Jum 20.00-02.00; Sab 20.00-02.00", "Sen-Jum 08.00-12.00+13.00-17.00; Sab 08.00-12.00; Min tutup", "", "Min 23.00-24.00", "Sen 00.00-00.01"}
		for _, text := range texts {
			rows = append(rows, registry.Values{registry.Name: "Warung " + text, registry.Opens: text})
		}
		ids := w.listed(rows...)
		w.caught()
		some := 0
		for at := time.Date(2026, 11, 23, 0, 0, 0, 0, date.WITA); at.Before(time.Date(2026, 11, 30, 0, 1, 0, 0, date.WITA)); at = at.Add(13 * time.Minute) {
			var want []db.ID
			for i, text := range texts {
				if h, ok := registry.ReadHours(text); ok && h.OpenAt(at, date.WITA) {
					want = append(want, ids[i])
				}
			}
			some += len(want)
			w.finds(at.String(), directory.Ask{OpenAt: at}, want...)
		}
		if some == 0 {
			w.Error("nothing was ever open")
		}
		w.finds("a minute", directory.Ask{OpenAt: time.Date(2026, 11, 23, 0, 0, 59, 0, date.WITA)}, ids[1], ids[6])
	})
}
