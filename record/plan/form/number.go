package form

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"alun/record/plan"
)

// Numbers are how the numbers of forms that go out are written: {n} counts from 1
// each year, {office} is the office's short name, {year} the year of the letter.
type Numbers struct {
	Office string `json:"office"`
	City   string `json:"city"`
}

func (n *Numbers) read() error {
	n.Office, n.City = cmp.Or(n.Office, "{n}/E.81/{office}/{year}"), cmp.Or(n.City, "{n}/E.81/{year}")
	for _, format := range []string{n.Office, n.City} {
		if strings.Count(format, "{n}") != 1 {
			return fmt.Errorf("form: the number %q must hold {n} once", format)
		}
	}
	return nil
}

// Numbering is the series from which the form of an office takes its number, and
// how that is written. Each office counts by itself; the zero office is the whole
// city.
func (f *Frame) Numbering(office plan.OPD, year int) (series, format string) {
	if office.ID == 0 {
		return "e81", fill(f.Numbers.City, "{year}", strconv.Itoa(year))
	}
	return "e81/" + office.Slug, fill(f.Numbers.Office, "{office}", office.Short, "{year}", strconv.Itoa(year))
}

// Issued is the form as it goes out: with its number, made when that was taken.
func (f Form) Issued(number string, at time.Time) Form {
	f.Number, f.Made = number, at
	return f
}
