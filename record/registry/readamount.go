package registry

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Output is what a business can make: so much of a unit in a time.
type Output struct {
	Amount string // a number with a point before decimals
	Unit   string // as the owner says it: kg, bungkus, pasang
	Per    string // hour, day, week, month, year
}

// String is how it is kept: "1500.5 kg/month".
func (o Output) String() string { return o.Amount + " " + o.Unit + "/" + o.Per }

var (
	outputForm  = regexp.MustCompile(`^([0-9](?:[0-9.,]*[0-9])?) ?([\p{L}][\p{L}\p{M}0-9²³ .-]{0,29}?) ?(?:/| per | se)([\p{L}]+)$`)
	plainNumber = regexp.MustCompile(`^(0|[1-9][0-9]{0,11})(\.[0-9]{1,3})?$`)
	commaNumber = regexp.MustCompile(`^([0-9]{1,12}|[0-9]{1,3}(\.[0-9]{3}){1,3}),[0-9]{1,3}$`)
)

// ReadOutput reads "1.500 kg/bulan", "20 pasang per hari".
func ReadOutput(text string) (Output, bool) {
	m := outputForm.FindStringSubmatch(strings.ToLower(strings.Map(digit, clean(text))))
	if m == nil || periods[m[3]] == "" {
		return Output{}, false
	}
	amount, ok := readAmount(m[1])
	return Output{amount, strings.TrimSpace(m[2]), periods[m[3]]}, ok
}

// readAmount reads a number as it is written here: a dot between thousands, a comma
// before decimals. A dot that is no dot between thousands stands before decimals
// only where it can be nothing else: "1500.5" is, "1.5" is, "1.500" is 1500.
func readAmount(text string) (string, bool) {
	switch {
	case grouped(text):
		text = strings.ReplaceAll(text, ".", "")
	case commaNumber.MatchString(text):
		text = strings.ReplaceAll(strings.ReplaceAll(text, ".", ""), ",", ".")
	}
	if strings.Count(text, ".") == 1 {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	if head := strings.TrimLeft(text, "0"); head != text { // 007, 00.5
		if text = head; head == "" || head[0] == '.' {
			text = "0" + head
		}
	}
	return text, plainNumber.MatchString(text) && !kilo.MatchString(text)
}

// kilo is a number that would be read back as another: three decimals behind few
// digits look like thousands.
var kilo = regexp.MustCompile(`^[1-9][0-9]{0,2}\.[0-9]{3}$`)

func readOutputText(typed string) (string, *wrong) {
	o, ok := ReadOutput(typed)
	if !ok {
		return "", no("registry.capacity_invalid", shown(typed))
	}
	return o.String(), nil
}

// startedForms are the ways a day, month or year is written.
var startedForms = []struct{ form, kept string }{
	{"2006-01-02", "2006-01-02"}, {"2-1-2006", "2006-01-02"}, {"2/1/2006", "2006-01-02"}, {"2.1.2006", "2006-01-02"},
	{"2006-01", "2006-01"}, {"1-2006", "2006-01"}, {"1/2006", "2006-01"}, {"2006", "2006"},
}

// readStarted reads since when there is a business: a day, a month or a year. That it
// is not in the future is asked in the act, which knows the day.
func readStarted(typed string) (string, *wrong) {
	text := strings.Map(digit, strings.ReplaceAll(clean(typed), " ", ""))
	for _, f := range startedForms {
		if t, err := time.Parse(f.form, text); err == nil && t.Year() >= 1700 && t.Year() <= 2200 {
			return t.Format(f.kept), nil
		}
	}
	return "", no("registry.started_invalid", shown(typed))
}

// Code is one KBLI code of a business. It means nothing without its version.
type Code struct {
	Version string // 2020
	Code    string // five digits
	Main    bool
}

func (c Code) String() string {
	if c.Main {
		return c.Version + ":" + c.Code + "*"
	}
	return c.Version + ":" + c.Code
}

var codeForm = regexp.MustCompile(`^(20\d{2}):(\d{5})(\*?)$`)

// mostCodes bounds the codes of a business; a NIB has hundreds at most.
const mostCodes = 300

// ReadCodes reads "2020:56102* 2020:10794": each code with its version, and a star at
// the main one of a version; a code that stands alone is the main one.
func ReadCodes(text string) ([]Code, *wrong) {
	var out []Code
	has, count := map[string]bool{}, map[string]int{}
	for part := range strings.FieldsSeq(codeGaps.Replace(strings.Map(digit, clean(text)))) {
		m := codeForm.FindStringSubmatch(part)
		if m == nil {
			return nil, no("registry.kbli_invalid", shown(part))
		}
		c := Code{m[1], m[2], m[3] != ""}
		if has[c.Version+c.Code] {
			return nil, no("registry.kbli_twice", c.Code)
		}
		if c.Main && has[c.Version+"*"] {
			return nil, no("registry.kbli_two_main", c.Version)
		}
		has[c.Version+c.Code], has[c.Version+"*"] = true, has[c.Version+"*"] || c.Main
		count[c.Version]++
		out = append(out, c)
	}
	if len(out) > mostCodes {
		return nil, no("registry.kbli_many", mostCodes)
	}
	for i, c := range out {
		if !has[c.Version+"*"] && count[c.Version] > 1 {
			return nil, no("registry.kbli_no_main", c.Version)
		}
		out[i].Main = c.Main || count[c.Version] == 1
	}
	sortCodes(out)
	return out, nil
}

func readCodesText(typed string) (string, *wrong) {
	all, w := ReadCodes(typed)
	return codesText(all), w
}

var subsectorForm = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// mostSubsectors bounds the subsectors of a business.
const mostSubsectors = 5

func readSubsectors(typed string) (string, *wrong) {
	out := strings.Fields(strings.ReplaceAll(strings.ToLower(clean(typed)), ",", " "))
	for i, s := range out {
		for _, before := range out[:i] {
			if before == s {
				return "", no("registry.subsector_twice", s)
			}
		}
		if !subsectorForm.MatchString(s) || len(s) > 40 {
			return "", no("registry.subsector_unknown", shown(s))
		}
	}
	if len(out) > mostSubsectors {
		return "", no("registry.subsectors_many", mostSubsectors)
	}
	return strings.Join(out, " "), nil
}

// number reads a count that Read has made.
func number(text string) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil
}

// codeGaps are what stands between codes, beside spaces.
var codeGaps = strings.NewReplacer(",", " ", ";", " ")
