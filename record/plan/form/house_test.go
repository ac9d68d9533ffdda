package form_test

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"alun/city"
	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	"alun/ground/letter"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/plan"
	"alun/record/plan/check"
	"alun/record/plan/e81"
	"alun/record/plan/form"
)

var rooms = []fs.FS{jobs.Files, diary.Files, blob.Files, letter.Files, account.Files, plan.Files}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var cityFiles = sync.OnceValue(func() fs.FS { return must(city.Profile("balikpapan")) })

var frame = sync.OnceValue(func() *form.Frame {
	return must(form.Load("Kota Balikpapan", must(fs.ReadFile(cityFiles(), "form_e81.json"))))
})

// record is one row of the published reports, by column.
type record map[string]string

// published are the rows of a report by office, in the order of the form.
var published = sync.OnceValue(func() map[int]map[string][]record {
	all := must(csv.NewReader(bytes.NewReader(must(fs.ReadFile(cityFiles(), "programmes.csv")))).ReadAll())
	out := map[int]map[string][]record{}
	for _, line := range all[1:] {
		r := record{}
		for i, name := range all[0] {
			r[name] = line[i]
		}
		year := must(strconv.Atoi(r["year"]))
		if out[year] == nil {
			out[year] = map[string][]record{}
		}
		out[year][r["department"]] = append(out[year][r["department"]], r)
	}
	for _, offices := range out {
		for _, rows := range offices {
			slices.SortStableFunc(rows, func(a, b record) int { return byCode(a["code"], b["code"]) })
		}
	}
	return out
})

func byCode(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(x), len(y)) {
		if d := must(strconv.Atoi(x[i])) - must(strconv.Atoi(y[i])); d != 0 {
			return d
		}
	}
	return len(x) - len(y)
}

// rowsOf reads published rows as a draft has them.
func rowsOf(rows []record) []e81.Row {
	var out []e81.Row
	for i, r := range rows {
		row, problems, _ := e81.Parse(func(c string) string { return r[c] }, i+2)
		if len(problems) > 0 {
			panic(problems)
		}
		out = append(out, row)
	}
	return out
}

// world is a database with both reports in it.
type world struct {
	*testing.T
	d *db.DB
}

// worlds runs tests on a database of each engine. They leave the reports alone.
func worlds(t *testing.T, tests map[string]func(w world)) {
	dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
		profile := must(plan.ReadProfile(cityFiles()))
		if err := d.Write(t.Context(), profile.Load); err != nil {
			t.Fatal(err)
		}
		raw := must(fs.ReadFile(cityFiles(), "programmes.csv"))
		in := must(plan.ReadFile("programmes.csv", bytes.NewReader(raw), int64(len(raw))))
		rules := must(check.Load(must(fs.ReadFile(cityFiles(), "rules.json"))))
		if _, err := plan.Import(t.Context(), d, in, plan.ImportOptions{Actor: "test", Rules: rules}); err != nil {
			t.Fatal(err)
		}
		for name, test := range tests {
			t.Run(name, func(t *testing.T) { test(world{t, d}) })
		}
	}, rooms...)
}

func (w world) read(read func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Read(w.Context(), read); err != nil {
		w.Fatal(err)
	}
}

func quarter(year int) date.Quarter { return date.Quarter{Year: year, N: 2} }

// whole is the form of all offices of a year.
func (w world) whole(year int) (f form.Form) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		v, _, err := plan.At(tx, quarter(year), 0)
		if err == nil {
			f, err = frame().Whole(tx, v)
		}
		return err
	})
	return f
}

// of is the form of one office.
func (w world) of(year int, slug string) (f form.Form) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		v, _, err := plan.At(tx, quarter(year), 0)
		if err != nil {
			return err
		}
		o, _, err := plan.OPDBySlug(tx, year, slug)
		if err == nil {
			f, err = frame().Of(tx, v, o)
		}
		return err
	})
	return f
}

func written(t testing.TB, f form.Form, as string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, as); err != nil {
		t.Fatal(err)
	}
	if folder := os.Getenv("ALUN_TEST_PICTURES"); folder != "" {
		name := "kota"
		if !f.City() {
			name = f.Office.Slug
		}
		end := map[string]string{"xlsx": ".xlsx", "a3": "-a3.pdf", "f4": "-f4.pdf"}[as]
		os.WriteFile(folder+"/e81-"+strconv.Itoa(f.Quarter.Year)+"-"+name+end, b.Bytes(), 0o600)
	}
	return b.Bytes()
}
