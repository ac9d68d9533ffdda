package sheet

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/ground/lang"
)

// Every sentence that the code names exists in three languages, and every
// sentence that exists is named.
func TestTheSentencesAreThoseThatTheCodeNames(t *testing.T) {
	c, err := lang.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		source, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"(sheet\.\w+)"`).FindAllStringSubmatch(string(source), -1) {
			named = append(named, m[1])
		}
	}
	slices.Sort(named)
	if named = slices.Compact(named); !slices.Equal(named, c.Keys()) {
		t.Errorf("the code names\n%q\nand words/ has\n%q", named, c.Keys())
	}
}

func TestSizesAndNamesInEachLanguage(t *testing.T) {
	for tag, want := range map[lang.Tag]string{lang.ID: "12,4 MB", lang.EN: "12.4 MB", lang.JA: "12.4 MB"} {
		if got := size(13_000_000).In(tag); got != want {
			t.Errorf("%s: %s", tag, got)
		}
	}
	two := names{{Name: "nib", Title: "NIB"}, {Name: "kota"}}
	for tag, want := range map[lang.Tag]string{lang.ID: "“NIB”, “kota”", lang.EN: "“NIB”, “kota”", lang.JA: "「NIB」「kota」"} {
		if got := two.In(tag); got != want {
			t.Errorf("%s: %s", tag, got)
		}
	}
}
