package plan

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/seal"
)

// What never changes of a note and of a case, a promise, and a row that carries
// one. Where a note stands (its state, whether it is public) follows from what was
// said and from the diary: verifysaid.go.
var (
	digestedNote    = strings.Split("id report since node seq rule kind field published expected factor details case_key", " ")
	digestedCase    = strings.Split("id report since case_key cause kind node opd flags details", " ")
	digestedPromise = strings.Split("id theme theme_en theme_ja quote quote_en quote_ja said_by said_on source", " ")
	digestedLink    = strings.Split("promise node strength why why_en why_ja linked_by linked_on", " ")
)

func notePlace(q quarterly, office, code string, seq int, rule, field string) string {
	return figurePlace(q, office, code, seq) + " · " + strings.TrimSpace(rule+" "+field)
}

func casePlace(q quarterly, office, key string) string {
	return q.place() + " · " + office + " · " + key
}

// noteDigests makes the digests of the notes and cases of an import.
func (s *staging) noteDigests() (all []digest, err error) {
	for _, n := range s.flags.notes {
		data, err := json.Marshal(n.flagData)
		if err != nil {
			return nil, err
		}
		place := notePlace(quarterly(n.rep.Quarter), s.slugs[n.Office], n.Code, n.Seq, n.Rule, n.Field)
		row := rowOf("note", place, digestedNote, []any{n.ID, n.Report, n.rep.next, n.Node, n.Seq, n.Rule, n.Kind, n.Field, n.Published, n.Expected, n.factor(), string(data), n.Case})
		all = append(all, digest{rowName{kind: "note", subject: n.ID}, place, s.opt.Digest.Of(row)})
	}
	for _, c := range s.flags.cases {
		data, err := json.Marshal(c.caseData)
		if err != nil {
			return nil, err
		}
		place := casePlace(quarterly(c.rep.Quarter), s.slugs[c.Office], c.Key)
		row := rowOf("case", place, digestedCase, []any{c.ID, c.rep.ID, c.rep.next, c.Key, c.Cause, c.Kind, c.node, c.Office, c.Flags, string(data)})
		all = append(all, digest{rowName{kind: "case", subject: c.ID}, place, s.opt.Digest.Of(row)})
	}
	return all, nil
}

func promisePlace(id int64) string { return fmt.Sprintf("janji %d", id) }

func linkPlace(promise int64, year int, office, code string) string {
	return fmt.Sprintf("%s · renja %d · %s · %s", promisePlace(promise), year, office, code)
}

// digestPromises gives the promises of a profile, and the rows that carry them,
// their digests anew. What stands in the table and in no profile gets none; a
// promise that the profile holds no more keeps the one that it had.
func (p Profile) digestPromises(tx *db.Tx) error {
	if p.Digest == nil {
		return nil
	}
	if _, err := tx.Exec(`delete from plan_digest where kind = 'link'`); err != nil {
		return err
	}
	ours := map[db.ID]bool{}
	for _, x := range p.promises {
		ours[db.ID(x.ID)] = true
		if _, err := tx.Exec(`delete from plan_digest where kind = 'promise' and subject = $1`, x.ID); err != nil {
			return err
		}
	}
	m := &making{digests: p.Digest}
	c := newCheck(p.Digest, func(seal.Finding) {}, &Verified{})
	c.make = m.make
	if err := errors.Join(c.promises(tx), c.links(tx)); err != nil {
		return err
	}
	all := slices.DeleteFunc(m.all, func(d digest) bool { return d.kind == "promise" && !ours[d.subject] })
	for part := range slices.Chunk(all, digestsTogether) {
		if err := putDigests(tx, part); err != nil {
			return err
		}
	}
	return nil
}
