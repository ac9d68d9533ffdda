package find_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"alun/ground/find"
)

// TestBoundsDoNotOverflow asks for many rare words in a segment whose worths have
// grown far since it was made: the sum of what all of them can give at most must
// not wrap around.
func TestBoundsDoNotOverflow(t *testing.T) {
	c := plain()
	c.Fields[0].B, c.Fields[1].B = 0, 0
	b := &both{oracle: newOracle(c)}
	b.index, _ = find.New(c)
	rare := make([]string, 400)
	for i := range rare {
		rare[i] = fmt.Sprintf("qz%dvx", i)
	}
	r := rand.New(rand.NewPCG(3, 3))
	var docs []find.Doc
	for id := int64(1); id <= 16_000; id++ {
		d := find.Doc{ID: id, Texts: []string{"toko", one(r, rare), "isi"}}
		if id%300 == 0 {
			first := r.IntN(360)
			d.Texts[0], d.Texts[1] = strings.Join(rare[first:first+40], " "), strings.Join(rare[first:first+40], " ")
		}
		if id%5000 == 0 {
			d.Texts[2] = strings.Repeat("isi lain ", 3000) + rare[7]
		}
		docs = append(docs, d)
	}
	b.put2(t, docs)
	docs = docs[:0]
	for id := int64(20_001); id <= 23_000; id++ {
		docs = append(docs, find.Doc{ID: id, Texts: []string{"toko", one(r, rare), strings.Repeat("panjang lebar isi ", 500)}})
	}
	b.put2(t, docs)
	var questions []asked
	for range 700 {
		first := r.IntN(368)
		questions = append(questions, asked{words: rare[first : first+10+r.IntN(23)], any: true})
	}
	j := b.judge(t, questions)
	if t.Logf("%d of %d", j.same, j.asked); j.same < j.asked || j.totals < j.asked {
		t.Errorf("%d totals of %d: %s", j.totals, j.asked, strings.Join(j.odd, "\n"))
	}
}

// put2 brings documents in at once, as one segment.
func (b *both) put2(t *testing.T, docs []find.Doc) {
	t.Helper()
	if err := b.index.Put(docs...); err != nil {
		t.Fatal(err)
	}
	b.oracle.put(docs...)
}
