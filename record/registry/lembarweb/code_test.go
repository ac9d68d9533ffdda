package lembarweb

import (
	"strings"
	"testing"

	"alun/record/account/accounttest"
)

// What a scanner types into the box is the whole address, what a person types has spaces
// and capitals: all lead to the same sheet.
func TestACodeIsReadHoweverItComes(t *testing.T) {
	codec := accounttest.Ring(t).Codec()
	code := codec.Encode(7_000_001)
	for _, typed := range []string{code, strings.ToUpper(code), code[:4] + " " + code[4:8] + " " + code[8:], "https://alun.example" + base + "/" + code, "https://alun.example/en" + base + "/" + code + "?ya=simpan", base + "/" + code + "/cetak"} {
		if id, ok := codec.Decode(readCode(typed)); !ok || id != 7_000_001 {
			t.Errorf("%q is read as %q", typed, readCode(typed))
		}
	}
	for _, typed := range []string{"", "abc", code[:12], code + "x", "https://alun.example/petugas/lembar/"} {
		if _, ok := codec.Decode(readCode(typed)); ok {
			t.Errorf("%q is a sheet", typed)
		}
	}
	// A code with one letter changed is another number, or none: never the same sheet.
	for i := range code {
		for _, c := range "0123456789abcdefghjkmnpqrstvwxyz" {
			forged := code[:i] + string(c) + code[i+1:]
			if id, ok := codec.Decode(readCode(forged)); ok && forged != code && id == 7_000_001 {
				t.Errorf("%q opens the sheet of %q", forged, code)
			}
		}
	}
}

// FuzzCode reads what anybody types: it never breaks, and what it accepts is a code.
func FuzzCode(f *testing.F) {
	codec := accounttest.Ring(f).Codec()
	f.Add(codec.Encode(1))
	f.Add("https://alun.example/petugas/lembar/" + codec.Encode(2))
	f.Add("/petugas/lembar//petugas/lembar/")
	f.Add("\x00\xff i l o")
	f.Fuzz(func(t *testing.T, typed string) {
		got := readCode(typed)
		if id, ok := codec.Decode(got); ok {
			if again := codec.Encode(id); len(again) != 13 || id < 0 {
				t.Errorf("%q is read as %q, sheet %d, code %q", typed, got, id, again)
			}
		}
	})
}
