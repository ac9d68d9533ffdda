package intake

import (
	"archive/zip"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Since when there is a business is written in many ways. What decides between
// day/month and month/day is never the habit of a country: other cells of the column
// that can be read in one way only, or an answer.

// orders is what the cells of a column show of the order of their days.
type orders struct{ dmy, mdy, open int }

// hear counts a cell: one that can be read in one way only shows that order, one that is
// two different days is open.
func (o *orders) hear(text string) {
	a, b, _, ok := numericDay(oneLine(text))
	switch {
	case !ok:
	case a > 12 && a <= 31 && b <= 12:
		o.dmy++
	case b > 12 && b <= 31 && a <= 12:
		o.mdy++
	case a != b && a <= 12 && b <= 12:
		o.open++
	}
}

// enough is how many cells at least must show an order, and of how many open ones they
// must be one: one slip of the hand would else turn the days of everybody.
const (
	enough = 3
	share  = 5
)

// decided is the order in which open cells are meant, dmy or mdy; "" where it has to be
// asked: where cells contradict each other, or too few of them show it.
func (o orders) decided() string {
	shown := max(o.dmy, o.mdy)
	switch {
	case o.dmy > 0 && o.mdy > 0, shown < enough, shown*share < o.open:
		return ""
	case o.dmy > 0:
		return "dmy"
	}
	return "mdy"
}

// numericDay cuts "05/03/2024", "5-3-24", "5.3.2024 00:00".
func numericDay(text string) (a, b, year int, ok bool) {
	text, _, _ = strings.Cut(text, " ")
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '-' || r == '.' })
	if len(parts) != 3 || strings.Trim(text, "0123456789/-.") != "" || len(parts[0]) > 2 || len(parts[1]) > 2 || len(parts[2]) != 2 && len(parts[2]) != 4 {
		return 0, 0, 0, false
	}
	a, _ = strconv.Atoi(parts[0]) // digits
	b, _ = strconv.Atoi(parts[1])
	year, _ = strconv.Atoi(parts[2])
	return a, b, year, a > 0 && b > 0
}

// oldest is the earliest year that a business may have begun in.
const oldest = 1900

// readDay reads since when there is a business, as the register keeps it: a day, a
// month or a year. order is how numeric days of the file are meant, "" where nobody
// knows; epoch is the day nought of a spreadsheet's count, nought where the file is none.
func readDay(typed, order string, epoch, today time.Time) (string, *Trouble) {
	text := strings.ToLower(oneLine(typed))
	text = strings.TrimSpace(strings.TrimPrefix(text, "'"))
	if year, ok := strings.CutSuffix(text, ".0"); ok && len(year) == 4 {
		text = year // as Python writes a number
	}
	for _, before := range []string{"sejak", "since", "tahun", "thn", "th", "year", "tgl", "tanggal"} {
		if rest, ok := strings.CutPrefix(text, before); ok && rest != "" && (rest[0] == ' ' || rest[0] == '.' || rest[0] >= '0' && rest[0] <= '9') {
			text = strings.TrimLeft(rest, " .:")
		}
	}
	if kept, ok := plainDay(text); ok {
		return inTime(kept, typed, today)
	}
	if n, ok := serial(text); ok {
		return readSerial(n, typed, epoch, today)
	}
	if kept, ok := wordDay(text, today); ok {
		return inTime(kept, typed, today)
	}
	if _, _, _, ok := numericDay(text); ok {
		return readNumericDay(text, typed, order, today)
	}
	if strings.ContainsAny(text, "&;") || strings.Contains(text, " dan ") || strings.Contains(text, " s/d ") {
		return "", doubt("intake.day_two", "intake.mend_day", clip(typed))
	}
	return "", refuse("intake.day_unread", "intake.mend_day", clip(typed))
}

func readNumericDay(text, typed, order string, today time.Time) (string, *Trouble) {
	a, b, year, _ := numericDay(text)
	year = century(year, today)
	dmy, dmyOK := day(year, b, a)
	mdy, mdyOK := day(year, a, b)
	switch {
	case !dmyOK && !mdyOK:
		return "", refuse("intake.day_none", "intake.mend_day", clip(typed))
	case dmyOK && mdyOK && dmy != mdy && order == "":
		return "", doubt("intake.day_order", "intake.mend_day_order", clip(typed)).or(Choice{dmy, dmy}, Choice{mdy, mdy})
	case order == "mdy" && mdyOK, !dmyOK:
		if order == "dmy" {
			return "", doubt("intake.day_against", "intake.mend_day", clip(typed))
		}
		return inTime(mdy, typed, today)
	case order == "mdy":
		return "", doubt("intake.day_against", "intake.mend_day", clip(typed))
	}
	return inTime(dmy, typed, today)
}

// plainDay reads what can mean one thing only: 2024, 2024-03, 2024-03-05, 2024/3/5,
// 20240305, 3/2024, each also with a time behind it.
func plainDay(text string) (string, bool) {
	if i := strings.IndexAny(text, "t "); i >= 8 && i+1 < len(text) && strings.Trim(text[i+1:], "0123456789:.z+-") == "" {
		text = text[:i]
	}
	for _, f := range []struct{ form, kept string }{
		{"2006", "2006"}, {"2006-1", "2006-01"}, {"2006/1", "2006-01"}, {"1/2006", "2006-01"}, {"1-2006", "2006-01"},
		{"2006-1-2", "2006-01-02"}, {"2006/1/2", "2006-01-02"}, {"2006.1.2", "2006-01-02"}, {"20060102", "2006-01-02"},
	} {
		if t, err := time.Parse(f.form, text); err == nil && t.Year() >= oldest && t.Year() < 2100 {
			return t.Format(f.kept), true
		}
	}
	return "", false
}

// The days nought of spreadsheets: Excel and LibreOffice, and Excel for Mac of old, as
// the workbook itself says.
var (
	epoch1900 = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	epoch1904 = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
)

// epochOf finds how a workbook counts days.
func epochOf(file io.ReaderAt, bytes int64) time.Time {
	z, err := zip.NewReader(file, bytes)
	if err != nil {
		return epoch1900
	}
	part, err := z.Open("xl/workbook.xml")
	if err != nil {
		return epoch1900
	}
	defer part.Close()
	raw, err := io.ReadAll(io.LimitReader(part, 1<<20))
	if err == nil && counts1904.Match(raw) {
		return epoch1904
	}
	return epoch1900
}

var counts1904 = regexp.MustCompile(`<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"`)

// serial reads a spreadsheet's count of days, from 1954 on: below stand years and
// plain numbers. A time of the day behind it is let go.
func serial(text string) (int, bool) {
	whole, frac, _ := strings.Cut(strings.ReplaceAll(text, ",", "."), ".")
	n, err := strconv.Atoi(whole)
	return n, err == nil && len(whole) == 5 && n >= 20_000 && strings.Trim(frac, "0123456789") == ""
}

// readSerial reads a count of days. In a file of text nobody says that it is one: it is
// asked about, with the day that it would be.
func readSerial(n int, typed string, epoch, today time.Time) (string, *Trouble) {
	told := !epoch.IsZero()
	if !told {
		epoch = epoch1900
	}
	kept, x := inTime(epoch.AddDate(0, 0, n).Format("2006-01-02"), typed, today)
	if x == nil && !told {
		return "", doubt("intake.day_count", "intake.mend_day_count", clip(typed)).or(Choice{kept, ""})
	}
	return kept, x
}

// wordDay reads a day or month with the name of its month: "5 Maret 2024",
// "Selasa, 5-Mar-24", "March 5, 2024", "Maret 2024".
func wordDay(text string, today time.Time) (string, bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,-./", r) })
	if len(parts) > 0 && slices.Contains(words.Weekdays, strings.ReplaceAll(parts[0], "'", "")) {
		parts = parts[1:]
	}
	at := slices.IndexFunc(parts, func(p string) bool { return words.Months[p] > 0 })
	if at < 0 || len(parts) < 2 || len(parts) > 3 {
		return "", false
	}
	month := words.Months[parts[at]]
	var numbers []int
	for i, p := range parts {
		if n, err := strconv.Atoi(p); err == nil && len(p) <= 4 {
			numbers = append(numbers, n)
		} else if i != at {
			return "", false
		}
	}
	year := parts[len(parts)-1]
	switch {
	case at == len(parts)-1, len(year) != 2 && len(year) != 4:
		return "", false
	case len(numbers) == 1 && len(year) == 4: // "mar 24" may be a day or a year
		return fmt.Sprintf("%04d-%02d", numbers[0], month), numbers[0] >= oldest
	case len(numbers) == 2 && numbers[0] > 0:
		return day(century(numbers[1], today), month, numbers[0])
	}
	return "", false
}

// century gives a year of two digits its hundreds: it has begun already.
func century(year int, today time.Time) int {
	switch {
	case year >= 100:
		return year
	case 2000+year <= today.Year():
		return 2000 + year
	}
	return 1900 + year
}

// day is a day as it is kept, if there is such a one.
func day(year, month, date int) (string, bool) {
	t := time.Date(year, time.Month(month), date, 0, 0, 0, 0, time.UTC)
	return t.Format("2006-01-02"), year >= oldest && year < 2100 && t.Day() == date && int(t.Month()) == month
}

// filled are days that programs write where nobody knows one: Independence Day, and the
// days nought of spreadsheets and of Unix.
var filled = []string{"1945-08-17", "1900-01-01", "1970-01-01"}

// inTime refuses what has not come yet, and asks about a day that stands for none.
func inTime(kept, typed string, today time.Time) (string, *Trouble) {
	if slices.Contains(filled, kept) {
		return "", doubt("intake.day_filled", "intake.mend_day_filled", clip(typed)).or(Choice{kept, ""})
	}
	if kept > today.Format("2006-01-02") {
		return "", refuse("intake.day_later", "intake.mend_day", clip(typed))
	}
	return kept, nil
}
