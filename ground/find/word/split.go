package word

import "sync"

// Token is a word as it stands in a text.
type Token struct {
	Text     string // folded
	From, To int    // its bytes in the text
}

// Split gives the words of a text in their order.
func Split(text string) []Token {
	s := scanners.Get().(*scanner)
	defer scanners.Put(s)
	var tokens []Token
	s.walk(text, func(word []byte, from, to int) {
		tokens = append(tokens, Token{Text: string(word), From: from, To: to})
	})
	return tokens
}

var scanners = sync.Pool{New: func() any { return new(scanner) }}
