package intake

import (
	"regexp"
	"slices"
	"strings"

	"alun/record/registry/kbli"
)

// Classes knows the codes of KBLI, in all versions.
type Classes interface {
	Code(kbli.Key) (kbli.Code, bool)
}

// codeHead finds a code at the beginning of a cell, with dots between its digits or
// not; codeRest is what may stand between it and a title.
var (
	codeHead = regexp.MustCompile(`^(?:kbli)?[ .:]*((?:20(?:15|17|20|25)) *[:/] *)?([0-9][0-9. ]*[0-9]|[0-9])`)
	codeRest = regexp.MustCompile(`^[ .:\-–—)(]+`)
	allCodes = regexp.MustCompile(`(?:^|[^0-9.])([0-9]{5}|[0-9]{2}\.[0-9]{2}\.?[0-9]|[0-9]{2}\.[0-9]{3})(?:$|[^0-9])`)
)

// classReading is how a KBLI cell is read.
type classReading struct {
	classes  Classes
	versions []string // those that the tables hold
	column   string   // the version that the column's name tells; "" none
	title    string   // what stands in the column of titles; "" none
}

// read finds the code of a cell with its version. Where both versions know the number
// and mean different things by it, the title decides if there is one, else it is
// asked.
func (c classReading) read(typed string) (string, *Trouble) {
	text := strings.ToLower(oneLine(typed))
	if shortened.MatchString(text) {
		return "", refuse("intake.kbli_shortened", "intake.mend_text_column", clip(typed))
	}
	if all := codesIn(text); len(all) > 1 {
		return "", doubt("intake.kbli_several", "intake.mend_kbli_several", len(all), strings.Join(all[:2], ", "))
	}
	m := codeHead.FindStringSubmatch(text)
	if m == nil {
		return "", refuse("intake.kbli_no_code", "intake.mend_kbli", clip(typed))
	}
	title := codeRest.ReplaceAllString(text[len(m[0]):], "")
	code := ungrouped.Replace(m[2])
	version := c.column
	if m[1] != "" {
		version = m[1][:4]
	}
	if strings.HasSuffix(m[2], ".0") && len(code) == 6 { // a number as Python writes it
		code = code[:5]
	}
	if title == "" {
		title = c.title
	}
	return c.find(typed, code, version, title)
}

func codesIn(text string) (out []string) {
	for at := 0; at < len(text); {
		m := allCodes.FindStringSubmatchIndex(text[at:])
		if m == nil {
			break
		}
		if code := strings.ReplaceAll(text[at+m[2]:at+m[3]], ".", ""); !slices.Contains(out, code) {
			out = append(out, code)
		}
		at += m[3]
	}
	return out
}

func (c classReading) find(typed, code, version, title string) (string, *Trouble) {
	if len(code) == 4 {
		if all := c.known("0"+code, version); len(all) > 0 {
			return "", doubt("intake.kbli_nought", "intake.mend_text_column", clip(typed)).or(options(all)...)
		}
	}
	if len(code) != 5 {
		return "", refuse("intake.kbli_digits", "intake.mend_kbli", len(code))
	}
	all := c.known(code, version)
	switch {
	case len(all) == 0 && version != "":
		return "", refuse("intake.kbli_unknown_in", "intake.mend_kbli", code, version)
	case len(all) == 0:
		return "", refuse("intake.kbli_unknown", "intake.mend_kbli", code)
	}
	named := slices.DeleteFunc(slices.Clone(all), func(k kbli.Code) bool { return !sameTitle(k.Title, title) })
	switch {
	case len(named) == 1:
		return tell(named[0]), nil
	case title != "" && len(named) == 0 && !slices.ContainsFunc(all, func(k kbli.Code) bool { return shareWord(k.Title, title) }):
		return "", doubt("intake.kbli_other_title", "intake.mend_kbli", code, clip(title)).or(options(all)...)
	case len(all) == 1 || oneMeaning(all):
		return tell(all[0]), nil
	}
	return "", doubt("intake.kbli_version", "intake.mend_kbli_version", code).or(options(all)...)
}

// known lists the codes of a number, the older version first.
func (c classReading) known(code, version string) (out []kbli.Code) {
	for _, v := range c.versions {
		if version != "" && v != version {
			continue
		}
		if k, ok := c.classes.Code(kbli.Key{Version: v, Code: code}); ok && k.Level == kbli.Class {
			out = append(out, k)
		}
	}
	return out
}

func tell(k kbli.Code) string { return k.Version + ":" + k.Code }

func options(all []kbli.Code) (out []Choice) {
	for _, k := range all {
		out = append(out, Choice{tell(k), k.Shown})
	}
	return out
}

func oneMeaning(all []kbli.Code) bool {
	return !slices.ContainsFunc(all, func(k kbli.Code) bool { return !sameTitle(k.Title, all[0].Title) })
}

func sameTitle(a, b string) bool { return a != "" && fold(a) == fold(b) }

// shareWord reports that two titles have a word of four letters or more in common, or
// the beginning of one: "rumah makan" and "Rumah/Warung Makan". Words that stand in the
// titles of whole sections count only where a title has no others: "Perdagangan Eceran".
func shareWord(a, b string) bool {
	x, y := strings.Fields(fold(a)), strings.Fields(fold(b))
	if few, other := telling(x), telling(y); len(few) > 0 && len(other) > 0 {
		x, y = few, other
	}
	for _, one := range x {
		if slices.ContainsFunc(y, func(other string) bool {
			n := min(len(one), len(other), 6)
			return n >= 4 && one[:n] == other[:n]
		}) {
			return true
		}
	}
	return false
}

// telling are the words of a title that stand in few others.
func telling(title []string) []string {
	return slices.DeleteFunc(slices.Clone(title), func(w string) bool { return slices.Contains(words.Common, w) })
}

// versionIn finds the version that the name of a column tells: "KBLI 2020".
func versionIn(title string) string {
	for _, v := range []string{"2015", "2017", "2020", "2025"} {
		if strings.Contains(" "+fold(title)+" ", " "+v+" ") {
			return v
		}
	}
	return ""
}
