package lang

import (
	"errors"
	"fmt"
	"strings"
)

// sentence is a sentence cut at its values.
type sentence []piece

type piece struct {
	text       string // a literal piece, when arg is 0
	arg        int    // 1 for {1}
	choice     bool   // {1|one|other}
	one, other string
}

// cut splits "{1} of {2|row|rows}" at its values.
func cut(text string) (sentence, error) {
	if strings.TrimSpace(text) == "" {
		return nil, errors.New("an empty sentence")
	}
	if strings.ContainsAny(text, "⟦⟧\uFFFD") {
		return nil, errors.New("holds a broken character, or ⟦ or ⟧, the marks of what is missing")
	}
	var out sentence
	lit := "" // the literal text since the last value
	for text != "" {
		before, after, found := strings.Cut(text, "{")
		lit += before
		switch {
		case !found:
			text = ""
		case strings.HasPrefix(after, "{"):
			lit, text = lit+"{", after[1:]
		default:
			inside, rest, closed := strings.Cut(after, "}")
			if !closed {
				return nil, errors.New("an open brace is never closed")
			}
			p, err := value(inside)
			if err != nil {
				return nil, err
			}
			out = append(out.literal(lit), p)
			lit, text = "", rest
		}
	}
	return out.literal(lit), nil
}

// literal adds a literal piece, if it holds anything.
func (s sentence) literal(text string) sentence {
	if text == "" {
		return s
	}
	return append(s, piece{text: text})
}

// value reads what stands between braces: "1" or "1|row|rows".
func value(inside string) (piece, error) {
	place, forms, choice := strings.Cut(inside, "|")
	if len(place) != 1 || place[0] < '1' || place[0] > '9' {
		return piece{}, fmt.Errorf("{%s} names no value from 1 to 9", inside)
	}
	p := piece{arg: int(place[0] - '0'), choice: choice}
	if !choice {
		return p, nil
	}
	one, other, two := strings.Cut(forms, "|")
	if !two || one == other || strings.ContainsAny(forms, "{") || strings.Contains(other, "|") {
		return piece{}, fmt.Errorf("{%s} needs two different forms", inside)
	}
	p.one, p.other = one, other
	return p, nil
}

// agrees compares a translation with its source. Both show the same values. A
// choice shows nothing, so it may stand in one language alone (only English
// needs it), but only on a value that the source knows too: otherwise nobody
// would hand that value over.
func (s sentence) agrees(source sentence) error {
	shown, _ := s.places()
	wanted, known := source.places()
	if shown != wanted {
		return fmt.Errorf("shows the values %v, the source %v", shown, wanted)
	}
	for _, p := range s {
		if p.choice && !known.has(p.arg) {
			return fmt.Errorf("chooses by {%d}, which the source does not know", p.arg)
		}
	}
	return nil
}

// places is the set of values from 1 to 9.
type places uint16

func (p places) has(n int) bool { return p&(1<<n) != 0 }

// String lists the values: "1 3".
func (p places) String() string {
	var out []string
	for n := 1; n <= 9; n++ {
		if p.has(n) {
			out = append(out, fmt.Sprint(n))
		}
	}
	return "[" + strings.Join(out, " ") + "]"
}

// places are the values that a sentence shows, and those that it knows at all.
func (s sentence) places() (shown, known places) {
	for _, p := range s {
		if p.arg == 0 {
			continue
		}
		known |= 1 << p.arg
		if !p.choice {
			shown |= 1 << p.arg
		}
	}
	return shown, known
}
