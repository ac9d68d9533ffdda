package find

// columns are documents as they are kept: column by column, in slices without
// pointers. Everything else in a segment is worked out from them, so that a new
// segment is made of documents just put and of those of older segments alike.
type columns struct {
	ids    []int64
	group  []uint32 // into groups
	groups table    // sorted
	names  table
	at     []Point
	placed bitmap
	facets []facet
	lex    lexicon
	// text holds for each field of each document how many words it has and
	// which they are, as varints: frequent words have small numbers.
	text   []byte
	textAt []uint32 // where each document's text begins, and the end
}

func (c *columns) len() int { return len(c.ids) }

// lexicon is the words of a segment. A word is a surface, as it was written,
// with its term, by which it is found; the most frequent word has the number 0.
type lexicon struct {
	surfaces table    // of each word
	termOf   []uint32 // of each word
	count    []uint32 // how often each word stands
	stop     bitmap   // words that say nothing: kept, but they count in no length
	terms    table
}

// facet is one column of values.
type facet struct {
	values table    // sorted
	from   []uint32 // where each document's values begin, and the end; nil if each has exactly one
	value  []uint32 // into values
}

// of gives the values of a document.
func (f *facet) of(doc uint32) []uint32 {
	if f.from == nil {
		return f.value[doc : doc+1]
	}
	return f.value[f.from[doc]:f.from[doc+1]]
}

// stopMark begins the term of a stop word, so that no stem falls together with it.
const stopMark = "\x00"

// number reads a varint. A damaged text ends early; it never leads outside.
func number(text []byte, at int) (uint32, int) {
	if at >= len(text) {
		return 0, at
	}
	b := text[at]
	if b < 0x80 {
		return uint32(b), at + 1
	}
	n, shift := uint32(b&0x7f), 7
	for at++; at < len(text) && shift < 32; at++ {
		b = text[at]
		n |= uint32(b&0x7f) << shift
		if b < 0x80 {
			return n, at + 1
		}
		shift += 7
	}
	return n, at
}
