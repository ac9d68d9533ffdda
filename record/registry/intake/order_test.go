package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// daysFile opens a file of text with one business for each day.
func daysFile(t *testing.T, m *Mapping, days ...string) *File {
	t.Helper()
	table := "Nama Usaha;Kelurahan;Tgl Mulai\n"
	for i, d := range days {
		table += fmt.Sprintf("Warung Nomor %c;Damai;%s\n", 'A'+i, d)
	}
	f, err := Open(context.Background(), "x.csv", strings.NewReader(table), int64(len(table)), Choosing{Mapping: m})
	if err != nil {
		t.Fatal(err)
	}
	f.Mapping.All = map[Field]string{"kind": "usaha"}
	return f
}

// The order of days is taken from the file only where several cells show it and none
// against them; else it is asked once, and what can be read in one way only is read so.
func TestTheOrderOfDaysIsAskedWhereFewCellsShowIt(t *testing.T) {
	open := []string{"01/02/2019", "01/02/2019", "01/02/2019", "01/02/2019", "01/02/2019", "01/02/2019"}
	for _, c := range []struct {
		more  []string
		order string
	}{
		{nil, ""},
		{[]string{"03/14/2019"}, ""},
		{[]string{"14/03/2019"}, ""},
		{[]string{"03/14/2019", "03/15/2019"}, ""},
		{[]string{"03/14/2019", "03/15/2019", "03/16/2019"}, "mdy"},
		{[]string{"14/03/2019", "15/03/2019", "16/03/2019"}, "dmy"},
		{[]string{"14/03/2019", "15/03/2019", "16/03/2019", "03/14/2019"}, ""},
		{slices.Concat(open, open, []string{"14/03/2019", "15/03/2019", "16/03/2019"}), ""}, // three of eighteen
	} {
		f := daysFile(t, nil, slices.Concat(open, c.more)...)
		if f.Days != c.order {
			t.Errorf("%v: %q, want %q", c.more, f.Days, c.order)
		}
		looked, err := f.Look(context.Background(), city(t), func(int, int) {})
		if err != nil {
			t.Fatal(err)
		}
		asked := slices.ContainsFunc(looked.Questions, func(q Question) bool {
			return q.Answer == "settings" && q.Name == "days" && q.Rows >= len(open) && len(q.Choices) == 2
		})
		if asked != (c.order == "") {
			t.Errorf("%v: asked %v: %+v", c.more, asked, looked.Questions)
		}
		got, rows := fates(t, f)
		if c.order == "" && !strings.Contains(got[0], "doubtful ?day_order") || c.order != "" && rows[0].Set["started"] == "" {
			t.Errorf("%v: %s", c.more, got[0])
		}
	}
}

// An answer holds for the whole file; a cell against it is asked about by itself.
func TestAnAnswerSettlesTheOrderOfDays(t *testing.T) {
	days := []string{"01/02/2019", "01/02/2019", "03/14/2019"}
	m := daysFile(t, nil, days...).Mapping
	m.Settings.Days = "dmy"
	got, rows := fates(t, daysFile(t, &m, days...))
	if rows[0].Set["started"] != "2019-02-01" || got[0] != "2 taken" || got[2] != "4 doubtful ?day_against" {
		t.Errorf("%v", got)
	}
}

// A bare number in a file of text waits for an answer, which is a day.
func TestABareNumberWaitsForItsDay(t *testing.T) {
	f := daysFile(t, nil, "43500")
	if got, _ := fates(t, f); got[0] != "2 doubtful ?day_count" {
		t.Errorf("%v", got)
	}
	f.Mapping.Values = map[Field]map[string]string{"started": {"43500": "2019-02-04"}}
	if got, rows := fates(t, f); got[0] != "2 taken" || rows[0].Set["started"] != "2019-02-04" {
		t.Errorf("%v", got)
	}
}
