package findtest

import "strings"

// trade is what shops do: their share among all, how they are called, the roots
// of their words, the most frequent first.
type trade struct {
	code  string
	share float64
	kinds []string
	roots string
}

func kinds(names string) []string { return strings.Fields(names) }

var trades = []trade{
	{"47", 40, kinds("Toko Warung Kios UD Toko Toko Grosir"), "jual sembako beras gula minyak telur kelontong sayur buah ikan daging baju kain sepatu sandal tas jilbab mainan buku pulpen kertas plastik ember piring gelas panci kompor gas galon rokok kopi teh susu sabun sampo bedak parfum obat vitamin pulsa kartu charger kabel lampu baterai kipas kulkas televisi kursi meja lemari kasur bantal seprai gorden semen pasir paku cat pipa keramik genteng kayu triplek seng bunga pupuk bibit pakan kucing burung akuarium helm oli aki jam kacamata cincin emas boneka kado bingkai cermin sapu pel sikat tisu popok"},
	{"56", 20, kinds("Warung Depot Kedai RM Kafe Dapur Lapak Catering"), "masak makan nasi goreng kuning uduk ayam geprek bakar bebek bakso mie soto sate gulai rendang pecel lele gado rawon sop ikan udang kepiting cumi sambal lalap tahu tempe gorengan pisang martabak terang bulan roti kopi teh jus es kelapa cendol dawet boba susu coklat matcha kebab burger kentang sosis dimsum siomay pempek batagor seblak cilok pentol lontong ketupat bubur rames katering kotak tumpeng prasmanan sarap siang"},
	{"10", 9, kinds("Dapur Rumah UMKM Usaha Kelompok"), "olah amplang kerupuk keripik singkong pisang abon ikan tenggiri pipih bandeng udang terasi rumput laut sirup buah mangrove sambal bumbu tempe tahu kue kering nastar kastengel bolu brownies roti donat dodol manisan asinan madu gula merah kopi bubuk teh herbal jahe kunyit susu kedelai yogurt es krim mie basah pasta bakso nugget frozen rendang sosis telur asin kacang peyek emping rempeyek stik cokelat permen selai kecap cuka tepung"},
	{"45", 5.5, kinds("Bengkel Bengkel Toko Servis"), "motor mobil ban oli rem rantai busi aki kampas karburator injeksi servis tambal velg cat bodi ketok las knalpot lampu suku cadang sparepart bekas cuci salon poles ganti mesin turun radiator ac kopling dinamo spion jok"},
	{"96", 4.5, kinds("Salon Laundry Barbershop Pijat"), "cuci setrika kiloan laundry karpet sepatu selimut jas gaun potong rambut cukur creambath smoothing rebonding warna rias pengantin wajah facial kuku alis bulu pijat refleksi urut lulur spa bekam kerik sauna wangi parfum antar jemput kilat"},
	{"49", 4, kinds("Jasa CV Rental Travel"), "angkut antar jemput barang pindah truk pikap mobil sewa sopir travel penumpang bandara pelabuhan kota ojek kurir paket muat bongkar kontainer alat pasir tangki bus wisata carter rute jadwal tiket"},
	{"14", 3, kinds("Penjahit Konveksi Butik Modiste"), "jahit baju kebaya gamis seragam sekolah kemeja celana rok jas batik bordir sulam payet obras permak vermak kain pola ukur kaos sablon jaket topi mukena jilbab sarung tenun rajut benang kancing resleting"},
	{"43", 2.5, kinds("CV Jasa Tukang UD"), "bangun pasang cat dinding lantai keramik plafon gipsum atap baja ringan kanopi pagar listrik kabel pipa ledeng sumur bor pompa kaca aluminium kusen pintu jendela renovasi tukang borong interior dekor taman kolam"},
	{"03", 2.2, kinds("Kelompok Tambak Kolam Nelayan"), "ikan tangkap jaring perahu kapal nelayan udang kepiting rajungan cumi kerang tambak kolam terpal lele nila patin gurame bandeng benih bibit pakan panen keramba rumput laut bagan pancing segar hidup"},
	{"01", 1.8, kinds("Kebun Tani Peternakan Kelompok"), "tani kebun sayur bayam kangkung sawi cabai tomat terong jagung singkong pepaya nanas salak buah naga durian lada karet sawit kelapa jahe ternak ayam potong petelur bebek kambing sapi madu lebah walet jamur hidroponik pupuk panen"},
	{"46", 1.6, kinds("UD CV Grosir Agen"), "grosir agen distributor pasok gudang partai karton kontainer beras gula minyak ikan sayur buah telur semen besi pipa kertas plastik obat alat mesin tambang kimia bbm solar pelumas"},
	{"95", 1.4, kinds("Servis Reparasi Jasa"), "servis hp ponsel layar lcd baterai laptop komputer printer instal televisi kulkas ac mesin cuci kipas pompa jam sepatu sol tas sofa kunci duplikat elektronik radio las solder"},
	{"16", 0.9, kinds("Kerajinan Sanggar Galeri"), "rajin kerajinan anyam rotan bambu pandan tikar bakul tas topi ukir kayu ulin patung topeng mandau dayak manik miniatur bingkai souvenir hias lampu pigura perca tempurung akar"},
	{"13", 0.6, kinds("Batik Tenun Galeri Sanggar"), "batik tulis cap motif kaltim dayak mangrove kain tenun ulap doyo sarung selendang warna alam celup canting malam sutra katun songket syal"},
	{"18", 0.6, kinds("Percetakan Digital CV"), "cetak undangan spanduk baliho brosur kartu nama stiker label kemasan banner kalender buku nota faktur sablon mug kaos plakat stempel jilid fotokopi laminasi"},
	{"31", 0.5, kinds("Mebel Meubel UD"), "mebel kursi meja lemari dipan rak kitchen set sofa jati ulin kayu rotan bufet ukir pesan finishing pernis jok"},
	{"77", 0.7, kinds("Rental Sewa Persewaan"), "sewa tenda kursi pelaminan dekor panggung sound sistem genset mobil motor alat pesta kostum kamera proyektor ekskavator crane perancah sepeda perahu"},
	{"85", 0.7, kinds("Bimbel Kursus PAUD Sanggar"), "ajar kursus les bimbel privat matematika inggris mandarin jepang komputer jahit musik gitar piano tari lukis renang mengaji anak dini titip baca tulis hitung"},
	{"55", 0.4, kinds("Penginapan Guesthouse Homestay"), "inap kamar kos homestay villa hotel kasur sarapan harian bulanan pantai wifi parkir dapur ac"},
	{"74", 0.5, kinds("Studio Jasa"), "foto video prewedding desain logo kemasan poster edit drone album cetak bingkai acara wisuda produk iklan konten animasi ilustrasi gambar"},
	{"62", 0.3, kinds("CV Studio Jasa"), "aplikasi website sistem toko daring kasir server jaringan komputer program data rawat latih desain gim"},
	{"90", 0.4, kinds("Sanggar Grup Studio"), "tari musik band gitar gambus hadrah teater lukis pentas hibur nyanyi organ tunggal panggung dalang wayang sape festival"},
	{"79", 0.3, kinds("Travel Biro Tour"), "wisata tiket pesawat kapal umroh haji paket pandu pantai mangrove hutan bekantan penyu hotel visa paspor"},
	{"82", 0.4, kinds("EO Jasa Fotokopi"), "acara panggung dekor pesta seminar pameran fotokopi jilid ketik dokumen kemas paket undang tamu catat"},
	{"23", 0.3, kinds("UD Pabrik Usaha"), "batako paving bata genteng cetak semen pasir beton pot gerabah tanah liat roster pagar"},
	{"25", 0.5, kinds("Bengkel Las UD"), "las pagar teralis kanopi tangga pintu besi baja tralis bubut potong tekuk rangka tangki gerobak rak"},
	{"32", 0.4, kinds("Kerajinan Galeri UMKM"), "manik gelang kalung cincin akik perak emas bros souvenir boneka kain hantaran mahar bunga kering lilin"},
	{"20", 0.3, kinds("UMKM Rumah Usaha"), "sabun cair deterjen lilin aromaterapi minyak atsiri gaharu sereh parfum lulur masker pupuk kompos cair"},
	{"68", 0.4, kinds("Kontrakan Kos Properti"), "rumah kontrak ruko tanah kavling jual beli sewa bulanan tahunan agen properti gudang"},
	{"86", 0.3, kinds("Praktik Klinik Apotek"), "bidan klinik periksa hamil imunisasi gigi dokter terapi rawat luka khitan obat sehat"},
}
