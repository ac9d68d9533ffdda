package registry

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"alun/record/registry/saring"
)

// clean brings a text into NFC on one line: without what cannot be seen, and with
// single spaces.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200d' || r == '\u200c': // joiners belong to scripts
			return r
		case unicode.In(r, unicode.C):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(norm.NFC.String(text)), " ") // last: what stood between a letter and its accent is gone
}

// shown is what was typed, as sentences repeat it.
func shown(text string) string {
	const most = 40
	text = clean(text)
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most]) + "…"
	}
	return text
}

// digits are the digits of a text, also as Japanese keyboards write them.
func digit(r rune) rune {
	if r >= '０' && r <= '９' {
		return r - '０' + '0'
	}
	return r
}

// slug is a text as codes are written.
func slug(text string) string {
	return strings.ReplaceAll(strings.ToLower(clean(text)), " ", "_")
}

const longestName = 120

// oneLine reads one line of at most so many characters.
func oneLine(most int) func(string) (string, *wrong) {
	return func(typed string) (string, *wrong) {
		text := clean(typed)
		if utf8.RuneCountInString(text) > most {
			return "", no("registry.text_long", most)
		}
		return text, nil
	}
}

func readName(typed string) (string, *wrong) {
	name, w := oneLine(longestName)(typed)
	if w == nil && !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return "", no("registry.name_no_letter")
	}
	return name, w
}

// mostNames bounds the other names of a business.
const mostNames = 10

func readOtherNames(typed string) (string, *wrong) {
	var out []string
	for part := range strings.SplitSeq(strings.ReplaceAll(norm.NFC.String(strings.ToValidUTF8(typed, "")), "\r", "\n"), "\n") {
		if clean(part) == "" {
			continue
		}
		name, w := readName(part)
		if w != nil {
			return "", w
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	if len(out) > mostNames {
		return "", no("registry.names_many", mostNames)
	}
	return strings.Join(out, "\n"), nil
}

// longestAbout bounds a description, in characters.
const longestAbout = 2000

// paragraph reads a text of several lines.
func paragraph(typed string) (string, *wrong) {
	var lines []string
	typed = strings.ReplaceAll(strings.ReplaceAll(norm.NFC.String(strings.ToValidUTF8(typed, "")), "\r\n", "\n"), "\r", "\n")
	for part := range strings.SplitSeq(typed, "\n") {
		text := clean(part)
		if text == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, text)
	}
	text := strings.TrimSpace(strings.Join(lines, "\n"))
	if utf8.RuneCountInString(text) > longestAbout {
		return "", no("registry.text_long", longestAbout)
	}
	if low := strings.ToLower(text); strings.Count(low, "://")+strings.Count(low, "www.") > mostLinks {
		return "", no("registry.links_many", mostLinks)
	}
	return text, nil
}

// mostLinks bounds the links of a description: more are an advertisement.
const mostLinks = 2

func oneOf(key string, all ...string) func(string) (string, *wrong) {
	return func(typed string) (string, *wrong) {
		code := slug(typed)
		if !slices.Contains(all, code) {
			return "", no(key, shown(typed))
		}
		return code, nil
	}
}

// readTruth reads yes and no, as forms and sheets write them.
func readTruth(typed string) (string, *wrong) {
	answer, known := truths[slug(typed)]
	if !known {
		return "", no("registry.not_yes_or_no", shown(typed))
	}
	return answer, nil
}

// mostWorkers bounds a count of workers: the largest employer of the country has
// fewer.
const mostWorkers = 500_000

func readCount(typed string) (string, *wrong) {
	text := strings.Map(digit, clean(typed))
	if grouped(text) {
		text = strings.ReplaceAll(text, ".", "")
	}
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil || n > mostWorkers {
		return "", no("registry.count_invalid", shown(typed))
	}
	return strconv.FormatUint(n, 10), nil
}

// grouped tells 1.500 and 12.345.678: a dot before each three digits.
func grouped(text string) bool {
	head, rest, any := strings.Cut(text, ".")
	if !any || len(head) < 1 || len(head) > 3 || head == "0" {
		return false
	}
	for part := range strings.SplitSeq(rest, ".") {
		if len(part) != 3 {
			return false
		}
	}
	return true
}

// readWeb reads an address of the web: https, or http as typed; no other, and none that
// bears a number or opens a chat.
func readWeb(typed string) (string, *wrong) {
	text := clean(typed)
	if saring.Contact(text) && !leftOut("web") { // the owner opens a number by itself, and not through here
		return "", no("registry.web_contact", shown(typed))
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || !strings.Contains(strings.Trim(u.Hostname(), "."), ".") ||
		len(text) > 300 || strings.ContainsAny(text, " <>\"") {
		return "", no("registry.web_invalid", shown(typed))
	}
	u.Host = strings.ToLower(u.Host)
	return u.String(), nil
}
