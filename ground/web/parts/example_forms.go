package parts

import (
	"alun/ground/fault"
	"alun/ground/lang"
	"github.com/a-h/templ"
)

// sampleFault uses sentences that the parts have, so that samples need no other
// room's words.
var sampleFault = fault.New(fault.Invalid, "parts.sample_fault", 2).
	At("nib", "parts.sample_nib", 12).
	At("omzet", "parts.sample_number")

var formSamples = []Sample{
	{"Galat", func(l lang.Lang) templ.Component { return Galat(l, sampleFault) }},
	{"Isian", func(l lang.Lang) templ.Component {
		return stack(
			Isian(l, Field{Name: "nama", Label: say(l, "Nama usaha", "Name of the business", "事業者名"), Help: say(l, "Seperti di papan toko.", "As on the shop sign.", "看板のとおりに。"), Value: "Amplang Teluk Biru", Auto: "organization", Max: 120}),
			Isian(l, Field{Name: "nib", Label: "NIB", Help: say(l, "13 angka, ada di kanan atas lembar NIB.", "13 digits, at the upper right of the NIB sheet.", "13桁。NIB書面の右上にあります。"), Value: "912010183742", Mode: "numeric", Size: Mid, Fault: sampleFault}),
			Isian(l, Field{Name: "omzet", Label: say(l, "Omzet sebulan", "Sales in a month", "月間売上"), Value: "4,5 jt", Mode: "numeric", Before: "Rp", Size: Mid, Fault: sampleFault}),
			Isian(l, Field{Name: "luas", Label: say(l, "Luas tempat", "Floor area", "面積"), Mode: "decimal", After: "m²", Size: Short, Optional: true}),
		)
	}},
	{"IsianPanjang", func(l lang.Lang) templ.Component {
		return IsianPanjang(l, Field{Name: "catatan", Label: say(l, "Catatan untuk petugas berikutnya", "Note for the next officer", "次の担当者へのメモ"), Value: say(l, "Masuk dari gang sebelah masjid.", "Enter by the alley beside the mosque.", "モスク横の路地から入ります。"), Optional: true})
	}},
	{"IsianPilih", func(l lang.Lang) templ.Component {
		return IsianPilih(l, Choice{
			Field:   Field{Name: "wilayah", Label: say(l, "Wilayah", "Area", "地区"), Value: "b", Size: Mid},
			Blank:   say(l, "Pilih wilayah", "Choose an area", "地区を選んでください"),
			Options: []Option{{Value: "a", Label: "Manggar"}, {Value: "b", Label: "Lamaru"}, {Value: "c", Label: "Teritip"}},
		})
	}},
	{"IsianRadio", func(l lang.Lang) templ.Component {
		return IsianRadio(l, Choice{
			Field: Field{Name: "buka", Label: say(l, "Apakah usaha ini buka saat Anda datang?", "Was the business open when you came?", "訪問時に営業していましたか。"), Value: "ya"},
			Options: []Option{
				{"ya", say(l, "Buka", "Open", "営業中"), say(l, "Ada orang yang melayani", "Somebody was serving", "応対する人がいた")},
				{"tutup", say(l, "Tutup hari ini", "Closed today", "本日休業"), say(l, "Tanda-tandanya masih ada", "It still looks in use", "営業の形跡がある")},
				{"hilang", say(l, "Sudah tidak ada", "Gone", "廃業"), ""},
			},
		})
	}},
	{"IsianCentang", func(l lang.Lang) templ.Component {
		return IsianCentang(l, Field{Name: "tampil", Label: say(l, "Tampilkan nomor WhatsApp", "Show the WhatsApp number", "WhatsApp番号を公開する"), Help: say(l, "Dapat dicabut kapan saja.", "You can take this back at any time.", "いつでも取り消せます。"), Value: "1"})
	}},
	{"IsianBerkas", func(l lang.Lang) templ.Component {
		return IsianBerkas(l, Field{Name: "berkas", Label: say(l, "Berkas laporan", "Report file", "報告ファイル"), Help: say(l, "XLSX atau CSV, paling besar 20 MB.", "XLSX or CSV, 20 MB at most.", "XLSXまたはCSV、20MBまで。"), Type: ".xlsx,.csv"})
	}},
	{"Langkah", func(l lang.Lang) templ.Component {
		return Langkah(l, Steps{[]string{
			say(l, "Datang", "Arrive", "訪問"), say(l, "Cocokkan", "Compare", "照合"), say(l, "Bukti", "Evidence", "証拠"), say(l, "Kirim", "Send", "送信"),
		}, 2})
	}},
	{"Cari", func(l lang.Lang) templ.Component {
		return Cari(l, Search{ID: "contoh-q", Action: "#cari", Name: "q", Label: say(l, "Cari usaha atau program", "Search businesses or programmes", "事業者や事業を検索"), Hint: say(l, "Usaha, program", "Business, programme", "事業者、事業")})
	}},
}
