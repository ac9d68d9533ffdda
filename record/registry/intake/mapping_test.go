package intake

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"alun/ground/fault"
)

func TestMappingsComeBack(t *testing.T) {
	f, err := opened(t, "kelurahan-excel.xlsx", nil)
	if err != nil {
		t.Fatal(err)
	}
	f.Mapping.Values = map[Field]map[string]string{"name": {"  Depot Ria / Depot Rio ": "Depot Ria"}}
	m, err := ReadMapping(f.Mapping.JSON())
	if err != nil {
		t.Fatal(err)
	}
	if m.Values["name"]["depot ria / depot rio"] != "Depot Ria" {
		t.Errorf("an answer is not found again: %v", m.Values)
	}
	if again, err := ReadMapping(m.JSON()); err != nil || !bytes.Equal(again.JSON(), m.JSON()) {
		t.Errorf("%v\n%s\n%s", err, again.JSON(), m.JSON())
	}
}

func TestMappingsThatCannotBeRight(t *testing.T) {
	for text, key := range map[string]string{
		``: "intake.mapping_broken", `{"version":1,"colums":[]}`: "intake.mapping_broken", `{"version":1} x`: "intake.mapping_broken", `{"version":9}`: "intake.mapping_version",
		`{"version":1,"columns":[{"column":"A","title":"x","is":"phone_public"}]}`: "intake.mapping_invalid", `{"version":1,"columns":[{"column":"A","title":"x","is":"pajak"}]}`: "intake.mapping_invalid",
		`{"version":1,"columns":[{"column":"A","title":"x","is":"name"},{"column":"B","title":"y","is":"name"}]}`: "intake.mapping_invalid",
		`{"version":1,"settings":{"days":"ymd"}}`: "intake.mapping_invalid", `{"version":1,"settings":{"may_lack":["nib"]}}`: "intake.mapping_invalid", `{"version":1,"all":{"phone_public":"yes"}}`: "intake.mapping_invalid",
		`{"version":1,"head":[5,2]}`: "intake.mapping_invalid", `{"version":1,"values":{"x":{}}}`: "intake.mapping_invalid", `{"version":1,"settings":{"kbli":"1990"}}`: "intake.mapping_invalid",
	} {
		if _, err := ReadMapping([]byte(text)); fault.Of(err) == nil || fault.Of(err).Key != key {
			t.Errorf("%s: %v, want %s", text, err, key)
		}
	}
}

// A mapping of last month's file finds the columns where they stand now, and refuses a
// file that lacks one.
func TestAMappingFindsItsColumns(t *testing.T) {
	open := func(table string, m *Mapping) (*File, error) {
		return Open(context.Background(), "x.csv", strings.NewReader(table), int64(len(table)), Choosing{Mapping: m})
	}
	first, err := open("Nama Usaha;NIB;Kelurahan\nA;1206220012345;Damai\n", nil)
	if err != nil {
		t.Fatal(err)
	}
	moved, err := open("No;NIB;Nama Usaha;Kelurahan\n1;1206220012345;A;Damai\n", &first.Mapping)
	if err != nil {
		t.Fatal(err)
	}
	if at, _ := moved.Head.place("nib"); at != 1 {
		t.Errorf("nib at %d", at)
	}
	if _, err := open("Nama Usaha;Kelurahan;Telp\nA;Damai;1\n", &first.Mapping); fault.Of(err) == nil || fault.Of(err).Key != "intake.mapping_other_file" {
		t.Errorf("a file without NIB: %v", err)
	}
}

func TestHeadsAreFoundByName(t *testing.T) {
	for head, want := range map[string]Field{
		"NAMA USAHA *)": "name", "Nomor Induk Berusaha (NIB)": "nib", "No. Telp/HP": "phone", "Kec./Kel.": Area, "Omzet/Tahun (Rp)": "sales", "OMSET (juta Rp) PER BULAN": SalesMonth, "Omzet": SalesOpen, "NIK Pemilik": Never,
		"Nama Pemilik": Never, "Alamat Rumah": Never, "E-mail": "mail", "Tenaga Kerja (L)": "workers_m", "Kode KBLI 2020": "kbli", "Tahun Berdiri": "started", "Tgl Mulai": "started", "Tgl. Mulai": "started", "Tanggal Mulai": "started", "Mulai Usaha": "started", "Business Name": "name", "Phone number": "phone", "Hobi": "",
	} {
		if got := columnOf("A", []string{head}).Is; got != want {
			t.Errorf("%s: %q, want %q", head, got, want)
		}
	}
	if c := columnOf("A", []string{"Pemilik", "Alamat"}); c.Is != Never {
		t.Errorf("an owner's address is taken as %q", c.Is)
	}
	if c := columnOf("A", []string{"Identitas Usaha", "Alamat"}); c.Is != "address" {
		t.Errorf("the address is taken as %q", c.Is)
	}
	if letters(0) != "A" || letters(25) != "Z" || letters(26) != "AA" || letters(701) != "ZZ" || letters(702) != "AAA" {
		t.Error("columns are not counted as spreadsheets do")
	}
}

func TestTwoColumnsOfOneMeaningAreAsked(t *testing.T) {
	table := "Nama Usaha;Nama Toko;Kelurahan\nA;B;Damai\n"
	f, err := Open(context.Background(), "x.csv", strings.NewReader(table), int64(len(table)), Choosing{})
	if err != nil {
		t.Fatal(err)
	}
	looked, err := f.Look(context.Background(), city(t), func(int, int) {})
	if err != nil || !looked.Stops || looked.Questions[0].Why.Key != "intake.ask_column_twice" {
		t.Errorf("%v %+v", err, looked)
	}
}
