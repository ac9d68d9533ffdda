package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"alun/ground/sheet"
	"alun/record/registry"
)

// line reads one line of a file with some columns.
func line(t *testing.T, fields []Field, cells ...string) Row {
	t.Helper()
	head := Head{}
	for _, f := range fields {
		head.Columns = append(head.Columns, Column{Title: string(f), Is: f})
	}
	r := (&File{Head: head, epoch: epoch1900}).ready(city(t))
	r.seen = map[string]seen{}
	return r.Read(sheet.Line{Number: 2, Cells: cells})
}

// TestNumbersOfPeopleInTextsAreAsked: neither taken nor guessed, and the report repeats
// none of them.
func TestNumbersOfPeopleInTextsAreAsked(t *testing.T) {
	fields := []Field{"name", "kelurahan", "nib", "other_names", "about_id"}
	proof := func() error {
		for _, c := range []struct {
			at   int
			text string
			rule string
		}{{0, "Warung Siti 0812-3456-7890", "contact"}, {0, "Siti 6471051203900001", "nik"}, {0, "Slot gacor Siti", "judi"}, {3, "HP 081234567890", "contact"}, {4, "Pesan di wa.me/6281234567890", "contact"},
			{4, "NIK pemilik 6471 0512 0390 0001", "nik"}} {
			cells := []string{"Toko Berkah", "Damai", "1206220012345", "", ""}
			cells[c.at] = c.text
			row := line(t, fields, cells...)
			i := slices.IndexFunc(row.Issues, func(i Issue) bool { return i.Field == fields[c.at] })
			switch {
			case row.Fate != Doubtful || i < 0 || row.Issues[i].Why.Key != "saring.say_"+c.rule:
				return fmt.Errorf("%q: %s %+v", c.text, row.Fate, row.Issues)
			case row.Set != nil || strings.ContainsAny(row.Issues[i].Value, "0123456789"):
				return fmt.Errorf("%q: kept %v, told %q", c.text, row.Set, row.Issues[i].Value)
			}
		}
		return nil
	}
	if err := proof(); err != nil {
		t.Error(err)
	}
	if row := line(t, fields, "TOKO SERBA 35000", "Damai", "1206220012345", "", "Nasi kuning 10.000 sampai 25.000"); row.Fate != Taken {
		t.Errorf("an ordinary row: %s %+v", row.Fate, row.Issues)
	}
	omitted = "seemly"
	defer func() { omitted = "" }()
	if proof() == nil {
		t.Error("that nobody asks is not noticed")
	}
}

// TestALinkToAChatIsANumber and no website: it is kept closed, and the file is told.
func TestALinkToAChatIsANumber(t *testing.T) {
	fields := []Field{"name", "kelurahan", "nib", "web", "wa"}
	for _, c := range []struct{ web, wa, wantWeb, wantWA, why string }{
		{"https://wa.me/6281234567890", "", "", "6281234567890", "intake.web_number"},
		{"wa.me/6281234567890?text=halo", "-", "", "6281234567890", "intake.web_number"},
		{"https://api.whatsapp.com/send?phone=6281234567890", "", "", "6281234567890", "intake.web_number"},
		{"https://wa.me/6281234567890", "0812 9999 8888", "", "6281299998888", "intake.web_contact"},
		{"t.me/warungsiti", "", "", "", "intake.web_contact"},
		{"https://contoh.id/081234567890", "", "", "", "intake.web_contact"},
		{"warungsiti.id", "", "https://warungsiti.id", "", ""},
	} {
		row := line(t, fields, "Toko Berkah", "Damai", "1206220012345", c.web, c.wa)
		why := ""
		for _, i := range row.Issues {
			why += i.Why.Key
			if strings.ContainsAny(i.Value, "0123456789") {
				t.Errorf("%s: the report repeats %q", c.web, i.Value)
			}
		}
		if row.Fate != Taken || row.Set[registry.Web] != c.wantWeb || row.Set[registry.WA] != c.wantWA || why != c.why || row.Set[registry.WAPublic] != "" {
			t.Errorf("%s: %s, web %q, wa %q, %s", c.web, row.Fate, row.Set[registry.Web], row.Set[registry.WA], why)
		}
	}
}
