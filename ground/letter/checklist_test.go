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
	c := letter.Checklist{Over: []string{"PEMERINTAH KOTA CONTOH", "KELURAHAN CONTOH"}, Title: "Lembar RT 12", About: []string{"Nomor 3"},
		Mark: func(string) ([][]bool, error) {
			return [][]bool{{true, false, true}, {false, true, false}, {true, true, true}}, nil
		}, Code: "2wbt c3vx xnqe1",
		Page: func(page, pages int, first, last string) string {
			return fmt.Sprintf("baris %s sampai %s halaman %d dari %d", first, last, page, pages)
		},
		Ask: "Beri tanda centang.", Note: "Bukan untuk pajak.", Number: "No.", Thing: "Nama usaha", Boxes: []string{"1 Masih usaha", "2 Pindah"}, None: "Belum ada usaha.",
		Blank: letter.BlankRows{Title: "Belum terdata", Columns: []letter.BlankColumn{{Label: "Nama", Share: 2}, {Label: "Letak", Share: 1}}, Numbers: []string{"B1", "B2"}}, Sign: letter.Signature{Post: []string{"Ketua RT 12"}}}
	for i := range rows {
		c.Rows = append(c.Rows, letter.CheckRow{Number: fmt.Sprint(i + 1), Name: fmt.Sprintf("Warung %03d", i+1), Lines: []string{"jual pecel"}})
	}
	return c
}

// rowName is the name of a row of aChecklist.
var rowName = regexp.MustCompile(`Warung \d{3}`)

// Each page bears the sheet's code, the count of its own pages and the numbers of its
// rows; no row is lost or stands twice, and the place to sign is there once.
func TestAChecklistLosesNoRow(t *testing.T) {
	for rows, most := range map[int]int{0: 1, 1: 1, 14: 1, 21: 1, 55: 1, 62: 1, 110: 2, 200: 4} {
		plain := setup(letter.A4)
		plain.Margins, plain.Foot = letter.Margins{Left: 9, Top: 9, Right: 9, Bottom: 11}, nil // it would stand where the checklist counts
		pages := read(t, drawnOn(t, plain, func(d *letter.Doc) {
			d.Checklist(aChecklist(rows))
			d.Checklist(aChecklist(1)) // a second sheet counts for itself
		}))
		if len(pages)-1 > most {
			t.Errorf("%d rows take %d pages, at most %d", rows, len(pages)-1, most)
		}
		var seen []string
		signs := 0
		for i, text := range pages {
			if !strings.Contains(text, "2wbt c3vx xnqe1") {
				t.Errorf("%d rows: page %d has no code", rows, i+1)
			}
			here := rowName.FindAllString(text, -1)
			slices.Sort(here) // a page has two columns, and is read line by line
			want := fmt.Sprintf("halaman %d dari %d", i+1, len(pages)-1)
			if i == len(pages)-1 {
				want = "halaman 1 dari 1"
			}
			if len(here) > 0 {
				want = fmt.Sprintf("baris %s sampai %s %s", numberOf(here[0]), numberOf(here[len(here)-1]), want)
			}
			if !strings.Contains(squeezed(text), want) {
				t.Errorf("%d rows: page %d does not say %q: %s", rows, i+1, want, squeezed(text))
			}
			signs += strings.Count(text, "Ketua RT 12")
			seen = append(seen, here...)
		}
		if signs != 2 || len(seen) != rows+1 || !slices.IsSorted(seen[:rows]) {
			t.Errorf("%d rows: %d are read, signed %d times: %v", rows, len(seen), signs, seen)
		}
	}
}

// numberOf is the number of a row of aChecklist.
func numberOf(name string) string { return strings.TrimLeft(strings.TrimPrefix(name, "Warung "), "0") }
