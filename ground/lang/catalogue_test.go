package lang

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// room makes a room's words from three files.
func room(id, en, ja string) fs.FS {
	return fstest.MapFS{
		"words/id.json": {Data: []byte(id)},
		"words/en.json": {Data: []byte(en)},
		"words/ja.json": {Data: []byte(ja)},
	}
}

// good is a room without a mistake; each case below plants one.
var good = [3]string{
	`{"plan.rows": "{2}: {1} baris", "plan.end": "Selesai."}`,
	`{"plan.rows": "{1} {1|row|rows} in {2}", "plan.end": "Done."}`,
	`{"plan.rows": "{2}に{1}行", "plan.end": "終わりました。"}`,
}

func TestLoadMergesRooms(t *testing.T) {
	c, err := Load(room(good[0], good[1], good[2]), room(`{"door.shut": "Tutup"}`, `{"door.shut": "Shut"}`, `{"door.shut": "閉"}`))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := c.Keys(), []string{"door.shut", "plan.end", "plan.rows"}; !slices.Equal(got, want) {
		t.Errorf("keys = %v", got)
	}
	l := c.In(JA)
	if l.Tag() != JA || !l.Has("door.shut") || l.Has("door.open") || l.T("door.shut") != "閉" {
		t.Error("a room's sentences are not where they belong")
	}
}

func TestLoadRefusesMistakes(t *testing.T) {
	id, en, ja := good[0], good[1], good[2]
	one := func(text string) fs.FS { // the same sentence in all languages
		f := `{"a.b": ` + text + `}`
		return room(f, f, f)
	}
	cases := []struct {
		name, says string
		rooms      []fs.FS
	}{
		{"English lacks a key", `en lacks "plan.end"`, []fs.FS{room(id, `{"plan.rows": "{1}{2}"}`, ja)}},
		{"Japanese lacks a key", `ja lacks "plan.end"`, []fs.FS{room(id, en, `{"plan.rows": "{1}{2}"}`)}},
		{"the source lacks a key", `id lacks "plan.end", which en has`, []fs.FS{room(`{"plan.rows": "{1}{2}"}`, en, `{"plan.rows": "{1}{2}"}`)}},
		{"a value is lost", `"plan.rows" in ja shows the values [1], the source [1 2]`, []fs.FS{room(id, en, strings.Replace(ja, "{2}", "", 1))}},
		{"a value too many", `"plan.end" in en shows the values [3], the source []`, []fs.FS{room(id, strings.Replace(en, "Done.", "Done {3}", 1), ja)}},
		{"a choice by an unknown value", "chooses by {4}", []fs.FS{room(id, strings.Replace(en, "{1|", "{4|", 1), ja)}},
		{"two rooms claim a key", "plan.end: claimed twice", []fs.FS{room(id, en, ja), room(`{"plan.end": "x"}`, `{"plan.end": "x"}`, `{"plan.end": "x"}`)}},
		{"one file claims a key twice", "a.b: claimed twice", []fs.FS{one(`"x", "a.b": "y"`)}},
		{"a file is missing", "words/ja.json", []fs.FS{fstest.MapFS{"words/id.json": {Data: []byte("{}")}, "words/en.json": {Data: []byte("{}")}}}},
		{"not JSON", "words/id.json", []fs.FS{one(`"x`)}},
		{"an empty file", "not an object", []fs.FS{room("", "", "")}},
		{"an array", "not an object", []fs.FS{room("[]", "[]", "[]")}},
		{"not closed", "not closed", []fs.FS{room(`{"a.b": "x"`, en, ja)}},
		{"something after it", "something follows", []fs.FS{room("{} {}", "{}", "{}")}},
		{"a nested object", "not a sentence", []fs.FS{one(`{"c": "x"}`)}},
		{"a number", "not a sentence", []fs.FS{one(`3`)}},
		{"null", "not a sentence", []fs.FS{one(`null`)}},
		{"an empty sentence", "an empty sentence", []fs.FS{one(`" "`)}},
		{"a key without a room", "not of the form room.what", []fs.FS{room(`{"end": "x"}`, en, ja)}},
		{"a key with a capital", "not of the form room.what", []fs.FS{room(`{"Plan.end": "x"}`, en, ja)}},
		{"broken UTF-8", "not UTF-8", []fs.FS{one("\"\xff\"")}},
		{"half a surrogate pair", "broken character", []fs.FS{one(`"\ud83d"`)}},
		{"the mark of what is missing", "marks of what is missing", []fs.FS{one(`"⟦1⟧"`)}},
		{"an open brace", "never closed", []fs.FS{one(`"{1"`)}},
		{"a named value", "names no value", []fs.FS{one(`"{name}"`)}},
		{"value 0", "names no value", []fs.FS{one(`"{0}"`)}},
		{"value 10", "names no value", []fs.FS{one(`"{10}"`)}},
		{"value +1", "names no value", []fs.FS{one(`"{+1}"`)}},
		{"an empty value", "names no value", []fs.FS{one(`"{}"`)}},
		{"a choice of one form", "two different forms", []fs.FS{one(`"{1|row}"`)}},
		{"a choice of three forms", "two different forms", []fs.FS{one(`"{1|a|b|c}"`)}},
		{"a choice of equal forms", "two different forms", []fs.FS{one(`"{1|row|row}"`)}},
		{"a value inside a choice", "two different forms", []fs.FS{one(`"{1|one|{1} rows}"`)}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := Load(c.rooms...)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("err = %v, want one that says %q", err, c.says)
			}
			if got != nil {
				t.Error("a catalogue came with the error")
			}
		})
	}
}
