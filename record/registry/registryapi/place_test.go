package registryapi_test

import (
	"slices"
	"testing"
)

// TestAProgramFindsNoDoorAndNoStall: whoever holds an officer's key reads records by the
// thousand and leaves no trace. Where a home or a street vendor is, none of them says.
func TestAProgramFindsNoDoorAndNoStall(t *testing.T) {
	eachTown(t, func(w *town) {
		told := map[string][]string{}
		for place, facts := range map[string]map[string]string{"home": {"at_home": "ya"}, "stall": {"at_home": "tidak", "street_vendor": "ya"}, "shop": {"at_home": "tidak", "street_vendor": "tidak"}} {
			set := whole()
			set["point"] = "-1.239060 116.880710 gps"
			for f, text := range facts {
				set[f] = text
			}
			code := w.ask("maker", "POST", "/businesses", set, 201).text("code")
			w.ask("maker", "POST", "/businesses/"+code+"/submit", `{}`, 200)
			if own := w.get("maker", "/businesses/"+code+"/record", 200); own.fact("address") == "" || own.fact("rt") == "" {
				t.Fatalf("its owner does not see where it is: %s", own.body)
			}
			for _, who := range []string{"counter", "planner", "inspector"} {
				record := w.get(who, "/businesses/"+code+"/record", 200)
				for _, f := range []string{"address", "point", "rt"} {
					if record.fact(f) != "" && !slices.Contains(told[place], f) {
						told[place] = append(told[place], f)
					}
				}
				for _, row := range w.get(who, "/businesses/queue?state=submitted&area="+damai, 200).items("items") {
					for _, f := range []string{"address", "point", "rt"} {
						if _, there := row[f]; there {
							t.Errorf("the queue says the %s of %v to %s", f, row["code"], who)
						}
					}
				}
			}
		}
		if len(told["home"])+len(told["stall"]) != 0 || len(told["shop"]) != 3 {
			t.Errorf("programs of officers read %v", told)
		}
	})
}
