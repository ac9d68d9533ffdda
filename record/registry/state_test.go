package registry_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/registry"
)

// TestTheTableKnowsTheWays: whatever the program forgets, a state is left by no other
// way than those of state.go, and by each of those.
func TestTheTableKnowsTheWays(t *testing.T) {
	eachTownWith(t, db.Options{}, func(w *town) {
		target, id := w.published(stall()), w.published(stall())
		ways := registry.Ways()
		for _, from := range registry.States {
			for _, to := range registry.States {
				if from == to {
					continue
				}
				err := w.write(func(tx *db.Tx) error {
					if err := bring(tx, id, target, from); err != nil {
						return err
					}
					_, err := tx.Exec(`update registry_business set version = version + 1, `+as(to)+` where id = $1 and cast($2 as bigint) <> 0`, id, target)
					if err == nil {
						err = errUndo
					}
					return err
				})
				may := slices.Contains(ways[from], to) || from == registry.Merged && to == registry.Published
				if went := err == errUndo; went != may || !may && !strings.Contains(fmt.Sprint(err), "registry_business_") {
					w.Errorf("%s to %s: %v", from, to, err)
				}
			}
		}
	})
}

var errUndo = fmt.Errorf("undone")

// as sets what belongs to a state; $2 is another business.
func as(s registry.State) string {
	if s == registry.Merged {
		return `state = 'merged', merged_into = $2, merged_state = state`
	}
	return `submitted_by = 'a', published_by = 'b', merged_into = null, merged_state = '', state = '` + string(s) + `'`
}

// bring brings a published business into a state by ways of the table.
func bring(tx *db.Tx, id, target db.ID, to registry.State) error {
	through := map[registry.State][]registry.State{registry.Published: {}, registry.Draft: {registry.Closed, registry.Draft}, registry.Submitted: {registry.Closed, registry.Draft, registry.Submitted},
		registry.Returned: {registry.Closed, registry.Draft, registry.Submitted, registry.Returned}, registry.Suspended: {registry.Suspended}, registry.Closed: {registry.Closed}, registry.Merged: {registry.Merged}}
	for _, s := range through[to] {
		if _, err := tx.Exec(`update registry_business set version = version + 1, `+as(s)+` where id = $1 and cast($2 as bigint) <> 0`, id, target); err != nil {
			return fmt.Errorf("on the way to %s: %w", to, err)
		}
	}
	return nil
}

// TestWhoMay holds every act against everybody of the cast.
//
// long: a table of acts.
func TestWhoMay(t *testing.T) {
	eachTown(t, func(w *town) {
		names := []string{"owner", "other", "helper", "officer", "second", "stranger", "planner", "inspector", "nobody"}
		everybody := append(w.cast(), account.Who{})
		weak := signWeak(w)
		for what, c := range map[string]struct {
			may []string
			act func(tx *db.Tx, session string, id db.ID) error
		}{
			"register": {[]string{"owner", "other", "officer", "second"}, func(tx *db.Tx, s string, _ db.ID) error {
				return second(w.book.Register(tx, s, registry.Registering{Set: registry.Values{registry.Kind: "usaha", registry.Name: "A", registry.Kelurahan: klandasan}}))
			}},
			"register for the owner": {[]string{"owner", "helper", "officer", "second"}, func(tx *db.Tx, s string, _ db.ID) error {
				return second(w.book.Register(tx, s, registry.Registering{Owner: w.owner.Person, Set: registry.Values{registry.Kind: "usaha", registry.Name: "A", registry.Kelurahan: damai}}))
			}},
			"change": {[]string{"owner", "helper", "officer", "second"}, func(tx *db.Tx, s string, id db.ID) error {
				return second(w.book.Change(tx, s, registry.Changing{Business: id, Set: registry.Values{registry.Web: "a.example"}}))
			}},
			"move to another kecamatan": {[]string{"owner", "helper"}, func(tx *db.Tx, s string, id db.ID) error {
				return second(w.book.Change(tx, s, registry.Changing{Business: id, Set: registry.Values{registry.Kelurahan: baruIlir}, Sure: true}))
			}},
			"show the phone": {[]string{"owner"}, func(tx *db.Tx, s string, id db.ID) error {
				return second(w.book.Change(tx, s, registry.Changing{Business: id, Set: registry.Values{registry.PhonePublic: "ya"}}))
			}},
			"write down that the owner shows it": {[]string{"owner", "officer", "second"}, func(tx *db.Tx, s string, id db.ID) error {
				return second(w.book.Change(tx, s, registry.Changing{Business: id, Set: registry.Values{registry.PhonePublic: "ya"}, Consent: registry.AtCounter}))
			}},
			"submit":  {[]string{"owner", "officer", "second"}, func(tx *db.Tx, s string, id db.ID) error { return w.book.Submit(tx, s, registry.Step{Business: id}) }},
			"close":   {[]string{"owner", "officer", "second"}, func(tx *db.Tx, s string, id db.ID) error { return w.book.Close(tx, s, anyStep(id)) }},
			"merge":   {[]string{"officer", "second"}, func(tx *db.Tx, s string, id db.ID) error { return w.book.Merge(tx, s, anyStep(id), w.register2(tx)) }},
			"history": {[]string{"owner", "helper", "officer", "second", "planner", "inspector"}, func(tx *db.Tx, s string, id db.ID) error { return second(w.book.History(tx, s, id, 0, 9)) }},
			"reads":   {[]string{"owner"}, func(tx *db.Tx, s string, id db.ID) error { return second(w.book.Reads(tx, s, id, 0, 9)) }},
			"open": {[]string{"officer", "second"}, func(tx *db.Tx, s string, id db.ID) error {
				return second(w.book.Open(tx, s, registry.Asked{Business: id, Facts: []registry.Fact{registry.Phone}, Purpose: "layanan"}))
			}},
			"add owner": {[]string{"owner", "officer", "second"}, func(tx *db.Tx, s string, id db.ID) error {
				return second(w.book.AddPerson(tx, s, registry.Joining{Business: id, Name: "Budi", Role: registry.Owner}))
			}},
			"permit": {[]string{"owner", "helper", "officer", "second"}, func(tx *db.Tx, s string, id db.ID) error {
				return second(w.book.AddPermit(tx, s, registry.Permit{Business: id, Kind: "halal", Number: "ID-1"}))
			}},
			"alike": {[]string{"officer", "second"}, func(tx *db.Tx, s string, id db.ID) error { return second(w.book.Alike(tx, s, id)) }},
			"list": {[]string{"officer", "second", "planner", "inspector"}, func(tx *db.Tx, s string, _ db.ID) error {
				return second(w.book.List(tx, s, registry.Filter{Area: klandasan}, 0, 9))
			}},
			"put": {[]string{"planner"}, func(tx *db.Tx, s string, _ db.ID) error {
				return second(w.book.Put(tx, s, registry.List{Source: "uji", Level: registry.Register}, nil))
			}},
		} {
			id := w.register(w.owner, stall())
			for i, who := range everybody {
				err := w.write(func(tx *db.Tx) error {
					if err := c.act(tx, who.Session, id); err != nil {
						return err
					}
					return errUndo
				})
				if may := slices.Contains(c.may, names[i]); (err == errUndo) != may || !may && fault.Of(err) == nil {
					w.Errorf("%s by %s: %v", what, names[i], err)
				}
				if names[i] == "nobody" && !fault.Is(err, fault.Stranger) {
					w.Errorf("%s by nobody: %v", what, err)
				}
			}
			if err := w.write(func(tx *db.Tx) error { return c.act(tx, weak.Session, id) }); slices.Contains([]string{"merge", "open", "alike"}, what) && !fault.Is(err, fault.Denied) {
				w.Errorf("%s without a second factor: %v", what, err)
			}
		}
	})
}

func signWeak(w *town) account.Who {
	who, _ := accounttest.Sign(w.T, w.d, w.ring, accounttest.Role{Role: account.Counter, Area: selatan, Weak: true})
	return who
}

func anyStep(id db.ID) registry.Step {
	return registry.Step{Business: id, Reason: "tutup", Sentence: "Sudah diperiksa di tempat."}
}

// register2 is another business of the same area, within an act.
func (w *town) register2(tx *db.Tx) db.ID {
	id, err := w.book.Register(tx, w.owner.Session, registry.Registering{Set: stall()})
	if err != nil {
		w.Error(err)
	}
	return id
}

func TestMergingLosesNothing(t *testing.T) {
	eachTown(t, func(w *town) {
		nib := stall()
		nib[registry.NIB] = "9120001234567"
		one, two, three := w.published(nib), w.published(stall()), w.published(stall())
		was := w.whole(one)
		merge := func(id, into db.ID) error {
			return w.write(func(tx *db.Tx) error { return w.book.Merge(tx, w.officer.Session, anyStep(id), into) })
		}
		w.refused("into itself", merge(one, one), fault.Conflict, "registry.merge_one_that_stands")
		if err := merge(one, two); err != nil {
			t.Fatal(err)
		}
		w.refused("into a merged one", merge(three, one), fault.Conflict, "registry.merge_one_that_stands")
		w.refused("a target", merge(two, three), fault.Conflict, "registry.merge_one_that_stands")
		w.refused("a change", second(w.change(w.owner, one, registry.Values{registry.Name: "X1"})), fault.Conflict, "registry.is_merged")
		if b := w.whole(one); b.MergedInto != two || b.State != registry.Merged {
			t.Fatalf("%+v", b)
		}
		// Its number is free while it is merged, and then it cannot come back as it was.
		w.changed(w.officer, registry.Changing{Business: three, Set: registry.Values{registry.NIB: "9120001234567"}, Level: registry.Document})
		w.refused("a taken number", w.step(w.officer, w.book.Unmerge, one), fault.Conflict, "registry.nib_taken")
		w.changed(w.officer, registry.Changing{Business: three, Set: registry.Values{registry.NIB: ""}, Level: registry.Document})
		if err := w.step(w.officer, w.book.Unmerge, one); err != nil {
			t.Fatal(err)
		}
		now := w.whole(one)
		if now.State != was.State || fmt.Sprint(now.Facts) != fmt.Sprint(was.Facts) || now.Proofs.Text() != was.Proofs.Text() || now.SubmittedBy != was.SubmittedBy || now.PublishedBy != was.PublishedBy {
			w.Errorf("%+v\nwas %+v", now, was)
		}
	})
}

func TestANumberBelongsToWhomItWasChecked(t *testing.T) {
	eachTown(t, func(w *town) {
		nib := stall()
		nib[registry.NIB] = "9120001234567"
		draft := w.register(w.other, nib) // whoever types a number keeps nobody out
		one := w.published(nib)
		if err := w.step(w.other, w.book.Submit, draft); err != nil {
			t.Fatal(err)
		}
		w.refused("the second", w.step(w.officer, w.book.Publish, draft), fault.Conflict, "registry.nib_taken")
		var alike []db.ID
		w.read(func(tx *db.Tx) (err error) { alike, err = w.book.Alike(tx, w.officer.Session, draft); return err })
		if !slices.Equal(alike, []db.ID{one}) {
			w.Errorf("alike: %v, want %v", alike, one)
		}
	})
}
