package ownerweb

import (
	"testing"

	"alun/record/registry"
)

func TestAPointIsReadAsMapsWriteIt(t *testing.T) {
	for typed, want := range map[string]string{
		"-1.240890, 116.896160":     "-1.240890 116.896160 map",
		" (-1.24089, 116.89616) ":   "-1.240890 116.896160 map",
		"-1.24089,116.89616":        "-1.240890 116.896160 map",
		"1.24089° S, 116.89616° E":  "-1.240890 116.896160 map",
		"1,24089° LS 116,89616° BT": "-1.240890 116.896160 map",
		"0.5 LU, 117.1 BT":          "0.500000 117.100000 map",
		"0.5 N, 117.1 E":            "0.500000 117.100000 map",
		"1.24089 s; 116.89616 t":    "-1.240890 116.896160 map",
		"-1.24089 116.89616 gps":    "-1.240890 116.896160 gps",
		"https://www.google.com/maps/place/Toko/@-1.24089,116.89616,17z/data=x": "-1.240890 116.896160 map",
		"https://maps.google.com/?q=-1.24089,116.89616":                         "-1.240890 116.896160 map",
		"https://maps.app.goo.gl/abc123":                                        "",
		"https://www.google.com/maps/@-91.5,116.9,17z":                          "",
		"91.5 S, 116.9 E":     "",
		"Jalan Sudirman 7":    "",
		"":                    "",
		"1.24089 116.89616 E": "",
	} {
		at, ok := readTyped(typed)
		if got := at.String(); ok != (want != "") || ok && got != want {
			t.Errorf("%q is read as %q %v, want %q", typed, got, ok, want)
		}
	}
}

// What is read as a point is read again from how it is kept.
func FuzzReadTyped(f *testing.F) {
	for _, seed := range []string{"-1.240890, 116.896160", "1,24° LS 116,9° BT", "https://x/@-1.2,116.8,17z", "(", "°S°E"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		at, ok := readTyped(typed)
		if !ok {
			return
		}
		if again, ok := registry.ReadPoint(at.String()); !ok || again != at {
			t.Errorf("%q is kept as %q, which is read as %v %v", typed, at.String(), again, ok)
		}
	})
}
