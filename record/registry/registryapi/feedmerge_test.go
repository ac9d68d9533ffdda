package registryapi

import (
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/registry"
)

// Merging two tells of the one that left and of the one that shows its things now; parting
// them tells of both. What nobody had checked lends the other one nothing.
func TestTheFeedTellsOfBothOfAMerger(t *testing.T) {
	eachFeed(t, func(f *feed) {
		officer, _ := accounttest.Sign(t, f.d, f.ring, accounttest.Role{Role: account.Counter, Area: "64.71.05"})
		id, into, draft := f.put("Warung", true, nil), f.put("Kedai", true, nil), f.put("Rancangan", false, nil)
		f.from = f.sealed()
		does := func(act func(tx *db.Tx) error) time.Time { f.must(act); return f.clock.Now() }
		merge := func(id db.ID) time.Time {
			return does(func(tx *db.Tx) error { return f.book.Merge(tx, officer.Session, registry.Step{Business: id}, into) })
		}
		part := func(id db.ID) time.Time {
			return does(func(tx *db.Tx) error { return f.book.Unmerge(tx, officer.Session, registry.Step{Business: id}) })
		}
		at := merge(id)
		f.heard(gone(id, at), shown(into, at))
		at = part(id)
		f.heard(shown(id, at), shown(into, at))
		merge(draft)
		part(draft)
		f.heard()
		at = merge(id)
		f.page = 1 // one at a time: an entry is told whole, and nobody is left out
		f.heard(gone(id, at), shown(into, at))
		f.heard()
		f.page = 0
		at = f.tell(id, "registry.forgotten", map[string]any{"into": into})
		f.heard(shown(into, at)) // what a forgotten one lent is gone
		suspended := f.move(into, registry.Suspending, "registry.suspended", registry.Published, registry.Suspended)
		f.heard(gone(into, suspended))
	})
}
