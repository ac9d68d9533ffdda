package registry_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/fault"
	"alun/record/registry"
	"alun/record/registry/size"
)

// typed are texts as people write them, and how they are kept; "!" begins the key of
// what is answered.
var typed = map[registry.Fact]map[string]string{
	registry.Kind:       {"Usaha": "usaha", "perorangan ": "perorangan", "firma": "!registry.kind_unknown"},
	registry.Name:       {" Warung\tBu  Siti\u200b ": "Warung Bu Siti", "Cafe\u0301": "Café", "---": "!registry.name_no_letter", strings.Repeat("a", 121): "!registry.text_long", "": ""},
	registry.OtherNames: {"Depot Siti\r\n\n Depot  Siti\nSiti": "Depot Siti\nSiti", strings.Repeat("a\n", 3): "a", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk": "!registry.names_many"},
	registry.NIB: {"9120001234567": "9120001234567", "'9120 0012 34567": "9120001234567", "９１２０００１２３４５６７": "9120001234567", "9.12001E+12": "!registry.nib_scientific",
		"9,12E+12": "!registry.nib_scientific", "9e12": "!registry.nib_scientific", "912000123456": "!registry.nib_length", "912000123456X": "!registry.nib_digits", "9120001234567 / 9120001234568": "!registry.nib_digits"},
	registry.LegalForm: {"PT": "pt", "pt_perorangan": "pt_perorangan", "Usaha Perorangan": "perorangan", "GmbH": "!registry.legal_form_unknown"},
	registry.Kelurahan: {"64.71.05.1003": "64.71.05.1003", "64.71.05": "!registry.kelurahan_unknown", "Damai": "!registry.kelurahan_unknown"},
	registry.RT:        {"RT 012": "12", "rt.7": "7", "0": "!registry.rt_invalid", "301": "!registry.rt_invalid", "satu": "!registry.rt_invalid"},
	registry.AtHome:    {"Ya": "yes", "0": "no", "barangkali": "!registry.not_yes_or_no"},
	registry.Point: {"-1.24089, 116.89616": "-1.240890 116.896160 map", "-1,24089;116,89616": "-1.240890 116.896160 map", "-0.000001 116.8 gps": "-0.000001 116.800000 gps",
		"di pasar": "!registry.point_invalid", "-91 116": "!registry.point_invalid", "1 2 3": "!registry.point_invalid"},
	registry.Phone: {"0812-3456-7890": "6281234567890", "+62 812 3456 7890": "6281234567890", "(0542) 123456": "62542123456", "021 5551234": "62215551234", "0542": "!registry.phone_invalid", "110": "!registry.phone_invalid"},
	registry.WA:    {"812 3456 7890": "6281234567890", "0542 123456": "!wa.no_number"},
	registry.Mail:  {" Siti@Contoh.ID ": "siti@contoh.id", "siti": "!mail.no_address"},
	registry.Web: {"Contoh.ID/siti": "https://contoh.id/siti", "http://contoh.id": "http://contoh.id", "javascript:alert(1)": "!registry.web_invalid",
		"https://a:b@contoh.id": "!registry.web_invalid", "localhost": "!registry.web_invalid", "ftp://contoh.id": "!registry.web_invalid"},
	registry.Opens: {"Sen–Sab 08.00–17.00; Min tutup": "1-6 08:00-17:00; 7 x", "Setiap hari 24 jam": "1-7 00:00-24:00", "Senin - Jumat 8-17, Sabtu 08.00 - 12.00": "1-5 08:00-17:00; 6 08:00-12:00; 7 x",
		"sen, rab 18.00-02.00": "1 18:00-02:00; 2 x; 3 18:00-02:00; 4-7 x", "08:00-12:00 + 13:00-17:00": "1-7 08:00-12:00+13:00-17:00", "Jum'at 8-11": "1-4 x; 5 08:00-11:00; 6-7 x", "月-金 9:00-18:00": "1-5 09:00-18:00; 6-7 x",
		"Sab-Sen 9-10": "1 09:00-10:00; 2-5 x; 6-7 09:00-10:00", "pagi": "!registry.hours_invalid", "Sen 25.00-26.00": "!registry.hours_invalid", "Sen 8-12+11-13": "!registry.hours_invalid", "Sen": "!registry.hours_invalid"},
	registry.WorkersF: {"1.500": "1500", "3": "3", "-1": "!registry.count_invalid", "tiga": "!registry.count_invalid", "2,5": "!registry.count_invalid"},
	registry.Sales:    {"omzet_2m": "omzet_2m", "modal_1m": "!registry.band_unknown"},
	registry.Capacity: {"1.500 kg per bulan": "1500 kg/month", "20 pasang/hari": "20 pasang/day", "2,5 ton/minggu": "2.5 ton/week", "1500.5 kg/month": "1500.5 kg/month", "banyak": "!registry.capacity_invalid",
		"5 kg": "!registry.capacity_invalid", "1,5,5 kg/hari": "!registry.capacity_invalid", "0,005 ton/hari": "0.005 ton/day"},
	registry.Started: {"2019": "2019", "05-2019": "2019-05", "17/5/2019": "2019-05-17", "2019-05-17": "2019-05-17", "31-02-2019": "!registry.started_invalid", "dulu": "!registry.started_invalid", "19": "!registry.started_invalid"},
	registry.KBLI: {"2020:56102": "2020:56102*", "2020:56103, 2020:56102*": "2020:56102* 2020:56103", "56102": "!registry.kbli_invalid", "2020:56102 2020:56103": "!registry.kbli_no_main",
		"2020:56102* 2020:56103*": "!registry.kbli_two_main", "2020:56102* 2020:56102": "!registry.kbli_twice"},
	registry.AboutID:    {" Nasi\r\n\r\n\r\n kuning ": "Nasi\n\nkuning", "https://a.id https://b.id www.c.id": "!registry.links_many"},
	registry.Subsectors: {"Kriya, desain-produk": "kriya desain-produk", "kriya kriya": "!registry.subsector_twice", "a b c d e f": "!registry.subsectors_many", "kr!ya": "!registry.subsector_unknown"},
}

func TestWhatPeopleTypeIsKeptInOneForm(t *testing.T) {
	for f, cases := range typed {
		for text, want := range cases {
			got, err := registry.Read(registry.Values{f: text})
			if key, refused := strings.CutPrefix(want, "!"); refused {
				if x, ok := fault.Of(err).Field(string(f)); !ok || x.Key != key {
					t.Errorf("%s %q: %v, want %s", f, text, err, key)
				}
				continue
			}
			if err != nil || got[f] != want {
				t.Errorf("%s %q is %q, want %q (%v)", f, text, got[f], want, err)
				continue
			}
			if again, err := registry.Read(got); err != nil || again[f] != want {
				t.Errorf("%s %q read again is %q (%v)", f, want, again[f], err)
			}
		}
	}
	if _, err := registry.Read(registry.Values{"colour": "x"}); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if err := second(registry.Read(registry.Values{registry.RT: "x", registry.NIB: "1", registry.Web: "?"})); len(fault.Of(err).Fields) != 3 {
		t.Error("not all is told at once:", err)
	}
}

func TestOpenNow(t *testing.T) {
	wita := time.FixedZone("WITA", 8*3600)
	h, _ := registry.ReadHours("Sen-Jum 08.00-17.00; Sab 18.00-02.00")
	for at, want := range map[string]bool{"2026-11-23 08:00": true, "2026-11-23 17:00": false, "2026-11-28 17:59": false, "2026-11-28 23:00": true, "2026-11-29 01:59": true, "2026-11-29 02:00": false} {
		when, err := time.ParseInLocation("2006-01-02 15:04", at, wita)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.OpenAt(when.UTC(), wita); got != want {
			t.Errorf("%s: open %v", at, got)
		}
	}
}

func TestBandsMeet(t *testing.T) {
	for _, all := range [][]registry.Band{registry.SalesBands, registry.CapitalBands} {
		for i := 1; i < len(all); i++ {
			if all[i].Over != all[i-1].Most {
				t.Errorf("%s does not begin where %s ends", all[i].Code, all[i-1].Code)
			}
		}
	}
	if f, _ := registry.FormOf("pt"); !f.Entity || !slices.ContainsFunc(registry.LegalForms, func(f registry.Form) bool { return !f.Entity }) {
		t.Error("no form tells a person from an entity")
	}
}

// The bands in which capital is asked are those that the city's dated rules tell, and cut
// where the law cuts by capital (PP 7/2021: 1, 5 and 10 billion): nobody reads two tables.
func TestTheBandsOfCapitalAreThoseOfTheRules(t *testing.T) {
	p, err := size.ReadProfile(os.DirFS("../../city/balikpapan"))
	if err != nil {
		t.Fatal(err)
	}
	rules, day := size.Rules(p), date.DayOf(time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC))
	told := rules.Bands(size.CapitalBands, day)
	if len(told) != len(registry.CapitalBands) {
		t.Fatalf("the rules tell %d bands, the form asks %d", len(told), len(registry.CapitalBands))
	}
	cuts := map[int64]bool{}
	for i, asked := range registry.CapitalBands {
		b := told[i]
		if i > 0 && b.First() != int64(asked.Over)+1 || b.High.Set != (asked.Most > 0) || b.High.Set && b.Last() != int64(asked.Most) {
			t.Errorf("%s is asked from over %d to %d, and %s goes from %d to %d", asked.Code, asked.Over, asked.Most, b.Code, b.First(), b.Last())
		}
		cuts[int64(asked.Most)] = true
	}
	law, there := rules.On(size.UMKM, day)
	for _, r := range law.Rules {
		if b, bound := r.Bound(size.Capital); bound && b.High.Set && !cuts[b.Last()] {
			t.Errorf("%s ends at %d within a band", r.Code, b.Last())
		}
	}
	if !there || !cuts[1e9] || !cuts[5e9] || !cuts[10e9] {
		t.Errorf("the law's bounds: %v", cuts)
	}
}

// fuzz holds one reader to what all promise: no panic, and what was read reads back
// as itself.
func fuzz(f *testing.F, fact registry.Fact) {
	for text := range typed[fact] {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := registry.Read(registry.Values{fact: text})
		if err != nil {
			if x, ok := fault.Of(err).Field(string(fact)); !ok || x.Key == "" {
				t.Fatalf("%q is answered with %v", text, err)
			}
			return
		}
		again, err := registry.Read(got)
		if err != nil || again[fact] != got[fact] {
			t.Fatalf("%q is %q and then %q (%v)", text, got[fact], again[fact], err)
		}
	})
}

func FuzzName(f *testing.F)       { fuzz(f, registry.Name) }
func FuzzOtherNames(f *testing.F) { fuzz(f, registry.OtherNames) }
func FuzzNIB(f *testing.F)        { fuzz(f, registry.NIB) }
func FuzzRT(f *testing.F)         { fuzz(f, registry.RT) }
func FuzzPoint(f *testing.F)      { fuzz(f, registry.Point) }
func FuzzPhone(f *testing.F)      { fuzz(f, registry.Phone) }
func FuzzWeb(f *testing.F)        { fuzz(f, registry.Web) }
func FuzzHours(f *testing.F)      { fuzz(f, registry.Opens) }
func FuzzWorkers(f *testing.F)    { fuzz(f, registry.WorkersF) }
func FuzzCapacity(f *testing.F)   { fuzz(f, registry.Capacity) }
func FuzzStarted(f *testing.F)    { fuzz(f, registry.Started) }
func FuzzKBLI(f *testing.F)       { fuzz(f, registry.KBLI) }
func FuzzSubsectors(f *testing.F) { fuzz(f, registry.Subsectors) }
func FuzzAbout(f *testing.F)      { fuzz(f, registry.AboutID) }
