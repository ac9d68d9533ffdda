package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"alun/ground/fault"
)

func TestFilesThatAreNoWorkbookAreRefused(t *testing.T) {
	ole := magicOLE + strings.Repeat("\x00", 504)
	encrypted := ole + strings.Repeat("\x00", 64<<10-7-len(ole)) + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00" + strings.Repeat("\x00", 1_000)
	letter := strings.Replace(mainRel, "xl/workbook.xml", "word/document.xml", 1)
	for name, c := range map[string]struct{ file, key string }{
		"an old workbook":    {ole, "sheet.old_xls"},
		"a password":         {encrypted, "sheet.encrypted"},
		"a zip":              {zipOf(entry{"a.csv", "a,b"}), "sheet.zip"},
		"OpenDocument":       {zipOf(entry{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, entry{"content.xml", "<x/>"}), "sheet.save_as_xlsx"},
		"a binary workbook":  {workbookOf("", "", entry{"_rels/.rels", strings.Replace(mainRel, "workbook.xml", "workbook.bin", 1)}), "sheet.save_as_xlsx"},
		"a letter":           {workbookOf("", "", entry{"_rels/.rels", letter}, entry{"word/document.xml", "<document/>"}, entry{"word/_rels/document.xml.rels", "<Relationships/>"}), "sheet.zip"},
		"no sheet":           {workbookOf("", "", entry{"xl/workbook.xml", "<workbook/>"}), "sheet.empty"},
		"no relations":       {zipOf(entry{"[Content_Types].xml", "<Types/>"}), "sheet.damaged"},
		"no main part":       {workbookOf("", "", entry{"_rels/.rels", "<Relationships/>"}), "sheet.damaged"},
		"a part twice":       {workbookOf("", "", entry{"XL/Workbook.xml", bookXML}), "sheet.damaged"},
		"only the beginning": {workbookOf("", "")[:600], "sheet.damaged"},
		"a locked part":      {strings.ReplaceAll(zipOf(workbookParts("", "")...), "PK\x01\x02\x14\x00\x14\x00\x08", "PK\x01\x02\x14\x00\x14\x00\x09"), "sheet.encrypted"},
		"a list too long":    {workbookOf("", "", entry{"xl/workbook.xml", "<workbook>" + strings.Repeat("<!-- long -->", 400_000) + "</workbook>"}), "sheet.damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := read(c.file, Limits{Ratio: 10_000})
			refused(t, err, fault.Invalid, c.key)
		})
	}
}

// Each of these would lose or move data without a word if it were let through.
func TestADamagedSheetIsRefused(t *testing.T) {
	const one = `<row r="1"><c r="A1"><v>1</v></c></row>`
	for name, rows := range map[string]string{
		"broken XML":             one + `<row r="2"><c r="A2"><v>1 & 2</v></c></row>`,
		"a shared text too far":  `<row><c t="s"><v>1</v></c></row>`,
		"a negative shared text": `<row><c t="s"><v>-1</v></c></row>`,
		"a shared text unnamed":  `<row><c t="s"><v>x</v></c></row>`,
		"rows going back":        `<row r="2"/><row r="1"/>`,
		"a row twice":            one + one,
		"row zero":               `<row r="0"/>`,
		"a row too far":          `<row r="1048577"/>`,
		"a row without number":   `<row r="x"/>`,
		"cells going back":       `<row r="1"><c r="B1"/><c r="A1"/></row>`,
		"a cell of another row":  `<row r="1"><c r="A2"/></row>`,
		"a column too far":       `<row r="1"><c r="XFE1"/></row>`,
		"a cell without column":  `<row r="1"><c r="1"/></row>`,
		"a strange reference":    `<row r="1"><c r="É1"/></row>`,
		"a deep well":            strings.Repeat("<a>", 200) + strings.Repeat("</a>", 200),
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := read(workbookOf(rows, "<si><t>x</t></si>"), Limits{Columns: 20_000})
			refused(t, err, fault.Invalid, "sheet.damaged")
		})
	}
	whole := map[string]string{
		"no table":         `<worksheet/>`,
		"cut off":          sheetHead + one,
		"cut off in a row": sheetHead + `<row r="1"><c r="A1"><v>1</v></c>`,
		"another encoding": strings.Replace(sheetHead, "UTF-8", "Shift_JIS", 1) + sheetTail,
		"nothing":          ``,
	}
	for name, sheet := range whole {
		t.Run(name, func(t *testing.T) {
			_, _, err := read(zipOf(workbookParts(sheet, "<sst/>")...), Limits{})
			refused(t, err, fault.Invalid, "sheet.damaged")
		})
	}
}

func TestLimitsOfAWorkbook(t *testing.T) {
	const rows = `<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="3"><c r="B3"><v>234567</v></c></row>`
	file := workbookOf(rows, "<si><t>123456</t></si>")
	bomb := workbookOf(strings.Repeat(`<row><c><v>1</v></c></row>`, 60_000), "")
	for name, c := range map[string]struct {
		file string
		lim  Limits
		key  string
	}{
		"bytes":          {file, Limits{Bytes: int64(len(file)) - 1}, "sheet.too_many_bytes"},
		"rows":           {file, Limits{Rows: 1}, "sheet.too_many_rows"},
		"columns":        {file, Limits{Columns: 1}, "sheet.too_many_columns"},
		"cells":          {file, Limits{Cells: 3}, "sheet.too_many_cells"},
		"text in runs":   {workbookOf(`<row><c t="inlineStr"><is><r><t>123</t></r><r><t>456</t></r></is></c></row>`, ""), Limits{CellBytes: 5}, "sheet.cell_too_long"},
		"shared runs":    {workbookOf("", `<si><r><t>123</t></r><r><t>456</t></r></si>`), Limits{CellBytes: 5}, "sheet.text_too_long"},
		"a shared text":  {file, Limits{CellBytes: 5}, "sheet.text_too_long"},
		"a cell":         {workbookOf(rows, ""), Limits{CellBytes: 5}, "sheet.cell_too_long"},
		"a long formula": {workbookOf(`<row><c><f>12345</f></c></row>`, ""), Limits{CellBytes: 5}, "sheet.cell_too_long"},
		"a long number":  {workbookOf(`<row><c><v>1E9</v></c></row>`, ""), Limits{CellBytes: 5}, "sheet.cell_too_long"},
		"entries":        {file, Limits{Entries: 5}, "sheet.too_many_entries"},
		"unpacked":       {file, Limits{Unpacked: 500}, "sheet.unpacks_too_large"},
		"ratio":          {bomb, Limits{}, "sheet.unpacks_too_large"},
		"shared bytes":   {workbookOf("", strings.Repeat("<si><t>"+strings.Repeat("x", 1_000)+"</t></si>", 10)), Limits{Unpacked: 38_000}, "sheet.unpacks_too_large"},
		"shared texts":   {workbookOf("", strings.Repeat("<si/>", 10)), Limits{Cells: 9}, "sheet.unpacks_too_large"},
		"a wide row":     {workbookOf(`<row r="1"><c r="XFD1"><v>1</v></c></row>`, ""), Limits{}, "sheet.too_many_columns"},
		"wide and many":  {workbookOf(strings.Repeat(`<row><c/><c/><c><v>1</v></c></row>`, 10), ""), Limits{Cells: 29}, "sheet.too_many_cells"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := read(c.file, c.lim)
			refused(t, err, fault.TooLarge, c.key)
		})
	}
	if _, lines, err := read(file, Limits{Rows: 2, Columns: 2, Cells: 4, CellBytes: 6, Entries: 6}); err != nil || len(lines) != 2 {
		t.Errorf("the limits themselves are refused: %v", err)
	}
}

// A directory of very many entries must not even be read: here it says ten.
func TestADirectoryThatLiesAboutItsLengthIsRefused(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 65_536 + 10 {
		if _, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("a long enough name for a part/%040d", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	disk := &countingDisk{ReaderAt: strings.NewReader(b.String())}
	_, err := Open("x", disk, int64(b.Len()), Limits{})
	refused(t, err, fault.TooLarge, "sheet.too_many_entries")
	if disk.bytes > directoryBytes+1<<20 {
		t.Errorf("%d bytes of %d were read", disk.bytes, b.Len())
	}
}

// countingDisk counts what is read from it.
type countingDisk struct {
	io.ReaderAt
	bytes int
}

func (d *countingDisk) ReadAt(p []byte, at int64) (int, error) {
	n, err := d.ReaderAt.ReadAt(p, at)
	d.bytes += n
	return n, err
}

// The directory says that a part has few bytes, and the part goes on and on.
func TestAPartLongerThanTheDirectorySaysIsRefused(t *testing.T) {
	sheet := sheetHead + strings.Repeat(`<row><c><v>1</v></c></row>`, 100_000) + sheetTail
	for name, claim := range map[string]uint64{"a little": uint64(len(sheet)) - 1, "a lot": 1_000} {
		t.Run(name, func(t *testing.T) {
			_, lines, err := read(lyingZip(t, sheet, claim), Limits{Ratio: 10_000})
			refused(t, err, fault.Invalid, "sheet.damaged")
			if uint64(len(lines)) > claim/25 {
				t.Errorf("%d lines came from %d bytes", len(lines), claim)
			}
		})
	}
	if _, lines, err := read(lyingZip(t, sheet, uint64(len(sheet))), Limits{Ratio: 10_000}); err != nil || len(lines) != 100_000 {
		t.Errorf("a truthful one is refused: %v", err)
	}
}

func lyingZip(t *testing.T, sheet string, claim uint64) string {
	t.Helper()
	var packed, b bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(sheet)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(&b)
	for _, e := range workbookParts("", "<sst/>")[:5] {
		part, err := z.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(e.text)); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := z.CreateRaw(&zip.FileHeader{
		Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate,
		CRC32: crc32.ChecksumIEEE([]byte(sheet)), CompressedSize64: uint64(packed.Len()), UncompressedSize64: claim,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Write(packed.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A byte changed inside the table is seen by the checksum at its end.
func TestAChangedByteIsSeen(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range workbookParts(sheetHead+`<row><c><v>1500000</v></c></row>`+sheetTail, "<sst/>") {
		part, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(e.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := read(b.String(), Limits{}); err != nil {
		t.Fatal(err)
	}
	_, _, err := read(strings.Replace(b.String(), "1500000", "9500000", 1), Limits{})
	refused(t, err, fault.Invalid, "sheet.damaged")
}

// One text or one tag without end is stopped long before it fills the memory.
func TestATokenWithoutEndIsRefused(t *testing.T) {
	long := strings.Repeat("abcdefgh", 1<<19)
	_, _, err := read(workbookOf(`<row><c t="inlineStr"><is><t>`+long+`</t></is></c></row>`, ""), Limits{Ratio: 10_000})
	refused(t, err, fault.TooLarge, "sheet.cell_too_long")
	_, _, err = read(workbookOf(`<row><c name="`+long+`"/></row>`, ""), Limits{Ratio: 10_000})
	refused(t, err, fault.Invalid, "sheet.damaged")
}
