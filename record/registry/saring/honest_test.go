package saring

import "testing"

// honest are texts that makers write, with figures in them that no telephone has: each may
// stand where it says, unmarked.
var honest = map[Place][]string{
	Name: {"Toko 88888888", "Toko 08", "Sate 08 Pak Min", "Warung 0812", "Bengkel 24 Jam", "Warung 1998", "Kopi 62", "Toko 628", "Kedai 0542", "Mie Ayam 57 Cabang 08", "CV 1001 Rasa", "Soto 1970-an", "UD 3 Saudara 99",
		"Depot Air 24/7", "PT 2020 Maju Bersama", "Gudang 12345678", "Laundry 5000", "Toko 99999999999", "Ruko BB 08 No 12", "Pasar Blok D8 No. 08-09", "Kios 08/09 Pasar Klandasan", "Es Teh 3.000"},
	Product: {"Rp 25.000 – 150.000", "Rp25.000-150.000", "Rp. 8.500.000,-", "25.000/150.000/350.000", "Isi 12 x 250 ml", "20x30x40 cm", "20 x 30 x 40 cm", "Ukuran 120×200×30 cm", "08x12x20 cm", "Ukuran 38 39 40 41 42 43",
		"Ukuran 28, 29, 30, 31, 32", "10 - 20 - 30 - 40 kg", "Tahan 30 hari, 5 °C", "P-IRT No. 2056471010123-28", "Halal ID64110000012340223", "BPOM RI MD 231234567890", "SNI 01-3553-2006", "ISO 9001:2015", "0,5 kg 1 kg 2 kg 5 kg",
		"Kelapa 08 butir, 12 butir", "Isi 6/8/10/12/20 potong", "Daya 450-900-1300 watt", "Lebar 1,15 m, panjang 2,5 m", "Diskon 10%, 20%, 30%", "Ketebalan 0.8 mm 1.0 mm 1.2 mm"},
	About: {"Buka 08.00-17.00, Sabtu 08.00-13.00, Minggu libur.", "Buka pukul 08.00–17.00 WITA.", "Buka 08:00 s.d. 17:00", "Buka jam 8-12 dan 13-17.", "Senin-Jumat 08.00-16.00 Sabtu 08.00-12.00", "Berdiri 8 Agustus 1998.", "Sejak 08-08-1998 di Klandasan.",
		"Tahun 2019, 2020, 2021, 2022, 2023 dan 2024 ikut pameran.", "Melayani 2.500 orang dari 12 kelurahan.", "NIB 1206220012345.", "Dapat menampung 50-100 orang.", "RT 08 RW 12 No. 34.", "Jl. MT Haryono No. 128 RT 08, 76114.",
		"Omzet Rp 1.250.000.000 pada 2023.", "Juara 1 2018, juara 2 2019, juara 3 2020.", "Kapasitas 1.000/2.000/5.000 porsi."},
	Where: {"Jl. Jend. Sudirman No. 628 RT 08", "Jl. Soekarno-Hatta Km 0,8 No. 12 RT 34", "Blok C8 No. 08, RT 12/RW 03", "Ruko 08-12, 76112", "Gang 08 No 5426"},
	Short: {"50-100 bungkus/hari", "20 kg, 30 kg, 50 kg", "1.000.000 lembar/bulan"},
}

// TestHonestTextsPass: figures that are prices, sizes, hours, years and numbers of papers
// are no contact, wherever they stand.
func TestHonestTextsPass(t *testing.T) {
	for place, texts := range honest {
		for _, text := range texts {
			if found := look(place, text); len(found) > 0 {
				t.Errorf("%s %q: %+v", place, text, found)
			}
		}
	}
}
