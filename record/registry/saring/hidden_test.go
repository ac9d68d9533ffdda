package saring

import "testing"

// Numbers and addresses of mail that are written so that a program does not read them.
var hiddenContacts = []string{
	"Las O812-3456-789O", "Las o8l2 3456 7890", "Las 0812x3456x7890", "Las 0812 x 3456 x 7890", "Las 0812_3456_7890", "Las 0812*3456*7890", "0812,3456,7890", "0812:3456:7890",
	"0812•3456•7890", "WA0812x3456x7890", "Jual pulsa 08I2 3456 789O", "62812x3456x7890", "+62-812x3456x7890", "08.12.34.56.78.90", "0x8x1x2x3x4x5x6x7x8", "Blok 5 0812x3456x7890", "No 5, 0812~3456~7890",
	"0542x123x456", "０８１２ｘ３４５６ｘ７８９０", "O8123456789O",
	"ani (at) example (dot) com", "ani[at]example.com", "ani [at] example [dot] com", "ani at example dot com", "ani at example.com", "ANI (AT) EXAMPLE DOT COM", "ani {at} example", "ani(@)example", "ani at contoh titik id",
}

// Names that have figures and signs, and are no contacts.
var noContacts = []string{
	"Toko 88", "Blok C5 No 12", "Jl. Soekarno Hatta Km 15", "Bakso 99 Cabang 2", "Sejak 1998", "2019-2024", "Rp 10.000.000", "Rp10.812.345.678", "Rp 628.000.000", "Rp 10.081.234.567", "Rp 0,8 juta", "2x5x10 cm", "Bata 20x10x8",
	"Buka 08.00-17.00", "Buka 08:00-12:00, 13:00-17:00", "08.00-12.00, 13.00", "Sejak 08-12-2024 pukul 10.30", "08/12/2024, 09/12/2024", "RT 08 RW 12 No 3", "Toko 08", "Kopi 08 Cabang 12", "Ruko 8 Blok O No 1 Lantai 2",
	"Salon 1001 Ayu", "Toko Ilo 812", "Toko O8 Lima", "Solo 8 Oli 10", "Oli 10W-40 20 liter 4x1", "Baut M8x125 isi 50", "Kertas A4 80 gr 500 lembar", "Pipa 1/2 x 4 m", "Paket 08 isi 10 x 5", "Ban 185/70 R14", "Kafe (Atas) Kota", "Warung [A] Kota",
	"Coffee at Home", "Kopi at Taman", "Bengkel Titik Com", "Toko (At-Taqwa)", "Warung @ Pantai", "Kelas 7, 8, 9, 10, 11 dan 12", "BPOM MD 867012345678", "P-IRT 2066471010123-28", "Edisi 62 100 200 halaman",
}

func TestHiddenContactsAreFound(t *testing.T) {
	for _, text := range hiddenContacts {
		if number, _ := contacts(text); !number {
			t.Errorf("%q passes", text)
		}
		if len(Never(Name, text)) == 0 {
			t.Errorf("%q may stand in a name", text)
		}
	}
	for _, text := range noContacts {
		if number, nik := contacts(text); number || nik {
			t.Errorf("%q is taken for a contact", text)
		}
	}
}
