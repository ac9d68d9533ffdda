package plan_test

import (
	"testing"

	"alun/record/plan"
)

func TestNamesInCapitalsAreCalmed(t *testing.T) {
	for printed, want := range map[string]string{
		"PROGRAM PEMASARAN PARIWISATA":                                        "Program Pemasaran Pariwisata",
		"PROGRAM PENGENDALIAN PENCEMARAN DAN/ATAU KERUSAKAN LINGKUNGAN HIDUP": "Program Pengendalian Pencemaran dan/atau Kerusakan Lingkungan Hidup",
		"PROGRAM PENGENDALIAN IZIN USAHA INDUSTRI KABUPATEN/KOTA":             "Program Pengendalian Izin Usaha Industri Kabupaten/Kota",
		"DAN SETERUSNYA": "Dan Seterusnya",
		"PROGRAM DUKUNGAN PELAKSANAAN TUGAS DAN FUNGSI DPRD":                       "Program Dukungan Pelaksanaan Tugas dan Fungsi DPRD",
		"PROGRAM PENGEMBANGAN UMKM":                                                "Program Pengembangan UMKM",
		"PROGRAM PENYELENGGARAAN LALU LINTAS DAN ANGKUTAN JALAN (LLAJ)":            "Program Penyelenggaraan Lalu Lintas dan Angkutan Jalan (LLAJ)",
		"PROGRAM PENGENDALIAN BAHAN BERBAHAYA (B3) DAN LIMBAH BERACUN (LIMBAH B3)": "Program Pengendalian Bahan Berbahaya (B3) dan Limbah Beracun (Limbah B3)",
		"PROGRAM PENILAIAN KESEHATAN KSP/USP KOPERASI":                             "Program Penilaian Kesehatan KSP/USP Koperasi",
		"Fasilitasi Sertifikasi DAN Kompetensi":                                    "Fasilitasi Sertifikasi DAN Kompetensi",
		"":                                                                         "",
		"2024":                                                                     "2024",
	} {
		if got := plan.Calm(printed); got != want {
			t.Errorf("%q became %q", printed, got)
		}
	}
}
