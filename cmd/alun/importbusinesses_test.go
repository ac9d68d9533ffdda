package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alun/ground/lang"
	"alun/record/registry/directory"
	"alun/record/registry/intake"
)

// An officer's way with a file that somebody else made: look, answer, bring it in,
// bring it in again.
func TestATableOfBusinessesComesIn(t *testing.T) {
	for engine, fresh := range withRooms() {
		t.Run(engine, func(t *testing.T) {
			mapping, report := filepath.Join(t.TempDir(), "m.json"), filepath.Join(t.TempDir(), "r.xlsx")
			bring := append([]string{"import", "businesses", "../../record/registry/intake/testdata/kelurahan-excel.xlsx", "--mapping", mapping}, atPlace(t, fresh(t))...)
			code, out, errs := alun(t, append(bring, "--dry-run", "--report", report)...)
			if code != exitRefused || !strings.Contains(out, "The cell of the kelurahan is empty") || !strings.Contains(errs, "Nothing was kept") {
				t.Fatalf("exit %d\n%s%s", code, out, errs)
			}
			if info, err := os.Stat(report); err != nil || info.Mode().Perm() != 0o600 || info.Size() < 1000 {
				t.Errorf("the report: %v %v", info, err)
			}
			answer(t, mapping)
			if _, _, errs = alun(t, append(bring, "--dry-run")...); !strings.Contains(errs, "The register would have: 3 new, 0 changed, 0 as before") {
				t.Errorf("the preview counts otherwise\n%s", errs)
			}
			for _, want := range []string{"In the register: 3 new, 0 changed, 0 as before", "In the register: 0 new, 0 changed, 3 as before"} {
				if code, _, errs = alun(t, bring...); code != exitRefused || !strings.Contains(errs, want) || !strings.Contains(errs, "9 lines: 3 taken, 1 refused, 0 to be answered, 5 no business") {
					t.Errorf("exit %d, not %q\n%s", code, want, errs)
				}
			}
			if _, _, errs = alun(t, append(bring, "--dry-run")...); !strings.Contains(errs, "The register would have: 0 new, 0 changed, 3 as before") {
				t.Errorf("the preview of what is in counts otherwise\n%s", errs)
			}
			for _, private := range []string{"6471054505800001", "81234567901"} {
				if strings.Contains(out+errs, private) {
					t.Errorf("%s is printed", private)
				}
			}
		})
	}
}

// answer fills in a mapping as a person would.
func answer(t *testing.T, file string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m, err := intake.ReadMapping(raw)
	if err != nil {
		t.Fatal(err)
	}
	m.All = map[intake.Field]string{"kind": "usaha"}
	m.Settings = intake.Settings{FillDown: []intake.Field{"kelurahan", intake.Kecamatan}, MayLack: []intake.Field{"sales"}}
	if err := os.WriteFile(file, m.JSON(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// The preview says what will be stored, in the language of whoever reads it, and tells
// answers that are neither yes nor no.
func TestThePreviewSaysWhatWillBeStored(t *testing.T) {
	for engine, fresh := range withRooms() {
		t.Run(engine, func(t *testing.T) {
			table := filepath.Join(t.TempDir(), "daftar.csv")
			text := "Nama Usaha;NIB;Kelurahan;Usaha di Rumah;PKL;Omzet per Tahun\nToko Satu;1206220012345;Damai;ya;TIDAK;Rp 40 juta\nToko Dua;1206220012346;Damai;BENAR;salah;\n" +
				"Toko Tiga;1206220012347;Damai;mungkin;;\nToko Empat;1206220012348;Damai;*;;\nToko Lima;1206220012349;Damai;-;nan;\n"
			if err := os.WriteFile(table, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			look := append([]string{"import", "businesses", table, "--dry-run"}, atPlace(t, fresh(t))...)
			for tag, want := range map[string][]string{
				"id": {"Toko Satu · NIB: 1206220012345 · Kelurahan: Damai (Balikpapan Kota) · Usaha di rumah: Ya · Pedagang keliling atau kaki lima: Tidak", "Toko Dua · NIB: 1206220012346 · Kelurahan: Damai (Balikpapan Kota) · Usaha di rumah: Ya · Pedagang keliling atau kaki lima: Tidak", "“mungkin” bukan ya atau tidak", "“*” bukan ya atau tidak"},
				"en": {"Run from home: Yes · Street vendor: No", "“mungkin” is neither yes nor no", "“*” is neither yes nor no"},
				"ja": {"自宅での営業: はい", "「mungkin」"},
			} {
				var o, e bytes.Buffer
				run(t.Context(), append(look, "--lang", tag), streams{&o, &e})
				for _, w := range want {
					if !strings.Contains(o.String()+e.String(), w) {
						t.Errorf("%s: not %q in\n%s%s", tag, w, o.String(), e.String())
					}
				}
				for _, raw := range []string{": yes", ": no", ": ya ", "BENAR", "salah", "1206220012349: "} {
					if strings.Contains(o.String(), raw) {
						t.Errorf("%s: %q is shown as it is kept or typed", tag, raw)
					}
				}
			}
		})
	}
}

func TestBusinessesComeInWhileItServes(t *testing.T) {
	db := atPlace(t, filepath.Join(t.TempDir(), "a.db"))
	served(t, db...)
	table := filepath.Join(t.TempDir(), "daftar.csv")
	if err := os.WriteFile(table, []byte("Nama Usaha;NIB;Kelurahan\nToko Berkah;1206220012345;Damai\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	report := filepath.Join(t.TempDir(), "r.csv")
	code, out, errs := alun(t, append([]string{"import", "businesses", table, "--json", "--report", report}, db...)...)
	var row struct {
		Line    int    `json:"line"`
		Outcome string `json:"outcome"`
	}
	if first, _, _ := strings.Cut(out, "\n"); code != exitDone || json.Unmarshal([]byte(first), &row) != nil || row.Line != 2 || row.Outcome != "new" {
		t.Fatalf("exit %d\n%s%s", code, out, errs)
	}
	if raw, err := os.ReadFile(report); err != nil || !strings.Contains(string(raw), "2,taken: new") {
		t.Errorf("%s %v", raw, err)
	}
}

// While the directory still reads what came in, the import says so; else it says nothing.
func TestTheImportSaysThatTheDirectoryIsBehind(t *testing.T) {
	words, err := sentences()
	if err != nil {
		t.Fatal(err)
	}
	for want, s := range map[string]directory.State{"": {Behind: 7}, "The directory is still 7 entries behind": {Ready: true, Behind: 7}} {
		var out bytes.Buffer
		if err := tellLag(&desk{words.In(lang.EN), words, streams{&out, io.Discard}}, s); err != nil || (want == "") != (out.Len() == 0) || !strings.Contains(out.String(), want) {
			t.Errorf("%+v: %q, %v", s, out.String(), err)
		}
	}
}
