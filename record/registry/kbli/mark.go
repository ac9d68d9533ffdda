package kbli

import (
	"strings"

	"alun/ground/find/word"
)

// Piece is a piece of a text; a hit is a word that was looked for, or one of
// the same meaning.
type Piece struct {
	Text string
	Hit  bool
}

// Mark cuts a text at the words that a search found in it.
func (f *Finder) Mark(text string, terms map[string]bool) []Piece {
	var out []Piece
	from := 0
	for _, t := range word.Split(text) {
		if !terms[f.words.Term(t.Text)] || t.From < from {
			continue
		}
		if t.From > from {
			out = append(out, Piece{Text: text[from:t.From]})
		}
		out = append(out, Piece{text[t.From:t.To], true})
		from = t.To
	}
	if from < len(text) {
		out = append(out, Piece{Text: text[from:]})
	}
	return out
}

func (f *Finder) hits(text string, terms map[string]bool) int {
	seen := map[string]bool{}
	for _, t := range word.Split(text) {
		if term := f.words.Term(t.Text); terms[term] {
			seen[term] = true
		}
	}
	return len(seen)
}

// Quote gives the sentence of the official description that holds most of the
// words, its first one when none does, without the words that nearly all of them
// begin with; "" without a description.
func (f *Finder) Quote(m Match) string {
	best, most := "", -1
	for _, s := range sentences(m.Code.Description) {
		if n := f.hits(s, m.Terms); n > most {
			best, most = s, n
		}
	}
	if rest, cut := strings.CutPrefix(best, "Kelompok ini mencakup "); cut {
		return "… " + rest
	}
	return best
}

// Said gives the everyday words of the code that hold a word that was looked
// for, the fullest first.
func (f *Finder) Said(m Match, n int) []string {
	var out []string
	for want := 4; want > 0 && len(out) < n; want-- {
		for _, p := range m.Code.Phrases() {
			if k := f.hits(p, m.Terms); (k == want || want == 4 && k > 4) && len(out) < n {
				out = append(out, p)
			}
		}
	}
	return out
}

// shortest is how much of a long sentence is shown around what was found.
const quoted = 240

// Clip shortens a text to the part around its first hit.
func Clip(pieces []Piece) []Piece {
	total, first := 0, -1
	for _, p := range pieces {
		if p.Hit && first < 0 {
			first = total
		}
		total += len(p.Text)
	}
	if total <= quoted {
		return pieces
	}
	from := max(0, first-quoted/3)
	return cut(pieces, from, from+quoted)
}

// cut gives the bytes from, to of a text in pieces, widened to whole words.
func cut(pieces []Piece, from, to int) []Piece {
	var out []Piece
	at := 0
	for _, p := range pieces {
		end := at + len(p.Text)
		switch {
		case end <= from || at >= to:
		case p.Hit || at >= from && end <= to:
			out = append(out, p)
		default:
			text := p.Text
			tail := end > to
			if tail {
				text = text[:wordEnd(text, to-at)] + " …"
			}
			if at < from {
				text = "… " + text[min(wordEnd(p.Text, from-at), len(text)):]
			}
			out = append(out, Piece{Text: text})
		}
		at = end
	}
	return out
}

// wordEnd is the end of the word at i.
func wordEnd(text string, i int) int {
	if i >= len(text) {
		return len(text)
	}
	if n := strings.IndexByte(text[i:], ' '); n >= 0 {
		return i + n
	}
	return len(text)
}
