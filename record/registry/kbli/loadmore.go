package kbli

import (
	"strings"
	"time"

	"alun/ground/db"
)

// keptWords are the everyday words of a code.
type keptWords struct {
	Key   Key
	Words string
}

func scanWords(r *db.Row) keptWords { return keptWords{Key{r.Text(), r.Text()}, r.Text()} }

// words loads the everyday words of all codes; a list that is gone stays as a
// revision.
func (l *loading) words(codes []Code) {
	had := map[Key]string{}
	for _, w := range held(l, scanWords, `select version, code, words from registry_kbli_word`) {
		had[w.Key] = w.Words
	}
	var values []string
	var args []any
	for _, c := range codes {
		old, found := had[c.Key()]
		delete(had, c.Key())
		switch {
		case c.Words == "" && !found:
		case c.Words == "":
			l.dropWords(keptWords{c.Key(), old})
		case l.compare(found, old == c.Words, "word", c.Key(), keptWords{c.Key(), old}):
			args = append(args, c.Version, c.Code, c.Words, l.tx.Now())
			values = append(values, places(len(args)-3, 4))
		}
	}
	for k, old := range had {
		l.dropWords(keptWords{k, old})
	}
	if len(values) > 0 {
		l.exec(`insert into registry_kbli_word (version, code, words, valid_from) values `+strings.Join(values, ", ")+`
			on conflict (version, code) do update set words = excluded.words, valid_from = excluded.valid_from`, args...)
	}
}

func (l *loading) dropWords(w keptWords) {
	l.counts.Ended++
	l.revise("word", w.Key, w)
	l.exec(`delete from registry_kbli_word where version = $1 and code = $2`, w.Key.Version, w.Key.Code)
}

// keptSubsector is a subsector as the table has it.
type keptSubsector struct {
	Subsector
	ended bool
}

// subsectors loads the subsectors, and gives an end to those that left the list.
func (l *loading) subsectors(all []Subsector) {
	had := map[string]keptSubsector{}
	for _, k := range held(l, func(r *db.Row) keptSubsector {
		k := keptSubsector{Subsector: Subsector{Slug: r.Text(), Position: r.Int(), Name: Texts{r.Text(), r.Text(), r.Text()}, About: Texts{r.Text(), r.Text(), r.Text()}}}
		_, k.ended = r.Maybe()
		return k
	}, `select slug, position, name_id, name_en, name_ja, about_id, about_en, about_ja, valid_to from registry_kbli_subsector`) {
		had[k.Slug] = k
	}
	for _, s := range all {
		old, found := had[s.Slug]
		delete(had, s.Slug)
		if !l.compare(found, old.Subsector == s && !old.ended, "subsector", Key{"", s.Slug}, old.Subsector) {
			continue
		}
		l.exec(`insert into registry_kbli_subsector (slug, position, name_id, name_en, name_ja, about_id, about_en, about_ja, valid_from)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			on conflict (slug) do update set position = excluded.position, name_id = excluded.name_id, name_en = excluded.name_en, name_ja = excluded.name_ja,
				about_id = excluded.about_id, about_en = excluded.about_en, about_ja = excluded.about_ja, valid_from = excluded.valid_from, valid_to = null`,
			s.Slug, s.Position, s.Name[0], s.Name[1], s.Name[2], s.About[0], s.About[1], s.About[2], l.tx.Now())
	}
	for slug, old := range had {
		if !old.ended {
			l.counts.Ended++
			l.revise("subsector", Key{"", slug}, old.Subsector)
			l.exec(`update registry_kbli_subsector set valid_to = $2 where slug = $1`, slug, l.tx.Now())
		}
	}
}

// mapping loads the mapping that the profile proposes. What a person of the city
// decided about a code counts more than any profile; the rest follows it.
func (l *loading) mapping(all []Mapping) {
	last := map[Key]Mapping{} // of each code, what was decided last
	for _, m := range held(l, scanMapping, mappingSelect+` order by valid_from, id`) {
		last[m.Key] = m
	}
	for _, m := range all {
		old, found := last[m.Key]
		delete(last, m.Key)
		switch {
		case found && !old.theirs():
			l.counts.Same++
		case found && old.Holds() && old.Slug == m.Slug && old.Basis == m.Basis:
			l.counts.Same++
		default:
			l.replace(old, found && old.Holds(), m)
		}
	}
	for _, old := range last {
		if old.Holds() && old.theirs() {
			l.counts.Ended++
			l.close(old)
		}
	}
}

// theirs reports whether a profile made the mapping and nobody else ended it.
func (m Mapping) theirs() bool {
	return m.By == fromProfile && (m.EndBy == "" || m.EndBy == fromProfile)
}

func (l *loading) replace(old Mapping, holds bool, m Mapping) {
	l.counts.New++
	if holds {
		l.counts.New--
		l.counts.Changed++
		l.close(old)
	}
	m.ID = l.tx.NewID()
	if l.err == nil {
		l.err = putMapping(l.tx, m)
	}
}

func (l *loading) close(old Mapping) {
	if l.err == nil {
		l.err = endMapping(l.tx, old, fromProfile, "")
	}
}

// end gives an end to codes that the profile no longer lists, lowest first. Their
// mappings end with them.
func (l *loading) end(p *Profile) {
	for _, c := range held(l, scanCode, `select `+codeColumns+` from registry_kbli_code c
			left join registry_kbli_word w on w.version = c.version and w.code = c.code where c.valid_to is null order by c.level desc, c.version, c.code`) {
		if p.code(c.Key()) != nil {
			continue
		}
		l.counts.Ended++
		c.Since = time.Time{}
		l.revise("code", c.Key(), c)
		l.exec(`update registry_kbli_code set valid_to = $3 where version = $1 and code = $2`, c.Version, c.Code, l.tx.Now())
		l.exec(`update registry_kbli_mapping set valid_to = $3, ended_by = $4 where version = $1 and code = $2 and valid_to is null`, c.Version, c.Code, l.tx.Now(), fromProfile)
	}
}
