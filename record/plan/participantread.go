package plan

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MostNames bounds the rows of one list.
const MostNames = 2000

// Named is one row of a list of participants as somebody sent it.
type Named struct {
	Number int // the row, counted from 1 as the sender sees it
	Name   string
	NIK    string // 16 digits; "" when none was given
	Area   string // code of a kecamatan or kelurahan; "" when none was given
	Why    string // why the row does not count; "" when it can be read
}

// Why a row cannot be read.
const (
	WhyNoName = "no_name"
	WhyName   = "name_form"
	WhyNIK    = "nik_form"
)

// PastedRows cuts pasted text into cells: what comes from a spreadsheet has tabs,
// else semicolons part the cells, else a line is one cell.
func PastedRows(text string) [][]string {
	var out [][]string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		cut := ";"
		if strings.Contains(line, "\t") {
			cut = "\t"
		}
		out = append(out, strings.Split(line, cut))
	}
	return out
}

// headWords are what people write over the columns.
var headWords = map[string]string{"nama": "name", "nama lengkap": "name", "nama peserta": "name", "name": "name", "nik": "nik", "no ktp": "nik", "nomor ktp": "nik",
	"no. ktp": "nik", "nomor induk kependudukan": "nik", "wilayah": "area", "kode wilayah": "area", "kelurahan": "area", "kecamatan": "area", "area": "area"}

var (
	areaCode = regexp.MustCompile(`^\d{2}(\.\d{2}){1,2}(\.\d{4})?$`)
	ordinal  = regexp.MustCompile(`^\d{1,4}[.)]?$`)
)

// ReadNames finds names, identity numbers and areas in rows of cells: by a heading
// where there is one, else by what the cells look like. Blank rows are passed over.
func ReadNames(rows [][]string) (out []Named) {
	place := map[string]int{}
	for i, row := range rows {
		cells := make([]string, len(row))
		blank := true
		for j, c := range row {
			cells[j] = cleanCell(c)
			blank = blank && cells[j] == ""
		}
		switch {
		case blank:
			continue
		case len(out) == 0 && len(place) == 0:
			if head := headOf(cells); head != nil {
				place = head
				continue
			}
		}
		n := Named{Number: i + 1}
		if len(place) > 0 {
			n.Name, n.NIK, n.Area = placed(cells, place, "name"), placed(cells, place, "nik"), placed(cells, place, "area")
		} else {
			n.guess(cells)
		}
		n.judge()
		out = append(out, n)
	}
	return out
}

// headOf finds the columns that a heading names; nil when it is none.
func headOf(cells []string) map[string]int {
	out := map[string]int{}
	for j, c := range cells {
		if what, ok := headWords[Fold(c)]; ok {
			if _, twice := out[what]; !twice {
				out[what] = j
			}
		}
	}
	if _, ok := out["name"]; !ok {
		return nil
	}
	return out
}

func placed(cells []string, place map[string]int, what string) string {
	if j, ok := place[what]; ok && j < len(cells) {
		return cells[j]
	}
	return ""
}

// guess takes cells for what they look like.
func (n *Named) guess(cells []string) {
	for j, c := range cells {
		switch {
		case c == "" || j == 0 && len(cells) > 1 && ordinal.MatchString(c):
		case areaCode.MatchString(c) && n.Area == "":
			n.Area = c
		case mostlyDigits(c) && n.NIK == "":
			n.NIK = c
		case n.Name == "":
			n.Name = c
		}
	}
}

func mostlyDigits(s string) bool {
	digits := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	return digits > 5 && digits*2 > utf8.RuneCountInString(s)
}

// judge brings the cells into one form, or says what is wrong.
func (n *Named) judge() {
	if !areaCode.MatchString(n.Area) {
		n.Area = "" // what is no code may be somebody's address
	}
	typed := n.NIK
	n.NIK = strings.Map(func(c rune) rune {
		if strings.ContainsRune(" .-'’`", c) {
			return -1
		}
		return c
	}, typed)
	switch letters := strings.ContainsFunc(n.Name, unicode.IsLetter); {
	case n.Name == "":
		n.Why = WhyNoName
	case !letters || utf8.RuneCountInString(n.Name) > 120 || mostlyDigits(n.Name):
		n.Why = WhyName
	case n.NIK != "" && !nikForm(n.NIK):
		n.Why = WhyNIK
	}
	if n.Why != "" {
		n.Name, n.NIK, n.Area = "", "", ""
	}
}

// nikForm tells a number of an identity card: 16 digits, with a day of birth (40
// more for women) and a month in their places.
func nikForm(nik string) bool {
	if len(nik) != 16 || strings.ContainsFunc(nik, func(c rune) bool { return c < '0' || c > '9' }) {
		return false
	}
	day, month := int(nik[6]-'0')*10+int(nik[7]-'0'), int(nik[8]-'0')*10+int(nik[9]-'0')
	if day > 40 {
		day -= 40
	}
	return day >= 1 && day <= 31 && month >= 1 && month <= 12 && nik[:2] >= "11" && nik[12:] != "0000"
}

// cleanCell makes a cell one line without what cannot be seen.
func cleanCell(c string) string {
	c = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(c, ""))
	return strings.Join(strings.Fields(c), " ")
}
