package plan

import (
	"slices"

	"alun/ground/db"
)

// digests makes the digests of the figures, revisions, sums, notes and cases of an import. The
// reports get theirs when they are published.
func (s *staging) digests() ([]digest, error) {
	all, err := s.noteDigests()
	if err != nil {
		return nil, err
	}
	for _, l := range s.fresh {
		all = append(all, s.figureDigest(l))
	}
	for _, t := range s.revised() {
		all = append(all, s.revisionDigest(t))
	}
	for _, n := range s.flags.sums {
		place := sumPlace(quarterly(n.rep.Quarter), n.rep.next, s.slugs[n.Office])
		row := rowOf("sum", place, digestedSum, sumArgs(n.rep.ID, n.rep.next, n.Sum))
		all = append(all, digest{rowName{"sum", n.rep.ID, n.rep.next, n.Office}, place, s.opt.Digest.Of(row)})
	}
	return all, nil
}

func (s *staging) figureDigest(l *line) digest {
	place := figurePlace(quarterly(l.rep.Quarter), s.slugs[l.Office], l.Code, l.Seq)
	row := rowOf("figure", place, digestedFigure, figureArgs(l.rep.ID, l.rep.next, &l.Figure))
	return digest{rowName{kind: "figure", subject: l.ID}, place, s.opt.Digest.Of(row)}
}

func (s *staging) revisionDigest(t *target) digest {
	place := revisionPlace(quarterly(t.Quarter), t.next)
	values := []any{t.ID, t.next, s.id, t.accepted, t.changed, t.unchanged, t.removed}
	row := revisionRow(place, values, s.figureList(t))
	return digest{rowName{kind: "revision", subject: t.ID, part: t.next}, place, s.opt.Digest.Of(row)}
}

// figureList lists the figures that the next revision of a report will show.
func (s *staging) figureList(t *target) *idList {
	var ids []db.ID
	for _, l := range s.fresh {
		if l.rep == t {
			ids = append(ids, l.ID)
		}
	}
	for _, o := range s.others {
		if o.report == t.ID {
			ids = append(ids, o.ID)
		}
	}
	slices.Sort(ids)
	list := &idList{}
	for _, id := range ids {
		list.add(id)
	}
	return list
}

// reportDigest is the digest of a report as it is when its revision is published.
func (s *staging) reportDigest(t *target) []digest {
	place := quarterly(t.Quarter).place()
	row := rowOf("report", place, digestedReport, []any{t.ID, t.Quarter.Year, t.Quarter.N, t.BudgetVersion, t.next})
	return []digest{{rowName{kind: "report", subject: t.ID}, place, s.opt.Digest.Of(row)}}
}

// readSlugs learns how offices are named in addresses.
func (s *staging) readSlugs(tx *db.Tx) error {
	s.slugs = map[db.ID]string{}
	return db.Each(tx, func(r *db.Row) error {
		id := r.ID()
		s.slugs[id] = r.Text()
		return nil
	}, `select id, slug from plan_opd`)
}
