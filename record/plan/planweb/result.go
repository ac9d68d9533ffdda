package planweb

import (
	"strconv"
	"strings"

	"alun/ground/quantity"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// headFigure is a main figure; a doubted one leads to the notes.
type headFigure struct {
	parts.Figure
	doubted bool
}

// doubt marks a figure that a note speaks of: it stays as printed.
func (p nodePage) doubt(f parts.Figure, doubted bool) headFigure {
	if doubted {
		f.Tone = parts.Finding
	}
	return headFigure{f, doubted}
}

// resultID is where an indicator stands in the page: hasil, hasil-2, hasil-3 …
func resultID(i int) string {
	if i == 0 {
		return "hasil"
	}
	return "hasil-" + strconv.Itoa(i+1)
}

// outputHead is the finding of one indicator.
func (p nodePage) outputHead(f plan.Figure) string {
	switch {
	case f.Real.K.Known && f.Target.K.Known && (p.doubted(f.Seq, "real_k") || p.doubted(f.Seq, "target_k")):
		return p.T("plan.output_head", p.T("plan.output_printed", amount(p.Lang, f.Real.K, f.Unit), amount(p.Lang, f.Target.K, f.Unit)))
	case f.Real.K.Known && f.Target.K.Known:
		return p.T("plan.output_head", p.T("plan.output_of", amount(p.Lang, f.Real.K, f.Unit), amount(p.Lang, f.Target.K, f.Unit)))
	case f.Real.K.Known:
		return p.T("plan.output_head", p.T("plan.output_only", amount(p.Lang, f.Real.K, f.Unit)))
	}
	return p.T("plan.output_unknown")
}

// resultFigures are target, reported output and printed achievement of one
// indicator.
func (p nodePage) resultFigures(f plan.Figure) []headFigure {
	target, unit := split(p.Lang, f.Target.K, f.Unit)
	reported, _ := split(p.Lang, f.Real.K, f.Unit)
	out := []headFigure{
		p.doubt(parts.Figure{Value: target, Word: unit, Caption: p.T("plan.target_year")}, p.doubted(f.Seq, "target_k")),
		p.doubt(parts.Figure{Value: reported, Word: unit, Caption: p.T("plan.reported"), Tone: parts.Output, Note: p.inQuarters(f)}, p.doubted(f.Seq, "real_k")),
	}
	if f.Ach.K.Known || f.Ach.K.Text != "" {
		out = append(out, p.doubt(parts.Figure{Value: asPrinted(p.Lang, f.Ach.K), Caption: p.T("plan.achievement")}, p.doubted(f.Seq, "ach_k_pct")))
	}
	return out
}

// inQuarters says in which quarters output was reported. How the quarters add
// up the form does not say, so nothing is added here.
func (p nodePage) inQuarters(f plan.Figure) string {
	var in []string
	for i, q := range f.Quarters {
		if q.K.Known && q.K.Micro != 0 {
			number, _ := split(p.Lang, q.K, f.Unit)
			in = append(in, p.T("plan.in_quarter", number, nth(p.Lang, i)))
		}
	}
	return strings.Join(in, "\u00a0· ")
}

// uncounted are words of units that are no things: shares, scores, sums.
var uncounted = []string{"nilai", "indeks", "poin", "koefisien", "jumlah", "dollar", "milyar", "rp", "meter", "km", "ton", "ha", "hektar", "umur"}

// posts draws counted things: whole numbers, nothing that is a share, a score
// or a measure.
func (p nodePage) posts(f plan.Figure) *parts.Posts {
	t, r := f.Target.K, f.Real.K
	counted := t.Known && r.Known && !isPercent(f.Unit) && t.Micro > 0 && r.Micro >= 0 && f.Unit != "" &&
		t.Micro%quantity.One == 0 && r.Micro%quantity.One == 0 && t.Micro <= 5000*quantity.One && r.Micro <= 2*t.Micro
	if !counted || p.doubted(f.Seq, "target_k") || p.doubted(f.Seq, "real_k") {
		return nil
	}
	for _, word := range strings.Fields(plan.Fold(f.Unit)) {
		for _, no := range uncounted {
			if word == no {
				return nil
			}
		}
	}
	return &parts.Posts{Reported: r.Micro / quantity.One, Coming: max(0, t.Micro-r.Micro) / quantity.One,
		Unit: calmUnit(f.Unit), Tone: parts.Output, Key: true}
}
