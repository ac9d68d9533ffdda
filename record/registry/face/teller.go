package face

import (
	"strings"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/registry"
	"alun/record/registry/kbli"
)

// Teller tells facts in the reader's language.
type Teller struct {
	lang.Lang
	areas []Kelurahan
	book  *kbli.Book
	subs  []kbli.Subsector
}

// NewTeller reads what is needed to tell facts.
func NewTeller(tx *db.Tx, shelf *kbli.Shelf, l lang.Lang) (Teller, error) {
	out := Teller{Lang: l}
	var err error
	if out.areas, err = Areas(tx, ""); err != nil {
		return out, err
	}
	if out.book, err = shelf.Book(tx); err != nil {
		return out, err
	}
	out.subs, err = kbli.Subsectors(tx)
	return out, err
}

// Fact is a fact as it is read; "" is unknown.
func (s Teller) Fact(f registry.Fact, value string) string {
	if key := registry.ValueWord(f, value); key != "" {
		return s.T(key)
	}
	switch f {
	case registry.LegalForm:
		form, _ := registry.FormOf(value)
		return form.Word
	case registry.Kelurahan:
		return s.Area(value)
	case registry.Phone, registry.WA:
		return Number(value)
	case registry.Opens:
		return Hours(s.Lang, value)
	case registry.KBLI:
		return s.codes(value)
	case registry.Subsectors:
		var names []string
		for slug := range strings.FieldsSeq(value) {
			names = append(names, s.subsector(slug))
		}
		return strings.Join(names, ", ")
	case registry.Started:
		return Since(s.Lang, value)
	case registry.Capacity:
		return Output(s.Lang, value)
	case registry.Point:
		return Point(s.Lang, value)
	case registry.OtherNames:
		return strings.ReplaceAll(value, "\n", ", ")
	}
	return value
}

// Area names a kelurahan with its kecamatan.
func (s Teller) Area(code string) string {
	for _, a := range s.areas {
		if a.Code == code {
			return a.Shown(s.Lang)
		}
	}
	return code
}

func (s Teller) subsector(slug string) string {
	for _, x := range s.subs {
		if x.Slug == slug {
			return x.Name.In(s.Tag())
		}
	}
	return slug
}

// codes names each code with its title; no code stands without its version.
func (s Teller) codes(value string) string {
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

// Hours is a week of opening hours, days alike together.
func Hours(l lang.Lang, kept string) string {
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
			name = l.T("registry.hours_days", name, l.T(registry.DayWord(int(last[0]-'1'))))
		}
		switch {
		case spans == "x":
			spans = l.T("registry.hours_closed")
		case spans == "00:00-00:00" || spans == "00:00-24:00":
			spans = l.T("registry.hours_always")
		default:
			spans = strings.ReplaceAll(spans, "-", "–")
			if l.Tag() == lang.ID {
				spans = strings.ReplaceAll(spans, ":", ".")
			}
		}
		out = append(out, l.T("registry.hours_line", name, strings.ReplaceAll(spans, "+", " + ")))
	}
	return strings.Join(out, "; ")
}

// Number is a telephone number as people write it here.
func Number(number string) string {
	if len(number) < 6 || number[:2] != "62" {
		return number
	}
	out := "0" + number[2:]
	for i := 4; i < len(out) && len(out)-i >= 3; i += 5 {
		out = out[:i] + "-" + out[i:]
	}
	return out
}
