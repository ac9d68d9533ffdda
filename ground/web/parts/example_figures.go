package parts

import (
	"alun/ground/lang"
	"github.com/a-h/templ"
)

var figureSamples = []Sample{
	{"Angka", sampleFigures},
	{"Tiang", func(l lang.Lang) templ.Component {
		return Tiang(l, Posts{Reported: 120, Coming: 30, Unit: say(l, "orang", "people", "人"), Tone: Output, Key: true})
	}},
	{"Tiang (banyak)", func(l lang.Lang) templ.Component {
		return Tiang(l, Posts{Proven: 12400, Reported: 3100, Contra: 90, Coming: 8000, Unit: say(l, "usaha", "businesses", "事業者"), Key: true})
	}},
	{"Tiang (belum lapor)", func(l lang.Lang) templ.Component { return Tiang(l, Posts{}) }},
	{"Bukti", func(l lang.Lang) templ.Component {
		return row(
			Bukti(l, Evidence{Level: Stated}), Bukti(l, Evidence{Level: Document}), Bukti(l, Evidence{Level: Visited}),
			Bukti(l, Evidence{Level: Traded}), Bukti(l, Evidence{Level: Disputed}),
			Bukti(l, Evidence{Level: Document, Label: say(l, "Berita acara, 3 halaman", "Minutes, 3 pages", "議事録、3ページ")}),
		)
	}},
}

func sampleFigures(l lang.Lang) templ.Component {
	people := say(l, "orang", "people", "人")
	return three(
		Angka(l, Figure{
			Value: "73", Caption: say(l, "semua ada data dukung", "all with supporting data", "すべて裏付け資料あり"), Tone: Proof, Href: "#73",
			Posts: &Posts{Proven: 73, Unit: people},
		}),
		Angka(l, Figure{
			Value: say(l, "Rp861", "IDR 861", "8,610"), Word: say(l, "miliar", "billion", "億ルピア"),
			Caption: say(l, "belanja sampai Juni, 26,7% dari pagu 33 perangkat daerah", "spent by June, 26.7% of the budget of 33 departments", "6月までの支出、33部局の予算の26.7％"),
			Note:    say(l, "Satu tidak dihitung: angkanya perlu klarifikasi.", "One is left out: its figure needs clarification.", "1部局は数値の確認が必要なため含みません。"),
			Posts:   &Posts{Reported: 33, Contra: 1, Unit: say(l, "perangkat daerah", "department", "部局"), Tone: Money},
		}),
		Angka(l, Figure{
			Value: "40", Word: say(l, "dari 60", "of 60", "／60"), Tone: Output,
			Caption: say(l, "orang bersertifikat", "people certified", "人が認証取得"),
			Note:    say(l, "10 ada data dukung, 8 dilaporkan, 3 bertentangan.", "10 with supporting data, 8 reported, 3 contradicting.", "裏付けあり10、報告のみ8、食い違い3。"),
			Posts:   &Posts{Proven: 10, Reported: 8, Contra: 3, Coming: 4, Unit: people, Tone: Output},
		}),
	)
}
