package planweb

import (
	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// answerNote heads an answered erratum. That our reading stands is said as
// plainly as that it was wrong.
func answerNote(l lang.Lang, e plan.Told) parts.Note {
	n := parts.Note{Kind: parts.Plain, Title: l.T("plan.answered_" + e.State)}
	if e.State == plan.Accepted {
		n.Kind = parts.Done
	}
	return n
}
