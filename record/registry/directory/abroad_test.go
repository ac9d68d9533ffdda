package directory

import (
	"strings"
	"testing"

	"alun/ground/find"
	"alun/ground/find/word"
)

// What is typed in another language also asks for what businesses write, and the rest of a
// question stays as it is.
func TestWordsOfOtherLanguagesAskAtHomeToo(t *testing.T) {
	for typed, want := range map[string]string{
		"コーヒー":         "コーヒー OR kopi",
		"ｺｰﾋｰ":         "ｺｰﾋｰ OR kopi",
		"コーヒー豆":        "コーヒー豆",
		"自転車修理":        "自転車 OR sepeda 修理 OR servis OR bengkel OR reparasi",
		"木の家具":         "木 OR kayu 家具 OR mebel OR furnitur",
		"花屋さん":         "花 OR bunga",
		"洗車":           `洗車 OR "cuci mobil" OR "cuci motor"`,
		"お土産 バティック":    "お土産 OR oleh-oleh OR suvenir バティック OR batik",
		"Motorcycle":   "Motorcycle OR motor",
		"nasi kuning":  "nasi kuning",
		`"fish" -rice`: `"fish" -rice`,
		"の":            "の",
		"":             "",
	} {
		if got := atHome(typed); got != want {
			t.Errorf("%q asks %q, not %q", typed, got, want)
		}
	}
}

// Every line of the list leads from words that can be typed to words of the index, and no
// word stands twice.
func TestTheListOfOtherLanguages(t *testing.T) {
	text, err := lists.ReadFile("lists/abroad.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen, n := map[string]bool{}, 0
	for line := range strings.Lines(string(text)) {
		left, right, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok || strings.HasPrefix(line, "#") || strings.TrimSpace(right) == "" {
			continue
		}
		for w := range strings.SplitSeq(left, ",") {
			w = strings.TrimSpace(w)
			if n++; w == "" || seen[w] || strings.ContainsRune(w, ' ') {
				t.Errorf("%q: %q is empty, two words or there twice", line, w)
			}
			seen[w] = true
		}
		for w := range strings.SplitSeq(right, ",") {
			if !find.Asks(strings.TrimSpace(w)) || len(word.Split(w)) == 0 {
				t.Errorf("%q leads nowhere", line)
			}
		}
	}
	if n < 250 || n != len(abroad) || len(between) < 8 {
		t.Errorf("%d words, %d are known", n, len(abroad))
	}
}
