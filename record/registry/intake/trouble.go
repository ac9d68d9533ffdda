package intake

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Say is a sentence as its key with its values.
type Say struct {
	Key  string `json:"key"`
	Args []any  `json:"args,omitempty"`
}

// Choice is one way to read a doubtful text: what an answer would say, and what that
// is called.
type Choice struct {
	Value string `json:"value"`
	Name  string `json:"name,omitempty"`
}

// Trouble is why a cell cannot be taken as it stands, and how to mend it.
type Trouble struct {
	Doubt   bool // it could be taken in more than one way: asked, not refused
	Why     Say
	Mend    Say
	Choices []Choice
}

func refuse(why, mend string, args ...any) *Trouble {
	return &Trouble{Why: Say{why, args}, Mend: Say{mend, args}}
}

func doubt(why, mend string, args ...any) *Trouble {
	return &Trouble{Doubt: true, Why: Say{why, args}, Mend: Say{mend, args}}
}

// or adds the ways to read it.
func (t *Trouble) or(all ...Choice) *Trouble {
	t.Choices = append(t.Choices, all...)
	return t
}

// clipped is how much of a cell a report repeats.
const clipped = 60

func clip(text string) string {
	text = oneLine(text)
	if utf8.RuneCountInString(text) > clipped {
		text = string([]rune(text)[:clipped-1]) + "…"
	}
	return text
}

// oneLine is a text on one line, without what cannot be seen.
func oneLine(text string) string {
	if tidy(text) {
		return text
	}
	text = strings.Map(unseen, norm.NFKC.String(strings.ToValidUTF8(text, "")))
	return strings.Join(strings.Fields(text), " ")
}

// tidy tells a text of plain letters with single spaces inside: most cells are.
func tidy(text string) bool {
	before := byte(' ')
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c >= utf8.RuneSelf || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return text == "" || before != ' '
}

// unseen drops marks without width, which come with copied text.
func unseen(r rune) rune {
	switch r {
	case '\u200b', '\u200e', '\u200f', '\u2060', '\ufeff', '\u00ad', 0:
		return -1
	}
	return r
}

// fold makes two texts comparable: letters and digits alone count.
func fold(text string) string {
	out := make([]byte, 0, len(text))
	gap := false
	for _, r := range strings.ToLower(oneLine(text)) {
		switch {
		case r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r > utf8.RuneSelf:
			if gap && len(out) > 0 {
				out = append(out, ' ')
			}
			gap = false
			out = utf8.AppendRune(out, r)
		case r == '\'' || r == '`':
		default:
			gap = true
		}
	}
	return string(out)
}
