package alive

import (
	"cmp"
	"io/fs"
	"math"
	"time"

	"alun/ground/fault"
	"alun/ground/sheet"
)

// Milli is a log-odds or a chance in thousandths.
type Milli int64

// Rule is what signals of a kind say.
type Rule struct {
	Kind     string
	Weight   Milli // on its day
	HalfLife int   // days
	Settles  bool  // sets earlier signals aside that say the contrary
	Basis    string
}

// base is how businesses of some KBLI divisions live.
type base struct {
	kind, from, to  string
	closing, spread float64 // r and v, see doc.go
}

// Rules are the numbers of a city.
type Rules struct {
	Signals              []Rule // in the order of the file
	bases                []base // the last one takes all the rest
	byKind               map[string]int
	undated              time.Duration // how long ago a list is taken to have been made that does not say
	seenActive, seenGone float64       // chance that a visit sees a business that works, or does not
}

// The files of a profile.
const (
	signalsFile = "alive_signals.csv"
	baseFile    = "alive_base.csv"
	visitFile   = "alive_visit.csv"
	listFile    = "alive_list.csv"
)

// Bounds of what a file may say: what lies outside is a slip of the hand.
const (
	mostWeight   = 9_000  // 99.99 %
	mostHalfLife = 36_525 // a hundred years
)

// ReadRules reads the files of a profile. A fault says which file, line and cell.
func ReadRules(files fs.FS) (r Rules, err error) {
	defer fault.Op(&err, "alive: read rules")
	r.byKind = map[string]int{}
	err = sheet.EachRecord(files, signalsFile, []string{"kind", "weight_milli", "half_life_days", "settles", "basis"}, func(l sheet.Record) error {
		weight, e1 := l.Whole("weight_milli")
		days, e2 := l.Whole("half_life_days")
		one := Rule{l.Text("kind"), Milli(weight), days, l.Text("settles") == "yes", l.Text("basis")}
		_, twice := r.byKind[one.Kind]
		switch {
		case one.Kind == "" || twice:
			return l.Refuse("kind")
		case e1 != nil || weight == 0 || weight < -mostWeight || weight > mostWeight:
			return l.Refuse("weight_milli")
		case e2 != nil || days < 1 || days > mostHalfLife:
			return l.Refuse("half_life_days")
		case !one.Settles && l.Text("settles") != "no":
			return l.Refuse("settles")
		case one.Basis == "":
			return l.Refuse("basis")
		}
		r.byKind[one.Kind] = len(r.Signals)
		r.Signals = append(r.Signals, one)
		return nil
	})
	if err == nil {
		err = cmp.Or(r.readBases(files), r.readVisit(files), r.readList(files))
	}
	return r, err
}

func (r *Rules) readBases(files fs.FS) error {
	last := sheet.Record{}
	err := sheet.EachRecord(files, baseFile, []string{"kind", "from", "to", "closing_milli", "spread_milli", "basis"}, func(l sheet.Record) error {
		closing, e1 := l.Whole("closing_milli")
		spread, e2 := l.Whole("spread_milli")
		b := base{l.Text("kind"), l.Text("from"), l.Text("to"), float64(closing) / 1000, float64(spread) / 1000}
		switch last = l; {
		case b.kind == "" || l.Text("basis") == "":
			return l.Refuse("kind")
		case len(b.from) != 2 || len(b.to) != 2 || b.from > b.to:
			return l.Refuse("from")
		case e1 != nil || closing < 1 || closing > 1000:
			return l.Refuse("closing_milli")
		case e2 != nil || spread < 1 || spread > 5000:
			return l.Refuse("spread_milli")
		}
		r.bases = append(r.bases, b)
		return nil
	})
	if n := len(r.bases); err == nil && (n == 0 || r.bases[n-1].from != "00" || r.bases[n-1].to != "99") {
		return last.Refuse("from") // the last line must take all that is left
	}
	return err
}

func (r *Rules) readVisit(files fs.FS) error {
	last := sheet.Record{}
	err := sheet.EachRecord(files, visitFile, []string{"what", "milli"}, func(l sheet.Record) error {
		n, err := l.Whole("milli")
		if last = l; err != nil || n < 1 || n > 999 {
			return l.Refuse("milli")
		}
		switch l.Text("what") {
		case "seen_if_active":
			r.seenActive = float64(n) / 1000
		case "seen_if_not":
			r.seenGone = float64(n) / 1000
		default:
			return l.Refuse("what")
		}
		return nil
	})
	if err == nil && (r.seenGone == 0 || r.seenActive <= r.seenGone) {
		return last.Refuse("milli") // such a visit would tell nothing
	}
	return err
}

// readList reads how old a list is that does not say.
func (r *Rules) readList(files fs.FS) error {
	last := sheet.Record{}
	err := sheet.EachRecord(files, listFile, []string{"what", "days", "basis"}, func(l sheet.Record) error {
		days, err := l.Whole("days")
		switch last = l; {
		case l.Text("what") != "undated" || r.undated != 0:
			return l.Refuse("what")
		case err != nil || days < 1 || days > mostHalfLife:
			return l.Refuse("days")
		case l.Text("basis") == "":
			return l.Refuse("basis")
		}
		r.undated = time.Duration(days) * 24 * time.Hour
		return nil
	})
	if err == nil && r.undated == 0 {
		return last.Refuse("days")
	}
	return err
}

// base is what is likely of a business of a KBLI division that was listed some time
// ago, and the kind by which the rules know it.
func (r Rules) base(division string, age time.Duration) (Milli, string) {
	b := r.bases[len(r.bases)-1]
	for _, one := range r.bases {
		if len(division) == 2 && one.from <= division && division <= one.to {
			b = one
			break
		}
	}
	years := age.Hours() / 24 / 365.25
	p := math.Pow(1+b.spread*b.closing*years, -1/b.spread)
	p = min(0.98, max(0.02, p)) // nothing is sure of which nothing is known
	return Milli(math.Round(1000 * math.Log(p/(1-p)))), b.kind
}
