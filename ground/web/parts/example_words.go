package parts

import (
	"alun/ground/lang"
	"github.com/a-h/templ"
)

var wordSamples = []Sample{
	{"Judul", func(l lang.Lang) templ.Component { return Judul(l, sampleTitle(l)) }},
	{"Dek", func(l lang.Lang) templ.Component { return Dek(l, sampleHead(l, "contoh-dek")) }},
	{"Jejakan", func(l lang.Lang) templ.Component {
		return Jejakan(l, []Link{
			{Label: say(l, "Rencana 2024", "Plan 2024", "2024年計画"), Href: "#a"},
			{Label: say(l, "Dinas Contoh", "Sample Department", "見本局"), Href: "#b"},
			{Label: "5.2.1.1"},
		})
	}},
	{"Cap", sampleStamps},
	{"Btn", sampleButtons},
	{"Tautan", func(l lang.Lang) templ.Component {
		return Tautan(l, Link{say(l, "Lihat 22 usaha yang naik", "See the 22 businesses that grew", "売上が伸びた22事業者を見る"), "#t", IconArrow})
	}},
	{"Chip", sampleChips},
	{"Catat", sampleNotes},
	{"Kutip", func(l lang.Lang) templ.Component {
		return Kutip(l, Quote{
			Text: "Terlaksana 120 orang kegiatan sertifikasi barista, hotel, pramusaji", Lang: "id",
			Source: Link{Label: say(l, "Catatan pada formulir, triwulan II 2024", "Remark on the form, second quarter 2024", "様式の備考、2024年第2四半期"), Href: "#k"},
		})
	}},
	{"Kosong", func(l lang.Lang) templ.Component {
		return Kosong(l, Empty{
			Title: say(l, "Belum ada usaha di saringan ini", "No business matches these filters yet", "この条件に合う事業者はまだありません"),
			Text:  say(l, "Coba lepas “Halal”, atau cari di kecamatan sebelah.", "Try without “Halal”, or search the neighbouring district.", "「ハラール」を外すか、隣の地区で探してみてください。"),
			Link:  Link{Label: say(l, "Lepas saringan", "Remove the filter", "絞り込みを外す"), Href: "#l"}, Level: 3,
		})
	}},
	{"Gagal", func(l lang.Lang) templ.Component {
		return Gagal(l, Failure{
			Title:     say(l, "Halaman belum dapat dibuka", "This page cannot be opened right now", "ただいまページを開けません"),
			Text:      say(l, "Ada yang rusak di pihak kami. Isian Anda tidak hilang; silakan coba lagi sebentar lagi.", "Something broke on our side. What you typed is not lost; please try again in a moment.", "こちら側で問題が起きました。入力内容は失われていません。しばらくしてからもう一度お試しください。"),
			RequestID: "7K2M-Q9", Home: "#home", Again: "#again",
		})
	}},
	{"Gagal (tidak ditemukan)", func(l lang.Lang) templ.Component {
		return Gagal(l, Failure{
			Title: say(l, "Halaman ini tidak ada", "There is no such page", "このページはありません"),
			Text:  say(l, "Mungkin alamatnya salah ketik, atau sudah dipindah.", "The address may be mistyped, or the page may have moved.", "アドレスの入力間違いか、ページが移動した可能性があります。"),
			Home:  "#home", NotFound: true,
		})
	}},
}

func sampleTitle(l lang.Lang) Title {
	return Title{
		Over:  say(l, "Subkegiatan 5.2.1.1", "Sub-activity 5.2.1.1", "細目事業 5.2.1.1"),
		Title: say(l, "Fasilitasi Sertifikasi Kompetensi bagi Tenaga Kerja Bidang Pariwisata", "Facilitating Competence Certification for Workers in Tourism", "観光分野の労働者に対する技能認証の支援"),
		Lead:  say(l, "Dinas Contoh · Semester I 2024", "Sample Department · first half of 2024", "見本局・2024年上半期"),
		Small: true,
		Stamps: []Stamp{
			{Flagged, say(l, "2 catatan data", "2 data notes", "データ注記2件")},
			{Waiting, say(l, "Belum ada data dukung", "No supporting data yet", "裏付け資料なし")},
			{Kind: Example},
		},
	}
}

func sampleHead(l lang.Lang, id string) Head {
	return Head{
		ID: id, Level: 3,
		Title: say(l, "Setengah tahun lewat, 27% uang dibelanjakan", "Half the year is over, 27% of the money is spent", "半年が過ぎ、支出は予算の27％です"),
		Lead:  say(l, "Lebar kolom adalah anggaran. Tinggi kuning adalah bagian yang sudah dibelanjakan.", "The width of a column is the budget. The height of the yellow is the part already spent.", "列の幅は予算額、黄色の高さは支出済みの割合です。"),
		Link:  Link{Label: say(l, "Semua perangkat daerah", "All departments", "全部局を見る"), Href: "#semua", Icon: IconArrow},
	}
}

func sampleStamps(l lang.Lang) templ.Component {
	return row(
		Cap(l, Stamp{Plain, say(l, "Konsep", "Draft", "下書き")}),
		Cap(l, Stamp{Running, say(l, "Diajukan", "Submitted", "提出済み")}),
		Cap(l, Stamp{Waiting, say(l, "Diperiksa", "Under review", "確認中")}),
		Cap(l, Stamp{Done, say(l, "Disetujui", "Approved", "承認済み")}),
		Cap(l, Stamp{Refused, say(l, "Ditolak", "Refused", "不承認")}),
		Cap(l, Stamp{Flagged, say(l, "Perlu klarifikasi", "Needs clarification", "要説明")}),
		Cap(l, Stamp{Kind: Example}),
	)
}

func sampleButtons(l lang.Lang) templ.Component {
	return row(
		Btn(l, Button{Label: say(l, "Lamar lapak", "Apply for a stall", "出店を申し込む"), Href: "#b", Look: Lead, Big: true}),
		Btn(l, Button{Label: say(l, "Simpan", "Save", "保存する"), Type: "button"}),
		Btn(l, Button{Label: say(l, "Unduh", "Download", "ダウンロード"), Type: "button", Icon: IconGet, Look: Outline}),
		Btn(l, Button{Label: say(l, "Batalkan", "Cancel", "取り消す"), Type: "button", Look: Quiet}),
		Btn(l, Button{Label: say(l, "Hapus usaha", "Delete the business", "事業者を削除する"), Type: "button", Look: Danger}),
		Btn(l, Button{Label: say(l, "Terkunci", "Locked", "ロック中"), Type: "button", Disabled: true}),
	)
}

func sampleChips(l lang.Lang) templ.Component {
	return row(
		Chip(l, Tag{Label: say(l, "Semua", "All", "すべて"), Count: "23", Href: "#s", On: true}),
		Chip(l, Tag{Label: "Teritip", Count: "9", Href: "#t"}),
		Chip(l, Tag{Label: say(l, "Halal", "Halal", "ハラール"), Href: "#h", Remove: true}),
	)
}

func sampleNotes(l lang.Lang) templ.Component {
	return stack(
		Catat(l, Note{Plain, say(l, "Keterangan", "Good to know", "補足"), say(l, "Bisa dibaca nanti.", "You can read this later.", "あとで読んでもかまいません。"), 0, false}),
		Catat(l, Note{Running, say(l, "Sedang berjalan", "Under way", "処理中"), say(l, "Pembayaran sedang dicocokkan.", "The payment is being matched.", "入金を照合しています。"), 0, false}),
		Catat(l, Note{Done, say(l, "Terkirim", "Sent", "送信しました"), say(l, "Usaha Anda terdaftar. Nomor berkas 25-0417.", "Your business is registered. File number 25-0417.", "事業者登録が完了しました。受付番号は25-0417です。"), 0, false}),
		Catat(l, Note{Waiting, say(l, "Perlu perhatian", "Needs attention", "ご確認ください"), say(l, "Sertifikat halal habis 3 hari lagi.", "The halal certificate ends in 3 days.", "ハラール認証はあと3日で切れます。"), 0, false}),
		Catat(l, Note{Refused, say(l, "Tidak tersimpan", "Not saved", "保存できませんでした"), say(l, "Koneksi putus. Isian Anda aman di ponsel ini; tekan Kirim lagi.", "The connection broke. What you typed is safe on this phone; press Send again.", "接続が切れました。入力内容はこの端末に残っています。もう一度送信してください。"), 0, false}),
	)
}
