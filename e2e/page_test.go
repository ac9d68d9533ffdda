package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// kind is one kind of page with an example of it. The address may be found on
// another page, where the house chooses part of it.
type kind struct {
	name string
	path func(b *tab) string
}

func fixed(path string) func(*tab) string { return func(*tab) string { return path } }

// first opens a page and takes the first link that is as wanted.
func first(from string, right func(string) bool) func(*tab) string {
	return func(b *tab) string {
		b.open(from)
		return b.linkTo("an example", right).to
	}
}

// kinds lists every kind of page. A new kind of page gets its line here.
var kinds = []kind{
	{"front", fixed("/")},
	{"search", fixed("/cari?q=sertifikasi")},
	{"search for nothing", fixed("/cari?q=zzqqxx")},
	{"year", fixed("/renja/2024")},
	{"office", func(b *tab) string { return upTo(b.nodePath()) }},
	{"row", (*tab).nodePath},
	{"doubtful row", func(b *tab) string { return first(first("/catatan", under("/catatan/"))(b), isRow)(b) }},
	{"notes", fixed("/catatan")},
	{"case", first("/catatan", under("/catatan/"))},
	{"promises", fixed("/janji")},
	{"promise", first("/janji", under("/janji/"))},
	{"areas", fixed("/wilayah")},
	{"area", first("/wilayah", under("/wilayah/"))},
	{"map", fixed("/peta")},
	{"gallery", fixed("/rupa")},
	{"missing page", fixed("/tidak-ada")},
}

func upTo(path string) string { return path[:strings.LastIndexByte(path, '/')] }

// Each kind of page in each language, on both screens and in both colours: no
// rule of axe broken, nothing wider than the screen, no sentence missing.
func TestEveryKindOfPageIsSound(t *testing.T) {
	home := visitHouse(t)
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			b := newTab(t, home)
			path := k.path(b)
			for _, prefix := range []string{"", "/en", "/ja"} {
				b.visit(strings.TrimSuffix(prefix+path, "/"))
				b.watch.forgive("/tidak-ada")
				b.sound(prefix + path)
			}
		})
	}
}

func (b *tab) sound(where string) {
	b.Helper()
	if b.missingWords() {
		b.Errorf("%s: a sentence is missing", where)
	}
	for _, width := range []int64{phone, desk} {
		b.width(width)
		if n := b.overflow(); n > 0 {
			b.Errorf("%s at %d: %d px too wide", where, width, n)
		}
		for _, scheme := range []string{"light", "dark"} {
			b.colours(scheme)
			b.noViolations(fmt.Sprintf("%s, %d px, %s", where, width, scheme))
		}
	}
}

// A first visit with an empty cache over a slow line. The map fetches its
// library on demand and is not counted; the gallery is for developers.
func TestAFirstVisitIsLight(t *testing.T) {
	const goal, limit = 60_000, 100_000
	home := visitHouse(t)
	for _, k := range kinds {
		if k.name == "map" || k.name == "gallery" {
			continue
		}
		t.Run(k.name, func(t *testing.T) {
			path := k.path(newTab(t, home))
			b := newTab(t, home)
			b.width(phone)
			b.coldCache()
			b.arrive(path)
			b.watch.forgive("/tidak-ada")
			n := b.watch.received()
			t.Logf("%s: %.1f KB", k.name, n/1000)
			switch {
			case n > limit:
				t.Errorf("%.0f bytes, the limit is %d", n, limit)
			case n > goal:
				t.Logf("%s: above the goal of %d KB", k.name, goal/1000)
			case n < 1000:
				t.Errorf("%.0f bytes cannot be a page", n)
			}
		})
	}
}
