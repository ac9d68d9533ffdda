package sheet

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"alun/ground/fault"
)

func utf16Bytes(order binary.AppendByteOrder, s string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, unit)
	}
	return string(b)
}

func TestEncodingsAreDetected(t *testing.T) {
	const text = "nama,kota\nCafé,横浜 𠮷 ØĀ\n" // Ø and Ā are broken when bytes change places
	for name, c := range map[string]struct{ file, encoding string }{
		"UTF-8":           {text, "UTF-8"},
		"UTF-8 with mark": {markUTF8 + text, "UTF-8"},
		"UTF-16LE":        {markUTF16LE + utf16Bytes(binary.LittleEndian, text), "UTF-16LE"},
		"UTF-16BE":        {markUTF16BE + utf16Bytes(binary.BigEndian, text), "UTF-16BE"},
	} {
		t.Run(name, func(t *testing.T) {
			b, lines := mustRead(t, c.file)
			if b.Encoding() != c.encoding || b.Kind() != CSV || b.Separator() != ',' {
				t.Errorf("detected %s %s %q", b.Kind(), b.Encoding(), b.Separator())
			}
			wantLines(t, lines, "1|nama|kota", "2|Café|横浜 𠮷 ØĀ")
		})
	}
}

func TestWindows1252IsReadAsSuch(t *testing.T) {
	b, lines := mustRead(t, "nama;harga\nCaf\xE9;\x80 5\n\x93Sari\x94;1\n")
	if b.Encoding() != "windows-1252" {
		t.Errorf("encoding %s", b.Encoding())
	}
	wantLines(t, lines, "1|nama|harga", "2|Café|€ 5", "3|“Sari”|1")
	if b, _ := mustRead(t, strings.Repeat("\xA028.000\xA0;Caf\xE9 \xC9t\xE9\n", 100)); b.Encoding() != "windows-1252" {
		t.Errorf("many accents: encoding %s", b.Encoding())
	}
}

// The letter that decides may be the last one, or lie across the edge of the
// pieces in which the file is read.
func TestTheWholeFileDecidesAboutTheEncoding(t *testing.T) {
	for at := 64<<10 - 4; at <= 64<<10+1; at++ {
		long := "a,b\n" + strings.Repeat("x,y\n", at/4-1) + strings.Repeat("z", at%4)
		if b, _ := mustRead(t, long+"é𠮷"); b.Encoding() != "UTF-8" {
			t.Errorf("at %d: %s", at, b.Encoding())
		}
		if b, _ := mustRead(t, long+"\xE9"); b.Encoding() != "windows-1252" {
			t.Errorf("at %d: %s", at, b.Encoding())
		}
		wide := markUTF16LE + utf16Bytes(binary.LittleEndian, strings.Repeat("x\n", at/4)+strings.Repeat("z", at%4)+"𠮷𠮷")
		if b, lines := mustRead(t, wide); !strings.HasSuffix(lines[len(lines)-1].Cell(0), "𠮷𠮷") {
			t.Errorf("at %d: %s loses a pair", at, b.Encoding())
		}
	}
}

func TestTextThatIsNoTableIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ file, key string }{
		"nothing":             {"", "sheet.empty"},
		"only a mark":         {markUTF8, "sheet.empty"},
		"only blank lines":    {"\r\n \r\n\t\r\n", "sheet.empty"},
		"NUL":                 {"a,b\n1,\x00\n", "sheet.not_a_table"},
		"NUL in UTF-16":       {markUTF16LE + utf16Bytes(binary.LittleEndian, "a,b\x00"), "sheet.not_a_table"},
		"junk":                {"\x01\x02\x03\x04\xF0\x05\x06abc", "sheet.not_a_table"},
		"a picture":           {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "sheet.not_a_table"},
		"PDF":                 {"%PDF-1.7\n%âãÏÓ\n", "sheet.pdf"},
		"a web page":          {"\r\n<!DOCTYPE html><table><tr><td>1</td></tr></table>", "sheet.markup"},
		"XML spreadsheet":     {markUTF8 + `<?xml version="1.0"?><Workbook/>`, "sheet.markup"},
		"Shift_JIS":           {"\x96\xBC\x91O,\x8F\x8A\x8D\xDD\n\x89\xA1\x95l,\x81\x40\n", "sheet.unknown_encoding"},
		"Big5":                {strings.Repeat("\xA6W\xBA\xD9,\xA6a\xA7}\n", 60), "sheet.unknown_encoding"},
		"Cyrillic":            {strings.Repeat("\xCC\xE0\xE3\xE0\xE7\xE8\xED,\xE3\xEE\xF0\xEE\xE4\n", 20), "sheet.unknown_encoding"},
		"a broken UTF-8 file": {"Café,é,ü,ö,\xE9\n", "sheet.unknown_encoding"},
		"a lying mark":        {markUTF8 + "Caf\xE9,1\n", "sheet.unknown_encoding"},
		"half a UTF-16 unit":  {markUTF16LE + "a\x00,", "sheet.unknown_encoding"},
		"the other half":      {markUTF16BE + "\xDF\xB7\x00a", "sheet.unknown_encoding"},
		"half a pair":         {markUTF16BE + "\xD8\x42\x00a", "sheet.unknown_encoding"},
		"half a pair at last": {markUTF16BE + "\x00a\xD8\x42", "sheet.unknown_encoding"},
		"an open quote":       {"a,b\n1,\"2\n3,4\n", "sheet.open_quote"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := read(c.file, Limits{})
			refused(t, err, fault.Invalid, c.key)
		})
	}
}

func TestSeparatorsAreDetected(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want rune
	}{
		"comma":                      {"a,b,c\n1,2,3\n", ','},
		"semicolon":                  {"a;b;c\n1;2;3\n", ';'},
		"tab":                        {"a\tb\n1,5\t2\n", '\t'},
		"pipe":                       {"a|b\n1|2\n", '|'},
		"decimal commas":             {"no;nilai;skor\n1;2,5;3,5\n2;4,5;5,5\n", ';'},
		"decimal commas, no head":    {"1;2,5;3,5\n2;4,5;5,5\n", ';'},
		"commas in quotes":           {"a;b\n\"x, y, z\";1\n\"p, q, r\";2\n", ';'},
		"semicolons in commas":       {"nama,tag\nA,x;y\nB,z\nC,x;y;z\n", ','},
		"line ends in quotes":        {"a,b\n\"one; two\nthree; four\n\",1\n", ','},
		"titles above the table":     {"Laporan 2024\nKota Balikpapan, Kalimantan Timur\na;b;c\n1;2;3\n4;5;6\n7;8;9\n", ';'},
		"a tie goes to more cells":   {"a,b,c|d\n1,2,3|4\n", ','},
		"one column":                 {"nama\nSari\nBudi\n", 0},
		"one column of free text":    {"nama\nBudi, S.E.\nSari\nAni\n", 0},
		"declared":                   {"sep=|\na,b,c|d\n1,2,3|4\n", '|'},
		"declared, in capitals":      {"SEP=;\r\na;b\r\n", ';'},
		"declared and unusual":       {"sep=^\na^b\n", '^'},
		"a cell that begins like it": {"sep=;x,b\n1,2\n", ','},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := Open("x", strings.NewReader(c.file), int64(len(c.file)), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if b.Separator() != c.want {
				t.Errorf("separator %q, want %q", b.Separator(), c.want)
			}
			if (b.SeparatorName() == "") != (c.want == 0) {
				t.Errorf("its name is %q", b.SeparatorName())
			}
		})
	}
}

// A long file is judged by its beginning; a line cut by the sample's end does
// not count, and one line longer than the sample still does.
func TestTheSampleMayEndInALine(t *testing.T) {
	long := "a;b\n" + strings.Repeat("1;2\n", 30_000)
	if b, _ := mustRead(t, long); b.Separator() != ';' {
		t.Errorf("separator %q", b.Separator())
	}
	wide := strings.Repeat(strings.Repeat("x", 100)+"|", 900) + "\n1|2\n"
	if b, _ := mustRead(t, wide); b.Separator() != '|' {
		t.Errorf("separator %q", b.Separator())
	}
}
