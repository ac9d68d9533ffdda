package planweb

import (
	"strings"

	"alun/ground/quantity"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// fed tells whether the page shows what stands under an indicator: evidence is of
// now, so beside an old revision it says nothing.
func (p nodePage) fed(f plan.Figure) bool { return p.view.Current() && p.backed[f.Seq].Fed() }

// backedFacts set what was reported and what records support side by side.
func (p nodePage) backedFacts(f plan.Figure) []parts.Fact {
	b := p.backed[f.Seq].Public(f.Unit)
	out := []parts.Fact{{Label: p.T("plan.evidence_reported"), Value: amount(p.Lang, f.Real.K, f.Unit), Note: p.T("plan.evidence_by_office")},
		{Label: p.T("plan.evidence_counted"), Value: p.countedWords(b, f.Unit), Note: p.levelWords(b)}}
	if b.Disputed > 0 || b.FewDisputed {
		value := p.T("plan.evidence_few")
		if b.Disputed > 0 {
			value = amount(p.Lang, quantity.Of(b.Disputed), f.Unit)
		}
		out = append(out, parts.Fact{Label: p.T("plan.evidence_disputed"), Value: value, Note: p.T("plan.evidence_disputed_note")})
	}
	return out
}

// countedWords say how much counts; of fewer than ten people only that.
func (p nodePage) countedWords(b plan.PublicBacked, unit string) string {
	switch {
	case b.Counted > 0 && b.Fewer:
		return p.T("plan.evidence_and_few", amount(p.Lang, quantity.Of(b.Counted), unit))
	case b.Counted > 0:
		return amount(p.Lang, quantity.Of(b.Counted), unit)
	case b.Fewer:
		return p.T("plan.evidence_few")
	}
	return p.T("plan.evidence_none")
}

// levelWords say how many records of each kind count, and how well they are
// proven.
func (p nodePage) levelWords(b plan.PublicBacked) string {
	var out []string
	for _, k := range b.Kinds {
		n := p.T("plan.evidence_n_records", k.Records)
		if k.Few {
			n = p.T("plan.evidence_few_records")
		}
		var levels []string
		for _, l := range k.Levels {
			levels = append(levels, p.T("plan.evidence_level_"+l))
		}
		out = append(out, p.T("plan.evidence_of_kind", p.T("plan.evidence_kind_"+k.Kind), n, strings.Join(levels, ", ")))
	}
	return strings.Join(out, "; ")
}

// stand sets the posts on records: what is proven, what is disputed and what is
// only reported are disjoint.
func (p nodePage) stand(f plan.Figure, posts *parts.Posts) *parts.Posts {
	if posts == nil || !p.fed(f) {
		return posts
	}
	b := p.backed[f.Seq].Public(f.Unit)
	proven, contra := b.Counted/quantity.One, b.Disputed/quantity.One
	reported := max(0, posts.Reported-proven-contra)
	posts.Coming = max(0, posts.Reported+posts.Coming-proven-contra-reported)
	posts.Proven, posts.Contra, posts.Reported = proven, contra, reported
	return posts
}
