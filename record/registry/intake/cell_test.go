package intake

import (
	"archive/zip"
	"bytes"
	"testing"
	"time"

	"alun/record/registry"
)

// cases are texts with what they become: a value, or a trouble that begins with ? for
// a doubt and ! for a refusal.
type cases map[string]string

func (c cases) try(t *testing.T, read func(string) (string, *Trouble)) {
	t.Helper()
	for text, want := range c {
		got, x := read(text)
		if x != nil {
			got = told(x)
			if x.Why.Key == "" || x.Mend.Key == "" {
				t.Errorf("%q: no reason or no way to mend: %+v", text, x)
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

var today = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

func TestDays(t *testing.T) {
	read := func(order string) func(string) (string, *Trouble) {
		return func(s string) (string, *Trouble) { return readDay(s, order, epoch1900, today) }
	}
	cases{
		"2024-03-05": "2024-03-05", "2024/3/5": "2024-03-05", "5 Maret 2024": "2024-03-05", "5-Mar-24": "2024-03-05", "45356": "2024-03-05", "45356.75": "2024-03-05",
		"Selasa, 5 Maret 2024": "2024-03-05", "Jum'at, 1 Maret 2024": "2024-03-01", "March 5, 2024": "2024-03-05", "05-Agt-2019": "2019-08-05", "17 Nopember 2008": "2008-11-17",
		"2024-03-05 00:00:00": "2024-03-05", "2024-03-05T00:00:00Z": "2024-03-05", "20240305": "2024-03-05", "2019": "2019", "Tahun 2019": "2019", "sejak 2019": "2019", "th.2019": "2019",
		"Maret 2019": "2019-03", "3/2019": "2019-03", "2015.0": "2015", "2019-03": "2019-03", "5-Mar-68": "1968-03-05",
		"05/03/2024": "?day_order", "5-3-24": "?day_order", "5.3.2024": "?day_order", "03/03/2024": "2024-03-03", "25/03/2024": "2024-03-25", "03/25/2024": "2024-03-25",
		"31/02/2024": "!day_none", "5 Maret 2031": "!day_later", "2027": "!day_later", "60000": "!day_later", "3 tahun": "!day_unread", "Mar-24": "!day_unread", "lama": "!day_unread", "1995 & 2001": "?day_two",
		"30 Februari 2020": "!day_unread", "19": "!day_unread", "12345": "!day_unread",
		"17/08/1945": "?day_filled", "17 Agustus 1945": "?day_filled", "1970-01-01": "?day_filled", "1945": "1945", "17/08/1946": "1946-08-17",
	}.try(t, read(""))
	cases{"05/03/2024": "2024-03-05", "25/03/2024": "2024-03-25", "03/25/2024": "?day_against"}.try(t, read("dmy"))
	cases{"05/03/2024": "2024-05-03", "25/03/2024": "?day_against", "03/25/2024": "2024-03-25"}.try(t, read("mdy"))
}

// A file of text does not say that a bare number counts days: it is asked about, with the
// day that it would be.
func TestABareNumberInAFileOfTextIsAskedAbout(t *testing.T) {
	cases{"43500": "?day_count", "45356.75": "?day_count", "60000": "!day_later", "12345": "!day_unread", "2019": "2019", "20240305": "2024-03-05"}.try(t, func(s string) (string, *Trouble) {
		return readDay(s, "", time.Time{}, today)
	})
	if _, x := readDay("43500", "", time.Time{}, today); len(x.Choices) != 1 || x.Choices[0].Value != "2019-02-04" {
		t.Errorf("%+v", x)
	}
}

func TestNIBs(t *testing.T) {
	cases{
		"9120001234567": "9120001234567", "'9120001234567": "9120001234567", "0220001234567": "0220001234567", "9120 0012 34567": "9120001234567", "NIB: 9120001234567": "9120001234567", "9120001234567.0": "9120001234567",
		"9.12001E+12": "!nib_shortened", "9,12E+12": "!nib_shortened", "9.12E12": "!nib_shortened", "220001234567": "!nib_nought_lost", "9120010000000": "?nib_noughts",
		"6471051234560001": "!nib_is_nik", "912000123": "!nib_length", "ada": "!nib_no_number", "9120001234567 / 9120001234568": "?nib_two", "1111111111111": "!nib_made_up",
	}.try(t, readNIB)
}

func TestPhones(t *testing.T) {
	cases{
		"0812-3456-7890": "6281234567890", "81234567890": "6281234567890", "+62 812 3456 7890": "6281234567890", "'081234567890": "6281234567890", "(0542) 421234": "(0542) 421234",
		"8.12346E+10": "!phone_shortened", "6,28123E+12": "!phone_shortened", "081234567890; 081398765432": "?phone_two", "081234567890/081398765432": "?phone_two",
		"0812 3456 7890 / 0542-421234": "?phone_two", "081234567890\n081398765432": "?phone_two", "081234567890 081398765432": "?phone_two", "081234567890 atau 0813 9876 5432": "?phone_two", "081234000000": "?phone_noughts",
		"542.7379": "?phone_decimal", "812.34567": "?phone_decimal", "542,73793": "?phone_decimal", "0542.737900": "0542.737900", "812.3456.7890": "6281234567890",
	}.try(t, func(s string) (string, *Trouble) { return readPhone(s, false) })
	cases{"0542 421234": "!wa_unread", "081234567890": "6281234567890"}.try(t, func(s string) (string, *Trouble) { return readPhone(s, true) })
}

func TestNames(t *testing.T) {
	cases{
		"Toko Berkah": "Toko Berkah", "Toko Roti & Kue": "Toko Roti & Kue", "CV. Maju Jaya": "CV. Maju Jaya", "Kopi & Teh dan Lain-lain": "Kopi & Teh dan Lain-lain", "Total Jaya": "Total Jaya", "Dapur d/a Bu Siti": "Dapur d/a Bu Siti",
		"Toko A / Toko B": "?name_two", "Toko Ani/Toko Budi": "?name_two", "Toko A; Toko B": "?name_two", "Toko A\nToko B": "?name_two", "1. Toko A 2. Toko B": "?name_two",
		"Warung Siti dan Toko Budi": "?name_two", "Toko Siti, Salon Ani": "?name_two", "12": "!name_number",
		"Jahit Rina dan Pangkas Doni": "?name_two", "JAHIT RINA & PANGKAS DONI": "?name_two", "Pangkas Rambut Doni, Jahit Pakaian Rina": "?name_two",
		"Jahit dan Sablon Rina": "Jahit dan Sablon Rina", "Pangkas Rambut dan Salon Ani": "Pangkas Rambut dan Salon Ani", "Jahit Rina dan Doni": "Jahit Rina dan Doni", "Toko & Bengkel Jaya": "Toko & Bengkel Jaya",
	}.try(t, readName)
}

func TestAreas(t *testing.T) {
	r := city(t)
	read := func(s string) (string, *Trouble) {
		p, x := r.Areas.Read(s)
		if x == nil && p.Kelurahan == "" {
			return "kecamatan " + p.Kecamatan, nil
		}
		return p.Kelurahan, x
	}
	cases{
		"Klandasan Ilir": "64.71.06.1004", "KLANDASAN ILIR": "64.71.06.1004", "klandasan hilir": "64.71.06.1004", "Kel. Sepinggan Raya": "64.71.05.1009", "sepinggan raya, Balikpapan Selatan": "64.71.05.1009",
		"Kel. Sepinggan Raya Kec. Balikpapan Selatan Kota Balikpapan": "64.71.05.1009", "Bpn Selatan - Sepinggan": "64.71.05.1002", "Gn. Sari Ilir": "64.71.04.1002", "Margomulyo": "64.71.02.1005", "Margo Mulyo": "64.71.02.1005",
		"Sungai Nangka": "64.71.05.1010", "Sungainangka": "64.71.05.1010", "Damai": "64.71.06.1005", "Damai, Kota Balikpapan": "64.71.06.1005", "Damai Kec. Kota": "64.71.06.1005", "Kec. Balikpapan Kota/Kel. Damai": "64.71.06.1005",
		"Damai Baru": "64.71.05.1011", "64.71.05.1009": "64.71.05.1009", "6471010011": "64.71.05.1009", "Manggar": "64.71.01.1001", "Balikpapan Selatan": "kecamatan 64.71.05",
		"Damai Balikpapan Utara": "?area_elsewhere", "Kelandasan Ilir": "?area_alike", "Sepinggan Ray": "?area_more", "Damai / Manggar": "?area_two", "Gunung Sari": "?area_alike", "Klandasan": "?area_alike", "Sepinggan RT 12": "?area_more",
		"Gunung Elai": "!area_unknown", "Samarinda Seberang": "!area_unknown", "6471999999": "!area_unknown",
	}.try(t, read)
	cases{"Selatan": "64.71.05", "Kec. Balikpapan Kota": "64.71.06", "Bpp Utara": "64.71.03", "balikpapan timur, kota balikpapan": "64.71.01", "Samarinda": "!kecamatan_unknown", "": "!kecamatan_unknown",
		"BALIKPAPN SELATAN": "?kecamatan_alike", "Balokpapan Timur": "?kecamatan_alike", "Balikpapan Baru": "?kecamatan_alike", "Kalimantan Timur": "!kecamatan_unknown"}.try(t, r.Areas.Kecamatan)
	cases{"Kota Balikpapan": "", "BALIKPAPAN": "", "Bpn": "", "Kota Balikpapan, Kalimantan Timur": "", "64.71": "", "6471": "", "Balikpapn": "?city_other", "Kota Depok": "!city_other", "Kab. Penajam Paser Utara": "!city_other", "3275": "!city_other"}.try(t,
		func(s string) (string, *Trouble) { return "", r.Areas.City(s) })
}

func TestClasses(t *testing.T) {
	r := city(t)
	read := func(column, title string) func(string) (string, *Trouble) {
		c := classReading{classes: r.Classes, versions: r.Versions, column: column, title: title}
		return c.read
	}
	cases{
		"56102": "?kbli_version", "56.10.2": "?kbli_version", "KBLI 2020: 56102": "2020:56102", "2025/56102": "2025:56102", "56102 - Rumah/Warung Makan": "2020:56102", "56102 RUMAH/WARUNG MAKAN": "2020:56102",
		"01111": "2020:01111", "1111": "?kbli_nought", "56102.0": "?kbli_version", "56102; 10794": "?kbli_several", "56102, 47111, 10794": "?kbli_several", "56102 - Bengkel Motor": "?kbli_other_title", "10391 - Industri Air Minum": "?kbli_other_title", "10391 Industri Tempe": "2020:10391",
		"561": "!kbli_digits", "rumah makan": "!kbli_no_code", "99999": "!kbli_unknown", "5.6102E+04": "!kbli_shortened", "56102 47111": "?kbli_several",
	}.try(t, read("", ""))
	cases{"56102": "2020:56102", "99999": "!kbli_unknown_in"}.try(t, read("2020", ""))
	cases{"56102": "2020:56102"}.try(t, read("", "Rumah/Warung Makan"))
}

func TestBands(t *testing.T) {
	read := func(unit string) func(string) (string, *Trouble) {
		return func(s string) (string, *Trouble) { return readBand(s, unit, 1, registry.SalesBands) }
	}
	cases{
		"Rp 1.500.000,-": "omzet_60jt", "1,5 jt": "omzet_60jt", "Rp. 350.000.000": "omzet_1m", "IDR 70,000,000": "omzet_300jt", "2,5 miliar": "omzet_15m", "50 - 60 juta": "omzet_60jt", "< 300 juta": "?money_bands", "< 50 jt": "omzet_60jt", "omzet_1m": "omzet_1m",
		"10 - 100 juta": "?money_bands", "> 300 juta": "?money_bands", "> 60 miliar": "omzet_lebih", "± 50 juta": "?money_about", "sekitar 10 juta": "?money_about", "1.5E+07": "?money_shortened", "150": "?money_small", "0": "?money_small", "1,500": "?size.typed_which",
		"-5 juta": "!size.typed_minus", "banyak": "!size.typed_not_amount",
	}.try(t, read(""))
	cases{"70": "omzet_300jt", "1.200": "omzet_2m", "70 juta": "?money_two_units"}.try(t, read("juta"))
}

func TestCountsAndTruths(t *testing.T) {
	cases{"3": "3", "3 orang": "3", "3.0": "3", "1.200": "1200", "0": "0", "2-3": "?count_about", "±5": "?count_about", "dua": "!count_unread", "< 5 orang": "?count_about"}.try(t, readCount)
	cases{"ya": "yes", "Ya": "yes", "✓": "yes", "v": "yes", "1": "yes", "tidak": "no", "belum": "no", "0": "no", "x": "?truth_cross", "mungkin": "!truth_unread"}.try(t, readTruth)
	for text, want := range map[string][3]string{"3 L, 2 P": {"3", "2"}, "L: 3 P: 2": {"3", "2"}, "2P/3L": {"3", "2"}, "laki-laki 1; perempuan 0": {"1", "0"}, "5 orang": {"", "", "5"}} {
		m, f, all, x := readWorkers(text)
		if x != nil || [3]string{m, f, all} != want {
			t.Errorf("%q: %q %q %q %v", text, m, f, all, x)
		}
	}
	cases{"05": "05", "RT 05 RW 02": "rt 05", "05/02": "05", "45296": "!rt_day", "05 dan 06": "?rt_two"}.try(t, readRT)
	cases{"PT": "pt", "CV.": "cv", "PO": "perorangan", "Tidak Berbadan Hukum / Perorangan": "perorangan", "PT (Persero)": "pt", "UD": "perorangan", "Perseroan Terbatas (PT)": "pt", "PD": "?form_open", "Toko": "!form_unknown"}.try(t, readForm)
	cases{"a@b.co.id": "a@b.co.id", "a@b.com; c@d.com": "?mail_two"}.try(t, readMail)
}

func TestPoints(t *testing.T) {
	for _, c := range [][3]string{
		{"-1.24089", "116.89616", "-1.240890 116.896160 import"}, {"-1,24089", "116,89616", "-1.240890 116.896160 import"},
		{"116.89616", "-1.24089", "!point_swapped"}, {"-1", "116", "!point_unread"}, {"-124089", "11689616", "!point_unread"},
	} {
		got, x := readPoint(c[0], c[1])
		if x != nil {
			got = told(x)
		}
		if got != c[2] {
			t.Errorf("%q: %s", c, got)
		}
	}
}

// A workbook of an old Mac counts its days from 1904, and says so.
func TestAWorkbookSaysHowItCountsDays(t *testing.T) {
	for text, want := range map[string]time.Time{
		`<workbook><workbookPr date1904="1"/></workbook>`:                  epoch1904,
		`<x:workbook><x:workbookPr foo="a" date1904="true"/></x:workbook>`: epoch1904,
		`<workbook><workbookPr date1904="0"/></workbook>`:                  epoch1900,
		`<workbook/>`: epoch1900,
	} {
		var file bytes.Buffer
		z := zip.NewWriter(&file)
		part, err := z.Create("xl/workbook.xml")
		if err == nil {
			_, err = part.Write([]byte(text))
		}
		if err == nil {
			err = z.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := epochOf(bytes.NewReader(file.Bytes()), int64(file.Len())); !got.Equal(want) {
			t.Errorf("%s: %v", text, got)
		}
	}
	if got, _ := readDay("43894", "", epoch1904, today); got != "2024-03-05" {
		t.Errorf("a day of an old Mac: %s", got)
	}
}
