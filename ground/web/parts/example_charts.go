package parts

import (
	"alun/ground/lang"
	"alun/ground/money"
	"github.com/a-h/templ"
)

const sampleJuta = 1_000_000

var chartSamples = []Sample{
	{"QuarterChart", func(l lang.Lang) templ.Component { return QuarterChart(l, sampleQuarters(l)) }},
	{"QuarterChart (angka ganjil)", func(l lang.Lang) templ.Component { return QuarterChart(l, sampleOddQuarters(l)) }},
	{"Batang", func(l lang.Lang) templ.Component {
		return Batang(l, Bars{ID: "contoh-batang", Label: say(l, "Belanja tiap dinas", "Spending by department", "部局別の支出"), Items: []Bar{
			{Label: say(l, "Dinas Pertama", "First Department", "第一局"), Href: "#b1", Text: sampleMoney(l)(960_000 * sampleJuta), Whole: 960, Part: 114, Known: Given, Note: say(l, "12% dibelanjakan", "12% spent", "12%支出済み")},
			{Label: say(l, "Dinas Kedua", "Second Department", "第二局"), Href: "#b2", Text: sampleMoney(l)(595_000 * sampleJuta), Whole: 595, Known: Implausible, Note: say(l, "tercetak 5.258%, tidak digambar", "printed as 5,258%, not drawn", "記載は5,258%、描画せず")},
			{Label: say(l, "Dinas Ketiga", "Third Department", "第三局"), Text: sampleMoney(l)(190_000 * sampleJuta), Whole: 190, Note: say(l, "belum lapor", "not reported", "未報告")},
		}})
	}},
	{"Kunci", func(l lang.Lang) templ.Component { return Kunci(l, "contoh-kunci", sampleTide(l).key(l)) }},
	{"TwoYears", func(l lang.Lang) templ.Component { return TwoYears(l, sampleYears(l)) }},
	{"IcicleChart", func(l lang.Lang) templ.Component { return IcicleChart(l, sampleIcicle(l)) }},
	{"TideHouse", func(l lang.Lang) templ.Component { return TideHouse(l, sampleTide(l)) }},
	{"SmallMap", func(l lang.Lang) templ.Component { return SmallMap(l, sampleMap(l)) }},
	{"Muka", func(l lang.Lang) templ.Component { return sampleFront(l) }},
}

// sampleMoney writes rupiah with three digits at most.
func sampleMoney(l lang.Lang) func(int64) string {
	return func(v int64) string { return money.Short{Rupiah: money.Rupiah(v), Decimals: 1}.In(l.Tag()) }
}

func sampleQuarters(l lang.Lang) Quarters {
	m := sampleMoney(l)
	return Quarters{
		ID:      "contoh-tw",
		Result:  say(l, "Belanja tiap triwulan: nol, lalu 122,5 juta rupiah; dua triwulan belum dilaporkan", "Spending by quarter: nothing, then 122.5 million rupiah; two quarters are not reported yet", "四半期別の支出：0、次に1億2,250万ルピア。残る2期は未報告"),
		Measure: say(l, "Belanja", "Spending", "支出"), Tone: Money, Axis: m, Total: m(122_514_000),
		Figures: [4]QuarterFigure{{Given, 0, m(0)}, {Given, 122_514_000, m(122_514_000)}},
	}
}

func sampleOddQuarters(l lang.Lang) Quarters {
	return Quarters{
		ID:      "contoh-tw-ganjil",
		Result:  say(l, "Orang bersertifikat tiap triwulan: 12, 40, tercetak 14.530, belum dilaporkan", "People certified by quarter: 12, 40, printed as 14,530, not reported yet", "四半期別の認証者数：12、40、記載は14,530、未報告"),
		Measure: say(l, "Orang", "People", "人数"), Tone: Output,
		Axis: func(v int64) string { return lang.Whole(l.Tag(), v) },
		Figures: [4]QuarterFigure{
			{Given, 12, "12"}, {Given, 40, "40"}, {Implausible, 14530, l.T("parts.printed", 14530)},
		},
	}
}

func sampleYears(l lang.Lang) Years {
	return Years{
		ID: "contoh-tahun", Tone: Money, A: "2023", B: "2024",
		Caption: say(l, "Belanja setahun, 2023 dan 2024", "Spending in a year, 2023 and 2024", "年間支出、2023年と2024年"),
		Name:    say(l, "Program", "Programme", "事業"),
		Items: []YearPair{
			{Label: say(l, "Pelatihan", "Training", "研修"), Href: "#y1", A: YearFigure{Given, 800, sampleMoney(l)(800 * sampleJuta)}, B: YearFigure{Given, 1100, sampleMoney(l)(1100 * sampleJuta)}},
			{Label: say(l, "Pemasaran", "Marketing", "販路開拓"), A: YearFigure{Given, 420, sampleMoney(l)(420 * sampleJuta)}, B: YearFigure{}},
			{Label: say(l, "Sertifikasi", "Certification", "認証"), A: YearFigure{Given, 3, sampleMoney(l)(3 * sampleJuta)}, B: YearFigure{Given, 300, sampleMoney(l)(300 * sampleJuta)}, Note: say(l, "Namanya berbeda di dua tahun itu, jadi tidak dibandingkan.", "It had another name in each year, so they are not compared.", "年度で名称が異なるため比較しません。")},
		},
	}
}

func sampleIcicle(l lang.Lang) Icicle {
	return Icicle{
		ID:     "contoh-pohon",
		Result: say(l, "Anggaran menurut dinas, program, dan kegiatan: dua pertiganya pada Dinas Pertama", "Budget by department, programme and activity: two thirds is with the First Department", "部局・事業・活動別の予算：3分の2が第一局"),
		Levels: []string{say(l, "Perangkat daerah", "Department", "部局"), say(l, "Program", "Programme", "事業"), say(l, "Kegiatan", "Activity", "活動")},
		Nodes:  sampleNodes(l), Show: sampleMoney(l),
	}
}

func sampleNodes(l lang.Lang) []IcicleNode {
	node := func(code, label string, value, share int64, nodes ...IcicleNode) IcicleNode {
		return IcicleNode{Code: code, Label: label, Href: "#n" + code, Value: value * 1000 * sampleJuta, Spent: value * share * 10 * sampleJuta, Known: Given, Nodes: nodes}
	}
	odd := IcicleNode{Code: "3.4", Label: say(l, "Pengembangan permukiman", "Housing development", "住宅開発"), Href: "#n34", Known: Implausible, Printed: sampleMoney(l)(113_800_000 * sampleJuta)}
	unknown := node("2.2", say(l, "Pengawasan mutu", "Quality control", "品質管理"), 60, 0)
	unknown.Known = Missing
	return []IcicleNode{
		node("1", say(l, "Dinas Pertama", "First Department", "第一局"), 960, 22,
			node("1.1", say(l, "Pembangunan jalan dan jembatan", "Building of roads and bridges", "道路・橋梁の建設"), 520, 15,
				node("1.1.1", say(l, "Peningkatan jalan kota", "Upgrading city roads", "市道の改良"), 330, 11),
				node("1.1.2", say(l, "Pemeliharaan berkala dan rutin jembatan di seluruh kota", "Periodic and routine maintenance of bridges in the whole city", "市内全域の橋梁の定期および日常の保守"), 120, 40),
				node("1.1.3", say(l, "Survei", "Survey", "調査"), 8, 90), node("1.1.4", say(l, "Uji mutu", "Testing", "試験"), 7, 0)),
			node("1.2", say(l, "Pengelolaan air limbah", "Wastewater management", "下水処理"), 300, 45, node("1.2.1", say(l, "Rumah pompa", "Pump houses", "ポンプ場"), 300, 45)),
			odd),
		node("2", say(l, "Dinas Kedua", "Second Department", "第二局"), 380, 41,
			node("2.1", say(l, "Layanan puskesmas", "Community health centres", "地域保健所"), 300, 48), unknown),
		node("3", say(l, "Dinas Ketiga", "Third Department", "第三局"), 41, 30),
		node("4", say(l, "Dinas Keempat", "Fourth Department", "第四局"), 14, 70), node("5", say(l, "Dinas Kelima", "Fifth Department", "第五局"), 12, 20),
	}
}

func sampleTide(l lang.Lang) Tide {
	t := Tide{
		ID:     "contoh-pasang",
		Result: say(l, "Anggaran dan belanja tiap dinas: 27 persen sudah dibelanjakan", "Budget and spending by department: 27 percent is spent", "部局別の予算と支出：27％支出済み"),
		Guide:  TideGuide{500, say(l, "setengah tahun, setengah uang?", "half the year, half the money?", "半年で半分？")},
		Show:   sampleMoney(l),
		Brief:  func(v int64) string { return lang.Whole(l.Tag(), v/(1000*sampleJuta)) },
		More:   Link{Label: say(l, "Semua dinas dalam tabel", "All departments in a table", "全部局を表で見る"), Href: "#tabel", Icon: IconArrow},
	}
	for i, sum := range []int64{960, 612, 595, 191, 190, 154, 131, 109, 62, 59, 54, 47, 33, 31, 30, 28, 22, 13, 11} {
		t.Groups = append(t.Groups, sampleGroup(l, i, sum))
	}
	t.Groups[2].Known, t.Groups[2].Printed = Implausible, say(l, "5.258%", "5,258%", "5,258%")
	t.Groups[2].Why = say(l, "belanja setengah tahun melebihi pagu setahun. Tidak digambar.", "half a year's spending exceeds the year's budget. Not drawn.", "半年の支出が年間予算を超えています。描画していません。")
	return t
}

func sampleGroup(l lang.Lang, i int, sum int64) TideGroup {
	g := TideGroup{
		Label: say(l, "Dinas ", "Department ", "部局") + string(rune('A'+i)), Href: "#g" + string(rune('a'+i)), Known: Given,
	}
	for k, part := range []int64{50, 30, 15, 5} {
		budget := sum * part * 10 * sampleJuta
		g.Columns = append(g.Columns, TideColumn{budget, budget * int64((i*17+k*29)%60+5) / 100, Given})
	}
	return g
}

func sampleMap(l lang.Lang) Map {
	return Map{
		ID: "contoh-peta", Wide: 420, High: 300,
		Result: say(l, "Bagian anggaran yang sudah dibelanjakan di lima wilayah rekaan", "Share of the budget spent in five invented areas", "架空の5地区の予算執行率"),
		Areas: []Area{
			{Label: say(l, "Utara", "North", "北"), Value: "44%", Href: "#m1", Path: "M60 20 210 8 260 60 190 130 70 118z", Class: 2, X: 155, Y: 66},
			{Label: say(l, "Timur", "East", "東"), Value: "48%", Href: "#m2", Path: "M260 60 340 40 400 120 330 210 220 190 190 130z", Class: 3, X: 296, Y: 118},
			{Label: say(l, "Barat", "West", "西"), Value: "39%", Href: "#m3", Path: "M70 118 190 130 150 230 60 200z", Class: 1, X: 118, Y: 166},
			{Label: say(l, "Selatan", "South", "南"), Value: "28%", Href: "#m4", Path: "M190 130 220 190 330 210 260 262 150 230z", Class: 0, X: 222, Y: 212},
			{Label: say(l, "Pulau", "Island", "島"), Value: say(l, "belum lapor", "not reported", "未報告"), Path: "M70 236l28 6-6 24-24-4z", Class: -1, X: 84, Y: 252, AwayX: 130, AwayY: 268},
		},
		Key:   [4]string{say(l, "di bawah 35%", "below 35%", "35％未満"), "35–40%", "41–45%", say(l, "46% ke atas", "46% and more", "46％以上")},
		Water: MapWord{say(l, "Teluk", "Bay", "湾"), 22, 120, 60},
	}
}

func sampleHero(l lang.Lang) Hero {
	return Hero{
		Over: say(l, "Kota Contoh 2024", "Sample City 2024", "見本市 2024年"), Under: say(l, "· Januari sampai Juni · 34 perangkat daerah", "· January to June · 34 departments", "・1月～6月・34部局"),
		Title:   say(l, "Ke mana uang kota pergi, dan apa jadinya?", "Where does the city’s money go, and what comes of it?", "市のお金はどこへ行き、何になったのでしょうか。"),
		Search:  Search{ID: "contoh-muka-q", Action: "#cari", Name: "q", Label: say(l, "Cari usaha, program, atau gedung", "Search businesses, programmes or halls", "事業者・事業・施設を検索"), Hint: say(l, "Usaha, program", "Business, programme", "事業者、事業"), Lead: true},
		Picture: "static/img/kampung.svg",
	}
}
