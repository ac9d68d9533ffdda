package word

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest is how many bytes of a word are kept: what is longer is no word, and
// must not fill an index.
const longest = 64

// A piece is a run of letters and digits, or a pair of Han or kana signs, in the
// scanner's buffer.
type piece struct {
	at, end  int // in the buffer
	from, to int // in the text
	wide     bool
}

// A scanner folds a text into its buffer and remembers its pieces.
type scanner struct {
	buf    []byte
	pieces []piece
	wide   []piece // the signs of the run of Han or kana that is being read
	ends   []piece // the ideographs that ended a run of more than one sign
	open   bool    // the last piece goes on
	bare   bool    // its last letter takes no marks: Latin, Greek, Cyrillic
	tmp    []byte
	one    [1][]byte
}

// fold reads the whole text.
func (s *scanner) fold(text string) {
	s.buf, s.pieces, s.wide, s.open = s.buf[:0], s.pieces[:0], s.wide[:0], false
	s.ends = s.ends[:0]
	for at := 0; at < len(text); {
		c := text[at]
		if c < utf8.RuneSelf {
			s.ascii(c, at)
			at++
			continue
		}
		at = s.other(text, at)
	}
	s.shut()
}

func (s *scanner) ascii(c byte, at int) {
	switch {
	case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		s.letter(rune(c), at, at+1)
		s.bare = true
	case 'A' <= c && c <= 'Z':
		s.letter(rune(c)+('a'-'A'), at, at+1)
		s.bare = true
	case c == '\'' || c == '`':
		// "jum'at" is one word; at an end it is outside, as To stays behind
	default:
		s.shut()
	}
}

// other reads one sign with its marks that is not ASCII and says where the next
// begins.
func (s *scanner) other(text string, at int) int {
	if _, size := utf8.DecodeRuneInString(text[at:]); size == 1 {
		s.shut() // no UTF-8
		return at + 1
	}
	n := max(norm.NFKD.NextBoundaryInString(text[at:], true), 1)
	s.tmp = norm.NFKC.AppendString(s.tmp[:0], text[at:at+n])
	for rest := s.tmp; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r >= utf8.RuneSelf && bare(r) {
			r, _ = utf8.DecodeRune(norm.NFD.Bytes(rest[:size]))
		}
		rest = rest[size:]
		s.sign(unicode.ToLower(r), at, at+n)
	}
	return at + n
}

// sign takes one sign that stands at from..to.
func (s *scanner) sign(r rune, from, to int) {
	switch {
	case r == '’' || r == '‘' || unicode.Is(unicode.Cf, r):
		// as the apostrophe; marks that say how to write are no part of a word
	case unicode.IsMark(r):
		if !s.open {
			return
		}
		if s.bare {
			s.pieces[len(s.pieces)-1].to = to
			return
		}
		s.letter(r, from, to)
	case wide(r):
		s.pair(r, from, to)
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		if plain, ok := plains[r]; ok {
			for _, p := range plain {
				s.letter(p, from, to)
			}
			s.bare = true
			return
		}
		s.letter(r, from, to)
		s.bare = bare(r)
	default:
		s.shut()
	}
}

// letter adds one folded letter or digit to the word that is open, or opens one.
func (s *scanner) letter(r rune, from, to int) {
	if !s.open {
		s.shut()
		s.pieces = append(s.pieces, piece{at: len(s.buf), end: len(s.buf), from: from})
		s.open = true
	}
	p := &s.pieces[len(s.pieces)-1]
	p.to = to
	if p.end-p.at+utf8.RuneLen(r) <= longest {
		s.buf = utf8.AppendRune(s.buf, r)
		p.end = len(s.buf)
	}
}

// pair adds one Han or kana sign; each two neighbours are a word.
func (s *scanner) pair(r rune, from, to int) {
	if s.open {
		s.shut()
	}
	p := piece{at: len(s.buf), from: from, to: to, wide: true}
	s.buf = utf8.AppendRune(s.buf, r)
	p.end = len(s.buf)
	if last := len(s.wide); last > 0 {
		before := s.wide[last-1]
		s.pieces = append(s.pieces, piece{at: before.at, end: p.end, from: before.from, to: to, wide: true})
	}
	s.wide = append(s.wide, p)
}

// shut ends the word or the run of signs that is open.
func (s *scanner) shut() {
	if n := len(s.wide); n == 1 {
		s.pieces = append(s.pieces, s.wide[0])
	} else if n > 1 && Ideograph(s.text(s.wide[n-1])) {
		s.ends = append(s.ends, s.wide[n-1])
	}
	s.wide, s.open = s.wide[:0], false
}

// text is the folded text of a piece.
func (s *scanner) text(p piece) string { return string(s.buf[p.at:p.end]) }

// Ideograph tells a word that is one Han sign alone: it may be the beginning or the end of
// what is written, as 布 of 布地 and of 花布.
func Ideograph(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size > 0 && size == len(word) && unicode.Is(unicode.Han, r)
}

// End closes the term of an ideograph that ends a run: of バティックの布, whose pairs all
// begin with another sign, 布 is found by 布。 too. No word of a text or a question has it.
const End = "。"

// bare tells letters whose marks are dropped: é is e.
func bare(r rune) bool {
	return r < utf8.RuneSelf || unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}

// wide tells signs that are written without spaces.
func wide(r rune) bool {
	return r == 'ー' || r == '々' || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// plains are letters that Unicode does not take apart.
var plains = map[rune]string{
	'ø': "o", 'đ': "d", 'ð': "d", 'ł': "l", 'ħ': "h", 'ı': "i", 'ŧ': "t",
	'æ': "ae", 'œ': "oe", 'ß': "ss", 'þ': "th",
}
