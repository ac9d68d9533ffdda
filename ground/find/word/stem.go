package word

import "strings"

// Stem gives the stem of one folded Indonesian word: never empty, never longer
// than the word, and the stem of a stem is itself.
func Stem(word string) string {
	if len(word) > 2*longest+1 {
		return word
	}
	for {
		shorter := step(word)
		if shorter == word {
			return word
		}
		word = shorter
	}
}

// step cuts a word once: a listed word by its list, a doubled one to its half,
// others to the longest root that remains when prefixes and endings are taken
// off, and where no root is known only what is surely an affix.
func step(word string) string {
	bare := strings.TrimSuffix(word, "nya")
	for _, w := range [...]string{word, bare} {
		if to, ok := known.odd[w]; ok {
			return to
		}
	}
	if known.roots[word] || len(word) < 4 {
		return word
	}
	if at := strings.IndexByte(word, '-'); at > 0 {
		return single(word, at)
	}
	if !letters(word) {
		return word
	}
	for _, loose := range [...]bool{false, true} {
		f := finder{loose: loose}
		if f.endings(word); f.best != "" {
			return f.best
		}
	}
	return rough(word)
}

// single gives the one word of which a doubled one consists, or the word as it
// is if its halves are not the same.
func single(word string, at int) string {
	if base, ok := strings.CutSuffix(word, "nya"); ok && known.twins[base] != "" {
		word = base
	}
	if to := known.twins[word]; to != "" {
		return to
	}
	a, b := word[:at], word[at+1:]
	if strings.IndexByte(b, '-') >= 0 || len(a) < 2 || len(b) < 2 {
		return word
	}
	if b == a+"an" || b == a+"nya" {
		return Stem(a)
	}
	if a, b = Stem(a), Stem(b); a == b {
		return a
	}
	return word
}

// letters tells words of a to z alone: rules are for these.
func letters(word string) bool {
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return false
		}
	}
	return true
}

// A finder keeps the longest root that it met; of two the first. A loose one
// also takes the common slip "dimasukan" for "dimasukkan".
type finder struct {
	best  string
	loose bool
}

// consider takes a remainder if it is a root; least is how long it must be.
func (f *finder) consider(rest string, least int) {
	if len(rest) >= least && len(rest) > len(f.best) && known.roots[rest] {
		f.best = rest
	}
}

// endings tries a word with and without particle and possessive: rumahnyalah.
func (f *finder) endings(word string) {
	f.derived(word, "")
	base := word
	for _, p := range [...]string{"lah", "kah", "tah", "pun"} {
		if rest, ok := strings.CutSuffix(word, p); ok && len(rest) >= 4 {
			base = rest
			f.derived(rest, p)
			break
		}
	}
	for _, p := range [...]string{"nya", "ku", "mu"} {
		if rest, ok := strings.CutSuffix(base, p); ok && len(rest) >= 3 {
			f.derived(rest, p)
			break
		}
	}
}

// derived tries a word with each ending that makes words. tail is what was
// already cut from it.
func (f *finder) derived(word, tail string) {
	f.prefixes(word, "", tail)
	for _, d := range [...]string{"an", "kan", "i", "in"} {
		if rest, ok := strings.CutSuffix(word, d); ok && len(rest) >= 3 {
			f.prefixes(rest, d, tail)
		}
	}
}

// prefixes tries the rest with no prefix and with each that may stand before
// the ending.
func (f *finder) prefixes(rest, ending, tail string) {
	switch {
	case ending == "i":
		// "cabuti" is rare, "jasmani" is not
	case ending == "in" || tail != "" && tail != "nya":
		f.consider(rest, 4)
	case ending != "" || tail != "":
		f.consider(rest, 3)
	}
	for _, o := range outer {
		if strings.HasPrefix(rest, o.prefix) && (!o.bars(ending) || f.loose && ending == "an") {
			f.after(o, rest, 0)
		}
	}
	if strings.HasPrefix(rest, "ng") || strings.HasPrefix(rest, "ny") {
		f.nasal(rest, 4, 1) // as it is spoken: ngopi, nyuci
	}
}

// An affix before the root, and the endings that never go with it.
type affix struct {
	prefix, never string
	nasal         bool
	inner         bool // also stands under another prefix
}

var outer = [...]affix{
	{"di", " an ", false, false}, {"ke", " i kan in ", false, true}, {"se", " i kan in ", false, true},
	{"ter", " in ", false, true}, {"te", " an in ", false, true},
	{"ber", " i in ", false, true}, {"bel", " i in ", false, true}, {"be", " i in ", false, true},
	{"per", " in ", false, true}, {"pel", " in ", false, true},
	{"me", " an in ", true, false}, {"pe", " in ", true, false},
}

// bars tells endings that never go with the prefix.
func (a affix) bars(ending string) bool {
	return ending != "" && strings.Contains(a.never, " "+ending+" ")
}

// after takes a prefix off and looks at what remains, deeper by one.
func (f *finder) after(a affix, word string, depth int) {
	rest := word[len(a.prefix):]
	switch {
	case a.nasal:
		f.nasal(rest, 3+min(depth, 1), depth+1)
		if a.prefix == "pe" || strings.IndexByte("lrwy", first(rest)) >= 0 {
			f.root(rest, 3+min(depth, 1), depth+1)
		}
	case (a.prefix == "be" || a.prefix == "te") && !drops(rest):
		// the r falls only before another: beternak, bekerja, terasa
	case (a.prefix == "bel" || a.prefix == "pel") && !strings.HasPrefix(rest, "ajar"):
		// of this one word only
	default:
		f.root(rest, 3+min(depth, 1), depth+1)
	}
}

// drops tells words before which ber- and ter- lose their r.
func drops(rest string) bool {
	return first(rest) == 'r' || len(rest) > 3 && strings.Contains(rest[1:4], "er")
}

// root considers a remainder and what stands under a second and third prefix.
func (f *finder) root(rest string, least, depth int) {
	f.consider(rest, least)
	if depth >= 3 || len(rest) < 5 {
		return
	}
	for _, o := range outer {
		if o.inner && strings.HasPrefix(rest, o.prefix) {
			f.after(o, rest, depth)
		}
	}
}

// nasal undoes what me- and pe- do to the root: the nasal stands before it or
// took the place of its k, s, t or p.
func (f *finder) nasal(rest string, least, depth int) {
	try := func(root string) { f.root(root, least, depth) }
	switch {
	case len(rest) < 3:
	case strings.HasPrefix(rest, "ng"):
		after := rest[2:]
		if vowel(after[0]) {
			try("k" + after)
		}
		try(after)
		if after[0] == 'e' && len(after) <= 5 {
			f.consider(after[1:], 3) // mengecat: before one syllable
		}
		try(rest)
	case strings.HasPrefix(rest, "ny"):
		try("s" + rest[2:])
		try(rest)
		f.consider("c"+rest[2:], 4) // nyuci, menyuci: spoken
	case rest[0] == 'm' && vowel(rest[1]):
		try("p" + rest[1:])
		try(rest)
	case rest[0] == 'n' && vowel(rest[1]):
		try("t" + rest[1:])
		try(rest)
	case rest[0] == 'm' && strings.IndexByte("bpfv", rest[1]) >= 0,
		rest[0] == 'n' && strings.IndexByte("djctszk", rest[1]) >= 0:
		try(rest[1:])
	}
}

func first(word string) byte {
	if word == "" {
		return 0
	}
	return word[0]
}

func vowel(c byte) bool {
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'
}
