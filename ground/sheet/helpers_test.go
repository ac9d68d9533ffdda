package sheet

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"alun/ground/fault"
	"alun/ground/lang"
)

// read opens a file and reads its first sheet.
func read(file string, lim Limits) (*Book, []Line, error) {
	b, err := Open("tabel.csv", strings.NewReader(file), int64(len(file)), lim)
	if err != nil {
		return nil, nil, err
	}
	var lines []Line
	for line, err := range b.Rows("") {
		if err != nil {
			return b, lines, err
		}
		lines = append(lines, line)
	}
	return b, lines, nil
}

func mustRead(t *testing.T, file string) (*Book, []Line) {
	t.Helper()
	b, lines, err := read(file, Limits{})
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	return b, lines
}

// wantLines compares lines written as "number|cell|cell".
func wantLines(t *testing.T, got []Line, want ...string) {
	t.Helper()
	var have []string
	for _, l := range got {
		have = append(have, strings.Join(append([]string{lang.Whole(lang.EN, int64(l.Number))}, l.Cells...), "|"))
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

// refused checks the fault, and that its sentence can be said in each language
// with the values that it carries.
func refused(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	f := fault.Of(err)
	if f == nil || f.Kind != kind || f.Key != key {
		t.Fatalf("got %v, want a fault %d %s", err, kind, key)
	}
	c, err := lang.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range lang.All {
		said := c.In(tag).T(f.Key, f.Args...)
		for _, x := range f.Fields {
			said += c.In(tag).T(x.Key, x.Args...)
		}
		if strings.Contains(said, "⟦") {
			t.Errorf("%s: %s", tag, said)
		}
	}
}

// The parts of the smallest workbook.
const (
	office    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	mainRel   = `<Relationships><Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookXML   = `<workbook xmlns:r="` + office + `"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`
	bookRels  = `<Relationships><Relationship Id="rId1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + office + `/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`
	sheetHead = `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	sheetTail = `</sheetData></worksheet>`
)

// entry is one file of a zip.
type entry struct{ name, text string }

// workbookOf packs rows and shared strings as XML into a workbook; more entries
// replace or follow its own.
func workbookOf(rows, shared string, more ...entry) string {
	return zipOf(workbookParts(sheetHead+rows+sheetTail, `<sst>`+shared+`</sst>`, more...)...)
}

func workbookParts(sheet, shared string, more ...entry) []entry {
	parts := []entry{
		{"[Content_Types].xml", `<Types/>`},
		{"_rels/.rels", mainRel},
		{"xl/workbook.xml", bookXML},
		{"xl/_rels/workbook.xml.rels", bookRels},
		{"xl/sharedStrings.xml", shared},
		{"xl/worksheets/sheet1.xml", sheet},
	}
	for _, e := range more {
		if at := slices.IndexFunc(parts, func(p entry) bool { return p.name == e.name }); at >= 0 {
			parts[at] = e
			continue
		}
		parts = append(parts, e)
	}
	return parts
}

func zipOf(entries ...entry) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		w, err := z.Create(e.name)
		if err == nil {
			_, err = w.Write([]byte(e.text))
		}
		if err != nil {
			panic(err) // a buffer takes everything
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}
