package parts

import (
	"alun/ground/lang"
	"github.com/a-h/templ"
)

var listSamples = []Sample{
	{"Tangga", func(l lang.Lang) templ.Component {
		return Tangga(l, []Rung{
			{Code: "19", Label: say(l, "Dinas Contoh", "Sample Department", "見本局"), Href: "#t1", Note: say(l, "Rp62,7 miliar", "IDR 62.7 billion", "627億ルピア")},
			{Code: "5.2", Label: say(l, "Pengembangan sumber daya pariwisata dan ekonomi kreatif", "Developing people in tourism and the creative economy", "観光・創造経済の人材育成"), Href: "#t2", Note: say(l, "Rp288,9 juta dari Rp1 miliar", "IDR 288.9 million of IDR 1 billion", "10億ルピア中2億8,890万ルピア")},
			{Code: "5.2.1", Label: say(l, "Peningkatan kapasitas SDM tingkat dasar", "Raising basic capacity", "基礎能力の向上"), Href: "#t3"},
			{Code: "5.2.1.1", Label: say(l, "Sertifikasi kompetensi", "Competence certification", "技能認証"), Note: say(l, "Rp122,5 juta dari Rp300 juta", "IDR 122.5 million of IDR 300 million", "3億ルピア中1億2,250万ルピア")},
		})
	}},
	{"Pager", func(l lang.Lang) templ.Component {
		return Pager(l, Pages{Prev: "#p", Next: "#n", From: 51, To: 100, Total: 1507})
	}},
	{"Unduh", func(l lang.Lang) templ.Component {
		return Unduh(l, []Download{{"CSV", "#csv", "84 KB"}, {"XLSX", "#xlsx", "61 KB"}, {"JSON", "#json", ""}})
	}},
	{"Saring", func(l lang.Lang) templ.Component {
		return Saring(l, Filter{
			ID: "contoh-saring", Action: "#daftar", Clear: "#bersih", Hidden: []Pair{{"urut", "nama"}},
			Groups: []Group{
				{Name: "wilayah", Label: say(l, "Wilayah", "Area", "地区"), Open: true, Options: []Facet{{"a", "Manggar Baru", 17, false}, {"b", "Lamaru", 9, false}, {"c", "Teritip", 1102, false}}},
				{Name: "sertifikat", Label: say(l, "Sertifikat", "Certificate", "認証"), Options: []Facet{{"halal", say(l, "Halal", "Halal", "ハラール"), 58, true}, {"pirt", "PIRT", 44, false}}},
				{Name: "tahun", Label: say(l, "Tahun", "Year", "年"), Kind: One, Options: []Facet{{"", say(l, "Semua", "All", "すべて"), -1, true}, {"2024", "2024", -1, false}}},
				{Name: "kata", Label: say(l, "Kata di nama", "Word in the name", "名称に含む語"), Kind: Word},
			},
		})
	}},
	{"Pintu", func(l lang.Lang) templ.Component {
		return Pintu(l, say(l, "Anda datang untuk apa?", "What brings you here?", "ご用件をお選びください"), []Door{
			{say(l, "Saya punya usaha", "I run a business", "事業をしています"), say(l, "Daftarkan usaha, cari lapak, ikut pelatihan.", "Register it, find a stall, join a training.", "登録、出店、研修への参加。"), "#d1", Stall},
			{say(l, "Saya menggelar acara", "I organise events", "催しを開きます"), say(l, "Lihat ruang yang kosong, pesan tanggal.", "See free halls, book a date.", "空き会場を見て日付を予約。"), "#d2", Hall},
			{say(l, "Saya petugas dinas", "I am an officer", "職員です"), say(l, "Periksa usaha, lapor sekali saja.", "Check businesses, report once.", "事業者の確認、報告は一度だけ。"), "#d3", Office},
			{say(l, "Saya ingin tahu", "I want to know", "知りたいことがあります"), say(l, "Ke mana uang pergi, apa jadinya.", "Where the money goes, what comes of it.", "お金の行方とその成果。"), "#d4", Ledger},
		})
	}},
}
