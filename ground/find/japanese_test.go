package find_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"alun/ground/find"
)

// goods are what shops may say in Japanese of what they offer, by their numbers from 1 on.
var goods = []string{
	1: "手描きバティックの布", 2: "藤で編んだ籠と革靴", 3: "冷たい緑茶", 4: "焼き魚定食と白いご飯", 5: "干した小魚のせんべい",
	6: "本革の財布、名入れ可", 7: "手織りのスカーフと木綿の布地", 8: "木彫りの仮面", 9: "深煎りのコーヒー豆", 10: "竹の箸と木の皿",
	11: "港で買える新鮮な魚", 12: "陶器の茶碗と急須", 13: "手作りの石鹸", 14: "ダヤク族のビーズの首飾り", 15: "果物と花", 16: "子ども靴 修理もします",
	17: "茶", 18: "バリクパパンの海苔・塩",
}

// judged are questions with what somebody who asks them wants, and with what pairs of signs
// cannot tell from it: 財布 is a purse and 木綿 is cotton.
var judged = []struct {
	typed        string
	wanted, also []int64
}{
	{"布", []int64{1, 7}, []int64{6}},
	{"靴", []int64{2, 16}, nil},
	{"茶", []int64{3, 12, 17}, nil},
	{"魚", []int64{4, 5, 11}, nil},
	{"魚*", []int64{4, 5, 11}, nil},
	{"革", []int64{2, 6}, nil},
	{"豆", []int64{9}, nil},
	{"皿", []int64{10}, nil},
	{"籠", []int64{2}, nil},
	{"花", []int64{15}, nil},
	{"塩", []int64{18}, nil},
	{"木", []int64{8, 10}, []int64{7}},
	{"緑茶", []int64{3}, nil},
	{"革靴", []int64{2}, nil},
	{"竹 皿", []int64{10}, nil},
	{"靴 修理", []int64{16}, nil},
	{"籠 OR 豆", []int64{2, 9}, nil},
	{"魚 -焼き魚", []int64{5, 11}, nil},
	{"木 -布", []int64{8, 10}, nil},
	{`"木の皿"`, []int64{10}, nil},
	{`"本革の財布 名入れ可"`, []int64{6}, nil}, // what ends a run parts no phrase
	{`"子ども靴 修理"`, []int64{16}, nil},
	{`"修理 靴"`, nil, nil},
	{"馬", nil, nil},
}

// TestJapaneseIsFoundByOneSign: a sign is found wherever it stands, also at the end of what
// is written without spaces: in an index just filled, merged, and read from its file.
func TestJapaneseIsFoundByOneSign(t *testing.T) {
	x, err := find.New(plain())
	if err != nil {
		t.Fatal(err)
	}
	for id, text := range goods {
		if text == "" {
			continue
		}
		if err := x.Put(find.Doc{ID: int64(id), Texts: []string{"", "", text}}); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("filled", func(t *testing.T) { answersJapanese(t, x) })
	if err := x.Merge(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Run("merged", func(t *testing.T) { answersJapanese(t, x) })
	var file bytes.Buffer
	if err := x.Save(&file, find.Mark{}); err != nil {
		t.Fatal(err)
	}
	again, _, err := find.Load(&file, plain())
	if err != nil {
		t.Fatal(err)
	}
	t.Run("read again", func(t *testing.T) { answersJapanese(t, again) })
	again.Remove(1, 7)
	if r, err := again.Search(find.Query{Text: "布", Limit: 9}); err != nil || r.Total != 1 || r.Hits[0].ID != 6 {
		t.Errorf("what was removed is found: %+v %v", r, err)
	}
}

func answersJapanese(t *testing.T, x *find.Index) {
	t.Helper()
	for _, q := range judged {
		r, err := x.Search(find.Query{Text: q.typed, Limit: len(goods), Explain: true})
		if err != nil {
			t.Fatal(err)
		}
		var got []int64
		for _, h := range r.Hits {
			got = append(got, h.ID)
		}
		slices.Sort(got)
		want := slices.Sorted(slices.Values(slices.Concat(q.wanted, q.also)))
		if !slices.Equal(got, want) || r.Total != len(want) {
			t.Errorf("%s: %v, wanted %v", q.typed, got, want)
		}
		for _, h := range r.Hits {
			if h.Score <= 0 {
				t.Errorf("%s: %d is worth %v", q.typed, h.ID, h.Score)
			}
		}
		shown := strings.Join(x.Suggest(q.typed, 9), " ")
		for _, u := range r.Words {
			shown += " " + strings.Join(u.As, " ")
		}
		for _, e := range r.Explained {
			for _, p := range e.Parts {
				shown += " " + p.Term
			}
		}
		if strings.Contains(shown, "。") {
			t.Errorf("%s: a mark of the index is shown: %s", q.typed, shown)
		}
	}
}
