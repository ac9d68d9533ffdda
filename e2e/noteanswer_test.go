package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// An office answers a note, the city accepts the answer, and whoever reads the row
// reads both.
func TestANoteIsAnsweredAndAccepted(t *testing.T) {
	t.Parallel()
	for width, short := range map[int64]string{desk: "Disporapar", phone: "Dinkes"} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			isAnswered(t, width, short)
		})
	}
}

func isAnswered(t *testing.T, width int64, short string) {
	s := visitDemo(t)
	words := "Jumlah peserta bertambah karena pelatihan kedua dibuka bulan Mei, kata " + short + "."
	b := s.tabOf(t, operatorOf(short))
	b.width(width)
	b.open("/tugas")
	b.click(b.linkTo("the notes that wait", func(p string) bool { return strings.HasPrefix(p, "/tugas/catatan") }))
	b.says("Catatan yang menunggu jawaban")
	b.click(b.linkTo("a note", isNoteTask))
	b.at("of a note", isNoteTask)
	at := b.path()
	b.says("Baris dan angkanya")
	row := b.linkTo("its row", isRow).to
	b.click(b.named("textbox", "Mengapa angkanya demikian?"))
	b.press("pendek")
	b.click(b.named("button", "Kirim jawaban"))
	b.says("Tulis 10 sampai 1.000 huruf")
	b.watch.forgive("422")
	b.noViolations("an answer that says nothing")
	b.click(b.named("textbox", "Mengapa angkanya demikian?"))
	b.chord("a")
	script[bool](b, `(() => { document.querySelector("main textarea").value = ""; return true })()`)
	b.press(words)
	b.click(b.named("button", "Kirim jawaban"))
	b.says("Jawaban terkirim", words)

	c := s.tabOf(t, planner)
	c.width(width)
	c.open("/tugas/catatan?daftar=tinjau")
	c.click(c.see("link", "to the answered note", func(x thing) bool { return x.to == at }))
	c.says(words)
	c.click(c.named("button", "Terima penjelasan"))
	c.says("Penjelasan diterima")

	reader := newTab(t, s.home)
	reader.width(width)
	reader.open(row)
	reader.says("Diterima")
	for range reader.all("DisclosureTriangle", func(x thing) bool { return x.name == "1 ucapan sebelumnya" }) {
		// An opened one keeps its name: the answer may stand at several notes of the row.
		reader.click(reader.see("DisclosureTriangle", "of what was said before", func(x thing) bool { return x.name == "1 ucapan sebelumnya" }))
	}
	reader.says(words)
}

func isNoteTask(path string) bool {
	return strings.HasPrefix(path, "/tugas/catatan/") && strings.Count(path, "/") == 3
}
