package word

import (
	"hash/maphash"
	"sync/atomic"
)

// entry is what is known of a word once it was met.
type entry struct {
	word, term string
	stop       bool
}

// slots bounds the cache: a power of two. A word may stand in two of them; when
// both are taken it drives out the second, so that frequent words mostly stay.
// Texts of a city's businesses use some 20,000 words, names apart.
const slots = 1 << 15

var seed = maphash.MakeSeed()

// entryOf finds or makes the entry of a word. Reading is one or two atomic
// loads: no lock, and no line of memory that two cores would write.
func (a *Analyzer) entryOf(word string) *entry {
	first, second := a.at(maphash.String(seed, word))
	if e := first.Load(); e != nil && e.word == word {
		return e
	}
	if e := second.Load(); e != nil && e.word == word {
		return e
	}
	return a.keep(first, second, word)
}

// entryFor is entryOf for a word in a buffer that will be used again.
func (a *Analyzer) entryFor(word []byte) *entry {
	first, second := a.at(maphash.Bytes(seed, word))
	if e := first.Load(); e != nil && e.word == string(word) {
		return e
	}
	if e := second.Load(); e != nil && e.word == string(word) {
		return e
	}
	return a.keep(first, second, string(word))
}

// at gives the two places of a word.
func (a *Analyzer) at(hash uint64) (first, second *atomic.Pointer[entry]) {
	return &a.cache[hash&(slots-1)], &a.cache[hash>>32&(slots-1)]
}

func (a *Analyzer) keep(first, second *atomic.Pointer[entry], word string) *entry {
	e := &entry{word: word, term: word, stop: a.Tables.Stop[word]}
	if a.Stem && !a.Tables.Keep[word] {
		e.term = Stem(word)
	}
	if len(word) > 2*longest+1 {
		return e // no word of Split, and too long to be kept
	}
	if !first.CompareAndSwap(nil, e) {
		second.Store(e)
	}
	return e
}
