package front

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"alun/ground/db"
	"alun/record/plan"
)

// tidy writes a name that the report prints in capitals as a sentence would:
// reading 188 programmes in capitals helps nobody.
func tidy(name string) string {
	if strings.ToUpper(name) != name {
		return name
	}
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		if i == 0 || len(w) > 3 {
			r := []rune(w)
			r[0] = unicode.ToUpper(r[0])
			words[i] = string(r)
		}
	}
	return strings.TrimPrefix(strings.Join(words, " "), "Program ")
}

// shortName leaves the city's name out of an area's.
func shortName(name, city string) string { return strings.TrimPrefix(name, city+" ") }

// bySize orders offices by what can be read of their budget.
func bySize(offices []plan.OPD, sums map[db.ID]plan.Sum) []plan.OPD {
	out := slices.Clone(offices)
	slices.SortStableFunc(out, func(a, b plan.OPD) int { return cmp.Compare(sums[b.ID].Budget, sums[a.ID].Budget) })
	return out
}

func (p homePage) officeHref(o plan.OPD) string {
	return p.r.Href(fmt.Sprintf("/renja/%d/%s", p.view.Quarter.Year, o.Slug))
}
