package registry_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// TestEveryOpenTextIsLookedAt: whatever everybody reads of a business, whoever writes it.
func TestEveryOpenTextIsLookedAt(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		for _, text := range []string{"100 situs judi slot gacor per hari", "100 porsi, hubungi 0812 3456 7890"} {
			for _, f := range []registry.Fact{registry.Name, registry.OtherNames, registry.Address, registry.Capacity, registry.AboutID, registry.AboutEN, registry.AboutJA} {
				_, err := w.change(w.owner, id, registry.Values{f: text})
				if _, told := fault.Of(err).Field(string(f)); !told || w.whole(id).Facts[f] == text {
					w.Errorf("an owner writes %q as %s: %v", text, f, err)
				}
				set := registry.Values{registry.Kind: "usaha", registry.Name: "Toko Baru", registry.Kelurahan: klandasan, registry.AtHome: "tidak"}
				set[f] = text
				if done := w.put(oss, registry.Incoming{Key: string(f), Set: set})[0]; done.Outcome != registry.RowRefused {
					w.Errorf("a list brings %q as %s: %s", text, f, done.Outcome)
				}
			}
		}
		for _, address := range []string{"JL. JENDERAL SUDIRMAN NO. 12 RT 14 KLANDASAN ULU BALIKPAPAN 76114", "Jl. Soekarno Hatta Km 5,5 No 62 RT 081", "Blok C5 No. 08, Perum Balikpapan Baru, 76115"} {
			if _, err := w.change(w.owner, id, registry.Values{registry.Address: address}); err != nil {
				w.Errorf("%q is an address: %v", address, err)
			}
		}
		if _, err := w.change(w.owner, id, registry.Values{registry.Capacity: "1.250 bungkus/hari"}); err != nil {
			w.Error(err)
		}
	})
}

// TestWhoHasNotSeenAHouseOpensNone: a list proposes that a home is none; its owner may say
// so, an officer at a desk may not.
func TestWhoHasNotSeenAHouseOpensNone(t *testing.T) {
	eachTown(t, func(w *town) {
		set := stall()
		set[registry.Address] = "Jl. Umi 5"
		id := w.published(set)
		w.put(oss, registry.Incoming{Key: "umi", Business: id, Set: registry.Values{registry.AtHome: "tidak"}})
		var open []registry.Proposal
		w.read(func(tx *db.Tx) (err error) { open, err = w.book.Proposals(tx, w.officer.Session, id); return err })
		if len(open) != 1 || open[0].Fact != registry.AtHome {
			t.Fatalf("%+v", open)
		}
		decide := func(session string) error {
			return w.write(func(tx *db.Tx) error {
				return second(w.book.Decide(tx, session, registry.Deciding{Proposal: open[0].ID, Version: w.whole(id).Version, Accept: true}))
			})
		}
		w.refused("an officer opens a home", decide(w.officer.Session), fault.Denied, "registry.owner_opens")
		if err := decide(w.owner.Session); err != nil {
			w.Error(err)
		}
		if v, err := w.look("", id); err != nil || v.Facts[registry.Address] != "Jl. Umi 5" {
			w.Errorf("the owner said that it is no home: %q %v", v.Facts[registry.Address], err)
		}
	})
}

func init() { maps.Copy(guards, openGuards) }

// openGuards are those of guards that keep from everybody what is nobody's to read.
var openGuards = map[string]func(w *town) error{
	// No program reads one record after the other and has a map of the stalls.
	"vendor's place": func(w *town) error {
		set := stall()
		set[registry.StreetVendor], set[registry.AtHome] = "ya", "tidak"
		if v, err := w.look(w.officer.Session, w.published(set)); err != nil || v.Facts[registry.Point]+v.Facts[registry.Address] != "" {
			return fmt.Errorf("an officer reads where a street vendor stands and leaves no trace: %q %w", v.Facts[registry.Address], err)
		}
		return nil
	},
	// A list has seen no house.
	"list opens": func(w *town) error {
		row := registry.Incoming{Key: "a", Set: registry.Values{registry.Kind: "usaha", registry.Name: "Kue Umi", registry.Kelurahan: klandasan, registry.AtHome: "ya", registry.Address: "Jl. Umi 5"}}
		id := w.put(oss, row)[0].Business
		row.Set[registry.AtHome] = "tidak"
		done := w.put(oss, row)[0]
		if v, err := w.look("", id); err != nil || v.Facts[registry.Address] != "" || !slices.Equal(done.Proposed, []registry.Fact{registry.AtHome}) {
			return fmt.Errorf("a list opened a home: %q %v %w", v.Facts[registry.Address], done.Proposed, err)
		}
		return nil
	},
	"permit's words": func(w *town) error {
		id := w.published(stall())
		err := w.write(func(tx *db.Tx) error {
			return second(w.book.AddPermit(tx, w.officer.Session, registry.Permit{Business: id, Kind: "pirt", Number: "2.06.6471.01.0012-30", Issuer: "situs judi slot gacor 0812 3456 7890", Level: registry.Document}))
		})
		if _, told := fault.Of(err).Field("issuer"); !told {
			return fmt.Errorf("words of gambling stand where an office should: %w", err)
		}
		return nil
	},
}
