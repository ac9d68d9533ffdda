package word

import (
	"os"
	"strings"
	"testing"
)

// judged reads testdata/stems.txt: forms and the stem that each must have.
func judged(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("testdata/stems.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		stem, forms, _ := strings.Cut(line, ":")
		for _, w := range strings.Fields(forms) {
			all[w] = strings.TrimSpace(stem)
		}
	}
	return all
}

func TestStemsThatWereJudged(t *testing.T) {
	all := judged(t)
	if len(all) < 400 {
		t.Errorf("only %d words were judged", len(all))
	}
	for w, want := range all {
		if got := Stem(w); got != want {
			t.Errorf("Stem(%q) = %q, want %q", w, got, want)
		}
	}
}

// apart are words that look alike and mean different things.
const apart = `ikan/iklan beras/keras mesin/mesir pasir/pasar kantor/kantong roti/rotan
makanan/makam sekolah/olah perusahaan/rusak perak/gerak teman/taman bulan/bulu
badan/bad alat/latih durian/duri jalan/jala tangan/tang kursi/kurs lemari/lemar
nilai/nila topi/top terasi/rasi restoran/restor tahu/pengetahuan tahu/tahun
jaring/jaringan rambut/rambutan ganti/gantung baja/bajak pala/kepala meja/kemeja
lapis/pelapor rok/rokok sen/seni tali/tani tari/tarif emas/kemas kuning/kuningan
bank/perban angin/dingin kapal/kepala malam/makam kebun/kebut ular/ulang
perahu/rahu perawan/rawan pegas/gas terapi/api peta/petani las/kelas cor/coret
selada/lada serabi/rabi kelapa/lapa penduduk/duduk pengantin/kantin mentari/tari
menara/nara merak/rak perempuan/empu permata/mata persen/sen pentas/tas
beruang/uang berlian/beli desain/desa sereal/real sebuah/buah gula-gula/gula
oleh-oleh/oleh laba-laba/laba undang-undang/undangan abu-abu/abu otak-otak/otak
mata-mata/mata langit-langit/langit jaga/jagal cat/catat bor/bordir lem/lemper
kol/kolam bus/busana tas/tasik kaki/aki kotak/otak karang/arang ketik/etik`

func TestWordsThatStayApart(t *testing.T) {
	for pair := range strings.FieldsSeq(apart) {
		a, b, _ := strings.Cut(pair, "/")
		if Stem(a) == Stem(b) {
			t.Errorf("%s and %s both come to %q", a, b, Stem(a))
		}
	}
}

// whole are words that end or begin like others and lose nothing.
const intact = `durian intan ikan bahan papan hujan jalan makan tangan minyak semen kain
nilai mobil padi kopi roti sapi besi kursi lemari topi terasi restoran kue kasur
taman teman bulan badan bukan rekan hewan dewan medan awan pesan korban iklan
rambutan rajungan kuningan jaringan jembatan swalayan karyawan lapangan pangan
industri fungsi energi produksi kompetisi galeri teri kelinci mandi taksi trasi
bengkel benang beras bedak bensin beton bersih besar perak perahu perban permen
permata pepaya petis peta pegawai pensil pempek terpal teras terong terigu
terompet ternak terapi kemeja kelapa kepiting keripik kerupuk kecap kedai kebaya
keramik kertas keranjang kentang sepatu sepeda seprei selimut serai sereal
selendang semangka sertifikat disket dinding diesel digital dinamo diskon mebel
melati melon mentega menara mentimun meteran-air buku suku paku kuku saku ilmu
jamu tamu sekolah buah belah limbah tanah rumah sampah mewah hanya tenaga
kedan perdan kezan dizokan benya mengzo pezan`

func TestWordsThatLoseNothing(t *testing.T) {
	for w := range strings.FieldsSeq(intact) {
		if got := Stem(w); got != w {
			t.Errorf("Stem(%q) = %q", w, got)
		}
	}
}
