package planweb

import (
	"cmp"
	"slices"
	"strconv"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/plan"
)

// atMoment finds the report and revision that an address asks for: the year's
// newest report, unless ?tw= and ?revisi= ask for an older one.
func atMoment(tx *db.Tx, r *web.Request) (at, error) {
	year, ok := whole(r.PathValue("year"))
	if !ok {
		return at{}, fault.New(fault.NotFound, "plan.no_report", clip(r.PathValue("year")))
	}
	quarter, err := number(r, "tw")
	if err != nil {
		return at{}, err
	}
	revision, err := number(r, "revisi")
	if err != nil {
		return at{}, err
	}
	v, err := viewOf(tx, year, quarter, revision)
	if err != nil {
		return at{}, err
	}
	return here(tx, r, v)
}

// viewOf finds a year's report; 0 asks for the newest.
func viewOf(tx *db.Tx, year, quarter, revision int) (plan.View, error) {
	v, found, err := plan.Latest(tx, year)
	var asked any = strconv.Itoa(year)
	if err == nil && found && quarter > 0 {
		q := date.Quarter{Year: year, N: quarter}
		asked = q
		v, found, err = plan.At(tx, q, 0)
	}
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_report", asked)
	}
	if err != nil || revision == 0 {
		return v, err
	}
	v, found, err = plan.At(tx, v.Quarter, revision)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_revision", revision)
	}
	return v, err
}

// whole reads a number as an address writes it: digits alone, none too many.
func whole(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0 && n < 1_000_000 && strconv.Itoa(n) == text
}

// number reads a number of the address; a missing one is 0.
func number(r *web.Request, name string) (int, error) {
	text := r.Values().Line(name, 40)
	if text == "" {
		return 0, nil
	}
	n, ok := whole(text)
	if !ok {
		return 0, fault.New(fault.Invalid, "plan.bad_number", name, clip(text))
	}
	return n, nil
}

// choice reads one of the given values of the address; a missing one is "".
func choice(r *web.Request, name string, among ...string) (string, error) {
	text := r.Values().Line(name, 80)
	if text != "" && !slices.Contains(among, text) {
		return "", fault.New(fault.Invalid, "plan.bad_choice", name, clip(text))
	}
	return text, nil
}

// clip shortens what somebody typed for a sentence that quotes it.
func clip(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}

// officeAt finds the office that an address names.
func officeAt(tx *db.Tx, r *web.Request, v plan.View) (plan.OPD, error) {
	return plan.FindOPD(tx, v.Quarter.Year, r.PathValue("opd"))
}

// nodeAt finds the node that an address names.
func nodeAt(tx *db.Tx, r *web.Request, v plan.View, o plan.OPD) (plan.Node, error) {
	n, found, err := plan.NodeAt(tx, v, o.ID, r.PathValue("code"))
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_node", clip(r.PathValue("code")))
	}
	return n, err
}

// page cuts a list: what of it a page shows, from a number on. A number behind
// the end shows the beginning.
func page[T any](all []T, from, size int) (shown []T, start int) {
	if from >= len(all) {
		from = 0
	}
	return all[from:min(from+size, len(all))], from
}

// byShort orders offices by the short names that pages show first: the order is
// the same in every language, and ranks nobody.
func byShort(offices []plan.OPD) []plan.OPD {
	out := slices.Clone(offices)
	slices.SortFunc(out, func(a, b plan.OPD) int { return cmp.Compare(plan.Fold(a.Short), plan.Fold(b.Short)) })
	return out
}
