package find

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"alun/ground/find/word"
)

// Limits of a question: what is typed beyond them is not read.
const (
	mostWords  = 32
	mostTyped  = 200 // letters of a word
	mostQuoted = mostWords * mostTyped
)

// chunk is a piece of a question as it was typed.
type chunk struct {
	text    string
	without bool // it began with a minus
	quoted  bool
	star    bool // it ended with a star
	or      bool // it is the word OR itself, between others
	run     bool // plain words that stand beside each other
}

// chunks cuts a question at spaces, parentheses and quotes. Whatever is typed has
// chunks: nothing is wrong, what has no meaning is a word like any other.
func chunks(text string) []chunk {
	var all []chunk
	for len(text) > 0 && len(all) < 2*mostWords {
		text = strings.TrimLeftFunc(text, separates)
		var c chunk
		if rest := strings.TrimLeft(text, "-"); rest != text {
			c.without, text = true, rest
		}
		first, size := utf8.DecodeRuneInString(text)
		end, next := 0, 0
		if quotes(first) {
			c.quoted, text = true, text[size:]
			if end = strings.IndexFunc(text, quotes); end < 0 {
				end, next = len(text), len(text)
			} else {
				_, size = utf8.DecodeRuneInString(text[end:])
				next = end + size
			}
		} else {
			if end = strings.IndexFunc(text, func(r rune) bool { return separates(r) || quotes(r) }); end < 0 {
				end = len(text)
			}
			next = end
		}
		c.read(text[:end])
		if text = text[next:]; c.text != "" {
			all = append(all, c)
		}
	}
	return runs(all)
}

// runs joins plain words that follow each other: the analyzer knows names and
// spellings of two words. Words beside an OR stay alone.
func runs(cs []chunk) []chunk {
	is := func(i int) bool { return i > 0 && i < len(cs)-1 && cs[i].or }
	var all []chunk
	for i, c := range cs {
		if c.or = is(i); c.or || c.without || c.quoted || c.star || is(i-1) || is(i+1) {
			all = append(all, c)
			continue
		}
		if last := len(all) - 1; last >= 0 && all[last].run {
			all[last].text += " " + c.text
			continue
		}
		c.run = true
		all = append(all, c)
	}
	return all
}

// read takes the text of a chunk.
func (c *chunk) read(text string) {
	most := mostTyped
	if c.quoted {
		most = mostQuoted
	} else if bare := strings.TrimRight(text, "*"); bare != text {
		c.star, text = true, bare
	}
	c.or = text == "OR" && !c.quoted && !c.without && !c.star
	if len(text) > most { // only then may it have too many letters
		for i := range text {
			if most--; most < 0 {
				text = text[:i]
				break
			}
		}
	}
	c.text = text
}

// Reword gives a question in which each plain word is what to makes of it. Phrases, words
// behind a minus, beginnings with a star and OR stay as they were typed.
func Reword(text string, to func(word string) string) string {
	var out strings.Builder
	inside := false // a phrase
	for text != "" {
		end := strings.IndexFunc(text, func(r rune) bool { return separates(r) || quotes(r) })
		if end < 0 {
			end = len(text)
		}
		typed := text[:end]
		if plain := !inside && typed != "" && typed != "OR" && !strings.HasPrefix(typed, "-") && !strings.HasSuffix(typed, "*"); plain {
			typed = to(typed)
		}
		r, size := utf8.DecodeRuneInString(text[end:])
		inside = inside != quotes(r)
		out.WriteString(typed)
		out.WriteString(text[end : end+size])
		text = text[end+size:]
	}
	return out.String()
}

// Asks reports whether anything of what was typed can be looked for: a word, or the
// beginning of one. Signs alone are no question, and Search gives all documents for them.
func Asks(text string) bool {
	q := ask(text, false, nil)
	return len(q.need)+len(q.without) > 0
}

func separates(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' }

// quotes tells the quotation marks that telephones type.
func quotes(r rune) bool { return strings.ContainsRune(`"“”„「」`, r) }

// wish is one thing that a document must have, or must not: some words, all of
// them, or one after the other in one field.
type wish struct {
	words  []string // folded
	gaps   []int    // of a phrase: how many stop words were left out before each word; none before the first
	phrase bool
	prefix bool // the last word is only the beginning of one
}

// question is what was asked.
type question struct {
	need    [][]wish // of each, a document must have one
	without []wish
}

// ask reads a question.
func ask(text string, any bool, stop map[string]bool) question {
	var q question
	cs := chunks(text)
	stop = skipped(cs, stop)
	left := mostWords
	join := false // the chunk before was OR
	for _, c := range cs {
		if c.or {
			join = true
			continue
		}
		for _, w := range c.wishes(stop, left) {
			left -= len(w.words)
			switch {
			case c.without:
				q.without = append(q.without, w)
			case (join || any) && len(q.need) > 0:
				q.need[len(q.need)-1] = append(q.need[len(q.need)-1], w)
			default:
				q.need = append(q.need, []wish{w})
			}
			join = false
		}
	}
	return q
}

// wishes reads a chunk: of a run each word is a wish, else all words together
// are one. Stop words are left out, but keep their place between the words of a
// phrase, and what is more than so many words is left out too.
func (c *chunk) wishes(stop map[string]bool, most int) []wish {
	w := wish{phrase: c.quoted}
	var all []wish
	tokens := word.Split(c.text)
	gap := 0
	for i, t := range tokens {
		begins := c.star && i == len(tokens)-1
		if len(all)+len(w.words) == most {
			break
		}
		switch {
		case c.run && !stop[t.Text]:
			all = append(all, wish{words: []string{t.Text}})
		case !c.run && (begins || !stop[t.Text]):
			if len(w.words) == 0 {
				gap = 0
			}
			w.words, w.gaps, w.prefix, gap = append(w.words, t.Text), append(w.gaps, gap), begins, 0
		default:
			gap++
		}
	}
	if len(w.words) > 0 {
		w.phrase = w.phrase && len(w.words) > 1
		all = append(all, w)
	}
	return all
}

// skipped is which words are left out: the stop words, but none if there is no
// other word to look for.
func skipped(cs []chunk, stop map[string]bool) map[string]bool {
	for _, c := range cs {
		if c.without || c.or {
			continue
		}
		if c.star {
			return stop
		}
		for _, t := range word.Split(c.text) {
			if !stop[t.Text] {
				return stop
			}
		}
	}
	return nil
}
