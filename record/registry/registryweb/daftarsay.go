package registryweb

import (
	"strings"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/registry"
	"alun/record/registry/kbli"
)

// factSay tells facts in the reader's language.
type factSay struct {
	lang.Lang
	areas []draftArea
	book  *kbli.Book
	subs  []kbli.Subsector
}

func (d Makers) sayer(tx *db.Tx, l lang.Lang) (factSay, error) {
	out := factSay{Lang: l}
	var err error
	if out.areas, err = draftAreas(tx, ""); err != nil {
		return out, err
	}
	if out.book, err = d.Shelf.Book(tx); err != nil {
		return out, err
	}
	out.subs, err = kbli.Subsectors(tx)
	return out, err
}

// text is a fact as it is read; "" is unknown.
func (s factSay) text(f registry.Fact, value string) string {
	if key := registry.ValueWord(f, value); key != "" {
		return s.T(key)
	}
	switch f {
	case registry.LegalForm:
		form, _ := registry.FormOf(value)
		return form.Word
	case registry.Kelurahan:
		return s.area(value)
	case registry.Phone, registry.WA:
		return local(value)
	case registry.Opens:
		return hoursText(s.Lang, value)
	case registry.KBLI:
		return s.codes(value)
	case registry.Subsectors:
		var names []string
		for slug := range strings.FieldsSeq(value) {
			names = append(names, s.subsector(slug))
		}
		return strings.Join(names, ", ")
	case registry.OtherNames:
		return strings.ReplaceAll(value, "\n", ", ")
	}
	return value
}

func (s factSay) area(code string) string {
	for _, a := range s.areas {
		if a.Code == code {
			return s.T("registryweb.area", a.Name, a.Kecamatan)
		}
	}
	return code
}

func (s factSay) subsector(slug string) string {
	for _, x := range s.subs {
		if x.Slug == slug {
			return x.Name.In(s.Tag())
		}
	}
	return slug
}

// codes names each code with its title; no code stands without its version.
func (s factSay) codes(value string) string {
	all, _ := registry.ReadCodes(value) // kept in form
	var out []string
	for _, c := range all {
		line := s.T("kbli.version", c.Version) + " " + c.Code
		if known, found := s.book.Code(kbli.Key{Version: c.Version, Code: c.Code}); found && known.Named() {
			line += " " + known.Shown
		}
		out = append(out, line)
	}
	return strings.Join(out, "; ")
}

// hoursText is a week of opening hours, days alike together.
func hoursText(l lang.Lang, kept string) string {
	h, ok := registry.ReadHours(kept)
	if kept == "" || !ok {
		return ""
	}
	var out []string
	for part := range strings.SplitSeq(h.String(), "; ") {
		days, spans, _ := strings.Cut(part, " ")
		first, last, ranged := strings.Cut(days, "-")
		name := l.T(registry.DayWord(int(first[0] - '1')))
		if ranged {
			name = l.T("registryweb.hours_days", name, l.T(registry.DayWord(int(last[0]-'1'))))
		}
		switch {
		case spans == "x":
			spans = l.T("registryweb.hours_closed")
		case spans == "00:00-00:00" || spans == "00:00-24:00":
			spans = l.T("registryweb.hours_always")
		case l.Tag() == lang.ID:
			spans = strings.ReplaceAll(strings.ReplaceAll(spans, ":", "."), "-", "–")
		}
		out = append(out, l.T("registryweb.hours_line", name, strings.ReplaceAll(spans, "+", " + ")))
	}
	return strings.Join(out, "; ")
}
