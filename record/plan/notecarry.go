package plan

import (
	"time"

	"alun/ground/db"
)

// Given is an explanation that an office gave while its rows were a draft, for
// a note that the published rows may have.
type Given struct {
	Code, Rule, Field   string
	Seq                 int
	Published, Expected string // "" of both: whatever the figures are
	Sentence            string
	By                  string // as the diary names who said it
	At                  time.Time
}

// CarryAnswers makes the explanations of an office's draft the answers to the
// notes of the revision that was published from it: these notes are public at
// once, beside their answers. It tells how many notes were answered. Call it in
// the act that locks, after the import has published.
func CarryAnswers(tx *db.Tx, report db.ID, revision int, office db.ID, given []Given) (int, error) {
	open, err := db.All(tx, scanNote, noteSelect+` where g.report = $1 and p.revision = $2 and f.opd = $3 and g.state = 'unclarified' and `+noteNow, report, revision, office)
	if err != nil {
		return 0, err
	}
	count := 0
	for _, n := range open {
		for _, g := range given {
			if g.about(n) {
				count++
				if err := explain(tx, n, Answer{Act: saidExplained, Sentence: g.Sentence, By: g.By, At: g.At}); err != nil {
					return 0, err
				}
				break
			}
		}
	}
	return count, closeNow(tx, report)
}

// about tells whether an explanation was given for this note.
func (g Given) about(n Note) bool {
	figures := g.Published == n.Published && g.Expected == n.Expected || g.Published == "" && g.Expected == ""
	return g.Code == n.Code && g.Seq == n.Seq && g.Rule == n.Rule && g.Field == n.Field && figures
}
