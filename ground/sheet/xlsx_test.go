package sheet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func TestCellsOfAWorkbook(t *testing.T) {
	const shared = `<si><t>Toko Sari</t></si><si><r><rPr><b/></rPr><t>横</t></r><r><t>浜</t></r><rPh sb="0" eb="2"><t>ヨコハマ</t></rPh></si><si><t>a_x000D_b_x005F_x0041_</t></si>`
	for name, c := range map[string]struct{ cell, want string }{
		"shared text":               {`<c r="A1" t="s"><v>0</v></c>`, "Toko Sari"},
		"rich text, no furigana":    {`<c r="A1" t="s"><v>1</v></c>`, "横浜"},
		"escapes":                   {`<c r="A1" t="s"><v>2</v></c>`, "a\rb_x0041_"},
		"inline text":               {`<c r="A1" t="inlineStr"><is><t xml:space="preserve"> =1+1 </t></is></c>`, " =1+1 "},
		"text cut by a comment":     {`<c t="inlineStr"><is><t>a<!-- x -->b<![CDATA[<c>]]></t></is></c>`, "ab<c>"},
		"NIK as a number":           {`<c r="A1"><v>6471011234567890</v></c>`, "6471011234567890"},
		"NIK in exponent form":      {`<c r="A1"><v>6.4710112345678901E+15</v></c>`, "6471011234567890"},
		"NIB":                       {`<c r="A1" s="4"><v>9120001234567</v></c>`, "9120001234567"},
		"amount in exponent form":   {`<c r="A1"><v>1.5E+9</v></c>`, "1500000000"},
		"stored too finely":         {`<c r="A1"><v>4.0999999999999996</v></c>`, "4.1"},
		"sum of tenths":             {`<c r="A1"><v>0.30000000000000004</v></c>`, "0.3"},
		"a small number":            {`<c r="A1"><v>1.0000000000000001E-3</v></c>`, "0.001"},
		"minus":                     {`<c r="A1"><v>-39.899999999999999</v></c>`, "-39.9"},
		"more digits than a double": {`<c r="A1"><v>12345678901234567890</v></c>`, "12345678901234567890"},
		"a date stays a count":      {`<c r="A1" s="14"><v>45721</v></c>`, "45721"},
		"an ISO date":               {`<c r="A1" t="d"><v>2025-03-05</v></c>`, "2025-03-05"},
		"true":                      {`<c r="A1" t="b"><v>1</v></c>`, "TRUE"},
		"false":                     {`<c r="A1" t="b"><v>0</v></c>`, "FALSE"},
		"an error":                  {`<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>`, "#DIV/0!"},
		"a computed formula":        {`<c r="A1"><f>1+1</f><v>2</v></c>`, "2"},
		"a computed text":           {`<c r="A1" t="str"><f>A2</f><v>x</v></c>`, "x"},
		"a formula never computed":  {`<c r="A1"><f>SUM(A2:A9)</f></c>`, "=SUM(A2:A9)"},
		"an enormous number":        {`<c r="A1"><v>1E+300</v></c>`, "1E+300"},
		"next to nothing":           {`<c r="A1"><v>1.5E-300</v></c>`, "1.5E-300"},
		"no number at all":          {`<c r="A1"><v>Inf</v></c>`, "Inf"},
		"no decimal number":         {`<c r="A1"><v>0x1.00000000000p-2</v></c>`, "0x1.00000000000p-2"},
	} {
		t.Run(name, func(t *testing.T) {
			b, lines := mustRead(t, workbookOf("<row r=\"1\">"+c.cell+"</row>", shared))
			if b.Kind() != XLSX || b.Encoding() != "" || b.Separator() != 0 || b.SeparatorName() != "" {
				t.Errorf("detected %s %q %q", b.Kind(), b.Encoding(), b.Separator())
			}
			wantLines(t, lines, "1|"+c.want)
		})
	}
}

func TestRowsOfAWorkbook(t *testing.T) {
	for name, c := range map[string]struct {
		rows string
		want []string
	}{
		"gaps":           {`<row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row><row r="7"><c r="A7"><v>3</v></c></row>`, []string{"2||1||2", "7|3"}},
		"no references":  {`<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>`, []string{"1|1||2", "3|3"}},
		"only borders":   {`<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="3"/><c r="XFD1" s="3"/></row><row r="2"><c r="A2" s="3"/></row>`, []string{"1|1"}},
		"the last row":   {`<row r="1048576"><c r="A1048576"><v>1</v></c></row>`, []string{"1,048,576|1"}},
		"no rows":        {``, nil},
		"after the data": {`<row r="1"><c r="A1"><v>1</v></c></row></sheetData><controls><row r="1"><c r="A1"/></row></controls><sheetData>`, []string{"1|1"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, lines := mustRead(t, workbookOf(c.rows, ""))
			wantLines(t, lines, c.want...)
		})
	}
}

func TestSheetsInTheirOrderWithoutHiddenOnes(t *testing.T) {
	const list = `<workbook xmlns:r="` + office + `"><sheets>` +
		`<sheet name="Daftar" sheetId="3" state="hidden" r:id="rId3"/>` +
		`<sheet name="Usaha &amp; Jasa" sheetId="1" r:id="rId1"/>` +
		`<sheet name="Grafik" sheetId="4" r:id="rId4"/>` +
		`<sheet name="Pasar" sheetId="2" r:id="rId2"/></sheets></workbook>`
	const rels = `<Relationships>` +
		`<Relationship Id="rId1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="` + office + `/worksheet" Target="/XL\Worksheets\Two.xml"/>` +
		`<Relationship Id="rId3" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId4" Type="` + office + `/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>`
	two := strings.ReplaceAll(rels, `\`, "/")
	file := workbookOf(`<row><c><v>1</v></c></row>`, "", entry{"xl/workbook.xml", list}, entry{"xl/_rels/workbook.xml.rels", two},
		entry{`xl\worksheets\two.xml`, sheetHead + `<row><c><v>2</v></c></row>` + sheetTail})
	b, lines := mustRead(t, file)
	if diff := cmp.Diff([]string{"Usaha & Jasa", "Pasar"}, b.Sheets()); diff != "" {
		t.Errorf("sheets: %s", diff)
	}
	wantLines(t, lines, "1|1")
	for line, err := range b.Rows("Pasar") {
		if err != nil {
			t.Fatal(err)
		}
		wantLines(t, []Line{line}, "1|2")
	}
}

// Excelize is the referee: what another program wrote reads as that program
// itself says it is.
func TestAWorkbookOfAnotherProgramReadsAsItSays(t *testing.T) {
	f := excelize.NewFile()
	for cell, v := range map[string]any{
		"A1": "nama", "B1": "nib", "C1": "omzet", "D1": "tanggal",
		"A2": "Kerupuk \"Ibu Sari\" & Co <1>", "B2": "0912000123456", "C2": 1_500_000, "D2": 45721.5,
		"A5": " spasi\ndua baris ", "B5": "_x0041_", "C5": -0.25, "D5": "横浜 𠮷",
	} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	said, err := f.GetRows("Sheet1", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	_, lines := mustRead(t, file.String())
	var want []Line
	for i, cells := range said {
		if len(cells) > 0 {
			want = append(want, Line{i + 1, cells})
		}
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("lines (-excelize +sheet):\n%s", diff)
	}
}

func TestUnescape(t *testing.T) {
	for in, want := range map[string]string{
		"":                   "",
		"plain":              "plain",
		"_x0041_":            "A",
		"x_x000d_y":          "x\ry",
		"_x005F_x0041_":      "_x0041_",
		"_x005F__x0041_":     "_A",
		"_xD842__xDFB7_":     "𠮷",
		"_xD842_x_xDFB7_":    "\uFFFDx\uFFFD",
		"_xD842_":            "\uFFFD",
		"_x0000_":            "\uFFFD",
		"_xZZZZ_ _x12 _x_x_": "_xZZZZ_ _x12 _x_x_",
		"__x0041_":           "_A",
	} {
		if got := unescape(in); got != want {
			t.Errorf("unescape(%q) = %q, want %q", in, got, want)
		}
	}
}
