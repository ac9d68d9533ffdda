package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheCommandOfPeople: an empty house gives its link, and a person's link
// wants a reason; the lists tell nothing personal.
func TestTheCommandOfPeople(t *testing.T) {
	at := filepath.Join(t.TempDir(), "alun.db")
	run := func(want int, args ...string) (out, err string) {
		t.Helper()
		var o, e strings.Builder
		if got := run(t.Context(), append([]string{"--database", at, "--lang", "en"}, args...), streams{&o, &e}); got != want {
			t.Fatalf("%v: %d, want %d: %s", args, got, want, e.String())
		}
		return o.String(), e.String()
	}
	_, said := run(exitDone, "account", "link")
	first := regexp.MustCompile(`http://localhost:8080/atur/[a-z2-7]{26}`).FindString(said)
	if first == "" {
		t.Fatalf("no link: %s", said)
	}
	if _, again := run(exitDone, "account", "link"); strings.Contains(again, first) {
		t.Error("the same link twice")
	}
	run(exitRefused, "account", "link", "siti@contoh.id")
	run(exitRefused, "account", "link", "siti@contoh.id", "--reason", "pendek")
	_, said = run(exitRefused, "account", "link", "siti@contoh.id", "--reason", "atas permintaan sekretaris daerah")
	if !strings.Contains(said, "No account") {
		t.Errorf("nobody has this login: %s", said)
	}
	if _, said = run(exitDone, "account", "list"); !strings.Contains(said, "0 people") {
		t.Errorf("an empty list: %s", said)
	}
}
