package registryapi

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"alun/ground/api"
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/diary"
	areas "alun/record/place"
	"alun/record/registry"
	"alun/record/registry/naikkelas"
)

// Programs read the wheel and the steps with basis, source and grade; a figure that no
// source tells is null, never 0.
func TestReadinessRulesAndPermitSteps(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p, err := naikkelas.ReadProfile(os.DirFS("../../../city/balikpapan"))
		if err == nil {
			_, err = naikkelas.Load(t.Context(), d, p)
		}
		if err != nil {
			t.Fatal(err)
		}
		words, err := lang.Load(os.DirFS("../naikkelas"))
		if err != nil {
			t.Fatal(err)
		}
		r := &api.Request{Request: &web.Request{Lang: words.In(lang.EN)}}
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			wheels, err := listReadiness(tx, r, &readinessIn{On: "2026-11-22"})
			if err != nil || len(wheels.Items) != 1 || len(wheels.Items[0].Axes) != 7 || wheels.Items[0].Axes[0].Name != "Papers" || wheels.Items[0].Axes[0].Grade != "D" {
				t.Errorf("wheel: %v %+v", err, wheels)
			}
			if none, err := listReadiness(tx, r, &readinessIn{On: "2001-01-01"}); err != nil || len(none.Items) != 0 {
				t.Errorf("a wheel of 2001: %v %+v", err, none)
			}
			halal, err := listPermitSteps(tx, r, &permitsIn{Kind: "halal", On: "2026-11-22"})
			if err != nil || len(halal.Items) != 1 {
				t.Fatalf("halal: %v %+v", err, halal)
			}
			steps := halal.Items[0].Steps
			if steps[0].Cost != nil || steps[2].Days == nil || *steps[2].Days != 10 || steps[2].Grade != "A" || !strings.Contains(steps[2].Basis, "33A") {
				t.Errorf("steps: %+v", steps)
			}
			raw, err := json.Marshal(halal)
			if err != nil || strings.Contains(string(raw), "null,null") {
				t.Errorf("%v %s", err, raw)
			}
			if all, err := listPermitSteps(tx, r, &permitsIn{}); err != nil || len(all.Items) != len(naikkelas.PermitKinds) {
				t.Errorf("all: %v, %d", err, len(all.Items))
			}
			if _, err := listPermitSteps(tx, r, &permitsIn{On: "kemarin"}); fault.Of(err) == nil || fault.Of(err).Kind != fault.Invalid {
				t.Errorf("a wrong day: %v", err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}, jobs.Files, diary.Files, account.Files, areas.Files, blob.Files, registry.Files)
}
