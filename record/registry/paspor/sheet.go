package paspor

import (
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/naikkelas"
	"alun/record/registry/size"
)

// Sheet is a passport as it is read at one moment.
type Sheet struct {
	Business registry.Business // the facts that its reader sees
	At       time.Time
	Asked    []registry.Fact // the facts that this reader could see, in the order of the page; what is not there is not known
	Permits  []registry.Permit
	Products int
	Past     registry.Past
	Class    ClassOf
}

// ClassOf is the class of size that the law gives. The zero value is not known, or not
// shown.
type ClassOf struct {
	Classes []size.Class // one, or all that the band of sales spans
	Rule    size.Rule    // of the first of them: with the bound and the article
	Proof   registry.Proof
}

// whole are the facts of a passport, in the order of the page. No point, and nothing that
// only says what is shown.
var whole = []registry.Fact{registry.Name, registry.OtherNames, registry.Kind, registry.NIB, registry.LegalForm, registry.Started, registry.KBLI, registry.Subsectors,
	registry.Kelurahan, registry.Address, registry.Phone, registry.WA, registry.Mail, registry.Web, registry.Opens,
	registry.AboutID, registry.WorkersM, registry.WorkersF, registry.Capacity, registry.Sales, registry.Capital}

// needed are the facts that whoever lends, buys or gives asks for: they are named where
// they are not known.
var needed = []registry.Fact{registry.NIB, registry.LegalForm, registry.Started, registry.KBLI, registry.Subsectors, registry.Opens, registry.WorkersM, registry.WorkersF,
	registry.Capacity, registry.Sales, registry.Capital}

// ticked are the facts that nobody sees but by a tick, or where their owner opens them.
var ticked = facts(Ticks)

// asked are the facts that a link could show.
func asked(shown []Tick) (out []registry.Fact) {
	for _, f := range whole {
		if !slices.Contains(ticked, f) || slices.Contains(shown, Tick(f)) {
			out = append(out, f)
		}
	}
	return out
}

// Facts lists the facts that are known, in the order of the page.
func (s Sheet) Facts() (out []registry.Fact) {
	for _, f := range whole {
		if s.Business.Facts[f] != "" {
			out = append(out, f)
		}
	}
	return out
}

// Missing lists the facts that are asked for, that this reader could see, and that are not
// known, in the order of the page. A creative worker has no NIB and no legal form.
func (s Sheet) Missing() (out []registry.Fact) {
	alone := s.Business.Facts[registry.Kind] == registry.Perorangan
	for _, f := range needed {
		switch {
		case s.Business.Facts[f] != "" || !slices.Contains(s.Asked, f):
		case alone && (f == registry.NIB || f == registry.LegalForm || f == registry.KBLI):
		case !alone && f == registry.Subsectors:
		default:
			out = append(out, f)
		}
	}
	return out
}

// Proven counts the facts that somebody else than the owner stands behind: seen, shown on
// paper, or of a register of the state.
func (s Sheet) Proven() (proven, known int) {
	for _, f := range s.Facts() {
		known++
		if s.Business.Proofs[f].Level >= registry.Seen {
			proven++
		}
	}
	return proven, known
}

// Checked counts how often somebody else than the owner stood behind something: a change of
// facts, and each permit that is written down.
func (s Sheet) Checked() int {
	n := s.Past.Checked
	for _, x := range s.Permits {
		if x.Level >= registry.Seen {
			n++
		}
	}
	return n
}

// Own is the passport of a business as whoever is signed in may see it: all of it is the
// owner's.
func (d *Desk) Own(tx *db.Tx, v registry.View) (Sheet, error) {
	s, err := d.sheet(tx, v.Business, v.As == registry.Owning)
	s.Asked = slices.Clone(whole)
	if v.As != registry.Owning {
		s.Asked = asked(nil)
	}
	return s, err
}

func (d *Desk) sheet(tx *db.Tx, b registry.Business, class bool) (s Sheet, err error) {
	s = Sheet{Business: b, At: tx.Now()}
	if s.Permits, err = registry.Permits(tx, b.ID); err != nil {
		return s, err
	}
	if s.Past, err = registry.PastOf(tx, b.ID); err != nil {
		return s, err
	}
	if d.Products != nil {
		if s.Products, err = d.Products(tx, b.ID); err != nil {
			return s, err
		}
	}
	if class {
		s.Class, err = classOf(tx, b, date.DayOf(s.At))
	}
	return s, err
}

// classOf finds the class by the rules of a day, from the band of yearly sales.
func classOf(tx *db.Tx, b registry.Business, on date.Day) (ClassOf, error) {
	band, told := registry.BandOf(b.Facts[registry.Sales])
	if !told {
		return ClassOf{}, nil
	}
	rules, err := size.Read(tx)
	if err != nil {
		return ClassOf{}, err
	}
	out := ClassOf{Classes: naikkelas.LadderOf(rules, band, on).Law, Proof: b.Proofs[registry.Sales]}
	if v, found := rules.On(size.UMKM, on); found && len(out.Classes) > 0 {
		i := slices.IndexFunc(v.Rules, func(r size.Rule) bool { return r.Class == out.Classes[0] })
		if i >= 0 {
			out.Rule = v.Rules[i]
		}
	}
	return out, nil
}
