package face_test

import (
	"testing"

	"alun/ground/lang"
	"alun/record/registry"
	"alun/record/registry/face"
)

func TestNumbersAsPeopleWriteThem(t *testing.T) {
	for kept, want := range map[string]string{"6281234567890": "0812-3456-7890", "62542123456": "0542-123456", "": "", "x": "x", "62": "62"} {
		if got := face.Number(kept); got != want {
			t.Errorf("%s is written %s, want %s", kept, got, want)
		}
	}
}

func TestSinceWhenIsReadable(t *testing.T) {
	words, err := lang.Load(registry.Files)
	if err != nil {
		t.Fatal(err)
	}
	for kept, want := range map[string][3]string{"2023": {"2023", "2023", "2023年"}, "2023-08": {"Agustus 2023", "August 2023", "2023年8月"},
		"2023-08-05": {"5 Agustus 2023", "5 August 2023", "2023年8月5日"}, "dulu": {"dulu", "dulu", "dulu"}, "": {"", "", ""}} {
		for i, tag := range lang.All {
			if got := face.Since(words.In(tag), kept); got != want[i] {
				t.Errorf("%s: %q is told as %q, want %q", tag, kept, got, want[i])
			}
		}
	}
}

func TestAPointIsReadable(t *testing.T) {
	words, err := lang.Load(registry.Files)
	if err != nil {
		t.Fatal(err)
	}
	want := [3]string{"-1.240890, 116.896160, dari ponsel di tempat", "-1.240890, 116.896160, from a phone on the spot", "-1.240890, 116.896160、現地の端末から"}
	for i, tag := range lang.All {
		teller := face.Teller{Lang: words.In(tag)}
		if got := teller.Fact(registry.Point, "-1.240890 116.896160 gps"); got != want[i] {
			t.Errorf("%s: the point is told as %q", tag, got)
		}
		if got := teller.Fact(registry.Point, ""); got != "" {
			t.Errorf("%s: no point is told as %q", tag, got)
		}
	}
}

func TestOutputAndHoursAreReadable(t *testing.T) {
	words, err := lang.Load(registry.Files)
	if err != nil {
		t.Fatal(err)
	}
	output, hours := [3]string{"350 buah per minggu", "350 buah a week", "1週間あたり 350 buah"}, [3]string{"Senin–Sabtu 08.00–17.00; Minggu tutup", "Monday–Saturday 08:00–17:00; Sunday closed", "月曜日〜土曜日 08:00–17:00; 日曜日 休み"}
	for i, tag := range lang.All {
		teller := face.Teller{Lang: words.In(tag)}
		if got := teller.Fact(registry.Capacity, "350 buah/week"); got != output[i] {
			t.Errorf("%s: the output is told as %q", tag, got)
		}
		if got := teller.Fact(registry.Opens, "1-6 08:00-17:00; 7 x"); got != hours[i] {
			t.Errorf("%s: the hours are told as %q", tag, got)
		}
	}
}
