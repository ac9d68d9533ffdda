package find

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// inOrder says where the documents of a part do not stand by group, and by id within one:
// that neighbours are alike is what lets whole blocks be passed over.
func inOrder(p *part, groups map[int64]string) error {
	for doc := range p.ids {
		if got := p.groups.at(p.group[doc]); (p.gone == nil || !p.gone.has(uint32(doc))) && got != groups[p.ids[doc]] {
			return fmt.Errorf("document %d stands in group %q, not %q", p.ids[doc], got, groups[p.ids[doc]])
		}
		if doc == 0 {
			continue
		}
		before, now := p.groups.at(p.group[doc-1]), p.groups.at(p.group[doc])
		if before > now || before == now && p.ids[doc-1] >= p.ids[doc] {
			return fmt.Errorf("document %d of group %q stands behind %d of %q", p.ids[doc], now, p.ids[doc-1], before)
		}
	}
	return nil
}

// TestDocumentsStandByTheirGroup puts documents of some groups one by one, so that small
// parts are folded, moves some into another group, and merges: each part is in order at
// each time, and what is one part at the end holds each group in one piece.
func TestDocumentsStandByTheirGroup(t *testing.T) {
	x, err := New(modelConfig())
	if err != nil {
		t.Fatal(err)
	}
	groups := map[int64]string{}
	put := func(ids ...int64) {
		t.Helper()
		var docs []Doc
		for _, id := range ids {
			docs = append(docs, Doc{ID: id, Texts: []string{vocabulary[id%7]}, Group: groups[id]})
		}
		if err := x.Put(docs...); err != nil {
			t.Fatal(err)
		}
		for i := range x.now.Load().parts {
			if err := inOrder(&x.now.Load().parts[i], groups); err != nil {
				t.Fatal(err)
			}
		}
	}
	draw := rand.New(rand.NewPCG(7, 1))
	most, folded := 0, false
	for range 60 { // one at a time, in no order
		id := draw.Int64N(1000)
		groups[id] = []string{"", "10", "47", "56", "96"}[draw.IntN(5)]
		put(id)
		now := len(x.now.Load().parts)
		folded, most = folded || now < most, max(most, now)
	}
	if !folded || most < 2 {
		t.Fatalf("nothing was folded: %d parts at most", most)
	}
	var many []int64
	for id := range int64(300) { // some of which are there, in another group
		groups[1000-id] = fmt.Sprint(90 - id%40)
		many = append(many, 1000-id)
	}
	put(many...)
	for id := range groups {
		if id%9 == 0 {
			x.Remove(id)
		}
	}
	if err := x.Merge(context.Background()); err != nil {
		t.Fatal(err)
	}
	all := x.now.Load().parts
	if len(all) != 1 || all[0].live != all[0].len() || all[0].groups.len() < 40 {
		t.Fatalf("%d parts after a merge, of %d groups", len(all), all[0].groups.len())
	}
	if err := inOrder(&all[0], groups); err != nil {
		t.Error(err)
	}
	if once := slices.Compact(slices.Clone(all[0].group)); len(once) != all[0].groups.len() {
		t.Errorf("%d groups stand in %d pieces", all[0].groups.len(), len(once))
	}
}
