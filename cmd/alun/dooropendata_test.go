package main

// openDataDoors are the numbers of the register and its published facts as files.
var openDataDoors = []door{
	{method: "GET", route: "/data/usaha",
		examples: []string{"/data/usaha", "/data/usaha?ukur=tercatat", "/data/usaha?ukur=tercatat&format=csv", "/data/usaha?baris=kelurahan&kolom=bidang",
			"/data/usaha?baris=subsektor&kolom=sertifikat", "/data/usaha?baris=tahun&kolom=bidang", "/data/usaha?format=csv", "/data/usaha?format=xlsx&baris=bidang", "/data/usaha?format=json"},
		refused: []refusal{{"/data/usaha?ukur=pajak", 422}, {"/data/usaha?baris=rt", 422}, {"/data/usaha?kolom=kecamatan", 422}, {"/data/usaha?ukur=tercatat&baris=bidang", 422},
			{"/data/usaha?ukur=pekerja_l", 422}, {"/data/usaha?ukur=pekerja_p&baris=kecamatan", 422}, {"/data/usaha?baris=ukuran", 422},
			{"/data/usaha?baris=%ff", 422}, {"/data/usaha?kolom=%00", 422}, {"/data/usaha?ukur=" + long, 422}, {"/data/usaha?format=exe", 422}}},
	{method: "GET", route: "/data/usaha/bulanan", examples: []string{"/data/usaha/bulanan", "/data/usaha/bulanan?seri=ukuran", "/data/usaha/bulanan?seri=belum_tampil", "/data/usaha/bulanan?seri=pekerja&wilayah=64.71.05", "/data/usaha/bulanan?format=csv"},
		refused: []refusal{{"/data/usaha/bulanan?seri=pajak", 422}, {"/data/usaha/bulanan?bulan=2020-01", 422}, {"/data/usaha/bulanan?wilayah=rt", 422}, {"/data/usaha/bulanan?baris=x", 422},
			{"/data/usaha/bulanan?seri=%ff", 422}, {"/data/usaha/bulanan?kolom=%00", 422}, {"/data/usaha/bulanan?bulan=" + long, 422}, {"/data/usaha/bulanan?format=exe", 422}}},
	{method: "GET", route: "/data/usaha/kamus", examples: []string{"/data/usaha/kamus", "/data/usaha/kamus?format=csv", "/data/usaha/kamus?format=xlsx", "/data/usaha/kamus?format=json"},
		refused: []refusal{{"/data/usaha/kamus?format=exe", 422}, {"/data/usaha/kamus?format=%00", 422}}},
	{method: "GET", route: "/data/usaha/terbitan.csv", examples: []string{"/data/usaha/terbitan.csv"}, refused: []refusal{{"/data/usaha/terbitan.csv?x=%ff", 422}, {"/data/usaha/terbitan.exe", 404}}},
	{method: "GET", route: "/data/usaha/terbitan.json", examples: []string{"/data/usaha/terbitan.json"}, refused: []refusal{{"/data/usaha/terbitan.json?x=%00", 422}}},
}
