package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Whoever brings a long table in reads on the way how many of its lines are in, in their
// own language, and at the end that all are.
func TestTheImportSaysHowFarItIs(t *testing.T) {
	table := filepath.Join(t.TempDir(), "daftar.csv")
	text := strings.Builder{}
	text.WriteString("Nama Usaha;NIB;Kelurahan\n")
	for i := range milestone + 50 {
		fmt.Fprintf(&text, "Toko %d;12062200%05d;Damai\n", i+1, i+1)
	}
	if err := os.WriteFile(table, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for engine, fresh := range withRooms() {
		t.Run(engine, func(t *testing.T) {
			bring := append([]string{"import", "businesses", table}, atPlace(t, fresh(t))...)
			for _, c := range []struct {
				lang string
				want []string // in this order, and no other line of the same step
				step string
			}{
				{"en", []string{"Importing: 1,000 of 1,050", "Importing: 1,050 of 1,050"}, "Importing"},
				{"id", []string{"Memasukkan: 1.000 dari 1.050", "Memasukkan: 1.050 dari 1.050"}, "Memasukkan"},
			} {
				var out, errs bytes.Buffer
				if code := run(t.Context(), append(slices.Clone(bring), "--lang", c.lang), streams{&out, &errs}); code != exitDone {
					t.Fatalf("%s: exit %d\n%s%s", c.lang, code, out.String(), errs.String())
				}
				var said []string
				for line := range strings.Lines(errs.String()) {
					if strings.HasPrefix(line, c.step+":") {
						said = append(said, strings.TrimSpace(line))
					}
				}
				if !slices.Equal(said, c.want) {
					t.Errorf("%s says %q, not %q\n%s", c.lang, said, c.want, errs.String())
				}
			}
		})
	}
}
