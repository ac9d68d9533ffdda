package parts

import (
	"fmt"
	"strings"

	"alun/ground/lang"
)

// Posts are the records under a figure. The four counts are disjoint: what is
// proven is not counted again as reported.
type Posts struct {
	Proven   int64  // records prove it
	Reported int64  // reported, no record yet
	Contra   int64  // sources contradict
	Coming   int64  // target not reached yet
	Unit     string // what is counted, in the reader's language: "orang"
	Tone     Tone   // colour of the deck: Money, Output or Ink
	Key      bool   // draw the key below: on where the posts are the main drawing
}

// A drawing never holds more than three rows of fifty posts; beyond that one
// post stands for 10, 100 … and the key says so.
const (
	postsInRow = 50
	mostPosts  = 150
	rowWide    = 300 // width of the drawing's field; stretched to its place
	rowHigh    = 34
)

// Each is how many records one post stands for: 1, 2, 5, 10, 20 …
func (p Posts) Each() int64 {
	steps := [...]int64{2, 5, 10}
	each, ten := int64(1), int64(1)
	for i := 0; p.drawn(each) > mostPosts; i++ {
		each = ten * steps[i%3]
		if i%3 == 2 {
			ten *= 10
		}
	}
	return each
}

// postKind is the class of a post, and how it is drawn between deck and water.
type postKind struct {
	class string
	drop  string // path below the point where the post meets the deck
}

var postKinds = [...]postKind{
	{"ada", "v27"}, {"kata", "v27"}, {"ganjil", "v11m0 7v9"}, {"belum", "v10"},
}

// counts turns records into posts: rounded, but never none where there are some.
func (p Posts) counts(each int64) (out [4]int64) {
	for i, n := range [4]int64{p.Proven, p.Reported, p.Contra, p.Coming} {
		if n > 0 {
			out[i] = max(1, n/each+(n%each+each/2)/each)
		}
	}
	return out
}

// drawn is how many posts there are when one stands for so many.
func (p Posts) drawn(each int64) (sum int64) {
	for _, n := range p.counts(each) {
		sum += n
	}
	return sum
}

// postRow is one deck with its posts.
type postRow struct {
	deck  string
	paths [4]string // by postKinds; "" draws nothing
	wave  string    // water under the last row only
	class string    // "rapat" where the posts stand close
}

// rows spreads the posts over as few decks of at most fifty as they need, each
// deck as full as the next.
func (p Posts) rows() []postRow {
	each := p.Each()
	counts, n := p.counts(each), int(p.drawn(each))
	if n == 0 {
		return nil
	}
	decks := (n + postsInRow - 1) / postsInRow
	wide := (n + decks - 1) / decks
	out := make([]postRow, decks)
	pitch := float64(rowWide) / float64(wide)
	at := 0
	for kind, count := range counts {
		for range count {
			r, x := &out[at/wide], (float64(at%wide)+.5)*pitch
			r.paths[kind] += "M" + px(x) + " 3" + postKinds[kind].drop
			at++
		}
	}
	for i := range out {
		out[i].deck = "M0 1.5H" + px(float64(min(wide, n-i*wide))*pitch)
	}
	if wide > postsInRow/2 {
		for i := range out {
			out[i].class = "rapat"
		}
	}
	out[decks-1].wave = wave(0, 30, rowWide, 6.25, 3.5)
	return out
}

// Say tells the same in words, for readers who do not see the posts.
func (p Posts) say(l lang.Lang) string {
	var parts []string
	for _, k := range p.key(l) {
		parts = append(parts, k.text)
	}
	return strings.Join(append(parts, p.scale(l)), ", ")
}

// postWord is one entry of the key.
type postWord struct{ class, text string }

// sign is the post of a key: what is to come is a stub there too.
func (w postWord) sign() string {
	if w.class == "belum" {
		return "M3 0v6"
	}
	return "M3 0v14"
}

// key lists the kinds that occur. Proof is always named: that there is none yet
// is news, but never a 0.
func (p Posts) key(l lang.Lang) []postWord {
	out := []postWord{{"ada", l.T("parts.posts_none")}}
	if p.Proven > 0 {
		out[0].text = l.T("parts.posts_proven", p.Proven)
	}
	if p.Reported > 0 {
		out = append(out, postWord{"kata", l.T("parts.posts_reported", p.Reported)})
	}
	if p.Contra > 0 {
		out = append(out, postWord{"ganjil", l.T("parts.posts_contra", p.Contra)})
	}
	if p.Coming > 0 {
		out = append(out, postWord{"belum", l.T("parts.posts_coming", p.Coming)})
	}
	return out
}

// scale says what one post stands for.
func (p Posts) scale(l lang.Lang) string {
	return l.T("parts.posts_each", p.Each(), p.Unit)
}

// box is the field of a row: one with water is a little taller.
func (r postRow) box() string {
	if r.wave == "" {
		return fmt.Sprintf("0 0 %d %d", rowWide, rowHigh-4)
	}
	return fmt.Sprintf("0 0 %d %d", rowWide, rowHigh)
}

func (r postRow) high() string {
	if r.wave == "" {
		return fmt.Sprint(rowHigh - 4)
	}
	return fmt.Sprint(rowHigh)
}
