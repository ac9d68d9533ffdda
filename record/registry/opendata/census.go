package opendata

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/kbli"
)

// unit is a published business as it is counted: places in the lists of values.
type unit struct {
	area, division, year int16
	subsectors, permits  uint32 // sets of places
}

// branch is a kecamatan with its kelurahan.
type branch struct {
	code   string
	leaves []string
}

// Census is the published businesses as they are counted, and how many came in by month.
type Census struct {
	At    time.Time // of the read
	Month date.Day  // the first of the month: who came in since is not counted as such yet
	Demo  bool      // made-up businesses are among them
	Real  bool      // and others
	units []unit
	known map[registry.Level]int64 // businesses, by how well name and kelurahan are known
	tree  []branch
	codes map[Dim][]string
	came  []arrivals
}

// list numbers values.
type list struct {
	codes []string
	at    map[string]int16
}

func (l *list) of(code string) int16 {
	i, known := l.at[code]
	if !known {
		if l.at == nil {
			l.at = map[string]int16{}
		}
		i = int16(len(l.codes))
		l.codes, l.at[code] = append(l.codes, code), i
	}
	return i
}

// mostSet is how many values a dimension of several may have: bits of a set.
const mostSet = 32

func (l *list) set(codes []string) (out uint32) {
	for _, code := range codes {
		if i := l.of(code); i < mostSet {
			out |= 1 << i
		}
	}
	return out
}

// Take counts the register as a transaction sees it.
func Take(tx *db.Tx, shelf *kbli.Shelf) (*Census, error) {
	book, err := shelf.Book(tx)
	if err != nil {
		return nil, err
	}
	c := &Census{At: tx.Now(), codes: map[Dim][]string{}, known: map[registry.Level]int64{}}
	today := date.DayOf(c.At)
	c.Month = date.Day{Year: today.Year, Month: today.Month, Date: 1}
	held, permits, err := permitsHeld(tx, today)
	if err != nil {
		return nil, err
	}
	r := reader{Census: c, trades: trades{book: book, of: map[string]string{}}, held: held, permits: permits}
	if err := r.read(tx); err != nil {
		return nil, err
	}
	c.codes[Division], c.codes[Year] = r.divisions.codes, r.years.codes
	c.codes[Subsector], c.codes[Permit], c.codes[Kelurahan] = r.subsectors.codes, r.permits.codes, r.areas.codes
	if c.came, err = cameBefore(tx, c.Month); err != nil {
		return nil, err
	}
	return c, c.grow(tx)
}

// permitsHeld are the kinds that businesses hold today.
func permitsHeld(tx *db.Tx, today date.Day) (map[db.ID]uint32, list, error) {
	var kinds list
	kinds.set(registry.PermitKinds)
	out := map[db.ID]uint32{}
	return out, kinds, db.Each(tx, func(r *db.Row) error {
		out[r.ID()] |= kinds.set([]string{r.Text()})
		return nil
	}, `select business, kind from registry_permit where removed_at is null and (until = '' or until >= $1)`, today.String())
}

// reader reads the rows.
type reader struct {
	*Census
	trades     trades
	held       map[db.ID]uint32
	areas      list
	divisions  list
	years      list
	subsectors list
	permits    list
}

func (r *reader) read(tx *db.Tx) error {
	return db.Each(tx, func(row *db.Row) error {
		u := unit{permits: r.held[row.ID()]}
		made := row.Bool()
		r.Demo, r.Real = r.Demo || made, r.Real || !made
		u.area = r.areas.of(orUnknown(row.Text()))
		u.division = r.divisions.of(orUnknown(r.trades.division(row.Text())))
		u.subsectors = r.subsectors.set(strings.Fields(row.Text()))
		u.year = r.years.of(yearOf(row.Text(), r.At.Year()))
		r.known[levelOf(row.Text())]++
		r.units = append(r.units, u)
		return nil
	}, `select id, demo, coalesce(kelurahan, ''), kbli, subsectors, started, proof from registry_business where state = 'published'`)
}

func orUnknown(code string) string {
	if code == "" {
		return Unknown
	}
	return code
}

// yearOf is the year in which a business began, of the last ten; what is older is told by
// ten years, or by those of the ten that are not among the last ones: "2010-2016" beside 2017.
func yearOf(started string, now int) string {
	if len(started) < 4 {
		return Unknown
	}
	text := started[:4]
	year := 0
	for _, d := range text {
		year = year*10 + int(d-'0')
	}
	if year >= now-10 && year%10 == 0 || year > now-10 {
		return text
	}
	return fmt.Sprintf("%s0-%04d", text[:3], min(year-year%10+9, now-10))
}

// trades tells the division of the codes of a business as the directory does.
type trades struct {
	book *kbli.Book
	of   map[string]string // by the text of the codes: a city has some thousands
}

func (t trades) division(codes string) string {
	out, known := t.of[codes]
	if !known {
		out = t.read(codes)
		t.of[codes] = out
	}
	return out
}

// read takes the main code. A number of another version counts where it stands for the
// same: else it would be taken for another.
func (t trades) read(codes string) string {
	if len(t.book.Versions) == 0 {
		return ""
	}
	now := t.book.InForce().Version
	c, found := registry.Business{Facts: registry.Values{registry.KBLI: codes}}.MainCode(now)
	if !found || len(c.Code) < 2 {
		return ""
	}
	number := c.Code[:2]
	if c.Version == now {
		return number
	}
	here, known := t.book.Code(kbli.Key{Version: now, Code: number})
	there, _ := t.book.Code(kbli.Key{Version: c.Version, Code: number})
	if !known || !strings.EqualFold(here.Title, there.Title) {
		return ""
	}
	return number
}

// grow puts kelurahan under kecamatan and all values in the order of pages.
func (c *Census) grow(tx *db.Tx) error {
	all, err := place.OfLevel(tx, place.Kelurahan)
	if err != nil {
		return err
	}
	under := map[string]string{}
	for _, a := range all {
		under[a.Code] = a.Parent
	}
	at := map[string]int{}
	for _, code := range slices.Sorted(slices.Values(c.codes[Kelurahan])) {
		above := orUnknown(under[code])
		i, known := at[above]
		if !known {
			i = len(c.tree)
			at[above], c.tree = i, append(c.tree, branch{code: above})
		}
		c.tree[i].leaves = append(c.tree[i].leaves, code)
	}
	return nil
}
