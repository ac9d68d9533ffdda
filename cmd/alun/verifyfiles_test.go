package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alun/ground/db/dbtest"
)

// TestVerifyFindsASpoiledFile: a flipped byte and a lost file are named; a file
// of which nobody knows is not.
func TestVerifyFindsASpoiledFile(t *testing.T) {
	where := atPlace(t, dbtest.SQLite(t))
	must(t, append([]string{"demo", "--load-only"}, where...)...)
	words, err := sentences()
	if err != nil {
		t.Fatal(err)
	}
	h, err := open(t.Context(), &Config{Database: where[1], Key: where[3], Files: where[5], City: "balikpapan"}, &desk{words.In("en"), words, streams{io.Discard, io.Discard}})
	if err != nil {
		t.Fatal(err)
	}
	hash := answeredWithPage(t, h)
	if err := errors.Join(h.sealDiary(t.Context()), h.db.Close(), os.MkdirAll(filepath.Join(where[5], "ff", "ff"), 0o700),
		os.WriteFile(filepath.Join(where[5], "ff", "ff", strings.Repeat("f", 64)), []byte("x"), 0o600)); err != nil {
		t.Fatal(err)
	}
	verify := append([]string{"verify"}, where...)
	if _, _, errs := alun(t, verify...); !strings.Contains(errs, "1 sound, 1 unknown") || strings.Contains(errs, "found") {
		t.Errorf("a sound house: %q", errs)
	}
	file := filepath.Join(where[5], hash[:2], hash[2:4], hash)
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 1
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := alun(t, verify...); code != exitBroken || !strings.Contains(out, "blob_file "+hash+": The content of its file was changed.") {
		t.Errorf("a flipped byte: %d %q", code, out)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := alun(t, verify...); code != exitBroken || !strings.Contains(out, "blob_file "+hash+": Its file is missing") {
		t.Errorf("a lost file: %d %q", code, out)
	}
}
