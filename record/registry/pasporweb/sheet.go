package pasporweb

import (
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/paspor"
	"alun/record/registry/size"
)

// sheet is a passport in words.
type sheet struct {
	paspor.Sheet
	l     lang.Lang
	say   face.Teller
	today date.Day
}

func (d *Desk) sheet(tx *db.Tx, l lang.Lang, s paspor.Sheet) (sheet, error) {
	out := sheet{Sheet: s, l: l, today: date.DayOf(s.At)}
	var err error
	out.say, err = face.NewTeller(tx, d.Shelf, l)
	return out, err
}

// chapter is a part of the page: its heading and its facts.
type chapter struct {
	id, title string
	facts     []parts.Fact
}

// chapters are the parts, with the facts that each has; one without is left out.
var chapters = []struct {
	id    string
	facts []registry.Fact
}{
	{"usaha", []registry.Fact{registry.Name, registry.OtherNames, registry.Kind, registry.NIB, registry.LegalForm, registry.Started, registry.KBLI, registry.Subsectors, registry.AboutID}},
	{"tempat", []registry.Fact{registry.Kelurahan, registry.Address, registry.Phone, registry.WA, registry.Mail, registry.Web, registry.Opens}},
	{"kerja", []registry.Fact{registry.WorkersM, registry.WorkersF, registry.Capacity, registry.Sales, registry.Capital}},
}

func (s sheet) chapters() (out []chapter) {
	for _, c := range chapters {
		x := chapter{id: c.id, title: s.l.T("pasporweb.part_" + c.id)}
		for _, f := range c.facts {
			if one, there := s.fact(f); there {
				x.facts = append(x.facts, one)
			}
		}
		if c.id == "kerja" && len(s.Class.Classes) > 0 {
			x.facts = append(x.facts, s.class())
		}
		if len(x.facts) > 0 {
			out = append(out, x)
		}
	}
	return out
}

// states are the looks of the states of a business.
var states = map[registry.State]parts.Kind{registry.Draft: parts.Waiting, registry.Submitted: parts.Running, registry.Returned: parts.Refused,
	registry.Published: parts.Done, registry.Suspended: parts.Refused}

// stamps say where the business stands, and whether it is made up.
func (s sheet) stamps() []parts.Stamp {
	out := []parts.Stamp{{Kind: states[s.Business.State], Label: s.l.T(s.Business.State.Word())}}
	if s.Business.Demo {
		out = append(out, parts.Stamp{Kind: parts.Example})
	}
	return out
}

// fact is a fact with what it rests on. Of a NIB that is not shown everybody may know
// that it is there.
func (s sheet) fact(f registry.Fact) (parts.Fact, bool) {
	text, p := s.text(f), s.Business.Proofs[f]
	if f == registry.NIB && text == "" && p.Level > 0 {
		text = s.l.T("pasporweb.nib_known")
	}
	return parts.Fact{Label: s.l.T(f.Label()), Value: text, Proof: face.Evidence(s.l, p.Level), Note: s.rests(p)}, text != ""
}

// text is a fact as it is read; "" is not known, or not shown.
func (s sheet) text(f registry.Fact) string {
	return s.say.Fact(f, s.Business.Facts[f])
}

// rests says since when a proof stands, of which list it came, and what better one it
// made out of date.
func (s sheet) rests(p registry.Proof) string {
	if p.Level == 0 {
		return ""
	}
	day := date.DayOf(p.At).In(s.l.Tag())
	switch {
	case p.Over != 0:
		return s.l.T("pasporweb.rests_over", day, lang.Key(p.Over.Word()))
	case p.Source != "":
		return s.l.T("pasporweb.rests_list", day, face.List(p.Source))
	}
	return day
}

// class is the class of size, with its reason.
func (s sheet) class() parts.Fact {
	var names []string
	for _, c := range s.Class.Classes {
		names = append(names, s.l.Show(c.Name))
	}
	out := parts.Fact{Label: s.l.T(paspor.Class.Word()), Value: strings.Join(names, s.l.T("pasporweb.or")), Proof: face.Evidence(s.l, s.Class.Proof.Level)}
	bound, there := s.Class.Rule.Bound(size.Sales)
	if len(names) == 1 && there {
		out.Note = s.l.T("pasporweb.class_why", bound.Sentence().Say(s.l), s.Class.Rule.Basis)
	} else {
		out.Note = s.l.T("pasporweb.class_spans", s.Class.Rule.Basis)
	}
	return out
}

// permits are the permits and certificates, each with its days and what it rests on.
func (s sheet) permits() (out []parts.Fact) {
	for _, x := range s.Permits {
		f := parts.Fact{Label: s.l.T(registry.PermitWord(x.Kind)), Value: x.Number, Proof: face.Evidence(s.l, x.Level), Note: s.days(x)}
		if x.Issuer != "" {
			f.Value = s.l.T("pasporweb.permit_from", x.Number, x.Issuer)
		}
		out = append(out, f)
	}
	return out
}

// days says from when until when a permit holds, and whether that is over.
func (s sheet) days(x registry.Permit) string {
	var out []string
	if !x.Issued.IsZero() {
		out = append(out, s.l.T("pasporweb.permit_issued", x.Issued))
	}
	switch {
	case x.Until.IsZero():
		out = append(out, s.l.T("pasporweb.permit_no_end"))
	case x.HeldOn(s.today):
		out = append(out, s.l.T("pasporweb.permit_until", x.Until))
	default:
		out = append(out, s.l.T("pasporweb.permit_over", x.Until))
	}
	return strings.Join(out, " · ")
}

// figures are the three numbers at the head.
func (s sheet) figures() []parts.Figure {
	proven, known := s.Proven()
	good := 0
	for _, x := range s.Permits {
		if x.HeldOn(s.today) {
			good++
		}
	}
	return []parts.Figure{
		{Value: s.l.Show(proven), Word: s.l.T("pasporweb.of", known), Caption: s.l.T("pasporweb.fig_proven"), Note: s.l.T("pasporweb.fig_proven_note"), Tone: parts.Proof},
		{Value: s.l.Show(good), Caption: s.l.T("pasporweb.fig_permits"), Note: s.l.T("pasporweb.fig_permits_note")},
		{Value: s.l.Show(s.Products), Caption: s.l.T("pasporweb.fig_products"), Note: s.l.T("pasporweb.fig_products_note")},
	}
}

// past is what the history comes to.
func (s sheet) past() []parts.Fact {
	out := []parts.Fact{{Label: s.l.T("pasporweb.past_made"), Value: s.day(date.DayOf(s.Business.Made))}}
	if !s.Past.Published.IsZero() {
		out = append(out, parts.Fact{Label: s.l.T("pasporweb.past_published"), Value: s.day(date.DayOf(s.Past.Published))})
	}
	checked := s.l.T("pasporweb.past_checked_none")
	if n := s.Checked(); n > 0 {
		checked = s.l.T("pasporweb.past_checked_n", n)
	}
	return append(out,
		parts.Fact{Label: s.l.T("pasporweb.past_changes"), Value: s.l.T("pasporweb.past_changes_n", s.Past.Changes, date.DayOf(s.Past.Last))},
		parts.Fact{Label: s.l.T("pasporweb.past_checked"), Value: checked})
}

func (s sheet) day(d date.Day) string { return d.In(s.l.Tag()) }

// missing names what is not known.
func (s sheet) missing() string {
	var out []string
	for _, f := range s.Missing() {
		out = append(out, s.l.T(f.Label()))
	}
	return strings.Join(out, s.l.T("pasporweb.comma"))
}
