package registryapi

import (
	"context"
	"log/slog"
	"slices"
	"testing"

	"alun/ground/api"
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/record/account"
	"alun/record/diary"
	areas "alun/record/place"
	"alun/record/registry"
	"alun/record/registry/directory"
	"alun/record/registry/kbli"
)

// mapped opens the operations of published businesses over an index of what there is.
func (f *feed) mapped() Businesses {
	f.Helper()
	f.sealed()
	dir, err := directory.New(directory.Config{DB: f.d, Book: f.book, Shelf: kbli.NewShelf()})
	if err == nil {
		err = dir.Caught(context.Background())
	}
	if err != nil {
		f.Fatal(err)
	}
	words, err := lang.Load(Files, directory.Files)
	if err != nil {
		f.Fatal(err)
	}
	a, err := api.New(api.Config{DB: f.d, Ring: f.ring, Words: words, Log: slog.New(slog.NewTextHandler(f.Output(), nil))})
	if err != nil {
		f.Fatal(err)
	}
	return Businesses{Directory: dir, Book: f.book, API: a, atlases: new(areas.Atlases)}
}

// onMap asks for the cells.
func (f *feed) onMap(d Businesses, in mapIn) (out BusinessMap, err error) {
	f.Helper()
	failed := f.d.Read(f.Context(), func(tx *db.Tx) error { out, err = d.cells(tx, nil, &in); return nil })
	if failed != nil {
		f.Fatal(failed)
	}
	return out, err
}

// spread are five shops: three at one place, one a way off, and a home and a street vendor,
// which are on no map.
func (f *feed) spread() (ids []db.ID) {
	f.Helper()
	for _, x := range []struct {
		name, point string
		more        registry.Values
	}{
		{"Warung Pirus", "-1.239060 116.880710 gps", nil}, {"Warung Zamrud", "-1.239060 116.880710 gps", nil}, {"Warung Delima", "-1.239060 116.880710 gps", nil},
		{"Warung Safir", "-1.180000 116.860000 gps", nil}, {"Dapur Pirus", "-1.150000 116.840000 gps", registry.Values{registry.AtHome: "ya"}},
		{"Gerobak Pirus", "-1.150000 116.840000 gps", registry.Values{registry.StreetVendor: "ya"}},
	} {
		set := registry.Values{registry.Point: x.point}
		for fact, text := range x.more {
			set[fact] = text
		}
		ids = append(ids, f.put(x.name, true, set))
	}
	return ids
}

// TestTheMapIsThePagesMap: several businesses are counted, one is named, and nobody is on it
// whose place is not public; with the filters of the list.
func TestTheMapIsThePagesMap(t *testing.T) {
	eachFeed(t, func(f *feed) {
		ids := f.spread()
		d := f.mapped()
		safir := d.API.Code(ids[3])
		all, err := f.onMap(d, mapIn{})
		if err != nil || all.Shown != 4 || len(all.Items) != 2 || all.Items[0].N != 3 || all.Items[0].At != (GeoPoint{"-1.23906", "116.88071"}) || all.Items[0].Code+all.Items[0].Name != "" ||
			all.Items[0].Demo != nil || all.Items[1].N != 1 || all.Items[1].Code != safir || all.Items[1].Name != "Warung Safir" || *all.Items[1].Demo {
			t.Fatalf("%v %+v", err, all)
		}
		if one, err := f.onMap(d, mapIn{Sought: Sought{Text: "pirus"}}); err != nil || one.Shown != 1 || one.Items[0].Code != d.API.Code(ids[0]) {
			t.Errorf("by a word: %v %+v", err, one)
		}
		for what, in := range map[string]Sought{"another trade": {Division: "96"}, "another area": {Area: "64.71.03"}, "far from it": {Near: "-1.10,116.80", Within: 100}} {
			if none, err := f.onMap(d, mapIn{Sought: in}); err != nil || none.Shown != 0 || none.Items == nil {
				t.Errorf("%s: %v %+v", what, err, none)
			}
		}
		f.move(ids[3], registry.Suspending, "registry.suspended", registry.Published, registry.Suspended)
		if left, err := f.onMap(d, mapIn{}); err != nil || left.Shown != 3 {
			t.Errorf("who left is on the map until it is drawn anew: %v %+v", err, left)
		}
	})
}

// TestABoxIsWidened: nobody looks closer than the page does, and an odd box is refused.
func TestABoxIsWidened(t *testing.T) {
	eachFeed(t, func(f *feed) {
		f.spread()
		d := f.mapped()
		near, err := f.onMap(d, mapIn{Box: "-1.180010, 116.859990, -1.179990, 116.860010"})
		side := func(text string) int64 { n, _ := geo.ParseDegrees(text); return n }
		if err != nil || near.Shown != 1 || side(near.Box.East)-side(near.Box.West) < directory.Closest-20 || side(near.Box.North) <= side(near.Box.South) {
			t.Errorf("%v %+v", err, near)
		}
		if away, err := f.onMap(d, mapIn{Box: "-1.15,116.80,-1.14,116.81"}); err != nil || away.Shown != 0 {
			t.Errorf("%v %+v", err, away)
		}
		for _, box := range []string{"1,1,0,0", "-1.28,116.80,-1.20", "91,0,92,1", "-1.28,116.80,-1.20,.", "-1.2,116.8,-1.2,116.9"} {
			_, err := f.onMap(d, mapIn{Box: box})
			if at := fault.Of(err); at == nil || at.Kind != fault.Invalid || !slices.ContainsFunc(at.Fields, func(x fault.Field) bool { return x.Name == "box" }) {
				t.Errorf("%s: %v", box, err)
			}
		}
		if _, err := f.onMap(d, mapIn{Sought: Sought{Within: 10}}); !fault.Is(err, fault.Invalid) {
			t.Errorf("a distance from nowhere: %v", err)
		}
	})
}

// TestWithoutBordersThereIsNoMap: as on the page.
func TestWithoutBordersThereIsNoMap(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			_, err := Businesses{atlases: new(areas.Atlases)}.cells(tx, nil, &mapIn{})
			return err
		})
		if f := fault.Of(err); f == nil || f.Kind != fault.NotFound || f.Key != "registryapi.no_map" {
			t.Errorf("%v", err)
		}
	}, jobs.Files, diary.Files, account.Files, areas.Files, blob.Files, registry.Files)
}
