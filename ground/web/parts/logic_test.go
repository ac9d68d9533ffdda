package parts

import (
	"fmt"
	"strings"
	"testing"

	"alun/ground/fault"
	"alun/ground/lang"
)

func TestPostsStandForTheirRecords(t *testing.T) {
	for _, c := range []struct {
		name   string
		p      Posts
		each   int64
		counts [4]int64
		rows   int
	}{
		{"none", Posts{}, 1, [4]int64{}, 0},
		{"one", Posts{Proven: 1}, 1, [4]int64{1, 0, 0, 0}, 1},
		{"a full row", Posts{Proven: 20, Reported: 30}, 1, [4]int64{20, 30, 0, 0}, 1},
		{"two even rows", Posts{Reported: 51}, 1, [4]int64{0, 51, 0, 0}, 2},
		{"the most at one each", Posts{Reported: 120, Coming: 30}, 1, [4]int64{0, 120, 0, 30}, 3},
		{"two each", Posts{Proven: 151}, 2, [4]int64{76, 0, 0, 0}, 2},
		{"a few never vanish", Posts{Proven: 14_999, Contra: 1}, 200, [4]int64{75, 0, 1, 0}, 2},
		{"the largest number there is", Posts{Reported: 1<<63 - 1}, 100_000_000_000_000_000, [4]int64{0, 92, 0, 0}, 2},
		{"millions", Posts{Proven: 93_000_000}, 1_000_000, [4]int64{93, 0, 0, 0}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.p.Each(); got != c.each {
				t.Errorf("each = %d, want %d", got, c.each)
			}
			if got := c.p.counts(c.each); got != c.counts {
				t.Errorf("counts = %v, want %v", got, c.counts)
			}
			rows := c.p.rows()
			if len(rows) != c.rows {
				t.Errorf("%d rows, want %d", len(rows), c.rows)
			}
			drawn := 0
			for i, r := range rows {
				inRow := 0
				for _, path := range r.paths {
					inRow += strings.Count(path, "M")
				}
				if inRow > postsInRow {
					t.Errorf("row %d holds %d posts", i, inRow)
				}
				if (r.wave != "") != (i == len(rows)-1) {
					t.Errorf("row %d: water = %v", i, r.wave != "")
				}
				drawn += inRow
			}
			if want := int(c.p.drawn(c.each)); drawn != want {
				t.Errorf("%d posts drawn, want %d", drawn, want)
			}
		})
	}
}

func TestNoProofIsWordsNotZero(t *testing.T) {
	l := words(t).In(lang.ID)
	said := Posts{Reported: 120, Unit: "orang"}.say(l)
	if !strings.Contains(said, "belum ada data dukung") || strings.Contains(said, ": 0") {
		t.Errorf("said %q", said)
	}
}

func TestAnUnknownQuarterIsNoBar(t *testing.T) {
	l := words(t).In(lang.ID)
	q := Quarters{ID: "q", Result: "r", Figures: [4]QuarterFigure{{Given, 0, "0"}, {Given, 80, "80"}, {Implausible, 9999, "9.999"}}}
	p := q.plot(l, quarterDesk, true)
	if p.bars[0].high != 0 {
		t.Errorf("a reported zero is %v high", p.bars[0].high)
	}
	if got := p.bars[1].high; got != quarterBase-quarterTop {
		t.Errorf("the largest plausible figure is %v high: an implausible one set the scale", got)
	}
	page := draw(t, QuarterChart(l, q))
	if n := strings.Count(page, "kosong4"); n != 2 { // desk and phone
		t.Errorf("%d dashed frames, want 2", n)
	}
	if !strings.Contains(page, "belum lapor") {
		t.Error("the missing quarter is not said in words")
	}
}

func TestNiceTop(t *testing.T) {
	for v, want := range map[int64]int64{0: 0, -5: 0, 1: 1, 3: 4, 7: 8, 9: 10, 10: 10, 11: 20, 122_514_000: 200_000_000, 610: 800} {
		if got := niceTop(v); got != want {
			t.Errorf("niceTop(%d) = %d, want %d", v, got, want)
		}
	}
}

func TestWrapNeverCutsAWord(t *testing.T) {
	for _, c := range []struct {
		text  string
		wide  float64
		lines int
		want  string
		ok    bool
	}{
		{"Dinas PU", 200, 1, "Dinas PU", true},
		{"Dinas Lingkungan Hidup", 90, 2, "Dinas|Lingkungan|Hidup", false},
		{"Dinas Lingkungan Hidup", 90, 3, "Dinas|Lingkungan|Hidup", true},
		{"Lingkungan", 40, 3, "", false},
		{"地域保健所", 30, 3, "地域|保健|所", true},
		{"", 10, 1, "", true},
	} {
		got, ok := wrap(c.text, 13, c.wide, c.lines)
		if strings.Join(got, "|") != c.want || ok != c.ok {
			t.Errorf("wrap(%q, %v) = %q %v, want %q %v", c.text, c.wide, got, ok, c.want, c.ok)
		}
	}
}

func TestBarsShareOneScale(t *testing.T) {
	b := Bars{Items: []Bar{{Whole: 50, Part: 200, Known: Given}, {Whole: 100, Part: 9999, Known: Implausible}}}
	if got := b.longest(); got != 200 {
		t.Errorf("longest = %d, want 200: overspending counts, an implausible figure does not", got)
	}
	for _, c := range []struct {
		part, whole int64
		want        string
	}{{0, 100, "0"}, {1, 100_000, "0.4%"}, {1, 3, "33.3%"}, {300, 100, "100%"}, {-5, 100, "0"}, {5, 0, "0"}} {
		if got := share(c.part, c.whole); got != c.want {
			t.Errorf("share(%d, %d) = %s, want %s", c.part, c.whole, got, c.want)
		}
	}
}

func TestFoldingKeepsTheSum(t *testing.T) {
	l := words(t).In(lang.ID)
	b := Bars{}
	for i := range int64(12) {
		b.Items = append(b.Items, Bar{Label: fmt.Sprint(i), Whole: 100, Part: i, Known: Given})
	}
	b.Items[10].Known = Implausible
	folded := b.fold(l, 4, func(v int64) string { return fmt.Sprint(v) })
	if len(folded.Items) != 6 || folded.Items[4].Label != "10" {
		t.Fatalf("folded to %+v", folded.Items)
	}
	rest := folded.Items[5]
	if rest.Whole != 700 || rest.Part != 4+5+6+7+8+9+11 || rest.Label != "7 lainnya" {
		t.Errorf("rest = %+v", rest)
	}
	if len(b.Items) != 12 || b.Items[4].Label != "4" {
		t.Error("folding changed the caller's list")
	}
	b.Items[11].Known = Missing
	if rest := b.fold(l, 4, func(int64) string { return "" }).Items[5]; rest.Known != Missing || rest.Note != "" {
		t.Errorf("a sum with an unknown part claims to be known: %+v", rest)
	}
}

func TestIcicleKeepsItsScaleAndItsSum(t *testing.T) {
	l := words(t).In(lang.ID)
	ic := Icicle{ID: "i", Levels: []string{"a", "b"}, Show: func(v int64) string { return fmt.Sprint(v) }}
	for i := range int64(400) {
		ic.Nodes = append(ic.Nodes, IcicleNode{Label: fmt.Sprint(i), Value: 1 + i%3, Known: Given})
	}
	ic.Nodes = append(ic.Nodes, IcicleNode{Label: "besar", Value: 3000, Spent: 1500, Known: Given}, IcicleNode{Label: "ganjil", Known: Implausible, Value: 1 << 60, Printed: "x"})
	cells := ic.cells(l)
	if len(cells) > 10 {
		t.Errorf("%d cells: small things are not folded", len(cells))
	}
	var high float64
	for _, c := range cells {
		if c.x == 0 {
			high += c.high
		}
		if c.odd != (c.high == icicleOdd) {
			t.Errorf("cell %q: odd = %v, high = %v", c.say, c.odd, c.high)
		}
	}
	if high < icicleHigh-.5 || high > icicleHigh+.5 {
		t.Errorf("the column is %v high, want %v", high, icicleHigh)
	}
	if (Icicle{Levels: []string{"a"}, Nodes: []IcicleNode{{Label: "x"}}}).cells(l) != nil {
		t.Error("a tree without any size is drawn")
	}
}

func TestTideHatchesWhatCannotBeDrawn(t *testing.T) {
	l := words(t).In(lang.ID)
	tide := Tide{ID: "t", Show: func(v int64) string { return fmt.Sprint(v) }, Groups: []TideGroup{
		{Label: "wajar", Known: Given, Columns: []TideColumn{{Budget: 100, Spent: 40, Known: Given}, {Budget: 100, Spent: 300, Known: Given}}},
		{Label: "belum", Known: Given, Columns: []TideColumn{{Budget: 100}}},
		{Label: "ganjil", Known: Implausible, Printed: "5.258%", Columns: []TideColumn{{Budget: 100, Spent: 5258, Known: Given}}},
	}}
	p := tide.plot(l)
	if g := p.groups[0]; strings.Count(g.water, "M") != 1 || strings.Count(g.hatched, "M") != 1 || g.mean != "" {
		t.Errorf("overspending: water %q hatched %q mean %q", g.water, g.hatched, g.mean)
	}
	if g := p.groups[1]; g.water != "" || g.hatched != "" || g.mean != "" || !strings.Contains(g.say, "belum dilaporkan") {
		t.Errorf("unknown spending is drawn: %+v", g)
	}
	if g := p.groups[2]; g.hatched != g.ground || !strings.Contains(g.say, "tercetak 5.258%") {
		t.Errorf("implausible group: %+v", g)
	}
}

func TestFieldShowsItsFault(t *testing.T) {
	l := words(t).In(lang.ID)
	f := Field{Name: "nib", Label: "NIB", Help: "13 angka", Value: `<b>"1"`, Fault: sampleFault}
	page := draw(t, Isian(l, f))
	for _, want := range []string{`aria-invalid="true"`, `aria-describedby="f-nib-b f-nib-g"`, `value="&lt;b&gt;&#34;1&#34;"`, "NIB berisi 12 angka"} {
		if !strings.Contains(page, want) {
			t.Errorf("lacks %s in %s", want, page)
		}
	}
	if strings.Index(page, "f-nib-g") > strings.Index(page, "<input") {
		t.Error("the error stands behind the control")
	}
	f.Fault = fault.New(fault.Invalid, "parts.sample_fault", 1).At("other", "parts.sample_number")
	if page := draw(t, Isian(l, f)); strings.Contains(page, "aria-invalid") {
		t.Error("another field's fault is shown here")
	}
}

func TestAnEmptySummaryDrawsNothing(t *testing.T) {
	l := words(t).In(lang.ID)
	if page := draw(t, Galat(l, nil)); page != "" {
		t.Errorf("drew %q", page)
	}
	if page := draw(t, Pager(l, Pages{})); page != "" {
		t.Errorf("drew %q", page)
	}
}

func TestFilterCountsWhatIsInUse(t *testing.T) {
	f := Filter{Groups: []Group{
		{Options: []Facet{{Value: "a", On: true}, {Value: "b"}}},
		{Kind: One, Options: []Facet{{Value: "", On: true}, {Value: "2024"}}}, // "all" is no filter
		{Kind: Word, Value: "kopi"},
	}}
	if got := f.chosen(); got != 2 {
		t.Errorf("chosen = %d, want 2", got)
	}
	if f.Groups[1].unfolded() || !f.Groups[2].unfolded() {
		t.Error("a group in use must be open, another shut")
	}
}

func TestPercentKeepsSmallSharesVisible(t *testing.T) {
	l := words(t).In(lang.ID)
	for _, c := range []struct {
		part, whole int64
		want        string
	}{{1, 3, "33%"}, {4, 1000, "0,4%"}, {0, 10, "0%"}, {5, 0, "–"}} {
		if got := percent(l, c.part, c.whole); got != c.want {
			t.Errorf("percent(%d, %d) = %s, want %s", c.part, c.whole, got, c.want)
		}
	}
}
