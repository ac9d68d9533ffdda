package letter_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/ground/letter"
)

func aChecklist(rows int) letter.Checklist {
	c := letter.Checklist{Head: letter.Letterhead{Over: []string{"PEMERINTAH KOTA CONTOH"}, Name: "KELURAHAN CONTOH"}, Title: "Lembar RT 12", About: []string{"Nomor 3"},
		Mark: [][]bool{{true, false, true}, {false, true, false}, {true, true, true}}, Code: "2wbt c3vx xnqe1", Page: func(page, pages int) string { return fmt.Sprintf("halaman %d dari %d", page, pages) },
		Ask: "Beri tanda centang.", Note: "Bukan untuk pajak.", Number: "No.", Thing: "Nama usaha", Boxes: []string{"1 Masih usaha", "2 Pindah"}, None: "Belum ada usaha.",
		Blank: letter.BlankRows{Title: "Belum terdata", Columns: []string{"Nama", "Letak"}, Numbers: []string{"B1", "B2"}}, Sign: letter.Signature{Post: []string{"Ketua RT 12"}}}
	for i := range rows {
		c.Rows = append(c.Rows, letter.CheckRow{Number: fmt.Sprint(i + 1), Name: fmt.Sprintf("Warung %03d", i+1), Lines: []string{"jual pecel"}})
	}
	return c
}

// rowName is the name of a row of aChecklist.
var rowName = regexp.MustCompile(`Warung \d{3}`)

// Each page bears the sheet's code and the count of its own pages; no row is lost or
// stands twice, and the place to sign is there once.
func TestAChecklistLosesNoRow(t *testing.T) {
	for _, rows := range []int{0, 1, 21, 22, 23, 200} {
		plain := setup(letter.A4)
		plain.Foot = nil // it would stand where the checklist counts
		pages := read(t, drawnOn(t, plain, func(d *letter.Doc) {
			d.Checklist(aChecklist(rows))
			d.Checklist(aChecklist(1)) // a second sheet counts for itself
		}))
		var seen []string
		signs := 0
		for i, text := range pages {
			if !strings.Contains(text, "2wbt c3vx xnqe1") {
				t.Errorf("%d rows: page %d has no code", rows, i+1)
			}
			want := fmt.Sprintf("halaman %d dari %d", i+1, len(pages)-1)
			if i == len(pages)-1 {
				want = "halaman 1 dari 1"
			}
			if !strings.Contains(squeezed(text), want) {
				t.Errorf("%d rows: page %d does not say %q: %s", rows, i+1, want, squeezed(text))
			}
			signs += strings.Count(text, "Ketua RT 12")
			seen = append(seen, rowName.FindAllString(text, -1)...)
		}
		if signs != 2 || len(seen) != rows+1 || !slices.IsSorted(seen[:rows]) {
			t.Errorf("%d rows: %d are read, signed %d times: %v", rows, len(seen), signs, seen)
		}
	}
}
