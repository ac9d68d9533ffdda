package diary

import (
	"encoding/json"
	"strings"
	"testing"

	"alun/ground/db"
)

// No value of a person may enter an entry, by whatever way it comes.
func TestNoPersonalValueEnters(t *testing.T) {
	entry := func(v any) error {
		return Entry{Actor: "command", Fact: "registry.added", Kind: "registry_business", Data: map[string]any{"value": v}}.check()
	}
	for name, v := range map[string]any{
		"NIK":                    "6471052503850001",
		"NIK as a number":        int64(6471052503850001),
		"NIK as a JSON number":   json.Number("6471052503850001"),
		"NIK with dots":          "64.71.05.250385.0001",
		"NIK behind a letter":    "nik6471052503850001",
		"NPWP":                   "09.254.294.3-407.000",
		"NPWP as a number":       int64(92542943407000),
		"NIB":                    "1234567890123",
		"NIB as a number":        1234567890123,
		"telephone":              "+62 812-3456-7890",
		"telephone in digits":    "081234567890",
		"telephone as a number":  6281234567890,
		"a name":                 "Siti Aminah",
		"a name in capitals":     "SITI",
		"e-mail":                 "siti@example.id",
		"an address":             "Jl. Jenderal Sudirman No. 5",
		"a sentence":             "modal usaha kecil",
		"Japanese":               "山田",
		"an accent":              "josé",
		"a float":                1.5,
		"a coordinate":           json.Number("-1.2379"),
		"bytes":                  []byte("siti"),
		"a map":                  map[string]any{"name": "siti"},
		"a struct":               struct{ Name string }{"siti"},
		"a list with a name":     []any{1, "Siti Aminah"},
		"a list of names":        []string{"Siti Aminah"},
		"a long text":            strings.Repeat("a", 81),
		"a pointer":              new(int),
		"a function":             func() {},
		"an amount of a payment": 2_500_000_000,
	} {
		if entry(v) == nil {
			t.Errorf("%s was taken: %v", name, v)
		}
	}
	for name, v := range map[string]any{
		"an id": db.ID(7), "an id as a number": int64(251658240000000001), "a count": 3056, "none": nil, "a mark": true, "less": -4,
		"a form code": "5.2.1.10", "an area": "64.71.05.1010", "a report": "2024/4", "a day": "2026-11-22", "a field": "budget_rp", "a slug": "kec-balikpapan-barat",
		"a hash": strings.Repeat("0123456789abcdef", 4), "a hash with many digits": strings.Repeat("1234567890", 6) + "abcd", "a public code": "4gevx7r4r81rr", "codes": []string{"5.2", "5.3"},
	} {
		if err := entry(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, key := range []string{"", "Name", "nik 1", "6471052503850001"} {
		e := Entry{Actor: "command", Fact: "registry.added", Kind: "registry_business", Data: map[string]any{key: 1}}
		if e.check() == nil {
			t.Errorf("the name %q was taken", key)
		}
	}
}
