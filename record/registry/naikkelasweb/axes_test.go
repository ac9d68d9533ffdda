package naikkelasweb

import (
	"os"
	"testing"

	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/naikkelas"
)

// The table says of each axis what the wheel says: a number where something is answered, also
// 0, and none where nothing is.
func TestTheTableSaysWhatTheWheelSays(t *testing.T) {
	words, err := lang.Load(os.DirFS(".."), naikkelas.Files, Files, parts.Files)
	if err != nil {
		t.Fatal(err)
	}
	l := words.In(lang.ID)
	score := naikkelas.Score{Axes: []naikkelas.AxisScore{{Asked: 4}, {Asked: 4, Answered: 1}, {Asked: 4, Answered: 3, Ready: 420, Proven: 80}}}
	wheel := radar(l, score)
	rows := (wheelOne{own: own{Lang: l, r: &web.Request{Lang: l}, stand: naikkelas.Standing{Score: score}}, draw: wheel}).axes().Rows
	for i, want := range [][3]string{{"–", "–", "–"}, {"0", "0 dari 100", "0 dari 0 angka"}, {"42", "42 dari 100", "8 dari 42 angka"}} {
		got := [3]string{wheel.Slices[i].Value, rows[i].Cells[1].Text, rows[i].Cells[2].Text}
		if got != want {
			t.Errorf("axis %d: %q, want %q", i, got, want)
		}
	}
}
