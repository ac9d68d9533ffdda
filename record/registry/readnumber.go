package registry

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"alun/ground/fault"
	"alun/ground/geo"
	"alun/ground/mail"
	"alun/ground/wa"
)

// scientific is how a spreadsheet writes a long number when it has lost its end.
var scientific = regexp.MustCompile(`^[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+$`)

// readNIB reads the 13 digits of a NIB. A number that a spreadsheet has shortened is
// refused: its last digits are gone, and nobody can know them.
func readNIB(typed string) (string, *wrong) {
	text := strings.Map(digit, strings.TrimLeft(clean(typed), "'`’"))
	if scientific.MatchString(strings.ReplaceAll(text, " ", "")) {
		return "", no("registry.nib_scientific", shown(typed))
	}
	text = ungrouped.Replace(text)
	if strings.Trim(text, "0123456789") != "" {
		return "", no("registry.nib_digits", shown(typed))
	}
	if len(text) != 13 {
		return "", no("registry.nib_length", len(text))
	}
	return text, nil
}

// areaForm is the code of a kelurahan.
var areaForm = regexp.MustCompile(`^\d{2}\.\d{2}\.\d{2}\.\d{4}$`)

func readKelurahan(typed string) (string, *wrong) {
	code := strings.Map(digit, clean(typed))
	if !areaForm.MatchString(code) {
		return "", no("registry.kelurahan_unknown", shown(typed))
	}
	return code, nil
}

// readRT reads the number of an RT: "RT 012", "12".
func readRT(typed string) (string, *wrong) {
	text := strings.TrimLeft(strings.TrimPrefix(strings.ToLower(strings.Map(digit, clean(typed))), "rt"), " .:")
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil || n < 1 || n > 300 {
		return "", no("registry.rt_invalid", shown(typed))
	}
	return strconv.FormatUint(n, 10), nil
}

// Where a point comes from.
var PointSources = []string{"gps", "map", "address", "import"}

// At is a point with its source.
type At struct {
	geo.Point
	Source string
}

// String is how a point is kept.
func (a At) String() string {
	return degrees(a.Lat) + " " + degrees(a.Lng) + " " + a.Source
}

// degrees writes microdegrees with all six decimals.
func degrees(micro int64) string {
	sign := ""
	if micro < 0 {
		sign, micro = "-", -micro
	}
	rest := strconv.FormatInt(micro%geo.Degree, 10)
	return sign + strconv.FormatInt(micro/geo.Degree, 10) + "." + strings.Repeat("0", 6-len(rest)) + rest
}

// ReadPoint reads "-1.240890 116.896160 gps", also with a comma between.
func ReadPoint(text string) (At, bool) {
	parts := strings.Fields(apart.Replace(clean(text)))
	if len(parts) == 1 && strings.Count(parts[0], ",") == 1 {
		parts = strings.Split(parts[0], ",")
	}
	if len(parts) == 2 {
		parts = append(parts, "map")
	}
	if len(parts) != 3 || !slices.Contains(PointSources, parts[2]) {
		return At{}, false
	}
	lat, e1 := geo.ParseDegrees(parts[0])
	lon, e2 := geo.ParseDegrees(parts[1])
	p, e3 := geo.At(lat, lon)
	return At{p, parts[2]}, e1 == nil && e2 == nil && e3 == nil
}

func readPoint(typed string) (string, *wrong) {
	p, ok := ReadPoint(typed)
	if !ok {
		return "", no("registry.point_invalid", shown(typed))
	}
	return p.String(), nil
}

// landline is a number of the fixed network without the leading 0: the code of a
// place, which begins with 2 to 9 but never with 8, and five to eight digits.
var landline = regexp.MustCompile(`^(21|22|24|31|61|[2-79]\d{2})\d{5,8}$`)

// readPhone reads a mobile number or one of the fixed network.
func readPhone(typed string) (string, *wrong) {
	n, err := wa.Number(typed)
	if err == nil {
		return n, nil
	}
	text := strings.NewReplacer(" ", "", "-", "", ".", "", "(", "", ")", "").Replace(strings.Map(digit, clean(typed)))
	home, _ := strings.CutPrefix(strings.TrimPrefix(text, "+"), "62")
	home = strings.TrimPrefix(home, "0")
	if !landline.MatchString(home) {
		return "", no("registry.phone_invalid", shown(typed))
	}
	return "62" + home, nil
}

// readWA reads the number of WhatsApp, which is a mobile one.
func readWA(typed string) (string, *wrong) { return theirs(wa.Number(clean(typed))) }

func readMail(typed string) (string, *wrong) { return theirs(mail.Address(clean(typed))) }

// theirs takes the answer of another room's reader.
func theirs(text string, err error) (string, *wrong) {
	if f := fault.Of(err); f != nil {
		return "", &wrong{f.Key, f.Args}
	}
	return text, nil
}

// ungrouped takes out what people group digits with, apart parts a point that was
// typed with commas.
var (
	ungrouped = strings.NewReplacer(" ", "", "-", "", ".", "")
	apart     = strings.NewReplacer(", ", " ", ";", " ")
)
