package intake

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alun/ground/lang"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/kbli"
)

// profile is the city that the program ships with.
const profile = "../../../city/balikpapan"

// table reads a data file by the names of its columns.
func table(t testing.TB, name string) (out []map[string]string) {
	t.Helper()
	f, err := os.Open(filepath.Join(profile, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range all[1:] {
		row := map[string]string{}
		for i, c := range line {
			row[strings.TrimPrefix(all[0][i], "\ufeff")] = c
		}
		out = append(out, row)
	}
	return out
}

// shelf holds codes by number and version.
type shelf map[kbli.Key]kbli.Code

func (s shelf) Code(k kbli.Key) (kbli.Code, bool) {
	c, ok := s[k]
	return c, ok
}

// city is what a reader knows of the shipped city.
func city(t testing.TB) Reader {
	t.Helper()
	var areas []place.Area
	for _, r := range table(t, "areas.csv") {
		areas = append(areas, place.Area{Code: r["code"], Level: place.Level(r["level"]), Name: r["name"], Other: r["name_alt"], Parent: r["parent_code"], BPS: r["bps_code"]})
	}
	codes := shelf{}
	for file, version := range map[string]string{"kbli2020.csv": "2020", "kbli2025_partial.csv": "2025"} {
		for _, r := range table(t, file) {
			if len(r["code"]) == 5 {
				codes[kbli.Key{Version: version, Code: r["code"]}] = kbli.Code{Version: version, Code: r["code"], Level: kbli.Class, Title: r["title"], Shown: r["title_display"]}
			}
		}
	}
	r := Reader{Areas: NewAreas(areas), Classes: codes, Versions: []string{"2020", "2025"}, Subsectors: map[string]string{},
		Today: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Blind: blind}
	for _, s := range table(t, "ekraf_subsectors.csv") {
		for _, n := range []string{s["slug"], s["name_id"], s["name_en"]} {
			r.Subsectors[fold(n)] = s["slug"]
		}
	}
	return r
}

// blind stands for the house's key, which these tests do not need.
func blind(purpose, value string) string {
	sum := sha256.Sum256([]byte(purpose + value))
	return hex.EncodeToString(sum[:])
}

func speech(t testing.TB) *lang.Catalogue {
	t.Helper()
	c, err := lang.Load(Files, registry.Files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// told is a trouble as tests compare it: doubt or refused, with its key.
func told(x *Trouble) string {
	switch {
	case x == nil:
		return ""
	case x.Doubt:
		return "?" + strings.TrimPrefix(x.Why.Key, "intake.")
	}
	return "!" + strings.TrimPrefix(x.Why.Key, "intake.")
}
