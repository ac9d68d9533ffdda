package saring

import (
	"testing"
)

// The quick look lets every text through in which the pattern finds a link.
func TestTheQuickLookMissesNoLink(t *testing.T) {
	for text, may := range map[string]bool{"Nasi kuning. Buka pagi.": false, "jam 07.00": true, "https://bit": true, "lihat www.contoh.id": true, "toko.id": true, "Toko.\nBaru: enak": false, "": false, ".": false, "a. b.c": true} {
		if got := mayLink(text); got != may {
			t.Errorf("%q: %v", text, got)
		}
		if law.link.MatchString(text) && !mayLink(text) {
			t.Errorf("%q has a link", text)
		}
	}
}

func FuzzTheQuickLook(f *testing.F) {
	for _, text := range []string{"www.a", "https://x", "toko.co.id/a", "a. b", "é.id", "."} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if law.link.MatchString(text) && !mayLink(text) {
			t.Errorf("%q has a link", text)
		}
	})
}
