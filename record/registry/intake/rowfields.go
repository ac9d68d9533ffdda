package intake

import (
	"cmp"
	"regexp"
	"strings"

	"alun/ground/fault"
	"alun/ground/mail"
	"alun/ground/money"
	"alun/record/registry"
)

// place reads kelurahan and kecamatan, from one cell or two that must agree. A kelurahan
// of another city may have the name of one here: where the file names the city, it decides.
func (x *reading) place() {
	var p Place
	if text, answered, ok := x.given(InCity); ok && !answered && !leftOut("city") {
		if t := x.Areas.City(text); t != nil {
			x.trouble(InCity, t)
			return
		}
	}
	for _, f := range []Field{Area, "kelurahan"} {
		text, answered, ok := x.given(f)
		if !ok {
			continue
		}
		if answered {
			p.Kelurahan = text
			continue
		}
		read, t := x.Areas.Read(text)
		if t == nil && read.Kelurahan == "" {
			t = refuse("intake.area_only_kecamatan", "intake.mend_area", clip(text))
		}
		if t == nil && p.Kelurahan != "" && p.Kelurahan != read.Kelurahan {
			t = doubt("intake.area_two", "intake.mend_area", clip(text))
		}
		if t != nil {
			x.trouble(f, t)
			return
		}
		p = read
	}
	if text, answered, ok := x.given(Kecamatan); ok {
		code, t := text, (*Trouble)(nil)
		if !answered {
			code, t = x.Areas.Kecamatan(text)
		}
		if t == nil && p.Kelurahan != "" && x.Areas.parent[p.Kelurahan] != code {
			t = x.Areas.elsewhere(p.Kelurahan, code)
		}
		if t != nil {
			x.trouble(Kecamatan, t)
			return
		}
	}
	if p.Kelurahan != "" {
		x.set[registry.Kelurahan] = p.Kelurahan
	}
}

// class reads the code of KBLI with its version.
func (x *reading) class() {
	text, answered, ok := x.given("kbli")
	if !ok {
		return
	}
	if !answered {
		c := classReading{classes: x.Classes, versions: x.Versions, title: x.cells[KBLITitle]}
		if j, there := x.at["kbli"]; there {
			c.column = cmp.Or(versionIn(x.head.Columns[j].Title), x.mapping.Settings.KBLI)
		}
		var t *Trouble
		if text, t = c.read(text); t != nil {
			x.trouble("kbli", t)
			return
		}
	}
	x.set[registry.KBLI] = text
}

// people reads the workers: men and women, in two cells or one. A total alone is no
// fact of the register; one that does not agree is asked about.
func (x *reading) people() {
	x.cell("workers_m", func(_ *reading, s string) (string, *Trouble) { return readCount(s) })
	x.cell("workers_f", func(_ *reading, s string) (string, *Trouble) { return readCount(s) })
	text, _, ok := x.given(Workers)
	if !ok {
		return
	}
	men, women, total, t := readWorkers(text)
	if t != nil {
		x.trouble(Workers, t)
		return
	}
	m, f := x.set[registry.WorkersM], x.set[registry.WorkersF]
	switch {
	case total == "" && m+f == "":
		if men != "" {
			x.set[registry.WorkersM] = men
		}
		if women != "" {
			x.set[registry.WorkersF] = women
		}
	case total == "" && (men != "" && men != m || women != "" && women != f):
		x.trouble(Workers, doubt("intake.workers_sum", "intake.mend_count", clip(text)))
	case total != "" && m != "" && f != "" && sum(m, f) != total:
		x.trouble(Workers, doubt("intake.workers_sum", "intake.mend_count", clip(text)))
	case total != "" && (m == "" || f == ""):
		t := refuse("intake.workers_total", "intake.mend_workers", clip(text))
		i := x.issue(Workers, t)
		i.Left = true
		x.row.Issues = append(x.row.Issues, i)
	}
}

// money reads sales and capital into their bands.
func (x *reading) money() {
	for _, f := range []Field{"sales", SalesMonth, SalesOpen} {
		times := money.Rupiah(1)
		text, answered, ok := x.given(f)
		if !ok {
			continue
		}
		if x.set[registry.Sales] != "" {
			x.trouble(f, doubt("intake.sales_twice", "intake.mend_money", clip(text)))
			continue
		}
		if answered {
			x.set[registry.Sales] = text
			continue
		}
		switch s := x.mapping.Settings.Sales; {
		case s == "month" && f != "sales":
			times = 12
		case s == "year" && f == SalesOpen:
			times = 1 // said to be of a year
		case f != "sales":
			x.trouble(f, doubt("intake.sales_time", "intake.mend_sales_time", clip(text)).or(Choice{"year", ""}, Choice{"month", ""}))
			continue
		}
		x.band(f, text, times, registry.Sales, registry.SalesBands)
	}
	if text, answered, ok := x.given("capital"); ok {
		if answered {
			x.set[registry.Capital] = text
			return
		}
		x.band("capital", text, 1, registry.Capital, registry.CapitalBands)
	}
}

func (x *reading) band(f Field, text string, times money.Rupiah, into registry.Fact, all []registry.Band) {
	unit := ""
	if j, ok := x.at[f]; ok {
		unit = x.head.Columns[j].Unit
	}
	code, t := readBand(text, unit, times, all)
	if t != nil {
		x.trouble(f, t)
		return
	}
	x.set[into] = code
}

// point reads where it is, from one cell or two.
func (x *reading) point() {
	if text, answered, ok := x.given("point"); ok {
		if answered {
			x.set[registry.Point] = text
			return
		}
		lat, lon, two := splitPoint(text)
		if !two {
			x.trouble("point", refuse("intake.point_unread", "intake.mend_point", clip(text)))
			return
		}
		x.putPoint("point", lat, lon)
	}
	lat, _, okLat := x.given(Lat)
	lon, _, okLon := x.given(Lon)
	switch {
	case okLat && okLon:
		x.putPoint(Lat, lat, lon)
	case okLat:
		x.trouble(Lat, refuse("intake.point_half", "intake.mend_point"))
	case okLon:
		x.trouble(Lon, refuse("intake.point_half", "intake.mend_point"))
	}
}

func (x *reading) putPoint(f Field, lat, lon string) {
	text, t := readPoint(lat, lon)
	if t != nil {
		x.trouble(f, t)
		return
	}
	if had := x.set[registry.Point]; had != "" && had != text {
		x.trouble(f, doubt("intake.point_two", "intake.mend_point"))
		return
	}
	x.set[registry.Point] = text
}

// bareNumber is an amount without a unit, as lists have it whose unit stands in a column of
// its own or nowhere.
var bareNumber = regexp.MustCompile(`^[0-9][0-9.,]*$`)

// capacity leaves the reading of an amount with its unit and time to the register. A bare
// number says how much of nothing: it is left out, and the row is taken without it.
func (x *reading) capacity() {
	text, answered, ok := x.given("capacity")
	switch {
	case !ok:
	case !answered && bareNumber.MatchString(oneLine(text)):
		i := x.issue("capacity", refuse("intake.capacity_bare", "intake.mend_capacity", clip(text)))
		i.Left = true
		x.row.Issues = append(x.row.Issues, i)
	default:
		x.set[registry.Capacity] = text
	}
}

// subsectors reads subsectors of the creative economy by name or code.
func (x *reading) subsectors() {
	x.cell("subsectors", func(x *reading, s string) (string, *Trouble) {
		var out []string
		if code := x.Subsectors[fold(s)]; code != "" {
			return code, nil
		}
		for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(",;/\n", r) }) {
			if nothing(part) {
				continue
			}
			code := x.Subsectors[fold(part)]
			if code == "" {
				return "", refuse("intake.subsector_unknown", "intake.mend_subsector", clip(part))
			}
			out = append(out, code)
		}
		return strings.Join(out, " "), nil
	})
}

// readMail reads one address of mail.
func readMail(typed string) (string, *Trouble) {
	if n := strings.Count(typed, "@"); n > 1 {
		return "", doubt("intake.mail_two", "intake.mend_one_value", n)
	}
	text, err := mail.Address(oneLine(typed))
	if f := fault.Of(err); f != nil {
		return "", refuse(f.Key, "intake.mend_as_said", f.Args...)
	}
	return text, nil
}

// readRT reads the number of an RT. "05/02" is RT and RW; a spreadsheet may have made
// a day of it, and then it cannot be known.
func readRT(typed string) (string, *Trouble) {
	text := strings.ToLower(oneLine(typed))
	if _, ok := serial(text); ok {
		return "", refuse("intake.rt_day", "intake.mend_text_column", clip(typed))
	}
	if head, rw, ok := strings.Cut(text, "rw"); ok && strings.Trim(rw, " .:0123456789") == "" {
		text = strings.TrimRight(head, " ./-,")
	}
	if rt, rw, ok := strings.Cut(text, "/"); ok {
		if strings.Trim(rw, " .0123456789-") != "" || len(digitsOf(rt)) == 0 {
			return "", doubt("intake.rt_two", "intake.mend_rt", clip(typed))
		}
		text = strings.TrimSpace(rt)
	}
	if parts := numbersIn(text, 1); len(parts) > 1 {
		return "", doubt("intake.rt_two", "intake.mend_rt", clip(typed))
	}
	return text, nil
}
