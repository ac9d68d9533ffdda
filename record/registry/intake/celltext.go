package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"alun/ground/geo"
	"alun/record/registry"
)

// nothing tells a cell that says nothing: "-", "n/a", "nihil".
func nothing(text string) bool { return slices.Contains(words.Empty, fold(text)) }

// broken tells a cell whose formula failed or was never computed.
var broken = regexp.MustCompile(`^(#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|=.*|#{3,})$`)

// numbered finds "1. … 2. …" in one cell.
var numbered = regexp.MustCompile(`(?s)^\s*1\s*[.)]\s*\S.*\s2\s*[.)]\s*\S`)

// abbreviations with a stroke that do not part two things.
var strokes = regexp.MustCompile(`(?i)\b(d/a|a/n|c/o|s/d|w/|p/|u/|km/|rt/rw|no/)`)

// severalNames cuts a cell that may name two businesses; one name gives one part.
func severalNames(typed string) []string {
	text := strings.TrimSpace(typed)
	if numbered.MatchString(text) {
		return []string{text, text}
	}
	for _, cut := range []string{"\n", ";", " / ", "/", "|"} {
		if cut == "/" && strokes.MatchString(text) {
			continue
		}
		parts := strings.Split(strings.ReplaceAll(text, "\r", "\n"), cut)
		parts = slices.DeleteFunc(parts, func(p string) bool { return len(fold(p)) < 2 })
		if len(parts) > 1 {
			return parts
		}
	}
	for _, cut := range []string{", ", " dan ", " & ", " + ", " serta ", " and "} {
		head, rest, more := strings.Cut(text, cut)
		if more && calls(head) && calls(rest) {
			return []string{head, rest}
		}
	}
	return []string{text}
}

// calls reports that a text is called as a business of its own is: Toko …, Jahit …, with
// something behind it. "Jahit dan Sablon Rina" are two trades of one business.
func calls(text string) bool {
	text = fold(text) + " "
	rest := text
	for _, w := range words.Callings { // the longest: "pangkas rambut" is a trade and no name
		if more, there := strings.CutPrefix(text, w+" "); there && len(more) < len(rest) {
			rest = more
		}
	}
	return rest != text && rest != ""
}

// readNames reads the name of one business.
func readName(typed string) (string, *Trouble) {
	if parts := severalNames(typed); len(parts) > 1 {
		t := doubt("intake.name_two", "intake.mend_name_two", clip(typed))
		if !numbered.MatchString(typed) {
			t.or(Choice{oneLine(typed), ""})
			for _, p := range parts {
				t.or(Choice{oneLine(p), ""})
			}
		}
		return "", t
	}
	text := oneLine(typed)
	if d := strings.Trim(text, "0123456789., "); d == "" {
		return "", refuse("intake.name_number", "intake.mend_name", clip(typed))
	}
	return text, nil
}

// readForm finds a legal form by its everyday names.
func readForm(typed string) (string, *Trouble) {
	text := fold(typed)
	if code, ok := words.Forms[text]; ok {
		if code == "" {
			return "", doubt("intake.form_open", "intake.mend_form", clip(typed)).or(formChoices()...)
		}
		return code, nil
	}
	for _, f := range registry.LegalForms {
		if text == fold(f.Code) || text == fold(f.Word) {
			return f.Code, nil
		}
	}
	return "", refuse("intake.form_unknown", "intake.mend_form", clip(typed))
}

func formChoices() (out []Choice) {
	for _, f := range registry.LegalForms {
		out = append(out, Choice{f.Code, f.Word})
	}
	return out
}

// readTruth reads yes and no. A cross may mean either.
func readTruth(typed string) (string, *Trouble) {
	text := fold(typed)
	switch raw := strings.ToLower(oneLine(typed)); {
	case slices.Contains([]string{"✓", "✔", "√", "☑", "1"}, raw), slices.Contains(words.Yes, text):
		return registry.Yes, nil
	case raw == "0", raw == "☐", slices.Contains(words.No, text):
		return registry.No, nil
	case slices.Contains([]string{"x", "✗", "✘", "×", "☒"}, raw):
		return "", doubt("intake.truth_cross", "intake.mend_truth", clip(typed)).or(Choice{registry.Yes, ""}, Choice{registry.No, ""})
	}
	return "", refuse("intake.truth_unread", "intake.mend_truth", clip(typed))
}

var (
	countForm = regexp.MustCompile(`^(\d{1,3}(?:\.\d{3})*|\d+)(?:[.,]0+)? *(?:orang|org|or|people|persons?|pekerja|karyawan)?\.?$`)
	sexForm   = regexp.MustCompile(`(?i)^(?:(laki[- ]?laki|pria|lk|l|m|perempuan|wanita|pr|p|w|f)[ :=.]*(\d+)|(\d+) *(?:org|orang)? *(laki[- ]?laki|pria|lk|l|m|perempuan|wanita|pr|p|w|f))\b\.?`)
)

// readCount reads a number of people: "3", "3 orang", "3.0" as other programs write it.
func readCount(typed string) (string, *Trouble) {
	text := strings.ToLower(oneLine(typed))
	if m := countForm.FindStringSubmatch(text); m != nil {
		n, err := strconv.ParseUint(strings.ReplaceAll(m[1], ".", ""), 10, 32)
		if err == nil {
			return strconv.FormatUint(n, 10), nil
		}
	}
	if len(digitsOf(text)) > 0 && strings.ContainsAny(text, "-–±~+><") || strings.Contains(text, "s/d") || strings.Contains(text, "sampai") {
		return "", doubt("intake.count_about", "intake.mend_count", clip(typed))
	}
	return "", refuse("intake.count_unread", "intake.mend_count", clip(typed))
}

// readWorkers reads a cell of all workers: men and women by their letters ("3 L, 2
// P"), or a bare total, which is no fact of the register.
func readWorkers(typed string) (men, women, total string, t *Trouble) {
	text := strings.TrimSpace(oneLine(typed))
	if n, bad := readCount(text); bad == nil {
		return "", "", n, nil
	}
	for text != "" {
		m := sexForm.FindStringSubmatch(text)
		if m == nil {
			break
		}
		letter, n := strings.ToLower(m[1]+m[4]), m[2]+m[3]
		into := &men
		if strings.HasPrefix(letter, "p") && letter != "pria" || strings.HasPrefix(letter, "w") || letter == "f" {
			into = &women
		}
		if *into != "" {
			return "", "", "", doubt("intake.count_about", "intake.mend_count", clip(typed))
		}
		*into = strings.TrimLeft(n, "0")
		if *into == "" {
			*into = "0"
		}
		text = strings.TrimLeft(strings.TrimSpace(text[len(m[0]):]), ",;/&+ ")
	}
	if text != "" || men+women == "" {
		return "", "", "", refuse("intake.workers_unread", "intake.mend_count", clip(typed))
	}
	return men, women, "", nil
}

// readPoint reads latitude and longitude, with a point or a comma before decimals.
func readPoint(lat, lon string) (string, *Trouble) {
	x, okX := degrees(lat)
	y, okY := degrees(lon)
	if !okX || !okY {
		return "", refuse("intake.point_unread", "intake.mend_point", clip(lat+" "+lon))
	}
	if (x > 90*geo.Degree || x < -90*geo.Degree) && y <= 90*geo.Degree && y >= -90*geo.Degree {
		return "", refuse("intake.point_swapped", "intake.mend_point", clip(lat+" "+lon))
	}
	p, err := geo.At(x, y)
	if err != nil {
		return "", refuse("intake.point_unread", "intake.mend_point", clip(lat+" "+lon))
	}
	return registry.At{Point: p, Source: "import"}.String(), nil
}

func degrees(text string) (int64, bool) {
	text = strings.ReplaceAll(strings.TrimRight(oneLine(text), "° "), ",", ".")
	n, err := geo.ParseDegrees(text)
	return n, err == nil && strings.ContainsRune(text, '.') // whole degrees are 111 km wide
}

// splitPoint cuts "-1.24, 116.85" and "-1,24; 116,85".
func splitPoint(text string) (lat, lon string, ok bool) {
	text = oneLine(text)
	for _, cut := range []string{";", ", ", " ", ","} {
		parts := strings.Split(text, cut)
		parts = slices.DeleteFunc(parts, func(p string) bool { return strings.Trim(p, " ,") == "" })
		if len(parts) == 2 {
			return strings.Trim(parts[0], " ,"), strings.Trim(parts[1], " ,"), true
		}
	}
	return "", "", false
}
