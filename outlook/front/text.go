package front

import (
	"fmt"
	"strings"

	"alun/record/plan"
)

// shortName leaves the city's name out of an area's.
func shortName(name, city string) string { return strings.TrimPrefix(name, city+" ") }

func (p homePage) officeHref(o plan.OPD) string {
	return p.r.Href(fmt.Sprintf("/renja/%d/%s", p.view.Quarter.Year, o.Slug))
}
