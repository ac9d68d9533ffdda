package ownerweb

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"alun/ground/geo"
	"alun/record/registry"
)

// A press on the drawing finds its place, each next one closer; nothing is kept before the
// button that says so.
func TestAPointIsPressedOnTheDrawing(t *testing.T) {
	eachHouse(t, func(w *house) {
		_, at := w.stall(nil)
		at += "/titik"
		page := w.Reads("maker", at)
		frame := w.First(page, `name="bingkai" value="([^"]+)"`)
		box, ok := readFrame(frame)
		if !ok {
			t.Fatal(frame)
		}
		want, before := geo.Point{Lat: -1_230_123, Lng: 116_830_456}, math.Inf(1)
		for range 4 {
			v := geo.Fit(box, tapWide, 0)
			x, y := v.XY(want)
			page = w.Sends("maker", at, 200, "langkah", "tunjuk", "bingkai", frameText(box), "peta.x", strconv.Itoa(int(math.Round(x))), "peta.y", strconv.Itoa(int(math.Round(y))))
			w.Says(page, "Belum disimpan", "Kembali ke seluruh kelurahan")
			point, _ := readTyped(w.First(page, `value="(-1\.[0-9]+, [0-9.]+)"`))
			away := geo.Distance(point.Point, want)
			if away > before || away > v.Metres() {
				t.Errorf("%.1f metres away, before %.1f", away, before)
			}
			before = away
			if box, ok = readFrame(w.First(page, `name="bingkai" value="([^"]+)"`)); !ok {
				t.Fatal("no next drawing")
			}
		}
		w.Hushed(w.Reads("maker", at), "116.83")
		point := w.First(page, `value="(-1\.[0-9]+, [0-9.]+)"`)
		w.Says(w.Reads("maker", w.Sends("maker", at, 303, "langkah", "simpan", "point", point)), "Titik disimpan")
		for _, bad := range [][]string{{frame, "0", "0"}, {frame, "400", "3"}, {frame, "3", "-1"}, {frame, "", ""}, {"1 2 3", "3", "3"}, {"0 0 90000000 90000000", "3", "3"}, {"5 5 1 1", "3", "3"}, {"a b c d", "3", "3"}} {
			w.Says(w.Sends("maker", at, 422, "langkah", "tunjuk", "bingkai", bad[0], "peta.x", bad[1], "peta.y", bad[2]), "Tekan tempatnya pada gambar")
		}
		w.Says(w.Sends("maker", at, 422, "langkah", "tunjuk", "bingkai", "-1280000 116820000 -1210000 116860000", "peta.x", "150", "peta.y", "500"), "berada di kelurahan Damai")
		w.shutOut(at, at)
	})
}

// FuzzPressed: no press breaks anything, and what it finds lies in what was shown.
func FuzzPressed(f *testing.F) {
	f.Add("-1280000 116820000 -1210000 116860000", "150", "200")
	f.Add("0 0 0 0", "1", "1")
	f.Add("-1 -1 1 1", "300", "1")
	f.Add(strings.Repeat("9", 30)+" 1 2 3", "x", "1")
	f.Fuzz(func(t *testing.T, frame, x, y string) {
		at, next, ok := pressed(frame, x, y)
		if !ok {
			return
		}
		box, _ := readFrame(frame)
		if at.Lat < box.Min.Lat-1 || at.Lat > box.Max.Lat+1 || at.Lng < box.Min.Lng-1 || at.Lng > box.Max.Lng+1 || next.Min.Lat > next.Max.Lat {
			t.Errorf("%s %s %s: %v, then %v", frame, x, y, at, next)
		}
		_ = registry.At{Point: at}.String()
	})
}
