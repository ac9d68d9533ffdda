package main

// The cast's maker has a published stall (ownOne): see doormakers_test.go.
var naikKelasDoors = []door{
	{method: "GET", route: "/naik-kelas", examples: []string{"/naik-kelas"}, refused: []refusal{{"/naik-kelas?x=%00", 422}}},
	{method: "GET", route: "/izin", examples: []string{"/izin"}, refused: []refusal{{"/izin?x=%ff", 422}}},
	{method: "GET", route: "/izin/{kind}", examples: []string{"/izin/nib", "/izin/halal", "/izin/pirt", "/izin/bpom", "/izin/sni", "/izin/hki", "/izin/lingkungan"},
		refused: []refusal{{"/izin/pajak", 404}, {"/izin/%00", 404}, {"/izin/" + long, 404}}},
	{method: "GET", route: "/usaha-saya/{code}/naik-kelas", as: "maker", may: writers,
		examples: []string{"/usaha-saya/" + ownOne + "/naik-kelas", "/usaha-saya/" + ownOne + "/naik-kelas?ya=simpan", "/usaha-saya/" + ownOne + "/naik-kelas?pada=2020-01-31", "/usaha-saya/" + ownOne + "/naik-kelas?pada=kemarin", "/usaha-saya/" + ownShut + "/naik-kelas"},
		refused:  []refusal{{"/usaha-saya/abc/naik-kelas", 404}, {"/usaha-saya/%00/naik-kelas", 404}, {"/usaha-saya/" + ownOne + "/naik-kelas?pada=%ff", 422}}},
	{method: "GET", route: "/usaha-saya/{code}/naik-kelas/{axis}", as: "maker", may: writers,
		examples: []string{"/usaha-saya/" + ownOne + "/naik-kelas/legalitas", "/usaha-saya/" + ownOne + "/naik-kelas/pemasaran", "/usaha-saya/" + ownOne + "/naik-kelas/tenaga", "/usaha-saya/" + ownShut + "/naik-kelas/mutu"},
		refused:  []refusal{{"/usaha-saya/abc/naik-kelas/mutu", 404}, {"/usaha-saya/" + ownOne + "/naik-kelas/pajak", 404}, {"/usaha-saya/" + ownOne + "/naik-kelas/%00", 404}}},
	{method: "POST", route: "/usaha-saya/{code}/naik-kelas/{axis}", as: "maker", may: writers, forms: []sent{
		{"/usaha-saya/" + ownOne + "/naik-kelas/mutu", "tanya=takaran&takaran=sebagian&lihat_takaran=0", 303, 0},
		{"/usaha-saya/" + ownOne + "/naik-kelas/mutu", "tanya=takaran&takaran=sebagian&lihat_takaran=0", 303, 0}, // again: nothing new
		{"/usaha-saya/" + ownOne + "/naik-kelas/tenaga", "", 303, 0},                                             // nothing said
		{"/usaha-saya/" + ownOne + "/naik-kelas/mutu", "tanya=takaran&takaran=belum&lihat_takaran=0", 409, 0},    // somebody answered since
		{"/usaha-saya/" + ownOne + "/naik-kelas/mutu", "tanya=takaran&takaran=mungkin", 422, 0},
		{"/usaha-saya/" + ownOne + "/naik-kelas/mutu", "tanya=pisah&pisah=ya", 422, 0},
		{"/usaha-saya/" + ownOne + "/naik-kelas/mutu", "tanya=%ff%00&takaran=" + long, 422, 0},
		{"/usaha-saya/" + ownOne + "/naik-kelas/mutu", "tanya=periksa&periksa=ya&level=seen", 403, 0},
		{"/usaha-saya/" + ownOne + "/naik-kelas/pajak", "tanya=periksa&periksa=ya", 404, 0},
		{"/usaha-saya/abc/naik-kelas/mutu", "tanya=periksa&periksa=ya", 404, 0}}},
}
