package main

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The administrator's table of settings has every setting, and no other.
func TestTheTableOfSettingsIsWhole(t *testing.T) {
	raw, err := os.ReadFile("../../doc/operate.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range settingsAmiss(reflect.TypeFor[Config](), string(raw)) {
		t.Error(wrong)
	}
}

func TestAMissingSettingIsFound(t *testing.T) {
	type small struct {
		A string `env:"ALUN_A" default:"x"`
	}
	for table, want := range map[string]int{
		"## Settings\n\n| `ALUN_A` | `x` | what |\n":                        0,
		"## Settings\n\n| `ALUN_A` | `y` | what |\n":                        1,
		"## Settings\n\n| `ALUN_B` | `x` | what |\n":                        2,
		"## Settings\n\n## Other\n| `ALUN_A` | `x` | what |\n":              1,
		"## Settings\n\n| `ALUN_A` | `x` | what |\n| `ALUN_C` | | what |\n": 1,
	} {
		if got := settingsAmiss(reflect.TypeFor[small](), table); len(got) != want {
			t.Errorf("%q: %q", table, got)
		}
	}
}

// A name in the first column is a setting of the program; those that only other
// libraries read are named in the last column.
var settingName = regexp.MustCompile("`(ALUN_[A-Z0-9_]+)`")

func settingsAmiss(config reflect.Type, page string) (wrong []string) {
	_, table, _ := strings.Cut(page, "\n## Settings\n")
	if strings.HasPrefix(page, "## Settings\n") {
		table = page
	}
	table, _, _ = strings.Cut(strings.TrimPrefix(table, "## Settings\n"), "\n## ")
	told := map[string]string{}
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) < 4 {
			continue
		}
		for _, m := range settingName.FindAllStringSubmatch(cells[1], -1) {
			told[m[1]] = cells[2]
		}
	}
	for i := range config.NumField() {
		f := config.Field(i)
		name, standard := f.Tag.Get("env"), f.Tag.Get("default")
		said, there := told[name]
		switch {
		case !there:
			wrong = append(wrong, fmt.Sprintf("doc/operate.md has no line for %s", name))
		case standard != "" && !strings.Contains(said, "`"+standard+"`"):
			wrong = append(wrong, fmt.Sprintf("doc/operate.md says %s is%s, the program says %s", name, said, standard))
		}
		delete(told, name)
	}
	for name := range told {
		wrong = append(wrong, "doc/operate.md has a line for "+name+", which is no setting")
	}
	slices.Sort(wrong)
	return wrong
}
