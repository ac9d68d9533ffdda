package directory_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/find"
	"alun/ground/geo"
	"alun/record/registry"
	"alun/record/registry/directory"
)

// private are facts that the public never sees, as they are typed, and the words by
// which somebody would look for them.
var private = registry.Values{registry.NIB: "9120001234567", registry.Phone: "0812-7777-6666", registry.WA: "0812-7777-6655", registry.Mail: "rahasia.siti@contoh.id",
	registry.Address: "Jl. Kenangasari Gang Delima 77", registry.RT: "47", registry.Point: "-1.231234 116.831234 gps", registry.Sales: "omzet_300jt", registry.Capital: "modal_200jt",
	registry.WorkersM: "4177", registry.Capacity: "8642 kg/bulan"}

var traces = []string{"9120001234567", "081277776666", "6281277776666", "7777", "6281277776655", "rahasia.siti@contoh.id", "rahasia", "kenangasari", "delima", "47", "077",
	"omzet_300jt", "omzet", "modal_200jt", "4177"}

var there = geo.Point{Lat: -1_231_234, Lng: 116_831_234}

// leaks tells by what a business can be found that the public does not see.
func leaks(dir *directory.Directory, id db.ID) (out []string) {
	finds := func(what string, a directory.Ask) {
		a.Limit = 100
		f, err := dir.Find(a)
		if err != nil {
			out = append(out, err.Error())
		}
		for _, h := range f.Hits {
			if h.ID == id && !f.Any {
				out = append(out, what)
			}
			if h.ID == id && h.Metres >= 0 {
				out = append(out, what+" tells a distance")
			}
		}
	}
	for _, text := range traces {
		finds(text, directory.Ask{Text: text})
		finds(text+"*", directory.Ask{Text: text + "*"})
		for _, s := range dir.Suggest(text[:len(text)-1], 10) {
			if strings.Contains(strings.ToLower(s.Text), text) || s.ID == id {
				out = append(out, "suggested: "+s.Text)
			}
		}
	}
	finds("a circle", directory.Ask{Near: &there, Within: 5_000})
	finds("a wide circle", directory.Ask{Near: &there, Within: 20_000_000})
	finds("the world", directory.Ask{Box: &geo.Box{Min: geo.Point{Lat: -90 * geo.Degree, Lng: -180 * geo.Degree}, Max: geo.Point{Lat: 90 * geo.Degree, Lng: 180 * geo.Degree}}})
	if f, err := dir.Find(directory.Ask{Near: &there, Sort: find.ByDistance, Limit: 100}); err != nil || slices.ContainsFunc(f.Hits, func(h directory.Hit) bool { return h.ID == id && h.Metres >= 0 }) {
		out = append(out, fmt.Sprint("by distance ", err))
	}
	cells, err := dir.Cells(directory.Ask{}, city, 200)
	if err != nil || len(cells) > 0 {
		out = append(out, fmt.Sprint("cells ", cells, err))
	}
	return out
}

// TestWhatIsPrivateCannotBeFound: of a home and of a street vendor, by words, distance,
// box and cell, at first and after a fact turned private.
func TestWhatIsPrivateCannotBeFound(t *testing.T) {
	eachTown(t, func(w *town) {
		set := registry.Values{registry.Name: "Warung Bu Siti"}
		for f, v := range private {
			set[f] = v
		}
		id := w.published(set)
		w.caught()
		w.finds("by its name", directory.Ask{Text: "bu siti"}, id)
		if out := leaks(w.dir, id); len(out) > 0 {
			w.Errorf("a home: %v", out)
		}

		w.change(id, registry.Values{registry.AddressPublic: registry.Yes})
		w.caught()
		if out := leaks(w.dir, id); len(out) == 0 {
			w.Error("the point that its owner opened is not there: the proof proves nothing")
		}
		w.finds("the opened point", directory.Ask{Near: &there, Within: 1}, id)
		w.change(id, registry.Values{registry.AddressPublic: registry.No})
		w.caught()
		if out := leaks(w.dir, id); len(out) > 0 {
			w.Errorf("a home that was closed again: %v", out)
		}

		w.change(id, registry.Values{registry.AddressPublic: registry.Yes, registry.AtHome: registry.No})
		w.caught()
		w.finds("a shop", directory.Ask{Near: &there, Within: 1}, id)
		w.change(id, registry.Values{registry.StreetVendor: registry.Yes})
		w.caught()
		if out := leaks(w.dir, id); len(out) > 0 {
			w.Errorf("a street vendor: %v", out)
		}

		w.change(id, registry.Values{registry.Phone: "0812-7777-6666", registry.PhonePublic: registry.Yes, registry.AboutID: "Sambal terasi."})
		w.caught()
		w.finds("an old text", directory.Ask{Text: "kuning"})
		w.finds("its new text", directory.Ask{Text: "terasi"}, id)
		if out := leaks(w.dir, id); len(out) > 0 {
			w.Errorf("a number is for the card, not for the search: %v", out)
		}
	})
}

// TestTheProofSeesALeak plants what a mistake would do: a private fact in a text.
func TestTheProofSeesALeak(t *testing.T) {
	w := aTown(t, dbtest.SQLite(t))
	set := registry.Values{registry.Name: "Warung Bu Siti"}
	for f, v := range private {
		set[f] = v
	}
	id := w.published(set)
	for what, text := range map[string]string{"a phone": "6281277776666", "an address": "Jl. Kenangasari", "an NIB": "9120001234567", "sales": "omzet_300jt"} {
		w.more[id] = directory.More{Products: []string{text}}
		dir := w.directory("")
		if err := dir.Caught(w.Context()); err != nil {
			w.Fatal(err)
		}
		if len(leaks(dir, id)) == 0 {
			w.Errorf("%s was not seen", what)
		}
	}
}

// TestWhatLeftThePublicIsGone: by every way in which a business leaves it and comes
// back.
func TestWhatLeftThePublicIsGone(t *testing.T) {
	eachTown(t, func(w *town) {
		id, other := w.published(registry.Values{registry.Name: "Warung Bu Siti"}), w.published(registry.Values{registry.Name: "Depot Bu Siti"})
		both := directory.Ask{Text: "siti"}
		seen := func(what string, want ...db.ID) {
			w.Helper()
			w.caught()
			w.finds(what, both, want...)
			if n := w.dir.State().Documents; n != len(want) {
				w.Errorf("%s: %d documents", what, n)
			}
		}
		seen("published", id, other)
		w.step(w.officer, w.book.Suspend, id)
		seen("suspended", other)
		w.step(w.officer, w.book.Resume, id)
		seen("resumed", id, other)
		into := func(tx *db.Tx, session string, in registry.Step) error { return w.book.Merge(tx, session, in, other) }
		w.more[other] = directory.More{Products: []string{"Sambal terasi"}} // came by the merger
		w.step(w.officer, into, id)
		seen("merged", other)
		w.finds("what it shows now", directory.Ask{Text: "terasi"}, other)
		delete(w.more, other)
		w.step(w.officer, w.book.Unmerge, id)
		seen("unmerged", id, other)
		w.finds("what it does not show any more", directory.Ask{Text: "terasi"})
		w.step(w.owner, w.book.Close, id)
		seen("closed", other)
		w.step(w.owner, w.book.Reopen, id)
		seen("a draft again", other)
		w.step(w.owner, w.book.Submit, id)
		seen("handed in", other)
		w.step(w.officer, w.book.Publish, id)
		seen("published again", id, other)
		for _, h := range w.book.Holdings() {
			if h.Erase != nil {
				w.must(func(tx *db.Tx) error { return h.Erase(tx, w.owner.Person) })
			}
		}
		seen("forgotten")
	})
}
