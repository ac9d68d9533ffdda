package word

import (
	"sync"
	"sync/atomic"
)

// An Analyzer turns texts and questions into the terms of an index. Set its
// fields before its first use and leave them: what it works out once is kept.
// It is safe for many goroutines and must not be copied.
type Analyzer struct {
	Tables Tables
	Stem   bool // words are cut to their stems
	Same   bool // a question also asks for words of the same meaning

	once  sync.Once
	same  map[string][]Alt
	cache []atomic.Pointer[entry]
}

// Alt is a term that a word of a question may stand for.
type Alt struct {
	Term   string
	Weight float32 // 1 for the word itself, less for words of the same meaning
	How    How
}

// How says by which way a word of a question came to a term. An index that
// finds words in more ways numbers its own from Own on.
type How uint8

// The ways that this package knows.
const (
	Exact   How = iota // the word as it was typed
	Stemmed            // its stem
	Same               // another spelling, or a word of the same meaning
	Own     How = 16
)

// most is how many other words one word of a question may ask for: each costs
// the index a walk, and the last ones say little.
const most = 8

// Term is the index term of one folded word, as Split gives it: the word itself
// if it is kept, else its stem. It is empty only for the empty word.
func (a *Analyzer) Term(word string) string {
	a.once.Do(a.prepare)
	return a.entryOf(word).term
}

// Index calls emit for each word of a text in their order, stop words left out.
// The surface is the folded word as it stood there. Behind them all come the
// ideographs that end a run, each closed with End: there they part no words of
// the text that stand beside each other.
func (a *Analyzer) Index(text string, emit func(term, surface string)) {
	a.once.Do(a.prepare)
	s := scanners.Get().(*scanner)
	defer scanners.Put(s)
	s.walk(text, func(word []byte, _, _ int) {
		if e := a.entryFor(word); !e.stop {
			emit(e.term, e.word)
		}
	})
	for _, p := range s.ends {
		s.tmp = append(append(s.tmp[:0], s.buf[p.at:p.end]...), End...)
		e := a.entryFor(s.tmp)
		emit(e.term, e.word)
	}
}

// Query gives what one folded word of a question asks for: its own term first,
// then those of the same meaning, the nearest first. A stop word asks for
// nothing.
func (a *Analyzer) Query(word string) []Alt {
	a.once.Do(a.prepare)
	e := a.entryOf(word)
	if e.stop || word == "" {
		return nil
	}
	own := Alt{Term: e.term, Weight: 1, How: Exact}
	if e.term != word {
		own.How = Stemmed
	}
	alts := []Alt{own}
	if !a.Same {
		return alts
	}
	alts = merge(alts, a.same[word])
	if e.term != word {
		alts = merge(alts, a.same[e.term])
	}
	return nearest(alts)
}
