package directory

import (
	"embed"
	"strings"
	"unicode/utf8"

	"alun/ground/find"
	"alun/ground/find/word"

	"golang.org/x/text/unicode/norm"
)

//go:embed lists
var lists embed.FS

// abroad leads from everyday words of other languages to the Indonesian ones that
// businesses write. between are letters of Japanese that stand between two such words or
// behind them and ask for nothing: particles, and words for a shop.
var abroad, between = readAbroad()

// longestAbroad is the most letters of such a word.
var longestAbroad = func() (most int) {
	for w := range abroad {
		most = max(most, utf8.RuneCountInString(w))
	}
	return most
}()

func readAbroad() (to map[string][]string, between []string) {
	text, err := lists.ReadFile("lists/abroad.txt")
	if err != nil {
		return nil, nil // not met: the list is part of the program, and a test reads it
	}
	to = map[string][]string{}
	for line := range strings.Lines(string(text)) {
		left, right, ok := strings.Cut(strings.TrimSpace(line), "=")
		switch {
		case !ok || strings.HasPrefix(line, "#"):
		case strings.TrimSpace(right) == "":
			between = listed(left)
		default:
			for _, w := range listed(left) {
				to[w] = listed(right)
			}
		}
	}
	return to, between
}

func listed(text string) (out []string) {
	for w := range strings.SplitSeq(text, ",") {
		out = append(out, strings.TrimSpace(w))
	}
	return out
}

// atHome gives a question in which each word of another language also asks for the
// Indonesian ones: "コーヒー" is "コーヒー OR kopi". What is not known wholly stays as it is.
func atHome(text string) string {
	return find.Reword(text, func(typed string) string {
		folded := strings.ToLower(norm.NFKC.String(typed))
		if to := abroad[folded]; to != nil {
			return alternatives(typed, to)
		}
		if folded[0] < utf8.RuneSelf {
			return typed // only where no spaces are written do words stand in words
		}
		if words, ok := cutAbroad(folded); ok {
			return strings.Join(words, " ")
		}
		return typed
	})
}

func alternatives(typed string, to []string) string {
	return typed + " OR " + strings.Join(to, " OR ")
}

// cutAbroad cuts a run of Japanese into words that are known, the longest first.
func cutAbroad(run string) (words []string, ok bool) {
	for run != "" {
		known, rest := longestIn(run)
		if known == "" {
			if rest, ok = afterBetween(run); !ok || len(words) == 0 {
				return nil, false
			}
			run = rest
			continue
		}
		words, run = append(words, alternatives(known, abroad[known])), rest
	}
	return words, true
}

// longestIn is the longest known word that a run begins with; "" is none.
func longestIn(run string) (known, rest string) {
	n := 0
	for at := range run {
		if n > longestAbroad {
			break
		}
		if abroad[run[:at]] != nil {
			known, rest = run[:at], run[at:]
		}
		n++
	}
	if abroad[run] != nil {
		return run, ""
	}
	return known, rest
}

func afterBetween(run string) (rest string, ok bool) {
	for _, b := range between {
		if rest, ok = strings.CutPrefix(run, b); ok {
			return rest, true
		}
	}
	return run, false
}

// heard are the words of an answer without those that stand nowhere of another language, or
// that were put beside them: something else that means the same was looked for.
func heard(asked, put string, used []find.Used) []find.Used {
	if asked == put {
		return used
	}
	typed := map[string]bool{}
	for _, t := range word.Split(asked) {
		typed[t.Text] = t.Text[0] < utf8.RuneSelf && abroad[t.Text] == nil
	}
	var out []find.Used
	for _, u := range used {
		if u.How != find.Nothing || typed[u.Typed] {
			out = append(out, u)
		}
	}
	return out
}
