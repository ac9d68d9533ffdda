package kbli

import (
	"cmp"
	"slices"
	"strings"

	"alun/ground/find"
	"alun/ground/find/word"
)

// said is what somebody said that a business does: with what, and how.
type said struct {
	all   string // without words that only open a sentence
	thing string // without the words that say how
	how   trade
}

// trade is how a business deals with its thing.
type trade int

const (
	anyhow trade = iota
	selling
	making
	serving
	wholesale
)

// openers say nothing of a business: "saya buka usaha jual nasi kuning".
var openers = wordSet("saya aku kami mau ingin buka membuka punya usaha bisnis kerja kerjaan dagangan umkm rumahan kecil kecilan sendiri")

// hows are words for how a business deals with its thing. Descriptions hardly
// hold them: they say "perdagangan eceran" and "industri".
var hows = map[trade]map[string]bool{
	selling:   wordSet("jual jualan menjual dagang berdagang pedagang penjual toko warung kios lapak gerai"),
	making:    wordSet("bikin buat membuat pembuatan pembuat produksi memproduksi produsen pabrik pengrajin perajin olah mengolah olahan"),
	serving:   wordSet("jasa tukang servis service layanan bengkel perbaikan memperbaiki"),
	wholesale: wordSet("grosir grosiran distributor agen pemasok supplier partai"),
}

func wordSet(text string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(text) {
		out[w] = true
	}
	return out
}

// listen parts what was typed. Who says only how, means that.
func listen(text string) (s said) {
	var every, all, thing []string
	for _, t := range word.Split(text) {
		every = append(every, t.Text)
		if openers[t.Text] {
			continue
		}
		all = append(all, t.Text)
		if how := howOf(t.Text); how == anyhow {
			thing = append(thing, t.Text)
		} else if s.how == anyhow {
			s.how = how
		}
	}
	s.all, s.thing = strings.Join(all, " "), strings.Join(thing, " ")
	if s.all == "" {
		s.all = strings.Join(every, " ")
	}
	return s
}

func howOf(w string) trade {
	for how, words := range hows {
		if words[w] {
			return how
		}
	}
	return anyhow
}

// How much a code is preferred for what it is.
const (
	calledSo  = 1.6 // one of our phrases says just what was typed
	dealsSo   = 1.5 // it deals with the thing as was said
	isNear    = 2   // codes of its division hold every word
	wholesome = 0.6 // wholesale, though nobody said so
	bound     = calledSo * dealsSo * isNear
)

// score prefers codes that are called and deal as was said. Wholesale is no
// micro-business' own word: unless it is said, it stands behind.
func (g *gathering) score(id int64, relevance float32) float32 {
	c := g.finder.codes[id-1]
	for _, called := range g.calls {
		if called[id] {
			relevance *= calledSo
			break
		}
	}
	if g.said.how.fits(c) {
		relevance *= dealsSo
	} else if c.Code[:2] == "46" {
		relevance *= wholesome
	}
	if g.now.any && g.near[c.Version+c.Code[:2]] {
		relevance *= isNear
	}
	return relevance
}

// fits reports whether a code deals with its thing in this way.
func (t trade) fits(c Code) bool {
	division := c.Code[:2]
	switch t {
	case selling:
		return division == "47" || division == "56"
	case making:
		return c.Section == "C"
	case serving:
		return !strings.Contains("ACG", c.Section) || division == "45"
	case wholesale:
		return division == "46"
	}
	return false
}

// digits reports whether somebody typed the beginning of a code.
func digits(text string) bool {
	text = strings.TrimSpace(text)
	return len(text) >= 2 && len(text) <= 5 && strings.Trim(text, "0123456789") == ""
}

// byNumber lists the codes that begin so.
func (f *Finder) byNumber(a Ask) Found {
	g := gathering{ask: a}
	for _, c := range f.codes {
		if strings.HasPrefix(c.Code, strings.TrimSpace(a.Text)) && (a.Version == "" || a.Version == c.Version) {
			g.all = append(g.all, Match{Code: c, Score: 1})
		}
	}
	g.whole = len(g.all)
	return g.part()
}

func bySection(all []Match) []find.Count {
	n := map[string]int{}
	for _, m := range all {
		n[m.Code.Section]++
	}
	var out []find.Count
	for s, k := range n {
		out = append(out, find.Count{Value: s, N: k})
	}
	slices.SortFunc(out, func(a, b find.Count) int { return cmp.Or(b.N-a.N, strings.Compare(a.Value, b.Value)) })
	return out
}
