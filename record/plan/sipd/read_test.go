package sipd

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"alun/ground/fault"

	"golang.org/x/text/encoding/charmap"
)

func openText(t testing.TB, text string) (Sheet, error) {
	t.Helper()
	return Open("realisasi.csv", bytes.NewReader([]byte(text)), int64(len(text)))
}

// says writes what was read, a row a line.
func says(t testing.TB, text string) (string, File) {
	t.Helper()
	s, err := openText(t, text)
	if err != nil {
		t.Fatal(err)
	}
	if m := s.Head.Missing(); len(m) > 0 {
		t.Fatalf("missing %v in %q", m, s.Head.Labels)
	}
	f := Read(s.Lines, s.Head, s.Head.Map)
	var out []string
	for _, r := range f.Rows {
		level := "?"
		if r.Leveled {
			level = r.Level.String()
		}
		out = append(out, fmt.Sprintf("%s|%s|%s|%s|%v|%v", r.Office, level, r.Code, r.Name, r.Budget.In("id"), r.Spent.In("id")))
	}
	return strings.Join(out, "\n"), f
}

func check(t *testing.T, text, want string, skipped int) {
	t.Helper()
	got, f := says(t, text)
	if want = strings.TrimSpace(strings.ReplaceAll(want, "\t", "")); got != want || f.Skipped != skipped {
		t.Errorf("read\n%s\nskipped %d, want\n%s\nskipped %d", got, f.Skipped, want, skipped)
	}
}

// A report as SIPD prints it: a title, a heading of two merged lines, numbers of
// the columns, other levels, accounts, subtotals, an empty line, a signature.
const printed = `PEMERINTAH KOTA CONTOH;;;;;
LAPORAN REALISASI ANGGARAN;;;;;
SKPD : 5.06.0.00.0.00.01.0000 Dinas Contoh;;;;;
;;;;;
Kode Rekening;Uraian;Anggaran (Rp);Realisasi;;%
;;;s/d Periode Lalu;s/d Periode Ini;
(1);(2);(3);(4);(5);(6)
5.06;URUSAN CONTOH;3.000.000;1;2;3
5.06.02;PROGRAM PERTAMA;3.000.000;100;Rp1.250.000,00;41
5.06.02.2.01;Kegiatan Satu;3.000.000;100;1.250.000,00;41
5.06.02.2.01.0001;Sub Satu;1.000.000;-;250.000,00;25
5.1.02.01.01.0024;Belanja Alat Tulis;1.000.000;-;250.000,00;25

5.06.02.2.01.0002.;Sub  Dua;2.000.000;100;(1.000.000,00);50
;JUMLAH BELANJA;3.000.000;;1.250.000;
Kode Rekening;Uraian;Anggaran (Rp);Realisasi;;%
;;;s/d Periode Lalu;s/d Periode Ini;
;Balikpapan, 30 Juni 2024;;;;
`

const printedRows = `Dinas Contoh|program|5.06.02|PROGRAM PERTAMA|Rp3.000.000|Rp1.250.000
	Dinas Contoh|kegiatan|5.06.02.2.01|Kegiatan Satu|Rp3.000.000|Rp1.250.000
	Dinas Contoh|subkegiatan|5.06.02.2.01.0001|Sub Satu|Rp1.000.000|Rp250.000
	Dinas Contoh|subkegiatan|5.06.02.2.01.0002|Sub Dua|Rp2.000.000|-Rp1.000.000`

func TestATallFileAsItIsPrinted(t *testing.T) { check(t, printed, printedRows, 4) }

func TestEncodings(t *testing.T) {
	check(t, "\xef\xbb\xbf"+printed, printedRows, 4)
	old := strings.ReplaceAll(printed, "Sub Satu", "Caf\u00e9 – “Satu”")
	raw, err := charmap.Windows1252.NewEncoder().String(old)
	if err != nil {
		t.Fatal(err)
	}
	check(t, raw, strings.ReplaceAll(printedRows, "Sub Satu", "Caf\u00e9 – “Satu”"), 4)
}

// A file with a column for each level: merged cells stand in their first line
// only, accounts are added up, and a programme that has a line of its own counts
// as it stands there.
func TestAWideFileIsAddedUp(t *testing.T) {
	check(t, `Nama SKPD,Nama Program,Kode Sub Kegiatan,Nama Kegiatan,Nama Sub Kegiatan,Kode Rekening,Nama Rekening,Pagu,Nilai SP2D
Dinas A,Program P,,,,,,900,400
Dinas A,Program P,1.01.01.2.01.0001,Kegiatan K,Sub S,5.1.01,Belanja Satu,100,50
,,,,,5.1.02,Belanja Dua,200,70
,,1.01.01.2.01.0002,,Sub T,5.1.02,Belanja Dua,300,
,,,,,5.1.03,Belanja Tiga,300,rusak
Dinas B,Program P,1.01.01.2.01.0001,Kegiatan K,Sub S,5.1.01,Belanja Satu,7,7
,Total,,,,,,1000,500
`, `Dinas A|program||Program P|Rp900|Rp400
	Dinas A|subkegiatan|1.01.01.2.01.0001|Sub S|Rp300|Rp120
	Dinas A|subkegiatan|1.01.01.2.01.0002|Sub T|Rp600|rusak
	Dinas B|subkegiatan|1.01.01.2.01.0001|Sub S|Rp7|Rp7`, 1)
}

func TestWordsOfEveryday(t *testing.T) {
	for head, spent := range map[string]string{
		"Kode\tProgram/Kegiatan/Sub Kegiatan\tPagu Anggaran\tRealisasi":        "Rp5",
		"KODE NOMENKLATUR\tNomenklatur\tDPA\tSP2D":                             "Rp5",
		"No Rekening\tURAIAN PROGRAM / KEGIATAN\tAlokasi\tNilai SP2D (Rp)":     "Rp5",
		"Kode Program/Kegiatan\tUraian\tJumlah Anggaran (Rp.)\tRealisasi (Rp)": "Rp5",
	} {
		got, _ := says(t, head+"\n1.01.02\tProgram A\t9\t5\n")
		if !strings.HasSuffix(got, "|program|1.01.02|Program A|Rp9|"+spent) {
			t.Errorf("%q: %s", head, got)
		}
	}
}

// What nobody can know is asked for, not guessed.
func TestWhatIsMissingIsAsked(t *testing.T) {
	for text, want := range map[string]string{
		"Kode,Uraian,Anggaran,Realisasi Januari,Realisasi Februari\n1.01.02,A,1,2,3\n":       "[spent]",
		"Kode,Uraian,Anggaran Murni,Anggaran Perubahan,Realisasi\n1.01.02,A,1,2,3\n":         "[budget]",
		"Kode,Keterangan,Anggaran,Realisasi\n1.01.02,A,1,2\n":                                "[name]",
		"Kode,Uraian,Realisasi Fisik,Realisasi (%),Sisa Pagu,Realisasi\n1.01.02,A,1,2,3,4\n": "[]",
		"satu,dua,tiga\n1,2,3\n":                         "[name spent]",
		"Kode,Uraian,Anggaran\n1.01.02,A,1\n":            "[spent]",
		"Uraian,Realisasi,Jumlah Realisasi\nA,1,2\n":     "[]",
		"Uraian,Nomor SP2D,Tanggal SP2D,SP2D\nA,1,2,3\n": "[]",
	} {
		s, err := openText(t, text)
		if got := fmt.Sprint(s.Head.Missing()); err != nil || got != want {
			t.Errorf("%q: missing %s, %v; want %s", text, got, err, want)
		}
	}
}

func TestAFileThatIsNone(t *testing.T) {
	for _, text := range []string{"", "\n\n", "%PDF-1.7 x", "PK\x03\x04broken", strings.Repeat("a", MostBytes+1)} {
		if _, err := openText(t, text); fault.Of(err) == nil {
			t.Errorf("%.20q is answered with %v", text, err)
		}
	}
}

// FuzzRead holds that no file panics, and that every row has a name.
func FuzzRead(f *testing.F) {
	f.Add([]byte(printed))
	f.Add([]byte("Nama Program,Nama Kegiatan,Nama Sub Kegiatan,Rekening,Realisasi\nP,K,S,R,1\n,,,R,2\n"))
	f.Add([]byte("Uraian;Realisasi\n\"a\nb\";1\n5.06.02 Program;Rp1\n;;\n"))
	f.Add([]byte("\xff\xfeU\x00;\x00R\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := Open("x", bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			return
		}
		for _, m := range []Map{s.Head.Map, {Name: 0, Spent: 1}, {Sub: 0, Program: 1, Spent: 2, Account: 3}} {
			for _, r := range Read(s.Lines, s.Head, m).Rows {
				if r.Name == "" && r.Code == "" {
					t.Errorf("a row without a name: %+v", r)
				}
			}
		}
	})
}
