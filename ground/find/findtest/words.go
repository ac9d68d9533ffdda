package findtest

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
)

// tailWords is how many made-up words there are beside the real ones.
const tailWords = 40_000

// zipf draws number i by 1/(i+shift)^power.
func zipf(n int, power, shift float64) chance {
	shares := make([]float64, n)
	for i := range shares {
		shares[i] = math.Pow(float64(i)+shift, -power)
	}
	return weighted(shares)
}

// rareWords are names as people, brands and lanes have them: made of syllables,
// no two alike.
func rareWords(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, math.MaxUint64))
	begin, middle, end := strings.Fields(syllableBegins), strings.Fields(syllableMiddles), strings.Fields(syllableEnds)
	seen := make(map[string]bool, n)
	all := make([]string, 0, n)
	for len(all) < n {
		word := one(r, begin)
		for range r.IntN(3) {
			word += one(r, middle)
		}
		if word += one(r, end); r.IntN(60) == 0 {
			word += strconv.Itoa(r.IntN(99) + 1)
		}
		if !seen[word] {
			seen[word] = true
			all = append(all, word)
		}
	}
	return all
}

// affixed puts the forms of each root after all plain roots, so that the plain
// ones are the frequent ones: masak … memasak, pemasak, masakan, dimasak.
func affixed(roots []string) []string {
	all := append([]string(nil), roots...)
	for _, form := range []func(string) string{
		func(w string) string { return w + "an" },
		nasal("me"),
		nasal("pe"),
		func(w string) string { return "di" + w },
		func(w string) string { return nasal("pe")(w) + "an" },
		func(w string) string { return nasal("me")(w) + "kan" },
		func(w string) string { return "ber" + w },
		func(w string) string { return "ke" + w + "an" },
		func(w string) string { return w + "nya" },
	} {
		for _, root := range roots {
			if len(root) > 3 && strings.IndexByte("aiueonrtskmplghjbd", root[len(root)-1]) >= 0 {
				all = append(all, form(root))
			}
		}
	}
	return all
}

// nasal is the prefix meN- or peN- before a root: menjual, memasak, mengolah,
// menyewa, pengirim.
func nasal(prefix string) func(string) string {
	return func(w string) string {
		switch w[0] {
		case 'a', 'i', 'u', 'e', 'o', 'g', 'h':
			return prefix + "ng" + w
		case 'k':
			return prefix + "ng" + w[1:]
		case 's':
			return prefix + "ny" + w[1:]
		case 't':
			return prefix + "n" + w[1:]
		case 'c', 'd', 'j', 'z':
			return prefix + "n" + w
		case 'p':
			return prefix + "m" + w[1:]
		case 'b', 'f', 'v':
			return prefix + "m" + w
		}
		return prefix + w
	}
}

const (
	syllableBegins  = "sa su si ra ri ru ma mi mu da di du ba bi bu na ni nu ta ti tu ka ki ku la li lu wa wi ha hi ya yu ja ju sri tri pra har mar sur sun man wal zul far fir gun"
	syllableMiddles = "ri ra ru na ni nu la li lu ma mi mu da di du ta ti tu wa wi ya yu ha hi sa si su ka ki ku ba bi jo no to ro lo mo do gu gi"
	syllableEnds    = "n ni na no wan wati yanto yanti tini to ti ta ri ra la li man min din dah ah us is as an in un ang ing ung so si sa ko ki ka mo mi ma nda ndra rno rni"

	tissueWords = "dan yang di dengan untuk dari ke kami ini juga dapat ada bisa atau oleh pada serta sudah lebih anda tidak akan secara sebagai dalam setiap semua sejak hanya satu dua tiga bagi para kita mereka itu agar karena jika maupun hingga antara tanpa"

	generalRoots = "jual harga murah usaha pesan kirim antar layan bahan baru besar kecil kualitas terima buat tempat rumah hari buka tutup pagi malam warga keluarga langgan asli segar bersih cepat mudah hemat lengkap paket ukur warna pilih bayar tunai grosir ecer " +
		"ambil lokasi jalan dekat pasar pantai kota daerah lokal khas produksi olah racik rasa aman nyaman percaya alam tangan mesin alat modal mitra kerja ajar latih bantu tolong hubung telepon daring pasang ganti rawat simpan kemas bungkus timbang potong " +
		"tahan lama cuci kering basah panas dingin sedia siap garansi ramah tamu acara pesta kantor sekolah anak dewasa muda tua halal resmi izin sertifikat cap merek desain bentuk model contoh gambar foto tulis cetak hitung untung laris guna manfaat sehat " +
		"kuat ringan berat tinggi rendah lebar panjang pendek tebal tipis halus kasar lembut keras wangi harum cantik indah unik kreatif modern tradisi budaya adat seni karya kelompok anggota bina dukung promosi diskon bonus hadiah kunjung lihat coba puas"
)

// Areas are the made-up parts of the town, the largest first.
var Areas = strings.Fields("Rantau-Sari Gunung-Embun Muara-Jelita Karang-Teduh Sumber-Langit Teluk-Kencana Batu-Layar Tanjung-Pasir Bukit-Damar Sungai-Wangi Telaga-Biru Kampung-Pelita " +
	"Padang-Rumbia Ujung-Suar Lembah-Pinang Pulau-Cermin Simpang-Randu Rawa-Indah Kuala-Nipah Sidorejo-Lor Sidorejo-Kidul Margasari-Hulu Margasari-Hilir Kebun-Durian Pasir-Putih Tambak-Sore " +
	"Jembatan-Tua Lapangan-Baru Dermaga-Lama Kolam-Jernih Taman-Melati Hutan-Bakau Mata-Angin Kaki-Bukit")

var badges = []struct {
	name  string
	share float64
}{{"halal", 0.08}, {"pirt", 0.05}, {"hki", 0.01}, {"sni", 0.004}}

var titles = strings.Fields("Bu Pak Mama Mbak Haji Bunda Ibu Mas Acil Amang")
