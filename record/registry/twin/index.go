package twin

import (
	"cmp"
	"slices"
)

// Side is one entry of a business.
type Side struct {
	ID        int64
	Names     []string // the name and what else it is called
	NIB       string
	Keys      []string // opaque, of phones and addresses
	Owners    []string // opaque, of accounts or of folded names
	Kelurahan string
	RT        int
	Lat, Lng  int64 // microdegrees
	Placed    bool
	Code      string // the main code of KBLI, five digits
	Began     int    // the year since when there is the business; 0 is unknown
}

// Index holds the entries of a city. It is not safe for several goroutines.
type Index struct {
	rules Rules
	all   []entry
	byID  map[int64]int32
	words []string
	known map[string]int32
	count []int32 // how many entries have a word

	slipped []bool // words that are a general word with a slip
	base    []post // sorted
	fresh   map[uint32][]int32
	more    int // posts in fresh
	marks   []int32
	round   int32
}

// entry is a side, ready to be compared. Of a million, a copy of each would be a fifth of
// a gigabyte.
type entry struct {
	*Side
	words []int32
}

// post says that an entry has something by which it is found: the hash of it above, the
// entry below. A city has some twenty million, so a few that share nothing meet by their
// hashes; those are judged as all others are.
type post uint64

func posted(hash uint32, at int32) post { return post(hash)<<32 | post(uint32(at)) }

func (p post) hash() uint32 { return uint32(p >> 32) }
func (p post) at() int32    { return int32(uint32(p)) }

// New makes an index of entries, which it keeps.
func New(r Rules, sides []Side) *Index {
	x := &Index{rules: r, byID: make(map[int64]int32, len(sides)), known: map[string]int32{}, fresh: map[uint32][]int32{},
		all: make([]entry, 0, len(sides))}
	for i := range sides {
		x.take(&sides[i])
	}
	// After all words are counted: how many there are first, for what grows by copying
	// itself is held twice.
	posts := 0
	for at := range x.all {
		x.hashes(&x.all[at], func(uint32) { posts++ })
	}
	x.base = make([]post, 0, posts)
	for at := range x.all {
		x.hashes(&x.all[at], func(h uint32) { x.base = append(x.base, posted(h, int32(at))) })
	}
	slices.Sort(x.base)
	return x
}

// Len is how many entries there are.
func (x *Index) Len() int { return len(x.all) }

// Add takes a further entry in. One whose number is there already is left as it is.
func (x *Index) Add(s Side) {
	if _, there := x.byID[s.ID]; there {
		return
	}
	at := x.take(&s)
	x.hashes(&x.all[at], func(h uint32) {
		x.fresh[h] = append(x.fresh[h], at)
		x.more++
	})
	if x.more > max(100_000, len(x.base)/2) {
		x.fold()
	}
}

// fold brings what was added into the sorted list.
func (x *Index) fold() {
	for h, all := range x.fresh {
		for _, at := range all {
			x.base = append(x.base, posted(h, at))
		}
	}
	clear(x.fresh)
	x.more = 0
	slices.Sort(x.base)
}

func (x *Index) take(s *Side) int32 {
	at := int32(len(x.all))
	x.all = append(x.all, x.entry(s, true))
	x.byID[s.ID] = at
	return at
}

// entry reads the words of a side; keep counts them.
func (x *Index) entry(s *Side, keep bool) entry {
	e := entry{Side: s}
	for _, w := range tokens(s.Names) {
		n, there := x.known[w]
		if !there {
			n = int32(len(x.words))
			x.known[w], x.words, x.count = n, append(x.words, w), append(x.count, 0)
			x.slipped = append(x.slipped, nearGeneral(w))
		}
		if keep {
			x.count[n]++
		}
		e.words = append(e.words, n)
	}
	return e
}

// What a hash stands for.
const (
	ofNIB = iota + 1
	ofKey
	ofWord
	ofPair
)

// rareWords is by how many of its rarest words an entry is found in its kelurahan,
// slippedWords by how many of them also with a letter wrong.
const (
	rareWords    = 4
	slippedWords = 3
)

// hashes gives all by which an entry is found.
func (x *Index) hashes(e *entry, give func(uint32)) {
	if e.NIB != "" {
		give(hash(ofNIB, e.NIB, ""))
	}
	for _, k := range e.Keys {
		give(hash(ofKey, k, ""))
	}
	var few [rareWords]int32
	rarest := x.rarest(e.words, few[:0])
	for i, w := range rarest {
		text := x.words[w]
		give(hash(ofWord, e.Kelurahan, text))
		if i < slippedWords && len(text) > 3 && len(text) <= longestToken {
			for k := range len(text) {
				if k == 0 || text[k] != text[k-1] {
					give(hash(ofWord, e.Kelurahan, text[:k], text[k+1:]))
				}
			}
		}
		for _, v := range rarest[:min(i, 3)] {
			give(hash(ofPair, min(text, x.words[v]), " ", max(text, x.words[v])))
		}
	}
}

// rarest are the words of a name that fewest have.
func (x *Index) rarest(words, into []int32) []int32 {
	into = append(into, words[:min(len(words), rareWords)]...)
	by := func(a, b int32) int {
		return cmp.Or(cmp.Compare(x.count[a], x.count[b]), cmp.Compare(x.words[a], x.words[b]))
	}
	slices.SortFunc(into, by)
	for _, w := range words[len(into):] {
		if last := len(into) - 1; by(w, into[last]) < 0 {
			into[last] = w
			slices.SortFunc(into, by)
		}
	}
	return into
}

// hash is FNV-1a over the parts, of which the last two run together: a word with a
// letter left out has the hash of that word. Its upper half is folded into the lower one.
func hash(kind byte, parts ...string) uint32 {
	h := (uint64(14695981039346656037) ^ uint64(kind)) * 1099511628211
	for i, p := range parts {
		for k := range len(p) {
			h = (h ^ uint64(p[k])) * 1099511628211
		}
		if i == 0 {
			h = (h ^ 0xff) * 1099511628211
		}
	}
	return uint32(h>>32) ^ uint32(h)
}
