package parts

import (
	"alun/ground/lang"
	"github.com/a-h/templ"
)

var tableSamples = []Sample{
	{"Tabel", func(l lang.Lang) templ.Component {
		return Tabel(l, Table{
			Caption: say(l, "Triwulan II 2024", "Second quarter 2024", "2024年第2四半期"), Shown: true, Dense: true,
			Columns: []Column{
				{Label: say(l, "Perangkat daerah", "Department", "部局"), Href: "#nama"},
				{Label: say(l, "Pagu", "Budget", "予算"), Number: true, Href: "#pagu", Sorted: "descending"},
				{Label: "%", Number: true},
			},
			Rows: []Row{
				{Cells: Cells(say(l, "Dinas Contoh", "Sample Department", "見本局"), say(l, "Rp62,7 miliar", "IDR 62.7 billion", "627億ルピア"), say(l, "35,2%", "35.2%", "35.2%"))},
				{Here: true, Cells: Cells(say(l, "Kantor Misal", "Example Office", "例示局"), say(l, "Rp25,3 miliar", "IDR 25.3 billion", "253億ルピア"), say(l, "33,5%", "33.5%", "33.5%"))},
			},
			Foot: Cells(say(l, "Jumlah", "Total", "合計"), say(l, "Rp88 miliar", "IDR 88 billion", "880億ルピア"), say(l, "34,7%", "34.7%", "34.7%")),
		})
	}},
	{"Tabel (kartu)", func(l lang.Lang) templ.Component { return Tabel(l, sampleRegister(l)) }},
	{"TabelLipat", func(l lang.Lang) templ.Component { return TabelLipat(l, sampleRegister(l)) }},
	{"Tabel (kosong)", func(l lang.Lang) templ.Component {
		return Tabel(l, Table{Caption: say(l, "Daftar kosong", "An empty list", "空の一覧"), Columns: []Column{{Label: say(l, "Nama", "Name", "名称")}, {Label: say(l, "Pagu", "Budget", "予算"), Number: true}}})
	}},
	{"Fakta", func(l lang.Lang) templ.Component {
		return Fakta(l, []Fact{
			{Label: "NIB", Value: "0912010183742", Proof: &Evidence{Level: Document}, Note: say(l, "Petugas A, 5 Maret 2025", "Officer A, 5 March 2025", "担当者A、2025年3月5日")},
			{Label: say(l, "Alamat", "Address", "所在地"), Value: "Manggar Baru", Href: "#peta", Proof: &Evidence{Level: Visited}},
			{Label: say(l, "Tenaga kerja", "Workers", "従業員数"), Value: say(l, "belum dilaporkan", "not reported yet", "未報告")},
		})
	}},
	{"CatatanData", func(l lang.Lang) templ.Component {
		return CatatanData(l, []DataNote{
			{
				Title: say(l, "Anggaran Rp113,8 triliun untuk satu program", "A budget of IDR 113.8 trillion for one programme", "1事業に113兆8,000億ルピアの予算"), Href: "#c1",
				Text:   say(l, "Lebih besar daripada seluruh belanja. Jika dibagi 1.000, angkanya masuk akal.", "More than everything spent in a year. Divided by 1,000 it would be plausible.", "年間支出の総額を超えています。1,000で割ると妥当な額になります。"),
				State:  Stamp{Flagged, say(l, "Belum diklarifikasi", "Not clarified yet", "未説明")},
				Source: say(l, "Dinas Contoh · formulir TW II 2024, hal. 13", "Sample Department · form Q2 2024, p. 13", "見本局・2024年第2四半期様式、13ページ"),
			},
			{
				Title: say(l, "Triwulan I tertulis 60 orang, jumlahnya tertulis 0", "First quarter says 60 people, the total says 0", "第1四半期は60人、合計は0人と記載"), Href: "#c2",
				Text:   say(l, "Jumlah seharusnya sama dengan triwulannya.", "The total should equal its quarters.", "合計は四半期の和と一致するはずです。"),
				State:  Stamp{Done, say(l, "Sudah diklarifikasi", "Clarified", "説明済み")},
				Answer: say(l, "“Salah ketik pada kolom jumlah; yang benar 60.”", "“A typing error in the total; 60 is right.”", "「合計欄の誤記です。正しくは60人です。」"),
				Source: say(l, "Kantor Misal · hal. 72", "Example Office · p. 72", "例示局・72ページ"),
			},
		})
	}},
}

func sampleRegister(l lang.Lang) Table {
	return Table{
		Caption: say(l, "Subkegiatan dalam kegiatan yang sama", "Sub-activities of the same activity", "同じ事業の細目"), Cards: true,
		Columns: []Column{
			{Label: say(l, "Subkegiatan", "Sub-activity", "細目事業")},
			{Label: say(l, "Target", "Target", "目標"), Number: true},
			{Label: say(l, "Dilaporkan", "Reported", "報告"), Number: true},
			{Label: say(l, "Data dukung", "Supporting data", "裏付け資料"), Number: true},
			{Label: say(l, "Belanja", "Spent", "支出"), Number: true},
			{Label: say(l, "Pagu", "Budget", "予算"), Number: true},
			{Label: say(l, "Catatan", "Notes", "備考"), Full: true},
		},
		Rows: []Row{
			{Head: true, Cells: []Cell{
				{Code: "5.2.1", Text: say(l, "Peningkatan kapasitas SDM pariwisata", "Capacity of tourism staff", "観光人材の育成"), Href: "#s0"},
				{Text: "100%"}, {Text: "0%"}, {Text: say(l, "belum ada", "none yet", "まだなし")}, {Text: say(l, "Rp288,9 juta", "IDR 288.9 million", "2億8,890万ルピア")}, {Text: say(l, "Rp1 miliar", "IDR 1 billion", "10億ルピア")},
			}},
			{Here: true, Cells: []Cell{
				{Code: "5.2.1.1", Text: say(l, "Sertifikasi tenaga kerja pariwisata", "Certification of tourism workers", "観光従事者の認証")},
				{Text: "150"}, {Text: "120"}, {Text: say(l, "belum ada", "none yet", "まだなし")}, {Text: say(l, "Rp122,5 juta", "IDR 122.5 million", "1億2,250万ルピア")}, {Text: say(l, "Rp300 juta", "IDR 300 million", "3億ルピア")},
				{Text: say(l, "Halaman ini", "This page", "このページ")},
			}},
			{Cells: []Cell{
				{Code: "5.2.1.3", Text: say(l, "Kapasitas SDM pariwisata berbasis SKKNI", "Capacity of tourism staff by national competence standards", "国家技能基準に基づく観光人材の育成"), Href: "#s3"},
				{Text: "140"}, {Text: "0"}, {Text: say(l, "belum ada", "none yet", "まだなし")}, {Text: say(l, "Rp166,4 juta", "IDR 166.4 million", "1億6,640万ルピア")}, {Text: say(l, "Rp400 juta", "IDR 400 million", "4億ルピア")},
				{Part: Cap(l, Stamp{Flagged, say(l, "1 catatan data", "1 data note", "データ注記1件")})},
			}},
		},
	}
}
