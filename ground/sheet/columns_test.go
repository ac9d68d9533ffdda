package sheet

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"alun/ground/fault"
)

func TestColumnsAreFoundByNameOrTitle(t *testing.T) {
	want := []Column{
		{Name: "nib", Title: "Nomor Induk Berusaha"},
		{Name: "nama_usaha", Title: "Nama Usaha"},
		{Name: "omzet", Optional: true},
	}
	for name, c := range map[string]struct {
		head   []string
		places []int
	}{
		"names":            {[]string{"nib", "nama_usaha", "omzet"}, []int{0, 1, 2}},
		"titles":           {[]string{"Nama Usaha", "Nomor Induk Berusaha"}, []int{1, 0, -1}},
		"case and spaces":  {[]string{"  NIB ", "catatan", "nama\u00A0\u00A0USAHA", "Omzet\t"}, []int{0, 2, 3}},
		"line breaks":      {[]string{"nama\r\nusaha", "nomor induk\nberusaha"}, []int{1, 0, -1}},
		"width of letters": {[]string{"ＮＩＢ", "Nama\u3000Usaha", "\uFEFFomzet\u200B"}, []int{0, 1, 2}},
		"others doubled":   {[]string{"", "x", "nib", "x", "", "nama usaha"}, []int{2, 5, -1}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Columns(c.head, want...)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.places, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMissingAndDoubledColumnsAreNamed(t *testing.T) {
	nib, nama, kota := Column{Name: "nib", Title: "NIB"}, Column{Name: "nama", Title: "Nama Usaha"}, Column{Name: "kota"}
	for name, c := range map[string]struct {
		head   []string
		key    string
		fields map[string]string
	}{
		"missing": {[]string{"kota"}, "sheet.columns_missing", map[string]string{"nib": "sheet.column_missing", "nama": "sheet.column_missing"}},
		"doubled": {[]string{"nib", "nama", "NIB ", "kota"}, "sheet.columns_doubled", map[string]string{"nib": "sheet.column_doubled"}},
		"name and title": {[]string{"nib", "nama", "nama usaha", "kota"}, "sheet.columns_doubled",
			map[string]string{"nama": "sheet.column_doubled"}},
		"both": {[]string{"nib", "nib", "nama"}, "sheet.columns_missing_and_doubled",
			map[string]string{"nib": "sheet.column_doubled", "kota": "sheet.column_missing"}},
		"no head": {nil, "sheet.columns_missing",
			map[string]string{"nib": "sheet.column_missing", "nama": "sheet.column_missing", "kota": "sheet.column_missing"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Columns(c.head, nib, nama, kota)
			refused(t, err, fault.Invalid, c.key)
			got := map[string]string{}
			for _, f := range fault.Of(err).Fields {
				got[f.Name] = f.Key
			}
			if diff := cmp.Diff(c.fields, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// An optional column that stands there twice is still a question to the sender.
func TestAnOptionalColumnMayNotStandTwice(t *testing.T) {
	_, err := Columns([]string{"a", "A"}, Column{Name: "a", Optional: true})
	refused(t, err, fault.Invalid, "sheet.columns_doubled")
}
