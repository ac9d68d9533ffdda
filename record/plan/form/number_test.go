package form_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"alun/record/plan"
	"alun/record/plan/form"
)

func TestTheNumberOfAForm(t *testing.T) {
	office := plan.OPD{ID: 7, Slug: "dpu", Short: "DPU"}
	for _, c := range []struct {
		office         plan.OPD
		series, format string
	}{{office, "e81/dpu", "{n}/E.81/DPU/2026"}, {plan.OPD{}, "e81", "{n}/E.81/2026"}} {
		if series, format := frame().Numbering(c.office, 2026); series != c.series || format != c.format {
			t.Errorf("%s %s", series, format)
		}
	}
	for _, bad := range []string{"tanpa nomor", "{n}/{n}"} {
		if _, err := form.Load("Kota", []byte(`{"numbers": {"city": "`+bad+`"}, "rules": []}`)); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// TestAFormThatGoesOutBearsItsNumber and is the same whenever it is made; another
// number is another file.
func TestAFormThatGoesOutBearsItsNumber(t *testing.T) {
	f, err := frame().Draft(quarter(2024), plan.OPD{ID: 1, Name: "Dinas Contoh", Slug: "contoh"}, nil, plan.FormTexts{}, time.Unix(1, 0))
	if err != nil {
		t.Fatal(err)
	}
	f.Revision = 1
	at := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	one := f.Issued("12/E.81/Contoh/2026", at)
	for _, as := range []string{"a3", "f4"} {
		first := written(t, one, as)
		if !bytes.Equal(first, written(t, one, as)) {
			t.Errorf("%s differs the second time", as)
		}
		if bytes.Equal(first, written(t, f.Issued("13/E.81/Contoh/2026", at), as)) {
			t.Errorf("%s is the same with another number", as)
		}
	}
	for _, x := range []form.Form{one, one} {
		var b bytes.Buffer
		if err := x.Slip(&b); err != nil || !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) {
			t.Errorf("slip: %v", err)
		}
	}
}
