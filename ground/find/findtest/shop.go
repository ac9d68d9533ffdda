package findtest

import (
	"math/rand/v2"
	"strings"
)

// Shop is a made-up document.
type Shop struct {
	ID                         int64
	Name, Product, Description string
	Trade                      string   // two digits: documents of one trade stand together
	Area                       string   // one of Areas
	Badges                     []string // none to three
	Lat, Lon                   int32    // microdegrees
	Placed                     bool     // the point is known
}

// Texts are its fields, from the weightiest.
func (s Shop) Texts() []string { return []string{s.Name, s.Product, s.Description} }

// Town makes shops.
type Town struct {
	seed             uint64
	trades           chance // an index of Trades
	areas            chance // an index of Areas
	tail             chance // an index of rare
	rare             []string
	topics           []topic // beside Trades
	general, tissue  []string
	often, sometimes chance // an index of general, of tissue
}

// topic is the words of one trade, the most frequent first.
type topic struct {
	words []string
	by    chance
}

// NewTown prepares the words of a seed.
func NewTown(seed uint64) *Town {
	t := &Town{seed: seed, rare: rareWords(seed, tailWords), tissue: strings.Fields(tissueWords)}
	t.general = affixed(strings.Fields(generalRoots))
	t.often, t.sometimes = zipf(len(t.general), 1, 4), zipf(len(t.tissue), 0.9, 1)
	t.tail = zipf(len(t.rare), 0.85, 20)
	shares := make([]float64, len(trades))
	for i, trade := range trades {
		shares[i] = trade.share
		words := affixed(strings.Fields(trade.roots))
		t.topics = append(t.topics, topic{words, zipf(len(words), 1, 2)})
	}
	t.trades = weighted(shares)
	t.areas = zipf(len(Areas), 0.6, 1)
	return t
}

// Shop is the shop of a number: always the same of the same seed.
func (t *Town) Shop(id int64) Shop {
	r := rand.New(rand.NewPCG(t.seed, uint64(id)))
	trade, area := t.trades.pick(r), t.areas.pick(r)
	s := Shop{ID: id, Trade: trades[trade].code, Area: Areas[area]}
	s.Name = t.name(r, trade)
	s.Product = t.product(r, trade)
	s.Description = t.description(r, trade)
	for _, b := range badges {
		if r.Float64() < b.share {
			s.Badges = append(s.Badges, b.name)
		}
	}
	if s.Placed = r.Float64() < 0.8; s.Placed {
		s.Lat = -1_000_000 + int32(area%6)*40_000 + int32(r.NormFloat64()*9_000)
		s.Lon = 117_000_000 + int32(area/6)*40_000 + int32(r.NormFloat64()*9_000)
	}
	return s
}

// name is "Warung Amplang Bu Sarini".
func (t *Town) name(r *rand.Rand, trade int) string {
	var w words
	w.add(one(r, trades[trade].kinds))
	if r.Float64() < 0.7 {
		w.add(capital(t.topicWord(r, trade)))
	}
	if r.Float64() < 0.5 {
		w.add(one(r, titles))
	}
	w.add(capital(t.rare[t.tail.pick(r)]))
	if r.Float64() < 0.2 {
		w.add(capital(t.rare[t.tail.pick(r)]))
	}
	return w.String()
}

func (t *Town) product(r *rand.Rand, trade int) string {
	var w words
	for range 3 + r.IntN(5) {
		if r.Float64() < 0.85 {
			w.add(t.topicWord(r, trade))
		} else {
			w.add(t.rare[t.tail.pick(r)])
		}
	}
	return w.String()
}

func (t *Town) description(r *rand.Rand, trade int) string {
	var w words
	for i := range 14 + r.IntN(12) {
		if i > 0 && r.IntN(7) == 0 {
			w.WriteByte(',')
		}
		switch p := r.Float64(); {
		case p < 0.28:
			w.add(t.tissue[t.sometimes.pick(r)])
		case p < 0.60:
			w.add(t.topicWord(r, trade))
		case p < 0.85:
			w.add(t.general[t.often.pick(r)])
		default:
			w.add(t.rare[t.tail.pick(r)])
		}
	}
	w.WriteByte('.')
	return w.String()
}

// topicWord is a word of the trade, seldom of another one.
func (t *Town) topicWord(r *rand.Rand, trade int) string {
	if r.IntN(12) == 0 {
		trade = t.trades.pick(r)
	}
	topic := &t.topics[trade]
	return topic.words[topic.by.pick(r)]
}

// words is a text of words with one space between them.
type words struct{ strings.Builder }

func (w *words) add(word string) {
	if w.Len() > 0 {
		w.WriteByte(' ')
	}
	w.WriteString(word)
}

func one(r *rand.Rand, of []string) string { return of[r.IntN(len(of))] }

func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// chance draws numbers by given shares.
type chance []uint32

// grain is how finely shares are kept: a share of less than one in grain may be
// lost, so it is far more than there are rare words.
const grain = 1 << 18

// weighted draws i as often as its share says.
func weighted(shares []float64) chance {
	sum := 0.0
	for _, s := range shares {
		sum += s
	}
	c, at := make(chance, grain), 0.0
	i := 0
	for slot := range c {
		for i < len(shares)-1 && at+shares[i] <= (float64(slot)+0.5)/grain*sum {
			at += shares[i]
			i++
		}
		c[slot] = uint32(i)
	}
	return c
}

func (c chance) pick(r *rand.Rand) int { return int(c[r.Uint32N(grain)]) }
